//! What is known of one server that we write for: its desk, what is held and sold, its current
//! tickets, and what finds them.

use crate::{
    domain::{
        decision::Write,
        desk::Desk,
        ids::{ChannelId, GuildId, MessageId, RoleId, TicketNumber, UserId, Version},
        input::Subject,
        ledger::Ledger,
        ticket::{State, Ticket},
        time::Timestamp,
    },
    store::{Estate, Loaded, Stamp},
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// A record that was committed.
pub(super) struct Written {
    /// The record.
    pub(super) write: Write,
    /// The number of the ticket, if it is one.
    pub(super) ticket: Option<TicketNumber>,
    /// Its version now.
    pub(super) version: Version,
    /// What is held and sold, and its version now, if that was written too.
    pub(super) ledger: Option<(Version, Ledger)>,
}

/// One server.
pub(super) struct Server {
    guild: GuildId,
    /// In which history all this is so.
    stamp: Stamp,
    /// How often it was changed since it was learned.
    changes: u64,
    desk: (Version, Desk),
    /// What is held and sold; none if it cannot be read.
    ledger: Option<(Version, Arc<Ledger>)>,
    watched: Watched,
    /// Current tickets.
    tickets: HashMap<TicketNumber, (Version, Ticket)>,
    /// Channels of all tickets, both ways.
    channels: HashMap<ChannelId, TicketNumber>,
    channel_of: HashMap<TicketNumber, ChannelId>,
    /// Customers of current tickets.
    customers: HashMap<UserId, TicketNumber>,
    /// Which version of a ticket was noted last: commits may be noted in another order than they
    /// were made in.
    noted: HashMap<TicketNumber, Version>,
}

/// How many tickets' versions are kept; far more than can be noted out of order at a time.
const NOTED: usize = 1_000;

/// What of a set-up we would miss.
#[derive(Default)]
pub(super) struct Watched {
    pub(super) channels: Vec<ChannelId>,
    pub(super) roles: Vec<RoleId>,
    pub(super) panel: Option<MessageId>,
}

/// What is gathered from all servers, so that an event is judged by one look.
#[derive(Default)]
pub(super) struct Gathered {
    /// The channels of all tickets.
    pub(super) channels: HashMap<ChannelId, GuildId>,
    /// People whose ticket has no channel yet.
    pub(super) opening: HashSet<(GuildId, UserId)>,
    /// When customers are to be reminded, and in which channel: what comes first is first.
    pub(super) reminders: BTreeSet<(Timestamp, GuildId, ChannelId)>,
}

impl Server {
    pub(super) fn new(guild: GuildId, estate: Estate, gathered: &mut Gathered) -> Self {
        let mut server = Self {
            guild,
            stamp: estate.stamp,
            changes: 0,
            watched: Watched::of(&estate.desk.1),
            desk: estate.desk,
            ledger: estate.ledger.map(|(version, ledger)| (version, Arc::new(ledger))),
            tickets: HashMap::new(),
            channels: HashMap::new(),
            channel_of: HashMap::new(),
            customers: HashMap::new(),
            noted: HashMap::new(),
        };
        for (channel, number) in estate.channels {
            server.put_channel(channel, number, gathered);
        }
        for (version, ticket) in estate.tickets {
            server.place(ticket.number, version, ticket, gathered);
        }
        server
    }

    pub(super) fn watched(&self) -> &Watched {
        &self.watched
    }

    /// In which history this is so.
    pub(super) fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// How often it was changed since it was learned.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether it was ever written to.
    pub(super) fn has_desk(&self) -> bool {
        self.desk.0 > Version::default()
    }

    /// Its current tickets.
    pub(super) fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values().map(|(_, ticket)| ticket)
    }

    pub(super) fn channels(&self) -> impl Iterator<Item = ChannelId> + '_ {
        self.channels.keys().copied()
    }

    pub(super) fn has_channel(&self, channel: ChannelId) -> bool {
        self.channels.contains_key(&channel)
    }

    /// People whose ticket is being opened.
    pub(super) fn openers(&self) -> impl Iterator<Item = UserId> + '_ {
        let opening =
            |(user, number): (&UserId, &TicketNumber)| (!self.is_opened(*number)).then_some(*user);
        self.customers.iter().filter_map(opening)
    }

    pub(super) fn has_customer(&self, user: UserId) -> bool {
        self.customers.contains_key(&user)
    }

    /// The channel of a customer's current ticket.
    pub(super) fn channel_of_customer(&self, user: UserId) -> Option<ChannelId> {
        self.channel_of.get(self.customers.get(&user)?).copied()
    }

    /// Whether a ticket is not being opened, as far as we know.
    pub(super) fn is_opened(&self, number: TicketNumber) -> bool {
        let ticket = self.tickets.get(&number);
        ticket.is_none_or(|(_, ticket)| !matches!(ticket.state, State::Opening { .. }))
    }

    /// The records of a subject; none if the store has to be asked.
    pub(super) fn recall(&self, subject: Subject) -> Option<Loaded> {
        let loaded = |ticket| {
            let (desk, ledger) = (self.desk.clone(), self.ledger.clone()?);
            Some(Loaded { desk, ticket, ledger, stamp: self.stamp })
        };
        let number = match subject {
            Subject::Desk => return loaded(None),
            Subject::Channel(channel) => match self.channels.get(&channel) {
                Some(number) => number,
                None => return loaded(None),
            },
            Subject::Customer(user) => match self.customers.get(&user) {
                Some(number) => number,
                None => return loaded(None),
            },
            Subject::Ticket(ref number) => number,
        };
        loaded(Some(self.tickets.get(number)?.clone()))
    }

    /// Follows a commit.
    pub(super) fn note(&mut self, written: Written, gathered: &mut Gathered) {
        self.changes += 1;
        if let Some((version, ledger)) = written.ledger
            && self.ledger.as_ref().is_none_or(|(known, _)| *known < version)
        {
            self.ledger = Some((version, Arc::new(ledger)));
        }
        match (written.write, written.ticket) {
            (Write::Desk(desk, _), _) => {
                if self.desk.0 < written.version {
                    self.watched = Watched::of(&desk);
                    self.desk = (written.version, *desk);
                }
            }
            (Write::NewTicket(ticket) | Write::Ticket(ticket), Some(number)) => {
                if self.is_news(number, written.version) {
                    let ticket = Ticket { number, ..*ticket };
                    self.place(number, written.version, ticket, gathered);
                }
            }
            (Write::NewTicket(_) | Write::Ticket(_), None) => {}
        }
    }

    /// What the store says, after what we knew was found to be out of date: `stale` are the
    /// versions that were.
    pub(super) fn correct(&mut self, loaded: &Loaded, stale: &Stale, gathered: &mut Gathered) {
        self.changes += 1;
        if self.desk.0 < loaded.desk.0 || self.desk.0 == stale.desk {
            self.watched = Watched::of(&loaded.desk.1);
            self.desk = loaded.desk.clone();
        }
        let outdated =
            |(known, _): &(Version, _)| *known < loaded.ledger.0 || *known == stale.ledger;
        if self.ledger.as_ref().is_none_or(outdated) {
            self.ledger = Some(loaded.ledger.clone());
        }
        let number = loaded.ticket.as_ref().map(|(_, ticket)| ticket.number);
        if let Some((known, version)) = stale.ticket
            && number != Some(known)
            && self.tickets.get(&known).is_some_and(|(now, _)| *now == version)
        {
            self.clear(known, gathered);
        }
        if let Some((version, ticket)) = &loaded.ticket {
            let outdated = self.tickets.get(&ticket.number).is_none_or(|(known, _)| {
                known < version || stale.ticket == Some((ticket.number, *known))
            });
            if outdated {
                self.noted.insert(ticket.number, *version);
                self.place(ticket.number, *version, ticket.clone(), gathered);
            }
        }
    }

    fn is_news(&mut self, number: TicketNumber, version: Version) -> bool {
        if self.noted.len() >= NOTED {
            self.noted.clear();
        }
        let last = self.noted.entry(number).or_default();
        let news = *last < version;
        *last = version.max(*last);
        news
    }

    fn place(
        &mut self,
        number: TicketNumber,
        version: Version,
        ticket: Ticket,
        gathered: &mut Gathered,
    ) {
        self.clear(number, gathered);
        if let Some(channel) = ticket.channel() {
            self.put_channel(channel, number, gathered);
        }
        if !ticket.is_current() {
            return;
        }
        gathered.reminders.extend(self.reminder(&ticket));
        if let Some(opener) = ticket.opener {
            self.customers.entry(opener).or_insert(number);
            if matches!(ticket.state, State::Opening { .. }) {
                gathered.opening.insert((self.guild, opener));
            }
        }
        self.tickets.insert(number, (version, ticket));
    }

    fn put_channel(&mut self, channel: ChannelId, number: TicketNumber, gathered: &mut Gathered) {
        self.channels.insert(channel, number);
        self.channel_of.insert(number, channel);
        gathered.channels.insert(channel, self.guild);
    }

    fn clear(&mut self, number: TicketNumber, gathered: &mut Gathered) {
        if let Some(channel) = self.channel_of.remove(&number) {
            self.channels.remove(&channel);
            gathered.channels.remove(&channel);
        }
        let Some((_, former)) = self.tickets.remove(&number) else { return };
        if let Some(reminder) = self.reminder(&former) {
            gathered.reminders.remove(&reminder);
        }
        if let Some(opener) = former.opener
            && self.customers.get(&opener) == Some(&number)
        {
            self.customers.remove(&opener);
            gathered.opening.remove(&(self.guild, opener));
        }
    }

    fn reminder(&self, ticket: &Ticket) -> Option<(Timestamp, GuildId, ChannelId)> {
        Some((ticket.reminder_due()?, self.guild, ticket.channel()?))
    }

    /// Takes back what was gathered from it.
    pub(super) fn ungather(&self, gathered: &mut Gathered) {
        for channel in self.channels.keys() {
            gathered.channels.remove(channel);
        }
        for opener in self.customers.keys() {
            gathered.opening.remove(&(self.guild, *opener));
        }
        for reminder in self.tickets.values().filter_map(|(_, ticket)| self.reminder(ticket)) {
            gathered.reminders.remove(&reminder);
        }
    }
}

/// The versions that a decision was made on.
pub(super) struct Stale {
    pub(super) desk: Version,
    pub(super) ledger: Version,
    pub(super) ticket: Option<(TicketNumber, Version)>,
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
        for kind in &desk.types {
            watched.channels.extend(kind.open_category);
            watched.channels.extend(kind.closed_category);
            watched.roles.extend(kind.roles());
        }
        watched
    }
}
