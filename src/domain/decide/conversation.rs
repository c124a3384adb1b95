//! The conversation in a ticket: stages 0, 5 and 20, by message and by button.

use super::answer;
use crate::domain::{
    actor::Actor,
    answer::{Answer, is_refresh, read_answer},
    clip::clip,
    decision::{Change, Decision, Snapshot, Why, Write},
    desk::Settings,
    effect::Effect,
    flow::{Expectation, Stage},
    ids::{ChannelId, MessageId, TicketNumber, UserId},
    notice::{Answered, Misread, Notice, Refusal},
    recognise::{Recognition, Wanted, recognise},
    reply::ReplyTo,
    shelf::Shelf,
    ticket::{Acceptance, Evidence, Order, OrderLine, Pins, State, Ticket},
    time::Timestamp,
    tongue::{Tongue, Tongues},
};

/// How much of a customer's own words is kept as the order where there is no catalogue.
const WORDS_LIMIT: usize = 1_000;

/// The press on Yes or No.
pub(super) struct Pressed {
    pub(super) ticket: TicketNumber,
    pub(super) turn: u32,
    pub(super) answer: Answer,
}

/// A message in a ticket's channel.
pub(super) fn written(
    snapshot: &Snapshot,
    actor: &Actor,
    message: MessageId,
    text: &str,
) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let Some(settings) = &snapshot.desk.1.settings else {
        return Decision::Ignore(Why::NotSetUp);
    };
    if ticket.heard.contains(message) {
        return Decision::Ignore(Why::AlreadyHeard);
    }
    let mut next = ticket.clone();
    next.heard.note(message);
    if actor.is_customer(ticket, settings) {
        next.opener = Some(actor.user);
        next.left = false;
    }
    let wants_refresh = snapshot.desk.1.refresh && is_refresh(text);
    let evidence = Evidence::Message(message);
    let talk = Talk { snapshot, settings, evidence, via: None };
    match &ticket.state {
        State::Open { channel, .. } | State::Placed { channel, .. }
            if wants_refresh && actor.may_steer(ticket, settings) =>
        {
            restart(&talk, next, *channel)
        }
        State::Open { channel, stage } if actor.is_customer(ticket, settings) => {
            talk.hear(next, *channel, *stage, text)
        }
        State::Open { .. } | State::Placed { .. } => Decision::Ignore(Why::NotAddressed),
        State::Opening { .. }
        | State::Closing { .. }
        | State::Closed { .. }
        | State::Gone { .. }
        | State::Failed { .. } => Decision::Ignore(Why::Passed),
    }
}

/// Yes or No by button.
pub(super) fn pressed(
    snapshot: &Snapshot,
    actor: &Actor,
    reply: &ReplyTo,
    pressed: &Pressed,
) -> Decision {
    let Some(settings) = &snapshot.desk.1.settings else {
        return refuse_beside(reply, Refusal::NotSetUp);
    };
    let Some((_, ticket)) = &snapshot.ticket else {
        return refuse_beside(reply, Refusal::NoTicketHere);
    };
    let State::Open { channel, stage } = ticket.state else {
        return refuse_beside(reply, Refusal::QuestionOver);
    };
    if !actor.is_customer(ticket, settings) {
        return refuse_beside(reply, Refusal::NotYourQuestion);
    }
    if ticket.number != pressed.ticket || ticket.turn != pressed.turn {
        return refuse_beside(reply, Refusal::QuestionOver);
    }
    let evidence = Evidence::Press(reply.interaction);
    let talk = Talk { snapshot, settings, evidence, via: Some(reply) };
    let mut next = Ticket { left: false, language: reply.language, ..ticket.clone() };
    next.opener.get_or_insert(actor.user);
    let decision = match stage.expects() {
        Expectation::Order => return refuse_beside(reply, Refusal::QuestionOver),
        Expectation::Confirmation => talk.confirm(next, channel, pressed.answer),
        Expectation::Agreement => talk.agree(next, channel, pressed.answer),
    };
    let taken = Answered::Taken { answer: pressed.answer, by: actor.user };
    match decision {
        Decision::Apply(mut change) => {
            change.effects.insert(0, answer(reply, taken));
            Decision::Apply(change)
        }
        other => other,
    }
}

/// The question stays as it is for whom it is meant.
fn refuse_beside(to: &ReplyTo, refusal: Refusal) -> Decision {
    Decision::Refuse(vec![Effect::Whisper { to: to.clone(), refusal, tongue: Tongue::default() }])
}

/// The customer has left the server: staff are told, once.
pub(super) fn customer_left(snapshot: &Snapshot, user: UserId) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    match ticket.state {
        State::Open { channel, .. } | State::Placed { channel, .. } if !ticket.left => {
            let notice = Notice::CustomerLeft { customer: user };
            let say = Effect::Say { channel, notice, via: None, tongues: Tongues::default() };
            let next = Ticket { left: true, ..ticket.clone() };
            Decision::Apply(Change { write: Write::Ticket(Box::new(next)), effects: vec![say] })
        }
        // Staff are told once there is a channel to tell them in.
        State::Opening { .. } if !ticket.left => {
            let next = Ticket { left: true, ..ticket.clone() };
            Decision::Apply(Change { write: Write::Ticket(Box::new(next)), effects: vec![] })
        }
        _ => Decision::Ignore(Why::Passed),
    }
}

/// Back to the first stage, with the documents that are in use now.
fn restart(talk: &Talk<'_>, ticket: Ticket, channel: ChannelId) -> Decision {
    let desk = &talk.snapshot.desk.1;
    let notice = Notice::Welcome { customer: ticket.opener, again: true };
    let next = Ticket {
        state: State::Open { channel, stage: Stage::ORDER },
        order: Order::default(),
        pins: Pins { catalogue: desk.catalogue, terms: desk.terms },
        turn: ticket.turn.saturating_add(1),
        ..ticket
    };
    talk.say(next, channel, notice)
}

/// One thing that a customer said, and what is needed to answer it.
struct Talk<'a> {
    snapshot: &'a Snapshot,
    settings: &'a Settings,
    evidence: Evidence,
    via: Option<&'a ReplyTo>,
}

impl Talk<'_> {
    fn hear(&self, ticket: Ticket, channel: ChannelId, stage: Stage, text: &str) -> Decision {
        let said = read_answer(text);
        match (stage.expects(), said) {
            (Expectation::Order, _) => self.take_order(ticket, channel, text),
            (Expectation::Confirmation, Some(said)) => self.confirm(ticket, channel, said),
            (Expectation::Confirmation, None) => self.change_order(ticket, channel, text),
            (Expectation::Agreement, Some(said)) => self.agree(ticket, channel, said),
            (Expectation::Agreement, None) => self.ask_again(ticket, channel, stage),
        }
    }

    /// Stage 0: free text becomes an order.
    fn take_order(&self, ticket: Ticket, channel: ChannelId, text: &str) -> Decision {
        let (order, misread) = read_order(&self.snapshot.shelf, text);
        if order.is_empty() {
            return self.say(ticket, channel, Notice::NothingRead { misread });
        }
        self.ask_to_confirm(ticket, channel, order, misread)
    }

    /// Stage 5, neither Yes nor No: products named anew take the place of the order.
    fn change_order(&self, ticket: Ticket, channel: ChannelId, text: &str) -> Decision {
        let (order, misread) = read_order(&self.snapshot.shelf, text);
        if order.lines.is_empty() {
            return self.ask_again(ticket, channel, Stage::CONFIRM);
        }
        self.ask_to_confirm(ticket, channel, order, misread)
    }

    fn ask_to_confirm(
        &self,
        ticket: Ticket,
        channel: ChannelId,
        order: Order,
        misread: Misread,
    ) -> Decision {
        let turn = ticket.turn.saturating_add(1);
        let view = self.snapshot.shelf.view(&order);
        let state = State::Open { channel, stage: Stage::CONFIRM };
        let next = Ticket { state, order, turn, ..ticket };
        self.say(next, channel, Notice::OrderRead { order: view, misread, turn })
    }

    /// Stage 5: Yes leads to the terms, No back to the first stage.
    fn confirm(&self, ticket: Ticket, channel: ChannelId, said: Answer) -> Decision {
        let turn = ticket.turn.saturating_add(1);
        match said {
            Answer::Yes => {
                let terms = self.snapshot.shelf.terms.clone();
                let state = State::Open { channel, stage: Stage::TERMS };
                let next = Ticket { state, turn, ..ticket };
                self.say(next, channel, Notice::TermsAsked { terms, turn })
            }
            Answer::No => {
                let state = State::Open { channel, stage: Stage::ORDER };
                let notice = Notice::Welcome { customer: ticket.opener, again: true };
                let next = Ticket { state, turn, order: Order::default(), ..ticket };
                self.say(next, channel, notice)
            }
        }
    }

    /// Stage 20: Yes completes the request and calls staff; No leaves the question open.
    fn agree(&self, ticket: Ticket, channel: ChannelId, said: Answer) -> Decision {
        let turn = ticket.turn.saturating_add(1);
        match said {
            Answer::Yes => {
                let accepted = Acceptance {
                    terms: ticket.pins.terms,
                    at: self.said_at(),
                    by: Some(self.evidence),
                };
                let notice = Notice::Placed {
                    order: self.snapshot.shelf.view(&ticket.order),
                    customer: ticket.opener,
                    staff: self.settings.staff.clone(),
                };
                let next = Ticket { state: State::Placed { channel, accepted }, turn, ..ticket };
                self.say(next, channel, notice)
            }
            Answer::No => {
                self.say(Ticket { turn, ..ticket }, channel, Notice::TermsDeclined { turn })
            }
        }
    }

    /// Once for each question: a person who goes on talking knows by then, and a burst of
    /// messages must not become a burst of reminders.
    fn ask_again(&self, ticket: Ticket, channel: ChannelId, stage: Stage) -> Decision {
        let turn = ticket.turn;
        if ticket.reminded == turn {
            let write = Write::Ticket(Box::new(ticket));
            return Decision::Apply(Change { write, effects: vec![] });
        }
        let next = Ticket { reminded: turn, ..ticket };
        let refresh = self.snapshot.desk.1.refresh;
        self.say(next, channel, Notice::AnswerAwaited { turn, stage, refresh })
    }

    fn said_at(&self) -> Timestamp {
        Timestamp::of_snowflake(match self.evidence {
            Evidence::Message(id) => id.get(),
            Evidence::Press(id) => id.get(),
        })
    }

    fn say(&self, ticket: Ticket, channel: ChannelId, notice: Notice) -> Decision {
        let via = self.via.cloned();
        let say = Effect::Say { channel, notice, via, tongues: Tongues::default() };
        Decision::Apply(Change { write: Write::Ticket(Box::new(ticket)), effects: vec![say] })
    }
}

/// What a text asks for. Without a catalogue, the words themselves are the order.
fn read_order(shelf: &Shelf, text: &str) -> (Order, Misread) {
    let Some(stock) = &shelf.stock else {
        let words = clip(text.trim(), WORDS_LIMIT);
        let words = (!words.is_empty()).then(|| words.to_owned());
        return (Order { lines: vec![], words }, Misread::default());
    };
    let Recognition { lines, unknown, ambiguous, suggested, capped } =
        recognise(&stock.index, text);
    let name = |id| stock.catalogue.product(id).map(|product| product.name.clone());
    let line = |Wanted { product, quantity }| OrderLine { product, quantity };
    let lines = lines.into_iter().map(line).collect();
    let unclear =
        ambiguous.iter().map(|it| it.candidates.iter().filter_map(name).collect()).collect();
    let near = suggested.iter().filter_map(name).collect();
    let capped = capped.iter().filter_map(name).collect();
    (Order { lines, words: None }, Misread { unknown, unclear, near, capped })
}
