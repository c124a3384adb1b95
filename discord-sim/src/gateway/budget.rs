//! How often an application may identify: per concurrency key and per day (Discord docs,
//! Identifying).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::settings::GatewaySettings;

/// The part of `session_start_limit` in `GET /gateway/bot` that the gateway keeps count of.
///
/// `max_concurrency` belongs to the application and is added by whoever answers the route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionStartLimit {
    /// Identifies a day.
    pub total: u32,
    /// How many of them are left.
    pub remaining: u32,
    /// Milliseconds until the day ends.
    pub reset_after: u64,
}

/// What an identify costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charge {
    /// It may go on.
    Granted,
    /// Its concurrency key was used within the window: op 9.
    TooSoon,
    /// The day's identifies were spent before: all sessions end and the token is reset.
    Overdrawn,
}

/// The count of one application.
#[derive(Debug, Default)]
pub(super) struct Budget {
    day_began_ms: Option<u64>,
    used: u32,
    last_by_key: HashMap<u32, u64>,
}

impl Budget {
    pub(super) fn charge(&mut self, key: u32, settings: &GatewaySettings, now_ms: u64) -> Charge {
        self.roll(settings, now_ms);
        let last = self.last_by_key.get(&key);
        let too_soon = last.is_some_and(|last| now_ms < last + settings.identify_window_ms);
        if !too_soon || settings.refused_identify_counts {
            if self.used >= settings.daily_identifies {
                return Charge::Overdrawn;
            }
            self.day_began_ms.get_or_insert(now_ms);
            self.used += 1;
        }
        if too_soon {
            return Charge::TooSoon;
        }
        self.last_by_key.insert(key, now_ms);
        Charge::Granted
    }

    pub(super) fn limit(&mut self, settings: &GatewaySettings, now_ms: u64) -> SessionStartLimit {
        self.roll(settings, now_ms);
        let ends = self.day_began_ms.map_or(now_ms, |began| began + settings.daily_window_ms);
        SessionStartLimit {
            total: settings.daily_identifies,
            remaining: settings.daily_identifies.saturating_sub(self.used),
            reset_after: ends.saturating_sub(now_ms),
        }
    }

    fn roll(&mut self, settings: &GatewaySettings, now_ms: u64) {
        if self.day_began_ms.is_some_and(|began| now_ms >= began + settings.daily_window_ms) {
            self.day_began_ms = None;
            self.used = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_free_again_after_its_window_and_keys_do_not_share() {
        let settings = GatewaySettings::default();
        let mut budget = Budget::default();
        assert_eq!(budget.charge(0, &settings, 1_000), Charge::Granted);
        assert_eq!(budget.charge(1, &settings, 1_000), Charge::Granted);
        assert_eq!(budget.charge(0, &settings, 5_999), Charge::TooSoon);
        assert_eq!(budget.charge(0, &settings, 6_000), Charge::Granted);
        assert_eq!(budget.limit(&settings, 6_000).remaining, 997);
    }

    #[test]
    fn a_new_day_begins_when_the_old_one_ends() {
        let settings = GatewaySettings { daily_identifies: 1, ..GatewaySettings::default() };
        let mut budget = Budget::default();
        assert_eq!(budget.charge(0, &settings, 0), Charge::Granted);
        assert_eq!(budget.limit(&settings, 0).reset_after, settings.daily_window_ms);
        assert_eq!(budget.charge(0, &settings, 10_000), Charge::Overdrawn);
        assert_eq!(budget.charge(0, &settings, settings.daily_window_ms), Charge::Granted);
    }

    #[test]
    fn whether_a_refused_identify_counts_is_a_setting() {
        for (counts, remaining) in [(false, 999), (true, 998)] {
            let settings =
                GatewaySettings { refused_identify_counts: counts, ..GatewaySettings::default() };
            let mut budget = Budget::default();
            budget.charge(0, &settings, 0);
            budget.charge(0, &settings, 1);
            assert_eq!(budget.limit(&settings, 1).remaining, remaining);
        }
    }
}
