//! What is told only to say what is wished for in its place, and what is taken out again.

use super::super::recognise;
use super::{check, check_asks_in, check_in, shop, shop_of};

#[test]
fn what_a_verb_and_a_word_apart_from_it_take_out_goes() {
    for text in [
        "an adder and a t20. take the t20 out again",
        "an adder and a t20, take the t20 out",
        "an adder and a t20, leave the t20 off please",
        "an adder and a t20, the t20 out",
        "an adder and 2 t20. take the t20 out of the order",
    ] {
        check_in(&shop(), text, &[("adder", 1)]);
    }
    check_in(&shop(), "an adder and 2 t20, take one t20 out", &[("adder", 1), ("t20", 1)]);
    check_in(
        &shop(),
        "an adder and a t20, take the t20 out and add a comet",
        &[("adder", 1), ("comet", 1)],
    );
    // A drive takes nothing out.
    check("take the adder out for a spin, then 2 t20", &[("t20", 2)], &["adder", "spin"]);
}

#[test]
fn what_is_left_alone_leaves_nothing_else() {
    for text in [
        "2 adders and a t20. scratch that, just a t20",
        "2 adders and a comet. scratch that, only a t20",
        "2 adders and a t20. no wait just a t20",
    ] {
        check_in(&shop(), text, &[("t20", 1)]);
    }
    check_in(&shop(), "5 adders and a t20, only 2 adders", &[("adder", 2), ("t20", 1)]);
}

#[test]
fn what_was_wanted_gives_way() {
    for text in [
        "i asked for a comet but id rather have 2 adders",
        "first i wanted a comet but now x2 adder",
        "was going to get 1 adder but i'll go for 2 instead",
        "i wanted 1 adder but now 2 adders",
        "everyone is buying the comet but i dont want it. 2 adders for me",
        "need 2 adders, keep the comet for someone else",
        "id take 2 adders over any comet",
    ] {
        check_in(&shop(), text, &[("adder", 2)]);
    }
    check_in(&shop(), "one adder. not the t20, the adder", &[("adder", 1)]);
    check_in(&shop(), "2 t20. sorry, wrong one, i meant adder", &[("adder", 2)]);
    check_in(&shop(), "i wanted an adder but also a t20", &[("adder", 1), ("t20", 1)]);
}

#[test]
fn money_beside_a_count_is_no_count() {
    let two = [("adder", 2)];
    for text in [
        "here is 30€, 2x adder",
        "i have 30$. 2 adders",
        "i pay 30 $, 2 adders",
        "adder 2 $30",
        "$30: 2 adders",
        "here's 30$ keep the change, 2x adder",
        "im after 2 adders",
    ] {
        check_in(&shop(), text, &two);
    }
}

#[test]
fn lines_may_be_numbered_otherwise() {
    let three = [("adder", 1), ("t20", 1), ("comet", 1)];
    check_in(&shop(), "1: adder\n2: t20\n3: comet", &three);
    check_in(&shop(), "(1) adder\n(2) t20\n(3) comet", &three);
    check_in(&shop(), "3: adder\n2: t20", &[("adder", 3), ("t20", 2)]);
    check_in(&shop(), "4 adders\n*ten", &[("adder", 10)]);
}

#[test]
fn how_many_of_something_else_is_a_question_about_it() {
    for text in [
        "how many people fit in a kuruma",
        "how many days until the kuruma arrives",
        "i already got my 2 adders, all good thanks",
    ] {
        check_in(&shop(), text, &[]);
    }
    for text in ["how many coins for a kuruma", "how many kurumas do you have"] {
        assert_eq!(recognise(&shop(), text).inquired.len(), 1, "{text}");
    }
}

#[test]
fn a_word_before_a_name_may_make_it_another() {
    let shop = shop_of(&[("Cheeseburger", &[]), ("Coke", &[]), ("Super Diamond", &[])]);
    check_in(&shop, "1 triple cheeseburger and a diet coke please", &[]);
    check_in(&shop, "cheeseburger well done, extra pickles", &[("cheeseburger", 1)]);
    check_in(&shop, "thank you so much, super quick service", &[]);
}

#[test]
fn what_was_wanted_stays_where_nothing_takes_its_place() {
    for text in [
        "wanted: 2 adders but no t20",
        "wanted 2 adders but call me on 555 first",
        "i wanted 2 adders but need them by 5 tomorrow",
        "i take 2 adders but i dont want them today",
        "please keep 2 adders for someone called Max",
        "you are right one thing: 2 adders",
    ] {
        check_in(&shop(), text, &[("adder", 2)]);
    }
    for text in [
        "i wanted 2 adders but now i need a comet as well",
        "i wanted 2 adders but need a comet too",
        "2 adders, 1 comet. just one comet",
    ] {
        check_in(&shop(), text, &[("adder", 2), ("comet", 1)]);
    }
    check_in(&shop(), "(1) adder\n(5) t20\n(2) comet", &[("adder", 1), ("t20", 5), ("comet", 2)]);
    check_in(&shop(), "adder and t20, is the comet out yet?", &[("adder", 1), ("t20", 1)]);
    for text in ["how many euros is the adder", "whats a t20 going for these days"] {
        assert_eq!(recognise(&shop(), text).inquired.len(), 1, "{text}");
    }
    check_in(&shop(), "cancel my order for the adder please", &[]);
}

#[test]
fn what_is_undecided_is_asked() {
    for text in
        ["cant decide between an adder and a t20, you pick one", "torn between adder and t20"]
    {
        check_asks_in(&shop(), text, &["adder", "t20"]);
    }
    let found = recognise(&shop(), "2 t20, i split the price between adder and comet drivers");
    assert!(found.ambiguous.is_empty(), "{found:?}");
}

#[test]
fn a_number_may_stand_close_to_letters_and_be_no_letter() {
    let shop = shop_of(&[("Furore GT", &[]), ("GTI", &[]), ("Grand Caravan Cargo", &[])]);
    check_in(&shop, "furore gt 1x", &[("furore-gt", 1)]);
    check_in(&shop, "grand caravan x2", &[("grand-caravan-cargo", 2)]);
    // The number of something.
    check_in(&shop, "911: furore gt", &[("furore-gt", 1)]);
}

#[test]
fn what_somebody_is_called_is_no_wish() {
    check_in(&shop(), "he thinks hes a comet cuz he got a 10 dollar nitro gift", &[]);
}
