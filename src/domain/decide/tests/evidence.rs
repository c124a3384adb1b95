//! Who may have a ticket's dossier, and of which tickets.

use super::fixtures::*;
use crate::domain::{
    actor::Actor,
    decision::Decision,
    desk::{TicketType, TypeId},
    effect::Effect,
    flow::Stage,
    ids::TicketNumber,
    input::{Event, Input, Subject},
    notice::Refusal,
    permissions::Permissions,
    ticket::{Pins, State, Ticket},
    tongue::Tongue,
};
use serde_json::Map;
use twilight_model::id::Id;

fn asked(actor: Actor, ticket: Option<TicketNumber>) -> Event {
    Event::EvidenceAsked { actor, reply: reply(60), channel: CHANNEL, ticket }
}

fn administrator() -> Actor {
    Actor { permissions: Permissions::ADMINISTRATOR, ..bob() }
}

#[test]
fn admins_and_managers_have_it_in_whatever_state_the_ticket_is() {
    let states = [
        State::Opening { waiting: vec![] },
        open_at(Stage::ORDER),
        placed(),
        closing(),
        closed(),
        State::Gone { from: standing(), at: NOW },
        State::Failed { at: NOW },
    ];
    for state in states {
        for actor in [admin(), mia(), administrator()] {
            let by = actor.user;
            let (to, tongue) = (reply(60), Tongue::default());
            let send = Effect::SendDossier { to, ticket: NUMBER, by, tongue };
            let decision = decided(&at(Some(state.clone())), asked(actor, None));
            assert_eq!(decision, Decision::Refuse(vec![send]));
        }
    }
}

#[test]
fn nobody_else_has_it_and_nobody_learns_which_tickets_there_are() {
    for actor in [ann(), bob(), sam()] {
        for snapshot in [at(Some(placed())), at(None)] {
            for ticket in [None, Some(NUMBER)] {
                let refused = refusal(&snapshot, asked(actor.clone(), ticket));
                assert_eq!(refused, Refusal::NotAManager);
            }
        }
    }
}

#[test]
fn a_type_with_managers_of_its_own_has_no_others() {
    let own = Id::new(43);
    let of = TypeId::typed("service");
    let ticket = Ticket { of: Some(of.clone()), ..ticket(closed()) };
    let mut snapshot = with(Some(ticket));
    snapshot.desk.1.types.push(TicketType {
        id: of,
        label: "Service".to_owned(),
        staff: None,
        managers: Some(vec![own]),
        open_category: None,
        closed_category: None,
        uses: Pins::default(),
        retired: false,
        beyond: Map::new(),
    });
    assert_eq!(refusal(&snapshot, asked(mia(), None)), Refusal::NotAManager);
    let theirs = Actor { roles: vec![own], ..bob() };
    for actor in [theirs.clone(), admin()] {
        let decision = decided(&snapshot, asked(actor, None));
        assert!(matches!(decision, Decision::Refuse(effects)
            if matches!(effects[..], [Effect::SendDossier { .. }])));
    }
    assert_eq!(refusal(&at(Some(closed())), asked(theirs, None)), Refusal::NotAManager);
}

#[test]
fn in_a_server_that_is_not_set_up_there_are_no_managers() {
    let mut snapshot = at(Some(closed()));
    snapshot.desk.1.settings = None;
    assert_eq!(refusal(&snapshot, asked(mia(), None)), Refusal::NotAManager);
    assert!(matches!(decided(&snapshot, asked(admin(), None)), Decision::Refuse(effects)
        if matches!(effects[..], [Effect::SendDossier { .. }])));
}

#[test]
fn the_number_counts_and_without_one_the_channel() {
    let subject = |ticket| Input { guild: GUILD, event: asked(mia(), ticket) }.subject();
    assert_eq!(subject(None), Subject::Channel(CHANNEL));
    assert_eq!(subject(Some(NUMBER)), Subject::Ticket(NUMBER));
    assert_eq!(refusal(&at(None), asked(mia(), None)), Refusal::NoTicketHere);
    let none = Refusal::NoSuchTicket { ticket: NUMBER };
    assert_eq!(refusal(&at(None), asked(mia(), Some(NUMBER))), none);
}
