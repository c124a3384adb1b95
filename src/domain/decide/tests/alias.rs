//! Aliases that staff teach from a message.

use super::fixtures::*;
use crate::domain::{
    actor::Actor,
    catalogue::Catalogue,
    decision::{Change, Snapshot, Write},
    desk::{Desk, Document, DocumentKind, Publication, TicketType, TypeId, Way},
    flow::Stage,
    input::{Event, Wish},
    notice::{Answered, NotTaught, Refusal},
    permissions::Permissions,
    ticket::{Pinned, Pins, Ticket},
};
use serde_json::Map;

fn taught_by(actor: Actor, alias: &str, product: &str) -> Event {
    let (alias, product) = (alias.to_owned(), product.to_owned());
    Event::AliasTaught { channel: CHANNEL, alias, product, actor, reply: reply(70) }
}

fn taught(alias: &str, product: &str) -> Event {
    taught_by(sam(), alias, product)
}

fn waiting() -> Snapshot {
    at(Some(open_at(Stage::ORDER)))
}

fn not_taught(snapshot: &Snapshot, alias: &str, product: &str) -> NotTaught {
    match refusal(snapshot, taught(alias, product)) {
        Refusal::NotTaught { because } => because,
        other => panic!("{other:?}"),
    }
}

/// The desk and the new catalogue that an event leads to.
fn published(change: &Change) -> (&Desk, Catalogue, u32) {
    let Write::Desk(desk, Some(Document { kind: DocumentKind::Catalogue, version, body })) =
        &change.write
    else {
        panic!("{change:?}")
    };
    (desk, serde_json::from_str(body).unwrap(), *version)
}

/// The server once this is in use.
fn following(change: &Change, snapshot: Snapshot) -> Snapshot {
    let (desk, catalogue, _) = published(change);
    let shelf = stocked(&serde_json::to_string(&catalogue).unwrap());
    let desk = (snapshot.desk.0.next(), desk.clone());
    Snapshot { desk, fresh: shelf.clone(), shelf, ..snapshot }
}

#[test]
fn an_alias_is_the_next_version_of_the_catalogue_and_of_its_history() {
    let change = change(&waiting(), taught(" the  snake ", "ADDER"));
    let (desk, catalogue, version) = published(&change);
    assert_eq!((version, desk.catalogue), (3, 3));
    let before = shelf().stock.unwrap();
    assert_eq!(catalogue.tariff(), before.catalogue.tariff());
    assert_eq!(catalogue.products().len(), before.catalogue.products().len());
    assert_eq!(catalogue.products()[0].aliases, ["the snake"]);
    let (alias, product) = ("the snake".to_owned(), "Adder".to_owned());
    let expected = Publication {
        what: Pinned::Catalogue,
        of: None,
        version: 3,
        at: NOW,
        by: SAM,
        how: Way::AliasTaught { alias: alias.clone(), product: product.clone() },
    };
    assert_eq!(desk.history, [expected]);
    let told = Answered::AliasTaught { alias, product, version: 3, of: None };
    assert_eq!(answers(&change.effects), [(70, &told)]);
}

#[test]
fn it_is_understood_from_the_next_message_on() {
    let before = waiting();
    let (ticket, _) = moved(&before, written(ann(), 91, "2 snakes please"));
    assert_eq!(lines(&ticket), []);
    let before = with(Some(ticket));
    let change = change(&before, taught("snake", "adder"));
    let (ticket, _) = moved(&following(&change, before), written(ann(), 92, "2 snakes please"));
    assert_eq!(lines(&ticket), [("adder", 2)]);
}

#[test]
fn what_two_of_the_staff_teach_at_once_stays_when_the_second_is_decided_anew() {
    let first = change(&waiting(), taught("snake", "adder"));
    let after = following(&first, waiting());
    let second = change(&after, taught_by(mia(), "bat", "t20"));
    let (desk, catalogue, version) = published(&second);
    assert_eq!((version, desk.history.len()), (4, 2));
    let aliases: Vec<_> = catalogue.products().iter().map(|it| it.aliases.concat()).collect();
    assert_eq!(aliases[..2], ["snake", "bat"]);
    let same = not_taught(&after, "Snake!", "t20");
    assert_eq!(same, NotTaught::Taken { product: "Adder".to_owned() });
}

#[test]
fn only_staff_of_this_ticket_may() {
    for stranger in [ann(), bob(), admin()] {
        assert_eq!(refusal(&waiting(), taught_by(stranger, "snake", "adder")), Refusal::NotStaff);
    }
    let administrator = Actor { permissions: Permissions::ADMINISTRATOR, ..bob() };
    for staff in [sam(), mia(), administrator] {
        change(&waiting(), taught_by(staff, "snake", "adder"));
    }
    assert_eq!(refusal(&at(None), taught("snake", "adder")), Refusal::NoTicketHere);
    let mut snapshot = waiting();
    snapshot.desk.1.settings = None;
    assert_eq!(refusal(&snapshot, taught("snake", "adder")), Refusal::NotSetUp);
    let mut snapshot = waiting();
    snapshot.fresh.stock = None;
    let none = Refusal::NoDocument { kind: DocumentKind::Catalogue };
    assert_eq!(refusal(&snapshot, taught("snake", "adder")), none);
}

#[test]
fn words_that_cannot_be_an_alias_are_refused() {
    let snapshot = waiting();
    let adder = || "Adder".to_owned();
    assert_eq!(not_taught(&snapshot, " ?! ", "adder"), NotTaught::NothingToRecognise);
    for answer in ["yes", "Nope", "2", "2 000", "not", "please", "2x", "Refresh"] {
        assert_eq!(not_taught(&snapshot, answer, "adder"), NotTaught::MeansSomethingElse);
    }
    assert_eq!(not_taught(&snapshot, &"a".repeat(101), "adder"), NotTaught::TooLong);
    assert_eq!(not_taught(&snapshot, "adder!", "adder"), NotTaught::Known { product: adder() });
    assert_eq!(not_taught(&snapshot, "ADDER", "t20"), NotTaught::Taken { product: adder() });
}

#[test]
fn a_product_is_named_exactly_or_told_what_it_may_be() {
    let snapshot = waiting();
    for written in ["turismo-r", "Turismo R", " turismo r!", "TURISMO-R"] {
        let change = change(&snapshot, taught("red one", written));
        let (_, catalogue, _) = published(&change);
        assert_eq!(catalogue.products()[2].aliases, ["red one"], "{written}");
    }
    let near = |written| match not_taught(&snapshot, "red one", written) {
        NotTaught::NoSuchProduct { near, .. } => near,
        other => panic!("{other:?}"),
    };
    assert_eq!(near("turismo"), ["Turismo R", "Turismo Classic"]);
    assert_eq!(near("addr"), ["Adder"]);
    assert_eq!(near("adder classic"), ["Adder", "Turismo Classic"]);
    assert_eq!(near("xyzzy"), [""; 0]);
    assert_eq!(near(""), [""; 0]);
}

#[test]
fn the_catalogue_is_that_of_the_type_if_it_has_one() {
    let of = || Some(TypeId::typed("service"));
    let kind = |catalogue| TicketType {
        id: TypeId::typed("service"),
        label: "Service".to_owned(),
        staff: Some(vec![POLICE]),
        managers: None,
        open_category: None,
        closed_category: None,
        uses: Pins { catalogue, terms: 0, flow: 0 },
        retired: false,
        beyond: Map::new(),
    };
    let with_type = |catalogue| {
        let mut snapshot = with(Some(Ticket { of: of(), ..ticket(open_at(Stage::ORDER)) }));
        snapshot.desk.1.types = vec![kind(catalogue)];
        snapshot
    };
    let police = || Actor { roles: vec![POLICE], ..sam() };
    assert_eq!(refusal(&with_type(0), taught("snake", "adder")), Refusal::NotStaff);

    let own = change(&with_type(7), taught_by(police(), "snake", "adder"));
    let (desk, _, version) = published(&own);
    assert_eq!((version, desk.catalogue, desk.pins(of().as_ref()).catalogue), (8, 2, 8));
    assert_eq!(desk.history[0].of, of());
    assert!(matches!(answers(&own.effects)[..], [(70, Answered::AliasTaught { of: Some(_), .. })]));

    let servers = change(&with_type(0), taught_by(police(), "snake", "adder"));
    let (desk, _, _) = published(&servers);
    assert_eq!((desk.catalogue, desk.types[0].uses.catalogue), (3, 0));
    let asked = wished(Wish::HistoryAsked { of: None, what: Pinned::Catalogue });
    let effects = match decided(&following(&servers, at(None)), asked) {
        crate::domain::decision::Decision::Refuse(effects) => effects,
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        answers(&effects)[..],
        [(60, Answered::History { in_use: 3, publications, .. })] if publications.len() == 1
    ));
}
