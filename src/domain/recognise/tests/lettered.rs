//! Sizes in letters, with numbers and without.

use super::super::{Index, recognise};
use super::{Catalogue, choice_of, with_options};

fn shop() -> Index {
    let sizes = choice_of("Size", &["S", "M", "L", "XL"]);
    let products =
        vec![with_options("Hoodie", vec![choice_of("Colour", &["black", "grey"]), sizes])];
    Index::new(&Catalogue::new(products).unwrap())
}

#[track_caller]
fn check(text: &str, lines: &[&str]) {
    let found = recognise(&shop(), text);
    let line = |it: &super::super::Wanted| {
        let mut options = it.options.clone();
        options.sort();
        let values = options.iter().map(|(_, value)| format!(" {value}"));
        format!("{} {}{}", it.quantity, it.product, values.collect::<String>())
    };
    let said: Vec<_> = found.lines.iter().map(line).collect();
    assert_eq!(said, lines, "{text:?}");
}

#[test]
fn numbers_in_words_count_them() {
    check("2 black hoodies one M one L", &["1 hoodie black M", "1 hoodie black L"]);
    check("3 black hoodies one M, two L", &["1 hoodie black M", "2 hoodie black L"]);
    check("2 black hoodies 1 M 1 L", &["1 hoodie black M", "1 hoodie black L"]);
}

#[test]
fn numbers_may_touch_them() {
    let lines = &["2 hoodie black M", "2 hoodie black L", "1 hoodie black XL"];
    check("5 black hoodies: 2M, 2L, 1XL", lines);
    check("2xl black hoodies", &["2 hoodie black XL"]);
    check("2xhoodie black L", &["2 hoodie black L"]);
}

#[test]
fn an_x_before_them_belongs_to_them() {
    for size in ["x-large", "x large", "X L", "XL"] {
        check(&format!("hoodie black {size}"), &["1 hoodie black XL"]);
    }
    check("2 x large black hoodies", &["2 hoodie black L"]);
    check("2 x black hoodies L", &["2 hoodie black L"]);
}

#[test]
fn what_stands_behind_one_is_said_of_it_too() {
    for said in
        ["two black hoodies size M and a grey one in L", "2 black hoodies M and a grey one L"]
    {
        check(said, &["2 hoodie black M", "1 hoodie grey L"]);
    }
}
