//! Answers to "which of these?".

use super::super::{Choice, Picked, choose};
use super::{Catalogue, Index, Product, ProductId};

fn shop() -> Index {
    let names = [
        "Turismo R",
        "Turismo Classic",
        "Adder",
        "T20",
        "Oppressor",
        "Oppressor Mk II",
        "Sultan",
        "Sultan RS",
        "Sultan Classic",
        "Diet Coke",
        "Rhinehart",
        "Kettle Pro 2",
        "Kettle Pro 3",
        "Kibble 2kg",
        "Kibble 10kg",
        "Green Tea",
        "Black Tea",
        "Herbal Tea",
        "Mint Tea",
    ];
    let product = |name: &&str| Product::named(ProductId::from_name(name).unwrap(), *name);
    Index::new(&Catalogue::new(names.iter().map(product).collect()).unwrap())
}

fn ids(among: &[&str]) -> Vec<ProductId> {
    among.iter().map(|id| ProductId::new(*id).unwrap()).collect()
}

/// How the choice looks: "turismo-r x2 + adder", "none", "?".
fn chosen(text: &str, among: &[&str]) -> String {
    let shown = |it: &Picked| match it.quantity {
        Some(quantity) => format!("{} x{quantity}", it.product),
        None => it.product.to_string(),
    };
    match choose(&shop(), text, &ids(among)) {
        Choice::One(one) => shown(&one),
        Choice::Several(several) => several.iter().map(shown).collect::<Vec<_>>().join(" + "),
        Choice::Among(left) => {
            left.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
        }
        Choice::NoneOfThem => "none".into(),
        Choice::Count(count) => format!("x{count}"),
        Choice::Either => "either".into(),
        Choice::Open => "open".into(),
        Choice::Unclear => "?".into(),
    }
}

#[track_caller]
fn check(among: &[&str], texts: &[&str], wanted: &str) {
    let wrong: Vec<_> = texts
        .iter()
        .map(|text| (text, chosen(text, among)))
        .filter(|(_, chosen)| chosen != wanted)
        .collect();
    assert!(wrong.is_empty(), "{wanted}: {wrong:?}");
}

const TURISMO: [&str; 2] = ["turismo-r", "turismo-classic"];
const SULTAN: [&str; 3] = ["sultan", "sultan-rs", "sultan-classic"];
const MK: [&str; 2] = ["oppressor", "oppressor-mk-ii"];

#[test]
fn by_its_words() {
    check(
        &TURISMO,
        &[
            "the classic one",
            "classic",
            "Classic!",
            "turismo classic please",
            "clasic",
            "classsic",
            "clssic",
            "class",
            "the classic turismo",
            "i want the classic one thanks",
            "classic one pls",
            "no, the classic",
            "no the classic one",
            "le classic",
            "den classic bitte",
            "el classic",
            "the classic one for my friend",
            "turismoclassic",
            "not the r",
            "not the first",
        ],
        "turismo-classic",
    );
    check(
        &TURISMO,
        &["r", "the r", "R please", "turismo r", "tursimo r", "the r one"],
        "turismo-r",
    );
    check(&SULTAN, &["rs", "sultan rs", "the rs version"], "sultan-rs");
    check(&SULTAN, &["sultan", "just the sultan", "the plain one", "the normal sultan"], "sultan");
    check(&MK, &["mk 2", "mk2", "the mkii", "mk ii", "the mk one", "second"], "oppressor-mk-ii");
    check(&MK, &["oppressor", "the regular one", "first"], "oppressor");
}

#[test]
fn by_its_place() {
    check(
        &TURISMO,
        &[
            "first",
            "the first one",
            "1",
            "1.",
            "#1",
            "1st",
            "option 1",
            "number one",
            "one",
            "the former",
            "der erste",
            "das erste bitte",
            "le premier",
            "la première",
            "el primero",
            "o primeiro",
            "il primo",
            "de eerste",
            "pierwszy",
            "eins",
            "uno",
            "nr 1",
        ],
        "turismo-r",
    );
    check(
        &TURISMO,
        &[
            "2",
            "the second",
            "second one please",
            "2nd",
            "the 2nd one",
            "last",
            "the latter",
            "der zweite",
            "den zweiten",
            "le deuxième",
            "el segundo",
            "o segundo",
            "il secondo",
            "de tweede",
            "drugi",
            "zwei",
            "deux",
            "two",
            "the last one",
        ],
        "turismo-classic",
    );
    check(
        &SULTAN,
        &["3", "third", "the third one", "last", "trzeci", "le troisième"],
        "sultan-classic",
    );
    check(&SULTAN, &["the fourth"], "?");
    check(&SULTAN, &["0", "0 please"], "none");
}

#[test]
fn several() {
    check(
        &TURISMO,
        &[
            "both",
            "all",
            "both please",
            "all of them",
            "the two",
            "beide",
            "alle beide",
            "les deux",
            "los dos",
            "ambos",
            "os dois",
            "entrambi",
            "tutti e due",
            "alle twee",
            "allebei",
            "oba",
            "1 and 2",
            "1, 2",
            "r and classic",
            "the classic and the r",
            "classic + r",
            "i'll take both",
        ],
        "turismo-r + turismo-classic",
    );
    check(
        &SULTAN,
        &["1 and 3", "the first and the last", "sultan and classic"],
        "sultan + sultan-classic",
    );
    check(&SULTAN, &["all three", "all", "alle drei"], "sultan + sultan-rs + sultan-classic");
}

#[test]
fn with_a_quantity() {
    check(
        &TURISMO,
        &["2 of the classic", "2 classic", "classic x2", "two classics"],
        "turismo-classic x2",
    );
    check(&TURISMO, &["3 of the first", "3x the first one"], "turismo-r x3");
    check(&TURISMO, &["3 r and 2 classic"], "turismo-r x3 + turismo-classic x2");
    check(&TURISMO, &["5 of both", "both, 5 each"], "turismo-r x5 + turismo-classic x5");
    check(&TURISMO, &["one of each", "1 of each please"], "turismo-r x1 + turismo-classic x1");
    check(&TURISMO, &["2 of each"], "turismo-r x2 + turismo-classic x2");
}

#[test]
fn a_number_that_a_name_has_too() {
    const KETTLE: [&str; 2] = ["kettle-pro-2", "kettle-pro-3"];
    let both = "kettle-pro-2 x2 + kettle-pro-3 x1";
    check(&KETTLE, &["2 kettle pro 2 and 1 kettle pro 3", "2 pro 2, 1 pro 3"], both);
    check(&KETTLE, &["2 kettle pro 3", "2 of the kettle pro 3", "two pro 3"], "kettle-pro-3 x2");
    check(&KETTLE, &["kettle pro 2", "pro 2", "1", "the first", "#1"], "kettle-pro-2");
    check(&KETTLE, &["3", "pro 3", "the second", "option 2", "#2"], "kettle-pro-3");
    check(&KETTLE, &["2", "the 2", "2 please", "i want 2", "2 kettle pro", "2 and 1"], "either");
    check(&KETTLE, &["i want two", "make it 2", "2 kettle pros"], "x2");
    check(&KETTLE, &["7", "i'll take 7"], "x7");
}

const KIBBLE: [&str; 2] = ["kibble-2kg", "kibble-10kg"];
const TEA: [&str; 4] = ["green-tea", "black-tea", "herbal-tea", "mint-tea"];

#[test]
fn a_size_with_its_unit_says_which() {
    check(&KIBBLE, &["2kg", "2 kg", "the 2kg", "2kg please", "kibble 2kg"], "kibble-2kg");
    check(&KIBBLE, &["10kg", "10 kg", "the 10kg one"], "kibble-10kg");
    check(&KIBBLE, &["2 of the 10kg", "2x 10kg"], "kibble-10kg x2");
    check(&KIBBLE, &["5kg"], "?");
}

#[test]
fn the_number_of_a_place_may_be_labelled() {
    const KETTLE: [&str; 2] = ["kettle-pro-2", "kettle-pro-3"];
    check(&KETTLE, &["no. 2", "No. 2 please", "#2", "number 2", "option 2"], "kettle-pro-3");
}

#[test]
fn several_with_how_many_of_each() {
    check(&TEA, &["a herbal and a mint"], "herbal-tea x1 + mint-tea x1");
    check(&TEA, &["one green one mint", "one green, one mint"], "green-tea x1 + mint-tea x1");
    check(&TEA, &["2 green 1 mint"], "green-tea x2 + mint-tea x1");
    check(&TEA, &["2 green and the rest mint"], "green-tea x2 + mint-tea");
    check(&TEA, &["two green, the other mint"], "green-tea x2 + mint-tea");
    check(&TEA, &["2 of each green and black"], "green-tea x2 + black-tea x2");
    check(&TURISMO, &["one each"], "turismo-r x1 + turismo-classic x1");
}

#[test]
fn a_number_beside_names_counts() {
    check(&TEA, &["mint please, just one", "mint, 1"], "mint-tea x1");
    check(&TEA, &["mint, 2 of them", "mint, 2"], "mint-tea x2");
    check(&TEA, &["green and pro 2", "2, mint"], "?");
}

#[test]
fn what_is_refused_is_not_chosen() {
    check(&TEA, &["anything but green", "everything but mint"], "open");
    check(&TURISMO, &["anything but the r"], "turismo-classic");
    check(&TEA, &["mint? no, green", "mint. no wait green", "mint no wait green"], "green-tea");
    check(&TEA, &["mint, actually green", "not mint but green"], "green-tea");
}

#[test]
fn how_many_of_whichever_it_is() {
    check(&TURISMO, &["make it 3", "3 turismos", "three turismos please", "i need 3"], "x3");
    check(&TURISMO, &["i'll take 2"], "either");
    check(&SULTAN, &["4"], "x4");
}

#[test]
fn of_one_a_number_says_how_many() {
    check(&["t20"], &["2", "2 please", "i'll take 2"], "t20 x2");
    check(&["t20"], &["t20", "the t20"], "t20");
    check(&["t20"], &["no", "no thanks"], "none");
}

#[test]
fn none_of_them() {
    check(
        &TURISMO,
        &[
            "neither",
            "none",
            "none of them",
            "no",
            "no thanks",
            "nope",
            "neither of them",
            "nothing",
            "keine von beiden",
            "keins",
            "nein",
            "nein danke",
            "weder noch",
            "weder classic noch r",
            "aucun",
            "aucune",
            "ni l'un ni l'autre",
            "non merci",
            "ninguno",
            "ninguno de los dos",
            "nenhum",
            "nessuno",
            "nessuno dei due",
            "geen van beide",
            "geen",
            "żaden",
            "żadnego",
            "neither the classic nor the r",
        ],
        "none",
    );
}

#[test]
fn no_clear_answer() {
    check(
        &TURISMO,
        &[
            "",
            "hello",
            "turismo",
            "the turismo",
            "whichever",
            "either",
            "what is the difference?",
            "t20",
            "2 adders",
            "classic and a t20",
            "remove the adder",
            "cancel it",
            "how much is it",
            "swap it for a t20",
            "the blue one",
            "adder",
            "zentorno",
            "what is the classic like to drive on a long road",
        ],
        "?",
    );
    check(&[], &["first", "both", "none"], "?");
    check(&SULTAN, &["not the rs", "anything but rs", "everything except the rs"], "open");
    check(&SULTAN, &["both", "beide", "both of them"], "open");
    check(&TURISMO, &["r or classic", "the classic, or the r", "classic or r, you choose"], "open");
}

#[test]
fn a_word_of_the_only_one_that_is_offered_takes_it() {
    let coke: &[&str] = &["diet-coke"];
    check(coke, &["yes coke", "the coke please", "coke", "ok diet"], "diet-coke");
    check(coke, &["3 of the coke", "coke x3"], "diet-coke x3");
    check(coke, &["no coke", "not the coke"], "none");
    check(coke, &["coke or fanta", "coke is bad"], "?");
}

#[test]
fn what_is_told_beside_a_number_is_no_count_of_what_is_offered() {
    let adder = ["adder"];
    check(&adder, &["2 please", "i'll take 2", "2x"], "adder x2");
    check(
        &adder,
        &["no thanks, i only have 10 euro", "nein danke, 15 euro ist zu viel", "no"],
        "none",
    );
    for text in ["no thanks, 3 is too much", "is it A3?", "brb 5 min", "my room is 20 m2"] {
        assert_eq!(chosen(text, &adder), "?", "{text}");
    }
}

#[test]
fn a_number_behind_a_place_counts() {
    check(&TURISMO, &["the 2nd, x3", "second, 3 pcs"], "turismo-classic x3");
    check(&TURISMO, &["the first one, 2x"], "turismo-r x2");
}
