//! How a worker is, as its loop writes it and those who watch it read it.

use crate::{
    clock,
    gateway::{Phase, ShardStatus},
    store::{Division, Lease, Tock, WorkerName},
};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How long the loop may take from one round to the next. It comes round at least with every tick,
/// several times a lease, whatever Discord and the store do.
const STANDSTILL: Duration = Duration::from_secs(30);
/// How long the store may be silent. Shorter absences are waited out, and a worker that is not
/// ready helps nobody.
const SILENCE: Duration = Duration::from_secs(10);
/// How long a shard may take to resume its session, however often it tries.
const RESUMING: Duration = Duration::from_secs(60);

/// How a worker is.
#[derive(Default)]
pub(super) struct Vitals(Mutex<State>);

#[derive(Default)]
struct State {
    stage: Stage,
    /// What kept Discord from answering last, before there was a loop.
    waits: Option<String>,
    /// When the loop came round last.
    round: Option<Instant>,
    /// When the store answered a tick last.
    tock: Option<Instant>,
    /// How the fleet was divided then.
    present: Option<Division>,
    /// Until when the leases hold that it has, by our clock.
    held: Vec<Instant>,
    fleet: FleetFigures,
}

/// How far a worker is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Starting,
    Working,
    Draining,
}

/// The fleet, as this worker sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FleetFigures {
    /// Shards whose leases it holds.
    pub(super) held: usize,
    /// Shards of the present division.
    pub(super) shards: usize,
    /// Those that nobody holds.
    pub(super) unheld: usize,
    /// Workers that are there.
    pub(super) workers: usize,
    /// Whether another worker has this one's name.
    pub(super) has_namesake: bool,
}

impl Vitals {
    /// The loop has come round.
    pub(super) fn round(&self) {
        let mut state = self.state();
        state.round = Some(clock::instant());
        if state.stage == Stage::Starting {
            state.stage = Stage::Working;
        }
    }

    /// Discord has not answered what a worker asks before it begins.
    pub(super) fn waits(&self, why: String) {
        self.state().waits = Some(why);
    }

    /// The worker leaves.
    pub(super) fn drain(&self) {
        self.state().stage = Stage::Draining;
    }

    /// The loop is over: it stands still for good.
    pub(super) fn over(&self) {
        let mut state = self.state();
        (state.stage, state.round) = (Stage::Draining, None);
    }

    /// The store has answered a tick. `held`: until when each lease that we have holds.
    pub(super) fn tock(
        &self,
        tock: &Tock,
        held: Vec<Instant>,
        me: &WorkerName,
        has_namesake: bool,
    ) {
        let present = tock.divisions.present;
        let holds = |lease: &&Lease| present.has(lease.shard) && !lease.left.is_zero();
        let taken = tock.leases.iter().filter(holds).count();
        let shards = present.of.try_into().unwrap_or(usize::MAX);
        let others = tock.members.iter().filter(|it| it.worker.name != *me).count();
        let mut state = self.state();
        (state.tock, state.present) = (Some(clock::instant()), Some(present));
        state.held = held;
        state.fleet = FleetFigures {
            held: 0,
            shards,
            unheld: shards.saturating_sub(taken),
            workers: others + 1,
            has_namesake,
        };
    }

    pub(super) fn fleet(&self) -> FleetFigures {
        let state = self.state();
        // They end whether the store answers or not.
        let now = clock::instant();
        let held = state.held.iter().filter(|until| **until > now).count();
        FleetFigures { held, ..state.fleet }
    }

    pub(super) fn is_draining(&self) -> bool {
        self.state().stage == Stage::Draining
    }

    /// Whether the loop goes round.
    pub(super) fn alive(&self) -> Result<(), String> {
        let since = self.state().round.map(|round| round.elapsed());
        match since.filter(|since| *since > STANDSTILL) {
            Some(since) => {
                Err(format!("the loop that keeps shards has stood still for {} s", since.as_secs()))
            }
            None => Ok(()),
        }
    }

    /// Whether the worker serves, with shards that are so. One that holds none does: it is able to
    /// take some, and a rolling update waits for that. What is prepared for a coming division takes
    /// its time, and its servers are heard meanwhile.
    pub(super) fn ready(&self, shards: &[ShardStatus]) -> Result<(), String> {
        self.alive()?;
        let (stage, silent, present, has_namesake, waits) = {
            let state = self.state();
            let silent = state.tock.map(|tock| tock.elapsed());
            (state.stage, silent, state.present, state.fleet.has_namesake, state.waits.clone())
        };
        match stage {
            Stage::Starting => {
                let why = waits.map(|why| format!("; {why}")).unwrap_or_default();
                return Err(format!("starting: Discord or the store was not reached yet{why}"));
            }
            Stage::Draining => return Err("draining: the shards are handed over".into()),
            Stage::Working => {}
        }
        let Some(silent) = silent else { return Err("the store has not answered yet".into()) };
        if silent > SILENCE {
            return Err(format!("the store has not answered for {} s", silent.as_secs()));
        }
        if has_namesake {
            return Err("another worker has this one's name, so this one gets no shards".into());
        }
        let counts = |it: &&ShardStatus| present.is_none_or(|present| present.has(it.shard));
        let shards: Vec<_> = shards.iter().filter(counts).collect();
        let missing: Vec<_> = shards.iter().filter(|it| !serves(it)).collect();
        match missing.first() {
            Some(first) => Err(format!(
                "{} of {} shards are not ready: shard {} has been {} for {} s",
                missing.len(),
                shards.len(),
                first.shard,
                doing(first),
                first.silent_for.as_secs()
            )),
            None => Ok(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a shard is ready, resumes its session, or is about to be another worker's.
fn serves(shard: &ShardStatus) -> bool {
    match shard.phase {
        Phase::Active | Phase::Parting => true,
        Phase::Waiting | Phase::Connecting => shard.has_session && shard.silent_for <= RESUMING,
        Phase::Ended => false,
    }
}

fn doing(shard: &ShardStatus) -> &'static str {
    match shard.phase {
        Phase::Waiting if shard.has_session => "waiting to resume its session",
        Phase::Connecting if shard.has_session => "resuming its session",
        Phase::Waiting | Phase::Connecting => "waiting for a new session",
        Phase::Active => "active",
        Phase::Parting => "parting",
        Phase::Ended => "ended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Divisions, ShardRef};

    fn shard(phase: Phase, has_session: bool) -> ShardStatus {
        ShardStatus {
            shard: ShardRef { generation: 0, number: 3, of: 4 },
            phase,
            since: clock::instant(),
            silent_for: Duration::ZERO,
            latency: None,
            answered: None,
            has_session,
            open_events: 0,
            lag: Duration::ZERO,
        }
    }

    fn working(has_namesake: bool) -> Vitals {
        let vitals = Vitals::default();
        vitals.round();
        let present = Division { generation: 0, of: 4 };
        let divisions = Divisions { present, coming: None };
        let tock = Tock { divisions, ..Tock::default() };
        vitals.tock(&tock, vec![], &WorkerName::new("a"), has_namesake);
        vitals
    }

    #[tokio::test(start_paused = true)]
    async fn a_lease_that_has_ended_is_not_held_though_the_store_is_away() {
        let vitals = working(false);
        let second = Duration::from_secs(1);
        let held = [1, 3].map(|seconds| clock::instant() + second * seconds);
        vitals.tock(&Tock::default(), held.to_vec(), &WorkerName::new("a"), false);
        assert_eq!(vitals.fleet().held, 2);
        tokio::time::advance(second).await;
        assert_eq!(vitals.fleet().held, 1);
        tokio::time::advance(second * 2).await;
        assert_eq!(vitals.fleet().held, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_worker_is_ready_from_the_first_answer_of_the_store_until_it_drains() {
        let vitals = Vitals::default();
        assert!(vitals.alive().is_ok());
        assert!(vitals.ready(&[]).unwrap_err().contains("starting"));
        vitals.round();
        assert!(vitals.ready(&[]).unwrap_err().contains("store"));
        let vitals = working(false);
        assert_eq!(vitals.ready(&[]), Ok(()));
        assert_eq!((vitals.fleet().shards, vitals.fleet().unheld), (4, 4));
        vitals.drain();
        assert!(vitals.ready(&[]).unwrap_err().contains("draining"));
        assert!(working(true).ready(&[]).unwrap_err().contains("name"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_is_silent_and_a_loop_that_stands_still_are_told_apart() {
        let vitals = working(false);
        tokio::time::advance(SILENCE + Duration::from_secs(1)).await;
        vitals.round();
        assert!(vitals.ready(&[]).unwrap_err().contains("not answered for 11 s"));
        assert_eq!(vitals.alive(), Ok(()), "the store is none of its concern");
        tokio::time::advance(STANDSTILL + Duration::from_secs(1)).await;
        assert!(vitals.alive().unwrap_err().contains("31 s"));
        vitals.over();
        assert_eq!(vitals.alive(), Ok(()), "what follows takes its time");
        assert!(vitals.ready(&[]).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_prepared_for_a_coming_division_need_not_be_ready() {
        let vitals = working(false);
        let mut prepared = shard(Phase::Waiting, false);
        assert!(vitals.ready(&[prepared.clone()]).is_err());
        prepared.shard = ShardRef { generation: 1, number: 3, of: 6 };
        assert_eq!(vitals.ready(&[shard(Phase::Active, true), prepared.clone()]), Ok(()));
        let why = vitals.ready(&[shard(Phase::Waiting, false), prepared]).unwrap_err();
        assert!(why.contains("1 of 1 shards"), "{why}");
    }

    #[tokio::test(start_paused = true)]
    async fn shards_are_ready_or_resume_for_a_while() {
        let vitals = working(false);
        let [active, resuming, new] = [
            shard(Phase::Active, true),
            shard(Phase::Connecting, true),
            shard(Phase::Waiting, false),
        ];
        assert_eq!(vitals.ready(&[active.clone(), resuming.clone()]), Ok(()));
        let why = vitals.ready(&[active.clone(), new]).unwrap_err();
        assert!(why.contains("1 of 2 shards") && why.contains("3/4"), "{why}");
        // It has just begun to try again, as it does every minute.
        let silent_for = RESUMING + Duration::from_secs(1);
        let why = vitals.ready(&[active, ShardStatus { silent_for, ..resuming }]).unwrap_err();
        assert!(why.contains("resuming its session for 61 s"), "{why}");
    }
}
