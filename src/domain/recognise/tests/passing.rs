//! Names in sentences about something else, in texts that wish for nothing.

use super::super::recognise;
use super::{check, check_in, revise, shop};

#[test]
fn a_name_in_passing_is_no_wish() {
    for text in [
        "my buddy drives a kuruma and wont shut up about it",
        "i parked the kuruma in the charging spot, hope thats ok?",
        "whose kuruma is that outside? its blocking me",
        "chop shop near sandy has a pink kuruma in it, isnt that the one you reported stolen?",
        "im from kuruma, arizona",
        "hi, i filed a claim for the burned kuruma on tuesday, no one answered so far",
        "i used to have a kuruma back on my old server",
        "i already paid off the kuruma, why do i keep getting the reminder",
        "where can i get the kuruma i already own repaired",
        "happy with the two kurumas from last time",
        "we decided against the kuruma, so nothing from us this week",
        "was gonna get a kuruma but nah, im out",
        "thank you for the kuruma!! drives like a dream",
        "im at apartment 811, ring twice",
        "danke für die 2 kurumas",
        "thanks again for the kuruma, drives like a dream",
        "j'ai vendu ma kuruma hier",
        "he vendido mi kuruma",
        "the kuruma you delivered yesterday has no engine upgrades",
    ] {
        check_in(&shop(), text, &[]);
    }
}

#[test]
fn a_name_in_a_sentence_that_wishes_is_one() {
    for text in [
        "my buddy drives one and wont shut up about it so i want a kuruma",
        "my gang and me might go for a kuruma",
        "my boss sent me to pick up a kuruma",
        "i came back for that kuruma we talked about",
        "finally saved enough for a kuruma",
        "oldsmobile cutlass supreme and a kuruma, thanks",
        "ok so i talked to my brother and he agrees on the kuruma for our crew",
        "long day at the office, krieger sold out, so: kuruma",
        "a kuruma in matte black with gold rims and a spoiler",
        "kuruma, the one my brother saw at your shop",
        "my brother told me about you. kuruma",
        "a kuruma from last time again please",
    ] {
        check_in(&shop(), text, &[("kuruma", 1)]);
    }
    check("edit: no t20 and no kuruma, my wife says no", &[], &["wife says"]);
}

#[test]
fn what_is_taken_back_is_no_wish() {
    for text in [
        "2 adders. never mind about the adders",
        "2 adders, i cant afford them",
        "2 adders. disregard the adders",
        "2 adders. ignore the adders",
    ] {
        check_in(&shop(), text, &[]);
    }
    check("5 kurumas, scratch that, 2", &[("kuruma", 2)], &[]);
    check("10 kurumas. typo, 2 kurumas", &[("kuruma", 2)], &[]);
}

#[test]
fn what_stays_is_no_more() {
    check("2 kurumas and a t20. keep the kuruma, drop the t20", &[("kuruma", 2)], &[]);
    check(
        "2 kurumas and 3 t20. change the t20 to 2, the kurumas stay the same",
        &[("kuruma", 2), ("t20", 2)],
        &["stay", "same"],
    );
    check("1 kuruma and 3 t20. remove the kuruma and change the t20 to 2", &[("t20", 2)], &[]);
    check("2 kurumas. keep 1 kuruma for me", &[("kuruma", 3)], &[]);
}

#[test]
fn what_nobody_can_do_ends_where_somebody_wants() {
    for text in [
        "cant be without wheels this week so a kuruma please",
        "i still cant drive and crash into everything but i dont care anymore im getting a kuruma",
        "my sister is tired of the bus, so lets do a kuruma for her",
        "my sister wants something small. get her a kuruma",
        "we argued all night. kuruma it is",
        "my boss is picky. a kuruma would be great",
    ] {
        check_in(&shop(), text, &[("kuruma", 1)]);
    }
    check("i dont think i want a kuruma", &[], &[]);
    check("i dont know if i want the kuruma", &[], &[]);
    check("we are looking at 3 kurumas", &[("kuruma", 3)], &[]);
    check(
        "i cant keep showing up on a kuruma lol, so time for an upgrade. one t20 for me",
        &[("t20", 1)],
        &["showing", "time", "upgrade"],
    );
}

#[test]
fn a_count_or_a_name_is_said_otherwise() {
    check("kuruma x1.. wait no kuruma x4", &[("kuruma", 4)], &[]);
    check("3 kurumas, actually swap those for adders", &[("adder", 3)], &[]);
    check("just a kuruma tbh im broke", &[("kuruma", 1)], &[]);
    check("do a kuruma for me, and a t20", &[("kuruma", 1), ("t20", 1)], &[]);
    check("i already own a kuruma so im good", &[], &["kuruma"]);
    check("my kuruma broke", &[], &["kuruma"]);
}

#[test]
fn a_refusal_goes_on_and_a_wish_stays_one() {
    for text in [
        "no way in hell im getting a kuruma",
        "i dont see why i need a kuruma",
        "i have no idea why i want a kuruma",
        "i didnt tell anyone im getting a kuruma",
        "under no circumstances do i want a kuruma",
    ] {
        check_in(&shop(), text, &[]);
    }
    for text in [
        "cheers mate ill go for 2 kurumas",
        "thanks put me down for 2 kurumas",
        "thank you we came for 2 kurumas",
        "thanks for 2 kurumas",
        "thanks in advance for my 2 kurumas",
        "je commande 2 kuruma pour samedi",
        "2 kurumas for the gang war on friday",
        "2 kurumas that you sent me the price for",
        "2 kurumas from last time",
        "was looking to order 2 kurumas but no idea of the price",
        "2 kurumas. never mind about the delivery",
    ] {
        check_in(&shop(), text, &[("kuruma", 2)]);
    }
    for text in [
        "i was looking to buy a kuruma but no rush",
        "i want to trade my sultan against a kuruma",
        "привет можно мне kuruma",
        "halo saya mau pesan kuruma",
        "my wife finally said yes so kuruma",
        "today is payday and im picking up a kuruma",
        "boss sent me over to fetch a kuruma",
    ] {
        let found = recognise(&shop(), text);
        assert!(found.lines.iter().any(|it| it.product.as_str() == "kuruma"), "{text:?} {found:?}");
    }
    check("1 unit 811", &[("811", 1)], &[]);
    check("2 t20 and a sultan, i cant afford them", &[], &["afford"]);
    let had = revise::order(&revise::CARS);
    let left = super::super::revise(&shop(), "the elegy, i dont need them anymore", &had);
    assert_eq!(revise::lines(&left), [("adder", 3), ("t20", 2)], "{left:?}");
}

#[test]
fn what_is_at_home_or_was_had_is_no_wish() {
    check("i have 3 comets at home and want 2 t20", &[("t20", 2)], &["3 comets", "home"]);
    check("hier j'ai pris 2 comets", &[], &["hier j'ai pris 2 comets"]);
    let text = "hier j'ai pris 2 comets, aujourd'hui je veux un t20";
    check(text, &[("t20", 1)], &["hier j'ai pris 2 comets", "aujourd'hui"]);
    check("ich hätte gern 'nen adder und zwei t20", &[("adder", 1), ("t20", 2)], &[]);
}
