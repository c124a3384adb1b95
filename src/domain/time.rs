//! Points in time, as data.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

/// Discord counts its ids from here: 2015-01-01 UTC (Discord docs, Snowflakes).
const DISCORD_EPOCH_MS: u64 = 1_420_070_400_000;

impl Timestamp {
    /// When an id of Discord's was made.
    #[must_use]
    pub fn of_snowflake(id: u64) -> Self {
        Self((id >> 22) + DISCORD_EPOCH_MS)
    }

    /// How long after `earlier` this is; zero if it is not after it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// This time and `by` more.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(u64::try_from(by.as_millis()).unwrap_or(u64::MAX)))
    }

    /// This time and `by` less.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(u64::try_from(by.as_millis()).unwrap_or(u64::MAX)))
    }

    /// The first id that Discord can have given out at this time; none before its epoch.
    #[must_use]
    pub fn first_snowflake(self) -> Option<u64> {
        self.0.checked_sub(DISCORD_EPOCH_MS).map(|since| since << 22)
    }
}
