//! What is said about options with the name.

use super::super::{Ordered, revise};
use super::{Catalogue, Index, ProductId, choice_of, with_options};
use crate::domain::catalogue::{OptionKind, ProductOption, TextRule};

pub(super) fn menu() -> Index {
    let own_text = || ProductOption {
        name: "Text".to_owned(),
        required: true,
        kind: OptionKind::Text(TextRule::default()),
    };
    let size = || choice_of("Size", &["small", "large", "extra large", "2 litre"]);
    let products = vec![
        with_options("Cola", vec![size(), choice_of("Ice", &["with ice", "no ice"])]),
        with_options("Fries", vec![size()]),
        with_options("Steak", vec![choice_of("Cooking", &["rare", "medium", "well done"])]),
        with_options("Logo Design", vec![choice_of("Style", &["flat", "3D"])]),
        with_options("Car Wash", vec![choice_of("Kind", &["inside", "outside"])]),
        with_options("Banshee", vec![choice_of("Colour", &["black", "red"])]),
        with_options("Case", vec![choice_of("Colour", &["black", "red"])]),
        with_options("Engraving", vec![own_text()]),
        with_options("T20", vec![]),
        with_options("Double Cheeseburger", vec![]),
        with_options("Garlic Bread", vec![]),
    ];
    Index::new(&Catalogue::new(products).unwrap())
}

/// A line of an order: product, quantity and options.
type Had<'a> = (&'a str, u32, &'a [(&'a str, &'a str)]);

/// The lines: "2 cola large + 1 fries".
#[track_caller]
fn check(had: &[Had<'_>], text: &str, after: &str) {
    let ordered = |(id, quantity, options): &(&str, u32, &[(&str, &str)])| Ordered {
        product: ProductId::new(*id).unwrap(),
        quantity: *quantity,
        options: options.iter().map(|&(name, value)| (name.into(), value.into())).collect(),
    };
    let had: Vec<_> = had.iter().map(ordered).collect();
    let revision = revise(&menu(), text, &had);
    let line = |it: &super::super::Revised| {
        let options: Vec<_> = it.options.iter().map(|(_, value)| value.as_str()).collect();
        [&[it.quantity.to_string().as_str(), it.product.as_str()], options.as_slice()]
            .concat()
            .join(" ")
    };
    let lines: Vec<_> = revision.lines.iter().map(line).collect();
    assert_eq!(lines.join(" + "), after, "{text:?} {revision:?}");
}

#[test]
fn a_choice_that_is_said_finds_the_product_and_is_kept() {
    for (text, after) in [
        ("large cola", "1 cola large"),
        ("2 large colas", "2 cola large"),
        ("cola large", "1 cola large"),
        ("a cola (large)", "1 cola large"),
        ("fries, large", "1 fries large"),
        ("cola size large please", "1 cola large"),
        ("an extra large cola", "1 cola extra large"),
        ("2 x 2 litre cola", "2 cola 2 litre"),
        ("a large cola with ice", "1 cola large with ice"),
        ("2 steaks well done", "2 steak well done"),
        ("a 3d logo design", "1 logo-design 3D"),
        ("2 red banshees", "2 banshee red"),
        ("large cola, small cola", "1 cola large + 1 cola small"),
        ("2 large colas and a large cola", "3 cola large"),
        ("a large cola and a cola", "1 cola large + 1 cola"),
        ("large cola small fries", "1 cola large + 1 fries small"),
        ("cola large fries small", "1 cola large + 1 fries small"),
        ("one large fries and 2 small colas", "1 fries large + 2 cola small"),
        ("cola, large fries", "1 cola + 1 fries large"),
        ("2 red t20", "2 t20"),
        ("a black and a red banshee", "1 banshee black + 1 banshee red"),
        ("2 black and 3 red banshees", "2 banshee black + 3 banshee red"),
    ] {
        check(&[], text, after);
    }
}

#[test]
fn what_is_unclear_is_left_to_be_asked() {
    check(&[], "cola small or large", "1 cola");
    check(&[], "car wash inside and outside", "1 car-wash");
    check(&[], "large steak", "1 steak");
    check(&[], "2 cola", "2 cola");
}

#[test]
fn a_choice_without_a_name_is_of_what_was_named() {
    for (text, after) in [
        ("2 black banshees, one red", "2 banshee black + 1 banshee red"),
        ("black banshee and a red one", "1 banshee black + 1 banshee red"),
        ("a red banshee and 2 black ones please", "1 banshee red + 2 banshee black"),
        ("large fries and a small one", "1 fries large + 1 fries small"),
        ("a banshee and a red one", "1 banshee + 1 banshee red"),
        ("2 banshees: 1 black and 1 red", "1 banshee black + 1 banshee red"),
        ("2 banshees, one black one red", "1 banshee black + 1 banshee red"),
        ("banshees: 2 black, 1 red", "2 banshee black + 1 banshee red"),
        ("3 banshees, one red", "2 banshee + 1 banshee red"),
        ("2 banshees please, red", "2 banshee red"),
        ("a banshee, black. no wait, red", "1 banshee red"),
        ("black banshee, make it red", "1 banshee red"),
        ("1 small cola, make that 2 large", "2 cola large"),
        ("small fries, no a large one", "1 fries large"),
        ("black banshee, not a red one", "1 banshee black"),
        ("a banshee for my red room", "1 banshee"),
        ("a black banshee and a red t20", "1 banshee black + 1 t20"),
    ] {
        check(&[], text, after);
    }
}

#[test]
fn a_choice_that_contradicts_is_given_back() {
    for (text, unknown) in
        [("black banshee, not red", "red"), ("a red banshee, i have a black one", "black one")]
    {
        assert_eq!(revise(&menu(), text, &[]).unknown, [unknown], "{text:?}");
    }
    let product = ProductId::new("banshee").unwrap();
    let had = [Ordered { product, quantity: 1, options: vec![] }];
    assert_eq!(revise(&menu(), "make it pink", &had).unknown, ["pink"]);
    assert!(revise(&menu(), "2 black banshees", &had).unknown.is_empty());
}

#[test]
fn lines_of_a_message_say_their_options() {
    let found = super::super::recognise(&menu(), "2 large colas, a small cola and 2 fries");
    let said: Vec<_> = found
        .lines
        .iter()
        .map(|it| (it.quantity, it.options.iter().map(|it| it.1.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(said, [(2, vec!["large"]), (1, vec!["small"]), (2, vec![])]);
}

#[test]
fn a_factor_before_a_name_multiplies() {
    check(&[], "double the fries", "2 fries");
    check(&[], "2 fries, double the fries", "4 fries");
    check(&[("fries", 3, &[])], "double the fries", "6 fries");
}

#[test]
fn words_out_of_names_do_what_they_do() {
    check(&COLAS[..1], "double it", "4 cola large");
    check(&[], "a double please", "1 double-cheeseburger");
    let asked = revise(&menu(), "is there garlic bread?", &[]);
    assert_eq!(asked.ambiguous.len(), 1, "{asked:?}");
}

const COLAS: [Had<'_>; 2] = [("cola", 2, &[("Size", "large")]), ("cola", 1, &[("Size", "small")])];

#[test]
fn it_tells_lines_of_an_order_apart() {
    check(&COLAS, "3 large colas", "3 cola large + 1 cola small");
    check(&COLAS, "2 large colas, 1 small cola", "2 cola large + 1 cola small");
    check(&COLAS, "remove the large colas", "1 cola small");
    check(&COLAS[..1], "a small cola", "2 cola large + 1 cola small");
    check(&COLAS[..1], "make the cola small", "2 cola small");
    check(&[("cola", 2, &[])], "large cola", "2 cola large");
    check(&COLAS[..1], "add a large cola", "3 cola large");
}

#[test]
fn a_text_of_the_customers_own_tells_nothing() {
    for (text, after) in [
        ("case red and engraving saying Love", "1 case red + 1 engraving"),
        ("engraving saying I lost my love", "1 engraving"),
        ("an engraving saying t20", "1 engraving"),
        ("2 engravings saying case and t20", "2 engraving"),
        ("an engraving saying hi and 2 t20", "1 engraving + 2 t20"),
        ("2 engravings saying hello world, 3 t20", "2 engraving + 3 t20"),
        ("case saying Love", ""),
        ("the engraving was saying Love", ""),
    ] {
        check(&[], text, after);
    }
}

#[test]
fn a_choice_stands_between_a_name_and_its_number() {
    check(&[], "fries large x 3", "3 fries large");
    check(&[], "banshee red x3, cola 2 litre x2", "3 banshee red + 2 cola 2 litre");
    check(&[], "cola large fries x2", "1 cola large + 2 fries");
}

#[test]
fn only_one_with_a_choice() {
    let had: &[Had<'_>] = &[("cola", 2, &[("Size", "large")]), ("t20", 1, &[])];
    check(had, "only a large cola", "1 cola large");
}

#[test]
fn what_is_to_go_and_is_not_there_takes_nothing_with_it() {
    let had: &[Had<'_>] = &[("banshee", 2, &[("Colour", "red")])];
    check(had, "remove the black banshee", "2 banshee red");
    check(had, "remove the red banshee", "");
    let both: &[Had<'_>] =
        &[("banshee", 2, &[("Colour", "red")]), ("banshee", 1, &[("Colour", "black")])];
    check(both, "remove the black banshee", "2 banshee red");
}

#[test]
fn the_one_with_a_choice_is_the_line_that_has_it() {
    let had: &[Had<'_>] =
        &[("banshee", 1, &[("Colour", "red")]), ("cola", 1, &[("Size", "large")]), ("t20", 1, &[])];
    check(had, "remove the red one", "1 cola large + 1 t20");
    check(had, "remove the red please", "1 cola large + 1 t20");
    check(had, "forget the black", "1 banshee red + 1 cola large + 1 t20");
    check(had, "remove the black one", "1 banshee red + 1 cola large + 1 t20");
    check(had, "another large one", "1 banshee red + 2 cola large + 1 t20");
}

#[test]
fn fewer_of_each_takes_of_each_what_it_has() {
    let had: &[Had<'_>] =
        &[("banshee", 1, &[("Colour", "red")]), ("banshee", 3, &[("Colour", "black")])];
    check(had, "remove 2 of each", "1 banshee black");
}

#[test]
fn a_choice_is_no_other_product_though_the_word_ends_another_name() {
    let size = || choice_of("Size", &["M", "L", "XL"]);
    let products = vec![
        with_options("Hoodie", vec![size()]),
        with_options("Brownie", vec![choice_of("Topping", &["nuts", "caramel"])]),
        with_options("Mouse Pad", vec![]),
        with_options("Mouse Pad XL", vec![]),
    ];
    let index = Index::new(&Catalogue::new(products).unwrap());
    let lines = |text: &str| {
        let shown = |it: &super::super::Wanted| {
            let options = it.options.iter().map(|(_, value)| value.as_str());
            format!("{} {} {}", it.quantity, it.product, options.collect::<Vec<_>>().join(" "))
        };
        let found = super::super::recognise(&index, text);
        found.lines.iter().map(shown).collect::<Vec<_>>().join("+")
    };
    assert_eq!(lines("hoodie XL"), "1 hoodie XL");
    assert_eq!(lines("mouse pad xl"), "1 mouse-pad-xl ");
    for text in ["brownie w/ nuts x3", "brownie with nuts x3", "brownie nuts x3"] {
        assert_eq!(lines(text), "3 brownie nuts", "{text}");
    }
}
