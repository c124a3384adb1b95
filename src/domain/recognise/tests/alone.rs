//! Numbers that stand away from what they count, and names that take each other's place.

use super::super::recognise;
use super::revise::check as revised;
use super::{check, shop};

#[test]
fn a_number_in_its_own_clause_counts_what_was_named() {
    for text in [
        "t20 please, 4 of those",
        "t20 please, 4 of 'em",
        "t20? then ill take 4",
        "t20. so could i get four please",
        "t20 pls, 4 thanks",
        "t20 for my brother, 4 if possible",
        "t20, my old one is gone. 4 actually",
        "t20, 4 bags",
        "t20, four packs of them please",
        "t20 4 crates",
        "do you do t20s? 4 jars pls",
        "t20 bitte, 4 danke",
    ] {
        let found = recognise(&shop(), text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, [("t20", 4)], "{text}");
    }
    check("remus and comet, 2 trays of them", &[("remus", 1), ("comet", 2)], &[]);
    check("3 of em comets", &[("comet", 3)], &[]);
    check("comet pls, 4 of em and a remus", &[("comet", 4), ("remus", 1)], &[]);
}

#[test]
fn a_number_in_a_clause_that_says_more_counts_nothing() {
    check("comet please, 8 tonight", &[("comet", 1)], &["8"]);
    check("comet please, i am 14", &[("comet", 1)], &["14"]);
    check("comet, 3 bags of flour", &[("comet", 1)], &["3 bags", "flour"]);
    check("comet please, ill pay 7", &[("comet", 1)], &["7"]);
    check("3 comet, 4 of em", &[("comet", 3)], &["4"]);
    check("comet, 2 in the morning", &[("comet", 1)], &["2"]);
    check("t20 madness boys, lets go 24", &[], &["t20 madness boys"]);
}

#[test]
fn what_follows_a_number_corrects() {
    check("3 remus\n*5 sry", &[("remus", 5)], &[]);
    check("3 remus\n5 sorry", &[("remus", 5)], &[]);
    check("3 remus. 5 actually", &[("remus", 5)], &[]);
    check("3 remus 2 comet\n*4 soz", &[("remus", 3), ("comet", 4)], &[]);
}

#[test]
fn the_total_counts() {
    check("one remus each, so four in total", &[("remus", 4)], &[]);
    check("a comet each pls, 4 altogether", &[("comet", 4)], &[]);
    check("comets for all of us, 4 overall", &[("comet", 4)], &[]);
    check("a comet and a remus, 2 total", &[("comet", 1), ("remus", 1)], &[]);
    check("3 comets, 90 total", &[("comet", 3)], &["90"]);
    check("comets for us, 500 total", &[("comet", 1)], &["500"]);
}

#[test]
fn so_many_each_may_stand_behind() {
    check("comet, remus and t20 each 3", &[("comet", 3), ("remus", 3), ("t20", 3)], &[]);
    check("comet, remus each x3 please", &[("comet", 3), ("remus", 3)], &[]);
    check("one comet each 2 remus", &[("comet", 1), ("remus", 2)], &[]);
}

#[test]
fn a_guess_is_made_certain() {
    check("maybe the remus. ok then 2 remus", &[("remus", 2)], &[]);
    check("a remus? yes 1 remus", &[("remus", 1)], &[]);
    check("the t20 i guess? so 3 t20", &[("t20", 3)], &[]);
    check("2 remus i think. and one more remus", &[("remus", 3)], &[]);
    check("maybe a remus. and 1 remus for my brother", &[("remus", 2)], &["brother"]);
    check("remus remus remus 4 of them", &[("remus", 4)], &[]);
}

#[test]
fn second_thoughts_replace() {
    check("i want a remus but nah make that a comet", &[("comet", 1)], &[]);
    check("3 remus, nah 2", &[("remus", 2)], &[]);
    check("a remus? nope", &[], &[]);
    check("2 remus. no sry comet", &[("comet", 2)], &[]);
    check("a remus. sorry not a remus i meant comet", &[("comet", 1)], &[]);
    check("remus... nvm comet instead", &[("comet", 1)], &[]);
    check("remus nvm a comet", &[("comet", 1)], &[]);
    check("comet and remus, nvm the remus", &[("comet", 1)], &[]);
    check("remus. nvm the t20", &[("remus", 1)], &[]);
    check("sultan.. no the classic one. sultan classic", &[("sultan-classic", 1)], &[]);
    check("comet and remus, no the remus", &[("comet", 1)], &[]);
}

#[test]
fn a_removal_behind_another_refusal() {
    check("3 comet, dad wants no bikes so forget the remus", &[("comet", 3)], &["dad", "bikes"]);
    check("please do not forget the remus", &[("remus", 1)], &[]);
    check("a comet - nah skip the comet", &[], &[]);
    revised(&[("adder", 1), ("t20", 2)], "no skip the t20", &[("adder", 1)]);
}

#[test]
fn digits_that_belong_to_a_name() {
    check("comet 9 x 2", &[("comet", 2)], &["9"]);
    check("comet 9 x2 remus", &[("comet", 9), ("remus", 2)], &[]);
    let found = recognise(&shop(), "oppressor mk3 please");
    assert!(found.lines.is_empty(), "{found:?}");
    assert_eq!(found.suggested.len(), 1, "{found:?}");
}
