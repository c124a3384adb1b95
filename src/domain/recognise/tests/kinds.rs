//! Words for a kind of product, and names beside words of their product's other names.

use super::super::recognise;
use super::{Catalogue, Index, Product, ProductId};

const MENU: [(&str, &[&str]); 12] = [
    ("Vanilla Milkshake", &[]),
    ("Chocolate Milkshake", &[]),
    ("Strawberry Milkshake", &[]),
    ("Cheeseburger", &[]),
    ("Four Cheese Pizza", &["4 cheese"]),
    ("Tuna Pizza", &["tonno"]),
    ("Pizza Margherita", &["margherita"]),
    ("Sultan", &[]),
    ("Sultan Classic", &[]),
    ("Issi", &[]),
    ("Issi Classic", &[]),
    ("Turismo Classic", &[]),
];

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)], asked: &[&str], unknown: &[&str]) {
    let product = |(name, aliases): &(&str, &[&str])| Product {
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        ..Product::named(ProductId::from_name(name).unwrap(), *name)
    };
    let index = Index::new(&Catalogue::new(MENU.iter().map(product).collect()).unwrap());
    let found = recognise(&index, text);
    let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
    assert_eq!(got, lines, "{text:?} {found:?}");
    let of = found.ambiguous.iter().flat_map(|it| &it.candidates);
    assert_eq!(of.map(ProductId::as_str).collect::<Vec<_>>(), asked, "{text:?}");
    assert_eq!(found.unknown, unknown, "{text:?}");
}

/// The index of products with these names.
fn named(names: &[&str]) -> Index {
    let product = |name: &&str| Product::named(ProductId::from_name(name).unwrap(), *name);
    Index::new(&Catalogue::new(names.iter().map(product).collect()).unwrap())
}

#[test]
fn which_of_a_kind_is_asked() {
    const SHAKES: &[&str] = &["vanilla-milkshake", "chocolate-milkshake", "strawberry-milkshake"];
    check("a milkshake please", &[], SHAKES, &[]);
    check("2 milkshakes", &[], SHAKES, &[]);
    check("a cheeseburger and a milkshake", &[("cheeseburger", 1)], SHAKES, &[]);
    check("a vanilla milkshake", &[("vanilla-milkshake", 1)], &[], &[]);
    const CLASSICS: &[&str] = &["sultan-classic", "issi-classic", "turismo-classic"];
    check("a classic please", &[], CLASSICS, &[]);
    check("the classic is nice", &[], &[], &["classic", "nice"]);
    check("that milkshake was nice", &[], &[], &["milkshake", "nice"]);
}

#[test]
fn a_name_may_stand_beside_words_of_another_name() {
    check("tonno pizza", &[("tuna-pizza", 1)], &[], &[]);
    check("2 pizza tonno", &[("tuna-pizza", 2)], &[], &[]);
    check("4 cheese pizza pls", &[("four-cheese-pizza", 1)], &[], &[]);
    check("2 4 cheese pizzas", &[("four-cheese-pizza", 2)], &[], &[]);
    check("margherita pizza, tonno", &[("pizza-margherita", 1), ("tuna-pizza", 1)], &[], &[]);
    check("tonno pizza margherita", &[("tuna-pizza", 1), ("pizza-margherita", 1)], &[], &[]);
    check("cheeseburger pizza", &[], &[], &["cheeseburger pizza"]);
    check("sultan sultan", &[("sultan", 2)], &[], &[]);
}

#[test]
fn a_word_of_english_may_be_a_slip_of_a_long_name() {
    let names = ["Lasagne", "Mousse au Chocolat", "Pain au Chocolat", "Sultan"];
    let index = named(&names);
    for text in ["una lasagna per favore", "2 lasagna", "i want lasagna"] {
        let found = recognise(&index, text);
        assert_eq!(found.lines.len(), 1, "{text} {found:?}");
        assert_eq!(found.inquired.len(), 1, "{text} {found:?}");
    }
    let found = recognise(&index, "mouse au chocolat x3");
    assert_eq!((found.lines[0].quantity, found.inquired.len()), (3, 0));
    let found = recognise(&index, "lasagna was nice");
    assert!(found.lines.is_empty() && found.suggested.len() == 1, "{found:?}");
    for text in
        ["a mouse", "is a comment a sultana", "my mouse likes chocolate", "sultanas are nice"]
    {
        assert!(recognise(&index, text).lines.is_empty(), "{text}");
    }
}

#[test]
fn what_is_made_another_is_not_sold() {
    let shop = super::shop_of(&[("Cola", &[]), ("Sparkling Water", &["water"]), ("T20", &[])]);
    super::check_in(&shop, "2 colas", &[("cola", 2)]);
    for text in ["cherry cola x2", "a lime cola", "plate: T20 KING"] {
        assert!(recognise(&shop, text).lines.is_empty(), "{text}");
    }
}

#[test]
fn a_short_word_that_ends_a_name_is_offered() {
    let names = ["Laptop Fan", "Itali GTO", "Adder", "Town Car", "Sports Car"];
    let index = named(&names);
    let read = |text: &str| {
        let found = recognise(&index, text);
        (found.lines.len(), found.suggested.len())
    };
    for text in [
        "fan",
        "2 fans",
        "i need a fan",
        "hi, fan please",
        "do you have a fan?",
        "gto",
        "a gto please",
    ] {
        assert_eq!(read(text), (0, 1), "{text}");
    }
    assert_eq!(read("2 adders and a fan"), (1, 1));
    assert_eq!(read("laptop fan"), (1, 0));
    for text in [
        "i'm a fan",
        "not a fan",
        "big fan of yours",
        "fan of the show",
        "a fan club",
        "he is a fan",
        "he drives a gto",
        "gto is fast",
        "a car",
    ] {
        assert_eq!(read(text), (0, 0), "{text}");
    }
}

#[test]
fn it_says_why_a_word_is_in_no_name() {
    let names = ["Laptop Fan", "Itali GTO"];
    let index = named(&names);
    let lines = super::super::explain(&index, "fan, gto, bla");
    assert_eq!(
        lines,
        [
            "“fan” → laptop-fan (the end of its name): too short to be taken for it, but suggested",
            "“gto” → itali-gto (the end of its name): too short to be taken for it, but suggested",
            "“bla” → nothing: no name has it or is near to it",
        ]
    );
}

#[test]
fn a_part_that_is_named_in_full_beside_it_is_not_asked_about() {
    const SHAKES: &[&str] = &["vanilla-milkshake", "chocolate-milkshake", "strawberry-milkshake"];
    let vanilla: &[_] = &[("vanilla-milkshake", 2)];
    check("2 vanilla milkshakes, milkshakes", vanilla, &[], &[]);
    check("milkshake for the kids, vanilla one", &[("vanilla-milkshake", 1)], &[], &["kids"]);
    check("2 vanilla milkshakes, 3 milkshakes", vanilla, SHAKES, &[]);
    check("2 vanilla milkshakes and milkshakes", vanilla, SHAKES, &[]);
    check("2 vanilla milkshakes\nmilkshake", vanilla, SHAKES, &[]);
    let one: &[_] = &[("vanilla-milkshake", 1)];
    check("a milkshake for mum the vanilla milkshake for dad", one, SHAKES, &["mum", "dad"]);
}

#[test]
fn which_of_several_with_a_short_word_at_their_end_is_asked() {
    const TEAS: [&str; 4] = ["Green Tea", "Black Tea", "Mint Tea", "Tea Pot"];
    let index = named(
        &[&TEAS[..], &["Kettle Pro", "Onion Soup", "Pea Soup", "Leek Soup", "Soup Bowl"]].concat(),
    );
    let asked = |text: &str| {
        let found = recognise(&index, text);
        assert!(found.lines.len() <= 1, "{text} {found:?}");
        let asked = found.ambiguous.iter().map(|it| (it.quantity, it.candidates.len()));
        (found.lines.len(), asked.collect::<Vec<_>>())
    };
    for (text, quantity) in [("tea", 1), ("i want tea", 1), ("2 teas", 2), ("some tea please", 1)] {
        assert_eq!(asked(text), (0, vec![(quantity, 3)]), "{text}");
    }
    assert_eq!(asked("a kettle pro and 3 teas"), (1, vec![(3, 3)]));
    assert_eq!(asked("3 soups"), (0, vec![(3, 4)]), "a bowl may be meant");
    assert_eq!(asked("a soup bowl"), (1, vec![]));
    assert_eq!(asked("2 tea pots"), (1, vec![]));
    assert_eq!(asked("green tea pot"), (0, vec![(1, 2)]), "the tea or the pot");
    for text in ["not my cup of tea", "tea with me?", "soup was nice"] {
        assert_eq!(asked(text), (0, vec![]), "{text}");
    }
}

#[test]
fn a_measure_behind_a_kind_is_no_part_of_it() {
    let index = named(&[
        "Puppy Kibble 2kg",
        "Adult Kibble 2kg",
        "Senior Kibble 10kg",
        "Nylon Lead",
        "Slip Lead",
        "Retractable Lead 5m",
    ]);
    for (text, asked) in
        [("2 kibbles", 3), ("a lead please", 3), ("who is in the lead", 0), ("lead the way", 0)]
    {
        let found = recognise(&index, text);
        let candidates: usize = found.ambiguous.iter().map(|it| it.candidates.len()).sum();
        assert_eq!((found.lines.len(), candidates), (0, asked), "{text} {found:?}");
    }
}

#[test]
fn a_code_behind_a_name_that_another_name_has_is_another_product() {
    let index = named(&["Coquette", "Coquette D10"]);
    let found = recognise(&index, "coquette d5 please");
    assert_eq!((found.lines.len(), found.suggested.len()), (0, 1), "{found:?}");
    assert_eq!(recognise(&index, "coquette d10 please").lines.len(), 1);
}

#[test]
fn packs_count_what_was_named_and_are_no_part_of_another_name() {
    let index = named(&["Sandpaper", "Dust Sheet", "Wood Screws", "Wall Filler"]);
    for (text, lines) in [
        ("sandpaper, 10 sheets", &[("sandpaper", 10)][..]),
        ("2 dust sheets", &[("dust-sheet", 2)]),
        ("sandpaper and wood screws, 2 boxes each", &[("sandpaper", 2), ("wood-screws", 2)]),
        ("wall filler and sandpaper, 2 of the filler", &[("wall-filler", 2), ("sandpaper", 1)]),
    ] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, lines, "{text}");
    }
}

#[test]
fn a_common_word_out_of_a_name_may_tell_of_a_day() {
    let index = named(&["Long Nose Pliers", "Work Gloves", "Wheelbarrow"]);
    let text = "its been a long day at work. could i get a wheelbarrow please?";
    let found = recognise(&index, text);
    let got: Vec<_> = found.lines.iter().map(|it| it.product.as_str()).collect();
    assert_eq!(got, ["wheelbarrow"], "{found:?}");
}

#[test]
fn a_colour_beside_a_kind_says_which() {
    let index = named(&["Acrylic Paint Red", "Acrylic Paint Blue", "Acrylic Paint White", "Mug"]);
    for (text, lines, asked) in [
        ("2 blue acrylic paints", &[("acrylic-paint-blue", 2)][..], 0),
        ("acrylic paint in white, a mug", &[("acrylic-paint-white", 1), ("mug", 1)], 0),
        ("a green acrylic paint", &[], 3),
        ("an acrylic paint and a red mug", &[("mug", 1)], 3),
        ("2 red and 3 blue acrylic paints", &[], 3),
    ] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        let candidates: usize = found.ambiguous.iter().map(|it| it.candidates.len()).sum();
        assert_eq!((got.as_slice(), candidates), (lines, asked), "{text}");
    }
}

#[test]
fn what_a_thing_is_sold_in_is_counted() {
    let index = named(&["Coffee", "Honey"]);
    for (text, lines, unknown) in [
        ("3 bags of coffee", &[("coffee", 3)][..], &[] as &[&str]),
        ("a jar of honey", &[("honey", 1)], &[]),
        ("3 bags of flour and a honey", &[("honey", 1)], &["3 bags", "flour"]),
    ] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, lines, "{text}");
        assert_eq!(found.unknown, unknown, "{text}");
    }
}

#[test]
fn a_kind_may_be_several_words_or_an_alias_of_one_of_it() {
    let bell = |name: &str, alias: &str| Product {
        aliases: vec![alias.into()],
        ..Product::named(ProductId::from_name(name).unwrap(), name)
    };
    let mut products =
        vec![bell("Ding Dong Bell", "ding dong"), bell("Full Tune-Up", "full service")];
    for name in [
        "Brass Bell",
        "Ship Bell",
        "Basic Tune-Up",
        "Race Tune-Up",
        "Road Inner Tube",
        "Kids Inner Tube",
        "Gravel Inner Tube",
        "Tulip Bunch",
        "Rose Bunch",
        "Lily Bunch",
        "Trail Helmet",
        "City Helmet",
        "Cork Grips",
        "Gel Grips",
    ] {
        products.push(Product::named(ProductId::from_name(name).unwrap(), name));
    }
    let index = Index::new(&Catalogue::new(products).unwrap());
    for (text, asked) in [
        ("i want to order a bell", 3),
        ("a tune-up please", 3),
        ("2 inner tubes", 3),
        ("new grips please", 2),
        ("a new helmet pls", 2),
        ("thanks a bunch", 0),
    ] {
        let found = recognise(&index, text);
        let candidates: usize = found.ambiguous.iter().map(|it| it.candidates.len()).sum();
        assert_eq!((found.lines.len(), candidates), (0, asked), "{text} {found:?}");
    }
    for text in ["kids helmet pls", "the two brass bells i ordered never arrived"] {
        assert!(recognise(&index, text).lines.is_empty(), "{text}");
    }
    for (text, id) in [
        ("no, a basic tune-up is enough", "basic-tune-up"),
        ("a milk shake and a ship bell please", "ship-bell"),
    ] {
        let found = recognise(&index, text);
        assert_eq!(found.lines.len(), 1, "{text} {found:?}");
        assert_eq!(found.lines[0].product.as_str(), id, "{text}");
    }
}

#[test]
fn a_word_out_of_a_name_behind_another_word_is_another_thing() {
    let index = named(&["Ceramic Bowl", "Mouse Mat", "Adder"]);
    for (text, lines) in [
        ("three steel bowls and two ceramic bowls", &[("ceramic-bowl", 2)][..]),
        ("two ceramic bowls and 3 bowls", &[("ceramic-bowl", 5)]),
        ("two bowls", &[("ceramic-bowl", 2)]),
    ] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, lines, "{text}");
    }
}

#[test]
fn a_number_before_a_name_with_a_number_counts_it() {
    let index = named(&["NPK 10", "NPK 20"]);
    for (text, id, quantity) in [("10 npk 20", "npk-20", 10), ("20 npk 10", "npk-10", 20)] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, [(id, quantity)], "{text}");
    }
}

#[test]
fn a_common_word_out_of_a_name_behind_another_word_is_not_it() {
    let index = named(&["Carrot Cake", "Cupcake", "Wedding Tower", "Franken Stange"]);
    let read = |text: &str| {
        let found = recognise(&index, text);
        found.lines.iter().map(|it| (it.product.to_string(), it.quantity)).collect::<Vec<_>>()
    };
    let cupcakes = vec![("cupcake".to_owned(), 2)];
    assert_eq!(read("2 cupcakes and a unicorn cake"), cupcakes);
    assert_eq!(read("2 cupcakes and a strawberry tower"), cupcakes);
    assert_eq!(read("a fancy stange"), [("franken-stange".to_owned(), 1)]);
    assert_eq!(read("a cake please"), [("carrot-cake".to_owned(), 1)]);
}

#[test]
fn a_size_may_stand_before_the_name_or_alone() {
    let index =
        named(&["Wings 6pc", "Wings 12pc", "Coke Zero 330ml", "Coke Zero 1.5l", "Cola 330ml"]);
    for (text, lines) in [
        ("2 330ml coke zeros", &[("coke-zero-330ml", 2)][..]),
        ("a 1.5 l coke zero", &[("coke-zero-1-5l", 1)]),
        ("12pc wings", &[("wings-12pc", 1)]),
        ("wings 6pc. oh hang on, 12pc instead", &[("wings-12pc", 1)]),
        ("2 wings 6pc and a 12pc", &[("wings-6pc", 2), ("wings-12pc", 1)]),
        ("wings 6pc, 3 of them", &[("wings-6pc", 3)]),
        ("coke zero 330ml and 1.5l", &[("coke-zero-330ml", 1), ("coke-zero-1-5l", 1)]),
        ("wings 6pc, no 12pc instead", &[("wings-12pc", 1)]),
        ("wings 6pc. i had 12pc before", &[("wings-6pc", 1)]),
        ("wings 6pc for 12pc people", &[("wings-6pc", 1)]),
        ("wings 6pc x12 pc", &[("wings-6pc", 12)]),
    ] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, lines, "{text}");
    }
}

#[test]
fn a_plus_makes_another_name() {
    let index = named(&["VIP", "VIP+", "MVP"]);
    for (text, lines) in [
        ("vip+", &[("vip-plus", 1)][..]),
        ("2 vip and a vip plus", &[("vip", 2), ("vip-plus", 1)]),
        ("vip + mvp", &[("vip", 1), ("mvp", 1)]),
        ("mvp+", &[]),
        ("mvp+ vip", &[("mvp", 1), ("vip", 1)]),
    ] {
        let found = recognise(&index, text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, lines, "{text}");
    }
}
