//! What we know of the servers that we write for: asked for every event, before it is looked at
//! more closely, and instead of the store where that would only repeat what we know.

use super::{
    presumed::Presumed,
    server::{Gathered, Server, Stale, Written},
};
use crate::{
    clock,
    domain::{
        ids::{ChannelId, GuildId, MessageId, RoleId, TicketNumber, UserId},
        input::Subject,
        ticket::Ticket,
        time::Timestamp,
    },
    store::{Estate, Loaded, ShardRef, Stamp},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

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
    presumed: Presumed,
    /// Servers of which nothing is heard until they come.
    unheard: HashSet<GuildId>,
}

impl Ours {
    /// Whether this is a ticket's channel, or was one before the store forgot it.
    #[must_use]
    pub fn has_channel(&self, channel: ChannelId) -> bool {
        let known = self.known();
        known.gathered.channels.contains_key(&channel)
            || still_ahead(known.presumed.channel(channel)).is_some()
    }

    /// Waits until a channel that the store has forgotten is a ticket's again, or will not be. For
    /// any other it does not wait. Whether it has waited.
    pub(super) async fn known_again(&self, channel: ChannelId) -> bool {
        let mut has_waited = false;
        loop {
            let changed = self.opened.notified();
            let Some(until) = still_ahead(self.known().presumed.channel(channel)) else {
                return has_waited;
            };
            has_waited = true;
            // If nothing changes it is over then.
            drop(timeout_at(until, changed).await);
        }
    }

    /// Whether any ticket is being opened: then a message may come from a channel that we do
    /// not know yet.
    #[must_use]
    pub fn opens_any(&self) -> bool {
        let known = self.known();
        !known.gathered.opening.is_empty() || known.presumed.opens_any()
    }

    /// Whether this person's ticket is being opened, or was before the store forgot it.
    #[must_use]
    pub fn opens_for(&self, guild: GuildId, user: UserId) -> bool {
        let known = self.known();
        known.gathered.opening.contains(&(guild, user))
            || still_ahead(known.presumed.opener(guild, user)).is_some()
    }

    /// Whether that is so in any server.
    #[must_use]
    pub fn opens_for_user(&self, user: UserId) -> bool {
        let known = self.known();
        known.gathered.opening.iter().any(|(_, opener)| *opener == user)
            || known.presumed.opens_for(user)
    }

    /// Waits until this person's ticket is no longer being opened.
    pub async fn opened(&self, guild: GuildId, user: UserId) {
        loop {
            let changed = self.opened.notified();
            if !self.opens_for(guild, user) {
                return;
            }
            let until = still_ahead(self.known().presumed.opener(guild, user));
            match until {
                // If nothing changes it is over then.
                Some(until) => drop(timeout_at(until, changed).await),
                None => changed.await,
            }
        }
    }

    /// Whether this person has a current ticket.
    #[must_use]
    pub fn has_customer(&self, guild: GuildId, user: UserId) -> bool {
        self.server(guild, |it| it.has_customer(user))
    }

    /// The channel of this person's current ticket; none if it has none yet.
    #[must_use]
    pub fn channel_of_customer(&self, guild: GuildId, user: UserId) -> Option<ChannelId> {
        self.known().servers.get(&guild)?.channel_of_customer(user)
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

    /// How many servers we know, after a look at each of their current tickets. Server by server,
    /// since every event waits for whoever changes something, and that one for us.
    pub(super) fn look_at_tickets(&self, mut look: impl FnMut(&Ticket)) -> usize {
        let guilds: Vec<_> = self.known().servers.keys().copied().collect();
        let mut servers = 0;
        for guild in guilds {
            let known = self.known();
            let Some(server) = known.servers.get(&guild) else { continue };
            server.tickets().for_each(&mut look);
            servers += 1;
        }
        servers
    }

    /// Whether we know all that is stored of a server.
    pub(super) fn knows(&self, guild: GuildId) -> bool {
        self.known().servers.contains_key(&guild)
    }

    /// Of which history what we know of a server is; none if we do not know it.
    pub(super) fn stamp_of(&self, guild: GuildId) -> Option<Stamp> {
        self.known().servers.get(&guild).map(Server::stamp)
    }

    /// Whether what we know of a server is of this history.
    pub(super) fn is_of(&self, guild: GuildId, stamp: Stamp) -> bool {
        self.stamp_of(guild) == Some(stamp)
    }

    /// The records of a subject, without asking the store; none if it has to be asked.
    pub(super) fn recall(&self, guild: GuildId, subject: Subject) -> Option<Loaded> {
        self.known().servers.get(&guild)?.recall(subject)
    }

    /// How often what we know of a server was changed since it was learned.
    pub(super) fn changes(&self, guild: GuildId) -> Option<u64> {
        self.known().servers.get(&guild).map(Server::changes)
    }

    /// Learns all that is stored of a server, in place of what was known. False if that was changed
    /// since these changes, in the same history: then it may be newer.
    pub(super) fn learn(&self, guild: GuildId, estate: Estate, changes: Option<u64>) -> bool {
        let mut known = self.known_mut();
        let Known { servers, gathered, presumed, .. } = &mut *known;
        let now = clock::instant();
        let former = servers.get(&guild).filter(|it| it.stamp() == estate.stamp);
        if former.is_some_and(|it| Some(it.changes()) != changes) {
            return false;
        }
        if let Some(former) = servers.remove(&guild) {
            former.ungather(gathered);
            presumed.add(guild, &former, now);
        }
        let server = Server::new(guild, estate, gathered);
        presumed.sift(guild, &server, now);
        servers.insert(guild, server);
        self.change_over(known);
        true
    }

    /// Follows a commit.
    pub(super) fn note(&self, guild: GuildId, written: Written) {
        let mut known = self.known_mut();
        let Known { servers, gathered, presumed, .. } = &mut *known;
        if let Some(server) = servers.get_mut(&guild) {
            server.note(written, gathered);
            presumed.sift(guild, server, clock::instant());
        }
        self.change_over(known);
    }

    /// Takes what the store says for what we knew.
    pub(super) fn correct(&self, guild: GuildId, loaded: &Loaded, stale: &Stale) {
        let mut known = self.known_mut();
        let Known { servers, gathered, presumed, .. } = &mut *known;
        if let Some(server) = servers.get_mut(&guild) {
            server.correct(loaded, stale, gathered);
            presumed.sift(guild, server, clock::instant());
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

    /// Of these servers nothing is heard until they come: a session that has begun names them
    /// first, and Discord may have lost one.
    pub fn goes_unheard(&self, guilds: impl IntoIterator<Item = GuildId>) {
        let mut known = self.known_mut();
        let Known { servers, unheard, .. } = &mut *known;
        unheard.extend(guilds.into_iter().filter(|guild| servers.contains_key(guild)));
    }

    /// A server has come, and what was missed of it will be handled before all that comes now.
    pub fn is_heard_again(&self, guild: GuildId) {
        self.known_mut().unheard.remove(&guild);
    }

    /// Reminders that are due, the oldest first: since when, and in which channel. Each is told
    /// once, unless its ticket is learned or written anew. None of a server of which nothing is
    /// heard: its customer may have answered.
    pub(super) fn due_reminders(
        &self,
        now: Timestamp,
        most: usize,
        counts: impl Fn(GuildId) -> bool,
    ) -> Vec<(Timestamp, GuildId, ChannelId)> {
        let due = {
            let known = self.known();
            let due = known.gathered.reminders.iter().take_while(|(at, ..)| *at <= now);
            let is_due = |guild| counts(guild) && !known.unheard.contains(&guild);
            due.filter(|(_, guild, _)| is_due(*guild)).take(most).copied().collect::<Vec<_>>()
        };
        if !due.is_empty() {
            let mut known = self.known_mut();
            for reminder in &due {
                known.gathered.reminders.remove(reminder);
            }
        }
        due
    }

    /// Forgets some servers.
    pub(super) fn forget(&self, is_gone: impl Fn(GuildId) -> bool) {
        let mut known = self.known_mut();
        let Known { servers, gathered, unheard, .. } = &mut *known;
        unheard.retain(|guild| !is_gone(*guild));
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

/// A time that is still to come.
fn still_ahead(time: Option<Instant>) -> Option<Instant> {
    time.filter(|time| *time > clock::instant())
}

#[cfg(test)]
mod tests;
