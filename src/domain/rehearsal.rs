//! A rehearsal: a flow tried out with a ticket that exists nowhere. The conversation is the real
//! one, because [`decide`] holds it; what it wants done at Discord is handed back to be shown.

mod act;
mod shown;

pub use act::Act;
pub use shown::{Shown, What};

use super::{
    actor::Actor,
    control::{Control, Part},
    decide::decide,
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, TypeId},
    effect::Effect,
    flow::Step,
    hearing::Hearing,
    ids::{ChannelId, EffectId, GuildId, MessageId, Owner, TicketNumber, Version},
    input::{Event, Input, SaidTo},
    language::Language,
    ledger::Ledger,
    notice::{Answered, Answers, Notice, Refusal},
    reply::ReplyTo,
    shelf::Shelf,
    ticket::{State, Ticket},
    time::Timestamp,
    tongue::Tongue,
};
use std::{collections::VecDeque, sync::Arc};
use twilight_model::id::Id;

/// The server in which it would be.
const GUILD: GuildId = Id::new(1);
/// The ticket's channel.
const CHANNEL: ChannelId = Id::new(2);
const NUMBER: TicketNumber = Rehearsal::TICKET;

/// A conversation with a pretend ticket. No channel is made for it, nobody is called, and nothing
/// of it is stored.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    desk: Desk,
    ledger: Arc<Ledger>,
    shelf: Shelf,
    /// Who talks.
    customer: Actor,
    ticket: Ticket,
    /// The newest id that was given to a message or press.
    newest: u64,
    /// The newest message of the customer.
    written: Option<MessageId>,
    decisions: u64,
}

impl Rehearsal {
    /// What controls of a rehearsal name as their ticket. Numbers of real ones begin with 1, so
    /// such a control belongs to no ticket wherever it is pressed.
    pub const TICKET: TicketNumber = TicketNumber(0);

    /// Opens the ticket, of this type if any, in a server with this desk and these documents, for
    /// somebody whose Discord is set to this language. Also what they are shown first.
    #[must_use]
    pub fn begin(
        desk: Desk,
        shelf: Shelf,
        of: Option<TypeId>,
        (customer, language): (Actor, Language),
        now: Timestamp,
    ) -> (Self, Vec<Shown>) {
        let mut desk = desk;
        desk.settings.get_or_insert_default();
        let state = State::Opening { waiting: vec![] };
        let pins = desk.pins(of.as_ref());
        let ticket = Ticket {
            of,
            number: NUMBER,
            language,
            ..Ticket::new(Some(customer.user), now, state, pins)
        };
        let (newest, written, decisions) = (0, None, 0);
        let ledger = Arc::default();
        let mut begun = Self { desk, ledger, shelf, customer, ticket, newest, written, decisions };
        let effect = begun.effect(0);
        let made = Event::ChannelMade { effect, ticket: NUMBER, channel: CHANNEL, again: false };
        let shown = begun.happen(made, None, now);
        (begun, shown)
    }

    /// What they are shown when the customer does this. Nothing if the bot keeps silent.
    pub fn act(&mut self, act: &Act<'_>, now: Timestamp) -> Vec<Shown> {
        let actor = self.customer.clone();
        match *act {
            Act::Write { text, files } => {
                let message = self.message(now);
                self.written = Some(message);
                let (text, files) = (text.to_owned(), files.to_vec());
                let event = Event::Written {
                    channel: CHANNEL,
                    message,
                    actor,
                    text,
                    files,
                    to: SaidTo::Ticket,
                };
                self.happen(event, None, now)
            }
            Act::Rewrite { text } => {
                let Some(message) = self.written else { return vec![] };
                let text = text.to_owned();
                let event = Event::Rewritten { channel: CHANNEL, message, actor, text };
                self.happen(event, None, now)
            }
            Act::Press { on, control, value } => self.press((on, control), value, now),
            Act::FillIn { turn, text } => {
                let (text, reply) = (text.to_owned(), self.reply(now));
                let ticket = NUMBER;
                let event =
                    Event::AnswerFilledIn { channel: CHANNEL, ticket, turn, text, actor, reply };
                self.happen(event, None, now)
            }
        }
    }

    /// What they would be shown after the silence that is waited for now, if a reminder waits for
    /// one. Nothing comes of it: the ticket stays as it is.
    #[must_use]
    pub fn reminder(&self) -> Vec<Shown> {
        let Some(since) = self.ticket.reminder_due() else { return vec![] };
        let due = Event::ReminderDue { channel: CHANNEL, since };
        self.clone().happen(due, None, since)
    }

    /// The ticket as it is now.
    #[must_use]
    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// What it goes by.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The stage at which it stands; none once the request is complete or the ticket closed.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        match self.ticket.state {
            State::Open { stage, .. } => self.shelf.flow.standing(stage),
            _ => None,
        }
    }

    /// Whether a control that was shown still does something: those of former questions stay on
    /// their messages, and whoever presses them is told that they are over.
    #[must_use]
    pub fn takes(&self, control: &Control) -> bool {
        let open = matches!(self.ticket.state, State::Open { .. });
        let goes_on = open || matches!(self.ticket.state, State::Placed { .. });
        match control {
            Control::Create { .. }
            | Control::List { .. }
            | Control::Lesson
            | Control::Rehearse { .. } => false,
            Control::Question { ticket, turn, .. } => {
                open && *ticket == NUMBER && *turn == self.ticket.turn
            }
            Control::Card { ticket, .. }
            | Control::Close { ticket }
            | Control::CloseForReal { ticket } => goes_on && *ticket == NUMBER,
            Control::KeepOpen => goes_on,
        }
    }

    fn press(
        &mut self,
        (on, control): (MessageId, &Control),
        value: Option<&str>,
        now: Timestamp,
    ) -> Vec<Shown> {
        let (actor, reply) = (self.customer.clone(), self.reply(now));
        let tongue = Tongue::of(reply.language, &self.desk.texts);
        let channel = CHANNEL;
        // These need no decision, here as there.
        let event = match *control {
            Control::Close { .. } => {
                let on = Some(self.message(now));
                return vec![Shown { on, what: What::CloseAsked { ticket: NUMBER, tongue } }];
            }
            Control::KeepOpen => {
                return vec![Shown { on: Some(on), what: What::KeptOpen { tongue } }];
            }
            Control::CloseForReal { ticket } => {
                Event::ClosePressed { channel, ticket, actor, reply }
            }
            Control::Question { turn, part: Part::Write, .. } => {
                return vec![Shown { on: None, what: What::FormOpened { turn, tongue } }];
            }
            Control::Question { ticket, turn, part } => match part.chosen(value) {
                Some(press) => {
                    Event::AnswerPressed { channel, on, ticket, turn, press, actor, reply }
                }
                None => Event::Refused { reply, refusal: Refusal::Unknown },
            },
            Control::Card { ticket, part } => match part.chosen(value) {
                Some(touch) => Event::CardPressed { channel, on, ticket, touch, actor, reply },
                None => Event::Refused { reply, refusal: Refusal::Unknown },
            },
            Control::Create { .. }
            | Control::List { .. }
            | Control::Lesson
            | Control::Rehearse { .. } => Event::Refused { reply, refusal: Refusal::Unknown },
        };
        self.happen(event, Some(on), now)
    }

    /// Decides on an event and does what follows, until nothing more does. A press was `on` a
    /// message.
    fn happen(&mut self, event: Event, on: Option<MessageId>, now: Timestamp) -> Vec<Shown> {
        let mut shown = vec![];
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for (index, effect) in (0_u8..).zip(self.decide(event, now)) {
                let id = self.effect(index);
                let (what, follows) = self.carry_out(id, effect, on, now);
                shown.extend(what);
                events.extend(follows);
            }
        }
        shown
    }

    fn decide(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let snapshot = Snapshot {
            desk: (Version::default(), self.desk.clone()),
            ticket: Some((Version::default(), self.ticket.clone())),
            ledger: (Version::default(), Arc::clone(&self.ledger)),
            shelf: self.shelf.clone(),
            fresh: self.shelf.clone(),
            hearing: Hearing::All,
        };
        self.decisions += 1;
        match decide(&snapshot, &Input { guild: GUILD, event }, now) {
            Decision::Apply(Change { write, ledger, effects }) => {
                self.ledger = ledger.map_or_else(|| Arc::clone(&self.ledger), Arc::new);
                if let Write::Ticket(ticket) = write {
                    self.ticket = *ticket;
                }
                effects
            }
            Decision::Refuse(effects) => effects,
            Decision::Ignore(_) => vec![],
        }
    }

    /// What is to be shown, and what is reported as done.
    fn carry_out(
        &mut self,
        id: EffectId,
        effect: Effect,
        on: Option<MessageId>,
        now: Timestamp,
    ) -> (Option<Shown>, Option<Event>) {
        let ticket = NUMBER;
        match effect {
            Effect::Say { mut notice, tongues, .. } => {
                // There is no list of products: what is sold can be typed.
                if let Notice::Asked(ask) = &mut notice
                    && ask.answers == Answers::Products
                {
                    ask.answers = Answers::Words;
                }
                let on = Some(self.message(now));
                (Some(Shown { on, what: What::Said { id, notice, tongues } }), None)
            }
            Effect::ShowCard { message, view, tongues, .. } => {
                let is_new = message.is_none();
                let message = message.unwrap_or_else(|| self.message(now));
                let what = What::Card { id, view, tongues, is_new };
                let reported = Event::CardShown { effect: id, ticket, message };
                (Some(Shown { on: Some(message), what }), Some(reported))
            }
            Effect::Reply { answer: answer @ Answered::Taken { .. }, tongue, .. } => {
                (Some(Shown { on, what: What::Told { answer, tongue } }), None)
            }
            Effect::Reply { answer, tongue, .. } => {
                (Some(Shown { on: None, what: What::Told { answer, tongue } }), None)
            }
            Effect::Whisper { refusal, tongue, .. } => {
                let answer = Answered::Refused(refusal);
                (Some(Shown { on: None, what: What::Told { answer, tongue } }), None)
            }
            Effect::HideChannel { .. } => {
                (None, Some(Event::ChannelHidden { effect: id, ticket, not_moved: None }))
            }
            // A ticket that has its channel and a customer who is no admin lead to none of these.
            Effect::CreateChannel { .. }
            | Effect::RemoveChannel { .. }
            | Effect::PostPanel { .. }
            | Effect::RemovePanel { .. }
            | Effect::SendDocument { .. }
            | Effect::SendTexts { .. }
            | Effect::SendDossier { .. } => (None, None),
        }
    }

    fn effect(&self, index: u8) -> EffectId {
        EffectId { guild: GUILD, owner: Owner::Ticket(NUMBER), commit: self.decisions, index }
    }

    fn message(&mut self, now: Timestamp) -> MessageId {
        Id::new(self.next_id(now))
    }

    fn reply(&mut self, now: Timestamp) -> ReplyTo {
        ReplyTo {
            application: Id::new(1),
            interaction: Id::new(self.next_id(now)),
            token: String::new(),
            language: self.ticket.language,
            month_first: self.ticket.month_first,
        }
    }

    /// Ids tell when something was said and in which order.
    fn next_id(&mut self, now: Timestamp) -> u64 {
        self.newest = now.first_snowflake().unwrap_or_default().max(self.newest.saturating_add(1));
        self.newest
    }
}

#[cfg(test)]
mod tests;
