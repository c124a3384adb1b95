//! An order whose catalogue was replaced while it was being asked about.

use super::fixtures::*;
use crate::domain::{
    control::Press,
    decision::Snapshot,
    flow::Stage,
    money::Amount,
    notice::{Notice, Occasion},
    ticket::Ticket,
};

/// The server has another catalogue by now.
fn with_newer(ticket: Ticket, change: impl Fn(String) -> String) -> Snapshot {
    let mut snapshot = with(Some(ticket));
    snapshot.desk.1.catalogue = 3;
    snapshot.shelf = stocked(&change(catalogue()));
    snapshot
}

#[test]
fn a_changed_catalogue_is_shown_before_it_counts() {
    let dearer = |json: String| json.replace("1000", "1500");
    let (ticket, effects) =
        moved(&with_newer(ordered("2 adder"), dearer), written(ann(), 91, "yes"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM), "Yes was said to other prices");
    let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    let repriced = &news.repriced[0];
    assert_eq!((repriced.before, repriced.now), (Some(Amount(1_000)), Some(Amount(1_500))));
    assert_eq!(card_of(&effects).order.cost.as_ref().map(|it| it.total), Some(Amount(3_000)));
    let mut snapshot = with_newer(ticket, dearer);
    let (ticket, _) = moved(&snapshot, written(ann(), 92, "yes"));
    assert_eq!(ticket.state, open_at(Stage::TERMS));

    snapshot = with_newer(ticket, |json| json.replace("1000", "9000"));
    snapshot.desk.1.catalogue = 4;
    let (ticket, _) = moved(&snapshot, written(ann(), 93, "yes"));
    let priced = ticket.order.priced.expect("it has prices");
    assert_eq!(priced.total, Amount(3_000), "what was confirmed stays");
}

#[test]
fn a_product_that_is_not_sold_any_more_leaves_the_order_with_a_word() {
    let without = |json: String| json.replace("adder", "other").replace("Adder", "Other");
    let snapshot = with_newer(ordered("2 adder and a t20"), without);
    let (ticket, effects) = moved(&snapshot, written(ann(), 91, "yes"));
    assert_eq!(lines(&ticket), [("t20", 1)]);
    let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!(news.gone, ["Adder"]);
    let (ticket, _) = moved(&with_newer(ordered("2 adder"), without), written(ann(), 91, "yes"));
    assert_eq!(ticket.state, open_at(Stage::ORDER), "nothing is left");
}

#[test]
fn a_question_that_another_catalogue_has_overtaken_is_asked_anew() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked_which, _) = moved(&fresh, written(ann(), 91, "a turismo and an adder"));
    let turn = asked_which.turn;
    let without = |json: String| json.replace("turismo-r", "gone").replace("Turismo R", "Gone");
    for answer in [pressed(Press::Nth(0), turn), written(ann(), 92, "1")] {
        let (ticket, effects) = moved(&with_newer(asked_which.clone(), without), answer);
        assert_eq!(lines(&ticket), [("adder", 1)], "the first is another one now");
        let Notice::WhichAsked { choices, turn: now, .. } = said(&effects) else {
            panic!("{effects:?}")
        };
        assert_eq!((choices.as_slice(), *now), (&["Turismo Classic".to_owned()][..], turn + 1));
    }

    let (asked_option, _) = moved(&fresh, written(ann(), 91, "a banshee"));
    let turn = asked_option.turn;
    let plain = |json: String| json.replace("Colour", "Paint");
    for answer in [pressed(Press::Nth(0), turn), written(ann(), 92, "black")] {
        let (_, effects) = moved(&with_newer(asked_option.clone(), plain), answer);
        let Notice::OptionAsked { option, .. } = said(&effects) else { panic!("{effects:?}") };
        assert_eq!(option, "Paint");
    }
}

#[test]
fn news_of_a_catalogue_are_told_after_the_questions_about_the_order() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, _) = moved(&fresh, written(ann(), 91, "an adder and a turismo"));
    let dearer = |json: String| json.replace("1000", "1500");
    let (ticket, effects) = moved(&with_newer(ticket, dearer), written(ann(), 92, "hm"));
    assert!(matches!(said(&effects), Notice::WhichAsked { .. }));
    let turn = ticket.turn;
    let (_, effects) = moved(&with_newer(ticket, dearer), pressed(Press::Nth(0), turn));
    let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!(news.repriced[0].now, Some(Amount(1_500)));
}
