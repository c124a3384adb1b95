//! Whether the store answers.

use crate::clock;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::Instant};

/// Since when the store has been away, as those find who need it. Cheap to clone.
#[derive(Clone)]
pub(super) struct Presence(Arc<watch::Sender<Option<Instant>>>);

impl Default for Presence {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(None)))
    }
}

impl Presence {
    /// It did not answer.
    pub(super) fn missing(&self) {
        self.0.send_if_modified(|since| {
            let news = since.is_none();
            since.get_or_insert_with(clock::instant);
            news
        });
    }

    /// It answered.
    pub(super) fn answered(&self) {
        self.0.send_if_modified(|since| since.take().is_some());
    }

    /// For how long it has been away; zero if it is there.
    pub(super) fn away_for(&self) -> Duration {
        self.0.borrow().map(|since| clock::instant() - since).unwrap_or_default()
    }

    /// Waits until it is there.
    pub(super) async fn back(&self) {
        // An error says that nobody can miss it any more.
        drop(self.0.subscribe().wait_for(Option::is_none).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_absence_counts_from_its_beginning_and_ends_with_the_first_answer() {
        let presence = Presence::default();
        presence.missing();
        tokio::time::advance(Duration::from_secs(3)).await;
        presence.missing();
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
}
