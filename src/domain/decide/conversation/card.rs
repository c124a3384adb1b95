//! The order card: what it shows, when it is posted and edited, and what is pressed on it.

use super::{
    ask::{prompt, values},
    refuse_beside,
    talk::{Talk, Voice},
};
use crate::domain::{
    actor::Actor,
    card::{Card, CardQuestion, CardStanding, CardView},
    catalogue::ProductId,
    control::Touch,
    decision::{Change, Decision, Snapshot, Why, Write},
    effect::Effect,
    flow::{About, Expects, Step},
    ids::{ChannelId, MessageId, TicketNumber},
    notice::{Notice, Occasion, OrderView, Refusal, Values},
    order::LineId,
    reply::ReplyTo,
    shelf::Shelf,
    ticket::{Evidence, State, Ticket},
    tongue::Tongues,
};

/// Whether the card carries the question of a stage: that whether the order is right.
pub(super) fn asks(step: &Step) -> bool {
    matches!(step.expects, Expects::YesNo { about: About::Order, .. })
}

/// Whether the order can be changed now: not while the flow asks for something else.
pub(super) fn is_changeable(ticket: &Ticket, shelf: &Shelf) -> bool {
    let State::Open { stage, .. } = ticket.state else { return false };
    let step = shelf.flow.standing(stage);
    let takes = |step: &Step| asks(step) || matches!(step.expects, Expects::Catalogue { .. });
    ticket.order.confirmed.is_none() && step.is_some_and(takes)
}

/// What the card of a ticket shows.
pub(super) fn view(ticket: &Ticket, shelf: &Shelf, unheard: bool) -> CardView {
    let order = &ticket.order;
    let step = shelf.flow.standing(ticket.standing().stage);
    let standing = match &ticket.state {
        State::Placed { .. } => CardStanding::Placed,
        State::Open { .. } if order.confirmed.is_none() => CardStanding::Draft {
            question: step.filter(|step| asks(step) && order.asked.is_none()).and_then(|step| {
                let prompt = prompt(ticket, shelf, step, &Occasion::Answered)?;
                let values = Values {
                    customer: None,
                    order: OrderView::default(),
                    ..values(ticket, shelf, step)
                };
                Some(CardQuestion { prompt, values: Box::new(values), turn: ticket.turn })
            }),
            changeable: is_changeable(ticket, shelf),
            picked: order.picked.filter(|id| order.line(*id).is_some()),
        },
        _ => CardStanding::Confirmed,
    };
    CardView {
        customer: ticket.opener,
        order: order.view(),
        misread: order.misread.clone(),
        lists: shelf.stock.is_some() && matches!(standing, CardStanding::Draft { .. }),
        standing,
        unheard,
        handler: ticket.handler,
    }
}

/// Posts the card when there is an order to show, and edits it when it would show something else
/// than before. A press on it is what its edit goes through.
pub(super) fn keep_up(
    next: &mut Ticket,
    channel: ChannelId,
    view: CardView,
    shown: &CardView,
    via: Option<&ReplyTo>,
) -> Option<Effect> {
    if !matches!(next.state, State::Open { .. } | State::Placed { .. }) {
        return None;
    }
    match &mut next.card {
        None if next.order.lines.is_empty() && next.order.words.is_none() => None,
        // What is unclear is asked first, so that the card comes with the question whether all
        // of it is right.
        None if next.order.asked.is_some() => None,
        None => {
            next.card = Some(Card { under_way: true, ..Card::default() });
            Some(Effect::ShowCard {
                channel,
                message: None,
                view: Box::new(view),
                via: None,
                tongues: Tongues::default(),
            })
        }
        Some(_) if view == *shown => None,
        Some(card) if card.under_way => {
            card.stale = true;
            card.via = via.cloned().or(card.via.take());
            None
        }
        Some(card) => {
            card.under_way = true;
            let message = card.message;
            let via = via.cloned().filter(|_| message.is_some());
            Some(Effect::ShowCard {
                channel,
                message,
                view: Box::new(view),
                via,
                tongues: Tongues::default(),
            })
        }
    }
}

/// The card stands as it was to: if something has changed meanwhile, it is edited again.
pub(in crate::domain::decide) fn shown(snapshot: &Snapshot, message: MessageId) -> Decision {
    settled(snapshot, |card| card.message = Some(message))
}

/// The card is gone, or Discord refuses it. One that was deleted is posted anew; one that is
/// refused is tried again with the next change.
pub(in crate::domain::decide) fn lost(snapshot: &Snapshot, gone: bool) -> Decision {
    settled(snapshot, |card| {
        card.message.take_if(|_| gone);
        card.stale = gone;
    })
}

fn settled(snapshot: &Snapshot, told: impl FnOnce(&mut Card)) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let mut next = ticket.clone();
    let Some(card) = next.card.as_mut().filter(|card| card.under_way) else {
        return Decision::Ignore(Why::Passed);
    };
    card.under_way = false;
    told(card);
    let lives = matches!(ticket.state, State::Open { .. } | State::Placed { .. });
    let channel = ticket.channel().filter(|_| lives && std::mem::take(&mut card.stale));
    let again = channel.map(|channel| {
        card.under_way = true;
        let (message, via) = (card.message, card.via.take());
        let via = via.filter(|_| message.is_some());
        let view = Box::new(view(ticket, &snapshot.shelf, !snapshot.hearing.is_all()));
        Effect::ShowCard { channel, message, view, via, tongues: Tongues::default() }
    });
    let write = Write::Ticket(Box::new(next));
    Decision::Apply(Change::of(write, again.into_iter().collect()))
}

/// Something on the card was pressed.
pub(in crate::domain::decide) fn pressed(
    snapshot: &Snapshot,
    (actor, on): (&Actor, MessageId),
    reply: &ReplyTo,
    number: TicketNumber,
    touch: Touch,
) -> Decision {
    let voice = Voice {
        actor,
        evidence: Evidence::Press(reply.interaction),
        via: Some(reply),
        on: Some(on),
        beside_card: false,
    };
    let done = talk_about(snapshot, voice, number).and_then(|mut talk| {
        talk.touch(touch)?;
        Ok(talk)
    });
    match done {
        Ok(talk) => talk.end(),
        Err(refusal) => refuse_beside(reply, refusal),
    }
}

/// A product was chosen from the list, which whoever steers the ticket may do while the order can
/// be changed. What it says of the product is checked against what is sold now.
pub(in crate::domain::decide) fn product_picked(
    snapshot: &Snapshot,
    actor: &Actor,
    reply: &ReplyTo,
    number: TicketNumber,
    product: &ProductId,
) -> Decision {
    let evidence = Evidence::Press(reply.interaction);
    let voice = Voice { actor, evidence, via: Some(reply), on: None, beside_card: true };
    let done = talk_about(snapshot, voice, number).and_then(|mut talk| {
        talk.add_picked(product)?;
        Ok(talk)
    });
    match done {
        Ok(talk) => talk.end(),
        Err(refusal) => refuse_beside(reply, refusal),
    }
}

fn talk_about<'a>(
    snapshot: &'a Snapshot,
    voice: Voice<'a>,
    number: TicketNumber,
) -> Result<Talk<'a>, Refusal> {
    if snapshot.desk.1.settings.is_none() {
        return Err(Refusal::NotSetUp);
    }
    let ticket = snapshot.ticket.as_ref().map(|(_, ticket)| ticket);
    let ticket = ticket.filter(|it| it.number == number).ok_or(Refusal::NoTicketHere)?;
    let settings = snapshot.desk.1.settings(ticket.of.as_ref()).ok_or(Refusal::NotSetUp)?;
    let channel = match ticket.state {
        State::Open { channel, .. } | State::Placed { channel, .. } => channel,
        State::Opening { .. } => return Err(Refusal::NoTicketHere),
        State::Closing { .. } => return Err(Refusal::TicketCloses),
        State::Closed { .. } | State::Gone { .. } | State::Failed { .. } => {
            return Err(Refusal::TicketOver);
        }
    };
    if !voice.actor.may_steer(ticket, &settings) {
        return Err(Refusal::NotYourTicket);
    }
    Ok(Talk::new(snapshot, settings, voice, ticket.clone(), channel))
}

impl Talk<'_> {
    fn touch(&mut self, touch: Touch) -> Result<(), Refusal> {
        match touch {
            Touch::Claim => self.claim(),
            Touch::Release => self.release(),
            Touch::Pick(line) => {
                self.line_to_change(line)?;
                self.next.order.picked = Some(line);
                Ok(())
            }
            Touch::Less(line) => self.change(line, |quantity| quantity.saturating_sub(1).max(1)),
            Touch::More(line) => self.change(line, |quantity| quantity.saturating_add(1)),
            Touch::Remove(line) => self.change(line, |_| 0),
        }
    }

    /// Exactly one: of two who press at once the second finds the first.
    fn claim(&mut self) -> Result<(), Refusal> {
        let who = self.voice.actor;
        if !who.is_staff(&self.settings) {
            return Err(Refusal::NotStaff);
        }
        if let Some(handler) = self.next.handler.filter(|handler| *handler != who.user) {
            return Err(Refusal::HandledBy { handler });
        }
        if self.next.handler.is_none() {
            self.next.handler = Some(who.user);
            self.say(Notice::Claimed { by: Some(who.user) });
        }
        Ok(())
    }

    fn release(&mut self) -> Result<(), Refusal> {
        let who = self.voice.actor;
        if !who.is_staff(&self.settings) {
            return Err(Refusal::NotStaff);
        }
        if let Some(handler) = self.next.handler.take() {
            if handler != who.user && !who.is_manager(&self.settings) {
                return Err(Refusal::HandledBy { handler });
            }
            self.say(Notice::Claimed { by: None });
        }
        Ok(())
    }

    fn line_to_change(&self, line: LineId) -> Result<(), Refusal> {
        if !is_changeable(&self.next, self.shelf) {
            return Err(Refusal::OrderFixed);
        }
        self.next.order.line(line).map(drop).ok_or(Refusal::LineGone)
    }

    fn change(&mut self, line: LineId, to: impl Fn(u32) -> u32) -> Result<(), Refusal> {
        self.line_to_change(line)?;
        self.change_line(line, to);
        Ok(())
    }
}
