//! So many of a line are to be this, and the others something else.

use super::fixtures::*;
use super::ordered::{after_words, shown};
use crate::domain::{notice::Notice, order::Asked, ticket::Ticket};

fn shop() -> String {
    serde_json::json!({ "products": [
        {"id": "cola", "name": "Cola", "price": 2, "options": [
            {"name": "Size", "choices": [{"label": "small"}, {"label": "large"}]}]},
        {"id": "shirt", "name": "Shirt", "options": [
            {"name": "Fit", "required": false, "choices": [{"label": "slim"}, {"label": "wide"}]},
            {"name": "Sleeve", "required": false, "choices": [{"label": "long"}, {"label": "short"}]}]},
    ]})
    .to_string()
}

fn after(words: &[&str]) -> Ticket {
    after_words(&shop(), words)
}

#[test]
fn the_rest_of_a_line_stays_as_it_is() {
    let all = ["3 slim shirts", "change the fit"];
    for (said, expected) in [
        ("2 wide", vec!["2 shirt wide", "1 shirt slim"]),
        ("1 slim, 2 wide", vec!["1 shirt slim", "2 shirt wide"]),
        ("1 slim, 1 wide", vec!["2 shirt slim", "1 shirt wide"]),
        ("wide", vec!["3 shirt wide"]),
    ] {
        let ticket = after(&[all[0], all[1], said]);
        assert_eq!(shown(&ticket), expected, "{said}");
        assert_eq!(ticket.order.asked, None, "{said}");
    }
    let ticket = after(&["4 colas", "3 large"]);
    assert_eq!(shown(&ticket), ["3 cola large", "1 cola"]);
    assert!(matches!(ticket.order.asked, Some(Asked::Option { .. })), "the rest is asked for");
}

#[test]
fn all_but_some_and_none_are_no_answers() {
    let asked = after(&["4 colas"]);
    for said in [
        "all large but one",
        "all large except one",
        "all but one large",
        "alle large bis auf eine",
        "0 large",
        "zero large",
    ] {
        let mut snapshot = with(Some(asked.clone()));
        snapshot.shelf = stocked(&shop());
        let (next, effects) = moved(&snapshot, written(ann(), 91, said));
        assert_eq!(shown(&next), ["4 cola"], "{said}");
        assert!(matches!(super::fixtures::said(&effects), Notice::OptionAsked(it) if it.again));
    }
    assert_eq!(shown(&after(&["2 colas", "0 small, 2 large"])), ["2 cola large"]);
}
