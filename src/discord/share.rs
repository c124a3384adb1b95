//! This process's part in limits that a fleet shares: its places, what it has to tell, and when to
//! ask.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    headers::BucketHeaders,
    lots::{Lacking, Lots},
    route::{Route, Template},
};
use crate::store::{AllowanceAnswer, AllowanceAsk, Remainder};

/// Pure: places in time for counted calls, and what the fleet has not been told yet.
#[derive(Debug, Default)]
pub(super) struct Share {
    places: VecDeque<Instant>,
    lots: Lots,
    news: News,
    asked_at: Option<Instant>,
    /// Before this a question would bring no places.
    not_before: Option<Instant>,
    away: bool,
    /// Up to when others have been heard, by the store's clock.
    since: u64,
    /// Another worker has told something that is not known here yet.
    rung: bool,
    workers: u32,
}

/// Who waits for nothing but a place.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Wants {
    pub(super) people: u32,
    pub(super) others: u32,
    /// Whether something waits that could find out if a block is over.
    pub(super) may_probe: bool,
    /// Who waits for a place in a bucket that the whole fleet draws on.
    pub(super) lots: Lacking,
}

impl Wants {
    /// One more lacks a place in the bucket of this route.
    pub(super) fn lack(&mut self, template: &Template) {
        let template = template.plain();
        match self.lots.iter_mut().find(|(lacks, _)| *lacks == template) {
            Some((_, calls)) => *calls += 1,
            None => self.lots.push((template, 1)),
        }
    }
}

/// What the fleet is to be told.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    pub(super) invalid: u32,
    pub(super) pause_until: Option<Instant>,
    pub(super) block_until: Option<Instant>,
    pub(super) block_over: bool,
    /// Limit, what remains of it, and the end of its window, by the route's label.
    pub(super) remainders: HashMap<String, (u32, u32, Instant)>,
}

impl Share {
    /// When the next counted call may go; none when a place has to be asked for.
    pub(super) fn next(&mut self, now: Instant) -> Option<Instant> {
        while self.places.front().is_some_and(|place| *place + VALID <= now) {
            self.places.pop_front();
        }
        self.places.front().map(|place| (*place).max(now))
    }

    /// A counted call goes now.
    pub(super) fn take(&mut self) {
        self.places.pop_front();
    }

    /// Places in buckets that the whole fleet draws on.
    pub(super) const fn lots(&mut self) -> &mut Lots {
        &mut self.lots
    }

    /// A bucket of a channel or server was drawn on: whoever takes its shard over is to know. Short
    /// windows are over by then.
    pub(super) fn drawn(&mut self, route: &Route, told: &BucketHeaders, now: Instant) {
        if told.reset_after > BEAT
            && let Some(label) = route.label()
        {
            let end = now + told.reset_after;
            self.news.remainders.insert(label, (told.limit, told.remaining, end));
        }
    }

    /// What is to be told.
    pub(super) const fn news(&mut self) -> &mut News {
        &mut self.news
    }

    /// Whether the fleet cannot be asked.
    pub(super) const fn is_away(&self) -> bool {
        self.away
    }

    /// The bell rang.
    pub(super) const fn rung(&mut self) {
        self.rung = true;
    }

    /// Whether it rang and why is not known yet.
    pub(super) const fn is_rung(&self) -> bool {
        self.rung && !self.away
    }

    /// How many counted calls per window are safe without asking, as far as is known.
    pub(super) fn without_asking(&self) -> u16 {
        u16::try_from(SAFE / self.workers.max(1)).unwrap_or(1).max(1)
    }

    /// When to ask next.
    pub(super) fn due(&mut self, wants: &Wants, now: Instant) -> Instant {
        let Some(asked) = self.asked_at else { return now };
        if self.away {
            return asked + AGAIN;
        }
        if self.rung || self.news.is_urgent() {
            return now;
        }
        let lots = self.lots.due(&wants.lots, asked + LEAST, now);
        lots.into_iter().fold(self.places_due(wants, asked, now), Instant::min)
    }

    /// The same, if there were no buckets.
    fn places_due(&mut self, wants: &Wants, asked: Instant, now: Instant) -> Instant {
        let ready = self.not_before.unwrap_or(now).max(now);
        let beat = asked + BEAT;
        let (people, others) = self.missing(wants, now);
        if people > 0 {
            // A place that is far off may be the nearest there is, so that it is not asked for
            // again at once.
            let pause = if people_lack(wants, self.places.len()) { LEAST } else { SOON };
            return (asked + pause).max(ready).min(beat.max(now));
        }
        if others > 0 { ready.min(beat.max(now)) } else { beat }
    }

    /// The question, if it is asked now.
    pub(super) fn ask(&mut self, wants: &Wants, now: Instant) -> AllowanceAsk {
        let (people, others) = self.missing(wants, now);
        let left = |until: Option<Instant>| {
            until.map(|until| until.saturating_duration_since(now)).filter(|left| !left.is_zero())
        };
        let after = self.places.back().map(|last| last.saturating_duration_since(now));
        let News { invalid, pause_until, block_until, block_over, remainders } =
            std::mem::take(&mut self.news);
        let remainders = remainders.into_iter().filter_map(|(bucket, (limit, remaining, end))| {
            Some(Remainder { bucket, limit, remaining, window: left(Some(end))? })
        });
        self.asked_at = Some(now);
        AllowanceAsk {
            people,
            others,
            after: after.unwrap_or_default(),
            invalid,
            pause: left(pause_until),
            block: left(block_until),
            block_over,
            may_probe: wants.may_probe,
            buckets: self.lots.ask(&wants.lots, now),
            remainders: remainders.collect(),
            since: self.since,
        }
    }

    /// The answer to it.
    pub(super) fn granted(&mut self, ask: &AllowanceAsk, answer: &AllowanceAnswer, now: Instant) {
        self.away = false;
        self.rung = false;
        self.workers = answer.workers;
        self.since = answer.until;
        self.places.extend(answer.places.iter().map(|place| now + *place));
        self.places.make_contiguous().sort_unstable();
        let in_vain = ask.people + ask.others > 0 && answer.places.is_empty();
        self.not_before = in_vain.then(|| now + SOON);
    }

    /// No answer came: what was told is told again, and places are not relied on any more.
    pub(super) fn failed(&mut self, ask: &AllowanceAsk, now: Instant) {
        self.away = true;
        self.rung = false;
        self.places.clear();
        self.lots.failed(&ask.buckets);
        let News { invalid, pause_until, block_until, block_over, mut remainders } =
            std::mem::take(&mut self.news);
        for told in &ask.remainders {
            let before = (told.limit, told.remaining, now + told.window);
            remainders.entry(told.bucket.clone()).or_insert(before);
        }
        let later =
            |known: Option<Instant>, told: Option<Duration>| known.max(told.map(|it| now + it));
        self.news = News {
            invalid: invalid + ask.invalid,
            pause_until: later(pause_until, ask.pause),
            block_until: later(block_until, ask.block),
            block_over: block_over || ask.block_over && block_until.is_none(),
            remainders,
        };
    }

    /// How many places to ask for.
    fn missing(&mut self, wants: &Wants, now: Instant) -> (u32, u32) {
        self.next(now);
        let held = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let soon = self.places.partition_point(|place| *place <= now + SOON);
        let people = wants.people.saturating_sub(u32::try_from(soon).unwrap_or(u32::MAX));
        let spare = held.saturating_sub(wants.people);
        let others = if spare <= LOW { wants.others.saturating_sub(spare) } else { 0 };
        (people, others)
    }
}

fn people_lack(wants: &Wants, places: usize) -> bool {
    usize::try_from(wants.people).unwrap_or(usize::MAX) > places
}

impl News {
    fn is_urgent(&self) -> bool {
        let is_used_up = self.remainders.values().any(|(_, remaining, _)| *remaining == 0);
        self.pause_until.is_some() || self.block_until.is_some() || self.block_over || is_used_up
    }
}

/// How long after its time a place may be used. Others have places after it, which must not come to
/// Discord together with it.
const VALID: Duration = Duration::from_millis(30);
/// How soon a person's call finds a place.
const SOON: Duration = Duration::from_millis(100);
/// Between two questions for people, so that those who come together ask together.
const LEAST: Duration = Duration::from_millis(20);
/// With so few places left, more are asked for.
const LOW: u32 = 1;
/// How often to ask at the least, to hear of the others.
const BEAT: Duration = Duration::from_secs(1);
/// How soon to try again after a question without answer.
const AGAIN: Duration = Duration::from_millis(500);
/// What all processes together may send when none can ask: less than Discord's 50, as nobody sees
/// the whole.
const SAFE: u32 = 40;

#[cfg(test)]
mod tests;
