//! Orders as words make them, in a shop of a test's own.

use super::fixtures::*;
use crate::domain::{effect::Effect, flow::Stage, order::Line, shelf::Shelf, ticket::Ticket};

/// The ticket after one more message, and what was done.
pub(super) fn say(shelf: &Shelf, ticket: Ticket, said: u64, words: &str) -> (Ticket, Vec<Effect>) {
    let mut snapshot = with(Some(ticket));
    snapshot.shelf = shelf.clone();
    moved(&snapshot, written(ann(), said, words))
}

/// The ticket of somebody who has written this, one after the other, where the catalogue is `shop`.
pub(super) fn after_words(shop: &str, words: &[&str]) -> Ticket {
    let (shelf, fresh) = (stocked(shop), ticket(open_at(Stage::ORDER)));
    (40..).zip(words).fold(fresh, |ticket, (said, words)| say(&shelf, ticket, said, words).0)
}

/// Its lines as "2 mug black".
pub(super) fn shown(ticket: &Ticket) -> Vec<String> {
    let line = |line: &Line| {
        let values = line.options.iter().map(|(_, value)| format!(" {value}"));
        format!("{} {}{}", line.quantity, line.product, values.collect::<String>())
    };
    ticket.order.lines.iter().map(line).collect()
}

/// These words make these lines, and nothing is left to be asked.
#[track_caller]
pub(super) fn check_lines(shop: &str, words: &[&str], lines: &[&str]) -> Ticket {
    let ticket = after_words(shop, words);
    assert_eq!(shown(&ticket), lines, "{words:?}");
    assert_eq!(ticket.order.asked, None, "{words:?}");
    ticket
}

/// So they do, and every word is understood.
#[track_caller]
pub(super) fn check_understood(shop: &str, words: &[&str], lines: &[&str]) {
    let ticket = check_lines(shop, words, lines);
    assert!(ticket.order.misread.is_empty(), "{words:?}: {:?}", ticket.order.misread);
}

/// The last of these words change nothing, and it is told that they are not understood.
#[track_caller]
pub(super) fn check_told(shop: &str, words: &[&str]) {
    let (said, before) = words.split_last().unwrap();
    let ticket = after_words(shop, words);
    assert_eq!(shown(&ticket), shown(&after_words(shop, before)), "{words:?}");
    assert_eq!(ticket.order.misread.unknown, [*said], "{words:?}");
}
