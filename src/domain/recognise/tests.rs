//! What is understood of messages, as a table.

mod again;
mod alone;
mod alternatives;
mod amounts;
mod changes;
mod choose;
mod decided;
mod evidence;
mod explain;
mod figurative;
mod given_up;
mod heads;
mod inquiry;
mod kinds;
mod languages;
mod lettered;
mod makers;
mod numbers;
mod options;
mod parts;
mod passing;
mod pieces;
mod preferred;
mod refusals;
mod revise;
mod said_of_it;
mod shared;
mod sizes;
mod slips;
mod some;
mod stricter;
mod whole;
mod worn;

use super::*;
use crate::domain::catalogue::{Catalogue, Choice, OptionKind, Product, ProductOption};

/// Names as a shop for cars would have them; the id follows from the name.
const SHOP: [(&str, &[&str]); 26] = [
    ("Adder", &["veyron"]),
    ("Sultan", &[]),
    ("Sultan RS", &[]),
    ("Sultan Classic", &["classic sultan"]),
    ("Carbon RS", &[]),
    ("Itali RSX", &["rsx"]),
    ("T20", &[]),
    ("811", &[]),
    ("XLS", &[]),
    ("XA-21", &[]),
    ("JB 700", &[]),
    ("Comet", &[]),
    ("Comet S2", &[]),
    ("Elegy RH8", &["r35"]),
    ("Elegy Retro Custom", &[]),
    ("Dubsta", &[]),
    ("Dubsta 6x6", &["6x6"]),
    ("Kuruma", &[]),
    ("Kuruma (Armored)", &[]),
    ("Oppressor Mk II", &[]),
    ("Duke O'Death", &[]),
    ("Fränken Stange", &[]),
    ("Brioso R/A", &[]),
    ("Tailgater S", &[]),
    ("Tailgater", &[]),
    ("Remus", &[]),
];

fn shop() -> Index {
    shop_of(&SHOP)
}

/// A shop with these names and aliases.
fn shop_of(names: &[(&str, &[&str])]) -> Index {
    let product = |(name, aliases): &(&str, &[&str])| Product {
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        ..Product::named(ProductId::from_name(name).unwrap(), *name)
    };
    Index::new(&Catalogue::new(names.iter().map(product).collect()).unwrap())
}

/// An option of which one of these has to be chosen.
fn choice_of(name: &str, labels: &[&str]) -> ProductOption {
    let choice = |label: &&str| Choice { label: (*label).to_owned(), ..Choice::default() };
    let choices = labels.iter().map(choice).collect();
    ProductOption { name: name.into(), kind: OptionKind::Choice { choices }, required: true }
}

/// A product that is asked about; the id follows from the name.
fn with_options(name: &str, options: Vec<ProductOption>) -> Product {
    Product { options, ..Product::named(ProductId::from_name(name).unwrap(), name) }
}

/// The text asks for these lines and leaves nothing to be asked.
#[track_caller]
fn check_in(shop: &Index, text: &str, lines: &[(&str, u32)]) {
    let found = recognise(shop, text);
    let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
    assert_eq!(got, lines, "{text:?} {found:?}");
    assert!(found.ambiguous.is_empty(), "{text:?} {found:?}");
}

/// The text asks for no line, and which of these is meant is to be asked.
#[track_caller]
fn check_asks_in(shop: &Index, text: &str, choices: &[&str]) {
    let found = recognise(shop, text);
    let asked = found.ambiguous.iter().flat_map(|it| &it.candidates);
    assert_eq!(asked.map(ProductId::as_str).collect::<Vec<_>>(), choices, "{text:?} {found:?}");
    assert!(found.lines.is_empty(), "{text:?} {found:?}");
}

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)], unknown: &[&str]) {
    let found = recognise(&shop(), text);
    let got: Vec<_> =
        found.lines.iter().map(|line| (line.product.as_str(), line.quantity)).collect();
    assert_eq!(got, lines, "{text:?} {found:?}");
    assert_eq!(found.unknown, unknown, "{text:?}");
    assert!(found.ambiguous.is_empty(), "{text:?} {found:?}");
}

#[track_caller]
fn check_asks(text: &str, lines: &[(&str, u32)], choices: &[&[&str]]) {
    let found = recognise(&shop(), text);
    let got: Vec<_> =
        found.lines.iter().map(|line| (line.product.as_str(), line.quantity)).collect();
    assert_eq!(got, lines, "{text:?} {found:?}");
    let asked: Vec<Vec<_>> = found
        .ambiguous
        .iter()
        .map(|it| it.candidates.iter().map(ProductId::as_str).collect())
        .collect();
    assert_eq!(asked, choices, "{text:?}");
}

#[test]
fn names_and_aliases() {
    check("2x adder and a sultan rs pls", &[("adder", 2), ("sultan-rs", 1)], &[]);
    check("Hi, I'd like a VEYRON please!", &[("adder", 1)], &[]);
    check("fraenken stange", &[("franken-stange", 1)], &[]);
    check("FRÄNKEN  stange", &[("franken-stange", 1)], &[]);
    check("a kuruma (armored)", &[("kuruma-armored", 1)], &[]);
    check("armored kuruma", &[("kuruma-armored", 1)], &[]);
    check("duke o’death", &[("duke-o-death", 1)], &[]);
}

#[test]
fn joined_and_split_words() {
    check("sultanrs, xa 21, x a-21", &[("sultan-rs", 1), ("xa-21", 2)], &[]);
    check("jb700 and j b 700", &[("jb-700", 2)], &[]);
    check("brioso ra", &[("brioso-r-a", 1)], &[]);
    check("oppressor mk2 + oppressormkii", &[("oppressor-mk-ii", 2)], &[]);
}

#[test]
fn plurals_and_drawn_out_letters() {
    check("2 adders", &[("adder", 2)], &[]);
    check("sultan classics x2", &[("sultan-classic", 2)], &[]);
    check("four 811s", &[("811", 4)], &[]);
    check("3 t20's", &[("t20", 3)], &[]);
    check("3 remusses", &[("remus", 3)], &[]);
    check("2 tailgaters", &[("tailgater", 2)], &[]);
    check("adderrrrr", &[("adder", 1)], &[]);
    check("poproszę pięć adderów i dwa sultany", &[("adder", 5), ("sultan", 2)], &[]);
}

#[test]
fn longest_exact_name_wins() {
    check("sultan", &[("sultan", 1)], &[]);
    check("sultan classic", &[("sultan-classic", 1)], &[]);
    check("sultan, classic sultan", &[("sultan", 1), ("sultan-classic", 1)], &[]);
    check("carbon rs x3", &[("carbon-rs", 3)], &[]);
    check("2 comets 2 sultans", &[("comet", 2), ("sultan", 2)], &[]);
    check("comet s2", &[("comet-s2", 1)], &[]);
}

#[test]
fn same_product_adds_up() {
    check("2 adders, 1 sultan and another veyron", &[("adder", 3), ("sultan", 1)], &[]);
}

#[test]
fn quantities() {
    for (text, quantity) in [
        ("2x adder", 2),
        ("x2 adder", 2),
        ("2 x adder", 2),
        ("2xadder", 2),
        ("adderx2", 2),
        ("adder x 2", 2),
        ("adder *3", 3),
        ("adder (3)", 3),
        ("adder: 3", 3),
        ("adder - 3", 3),
        ("adder - qty 3", 3),
        ("adder, 3x", 3),
        ("adder, 3 of them", 3),
        ("2 of those adders", 2),
        ("adder 4 please", 4),
        ("two adders", 2),
        ("a couple of adders", 2),
        ("a couple adders", 2),
        ("a pair of adders", 2),
        ("half a dozen adders", 6),
        ("a dozen adder", 12),
        ("2 dozen adders", 24),
        ("twenty five adders", 25),
        ("two (2) adders", 2),
        ("one hundred adders", 100),
        ("zwei adder", 2),
        ("trois adder", 3),
        ("quiero três adder", 3),
    ] {
        check(text, &[("adder", quantity)], &[]);
    }
    check("2xls", &[("xls", 2)], &[]);
    check("2xxls", &[("xls", 2)], &[]);
    check("dubsta 6x6 x2", &[("dubsta-6x6", 2)], &[]);
    check("2 oppressor mk ii", &[("oppressor-mk-ii", 2)], &[]);
}

#[test]
fn numbers_go_to_the_name_they_count() {
    check("adder x2 sultan x3", &[("adder", 2), ("sultan", 3)], &[]);
    check("x2 adder x3 sultan", &[("adder", 2), ("sultan", 3)], &[]);
    check("2 adder 3 sultan", &[("adder", 2), ("sultan", 3)], &[]);
    check("adder 2 sultan 3", &[("adder", 2), ("sultan", 3)], &[]);
    check("adder, 1x\nsultan, 2x", &[("adder", 1), ("sultan", 2)], &[]);
    check("sultan, 2x adder", &[("sultan", 1), ("adder", 2)], &[]);
    check("adder & t20, 3 each", &[("adder", 3), ("t20", 3)], &[]);
    check("1. adder\n2. 2 sultan", &[("adder", 1), ("sultan", 2)], &[]);
    check("1 - adder\n2 - sultan\n3 - t20", &[("adder", 1), ("sultan", 1), ("t20", 1)], &[]);
}

#[test]
fn prices_times_and_labels_are_no_quantities() {
    check("adder 500k", &[("adder", 1)], &[]);
    check("adder for $20", &[("adder", 1)], &[]);
    check("3x adder (~450k each right?)", &[("adder", 3)], &[]);
    check("adder at 9 pm", &[("adder", 1)], &[]);
    check("adder at 12:30", &[("adder", 1)], &[]);
    check("adder, account 1234", &[("adder", 1)], &[]);
    check("adder plate 42", &[("adder", 1)], &[]);
    check("10 000 adders", &[("adder", 1)], &["10 000"]);
    check("1,500 $ adder", &[("adder", 1)], &[]);
    check("adder $1,000,000", &[("adder", 1)], &[]);
    check("id 5555 adder", &[("adder", 1)], &[]);
    check("adder, ticket no 5", &[("adder", 1)], &[]);
    check("t20,2 adder", &[("t20", 1), ("adder", 2)], &[]);
    check("$811 adder", &[("adder", 1)], &[]);
}

#[test]
fn too_many_are_capped_and_said() {
    let found = recognise(&shop(), "5000 adders and 999 sultan");
    assert_eq!(found.lines[0].quantity, MOST_OF_ONE);
    assert_eq!(found.capped, [ProductId::new("adder").unwrap()]);
    let found = recognise(&shop(), "999 adders + 99999999999999999999 adders");
    assert_eq!(found.lines.len(), 1);
    assert_eq!(found.capped.len(), 1);
}

#[test]
fn none_of_a_product_is_no_line() {
    check("0 adders, 1 sultan", &[("sultan", 1)], &[]);
}

#[test]
fn unknown_words_are_given_back() {
    check("2 washingtons and an adder", &[("adder", 1)], &["2 washingtons"]);
    check(
        "5x insutgent, x4 sugui + 2 x widnsor",
        &[],
        &["5x insutgent", "x4 sugui", "2 x widnsor"],
    );
    check("z350 and briosi (x6)", &[("brioso-r-a", 6)], &["z350"]);
    check("éx2 3xñ", &[], &["éx2 3xñ"]);
    check("5", &[], &["5"]);
    check("adder, not sultan", &[("adder", 1)], &[]);
    check("Hola! quiero un Plymouth  Fury, gracias", &[], &["Plymouth  Fury"]);
    check("can i get a faggio, and bati 801?", &[], &["faggio", "bati 801"]);
    check("hello there, thanks", &[], &[]);
    check("", &[], &[]);
    check("🚗🚗 🤝", &[], &[]);
}

#[test]
fn a_colour_that_is_no_choice_is_given_back() {
    check("2 red adders", &[("adder", 2)], &["red"]);
    check("sultan, black", &[("sultan", 1)], &["black"]);
    check("a t20 in matte black please", &[("t20", 1)], &["matte black"]);
    check("good morning everybody, the sky is blue", &[], &["everybody", "sky"]);
}

#[test]
fn a_variant_that_is_not_sold_is_not_the_base_model() {
    check("adder rs please", &[], &["adder rs"]);
    check("adder m8", &[("adder", 1)], &["m8"]);
    check("adder.t20.sultan", &[("adder", 1), ("t20", 1), ("sultan", 1)], &[]);
    check("adder, sultan rs", &[("adder", 1), ("sultan-rs", 1)], &[]);
}

#[test]
fn partial_names() {
    check("an oppressor", &[("oppressor-mk-ii", 1)], &[]);
    check("the elegy retro", &[("elegy-retro-custom", 1)], &[]);
    check("2 stange", &[("franken-stange", 2)], &[]);
    check("t20 of death", &[("t20", 1)], &["death"]);
    check("death is near", &[], &["death", "near"]);
    check_asks("one elegy and an adder", &[("adder", 1)], &[&["elegy-rh8", "elegy-retro-custom"]]);
}

#[test]
fn alternatives_are_asked() {
    check_asks("adder or sultan rs, whichever", &[], &[&["adder", "sultan-rs"]]);
    check_asks("t20, 2 adders or a comet", &[("t20", 1)], &[&["adder", "comet"]]);
}

#[test]
fn parts_of_one_name_stand_together() {
    check("elegy with custom", &[("elegy-retro-custom", 1)], &[]);
    check("a kuruma (the armored one)", &[("kuruma-armored", 1)], &[]);
    check("a fancy stange", &[("franken-stange", 1)], &["fancy"]);
}

#[test]
fn markup_carries_nothing() {
    check("<@123456> **2** __adder__ <:car:99>", &[("adder", 2)], &[]);
    check("~~sultan~~ adder", &[("adder", 1)], &[]);
    check("want https://example.org/sultan `adder`", &[("adder", 1)], &[]);
}

#[test]
fn names_in_other_scripts() {
    let product = |id: &str, name: &str| Product::named(ProductId::new(id).unwrap(), name);
    let products =
        vec![product("sushi", "寿司"), product("pizza", "피자"), product("borsch", "Борщ")];
    let index = Index::new(&Catalogue::new(products).unwrap());
    for (text, id) in
        [("寿司をください", "sushi"), ("피자를 주세요", "pizza"), ("БОРЩ, пожалуйста", "borsch")]
    {
        let found = recognise(&index, text);
        assert_eq!(found.lines.len(), 1, "{text} {found:?}");
        assert_eq!(found.lines[0].product.as_str(), id);
    }
}
