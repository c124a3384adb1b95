//! Answers that are given anew: "change the guests to 12", or by rewriting their message.

use super::fixtures::*;
use crate::domain::{
    decision::{Decision, Snapshot, Why},
    effect::Effect,
    flow::{Flow, Stage},
    input::Event,
    notice::{AnswerTold, Fits, Notice, Occasion, Remark},
    ticket::{Evidence, StageAnswer, Ticket},
};
use std::sync::Arc;
use twilight_model::id::Id;

const CONFIRM: Stage = Stage(20);
const NOTE: Stage = Stage(30);
const COLOUR: Stage = Stage(40);

/// A ticket with two adders whose address, guests and day are known, and that stands here.
fn standing(stage: Stage) -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "Where to?", "as": "adresse", "title": "Address",
            "expect": "text", "then": 11},
        {"number": 11, "prompt": "How many?", "as": "gaeste", "title": "Guests",
            "expect": "number", "most": 20, "then": 12},
        {"number": 12, "prompt": "When?", "as": "day", "expect": "date", "then": 20},
        {"number": 20, "prompt": "Right?", "expect": "yes_no", "about": "order", "yes": 30, "no": 0},
        {"number": 30, "prompt": "A note?", "as": "note", "expect": "text", "then": 40},
        {"number": 40, "prompt": "Box?", "expect": "choice",
            "options": [{"label": "Red", "then": "done"}, {"label": "Blue", "then": "done"}]}]}))
    .unwrap();
    let mut ticket = ordered("2 adder");
    ticket.state = open_at(stage);
    let by = Evidence::Message(Id::new(51));
    let given = [(10, "Main Street 5", 61), (11, "8", 62), (12, "2015-01-09", 63)];
    let answer = |(stage, text, message): (u16, &str, u64)| StageAnswer {
        stage: Stage(stage),
        text: text.into(),
        by: Evidence::Message(Id::new(message)),
    };
    ticket.answers = given.map(answer).to_vec();
    if stage > CONFIRM {
        ticket.order.confirmed = Some(by.at());
    }
    let mut snapshot = with(Some(ticket));
    snapshot.shelf.flow = Arc::new(flow);
    snapshot
}

/// What a text of the customer leads to, in message 91.
pub(super) fn heard(snapshot: &Snapshot, text: &str) -> (Ticket, Vec<Effect>) {
    moved(snapshot, written(ann(), 91, text))
}

#[track_caller]
fn check(text: &str, stages: &[Stage], of: u16, answer: &str) {
    for &stage in stages {
        let before = standing(stage).ticket.unwrap().1;
        let (next, effects) = heard(&standing(stage), text);
        let mut expected = before.answers.clone();
        let former = expected.iter_mut().find(|it| it.stage.0 == of).unwrap();
        former.text = answer.into();
        former.by = Evidence::Message(Id::new(91));
        assert_eq!(next.answers, expected, "{stage:?} {text}");
        assert_eq!((&next.state, &next.order), (&before.state, &before.order), "{text}");
        assert!(next.turn > before.turn, "{text}");
        let told = matches!(asked(&effects).occasion, Occasion::Corrected { .. });
        assert!(told, "{text} {effects:?}");
    }
}

#[test]
fn an_answer_is_given_anew_by_its_name() {
    let all = [CONFIRM, NOTE, COLOUR];
    for text in [
        "change the guests to 12",
        "Change the number of guests to 12 please",
        "can you change the guests to 12?",
        "sorry, make the guests 12",
        "ändere die Gäste auf 12",
    ] {
        check(text, &[CONFIRM], 11, "12");
    }
    check("change the guests to 12", &all, 11, "12");
    let beside = [CONFIRM, COLOUR];
    for text in ["guests: 12", "guests 12", "12 guests", "actually we are 12 guests", "guests = 12"]
    {
        check(text, &beside, 11, "12");
    }
    check("change the address to 12 Oak Lane, please", &all, 10, "12 Oak Lane");
    check("Address: 12 Oak Lane", &beside, 10, "12 Oak Lane");
    check("change the address to 12 Oak Lane instead", &all, 10, "12 Oak Lane");
    check("sorry, the address is 12 Oak Lane", &beside, 10, "12 Oak Lane");
    check("the day is tomorrow", &beside, 12, "2015-01-02");
}

#[test]
fn what_says_something_else_changes_no_answer() {
    for (stage, text) in [
        // A note may say so.
        (NOTE, "address: ring twice"),
        (NOTE, "12 guests"),
        (NOTE, "actually the address is hard to find"),
        (NOTE, "the guests are 12"),
        (CONFIRM, "my guests like 12 adders"),
        (CONFIRM, "the address is fine"),
        (CONFIRM, "i hope the address is 12 Oak Lane"),
        (CONFIRM, "my address will be sent later"),
        (CONFIRM, "address to be announced later"),
        (CONFIRM, "change the address to 12 Oak Lane and add 2 t20"),
        (CONFIRM, "address: 12 Oak Lane, and a t20"),
        (CONFIRM, "no address to share yet"),
        (CONFIRM, "no 8 guests"),
        (CONFIRM, "the guests are 3 hours late"),
        (CONFIRM, "my guests have 3 dogs"),
        (CONFIRM, "are we 8 guests"),
        (CONFIRM, "change the guests to 200"),
        (CONFIRM, "change the guests"),
        (CONFIRM, "are 12 guests too many?"),
        (COLOUR, "address please"),
    ] {
        let before = standing(stage).ticket.unwrap().1;
        let (next, _) = heard(&standing(stage), text);
        assert_eq!(next.answers[..3], before.answers[..], "{stage:?} {text}");
    }
}

#[test]
fn what_is_given_anew_when_all_is_complete_is_for_staff() {
    let mut snapshot = standing(COLOUR);
    let (placed, _) = moved(&snapshot, written(ann(), 90, "red"));
    snapshot.ticket = snapshot.ticket.map(|(version, _)| (version, placed));
    let (next, effects) = moved(&snapshot, written(ann(), 91, "change the guests to 12"));
    let remark = Remark::WithStaff { refresh: Some("refresh".into()) };
    assert_eq!(said(&effects), &Notice::Remarked { remark });
    assert_eq!(next.answers[1].text, "8");
}

fn rewritten(message: u64, text: &str) -> Event {
    let (message, text) = (Id::new(message), text.to_owned());
    Event::Rewritten { channel: CHANNEL, message, actor: ann(), text }
}

#[test]
fn an_answer_whose_message_is_rewritten_is_what_it_says_now() {
    let cases = [
        (61, 0, "12 Oak Lane", "12 Oak Lane".into()),
        (62, 1, "we are 12", "12".into()),
        (63, 2, "tomorrow", AnswerTold::Day { day: "2015-01-02".into() }),
    ];
    for stage in [CONFIRM, NOTE, COLOUR] {
        for (message, nth, text, told) in &cases {
            let snapshot = standing(stage);
            let before = snapshot.ticket.clone().unwrap().1;
            let (next, effects) = moved(&snapshot, rewritten(*message, text));
            let mut expected = before.answers.clone();
            expected[*nth].text = match told {
                AnswerTold::Day { day } => day.clone(),
                _ => if *nth == 0 { "12 Oak Lane" } else { "12" }.into(),
            };
            assert_eq!(next.answers, expected, "{stage:?} {text}");
            assert_eq!((&next.state, &next.order), (&before.state, &before.order), "{text}");
            assert!(next.turn > before.turn, "{text}");
            let occasion = Occasion::Corrected { answer: told.clone() };
            assert_eq!(asked(&effects).occasion, occasion, "{stage:?} {text}");
        }
    }
}

#[test]
fn what_a_rewritten_message_answers_as_before_is_passed_over() {
    for (message, text) in [(61, " Main Street 5 "), (62, "8 guests"), (63, "9 jan"), (64, "12")] {
        let decision = decided(&standing(NOTE), rewritten(message, text));
        assert_eq!(decision, Decision::Ignore(Why::Passed), "{text}");
    }
}

#[test]
fn a_rewritten_answer_that_does_not_fit_or_comes_too_late_stays() {
    let too_late = Notice::Remarked { remark: Remark::RewrittenTooLate };
    for (message, text) in [(61, ""), (62, "200"), (62, "12 adders"), (63, "soon")] {
        let snapshot = standing(NOTE);
        let before = snapshot.ticket.clone().unwrap().1;
        let (next, effects) = moved(&snapshot, rewritten(message, text));
        assert_eq!(said(&effects), &too_late, "{text}");
        assert_eq!((&next.answers, next.turn), (&before.answers, before.turn), "{text}");
    }
    let mut snapshot = standing(COLOUR);
    let (placed, _) = moved(&snapshot, written(ann(), 90, "red"));
    snapshot.ticket.as_mut().unwrap().1 = placed.clone();
    let (next, effects) = moved(&snapshot, rewritten(62, "12"));
    assert_eq!((said(&effects), &next.answers), (&too_late, &placed.answers));
    snapshot.ticket.as_mut().unwrap().1 = next;
    let again = decided(&snapshot, rewritten(62, "13"));
    assert_eq!(again, Decision::Ignore(Why::Passed), "it was said");
}

#[test]
fn what_is_asked_about_the_order_waits_on_when_an_answer_is_rewritten() {
    let mut snapshot = standing(COLOUR);
    let (doubtful, _) = moved(&snapshot, written(ann(), 90, "add a turismo"));
    assert!(doubtful.order.asked.is_some());
    snapshot.ticket.as_mut().unwrap().1 = doubtful.clone();
    let (next, effects) = moved(&snapshot, rewritten(62, "12"));
    assert!(said_all(&effects).is_empty());
    assert_eq!((next.answers[1].text.as_str(), next.turn), ("12", doubtful.turn));
    assert_eq!(next.order.asked, doubtful.order.asked);
}

#[test]
fn an_answer_that_does_not_fit_its_question_is_told_and_changes_nothing() {
    let number = Some(Fits::Number { least: None, most: Some(20), either: None });
    for (text, question, was, said, fits) in [
        ("change the guests to 200", "Guests", "8", "200", &number),
        ("change the guests to a few, please", "Guests", "8", "a few", &number),
        ("change the plate to 12", "plate", "AB", "12", &None),
        ("set the plate to abcdef", "plate", "AB", "abcdef", &None),
    ] {
        for stage in [CONFIRM, NOTE, COLOUR] {
            let snapshot = plated(stage, None);
            let before = snapshot.ticket.clone().unwrap().1;
            let (next, effects) = moved(&snapshot, written(ann(), 91, text));
            let ask = asked(&effects);
            let (answer, hint, fits) = (was.into(), None, fits.clone());
            let (question, said) = (question.to_owned(), said.to_owned());
            let expected = Occasion::NotCorrected { question, answer, said, fits, hint };
            assert_eq!(ask.occasion, expected, "{stage:?} {text}");
            assert!(ask.prompt.is_some(), "what waits is asked again");
            assert_eq!((&next.answers, &next.order), (&before.answers, &before.order), "{text}");
            assert_eq!((&next.state, next.turn), (&before.state, before.turn), "{text}");
        }
    }
    let (_, effects) =
        moved(&plated(COLOUR, Some("Two letters.")), written(ann(), 91, "change the plate to 12"));
    let Occasion::NotCorrected { hint, .. } = &asked(&effects).occasion else { panic!() };
    assert_eq!(hint.as_ref().map(ToString::to_string).as_deref(), Some("Two letters."));
}

#[test]
fn what_does_not_fit_is_told_a_few_times() {
    let mut snapshot = plated(COLOUR, None);
    let mut told = 0;
    for message in 100..110 {
        let (next, effects) = moved(&snapshot, written(ann(), message, "change the plate to 12"));
        snapshot.ticket.as_mut().unwrap().1 = next;
        told += said_all(&effects).len();
    }
    assert_eq!(told, 3);
}

/// The same with a plate that has two letters.
fn plated(stage: Stage, hint: Option<&str>) -> Snapshot {
    let mut snapshot = standing(stage);
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    let step = serde_json::json!({"number": 13, "prompt": "?", "as": "plate", "hint": hint,
        "expect": "text", "pattern": "[a-z]{2}", "then": 20});
    flow.stages.insert(4, serde_json::from_value(step).unwrap());
    let by = Evidence::Message(Id::new(64));
    let plate = StageAnswer { stage: Stage(13), text: "AB".into(), by };
    snapshot.ticket.as_mut().unwrap().1.answers.push(plate);
    snapshot
}
