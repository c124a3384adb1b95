//! Names of which one is wished for.

use super::super::{Index, recognise};
use super::{Catalogue, Product, ProductId, check, check_asks};

const EITHER: &[&[&str]] = &[&["adder", "comet"]];

#[test]
fn which_is_asked_whatever_is_said_beside() {
    for text in [
        "adder or comet",
        "adder or comet idc",
        "adder or comet gts",
        "adder or comet bla",
        "adder or comet i dont care",
        "adder or comet, i don't mind",
        "an adder or a comet, whatever is cheapest",
        "comet or adder, not sure yet",
        "adder oder comet, ist mir egal",
        "adder ou comet, peu importe",
        "adder o comet, me da igual",
        "adder ou comet, tanto faz",
        "adder o comet, non importa",
        "adder of comet, maakt niet uit",
        "adder lub comet, obojętnie",
    ] {
        check_asks(text, &[], EITHER);
    }
}

#[test]
fn a_list_may_leave_the_choice() {
    for text in [
        "adder/comet whichever",
        "one of these: adder, comet",
        "one of these: adder, comet, whichever is in stock",
        "adder, comet, idc",
    ] {
        check_asks(text, &[], EITHER);
    }
    check("adder/comet", &[("adder", 1), ("comet", 1)], &[]);
    check("adder, comet, whichever colour", &[("adder", 1), ("comet", 1)], &[]);
    check("2 adder, comet, idc", &[("adder", 2), ("comet", 1)], &[]);
    check("adder and comet, idc", &[("adder", 1), ("comet", 1)], &[]);
    check("one of the adders, t20", &[("adder", 1), ("t20", 1)], &[]);
    check("adder idc", &[("adder", 1)], &[]);
}

/// What is wished for and what is asked about.
fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let product = |name: &&str| Product::named(ProductId::from_name(name).unwrap(), *name);
    let products = ["Green Tea", "Tea Pot", "Pot Lid", "Mug"].iter().map(product).collect();
    let read = recognise(&Index::new(&Catalogue::new(products).unwrap()), text);
    let line = |it: &super::super::Wanted| format!("{} {}", it.quantity, it.product);
    let ids = |it: &Vec<ProductId>| it.iter().map(ToString::to_string).collect();
    (
        read.lines.iter().map(line).collect(),
        read.ambiguous.iter().map(|it| ids(&it.candidates)).collect(),
    )
}

#[test]
fn of_names_that_share_a_word_it_is_asked_which() {
    for text in ["green tea pot", "a green tea pot please", "2 green tea pots"] {
        let (lines, asked) = read(text);
        assert_eq!(lines, [] as [String; 0], "{text}");
        assert_eq!(asked, [["green-tea", "tea-pot"]], "{text}");
    }
    for text in ["green tea, tea pot", "green tea and a tea pot", "green tea teapot"] {
        assert_eq!(read(text), (vec!["1 green-tea".into(), "1 tea-pot".into()], vec![]), "{text}");
    }
    assert_eq!(read("2 green tea mugs").0, ["2 green-tea", "1 mug"], "as it was");
}
