//! Looking at what is stored, without disturbing those who work with it.

use super::{Divisions, Lease, Lock, Member, StoreError};
use crate::domain::{
    desk::Desk,
    effect::Entry,
    ids::{GuildId, Version},
    ticket::Ticket,
    time::Timestamp,
};
use async_trait::async_trait;
use std::time::Duration;

/// What can be seen of a store by one who takes no part.
#[async_trait]
pub trait Look: Send + Sync {
    /// Every server that anything is known of.
    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError>;

    /// A server's desk.
    async fn desk(&self, guild: GuildId) -> Result<Desk, StoreError>;

    /// All tickets of a server, by number.
    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError>;

    /// Every entry of a server, in order.
    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError>;

    /// What is in the middle of Discord, by ticket.
    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError>;

    /// For how long something has been moved in that is not known to be whole: that is under way,
    /// or was broken off, and nobody may work with it. None if all is well.
    async fn half_filled(&self) -> Result<Option<Duration>, StoreError>;

    /// The workers and the shards, as of now.
    async fn fleet(&self) -> Result<FleetView, StoreError>;
}

/// A fleet, as one who takes no part sees it.
#[derive(Clone, Debug, Default)]
pub struct FleetView {
    /// The store's clock.
    pub now: Timestamp,
    /// The workers, by name.
    pub members: Vec<Member>,
    /// The shards that were ever held.
    pub leases: Vec<Lease>,
    /// How many new sessions Discord still allows today, and of how many; none if nobody has told.
    pub budget: Option<(u64, u64)>,
    /// How it is divided; none if no worker has been here.
    pub divisions: Option<Divisions>,
}
