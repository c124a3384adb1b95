//! An order whose catalogue was replaced while it was being asked about.

use super::fixtures::*;
use crate::domain::{
    control::Press,
    decision::Snapshot,
    flow::Stage,
    input::Event,
    money::Amount,
    notice::{Notice, Occasion},
    ticket::Ticket,
};
use twilight_model::id::Id;

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
        let Notice::WhichAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
        let [only] = doubt.choices.as_slice() else { panic!("{doubt:?}") };
        assert_eq!((only.name.as_str(), doubt.turn), ("Turismo Classic", turn + 1));
    }

    let (asked_option, _) = moved(&fresh, written(ann(), 91, "a banshee"));
    let turn = asked_option.turn;
    let plain = |json: String| json.replace("Colour", "Paint");
    for answer in [pressed(Press::Nth(0), turn), written(ann(), 92, "black")] {
        let (_, effects) = moved(&with_newer(asked_option.clone(), plain), answer);
        let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
        assert_eq!(doubt.option, "Paint");
    }
}

#[test]
fn news_of_a_catalogue_are_told_after_the_questions_about_the_order() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, _) = moved(&fresh, written(ann(), 91, "an adder and a turismo"));
    let dearer = |json: String| json.replace("1000", "1500");
    let (ticket, effects) = moved(&with_newer(ticket, dearer), written(ann(), 92, "hm"));
    assert!(matches!(said(&effects), Notice::WhichAsked(_)));
    let turn = ticket.turn;
    let (_, effects) = moved(&with_newer(ticket, dearer), pressed(Press::Nth(0), turn));
    let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!(news.repriced[0].now, Some(Amount(1_500)));
}

#[test]
fn yes_does_not_count_for_options_that_there_are_not_any_more() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, _) = moved(&fresh, written(ann(), 91, "a black banshee"));
    let (ticket, _) = moved(&with(Some(ticket)), written(ann(), 92, "ABC1"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    let paint = |json: String| json.replace("Colour", "Paint");
    for words in ["yes", "hm"] {
        let (ticket, effects) =
            moved(&with_newer(ticket.clone(), paint), written(ann(), 93, words));
        let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
        assert_eq!((doubt.option.as_str(), &ticket.state), ("Paint", &open_at(Stage::CONFIRM)));

        let (ticket, effects) = moved(&with_newer(ticket, paint), written(ann(), 94, "red"));
        assert!(ticket.order.lines[0].options.contains(&("Paint".to_owned(), "red".to_owned())));
        let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
            panic!("{effects:?}")
        };
        assert_eq!(news.dropped, [("Banshee".to_owned(), "black".to_owned())]);
    }
}

#[test]
fn an_option_that_is_new_is_asked_for_before_yes_counts() {
    let with_colour = |json: String| {
        json.replace(
            r#""id":"adder""#,
            r#""options":[{"name":"Wheels","choices":["Big","Small"]}],"id":"adder""#,
        )
    };
    let (ticket, effects) =
        moved(&with_newer(ordered("an adder"), with_colour), written(ann(), 91, "yes"));
    let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((doubt.option.as_str(), ticket.state), ("Wheels", open_at(Stage::CONFIRM)));
}

#[test]
fn what_was_to_give_way_does_not_come_back_when_it_is_not_sold_any_more() {
    let (ticket, _) = moved(
        &with(Some(ordered("an adder and a t20"))),
        written(ann(), 91, "make the adder a turismo instead"),
    );
    assert!(ticket.order.unclear[0].instead_of.is_some(), "{:?}", ticket.order);
    let without = |json: String| json.replace("adder", "other").replace("Adder", "Other");
    let neither = |ticket: Ticket| {
        let turn = ticket.turn;
        moved(&with_newer(ticket, without), pressed(Press::Neither, turn))
    };
    let (ticket, effects) = neither(ticket);
    assert!(matches!(said(&effects), Notice::WhichAsked(_)), "it is asked anew: {effects:?}");
    let (ticket, effects) = neither(ticket);
    assert_eq!(lines(&ticket), [("t20", 1)]);
    let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!(news.gone, ["Adder"]);
}

#[test]
fn a_rewritten_message_is_compared_with_the_prices_of_its_own_lines() {
    let (ticket, _) =
        moved(&with(Some(ordered("an adder"))), written(ann(), 91, "remove the adder, add a t20"));
    assert_eq!(lines(&ticket), [("t20", 1)]);
    let rewritten = || Event::Rewritten {
        channel: CHANNEL,
        message: Id::new(91),
        actor: ann(),
        text: "2 adder".to_owned(),
    };
    let other = |json: String| json.replace("Turismo Classic", "Turismo Old");
    let (_, effects) = moved(&with_newer(ticket.clone(), other), rewritten());
    let Occasion::OrderChanged { .. } = &asked(&effects).occasion else { panic!("{effects:?}") };
    let dearer = |json: String| json.replace("1000", "1500");
    let (_, effects) = moved(&with_newer(ticket, dearer), rewritten());
    let Occasion::CatalogueChanged { news, .. } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    let repriced = &news.repriced[0];
    assert_eq!((repriced.before, repriced.now), (Some(Amount(1_000)), Some(Amount(1_500))));
}
