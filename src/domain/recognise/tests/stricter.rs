//! Numbers and words that are no wish although they stand where one could.

use super::check;
use super::revise::check as revised;

/// What is ordered, whatever is not understood beside it.
#[track_caller]
fn check_lines(text: &str, expected: &[(&str, u32)]) {
    let lines = super::super::recognise(&super::shop(), text).lines;
    let lines: Vec<_> = lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
    assert_eq!(lines, expected, "{text}");
}

#[test]
fn what_is_owned_already_is_not_wished_for() {
    check("i don't need two t20s, i have 1", &[], &["1"]);
    check("we don't need a comet, we have 2", &[], &["2"]);
    check("i dont want 2 comets, i already got 3", &[], &["3"]);
    check("i don't need two t20s, i'll have 1", &[("t20", 1)], &[]);
    check("not two comets, can i have 3", &[("comet", 3)], &[]);
    check("not two comets but three", &[("comet", 3)], &[]);
}

#[test]
fn a_second_may_be_a_time() {
    for text in
        ["wait a second 3", "in a second i will pay for the adder", "hold on a second adder"]
    {
        let had = [super::super::Ordered {
            product: super::ProductId::new("adder").unwrap(),
            quantity: 3,
            options: vec![],
        }];
        let found = super::super::revise(&super::shop(), text, &had);
        assert_eq!(found.lines.len(), 1, "{text} {found:?}");
        assert_eq!(found.lines[0].quantity, 3, "{text}");
    }
    revised(&[("adder", 2)], "a second adder", &[("adder", 3)]);
    revised(&[("adder", 1)], "and a second one please", &[("adder", 2)]);
    check("an adder and a second adder", &[("adder", 2)], &[]);
}

#[test]
fn a_time_or_a_sum_is_no_quantity() {
    for text in [
        "a comet, delivery tomorrow please. 12 please",
        "comet delivered tonight, 8 if possible",
        "a comet please. Do you deliver at 6? 6 please",
        "a comet, can you make it by 8, 8 please",
        "comet i'll be there 8, 9 if traffic",
        "a comet, 9 total right?",
        "a comet, total 12",
        "einen comet, lieferung morgen bitte. 8 bitte",
        "un comet, livraison demain svp. 8 please",
        "un comet, entrega hoy por favor. 8 please",
    ] {
        let found = super::super::recognise(&super::shop(), text);
        let got: Vec<_> = found.lines.iter().map(|it| (it.product.as_str(), it.quantity)).collect();
        assert_eq!(got, [("comet", 1)], "{text}");
    }
    check("comets for us, total 4", &[("comet", 4)], &[]);
    check("comet pls, 4 in total", &[("comet", 4)], &[]);
}

#[test]
fn a_total_sets_what_is_ordered() {
    for text in ["total 5", "5 in total please", "make it 5 in total", "5 total"] {
        revised(&[("adder", 2)], text, &[("adder", 5)]);
    }
    check("2 comets, make it 5 total", &[("comet", 5)], &[]);
}

#[test]
fn an_apology_before_a_refusal_corrects_nothing() {
    check("i want a comet and soz no adder", &[("comet", 1)], &[]);
    check("a comet sorry no adder", &[("comet", 1)], &[]);
    check("a remus, sry no t20", &[("remus", 1)], &[]);
    check("a remus sorry no, a t20", &[("t20", 1)], &[]);
}

#[test]
fn what_is_made_so_many_is_so_many() {
    check("2 comets and a remus... make that 3 comets", &[("comet", 3), ("remus", 1)], &[]);
    check("2 comets, make it 3 comets", &[("comet", 3)], &[]);
    check("2 comets and 3 more comets", &[("comet", 5)], &[]);
}

#[test]
fn a_plain_one_is_counted() {
    check("a comet s2 and 2 regular comets", &[("comet-s2", 1), ("comet", 2)], &[]);
    check("2 plain adders", &[("adder", 2)], &[]);
    check("3 normal t20 and 2 standard remus", &[("t20", 3), ("remus", 2)], &[]);
}

#[test]
fn what_was_counted_is_not_taken_back_by_what_is_said_of_it() {
    let wished = |text: &str, quantity| check_lines(text, &[("t20", quantity)]);
    wished("3 t20, i love the t20 so t20 please", 3);
    wished("2 t20s. i said so t20s", 2);
    wished("2 t20 so t20 with everything", 3);
    wished("he gave me 100k for a t20 so one t20", 1);
    wished("he has 2 t20 so i want 3 t20", 3);
    wished("3 t20 for us so one t20 for me", 4);
    wished("a t20 for me so one t20 for her", 2);
    check_lines("i want to pay now: a remus with a t20", &[("remus", 1), ("t20", 1)]);
}
