//! What is said of something that is wished for, or beside it, changes no wish.

use super::super::recognise;
use super::revise::check as revised;
use super::{Index, check_in, shop_of};

fn menu() -> Index {
    shop_of(&[
        ("Margherita Pizza", &[]),
        ("Cheeseburger", &[]),
        ("Hamburger", &[]),
        ("Fries", &[]),
        ("Cola", &["coke"]),
        ("Adder", &[]),
        ("T20", &[]),
        ("Comet", &[]),
        ("Mug", &[]),
    ])
}

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)]) {
    check_in(&menu(), text, lines);
}

#[test]
fn what_is_left_out_of_a_product_leaves_the_product() {
    for text in [
        "2 margherita, zwiebeln raus",
        "2 margherita, Zwiebeln bitte weglassen",
        "2 margherita, lasst die zwiebeln weg",
        "2 margherita, haal de ui eraf",
        "2 margherita, laat de ui weg",
    ] {
        check(text, &[("margherita-pizza", 2)]);
    }
    check("2 margherita und 1 cola, zwiebeln bitte weg", &[("margherita-pizza", 2), ("cola", 1)]);
    check("2 margherita und 1 cola, die cola bitte weg", &[("margherita-pizza", 2)]);
    check(
        "2 cheeseburgers and fries, leave the salt off the fries",
        &[("cheeseburger", 2), ("fries", 1)],
    );
    check("take the onions off the cheeseburger, 2 fries", &[("cheeseburger", 1), ("fries", 2)]);
    check("1 coke and 1 hamburger, dont put ice in the coke", &[("cola", 1), ("hamburger", 1)]);
    check("cheeseburger no fries and a coke", &[("cheeseburger", 1), ("cola", 1)]);
    check("cheeseburger without fries and a coke", &[("cheeseburger", 1), ("cola", 1)]);
    check("i dont want a cheeseburger and a coke", &[]);
}

#[test]
fn a_name_that_more_is_said_of_is_no_second_one() {
    check("an adder and a t20, leave the t20 at the front door", &[("adder", 1), ("t20", 1)]);
    check("an adder and a t20, deliver the t20 to my house", &[("adder", 1), ("t20", 1)]);
    check("a hamburger and a coke, the coke without ice", &[("hamburger", 1), ("cola", 1)]);
    check("a hamburger and a coke, the hamburger well done", &[("hamburger", 1), ("cola", 1)]);
    check("1 coke 1 hamburger, no ice in the coke", &[("cola", 1), ("hamburger", 1)]);
}

#[test]
fn take_out_with_a_number_takes_nothing_out_of_nothing() {
    check("i want to take out 2 cheeseburgers", &[("cheeseburger", 2)]);
    check("can i take out 2 hamburgers", &[("hamburger", 2)]);
    check("2 hamburgers and fries. take out the fries", &[("hamburger", 2)]);
    revised(&[("adder", 3), ("t20", 1)], "take out 2 adders", &[("adder", 1), ("t20", 1)]);
}

#[test]
fn numbers_of_something_else_count_nothing() {
    check("need 3 adders not just one", &[("adder", 3)]);
    check("3 adders please, only one of them red", &[("adder", 3)]);
    check("2 adders to replace the one i lost", &[("adder", 2)]);
    check("i have 500€ 10 adders", &[("adder", 10)]);
    check("500$ 12 adders and 1 t20", &[("adder", 12), ("t20", 1)]);
    check("adder for 10€ 50", &[("adder", 1)]);
    let found = recognise(&menu(), "mug (blue, 7)");
    assert_eq!(found.lines[0].quantity, 1, "{found:?}");
}

#[test]
fn what_it_is_to_cost_and_when_is_no_count() {
    let had = [("adder", 2)];
    for text in ["sure in 5", "would you take 20 for it?", "ok at 6"] {
        let revision = super::super::revise(&super::shop(), text, &super::revise::order(&had));
        assert_eq!(super::revise::lines(&revision), had, "{text:?}");
    }
    revised(&had, "sure, 5", &[("adder", 5)]);
}

#[test]
fn what_was_wanted_gives_way_to_another_alone() {
    for (text, lines) in [
        ("i wanted 2 adders but can i get them now, and a t20", [("adder", 2), ("t20", 1)]),
        ("i wanted 2 adders but rather have them delivered, 1 comet", [("adder", 2), ("comet", 1)]),
    ] {
        check(text, &lines);
    }
    check("i wanted an adder but i'd rather have a t20", &[("t20", 1)]);
    check("i'd take the t20 over the comet", &[("t20", 1)]);
    check("id take 2 adders over any t20", &[("adder", 2)]);
    // What is refused is not sold where the other is too little to be sold.
    check("id take an adder over any comet", &[]);
    check("keep the adder for yourself, 2 t20", &[("t20", 2)]);
    check("hi, returning for 2 adders", &[("adder", 2)]);
    check("i want a return for 2 adders", &[]);
}

#[test]
fn a_list_in_one_line_is_numbered_as_well() {
    let lines = [("adder", 1), ("t20", 1), ("comet", 1)];
    check("1: adder 2: t20 3: comet", &lines);
    check("1: adder\n2: t20\n3: comet", &lines);
}

#[test]
fn what_comes_last_in_a_list_corrects_nothing() {
    check("2 cola y finalmente un adder", &[("cola", 2), ("adder", 1)]);
    check("deux cola, un t20, et finalement un adder", &[("cola", 2), ("t20", 1), ("adder", 1)]);
}

#[test]
fn only_names_what_goes_for_it() {
    let had = [("adder", 2), ("comet", 1)];
    for text in ["only 2 adders", "no, just the adders", "2 adders only"] {
        let revision = super::super::revise(&super::shop(), text, &super::revise::order(&had));
        assert_eq!(super::revise::lines(&revision), [("adder", 2)], "{text:?}");
        assert_eq!(revision.left_out, [1], "{text:?}");
    }
    for text in ["remove everything except the adder", "remove the comet"] {
        let revision = super::super::revise(&super::shop(), text, &super::revise::order(&had));
        assert_eq!(super::revise::lines(&revision), [("adder", 2)], "{text:?}");
        assert!(revision.left_out.is_empty(), "{text:?}");
    }
}

#[test]
fn words_of_a_chat_are_heeded() {
    let cars = shop_of(&[
        ("Zentorno", &[]),
        ("Tempesta", &[]),
        ("Neon", &[]),
        ("Pariah", &[]),
        ("Turismo R", &[]),
        ("Turismo Classic", &[]),
    ]);
    check_in(&cars, "zentorno x1, tempesta x1, lose the tempesta", &[("zentorno", 1)]);
    // Who loses something else takes nothing out.
    check_in(&cars, "zentorno asap, i always lose", &[("zentorno", 1)]);
    check_in(&cars, "zentorno w gold rims", &[("zentorno", 1)]);
    check_in(&cars, "zentorno w/ blue neons", &[("zentorno", 1)]);
    check_in(&cars, "2 neons", &[("neon", 2)]);
    check_in(&cars, "i think ill go for the pariah", &[("pariah", 1)]);
    check_in(&cars, "yo got a pariah?", &[("pariah", 1)]);
    super::check_asks_in(&cars, "turismoo x2", &["turismo-r", "turismo-classic"]);
}

#[test]
fn choices_of_which_none_is_asked_for_are_told_where_several_are_said() {
    let glaze = crate::domain::catalogue::ProductOption {
        required: false,
        ..super::choice_of("Glaze", &["pink", "choc"])
    };
    let donut = super::with_options("Donut", vec![glaze]);
    let index = Index::new(&super::Catalogue::new(vec![donut]).unwrap());
    let found = recognise(&index, "2 pink and choc donuts");
    assert_eq!((found.lines[0].quantity, found.lines[0].options.len()), (2, 0), "{found:?}");
    assert_eq!(found.unknown, ["pink and choc"]);
    assert!(recognise(&index, "2 pink donuts").unknown.is_empty());
}

#[test]
fn what_is_asked_for_as_well_replaces_nothing() {
    let had = [("adder", 5)];
    for text in [
        "hmm, actually, can I have a t20 as well?",
        "wait, can i get a t20",
        "sorry, a t20 too",
        "hold on, could i have the t20 with that please",
        "one more thing, a t20",
    ] {
        revised(&had, text, &[("adder", 5), ("t20", 1)]);
    }
    revised(&had, "wait, a t20 instead", &[("t20", 5)]);
    let revision =
        super::super::revise(&super::shop(), "no the other one", &super::revise::order(&had));
    assert_eq!(super::revise::lines(&revision), had);
}

#[test]
fn what_is_said_of_each_is_not_said_of_what_follows() {
    check("adders and t20s (10 each) and a cola", &[("adder", 10), ("t20", 10), ("cola", 1)]);
    check("2 each of adder and t20, and a cola", &[("adder", 2), ("t20", 2), ("cola", 1)]);
    check("an adder and a t20, 10 each", &[("adder", 10), ("t20", 10)]);
}

#[test]
fn contracted_words_choose_no_size() {
    let net = super::with_options("Net", vec![super::choice_of("Size", &["S", "M", "L"])]);
    let index = Index::new(&super::Catalogue::new(vec![net]).unwrap());
    for text in
        ["a net, that's all", "a net, I'm in a hurry", "un net pour l'aquarium", "it’s a net"]
    {
        let found = recognise(&index, text);
        assert!(found.lines[0].options.is_empty(), "{text}: {found:?}");
    }
    for text in ["a net S", "a net, size M", "net (l)"] {
        assert_eq!(recognise(&index, text).lines[0].options.len(), 1, "{text}");
    }
}

#[test]
fn a_length_is_no_count() {
    for text in ["no, 100 cm", "sorry i meant 100 cm"] {
        let had = [("adder", 1)];
        let revision = super::super::revise(&super::shop(), text, &super::revise::order(&had));
        assert_eq!(super::revise::lines(&revision), had, "{text}");
    }
}

#[test]
fn how_many_are_wanted_of_the_only_line_is_how_many_there_are_to_be() {
    let had = [("adder", 1)];
    for text in ["actually i want two", "i want 2", "can i have 2", "we need two please"] {
        revised(&had, text, &[("adder", 2)]);
    }
    for text in ["i have 2", "i want 2 of something else"] {
        let revision = super::super::revise(&super::shop(), text, &super::revise::order(&had));
        assert_eq!(super::revise::lines(&revision), had, "{text}");
    }
}
