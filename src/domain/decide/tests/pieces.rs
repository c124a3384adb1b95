//! Pieces that are said without their name.

use super::ordered::{after_words, check_lines, check_told, check_understood, shown};
use crate::domain::{flow::Stage, order::Recount, ticket::Ticket};

fn shop() -> String {
    let colours = serde_json::json!([{"label": "black"}, {"label": "gold"}]);
    serde_json::json!({ "products": [
        {"id": "adder", "name": "Adder", "options": [
            {"name": "Colour", "choices": colours},
            {"name": "Plate", "pattern": "[A-Z0-9 ]{1,8}", "required": false}]},
        {"id": "mug", "name": "Mug", "options": [{"name": "Colour", "choices": colours}]},
        {"id": "badge", "name": "Badge", "options": [
            {"name": "Name", "pattern": "[A-Za-z]{1,12}"}]},
        {"id": "sultan", "name": "Sultan"},
        {"id": "forest", "name": "Black Forest", "options": [
            {"name": "Size", "choices": [{"label": "small"}, {"label": "large"}]},
            {"name": "Writing", "required": false}]},
    ]})
    .to_string()
}

fn after(words: &[&str]) -> Ticket {
    after_words(&shop(), words)
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_understood(&shop(), words, lines);
}

#[test]
fn one_more_is_another_piece() {
    for said in [
        "another one in black",
        "and one in black",
        "add a black one",
        "another black one please",
        "can i have another one in black?",
        "one more in black",
        "also one in black",
        "noch einen in black",
        "et encore une black",
    ] {
        check(&["adder gold", said], &["1 adder gold", "1 adder black"]);
        check(&["2 mugs black", "adder gold", said][1..], &["1 adder gold", "1 adder black"]);
        check(
            &["a black mug", "adder gold", said],
            &["1 mug black", "1 adder gold", "1 adder black"],
        );
    }
    check(&["adder gold", "2 more in black"], &["1 adder gold", "2 adder black"]);
    check(
        &["adder gold, a sultan", "add a black one"],
        &["1 adder gold", "1 sultan", "1 adder black"],
    );
    check(&["adder gold", "another gold one"], &["2 adder gold"]);
    check_told(&shop(), &["adder gold, mug gold", "another one in black"]);
    check_told(&shop(), &["adder gold", "a black one"]);
}

#[test]
fn some_of_what_is_there_become_others() {
    for said in [
        "one of them black please",
        "one black",
        "1 black",
        "one in black",
        "1 of them in black",
        "einen davon in black",
        "one of the adders black",
        "one black one gold",
        "one black and one gold",
        "1 of each",
        "one of each colour please",
    ] {
        check(&["2 adders gold", said], &["1 adder black", "1 adder gold"]);
    }
    check(
        &["2 adders gold and a sultan", "one of them black please"],
        &["1 adder black", "1 adder gold", "1 sultan"],
    );
    check(&["2 adders gold", "2 black"], &["2 adder black"]);
    check_told(&shop(), &["2 adders gold", "3 black"]);
    let asked = after(&["2 adders gold, 2 mugs gold", "one of them black"]);
    assert_eq!(shown(&asked), ["2 adder gold", "2 mug gold"]);
    assert!(asked.order.asked.is_some());
}

#[test]
fn each_choice_gets_its_pieces_where_the_choice_is_asked() {
    for said in [
        "1 of each",
        "one each",
        "one of each colour please",
        "one black one gold",
        "black one gold one",
    ] {
        check(&["2 adders", said], &["1 adder black", "1 adder gold"]);
    }
    for said in ["one black", "make one black", "make one of them black", "make 1 black please"] {
        check(&["2 adders", said, "gold"], &["1 adder black", "1 adder gold"]);
    }
    check(&["4 adders", "2 of each"], &["2 adder black", "2 adder gold"]);
    check(&["4 adders", "1 black 3 gold"], &["1 adder black", "3 adder gold"]);
}

#[test]
fn a_choice_beside_an_option_in_words_counts_too() {
    for said in ["black with plate XYZ", "black plate XYZ"] {
        check(&["a gold adder with plate ABC", said], &["1 adder black XYZ"]);
    }
}

#[test]
fn what_needs_no_answer_can_be_taken_off() {
    for said in [
        "no plate",
        "remove the plate",
        "drop the plate",
        "without a plate please",
        "keine plate",
        "take the plate off",
        "the plate off please",
    ] {
        check(&["a gold adder with plate ABC", said], &["1 adder gold"]);
    }
    let asked = after(&["a badge", "Bob", "no name"]);
    assert_eq!(shown(&asked), ["1 badge Bob"]);
    assert!(asked.order.asked.is_some());
    let two = "a gold adder with plate ABC";
    check(
        &[two, "another adder, black, plate XYZ", "remove the plates"],
        &["1 adder gold", "1 adder black"],
    );
    check(
        &[two, "another adder, black, plate XYZ", "no plate on the black adder"],
        &["1 adder gold ABC", "1 adder black"],
    );
    check_told(&shop(), &[two, "another adder, black, plate XYZ", "no plate"]);
}

#[test]
fn a_number_that_is_asked_for_is_a_wish() {
    for said in ["can i have 2?", "could i get 2?", "can you make it 2?", "yes and can i have 2?"] {
        check(&["adder gold", said], &["2 adder gold"]);
        let at_terms = after(&["adder gold", "yes", said]);
        assert_eq!(shown(&at_terms), ["2 adder gold"], "{said}");
        assert_eq!(at_terms.standing().stage, Stage::CONFIRM, "{said}");
    }
    check(&["a sultan", "2 mugs black", "can i have three?"], &["1 sultan", "3 mug black"]);
    check(&["2 mugs black and a sultan", "can i have 2?"], &["2 mug black", "2 sultan"]);
    check(&["a sultan", "2 mugs black", "can i have 2?"], &["1 sultan", "2 mug black"]);
    check(&["2 mugs black and 2 sultans", "can i have 2?"], &["2 mug black", "2 sultan"]);
    let asked = after(&["a sultan and a black mug", "can i have 2?"]);
    let amendment = asked.order.amendment.unwrap();
    assert_eq!((amendment.written.as_str(), amendment.of.len()), ("can i have 2?", 2));
    assert_eq!(amendment.recount, Some(Recount::To(2)));
}

#[test]
fn what_is_written_on_a_product_is_no_talk_of_it() {
    check(&["2 black forests with writing I love you", "large"], &["2 forest I love you large"]);
    check(&["black forest large, writing: Happy Bday Tom"], &["1 forest large Happy Bday Tom"]);
}

#[test]
fn what_is_more_than_an_order_can_have_counts_no_pieces() {
    let two = "2 adders gold";
    for said in ["4294967295 black and 4294967295 gold", "2147483649 black 2147483649 gold"] {
        assert_eq!(shown(&after(&[two, said])), ["2 adder gold"], "{said}");
    }
    for said in ["4294967297 of each", "2147483649 of each"] {
        // It is told that this is the most.
        assert_eq!(shown(&after(&["2 adders", said])), ["999 adder"], "{said}");
    }
    let most = ["999 adder black", "999 adder gold"];
    assert_eq!(shown(&after(&["2 adders", "4294967295 black, 4294967295 gold"])), most);
}

#[test]
fn what_is_asked_like_a_question_is_heard_behind_its_verb() {
    check(
        &["adder gold, mug gold", "pouvez-vous ajouter 2 sultans ?"],
        &["1 adder gold", "1 mug gold", "2 sultan"],
    );
    for said in [
        "pouvez-vous ajoutez un black ?",
        "pouvez-vous ajouter un black ?",
        "puedes agregar uno black?",
        "pode adicionar um black?",
        "can you add a black one?",
    ] {
        check(&["adder gold", said], &["1 adder gold", "1 adder black"]);
    }
}

#[test]
fn so_many_of_what_is_there_become_others() {
    let three = "3 gold mugs";
    for said in [
        "make 2 mugs black",
        "make 2 of them black",
        "make 2 of the mugs black please",
        "make 2 black",
        "can you make 2 of the gold ones black?",
        "make 2 gold mugs black",
        "change 2 mugs to black",
        "change 2 of the mugs to black",
        "switch two to black",
        "make the 2 mugs black",
        "mach 2 davon black",
        "2 of them black instead",
    ] {
        check(&[three, said], &["2 mug black", "1 mug gold"]);
    }
    check(&[three, "make 3 mugs black"], &["3 mug black"]);
    check(&[three, "make one mug black and two gold"], &["1 mug black", "2 mug gold"]);
    check(&[three, "make them black"], &["3 mug black"]);
    check(
        &["3 gold mugs, 2 gold adders", "make 2 mugs black"][..],
        &["2 mug black", "1 mug gold", "2 adder gold"],
    );
    let asked = after(&["3 gold mugs, 3 gold adders", "make 2 black"]);
    assert_eq!(shown(&asked), ["3 mug gold", "3 adder gold"]);
    assert!(asked.order.asked.is_some());
}

#[test]
fn more_in_another_colour_are_pieces_beside_those_that_are_there() {
    for said in ["make 2 more black", "2 more in black", "2 more black ones", "2 black too"] {
        check(&["3 gold mugs", said], &["3 mug gold", "2 mug black"]);
    }
    for said in [
        "same again but black",
        "the same again in black please",
        "another one but in black",
        "add black",
        "the black one too",
        "the black one as well please",
        "and the black one",
        "1 of the black ones",
        "add 1 of the black ones",
    ] {
        check(&["a gold mug", said], &["1 mug gold", "1 mug black"]);
    }
    check(&["2 gold mugs", "same again but black"], &["2 mug gold", "2 mug black"]);
    check(&["2 gold mugs", "another one but in black"], &["2 mug gold", "1 mug black"]);
    check(
        &["a gold adder with plate ABC", "another one but in black"],
        &["1 adder gold ABC", "1 adder black ABC"],
    );
    check(
        &["a gold mug and 2 black mugs", "add 1 of the black ones"],
        &["1 mug gold", "3 mug black"],
    );
    for said in ["the black one too", "1 of the black ones"] {
        let before = &["a gold mug and 2 black mugs", said];
        assert_eq!(shown(&after(before)), ["1 mug gold", "2 mug black"], "{said}");
    }
}

#[test]
fn what_may_be_another_thing_than_a_colour_is_not_one_more() {
    let shop = serde_json::json!({ "products": [{"id": "burger", "name": "Burger", "options": [
        {"name": "Topping", "choices": [{"label": "cheese"}, {"label": "bacon"}]}]}]})
    .to_string();
    let next = after_words(&shop, &["a burger with cheese", "add bacon"]);
    assert!(next.order.lines.iter().map(|it| it.quantity).sum::<u32>() == 1, "{:?}", shown(&next));
}

#[test]
fn a_line_is_taken_away_by_what_it_is() {
    for said in [
        "without the black one",
        "remove the black one please",
        "i dont want the black one",
        "take the black one off",
        "ohne die black ones",
        "drop the black ones",
    ] {
        check(&["a gold mug and a black mug", said], &["1 mug gold"]);
        check(&["a black mug, a gold adder", said], &["1 adder gold"]);
    }
    check(&["2 black mugs and a gold mug", "remove the black ones"], &["1 mug gold"]);
    for said in ["no, the black one", "the black one", "without the black one?", "no black ones"] {
        let next = after(&["a gold mug and a black mug", said]);
        assert_eq!(shown(&next).iter().filter(|it| it.contains("black")).count(), 1, "{said}");
    }
    let asked = after(&["a gold mug, a black mug, a black adder", "remove the black one"]);
    assert_eq!(shown(&asked), ["1 mug gold", "1 mug black", "1 adder black"]);
    assert!(asked.order.asked.is_some());
}

#[test]
fn a_choice_with_a_number_in_it_says_how_many_of_nothing() {
    let shop = serde_json::json!({ "products": [{"id": "case", "name": "Phone case", "options": [
        {"name": "Model", "choices": [{"label": "iPhone 14"}, {"label": "iPhone 15"}]},
        {"name": "Colour", "choices": [{"label": "pink"}, {"label": "black"}]}]}]})
    .to_string();
    for said in
        ["no wait iphone 14", "no sorry iphone 14", "i meant iphone 14", "nein warte iphone 14"]
    {
        check_lines(&shop, &["phone case iphone 15 pink", said], &["1 case iPhone 14 pink"]);
    }
    check_lines(&shop, &["phone case iphone 15 pink", "i meant 2"], &["2 case iPhone 15 pink"]);
    check_lines(&shop, &["phone case iphone 15 pink", "no iphone 14"], &["1 case iPhone 15 pink"]);
}

#[test]
fn the_same_again_is_as_many_more_of_what_was_spoken_of() {
    check(&["2 gold mugs", "same again please"], &["4 mug gold"]);
    check(&["a gold adder", "2 gold mugs", "the same again"], &["1 adder gold", "4 mug gold"]);
    check_told(&shop(), &["a gold mug and a sultan", "same again"]);
}
