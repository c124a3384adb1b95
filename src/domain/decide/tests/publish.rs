//! Documents: versions, their history, and going back to an older one.

use super::fixtures::*;
use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, Document, DocumentKind, Publication, TERMS_LIMIT, TypeId, Way},
    effect::{DocumentForm, Effect},
    flow::Flow,
    input::{Event, GivenCatalogue, GivenFlow, Wish},
    notice::{Answered, Refusal},
    ticket::Pinned,
    tongue::Tongue,
};
use std::sync::Arc;

fn terms(text: &str) -> Event {
    wished(Wish::TermsGiven { of: None, text: Ok(text.to_owned()) })
}

fn document(change: &Change) -> &Document {
    match &change.write {
        Write::Desk(_, Some(document)) => document,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_catalogue_becomes_the_next_version() {
    let stock = shelf().stock.unwrap();
    let advice = vec!["line 3: advice: one choice".to_owned()];
    let catalogue =
        Ok(GivenCatalogue { catalogue: stock.catalogue.clone(), advice: advice.clone() });
    let given = wished(Wish::CatalogueGiven { of: None, catalogue });
    let change = change(&at(None), given);
    let document = document(&change);
    assert_eq!((document.kind, document.version), (DocumentKind::Catalogue, 3));
    assert_eq!(serde_json::from_str(&document.body).ok(), Some(stock.catalogue.clone()));
    let told = Answered::DocumentSet {
        kind: DocumentKind::Catalogue,
        version: 3,
        products: 5,
        of: None,
        advice,
    };
    assert_eq!(answers(&change.effects), [(60, &told)]);
    assert!(
        matches!(&change.write, Write::Desk(desk, _) if desk.catalogue == 3 && desk.terms == 2)
    );
}

#[test]
fn a_catalogue_with_mistakes_changes_nothing() {
    let faults = vec!["line 3: no name".to_owned(), "line 9: twice".to_owned()];
    let catalogue = Err(faults.clone());
    let given = wished(Wish::CatalogueGiven { of: None, catalogue });
    assert_eq!(refusal(&at(None), given), Refusal::DocumentFaults { faults });
}

#[test]
fn terms_are_trimmed_and_become_the_next_version() {
    let change = change(&at(None), terms("  Pay first.\n"));
    let document = document(&change);
    assert_eq!((document.version, document.body.as_str()), (3, "Pay first."));
}

#[test]
fn terms_must_be_something_that_fits_into_a_message() {
    change(&at(None), terms(&"ä".repeat(TERMS_LIMIT)));
    for (text, words) in [(" \n", "empty"), (&*"ä".repeat(TERMS_LIMIT + 1), "3501 characters")] {
        let Refusal::DocumentFaults { faults } = refusal(&at(None), terms(text)) else { panic!() };
        assert!(faults[0].contains(words), "{faults:?}");
    }
}

#[test]
fn the_newest_catalogue_is_sent_and_none_is_said() {
    let asked = || {
        wished(Wish::DocumentAsked { of: None, form: DocumentForm::CatalogueCsv, version: None })
    };
    let send = Effect::SendDocument {
        to: reply(60),
        version: 2,
        form: DocumentForm::CatalogueCsv,
        tongue: Tongue::default(),
    };
    assert_eq!(decided(&at(None), asked()), Decision::Refuse(vec![send]));
    let mut empty = at(None);
    empty.desk.1.catalogue = 0;
    let none = Refusal::NoDocument { kind: DocumentKind::Catalogue };
    assert_eq!(refusal(&empty, asked()), none);
}

fn flow_given(of: Option<&str>, advice: &[&str]) -> Event {
    let flow = Flow::built_in().as_ref().clone();
    let advice = advice.iter().map(|it| (*it).to_owned()).collect();
    let of = of.map(TypeId::typed);
    wished(Wish::FlowGiven { of, flow: Ok(GivenFlow { flow, advice }) })
}

fn written_desk(change: Change) -> Desk {
    match change.write {
        Write::Desk(desk, _) => *desk,
        other => panic!("{other:?}"),
    }
}

/// What is so after an admin's command.
fn then(snapshot: &Snapshot, event: Event) -> Snapshot {
    let desk = written_desk(change(snapshot, event));
    let mut next = snapshot.clone();
    next.desk.1 = desk;
    next
}

#[test]
fn a_flow_counts_for_tickets_that_open_from_now_on() {
    let given = change(&at(None), flow_given(None, &["advice"]));
    let document = document(&given);
    assert_eq!((document.kind, document.version), (DocumentKind::Flow, 1));
    let read: Result<Flow, _> = serde_json::from_str(&document.body);
    assert_eq!(read.ok().as_ref(), Some(Flow::built_in().as_ref()));
    assert!(matches!(
        answers(&given.effects)[..],
        [(60, Answered::DocumentSet { version: 1, advice, .. })] if *advice == ["advice"]
    ));
    let after = then(&at(None), flow_given(None, &[]));
    let (opened, _) = moved(&after, create(ann(), 70));
    assert_eq!(opened.pins.flow, 1);
    let open = with(Some(ticket(open_at(crate::domain::flow::Stage::ORDER))));
    let (going_on, _) = moved(&then(&open, flow_given(None, &[])), written(ann(), 91, "an adder"));
    assert_eq!(going_on.pins.flow, 0, "a ticket keeps the one it began with");
}

#[test]
fn a_ticket_that_starts_over_goes_by_what_is_in_use_then() {
    let mut flow = Flow::built_in().as_ref().clone();
    flow.stages.remove(0);
    let mut snapshot = then(&with(Some(ordered("2 adder"))), flow_given(None, &[]));
    snapshot.fresh.flow = Arc::new(flow.clone());
    let (ticket, _) = moved(&snapshot, written(ann(), 91, "refresh"));
    let (first, stage) = (flow.restart().map(|it| it.number), ticket.standing().stage);
    assert_eq!((ticket.pins.flow, Some(stage)), (1, first), "it stands in the new flow");
}

#[test]
fn an_older_version_can_be_used_again_and_no_number_is_given_twice() {
    let terms = |text: &str| wished(Wish::TermsGiven { of: None, text: Ok(text.to_owned()) });
    let back = |version| wished(Wish::RolledBack { of: None, what: Pinned::Terms, version });
    let third = then(&at(None), terms("three"));
    let second = then(&third, back(2));
    assert_eq!((second.desk.1.terms, second.desk.1.newest(Pinned::Terms)), (2, 3));
    let fourth = change(&second, terms("four"));
    assert_eq!(document(&fourth).version, 4);
    for none in [0, 4] {
        assert_eq!(refusal(&second, back(none)), Refusal::NoSuchVersion { newest: 3 });
    }
    let history = wished(Wish::HistoryAsked { of: None, what: Pinned::Terms });
    let Decision::Refuse(effects) = decided(&second, history) else { panic!() };
    let [(60, Answered::History { in_use: 2, publications, .. })] = &answers(&effects)[..] else {
        panic!("{effects:?}")
    };
    let told: Vec<_> = publications.iter().map(|it| (it.version, it.how.clone())).collect();
    assert_eq!(told, [(2, Way::RolledBack), (3, Way::Given)]);
    let Publication { at, by, .. } = publications[0];
    assert_eq!((at, by), (NOW, admin().user));
}

#[test]
fn without_a_version_there_is_the_built_in_flow() {
    let given = then(&at(None), flow_given(None, &[]));
    let none = wished(Wish::RolledBack { of: None, what: Pinned::Flow, version: 0 });
    assert_eq!(then(&given, none).desk.1.flow, 0);
    let asked = wished(Wish::DocumentAsked { of: None, form: DocumentForm::Flow, version: None });
    let Decision::Refuse(effects) = decided(&at(None), asked) else { panic!() };
    assert!(matches!(effects[..], [Effect::SendDocument { version: 0, .. }]));
}

#[test]
fn any_version_that_there_is_can_be_had() {
    let asked = |version| {
        let form = DocumentForm::Terms;
        wished(Wish::DocumentAsked { of: None, form, version: Some(version) })
    };
    let Decision::Refuse(effects) = decided(&at(None), asked(1)) else { panic!() };
    assert!(matches!(effects[..], [Effect::SendDocument { version: 1, .. }]));
    assert_eq!(refusal(&at(None), asked(3)), Refusal::NoSuchVersion { newest: 2 });
}

#[test]
fn documents_of_a_type_that_there_is_not_are_refused_with_those_that_there_are() {
    let refused = refusal(&at(None), flow_given(Some("service"), &[]));
    assert_eq!(refused, Refusal::NoSuchType { known: vec![] });
}
