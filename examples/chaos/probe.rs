//! How long people notice a fault: a press in a server of each shard at the moment of the fault,
//! and again, until one is answered.

use super::{
    sessions::{Sessions, has},
    town::{Shop, Town},
};
use discord_sim::people::interaction::{Interaction, Outcome};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// How long after a fault everything must be as before.
const LIMIT_MS: u64 = 60_000;
const LOOK: Duration = Duration::from_millis(10);
/// Milliseconds between two presses of one person. Discord sends a press again to whoever resumes,
/// so that the first is answered late rather than never.
const AGAIN_MS: u64 = 1_000;
/// The same where the time without service is measured.
const OFTEN_MS: u64 = 300;

/// Shards that are looked at where all are concerned alike.
const SOME: u32 = 3;

/// What is measured.
pub(crate) struct Measure {
    /// What the times are of.
    pub(crate) of: &'static str,
    /// What the gaps of sessions are of.
    pub(crate) gaps: &'static str,
    pub(crate) until: Until,
}

/// What is waited for.
#[derive(Clone)]
pub(crate) enum Until {
    /// The first acknowledgement by whoever has a shard now.
    Acknowledged,
    /// Everything is over and every shard has its session: the longest that a press waited for its
    /// acknowledgement.
    Over(CancellationToken),
    /// Everything is over and a press of afterwards is answered: the longest that a press waited
    /// for an answer that needs the store.
    Served(CancellationToken),
}

/// Times by what they are of.
#[derive(Default)]
pub(crate) struct Times(Mutex<BTreeMap<&'static str, Vec<u64>>>);

impl Times {
    /// Adds some.
    pub(crate) fn add(&self, of: &'static str, times: impl IntoIterator<Item = u64>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(of).or_default().extend(times);
    }

    /// All of them, in order.
    pub(crate) fn all(&self) -> BTreeMap<&'static str, Vec<u64>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        all.values_mut().for_each(|times| times.sort_unstable());
        all
    }
}

/// Measures.
pub(crate) struct Probes {
    town: Arc<Town>,
    pub(crate) sessions: Sessions,
    pub(crate) times: Times,
    /// Moves with every fault, so that a measurement knows whether it was left in peace.
    pub(crate) faults: AtomicU64,
}

impl Probes {
    pub(crate) fn new(town: Arc<Town>, sessions: Sessions) -> Self {
        Self { town, sessions, times: Times::default(), faults: AtomicU64::new(0) }
    }

    /// Presses in one server of each shard from now on until there is a sign of life, and keeps the
    /// times of those shards whose session went on with another connection.
    pub(crate) async fn measure(&self, what: Measure) {
        let clock = self.town.sim.clock();
        let (from, faults) = (clock.now_ms(), self.faults.load(Ordering::Relaxed));
        // Where all shards are concerned alike, some are enough, and the run keeps its breath.
        let alike = matches!(what.until, Until::Served(_));
        let shards = if alike { self.town.shards.min(SOME) } else { self.town.shards };
        let shops = (0..shards).filter_map(|shard| {
            let here = |it: &&Shop| self.town.shard_of(it.guild.id) == shard;
            self.town.shops.iter().find(here)
        });
        let until = &what.until;
        let lives = shops.map(async |shop| Some((shop.guild.id, self.sign(shop, until).await?)));
        let signs = futures_util::future::join_all(lives).await;
        if faults != self.faults.load(Ordering::Relaxed) {
            return;
        }
        let begun = self.sessions.begun_since(from);
        let moved = signs.into_iter().flatten().filter(|(guild, sign)| {
            matches!(until, Until::Served(_))
                || begun.iter().any(|it| has(it.shard, *guild) && it.at_ms <= sign.at_ms)
        });
        self.times.add(what.of, moved.map(|(_, sign)| sign.waited_ms));
        self.times.add(what.gaps, begun.iter().filter_map(|it| it.gap_ms));
    }

    /// The sign of life that a shop's probe was given; none if that takes for ever.
    async fn sign(&self, shop: &Shop, until: &Until) -> Option<Sign> {
        let clock = self.town.sim.clock();
        let from = clock.now_ms();
        let again = if matches!(until, Until::Served(_)) { OFTEN_MS } else { AGAIN_MS };
        let mut presses: Vec<Probe> = Vec::new();
        while clock.now_ms() < from + LIMIT_MS {
            let now = clock.now_ms();
            if presses.last().is_none_or(|it| now >= it.at_ms + again) {
                let press = shop.press_panel(&shop.probe).ok()?;
                presses.push(Probe { at_ms: now, press, acknowledged: None, answered: None });
            }
            presses.iter_mut().for_each(|it| it.look(now));
            let acknowledged = presses.iter().filter_map(|it| it.acknowledged);
            let sign = match until {
                Until::Acknowledged => {
                    acknowledged.min().map(|at| Sign { at_ms: at, waited_ms: at - from })
                }
                Until::Over(over) => (over.is_cancelled() && self.is_connected())
                    .then(|| {
                        presses.iter().filter_map(|it| Some(it.acknowledged? - it.at_ms)).max()
                    })
                    .flatten()
                    .map(|waited_ms| Sign { at_ms: now, waited_ms }),
                Until::Served(over) if over.is_cancelled() => {
                    let last = presses.last().and_then(|it| it.answered);
                    let waits = presses.iter().filter_map(|it| Some(it.answered? - it.at_ms));
                    last.and(waits.max()).map(|waited_ms| Sign { at_ms: now, waited_ms })
                }
                Until::Served(_) => None,
            };
            if sign.is_some() {
                return sign;
            }
            tokio::time::sleep(LOOK).await;
        }
        None
    }

    /// Whether every session has its connection.
    fn is_connected(&self) -> bool {
        let sessions = self.town.sim.gateway().sessions();
        sessions.iter().all(|it| it.connected)
    }
}

/// One press of a probe.
struct Probe {
    at_ms: u64,
    press: Interaction,
    acknowledged: Option<u64>,
    answered: Option<u64>,
}

impl Probe {
    /// Looks what became of it by now.
    fn look(&mut self, now: u64) {
        if self.answered.is_some() {
            return;
        }
        if let Some(Outcome::Answered { after_ms, message, .. }) = self.press.so_far() {
            self.acknowledged = Some(self.at_ms + after_ms);
            self.answered = message.filter(|it| !it.loading).map(|_| now);
        }
    }
}

/// Somebody was answered.
struct Sign {
    at_ms: u64,
    waited_ms: u64,
}
