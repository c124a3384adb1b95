//! What we know of the servers that we write for: asked for every event, before it is looked at
//! more closely, and instead of the store where that would only repeat what we know.

use super::server::{Gathered, Server, Stale, Written};
use crate::{
    clock,
    domain::{
        ids::{ChannelId, GuildId, MessageId, RoleId, TicketNumber, UserId},
        input::Subject,
    },
    store::{Estate, Loaded, ShardRef},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};

/// A superset of what concerns us: an event about anything that is not in here can be dropped.
#[derive(Default)]
pub struct Ours {
    known: RwLock<Known>,
    opened: Notify,
}

#[derive(Default)]
struct Known {
    servers: HashMap<GuildId, Server>,
    /// Servers that something is stored of, by the coming shard through which they will be heard.
    expected: HashMap<ShardRef, HashSet<GuildId>>,
    gathered: Gathered,
    /// Channels of tickets that the store has forgotten, and until when they are held to be some
    /// still: what led to them is being done again.
    presumed: HashMap<ChannelId, Instant>,
}

/// How long what led to a channel may take to be done again.
const AGAIN: Duration = Duration::from_secs(10);

impl Ours {
    /// Whether this is a ticket's channel, or was one before the store forgot it.
    #[must_use]
    pub fn has_channel(&self, channel: ChannelId) -> bool {
        let known = self.known();
        known.gathered.channels.contains_key(&channel) || known.presumed.contains_key(&channel)
    }

    /// Waits until a channel that the store has forgotten is a ticket's again, or will not be. For
    /// any other it does not wait.
    pub(super) async fn settled(&self, channel: ChannelId) {
        loop {
            let opened = self.opened.notified();
            let until = {
                let known = self.known();
                let is_known = known.gathered.channels.contains_key(&channel);
                known.presumed.get(&channel).copied().filter(|_| !is_known)
            };
            let Some(until) = until.filter(|until| *until > clock::instant()) else { return };
            tokio::select! {
                () = opened => {}
                () = tokio::time::sleep_until(until) => {}
            }
        }
    }

    /// Whether any ticket is being opened: then a message may come from a channel that we do
    /// not know yet.
    #[must_use]
    pub fn opens_any(&self) -> bool {
        !self.known().gathered.opening.is_empty()
    }

    /// Whether this person's ticket is being opened.
    #[must_use]
    pub fn opens_for(&self, guild: GuildId, user: UserId) -> bool {
        self.known().gathered.opening.contains(&(guild, user))
    }

    /// Whether this person's ticket is being opened in any server.
    #[must_use]
    pub fn opens_for_user(&self, user: UserId) -> bool {
        self.known().gathered.opening.iter().any(|(_, opener)| *opener == user)
    }

    /// Waits until this person's ticket is no longer being opened.
    pub async fn opened(&self, guild: GuildId, user: UserId) {
        loop {
            let opened = self.opened.notified();
            if !self.opens_for(guild, user) {
                return;
            }
            opened.await;
        }
    }

    /// Whether this person has a current ticket.
    #[must_use]
    pub fn has_customer(&self, guild: GuildId, user: UserId) -> bool {
        self.server(guild, |it| it.has_customer(user))
    }

    /// Whether a channel or category is part of a set-up.
    #[must_use]
    pub fn watches_channel(&self, guild: GuildId, channel: ChannelId) -> bool {
        self.server(guild, |it| it.watched().channels.contains(&channel))
    }

    /// Whether a role is part of a set-up.
    #[must_use]
    pub fn watches_role(&self, guild: GuildId, role: RoleId) -> bool {
        self.server(guild, |it| it.watched().roles.contains(&role))
    }

    /// Whether a message is a panel.
    #[must_use]
    pub fn is_panel(&self, guild: GuildId, message: MessageId) -> bool {
        self.server(guild, |it| it.watched().panel == Some(message))
    }

    /// Whether a server is set up.
    #[must_use]
    pub fn has_guild(&self, guild: GuildId) -> bool {
        self.server(guild, Server::has_desk)
    }

    /// The channels of a server's tickets.
    #[must_use]
    pub fn channels_of(&self, guild: GuildId) -> Vec<ChannelId> {
        let known = self.known();
        known.servers.get(&guild).map(|it| it.channels().collect()).unwrap_or_default()
    }

    /// The channels and categories, and the roles, of a server's set-up.
    #[must_use]
    pub fn watched(&self, guild: GuildId) -> (Vec<ChannelId>, Vec<RoleId>) {
        let known = self.known();
        let watched = known.servers.get(&guild).map(Server::watched);
        watched.map(|it| (it.channels.clone(), it.roles.clone())).unwrap_or_default()
    }

    /// Whether a ticket is not being opened, as far as we know.
    #[must_use]
    pub fn is_opened(&self, guild: GuildId, ticket: TicketNumber) -> bool {
        self.server(guild, |it| it.is_opened(ticket))
    }

    /// Whether we know all that is stored of a server.
    pub(super) fn knows(&self, guild: GuildId) -> bool {
        self.known().servers.contains_key(&guild)
    }

    /// The records of a subject, without asking the store; none if it has to be asked.
    pub(super) fn recall(&self, guild: GuildId, subject: Subject) -> Option<Loaded> {
        self.known().servers.get(&guild)?.recall(subject)
    }

    /// Learns all that is stored of a server, in place of what was known.
    pub(super) fn learn(&self, guild: GuildId, estate: Estate) {
        let mut known = self.known_mut();
        let Known { servers, gathered, presumed, .. } = &mut *known;
        let former = servers.remove(&guild);
        if let Some(former) = &former {
            former.ungather(gathered);
        }
        servers.insert(guild, Server::new(guild, estate, gathered));
        let now = clock::instant();
        let forgotten = former.iter().flat_map(Server::channels);
        presumed.extend(forgotten.map(|channel| (channel, now + AGAIN)));
        presumed.retain(|channel, until| *until > now && !gathered.channels.contains_key(channel));
        self.change_over(known);
    }

    /// Follows a commit.
    pub(super) fn note(&self, guild: GuildId, written: Written) {
        let mut known = self.known_mut();
        let Known { servers, gathered, .. } = &mut *known;
        if let Some(server) = servers.get_mut(&guild) {
            server.note(written, gathered);
        }
        self.change_over(known);
    }

    /// Takes what the store says for what we knew.
    pub(super) fn correct(&self, guild: GuildId, loaded: &Loaded, stale: &Stale) {
        let mut known = self.known_mut();
        let Known { servers, gathered, .. } = &mut *known;
        if let Some(server) = servers.get_mut(&guild) {
            server.correct(loaded, stale, gathered);
        }
        self.change_over(known);
    }

    /// Whether something is stored of a server that will be heard through a coming shard.
    #[must_use]
    pub fn expects(&self, guild: GuildId) -> bool {
        self.known().expected.values().any(|guilds| guilds.contains(&guild))
    }

    /// Servers that will be heard through a shard.
    pub(super) fn expect(&self, shard: ShardRef, guilds: HashSet<GuildId>) {
        self.known_mut().expected.insert(shard, guilds);
    }

    /// Nothing more is to come through a shard.
    pub(super) fn expect_nothing(&self, shard: ShardRef) {
        self.known_mut().expected.remove(&shard);
    }

    /// Forgets some servers.
    pub(super) fn forget(&self, is_gone: impl Fn(GuildId) -> bool) {
        let mut known = self.known_mut();
        let Known { servers, gathered, .. } = &mut *known;
        servers.retain(|guild, server| {
            let stays = !is_gone(*guild);
            if !stays {
                server.ungather(gathered);
            }
            stays
        });
        self.change_over(known);
    }

    fn change_over(&self, known: RwLockWriteGuard<'_, Known>) {
        drop(known);
        self.opened.notify_waiters();
    }

    fn server(&self, guild: GuildId, asked: impl FnOnce(&Server) -> bool) -> bool {
        self.known().servers.get(&guild).is_some_and(asked)
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_mut(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{desk::Desk, ids::Version},
        store::Stamp,
    };
    use std::sync::Arc;

    const GUILD: GuildId = GuildId::new(1);
    const CHANNEL: ChannelId = ChannelId::new(7);

    fn estate(channels: &[ChannelId]) -> Estate {
        Estate {
            desk: (Version(1), Desk::default()),
            tickets: vec![],
            channels: channels.iter().map(|it| (*it, TicketNumber(1))).collect(),
            entries: vec![],
            stamp: Stamp(1),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_channel_that_was_forgotten_is_waited_for_until_it_is_one_again() {
        let ours = Arc::new(Ours::default());
        ours.learn(GUILD, estate(&[CHANNEL]));
        ours.settled(CHANNEL).await;
        ours.learn(GUILD, estate(&[]));
        assert!(ours.has_channel(CHANNEL));
        let begun = clock::instant();
        let settled = tokio::spawn({
            let ours = Arc::clone(&ours);
            async move { ours.settled(CHANNEL).await }
        });
        tokio::task::yield_now().await;
        assert!(!settled.is_finished());
        ours.learn(GUILD, estate(&[CHANNEL]));
        settled.await.unwrap();
        ours.learn(GUILD, estate(&[]));
        ours.settled(CHANNEL).await;
        assert_eq!(begun.elapsed(), AGAIN, "it is not waited for for ever");
    }
}
