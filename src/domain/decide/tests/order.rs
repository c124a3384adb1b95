//! An order that changes: by writing, on its card, and with the catalogue.

use super::fixtures::*;
use crate::domain::{
    control::{Press, Touch},
    effect::Effect,
    flow::Stage,
    ids::UserId,
    input::Event,
    money::Amount,
    notice::{Answered, Notice, Occasion, Offered, Refusal, Taken},
    order::LineId,
    ticket::Ticket,
};
use twilight_model::id::Id;

/// Something on the card is pressed by the customer.
fn touched(touch: Touch) -> Event {
    touched_by(ANN, touch)
}

fn touched_by(user: UserId, touch: Touch) -> Event {
    let actor = [ann(), sam(), bob(), mia()].into_iter().find(|it| it.user == user);
    Event::CardPressed {
        channel: CHANNEL,
        on: CARD,
        ticket: NUMBER,
        touch,
        actor: actor.expect("one of the four"),
        reply: reply(61),
    }
}

fn after(ticket: Ticket, event: Event) -> Ticket {
    moved(&with(Some(ticket)), event).0
}

#[test]
fn an_order_is_changed_by_writing_and_asked_for_again() {
    for (before, text, then) in [
        ("2 adder", "add a t20", vec![("adder", 2), ("t20", 1)]),
        ("2 adder and a t20", "remove the t20", vec![("adder", 2)]),
        ("adder", "make it 3", vec![("adder", 3)]),
        ("adder", "no wait, t20 instead", vec![("t20", 1)]),
    ] {
        let (ticket, effects) = moved(&with(Some(ordered(before))), written(ann(), 91, text));
        assert_eq!(lines(&ticket), then, "{before}, {text}");
        assert_eq!(ticket.turn, TURN + 1, "the former buttons are over");
        assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }), "{effects:?}");
        assert_eq!(question_of(card_of(&effects)), Some(TURN + 1));
        let Some(Effect::ShowCard { message, .. }) = effects.last() else { panic!("{effects:?}") };
        assert_eq!(*message, Some(CARD), "edited in place");
    }
}

#[test]
fn taking_everything_back_is_no() {
    let (ticket, effects) = moved(&with(Some(ordered("adder"))), written(ann(), 91, "no adder"));
    assert_eq!(ticket.state, open_at(Stage::ORDER));
    assert_eq!(asked(&effects).occasion, Occasion::StartedOver);
    let line = ticket.order.given;
    let again = after(ticket, written(ann(), 92, "adder"));
    assert_eq!(again.order.lines[0].id, LineId(line), "no id comes again");
}

#[test]
fn a_line_is_changed_on_the_card_through_the_press() {
    let ticket = ordered("2 adder and a t20");
    let line = ticket.order.lines[0].id;
    let (ticket, effects) = moved(&with(Some(ticket)), touched(Touch::More(line)));
    assert_eq!(lines(&ticket), [("adder", 3), ("t20", 1)]);
    let [Effect::ShowCard { message: Some(message), via: Some(via), .. }] = effects.as_slice()
    else {
        panic!("nothing else is said or called: {effects:?}")
    };
    assert_eq!((*message, via), (CARD, &reply(61)));
    let ticket = after(ticket, card_shown());
    let ticket = after(ticket, touched(Touch::Less(line)));
    assert_eq!(lines(&ticket), [("adder", 2), ("t20", 1)]);
    let ticket = after(ticket, card_shown());
    let ticket = after(ticket, touched(Touch::Remove(line)));
    assert_eq!(lines(&ticket), [("t20", 1)]);
    let ticket = after(ticket, card_shown());
    assert_eq!(refusal(&with(Some(ticket)), touched(Touch::More(line))), Refusal::LineGone);
}

#[test]
fn one_is_the_least_of_a_line_and_removing_the_last_takes_the_order_back() {
    let ticket = ordered("adder");
    let line = ticket.order.lines[0].id;
    let ticket = after(ticket, touched(Touch::Less(line)));
    assert_eq!(lines(&ticket), [("adder", 1)]);
    let ticket = after(ticket, touched(Touch::Remove(line)));
    assert_eq!(ticket.state, open_at(Stage::ORDER));
}

#[test]
fn a_picked_line_is_offered_for_changes() {
    let ticket = ordered("2 adder and a t20");
    let line = ticket.order.lines[1].id;
    let (ticket, effects) = moved(&with(Some(ticket)), touched(Touch::Pick(line)));
    let view = card_of(&effects);
    let crate::domain::card::CardStanding::Draft { picked, question, changeable: true } =
        &view.standing
    else {
        panic!("{view:?}")
    };
    assert_eq!(*picked, Some(line));
    assert_eq!(question.as_ref().map(|it| it.turn), Some(TURN), "the question is the same");
    assert_eq!(ticket.turn, TURN);
}

#[test]
fn staff_may_change_the_order_and_strangers_may_not() {
    let ticket = ordered("adder");
    let line = ticket.order.lines[0].id;
    let snapshot = with(Some(ticket));
    assert_eq!(refusal(&snapshot, touched_by(BOB, Touch::More(line))), Refusal::NotYourTicket);
    let (ticket, _) = moved(&snapshot, touched_by(SAM, Touch::More(line)));
    assert_eq!((lines(&ticket), ticket.turn), (vec![("adder", 2)], TURN + 1));
}

#[test]
fn a_confirmed_order_is_not_changed_on_a_card_that_is_out_of_date() {
    let ticket = ordered("adder");
    let line = ticket.order.lines[0].id;
    let ticket = after(ticket, written(ann(), 91, "yes"));
    let touch = touched(Touch::More(line));
    assert_eq!(refusal(&with(Some(ticket)), touch), Refusal::OrderFixed);
}

#[test]
fn edits_of_the_card_are_merged_while_one_is_under_way() {
    let ticket = ordered("adder");
    let line = ticket.order.lines[0].id;
    let (ticket, effects) = moved(&with(Some(ticket)), touched(Touch::More(line)));
    assert_eq!(effects.len(), 1);
    let (ticket, effects) = moved(&with(Some(ticket)), touched(Touch::More(line)));
    assert_eq!(effects, [], "the one under way is waited for");
    let (ticket, effects) = moved(&with(Some(ticket)), card_shown());
    assert_eq!(card_of(&effects).order.lines[0].quantity, 3);
    let (_, effects) = moved(&with(Some(ticket)), card_shown());
    assert_eq!(effects, [], "it shows what it is");
}

#[test]
fn a_card_that_was_deleted_is_posted_anew_and_one_that_is_refused_with_the_next_change() {
    let change = || written(ann(), 91, "add a t20");
    let lost = |gone| Event::CardLost { effect: effect(0), ticket: NUMBER, gone };
    let ticket = after(ordered("adder"), change());
    let (_, effects) = moved(&with(Some(ticket.clone())), lost(true));
    assert!(matches!(effects.as_slice(), [Effect::ShowCard { message: None, .. }]), "{effects:?}");
    let (ticket, effects) = moved(&with(Some(ticket)), lost(false));
    assert_eq!(effects, []);
    let (_, effects) = moved(&with(Some(ticket)), written(ann(), 92, "add a turismo r"));
    assert!(matches!(effects.last(), Some(Effect::ShowCard { message: Some(_), .. })));
}

#[test]
fn what_may_mean_several_products_is_asked_first() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(ann(), 91, "an adder and 2 turismo"));
    let Notice::WhichAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    let names: Vec<_> = doubt.choices.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Turismo R", "Turismo Classic"]);
    assert_eq!((doubt.written.as_str(), doubt.order.lines.len()), ("turismo", 1));
    assert_eq!(doubt.turn, ticket.turn);
    assert_eq!(ticket.state, open_at(Stage::ORDER), "one question at a time");
    assert_eq!(effects.len(), 1, "the card comes with the last question");

    let turn = ticket.turn;
    for answer in [
        pressed(Press::Nth(1), turn),
        written(ann(), 92, "the classic one"),
        written(ann(), 92, "2"),
        written(ann(), 92, "Turismo Classic"),
    ] {
        let (ticket, effects) = moved(&with(Some(ticket.clone())), answer);
        assert_eq!(lines(&ticket), [("adder", 1), ("turismo-classic", 2)]);
        assert_eq!(ticket.state, open_at(Stage::CONFIRM));
        assert!(question_of(card_of(&effects)).is_some());
    }
    for nothing in [pressed(Press::Neither, turn), written(ann(), 92, "neither")] {
        let ticket = after(ticket.clone(), nothing);
        assert_eq!(lines(&ticket), [("adder", 1)]);
    }
    let both = after(ticket, written(ann(), 92, "both"));
    assert_eq!(lines(&both), [("adder", 1), ("turismo-r", 1), ("turismo-classic", 1)]);
}

#[test]
fn what_is_only_asked_after_is_added_when_its_customer_says_so() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(ann(), 91, "how much is a t20?"));
    let Notice::WhichAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    let t20 = Offered { name: "T20".into(), price: Some(Amount(2_200)), left: None };
    assert_eq!((&doubt.choices, doubt.turn), (&vec![t20], ticket.turn), "the price is told");
    assert!(ticket.order.lines.is_empty());
    let turn = ticket.turn;
    for (answer, quantity) in [
        (pressed(Press::Nth(0), turn), 1),
        (written(ann(), 92, "yes please"), 1),
        (written(ann(), 92, "2"), 2),
        (written(ann(), 92, "i'll take 3 t20"), 3),
    ] {
        let ticket = after(ticket.clone(), answer);
        assert_eq!(lines(&ticket), [("t20", quantity)]);
        assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    }
    for (text, asks) in [
        ("how much is a t20?", true),
        ("t20?", true),
        ("hmm the t20 is too expensive", true),
        ("is the t20 in stock?", true),
    ] {
        let (ticket, effects) = moved(&with(Some(ticket.clone())), written(ann(), 92, text));
        assert_eq!(lines(&ticket), [], "{text}");
        let is_asked = matches!(said(&effects), Notice::WhichAsked(_));
        assert_eq!(is_asked, asks, "{text}: {effects:?}");
    }
    for no in [pressed(Press::Neither, turn), written(ann(), 92, "no thanks")] {
        let ticket = after(ticket.clone(), no);
        assert_eq!((lines(&ticket), ticket.order.unclear.len()), (vec![], 0));
        assert_eq!(ticket.state, open_at(Stage::ORDER));
    }
}

#[test]
fn a_choice_marks_the_message_that_it_was_pressed_on() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, _) = moved(&fresh, written(ann(), 91, "a turismo"));
    let turn = ticket.turn;
    let (_, effects) = moved(&with(Some(ticket)), pressed(Press::Nth(0), turn));
    let taken = Answered::Taken { answer: Taken::Choice("Turismo R".into()), by: ANN };
    assert_eq!(answers(&effects), [(60, &taken)]);
}

#[test]
fn other_words_at_such_a_question_change_the_order_or_are_answered_once() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, _) = moved(&fresh, written(ann(), 91, "a turismo"));
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 92, "hm hm hm"));
    assert!(matches!(said(&effects), Notice::WhichAsked(doubt) if doubt.again));
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 93, "hm hm hm"));
    assert_eq!(effects, []);
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 94, "and 2 adder"));
    assert_eq!(lines(&ticket), [("adder", 2)]);
    assert!(matches!(said(&effects), Notice::WhichAsked(doubt) if !doubt.again));
}

#[test]
fn a_role_has_its_discount_whoever_presses() {
    let police = crate::domain::actor::Actor { roles: vec![POLICE, STAFF], ..ann() };
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(police, 91, "2 adder"));
    let cost = card_of(&effects).order.cost.clone().expect("it has prices");
    assert_eq!((cost.subtotal, cost.total), (Amount(2_000), Amount(1_000)));
    let ticket = after(ticket, card_shown());
    let line = ticket.order.lines[0].id;
    let (_, effects) = moved(&with(Some(ticket)), touched_by(SAM, Touch::More(line)));
    let cost = card_of(&effects).order.cost.clone().expect("it has prices");
    assert_eq!((cost.subtotal, cost.total), (Amount(3_000), Amount(1_500)));
}

#[test]
fn a_message_that_is_rewritten_counts_as_it_is_now() {
    let rewritten = |id, text: &str| Event::Rewritten {
        channel: CHANNEL,
        message: Id::new(id),
        actor: ann(),
        text: text.to_owned(),
    };
    let ticket = ordered("2 adder");
    let (next, effects) = moved(&with(Some(ticket.clone())), rewritten(50, "3 adder and a t20"));
    assert_eq!(lines(&next), [("adder", 3), ("t20", 1)]);
    assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }));
    let ignored = |ticket: Ticket, event| {
        let decision = decided(&with(Some(ticket)), event);
        assert!(matches!(decision, crate::domain::decision::Decision::Ignore(_)), "{decision:?}");
    };
    ignored(ticket.clone(), rewritten(50, "2 adder"));
    ignored(ticket.clone(), rewritten(49, "7 t20"));
    let line = ticket.order.lines[0].id;
    ignored(after(ticket, touched(Touch::More(line))), rewritten(50, "5 t20"));
}

#[test]
fn exactly_one_of_the_staff_handles_a_request() {
    let mut ticket = ordered("adder");
    ticket.state = placed();
    let snapshot = with(Some(ticket));
    assert_eq!(refusal(&snapshot, touched(Touch::Claim)), Refusal::NotStaff);
    let (ticket, effects) = moved(&snapshot, touched_by(SAM, Touch::Claim));
    assert_eq!(ticket.handler, Some(SAM));
    assert_eq!(*said(&effects), Notice::Claimed { by: Some(SAM) });
    assert_eq!(card_of(&effects).handler, Some(SAM));
    let handled = with(Some(ticket));
    let late = refusal(&handled, touched_by(MIA, Touch::Claim));
    assert_eq!(late, Refusal::HandledBy { handler: SAM });
    let (ticket, _) = moved(&handled, touched_by(MIA, Touch::Release));
    assert_eq!(ticket.handler, None, "a manager may give it back");
}

#[test]
fn a_ticket_is_read_as_it_was_written() {
    let fresh = ticket(open_at(Stage::ORDER));
    for ticket in [fresh, ordered("2 adder")] {
        let json = serde_json::to_string(&ticket).unwrap();
        let read = serde_json::from_str::<Ticket>(&json).map_err(|fault| fault.to_string());
        assert_eq!(read, Ok(ticket), "{json}");
    }
}

#[test]
fn a_message_that_is_rewritten_to_nothing_takes_back_what_it_said() {
    let rewritten = Event::Rewritten {
        channel: CHANNEL,
        message: Id::new(50),
        actor: ann(),
        text: "hm".to_owned(),
    };
    let (ticket, effects) = moved(&with(Some(ordered("2 adder"))), rewritten);
    assert!(ticket.order.is_empty());
    assert_eq!(ticket.state, open_at(Stage::ORDER), "nothing is asked about an order that is none");
    assert_eq!(asked(&effects).occasion, Occasion::StartedOver);
}

#[test]
fn an_option_that_was_said_with_the_product_is_not_asked_for() {
    let fresh = with(Some(ticket(open_at(Stage::ORDER))));
    let (ticket, effects) = moved(&fresh, written(ann(), 91, "2 red banshees and a black banshee"));
    let options = |ticket: &Ticket| {
        let of = |it: &crate::domain::order::Line| (it.quantity, it.options.clone());
        ticket.order.lines.iter().map(of).collect::<Vec<_>>()
    };
    let colour = |value: &str| vec![("Colour".to_owned(), value.to_owned())];
    assert_eq!(options(&ticket), [(2, colour("red")), (1, colour("black"))]);
    let Notice::OptionAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((doubt.product.1, doubt.option.as_str()), (2, "Plate"), "what is left to ask");
}
