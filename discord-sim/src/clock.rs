//! The one reader of time: simulated time that tests move forward, and the steady time that real
//! clients live in.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// Simulated Unix time in milliseconds: the machine's clock plus an offset that tests move forward.
///
/// Clones share the offset.
#[derive(Debug, Clone)]
pub struct Clock {
    started: Instant,
    offset_ms: Arc<watch::Sender<u64>>,
}

impl Clock {
    /// A clock that shows the machine's time until it is advanced.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock is the one reader of the machine's time"
    )]
    pub fn new() -> Self {
        Self { started: Instant::now(), offset_ms: Arc::new(watch::Sender::new(0)) }
    }

    /// Simulated Unix time in milliseconds.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock is the one reader of the machine's time"
    )]
    pub fn now_ms(&self) -> u64 {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        millis(machine) + *self.offset_ms.borrow()
    }

    /// Moves simulated time forward; sleepers whose time has come wake.
    pub fn advance(&self, by: Duration) {
        self.offset_ms.send_modify(|offset| *offset += millis(by));
    }

    /// Returns when simulated time has reached `at_ms`, early when the clock is advanced past it.
    pub async fn sleep_until(&self, at_ms: u64) {
        let mut moved = self.offset_ms.subscribe();
        loop {
            let now = self.now_ms();
            if now >= at_ms {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(at_ms - now)) => {}
                _ = moved.changed() => {}
            }
        }
    }

    /// Milliseconds since this clock was made, which `advance` does not touch.
    ///
    /// Clients on the other end of a socket beat in real time. Measuring them against simulated
    /// time would cut every connection whenever a test jumps ahead.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock is the one reader of the machine's time"
    )]
    pub fn steady_ms(&self) -> u64 {
        millis(Instant::now().duration_since(self.started))
    }

    /// Returns when steady time has reached `at_ms`.
    pub async fn steady_until(&self, at_ms: u64) {
        loop {
            let now = self.steady_ms();
            if now >= at_ms {
                return;
            }
            tokio::time::sleep(Duration::from_millis(at_ms - now)).await;
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn advancing_wakes_whoever_sleeps_past_it() {
        let clock = Clock::new();
        let at = clock.now_ms() + 3_600_000;
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(at).await }
        });
        clock.advance(Duration::from_secs(3_601));
        tokio::time::timeout(Duration::from_secs(5), sleeper).await.unwrap().unwrap();
        assert!(clock.now_ms() >= at);
    }

    #[test]
    fn advancing_leaves_steady_time_alone() {
        let clock = Clock::new();
        clock.advance(Duration::from_secs(3_600));
        assert!(clock.steady_ms() < 3_600_000);
    }
}
