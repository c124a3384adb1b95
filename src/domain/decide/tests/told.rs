//! What its customer is told of an order that cannot be as they wish.

use super::fixtures::*;
use crate::domain::{
    effect::Effect,
    flow::Stage,
    money::Amount,
    notice::{Notice, Occasion},
    price::Excess,
};

#[test]
fn more_than_a_product_or_an_order_allows_is_told() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(ann(), 91, "5 banshee"));
    assert_eq!(lines(&ticket), [("banshee", 3)]);
    let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(doubt.misread.capped, [("Banshee".to_owned(), 3)]);

    let (ticket, effects) = moved(&fresh, written(ann(), 91, "21 adder"));
    let most = [Excess::Items { wanted: 21, most: 20 }];
    assert_eq!(card_of(&effects).order.over, most, "before Yes is said");
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 92, "yes"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    assert_eq!(asked(&effects).occasion, Occasion::OverLimit);
    assert_eq!(asked(&effects).values.order.over, most);
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 93, "make it 20"));
    assert_eq!(asked(&effects).values.order.over, []);
    let (ticket, _) = moved(&with(Some(ticket)), written(ann(), 94, "yes"));
    assert_eq!(ticket.state, open_at(Stage::TERMS));
}

#[test]
fn a_wish_that_cannot_be_met_is_told_a_few_times_and_talk_once() {
    let mut state = with(Some(ordered("2 adder")));
    let mut say = |message, text| {
        let (ticket, effects) = moved(&state, written(ann(), message, text));
        state = with(Some(ticket));
        let hinted = |effect: &Effect| matches!(effect, Effect::Say { .. });
        effects.iter().any(hinted).then(|| asked(&effects).occasion.misread().unknown)
    };
    assert_eq!(say(91, "hello there"), Some(vec![]));
    assert_eq!(say(92, "hello there"), None);
    assert_eq!(say(93, "add a snowplow"), Some(vec!["snowplow".to_owned()]));
    assert_eq!(say(94, "add a snowplow"), None, "it was told");
    assert_eq!(say(95, "add a steamboat"), Some(vec!["steamboat".to_owned()]));
    assert_eq!(say(96, "add an iceboat"), None, "three are enough for one question");
    say(97, "make it 3");
    assert_eq!(say(98, "add an iceboat"), Some(vec!["iceboat".to_owned()]));
}

#[test]
fn who_asks_what_one_of_several_costs_is_told_and_has_chosen_nothing() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(ann(), 91, "2 turismo"));
    let Notice::WhichAsked(which) = said(&effects) else { panic!("{effects:?}") };
    let prices: Vec<_> = which.choices.iter().map(|it| it.price).collect();
    assert_eq!(prices, [Some(Amount(500)), Some(Amount(700))]);
    let (ticket, effects) =
        moved(&with(Some(ticket)), written(ann(), 92, "how much is the turismo r?"));
    assert!(matches!(said(&effects), Notice::WhichAsked(_)), "{effects:?}");
    assert_eq!(lines(&ticket), []);
    let dear = written(ann(), 93, "the turismo classic is too expensive");
    let (ticket, _) = moved(&with(Some(ticket)), dear);
    assert_eq!(lines(&ticket), []);
    let (ticket, _) = moved(&with(Some(ticket)), written(ann(), 94, "the classic"));
    assert_eq!(lines(&ticket), [("turismo-classic", 2)], "what is meant is what was asked for");
}

#[test]
fn an_order_that_was_kept_without_its_limits_does_not_go_beyond_them() {
    let mut kept = ordered("21 adder");
    kept.order.over.clear();
    let (ticket, effects) = moved(&with(Some(kept)), written(ann(), 91, "yes"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    assert_eq!(asked(&effects).occasion, Occasion::OverLimit);
}
