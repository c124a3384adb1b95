//! A server with tickets, to measure on.

use std::{path::Path, sync::Arc, time::Duration};
use ticketflow::{
    clock,
    domain::{
        actor::Actor,
        catalogue::{Catalogue, Choice, OptionKind, Product, ProductId, ProductOption, TextRule},
        decision::Write,
        desk::{Desk, Document, DocumentKind, Settings},
        flow::Stage,
        ids::{ChannelId, GuildId, MessageId, RoleId, TicketNumber, UserId, Version},
        input::{Cause, Event, Input, SaidTo},
        permissions::Permissions,
        ticket::{Pins, State, Ticket},
    },
    engine::{Engine, Handed},
    store::{Basis, Commit, Fence, Outcome, ShardRef, Stamp, Store, embedded::Embedded},
    telemetry::metrics::rooms::EngineMetrics,
};
use tokio::sync::mpsc;

pub(crate) const GUILD: GuildId = GuildId::new(1_100_000_000_000_000_000);
pub(crate) const STAFF: RoleId = RoleId::new(1_100_000_000_000_000_001);

/// The channel of the ticket of this person of ours.
pub(crate) fn channel(person: u64) -> ChannelId {
    ChannelId::new(1_200_000_000_000_000_000 + person)
}

pub(crate) fn customer(person: u64) -> UserId {
    UserId::new(1_300_000_000_000_000_000 + person)
}

pub(crate) fn ticket(person: u64, stage: Stage) -> Ticket {
    Ticket {
        number: TicketNumber(1),
        turn: 1,
        ..Ticket::new(
            Some(customer(person)),
            clock::now(),
            State::Open { channel: channel(person), stage },
            Pins { catalogue: 1, terms: 1, flow: 0 },
        )
    }
}

pub(crate) fn desk() -> Desk {
    let settings = Settings { staff: vec![STAFF], ..Settings::default() };
    Desk { settings: Some(settings), catalogue: 1, terms: 1, ..Desk::default() }
}

/// A catalogue of 340 cars.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue::new((0..340).map(car).collect()).expect("the names differ")
}

/// The same cars, each in a colour and with a plate of the customer's own.
#[allow(dead_code, reason = "not every benchmark asks for options")]
pub(crate) fn with_options() -> Catalogue {
    let choices =
        ["Black", "White", "Red"].map(|label| Choice { label: label.into(), ..Choice::default() });
    let plate = TextRule { pattern: Some("[A-Z0-9 ]{1,8}".into()), ..TextRule::default() };
    let option = |name: &str, kind| ProductOption { name: name.into(), required: true, kind };
    let options = vec![
        option("Colour", OptionKind::Choice { choices: choices.to_vec() }),
        option("Plate", OptionKind::Text(plate)),
    ];
    let product = |number| Product { options: options.clone(), ..car(number) };
    Catalogue::new((0..340).map(product).collect()).expect("the names differ")
}

fn car(number: usize) -> Product {
    let id = ProductId::new(format!("car-{number}")).expect("a slug");
    let make = ["Adder", "Karina", "Molta", "Sultan"][number % 4];
    Product::named(id, format!("{make} {}", number / 4))
}

#[allow(dead_code, reason = "not every benchmark writes")]
pub(crate) fn written(person: u64, message: u64, text: &str) -> Input {
    let actor = Actor { user: customer(person), roles: vec![], permissions: Permissions::NONE };
    let (channel, message) = (channel(person), MessageId::new(message));
    Input {
        guild: GUILD,
        event: Event::Written {
            channel,
            message,
            actor,
            text: text.to_owned(),
            files: vec![],
            to: SaidTo::Ticket,
        },
    }
}

/// A store with a desk, its documents and so many open tickets.
#[allow(dead_code, reason = "not every benchmark needs a store")]
pub(crate) async fn store(path: &Path, tickets: u64) -> Arc<dyn Store> {
    let store: Arc<dyn Store> = Arc::new(Embedded::open(path).expect("a new file"));
    let catalogue = serde_json::to_string(&catalogue()).expect("a catalogue is JSON");
    let documents =
        [(DocumentKind::Catalogue, catalogue), (DocumentKind::Terms, "Pay within a day.".into())];
    for (version, (kind, body)) in (0..).zip(documents) {
        let write = Write::Desk(Box::new(desk()), Some(Document { kind, version: 1, body }));
        let commit = Commit {
            guild: GUILD,
            fence: Fence::default(),
            cause: Cause::State,
            attempt: version,
            basis: Basis::Desk(Version(version)),
            since: Stamp::default(),
            write: Some(write),
            ledger: None,
            effects: vec![],
            settled: vec![],
            at: clock::now(),
        };
        let outcome = store.commit(&commit).await.expect("the store is there");
        assert!(matches!(outcome, Outcome::Committed(..)));
    }
    let adopted = (0..tickets).map(|person| store.adopt(GUILD, ticket(person, Stage::ORDER)));
    for adopted in futures_util::future::join_all(adopted).await {
        assert!(adopted.expect("the store is there").is_some());
    }
    store
}

/// An engine that holds the only shard.
#[allow(dead_code, reason = "not every benchmark needs an engine")]
pub(crate) async fn engine(
    store: Arc<dyn Store>,
    decided: mpsc::UnboundedSender<Handed>,
) -> Engine {
    const SHARD: ShardRef = ShardRef { generation: 0, number: 0, of: 1 };
    let (engine, _settling) = Engine::start(store, decided, EngineMetrics::default());
    let long = clock::instant() + Duration::from_secs(3600);
    let fence = Fence { generation: 0, epoch: 1 };
    engine.take_over(SHARD, fence, long).await.expect("the store is there");
    engine
}
