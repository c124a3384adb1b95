//! Faults of the REST side: which calls go wrong, how, and how often.

use std::time::Duration;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::control::ids;

/// What goes wrong with a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "effect")]
pub enum Effect {
    /// Waits before the call is applied, and again before it is answered. Milliseconds.
    Delay {
        /// Before it is applied.
        #[serde(default)]
        before_ms: u64,
        /// Between applying and answering.
        #[serde(default)]
        after_ms: u64,
    },
    /// Not applied; an HTTP error such as 500, 502, 503.
    Status {
        /// The HTTP status.
        status: u16,
        /// With an HTML page instead of JSON, as a proxy answers.
        #[serde(default)]
        html: bool,
    },
    /// Not applied; 429.
    RateLimited {
        /// Which limit it claims to be.
        scope: LimitScope,
        /// What it asks the client to wait, in milliseconds.
        retry_after_ms: u64,
    },
    /// Not applied; one of Discord's refusals.
    Refusal {
        /// The HTTP status.
        status: u16,
        /// Discord's JSON code.
        code: u32,
        /// The message.
        message: String,
        /// For 50035: the path of the field, such as `parent_id`.
        #[serde(default)]
        field: Option<String>,
        /// For 50035: the field's error code, such as `CHANNEL_PARENT_MAX_CHANNELS`.
        #[serde(default)]
        field_code: Option<String>,
    },
    /// Applied, but answered with an HTTP error such as 500, 502, 503.
    FailAfter {
        /// The HTTP status.
        status: u16,
    },
    /// Applied, but the connection is cut instead of an answer.
    LoseReply,
    /// The connection is cut and nothing is applied.
    Drop,
}

/// The limit that a 429 names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitScope {
    /// The route's bucket.
    User,
    /// A limit shared with others; does not count as an invalid request.
    Shared,
    /// The bot's 50 a second.
    Global,
    /// A proxy's page without any header but Retry-After.
    Bare,
}

/// Which calls an effect befalls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// Only this HTTP method.
    #[serde(default)]
    pub method: Option<String>,
    /// Only this route's template, such as `/guilds/{guild}/channels`.
    #[serde(default)]
    pub route: Option<String>,
    /// Only calls of this application.
    #[serde(default, serialize_with = "ids::maybe", deserialize_with = "ids::read_maybe")]
    pub application: Option<u64>,
    /// Matching calls that pass unharmed first.
    #[serde(default)]
    pub skip: u32,
    /// How many calls it befalls; none: all.
    #[serde(default)]
    pub times: Option<u32>,
    /// Chance from 0 to 1 for each matching call.
    #[serde(default = "always")]
    pub probability: f64,
    /// What happens.
    #[serde(flatten)]
    pub effect: Effect,
}

const fn always() -> f64 {
    1.0
}

impl Fault {
    /// The effect on every call of `method route`.
    #[must_use]
    pub fn on(method: &str, route: &str, effect: Effect) -> Self {
        Self {
            method: Some(method.to_owned()),
            route: Some(route.to_owned()),
            application: None,
            skip: 0,
            times: None,
            probability: 1.0,
            effect,
        }
    }

    /// Only the first `times` matching calls.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Lets `skip` matching calls pass first.
    #[must_use]
    pub fn after(mut self, skip: u32) -> Self {
        self.skip = skip;
        self
    }

    /// With this chance, from 0 to 1, drawn from the seed of [`Faults::seed`].
    #[must_use]
    pub fn with_probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }
}

#[derive(Debug)]
struct State {
    faults: Vec<(u64, Fault)>,
    next: u64,
    random: fastrand::Rng,
    latency: Duration,
}

/// The faults in force in one simulator.
#[derive(Debug)]
pub struct Faults {
    state: Mutex<State>,
}

impl Default for Faults {
    fn default() -> Self {
        let random = fastrand::Rng::with_seed(0);
        let state = State { faults: Vec::new(), next: 1, random, latency: Duration::ZERO };
        Self { state: Mutex::new(state) }
    }
}

impl Faults {
    /// Puts a fault in force; the number takes it back.
    pub fn add(&self, fault: Fault) -> u64 {
        let mut state = self.state.lock();
        let number = state.next;
        state.next += 1;
        state.faults.push((number, fault));
        number
    }

    /// Takes one fault back.
    pub fn remove(&self, number: u64) {
        self.state.lock().faults.retain(|(other, _)| *other != number);
    }

    /// Takes all faults back and ends the added latency.
    pub fn clear(&self) {
        let mut state = self.state.lock();
        state.faults.clear();
        state.latency = Duration::ZERO;
    }

    /// The seed of all chances from now on.
    pub fn seed(&self, seed: u64) {
        self.state.lock().random = fastrand::Rng::with_seed(seed);
    }

    /// Adds this to every REST call from now on.
    pub fn set_latency(&self, latency: Duration) {
        self.state.lock().latency = latency;
    }

    /// The faults in force, with their numbers.
    #[must_use]
    pub fn list(&self) -> Vec<(u64, Fault)> {
        self.state.lock().faults.clone()
    }

    pub(crate) fn latency(&self) -> Duration {
        self.state.lock().latency
    }

    /// The effects on this call, each counted as used.
    pub(crate) fn strike(
        &self,
        method: &str,
        route: &str,
        application: Option<u64>,
    ) -> Vec<Effect> {
        let mut state = self.state.lock();
        if state.faults.is_empty() {
            return Vec::new();
        }
        let State { faults, random, .. } = &mut *state;
        let mut effects = Vec::new();
        for (_, fault) in faults.iter_mut() {
            let matches = fault.method.as_deref().is_none_or(|m| m.eq_ignore_ascii_case(method))
                && fault.route.as_deref().is_none_or(|r| r == route)
                && fault.application.is_none_or(|a| Some(a) == application);
            if !matches || fault.times == Some(0) {
                continue;
            }
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if random.f64() < fault.probability {
                fault.times = fault.times.map(|times| times - 1);
                effects.push(fault.effect.clone());
            }
        }
        faults.retain(|(_, fault)| fault.times != Some(0));
        effects
    }
}
