//! Parts of names that several products share, and what they are told apart by.

use super::super::recognise;
use super::{Index, check_asks_in, check_in, shop_of};

const SHOP: [(&str, &[&str]); 21] = [
    ("T-Shirt Black S", &["black tshirt s"]),
    ("T-Shirt Black M", &["black tshirt m"]),
    ("T-Shirt White M", &["white tee m"]),
    ("T-Shirt White L", &["white tee l"]),
    ("Van Wrap Full", &[]),
    ("Van Wrap Half", &[]),
    ("DL Leaflets 1000", &[]),
    ("Z-Fold Leaflet", &[]),
    ("Vinyl Banner 2m", &[]),
    ("Vinyl Banner 3m", &[]),
    ("Door Plaque", &["plaque"]),
    ("Feather Flag", &[]),
    ("Teardrop Flag", &[]),
    ("Self Inking Stamp", &[]),
    ("Shadow Panther Mount", &[]),
    ("Greater Healing Potion", &["ghp"]),
    ("Greater Mana Potion", &["gmp"]),
    ("Raid Carry", &[]),
    ("Mouse Mat", &[]),
    ("Level Boost 60-70", &[]),
    ("Level Boost 70-80", &[]),
];

fn shop() -> Index {
    shop_of(&SHOP)
}

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)]) {
    check_in(&shop(), text, lines);
}

#[track_caller]
fn check_asks(text: &str, choices: &[&str]) {
    check_asks_in(&shop(), text, choices);
}

#[test]
fn several_products_are_asked_about_whatever_the_number() {
    check_asks("black tshirts x4", &["t-shirt-black-s", "t-shirt-black-m"]);
    check("black tshirt s x4", &[("t-shirt-black-s", 4)]);
    check_asks("i need a leaflet", &["dl-leaflets-1000", "z-fold-leaflet"]);
    check_asks("i need leaflets", &["dl-leaflets-1000", "z-fold-leaflet"]);
    check_asks("white tee x1", &["t-shirt-white-m", "t-shirt-white-l"]);
    check_asks("how much is a van wrap?", &["van-wrap-full", "van-wrap-half"]);
}

#[test]
fn measures_and_kinds_give_way_to_others() {
    check("vinyl banner 2m please... sorry i meant the 3m", &[("vinyl-banner-3m", 1)]);
    check("level boost 60-70 please, oops i meant 70-80", &[("level-boost-70-80", 1)]);
    check("2 vinyl banner 2m and 3m", &[("vinyl-banner-2m", 2), ("vinyl-banner-3m", 1)]);
    check("3 feather flags. make that a teardrop flag", &[("teardrop-flag", 3)]);
    check(
        "one plaque and one mouse mat, make the mouse mat two",
        &[("door-plaque", 1), ("mouse-mat", 2)],
    );
    check("plaque x2, no hang on, mouse mat x2", &[("mouse-mat", 2)]);
}

#[test]
fn words_of_other_languages_begin_names_too() {
    check("lemme cop a plaque w our logo", &[("door-plaque", 1)]);
    check("2 door plaqes", &[("door-plaque", 2)]);
    check("hey there my boss says we might go for self inking stmp", &[("self-inking-stamp", 1)]);
}

#[test]
fn one_word_is_enough_where_it_is_pointed_at() {
    check("the panther one please, i love cats", &[("shadow-panther-mount", 1)]);
    check("i saw a panther", &[]);
}

#[test]
fn a_colon_may_lead_to_what_is_counted() {
    check("ghp: 30 gmp: 20", &[("greater-healing-potion", 30), ("greater-mana-potion", 20)]);
    check(
        "mouse mat: 30 ghp, 5 gmp",
        &[("mouse-mat", 1), ("greater-healing-potion", 30), ("greater-mana-potion", 5)],
    );
    check("ghp, can you do 30?", &[("greater-healing-potion", 30)]);
    check("i already have a plaque so only the mouse mat please", &[("mouse-mat", 1)]);
}

#[test]
fn one_of_a_kind_is_asked_for_as_far_as_there_are_buttons() {
    let kinds = |many: usize| (0..many).map(|nth| format!("{} hoodie", WORDS[nth]));
    let asked = |many: usize, text: &str| {
        let names: Vec<String> = kinds(many).collect();
        let names: Vec<(&str, &[&str])> = names.iter().map(|it| (it.as_str(), &[][..])).collect();
        let found = recognise(&shop_of(&names), text);
        found.ambiguous.first().map_or(0, |it| it.candidates.len())
    };
    for text in ["a hoodie", "3 hoodies please", "hoodie"] {
        assert_eq!(asked(7, text), 7, "{text}");
        assert_eq!(asked(20, text), 20, "{text}");
        assert_eq!(asked(21, text), 0, "{text}");
    }
}

#[test]
fn a_sign_may_be_a_part_of_a_name() {
    let shop = shop_of(&[("Siberis 0C", &[]), ("Siberis -10C", &[]), ("Siberis -20C", &[])]);
    check_in(&shop, "siberis -20c pls", &[("siberis-20c", 1)]);
    check_in(&shop, "2x siberis -10c", &[("siberis-10c", 2)]);
    let shop = shop_of(&[("Comet", &[]), ("Comet S2", &[])]);
    check_in(&shop, "comet -2", &[("comet", 2)]);
}

const WORDS: [&str; 21] = [
    "tulip", "falcon", "harbour", "meadow", "canyon", "willow", "ember", "glacier", "lagoon",
    "thistle", "summit", "raven", "cobalt", "juniper", "marble", "saffron", "tundra", "velvet",
    "walnut", "zephyr", "quartz",
];

#[test]
fn an_extra_is_no_part_of_another_name() {
    let shop = shop_of(&[("Bacon Burger", &[]), ("Cheese Burger", &[]), ("Curly Fries", &[])]);
    check_in(&shop, "bacon burger with extra cheese", &[("bacon-burger", 1)]);
    check_in(&shop, "bacon burger without cheese", &[("bacon-burger", 1)]);
    check_in(
        &shop,
        "2 bacon burgers and extra fries please",
        &[("bacon-burger", 2), ("curly-fries", 1)],
    );
    check_in(
        &shop,
        "bacon burger and a cheese burger",
        &[("bacon-burger", 1), ("cheese-burger", 1)],
    );
}
