//! What is written where the flow asks for something else than the order, and is no answer to it.

use super::corrected::heard;
use super::fixtures::*;
use crate::domain::{
    decision::{Decision, Snapshot},
    flow::{About, Expects, Flow, Stage},
    input::Event,
    notice::{Fits, Notice, Occasion, Remark},
    ticket::{Evidence, StageAnswer, Ticket},
};
use std::sync::Arc;
use twilight_model::id::Id;

const WAY: Stage = Stage(10);
const ADDRESS: Stage = Stage(15);
const GUESTS: Stage = Stage(16);
const PHOTO: Stage = Stage(17);
const CONFIRM: Stage = Stage(20);
const NOTE: Stage = Stage(30);

/// A ticket with two adders that stands here.
fn standing(stage: Stage) -> Snapshot {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Shop", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 10},
        {"number": 10, "prompt": "Pick-up or delivery?", "as": "way", "expect": "choice",
            "options": [{"label": "Pick-up", "words": ["collect"], "then": 20},
                {"label": "Delivery", "then": 15}]},
        {"number": 15, "prompt": "Where to?", "as": "where", "expect": "text", "then": 16},
        {"number": 16, "prompt": "How many?", "expect": "number", "then": 17},
        {"number": 17, "prompt": "A photo?", "expect": "file", "then": 20},
        {"number": 20, "prompt": "Right?", "expect": "yes_no", "about": "order", "yes": 30, "no": 0},
        {"number": 30, "prompt": "A note?", "expect": "text", "pattern": "(add|cut) .*|[a-z ]+",
            "then": "done"}]}))
    .unwrap();
    let mut ticket = ordered("2 adder");
    ticket.state = open_at(stage);
    let by = Evidence::Message(Id::new(51));
    if stage > WAY {
        ticket.answers = vec![StageAnswer { stage: WAY, text: "Delivery".into(), by }];
    }
    if stage > CONFIRM {
        ticket.order.confirmed = Some(by.at());
    }
    let mut snapshot = with(Some(ticket));
    snapshot.shelf.flow = Arc::new(flow);
    snapshot
}

fn answers(ticket: &Ticket) -> Vec<(u16, &str)> {
    ticket.answers.iter().map(|it| (it.stage.0, it.text.as_str())).collect()
}

#[test]
fn a_change_of_the_order_is_no_answer_to_something_else() {
    for stage in [WAY, ADDRESS, GUESTS, PHOTO] {
        for (text, expected) in [
            ("wait, add a t20", vec![("adder", 2), ("t20", 1)]),
            ("please remove one adder", vec![("adder", 1)]),
            ("can you add a t20?", vec![("adder", 2), ("t20", 1)]),
            ("entferne bitte einen adder", vec![("adder", 1)]),
            ("ajoutez un t20 svp", vec![("adder", 2), ("t20", 1)]),
            ("change the adders to t20s", vec![("t20", 2)]),
        ] {
            let before = standing(stage).ticket.unwrap().1;
            let (next, effects) = heard(&standing(stage), text);
            assert_eq!((lines(&next), &next.state), (expected, &before.state), "{stage:?} {text}");
            let ask = asked(&effects);
            assert!(matches!(ask.occasion, Occasion::OrderChanged { .. }), "{text}: {ask:?}");
            assert_eq!((ask.shows, next.turn), (About::Order, before.turn + 1), "what it is now");
            assert_eq!(next.answers, before.answers, "{text}");
        }
    }
}

#[test]
fn what_may_be_an_answer_is_one() {
    for text in [
        "12 Main Street",
        "Adder Street 5, please add flat 3",
        "leave it at the door",
        "add flat 12",
        "drop it at the t20 cafe please and ring at the second door",
        "remove the shoes when you come in",
        "add a t20 and ring the bell of Gruber",
        "can you ring twice?",
        "how about 12 Main Street?",
        "actually, 12 Main Street",
        "2 adder",
    ] {
        let (next, _) = heard(&standing(ADDRESS), text);
        assert_eq!(answers(&next), [(10, "Delivery"), (15, text)], "{text}");
        assert_eq!(lines(&next), [("adder", 2)], "{text}");
    }
    let (next, effects) = heard(&standing(NOTE), "add a t20");
    assert_eq!(answers(&next), [(10, "Delivery"), (30, "add a t20")], "it looks as it should");
    assert!(matches!(said(&effects), Notice::Placed(_)));
}

#[test]
fn a_confirmed_order_that_is_changed_is_confirmed_anew() {
    let mut snapshot = standing(NOTE);
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    let note = flow.stages.iter_mut().find(|it| it.number == NOTE).unwrap();
    let text = serde_json::json!({"expect": "text", "then": "done"});
    note.expects = serde_json::from_value(text).unwrap();
    let (next, effects) = moved(&snapshot, written(ann(), 91, "add a t20"));
    assert_eq!((lines(&next), &next.state), (vec![("adder", 2), ("t20", 1)], &open_at(CONFIRM)));
    assert_eq!((next.order.confirmed, answers(&next)), (None, vec![(10, "Delivery")]));
    assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }));
}

#[test]
fn an_order_of_which_nothing_is_left_is_taken_anew() {
    for stage in [WAY, ADDRESS] {
        let (next, effects) = heard(&standing(stage), "remove the adders");
        assert_eq!((lines(&next), &next.state), (vec![], &open_at(Stage(0))));
        assert!(next.answers.is_empty());
        assert!(matches!(asked(&effects).occasion, Occasion::StartedOver));
    }
}

#[test]
fn what_has_to_be_asked_about_a_change_is_asked_before_the_question_goes_on() {
    let mut snapshot = standing(ADDRESS);
    let mut say = |message, text| {
        let (ticket, effects) = moved(&snapshot, written(ann(), message, text));
        snapshot.ticket.as_mut().unwrap().1 = ticket.clone();
        (ticket, effects)
    };
    let (_, effects) = say(91, "add a turismo");
    assert!(matches!(said(&effects), Notice::WhichAsked(_)));
    let (next, effects) = say(92, "turismo r");
    assert_eq!(
        (lines(&next), &next.state),
        (vec![("adder", 2), ("turismo-r", 1)], &open_at(ADDRESS))
    );
    assert!(matches!(asked(&effects).occasion, Occasion::OrderChanged { .. }));
    assert_eq!(answers(&say(93, "12 Main Street").0), [(10, "Delivery"), (15, "12 Main Street")]);
}

#[test]
fn a_question_is_no_answer_and_is_asked_back() {
    for (stage, text) in [
        (ADDRESS, "what does delivery cost?"),
        (ADDRESS, "sorry, how much is the t20?"),
        (ADDRESS, "Was kostet die Lieferung?"),
        (ADDRESS, "how much is it in total?"),
        (GUESTS, "how many can you seat?"),
        (WAY, "how long does delivery take?"),
    ] {
        let before = standing(stage).ticket.unwrap().1;
        let (next, effects) = heard(&standing(stage), text);
        let Occasion::Inquired { told, .. } = &asked(&effects).occasion else { panic!("{text}") };
        assert_eq!(told.staff, !text.contains("t20") && !text.contains("total"), "{text}");
        assert_eq!(told.whole, text.contains("total"), "{text}");
        assert_eq!((&next.answers, next.state), (&before.answers, before.state), "{text}");
    }
    let mut nothing = standing(ADDRESS);
    nothing.shelf.stock = None;
    let (next, effects) = moved(&nothing, written(ann(), 91, "what does delivery cost?"));
    assert!(matches!(asked(&effects).occasion, Occasion::Inquired { .. }));
    assert_eq!(next.state, open_at(ADDRESS));
}

#[test]
fn a_choice_that_was_made_is_taken_back() {
    for text in [
        "actually pick-up",
        "Sorry, pick up",
        "no wait, actually collect please",
        "pick-up instead",
        "change the way to pick-up",
    ] {
        for stage in [ADDRESS, GUESTS, CONFIRM] {
            let (next, _) = heard(&standing(stage), text);
            assert_eq!(answers(&next), [(10, "Pick-up")], "{stage:?} {text}");
            assert_eq!((&next.state, lines(&next)), (&open_at(CONFIRM), vec![("adder", 2)]));
        }
    }
    for text in [
        "pick-up",
        "actually pick-up from the garage",
        "no pick-up",
        "actually 1",
        "way to pick-up",
    ] {
        let (next, _) = heard(&standing(ADDRESS), text);
        assert_eq!(answers(&next), [(10, "Delivery"), (15, text)], "{text}");
    }
    let (next, _) = heard(&standing(WAY), "actually pick-up");
    assert_eq!(answers(&next), [(10, "Pick-up")], "that is the question that waits");
}

fn rewritten(text: &str) -> Event {
    let (channel, message) = (CHANNEL, Id::new(51));
    Event::Rewritten { channel, message, actor: ann(), text: text.into() }
}

#[test]
fn a_choice_whose_message_is_rewritten_leads_another_way() {
    for text in ["pick-up", "Collect please", "actually pick-up", "change the way to pick-up"] {
        for stage in [ADDRESS, GUESTS, CONFIRM] {
            let (next, effects) = moved(&standing(stage), rewritten(text));
            assert_eq!(answers(&next), [(10, "Pick-up")], "{stage:?} {text}");
            assert_eq!((&next.state, lines(&next)), (&open_at(CONFIRM), vec![("adder", 2)]));
            let corrected = Occasion::Corrected { answer: "Pick-up".into() };
            assert_eq!(asked(&effects).occasion, corrected, "{stage:?} {text}");
            assert_eq!(next.answers[0].by, Evidence::Message(Id::new(51)));
        }
    }
    let mut back = standing(CONFIRM);
    back.ticket.as_mut().unwrap().1.answers[0].text = "Pick-up".into();
    let (next, effects) = moved(&back, rewritten("delivery"));
    assert_eq!((answers(&next), &next.state), (vec![(10, "Delivery")], &open_at(ADDRESS)));
    assert!(matches!(asked(&effects).occasion, Occasion::Corrected { .. }));
    for text in ["delivery please", "Delivery"] {
        let same = decided(&standing(ADDRESS), rewritten(text));
        assert!(matches!(same, Decision::Ignore(_)), "{text}");
    }
}

#[test]
fn a_choice_that_is_rewritten_and_leads_the_same_way_goes_back_nowhere() {
    let mut snapshot = standing(NOTE);
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    let Expects::Choice { options } = &mut flow.stages[1].expects else { panic!() };
    options[0].then = options[1].then;
    let before = snapshot.ticket.clone().unwrap().1;
    let (next, effects) = moved(&snapshot, rewritten("pick-up"));
    assert_eq!(answers(&next), [(10, "Pick-up")]);
    assert_eq!((&next.state, &next.order), (&before.state, &before.order), "still confirmed");
    assert_eq!(asked(&effects).occasion, Occasion::Corrected { answer: "Pick-up".into() });
}

#[test]
fn a_choice_that_is_rewritten_to_no_option_or_too_late_stays() {
    let late = Notice::Remarked { remark: Remark::RewrittenTooLate };
    let (next, effects) = moved(&standing(ADDRESS), rewritten("by boat"));
    assert_eq!((said(&effects), answers(&next)), (&late, vec![(10, "Delivery")]));
    let mut snapshot = standing(CONFIRM);
    Arc::make_mut(&mut snapshot.shelf.flow).stages[0].number = Stage(19);
    let (next, effects) = moved(&snapshot, rewritten("pick-up"));
    assert_eq!(
        (said(&effects), answers(&next)),
        (&late, vec![(10, "Delivery")]),
        "an order was taken since"
    );
    let mut snapshot = standing(ADDRESS);
    let (doubtful, _) = moved(&snapshot, written(ann(), 91, "add a turismo"));
    snapshot.ticket.as_mut().unwrap().1 = doubtful.clone();
    let (next, effects) = moved(&snapshot, rewritten("pick-up"));
    assert_eq!((said(&effects), &next.order.asked), (&late, &doubtful.order.asked));
    let (placed, _) = moved(&standing(NOTE), written(ann(), 91, "a b"));
    let mut snapshot = standing(NOTE);
    snapshot.ticket.as_mut().unwrap().1 = placed;
    let (next, effects) = moved(&snapshot, rewritten("pick-up"));
    assert_eq!((said(&effects), &next.answers[0].text), (&late, &"Delivery".to_owned()));
}

#[test]
fn a_choice_is_not_taken_back_for_what_is_no_option() {
    for stage in [ADDRESS, GUESTS, CONFIRM] {
        let before = standing(stage).ticket.unwrap().1;
        let (next, effects) = heard(&standing(stage), "change the way to drone");
        let Occasion::NotCorrected { question, answer, said, fits, .. } = &asked(&effects).occasion
        else {
            panic!("{effects:?}")
        };
        assert_eq!(
            (question.as_str(), answer, said.as_str()),
            ("way", &"Delivery".into(), "drone")
        );
        let labels = vec!["Pick-up".to_owned(), "Delivery".to_owned()];
        assert_eq!(fits, &Some(Fits::Options { labels }));
        assert_eq!((&next.answers, &next.state), (&before.answers, &before.state));
    }
    let (next, effects) = heard(&standing(CONFIRM), "change the way to a t20");
    assert!(
        !matches!(said_all(&effects).first(), Some(Notice::Asked(ask)) if matches!(ask.occasion, Occasion::NotCorrected { .. }))
    );
    assert_eq!(answers(&next), [(10, "Delivery")]);
}

#[test]
fn a_choice_before_the_order_is_not_taken_back_beside_it() {
    let mut snapshot = standing(CONFIRM);
    let flow = Arc::make_mut(&mut snapshot.shelf.flow);
    flow.stages[0].number = Stage(19);
    let event: Event = written(ann(), 91, "actually pick-up");
    let (next, _) = moved(&snapshot, event);
    assert_eq!((answers(&next), &next.state), (vec![(10, "Delivery")], &open_at(CONFIRM)));
}

#[test]
fn words_that_change_an_order_do_so_in_every_stage() {
    for text in ["skip one adder", "will you remove one adder", "can u drop one adder"] {
        let (next, _) = heard(&standing(ADDRESS), text);
        assert_eq!(lines(&next), [("adder", 1)], "{text}");
    }
    // The longest of the words counts, in whatever order they are known.
    let (next, _) = heard(&standing(ADDRESS), "entfernen sie einen adder");
    assert_eq!(lines(&next), [("adder", 1)]);
}
