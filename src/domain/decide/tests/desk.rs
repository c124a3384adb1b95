//! Documents, switches, and what is lost of a set-up.

use super::fixtures::*;
use crate::domain::{
    decision::{Change, Decision, Snapshot, Why, Write},
    desk::{Desk, Document, DocumentKind, TERMS_LIMIT},
    effect::{CatalogueForm, Effect},
    input::{Event, Wish},
    notice::{Answered, Refusal},
    permissions::Permissions,
    tongue::Tongue,
};
use twilight_model::id::Id;

fn terms(text: &str) -> Event {
    wished(Wish::TermsGiven { text: Ok(text.to_owned()) })
}

fn document(change: &Change) -> &Document {
    match &change.write {
        Write::Desk(_, Some(document)) => document,
        other => panic!("{other:?}"),
    }
}

#[test]
fn commands_are_for_admins() {
    for actor in [ann(), sam(), mia()] {
        let events = [
            wished_by(actor.clone(), Wish::TermsGiven { text: Ok("x".into()) }),
            wished_by(actor.clone(), Wish::CatalogueGiven { catalogue: Err(vec!["x".into()]) }),
            wished_by(actor.clone(), Wish::CatalogueAsked { form: CatalogueForm::Csv }),
            wished_by(actor, Wish::RefreshSwitched { on: true }),
        ];
        for event in events {
            assert_eq!(refusal(&at(None), event), Refusal::NotAnAdmin);
        }
    }
    let mut owner = ann();
    owner.permissions = Permissions::ADMINISTRATOR;
    change(&at(None), wished_by(owner, Wish::RefreshSwitched { on: true }));
}

#[test]
fn a_catalogue_becomes_the_next_version() {
    let stock = shelf().stock.unwrap();
    let catalogue = Ok(stock.catalogue.clone());
    let given = wished(Wish::CatalogueGiven { catalogue });
    let change = change(&at(None), given);
    let document = document(&change);
    assert_eq!((document.kind, document.version), (DocumentKind::Catalogue, 3));
    assert_eq!(serde_json::from_str(&document.body).ok(), Some(stock.catalogue.clone()));
    let told = Answered::DocumentSet { kind: DocumentKind::Catalogue, version: 3, products: 5 };
    assert_eq!(answers(&change.effects), [(60, &told)]);
    assert!(
        matches!(&change.write, Write::Desk(desk, _) if desk.catalogue == 3 && desk.terms == 2)
    );
}

#[test]
fn a_catalogue_with_mistakes_changes_nothing() {
    let faults = vec!["line 3: no name".to_owned(), "line 9: twice".to_owned()];
    let catalogue = Err(faults.clone());
    let given = wished(Wish::CatalogueGiven { catalogue });
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
    let asked = || wished(Wish::CatalogueAsked { form: CatalogueForm::Csv });
    let send = Effect::SendCatalogue {
        to: reply(60),
        version: 2,
        form: CatalogueForm::Csv,
        tongue: Tongue::default(),
    };
    assert_eq!(decided(&at(None), asked()), Decision::Refuse(vec![send]));
    let mut empty = at(None);
    empty.desk.1.catalogue = 0;
    let none = Refusal::NoDocument { kind: DocumentKind::Catalogue };
    assert_eq!(refusal(&empty, asked()), none);
}

#[test]
fn refresh_is_switched_and_said() {
    for on in [true, false] {
        let event = wished(Wish::RefreshSwitched { on });
        let (desk, effects) = desk_after(&at(None), event);
        assert_eq!(desk.refresh, on);
        assert_eq!(answers(&effects), [(60, &Answered::RefreshSet { on })]);
    }
}

fn untouched(snapshot: &Snapshot, event: Event) {
    assert_eq!(decided(snapshot, event), Decision::Ignore(Why::NotOurs));
}

#[test]
fn a_deleted_role_is_nobodys_any_more() {
    let snapshot = at(None);
    let (after, effects) = desk_after(&snapshot, Event::RoleGone { role: STAFF });
    let settings = after.settings.unwrap();
    assert_eq!((settings.staff, settings.managers), (vec![], vec![MANAGERS]));
    assert_eq!(effects, []);
    let (after, _) = desk_after(&snapshot, Event::RoleGone { role: MANAGERS });
    assert!(after.settings.unwrap().managers.is_empty());
    untouched(&snapshot, Event::RoleGone { role: Id::new(99) });
}

#[test]
fn a_deleted_category_for_open_tickets_is_no_longer_used_and_a_deleted_channel_has_no_panel() {
    let snapshot = at(None);
    let gone = |channel| desk_after(&snapshot, Event::ChannelGone { channel }).0;
    assert_eq!(gone(OPEN).settings.unwrap().open_category, None);
    // Kept, so that the next closing finds it unusable and managers are told.
    untouched(&snapshot, Event::ChannelGone { channel: CLOSED });
    assert_eq!(gone(PANEL.channel), Desk { panel: None, ..desk() });
    untouched(&snapshot, Event::ChannelGone { channel: Id::new(99) });
}

#[test]
fn a_deleted_panel_is_forgotten_and_other_messages_are_not_ours() {
    let snapshot = at(None);
    let (after, _) = desk_after(&snapshot, Event::MessageGone { message: PANEL.message });
    assert_eq!(after, Desk { panel: None, ..desk() });
    untouched(&snapshot, Event::MessageGone { message: Id::new(99) });
}

#[test]
fn a_press_that_nobody_understands_is_answered_all_the_same() {
    let refused = Event::Refused { reply: reply(60), refusal: Refusal::Unknown };
    assert_eq!(refusal(&at(None), refused), Refusal::Unknown);
}
