//! Removals and corrections.

use super::super::{recognise, revise};
use super::revise::{check as revised, lines, order};
use super::{check, shop};

#[test]
fn what_is_refused_is_not_wished_for() {
    check("2 adder, not the sultan", &[("adder", 2)], &[]);
    check("no adder, just 2 sultan", &[("sultan", 2)], &[]);
    check("i don't want the t20, only a comet", &[("comet", 1)], &[]);
    check("a comet without the sultan", &[("comet", 1)], &[]);
    check("neither adder nor sultan", &[], &[]);
    check("kein Adder, zwei Sultan", &[("sultan", 2)], &[]);
    check("don't forget the adder", &[("adder", 1)], &[]);
    check("2 comet instead of the adder", &[("comet", 2)], &[]);
    check("rather than an adder i'd like 3 t20", &[("t20", 3)], &[]);
}

#[test]
fn what_is_removed_goes() {
    check("an adder and 2 comet. cancel the adder", &[("comet", 2)], &[]);
    check("2 adder. scratch that, 3 comet", &[("comet", 3)], &[]);
    check("adder, sultan. forget it", &[], &[]);
    check("adder and sultan, nvm the adder", &[("sultan", 1)], &[]);
    check("adder and sultan, never mind the adder", &[("sultan", 1)], &[]);
    check("adder, nvm, a sultan", &[("sultan", 1)], &[]);
    check("take out the adder, keep the comet", &[("comet", 1)], &[]);
    check("leave out the adder, 2 comet is fine", &[("comet", 2)], &["fine"]);
}

#[test]
fn what_was_never_said_takes_nothing_with_it() {
    check("2 adder and a comet, remove the helmet", &[("adder", 2), ("comet", 1)], &["helmet"]);
    check("2 adder, cancel the insurance", &[("adder", 2)], &[]);
    check("2 adder, drop me a message", &[("adder", 2)], &["message"]);
    check("2 adder, can you drop it at my garage", &[("adder", 2)], &["garage"]);
    check("2 adder, nvm the spoiler", &[("adder", 2)], &["spoiler"]);
    check("2 adder and a comet. remove the last", &[("adder", 2)], &["last"]);
    check("2 adder, change my number to 555", &[("adder", 2)], &["555"]);
    check("2 adder, change it to 5", &[("adder", 5)], &[]);
}

#[test]
fn so_many_as_are_said_give_way() {
    let had = [("adder", 2), ("t20", 1)];
    let one = [("adder", 1), ("t20", 1), ("sultan", 1)];
    revised(&had, "replace one adder with a sultan", &one);
    revised(&had, "swap an adder for a sultan", &one);
    revised(&had, "change 1 adder to 2 sultans", &[("adder", 1), ("t20", 1), ("sultan", 2)]);
    revised(&had, "replace both adders with a sultan", &[("sultan", 1), ("t20", 1)]);
    revised(&had, "replace all the adders with 3 sultans", &[("sultan", 3), ("t20", 1)]);
    revised(&had, "replace all with 3 sultans", &[("sultan", 3)]);
    revised(&had, "change 1 adder to 3", &[("adder", 3), ("t20", 1)]);
}

#[test]
fn so_many_of_another_kind_are_no_quantity() {
    for text in ["make 1 red", "make 1 zorb"] {
        let read = revise(&shop(), text, &order(&[("adder", 2)]));
        assert_eq!(lines(&read), [("adder", 2)], "{text}");
        assert_eq!(*read.unknown, [text.replace("make ", "")]);
    }
    revised(&[("adder", 2)], "make it 1", &[("adder", 1)]);
}

#[test]
fn inches_are_no_number() {
    check("a 12\" adder", &[("adder", 1)], &["12"]);
    check("12” adder please", &[("adder", 1)], &["12"]);
    check("\"2 adder\"", &[("adder", 2)], &[]);
    check("2* adder", &[("adder", 2)], &[]);
}

#[test]
fn only_one_is_one() {
    revised(&[("adder", 2)], "only an adder", &[("adder", 1)]);
    revised(&[("adder", 2), ("comet", 1)], "nur einen adder", &[("adder", 1), ("comet", 1)]);
}

#[test]
fn numbers_are_corrected() {
    check("2 adder, no wait make it 3", &[("adder", 3)], &[]);
    check("1 adder, wait, 10 instead", &[("adder", 10)], &[]);
    check("adder x2, no x3", &[("adder", 3)], &[]);
    check("2 adder, no 3", &[("adder", 3)], &[]);
    check("5 adder pls, hmm no 2 is enough", &[("adder", 2)], &["enough"]);
    check("10 adders. hmm 20. yeah 20 adders", &[("adder", 20)], &[]);
    check("i said 2 adders but i need 4 adders", &[("adder", 4)], &[]);
    check("i said 2 adders but i need 4 more adders", &[("adder", 6)], &[]);
    check("i said 2 adders but i want 4", &[("adder", 4)], &[]);
    check("i said 2 adders but i want 4 seats", &[("adder", 2)], &[]);
    check("2 adder. no 811", &[("adder", 2)], &[]);
    check("adder. no 3 pls", &[("adder", 3)], &[]);
    check("adder\n*x3", &[("adder", 3)], &[]);
    check("one adder\nedit: 3 adder", &[("adder", 3)], &[]);
    check("2 adder 1 comet. change adder to 4", &[("adder", 4), ("comet", 1)], &[]);
    check("sorry i meant 10 adder, not 1", &[("adder", 10)], &[]);
    check("an adder, oh and another adder", &[("adder", 2)], &[]);
}

#[test]
fn products_are_corrected() {
    check("adder... no, comet", &[("comet", 1)], &[]);
    check("3 adder, i meant comet", &[("comet", 3)], &[]);
    check("3 adder, i meant 2 comet", &[("comet", 2)], &[]);
    check("a sultan rs please. sorry, just the plain sultan", &[("sultan", 1)], &[]);
    check("remplacez le t20 par un adder", &[("adder", 1)], &[]);
    check("a comet and a t20, swap the t20 w/ kuruma", &[("comet", 1), ("kuruma", 1)], &[]);
    check("a comet and an adder. swap the adder for a t20", &[("comet", 1), ("t20", 1)], &[]);
    check("an adder. actually also a comet", &[("adder", 1), ("comet", 1)], &[]);
}

#[test]
fn exceptions_are_refused() {
    check("anything but a t20 lol, an adder would do", &[("adder", 1)], &[]);
    check("anything but the t20 please, so a comet", &[("comet", 1)], &[]);
    check("everything except the t20: adder, 2 comet", &[("adder", 1), ("comet", 2)], &[]);
    check("all but the t20: adder and comet", &[("adder", 1), ("comet", 1)], &[]);
    check("nothing but the t20", &[("t20", 1)], &["nothing"]);
}

#[test]
fn a_relative_is_told_apart_from_what_is_wished_for() {
    check("a sultan rs, not a normal sultan", &[("sultan-rs", 1)], &[]);
    check("1 kuruma (not the armored one)", &[("kuruma", 1)], &[]);
    check("1 kuruma (not armored)", &[("kuruma", 1)], &[]);
    check("a comet s2 rather than the comet", &[("comet-s2", 1)], &[]);
    check("a sultan rs. cancel the sultan", &[], &[]);
}

#[test]
fn afterthoughts_correct() {
    for text in [
        "2 adder please... on second thought 3",
        "2 adders, or better 3",
        "2 adder my bad 3",
        "2 adder... lets do 3",
        "2 adder. nvm just 3",
        "i want 2 adder. ehh 3 is enough",
        "2 adder rather 3",
        "2 adder no 3",
        "2 adder nein 3",
        "zwei adder, ach nein drei",
        "2 adder, 3 reichen",
        "deux adder, non pardon trois",
        "2 adder non 3",
        "2 adder, 3 suffisent",
        "dos adder, o mejor tres",
        "dos adder no tres",
        "dois adder, ou melhor três",
        "due adder, anzi tre",
        "due adder no tre",
        "twee adder, of liever drie",
        "twee adder nee drie",
        "dwa adder, a jednak trzy",
        "dwa adder nie trzy",
    ] {
        let found = super::super::recognise(&super::shop(), text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, [("adder", 3)], "{text}");
    }
    check("adder and 2 t20, at 3 is fine", &[("adder", 1), ("t20", 2)], &["fine"]);
    check("2 adder. nvm, 3 t20", &[("t20", 3)], &[]);
    check("2 adder. nvm", &[], &[]);
}

#[test]
fn another_product_is_thought_of() {
    check("one adder, on second thoughts a t20", &[("t20", 1)], &[]);
    check("an adder, or no, a t20", &[("t20", 1)], &[]);
    check("an adder scratch that a t20", &[("t20", 1)], &[]);
    check("a t20, an adder, scratch that adder", &[("t20", 1)], &[]);
    check("4 sultan *sultan rs", &[("sultan-rs", 4)], &[]);
    check("* sultan\n* sultan rs", &[("sultan", 1), ("sultan-rs", 1)], &[]);
    check("an adder and a t20, no wait, no t20", &[("adder", 1)], &[]);
    check("an adder and a t20, no wait, no, a comet", &[("adder", 1), ("comet", 1)], &[]);
}

#[test]
fn what_is_refused_in_one_quantity_is_wished_for_in_another() {
    check("not two adders but three", &[("adder", 3)], &[]);
    check("not 2 adders, 3 please", &[("adder", 3)], &[]);
    check("not an adder but two", &[("adder", 2)], &[]);
    check("a t20 and not one adder but two", &[("t20", 1), ("adder", 2)], &[]);
    check("2 adders and a t20, not 2 adders but 3", &[("t20", 1), ("adder", 3)], &[]);
    check("not two adders but three t20", &[("t20", 3)], &[]);
    check("not two adders but 3 days", &[], &[]);
    check("not the adders but 3", &[], &["3"]);
    check("not two adders. 3", &[], &["3"]);
}

#[test]
fn who_hesitates_first_refuses_nothing() {
    check("no wait three adders", &[("adder", 3)], &[]);
    check("wait no 3 adders", &[("adder", 3)], &[]);
    check("actually no adders", &[], &[]);
    check("nein warte 3 adder", &[("adder", 3)], &[]);
    check("no sorry a t20", &[("t20", 1)], &[]);
    check("no adders", &[], &[]);
}

#[test]
fn an_afterthought_takes_back_what_was_said_last() {
    for text in [
        "an adder actually not",
        "an adder, actually not",
        "2 adders. actually no",
        "an adder, on second thought no thanks",
        "i want an adder, or rather not, sorry",
        "einen adder, doch nicht",
        "adder, eigentlich nein",
    ] {
        check(text, &[], &[]);
    }
    check("a t20 and an adder, actually not", &[("t20", 1)], &[]);
    check("an adder, actually no, a t20", &[("t20", 1)], &[]);
    check("3 adder, wait no", &[("adder", 3)], &[]);
    revised(&[("t20", 2)], "actually no", &[("t20", 2)]);
    revised(&[("t20", 2)], "an adder, actually not", &[("t20", 2)]);
}

#[test]
fn only_what_was_named_before_is_left() {
    for (text, lines) in [
        ("5 adders and a t20. on second thought only the t20", &[("t20", 1)][..]),
        ("5 adders and 2 t20, so just the adders", &[("adder", 5)]),
        ("4 adders and a t20. edit: only 2 adders", &[("adder", 2), ("t20", 1)]),
        ("5 adders and a t20. no wait, i only want the t20", &[("t20", 1)]),
        ("adder\nt20? no just the adder\nsultan", &[("adder", 1), ("sultan", 1)]),
    ] {
        check(text, lines, &[]);
    }
}

#[test]
fn what_is_said_of_one_of_them_leaves_the_others() {
    for text in [
        "5 adders and 2 t20. wrap just the t20",
        "5 adders and 2 t20, deliver only the t20 on monday",
        "5 adders and 2 t20, and for my brother only the t20",
        "5 adders and 2 t20, just the t20?",
        "5 adders and 2 t20. not only the t20",
    ] {
        let found = recognise(&shop(), text);
        let adders = found.lines.iter().find(|it| it.product.as_str() == "adder");
        assert_eq!(adders.map(|it| it.quantity), Some(5), "{text} {found:?}");
    }
}

#[test]
fn no_with_instead_behind_takes_the_place() {
    check("a t20, no 2 adders instead", &[("adder", 2)], &[]);
    check("a t20, no adders", &[("t20", 1)], &[]);
    check("can i swap: instead of the t20 give me an adder", &[("adder", 1)], &[]);
}

#[test]
fn several_give_way_to_one() {
    let had = [("adder", 2), ("comet", 1), ("t20", 3)];
    let check = |text: &str, expected: &[(&str, u32)]| revised(&had, text, expected);
    check("replace the adder and the t20 with 8 sultans", &[("sultan", 8), ("comet", 1)]);
    check("swap the t20, the comet and the adder for a sultan", &[("sultan", 1)]);
    check("swap the t20 for a sultan and the comet", &[("adder", 2), ("comet", 1), ("sultan", 3)]);
    super::check("replace the adder and the t20 with 2 comets", &[("comet", 2)], &["t20"]);
}

#[test]
fn a_star_corrects_a_number_too() {
    check("2 adders *3", &[("adder", 3)], &[]);
    check("2 adders\n*3 adders", &[("adder", 3)], &[]);
    check("2 adders\n*3 comets", &[("adder", 2), ("comet", 3)], &[]);
    check("- *2 adders*\n- *3 comets*", &[("adder", 2), ("comet", 3)], &[]);
    check("an adder and a t20, make the t20 a comet", &[("adder", 1), ("comet", 1)], &[]);
    check("2 t20 but hold the adder", &[("t20", 2)], &[]);
}

#[test]
fn what_is_wished_for_is_changed_in_many_words() {
    check("3 comets\nscratch that, 1 is enough", &[("comet", 1)], &["enough"]);
    check("4 comets, 2 t20, lower the comets to 1", &[("comet", 1), ("t20", 2)], &[]);
    check("comet x1, t20 x1. comet x2 actually", &[("comet", 2), ("t20", 1)], &[]);
    check("quita el t20 y deja el comet", &[("comet", 1)], &[]);
    check("not 4 comets!! i want 1", &[("comet", 1)], &[]);
    check("2 t20, and throw in a comet too while ur at it", &[("t20", 2), ("comet", 1)], &[]);
    check("could you drop off a comet", &[("comet", 1)], &[]);
    revised(&[("comet", 2), ("t20", 1)], "lower the comets to 1", &[("comet", 1), ("t20", 1)]);
    revised(&[("comet", 2), ("t20", 1)], "drop off the comets", &[("t20", 1)]);
}
