//! Whether Discord accepts the bot token.

use std::time::Duration;
use tokio::{sync::watch, time::Instant};

/// How long calls with the token fail at once after a 401; then one finds out. Keeps a lost token
/// from eating the allowance of invalid requests.
pub const TOKEN_PAUSE: Duration = Duration::from_secs(30);

/// What its answers have said of the token last.
#[derive(Debug)]
pub(super) struct Token(watch::Sender<Standing>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Accepted,
    /// Refused then, for the first time.
    Doubted(Instant),
    /// Refused again after the pause: once may be a fault of Discord's.
    Refused,
}

impl Default for Token {
    fn default() -> Self {
        Self(watch::Sender::new(Standing::Accepted))
    }
}

impl Token {
    /// A call with the token, sent at `sent`, was answered with this status.
    pub(super) fn heard(&self, status: u16, sent: Instant, now: Instant) {
        // What fails may have failed before anybody looked at the token, and what is too much too.
        if status >= 500 || status == 429 {
            return;
        }
        self.0.send_if_modified(|standing| {
            let next = match *standing {
                _ if status != 401 => Standing::Accepted,
                Standing::Accepted => Standing::Doubted(now),
                // Others were under way when the first was refused.
                Standing::Doubted(first) if sent >= first + TOKEN_PAUSE / 2 => Standing::Refused,
                same => same,
            };
            std::mem::replace(standing, next) != next
        });
    }

    /// Completes while a call was refused and none was accepted since.
    pub(super) async fn doubted(&self) {
        self.until(|standing| *standing != Standing::Accepted).await;
    }

    /// Completes when calls are refused again and again.
    pub(super) async fn refused(&self) {
        self.until(|standing| *standing == Standing::Refused).await;
    }

    async fn until(&self, holds: impl FnMut(&Standing) -> bool) {
        // It fails only when the sender is gone, which is here.
        drop(self.0.subscribe().wait_for(holds).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn one_refusal_is_a_doubt_and_a_second_after_the_pause_is_none() {
        let (token, now) = (Token::default(), clock::instant());
        let standing = |token: &Token| *token.0.borrow();
        token.heard(401, now, now);
        let doubted = Standing::Doubted(now);
        assert_eq!(standing(&token), doubted);
        let soon = now + Duration::from_secs(1);
        token.heard(401, now, soon);
        assert_eq!(standing(&token), doubted, "it was under way");
        let later = now + TOKEN_PAUSE;
        for says_nothing in [429, 500, 503] {
            token.heard(says_nothing, later, later);
            assert_eq!(standing(&token), doubted, "{says_nothing}");
        }
        token.heard(401, later, later);
        assert_eq!(standing(&token), Standing::Refused);
        for accepts in [200, 403, 404] {
            token.heard(401, later, later);
            token.heard(accepts, later, later);
            assert_eq!(standing(&token), Standing::Accepted, "{accepts}");
        }
    }
}
