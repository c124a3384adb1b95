//! Talk about a product, which is no order.

use super::super::{Ordered, recognise, revise};
use super::{ProductId, check, shop};

/// The product is a line that is only asked after, and nothing of an order yet.
#[track_caller]
fn check_inquiry(text: &str, product: &str, quantity: u32) {
    check(text, &[(product, quantity)], &[]);
    let found = recognise(&shop(), text);
    assert_eq!(found.inquired, [ProductId::new(product).unwrap()], "{text:?}");
    let revision = revise(&shop(), text, &[]);
    assert!(revision.lines.is_empty(), "{text:?} {revision:?}");
    let [asked] = revision.ambiguous.as_slice() else { panic!("{text:?} {revision:?}") };
    assert_eq!((asked.candidates.len(), asked.quantity), (1, quantity), "{text:?}");
    let had = [Ordered { product: ProductId::new(product).unwrap(), quantity: 7, options: vec![] }];
    let again = revise(&shop(), text, &had);
    assert!(again.ambiguous.is_empty() && again.lines[0].quantity == 7, "{text:?} {again:?}");
}

#[track_caller]
fn check_order(text: &str, lines: &[(&str, u32)]) {
    check(text, lines, &[]);
    assert!(recognise(&shop(), text).inquired.is_empty(), "{text:?}");
}

#[test]
fn a_question_for_price_or_stock_asks_for_none() {
    for text in [
        "how much is a t20?",
        "how much for the t20",
        "what does the t20 cost?",
        "what's the price of the t20",
        "can i get the price of a t20?",
        "t20 price?",
        "do you have the t20?",
        "do u guys still have any t20s?",
        "have you got a t20",
        "got any t20s?",
        "is the t20 still available?",
        "any t20s left?",
        "is there a t20?",
        "do you sell t20s",
        "what about a t20?",
        "t20?",
        "can a t20 be delivered today?",
        "wie viel kostet ein t20?",
        "was kostet der t20",
        "habt ihr den t20?",
        "combien coûte la t20 ?",
        "avez-vous une t20 ?",
        "¿cuánto cuesta el t20?",
        "¿tienen t20?",
        "quanto custa o t20?",
        "avete la t20?",
        "ile kosztuje t20?",
        "half a t20",
        "t20?? how much is it",
        "gibt es auch t20?",
        "hättet ihr noch einen t20?",
        "il y a une t20 ?",
    ] {
        check_inquiry(text, "t20", 1);
    }
    check_inquiry("do you have 3 adders?", "adder", 3);
    assert_eq!(recognise(&shop(), "does the shop have a t20?").inquired.len(), 1);
    check("price of 2 t20, and do you have 3 t20?", &[("t20", 5)], &[]);
    let all = recognise(&shop(), "price for the t20, adder and sultan?");
    assert_eq!(all.inquired.len(), 3, "{all:?}");
}

#[test]
fn a_question_that_asks_for_something_is_an_order() {
    for text in [
        "can i get a t20?",
        "could you add a t20?",
        "may I have a t20?",
        "I'd like a t20 please?",
        "can you get me a t20?",
        "would it be possible to get a t20?",
        "t20 please?",
        "1 t20?",
        "a t20 if available",
        "kann ich einen t20 haben?",
        "könnt ihr mir einen t20 geben?",
        "je peux avoir une t20 ?",
        "¿me puedes dar un t20?",
    ] {
        check_order(text, &[("t20", 1)]);
    }
    check_order("could i get 2 t20?", &[("t20", 2)]);
    check_order("do you have 2 t20s for me", &[("t20", 2)]);
    check_order("i want a t20, how much is it?", &[("t20", 1)]);
    check_order("do you still sell the t20? if so i'd like 2", &[("t20", 2)]);
    check_order("how much is a t20? i'll take it", &[("t20", 1)]);
    check_order("do you have the t20? 2 t20 then please", &[("t20", 2)]);
}

#[test]
fn whether_i_need_something_is_a_question() {
    for text in [
        "do i need a t20?",
        "will i get a t20",
        "should we get the t20?",
        "how do i get a t20",
        "do i need to buy a t20?",
        "brauche ich einen t20?",
    ] {
        check_inquiry(text, "t20", 1);
    }
    check_order("i need a t20", &[("t20", 1)]);
    check_order("could i get the t20?", &[("t20", 1)]);
    check_order("dann brauche ich einen t20", &[("t20", 1)]);
    assert_eq!(recognise(&shop(), "do i need an adder for the t20?").inquired.len(), 2);
}

#[test]
fn what_was_spoken_of_is_what_is_asked_for_next() {
    check_order("i love the t20, give me two", &[("t20", 2)]);
    check_order("i love the t20, i'll take it", &[("t20", 1)]);
    check("is the t20 fast? i'll take one", &[("t20", 1)], &[]);
    check("i saw the t20 on your site and i'd like 2", &[("t20", 2)], &["site"]);
    check_order("how many adders do you have? i want 2", &[("adder", 2)]);
    check_order("do you have a comet? if yes 2", &[("comet", 2)]);
    check("i love comets, give me two", &[("comet", 2)], &[]);
    check("i love the t20, give me 2 comets", &[("comet", 2)], &[]);
    check("i love the t20. i want 2 washingtons", &[], &["2 washingtons"]);
    check("sold my t20, give me 2", &[], &["t20"]);
    let found = recognise(&shop(), "i love the t20, give me two");
    assert!(found.suggested.is_empty(), "{found:?}");
}

#[test]
fn what_follows_if_not_is_wished_for() {
    check("is there a sultan? if not give me a t20", &[("sultan", 1), ("t20", 1)], &[]);
    check("wenn nicht dann einen t20", &[("t20", 1)], &[]);
    check("if you don't have it a t20", &[("t20", 1)], &[]);
    check("2 t20 and not an adder", &[("t20", 2)], &[]);
    check("a t20 if possible and no adder", &[("t20", 1)], &[]);
}

#[test]
fn what_is_declined_is_not_wished_for() {
    check("t20? no thanks", &[], &[]);
    check("t20? no", &[], &[]);
    check("adder? nein danke, einen t20 bitte", &[("t20", 1)], &[]);
}

#[test]
fn a_judgement_or_another_question_asks_for_none() {
    check("the t20 is too slow", &[], &["slow"]);
    check("t20 too expensive", &[], &["expensive"]);
    check("der t20 ist zu teuer", &[], &["teuer"]);
    check("does the t20 contain nuts?", &[], &["contain nuts"]);
    check("how fast is the t20", &[], &[]);
    check("what is in the t20?", &[], &[]);
    check("is the t20 faster than the kuruma?", &[], &["faster"]);
    check("where are my 2 t20", &[], &["2"]);
    check("how long do 2 t20 take", &[], &["long"]);
    check("i love the t20", &[], &[]);
    check("did you see the t20?", &[], &[]);
    check("are you a t20 fan", &[], &["fan"]);
    check("this t20 is so good", &[], &[]);
    check("the t20 sounds like a train", &[], &["sounds", "train"]);
    check("i'd love a t20", &[("t20", 1)], &[]);
    check("can the t20 fly?", &[], &["fly"]);
    check("i have a question about the t20", &[], &["question", "t20"]);
    check("est-ce que la t20 est rapide ?", &[], &["rapide"]);
    check("2 t20 is fine", &[("t20", 2)], &["fine"]);
    check("a t20 is what i want", &[("t20", 1)], &[]);
    assert_eq!(recognise(&shop(), "how fast is the t20").suggested.len(), 1);
}

#[test]
fn what_it_would_cost_is_asked() {
    for text in
        ["any discount for 10 adders?", "would 5 adders be cheaper?", "what if i take 5 adders"]
    {
        let found = recognise(&shop(), text);
        assert_eq!(found.inquired.len(), 1, "{text} {found:?}");
    }
}

#[test]
fn what_is_still_there_is_asked_after() {
    check_inquiry("is the comet still there", "comet", 1);
    check_inquiry("is the adder still up?", "adder", 1);
    check("will 10 comets be enough?", &[], &["enough"]);
    check_inquiry("is the adder still $500?", "adder", 1);
    check("i have 1.2 mil, is that enough for an adder?", &[("adder", 1)], &["enough"]);
    check_inquiry("do you still do adders?", "adder", 1);
    check("are comets on sale today?", &[("comet", 1)], &["sale"]);
    check("changed my mind about the comet, dont need it anymore", &[], &["comet"]);
    check("could you put an adder aside for me", &[("adder", 1)], &["aside"]);
    for told in ["save the adder for later", "put the adder away", "hold the adder for now"] {
        assert!(recognise(&shop(), told).lines.is_empty(), "{told}");
    }
    check("hold an adder for me", &[("adder", 1)], &["hold"]);
    let both = &[("adder", 1), ("comet", 1)];
    check("adder and comet please, whats the total?", both, &[]);
    check_order("i said 2 comets", &[("comet", 2)]);
    check("you said the comet is fast", &[], &["comet"]);
}
