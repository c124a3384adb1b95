//! What is given up, taken back or had already in the message that names it.

use super::super::{Index, recognise};
use super::{check_in, shop_of};

fn shop() -> Index {
    shop_of(&[
        ("Sky Cat Tree", &[]),
        ("Nook Cat Tree", &[]),
        ("LED Collar", &[]),
        ("Leather Collar", &[]),
        ("Bowl", &[]),
        ("Budgie Seed", &[]),
        ("Poo Bags", &["dog bags"]),
        ("Squeaky Duck", &[]),
        ("Floppy Frisbee", &[]),
        ("Timothy Hay", &["hay"]),
        ("Feather Wand", &["cat wand"]),
        ("Collection Box", &["collection"]),
    ])
}

#[test]
fn what_is_too_much_gives_way_to_what_is_named_then() {
    let index = shop();
    check_in(
        &index,
        "sky cat tree please... ugh my wife says too big. nook cat tree then",
        &[("nook-cat-tree", 1)],
    );
    check_in(&index, "led collar? nah too expensive, bowl x2", &[("bowl", 2)]);
    let both: &[_] = &[("led-collar", 1), ("bowl", 1)];
    let text = "2 bowls, the led collar is too expensive, a squeaky duck please";
    check_in(&index, text, &[("bowl", 2), ("squeaky-duck", 1)]);
    check_in(&index, "led collar. too big for my garage? well, a bowl also", both);
    check_in(&index, "a led collar, not too big please, and a bowl", both);
    check_in(&index, "a led collar for me too, and a bowl", both);
    check_in(&index, "a led collar and a bowl, hope its not too much", both);
}

#[test]
fn a_part_of_a_name_takes_back_what_the_text_named() {
    let index = shop();
    check_in(&index, "2 bowls and LED collar 1, remove the collar its too pricey", &[("bowl", 2)]);
    check_in(
        &index,
        "everything from my list: squeaky duck, frisbee. except the frisbee, sorry",
        &[("squeaky-duck", 1)],
    );
}

#[test]
fn packs_behind_a_name_count_it() {
    let index = shop();
    check_in(&index, "budgie seed, two bags pls", &[("budgie-seed", 2)]);
    check_in(&index, "poo bags, two bags pls", &[("poo-bags", 2)]);
    check_in(&index, "budgie seed and two dog bags", &[("budgie-seed", 1), ("poo-bags", 2)]);
}

#[test]
fn numbers_with_a_cross_may_stand_behind_the_names() {
    let index = shop();
    check_in(&index, "budgie seed 2x squeaky duck 4x", &[("budgie-seed", 2), ("squeaky-duck", 4)]);
    check_in(&index, "2x budgie seed 4x squeaky duck", &[("budgie-seed", 2), ("squeaky-duck", 4)]);
}

#[test]
fn a_word_of_another_language_may_be_a_name() {
    let index = shop();
    check_in(&index, "hay x2, and a bowl", &[("timothy-hay", 2), ("bowl", 1)]);
    check_in(&index, "another hay", &[("timothy-hay", 1)]);
}

#[test]
fn what_is_had_is_not_wished_for() {
    let index = shop();
    check_in(
        &index,
        "i have 3 bowls already but my girlfriend wants a led collar",
        &[("led-collar", 1)],
    );
    check_in(&index, "the led collar i got from you squeaks like hell, not happy", &[]);
    check_in(&index, "do you buy collections?", &[]);
    check_in(&index, "wana buy 1 bowl", &[("bowl", 1)]);
    check_in(&index, "can you buy me 2 bowls", &[("bowl", 2)]);
    check_in(&index, "can i have 2 bowls already", &[("bowl", 2)]);
    let found = recognise(&index, "can i buy a collection?");
    assert_eq!(found.lines.len(), 1, "{found:?}");
}
