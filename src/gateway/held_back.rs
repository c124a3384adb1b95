//! What a new session brings before it is saved.

use super::{standing::Standing, watermark::Open};
use crate::clock;
use std::time::Duration;
use tokio::time::Instant;

/// How long the events of a new session wait for it to be saved. A press has to be acknowledged
/// within three seconds, whether the store is there or not.
const SAVE_LIMIT: Duration = Duration::from_secs(1);

/// Events of a session that is not saved yet. If we died after dealing with them, nobody could
/// resume it and be sent what we had not dealt with.
pub(super) struct HeldBack {
    pub(super) session: String,
    pub(super) until: Instant,
    pub(super) events: Vec<(String, Open)>,
}

impl HeldBack {
    /// Nothing yet, of this session.
    pub(super) fn of(session: &str) -> Self {
        let until = clock::instant() + SAVE_LIMIT;
        Self { session: session.to_owned(), until, events: vec![] }
    }
}

/// Waits until a session is saved, or need not be waited for any more.
pub(super) async fn saved(standing: &Standing, waits: Option<(String, Instant)>) {
    match waits {
        Some((session, until)) => {
            drop(tokio::time::timeout_at(until, standing.saved(&session)).await);
        }
        None => std::future::pending().await,
    }
}
