//! Names that are spoken of, and not as wishes.

use super::super::recognise;
use super::{check, check_in, shop};

#[test]
fn what_is_told_of_is_no_wish() {
    check("sold my t20", &[], &["t20"]);
    check("my comet got stolen", &[], &["comet"]);
    check("can you refund the adder", &[], &["adder"]);
    check("i already have a kuruma", &[], &["kuruma"]);
}

#[test]
fn a_word_of_the_language_needs_more_than_itself() {
    check("the comet was bright", &[], &["comet", "bright"]);
    check("i love comets", &[], &["comets"]);
    check("comet lights look nice", &[], &["comet lights look nice"]);
    check("a comet", &[("comet", 1)], &[]);
    check("can i have the comet when you can", &[("comet", 1)], &[]);
    check("is the comet available?", &[("comet", 1)], &[]);
    check("how much for a comet", &[("comet", 1)], &[]);
    check("a comet and a zorrusso", &[("comet", 1)], &["zorrusso"]);
    check("the comet without bells", &[("comet", 1)], &["bells"]);
    check("wts comet", &[], &["comet"]);
    check("a comet for my crew", &[("comet", 1)], &["crew"]);
}

#[test]
fn what_is_paid_for_is_no_wish() {
    check("i paid for the t20 but didn't get it", &[], &["paid", "t20"]);
}

#[test]
fn a_word_may_describe_what_is_asked_for() {
    check("2 bright comets", &[("comet", 2)], &["bright"]);
    check("a bright comet", &[("comet", 1)], &["bright"]);
    check(
        "bright comet please, and cold adder",
        &[("comet", 1), ("adder", 1)],
        &["bright", "cold"],
    );
    check("a comet and an adder to go", &[("comet", 1), ("adder", 1)], &[]);
    check("comet with milk and sugar", &[("comet", 1)], &["milk", "sugar"]);
    check("nice comet", &[], &["nice comet"]);
    check("that's a nice comet", &[], &["nice comet"]);
    check("i saw a bright comet", &[], &["bright comet"]);
    check("comet with grandma was nice", &[], &["comet", "grandma", "nice"]);
}

#[test]
fn a_refusal_of_something_else_spares_the_name() {
    check("no ketchup on the t20 please", &[("t20", 1)], &["ketchup"]);
    check("adder no onions and t20", &[("adder", 1), ("t20", 1)], &["onions"]);
    check("remove the onions from the t20", &[("t20", 1)], &["onions"]);
    check("adder, t20, no adder and t20", &[], &[]);
}

#[test]
fn a_word_out_of_the_name_says_what_for() {
    check("an elegy retro custom for 5 customs", &[("elegy-retro-custom", 1)], &["5 customs"]);
    check("kuruma (armored) with armored", &[("kuruma-armored", 1)], &[]);
}

#[test]
fn words_that_describe_are_no_names() {
    check("granger, adder 2.0", &[], &["granger", "adder 2.0"]);
    check("an adder custom", &[], &["adder custom"]);
    check("a t20 death", &[], &["t20 death"]);
}

#[test]
fn money_that_is_offered_is_a_wish() {
    for text in [
        "i have 500k for an adder",
        "here is 900k for the adder",
        "ive got 500k cash for an adder please",
        "is 250k ok for the adder?",
        "would you do 100k for an adder",
        "does 50k work for an adder?",
        "my budget is 300000, is an adder possible",
        "can you do me an adder",
    ] {
        let found = recognise(&shop(), text);
        assert_eq!(found.lines.len(), 1, "{text} {found:?}");
    }
    assert_eq!(recognise(&shop(), "is 250k ok for the adder?").inquired.len(), 1);
    for text in ["he paid 500k for an adder", "at 9 pm for my t20"] {
        assert!(recognise(&shop(), text).lines.is_empty(), "{text}");
    }
}

#[test]
fn a_story_is_no_wish() {
    check("thanks for the t20 yesterday!", &[], &["t20 yesterday"]);
    check("merci pour la t20", &[], &["t20"]);
    check("thanks for the help, t20 please", &[("t20", 1)], &["help"]);
    check("he has a t20, i want one", &[("t20", 1)], &[]);
    check("something other than the t20, an xls", &[("xls", 1)], &[]);
    check("thanks, for 2 t20", &[("t20", 2)], &[]);
    check(
        "saw a guy with a t20, so cool. anyway i need one xls",
        &[("xls", 1)],
        &["guy", "cool", "anyway"],
    );
    check("i tested the t20. can i get the xls", &[("xls", 1)], &["tested"]);
    check("i want the t20 i tested", &[("t20", 1)], &["tested"]);
    check("everyone has a t20 so i want an xls", &[("xls", 1)], &["everyone"]);
    check("was gonna get a t20 but im going for the xls", &[("xls", 1)], &["t20"]);
    check("at first i was gonna get the t20 but now the xls", &[("xls", 1)], &["first", "t20"]);
    check("i was looking to get a t20", &[("t20", 1)], &[]);
}

#[test]
fn a_comparison_is_no_wish() {
    check("i prefer the t20 over the xls, so t20 pls", &[("t20", 1)], &["prefer"]);
    check(
        "the xls is trash compared to the t20, so one t20 please",
        &[("t20", 1)],
        &["trash compared"],
    );
    check("i want something faster than the xls, a t20", &[("t20", 1)], &["faster"]);
    check("i prefer the t20", &[("t20", 1)], &["prefer"]);
    check("i'd rather have a t20 than the xls", &[("t20", 1)], &[]);
}

#[test]
fn a_statement_is_no_wish() {
    for text in [
        "t20 is my favourite anime",
        "t20 was the best mortal kombat",
        "t20 bla is too expensive",
        "t20 from street fighter is broken",
        "t20 from metal gear",
        "t20 of the leaderboard",
        "t20, my cousin, says hi",
        "he is a t20 on the court",
        "hes the t20 this season",
        "cool as a t20",
        "t20 disease vaccine",
        "t20 won the major",
        "im from sutlan",
        "kurma people magic people",
    ] {
        let found = recognise(&shop(), text);
        assert!(found.lines.is_empty() && found.ambiguous.is_empty(), "{text} {found:?}");
    }
}

#[test]
fn an_order_needs_few_words() {
    for text in [
        "t20",
        "t20 red",
        "t20 asap",
        "t20 when you have time",
        "i would love a t20 from street fighter",
        "t20 for my cousin",
        "t20, my budget is 500k",
        "t20 is what i want",
        "t20 is fine",
        "t20 from metal gear please",
        "2 t20 disease vaccine",
        "i want the t20 from street fighter",
        "t20 of death",
        "t20 fully upgraded matte black",
        "the t20 in the first picture",
        "t20 has to be red",
        "it's a t20",
        "the t20",
        "t20 tomorrow in black",
    ] {
        let found = recognise(&shop(), text);
        assert_eq!(found.lines.len(), 1, "{text} {found:?}");
    }
}

#[test]
fn who_speaks_is_no_product() {
    check("remus says hello, 1 adder please", &[("adder", 1)], &["remus says"]);
    check("kuruma told me to come at 9pm", &[], &["kuruma told"]);
    check("xls says happy easter please", &[("xls", 1)], &["says happy easter"]);
    check("2 remus said my boss", &[("remus", 2)], &["boss"]);
}

#[test]
fn whoever_has_done_something_is_no_product() {
    check("we were chased by another kuruma", &[], &["chased", "another kuruma"]);
    check("robbed by the remus, need 1 adder", &[("adder", 1)], &["robbed", "remus"]);
    check("adder, replaced by a t20", &[("adder", 1), ("t20", 1)], &["replaced"]);
}

#[test]
fn a_refund_is_for_what_was_had() {
    check("i want a refund for the t20", &[], &["t20"]);
}

#[test]
fn a_time_or_a_number_elsewhere_asks_for_nothing() {
    check("remus is on vacation until the 5th", &[], &["remus", "vacation"]);
    check("xls mentality lads, you know we go 24", &[], &["xls mentality lads"]);
    check("remus by tomorrow 7pm", &[("remus", 1)], &[]);
}

#[test]
fn a_wish_that_follows_from_a_story_is_the_only_one() {
    check("i was gonna get a t20 but now 2 t20", &[("t20", 2)], &["t20"]);
    check("i was gonna get 1 t20 but now 2 t20s", &[("t20", 2)], &["1 t20"]);
    check("he gave me 100k for a t20 so one t20", &[("t20", 1)], &["gave"]);
    check("he gave me 100k for 2 t20 so 2 t20", &[("t20", 2)], &["gave"]);
    check("i have 100k for a t20 so one t20 please", &[("t20", 1)], &[]);
    check("i want t20s so 3 t20", &[("t20", 3)], &[]);
    check("he has 2 t20 so i want 3 t20", &[("t20", 3)], &["2"]);
    check("i have 3 t20 so one more t20", &[("t20", 4)], &[]);
    check("i was gonna get a t20 and an xls", &[("t20", 1), ("xls", 1)], &[]);
    check("he likes it so one t20 and another t20", &[("t20", 2)], &["likes"]);
    let found = recognise(&shop(), "i prefer the t20 over the xls, so t20 pls");
    assert!(found.suggested.iter().all(|it| it.as_str() != "t20"), "{found:?}");
}

#[test]
fn what_is_broken_is_offered() {
    let suggested = |text: &str| {
        let found = recognise(&shop(), text);
        assert!(found.lines.is_empty() && found.ambiguous.is_empty(), "{text} {found:?}");
        found.suggested.len()
    };
    for text in ["my t20 is broken", "my t20 has cracked", "our t20 broke", "a broken t20"] {
        assert_eq!(suggested(text), 1, "{text}");
    }
    for text in ["sold my t20", "my t20 got stolen", "refund my t20, it is broken", "my t20"] {
        assert_eq!(suggested(text), 0, "{text}");
    }
}

#[test]
fn a_body_that_is_not_sold_makes_it_another_product() {
    check("i want t20 spider", &[], &["t20 spider"]);
    check("2 adder roadster", &[], &["2 adder roadster"]);
}

#[test]
fn for_whom_it_is_says_nothing_against_it() {
    check("a comet for my son", &[("comet", 1)], &["son"]);
    check("a comet for my 2 sons", &[("comet", 1)], &["2 sons"]);
    check("a comet for my two sons", &[("comet", 1)], &["two sons"]);
}

#[test]
fn what_was_bought_before_is_no_wish() {
    for text in [
        "i ordered 2 t20 last week",
        "i ordered a t20 on the 3rd and it still hasnt shipped",
        "the t20 i got from you was broken, id like a refund",
        "got a t20 in my parcel instead of what i paid for",
        "the t20 i got on friday was really slow",
        "anyone there? a week ago i bought 2 t20 and an xls",
        "my last order was 3 xls",
        "ich habe gestern 2 xls bestellt",
        "the t20 i got last week has no keys",
        "j'ai acheté 2 t20 hier",
        "ayer pedí 2 t20",
        "el kuruma de ayer estaba roto",
        "der kuruma beim letzten mal war kaputt",
        "le kuruma d'hier était cassé",
        "los kurumas del viernes llegaron rotos",
        "i had 2 t20 this morning",
        "3 t20 jk",
    ] {
        assert!(recognise(&shop(), text).lines.is_empty(), "{text}");
    }
    for (text, line) in [
        ("same as last time, 2 t20", ("t20", 2)),
        ("i had 2 t20 last time, same again", ("t20", 2)),
        ("i ordered 2 t20 last week and want 3 xls", ("xls", 3)),
        ("i ordered 2 t20 last week, could i have 3 t20 again", ("t20", 3)),
        ("i got paid yesterday so 2 t20", ("t20", 2)),
        ("i bought an xls yesterday, now 2 t20", ("t20", 2)),
        ("2 xls like i had last week please", ("xls", 2)),
        ("can i get the xls i had last week", ("xls", 1)),
        ("ich hätte hier gern 2 xls", ("xls", 2)),
        ("10 t20 lol jk 1 t20", ("t20", 1)),
        ("2 t20 without the xls, changed my mind on that one", ("t20", 2)),
    ] {
        let found = recognise(&shop(), text);
        let lines: Vec<_> =
            found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(lines, [line], "{text}");
    }
}

#[test]
fn what_is_for_somebody_of_mine_is_not_mine() {
    let all: &[_] = &[("t20", 1), ("adder", 1), ("comet", 1)];
    check("for me t20, for my bro adder, for mum comet", all, &["mum"]);
    check("new wheels for my adder", &[], &["wheels", "adder"]);
}

#[test]
fn what_was_sold_counts_nothing() {
    for text in [
        "the two t20 you sold me run great",
        "the 2 comets that you gave us are slow",
        "thanks for the two t20",
        "thank you so much for my 2 comets!",
    ] {
        check_in(&shop(), text, &[]);
    }
    for (text, line) in [
        ("can i get the 2 t20 you sold me", ("t20", 2)),
        ("the 2 t20 you sold my friend, i want them", ("t20", 2)),
        ("thanks for the help, 2 t20", ("t20", 2)),
        ("thanks for the 2 comets, can i get 3 more", ("comet", 3)),
        ("cheers for the comet, now 2 t20", ("t20", 2)),
    ] {
        check_in(&shop(), text, &[line]);
    }
}

#[test]
fn a_request_may_be_written_as_it_sounds() {
    check("wud like a kurumaa", &[("kuruma", 1)], &[]);
    check("put me down for a kurumaa", &[("kuruma", 1)], &[]);
}
