//! Names that are spoken of, and not as wishes.

use super::check;

#[test]
fn what_is_told_of_is_no_wish() {
    check("sold my t20", &[], &["t20"]);
    check("my comet got stolen", &[], &["comet"]);
    check("can you refund the adder", &[], &["adder"]);
    check("i already have a kuruma", &[], &["kuruma"]);
}

#[test]
fn a_word_of_the_language_needs_more_than_itself() {
    check("the comet was bright", &[], &["comet", "bright"]);
    check("i love comets", &[], &["comets"]);
    check("comet lights look nice", &[], &["comet lights look nice"]);
    check("a comet", &[("comet", 1)], &[]);
    check("can i have the comet when you can", &[("comet", 1)], &[]);
    check("is the comet available?", &[("comet", 1)], &[]);
    check("how much for a comet", &[("comet", 1)], &[]);
    check("a comet and a zorrusso", &[("comet", 1)], &["zorrusso"]);
    check("the comet without bells", &[("comet", 1)], &["bells"]);
    check("wts comet", &[], &["comet"]);
    check("a comet for my crew", &[("comet", 1)], &["crew"]);
}

#[test]
fn what_is_paid_for_is_no_wish() {
    check("i paid for the t20 but didn't get it", &[], &["paid", "t20"]);
}

#[test]
fn a_word_may_describe_what_is_asked_for() {
    check("2 bright comets", &[("comet", 2)], &["bright"]);
    check("a bright comet", &[("comet", 1)], &["bright"]);
    check(
        "bright comet please, and cold adder",
        &[("comet", 1), ("adder", 1)],
        &["bright", "cold"],
    );
    check("a comet and an adder to go", &[("comet", 1), ("adder", 1)], &[]);
    check("comet with milk and sugar", &[("comet", 1)], &["milk", "sugar"]);
    check("nice comet", &[], &["nice comet"]);
    check("that's a nice comet", &[], &["nice comet"]);
    check("i saw a bright comet", &[], &["bright comet"]);
    check("comet with grandma was nice", &[], &["comet", "grandma", "nice"]);
}

#[test]
fn a_refusal_of_something_else_spares_the_name() {
    check("no ketchup on the t20 please", &[("t20", 1)], &["ketchup"]);
    check("adder no onions and t20", &[("adder", 1), ("t20", 1)], &["onions"]);
    check("remove the onions from the t20", &[("t20", 1)], &["onions"]);
    check("adder, t20, no adder and t20", &[], &[]);
}

#[test]
fn a_word_out_of_the_name_says_what_for() {
    check("an elegy retro custom for 5 customs", &[("elegy-retro-custom", 1)], &["5 customs"]);
    check("kuruma (armored) with armored", &[("kuruma-armored", 1)], &[]);
}

#[test]
fn words_that_describe_are_no_names() {
    check("granger, adder 2.0", &[], &["granger", "adder 2.0"]);
    check("an adder custom", &[], &["adder custom"]);
    check("a t20 death", &[], &["t20 death"]);
}
