//! What is held and sold is written with the ticket that holds or sells it, and decided on once at
//! a time.

use super::{Opened, Place, fixtures::*};
use std::{sync::Arc, time::Duration};
use ticketflow::{
    clock,
    domain::{
        actor::Actor,
        answer::Answer,
        catalogue::{Catalogue, ProductId},
        control::Press,
        desk::{Desk, Document, DocumentKind, Settings},
        flow::Stage,
        ids::{ChannelId, MessageId, TicketNumber, UserId, Version},
        input::{Cause, Event, Input, Subject},
        ledger::Ledger,
        order::{Line, LineId, Order},
        permissions::Permissions,
        ticket::{State, Ticket},
    },
    engine::Engine,
    store::{Commit, Outcome},
    telemetry::metrics::rooms::EngineMetrics,
};
use tokio::sync::mpsc;

const THREE_ADDERS: &str = r#"{"products":[{"id":"adder","name":"Adder","stock":3}]}"#;
/// Presses of long ago are not heard.
const FIRST_PRESS: u64 = (1 << 62) + 1;
/// Longer than the test.
const LONG: Duration = Duration::from_secs(3600);

fn adder() -> ProductId {
    ProductId::new("adder").unwrap()
}

/// One that holds so many of something for a ticket.
pub(super) fn holding(ticket: TicketNumber, pieces: u32) -> Ledger {
    let catalogue: Catalogue = serde_json::from_str(THREE_ADDERS).unwrap();
    let mut ledger = Ledger::default();
    ledger.hold(ticket, [(&adder(), pieces)], &catalogue, NOW, None);
    ledger
}

async fn ledger(store: &Opened) -> (Version, Ledger) {
    let loaded = store.load(store.guild, Subject::Desk).await.unwrap();
    let estate = store.take_over(store.guild, FENCE, NOW).await.unwrap().expect("it is ours");
    let (version, ledger) = estate.ledger.expect("it can be read");
    assert_eq!((version, &ledger), (loaded.ledger.0, &*loaded.ledger.1));
    (version, ledger)
}

pub(crate) async fn a_ledger_is_written_with_its_ticket_or_not_at_all(place: &impl Place) {
    let store = place.open().await;
    assert_eq!(ledger(&store).await, (Version(0), Ledger::default()));
    let (version, ticket) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let number = ticket.number;
    let next = |colour: &str| Ticket {
        order: Order { words: Some(colour.to_owned()), ..Order::default() },
        ..ticket.clone()
    };
    let draft = |id, version, colour, ledger| Commit {
        ledger: Some(ledger),
        ..store.draft(press(id), change(version, next(colour)), vec![answer(id)])
    };
    let first = draft(2, version, "red", (Version(0), holding(number, 1)));
    let entries = committed(&store, first.clone()).await;
    assert_eq!(ledger(&store).await, (Version(1), holding(number, 1)));

    // Neither may count where the other has changed.
    for (version, decided_on) in [(version.next(), Version(0)), (version, Version(1))] {
        let other = draft(3, version, "blue", (decided_on, holding(number, 2)));
        assert!(matches!(store.commit(&other).await.unwrap(), Outcome::Conflict(_)));
        assert_eq!(ledger(&store).await, (Version(1), holding(number, 1)));
        let (_, now) = found(&store, Subject::Ticket(number)).await.unwrap();
        assert_eq!(now.order.words.as_deref(), Some("red"));
        assert_eq!(pending(&store).await, entries);
    }
    assert_eq!(duplicate(&store, &first).await, entries);
    assert_eq!(ledger(&store).await.0, Version(1), "once");

    // Its cause was not used up, and what leaves the ledger alone does not touch it.
    let both = draft(3, version.next(), "green", (Version(1), holding(number, 2)));
    committed(&store, both).await;
    assert_eq!(ledger(&store).await, (Version(2), holding(number, 2)));
    let (version, _) = found(&store, Subject::Ticket(number)).await.unwrap();
    committed(&store, store.draft(press(4), change(version, next("white")), vec![])).await;
    assert_eq!(ledger(&store).await, (Version(2), holding(number, 2)));
}

pub(crate) async fn of_many_who_confirm_at_once_the_first_have_it(place: &impl Place) {
    const PEOPLE: u64 = 40;
    let store = place.open().await;
    let body = THREE_ADDERS.to_owned();
    let document = Document { kind: DocumentKind::Catalogue, version: 1, body };
    let set_up = Desk { settings: Some(Settings::default()), catalogue: 1, ..Desk::default() };
    let write = desk(Version(0), set_up, Some(document));
    committed(&store, store.draft(press(1), write, vec![])).await;
    let mut tickets = vec![];
    for person in 1..=PEOPLE {
        let (user, channel) = (UserId::new(person), ChannelId::new(1_000 + person));
        let (version, ticket) = opened(&store, press(10 + person), user, open(channel)).await;
        let line = Line {
            id: LineId(0),
            product: adder(),
            name: "Adder".to_owned(),
            quantity: 1,
            options: vec![],
        };
        let mut next = Ticket { state: State::Open { channel, stage: Stage::CONFIRM }, ..ticket };
        (next.order.lines, next.pins.catalogue) = (vec![line], 1);
        committed(&store, store.draft(Cause::State, change(version, next.clone()), vec![])).await;
        tickets.push(next);
    }
    let (sender, _decided) = mpsc::unbounded_channel();
    let (engine, _settling) =
        Engine::start(Arc::clone(&store.store), sender, EngineMetrics::default());
    engine.take_over(store.shard(), FENCE, clock::instant() + LONG).await.unwrap();
    let (keep, mut handled) = mpsc::channel::<()>(1);
    for (ticket, id) in tickets.iter().zip(FIRST_PRESS..) {
        let event = Event::AnswerPressed {
            channel: ticket.channel().unwrap(),
            on: MessageId::new(5),
            ticket: ticket.number,
            turn: ticket.turn,
            press: Press::Answer(Answer::Yes),
            actor: Actor {
                user: ticket.opener.unwrap(),
                roles: vec![],
                permissions: Permissions::NONE,
            },
            reply: reply(id),
        };
        engine.submit(Input { guild: store.guild, event }, keep.clone());
    }
    drop(keep);
    assert_eq!(handled.recv().await, None, "all have been handled");
    let mut have = 0;
    for ticket in tickets {
        let (_, now) = found(&store, Subject::Ticket(ticket.number)).await.unwrap();
        let has = now.order.confirmed.is_some();
        assert_eq!(ledger(&store).await.1.holds(now.number), has);
        assert_eq!(now.order.lines.len(), usize::from(has), "nothing is left for the others");
        assert_eq!(now.standing().stage, if has { Stage::TERMS } else { Stage::ORDER });
        have += u32::from(has);
    }
    assert_eq!(have, 3);
    assert_eq!(ledger(&store).await.0, Version(3), "once for each who has it");
}
