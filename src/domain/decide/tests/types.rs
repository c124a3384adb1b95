//! Types of tickets: how they are offered, and what each goes by.

use super::fixtures::*;
use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    desk::{MOST_TYPES, TicketType, TypeId},
    effect::Effect,
    flow::Stage,
    ids::{ChannelId, RoleId},
    input::{Event, Wish},
    notice::{Answered, Notice, Refusal, SetUpFault},
    ticket::{Pinned, Pins, State, Ticket},
};
use serde_json::Map;
use twilight_model::id::Id;

const MECHANICS: RoleId = Id::new(41);
const GARAGE: ChannelId = Id::new(42);

fn service() -> TicketType {
    TicketType {
        id: TypeId::typed("service"),
        label: "Service".to_owned(),
        staff: Some(vec![MECHANICS]),
        managers: None,
        open_category: Some(GARAGE),
        closed_category: None,
        uses: Pins::default(),
        retired: false,
        beyond: Map::new(),
    }
}

fn of(name: &str) -> Option<TypeId> {
    Some(TypeId::typed(name))
}

/// A server that offers services.
fn with_service(ticket: Option<Ticket>) -> Snapshot {
    let mut snapshot = with(ticket);
    snapshot.desk.1.types.push(service());
    snapshot
}

fn pressed(name: &str) -> Event {
    Event::CreatePressed { actor: ann(), of: of(name), reply: reply(70) }
}

#[test]
fn a_type_appears_on_the_panel() {
    let mut kind = service();
    kind.staff = None;
    kind.open_category = None;
    let given = wished(Wish::TypeGiven { kind, survey: super::set_up::survey() });
    let Change { write: Write::Desk(desk, None), effects, .. } = change(&at(None), given) else {
        panic!()
    };
    let [Effect::PostPanel { offers, former: Some(_), .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(*offers, desk.offers());
    assert_eq!(offers[0].of, TypeId::typed("service"));

    let mut snapshot = at(None);
    snapshot.desk.1 = *desk;
    snapshot.desk.1.types[0].uses.flow = 3;
    let mut renamed = service();
    (renamed.label, renamed.staff, renamed.open_category) = ("Repairs".to_owned(), None, None);
    let given = wished(Wish::TypeGiven { kind: renamed, survey: super::set_up::survey() });
    let Change { write: Write::Desk(desk, None), .. } = change(&snapshot, given) else { panic!() };
    assert_eq!((desk.types.len(), desk.types[0].label.as_str()), (1, "Repairs"));
    assert_eq!(desk.types[0].uses.flow, 3, "its documents stay");
}

#[test]
fn a_type_that_cannot_be_offered_is_refused_with_everything_that_is_wrong() {
    let mut snapshot = at(None);
    for nth in 0..MOST_TYPES {
        let id = TypeId::typed(&format!("type-{nth}"));
        snapshot.desk.1.types.push(TicketType { id, ..service() });
    }
    let kind = TicketType { id: TypeId::typed("a b"), label: String::new(), ..service() };
    let given = wished(Wish::TypeGiven { kind, survey: super::set_up::survey() });
    let Refusal::SetUpFaults { faults } = refusal(&snapshot, given) else { panic!() };
    assert_eq!(
        faults,
        [
            SetUpFault::BadTypeName,
            SetUpFault::BadLabel,
            SetUpFault::TooManyTypes,
            SetUpFault::NoSuchRole { role: MECHANICS },
            SetUpFault::NoSuchChannel { channel: GARAGE },
        ]
    );
}

#[test]
fn a_ticket_of_a_type_is_made_where_and_for_whom_the_type_says() {
    let mut snapshot = with_service(None);
    snapshot.desk.1.types[0].uses = Pins { catalogue: 0, terms: 7, flow: 3 };
    let (ticket, effects) = moved(&snapshot, pressed("service"));
    assert_eq!(ticket.of, of("service"));
    assert_eq!(ticket.pins, Pins { catalogue: 2, terms: 7, flow: 3 });
    let [Effect::CreateChannel { staff, category, .. }] = &effects[..] else { panic!() };
    assert_eq!((staff.as_slice(), *category), (&[MECHANICS][..], Some(GARAGE)));
}

#[test]
fn the_staff_of_a_type_work_on_its_tickets_and_others_do_not() {
    let mut ticket = Ticket { of: of("service"), ..ordered("adder") };
    ticket.state = open_at(Stage::TERMS);
    let (placed, effects) = moved(&with_service(Some(ticket)), written(ann(), 99, "yes"));
    let Notice::Placed(told) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(told.staff, [MECHANICS]);
    let snapshot = with_service(Some(placed));
    assert_eq!(refusal(&snapshot, close(sam())), Refusal::NotYourTicket);
    let mut mechanic = sam();
    mechanic.roles = vec![MECHANICS];
    let (closing, _) = moved(&snapshot, close(mechanic));
    assert!(matches!(closing.state, State::Closing { .. }));
}

#[test]
fn a_retired_type_opens_no_tickets_and_those_that_are_open_go_on() {
    let retired = wished(Wish::TypeRetired { of: TypeId::typed("service") });
    let Change { write: Write::Desk(desk, None), effects, .. } =
        change(&with_service(None), retired.clone())
    else {
        panic!()
    };
    assert!(matches!(&effects[..], [Effect::PostPanel { offers, .. }] if offers.is_empty()));
    let mut snapshot = at(None);
    snapshot.desk.1 = *desk;
    assert_eq!(refusal(&snapshot, pressed("service")), Refusal::TypeRetired);
    assert_eq!(refusal(&snapshot, retired), Refusal::NoSuchType { known: vec![] });
    let mut ticket = Ticket { of: of("service"), ..ordered("adder") };
    ticket.state = placed();
    snapshot.ticket = with(Some(ticket)).ticket;
    let mut mechanic = sam();
    mechanic.roles = vec![MECHANICS];
    moved(&snapshot, close(mechanic));
}

#[test]
fn a_button_of_a_type_that_never_was_opens_nothing() {
    assert_eq!(refusal(&with_service(None), pressed("vip")), Refusal::TypeRetired);
}

#[test]
fn each_type_has_documents_of_its_own() {
    let terms = |of, text: &str| wished(Wish::TermsGiven { of, text: Ok(text.to_owned()) });
    let given = change(&with_service(None), terms(of("service"), "No refunds."));
    let Write::Desk(desk, Some(document)) = given.write else { panic!() };
    assert_eq!((document.version, desk.terms, desk.types[0].uses.terms), (3, 2, 3));
    assert_eq!(desk.newest(Pinned::Terms), 3);
    let mut snapshot = at(None);
    snapshot.desk.1 = *desk;
    let back = Wish::RolledBack { of: of("service"), what: Pinned::Terms, version: 0 };
    let given = change(&snapshot, wished(back));
    let Write::Desk(desk, None) = given.write else { panic!() };
    assert_eq!(desk.pins(of("service").as_ref()).terms, 2, "as the server has it");
}

#[test]
fn a_role_or_category_that_is_deleted_is_a_types_no_more() {
    let after = |event| match change(&with_service(None), event).write {
        Write::Desk(desk, None) => desk,
        other => panic!("{other:?}"),
    };
    let desk = after(Event::ChannelGone { channel: GARAGE });
    assert_eq!((&desk.types[0].open_category, &desk.types[0].staff), (&None, &service().staff));
    let desk = after(Event::RoleGone { role: MECHANICS });
    assert_eq!(desk.types[0].open_category, Some(GARAGE));
    let its = desk.settings(of("service").as_ref()).unwrap();
    assert!(its.staff.is_empty(), "the server's staff do not step in unasked");
}

#[test]
fn a_panel_that_is_on_its_way_goes_where_it_was_wished_and_shows_what_there_is_by_then() {
    let mut snapshot = at(None);
    snapshot.desk.1.panel_channel = Some(GARAGE);
    let kind = TicketType { staff: None, open_category: None, ..service() };
    let given = wished(Wish::TypeGiven { kind, survey: super::set_up::survey() });
    for panel in [snapshot.desk.1.panel, None] {
        snapshot.desk.1.panel = panel;
        let effects = change(&snapshot, given.clone()).effects;
        let [Effect::PostPanel { channel, former, offers, .. }] = &effects[..] else {
            panic!("{effects:?}")
        };
        assert_eq!((*channel, *former, offers.len()), (GARAGE, panel, 1));
    }
}

#[test]
fn the_types_are_told_in_the_panels_order() {
    let Decision::Refuse(effects) = decided(&with_service(None), wished(Wish::TypesAsked)) else {
        panic!()
    };
    assert!(matches!(
        &answers(&effects)[..],
        [(60, Answered::Types { types, panel: None })] if *types == [service()]
    ));
}
