//! What one worker holds: what it tells and asks with each tick, and what it does about the answer.

mod change;
mod hold;
#[cfg(test)]
mod tests;

use super::{Pace, View, company::Company, plan};
use crate::store::{
    Division, Divisions, Fence, Held, SessionRecord, ShardRef, Tick, Tock, WorkerName, WorkerRecord,
};
use change::Clock;
use hold::{Flight, Hold};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// How many shards a leaving worker hands over at a time.
const HANDED_OVER_AT_ONCE: usize = 4;

/// What the worker has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The shard is held: run it.
    Start(Held),
    /// The shard of a coming division is held: run it, and hold back what it hears.
    Prepare(Held),
    /// Its division is the present one from now on: take its servers over, and pass on what was
    /// held back.
    GoLive(Held),
    /// The shard is held still, but another may have written for its servers: learn them anew.
    Learn(Held),
    /// Close its session so that it can be resumed, finish what has come, and report
    /// [`Holdings::handed_over`].
    HandOver(ShardRef),
    /// Nobody needs its session any more: end it, finish what has come, and report
    /// [`Holdings::handed_over`].
    Retire(ShardRef),
    /// Its servers are somebody else's, and its session is being ended: write no more.
    Leave(ShardRef),
    /// The shard is somebody else's: stop at once, and save nothing.
    Stop(ShardRef),
}

/// The shards of one worker. All times are counted from one moment of this process.
#[derive(Debug)]
pub struct Holdings {
    me: WorkerRecord,
    pace: Pace,
    divisions: Divisions,
    held: BTreeMap<ShardRef, Hold>,
    /// Given up, and the store has not confirmed it.
    releasing: BTreeMap<ShardRef, Held>,
    /// To be claimed whatever the plan says: refused by a fence, or claimed without an answer.
    again: BTreeSet<ShardRef>,
    /// What the next tick asks.
    claim: BTreeSet<ShardRef>,
    suspect: BTreeSet<WorkerName>,
    flight: Option<Flight>,
    number: u64,
    due: Duration,
    /// Something happened while a tick was under way.
    stirred: bool,
    company: Company,
    /// When the first answer came.
    looking_since: Option<Duration>,
    left: bool,
    /// What the store's clock said last.
    clock: Option<Clock>,
    /// Everything that was heard before this has been dealt with through the present division.
    dealt_with: Option<Duration>,
    /// Since when shards that are held wait to go live.
    crossing_since: Option<Duration>,
    /// Refused by a fence while the division changes: whether by the next one's, the next answer
    /// tells.
    doubted: BTreeSet<ShardRef>,
}

impl Holdings {
    /// A worker that holds nothing. Its first tick is due at once.
    #[must_use]
    pub fn new(me: WorkerRecord, pace: Pace, division: Division) -> Self {
        Self {
            me,
            pace,
            divisions: Divisions { present: division, coming: None },
            held: BTreeMap::new(),
            releasing: BTreeMap::new(),
            again: BTreeSet::new(),
            claim: BTreeSet::new(),
            suspect: BTreeSet::new(),
            flight: None,
            number: 0,
            due: Duration::ZERO,
            stirred: false,
            company: Company::default(),
            looking_since: None,
            left: false,
            clock: None,
            dealt_with: None,
            crossing_since: None,
            doubted: BTreeSet::new(),
        }
    }

    /// How the fleet is divided, as of the last answer.
    #[must_use]
    pub fn divisions(&self) -> Divisions {
        self.divisions
    }

    /// When the next tick is to be sent; none while one is under way, or after the farewell.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        (self.flight.is_none() && !self.left).then_some(self.due)
    }

    /// Whether the fleet knows that this worker has left.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.left
    }

    /// Until when effects may be begun for a shard. Commits need not ask: they are fenced.
    #[must_use]
    pub fn live_until(&self, shard: ShardRef) -> Option<Duration> {
        self.held.get(&shard).map(|it| it.live_until)
    }

    /// The shards that are held, those being handed over included.
    pub fn held(&self) -> impl Iterator<Item = (ShardRef, Fence)> + '_ {
        self.held.iter().map(|(shard, hold)| (*shard, hold.fence))
    }

    /// The tick to be sent now. Its answer goes to [`Holdings::tock`], its failure to
    /// [`Holdings::tick_failed`].
    pub fn tick(&mut self, now: Duration) -> Tick {
        self.number += 1;
        let keep: Vec<_> = self.held.iter().map(|(shard, hold)| hold.told(*shard)).collect();
        let release: Vec<_> = self.releasing.values().cloned().collect();
        let mut claim = std::mem::take(&mut self.claim);
        claim.extend(&self.again);
        claim.retain(|shard| !self.held.contains_key(shard));
        if self.me.draining {
            claim.clear();
        }
        let leave = self.me.draining && keep.is_empty();
        let reached = self.reached_in_store_time();
        let named = |held: &[Held]| held.iter().map(|it| (it.shard, it.fence)).collect();
        self.flight = Some(Flight {
            sent: now,
            keep: named(&keep),
            release: named(&release),
            claim: claim.clone(),
            leave,
        });
        self.stirred = false;
        Tick {
            worker: self.me.clone(),
            number: self.number,
            present: self.divisions.present,
            keep,
            reached,
            release,
            claim: claim.into_iter().collect(),
            suspect: self.suspect.iter().cloned().collect(),
            leave,
        }
    }

    /// The answer to the tick under way.
    pub fn tock(&mut self, now: Duration, tock: &Tock) -> Vec<Step> {
        let Some(flight) = self.flight.take() else { return vec![] };
        let mut steps = self.settle(&flight, tock);
        if flight.leave {
            self.left = true;
            return steps;
        }
        self.due = flight.sent + self.pace.every();
        self.follow(flight.sent, now, tock, &mut steps);
        self.company.heard(now, &self.me.name, &tock.members, self.pace);
        self.look(now, tock, &mut steps);
        if self.stirred || !self.releasing.is_empty() {
            self.due = now;
        }
        if self.me.draining {
            // One that was lost instead makes room for the next.
            steps.extend(self.hand_over_more());
        }
        steps
    }

    /// What a tick asked is done or refused.
    fn settle(&mut self, flight: &Flight, tock: &Tock) -> Vec<Step> {
        let mut steps = Vec::new();
        for (shard, fence) in &flight.release {
            if self.releasing.get(shard).is_some_and(|it| it.fence == *fence) {
                self.releasing.remove(shard);
            }
        }
        let live_until = flight.sent + self.pace.live();
        for (shard, fence) in &flight.keep {
            let Some(hold) = self.held.get_mut(shard).filter(|it| it.fence == *fence) else {
                continue;
            };
            if tock.lost.contains(shard) {
                self.held.remove(shard);
                steps.push(Step::Stop(*shard));
            } else {
                hold.live_until = live_until;
                let learns = !hold.quiet && !hold.leaving && tock.divisions.has(*shard);
                if learns && tock.restored.contains(shard) {
                    let (shard, fence, session) = (*shard, *fence, hold.session.clone());
                    steps.push(Step::Learn(Held { shard, fence, session }));
                }
            }
        }
        for lease in &tock.leases {
            if let Some(hold) = self.held.get_mut(&lease.shard) {
                hold.saved.clone_from(&lease.session);
            }
        }
        self.again.retain(|shard| !flight.claim.contains(shard));
        for held in &tock.granted {
            if self.me.draining {
                self.releasing.insert(held.shard, Held { session: None, ..held.clone() });
                continue;
            }
            let quiet = tock.divisions.is_coming(held.shard);
            self.held.insert(held.shard, Hold::new(held, live_until, quiet));
            let run = if quiet { Step::Prepare } else { Step::Start };
            steps.push(run(held.clone()));
        }
        steps
    }

    /// What follows from what the others do.
    fn look(&mut self, now: Duration, tock: &Tock, steps: &mut Vec<Step>) {
        let before = (std::mem::take(&mut self.claim), std::mem::take(&mut self.suspect));
        if self.me.draining {
            return;
        }
        self.suspect = self.company.suspects();
        let view = View {
            me: &self.me.name,
            members: &tock.members,
            leases: &tock.leases,
            divisions: self.divisions,
            suspects: &self.suspect,
            patience: self.pace.lease() / 2,
            disturbed: self.company.is_disturbed(now),
            restless: self.company.is_restless(now, self.pace),
        };
        let plan = plan(&view);
        let looking_since = *self.looking_since.get_or_insert(now);
        let at_rest = tock.leases.iter().all(|it| it.left.is_zero());
        let looked_around = now >= looking_since + self.pace.look_around();
        if looked_around || !at_rest {
            self.claim = plan.claim.into_iter().collect();
        }
        if let Some(shard) = plan.give_up {
            self.give_up(shard, steps);
        }
        let news = !self.claim.is_empty() || !self.suspect.is_empty();
        if news && (&self.claim, &self.suspect) != (&before.0, &before.1) {
            self.due = now;
        } else if self.company.is_worried() {
            self.due = self.due.min(now + self.pace.second_look());
        } else if let Some(end) = self.next_end(tock) {
            self.due = self.due.min(now + end);
        }
    }

    /// When the next lease ends whose holder has fallen silent.
    fn next_end(&self, tock: &Tock) -> Option<Duration> {
        let silent = |name: &WorkerName| {
            let member = tock.members.iter().find(|it| it.worker.name == *name);
            member.is_none_or(|it| it.silent_for > self.pace.every() * 2)
        };
        let ending = tock.leases.iter().filter(|it| !it.left.is_zero() && silent(&it.owner));
        ending.map(|it| it.left + Duration::from_millis(1)).min()
    }

    fn give_up(&mut self, shard: ShardRef, steps: &mut Vec<Step>) {
        if self.held.values().any(|it| it.leaving) || !self.releasing.is_empty() {
            return;
        }
        if let Some(hold) = self.held.get_mut(&shard) {
            hold.leaving = true;
            steps.push(Step::HandOver(shard));
        }
    }

    /// The tick under way was not answered: it may have been carried out or not. What is held goes
    /// on; whoever wants to take it needs the store as well.
    pub fn tick_failed(&mut self, now: Duration) {
        let Some(flight) = self.flight.take() else { return };
        self.again.extend(flight.claim);
        self.company.disturb(now, self.pace);
        self.due = now + self.pace.every();
    }

    /// A shard has become free: tick at once.
    pub fn stirred(&mut self, now: Duration) {
        self.stirred = true;
        self.due = now;
    }

    /// The line to the store was cut, or the store has forgotten what it answered lately. The next
    /// tick tells it again.
    pub fn disturbed(&mut self, now: Duration) {
        self.company.disturb(now, self.pace);
        self.stirred(now);
    }

    /// The session of a shard, and how far it has been dealt with.
    pub fn session(&mut self, shard: ShardRef, session: SessionRecord) {
        if let Some(hold) = self.held.get_mut(&shard) {
            hold.session = Some(session);
        }
    }

    /// This worker is about to leave.
    pub fn drain(&mut self, now: Duration) -> Vec<Step> {
        self.me.draining = true;
        self.again.clear();
        self.stirred(now);
        self.hand_over_more()
    }

    fn hand_over_more(&mut self) -> Vec<Step> {
        let under_way = self.held.values().filter(|it| it.leaving).count();
        let waiting = self.held.iter_mut().filter(|(_, hold)| !hold.leaving);
        let next = waiting.take(HANDED_OVER_AT_ONCE.saturating_sub(under_way));
        let hand_over = |(shard, hold): (&ShardRef, &mut Hold)| {
            hold.leaving = true;
            Step::HandOver(*shard)
        };
        next.map(hand_over).collect()
    }

    /// With which right a shard is held.
    #[must_use]
    pub fn fence_of(&self, shard: ShardRef) -> Option<Fence> {
        self.held.get(&shard).map(|hold| hold.fence)
    }

    /// Whether a shard is held with this right, and is not being given up.
    #[must_use]
    pub fn stays(&self, shard: ShardRef, fence: Fence) -> bool {
        self.held.get(&shard).is_some_and(|hold| hold.fence == fence && !hold.leaving)
    }

    /// Whether it is, and is being given up.
    #[must_use]
    pub fn is_leaving(&self, shard: ShardRef, fence: Fence) -> bool {
        self.held.get(&shard).is_some_and(|hold| hold.fence == fence && hold.leaving)
    }

    /// A hand-over is finished: nothing of this shard runs here any more.
    pub fn handed_over(&mut self, now: Duration, gone: Held) -> Vec<Step> {
        let shard = gone.shard;
        // It may have been lost meanwhile, and even be held anew.
        if !self.is_leaving(shard, gone.fence) {
            return vec![];
        }
        let Some(hold) = self.held.remove(&shard) else { return vec![] };
        let session = gone.session.or(hold.session);
        self.releasing.insert(shard, Held { session, ..gone });
        self.stirred(now);
        if self.me.draining { self.hand_over_more() } else { vec![] }
    }
}
