//! What happened, for tests to judge by: calls, messages, channels, interactions, events, refusals.

use std::collections::{BTreeMap, VecDeque};

use parking_lot::Mutex;
use serde::Serialize;

use crate::clock::Clock;
use crate::control::ids;
use crate::gateway::dispatch::Dispatch;

/// Entries kept of each kind; the counters go on beyond it.
const KEPT: usize = 200_000;

/// One REST call as it was answered.
#[derive(Debug, Clone, Serialize)]
pub struct CallEntry {
    /// Position in the ledger, growing.
    pub number: u64,
    /// Simulated Unix milliseconds.
    pub at_ms: u64,
    /// The HTTP method.
    pub method: String,
    /// The route's template, such as `/channels/{channel}/messages`; the path itself when unknown.
    pub route: String,
    /// The path that was called.
    pub path: String,
    /// The HTTP status of the answer; 0 when the connection was cut instead.
    pub status: u16,
    /// Discord's JSON code of a refusal.
    pub code: Option<u32>,
    /// Whether it counts towards the 50 requests a second.
    pub counted: bool,
    /// The application that called, when its token was known.
    #[serde(serialize_with = "ids::maybe")]
    pub application: Option<u64>,
    /// The decoded `X-Audit-Log-Reason`.
    pub reason: Option<String>,
    /// Whether the call changed the world, whatever the answer said.
    pub applied: bool,
}

/// Something that a person or an application did, or was refused.
#[derive(Debug, Clone, Serialize)]
pub struct ActEntry {
    /// Position in the ledger, growing.
    pub number: u64,
    /// Simulated Unix milliseconds.
    pub at_ms: u64,
    /// What: `press`, `select`, `submit`, `command`, `write`, `refused` and so on.
    pub act: String,
    /// Who did it.
    #[serde(serialize_with = "ids::one")]
    pub user: u64,
    /// Where.
    #[serde(serialize_with = "ids::maybe")]
    pub channel: Option<u64>,
    /// Command name, custom id, message id, or the words of a refusal.
    pub detail: String,
    /// The interaction that came of it.
    #[serde(serialize_with = "ids::maybe")]
    pub interaction: Option<u64>,
}

/// One event handed to the gateway.
#[derive(Debug, Clone, Serialize)]
pub struct EventEntry {
    /// Position in the ledger, growing.
    pub number: u64,
    /// Simulated Unix milliseconds.
    pub at_ms: u64,
    /// The event's name.
    pub kind: &'static str,
    /// The application it is for.
    #[serde(serialize_with = "ids::maybe")]
    pub application: Option<u64>,
    /// Its guild.
    #[serde(serialize_with = "ids::maybe")]
    pub guild: Option<u64>,
    /// The `id` of its data: channel, message or interaction.
    pub subject: Option<String>,
}

/// A place in the ledger, to ask what happened since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mark(pub u64);

#[derive(Default)]
struct Books {
    next: u64,
    calls: VecDeque<CallEntry>,
    acts: VecDeque<ActEntry>,
    events: VecDeque<EventEntry>,
    gaps: BTreeMap<String, u64>,
}

/// The ledger of one simulator.
pub struct Ledger {
    clock: Clock,
    books: Mutex<Books>,
}

/// A call before it has a number and a time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) route: String,
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) code: Option<u32>,
    pub(crate) counted: bool,
    pub(crate) application: Option<u64>,
    pub(crate) reason: Option<String>,
    pub(crate) applied: bool,
}

impl Ledger {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, books: Mutex::new(Books::default()) }
    }

    /// The place where the ledger stands now.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark(self.books.lock().next)
    }

    /// REST calls since the mark, oldest first.
    #[must_use]
    pub fn calls_since(&self, mark: Mark) -> Vec<CallEntry> {
        let books = self.books.lock();
        let first = books.calls.partition_point(|entry| entry.number < mark.0);
        books.calls.range(first..).cloned().collect()
    }

    /// How often each `METHOD /route` was called since the mark.
    #[must_use]
    pub fn calls_by_route(&self, mark: Mark) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for call in self.calls_since(mark) {
            *counts.entry(format!("{} {}", call.method, call.route)).or_default() += 1;
        }
        counts
    }

    /// Calls since the mark that counted towards the 50 requests a second.
    #[must_use]
    pub fn counted_since(&self, mark: Mark) -> u64 {
        let books = self.books.lock();
        let first = books.calls.partition_point(|entry| entry.number < mark.0);
        books.calls.range(first..).filter(|entry| entry.counted).count() as u64
    }

    /// Acts of people since the mark, oldest first; a refused one has the act `refused`.
    #[must_use]
    pub fn acts_since(&self, mark: Mark) -> Vec<ActEntry> {
        let books = self.books.lock();
        let first = books.acts.partition_point(|entry| entry.number < mark.0);
        books.acts.range(first..).cloned().collect()
    }

    /// Events since the mark, in the order in which they were handed over.
    #[must_use]
    pub fn events_since(&self, mark: Mark) -> Vec<EventEntry> {
        let books = self.books.lock();
        let first = books.events.partition_point(|entry| entry.number < mark.0);
        books.events.range(first..).cloned().collect()
    }

    /// What was asked of the simulator that it does not imitate, with how often. Empty in a good
    /// run.
    #[must_use]
    pub fn gaps(&self) -> BTreeMap<String, u64> {
        self.books.lock().gaps.clone()
    }

    pub(crate) fn call(&self, call: Call) {
        let at_ms = self.clock.now_ms();
        let mut books = self.books.lock();
        let number = books.number();
        let entry = CallEntry {
            number,
            at_ms,
            method: call.method,
            route: call.route,
            path: call.path,
            status: call.status,
            code: call.code,
            counted: call.counted,
            application: call.application,
            reason: call.reason,
            applied: call.applied,
        };
        push(&mut books.calls, entry);
    }

    pub(crate) fn gap(&self, what: String) {
        *self.books.lock().gaps.entry(what).or_default() += 1;
    }

    pub(crate) fn event(&self, event: &Dispatch) {
        let at_ms = self.clock.now_ms();
        let subject = event.data.get("id").and_then(|id| id.as_str()).map(str::to_owned);
        let mut books = self.books.lock();
        let number = books.number();
        let entry = EventEntry {
            number,
            at_ms,
            kind: event.kind,
            application: event.application,
            guild: event.guild,
            subject,
        };
        push(&mut books.events, entry);
    }

    pub(crate) fn act(
        &self,
        act: &str,
        user: u64,
        channel: Option<u64>,
        detail: String,
        interaction: Option<u64>,
    ) {
        let at_ms = self.clock.now_ms();
        let mut books = self.books.lock();
        let number = books.number();
        let entry =
            ActEntry { number, at_ms, act: act.to_owned(), user, channel, detail, interaction };
        push(&mut books.acts, entry);
    }
}

impl Books {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }
}

fn push<T>(entries: &mut VecDeque<T>, entry: T) {
    if entries.len() == KEPT {
        entries.pop_front();
    }
    entries.push_back(entry);
}
