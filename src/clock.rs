//! The only reader of the machine's clocks: wall time for what is stored, a monotonic instant for
//! waits.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use crate::domain::time::Timestamp;

/// Wall time now. A clock before 1970 reads as 1970.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
pub fn now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::default().plus(since_epoch)
}

/// Monotonic time now, for deadlines and waits; follows tokio's paused clock in tests.
#[must_use]
pub fn instant() -> Instant {
    Instant::now()
}
