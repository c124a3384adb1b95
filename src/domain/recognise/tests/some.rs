//! Some of what is there that give way, stay, or become another number.

use super::super::revise;
use super::revise::{check, lines, order};
use super::{check_in, shop, shop_of};

/// The text changes nothing, and something of it is told.
#[track_caller]
fn check_told(had: &[(&str, u32)], text: &str) {
    let revision = revise(&shop(), text, &order(had));
    assert_eq!(lines(&revision), had, "{text:?} {revision:?}");
    assert!(!revision.unknown.is_empty(), "{text:?} {revision:?}");
}

const MIXED: [(&str, u32); 2] = [("adder", 3), ("t20", 2)];

#[test]
fn some_without_a_name_give_way() {
    for text in [
        "replace one with a comet",
        "change one to a comet",
        "swap one with comet",
        "change one of them to a comet",
        "ersetze eins durch comet",
    ] {
        check(&[("adder", 3)], text, &[("adder", 2), ("comet", 1)]);
    }
    check(&[("adder", 3)], "replace 2 with a comet", &[("adder", 1), ("comet", 1)]);
    check(&[("adder", 3)], "replace 2 with comets", &[("adder", 1), ("comet", 2)]);
    check(&[("adder", 3)], "replace 3 with comets", &[("comet", 3)]);
}

#[test]
fn of_what_some_give_way_has_to_be_clear() {
    check_told(&MIXED, "replace one with a comet");
    check_told(&[("adder", 3)], "replace 4 with comets");
    check_told(&[("adder", 3)], "change one of them to zorb");
    let read = revise(&shop(), "change one to 2", &order(&[("adder", 3)]));
    assert_eq!(lines(&read), [("adder", 3)]);
}

#[test]
fn all_but_so_many_go() {
    for text in [
        "remove all but one",
        "remove all except one",
        "remove all but one adder",
        "take all but one away",
        "entferne alle bis auf eins",
        "entferne alle außer einem",
    ] {
        check(&[("adder", 3)], text, &[("adder", 1)]);
    }
    check(&MIXED, "remove all adders but one", &[("adder", 1), ("t20", 2)]);
    check(&MIXED, "remove all the t20s except for one", &[("adder", 3), ("t20", 1)]);
    check(&MIXED, "remove everything except 2 adders", &[("adder", 2)]);
    check(&MIXED, "remove everything except the adders", &[("adder", 3)]);
    check(&MIXED, "keep the adders, remove the rest", &[("adder", 3)]);
}

#[test]
fn what_is_said_of_all_but_some_empties_no_order() {
    for text in [
        "remove all but one",
        "change all to zorb except one",
        "everything except one adder",
        "i want all but one",
    ] {
        check_told(&MIXED, text);
    }
    let read = revise(&shop(), "remove one t20 and make the rest navy", &order(&MIXED));
    assert_eq!(lines(&read), [("adder", 3), ("t20", 1)]);
    let read = revise(&shop(), "remove the rest", &order(&MIXED));
    assert_eq!(lines(&read), MIXED);
}

#[test]
fn a_number_instead_of_another() {
    check(&MIXED, "2 instead of 3 adders", &[("adder", 2), ("t20", 2)]);
    check(&MIXED, "2 adders instead of 3", &[("adder", 2), ("t20", 2)]);
    check(&MIXED, "2 statt 3 adder", &[("adder", 2), ("t20", 2)]);
    check_told(&MIXED, "2 instead of 4 adders");
}

#[test]
fn something_instead_of_some() {
    let two: &[_] = &[("adder", 2), ("t20", 2), ("comet", 1)];
    check(&MIXED, "a comet instead of one adder", two);
    check(&MIXED, "instead of one adder a comet", two);
    check(&MIXED, "statt einem adder einen comet", two);
    check(&MIXED, "instead of 2 adders i want 2 comets", &[("adder", 1), ("t20", 2), ("comet", 2)]);
    check(&MIXED, "a t20 instead of one adder", &[("adder", 2), ("t20", 3)]);
    check(&MIXED, "2 comets instead of the adders", &[("comet", 2), ("t20", 2)]);
    check(&MIXED, "comets instead of 3 adders", &[("comet", 3), ("t20", 2)]);
}

#[test]
fn what_is_taken_away_takes_nothing_with_it() {
    let one: &[_] = &[("adder", 1), ("t20", 2), ("comet", 1)];
    check(&MIXED, "take 2 adders away and add a comet", one);
    check(&MIXED, "take 2 adders off and add a comet", one);
    check(&MIXED, "that's one adder too much", &[("adder", 2), ("t20", 2)]);
    check(&MIXED, "2 adders too many", &[("adder", 1), ("t20", 2)]);
    check(&MIXED, "take the adders away and the t20s", &[]);
}

#[test]
fn a_name_goes_on_behind_the_alias_of_what_it_begins_with() {
    let index = shop_of(&[("Cola", &["coke"]), ("Cola Zero", &[]), ("Fanta", &["orange"])]);
    check_in(&index, "coke zero", &[("cola-zero", 1)]);
    check_in(&index, "2 coke zeros and a coke", &[("cola-zero", 2), ("cola", 1)]);
    check_in(&index, "a fanta zero", &[("fanta", 1)]);
    let read = revise(&index, "no wait fanta zero", &order(&[("fanta", 2)]));
    assert_eq!(lines(&read), [("fanta", 2)]);
    let index = shop_of(&[("iPhone", &["phone"]), ("iPhone 14", &[])]);
    check_in(&index, "14 phone", &[("iphone", 14)]);
}
