//! What was not understood of an order.

use super::fixtures::*;
use super::ordered::{self, after_words};
use crate::domain::{
    effect::Effect,
    notice::{Misread, Notice, Occasion},
    ticket::Ticket,
};

fn shop() -> String {
    serde_json::json!({ "products": [
        {"id": "adder", "name": "Adder", "options": [
            {"name": "Plate", "pattern": "[A-Z0-9]{3,8}", "hint": "3 to 8 letters and digits"}]},
        {"id": "bike", "name": "Bike", "options": [
            {"name": "Frame colour", "choices": [{"label": "black"}, {"label": "white"}]},
            {"name": "Seat colour", "choices": [{"label": "black"}, {"label": "white"}]}]},
        {"id": "fanta", "name": "Fanta"},
    ]})
    .to_string()
}

fn say(ticket: Ticket, said: u64, words: &str) -> (Ticket, Vec<Effect>) {
    ordered::say(&stocked(&shop()), ticket, said, words)
}

fn after(words: &[&str]) -> Ticket {
    after_words(&shop(), words)
}

fn told(misread: &Misread) -> (Vec<&str>, Vec<&str>) {
    let unfit = misread.unfit.iter().map(|it| it.said.as_str()).collect();
    (misread.unknown.iter().map(String::as_str).collect(), unfit)
}

#[test]
fn what_an_option_cannot_be_hides_nothing_else() {
    let ticket = after(&["an adder with plate a, and 2 blarghfoo"]);
    assert_eq!(told(&ticket.order.misread), (vec!["2 blarghfoo"], vec![]));
    let ticket = after(&["an adder with plate xx, and 2 blarghfoo"]);
    assert_eq!(told(&ticket.order.misread), (vec!["2 blarghfoo"], vec!["xx"]));
    let ticket = after(&["adder, plate ? and a blarghfoo"]);
    assert_eq!(told(&ticket.order.misread), (vec!["blarghfoo"], vec![]));
}

#[test]
fn what_an_option_could_not_be_goes_when_it_is_something() {
    let ticket = after(&["an adder with plate TOOLONGPLATE99 and a blarghfoo"]);
    assert_eq!(told(&ticket.order.misread), (vec!["blarghfoo"], vec!["TOOLONGPLATE99"]));
    let (ticket, effects) = say(ticket, 60, "ABC12");
    assert_eq!(told(&card_of(&effects).misread), (vec!["blarghfoo"], vec![]));
    let two = after(&["an adder with plate TOOLONGPLATE99", "ABC12", "add another adder"]);
    assert_eq!(told(&two.order.misread), (vec![], vec![]));
    let (ticket, _) = say(ticket, 61, "plate TOOLONGPLATE99");
    assert_eq!(told(&ticket.order.misread).1, ["TOOLONGPLATE99"], "it is told once more");
}

#[test]
fn no_more_of_what_was_not_understood_is_kept_than_is_shown() {
    let long = "x".repeat(3_000);
    let ticket = after(&[&format!("a fanta and a {long}")]);
    assert_eq!(told(&ticket.order.misread), (vec![&long[..100]], vec![]));
    let (ticket, effects) = say(ticket, 60, &format!("an adder with plate {long}"));
    let Notice::OptionAsked(asked) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(told(&asked.misread).1, [&long[..100]]);
    assert_eq!(told(&ticket.order.misread).1, [&long[..100]]);
}

#[test]
fn a_change_that_does_nothing_is_answered_each_time() {
    let mut ticket = say(after(&["a bike", "black", "white"]), 50, "and a fanta").0;
    for said in 60..66 {
        let (next, effects) =
            say(ticket, said, "make the frame blue with a seat colour of blargh and a zog");
        let Occasion::NotAnAnswer { misread, .. } = &asked(&effects).occasion else {
            panic!("{said}: {effects:?}")
        };
        assert!(misread.has_words(), "{said}: {misread:?}");
        ticket = next;
    }
    let (ticket, effects) = say(ticket, 70, "hello there");
    assert!(effects.is_empty(), "talk is not: {effects:?}");
    drop(ticket);
}

#[test]
fn what_goes_for_only_another_is_told() {
    let before = ordered("2 adder, a t20");
    let (next, effects) = moved(&with(Some(before)), written(ann(), 91, "no, just the adders"));
    assert_eq!(lines(&next), [("adder", 2)]);
    let Occasion::OrderChanged { misread } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!(misread.dropped, ["1 × T20"]);
}
