//! What is said of options where it is not clear which product is meant.

use super::fixtures::*;
use super::ordered::{after_words, check_lines, check_understood, say, shown};
use crate::domain::{effect::Effect, notice::Notice, ticket::Ticket};
use serde_json::json;

fn shop() -> String {
    let size = json!({"name": "Size", "required": true,
        "choices": [{"label": "small"}, {"label": "large", "surcharge": 100}]});
    let sugar = json!({"name": "Sugar", "required": false, "choices": [{"label": "sugar"}, {"label": "no sugar"}]});
    let lengths = json!({"name": "Length", "required": true, "choices": [
        {"label": "40cm"}, {"label": "60cm", "surcharge": 1500}, {"label": "80cm", "surcharge": 3000}]});
    let colour = json!({"name": "Colour", "required": false, "choices": [{"label": "green"}, {"label": "white"}]});
    json!({"products": [
        {"id": "green-tea", "name": "Green Tea", "price": 300, "options": [size, sugar]},
        {"id": "black-tea", "name": "Black Tea", "price": 300, "options": [size]},
        {"id": "wreath", "name": "Wreath", "price": 4000, "options": [lengths]},
        {"id": "green-bell", "name": "Green Bell", "price": 100, "options": [colour]},
        {"id": "brass-bell", "name": "Brass Bell", "price": 100, "options": [colour]},
        {"id": "cola", "name": "Cola", "price": 200, "options": [size]},
    ]})
    .to_string()
}

/// What is offered after these words: name and price.
fn offered(words: &[&str]) -> Vec<(String, i64)> {
    let (last, before) = words.split_last().unwrap();
    let (_, effects): (Ticket, Vec<Effect>) =
        say(&stocked(&shop()), after_words(&shop(), before), 60, last);
    let Notice::WhichAsked(asked) = said(&effects) else { panic!("{words:?}: {effects:?}") };
    asked.choices.iter().map(|it| (it.name.clone(), it.price.unwrap().0)).collect()
}

#[track_caller]
fn check_offered(words: &[&str], expected: &[(&str, i64)]) {
    let offered = offered(words);
    let offered: Vec<_> = offered.iter().map(|(name, price)| (name.as_str(), *price)).collect();
    assert_eq!(offered, expected, "{words:?}");
}

const LARGE: [(&str, i64); 2] = [("Green Tea (large)", 400), ("Black Tea (large)", 400)];
const SMALL: [(&str, i64); 2] = [("Green Tea (small)", 300), ("Black Tea (small)", 300)];

#[test]
fn what_is_offered_costs_what_it_would() {
    check_offered(&["2 large teas"], &LARGE);
    check_offered(&["how much are 2 large teas?"], &LARGE);
    check_offered(&["how much is an 80cm wreath?"], &[("Wreath (80cm)", 7000)]);
    check_offered(&["do you have the 60cm wreath"], &[("Wreath (60cm)", 5500)]);
    check_offered(&["do you have wreaths?"], &[("Wreath", 4000)]);
    // Only one of them has it.
    check_offered(&["a tea with no sugar"], &[("Green Tea", 300), ("Black Tea", 300)]);
}

#[test]
fn whichever_is_meant_is_as_it_was_described() {
    check_understood(&shop(), &["2 large teas", "green"], &["2 green-tea large"]);
    check_understood(&shop(), &["how much is an 80cm wreath?", "yes"], &["1 wreath 80cm"]);
    check_understood(&shop(), &["do you have the 60cm wreath", "yes 2"], &["2 wreath 60cm"]);
    let both = ["1 green-tea large", "1 black-tea small"];
    check_understood(&shop(), &["a large tea and a small tea", "green", "black"], &both);
    let both = ["1 green-tea large", "1 black-tea large"];
    check_understood(&shop(), &["2 large teas", "one green and one black"], &both);
    let beside = ["2 green-tea large", "1 cola small"];
    check_understood(&shop(), &["2 large teas", "green, and a small cola"], &beside);
}

#[test]
fn an_answer_describes_what_it_chooses() {
    for said in ["green small", "2 small green teas", "the small green ones", "green, and small"] {
        check_understood(&shop(), &["2 large teas", said], &["2 green-tea small"]);
    }
    check_understood(&shop(), &["a tea", "a large green one"], &["1 green-tea large"]);
    let both = ["1 green-tea large", "1 black-tea small"];
    check_understood(&shop(), &["2 teas", "a large green and a small black"], &both);
    check_understood(&shop(), &["2 large teas", "one green, one small black"], &both);
    check_understood(&shop(), &["how much is an 80cm wreath?", "yes but 40cm"], &["1 wreath 40cm"]);
    check_understood(&shop(), &["do you have wreaths?", "yes 2 in 60"], &["2 wreath 60cm"]);
}

#[test]
fn what_is_described_anew_is_offered_anew() {
    check_offered(&["2 teas", "large"], &LARGE);
    for said in ["make them small", "small ones", "no, small ones", "how much are small ones?"] {
        check_offered(&["2 large teas", said], &SMALL);
    }
    for said in ["no, the 40cm one", "and in 40?", "how much is the 40cm one?", "the 40cm one?"] {
        check_offered(&["how much is an 80cm wreath?", said], &[("Wreath (40cm)", 4000)]);
    }
    check_lines(&shop(), &["2 large teas", "make them small", "green"], &["2 green-tea small"]);
}

#[test]
fn some_are_to_be_so() {
    check_offered(&["3 teas", "2 large"], &LARGE);
    let ticket = after_words(&shop(), &["3 teas", "2 large", "green"]);
    assert_eq!(shown(&ticket), ["2 green-tea large"]);
    assert_eq!(ticket.order.unclear[0].quantity, 1);
    let both = ["2 green-tea large", "1 black-tea small"];
    check_lines(&shop(), &["3 teas", "2 large", "green", "black", "small"], &both);
}

#[test]
fn what_names_a_product_describes_none() {
    check_lines(&shop(), &["a bell", "green"], &["1 green-bell"]);
    check_lines(&shop(), &["a bell", "the green one"], &["1 green-bell"]);
    check_lines(&shop(), &["a bell", "brass white"], &["1 brass-bell white"]);
    let lines = ["1 green-tea large", "1 cola small"];
    check_lines(&shop(), &["a large tea", "green, small cola"], &lines);
}

#[test]
fn what_another_catalogue_does_not_have_is_not_said_of_it() {
    let ticket = after_words(&shop(), &["2 large teas"]);
    let mut order = ticket.order;
    let shelf = stocked(&shop().replace(r#""label":"large""#, r#""label":"huge""#));
    order.follow(&shelf.stock.as_deref().unwrap().catalogue);
    assert!(order.unclear[0].options.is_empty(), "{order:?}");
}

#[test]
fn a_number_beside_a_choice_counts() {
    for said in
        ["2 large ones", "two large please", "2x large", "2 of them large", "make 2 of them large"]
    {
        let ticket = after_words(&shop(), &["3 teas", said]);
        let [first, second] = ticket.order.unclear.as_slice() else { panic!("{said}: {ticket:?}") };
        assert_eq!((first.quantity, first.options.len()), (2, 1), "{said}");
        assert_eq!((second.quantity, second.options.len()), (1, 0), "{said}");
    }
}

#[test]
fn what_only_one_of_them_has_is_said_of_it() {
    let honey = ["1 green-tea no sugar large"];
    check_understood(&shop(), &["a large tea", "green with no sugar"], &honey);
    check_understood(
        &shop(),
        &["a tea", "green tea no sugar large"],
        &["1 green-tea large no sugar"],
    );
    let beside = ["2 green-tea small", "1 cola large"];
    check_understood(&shop(), &["2 large teas", "small green and a large cola"], &beside);
}

#[test]
fn what_chooses_without_a_name_is_described_too() {
    let both = ["1 green-tea large", "1 black-tea large"];
    check_understood(&shop(), &["2 teas", "both in large"], &both);
    check_understood(&shop(), &["2 teas", "both, large"], &both);
    check_understood(&shop(), &["a tea", "the second in large"], &["1 black-tea large"]);
}

#[test]
fn the_number_of_a_choice_is_no_number_of_pieces() {
    let shop = shop()
        .replace("\"Wreath\"", "\"Wool Wreath\"")
        .replace("\"id\":\"green-bell\"", "\"id\":\"bell\"");
    for said in ["ok the 60", "yes, 60cm", "yes, in 60"] {
        check_lines(&shop, &["do you have wool wreaths?", said], &["1 wreath 60cm"]);
    }
}

#[test]
fn talk_describes_nothing() {
    for said in ["i am a large guy so black", "black with a large slice of lemon"] {
        check_lines(&shop(), &["a small tea", said], &["1 black-tea small"]);
    }
    for said in ["they are too small", "is a small one enough?"] {
        let ticket = after_words(&shop(), &["2 large teas", said]);
        let kept = ticket.order.unclear.iter().all(|it| it.options[0].1 == "large");
        assert!(kept && ticket.order.lines.is_empty(), "{said}: {:?}", ticket.order);
    }
}

#[test]
fn only_the_line_that_is_so_is_meant() {
    let three = "a large green tea, a small green tea and a small black tea";
    let left = ["1 green-tea large", "1 black-tea small"];
    check_lines(&shop(), &[three, "remove the small tea", "green"], &left);
    let left = ["1 green-tea small", "1 black-tea small"];
    check_lines(&shop(), &[three, "remove the large tea"], &left);
    let set = ["3 green-tea large", "1 green-tea small", "1 black-tea small"];
    check_lines(&shop(), &[three, "make it 3 large teas", "green"], &set);
}

#[test]
fn the_price_of_another_leaves_the_wish() {
    let asked = ["2 large teas", "how much is the small black tea?", "green"];
    check_lines(&shop(), &asked, &["2 green-tea large"]);
}

#[test]
fn pieces_that_are_said_with_yes_are_all_that_are_wished_for() {
    for said in
        ["yes one small one large", "yes, 2, one small one large", "yes, one small and one large"]
    {
        let both = ["1 cola small", "1 cola large"];
        check_lines(&shop(), &["do you have cola?", said], &both);
    }
}

#[test]
fn a_number_without_its_unit_is_a_choice_behind_the_name() {
    for said in ["wreath, 60", "wreath 60", "1 wreath 60", "wreath: 60"] {
        check_understood(&shop(), &[said], &["1 wreath 60cm"]);
    }
    check_understood(&shop(), &["2 wreaths 60"], &["2 wreath 60cm"]);
    for said in ["60 wreaths", "wreaths x 60"] {
        assert_eq!(shown(&after_words(&shop(), &[said])), ["60 wreath"], "{said}");
    }
}

#[test]
fn a_plural_without_a_number_is_one_of_each() {
    let both = ["1 cola small", "1 cola large"];
    for said in ["colas in small and large", "colas small and large", "2 colas in small and large"]
    {
        check_understood(&shop(), &[said], &both);
    }
    for said in
        ["a cola in small and large", "3 colas in small and large", "colas in small or large"]
    {
        assert!(after_words(&shop(), &[said]).order.asked.is_some(), "{said}");
    }
}

#[test]
fn a_word_that_is_all_described_asks_for_its_products() {
    for said in ["large tea", "tea in large please", "large teas"] {
        check_offered(&[said], &LARGE);
    }
    for said in ["small tea talk", "tea is large", "a large cup of tea"] {
        assert!(after_words(&shop(), &[said]).order.unclear.is_empty(), "{said}");
    }
}

#[test]
fn a_size_in_digits_is_no_number_of_pieces() {
    let size = json!({"name": "Size", "required": true,
        "choices": [{"label": "41"}, {"label": "42"}, {"label": "43"}]});
    let lining = json!({"name": "Lining", "required": false,
        "choices": [{"label": "wool"}, {"label": "sheepskin"}]});
    let cm = json!({"name": "Size", "required": true,
        "choices": [{"label": "26cm"}, {"label": "32cm"}, {"label": "40cm"}]});
    let shop = json!({"products": [
        {"id": "boot", "name": "Winter Boot", "options": [size, lining]},
        {"id": "trail", "name": "Trail Runner", "options": [size]},
        {"id": "city", "name": "City Runner", "options": [size]},
        {"id": "margherita", "name": "Margherita", "options": [cm]},
    ]})
    .to_string();
    let asked = "how much is the winter boot?";
    for said in
        ["ok then one in 42", "yes, in 42", "yes, 42 please", "ok 42", "i take a pair in 42"]
    {
        check_lines(&shop, &[asked, said], &["1 boot 42"]);
    }
    let lined = ["1 boot 42 sheepskin"];
    for said in ["ok then one in 42 with sheepskin", "yes, in 42 with sheepskin"] {
        check_lines(&shop, &[asked, said], &lined);
    }
    check_lines(&shop, &[asked, "i take two in 42"], &["2 boot 42"]);
    check_lines(&shop, &["runner please", "the trail one, 42"], &["1 trail 42"]);
    check_lines(&shop, &["trail runners, 42"], &["1 trail 42"]);
    check_lines(&shop, &["3 winter boots, 42"], &["3 boot 42"]);
    let both = ["1 margherita 26cm", "1 margherita 40cm"];
    check_lines(&shop, &["2 margherita, one 26 one 40"], &both);
}

#[test]
fn what_is_not_understood_beside_it_is_told() {
    let ticket = after_words(&shop(), &["do you have wreaths?", "ok one in 60cm, neon"]);
    assert_eq!(shown(&ticket), ["1 wreath 60cm"]);
    assert_eq!(ticket.order.misread.unknown, ["neon"]);
}
