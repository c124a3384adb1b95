//! Files that come in several messages.

use super::fixtures::*;
use crate::domain::{
    decision::Snapshot,
    effect::Effect,
    flow::{Expects, FileKind, Flow, Stage},
    input::{Event, File, SaidTo},
    notice::{Answers, Fits, Notice, Occasion},
    ticket::{Evidence, StageAnswer, Ticket},
};
use std::sync::Arc;
use twilight_model::id::Id;

const PHOTO: Stage = Stage(10);
const NOTE: Stage = Stage(20);
const WAY: Stage = Stage(30);
const RIGHT: Stage = Stage(40);

/// A ticket whose first photo is known if it stands behind that.
fn standing(stage: Stage, most: u8) -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "Photos?", "as": "photos", "expect": "file", "most": most,
            "kinds": ["image"], "then": 20},
        {"number": 20, "prompt": "A note?", "expect": "text", "then": 30},
        {"number": 30, "prompt": "How?", "expect": "choice", "options": [{"label": "A", "then": 40}]},
        {"number": 40, "prompt": "Right?", "expect": "yes_no", "about": "order", "yes": "done",
            "no": 0}]}))
    .unwrap();
    let mut ticket = Ticket { state: open_at(stage), ..ordered("2 adder") };
    if stage > PHOTO {
        let by = Evidence::Message(Id::new(61));
        ticket.answers = vec![StageAnswer { stage: PHOTO, text: "a.png".into(), by }];
    }
    let mut snapshot = with(Some(ticket));
    snapshot.shelf.flow = Arc::new(flow);
    snapshot
}

fn sent(message: u64, names: &[&str], to: SaidTo) -> Event {
    let media_type = |name: &str| match name.ends_with("png") {
        true => Some("image/png".to_owned()),
        false => Some("application/pdf".to_owned()),
    };
    let file = |name: &&str| File { name: (*name).to_owned(), media_type: media_type(name) };
    let files = names.iter().map(file).collect();
    let (channel, message, actor, text) = (CHANNEL, Id::new(message), ann(), String::new());
    Event::Written { channel, message, actor, text, files, to }
}

fn photos(ticket: &Ticket) -> &str {
    &ticket.answers[0].text
}

#[test]
fn files_that_follow_are_added_to_the_answer() {
    for stage in [NOTE, WAY, RIGHT] {
        let over = SaidTo::Ours { question: Some((NUMBER, 1)) };
        for to in [SaidTo::Ticket, SaidTo::Ours { question: None }, over] {
            let mut snapshot = standing(stage, 3);
            let turn = snapshot.ticket.clone().unwrap().1.turn;
            let (next, effects) = moved(&snapshot, sent(91, &["b.png"], to));
            assert_eq!((photos(&next), &next.state), ("a.png, b.png", &open_at(stage)));
            let corrected = Occasion::Corrected { answer: "a.png, b.png".into() };
            assert_eq!((&asked(&effects).occasion, next.turn), (&corrected, turn + 1));
            snapshot.ticket.as_mut().unwrap().1 = next;
            let (next, _) = moved(&snapshot, sent(92, &["c.png"], to));
            assert_eq!(photos(&next), "a.png, b.png, c.png");
        }
    }
    let (next, _) = moved(&standing(NOTE, 3), sent(91, &["b.png", "c.png"], SaidTo::Ticket));
    assert_eq!(photos(&next), "a.png, b.png, c.png");
}

#[test]
fn files_that_do_not_fit_there_are_told_and_added_nowhere() {
    for names in [&["b.pdf"][..], &["b.png", "c.png", "d.png"]] {
        let (next, effects) = moved(&standing(NOTE, 3), sent(91, names, SaidTo::Ticket));
        let Occasion::NotCorrected { answer, said, fits, .. } = &asked(&effects).occasion else {
            panic!("{effects:?}")
        };
        assert_eq!((answer, said), (&"a.png".into(), &names.join(", ")));
        let kinds = vec![FileKind::Image];
        assert_eq!(fits, &Some(Fits::Files { most: 3, kinds }));
        assert_eq!((photos(&next), &next.state), ("a.png", &open_at(NOTE)));
    }
}

#[test]
fn where_one_file_is_taken_or_files_are_asked_for_none_is_added() {
    let none: &[Effect] = &[];
    let (next, effects) = moved(&standing(NOTE, 1), sent(91, &["b.png"], SaidTo::Ticket));
    assert!(matches!(asked(&effects).occasion, Occasion::NotAnAnswer { .. }));
    assert_eq!(photos(&next), "a.png");
    let mut worded = sent(91, &["b.png"], SaidTo::Ticket);
    let Event::Written { text, .. } = &mut worded else { panic!() };
    *text = "ring twice, as you see here".into();
    let (next, _) = moved(&standing(NOTE, 3), worded);
    assert_eq!((photos(&next), &next.state), ("a.png", &open_at(WAY)), "words are the note");
    let (next, _) = moved(&standing(PHOTO, 3), sent(91, &["b.png", "c.png"], SaidTo::Ticket));
    assert_eq!((photos(&next), &next.state), ("b.png, c.png", &open_at(NOTE)));
    let (next, effects) = moved(&standing(RIGHT, 3), sent(91, &["b.png"], SaidTo::Others));
    assert_eq!((photos(&next), effects.as_slice()), ("a.png", none), "it is for somebody else");
}

#[test]
fn a_question_about_the_order_waits_on_when_files_follow() {
    let mut snapshot = standing(NOTE, 3);
    let (doubtful, effects) = moved(&snapshot, written(ann(), 91, "add a turismo"));
    assert!(matches!(said(&effects), Notice::WhichAsked(_)));
    snapshot.ticket.as_mut().unwrap().1 = doubtful.clone();
    let (next, effects) = moved(&snapshot, sent(92, &["b.png"], SaidTo::Ticket));
    assert!(said_all(&effects).is_empty());
    assert_eq!((photos(&next), &next.order.asked), ("a.png, b.png", &doubtful.order.asked));
}

#[test]
fn files_are_counted_across_messages_until_there_are_enough() {
    let mut snapshot = standing(PHOTO, 3);
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    let Expects::File { least, .. } = &mut flow.stages[1].expects else { panic!() };
    *least = 3;
    let mut send = |message, names: &[&str]| {
        let (next, effects) = moved(&snapshot, sent(message, names, SaidTo::Ticket));
        snapshot.ticket.as_mut().unwrap().1 = next.clone();
        (next, asked(&effects).clone())
    };
    let (next, ask) = send(91, &["a.png"]);
    assert_eq!(ask.occasion, Occasion::TooFew { answer: "a.png".into(), left: 2 });
    assert!(ask.prompt.is_some() && ask.answers == Answers::Files, "it is asked again");
    assert_eq!((photos(&next), &next.state), ("a.png", &open_at(PHOTO)));
    let (next, ask) = send(92, &["b.pdf"]);
    assert!(matches!(ask.occasion, Occasion::NotAnAnswer { .. }));
    assert_eq!(photos(&next), "a.png");
    let (next, ask) = send(93, &["b.png", "c.png", "d.png"]);
    assert!(matches!(ask.occasion, Occasion::NotAnAnswer { .. }), "more than are taken in all");
    assert_eq!(photos(&next), "a.png");
    let (_, ask) = send(94, &["b.png"]);
    assert_eq!(ask.occasion, Occasion::TooFew { answer: "a.png, b.png".into(), left: 1 });
    let (next, ask) = send(95, &["c.png"]);
    assert_eq!((&ask.occasion, &next.state), (&Occasion::Answered, &open_at(NOTE)));
    assert_eq!((photos(&next), next.answers.len()), ("a.png, b.png, c.png", 1));
}

#[test]
fn too_few_files_are_no_answer_on_the_way_forward() {
    let mut snapshot = standing(RIGHT, 3);
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    let Expects::File { least, .. } = &mut flow.stages[1].expects else { panic!() };
    *least = 2;
    let first = serde_json::json!({"number": 5, "prompt": "Who?", "as": "who", "expect": "choice",
        "options": [{"label": "Me", "then": 10}, {"label": "You", "then": 10}]});
    flow.stages.insert(1, serde_json::from_value(first).unwrap());
    let ticket = &mut snapshot.ticket.as_mut().unwrap().1;
    let by = Evidence::Message(Id::new(60));
    ticket.answers.insert(0, StageAnswer { stage: Stage(5), text: "Me".into(), by });
    for (files, stage) in [("a.png", PHOTO), ("a.png, b.png", NOTE)] {
        snapshot.ticket.as_mut().unwrap().1.answers[1].text = files.into();
        let (next, _) = moved(&snapshot, written(ann(), 91, "actually you"));
        assert_eq!(next.state, open_at(stage), "{files}");
    }
}

/// A photo with words.
fn captioned(message: u64, name: &str, caption: &str) -> Event {
    let mut event = sent(message, &[name], SaidTo::Ticket);
    let Event::Written { text, .. } = &mut event else { panic!() };
    *text = caption.into();
    event
}

/// A ticket that is asked for its photos, and has said before who it is for and when.
fn asked_for_photos() -> Snapshot {
    let mut snapshot = standing(PHOTO, 3);
    let more = serde_json::json!([
        {"number": 5, "prompt": "Who?", "as": "who", "expect": "choice", "options":
            [{"label": "Me", "then": 6}, {"label": "You", "then": 6}]},
        {"number": 6, "prompt": "How many?", "as": "guests", "expect": "number", "most": 20,
            "then": 10}]);
    let more: Vec<_> = serde_json::from_value(more).unwrap();
    Arc::make_mut(&mut snapshot.shelf.flow).stages.splice(1..1, more);
    let by = Evidence::Message(Id::new(60));
    let answer = |stage, text: &str| StageAnswer { stage: Stage(stage), text: text.into(), by };
    snapshot.ticket.as_mut().unwrap().1.answers = vec![answer(5, "Me"), answer(6, "8")];
    snapshot
}

#[test]
fn a_photo_whose_caption_changes_an_answer_is_kept_with_that() {
    for (caption, answers) in [
        ("change the guests to 12", ["Me", "12", "a.png"]),
        ("actually you", ["You", "8", "a.png"]),
        ("change the guests to many", ["Me", "8", "a.png"]),
        ("here it is", ["Me", "8", "a.png"]),
    ] {
        let (next, effects) = moved(&asked_for_photos(), captioned(91, "a.png", caption));
        let given: Vec<_> = next.answers.iter().map(|it| it.text.as_str()).collect();
        assert_eq!((given, &next.state), (answers.to_vec(), &open_at(NOTE)), "{caption}");
        let told = &asked(&effects).occasion;
        let fits = match caption {
            "change the guests to 12" => matches!(told, Occasion::Corrected { .. }),
            "change the guests to many" => matches!(told, Occasion::NotCorrected { .. }),
            _ => *told == Occasion::Answered,
        };
        assert!(fits, "{caption}: {told:?}");
    }
    let (next, effects) = moved(&asked_for_photos(), captioned(91, "a.png", "and add 2 t20"));
    assert_eq!((lines(&next), &next.state), (vec![("adder", 2), ("t20", 2)], &open_at(NOTE)));
    assert_eq!(next.answers.last().map(|it| it.text.as_str()), Some("a.png"));
    assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }));
    let (next, _) = moved(&asked_for_photos(), captioned(91, "a.pdf", "change the guests to 12"));
    let given: Vec<_> = next.answers.iter().map(|it| it.text.as_str()).collect();
    assert_eq!((given, &next.state), (vec!["Me", "12"], &open_at(PHOTO)), "a.pdf does not fit");
}

#[test]
fn a_photo_that_comes_with_what_has_to_be_asked_about_is_not_asked_for_again() {
    let mut snapshot = asked_for_photos();
    let (doubtful, _) = moved(&snapshot, captioned(91, "a.png", "add a turismo"));
    assert!(doubtful.order.asked.is_some());
    snapshot.ticket.as_mut().unwrap().1 = doubtful;
    let (next, _) = moved(&snapshot, written(ann(), 92, "the turismo r"));
    assert_eq!((lines(&next), &next.state), (vec![("adder", 2), ("turismo-r", 1)], &open_at(NOTE)));
}
