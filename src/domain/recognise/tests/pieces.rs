//! What is said of single pieces of one product.

use super::super::{Index, recognise};
use super::{Catalogue, choice_of, with_options};

fn shop() -> Index {
    let product = |name: &str, options: &[(&str, &[&str])]| {
        with_options(name, options.iter().map(|(name, labels)| choice_of(name, labels)).collect())
    };
    let colours: &[&str] = &["black", "grey", "white"];
    let products = vec![
        product("Hoodie", &[("Colour", colours), ("Size", &["small", "medium", "large"])]),
        product("Tee", &[("Size", &["S", "M", "L"]), ("Colour", colours)]),
        product("Silver Ring", &[("Size", &["52", "54", "56"])]),
        product("Croissant", &[("Filling", &["plain", "chocolate"])]),
        product("Phone Case", &[("Model", &["Pixel 8", "Galaxy S24"]), ("Colour", colours)]),
        product("Comet", &[]),
    ];
    Index::new(&Catalogue::new(products).unwrap())
}

#[track_caller]
fn check(text: &str, lines: &[&str], unknown: &[&str]) {
    let found = recognise(&shop(), text);
    assert_eq!(self::lines(text), lines, "{text:?} {found:?}");
    assert_eq!(found.unknown, unknown, "{text:?}");
}

fn lines(text: &str) -> Vec<String> {
    let line = |it: super::super::Wanted| {
        let options = it.options.iter().map(|(_, value)| format!(" {value}"));
        format!("{} {}{}", it.quantity, it.product, options.collect::<String>())
    };
    recognise(&shop(), text).lines.into_iter().map(line).collect()
}

#[test]
fn the_others_are_what_is_left() {
    for text in [
        "2 hoodies: one black small, the other grey large",
        "2 hoodies, one black small and the other one grey large",
        "2 hoodies, one in black small, the other in grey large",
        "2 hoodies, one is black small and the other is grey large",
        "2 hoodies, one black small other grey large",
    ] {
        let found = recognise(&shop(), text);
        assert_eq!(found.unknown, [""; 0], "{text:?}");
        let mut lines = lines(text);
        lines.sort();
        assert_eq!(lines, ["1 hoodie black small", "1 hoodie grey large"], "{text:?} {found:?}");
    }
    check("3 hoodies, one black, the rest grey", &["2 hoodie grey", "1 hoodie black"], &[]);
    check("3 hoodies one black the others grey", &["2 hoodie grey", "1 hoodie black"], &[]);
    check(
        "3 hoodies, one black, the other grey",
        &["1 hoodie", "1 hoodie black", "1 hoodie grey"],
        &[],
    );
    check(
        "2 hoodies, one black, one white, the other grey",
        &["1 hoodie black", "1 hoodie white"],
        &["grey"],
    );
    check("2 hoodies, the other grey", &["2 hoodie"], &["grey"]);
}

#[test]
fn what_is_said_of_the_name_holds_for_its_pieces() {
    check(
        "2 black hoodies, one small and one large",
        &["1 hoodie small black", "1 hoodie large black"],
        &[],
    );
    check(
        "2 hoodies size medium, one of them black",
        &["1 hoodie medium", "1 hoodie black medium"],
        &[],
    );
    check(
        "2 hoodies, one black one white, both large",
        &["1 hoodie black large", "1 hoodie white large"],
        &[],
    );
}

#[test]
fn some_of_them_may_be_with_something() {
    let some: &[&str] = &["2 croissant", "2 croissant chocolate"];
    for text in [
        "4 croissants, 2 of them with chocolate",
        "4 croissants, 2 with chocolate",
        "4 croissants, two of them chocolate",
        "4 croissants, 2 with choclate",
    ] {
        check(text, some, &[]);
    }
    check("4 croissants with chocolate", &["4 croissant chocolate"], &[]);
    check("4 croissants, half chocolate", &["4 croissant"], &["chocolate"]);
    check("2 hoodies one in black one in grey", &["1 hoodie black", "1 hoodie grey"], &[]);
}

#[test]
fn pieces_may_be_listed_behind_their_name() {
    let counted: &[&str] = &["1 tee S black", "2 tee M black"];
    for text in [
        "tees: S black x1, M black x2",
        "tees: 1 S black, 2 M black",
        "tees: 1x S black, 2x M black",
        "3 tees, S black x1, M black x2",
        "tees:\nS black x1\nM black x2",
    ] {
        check(text, counted, &[]);
    }
    for text in
        ["tees: S black, M white", "2 tees, S black and M white", "tees S black and M white"]
    {
        check(text, &["1 tee S black", "1 tee M white"], &[]);
    }
    let cases: &[&str] = &["1 phone-case Pixel 8 black", "1 phone-case Galaxy S24 white"];
    check("phone case pixel 8 black and galaxy s24 white", cases, &[]);
    check("2 phone cases: one pixel 8 black, one galaxy s24 white", cases, &[]);
    check("3 tees, S black and M white", &["3 tee"], &["black", "white"]);
    check("tee S black and hoodie large white", &["1 tee S black", "1 hoodie white large"], &[]);
    check("2 M tees", &["2 tee M"], &[]);
    check("2 hoodies, black and grey", &["1 hoodie black", "1 hoodie grey"], &[]);
    check("2 black tees, M and L", &["1 tee M black", "1 tee L black"], &[]);
    check(
        "3 hoodies: black, grey, white",
        &["1 hoodie black", "1 hoodie grey", "1 hoodie white"],
        &[],
    );
    check("2 hoodies, a black one and a grey one", &["1 hoodie black", "1 hoodie grey"], &[]);
    check("2 hoodies, black or grey", &["2 hoodie"], &["black", "grey"]);
    check("a tee S black or M white", &["1 tee"], &["black", "white"]);
    check("3 hoodies black and grey", &["3 hoodie"], &["black", "grey"]);
}

#[test]
fn an_option_may_stand_behind_a_comma() {
    check("a silver ring, size 54", &["1 silver-ring 54"], &[]);
    check("2 hoodies, black, size medium", &["2 hoodie black medium"], &[]);
    check("2 tees, black, size M", &["2 tee black M"], &[]);
    check("a silver ring, 54", &["1 silver-ring 54"], &[]);
    check("2 silver rings, 54 please", &["2 silver-ring 54"], &[]);
    check("silver ring, 54", &["1 silver-ring 54"], &[]);
    check("silver ring, 3", &["3 silver-ring"], &[]);
    check("a silver ring (54)", &["1 silver-ring 54"], &[]);
    check("a silver ring, 3", &["3 silver-ring"], &[]);
}

#[test]
fn a_choice_may_have_slips_of_the_pen() {
    check("a hoodie, blakc, meduim", &["1 hoodie black medium"], &[]);
    check("2 balck hoodies", &["2 hoodie black"], &[]);
    check("a hoodie, gery", &["1 hoodie"], &["gery"]);
    assert_eq!(lines("a hoodie in blank"), lines("a hoodie in clock"), "words of their own");
}
