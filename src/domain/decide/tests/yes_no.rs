//! Yes and No to a question about neither the order nor the terms are answers like any other.

use super::fixtures::*;
use super::kept::{happen, now};
use crate::domain::{
    answer::Answer,
    control::Press,
    decision::Snapshot,
    effect::Effect,
    flow::{Flow, Stage},
    input::Event,
    notice::{AnswerTold, Notice, Occasion, Remark},
};
use std::sync::Arc;
use twilight_model::id::Id;

const YES: AnswerTold = AnswerTold::YesNo { answer: Answer::Yes };
const NO: AnswerTold = AnswerTold::YesNo { answer: Answer::No };

/// A ticket whose order is confirmed, and that asks whether to wrap it.
fn shop() -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 5},
        {"number": 5, "prompt": "Right?", "expect": "yes_no", "about": "order", "yes": 10, "no": 0},
        {"number": 10, "prompt": "Shall we wrap it?", "title": "Gift wrap", "as": "wrap",
            "expect": "yes_no", "yes": 12, "no": 20, "again": {"text": "So, wrapped?"}},
        {"number": 12, "prompt": "Which note?", "as": "note", "expect": "text", "then": 20},
        {"number": 20, "prompt": "A bag?", "expect": "yes_no", "yes": 30, "no": 30,
            "again": {"text": "So, a bag?"}},
        {"number": 30, "prompt": "How many guests?", "expect": "number", "then": 40},
        {"number": 40, "prompt": "All right?", "expect": "yes_no", "yes": 50, "no": 30},
        {"number": 50, "prompt": "A phone?", "expect": "text", "then": "done"}]}))
    .unwrap();
    let mut snapshot = with(Some(ticket(open_at(Stage(0)))));
    snapshot.shelf.flow = Arc::new(flow);
    say(&mut snapshot, &["2 adder", "yes"]);
    assert_eq!(stage(&snapshot), 10);
    snapshot
}

/// What follows from the last of these texts.
fn say(snapshot: &mut Snapshot, texts: &[&str]) -> Vec<Effect> {
    let first = 50 + now(snapshot).answers.len() as u64 * 10 + u64::from(now(snapshot).turn) * 100;
    let mut effects = vec![];
    for (message, text) in (first..).zip(texts) {
        effects = happen(snapshot, written(ann(), message, text));
    }
    effects
}

fn stage(snapshot: &Snapshot) -> u16 {
    now(snapshot).standing().stage.0
}

fn kept(snapshot: &Snapshot) -> Vec<(u16, &str)> {
    now(snapshot).answers.iter().map(|it| (it.stage.0, it.text.as_str())).collect()
}

#[test]
fn what_was_answered_is_shown_and_told_to_staff() {
    let mut snapshot = shop();
    let effects = say(&mut snapshot, &["yes please"]);
    assert_eq!(asked(&effects).values.answers, [("wrap".to_owned(), YES)]);
    let effects = say(&mut snapshot, &["Love", "no"]);
    assert_eq!(asked(&effects).occasion, Occasion::Answered, "nothing starts over");
    assert_eq!(kept(&snapshot), [(10, "yes"), (12, "Love"), (20, "no")]);
    let effects = say(&mut snapshot, &["12", "yes", "555 123"]);
    let Notice::Placed(placed) = said(&effects) else { panic!("{effects:?}") };
    let told = |name: &str, answer: &AnswerTold| (name.to_owned(), answer.clone());
    let expected = [
        told("Gift wrap", &YES),
        told("Which note?", &"Love".into()),
        told("A bag?", &NO),
        told("How many guests?", &"12".into()),
        told("A phone?", &"555 123".into()),
    ];
    assert_eq!(placed.answers, expected, "whether all was right is no answer");
    assert_eq!(placed.keyed, [told("wrap", &YES), told("note", &"Love".into())]);
    let stored = serde_json::to_value(&placed.keyed).unwrap();
    assert_eq!(stored[0], serde_json::json!(["wrap", {"answer": "yes"}]));
    let read: Vec<(String, AnswerTold)> = serde_json::from_value(stored).unwrap();
    assert_eq!(read, placed.keyed);
}

#[test]
fn a_press_answers_as_words_do() {
    let mut snapshot = shop();
    let turn = now(&snapshot).turn;
    happen(&mut snapshot, pressed(Press::Answer(Answer::No), turn));
    assert_eq!((stage(&snapshot), kept(&snapshot)), (20, vec![(10, "no")]));
}

#[test]
fn a_change_of_the_order_asks_no_more_what_was_answered_and_again_what_may_be_taken_back() {
    let mut snapshot = shop();
    say(&mut snapshot, &["yes", "Love", "no", "12"]);
    assert_eq!(stage(&snapshot), 40);
    say(&mut snapshot, &["wait, add a t20", "yes"]);
    assert_eq!(stage(&snapshot), 40, "{:?}", kept(&snapshot));
    say(&mut snapshot, &["yes", "wait, add an adder", "yes"]);
    assert_eq!(stage(&snapshot), 40, "whether all is right is asked of the new order");
}

#[test]
fn it_is_another_one_by_its_name() {
    let mut snapshot = shop();
    say(&mut snapshot, &["no", "no"]);
    assert_eq!((stage(&snapshot), kept(&snapshot)), (30, vec![(10, "no"), (20, "no")]));
    say(&mut snapshot, &["change the gift wrap to yes"]);
    assert_eq!((stage(&snapshot), kept(&snapshot)), (12, vec![(10, "yes"), (20, "no")]));
    say(&mut snapshot, &["Love", "change the wrap to no"]);
    assert_eq!(kept(&snapshot), [(10, "no"), (20, "no")], "there is no note");
    let effects = say(&mut snapshot, &["change the wrap to purple"]);
    assert!(matches!(asked(&effects).occasion, Occasion::NotCorrected { .. }), "{effects:?}");
    assert_eq!(kept(&snapshot), [(10, "no"), (20, "no")]);
}

#[test]
fn it_is_another_one_when_its_message_is_rewritten() {
    let mut snapshot = shop();
    let heard = |message: u64, text: &str| Event::Rewritten {
        channel: CHANNEL,
        message: Id::new(message),
        actor: ann(),
        text: text.into(),
    };
    happen(&mut snapshot, written(ann(), 7_001, "no"));
    happen(&mut snapshot, written(ann(), 7_002, "no"));
    let effects = happen(&mut snapshot, heard(7_002, "yes"));
    assert_eq!(asked(&effects).occasion, Occasion::Corrected { answer: YES });
    assert_eq!((stage(&snapshot), kept(&snapshot)), (30, vec![(10, "no"), (20, "yes")]));
    happen(&mut snapshot, heard(7_001, "yes"));
    assert_eq!((stage(&snapshot), kept(&snapshot)), (12, vec![(10, "yes"), (20, "yes")]));
    let effects = happen(&mut snapshot, heard(7_001, "well"));
    assert_eq!(*said(&effects), Notice::Remarked { remark: Remark::RewrittenTooLate });
    assert_eq!(kept(&snapshot), [(10, "yes"), (20, "yes")]);
}

#[test]
fn no_that_leaves_the_question_open_is_no_answer() {
    let mut snapshot = shop();
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    let text = serde_json::to_string(flow).unwrap();
    *flow = serde_json::from_str(&text.replace(r#""no":20"#, r#""no":"stay""#)).unwrap();
    let effects = say(&mut snapshot, &["no"]);
    assert_eq!(asked(&effects).occasion, Occasion::Declined);
    assert_eq!((stage(&snapshot), kept(&snapshot)), (10, vec![]));
    say(&mut snapshot, &["yes"]);
    assert_eq!(kept(&snapshot), [(10, "yes")], "it has a name");
}
