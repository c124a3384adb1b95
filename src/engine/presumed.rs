//! What the store has forgotten and is expected to know again: what led to it is being done again.

use super::server::Server;
use crate::domain::ids::{ChannelId, GuildId, UserId};
use std::{collections::HashMap, time::Duration};
use tokio::time::Instant;

/// How long that may take.
pub(super) const AGAIN: Duration = Duration::from_secs(10);

/// Channels and openings of tickets, and until when they are held to be some still.
#[derive(Default)]
pub(super) struct Presumed {
    channels: HashMap<ChannelId, Instant>,
    openers: HashMap<(GuildId, UserId), Instant>,
}

impl Presumed {
    /// What was known of a server before it was learned anew.
    pub(super) fn add(&mut self, guild: GuildId, former: &Server, now: Instant) {
        let until = now + AGAIN;
        self.channels.extend(former.channels().map(|channel| (channel, until)));
        self.openers.extend(former.openers().map(|opener| ((guild, opener), until)));
    }

    /// Drops what is known of a server by now, and what is over.
    pub(super) fn sift(&mut self, guild: GuildId, server: &Server, now: Instant) {
        if self.is_empty() {
            return;
        }
        self.channels.retain(|channel, until| *until > now && !server.has_channel(*channel));
        self.openers.retain(|(of, opener), until| {
            *until > now && !(*of == guild && server.has_customer(*opener))
        });
    }

    /// Until when a channel is held to be a ticket's.
    pub(super) fn channel(&self, channel: ChannelId) -> Option<Instant> {
        self.channels.get(&channel).copied()
    }

    /// Until when somebody's ticket is held to be being opened.
    pub(super) fn opener(&self, guild: GuildId, user: UserId) -> Option<Instant> {
        self.openers.get(&(guild, user)).copied()
    }

    /// Whether that is so in any server.
    pub(super) fn opens_for(&self, user: UserId) -> bool {
        self.openers.keys().any(|(_, opener)| *opener == user)
    }

    /// Whether anybody's ticket is held to be being opened.
    pub(super) fn opens_any(&self) -> bool {
        !self.openers.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.channels.is_empty() && self.openers.is_empty()
    }
}
