//! Documents, switches, and what is lost of a set-up.

use super::fixtures::*;
use crate::domain::{
    decision::{Decision, Snapshot, Why},
    desk::Desk,
    input::{Event, Wish},
    notice::{Answered, Refusal},
    permissions::Permissions,
};
use twilight_model::id::Id;

#[test]
fn commands_are_for_admins() {
    for actor in [ann(), sam(), mia()] {
        let events = [
            wished_by(actor.clone(), Wish::TermsGiven { of: None, text: Ok("x".into()) }),
            wished_by(actor.clone(), Wish::TypesAsked),
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
