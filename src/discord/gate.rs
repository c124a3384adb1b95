//! All limits together: whether a request may go now, and what an answer changes.

use std::time::Duration;

use tokio::time::Instant;

use super::{
    bucket::BucketPassage,
    buckets::{Buckets, Slot},
    call::Priority,
    global::Global,
    headers::{BucketHeaders, Scope, Throttle},
    invalid::{Breaker, Invalid, InvalidThresholds},
    renames::Renames,
    route::{Kind, Route},
    share::{Share, Wants},
    suspension::{Passage, Suspension},
    token::TOKEN_PAUSE,
};
use crate::store::{AllowanceAnswer, AllowanceAsk};

/// What the limits need to know of a request that wants to go.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) route: Route,
    pub(super) priority: Priority,
    /// Whether it carries the bot token.
    pub(super) authorized: bool,
}

/// What the limits say to it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    Go,
    /// Not before this time; without a time, not before something under way has ended.
    Wait(Option<Instant>),
    /// As `Wait`, for nothing but a place among the fleet's counted calls.
    Place(Option<Instant>),
    /// As `Wait`, for a place in a bucket that the whole fleet draws on, and then for one among its
    /// counted calls.
    Lot(Option<Instant>),
    Refuse(Denied),
}

/// Why a request may not go at all.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Denied {
    /// Its deadline comes before its turn can.
    Late {
        retry_after: Duration,
    },
    /// The breaker holds its priority back.
    Stopped {
        invalid: u32,
    },
    Unauthorized,
}

/// A request that has gone and what it occupies.
#[derive(Debug)]
pub(super) struct Pass {
    slot: Slot,
    probes_cloudflare: bool,
    probes_token: bool,
}

/// What an answer says about limits.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) status: u16,
    pub(super) bucket: Option<BucketHeaders>,
    /// Set exactly for status 429.
    pub(super) throttle: Option<Throttle>,
}

/// Pure: every limit of the REST API.
#[derive(Debug)]
pub(super) struct Gate {
    buckets: Buckets,
    renames: Renames,
    global: Global,
    cloudflare: Suspension,
    token: Suspension,
    invalid: Invalid,
    share: Option<Share>,
}

impl Gate {
    pub(super) fn new(global_limit: u16, thresholds: InvalidThresholds) -> Self {
        Self {
            buckets: Buckets::default(),
            renames: Renames::default(),
            global: Global::new(global_limit),
            cloudflare: Suspension::default(),
            token: Suspension::default(),
            invalid: Invalid::new(thresholds),
            share: None,
        }
    }

    /// From now on the limits are shared with a fleet.
    pub(super) fn share(&mut self) {
        self.share = Some(Share::default());
    }

    /// Whether the request may go now. The cheap questions come first, since all who wait ask again
    /// at each change.
    pub(super) fn verdict(&mut self, ask: &Ask, now: Instant) -> Verdict {
        if !self.invalid.breaker(now).lets(ask.priority) {
            return Verdict::Refuse(Denied::Stopped { invalid: self.invalid.count(now) });
        }
        if ask.authorized && matches!(self.token.passage(now), Passage::Closed(_)) {
            return Verdict::Refuse(Denied::Unauthorized);
        }
        if ask.route.kind != Kind::Callback
            && let Passage::Closed(until) = self.cloudflare.passage(now)
        {
            return Verdict::Wait(until);
        }
        if ask.route.kind != Kind::Callback && self.share.as_ref().is_some_and(Share::is_rung) {
            return Verdict::Wait(None);
        }
        if ask.route.kind == Kind::Counted {
            let next = match &self.share {
                Some(share) if !share.is_away() => self.global.pause_now(now),
                Some(_) | None => Some(self.global.next(ask.priority, now)),
            };
            if let Some(next) = next.filter(|next| *next > now) {
                return Verdict::Wait(Some(next));
            }
        }
        if let Some(next) = self.renames.next(&ask.route, now) {
            return Verdict::Wait(Some(next));
        }
        match self.buckets.passage(&ask.route, now) {
            BucketPassage::Open => self.place(ask, now),
            BucketPassage::Closed(until) => Verdict::Wait(until),
        }
    }

    /// Asked last, so that only what lacks nothing else counts as wanting a place.
    fn place(&mut self, ask: &Ask, now: Instant) -> Verdict {
        let is_shared = ask.route.kind == Kind::Counted;
        let Some(share) = self.share.as_mut().filter(|share| is_shared && !share.is_away()) else {
            return Verdict::Go;
        };
        if self.buckets.is_common(&ask.route) {
            let next = share.lots().next(&ask.route.template, now);
            if next.is_none_or(|next| next > now) {
                return Verdict::Lot(next);
            }
        }
        match share.next(now) {
            Some(next) if next <= now => Verdict::Go,
            next => Verdict::Place(next),
        }
    }

    /// The request that was told `Go` goes.
    pub(super) fn take(&mut self, ask: &Ask, now: Instant) -> Pass {
        let probes_cloudflare =
            ask.route.kind != Kind::Callback && self.cloudflare.passage(now) == Passage::Probe;
        if probes_cloudflare {
            self.cloudflare.begin_probe();
        }
        let probes_token = ask.authorized && self.token.passage(now) == Passage::Probe;
        if probes_token {
            self.token.begin_probe();
        }
        if ask.route.kind == Kind::Counted {
            self.global.take(now);
            if let Some(share) = &mut self.share {
                share.take();
                share.lots().take(&ask.route.template);
            }
        }
        self.renames.take(&ask.route, now);
        Pass { slot: self.buckets.take(&ask.route, now), probes_cloudflare, probes_token }
    }

    /// The request has ended without an answer.
    pub(super) fn ended(&mut self, ask: &Ask, pass: &Pass) {
        self.buckets.give_back(&pass.slot, &ask.route);
        if pass.probes_cloudflare {
            self.cloudflare.probe_lost();
        }
        if pass.probes_token {
            self.token.probe_lost();
        }
    }

    /// The request has been answered.
    pub(super) fn answered(&mut self, ask: &Ask, pass: &Pass, heard: &Heard, now: Instant) {
        self.buckets.give_back(&pass.slot, &ask.route);
        self.learn(&ask.route, &pass.slot, heard, now);
        if (400..500).contains(&heard.status) {
            self.renames.refund(&ask.route);
        }
        let shared = heard.throttle.is_some_and(|throttle| throttle.scope == Scope::Shared);
        if matches!(heard.status, 401 | 403 | 429) && !shared {
            self.invalid.add(now);
            if let Some(share) = &mut self.share {
                share.news().invalid += 1;
            }
        }
        self.hear_about_token(ask, pass, heard.status, now);
        let by_cloudflare = heard.throttle.is_some_and(|it| it.scope == Scope::Cloudflare);
        if pass.probes_cloudflare && !by_cloudflare {
            self.cloudflare.lift();
            if let Some(share) = &mut self.share {
                share.news().block_over = true;
            }
        }
        if let Some(throttle) = heard.throttle {
            self.throttle(ask, throttle, heard.bucket.as_ref(), now);
        }
    }

    /// What an answer tells of the route's bucket.
    fn learn(&mut self, route: &Route, slot: &Slot, heard: &Heard, now: Instant) {
        let was_common = self.buckets.is_common(route);
        match (&heard.bucket, heard.throttle) {
            (Some(told), None) => self.buckets.learn(route, slot, told, now),
            (Some(told), Some(_)) => self.buckets.learn_refusal(route, slot, told, now),
            (None, None) if heard.status < 300 => self.buckets.has_none(route),
            (None, _) => {}
        }
        let Some(share) = self.share.as_mut().filter(|_| route.kind == Kind::Counted) else {
            return;
        };
        let is_common = self.buckets.is_common(route);
        if is_common != was_common {
            share.lots().found(&route.template, !is_common);
        }
        let Some(told) = &heard.bucket else { return };
        if is_common {
            share.lots().learn(&route.template, self.buckets.name(route), told, now);
        } else {
            share.drawn(route, told, now);
        }
    }

    /// Changes how many counted requests may go per second.
    pub(super) fn set_global_limit(&mut self, per_second: u16) {
        self.global.set_limit(per_second);
    }

    /// How far the breaker is open.
    pub(super) fn breaker(&mut self, now: Instant) -> Breaker {
        self.invalid.breaker(now)
    }

    /// Invalid requests in the last ten minutes.
    pub(super) fn invalid(&mut self, now: Instant) -> u32 {
        self.invalid.count(now)
    }

    fn block(&mut self, until: Instant) {
        let Some(share) = &mut self.share else { return self.cloudflare.suspend(until) };
        share.news().block_until = Some(until);
        self.cloudflare.suspend(until + OTHERS_TURN);
    }

    /// When the fleet is to be asked next; none when there is no fleet.
    pub(super) fn errand_due(&mut self, wants: &Wants, now: Instant) -> Option<Instant> {
        self.share.as_mut().map(|share| share.due(wants, now))
    }

    /// The fleet's bell rang.
    pub(super) fn rung(&mut self) {
        if let Some(share) = &mut self.share {
            share.rung();
        }
    }

    /// What it is asked.
    pub(super) fn errand(&mut self, wants: &Wants, now: Instant) -> AllowanceAsk {
        self.share.as_mut().map(|share| share.ask(wants, now)).unwrap_or_default()
    }

    /// What it answered; none when no answer came.
    pub(super) fn errand_done(
        &mut self,
        ask: &AllowanceAsk,
        answer: Option<&AllowanceAnswer>,
        now: Instant,
    ) {
        let Some(share) = &mut self.share else { return };
        let Some(answer) = answer else {
            share.failed(ask, now);
            self.global.set_limit(share.without_asking());
            return;
        };
        share.granted(ask, answer, now);
        for template in share.lots().granted(&answer.buckets, now) {
            self.buckets.part(&template);
        }
        answer.remainders.iter().for_each(|told| self.buckets.hear(told, now));
        self.invalid.hear(answer.invalid, now);
        if !answer.pause.is_zero() {
            self.global.pause(now + answer.pause);
        }
        match answer.block {
            Some(left) if left.is_zero() => self.cloudflare.may_probe(now),
            Some(left) => self.cloudflare.suspend(now + left + OTHERS_TURN),
            // What was found out meanwhile is newer.
            None if share.news().block_until.is_some() => {}
            None => {
                self.cloudflare.lift();
            }
        }
    }

    /// Whether everything but callbacks waits for the end of a block.
    pub(super) fn is_blocked(&self, now: Instant) -> bool {
        matches!(self.cloudflare.passage(now), Passage::Closed(_))
    }

    fn hear_about_token(&mut self, ask: &Ask, pass: &Pass, status: u16, now: Instant) {
        if !ask.authorized {
            return;
        }
        if status == 401 {
            self.token.suspend(now + TOKEN_PAUSE);
        } else if pass.probes_token {
            self.token.lift();
        }
    }

    fn throttle(
        &mut self,
        ask: &Ask,
        throttle: Throttle,
        told: Option<&BucketHeaders>,
        now: Instant,
    ) {
        let until = now + throttle.retry_after;
        match (throttle.scope, ask.route.kind) {
            (Scope::Global, Kind::Counted) => {
                self.global.pause(until);
                if let Some(share) = &mut self.share {
                    share.news().pause_until = Some(until);
                }
            }
            (Scope::Cloudflare, Kind::Counted | Kind::ByToken) => self.block(until),
            // Exempt from the pause of the others, so that only its own bucket can hold it.
            (Scope::Global | Scope::Cloudflare, _) => self.buckets.block(&ask.route, until),
            (Scope::User, _) if told.is_none_or(|told| told.remaining == 0) => {
                self.buckets.block(&ask.route, until);
            }
            (Scope::User | Scope::Shared, _) => self.buckets.block_hidden(&ask.route, until),
        }
    }
}

/// How much longer than a block a process of a fleet waits by itself: one of them is asked to find
/// out whether it is over, and the others hear of that.
const OTHERS_TURN: Duration = Duration::from_secs(3);

#[cfg(test)]
mod tests;
