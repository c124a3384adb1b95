//! Each is spoken to in their own tongue.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    control::Press,
    effect::Effect,
    flow::Stage,
    input::Event,
    language::Language,
    reply::ReplyTo,
    ticket::{State, Ticket},
    tongue::{Tongue, Tongues},
};
use twilight_model::id::Id;

const GERMAN: Tongue = Tongue { language: Language::GERMAN, texts: 0 };
const FRENCH: Tongue = Tongue { language: Language::FRENCH, texts: 0 };
const SPANISH: Tongue = Tongue { language: Language::SPANISH, texts: 0 };

fn press(id: u64, language: Language) -> ReplyTo {
    ReplyTo { language, ..reply(id) }
}

/// The tongues of what is said in the ticket.
fn said(effects: &[Effect]) -> Tongues {
    let said = effects.iter().find_map(|effect| match effect {
        Effect::Say { tongues, .. } => Some(*tongues),
        _ => None,
    });
    said.expect("something is said")
}

#[test]
fn a_ticket_has_the_language_of_the_press_that_opened_it() {
    let mut snapshot = at(None);
    snapshot.desk.1.language = Language::FRENCH;
    let reply = press(60, Language::GERMAN);
    let (ticket, _) = moved(&snapshot, Event::CreatePressed { of: None, actor: ann(), reply });
    assert_eq!(ticket.language, Language::GERMAN);

    let waiting = vec![press(60, Language::GERMAN), press(61, Language::SPANISH)];
    snapshot.ticket =
        with(Some(Ticket { number: NUMBER, state: State::Opening { waiting }, ..ticket })).ticket;
    let made =
        Event::ChannelMade { effect: effect(0), ticket: NUMBER, channel: CHANNEL, again: false };
    let (_, effects) = moved(&snapshot, made);
    assert_eq!(said(&effects), Tongues { customer: GERMAN, staff: FRENCH });
    let answered: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Reply { tongue, .. } => Some(*tongue),
            _ => None,
        })
        .collect();
    assert_eq!(answered, [GERMAN, SPANISH], "each press is answered in its own");
}

#[test]
fn a_customer_who_changes_their_language_is_spoken_to_in_the_new_one() {
    let german = Ticket { language: Language::GERMAN, ..ticket(open_at(Stage::CONFIRM)) };
    let press = |actor| Event::AnswerPressed {
        channel: CHANNEL,
        on: Id::new(56),
        ticket: NUMBER,
        turn: TURN,
        press: Press::Answer(Answer::Yes),
        actor,
        reply: press(60, Language::SPANISH),
    };
    let (ticket, effects) = moved(&with(Some(german.clone())), press(ann()));
    assert_eq!(ticket.language, Language::SPANISH);
    assert_eq!(said(&effects).customer, SPANISH);

    let (ticket, effects) = moved(&with(Some(german)), written(ann(), 99, "yes"));
    assert_eq!(ticket.language, Language::GERMAN, "a message says nothing of it");
    assert_eq!(said(&effects).customer, GERMAN);
}

#[test]
fn what_staff_do_leaves_the_customers_language_alone() {
    let german = Ticket { language: Language::GERMAN, ..ticket(placed()) };
    let reply = press(70, Language::SPANISH);
    let close = Event::ClosePressed { channel: CHANNEL, ticket: NUMBER, actor: sam(), reply };
    let (ticket, _) = moved(&with(Some(german)), close);
    assert_eq!(ticket.language, Language::GERMAN);
    let hidden = Event::ChannelHidden { effect: effect(0), ticket: NUMBER, not_moved: None };
    let (_, effects) = moved(&with(Some(ticket)), hidden);
    assert!(matches!(effects[0], Effect::Reply { tongue: SPANISH, .. }), "{effects:?}");
    assert_eq!(said(&effects).customer, GERMAN);
}
