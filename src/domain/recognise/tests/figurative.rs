//! Words that are parts of names, in sentences that mean them otherwise; and names that begin with
//! such words.

use super::super::recognise;
use super::{Index, check_asks_in, check_in, shop_of};

const SHOP: [(&str, &[&str]); 17] = [
    ("Office 2021 Key", &[]),
    ("Office Chair", &["chair"]),
    ("Gift Card 20", &[]),
    ("Gift Card 50", &[]),
    ("RTX 4070 Super", &[]),
    ("Sound Card", &[]),
    ("Dog Lead", &["lead"]),
    ("Pick-Up", &["pickup"]),
    ("Rocky Road", &[]),
    ("Carrot Cake", &[]),
    ("Number Cake 18", &[]),
    ("Number Cake 21", &[]),
    ("990 Pro 1TB", &[]),
    ("990 Pro 2TB", &[]),
    ("Sourdough Loaf", &["sourdough"]),
    ("Ryzen 5 5600X", &["5600x"]),
    ("Ryzen 5 5600", &["5600"]),
];

fn shop() -> Index {
    shop_of(&SHOP)
}

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)]) {
    check_in(&shop(), text, lines);
}

#[track_caller]
fn check_asks(text: &str, choices: &[&str]) {
    check_asks_in(&shop(), text, choices);
}

#[test]
fn places_and_purposes_are_no_wishes() {
    check("im at the office till 5", &[]);
    check("2 chairs for the office", &[("office-chair", 2)]);
    check("interested in the office key", &[("office-2021-key", 1)]);
    check("can you take the lead on this", &[]);
    check("i'll take the lead", &[("dog-lead", 1)]);
    check("carrot cake pls, pickup 7pm", &[("carrot-cake", 1)]);
    check("a pickup please", &[("pick-up", 1)]);
    check("pickup today please", &[("pick-up", 1)]);
    check("put in the office key", &[("office-2021-key", 1)]);
}

#[test]
fn exclamations_and_judgements_are_no_wishes() {
    check("super, thanks", &[]);
    check("sounds good", &[]);
    check("lead on", &[]);
    check("im stuck in the office", &[]);
    check("a sound card", &[("sound-card", 1)]);
    check("1 rocky carrot cake", &[("carrot-cake", 1)]);
    check("you have a gift for explaining", &[]);
    check("its been a rocky road but we made it", &[]);
    check("a rocky road please", &[("rocky-road", 1)]);
}

#[test]
fn what_was_had_is_no_wish() {
    check("the carrot cake you sent was stale, i want a refund", &[]);
    check("already got a 5600x, runs great", &[]);
    check("already got a 5600x, another please", &[("ryzen-5-5600x", 2)]);
    check("i've got to get a carrot cake", &[("carrot-cake", 1)]);
    check("a carrot cake if you've got one", &[("carrot-cake", 1)]);
    check("the carrot cake you sent a photo of, yes please", &[("carrot-cake", 1)]);
    check("the carrot cake you guys sent was stale, 2 rocky roads please", &[("rocky-road", 2)]);
    check("a rocky road please, already got a carrot cake", &[("rocky-road", 1)]);
}

#[test]
fn parts_may_begin_with_words_and_numbers() {
    check_asks("a number cake please", &["number-cake-18", "number-cake-21"]);
    check_asks("a 990 pro please", &["990-pro-1tb", "990-pro-2tb"]);
    check("loaf of sourdough pls", &[("sourdough-loaf", 1)]);
}

#[test]
fn an_x_at_the_end_of_a_name_counts_nothing() {
    check("ryzn 5 5600x plz", &[("ryzen-5-5600x", 1)]);
    check("5600x3d", &[]);
    check("2x 5600x", &[("ryzen-5-5600x", 2)]);
    check("5600 x2", &[("ryzen-5-5600", 2)]);
}

#[test]
fn what_is_scratched_gives_way_to_what_follows() {
    check("2 rocky roads, scratch that, carrot cakes", &[("carrot-cake", 2)]);
    check("2 rocky roads, scratch that, one carrot cake", &[("carrot-cake", 1)]);
    check("2 rocky roads, scratch that", &[]);
    check("a rocky road, scratch that, can you remove the carrot cake", &[]);
    check("i said carrot cake but i meant rocky road", &[("rocky-road", 1)]);
    check("2 carrot cakes, er rocky road i mean", &[("rocky-road", 2)]);
    check("two carrot cakes... hmm three carrot cakes actually", &[("carrot-cake", 3)]);
    check("a carrot cake and a rocky road actually", &[("carrot-cake", 1), ("rocky-road", 1)]);
    check(
        "2 carrot cakes and i need a rocky road i mean it",
        &[("carrot-cake", 2), ("rocky-road", 1)],
    );
}

#[test]
fn a_part_of_a_name_gives_way_to_a_whole_one() {
    check("dog lead. change the lead to a pickup", &[("pick-up", 1)]);
    const POWER: [(&str, &[&str]); 3] =
        [("650W Power Supply", &[]), ("750W Power Supply", &[]), ("850W Power Supply", &[])];
    let index = shop_of(&POWER);
    let swapped = "750w power supply. change the power supply to 850w power supply";
    let found = recognise(&index, swapped);
    let lines: Vec<_> = found.lines.iter().map(|it| it.product.as_str()).collect();
    assert_eq!(lines, ["850w-power-supply"], "{found:?}");
    assert_eq!(recognise(&index, "a power supply").ambiguous[0].candidates.len(), 3);
}

#[test]
fn what_is_done_is_no_product() {
    let kit: &[(&str, &[&str])] = &[
        ("Clarity Pump", &[]),
        ("Rain Cover", &[]),
        ("Bear Spray", &[]),
        ("Falcon Ring", &[]),
        ("Owlbeam Mini", &[]),
    ];
    let shop = shop_of(kit);
    for text in [
        "pump it up",
        "take cover, moms home",
        "bear with me one sec",
        "my door code is 4471, ring twice",
        "mini me lol",
        "ring me at 5",
    ] {
        check_in(&shop, text, &[]);
    }
    check_in(&shop, "a pump and a cover", &[("clarity-pump", 1), ("rain-cover", 1)]);
    check_in(&shop, "i'd like a ring twice", &[("falcon-ring", 2)]);
}
