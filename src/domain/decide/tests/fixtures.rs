//! A server, its people and its tickets, to decide on.

use crate::domain::{
    actor::Actor,
    card::{CardStanding, CardView},
    catalogue::{Catalogue, ProductId},
    control::Press,
    decide::decide,
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, Panel, Settings},
    effect::Effect,
    flow::{Flow, Reminder, Stage},
    hearing::Hearing,
    ids::{ChannelId, EffectId, GuildId, MessageId, Owner, RoleId, TicketNumber, UserId, Version},
    input::{Event, Input, SaidTo, Wish},
    language::Language,
    notice::{Answered, Ask, Notice, Refusal},
    permissions::Permissions,
    recognise::Index,
    reply::ReplyTo,
    shelf::{Shelf, Stock},
    ticket::{Acceptance, Evidence, Pins, Standing, State, Ticket},
    time::Timestamp,
};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
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
/// A role for which there is a discount.
pub(super) const POLICE: RoleId = Id::new(23);
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
        turn: TURN,
        ..Ticket::new(Some(ANN), ASKED_AT, state, Pins { catalogue: 2, terms: 1, flow: 0 })
    }
}

pub(super) fn open_at(stage: Stage) -> State {
    State::Open { channel: CHANNEL, stage }
}

pub(super) fn accepted() -> Acceptance {
    Acceptance {
        terms: 1,
        hash: shelf().terms_hash(),
        person: Some(ANN),
        at: NOW,
        by: Some(Evidence::Message(Id::new(90))),
    }
}

pub(super) fn placed() -> State {
    State::Placed { channel: CHANNEL, stage: Stage::TERMS, at: NOW }
}

/// How far a ticket had come that has left the conversation.
pub(super) fn standing() -> Standing {
    Standing { stage: Stage::TERMS, placed: Some(NOW) }
}

pub(super) fn closing() -> State {
    State::Closing { channel: CHANNEL, from: standing(), by: SAM, reply: Some(reply(80)) }
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
        month_first: false,
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

/// A catalogue of a few cars, and terms.
pub(super) fn shelf() -> Shelf {
    static SHELF: LazyLock<Shelf> = LazyLock::new(|| stocked(&catalogue()));
    SHELF.clone()
}

/// The time after which a flow of [`reminding`] reminds.
pub(super) const PATIENCE: Duration = Duration::from_secs(600);

/// A shelf with a flow every stage of which reminds.
pub(super) fn reminding(shelf: Shelf) -> Shelf {
    let mut flow = Flow::clone(&shelf.flow);
    let remind: Reminder = serde_json::from_str(r#"{"after": "10m", "text": "Hello?"}"#).unwrap();
    flow.stages.iter_mut().for_each(|step| step.remind = Some(remind.clone()));
    Shelf { flow: Arc::new(flow), ..shelf }
}

/// A shelf with this catalogue.
pub(super) fn stocked(json: &str) -> Shelf {
    let catalogue: Catalogue = serde_json::from_str(json).unwrap();
    let index = Index::new(&catalogue);
    Shelf {
        flow: Arc::clone(Flow::built_in()),
        stock: Some(Arc::new(Stock { catalogue, index })),
        terms: Some("Pay within a day.".into()),
    }
}

/// Cars with prices, two of which share a part of their name, one with options, one that is sold
/// in threes at the most.
pub(super) fn catalogue() -> String {
    serde_json::json!({
        "discounts": [{"name": "Police", "percent": 5000, "role": POLICE.to_string()}],
        "limits": {"most_items": 20},
        "products": [
            {"id": "adder", "name": "Adder", "price": 1000},
            {"id": "t20", "name": "T20", "price": 2200},
            {"id": "turismo-r", "name": "Turismo R", "price": 500},
            {"id": "turismo-classic", "name": "Turismo Classic", "price": 700},
            {"id": "banshee", "name": "Banshee", "price": 100, "most": 3, "options": [
                {"name": "Colour", "choices": [{"label": "black"}, {"label": "red", "surcharge": 10}]},
                {"name": "Plate", "pattern": "[A-Z0-9]{1,8}", "hint": "1 to 8 letters or digits"}
            ]}
        ]
    })
    .to_string()
}

/// A server with this ticket, if any.
pub(super) fn at(state: Option<State>) -> Snapshot {
    with(state.map(ticket))
}

pub(super) fn with(ticket: Option<Ticket>) -> Snapshot {
    Snapshot {
        desk: (Version(5), desk()),
        ticket: ticket.map(|it| (Version(9), it)),
        ledger: Default::default(),
        shelf: shelf(),
        fresh: shelf(),
        hearing: Hearing::All,
    }
}

pub(super) fn effect(index: u8) -> EffectId {
    EffectId { guild: GUILD, owner: Owner::Ticket(NUMBER), commit: 1, index }
}

pub(super) fn create(actor: Actor, id: u64) -> Event {
    Event::CreatePressed { actor, of: None, reply: reply(id) }
}

pub(super) fn written(actor: Actor, message: u64, text: &str) -> Event {
    let (channel, message, text) = (CHANNEL, Id::new(message), text.to_owned());
    Event::Written { channel, message, actor, text, files: vec![], to: SaidTo::Ticket }
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
        Change { write: Write::Ticket(ticket) | Write::NewTicket(ticket), effects, .. } => {
            (*ticket, effects)
        }
        other => panic!("{other:?}"),
    }
}

/// The desk that an event leads to, and what is to be done.
pub(super) fn desk_after(snapshot: &Snapshot, event: Event) -> (Desk, Vec<Effect>) {
    match change(snapshot, event) {
        Change { write: Write::Desk(desk, _), effects, .. } => (*desk, effects),
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

/// A ticket whose order was read out of this and waits to be confirmed, with its card shown.
pub(super) fn ordered(text: &str) -> Ticket {
    let mut fresh = ticket(open_at(Stage::ORDER));
    fresh.turn = TURN - 1;
    let (ticket, _) = moved(&with(Some(fresh)), written(ann(), 50, text));
    let (ticket, _) = moved(&with(Some(ticket)), card_shown());
    assert_eq!((&ticket.state, ticket.turn), (&open_at(Stage::CONFIRM), TURN));
    ticket
}

/// The message that is the card.
pub(super) const CARD: MessageId = Id::new(55);

pub(super) fn card_shown() -> Event {
    Event::CardShown { effect: effect(0), ticket: NUMBER, message: CARD }
}

/// A press on the answer to a question, by its customer, on a message that is not the card.
pub(super) fn pressed(press: Press, turn: u32) -> Event {
    Event::AnswerPressed {
        channel: CHANNEL,
        on: Id::new(56),
        ticket: NUMBER,
        turn,
        press,
        actor: ann(),
        reply: reply(60),
    }
}

/// A product is chosen from the list.
pub(super) fn picked(actor: Actor, product: &str) -> Event {
    let product = ProductId::new(product).unwrap();
    Event::ProductPicked { channel: CHANNEL, ticket: NUMBER, product, actor, reply: reply(62) }
}

/// Products and how many of each.
pub(super) fn lines(ticket: &Ticket) -> Vec<(&str, u32)> {
    ticket.order.lines.iter().map(|line| (line.product.as_str(), line.quantity)).collect()
}

/// All that is said in the ticket's channel.
pub(super) fn said_all(effects: &[Effect]) -> Vec<&Notice> {
    let notices = effects.iter().filter_map(|effect| match effect {
        Effect::Say { channel, notice, .. } => {
            assert_eq!(*channel, CHANNEL);
            Some(notice)
        }
        _ => None,
    });
    notices.collect()
}

/// What is said in the ticket's channel; it must be one thing.
pub(super) fn said(effects: &[Effect]) -> &Notice {
    match said_all(effects).as_slice() {
        [notice] => notice,
        other => panic!("{other:?}"),
    }
}

/// The question of the flow that is asked; it must be the only thing that is said.
pub(super) fn asked(effects: &[Effect]) -> &Ask {
    match said(effects) {
        Notice::Asked(ask) => ask,
        other => panic!("{other:?}"),
    }
}

/// What the card is to show; there must be one effect that shows it.
pub(super) fn card_of(effects: &[Effect]) -> &CardView {
    let mut cards = effects.iter().filter_map(|effect| match effect {
        Effect::ShowCard { view, .. } => Some(view),
        _ => None,
    });
    match (cards.next(), cards.next()) {
        (Some(view), None) => view,
        _ => panic!("{effects:?}"),
    }
}

/// The turn of the question on a card.
pub(super) fn question_of(view: &CardView) -> Option<u32> {
    match &view.standing {
        CardStanding::Draft { question, .. } => question.as_ref().map(|it| it.turn),
        CardStanding::Confirmed | CardStanding::Placed => None,
    }
}

/// For whom staff are called, and who of them.
pub(super) fn placed_for(effects: &[Effect]) -> (Option<UserId>, Vec<RoleId>) {
    match said(effects) {
        Notice::Placed(placed) => (placed.customer, placed.staff.clone()),
        other => panic!("{other:?}"),
    }
}

/// Of whom it is said that they have left.
pub(super) fn left_of(effects: &[Effect]) -> UserId {
    match said(effects) {
        Notice::CustomerLeft { customer } => *customer,
        other => panic!("{other:?}"),
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

/// An admin's command.
pub(super) fn wished(wish: Wish) -> Event {
    wished_by(admin(), wish)
}

pub(super) fn wished_by(actor: Actor, wish: Wish) -> Event {
    Event::Wished { actor, reply: reply(60), wish: Box::new(wish) }
}
