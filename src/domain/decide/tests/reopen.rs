//! What is written at the terms and changes the order, and what of an order stays untold.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    control::Press,
    flow::{Flow, Stage},
    input::Event,
    money::Amount,
    notice::{Misread, Notice, Occasion, Unfit},
    ticket::Ticket,
};
use std::sync::Arc;

fn after(ticket: &Ticket, event: Event) -> Ticket {
    moved(&with(Some(ticket.clone())), event).0
}

fn at_the_terms(words: &str) -> Ticket {
    let ticket = after(&ordered(words), written(ann(), 60, "yes"));
    assert_eq!(ticket.state, open_at(Stage::TERMS));
    ticket
}

#[test]
fn an_order_that_is_changed_at_the_terms_is_open_again() {
    let confirmed = at_the_terms("2 adder");
    for (said, expected) in [
        ("no wait, two t20", vec![("t20", 2)]),
        ("and two t20", vec![("adder", 2), ("t20", 2)]),
        ("remove one adder", vec![("adder", 1)]),
        ("make it 3", vec![("adder", 3)]),
    ] {
        let (next, effects) = moved(&with(Some(confirmed.clone())), written(ann(), 91, said));
        assert_eq!((lines(&next), &next.state), (expected, &open_at(Stage::CONFIRM)), "{said}");
        assert_eq!((next.order.confirmed, next.turn), (None, confirmed.turn + 1), "{said}");
        assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }), "{effects:?}");
        let next = after(&next, written(ann(), 92, "yes"));
        assert_eq!(next.state, open_at(Stage::TERMS), "they are asked for again");
        let old = pressed(Press::Answer(Answer::Yes), confirmed.turn);
        assert!(matches!(
            decided(&with(Some(next)), old),
            crate::domain::decision::Decision::Refuse(_)
        ));
    }
    let next = after(&confirmed, written(ann(), 91, "cancel the adders"));
    assert_eq!((lines(&next), &next.state), (vec![], &open_at(Stage::ORDER)));
    let next = after(&confirmed, written(ann(), 91, "and a turismo"));
    assert_eq!((next.order.unclear.len(), next.state), (1, open_at(Stage::CONFIRM)));
}

#[test]
fn talk_at_the_terms_opens_nothing() {
    let confirmed = at_the_terms("2 adder");
    for said in ["hmm, well", "how much is the t20?", "2 adder", "no"] {
        let next = after(&confirmed, written(ann(), 91, said));
        assert_eq!(next.state, open_at(Stage::TERMS), "{said}");
        assert_eq!(
            (next.order.lines, next.order.confirmed),
            (confirmed.order.lines.clone(), confirmed.order.confirmed)
        );
    }
    let (_, effects) = moved(&with(Some(confirmed)), written(ann(), 91, "hmm, well"));
    let Occasion::NotAnAnswer { changeable, .. } = asked(&effects).occasion else { panic!() };
    assert!(changeable, "how to change it is said");
}

#[test]
fn the_price_of_what_is_not_on_the_order_is_told_at_the_terms() {
    let confirmed = at_the_terms("2 adder");
    for said in ["how much is the t20?", "how much is the t20", "t20 price?"] {
        let (_, effects) = moved(&with(Some(confirmed.clone())), written(ann(), 91, said));
        let Occasion::Inquired { told, .. } = &asked(&effects).occasion else { panic!("{said}") };
        let products: Vec<_> =
            told.products.iter().map(|it| (it.name.as_str(), it.price)).collect();
        assert_eq!(products, [("T20", Some(Amount(2200)))], "{said}");
        assert!(!told.whole && !told.staff && told.order.lines.is_empty(), "{said}: {told:?}");
    }
}

fn unknown(ticket: &Ticket) -> Vec<&str> {
    ticket.order.misread.unknown.iter().map(String::as_str).collect()
}

#[test]
fn what_was_not_understood_stays_until_a_change_is_understood_as_a_whole() {
    let fresh = ticket(open_at(Stage::ORDER));
    let first = after(&fresh, written(ann(), 40, "2 banshee and a frobnicator"));
    assert_eq!(unknown(&first), ["frobnicator"]);
    let answered = after(&first, written(ann(), 41, "red"));
    let (answered, effects) = moved(&with(Some(answered)), written(ann(), 42, "AB12"));
    assert_eq!(card_of(&effects).misread.unknown, ["frobnicator"], "the card comes with it");
    let talked = after(&answered, written(ann(), 43, "thank you so much"));
    assert_eq!(unknown(&talked), ["frobnicator"]);
    let more = after(&talked, written(ann(), 44, "add a t20 and a gizmotron"));
    assert_eq!(unknown(&more), ["frobnicator", "gizmotron"]);
    let line = more.order.lines[0].id;
    let pressed = after(&more, touched(crate::domain::control::Touch::Less(line)));
    assert_eq!(unknown(&pressed), ["frobnicator", "gizmotron"], "a press says nothing of them");
    let understood = after(&more, written(ann(), 45, "and an adder"));
    assert_eq!(unknown(&understood), [""; 0]);
}

fn touched(touch: crate::domain::control::Touch) -> Event {
    Event::CardPressed {
        channel: CHANNEL,
        on: CARD,
        ticket: NUMBER,
        touch,
        actor: ann(),
        reply: reply(61),
    }
}

#[test]
fn a_message_that_is_rewritten_takes_its_own_words_back() {
    let ticket = ordered("2 adder and a frobnicator");
    let more = after(&ticket, written(ann(), 91, "a t20 and a gizmotron"));
    let channel = CHANNEL;
    let (message, text, actor) = (twilight_model::id::Id::new(91), "3 t20".to_owned(), ann());
    let again = after(&more, Event::Rewritten { channel, message, actor, text });
    assert_eq!(lines(&again), [("adder", 2), ("t20", 3)]);
    assert_eq!(unknown(&again), [""; 0], "understood as a whole");
    let (message, text, actor) = (twilight_model::id::Id::new(50), "2 adder".to_owned(), ann());
    let (again, effects) =
        moved(&with(Some(ticket)), Event::Rewritten { channel, message, actor, text });
    assert_eq!((lines(&again), unknown(&again)), (vec![("adder", 2)], vec![]));
    assert_eq!(card_of(&effects).misread, Misread::default());
    assert!(said_all(&effects).is_empty(), "the card alone says so");
}

#[test]
fn what_an_option_cannot_be_is_told_with_what_it_can_be() {
    let fresh = ticket(open_at(Stage::ORDER));
    let said = "a red banshee with plate TOOLONGPLATE12";
    let (next, effects) = moved(&with(Some(fresh)), written(ann(), 40, said));
    let unfit = Unfit {
        option: "Plate".into(),
        said: "TOOLONGPLATE12".into(),
        hint: Some("1 to 8 letters or digits".into()),
    };
    let misread = Misread { unfit: vec![unfit], ..Misread::default() };
    assert!(
        matches!(said_all(&effects)[..], [Notice::OptionAsked(asked)] if asked.misread == misread),
        "{effects:?}"
    );
    assert_eq!(next.order.misread, misread);
}

#[test]
fn what_comes_back_by_rewriting_goes_over_to_the_newest_catalogue_too() {
    let more = after(&ordered("a red banshee with plate AB12"), written(ann(), 91, "add a t20"));
    let rewritten = |ticket: &Ticket, text: &str| {
        let mut snapshot = with(Some(ticket.clone()));
        snapshot.desk.1.catalogue = 3;
        snapshot.shelf = stocked(&catalogue().replace("Colour", "Paint"));
        let (channel, message, actor) = (CHANNEL, twilight_model::id::Id::new(91), ann());
        let text = text.to_owned();
        moved(&snapshot, Event::Rewritten { channel, message, actor, text }).0
    };
    let once = rewritten(&more, "add 2 t20");
    let twice = rewritten(&once, "add 3 t20");
    assert_eq!(lines(&twice), [("banshee", 1), ("t20", 3)]);
    assert_eq!(twice.order.lines[0].options, [("Plate".to_owned(), "AB12".to_owned())]);
}

#[test]
fn terms_before_the_order_are_not_passed_over() {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "Terms: {terms}", "expect": "yes_no", "about": "terms",
            "yes": 20, "no": 0},
        {"number": 20, "prompt": "Right? {order}", "expect": "yes_no", "about": "order",
            "yes": "done", "no": 0}]}))
    .unwrap();
    let mut snapshot = with(Some(ticket(open_at(Stage::ORDER))));
    snapshot.shelf.flow = Arc::new(flow);
    let mut hear = |id, text: &str| {
        let (next, _) = moved(&snapshot, written(ann(), id, text));
        snapshot.ticket.as_mut().unwrap().1 = next.clone();
        next
    };
    assert_eq!(hear(90, "2 adder").state, open_at(Stage(10)));
    let still = hear(91, "3 t20 please");
    assert_eq!((&still.state, still.accepted.is_some()), (&open_at(Stage(10)), false));
    assert_eq!(hear(92, "yes").state, open_at(Stage(20)));
}

#[test]
fn why_a_change_cannot_be_is_told_at_the_terms_too() {
    let shop = r#"{"products": [{"id": "scarf", "name": "Scarf", "stock": 4}]}"#;
    let words = ["4 scarves", "yes"];
    let ticket = super::ordered::after_words(shop, &words);
    assert_eq!(ticket.state, open_at(Stage::TERMS));
    let (next, effects) = super::ordered::say(&stocked(shop), ticket, 60, "one more");
    assert_eq!((lines(&next), &next.state), (vec![("scarf", 4)], &open_at(Stage::TERMS)));
    let Occasion::NotAnAnswer { misread, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!(misread.short, [("Scarf".to_owned(), 4)]);
}
