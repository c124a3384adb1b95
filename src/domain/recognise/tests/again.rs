//! What was wished for before, was had, or is said once more.

use super::check;
use super::revise::check as revised;

#[test]
fn what_is_said_once_more_is_one_wish() {
    check("adder. lol yes the adder", &[("adder", 1)], &[]);
    check("20 adders. yeah 20 adders", &[("adder", 20)], &[]);
    check("an adder, and yes a comet", &[("adder", 1), ("comet", 1)], &[]);
    check("6 adder. wait 4. no 5 sry", &[("adder", 5)], &[]);
    check("i ordered 2 adders but i only want 1 now", &[("adder", 1)], &["ordered"]);
}

#[test]
fn a_number_may_stand_behind_a_question_or_a_full_stop() {
    check("adder, is it quick? if so ill take 2", &[("adder", 2)], &[]);
    check("adder ready today? if yes i'll take 2", &[("adder", 2)], &["ready"]);
    check("adder!!! 10 of them!!!", &[("adder", 10)], &[]);
    check("adder, comet and t20, 2 packs each", &[("adder", 2), ("comet", 2), ("t20", 2)], &[]);
    check("adder + comet, all x2", &[("adder", 2), ("comet", 2)], &[]);
    check("adder -> 2, comet -> 3", &[("adder", 2), ("comet", 3)], &[]);
    check("2 adder -> 3 comet", &[("comet", 3)], &[]);
}

#[test]
fn what_was_had_sent_or_planted_is_no_wish() {
    check("u delivered a comet but i ordered a comet s2", &[], &["comet", "ordered", "comet s2"]);
    check("i already have 3 adders no space", &[], &["3 adders", "space"]);
    check(
        "we tested 50 adders last autumn and only 4 came back",
        &[],
        &["tested 50 adders last autumn", "4 came back"],
    );
    check(
        "i bought an adder from you last year, can i get two more pls",
        &[("adder", 2)],
        &["last"],
    );
    check("my adder broke. replace it with a comet", &[("comet", 1)], &["adder"]);
    check("an adder or something? not buying, just curious", &[], &["adder", "curious"]);
}

#[test]
fn what_is_changed_may_be_all_or_something_else() {
    check("can you swap my order, i dont want the adder, give me a comet", &[("comet", 1)], &[]);
    revised(&[("adder", 1), ("t20", 2)], "change my order to 2 comets", &[("comet", 2)]);
    check("can i change my order from 2 adders to 3 adders", &[("adder", 3)], &[]);
    check("upgrade from sultan to sultan rs", &[("sultan-rs", 1)], &["upgrade"]);
    revised(&[("sultan", 2)], "go from the sultan to the t20", &[("t20", 2)]);
    check("change my address to 14 comet lane", &[], &["address", "14 comet lane"]);
}

#[test]
fn a_word_of_a_name_takes_its_product_out() {
    let had = [("sultan", 2), ("sultan-classic", 3)];
    revised(&had, "scrap the classics", &[("sultan", 2)]);
    revised(&had, "remove the classic one", &[("sultan", 2)]);
}

#[test]
fn what_is_lost_or_returned_is_no_wish() {
    check("someone stole 3 adders", &[], &["someone", "3 adders"]);
    check("i wanna return the adder, it is broken", &[], &["return", "adder"]);
    check("please cancel my order, the 2 adders, i dont need them anymore", &[], &[]);
    check("an adder and a comet. leave the adder out", &[("comet", 1)], &[]);
    revised(&[("adder", 2), ("811", 1)], "drop the 811s", &[("adder", 2)]);
    check(
        "my buddy bought an adder from you last week, now i want one too",
        &[("adder", 1)],
        &["buddy", "last"],
    );
}

#[test]
fn an_address_names_nothing() {
    check("2 adders, to 14 comet road", &[("adder", 2)], &["14 comet road"]);
    check("ship it to 811 oak street", &[], &["ship", "811 oak"]);
    check("the 4 adders. total should be 224 right?", &[("adder", 4)], &["224"]);
}

#[test]
fn what_only_looks_like_it_is_a_wish() {
    for text in [
        "2 adders, dont need them today",
        "just curious, when do you deliver? 2 adders pls",
        "just curious, can i get 2 adders",
        "got the menu you sent. 2 adders please",
        "i just ordered 2 adders, they delivered so fast",
        "2 adders road legal please",
        "2 adders take away please",
        "1 adder for tom. yes 1 adder for jim",
        "i said 1 adder but 1 adder for my friend as well",
    ] {
        let found = super::super::recognise(&super::shop(), text);
        let lines: Vec<_> =
            found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(lines, [("adder", 2)], "{text}");
    }
    let had = [("sultan", 4), ("t20", 3)];
    revised(&had, "change one t20 to a sultan", &[("sultan", 5), ("t20", 2)]);
    revised(&had, "replace one t20 with 2 sultans", &[("sultan", 6), ("t20", 2)]);
    revised(&had, "change everything to delivery", &had);
    check("change my car to an adder", &[("adder", 1)], &["car"]);
}
