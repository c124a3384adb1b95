//! Setting up: every fault alone, and all at once.

use super::fixtures::*;
use crate::domain::{
    decision::Decision,
    desk::{Desk, PANEL_TEXT_LIMIT, Panel},
    effect::Effect,
    input::{Event, SetUpWish, Wish},
    language::Language,
    notice::{Answered, Obstacle, Refusal, SetUpFault},
    permissions::{ChannelFacts, ChannelKind, Overwrite, Permissions, RoleFacts, Subject, Survey},
    tongue::Tongue,
};
use twilight_model::id::Id;

const MY_ROLE: u64 = 5;

fn wish() -> SetUpWish {
    SetUpWish { settings: settings(), panel_channel: PANEL.channel, language: Language::FRENCH }
}

pub(super) fn survey() -> Survey {
    let role = |id, permissions, mentionable| RoleFacts { id, permissions, mentionable };
    let channel = |id, kind| ChannelFacts { id, kind, overwrites: vec![] };
    Survey {
        guild: GUILD,
        me: Id::new(3),
        my_roles: vec![Id::new(MY_ROLE)],
        roles: vec![
            role(Id::new(GUILD.get()), Permissions::NONE, false),
            role(Id::new(MY_ROLE), Permissions::NEEDED_IN_GUILD, false),
            role(STAFF, Permissions::NONE, true),
            role(MANAGERS, Permissions::NONE, true),
        ],
        channels: vec![
            channel(PANEL.channel, ChannelKind::Text),
            channel(OPEN, ChannelKind::Category),
            channel(CLOSED, ChannelKind::Category),
        ],
    }
}

fn asked(wish: SetUpWish, survey: Survey) -> Event {
    wished(Wish::SetUp { wish, survey })
}

fn faults(wish: SetUpWish, survey: Survey) -> Vec<SetUpFault> {
    match refusal(&at(None), asked(wish, survey)) {
        Refusal::SetUpFaults { faults } => faults,
        other => panic!("{other:?}"),
    }
}

/// The faults when one thing is spoilt.
fn spoilt(spoil: impl Fn(&mut SetUpWish, &mut Survey)) -> Vec<SetUpFault> {
    let (mut wish, mut survey) = (wish(), survey());
    spoil(&mut wish, &mut survey);
    faults(wish, survey)
}

#[test]
fn a_wish_without_faults_is_saved_and_the_panel_posted() {
    let mut snapshot = at(None);
    snapshot.desk.1 = Desk { catalogue: 4, ..Desk::default() };
    let (desk, effects) = desk_after(&snapshot, asked(wish(), survey()));
    let language = Language::FRENCH;
    assert_eq!(
        desk,
        Desk {
            settings: Some(settings()),
            panel_channel: Some(PANEL.channel),
            catalogue: 4,
            language,
            ..Desk::default()
        }
    );
    let post = Effect::PostPanel {
        channel: PANEL.channel,
        text: None,
        offers: vec![],
        former: None,
        reply: reply(60),
        tongue: Tongue { language: Language::FRENCH, texts: 0 },
    };
    assert_eq!(effects, [post]);
}

#[test]
fn a_second_set_up_names_the_former_panel_so_that_it_is_mended_or_removed() {
    let (_, effects) = desk_after(&at(None), asked(wish(), survey()));
    assert!(
        matches!(effects[0], Effect::PostPanel { former: Some(former), .. } if former == PANEL)
    );
}

#[test]
fn only_admins_set_up() {
    let event = wished_by(sam(), Wish::SetUp { wish: wish(), survey: survey() });
    assert_eq!(refusal(&at(None), event), Refusal::NotAnAdmin);
}

#[test]
fn each_missing_permission_in_the_server_is_named() {
    for bit in 0..64 {
        let missing = Permissions(1 << bit);
        if !Permissions::NEEDED_IN_GUILD.contains(missing) {
            continue;
        }
        let faults = spoilt(|_, survey| {
            survey.roles[1].permissions = Permissions::NEEDED_IN_GUILD - missing;
        });
        assert!(faults.contains(&SetUpFault::MissingInGuild { missing }), "{faults:?}");
    }
}

#[test]
fn each_missing_permission_in_a_channel_is_named() {
    let places = [
        (0, PANEL.channel, Permissions::NEEDED_FOR_PANEL),
        (1, OPEN, Permissions::NEEDED_IN_CATEGORY),
        (2, CLOSED, Permissions::NEEDED_IN_CATEGORY),
    ];
    for (at, channel, needed) in places {
        for bit in (0..64).map(|bit| Permissions(1 << bit)).filter(|bit| needed.contains(*bit)) {
            let faults = spoilt(|_, survey| {
                let subject = Subject::Role(Id::new(MY_ROLE));
                let overwrite = Overwrite { subject, allow: Permissions::NONE, deny: bit };
                survey.channels[at].overwrites.push(overwrite);
            });
            // Who cannot see a channel can do nothing in it.
            let missing = if bit == Permissions::VIEW_CHANNEL { needed } else { bit };
            assert_eq!(faults, [SetUpFault::MissingInChannel { channel, missing }]);
        }
    }
}

#[test]
fn channels_must_exist_and_be_of_the_right_kind() {
    let gone = spoilt(|_, survey| drop(survey.channels.remove(0)));
    assert_eq!(gone, [SetUpFault::NoSuchChannel { channel: PANEL.channel }]);
    let gone = spoilt(|_, survey| drop(survey.channels.remove(2)));
    assert_eq!(gone, [SetUpFault::NoSuchChannel { channel: CLOSED }]);
    for kind in [ChannelKind::Category, ChannelKind::Other] {
        let faults = spoilt(|_, survey| survey.channels[0].kind = kind);
        assert_eq!(faults, [SetUpFault::NotATextChannel { channel: PANEL.channel }]);
    }
    for kind in [ChannelKind::Text, ChannelKind::Other] {
        let faults = spoilt(|_, survey| survey.channels[1].kind = kind);
        assert_eq!(faults, [SetUpFault::NotACategory { channel: OPEN }]);
    }
}

#[test]
fn roles_must_exist_be_callable_and_not_everyone() {
    let gone = spoilt(|_, survey| {
        survey.roles.remove(2);
    });
    assert_eq!(gone, [SetUpFault::NoSuchRole { role: STAFF }]);
    let mute = spoilt(|_, survey| survey.roles[3].mentionable = false);
    assert_eq!(mute, [SetUpFault::RoleCannotBeCalled { role: MANAGERS }]);
    let everyone = spoilt(|wish, _| wish.settings.managers = vec![Id::new(GUILD.get())]);
    assert_eq!(everyone, [SetUpFault::EveryoneIsNoStaff]);
}

#[test]
fn a_bot_that_may_call_everybody_may_call_any_role() {
    let mut survey = survey();
    survey.roles[2].mentionable = false;
    survey.roles[1].permissions = Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE;
    desk_after(&at(None), asked(wish(), survey));
}

#[test]
fn an_administrator_lacks_nothing() {
    let mut survey = survey();
    survey.roles[1].permissions = Permissions::ADMINISTRATOR;
    survey.roles[2].mentionable = false;
    desk_after(&at(None), asked(wish(), survey));
}

#[test]
fn a_text_that_does_not_fit_is_measured() {
    let length = PANEL_TEXT_LIMIT + 1;
    let faults = spoilt(|wish, _| wish.settings.panel_text = Some("ä".repeat(length)));
    assert_eq!(faults, [SetUpFault::PanelTextTooLong { length }]);
}

#[test]
fn a_role_that_is_staff_and_manager_is_named_once() {
    let faults = spoilt(|wish, survey| {
        wish.settings.managers = vec![STAFF];
        survey.roles.remove(2);
    });
    assert_eq!(faults, [SetUpFault::NoSuchRole { role: STAFF }]);
}

#[test]
fn all_faults_are_said_at_once() {
    let faults = spoilt(|wish, survey| {
        survey.roles.clear();
        survey.channels.clear();
        wish.settings.panel_text = Some("x".repeat(PANEL_TEXT_LIMIT + 1));
    });
    assert_eq!(faults.len(), 1 + 2 + 3 + 1, "{faults:?}");
}

#[test]
fn the_posted_panel_is_remembered_and_said() {
    let panel = Panel { channel: Id::new(50), message: Id::new(51) };
    let posted = Event::PanelPosted { effect: effect(0), panel, reply: reply(60) };
    let (desk, effects) = desk_after(&at(None), posted);
    assert_eq!(desk.panel, Some(panel));
    assert_eq!(answers(&effects), [(60, &Answered::SetUp { panel: panel.channel })]);
}

#[test]
fn a_panel_that_cannot_be_posted_is_said() {
    let why = Obstacle::MissingPermission;
    let refused = Event::PanelRefused { effect: effect(0), why, reply: reply(60) };
    let Decision::Refuse(effects) = decided(&at(None), refused) else { panic!() };
    assert_eq!(answers(&effects), [(60, &Answered::PanelFailed { why })]);
}
