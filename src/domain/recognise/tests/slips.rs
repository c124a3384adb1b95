//! Names that are written with slips of the pen.

use super::super::recognise;
use super::{Catalogue, Index, Product, ProductId, check, check_asks, check_in, shop_of};

#[test]
fn slips_of_the_pen() {
    check("2 ader", &[("adder", 2)], &[]);
    check("sultna rs x2", &[("sultan-rs", 2)], &[]);
    check("a kurmua and an adder", &[("kuruma", 1), ("adder", 1)], &[]);
    check("4 opressor mkii", &[("oppressor-mk-ii", 4)], &[]);
    check("dubta 6x6 x2", &[("dubsta-6x6", 2)], &[]);
    check("3 tailgatrs", &[("tailgater", 3)], &[]);
    check("2 oppressorxzqmkii", &[("oppressor-mk-ii", 2)], &[]);
}

#[test]
fn parts_of_names_have_slips_too() {
    check_asks("one elgy please", &[], &[&["elegy-rh8", "elegy-retro-custom"]]);
}

#[test]
fn names_that_break_off() {
    check("2 oppres", &[("oppressor-mk-ii", 2)], &[]);
    check("2 kuru please", &[("kuruma", 2)], &[]);
    check("an elegy ret", &[("elegy-retro-custom", 1)], &[]);
    check_asks("2 eleg", &[], &[&["elegy-rh8", "elegy-retro-custom"]]);
    check("do you know kuru", &[], &["kuru"]);
}

#[test]
fn other_names_are_no_slips() {
    check("a tyota remuz please", &[], &["tyota remuz"]);
    check("a remuz please", &[("remus", 1)], &[]);
    check("2x dder", &[("adder", 2)], &[]);
    check("a jls", &[], &["jls"]);
}

#[test]
fn digits_for_letters() {
    check("5ultan please", &[("sultan", 1)], &[]);
    check("2 kurum4 and a sult4n cl4ssic", &[("kuruma", 2), ("sultan-classic", 1)], &[]);
}

#[test]
fn numbers_are_no_slips() {
    check("20 t2", &[], &["20 t2"]);
    check("8011", &[], &["8011"]);
    check("12 comet", &[("comet", 12)], &[]);
}

#[test]
fn words_of_the_language_are_no_slips() {
    check("please add her and salt an egg", &[], &["salt", "egg"]);
    check("is a comment a sultana", &[], &["comment", "sultana"]);
}

#[test]
fn an_unknown_word_beside_a_name_is_no_variant() {
    check("2 kuruma bla", &[("kuruma", 2)], &["bla"]);
    check("kuruma pls bla", &[("kuruma", 1)], &["bla"]);
    check("kuruma gts", &[], &["kuruma gts"]);
    check("kuruma evo", &[], &["kuruma evo"]);
    check("kuruma ii", &[], &["kuruma ii"]);
    check("kuruma evx", &[], &["kuruma evx"]);
    check("kuruma gto", &[], &["kuruma gto"]);
    check("kuruma uhh", &[("kuruma", 1)], &["uhh"]);
    let found = super::recognise(&super::shop(), "adder bla");
    assert_eq!(found.suggested.len(), 1, "a word of English is not certain: {found:?}");
}

#[test]
fn a_space_that_stands_elsewhere_makes_no_name() {
    check("2 comets 2 sultans", &[("comet", 2), ("sultan", 2)], &[]);
    check("sul tan rs", &[("sultan-rs", 1)], &[]);
}

#[test]
fn one_size_is_no_slip_for_another() {
    let bed = |size: &str| Product::named(ProductId::from_name(size).unwrap(), size);
    let shop = Catalogue::new(vec![bed("Dog Bed L"), bed("Dog Bed XL")]).unwrap();
    let index = Index::new(&shop);
    let sold = |text: &str| recognise(&index, text).lines.len();
    assert_eq!(["dog bed xl", "dog bed lx", "dog bed xxl", "dog bed s"].map(sold), [1, 1, 0, 0]);
    let wear = Catalogue::new(vec![bed("Hoodie L"), bed("Shirt M"), bed("Cap")]).unwrap();
    let index = Index::new(&wear);
    let sold = |text: &str| recognise(&index, text).lines.len();
    assert_eq!(["hoodie l", "hoodie m", "2 caps", "cap xl"].map(sold), [1, 0, 1, 0]);
}

#[test]
fn a_slip_in_an_alias_is_one_of_other_names_too() {
    let shop = shop_of(&[
        ("Oppressor", &[]),
        ("Oppressor Mk II", &["opressor mk2"]),
        ("Tyrus", &["progen tyrus"]),
    ]);
    check_in(&shop, "2 opressor", &[("oppressor", 2)]);
    check_in(&shop, "opressor mk2", &[("oppressor-mk-ii", 1)]);
    check_in(&shop, "a progen", &[]);
}

#[test]
fn another_code_behind_a_name_is_no_slip() {
    let shop = shop_of(&[("Buffalo STX", &[]), ("Itali GTB", &[]), ("Itali GTO", &[])]);
    check_in(&shop, "a buffalo stz", &[("buffalo-stx", 1)]);
    check_in(&shop, "a bufalo stx", &[("buffalo-stx", 1)]);
    check_in(&shop, "a buffalo evx", &[]);
    super::check_asks_in(&shop, "italy gt please", &["itali-gtb", "itali-gto"]);
}

#[test]
fn the_letter_that_tells_names_apart_is_right() {
    let shop =
        super::shop_of(&[("Turismo R", &[]), ("Turismo Classic", &[]), ("Comet S2 Cabrio", &[])]);
    super::check_in(&shop, "a turizmo r", &[("turismo-r", 1)]);
    super::check_in(&shop, "an s2 cabrio", &[("comet-s2-cabrio", 1)]);
    for text in ["one turizmoo", "one turismoo"] {
        assert!(super::recognise(&shop, text).lines.is_empty(), "{text}");
    }
}
