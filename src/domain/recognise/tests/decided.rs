//! What the rest of a message decides about a name: another model, a number behind a courtesy, one
//! of those that were left open.

use super::super::{Index, recognise};
use super::{check_asks_in, check_in, shop_of};

fn shop() -> Index {
    shop_of(&[
        ("Shure Beta 52", &["beta 52"]),
        ("Nissan Skyline R34", &[]),
        ("Martin D28", &[]),
        ("Supra MK4", &["supra mk", "supra"]),
        ("Neon", &[]),
        ("Adder", &["veyron"]),
        ("T20", &[]),
        ("M4 Competition", &["m4"]),
        ("Custom Plate", &["plate"]),
        ("Drum Key", &[]),
        ("Alta Apartment", &[]),
        ("Eclipse Apartment", &[]),
        ("Range Rover Evoque", &[]),
        ("Comet", &[]),
    ])
}

#[test]
fn another_model_is_not_sold_for_it() {
    let index = shop();
    for text in ["beta 58a x2", "martin d-18", "r32 skyline", "supra mk5 pls", "2 r33 skylines"] {
        check_in(&index, text, &[]);
    }
    // Nothing in the name says another number.
    check_in(&index, "2 neon e27", &[("neon", 2)]);
    check_in(&index, "beta 52 x2", &[("shure-beta-52", 2)]);
    check_in(&index, "r34 skyline", &[("nissan-skyline-r34", 1)]);
    check_in(&index, "2x skyline", &[("nissan-skyline-r34", 2)]);
    check_in(&index, "martin d-28", &[("martin-d28", 1)]);
    check_in(&index, "custom plate that says T4XM4N", &[("custom-plate", 1)]);
    check_in(&index, "3xadder2xt20", &[("adder", 3), ("t20", 2)]);
    check_in(&index, "drum stuff please: adder", &[("adder", 1)]);
}

#[test]
fn a_number_may_stand_behind_a_courtesy_or_between_commas() {
    let index = shop();
    check_in(&index, "adder bitte 2", &[("adder", 2)]);
    check_in(&index, "comets, a dozen, for a race", &[("comet", 12)]);
    check_in(&index, "give me 2 of: adder, comet", &[("adder", 2), ("comet", 2)]);
    check_in(&index, "2 of these: adder, comet", &[("adder", 2), ("comet", 2)]);
    check_in(&index, "adder ... my friend wants the same so 2", &[("adder", 2)]);
    check_in(&index, "2 adders, 1 comet, remove the comet, make adders 3", &[("adder", 3)]);
    check_in(&index, "can u do the adder for 60 instead of 80?", &[("adder", 1)]);
    check_in(&index, "neon 16\"", &[("neon", 1)]);
}

#[test]
fn a_name_that_says_the_same_is_no_other() {
    let index = shop();
    check_in(&index, "one veyron (adder i guess its called here)", &[("adder", 1)]);
    check_in(&index, "neon, one, in neon green lol", &[("neon", 1)]);
    check_in(&index, "adder and comet. nvm leave out the comet", &[("adder", 1)]);
}

#[test]
fn what_was_left_open_may_be_decided() {
    let index = shop();
    check_in(&index, "adder or t20... ok im going with the t20", &[("t20", 1)]);
    check_asks_in(&index, "adder or t20, surprise me", &["adder", "t20"]);
    let found = recognise(&index, "adder or t20. and a t20");
    assert_eq!((found.lines.len(), found.ambiguous.len()), (1, 1), "{found:?}");
}

#[test]
fn requests_lead_to_parts_of_names() {
    let index = shop();
    check_in(&index, "gimme that skyline", &[("nissan-skyline-r34", 1)]);
    check_in(
        &index,
        "evoque for my wife, adder for me",
        &[("range-rover-evoque", 1), ("adder", 1)],
    );
    check_asks_in(&index, "hi i wanna buy an apartment", &["alta-apartment", "eclipse-apartment"]);
    check_in(&index, "ADDER PLEASE I HAVE BEEN WAITING 20 MINUTES", &[("adder", 1)]);
    check_in(&index, "t20 asap i have the money ready", &[("t20", 1)]);
    check_in(&index, "i live near comet street", &[]);
    check_in(&index, "i have a t20", &[]);
}
