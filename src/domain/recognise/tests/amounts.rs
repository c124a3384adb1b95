//! Numbers that are said of the lines of an order, and those that only look so.

use super::super::revise;
use super::revise::{CARS, check, lines, order};
use super::shop;

#[test]
fn numbers_for_all_that_is_wished_for() {
    let two = [("adder", 4), ("t20", 2)];
    for text in [
        "make both 5",
        "make them both 5",
        "5 of both",
        "make all of them 5",
        "5 each",
        "i want 5 of each",
        "mach beide auf 5",
        "5 von jedem",
    ] {
        check(&two, text, &[("adder", 5), ("t20", 5)]);
    }
    check(&[], "adder and t20, make both 5", &[("adder", 5), ("t20", 5)]);
    check(&two, "keep both", &two);
    let both_of_three = revise(&shop(), "make both 5", &order(&CARS));
    assert_eq!(lines(&both_of_three), CARS);
    assert_eq!(both_of_three.unknown, ["5"]);
}

#[test]
fn so_many_more_or_fewer_of_what_is_named_behind() {
    let had = [("adder", 4), ("t20", 1)];
    for text in ["add 2 to the adders", "add two more to the adder", "adder +2"] {
        check(&had, text, &[("adder", 6), ("t20", 1)]);
    }
    for text in ["minus 1 adder", "adders minus 1", "adder -1"] {
        check(&had, text, &[("adder", 3), ("t20", 1)]);
    }
    check(&had, "t20 -1", &[("adder", 4)]);
    check(&[], "2 sultans and 3 for the comet", &[("sultan", 2), ("comet", 3)]);
}

#[test]
fn what_only_speaks_of_numbers_changes_nothing() {
    let had = [("adder", 4), ("t20", 2)];
    for text in [
        "not 5 each",
        "don't make both 5",
        "do they cost 500 each?",
        "we are both 18",
        "my kids are both 5",
        "i already have 5 of each",
        "do you have 5 of each in stock?",
        "adder -20%",
        "t20 -1 day",
        "500 for the adder",
        "minus 5",
        "i have minus 1 on my account",
        "did i order the adder twice?",
        "adder minus 20",
    ] {
        let revision = revise(&shop(), text, &order(&had));
        assert_eq!(lines(&revision), had, "{text:?} {revision:?}");
    }
}

#[test]
fn so_many_more_or_fewer_of_all() {
    let had = [("adder", 4), ("t20", 2)];
    for text in ["add one of each", "add 1 each", "another one of each"] {
        check(&had, text, &[("adder", 5), ("t20", 3)]);
    }
    for text in ["remove one of each", "remove 1 of both", "remove one each"] {
        check(&had, text, &[("adder", 3), ("t20", 1)]);
    }
    check(&had, "remove 2 of each", &[("adder", 2)]);
    check(
        &had,
        "also a comet and a remus, both 2",
        &[("adder", 4), ("t20", 2), ("comet", 2), ("remus", 2)],
    );
}

#[test]
fn a_sign_in_a_list_is_a_dash() {
    let had = [("adder", 4), ("t20", 2)];
    check(&had, "i want adder -3", &[("adder", 3), ("t20", 2)]);
    check(&had, "make adder -3", &[("adder", 3), ("t20", 2)]);
    check(&had, "adder -1, +1 t20", &[("adder", 3), ("t20", 3)]);
    check(&[], "adder -2, t20 -3", &[("adder", 2), ("t20", 3)]);
}
