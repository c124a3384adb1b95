//! Numbers that count nothing, and those that change what was said.

use super::super::{MOST_OF_ONE, recognise};
use super::revise::{CARS, check as revised};
use super::{Catalogue, Index, Product, ProductId, check, check_in, shop};
use crate::domain::catalogue::Tariff;
use crate::domain::money::{Amount, Currency};

#[test]
fn a_pair_of_what_is_sold_in_pairs_is_one() {
    let shop = super::shop_of(&[
        ("Sneakers", &[]),
        ("Cargo Pants", &["cargos"]),
        ("Glove", &[]),
        ("Osiris", &[]),
        ("Sultan RS", &[]),
        ("Compass", &[]),
        ("Trail Runner", &[]),
    ]);
    super::check_in(&shop, "one pair of trail runners please", &[("trail-runner", 1)]);
    super::check_in(&shop, "2 pairs of trail runners", &[("trail-runner", 2)]);
    for text in ["a pair of sneakers", "1 pair of sneakers", "pair of sneakers"] {
        super::check_in(&shop, text, &[("sneakers", 1)]);
    }
    super::check_in(&shop, "2 pairs of cargo pants", &[("cargo-pants", 2)]);
    super::check_in(&shop, "a pair of gloves", &[("glove", 2)]);
    super::check_in(&shop, "a pair of osiris", &[("osiris", 2)]);
    super::check_in(&shop, "a pair of sultan rs", &[("sultan-rs", 2)]);
    super::check_in(&shop, "a pair of compass", &[("compass", 2)]);
}

#[test]
fn digits_in_a_word_are_no_count() {
    check("1e3 adder", &[("adder", 1)], &["1e3"]);
    check("0x10 adder", &[("adder", 1)], &["0x10"]);
    check("2² adder", &[("adder", 1)], &["2²"]);
    check("z350 adder", &[("adder", 1)], &["z350"]);
    check("2pcs adder", &[("adder", 2)], &[]);
    check("3t20 and 2adder", &[("t20", 3), ("adder", 2)], &[]);
    check("2x10 adder", &[("adder", 1)], &["2x10"]);
}

#[test]
fn words_that_multiply_and_what_things_are_sold_in() {
    check("zweimal den adder und einmal t20", &[("adder", 2), ("t20", 1)], &[]);
    check("drei mal t20, 2 fois sultan", &[("t20", 3), ("sultan", 2)], &[]);
    check("a bottle of t20 and 2 boxes of sultan", &[("t20", 1), ("sultan", 2)], &[]);
    check("box t20", &[("t20", 1)], &["box"]);
}

#[test]
fn one_for_each_of_us() {
    check("one t20 for me and one for you", &[("t20", 2)], &[]);
    check("2 t20, one for me and one for you", &[("t20", 2)], &[]);
}

#[test]
fn a_time_is_no_count_wherever_it_stands() {
    check("adder 12:30", &[("adder", 1)], &[]);
    check("2 adder @ 15:00", &[("adder", 2)], &[]);
    check("19:30 2 adder @ 5", &[("adder", 2)], &[]);
}

#[test]
fn so_many_of_them_become_another_product() {
    check("3 adder, make one of them a t20", &[("adder", 2), ("t20", 1)], &[]);
    check("3 adder, make two of them t20s", &[("adder", 1), ("t20", 2)], &[]);
    check("3 adder, make one of them shiny", &[("adder", 3)], &["shiny"]);
    let had = [("adder", 2), ("sultan", 1)];
    revised(&had, "make one of them a t20", &[("adder", 1), ("sultan", 1), ("t20", 1)]);
    check("3 adder, make it 2 of them", &[("adder", 2)], &[]);
}

#[test]
fn a_removal_ends_where_something_is_made_so_many() {
    revised(&CARS, "remove the t20 and make it 12 adders", &[("adder", 12), ("elegy-rh8", 1)]);
    revised(&CARS, "ohne t20 und mach 12 adder draus", &[("adder", 12), ("elegy-rh8", 1)]);
}

#[test]
fn twice_as_many() {
    for text in ["double it", "twice that", "make that double", "2x that", "verdopple das"] {
        revised(&CARS, text, &[("adder", 3), ("elegy-rh8", 1), ("t20", 4)]);
    }
    revised(&CARS, "triple it please", &[("adder", 3), ("elegy-rh8", 1), ("t20", 6)]);
    revised(&CARS, "double the order", &[("adder", 6), ("elegy-rh8", 2), ("t20", 4)]);
    revised(&CARS, "double the adders", &[("adder", 6), ("elegy-rh8", 1), ("t20", 2)]);
    revised(&[], "an adder, double it", &[("adder", 2)]);
}

#[test]
fn years_and_prices_are_no_counts() {
    check("adder 2024", &[("adder", 1)], &["2024"]);
    check("adder, 2024", &[("adder", 1)], &["2024"]);
    check("a 2019 adder please", &[("adder", 1)], &["2019"]);
    check("adder 1500", &[("adder", 1)], &["1500"]);
    check("2 adder 2020", &[("adder", 2)], &["2020"]);
    for text in ["2000 adders", "adder x2000", "adder: 1500", "5000 adder", "adder 2000 pcs"] {
        let found = recognise(&shop(), text);
        assert_eq!((found.lines[0].quantity, found.capped.len()), (MOST_OF_ONE, 1), "{text}");
    }
    check("adder 999", &[("adder", 999)], &[]);
}

#[test]
fn pieces_are_counted_behind_the_name() {
    for text in [
        "adder, 3 pcs",
        "adder 3pcs",
        "adder 3 pieces",
        "Adder, 3 Stück",
        "adder 3 Stk",
        "adder, 3 pezzi",
        "adder, 3 pièces",
        "adder, 3 unidades",
        "adder, 3 sztuki",
    ] {
        check(text, &[("adder", 3)], &[]);
    }
    check("t20, 3 pcs adder", &[("t20", 1), ("adder", 3)], &[]);
    check("t20, 3 pieces of cake", &[("t20", 1)], &["cake"]);
}

#[test]
fn half_a_dozen_and_so_many_of_each() {
    for text in [
        "half a dozen adder",
        "ein halbes Dutzend adder",
        "une demi-douzaine de adder",
        "media docena de adder",
        "meia dúzia de adder",
        "mezza dozzina di adder",
        "een half dozijn adder",
    ] {
        check(text, &[("adder", 6)], &[]);
    }
    check("je 2 Adder und Sultan", &[("adder", 2), ("sultan", 2)], &[]);
    check("je 2x Adder und 3 Sultan", &[("adder", 2), ("sultan", 3)], &[]);
    check("je prends 2 adder et sultan", &[("adder", 2), ("sultan", 1)], &[]);
    check("niente adder, prendo la sultan", &[("sultan", 1)], &[]);
}

#[test]
fn a_code_stands_between_a_name_and_its_number() {
    check("adder z9 x3", &[("adder", 3)], &["z9"]);
    check("adder z9 x 3, t20 c3 x2", &[("adder", 3), ("t20", 2)], &["z9", "c3"]);
    check("adder z350 x3", &[("adder", 1)], &["z350 x3"]);
    check("t20 widnsor x3", &[("t20", 1)], &["widnsor x3"]);
    check("adder, z9 x3", &[("adder", 1)], &["z9 x3"]);
    check("adder z9 3", &[("adder", 1)], &["z9 3"]);
}

#[test]
fn a_second_one_is_one_more() {
    check("i need a second comet same as dave", &[("comet", 1)], &["same", "dave"]);
    check("give me a second, 2 adders please", &[("adder", 2)], &[]);
    check("ein zweites adder", &[("adder", 1)], &[]);
}

#[test]
fn of_a_range_the_first_counts_and_it_is_told() {
    check("2 or 3 adders", &[("adder", 2)], &["2 or 3"]);
    check("two to three adders please", &[("adder", 2)], &["two to three"]);
    check("2 oder 3 adder und 4 t20", &[("adder", 2), ("t20", 4)], &["2 oder 3"]);
    check("adders, 3 or 4", &[("adder", 3)], &["3 or 4"]);
    check("1 or 20 t20s", &[("t20", 20)], &["1"]);
}

#[test]
fn sums_and_thousands_count_nothing() {
    check("2 adders = 130?", &[("adder", 2)], &["130"]);
    check("1k adders", &[("adder", 1)], &["1k"]);
    check("adder +9", &[("adder", 1)], &["9"]);
}

#[test]
fn twice() {
    check("the adder twice please", &[("adder", 2)], &[]);
    check("twice the adder and a t20", &[("adder", 2), ("t20", 1)], &[]);
}

#[test]
fn a_price_behind_the_name_counts_nothing() {
    let priced = |name: &str, price| Product {
        price: Some(Amount(price)),
        ..Product::named(ProductId::from_name(name).unwrap(), name)
    };
    let products = vec![priced("Adder", 6500), priced("Sultan", 300), priced("T20", 6550)];
    let tariff = Tariff { currency: Currency::of_code("EUR").unwrap(), ..Tariff::default() };
    let shop = Index::new(&Catalogue::with_tariff(products, tariff).unwrap());
    check_in(&shop, "adder 65", &[("adder", 1)]);
    check_in(&shop, "adder, 65 please", &[("adder", 65)]);
    check_in(&shop, "adder 65, t20 65", &[("adder", 65), ("t20", 65)]);
    check_in(&shop, "adders 65", &[("adder", 65)]);
    check_in(&shop, "make the adder 65", &[("adder", 65)]);
    check_in(&shop, "adder 65 pcs", &[("adder", 65)]);
    check_in(&shop, "65 adders and sultan 3", &[("adder", 65), ("sultan", 3)]);
    check_in(&shop, "adder x65", &[("adder", 65)]);
}

#[test]
fn numbers_in_words() {
    for (text, count) in [
        ("one hundred and five adders", 105),
        ("a hundred and one adders", 101),
        ("two hundred and fifty adders", 250),
        ("three hundred twenty-one adders", 321),
        ("three times adder", 3),
        ("vingt et un adders", 21),
        ("vingt-deux adders", 22),
        ("quatre-vingt-dix adders", 90),
        ("soixante-douze adders", 72),
        ("vinte e dois adders", 22),
        ("treinta y dos adders", 32),
        ("veintidós adders", 22),
        ("trentotto adder", 38),
        ("zweiundzwanzig adder", 22),
        ("zwei und dreißig adder", 32),
        ("tweeëntwintig adders", 22),
        ("trzydzieści adder", 30),
        ("hundert adder", 100),
    ] {
        check(text, &[("adder", count)], &[]);
    }
    check("one hundred adders and five t20", &[("adder", 100), ("t20", 5)], &[]);
    check("vinte adders e dois t20", &[("adder", 20), ("t20", 2)], &[]);
    revised(&CARS, "make it one hundred and five", &[("adder", 3), ("elegy-rh8", 1), ("t20", 105)]);
}

#[test]
fn only_courtesies_and_requests_are_drawn_out() {
    check("pleaseee 2 adders", &[("adder", 2)], &[]);
    check("helloooo, i neeeed an adder", &[("adder", 1)], &[]);
    check("twooo adders", &[], &["twooo adders"]);
    check("an adder, noooo wait 2 adders", &[("adder", 2)], &["noooo"]);
}

#[test]
fn a_number_before_a_name_is_not_the_one_at_its_end() {
    let shop = super::shop_of(&[
        ("Speed Potion", &["speed pot"]),
        ("Speed II Potion", &["speed 2"]),
        ("Strength Potion", &[]),
        ("Strength II Potion", &["strength 2"]),
    ]);
    for (text, lines) in [
        ("2 speed potion", ("speed-potion", 2)),
        ("i need 2 strength potions pls", ("strength-potion", 2)),
        ("speed 2", ("speed-ii-potion", 1)),
        ("x2 speed ii", ("speed-ii-potion", 2)),
        ("2 speed 2", ("speed-ii-potion", 2)),
    ] {
        super::check_in(&shop, text, &[lines]);
    }
    let both = [("strength-ii-potion", 2), ("speed-ii-potion", 2)];
    super::check_in(&shop, "2 strength II, 2 speed II", &both);
    let each = [("speed-potion", 2), ("strength-potion", 2)];
    super::check_in(&shop, "je 2 speed potion und strength potion", &each);
    super::check_in(&shop, "jeweils 2 speed potion und strength potion", &each);
}

#[test]
fn plurals_in_ves() {
    let shop = super::shop_of(&[
        ("Combat Knife", &["knife"]),
        ("Scarf", &[]),
        ("Wolf", &[]),
        ("Staff", &[]),
    ]);
    super::check_in(&shop, "2 knives", &[("combat-knife", 2)]);
    super::check_in(&shop, "2 combat knives and 3 scarves", &[("combat-knife", 2), ("scarf", 3)]);
    super::check_in(&shop, "two wolves, a scarf", &[("wolf", 2), ("scarf", 1)]);
}

#[test]
fn numbers_are_read_with_slips_halves_and_prices_between() {
    check("fuor comets", &[("comet", 4)], &[]);
    check("trhee comets and a t20", &[("comet", 3), ("t20", 1)], &[]);
    check("1/2 dozen comets", &[("comet", 6)], &[]);
    check("comet 500k x2", &[("comet", 2)], &["500k"]);
    check("give me 2, no 3 comets", &[("comet", 3)], &["2"]);
    check("2 t20, no comets", &[("t20", 2)], &[]);
}

#[test]
fn how_large_something_is_counts_nothing() {
    let names: &[(&str, &[&str])] =
        &[("DDR5 32GB Kit", &["ram"]), ("990 Pro 2TB", &["ssd"]), ("Mat", &[])];
    let shop = super::shop_of(names);
    let ram = |text: &str, count| check_in(&shop, text, &[("ddr5-32gb-kit", count)]);
    ram("32gb ddr5 kit", 1);
    ram("2x 32gb ram", 2);
    ram("ram", 1);
    check_in(&shop, "2tb ssd", &[("990-pro-2tb", 1)]);
    for text in ["16gb ram", "1tb ssd"] {
        assert!(recognise(&shop, text).lines.is_empty(), "{text}");
    }
    let mats = recognise(&shop, "mat 30 x 80").lines;
    assert_eq!((mats.len(), mats[0].quantity), (1, 1));
    check_in(&shop, "2 x 10 mats", &[("mat", 10)]);
}
