//! Whether the store answers.

use crate::clock;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::watch, time::Instant};

/// An absence is logged at once, and more of them only after so long: of a cluster, one primary may
/// be away while the others answer.
const QUIET: Duration = Duration::from_secs(10);

/// Since when the store has been away, as those find who need it. Cheap to clone.
#[derive(Clone)]
pub(super) struct Presence {
    since: Arc<watch::Sender<Option<Instant>>>,
    told: Arc<Mutex<Told>>,
}

/// What the log was told.
#[derive(Default)]
struct Told {
    /// When an absence was told last.
    last: Option<Instant>,
    /// Whether its end is still to be told.
    is_away: bool,
}

impl Default for Presence {
    fn default() -> Self {
        Self { since: Arc::new(watch::Sender::new(None)), told: Arc::default() }
    }
}

impl Presence {
    /// It did not answer, for this reason.
    pub(super) fn missing(&self, why: &str) {
        if self.note_absence() {
            tracing::warn!(why, "the store is away; what comes waits until it is back");
        }
        self.since.send_if_modified(|since| {
            let news = since.is_none();
            since.get_or_insert_with(clock::instant);
            news
        });
    }

    /// It answered.
    pub(super) fn answered(&self) {
        let was_away = self.since.send_if_modified(|since| since.take().is_some());
        if was_away && std::mem::take(&mut self.told().is_away) {
            tracing::info!("the store is back");
        }
    }

    /// Notes that the absence is told, unless it was or another one was just now. Whether it is to
    /// be.
    fn note_absence(&self) -> bool {
        let (mut told, now) = (self.told(), clock::instant());
        let is_news = !told.is_away && told.last.is_none_or(|last| now - last >= QUIET);
        if is_news {
            *told = Told { last: Some(now), is_away: true };
        }
        is_news
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For how long it has been away; zero if it is there.
    pub(super) fn away_for(&self) -> Duration {
        self.since.borrow().map(|since| clock::instant() - since).unwrap_or_default()
    }

    /// Waits until it is there.
    pub(super) async fn back(&self) {
        // An error says that nobody can miss it any more.
        drop(self.since.subscribe().wait_for(Option::is_none).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_absence_counts_from_its_beginning_and_ends_with_the_first_answer() {
        let presence = Presence::default();
        presence.missing("x");
        tokio::time::advance(Duration::from_secs(3)).await;
        presence.missing("x");
        assert_eq!(presence.away_for(), Duration::from_secs(3));
        let waiting = tokio::spawn({
            let presence = presence.clone();
            async move { presence.back().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        presence.answered();
        waiting.await.unwrap();
        assert_eq!(presence.away_for(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn an_absence_is_news_once_and_another_one_only_after_a_while() {
        let presence = Presence::default();
        let missed = || {
            let is_news = presence.note_absence();
            presence.missing("x");
            is_news
        };
        assert_eq!([missed(), missed(), missed()], [true, false, false]);
        presence.answered();
        assert!(!missed(), "they come and go");
        tokio::time::advance(QUIET).await;
        assert!(missed(), "this one lasts");
        tokio::time::advance(QUIET * 9).await;
        assert!(!missed(), "and was told");
        presence.answered();
        assert!(missed(), "the next");
    }
}
