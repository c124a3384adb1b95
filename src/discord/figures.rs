//! What the executor counts.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{headers::Scope, invalid::Breaker};

/// A snapshot of the executor's counters since its start.
#[derive(Clone, Debug, Default)]
pub struct RestFigures {
    /// Attempts by the first part of the path (`channels`, `interactions`, … or `other`) and what
    /// came of them.
    pub calls: BTreeMap<(&'static str, Outcome), u64>,
    /// Attempts that had to wait for their turn.
    pub waits: u64,
    /// Answers with status 429, by whom they concern.
    pub rate_limited: BTreeMap<Scope, u64>,
    /// Calls that wait for their turn now.
    pub waiting: usize,
    /// Invalid requests in the last ten minutes.
    pub invalid: u32,
    /// How far the breaker is open.
    pub breaker: Breaker,
}

/// What came of one attempt.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Outcome {
    /// 2xx.
    Done,
    /// 429.
    RateLimited,
    /// Any other 3xx or 4xx.
    Refused,
    /// 5xx.
    Failed,
    /// No complete answer.
    NoReply,
}

#[derive(Default)]
pub(super) struct Counters(Mutex<RestFigures>);

impl Counters {
    pub(super) fn call(&self, family: &'static str, outcome: Outcome) {
        *self.lock().calls.entry((family, outcome)).or_default() += 1;
    }

    pub(super) fn wait(&self) {
        self.lock().waits += 1;
    }

    pub(super) fn rate_limited(&self, scope: Scope) {
        *self.lock().rate_limited.entry(scope).or_default() += 1;
    }

    pub(super) fn snapshot(
        &self,
        (invalid, breaker): (u32, Breaker),
        waiting: usize,
    ) -> RestFigures {
        RestFigures { waiting, invalid, breaker, ..self.lock().clone() }
    }

    fn lock(&self) -> MutexGuard<'_, RestFigures> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
