//! A server, its people and its tickets, to decide on.

use crate::domain::{
    actor::Actor,
    catalogue::{Catalogue, Product, ProductId},
    decide::decide,
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, Panel, Settings},
    effect::Effect,
    flow::Stage,
    ids::{ChannelId, EffectId, GuildId, Owner, RoleId, TicketNumber, UserId, Version},
    input::{Event, Input},
    language::Language,
    notice::{Answered, Notice, Refusal},
    permissions::Permissions,
    recognise::Index,
    reply::ReplyTo,
    shelf::{Shelf, Stock},
    ticket::{Acceptance, Evidence, Heard, Order, Pins, Standing, State, Ticket},
    time::Timestamp,
};
use serde_json::Map;
use std::sync::{Arc, LazyLock};
use twilight_model::id::Id;

/// When the ticket of the fixtures was asked for.
pub(super) const ASKED_AT: Timestamp = Timestamp(1_600_000_000_000);
pub(super) const GUILD: GuildId = Id::new(1);
pub(super) const ANN: UserId = Id::new(11);
pub(super) const BOB: UserId = Id::new(12);
pub(super) const SAM: UserId = Id::new(13);
pub(super) const MIA: UserId = Id::new(14);
pub(super) const STAFF: RoleId = Id::new(21);
pub(super) const MANAGERS: RoleId = Id::new(22);
pub(super) const CHANNEL: ChannelId = Id::new(31);
pub(super) const OPEN: ChannelId = Id::new(32);
pub(super) const CLOSED: ChannelId = Id::new(33);
pub(super) const PANEL: Panel = Panel { channel: Id::new(34), message: Id::new(41) };
pub(super) const NUMBER: TicketNumber = TicketNumber(7);
/// A second after the time from which Discord counts its ids, so that the small ids of these tests
/// are of presses that have just been made.
pub(super) const NOW: Timestamp = Timestamp(1_420_070_401_000);
/// The turn of the question that waits in [`ticket`].
pub(super) const TURN: u32 = 3;

pub(super) fn settings() -> Settings {
    Settings {
        staff: vec![STAFF],
        managers: vec![MANAGERS],
        open_category: Some(OPEN),
        closed_category: Some(CLOSED),
        panel_text: None,
        ..Settings::default()
    }
}

/// A server that is set up, with the second version of everything.
pub(super) fn desk() -> Desk {
    Desk {
        settings: Some(settings()),
        panel: Some(PANEL),
        catalogue: 2,
        terms: 2,
        ..Desk::default()
    }
}

pub(super) fn ticket(state: State) -> Ticket {
    Ticket {
        number: NUMBER,
        opener: Some(ANN),
        language: Language::ENGLISH,
        opened_at: ASKED_AT,
        state,
        order: Order::default(),
        pins: Pins { catalogue: 1, terms: 1 },
        turn: TURN,
        reminded: 0,
        heard: Heard::default(),
        asked_again: false,
        left: false,
        carried: Map::new(),
        beyond: Map::new(),
    }
}

pub(super) fn open_at(stage: Stage) -> State {
    State::Open { channel: CHANNEL, stage }
}

pub(super) fn accepted() -> Acceptance {
    Acceptance { terms: 1, at: NOW, by: Some(Evidence::Message(Id::new(90))) }
}

pub(super) fn placed() -> State {
    State::Placed { channel: CHANNEL, accepted: accepted() }
}

/// How far a ticket had come that has left the conversation.
pub(super) fn standing() -> Standing {
    Standing { stage: Stage::TERMS, accepted: Some(accepted()) }
}

pub(super) fn closing() -> State {
    State::Closing { channel: CHANNEL, from: standing(), by: SAM, reply: reply(80) }
}

pub(super) fn closed() -> State {
    State::Closed { channel: CHANNEL, from: standing(), by: SAM, at: NOW }
}

pub(super) fn reply(id: u64) -> ReplyTo {
    ReplyTo {
        application: Id::new(2),
        interaction: Id::new(id),
        token: format!("token-{id}"),
        language: Language::ENGLISH,
    }
}

fn person(user: UserId, roles: &[RoleId]) -> Actor {
    Actor { user, roles: roles.to_vec(), permissions: Permissions::NONE }
}

pub(super) fn ann() -> Actor {
    person(ANN, &[])
}

pub(super) fn bob() -> Actor {
    person(BOB, &[])
}

/// Of the staff.
pub(super) fn sam() -> Actor {
    person(SAM, &[STAFF])
}

/// A manager.
pub(super) fn mia() -> Actor {
    person(MIA, &[MANAGERS])
}

/// Somebody with "Manage Server" and no role of ours.
pub(super) fn admin() -> Actor {
    Actor { permissions: Permissions::MANAGE_GUILD, ..person(Id::new(15), &[]) }
}

/// A catalogue of two cars, and terms.
pub(super) fn shelf() -> Shelf {
    static SHELF: LazyLock<Shelf> = LazyLock::new(stocked);
    SHELF.clone()
}

fn stocked() -> Shelf {
    let car = |id: &str, name: &str| Product::named(ProductId::new(id).unwrap(), name);
    let catalogue = Catalogue::new(vec![car("adder", "Adder"), car("t20", "T20")]).unwrap();
    let index = Index::new(&catalogue);
    Shelf {
        stock: Some(Arc::new(Stock { catalogue, index })),
        terms: Some("Pay within a day.".to_owned()),
    }
}

/// A server with this ticket, if any.
pub(super) fn at(state: Option<State>) -> Snapshot {
    with(state.map(ticket))
}

pub(super) fn with(ticket: Option<Ticket>) -> Snapshot {
    Snapshot {
        desk: (Version(5), desk()),
        ticket: ticket.map(|it| (Version(9), it)),
        shelf: shelf(),
    }
}

pub(super) fn effect(index: u8) -> EffectId {
    EffectId { guild: GUILD, owner: Owner::Ticket(NUMBER), commit: 1, index }
}

pub(super) fn create(actor: Actor, id: u64) -> Event {
    Event::CreatePressed { actor, reply: reply(id) }
}

pub(super) fn written(actor: Actor, message: u64, text: &str) -> Event {
    Event::Written { channel: CHANNEL, message: Id::new(message), actor, text: text.to_owned() }
}

pub(super) fn close(actor: Actor) -> Event {
    Event::ClosePressed { channel: CHANNEL, ticket: NUMBER, actor, reply: reply(70) }
}

pub(super) fn decided(snapshot: &Snapshot, event: Event) -> Decision {
    decide(snapshot, &Input { guild: GUILD, event }, NOW)
}

/// What an event changes; it must change something.
pub(super) fn change(snapshot: &Snapshot, event: Event) -> Change {
    match decided(snapshot, event) {
        Decision::Apply(change) => change,
        other => panic!("{other:?}"),
    }
}

/// The ticket that an event leads to, and what is to be done.
pub(super) fn moved(snapshot: &Snapshot, event: Event) -> (Ticket, Vec<Effect>) {
    match change(snapshot, event) {
        Change { write: Write::Ticket(ticket) | Write::NewTicket(ticket), effects } => {
            (*ticket, effects)
        }
        other => panic!("{other:?}"),
    }
}

/// The desk that an event leads to, and what is to be done.
pub(super) fn desk_after(snapshot: &Snapshot, event: Event) -> (Desk, Vec<Effect>) {
    match change(snapshot, event) {
        Change { write: Write::Desk(desk, _), effects } => (*desk, effects),
        other => panic!("{other:?}"),
    }
}

/// Why an event is refused; it must be, with one answer.
pub(super) fn refusal(snapshot: &Snapshot, event: Event) -> Refusal {
    match decided(snapshot, event) {
        Decision::Refuse(effects) => match effects.as_slice() {
            [
                Effect::Reply { answer: Answered::Refused(refusal), .. }
                | Effect::Whisper { refusal, .. },
            ] => refusal.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// What is said in the ticket's channel; it must be one thing.
pub(super) fn said(effects: &[Effect]) -> &Notice {
    let mut notices = effects.iter().filter_map(|effect| match effect {
        Effect::Say { channel, notice, .. } => {
            assert_eq!(*channel, CHANNEL);
            Some(notice)
        }
        _ => None,
    });
    match (notices.next(), notices.next()) {
        (Some(notice), None) => notice,
        _ => panic!("{effects:?}"),
    }
}

/// The answers to presses, with the press of each.
pub(super) fn answers(effects: &[Effect]) -> Vec<(u64, &Answered)> {
    let mut answers = Vec::new();
    for effect in effects {
        if let Effect::Reply { to, answer, .. } = effect {
            answers.push((to.interaction.get(), answer));
        }
    }
    answers
}
