//! Questions about the options of an order, and answers with more in them.

use super::fixtures::*;
use crate::domain::{
    control::Press,
    flow::Stage,
    input::Event,
    money::Amount,
    notice::{Answers, Notice, Occasion},
    ticket::Ticket,
};

fn after(ticket: Ticket, event: Event) -> Ticket {
    moved(&with(Some(ticket)), event).0
}

#[test]
fn an_answer_beside_other_words_is_not_asked_for_again() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "3 turismos"));
    let said = "the turismo classic, and 2 adder";
    let ticket = after(asked.clone(), written(ann(), 92, said));
    assert_eq!(lines(&ticket), [("turismo-classic", 3), ("adder", 2)]);
    assert_eq!((ticket.order.unclear.len(), ticket.state), (0, open_at(Stage::CONFIRM)));
    let ticket =
        after(asked, written(ann(), 92, "one turismo classic, one turismo r and an adder"));
    assert_eq!(lines(&ticket), [("turismo-classic", 1), ("turismo-r", 1), ("adder", 1)]);
    assert_eq!(ticket.order.unclear.len(), 0);
}

#[test]
fn options_are_asked_for_one_after_the_other_and_cost_what_they_cost() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(ann(), 91, "2 banshee"));
    let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((&doubt.product, doubt.option.as_str()), (&("Banshee".to_owned(), 2), "Colour"));
    let labels = vec!["black".to_owned(), "red".to_owned()];
    assert_eq!(doubt.answers, Answers::Choices { labels });
    assert_eq!(doubt.surcharges, [Amount(0), Amount(10)]);

    let turn = ticket.turn;
    let (ticket, effects) = moved(&with(Some(ticket)), pressed(Press::Nth(1), turn));
    let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(doubt.option, "Plate");
    assert!(doubt.surcharges.is_empty());
    assert_eq!(doubt.answers, Answers::Hinted { hint: "1 to 8 letters or digits".into() });

    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 92, "much too long a plate"));
    assert!(matches!(said(&effects), Notice::OptionAsked(doubt) if doubt.again), "{effects:?}");
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 93, "AB12"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    let line = &card_of(&effects).order.lines[0];
    let options = [("Colour", "red"), ("Plate", "AB12")];
    assert_eq!(line.options, options.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!((line.unit, line.total), (Some(Amount(110)), Some(Amount(220))));
}

#[test]
fn what_is_written_beside_an_answer_counts_and_what_is_refused_is_none() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "2 banshee"));
    let colour = |ticket: &Ticket| ticket.order.lines[0].options.clone();
    let (both, effects) =
        moved(&with(Some(asked.clone())), written(ann(), 92, "red, and an adder"));
    assert_eq!(lines(&both), [("banshee", 2), ("adder", 1)]);
    assert_eq!(colour(&both), [("Colour".to_owned(), "red".to_owned())]);
    assert!(matches!(said(&effects), Notice::OptionAsked(doubt) if doubt.option == "Plate"));
    let (refused, effects) = moved(&with(Some(asked)), written(ann(), 92, "not red"));
    assert_eq!(colour(&refused), []);
    assert!(matches!(said(&effects), Notice::OptionAsked(doubt) if doubt.again), "{effects:?}");
}

#[test]
fn an_option_in_words_may_be_said_by_its_name() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let said = "2 red banshees with plate ab12 and an adder";
    let (both, _) = moved(&fresh, written(ann(), 91, said));
    assert_eq!(lines(&both), [("banshee", 2), ("adder", 1)]);
    let options = [("Colour", "red"), ("Plate", "AB12")];
    let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(both.order.lines[0].options, options);
    let changed = after(both, written(ann(), 92, "plate: XY99"));
    assert_eq!(changed.order.lines[0].options[1].1, "XY99");
    assert_eq!(lines(&changed), [("banshee", 2), ("adder", 1)]);
}

#[test]
fn how_many_is_heard_with_the_option() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "2 banshee"));
    for (answer, expected) in [
        ("3 red", vec![("red", 3)]),
        ("3 red ones please", vec![("red", 3)]),
        ("three red", vec![("red", 3)]),
        ("3 red banshees", vec![("red", 3)]),
        ("2 red", vec![("red", 2)]),
        ("red banshees", vec![("red", 2)]),
        ("1 red, 1 black", vec![("red", 1), ("black", 1)]),
        ("one red and one black", vec![("red", 1), ("black", 1)]),
        ("red and black", vec![("red", 1), ("black", 1)]),
        ("2 red and 1 black", vec![("red", 2), ("black", 1)]),
        ("1 red", vec![("red", 1), ("", 1)]),
    ] {
        let ticket = after(asked.clone(), written(ann(), 92, answer));
        let value = |line: &crate::domain::order::Line| {
            line.options.first().map_or(String::new(), |it| it.1.clone())
        };
        let got: Vec<_> = ticket.order.lines.iter().map(|it| (value(it), it.quantity)).collect();
        let expected: Vec<_> = expected.into_iter().map(|it| (it.0.to_owned(), it.1)).collect();
        assert_eq!(got, expected, "{answer}");
    }
}

#[test]
fn yes_counts_with_what_is_said_beside_it() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "how much is the t20?"));
    for (answer, expected) in [
        ("yes and 2 adders", vec![("t20", 1), ("adder", 2)]),
        ("ok, 2 adders please", vec![("t20", 1), ("adder", 2)]),
        ("yes 2 adders", vec![("t20", 1), ("adder", 2)]),
        ("yes, 2 please", vec![("t20", 2)]),
        ("yes", vec![("t20", 1)]),
        ("no, but 2 adders", vec![("adder", 2)]),
    ] {
        let ticket = after(asked.clone(), written(ann(), 92, answer));
        assert_eq!(lines(&ticket), expected, "{answer}");
        assert_eq!(ticket.order.unclear.len(), 0, "{answer}");
    }
    let (asked, _) = moved(&with(Some(ordered("an adder"))), written(ann(), 91, "t20 price?"));
    let ticket = after(asked, written(ann(), 92, "yes and 2 adders"));
    assert_eq!(lines(&ticket), [("adder", 3), ("t20", 1)], "2 more");
}

#[test]
fn a_number_answers_the_question_and_counts_nothing() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, _) = moved(&fresh, written(ann(), 91, "2 banshee"));
    for no_answer in ["3", "three", "0170", "x3"] {
        let (ticket, effects) = moved(&with(Some(ticket.clone())), written(ann(), 92, no_answer));
        assert_eq!(lines(&ticket), [("banshee", 2)], "{no_answer}");
        assert!(matches!(said(&effects), Notice::OptionAsked(doubt) if doubt.again), "{effects:?}");
    }
    let changed = after(ticket.clone(), written(ann(), 92, "make it 3"));
    assert_eq!(lines(&changed), [("banshee", 3)]);
    let ticket = after(ticket, written(ann(), 92, "2"));
    let ticket = after(ticket, written(ann(), 93, "0170"));
    assert_eq!(lines(&ticket), [("banshee", 2)]);
    let options = [("Colour", "red"), ("Plate", "0170")];
    let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(ticket.order.lines[0].options, options);
}

#[test]
fn who_is_asked_for_a_text_can_take_the_product_back() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "an adder and a red banshee"));
    for said in ["never mind", "cancel the banshee", "remove the banshee please"] {
        let (next, effects) = moved(&with(Some(asked.clone())), written(ann(), 92, said));
        assert_eq!(lines(&next), [("adder", 1)], "{said}");
        assert_eq!(next.state, open_at(Stage::CONFIRM), "{said}");
        assert_eq!(card_of(&effects).misread.dropped, ["1 × Banshee (red)"], "{said}");
    }
    let (only, _) = moved(&fresh, written(ann(), 91, "a red banshee"));
    for said in ["never mind", "cancel the banshee", "scrap it all", "delete it"] {
        let (next, effects) = moved(&with(Some(only.clone())), written(ann(), 92, said));
        assert!(next.order.is_empty(), "{said}");
        let Occasion::NothingLeft { misread } = &super::fixtures::asked(&effects).occasion else {
            panic!("{said} {effects:?}")
        };
        assert_eq!(misread.dropped, ["1 × Banshee (red)"], "{said}");
    }
    for said in ["CANCEL", "BANSHEE"] {
        let next = after(asked.clone(), written(ann(), 92, said));
        let plate =
            next.order.lines.iter().find_map(|it| it.options.get(1)).map(|it| it.1.as_str());
        assert_eq!(plate, (said == "BANSHEE").then_some(said), "{said}");
    }
}

#[test]
fn what_is_needed_is_not_left_out_and_takes_no_product_away() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "an adder and a red banshee"));
    for said in ["no", "No", "skip", "none", "nothing", "without", "no plate", "ohne", "no thanks"]
    {
        let (next, effects) = moved(&with(Some(asked.clone())), written(ann(), 92, said));
        assert_eq!(next.order, asked.order, "{said}");
        let Notice::OptionAsked(option) = super::fixtures::said(&effects) else { panic!("{said}") };
        assert!(option.needed && option.option == "Plate", "{said}");
    }
    let next = after(asked, written(ann(), 92, "remove Banshee"));
    assert_eq!(lines(&next), [("adder", 1)], "as is said then");
}

#[test]
fn what_can_be_left_out_is_empty_then() {
    let mut snapshot = with(Some(ticket(open_at(Stage::ORDER))));
    snapshot.shelf = stocked(
        r#"{"products": [{"id": "adder", "name": "Adder", "options": [{"name": "Engraving", "required": false}]}]}"#,
    );
    let mut say = |message: u64, text: &str| {
        let (next, _) = moved(&snapshot, written(ann(), message, text));
        snapshot.ticket.as_mut().unwrap().1 = next.clone();
        next
    };
    say(91, "an adder");
    let mut message = 92;
    for said in ["none", "nothing", "without", "no engraving", "without an engraving", "skip"] {
        say(message, "change the engraving to Love");
        let asked = say(message + 1, "change the engraving");
        assert!(asked.order.asked.is_some(), "{asked:?}");
        let next = say(message + 2, said);
        assert_eq!(
            (lines(&next), &next.order.lines[0].options),
            (vec![("adder", 1)], &vec![]),
            "{said}"
        );
        assert_eq!(next.order.asked, None, "{said}");
        message += 3;
    }
}

#[test]
fn praise_is_no_yes_to_an_offer() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "how much is the t20?"));
    for said in ["good to know", "right now i am broke"] {
        let next = after(asked.clone(), written(ann(), 92, said));
        assert_eq!(lines(&next), [], "{said}");
    }
    for said in ["good", "good, and 2 adders", "good and 2 adders"] {
        let next = after(asked.clone(), written(ann(), 92, said));
        assert_eq!(lines(&next)[0], ("t20", 1), "{said}");
    }
}

#[test]
fn what_is_taken_out_is_not_chosen() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (asked, _) = moved(&fresh, written(ann(), 91, "an adder and a banshee"));
    let gone = after(asked.clone(), written(ann(), 92, "remove the red banshee"));
    assert!(gone.order.lines.iter().all(|it| it.options.is_empty()), "{gone:?}");
    let gone = after(asked.clone(), written(ann(), 92, "cancel the banshee"));
    assert_eq!(lines(&gone), [("adder", 1)]);
    let black = after(asked, written(ann(), 92, "forget the red, black please"));
    assert_eq!(black.order.lines[1].options, [("Colour".to_owned(), "black".to_owned())]);
}
