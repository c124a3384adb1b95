//! Which channels, people, messages and roles concern us: asked for every event, before it is
//! looked at more closely.

use crate::{
    domain::{
        decision::{Snapshot, Write},
        desk::Desk,
        ids::{ChannelId, GuildId, MessageId, RoleId, TicketNumber, UserId, Version},
        ticket::{State, Ticket},
    },
    store::{Store, StoreError},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use tokio::sync::Notify;

/// A record that was committed.
pub(super) struct Written {
    /// The record.
    pub(super) write: Write,
    /// The number of the ticket, if it is one.
    pub(super) ticket: Option<TicketNumber>,
    /// Its version now.
    pub(super) version: Version,
}

/// A superset of what concerns us: an event about anything that is not in here can be dropped.
#[derive(Default)]
pub struct Ours {
    known: RwLock<Known>,
    opened: Notify,
}

#[derive(Default)]
struct Known {
    /// Channels of tickets.
    channels: HashMap<ChannelId, GuildId>,
    /// People with a current ticket.
    customers: HashSet<(GuildId, UserId)>,
    /// Those whose ticket has no channel yet.
    opening: HashSet<(GuildId, UserId)>,
    /// Servers that are set up, and what of them we would miss.
    desks: HashMap<GuildId, (Version, Watched)>,
    /// Which version of a ticket was noted last: commits may be noted in another order than they
    /// were made in.
    noted: HashMap<(GuildId, TicketNumber), Version>,
}

/// How many tickets' versions are kept; far more than can be noted out of order at a time.
const NOTED: usize = 20_000;

#[derive(Default)]
struct Watched {
    channels: Vec<ChannelId>,
    roles: Vec<RoleId>,
    panel: Option<MessageId>,
}

impl Ours {
    /// What a store knows.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) async fn load(store: &dyn Store) -> Result<Self, StoreError> {
        let mut known = Known::default();
        for (guild, channel) in store.channels().await? {
            known.channels.insert(channel, guild);
        }
        for (guild, desk) in store.desks().await? {
            known.desks.insert(guild, (Version::default(), Watched::of(&desk)));
            for (_, ticket) in store.tickets(guild).await? {
                known.place(guild, &ticket);
            }
        }
        Ok(Self { known: RwLock::new(known), opened: Notify::new() })
    }

    /// Whether this is a ticket's channel.
    #[must_use]
    pub fn has_channel(&self, channel: ChannelId) -> bool {
        self.known().channels.contains_key(&channel)
    }

    /// Whether any ticket is being opened: then a message may come from a channel that we do
    /// not know yet.
    #[must_use]
    pub fn opens_any(&self) -> bool {
        !self.known().opening.is_empty()
    }

    /// Whether this person's ticket is being opened.
    #[must_use]
    pub fn opens_for(&self, guild: GuildId, user: UserId) -> bool {
        self.known().opening.contains(&(guild, user))
    }

    /// Whether this person's ticket is being opened in any server.
    #[must_use]
    pub fn opens_for_user(&self, user: UserId) -> bool {
        self.known().opening.iter().any(|(_, opener)| *opener == user)
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
        self.known().customers.contains(&(guild, user))
    }

    /// Whether a channel or category is part of a set-up.
    #[must_use]
    pub fn watches_channel(&self, guild: GuildId, channel: ChannelId) -> bool {
        self.known().desks.get(&guild).is_some_and(|(_, it)| it.channels.contains(&channel))
    }

    /// Whether a role is part of a set-up.
    #[must_use]
    pub fn watches_role(&self, guild: GuildId, role: RoleId) -> bool {
        self.known().desks.get(&guild).is_some_and(|(_, it)| it.roles.contains(&role))
    }

    /// Whether a message is a panel.
    #[must_use]
    pub fn is_panel(&self, guild: GuildId, message: MessageId) -> bool {
        self.known().desks.get(&guild).is_some_and(|(_, it)| it.panel == Some(message))
    }

    /// Whether a server is set up.
    #[must_use]
    pub fn has_guild(&self, guild: GuildId) -> bool {
        self.known().desks.contains_key(&guild)
    }

    /// The channels of a server's tickets.
    #[must_use]
    pub fn channels_of(&self, guild: GuildId) -> Vec<ChannelId> {
        let known = self.known();
        known.channels.iter().filter(|(_, it)| **it == guild).map(|(id, _)| *id).collect()
    }

    /// The channels and categories, and the roles, of a server's set-up.
    #[must_use]
    pub fn watched(&self, guild: GuildId) -> (Vec<ChannelId>, Vec<RoleId>) {
        let known = self.known();
        let watched = known.desks.get(&guild);
        watched.map(|(_, it)| (it.channels.clone(), it.roles.clone())).unwrap_or_default()
    }

    /// Follows a commit.
    pub(super) fn note(&self, guild: GuildId, before: &Snapshot, written: &Written) {
        let mut known = self.known_mut();
        match (&written.write, written.ticket) {
            (Write::Desk(desk, _), _) => known.watch(guild, written.version, desk),
            (Write::NewTicket(ticket), Some(number)) => {
                if known.is_news(guild, number, written.version) {
                    known.place(guild, ticket);
                }
            }
            (Write::Ticket(ticket), Some(number)) => {
                if known.is_news(guild, number, written.version) {
                    if let Some((_, former)) = &before.ticket {
                        known.clear(guild, former);
                    }
                    known.place(guild, ticket);
                }
            }
            (Write::NewTicket(_) | Write::Ticket(_), None) => {}
        }
        drop(known);
        self.opened.notify_waiters();
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_mut(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn watch(&mut self, guild: GuildId, version: Version, desk: &Desk) {
        if self.desks.get(&guild).is_none_or(|(known, _)| *known < version) {
            self.desks.insert(guild, (version, Watched::of(desk)));
        }
    }

    fn is_news(&mut self, guild: GuildId, number: TicketNumber, version: Version) -> bool {
        if self.noted.len() >= NOTED {
            self.noted.clear();
        }
        let last = self.noted.entry((guild, number)).or_default();
        let news = *last < version;
        *last = version.max(*last);
        news
    }

    fn place(&mut self, guild: GuildId, ticket: &Ticket) {
        if let Some(channel) = ticket.channel() {
            self.channels.insert(channel, guild);
        }
        if let Some(opener) = ticket.opener.filter(|_| ticket.is_current()) {
            self.customers.insert((guild, opener));
            if matches!(ticket.state, State::Opening { .. }) {
                self.opening.insert((guild, opener));
            }
        }
    }

    fn clear(&mut self, guild: GuildId, ticket: &Ticket) {
        if let Some(channel) = ticket.channel() {
            self.channels.remove(&channel);
        }
        // A ticket that was over says nothing of the one that its customer may have now.
        if let Some(opener) = ticket.opener.filter(|_| ticket.is_current()) {
            self.customers.remove(&(guild, opener));
            self.opening.remove(&(guild, opener));
        }
    }
}

impl Watched {
    fn of(desk: &Desk) -> Self {
        let mut watched = Self { panel: desk.panel.map(|it| it.message), ..Self::default() };
        watched.channels.extend(desk.panel.map(|it| it.channel));
        if let Some(settings) = &desk.settings {
            watched.channels.extend(settings.open_category);
            watched.channels.extend(settings.closed_category);
            watched.roles.extend(&settings.staff);
            watched.roles.extend(&settings.managers);
        }
        watched
    }
}
