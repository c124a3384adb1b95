//! The conversation, stage by stage.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    decision::{Decision, Snapshot, Why},
    effect::Effect,
    flow::Stage,
    ids::TicketNumber,
    input::Event,
    notice::{Answered, Notice, Refusal},
    shelf::Shelf,
    ticket::{Evidence, Pins, State},
    time::Timestamp,
};
use twilight_model::id::Id;

fn pressed(answer: Answer, turn: u32) -> Event {
    Event::AnswerPressed {
        channel: CHANNEL,
        ticket: NUMBER,
        turn,
        answer,
        actor: ann(),
        reply: reply(60),
    }
}

fn ignored(snapshot: &Snapshot, event: Event) -> Why {
    match decided(snapshot, event) {
        Decision::Ignore(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_that_name_products_become_an_order_and_a_question() {
    let (ticket, effects) =
        moved(&at(Some(open_at(Stage::ORDER))), written(ann(), 91, "2x adder and a frobnicator"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    assert_eq!(ticket.turn, TURN + 1);
    assert_eq!((ticket.order.lines.len(), ticket.order.lines[0].quantity), (1, 2));
    let Notice::OrderRead { order, misread, turn } = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(order.lines, [("Adder".to_owned(), 2)]);
    assert_eq!(misread.unknown, ["frobnicator"]);
    assert_eq!(*turn, ticket.turn, "the buttons carry the turn of this question");
}

#[test]
fn words_that_name_nothing_keep_the_stage() {
    let (ticket, effects) =
        moved(&at(Some(open_at(Stage::ORDER))), written(ann(), 91, "a frobnicator"));
    assert_eq!(ticket.state, open_at(Stage::ORDER));
    assert!(matches!(said(&effects), Notice::NothingRead { .. }));
}

#[test]
fn without_a_catalogue_the_words_themselves_are_the_order() {
    let mut snapshot = at(Some(open_at(Stage::ORDER)));
    snapshot.shelf = Shelf::default();
    let long = "x".repeat(2_000);
    let (ticket, _) = moved(&snapshot, written(ann(), 91, &long));
    assert_eq!(ticket.order.words.map(|it| it.len()), Some(1_000));
    let (ticket, _) = moved(&snapshot, written(ann(), 91, "  \n "));
    assert!(ticket.order.is_empty());
    assert_eq!(ticket.state, open_at(Stage::ORDER));
}

#[test]
fn yes_to_the_order_shows_the_terms_and_no_starts_over() {
    for by_button in [false, true] {
        let snapshot = at(Some(open_at(Stage::CONFIRM)));
        let say = |answer, text| {
            if by_button { pressed(answer, TURN) } else { written(ann(), 91, text) }
        };
        let (ticket, effects) = moved(&snapshot, say(Answer::Yes, "yes"));
        assert_eq!(ticket.state, open_at(Stage::TERMS));
        let terms = Some("Pay within a day.".to_owned());
        assert_eq!(said(&effects), &Notice::TermsAsked { terms, turn: TURN + 1 });

        let (ticket, effects) = moved(&snapshot, say(Answer::No, "no"));
        assert_eq!(ticket.state, open_at(Stage::ORDER));
        assert!(ticket.order.is_empty());
        assert_eq!(said(&effects), &Notice::Welcome { customer: Some(ANN), again: true });
    }
}

#[test]
fn products_named_anew_take_the_place_of_the_order() {
    let (ticket, effects) =
        moved(&at(Some(open_at(Stage::CONFIRM))), written(ann(), 91, "3 t20 instead"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    assert_eq!(ticket.order.lines[0].product.as_str(), "t20");
    assert!(matches!(said(&effects), Notice::OrderRead { turn, .. } if *turn == TURN + 1));
}

#[test]
fn words_that_are_neither_yes_nor_no_are_asked_for_again_and_the_old_buttons_still_count() {
    for stage in [Stage::CONFIRM, Stage::TERMS] {
        let (ticket, effects) = moved(&at(Some(open_at(stage))), written(ann(), 91, "hmm, well"));
        assert_eq!((&ticket.state, ticket.turn), (&open_at(stage), TURN));
        assert_eq!(said(&effects), &Notice::AnswerAwaited { turn: TURN, stage, refresh: true });
        let again = with(Some(ticket));
        let (_, effects) = moved(&again, written(ann(), 92, "hmm, well"));
        assert_eq!(effects, [], "reminded once");
    }
}

#[test]
fn yes_to_the_terms_completes_the_request_and_calls_staff() {
    let message = 91 << 22;
    let (ticket, effects) = moved(&at(Some(open_at(Stage::TERMS))), written(ann(), message, "ok"));
    let State::Placed { channel, accepted } = &ticket.state else { panic!("{:?}", ticket.state) };
    assert_eq!(*channel, CHANNEL);
    assert_eq!(accepted.terms, 1, "the version that the ticket began with");
    assert_eq!(accepted.at, Timestamp::of_snowflake(message));
    assert_eq!(accepted.by, Some(Evidence::Message(Id::new(message))));
    let Notice::Placed { customer, staff, .. } = said(&effects) else { panic!("{effects:?}") };
    assert_eq!((*customer, staff.as_slice()), (Some(ANN), [STAFF].as_slice()));
}

#[test]
fn no_to_the_terms_leaves_the_question_open() {
    let (ticket, effects) = moved(&at(Some(open_at(Stage::TERMS))), pressed(Answer::No, TURN));
    assert_eq!(ticket.state, open_at(Stage::TERMS));
    assert_eq!(said(&effects), &Notice::TermsDeclined { turn: TURN + 1 });
    let (ticket, _) = moved(&with(Some(ticket)), pressed(Answer::Yes, TURN + 1));
    assert!(matches!(ticket.state, State::Placed { .. }));
}

#[test]
fn a_press_marks_its_own_message_and_speaks_through_it() {
    let (_, effects) = moved(&at(Some(open_at(Stage::CONFIRM))), pressed(Answer::Yes, TURN));
    assert_eq!(answers(&effects), [(60, &Answered::Taken { answer: Answer::Yes, by: ANN })]);
    assert!(matches!(&effects[1], Effect::Say { via: Some(via), .. } if *via == reply(60)));
}

#[test]
fn a_button_of_an_earlier_question_or_another_ticket_is_over() {
    let snapshot = at(Some(open_at(Stage::TERMS)));
    for turn in [0, TURN - 1, TURN + 1] {
        assert_eq!(refusal(&snapshot, pressed(Answer::Yes, turn)), Refusal::QuestionOver);
    }
    let other = Event::AnswerPressed {
        channel: CHANNEL,
        ticket: TicketNumber(8),
        turn: TURN,
        answer: Answer::Yes,
        actor: ann(),
        reply: reply(60),
    };
    assert_eq!(refusal(&snapshot, other), Refusal::QuestionOver);
    let nothing_asked = at(Some(open_at(Stage::ORDER)));
    assert_eq!(refusal(&nothing_asked, pressed(Answer::Yes, TURN)), Refusal::QuestionOver);
}

#[test]
fn nobody_but_the_customer_answers() {
    let snapshot = at(Some(open_at(Stage::CONFIRM)));
    for actor in [sam(), mia(), bob(), admin()] {
        let said = written(actor.clone(), 91, "yes");
        assert_eq!(ignored(&snapshot, said), Why::NotAddressed);
        let press = Event::AnswerPressed {
            channel: CHANNEL,
            ticket: NUMBER,
            turn: TURN,
            answer: Answer::Yes,
            actor,
            reply: reply(60),
        };
        assert_eq!(refusal(&snapshot, press), Refusal::NotYourQuestion);
    }
}

#[test]
fn a_message_counts_once() {
    let (ticket, _) = moved(&at(Some(open_at(Stage::TERMS))), written(ann(), 91, "no"));
    assert_eq!(ignored(&with(Some(ticket)), written(ann(), 91, "no")), Why::AlreadyHeard);
}

#[test]
fn refresh_starts_over_with_the_documents_of_today() {
    for state in [open_at(Stage::ORDER), open_at(Stage::TERMS), placed()] {
        for actor in [ann(), sam(), mia()] {
            let (ticket, effects) = moved(&at(Some(state.clone())), written(actor, 91, "Refresh!"));
            assert_eq!(ticket.state, open_at(Stage::ORDER));
            assert_eq!(ticket.pins, Pins { catalogue: 2, terms: 2 });
            assert_eq!(ticket.turn, TURN + 1, "buttons from before are over");
            assert!(matches!(said(&effects), Notice::Welcome { again: true, .. }));
        }
    }
}

#[test]
fn refresh_by_a_stranger_or_switched_off_is_a_word_like_others() {
    let snapshot = at(Some(open_at(Stage::TERMS)));
    assert_eq!(ignored(&snapshot, written(bob(), 91, "refresh")), Why::NotAddressed);
    let mut snapshot = snapshot;
    snapshot.desk.1.refresh = false;
    let (ticket, effects) = moved(&snapshot, written(ann(), 91, "refresh"));
    assert_eq!(ticket.state, open_at(Stage::TERMS));
    assert!(matches!(said(&effects), Notice::AnswerAwaited { .. }));
    assert_eq!(ignored(&snapshot, written(sam(), 92, "refresh")), Why::NotAddressed);
}

#[test]
fn staff_are_told_once_that_a_customer_has_left_and_again_after_they_came_back() {
    let left = || Event::CustomerLeft { user: ANN };
    let (ticket, effects) = moved(&at(Some(open_at(Stage::CONFIRM))), left());
    assert_eq!(said(&effects), &Notice::CustomerLeft { customer: ANN });
    assert_eq!(ignored(&with(Some(ticket.clone())), left()), Why::Passed);
    for back in
        [written(ann(), 91, "hm"), written(ann(), 92, "refresh"), pressed(Answer::Yes, TURN)]
    {
        let (ticket, _) = moved(&with(Some(ticket.clone())), back);
        moved(&with(Some(ticket)), left());
    }
}
