//! What goes wrong, and when: a schedule that the seed decides.

mod deploy;
mod discord;
mod lines;
mod redis;
mod reshard;

pub(crate) use redis::FAILOVER;

use super::{
    judge::Broken,
    probe::{Measure, Probes, Until},
    proxy::Proxies,
    report::Tally,
    servers::Servers,
    store::Store,
    town::Town,
    workers::{Workers, signal},
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How much is to go wrong.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// Workers killed.
    pub(crate) kills: u64,
    /// How many workers there are, more or less.
    pub(crate) workers: usize,
    /// How fast time goes: the lease is so many times three seconds.
    pub(crate) time_scale: f64,
    /// Whether what a dead worker sent may still arrive.
    pub(crate) late: bool,
    /// Simulated Unix milliseconds after which nothing more goes wrong.
    pub(crate) until_ms: u64,
}

/// The Redis servers, and how much is to go wrong with them.
pub(crate) struct RedisPlan {
    pub(crate) servers: Servers,
    /// How often another server becomes the primary before the run ends.
    pub(crate) failovers: u64,
    /// How many of a hundred faults are of Redis.
    pub(crate) percent: u32,
}

/// The kinds of what happens to workers.
pub(crate) const KILL: &str = "worker killed (SIGKILL)";
const PAUSE: &str = "worker paused (SIGSTOP, SIGCONT)";
const ROLL: &str = "worker rolled (SIGTERM), the new one first";
const REPLACE: &str = "worker replaced (SIGTERM), the old one first";
const ADD: &str = "worker added";
const REMOVE: &str = "worker removed (SIGTERM)";

/// Makes things go wrong.
pub(crate) struct Nemesis {
    pub(crate) plan: Plan,
    pub(crate) random: fastrand::Rng,
    pub(crate) town: Arc<Town>,
    pub(crate) workers: Workers,
    pub(crate) proxies: Proxies,
    /// None where the store is a file.
    pub(crate) redis: Option<RedisPlan>,
    pub(crate) probes: Arc<Probes>,
    pub(crate) tally: Tally,
    /// What workers did that they should not.
    pub(crate) broken: Vec<(Broken, String)>,
    pub(crate) measuring: JoinSet<()>,
}

impl Nemesis {
    /// Strikes until there have been enough kills or time is over, and then lets everything heal.
    pub(crate) async fn rage(&mut self) -> anyhow::Result<()> {
        while !self.is_enough() {
            self.breathe().await;
            self.stand_up()?;
            self.probes.faults.fetch_add(1, Ordering::Relaxed);
            self.strike().await?;
        }
        self.heal();
        self.stand_up()?;
        Ok(())
    }

    /// Whether there were as many kills and failovers as are wanted.
    pub(crate) fn is_done(&self) -> bool {
        let failovers = self.redis.as_ref().map_or(0, |it| it.failovers);
        self.tally.of(KILL) >= self.plan.kills && self.tally.of(FAILOVER) >= failovers
    }

    /// Whether to stop. Where nothing is to be counted, only time tells.
    fn is_enough(&self) -> bool {
        let counts = self.plan.kills + self.redis.as_ref().map_or(0, |it| it.failovers) > 0;
        (counts && self.is_done()) || self.town.sim.clock().now_ms() >= self.plan.until_ms
    }

    /// Where state is kept.
    pub(crate) fn store(&self) -> Store<'_> {
        match &self.redis {
            Some(redis) => Store::Redis(&redis.servers),
            None => Store::File(Arc::clone(&self.workers.launch)),
        }
    }

    /// All lines, Discord and the number of workers are as they should be.
    fn heal(&self) {
        self.proxies.heal();
        self.town.sim.faults().clear();
        self.town.sim.gateway().change_weather(|weather| *weather = Default::default());
    }

    /// Waits a while; most of the time until what was measured is over.
    async fn breathe(&mut self) {
        let scale = self.plan.time_scale;
        let gap = Duration::from_secs_f64((0.3 + 1.7 * self.random.f64()) * scale);
        tokio::time::sleep(gap).await;
        if self.random.f64() < 0.7 {
            while self.measuring.join_next().await.is_some() {}
        }
        while self.measuring.try_join_next().is_some() {}
    }

    /// Puts workers in the place of those that ended, and notes those that should not have.
    fn stand_up(&mut self) -> anyhow::Result<()> {
        let fallen = self.workers.fallen();
        self.broken.extend(fallen.into_iter().map(|what| (Broken::Worker, what)));
        while self.workers.running.len() < self.plan.workers {
            self.workers.start()?;
        }
        Ok(())
    }

    async fn strike(&mut self) -> anyhow::Result<()> {
        if self.redis.as_ref().is_some_and(|it| self.random.u32(0..100) < it.percent) {
            return self.disturb_redis().await;
        }
        match self.random.u32(0..100) {
            0..46 => self.kill().await,
            46..50 if self.redis.is_some() => self.reshard().await,
            46..50 => self.kill().await,
            50..56 => self.pause().await,
            56..58 => self.deploy().await,
            58..62 => self.roll().await,
            62..66 => self.resize().await,
            66..76 => self.disturb_line().await,
            _ => self.disturb_discord().await,
        }
    }

    /// Measures in the background, beside what goes on.
    fn measure(&mut self, of: &'static str, gaps: &'static str, until: Until) {
        let probes = Arc::clone(&self.probes);
        self.measuring.spawn(async move { probes.measure(Measure { of, gaps, until }).await });
    }

    fn some_worker(&mut self) -> usize {
        self.random.usize(..self.workers.running.len())
    }

    /// A part of the time after which a silent worker is taken for dead.
    fn lease(&mut self, from: f64, to: f64) -> Duration {
        let share = from + (to - from) * self.random.f64();
        Duration::from_secs_f64(3.0 * self.plan.time_scale * share)
    }

    /// One worker, or two at once where there are enough.
    async fn kill(&mut self) -> anyhow::Result<()> {
        let two = self.workers.running.len() > 2 && self.random.f64() < 0.1;
        for _ in 0..if two { 2 } else { 1 } {
            self.tally.add(KILL);
            let at = self.some_worker();
            self.workers.kill(at).await?;
        }
        self.measure(
            "kill: first event of an affected shard handled",
            "kill: gap of a session",
            Until::Acknowledged,
        );
        self.stand_up()
    }

    async fn pause(&mut self) -> anyhow::Result<()> {
        self.tally.add(PAUSE);
        let (at, span) = (self.some_worker(), self.lease(0.5, 1.5));
        let id = self.workers.running[at].id;
        signal(id, "-STOP").await?;
        self.measure(
            "pause: first event of an affected shard handled",
            "pause: gap of a session",
            Until::Acknowledged,
        );
        tokio::time::sleep(span).await;
        signal(id, "-CONT").await
    }

    /// A deploy of one worker.
    async fn roll(&mut self) -> anyhow::Result<()> {
        let at = self.some_worker();
        let new_first = self.plan.workers > 1 && self.random.bool();
        self.tally.add(if new_first { ROLL } else { REPLACE });
        if new_first {
            self.workers.start()?;
            if let Some(worker) = self.workers.running.last() {
                worker.is_ready().await;
            }
        }
        self.terminate(at).await?;
        self.stand_up()
    }

    /// One more or one less, for a while.
    async fn resize(&mut self) -> anyhow::Result<()> {
        if self.plan.workers == 1 {
            return self.roll().await;
        }
        if self.workers.running.len() > self.plan.workers {
            self.tally.add(REMOVE);
            let at = self.some_worker();
            return self.terminate(at).await;
        }
        self.tally.add(ADD);
        self.workers.start()
    }

    async fn terminate(&mut self, at: usize) -> anyhow::Result<()> {
        let over = CancellationToken::new();
        let _ended = over.clone().drop_guard();
        self.measure(
            "hand-over: longest wait of a press in an affected shard",
            "hand-over: gap of a session",
            Until::Over(over.clone()),
        );
        self.terminate_quietly(at).await;
        Ok(())
    }

    /// SIGTERM, without a measurement.
    async fn terminate_quietly(&mut self, at: usize) {
        let name = self.workers.running[at].name.clone();
        match self.workers.terminate(at).await {
            Ok(status) if status.success() => {}
            Ok(status) => {
                let what = format!("worker {name} was told to stop and ended with {status}");
                self.broken.push((Broken::Worker, what));
            }
            Err(why) => self.broken.push((Broken::Worker, why.to_string())),
        }
    }
}
