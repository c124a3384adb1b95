//! Answers to "which one do you mean?".

use super::fixtures::*;
use super::ordered::{self, after_words};
use crate::domain::{
    effect::Effect,
    flow::{Flow, Stage},
    notice::Notice,
    ticket::Ticket,
};
use std::sync::Arc;

const TEAS: [&str; 12] = [
    "Green Tea",
    "Black Tea",
    "Herbal Tea",
    "Mint Tea",
    "Kettle Pro 2",
    "Kettle Pro 3",
    "Coffee",
    "Honey",
    "Mug",
    "Brass Bell",
    "Compass Bell",
    "Kids Inner Tube",
];

fn shop() -> String {
    let product = |name: &&str| {
        let id = name.to_lowercase().replace(' ', "-");
        serde_json::json!({"id": id, "name": name, "price": 300})
    };
    serde_json::json!({ "products": TEAS.iter().map(product).collect::<Vec<_>>() }).to_string()
}

fn say(ticket: Ticket, said: u64, words: &str) -> (Ticket, Vec<Effect>) {
    ordered::say(&stocked(&shop()), ticket, said, words)
}

fn after(words: &[&str]) -> Ticket {
    after_words(&shop(), words)
}

#[track_caller]
fn check(words: &[&str], expected: &[(&str, u32)], asks: bool) {
    let ticket = after(words);
    let mut lines = lines(&ticket);
    lines.sort_unstable();
    assert_eq!(lines, expected, "{words:?}");
    assert_eq!(ticket.order.asked.is_some(), asks, "{words:?}: {:?}", ticket.order.asked);
}

#[test]
fn several_share_the_pieces_that_were_asked_for() {
    let both = [("black-tea", 1), ("green-tea", 1)];
    check(&["2 teas", "green and black"], &both, false);
    check(&["2 teas", "the first and the second"], &both, false);
    check(&["a tea", "green and black"], &both, false);
    check(&["2 kettle pro", "both"], &[("kettle-pro-2", 1), ("kettle-pro-3", 1)], false);
    check(&["2 kettle pro", "one each"], &[("kettle-pro-2", 1), ("kettle-pro-3", 1)], false);
    check(&["3 teas", "2 green and the rest black"], &[("black-tea", 1), ("green-tea", 2)], false);
    check(&["3 teas", "2 green and the rest mint"], &[("green-tea", 2), ("mint-tea", 1)], false);
    check(
        &["3 bells", "two brass, the other compass"],
        &[("brass-bell", 2), ("compass-bell", 1)],
        false,
    );
}

#[test]
fn of_the_pieces_that_are_left_it_is_asked_on() {
    let green = [("green-tea", 1)];
    check(&["2 teas", "one of them green"], &green, true);
    check(&["2 teas", "1 green"], &green, true);
    check(&["2 teas", "just 1 green"], &green, false);
    check(&["2 teas", "one of them green", "black"], &[("black-tea", 1), ("green-tea", 1)], false);
    check(&["4 teas", "2 green and a black"], &[("black-tea", 1), ("green-tea", 2)], true);
    check(&["2 teas", "both green"], &[("green-tea", 2)], false);
    check(&["kettle pro", "pro 2... no wait, pro 3"], &[("kettle-pro-3", 1)], false);
}

#[test]
fn what_does_not_add_up_is_asked_again() {
    check(&["3 teas", "green and black"], &[], true);
    check(&["2 teas", "both"], &[], true);
    check(&["2 teas", "2 green and the rest mint"], &[], true);
}

#[test]
fn what_stands_beside_an_answer_counts_too() {
    let two = [("coffee", 1), ("green-tea", 1)];
    check(&["a tea", "green, and a coffee"], &two, false);
    check(&["a tea", "a coffee, and the green one"], &two, false);
    check(&["3 teas", "mint and 2 honey"], &[("honey", 2), ("mint-tea", 3)], false);
    let both = [("green-tea", 1), ("kettle-pro-2", 1)];
    check(&["a tea and a kettle pro", "green and pro 2"], &both, false);
    check(&["a tea", "green and a unicorn"], &[], true);
    check(&["2 coffees and a tea", "green and only 1 coffee"], &[("coffee", 1)], true);
}

#[test]
fn what_is_on_the_order_is_no_more_for_being_named_beside_an_answer() {
    for (words, lines) in [
        (["a tea and 3 coffees", "mint, 3 coffees"], [("coffee", 3), ("mint-tea", 1)]),
        (["a tea and 3 coffees", "mint, 5 coffees"], [("coffee", 5), ("mint-tea", 1)]),
        (["a tea and a coffee", "black, coffee"], [("black-tea", 1), ("coffee", 1)]),
    ] {
        check(&words, &lines, false);
    }
    let both = [("coffee", 2), ("honey", 1), ("kettle-pro-3", 1)];
    check(&["a kettle pro and 2 coffees", "pro 3, 2 coffees, 1 honey"], &both, false);
    let all = [("coffee", 1), ("green-tea", 1), ("kettle-pro-2", 1)];
    check(&["a tea and a kettle pro", "green, pro 2, and a coffee"], &all, false);
}

#[test]
fn what_leaves_several_is_asked_of_these() {
    let product = |name: &&str| {
        let id = name.to_lowercase().replace(' ', "-");
        serde_json::json!({"id": id, "name": name})
    };
    let brushes: Vec<_> =
        ["Round Brush 4", "Round Brush 8", "Flat Brush"].iter().map(product).collect();
    let shop = serde_json::json!({ "products": brushes }).to_string();
    let asked = after_words(&shop, &["a brush", "round"]);
    assert_eq!(asked.order.unclear.len(), 1);
    assert_eq!(asked.order.unclear[0].candidates.len(), 2);
    let chosen = after_words(&shop, &["a brush", "the round one", "8"]);
    assert_eq!(lines(&chosen), [("round-brush-8", 1)]);
    assert_eq!(chosen.order.asked, None);
}

#[test]
fn both_of_three_lines_removes_none() {
    let lines = [("coffee", 1), ("honey", 1), ("mug", 1)];
    check(&["a coffee, a honey, a mug", "remove it", "both"], &lines, true);
}

#[test]
fn a_line_beside_two_that_are_named_does_not_ask_again() {
    let words = ["a coffee, a honey, a mug", "remove it", "both the coffee and the mug"];
    check(&words, &[("honey", 1)], false);
}

#[test]
fn the_number_that_is_shown_takes_a_line() {
    let lines = [("coffee", 1), ("honey", 2), ("mug", 1)];
    check(&["a coffee, a honey, a mug", "one more", "2"], &lines, false);
}

#[test]
fn a_product_that_is_named_beside_closes_its_question() {
    let two = [("green-tea", 1), ("kettle-pro-2", 1)];
    check(&["a tea and a kettle pro", "green tea and kettle pro 2"], &two, false);
    let two = [("kettle-pro-3", 1), ("mint-tea", 1)];
    check(&["a tea and a kettle pro", "kettle pro 3", "mint"], &two, false);
    check(&["a tea", "actually a coffee instead"], &[("coffee", 1)], false);
    let two = [("coffee", 1), ("honey", 1)];
    check(&["a honey and a tea", "actually a coffee instead"], &two, false);
}

#[test]
fn what_is_refused_or_asked_after_is_not_ordered() {
    for words in ["anything but green", "everything but mint", "is green good?", "green or mint"] {
        check(&["a tea", words], &[], true);
    }
    check(&["a tea", "mint? no, green"], &[("green-tea", 1)], false);
    check(&["a bell", "brass. no wait compass"], &[("compass-bell", 1)], false);
}

#[test]
fn a_question_for_a_price_is_answered() {
    let (_, effects) = say(after(&["a tea"]), 60, "how much is the mint tea?");
    let Notice::WhichAsked(asked) = said(&effects) else { panic!("{effects:?}") };
    let told: Vec<_> = asked.told.products.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(told, ["Mint Tea"]);
}

#[test]
fn yes_takes_the_only_suggestion() {
    let mut ticket = after(&["blarghfoo"]);
    ticket.order.misread.near = vec!["Kids Inner Tube".into(), "Mug".into()];
    assert!(say(ticket.clone(), 60, "yes").0.order.is_empty(), "one of two");
    ticket.order.misread.near.truncate(1);
    let (ticket, _) = say(ticket, 60, "yes");
    assert_eq!(lines(&ticket), [("kids-inner-tube", 1)]);
    assert!(ticket.order.misread.is_empty(), "{:?}", ticket.order.misread);
}

/// A ticket that is asked for a number of people after its order.
fn counted(order: &str, words: &str) -> Ticket {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Table", "stages": [
        {"number": 1, "prompt": "What?", "expect": "catalogue", "then": 2},
        {"number": 2, "prompt": "How many people?", "as": "people", "expect": "number",
            "whole": true, "least": 1, "most": 20, "then": 3},
        {"number": 3, "prompt": "{order} {terms}", "expect": "yes_no", "about": "order",
            "yes": "done", "no": 1}]}))
    .unwrap();
    let mut snapshot = with(Some(ticket(open_at(Stage(1)))));
    snapshot.shelf = stocked(&shop());
    snapshot.shelf.flow = Arc::new(flow);
    for (said, words) in (40..).zip([order, words]) {
        let (ticket, _) = moved(&snapshot, written(ann(), said, words));
        snapshot.ticket.as_mut().unwrap().1 = ticket;
    }
    snapshot.ticket.unwrap().1
}

#[test]
fn how_many_of_a_product_is_no_number_of_people() {
    for words in ["3 coffees please", "5 coffee", "2 honey", "2 teas"] {
        let ticket = counted("2 coffee", words);
        assert_eq!(ticket.answers, [], "{words}");
        assert_eq!(lines(&ticket), [("coffee", 2)], "{words}");
    }
    assert_eq!(lines(&counted("2 coffee", "5 coffee instead")), [("coffee", 5)]);
    let ticket = counted("2 coffee", "5 people");
    assert_eq!(ticket.answers.len(), 1);
}
