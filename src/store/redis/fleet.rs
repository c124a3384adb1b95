//! The common memory of the workers, kept by scripts: `scripts/tick.lua`, `identify.lua`,
//! `began.lua`, `budget.lua` and `divide.lua` hold the rules, and Redis' clock is the only one by
//! which leases end.

pub(super) mod wire;

use super::{
    Heard, Listening, Primaries, Script,
    answer::text,
    keys::{
        ALIVE, APPLICATION, BELL, BUDGET, DIVISION, HALF_FILLED, IDENTIFY, LEASES, SESSIONS,
        WORKERS, named,
    },
    records::odd,
};
use crate::domain::ids::ApplicationId;
use crate::store::{
    BETWEEN_IDENTIFIES, Change, Changed, Divisions, Fleet, IDENTIFY_NOTICE, IDENTIFY_WINDOW,
    IdentifyAnswer, IdentifyAsk, Kept, ShardRef, Stamp, Stir, StoreError, Tick, Tock, WorkerName,
};
use async_trait::async_trait;
use redis::{Value, cmd};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

static TICK_SCRIPT: Script = Script::new(include_str!("scripts/tick.lua"));
static IDENTIFY_SCRIPT: Script = Script::new(include_str!("scripts/identify.lua"));
static BEGAN_SCRIPT: Script = Script::new(include_str!("scripts/began.lua"));
static BUDGET_SCRIPT: Script = Script::new(include_str!("scripts/budget.lua"));
static DIVIDE_SCRIPT: Script = Script::new(include_str!("scripts/divide.lua"));

/// How long nobody begins a session after another server has become the primary, which may have
/// forgotten who is about to begin one.
const AFTER_FAILOVER: Duration = Duration::from_secs(6);

/// After so long a division is kept by all that was written since.
const SETTLED: Duration = Duration::from_secs(60);

/// The fleet of one Redis.
pub struct RedisFleet {
    primaries: Primaries,
    /// How long a lease holds.
    lease: Duration,
    line: tokio::sync::Mutex<Listening>,
    /// The history that the last answer came from.
    history: Mutex<Option<Stamp>>,
}

impl RedisFleet {
    /// Joins as this worker, which looks alive from now on.
    pub async fn join(primaries: Primaries, worker: &WorkerName, lease: Duration) -> Self {
        let line = primaries.listen(&[BELL, &named(ALIVE, worker.as_str())]).await;
        let line = tokio::sync::Mutex::new(line);
        Self { primaries, lease, line, history: Mutex::default() }
    }

    async fn run(
        &self,
        script: &'static Script,
        keys: &[&str],
        args: &[Vec<u8>],
    ) -> Result<(redis::Value, Stamp), StoreError> {
        let args: Vec<_> = args.iter().map(Vec::as_slice).collect();
        let (answer, stamp) = self.primaries.run(script, keys, &args).await?;
        *self.history.lock().unwrap_or_else(PoisonError::into_inner) = Some(stamp);
        Ok((answer, stamp))
    }

    fn history(&self) -> Option<Stamp> {
        *self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Fleet for RedisFleet {
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError> {
        let args = wire::told(tick, self.lease)?;
        let keys = [WORKERS, LEASES, SESSIONS, DIVISION, HALF_FILLED, IDENTIFY];
        let (answer, stamp) = self.run(&TICK_SCRIPT, &keys, &args).await?;
        let (mut tock, age) = wire::heard(answer)?;
        let Divisions { present, .. } = tock.divisions;
        // Servers are about to be written for with a greater generation: had the fleet forgotten it
        // by then, nobody could write for them any more. Until it is kept all is as it was before.
        if present != tick.present && age < SETTLED && kept(&self.primaries, stamp).await.is_err() {
            tock.divisions = Divisions { present: tick.present, coming: Some(present) };
        }
        Ok(tock)
    }

    async fn stirred(&self) -> Stir {
        match self.line.lock().await.next().await {
            Heard::Channel(_) => Stir::Bell,
            Heard::Interrupted => Stir::Interrupted,
        }
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        let told = self.history();
        let args = [
            wire::number(ask.shard.identify_key(ask.max_concurrency)),
            wire::number(u8::from(ask.unheard)),
            wire::number(ask.shard.of),
            told.map_or(vec![], |stamp| wire::number(self.primaries.known_as(stamp).0)),
            wire::number(BETWEEN_IDENTIFIES.as_millis()),
            wire::number(AFTER_FAILOVER.as_millis()),
            wire::field(ask.shard),
            wire::number(ask.epoch),
            wire::number((IDENTIFY_NOTICE * 2).as_millis()),
            wire::number(IDENTIFY_WINDOW.as_millis()),
        ];
        let (answer, stamp) = self.run(&IDENTIFY_SCRIPT, &[IDENTIFY, BUDGET], &args).await?;
        if told.is_some_and(|told| told != stamp) {
            // It was another server than we thought: the place was not kept apart from those that
            // it has forgotten.
            return Ok(IdentifyAnswer::Later(Duration::ZERO));
        }
        wire::place(answer)
    }

    async fn began(&self, shard: ShardRef, max_concurrency: u16) -> Result<(), StoreError> {
        let args = [wire::number(shard.identify_key(max_concurrency))];
        self.run(&BEGAN_SCRIPT, &[IDENTIFY], &args).await.map(drop)
    }

    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: Duration,
    ) -> Result<(), StoreError> {
        let args =
            [wire::number(remaining), wire::number(total), wire::number(reset_after.as_millis())];
        self.run(&BUDGET_SCRIPT, &[BUDGET], &args).await.map(drop)
    }

    async fn divide(&self, change: Change) -> Result<Changed, StoreError> {
        divide(&self.primaries, change).await
    }

    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError> {
        belong(&self.primaries, application).await
    }
}

/// Whose fleet it is; this application's, if it was nobody's.
pub(super) async fn belong(
    primaries: &Primaries,
    application: ApplicationId,
) -> Result<ApplicationId, StoreError> {
    let mut claim = cmd("SET");
    claim.arg(APPLICATION).arg(application.get()).arg("NX").arg("GET");
    let (before, _) = primaries.ask(APPLICATION, &claim).await?;
    if before == Value::Nil {
        return Ok(application);
    }
    text(APPLICATION, before)?.parse().map_err(|_| odd(APPLICATION))
}

/// Changes the division; for one who is none of the fleet as well.
pub(super) async fn divide(primaries: &Primaries, change: Change) -> Result<Changed, StoreError> {
    let args = wire::wanted(change);
    let args: Vec<_> = args.iter().map(Vec::as_slice).collect();
    let (answer, stamp) = primaries.run(&DIVIDE_SCRIPT, &[DIVISION], &args).await?;
    kept(primaries, stamp).await?;
    wire::changed(answer)
}

async fn kept(primaries: &Primaries, stamp: Stamp) -> Result<(), StoreError> {
    match primaries.confirm(stamp).await? {
        Kept::Kept => Ok(()),
        Kept::Forgotten => {
            Err(StoreError::Unavailable("a change of the division was forgotten".to_owned()))
        }
    }
}
