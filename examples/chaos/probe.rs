//! How long people notice a fault: a press in a server of each shard at the moment of the fault, and
//! again, until one is answered.

use super::{
    sessions::Sessions,
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

/// How long after a fault everything must be as before.
const LIMIT_MS: u64 = 60_000;
const LOOK: Duration = Duration::from_millis(5);
/// Milliseconds between two presses of one person.
const AGAIN_MS: u64 = 200;

/// What is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// The first acknowledgement by whoever has a shard now.
    Acknowledged,
    /// The first answer that needs the store.
    Answered,
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
    sessions: Sessions,
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
    pub(crate) async fn measure(&self, of: &'static str, gaps: &'static str, until: Until) {
        let clock = self.town.sim.clock();
        let (from, faults) = (clock.now_ms(), self.faults.load(Ordering::Relaxed));
        let shops = (0..self.town.shards).filter_map(|shard| {
            let here = |it: &&Shop| self.town.shard_of(it.guild.id) == shard;
            Some((shard, self.town.shops.iter().find(here)?))
        });
        let lives = shops.map(async |(shard, shop)| Some((shard, self.sign(shop, until).await?)));
        let signs = futures_util::future::join_all(lives).await;
        if faults != self.faults.load(Ordering::Relaxed) {
            return;
        }
        let begun = self.sessions.begun_since(from);
        let moved = signs.into_iter().flatten().filter(|(shard, at)| {
            until == Until::Answered || begun.iter().any(|it| it.shard == *shard && it.at_ms <= *at)
        });
        self.times.add(of, moved.map(|(_, at)| at.saturating_sub(from)));
        self.times.add(gaps, begun.iter().filter_map(|it| it.gap_ms));
    }

    /// When the first press from now on had its effect; none if that takes for ever.
    async fn sign(&self, shop: &Shop, until: Until) -> Option<u64> {
        let clock = self.town.sim.clock();
        let from = clock.now_ms();
        let mut presses: Vec<(u64, Interaction)> = Vec::new();
        while clock.now_ms() < from + LIMIT_MS {
            let now = clock.now_ms();
            if presses.last().is_none_or(|(at, _)| now >= at + AGAIN_MS) {
                presses.push((now, shop.press_panel(&shop.probe).ok()?));
            }
            let signs = presses.iter().filter_map(|(at, press)| match press.so_far()? {
                Outcome::Answered { after_ms, message, .. } => match until {
                    Until::Acknowledged => Some(at + after_ms),
                    Until::Answered => message.filter(|it| !it.loading).map(|_| now),
                },
                Outcome::Failed { .. } => None,
            });
            if let Some(at) = signs.min() {
                return Some(at);
            }
            tokio::time::sleep(LOOK).await;
        }
        None
    }
}
