//! "make it 3" where there are several lines.

use super::fixtures::*;
use super::ordered::after_words;
use crate::domain::{control::Press, order::Asked, ticket::Ticket};

fn after(words: &[&str]) -> Ticket {
    after_words(&catalogue(), words)
}

#[test]
fn it_is_the_line_that_the_last_message_changed() {
    for (words, expected) in [
        (&["an adder", "a t20", "make it 3"][..], [("adder", 1), ("t20", 3)]),
        (&["an adder", "a t20", "2 more adders", "make it 5"], [("adder", 5), ("t20", 1)]),
        (&["an adder", "a t20", "make the adder 2", "one more"], [("adder", 3), ("t20", 1)]),
        (&["an adder", "3 turismos", "the r", "make it 2"], [("adder", 1), ("turismo-r", 2)]),
        (&["an adder and a t20", "make it 3", "the adder", "one more"], [("adder", 4), ("t20", 1)]),
        (&["2 adders", "2 t20", "remove one"], [("adder", 2), ("t20", 1)]),
        (&["an adder and a t20", "make the adder 3"], [("adder", 3), ("t20", 1)]),
        (&["an adder and a t20", "one more adder"], [("adder", 2), ("t20", 1)]),
        (&["an adder", "3 t20", "minus one"], [("adder", 1), ("t20", 2)]),
        (&["an adder", "3 t20", "-2"], [("adder", 1), ("t20", 1)]),
        (&["an adder", "3 t20", "2 less please"], [("adder", 1), ("t20", 1)]),
        (&["an adder", "3 t20", "+1"], [("adder", 1), ("t20", 4)]),
        (&["an adder", "3 t20", "plus one"], [("adder", 1), ("t20", 4)]),
        (&["an adder", "3 t20", "minus 4"], [("adder", 1), ("t20", 3)]),
        (&["an adder", "3 t20", "-20 outside"], [("adder", 1), ("t20", 3)]),
    ] {
        let ticket = after(words);
        assert_eq!(lines(&ticket), expected, "{words:?}");
        assert_eq!((ticket.order.asked, ticket.order.amendment), (None, None), "{words:?}");
    }
}

#[test]
fn of_several_it_is_asked_which() {
    for (said, adder, t20) in [
        ("make it 3", 3, 3),
        ("one more", 3, 2),
        ("double it", 4, 2),
        ("remove one", 1, 0),
        ("minus one", 1, 0),
        ("+1", 3, 2),
        ("remove it", 0, 0),
    ] {
        let asked = after(&["2 adders and a t20", said]);
        assert_eq!(lines(&asked), [("adder", 2), ("t20", 1)], "{said}");
        assert!(matches!(&asked.order.asked, Some(Asked::Line { lines }) if lines.len() == 2));
        let left = |of: Vec<(&'static str, u32)>| -> Vec<_> {
            of.into_iter().filter(|it| it.1 > 0).collect()
        };
        let turn = asked.turn;
        let pressed = moved(&with(Some(asked.clone())), pressed(Press::Nth(0), turn)).0;
        assert_eq!(lines(&pressed), left(vec![("adder", adder), ("t20", 1)]), "{said}");
        let wrote = moved(&with(Some(asked.clone())), written(ann(), 90, "the t20")).0;
        assert_eq!(lines(&wrote), left(vec![("adder", 2), ("t20", t20)]), "{said}");
        assert_eq!(wrote.order.amendment, None);
        let never = moved(&with(Some(asked)), written(ann(), 90, "no")).0;
        assert_eq!(lines(&never), [("adder", 2), ("t20", 1)], "{said}");
    }
}
