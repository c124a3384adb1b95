//! The queue before the gate: who waits, in which order they go, and when to look again.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    call::Priority,
    errand,
    gate::{Ask, Denied, Gate, Heard, Pass, Verdict},
    invalid::{Breaker, InvalidThresholds},
    share::Wants,
};
use crate::{
    clock,
    store::{Allowance, AllowanceAnswer, AllowanceAsk},
};

/// Cheap clone; all clones share the limits.
#[derive(Clone)]
pub(super) struct Limits(Arc<Shared>);

pub(super) struct Shared {
    queue: Mutex<Queue>,
    /// Tells the driver that the alarm has changed.
    changed: Notify,
    /// Tells the errand to the fleet that somebody may want something.
    wanted: Arc<Notify>,
}

struct Queue {
    gate: Gate,
    waiting: BTreeMap<Turn, Waiter>,
    arrivals: u64,
    /// When the driver looks next; none while there is no driver.
    alarm: Option<Instant>,
}

/// The place in the queue: by priority, then by arrival.
type Turn = (Priority, Arrival);

/// When a call arrived, kept over its attempts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Arrival(u64);

struct Waiter {
    ask: Ask,
    deadline: Instant,
    tell: oneshot::Sender<Result<Permit, Denied>>,
}

/// Somebody whose waiting is over, and how.
type Settled = (Waiter, Result<Pass, Denied>);

/// The right to send one request now; gives back what it occupies when dropped.
pub(super) struct Permit {
    limits: Limits,
    ask: Ask,
    pass: Option<Pass>,
}

/// What has become of a request's turn.
pub(super) struct Acquired {
    pub(super) permit: Result<Permit, Denied>,
    /// Whether that was not known at once.
    pub(super) waited: bool,
}

impl Limits {
    pub(super) fn new(global_limit: u16, thresholds: InvalidThresholds) -> Self {
        let gate = Gate::new(global_limit, thresholds);
        let queue = Queue { gate, waiting: BTreeMap::new(), arrivals: 0, alarm: None };
        let (changed, wanted) = (Notify::new(), Arc::default());
        Self(Arc::new(Shared { queue: Mutex::new(queue), changed, wanted }))
    }

    /// Shares them with a fleet from now on.
    pub(super) fn share(&self, allowance: Arc<dyn Allowance>) {
        self.lock().gate.share();
        let errand = errand::run(Arc::downgrade(&self.0), allowance, Arc::clone(&self.0.wanted));
        tokio::spawn(errand);
    }

    /// What the errand to the fleet has to do next.
    pub(super) fn errand(&self) -> Errand {
        let now = clock::instant();
        let mut queue = self.lock();
        let wants = queue.wants(now);
        match queue.gate.errand_due(&wants, now) {
            Some(due) if due > now => Errand::Wait(due),
            _ => Errand::Ask(queue.gate.errand(&wants, now)),
        }
    }

    /// The fleet's bell rang: nothing goes until the fleet has said why.
    pub(super) fn rung(&self) {
        self.lock().gate.rung();
    }

    /// What came of it; nothing when there was no answer.
    pub(super) fn answered(&self, ask: &AllowanceAsk, answer: Option<AllowanceAnswer>) {
        self.lock().gate.errand_done(ask, answer.as_ref(), clock::instant());
        self.look();
    }

    /// A place in the order of arrival.
    pub(super) fn arrive(&self) -> Arrival {
        let mut queue = self.lock();
        queue.arrivals += 1;
        Arrival(queue.arrivals)
    }

    /// Waits for the request's turn. Fails at once when it is known that none comes before the
    /// deadline.
    pub(super) async fn acquire(&self, ask: Ask, arrival: Arrival, deadline: Instant) -> Acquired {
        let turn = (ask.priority, arrival);
        let (tell, mut told) = oneshot::channel();
        let place = Place { limits: self, turn };
        self.settle(|queue, now| queue.join(turn, Waiter { ask, deadline, tell }, now));
        if let Ok(at_once) = told.try_recv() {
            return Acquired { permit: at_once, waited: false };
        }
        let answer = timeout_at(deadline, told).await;
        drop(place);
        let permit = match answer {
            Ok(Ok(result)) => result,
            // Nobody but this call takes its place away, so that only the time can have run out.
            Ok(Err(_)) | Err(_) => Err(Denied::Late { retry_after: Duration::ZERO }),
        };
        Acquired { permit, waited: true }
    }

    /// Invalid requests in the last ten minutes, and what the breaker makes of them.
    pub(super) fn invalid(&self) -> (u32, Breaker) {
        let now = clock::instant();
        let mut queue = self.lock();
        (queue.gate.invalid(now), queue.gate.breaker(now))
    }

    /// How many wait for their turn.
    pub(super) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Changes how many counted requests may go per second.
    pub(super) fn set_global_limit(&self, per_second: u16) {
        self.lock().gate.set_global_limit(per_second);
        self.look();
    }

    /// Looks who may go, and sees to it that somebody looks again in time.
    fn look(&self) {
        self.settle(|queue, now| queue.release(now));
    }

    fn settle(&self, look: impl FnOnce(&mut Queue, Instant) -> (Vec<Settled>, Option<Instant>)) {
        let mut queue = self.lock();
        let (settled, next) = look(&mut queue, clock::instant());
        self.alarm(&mut queue, next);
        drop(queue);
        self.0.wanted.notify_one();
        self.tell(settled);
    }

    fn alarm(&self, queue: &mut Queue, next: Option<Instant>) {
        match (next, queue.alarm) {
            (Some(next), None) => {
                queue.alarm = Some(next);
                tokio::spawn(self.clone().drive());
            }
            (Some(next), Some(alarm)) if next < alarm => {
                queue.alarm = Some(next);
                self.0.changed.notify_one();
            }
            _ => {}
        }
    }

    /// Looks again whenever the alarm says so; ends when nobody waits for a time.
    async fn drive(self) {
        loop {
            let (settled, next) = {
                let mut queue = self.lock();
                let (settled, next) = queue.release(clock::instant());
                queue.alarm = next;
                (settled, next)
            };
            self.0.wanted.notify_one();
            self.tell(settled);
            // Without an alarm whoever needs one starts another driver.
            let Some(next) = next else { return };
            tokio::select! {
                () = sleep_until(next) => {}
                () = self.0.changed.notified() => {}
            }
        }
    }

    fn tell(&self, settled: Vec<Settled>) {
        for (Waiter { ask, tell, .. }, result) in settled {
            let limits = self.clone();
            let permit = result.map(|pass| Permit { limits, ask, pass: Some(pass) });
            // Whoever stopped waiting gets it dropped here, which gives it back.
            drop(tell.send(permit));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// Puts somebody new into the queue. The others have been looked at after every change, so that
    /// only the passing of time makes it worth while to look at them too.
    fn join(
        &mut self,
        turn: Turn,
        waiter: Waiter,
        now: Instant,
    ) -> (Vec<Settled>, Option<Instant>) {
        if self.alarm.is_some_and(|alarm| alarm <= now) {
            self.waiting.insert(turn, waiter);
            return self.release(now);
        }
        match self.judge(&waiter, now) {
            Judged::Settled(result) => (vec![(waiter, result)], None),
            Judged::Waits(next) => {
                self.waiting.insert(turn, waiter);
                (Vec::new(), next)
            }
        }
    }

    /// Everybody who may go or must give up, in order, and when somebody else may.
    fn release(&mut self, now: Instant) -> (Vec<Settled>, Option<Instant>) {
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut settled = Vec::new();
        let mut next: Option<Instant> = None;
        for (turn, waiter) in &waiting {
            match self.judge(waiter, now) {
                Judged::Settled(result) => settled.push((*turn, result)),
                Judged::Waits(at) => next = next.into_iter().chain(at).min(),
            }
        }
        let leave = |(turn, result)| Some((waiting.remove(&turn)?, result));
        let settled = settled.into_iter().filter_map(leave).collect();
        self.waiting = waiting;
        (settled, next)
    }

    /// Who waits for a place among the fleet's calls.
    fn wants(&mut self, now: Instant) -> Wants {
        let mut wants = Wants::default();
        if self.gate.is_blocked(now) {
            wants.may_probe = !self.waiting.is_empty();
            return wants;
        }
        for waiter in self.waiting.values() {
            let verdict = self.gate.verdict(&waiter.ask, now);
            if matches!(verdict, Verdict::Lot(_)) {
                wants.lack(&waiter.ask.route.template);
            }
            // Where a bucket has no place for long, none is wanted among all calls.
            if matches!(verdict, Verdict::Place(_) | Verdict::Lot(None)) {
                let is_person = waiter.ask.priority <= Priority::Person;
                *if is_person { &mut wants.people } else { &mut wants.others } += 1;
            }
        }
        wants
    }

    /// Lets one go if it may.
    fn judge(&mut self, waiter: &Waiter, now: Instant) -> Judged {
        if waiter.deadline <= now {
            return Judged::Settled(Err(Denied::Late { retry_after: Duration::ZERO }));
        }
        match self.gate.verdict(&waiter.ask, now) {
            Verdict::Go => Judged::Settled(Ok(self.gate.take(&waiter.ask, now))),
            Verdict::Refuse(denied) => Judged::Settled(Err(denied)),
            Verdict::Wait(Some(at)) | Verdict::Lot(Some(at)) if at > waiter.deadline => {
                Judged::Settled(Err(Denied::Late { retry_after: at - now }))
            }
            Verdict::Wait(at) | Verdict::Place(at) | Verdict::Lot(at) => Judged::Waits(at),
        }
    }
}

/// What the errand to the fleet has to do.
pub(super) enum Errand {
    Wait(Instant),
    Ask(AllowanceAsk),
}

impl From<Arc<Shared>> for Limits {
    fn from(shared: Arc<Shared>) -> Self {
        Self(shared)
    }
}

/// What has become of somebody who waits.
enum Judged {
    Settled(Result<Pass, Denied>),
    /// Until this time at the least, or until something changes.
    Waits(Option<Instant>),
}

impl Permit {
    /// The request was answered: what the answer tells is learned. Says how the breaker stands
    /// before and after.
    pub(super) fn answered(mut self, heard: &Heard) -> (Breaker, Breaker) {
        let now = clock::instant();
        let change = {
            let mut queue = self.limits.lock();
            let before = queue.gate.breaker(now);
            if let Some(pass) = self.pass.take() {
                queue.gate.answered(&self.ask, &pass, heard, now);
            }
            (before, queue.gate.breaker(now))
        };
        self.limits.look();
        change
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(pass) = self.pass.take() {
            self.limits.lock().gate.ended(&self.ask, &pass);
            self.limits.look();
        }
    }
}

/// Somebody's place in the queue, left when they stop waiting.
struct Place<'a> {
    limits: &'a Limits,
    turn: Turn,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut queue = self.limits.lock();
        queue.waiting.remove(&self.turn);
        if queue.waiting.is_empty() && queue.alarm.is_some() {
            self.limits.0.changed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests;
