//! What is stored of a server is learned, in place of what was known of it.

use super::{Engine, settling::Reading};
use crate::{
    clock,
    domain::{effect::Entry, ids::GuildId},
    store::{Fence, Stamp, StoreError},
};

/// What was found of a server.
pub(super) struct Found {
    /// The history in which it was.
    pub(super) stamp: Stamp,
    /// Its outbox.
    pub(super) entries: Vec<Entry>,
    /// For as long as it is not dealt with.
    pub(super) reading: Reading,
}

impl Engine {
    /// Learns what is stored of one server, and takes up what is in its outbox. False if somebody
    /// else writes for it.
    pub(super) async fn take_server(
        &self,
        guild: GuildId,
        fence: Fence,
    ) -> Result<bool, StoreError> {
        let _turn = self.learning.turn(guild).await;
        let found = self.learn(guild, fence).await?;
        Ok(found.map(|found| self.take_up(guild, found)).is_some())
    }

    /// The same, unless what is known of the server is of this history by now.
    pub(super) async fn take_server_from(
        &self,
        guild: GuildId,
        fence: Fence,
        stamp: Stamp,
    ) -> Result<bool, StoreError> {
        let _turn = self.learning.turn(guild).await;
        if self.ours.is_of(guild, stamp) {
            return Ok(true);
        }
        let found = self.learn(guild, fence).await?;
        Ok(found.map(|found| self.take_up(guild, found)).is_some())
    }

    /// Learns what is stored of one server when its shard is taken over. What is found is to be
    /// taken up. None if somebody else writes for it.
    pub(super) async fn learn_first(
        &self,
        guild: GuildId,
        fence: Fence,
    ) -> Result<Option<Found>, StoreError> {
        let _turn = self.learning.turn(guild).await;
        self.learn(guild, fence).await
    }

    /// What was committed while it was read may not be in it: then it is read again.
    async fn learn(&self, guild: GuildId, fence: Fence) -> Result<Option<Found>, StoreError> {
        let reading = self.settling.read(guild);
        loop {
            let before = self.ours.changes(guild);
            let estate = self.store.take_over(guild, fence, clock::now()).await?;
            let Some(mut estate) = estate else { return Ok(None) };
            let (stamp, entries) = (estate.stamp, std::mem::take(&mut estate.entries));
            if before.is_none() {
                self.counting.learned(&estate);
            }
            if self.ours.learn(guild, estate, before) {
                self.relay.turned();
                return Ok(Some(Found { stamp, entries, reading }));
            }
        }
    }
}
