//! Products that are chosen from the list.

use super::fixtures::*;
use crate::domain::{
    card::CardStanding,
    effect::Effect,
    flow::Stage,
    ids::TicketNumber,
    input::Event,
    notice::{Answered, Answers, Notice, Refusal},
    ticket::Ticket,
};

fn chosen(effects: &[Effect]) -> (&str, u32) {
    let picked = answers(effects).into_iter().find_map(|(press, answer)| match answer {
        Answered::Picked { product, quantity } if press == 62 => {
            Some((product.as_str(), *quantity))
        }
        _ => None,
    });
    picked.expect("the list says what was chosen")
}

/// Which line the card offers to change.
fn offered(effects: &[Effect]) -> Option<u16> {
    match card_of(effects).standing {
        CardStanding::Draft { picked, .. } => picked.map(|line| line.0),
        _ => None,
    }
}

#[test]
fn products_become_an_order_one_by_one_and_all_of_it_is_seen_on_the_card() {
    let fresh = ticket(open_at(Stage::ORDER));
    let (ticket, effects) = moved(&with(Some(fresh)), picked(ann(), "t20"));
    assert_eq!(chosen(&effects), ("T20", 1));
    assert_eq!((&ticket.state, lines(&ticket)), (&open_at(Stage::CONFIRM), vec![("t20", 1)]));
    assert_eq!(question_of(card_of(&effects)), Some(ticket.turn));
    assert!(said_all(&effects).is_empty());

    let (ticket, _) = moved(&with(Some(ticket)), card_shown());
    let (ticket, effects) = moved(&with(Some(ticket)), picked(ann(), "adder"));
    assert_eq!((chosen(&effects), offered(&effects)), (("Adder", 1), Some(1)));
    let (ticket, _) = moved(&with(Some(ticket)), card_shown());
    let (ticket, effects) = moved(&with(Some(ticket)), picked(sam(), "t20"));
    assert_eq!((chosen(&effects), offered(&effects)), (("T20", 2), Some(0)));
    assert_eq!(lines(&ticket), [("t20", 2), ("adder", 1)]);
    assert!(said_all(&effects).is_empty());
    let edits = effects.iter().filter_map(|effect| match effect {
        Effect::ShowCard { message, via, .. } => Some((*message, via.is_some())),
        _ => None,
    });
    let edits: Vec<_> = edits.collect();
    assert_eq!(edits, [(Some(CARD), false)], "the press is not on the card: its edit goes beside");
}

#[test]
fn what_a_product_needs_is_asked_and_what_is_too_much_is_told() {
    let fresh = ticket(open_at(Stage::ORDER));
    let (mut ticket, effects) = moved(&with(Some(fresh)), picked(ann(), "banshee"));
    let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((doubt.option.as_str(), chosen(&effects)), ("Colour", ("Banshee", 1)));
    for expected in [2, 3, 3] {
        let (next, effects) = moved(&with(Some(ticket)), picked(ann(), "banshee"));
        assert_eq!(chosen(&effects), ("Banshee", expected));
        assert!(said_all(&effects).is_empty(), "the question stands");
        ticket = next;
    }
    assert_eq!(ticket.order.misread.capped, [("Banshee".to_owned(), 3)]);
}

#[test]
fn what_a_client_says_is_checked_against_the_ticket_the_person_and_the_catalogue() {
    let open = || with(Some(ticket(open_at(Stage::ORDER))));
    assert_eq!(refusal(&open(), picked(ann(), "gone")), Refusal::NotSold);
    assert_eq!(refusal(&open(), picked(bob(), "t20")), Refusal::NotYourTicket);
    let other = Ticket { number: TicketNumber(8), ..ticket(open_at(Stage::ORDER)) };
    assert_eq!(refusal(&with(Some(other)), picked(ann(), "t20")), Refusal::NoTicketHere);
    let mut without = open();
    without.shelf.stock = None;
    assert_eq!(refusal(&without, picked(ann(), "t20")), Refusal::NotSold);

    let (confirmed, _) = moved(
        &with(Some(ordered("adder"))),
        pressed(crate::domain::control::Press::Answer(crate::domain::answer::Answer::Yes), TURN),
    );
    assert_eq!(refusal(&with(Some(confirmed)), picked(ann(), "t20")), Refusal::OrderFixed);
    assert_eq!(refusal(&at(Some(placed())), picked(ann(), "t20")), Refusal::OrderFixed);
}

#[test]
fn the_list_is_offered_where_there_is_a_catalogue() {
    let event =
        || Event::ChannelMade { effect: effect(0), ticket: NUMBER, channel: CHANNEL, again: false };
    let mut opening = at(Some(crate::domain::ticket::State::Opening { waiting: vec![] }));
    let (_, effects) = moved(&opening, event());
    assert_eq!(asked(&effects).answers, Answers::Products);
    opening.shelf.stock = None;
    let (_, effects) = moved(&opening, event());
    assert_eq!(asked(&effects).answers, Answers::Words);
}
