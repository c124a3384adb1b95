//! Which acknowledgements are under way: an answer is edited only after it was begun.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;
use twilight_model::id::{Id, marker::InteractionMarker};

type Interaction = Id<InteractionMarker>;

/// The acknowledgements that this process has begun and not finished. Cheap clone.
#[derive(Clone, Default)]
pub struct Acknowledged(Arc<Mutex<HashMap<Interaction, watch::Receiver<()>>>>);

/// An acknowledgement under way; it has come to its end when this is dropped.
pub struct UnderWay {
    interaction: Interaction,
    all: Acknowledged,
    _ends: watch::Sender<()>,
}

impl Acknowledged {
    /// Notes that an interaction is being acknowledged.
    #[must_use]
    pub fn begin(&self, interaction: Interaction) -> UnderWay {
        let (ends, end) = watch::channel(());
        self.waiting().insert(interaction, end);
        UnderWay { interaction, all: self.clone(), _ends: ends }
    }

    /// Waits until that has come to its end, well or not. At once if it was never begun here.
    pub async fn wait(&self, interaction: Interaction) {
        let end = self.waiting().get(&interaction).cloned();
        if let Some(mut end) = end {
            // An error says that the sender is gone, which is the end that is waited for.
            drop(end.changed().await);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Interaction, watch::Receiver<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.all.waiting().remove(&self.interaction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_goes_on_when_it_has_ended() {
        let all = Acknowledged::default();
        let id = Id::new(1);
        all.wait(id).await;
        let under_way = all.begin(id);
        let waiting = tokio::spawn({
            let all = all.clone();
            async move { all.wait(id).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(under_way);
        waiting.await.unwrap();
        all.wait(id).await;
    }
}
