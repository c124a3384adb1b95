//! Where only what mentions the bot is heard.

use super::fixtures::*;
use crate::domain::{
    decision::{Decision, Snapshot, Why},
    effect::Effect,
    flow::Stage,
    hearing::Hearing,
    input::{Event, File, SaidTo, Wish},
    notice::{Hint, Refusal},
};
use twilight_model::id::Id;

fn hearing(hearing: Hearing, snapshot: Snapshot) -> Snapshot {
    Snapshot { hearing, ..snapshot }
}

#[test]
fn a_message_that_says_nothing_is_heard_and_not_answered() {
    for stage in [Stage::ORDER, Stage::CONFIRM, Stage::TERMS] {
        let before = ticket(open_at(stage));
        let (ticket, effects) = moved(&with(Some(before.clone())), written(ann(), 77, " "));
        assert!(effects.is_empty(), "{effects:?}");
        assert_eq!(ticket.heard.newest(), Some(Id::new(77)), "and so not read back later");
        assert_eq!((ticket.turn, ticket.hinted), (before.turn, before.hinted));
    }
    let snapshot = at(Some(open_at(Stage::ORDER)));
    let of_staff = decided(&snapshot, written(sam(), 77, ""));
    assert_eq!(of_staff, Decision::Ignore(Why::NotAddressed));
    let file = File { name: "a.png".into(), media_type: Some("image/png".into()) };
    let event = Event::Written {
        channel: CHANNEL,
        message: Id::new(77),
        actor: ann(),
        text: String::new(),
        files: vec![file],
        to: SaidTo::Ticket,
    };
    assert!(!moved(&snapshot, event).1.is_empty(), "a file is something");
}

#[test]
fn what_is_asked_says_whether_it_is_heard() {
    for (how, unheard) in
        [(Hearing::All, false), (Hearing::Mentions, true), (Hearing::Refused, true)]
    {
        let fresh = hearing(how, at(Some(open_at(Stage::ORDER))));
        let (_, effects) = moved(&fresh, written(ann(), 50, "what is this"));
        assert_eq!(asked(&effects).unheard, unheard);
        let (_, effects) = moved(&fresh, written(ann(), 50, "adder"));
        assert_eq!(card_of(&effects).unheard, unheard);
    }
}

fn filled_in(text: &str) -> Event {
    let (channel, ticket, turn) = (CHANNEL, NUMBER, TURN);
    let (text, actor) = (text.to_owned(), ann());
    Event::AnswerFilledIn { channel, ticket, turn, text, actor, reply: reply(63) }
}

#[test]
fn a_form_takes_the_word_that_starts_over() {
    let mut snapshot = with(Some(ordered("adder")));
    let (ticket, _) = moved(&snapshot, filled_in("Refresh"));
    assert_eq!(ticket.state, open_at(Stage::ORDER));
    assert!(ticket.order.is_empty());
    snapshot.desk.1.refresh = false;
    let (ticket, _) = moved(&snapshot, filled_in("refresh"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM), "where it is switched off it is a word");
    let late = Refusal::WrittenTooLate { text: "adder".into() };
    assert_eq!(refusal(&at(Some(placed())), filled_in("adder")), late);
}

fn hints(effects: &[Effect]) -> Vec<Option<Hint>> {
    let hint = |effect: &Effect| match effect {
        Effect::Reply { hint, .. } => Some(*hint),
        _ => None,
    };
    effects.iter().filter_map(hint).collect()
}

#[test]
fn admins_are_told_once_that_discord_refuses_and_each_time_they_set_up() {
    let switch = |actor| {
        let wish = Box::new(Wish::RefreshSwitched { on: true });
        Event::Wished { actor, reply: reply(64), wish }
    };
    let posted = || Event::PanelPosted { effect: effect(0), panel: PANEL, reply: reply(64) };
    let told = [Some(Hint::MessagesUnread)];
    let mut snapshot = hearing(Hearing::Refused, at(None));
    for (event, expected) in [
        (switch(admin()), &told[..]),
        (switch(admin()), &[None]),
        (posted(), &told),
        (posted(), &told),
        (switch(admin()), &[None]),
    ] {
        let (desk, effects) = desk_after(&snapshot, event);
        assert_eq!(hints(&effects), expected);
        snapshot.desk.1 = desk;
    }
    for how in [Hearing::All, Hearing::Mentions] {
        snapshot.hearing = how;
        let (desk, effects) = desk_after(&snapshot, switch(admin()));
        assert_eq!(hints(&effects), [None], "it is as it is wished to be");
        assert!(!desk.told_unread, "and would be told anew");
    }
    let snapshot = hearing(Hearing::Refused, at(None));
    assert_eq!(refusal(&snapshot, switch(ann())), Refusal::NotAnAdmin);
}
