//! Channels that we are behind with: what was written there is not kept but read back later.

use super::{Keep, Reader};
use crate::domain::{
    ids::{ChannelId, GuildId, MessageId},
    input::Subject,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The events that wait for a channel to be read back, by channel. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Behind(Arc<Mutex<HashMap<ChannelId, Waiting>>>);

struct Waiting {
    newest: MessageId,
    /// Dropped once what was written has been dealt with.
    keeps: Vec<Keep>,
}

impl Behind {
    /// One more message in a channel. True if nobody reads it back yet.
    fn note(&self, channel: ChannelId, message: MessageId, keep: Keep) -> bool {
        let mut behind = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = behind.get_mut(&channel) {
            waiting.newest = waiting.newest.max(message);
            waiting.keeps.push(keep);
            return false;
        }
        behind.insert(channel, Waiting { newest: message, keeps: vec![keep] });
        true
    }

    /// What waits for a channel. Whatever comes from now on is another matter.
    fn take(&self, channel: ChannelId) -> Option<Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&channel)
    }
}

impl Reader {
    /// Remembers only that something was written. Once the store is there the channel is read back.
    pub(super) fn fall_behind(
        &self,
        guild: GuildId,
        channel: ChannelId,
        message: MessageId,
        keep: Keep,
    ) {
        if !self.behind.note(channel, message, keep) {
            return;
        }
        let reader = self.clone();
        // What has been read back holds on to these until it has been dealt with.
        let keeps = Arc::new(Mutex::new(Vec::new()));
        let held = Arc::clone(&keeps);
        let missed = async move {
            reader.engine.store_back().await;
            let Some(waiting) = reader.behind.take(channel) else { return vec![] };
            *held.lock().unwrap_or_else(PoisonError::into_inner) = waiting.keeps;
            reader.missed(guild, channel, waiting.newest).await
        };
        self.engine.submit_found(guild, Subject::Channel(channel), missed, keeps);
    }
}
