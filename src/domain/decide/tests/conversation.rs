//! The conversation of the built-in flow, stage by stage.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    control::Press,
    decision::{Decision, Snapshot, Why},
    effect::Effect,
    flow::Stage,
    ids::TicketNumber,
    input::{Event, SaidTo},
    notice::{Answered, Misread, Occasion, Refusal, Taken},
    order::Order,
    shelf::Shelf,
    ticket::{Evidence, Pins, State},
    time::Timestamp,
};
use twilight_model::id::Id;

/// What `printf 'Pay within a day.' | sha256sum` says.
const PAY_WITHIN_A_DAY: &str = "dda0d1241fd43161a1dee10a3a91a91a3dbb46801a5a3f25238e4aa361d5251c";

fn ignored(snapshot: &Snapshot, event: Event) -> Why {
    match decided(snapshot, event) {
        Decision::Ignore(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_that_name_products_become_an_order_and_a_card_that_asks() {
    let (ticket, effects) =
        moved(&at(Some(open_at(Stage::ORDER))), written(ann(), 91, "2x adder and a frobnicator"));
    assert_eq!(ticket.state, open_at(Stage::CONFIRM));
    assert_eq!(ticket.turn, TURN + 1);
    assert_eq!(lines(&ticket), [("adder", 2)]);
    let card = card_of(&effects);
    assert_eq!(card.order.lines[0].name, "Adder");
    assert_eq!(card.misread.unknown, ["frobnicator"]);
    assert_eq!(question_of(card), Some(ticket.turn), "the buttons carry the turn of this question");
    assert_eq!(effects.len(), 1, "the card is the question: one call");
}

#[test]
fn words_that_name_nothing_keep_the_stage() {
    let (ticket, effects) =
        moved(&at(Some(open_at(Stage::ORDER))), written(ann(), 91, "a frobnicator"));
    assert_eq!(ticket.state, open_at(Stage::ORDER));
    assert!(matches!(asked(&effects).occasion, Occasion::NothingRead { .. }));
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
        let snapshot = with(Some(ordered("2 adder")));
        let say = |answer, text| {
            if by_button { pressed(Press::Answer(answer), TURN) } else { written(ann(), 91, text) }
        };
        let (ticket, effects) = moved(&snapshot, say(Answer::Yes, "yes"));
        assert_eq!(ticket.state, open_at(Stage::TERMS));
        assert_eq!(asked(&effects).values.terms.as_deref(), Some("Pay within a day."));
        assert_eq!(asked(&effects).turn, TURN + 1);
        assert!(ticket.order.confirmed.is_some());

        let (ticket, effects) = moved(&snapshot, say(Answer::No, "no"));
        assert_eq!(ticket.state, open_at(Stage::ORDER));
        assert!(ticket.order.is_empty());
        let dropped = vec!["2 × Adder".to_owned()];
        let misread = Misread { dropped, ..Misread::default() };
        assert_eq!(asked(&effects).occasion, Occasion::NothingLeft { misread });
    }
}

#[test]
fn words_that_are_neither_yes_nor_no_are_asked_for_again_and_the_old_buttons_still_count() {
    for stage in [Stage::CONFIRM, Stage::TERMS] {
        let mut ticket = ordered("2 adder");
        ticket.state = open_at(stage);
        ticket.order.confirmed = (stage == Stage::TERMS).then_some(ASKED_AT);
        let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), 91, "hmm, well"));
        assert_eq!((&ticket.state, ticket.turn), (&open_at(stage), TURN));
        assert_eq!(lines(&ticket), [("adder", 2)], "nothing is lost");
        let occasion = Occasion::NotAnAnswer {
            changeable: true,
            misread: Misread::default(),
            refresh: Some("refresh".into()),
        };
        assert_eq!(asked(&effects).occasion, occasion);
        assert_eq!(asked(&effects).turn, TURN);
        let (_, effects) = moved(&with(Some(ticket)), written(ann(), 92, "hmm, well"));
        assert!(said_all(&effects).is_empty(), "told once");
    }
}

#[test]
fn yes_to_the_terms_completes_the_request_and_calls_staff() {
    let message = 91 << 22;
    let mut ticket = ordered("2 adder");
    ticket.state = open_at(Stage::TERMS);
    let (ticket, effects) = moved(&with(Some(ticket)), written(ann(), message, "ok"));
    let at = Timestamp::of_snowflake(message);
    assert_eq!(ticket.state, State::Placed { channel: CHANNEL, stage: Stage::TERMS, at });
    let accepted = ticket.accepted.as_ref().expect("what was agreed is kept");
    assert_eq!(accepted.terms, 1, "the version that the ticket began with");
    assert_eq!((accepted.at, accepted.person), (at, Some(ANN)));
    assert_eq!(accepted.by, Some(Evidence::Message(Id::new(message))));
    assert_eq!(accepted.hash, PAY_WITHIN_A_DAY);
    let (customer, staff) = placed_for(&effects);
    assert_eq!((customer, staff), (Some(ANN), vec![STAFF]));
}

#[test]
fn no_to_the_terms_leaves_the_question_open() {
    let mut ticket = ordered("2 adder");
    ticket.state = open_at(Stage::TERMS);
    let (ticket, effects) = moved(&with(Some(ticket)), pressed(Press::Answer(Answer::No), TURN));
    assert_eq!(ticket.state, open_at(Stage::TERMS));
    assert_eq!(ticket.accepted, None);
    assert_eq!(asked(&effects).occasion, Occasion::Declined);
    assert_eq!(asked(&effects).turn, TURN + 1);
    let (ticket, _) = moved(&with(Some(ticket)), pressed(Press::Answer(Answer::Yes), TURN + 1));
    assert!(matches!(ticket.state, State::Placed { .. }));
}

#[test]
fn terms_are_asked_again_only_if_they_are_others() {
    let mut ticket = ordered("2 adder");
    ticket.accepted = Some(accepted());
    let (next, effects) = moved(&with(Some(ticket.clone())), written(ann(), 91, "yes"));
    assert!(matches!(next.state, State::Placed { .. }), "they are accepted: {effects:?}");
    assert_eq!(next.accepted, ticket.accepted, "with the words that did so");

    ticket.accepted = Some(crate::domain::ticket::Acceptance { terms: 0, ..accepted() });
    let (next, _) = moved(&with(Some(ticket.clone())), written(ann(), 91, "yes"));
    assert_eq!(next.state, open_at(Stage::TERMS));
    ticket.accepted = Some(crate::domain::ticket::Acceptance { person: Some(BOB), ..accepted() });
    let (next, _) = moved(&with(Some(ticket)), written(ann(), 91, "yes"));
    assert_eq!(next.state, open_at(Stage::TERMS), "somebody else's word does not count");
}

#[test]
fn a_press_marks_its_own_message_and_speaks_through_it() {
    let (_, effects) =
        moved(&with(Some(ordered("adder"))), pressed(Press::Answer(Answer::Yes), TURN));
    let taken = Answered::Taken { answer: Taken::Answer(Answer::Yes), by: ANN };
    assert_eq!(answers(&effects), [(60, &taken)]);
    assert!(matches!(&effects[1], Effect::Say { via: Some(via), .. } if *via == reply(60)));
}

#[test]
fn a_button_of_an_earlier_question_or_another_ticket_is_over() {
    let snapshot = at(Some(open_at(Stage::TERMS)));
    let yes = Press::Answer(Answer::Yes);
    for turn in [0, TURN - 1, TURN + 1] {
        assert_eq!(refusal(&snapshot, pressed(yes, turn)), Refusal::QuestionOver);
    }
    let mut other = pressed(yes, TURN);
    if let Event::AnswerPressed { ticket, .. } = &mut other {
        *ticket = TicketNumber(8);
    }
    assert_eq!(refusal(&snapshot, other), Refusal::QuestionOver);
    let nothing_asked = at(Some(open_at(Stage::ORDER)));
    assert_eq!(refusal(&nothing_asked, pressed(yes, TURN)), Refusal::QuestionOver);
    for press in [Press::Nth(0), Press::Neither] {
        assert_eq!(refusal(&snapshot, pressed(press, TURN)), Refusal::QuestionOver);
    }
}

#[test]
fn a_form_that_comes_too_late_is_not_lost_on_its_author() {
    let snapshot = at(Some(open_at(Stage::TERMS)));
    let form = |turn, text: &str| Event::AnswerFilledIn {
        channel: CHANNEL,
        ticket: NUMBER,
        turn,
        text: text.to_owned(),
        actor: ann(),
        reply: reply(60),
    };
    let text = "2 adder".to_owned();
    let late = Refusal::WrittenTooLate { text: text.clone() };
    assert_eq!(refusal(&snapshot, form(TURN - 1, &text)), late);
    let (ticket, _) = moved(&at(Some(open_at(Stage::ORDER))), form(TURN, &text));
    assert_eq!(lines(&ticket), [("adder", 2)], "one that comes in time counts like a message");
}

#[test]
fn nobody_but_the_customer_answers() {
    let snapshot = with(Some(ordered("adder")));
    for actor in [sam(), mia(), bob(), admin()] {
        let said = written(actor.clone(), 91, "yes");
        assert_eq!(ignored(&snapshot, said), Why::NotAddressed);
        let mut press = pressed(Press::Answer(Answer::Yes), TURN);
        if let Event::AnswerPressed { actor: who, .. } = &mut press {
            *who = actor;
        }
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
            let mut ticket = ordered("adder");
            ticket.state = state.clone();
            let (ticket, effects) = moved(&with(Some(ticket)), written(actor, 91, "Refresh!"));
            assert_eq!(ticket.state, open_at(Stage::ORDER));
            assert_eq!(ticket.pins, Pins { catalogue: 2, terms: 2, flow: 0 });
            assert_eq!(ticket.turn, TURN + 1, "buttons from before are over");
            assert!(
                ticket.order.is_empty() && ticket.order != Order::default(),
                "no id comes again"
            );
            assert_eq!(asked(&effects).occasion, Occasion::StartedOver);
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
    assert!(matches!(asked(&effects).occasion, Occasion::NotAnAnswer { refresh: None, .. }));
    assert_eq!(ignored(&snapshot, written(sam(), 92, "refresh")), Why::NotAddressed);
}

#[test]
fn staff_are_told_once_that_a_customer_has_left_and_again_after_they_came_back() {
    let left = || Event::CustomerLeft { user: ANN };
    let (ticket, effects) = moved(&with(Some(ordered("adder"))), left());
    assert_eq!(left_of(&effects), ANN);
    assert_eq!(ignored(&with(Some(ticket.clone())), left()), Why::Passed);
    let yes = pressed(Press::Answer(Answer::Yes), TURN);
    for back in [written(ann(), 91, "hm"), written(ann(), 92, "refresh"), yes] {
        let (ticket, _) = moved(&with(Some(ticket.clone())), back);
        moved(&with(Some(ticket)), left());
    }
}

#[test]
fn what_is_said_to_somebody_else_answers_nothing_and_may_change_the_order() {
    let aside = |message, text: &str| match written(ann(), message, text) {
        Event::Written { channel, message, actor, text, files, .. } => {
            Event::Written { channel, message, actor, text, files, to: SaidTo::Others }
        }
        other => panic!("{other:?}"),
    };
    for stage in [Stage::CONFIRM, Stage::TERMS] {
        let mut before = ordered("2 adder");
        before.state = open_at(stage);
        for text in ["yes", "no", "refresh", "hm", "how much is a t20?"] {
            let (after, effects) = moved(&with(Some(before.clone())), aside(91, text));
            assert_eq!(after.state, open_at(stage), "{text}");
            assert_eq!(after.accepted, None);
            assert!(said_all(&effects).is_empty(), "{text}: {effects:?}");
            assert_eq!((after.order, after.turn), (before.order.clone(), before.turn), "{text}");
        }
        let (after, _) = moved(&with(Some(before.clone())), aside(91, "make it 3"));
        let quantity = if stage == Stage::CONFIRM { 3 } else { 2 };
        assert_eq!(lines(&after), [("adder", quantity)]);
    }
}

#[test]
fn what_is_struck_out_or_quoted_is_no_answer() {
    let mut before = ordered("2 adder");
    before.state = open_at(Stage::TERMS);
    for text in ["~~yes~~", "> yes", ">>> yes", "~~no~~ yes"] {
        let (after, _) = moved(&with(Some(before.clone())), written(ann(), 91, text));
        assert_eq!((after.state, after.accepted), (open_at(Stage::TERMS), None), "{text}");
    }
    let (after, _) = moved(&with(Some(before)), written(ann(), 91, "> is that right?\nyes"));
    assert!(after.accepted.is_some(), "what is quoted is not said, and the rest is");
}
