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
fn words_that_describe_are_no_names() {
    check("granger, adder 2.0", &[], &["granger", "adder 2.0"]);
    check("an adder custom", &[], &["adder custom"]);
    check("a t20 death", &[], &["t20 death"]);
}
