//! Choices that are numbers: sizes of tyres, speeds of chains.

use super::super::recognise;
use super::{Catalogue, Index, choice_of, with_options};

fn shop() -> Index {
    let sizes = || choice_of("Size", &["26", "27.5", "28", "29"]);
    let products = vec![
        with_options("Tyre", vec![sizes()]),
        with_options("Chain", vec![choice_of("Speed", &["8", "10", "12"])]),
        with_options("Tube", vec![sizes(), choice_of("Valve", &["presta", "schrader"])]),
    ];
    Index::new(&Catalogue::new(products).unwrap())
}

/// "2 tube 28 presta + 1 chain".
fn said(text: &str) -> String {
    let found = recognise(&shop(), text);
    let line = |it: &super::super::Wanted| {
        let values = it.options.iter().map(|(_, value)| format!(" {value}"));
        format!("{} {}{}", it.quantity, it.product, values.collect::<String>())
    };
    found.lines.iter().map(line).collect::<Vec<_>>().join(" + ")
}

#[test]
fn a_number_that_is_a_choice_counts_nothing() {
    for (text, lines) in [
        ("a tyre 28", "1 tyre 28"),
        ("tyre 28", "1 tyre 28"),
        ("one 28 inch tyre", "1 tyre 28"),
        ("a 10 speed chain", "1 chain 10"),
        ("4 chains 12 speed", "4 chain 12"),
        ("2 28 tyres and 3 tyres 29", "2 tyre 28 + 3 tyre 29"),
        ("tyre size 28", "1 tyre 28"),
        ("tube 27.5 presta", "1 tube 27.5 presta"),
        ("2 tubes 28 presta", "2 tube 28 presta"),
        ("tubes: 1x 26 presta, 1x 28 schrader", "1 tube 26 presta + 1 tube 28 schrader"),
        ("tubes: 2x presta, 3x schrader", "2 tube presta + 3 tube schrader"),
    ] {
        assert_eq!(said(text), lines, "{text}");
    }
}

#[test]
fn a_number_that_may_count_does() {
    for (text, lines) in [
        ("28 tyres", "28 tyre"),
        ("chain x 10", "10 chain"),
        ("tyre 3", "3 tyre"),
        ("10 chains and a tyre", "10 chain + 1 tyre"),
    ] {
        assert_eq!(said(text), lines, "{text}");
    }
}

#[test]
fn a_size_at_the_end_of_a_name_may_be_more_than_one_that_is_said_alone() {
    let names = ["Mercedes AMG GT63", "Mercedes AMG GT53", "Rolls 6pc", "Rolls 12pc"];
    let shop = super::shop_of(&names.map(|name| (name, &[] as &[&str])));
    super::check_in(&shop, "a gt63 mercedes amg", &[("mercedes-amg-gt63", 1)]);
    super::check_in(&shop, "rolls 6pc, sorry, 12pc", &[("rolls-12pc", 1)]);
}
