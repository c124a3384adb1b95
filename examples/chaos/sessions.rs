//! Which shard's session went on when: read from the simulator's record of its gateway.

use discord_sim::{gateway::record::What, sim::Sim};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

/// A session that was begun, or that went on with another connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    pub(crate) at_ms: u64,
    /// Its number, and how many there are.
    pub(crate) shard: [u32; 2],
    /// Milliseconds since its last connection ended, where it had ended.
    pub(crate) gap_ms: Option<u64>,
}

/// Whether a server's events come through a shard.
pub(crate) fn has([number, of]: [u32; 2], guild: u64) -> bool {
    (guild >> 22) % u64::from(of.max(1)) == u64::from(number)
}

/// Follows the record.
#[derive(Clone)]
pub(crate) struct Sessions {
    sim: Sim,
    book: Arc<Mutex<Book>>,
}

#[derive(Default)]
struct Book {
    next: u64,
    shard_of: HashMap<String, [u32; 2]>,
    /// Sessions that their worker ended on purpose.
    retired: HashSet<String>,
    session_of: HashMap<u64, String>,
    parted_ms: HashMap<String, u64>,
    begun: Vec<Begun>,
    ended: Vec<(u64, [u32; 2])>,
}

impl Sessions {
    pub(crate) fn new(sim: Sim) -> Self {
        Self { sim, book: Arc::default() }
    }

    /// How many sessions were begun of each number of shards.
    pub(crate) fn begun_by_count(&self) -> BTreeMap<u32, u64> {
        self.with(|book| {
            let mut counts = BTreeMap::new();
            for [_, of] in book.shard_of.values() {
                *counts.entry(*of).or_default() += 1;
            }
            counts
        })
    }

    /// What began since then.
    pub(crate) fn begun_since(&self, at_ms: u64) -> Vec<Begun> {
        self.with(|book| book.begun.iter().filter(|it| it.at_ms >= at_ms).copied().collect())
    }

    /// Sessions that Discord ended for good, with the time and the shard.
    pub(crate) fn ended(&self) -> Vec<(u64, [u32; 2])> {
        self.with(|book| book.ended.clone())
    }

    fn with<T>(&self, look: impl FnOnce(&Book) -> T) -> T {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let (happenings, next) = self.sim.gateway().happenings_since(book.next);
        book.next = next;
        for happening in happenings {
            book.note(happening.at_ms, happening.connection, happening.what);
        }
        look(&book)
    }
}

impl Book {
    fn note(&mut self, at_ms: u64, connection: u64, what: What) {
        match what {
            What::Identified { session, shard, .. } => {
                self.shard_of.insert(session.clone(), shard);
                self.session_of.insert(connection, session);
                self.begun.push(Begun { at_ms, shard, gap_ms: None });
            }
            What::Resumed { session, .. } => {
                let gap_ms =
                    self.parted_ms.remove(&session).map(|parted| at_ms.saturating_sub(parted));
                if let Some(shard) = self.shard_of.get(&session) {
                    self.begun.push(Begun { at_ms, shard: *shard, gap_ms });
                }
                self.session_of.insert(connection, session);
            }
            What::Closed { .. } | What::ClientClosed { .. } | What::Dropped => {
                if let Some(session) = self.session_of.remove(&connection) {
                    if matches!(what, What::ClientClosed { code: Some(1000) }) {
                        self.retired.insert(session.clone());
                    }
                    // The session may have gone on elsewhere before.
                    if !self.session_of.values().any(|other| *other == session) {
                        self.parted_ms.insert(session, at_ms);
                    }
                }
            }
            What::SessionEnded { session } => {
                self.parted_ms.remove(&session);
                let retired = self.retired.contains(&session);
                if let Some(shard) = self.shard_of.get(&session).filter(|_| !retired) {
                    self.ended.push((at_ms, *shard));
                }
            }
            _ => {}
        }
    }
}
