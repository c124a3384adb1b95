//! Tests of the check: a flow in which nothing is wrong, and one mistake after the other in it.

use super::*;
use serde_json::{Value, json};

fn good() -> Value {
    json!({
        "name": "Shop", "language": "en", "refresh": {"words": ["refresh"]},
        "done": {"title": "Done", "text": "{order} to {answer.address}"},
        "stages": [
            {"number": 0, "title": "Hi", "prompt": "What?", "expect": "catalogue", "then": 5},
            {"number": 5, "prompt": "{order} {total}?", "expect": "yes_no", "about": "order",
             "yes": 10, "no": 0},
            {"number": 10, "prompt": "How?", "as": "how", "expect": "choice", "options": [
                {"label": "Delivery", "words": ["bring"], "then": 12},
                {"label": "Pick-up", "then": 20}
            ]},
            {"number": 12, "prompt": "Where?", "as": "address", "expect": "text",
             "pattern": "[a-z ]+ [0-9]+", "example": "High Street 1", "then": 20},
            {"number": 20, "prompt": "{terms} {answer.how}", "expect": "yes_no", "about": "terms",
             "yes": "done", "no": "stay"}
        ]
    })
}

/// What is found after the value at each pointer was set; `null` removes it.
fn found(changes: &[(&str, Value)]) -> Vec<String> {
    let mut flow = good();
    for (pointer, value) in changes {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let parent = flow.pointer_mut(parent).unwrap();
        match (parent, value) {
            (Value::Object(fields), Value::Null) => drop(fields.remove(field)),
            (Value::Object(fields), value) => drop(fields.insert(field.to_owned(), value.clone())),
            (Value::Array(items), Value::Null) => drop(items.remove(field.parse().unwrap())),
            (Value::Array(items), value) if field == "-" => items.push(value.clone()),
            (Value::Array(items), value) => items[field.parse::<usize>().unwrap()] = value.clone(),
            _ => panic!("{pointer}"),
        }
    }
    let flow: Flow = serde_json::from_value(flow).unwrap();
    flow.check().iter().map(|fault| format!("{}: {}", fault.path, fault.problem)).collect()
}

/// That exactly these are found, each told by where it is and by how its text begins.
#[track_caller]
fn finds(changes: &[(&str, Value)], expected: &[&str]) {
    let found = found(changes);
    let same = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
    assert!(same, "{changes:?}\n  found {found:#?}\n  expected {expected:#?}");
}

#[test]
fn in_good_flows_nothing_is_found() {
    finds(&[], &[]);
    assert_eq!(Flow::built_in().check(), []);
}

#[test]
fn stages_and_names() {
    finds(&[("/stages", json!([])), ("/done", Value::Null)], &["stages: a flow needs"]);
    finds(&[("/name", json!(" "))], &["name: there is no text"]);
    finds(&[("/name", json!("n".repeat(81)))], &["name: this is too long: 81 of at most 80"]);
    finds(
        &[("/stages/3/as", json!("how"))],
        &["stages[3].as: \"how\" is the name", "done.text: no stage has \"as: address\""],
    );
    finds(&[("/stages/0/as", json!("x"))], &["stages[0].as: the answer here is the order"]);
    finds(
        &[("/stages/1/as", json!("right")), ("/stages/4/as", json!("terms"))],
        &["stages[1].as: Yes and No to the order", "stages[4].as: Yes and No to the order"],
    );
    assert!(FlowProblem::KeyOfOrder.stops() && !FlowProblem::KeyKeepsNothing.stops());
    let twin = json!({"number": 5, "prompt": "P", "expect": "text", "then": "stay"});
    finds(&[("/stages/-", twin)], &["stages[5].number: there is a stage 5 already"]);
}

#[test]
fn that_staff_are_never_called_is_advice() {
    let never = "stages: no answer leads to done, so no request becomes complete and staff";
    let close = ("/stages/4/yes", json!("close"));
    let done = ("/done", Value::Null);
    finds(&[close.clone(), done.clone()], &[never]);
    finds(&[close, done, ("/stages/4/no", json!("done"))], &[]);
    assert!(!FlowProblem::NeverComplete.stops());
}

#[test]
fn a_flow_has_a_limit() {
    let stage = |number: usize| {
        let then = if number == 50 { json!("done") } else { json!(number + 1) };
        json!({"number": number, "prompt": "P", "expect": "text", "then": then})
    };
    let stages: Vec<Value> = (0..=50).map(stage).collect();
    finds(&[("/stages", json!(stages)), ("/done", Value::Null)], &["stages: there are 51 stages"]);
    finds(
        &[("/stages", json!(stages[1..])), ("/done", Value::Null)],
        &["stages: a request can become complete although nobody"],
    );
}

#[test]
fn ways() {
    finds(
        &[("/stages/0/then", json!(6))],
        &[
            "stages[0].then: there is no stage 6: there are 0, 5, 10, 12 and 20",
            "stages[1]: nothing leads to stage 5",
        ],
    );
    finds(
        &[("/stages/2/options/0/then", json!(20)), ("/done", Value::Null)],
        &["stages[3]: nothing leads to stage 12"],
    );
    finds(&[("/stages/2/options/1/then", json!(9))], &["stages[2].options[1].then: there is no"]);
    finds(&[("/stages/4/no", json!(9))], &["stages[4].no: there is no stage 9"]);
    finds(
        &[("/stages/1/yes", json!(9))],
        &["stages[1].yes: there is no stage 9", "stages[2]: nothing leads to stage 10"],
    );
    let ring = |number: u16, then: u16| {
        ("/stages/-", json!({"number": number, "prompt": "P", "expect": "text", "then": then}))
    };
    finds(&[ring(31, 30), ring(30, 31)], &["stages[6]: nothing leads to stage 30"]);
    finds(&[("/refresh/to", json!(3))], &["refresh.to: there is no stage 3"]);
    // What only "refresh" leads to is reached.
    let extra = json!({"number": 30, "prompt": "P", "expect": "text", "then": 0});
    finds(&[("/stages/-", extra.clone())], &["stages[5]: nothing leads to stage 30"]);
    finds(&[("/stages/-", extra), ("/refresh/to", json!(30))], &[]);
}

#[test]
fn a_dead_end_is_reported_where_it_ends_and_once() {
    finds(
        &[("/stages/4/yes", json!("stay"))],
        &[
            "stages[4]: nobody gets out of here: no answer in stage 20 leads to done",
            "done.text: {order} cannot be shown here",
            "done.text: {answer.address} cannot be shown here",
        ],
    );
    finds(
        &[("/stages/4/yes", json!(12)), ("/done", Value::Null)],
        &["stages[3]: nobody gets out of here: no answer in stage 12 and 20 leads to done"],
    );
    finds(
        &[("/stages/4/yes", json!("close")), ("/done", Value::Null)],
        &["stages: no answer leads to done"],
    );
}

#[test]
fn a_request_without_terms_is_advised_against() {
    finds(&[("/stages/2/options/1/then", json!("done"))], &["stages: a request can become"]);
    finds(&[("/stages/4/about", json!("nothing"))], &["stages: a request can become complete"]);
    // Who comes from the terms has accepted them.
    let last = json!({"number": 30, "prompt": "P", "expect": "text", "then": "done"});
    finds(&[("/stages/-", last), ("/stages/4/yes", json!(30))], &[]);
    assert!(!FlowProblem::TermsNotAsked.stops());
}

#[test]
fn texts() {
    finds(&[("/stages/0/prompt", json!(" \n"))], &["stages[0].prompt: there is no text"]);
    finds(&[("/stages/0/title", json!("t".repeat(257)))], &["stages[0].title: this is too long"]);
    finds(&[("/stages/0/title", json!("Ticket {ticket}"))], &[]);
    finds(&[("/stages/0/title", json!("{customer}"))], &["stages[0].title: {customer} cannot be"]);
    finds(&[("/stages/0/prompt", json!("ä".repeat(4_096)))], &[]);
    finds(
        &[("/stages/0/prompt", json!("😀".repeat(2_049)))],
        &["stages[0].prompt: this is too long: 4098 of at most 4096 characters"],
    );
    finds(
        &[("/stages/4/prompt", json!(format!("{{terms}}{}", "x".repeat(597))))],
        &["stages[4].prompt: this is too long: 4097 of at most 4096 characters, of which 3500"],
    );
    finds(&[("/stages/0/hint", json!("h".repeat(1_001)))], &["stages[0].hint: this is too long"]);
    let remind = json!({"after": "1h", "text": " "});
    finds(&[("/stages/0/remind", remind)], &["stages[0].remind.text: there is no text"]);
    let again = json!({"title": "t", "text": ""});
    finds(&[("/stages/0/again", again)], &["stages[0].again.text: there is no text"]);
    finds(
        &[("/stages/2/options/0/label", json!("l".repeat(81)))],
        &["stages[2].options[0].label: this is too long: 81 of at most 80"],
    );
    finds(
        &[("/stages/2/options/0/label", json!("{ticket}"))],
        &["stages[2].options[0].label: {ticket} cannot be shown"],
    );
    finds(&[("/done/title", json!(""))], &["done.title: there is no text"]);
}

#[test]
fn what_is_confirmed_or_accepted_is_shown() {
    finds(&[("/stages/4/prompt", json!("Agreed?"))], &["stages[4].prompt: who accepts the terms"]);
    finds(
        &[("/stages/4/prompt", json!({"en": "{terms}", "de": "Ja?"}))],
        &["stages[4].prompt.de: who accepts the terms must see them"],
    );
    finds(&[("/stages/1/prompt", json!("Right?"))], &["stages[1].prompt: who confirms the order"]);
    assert!(FlowProblem::TermsNotShown.stops() && !FlowProblem::OrderNotShown.stops());
}

#[test]
fn languages() {
    finds(
        &[("/stages/0/prompt", json!({"de": "Was?"}))],
        &["stages[0].prompt: this text is not there in the language of the flow: add \"en\""],
    );
    let (both, three) =
        (json!({"en": "A", "de": "B"}), json!({"en": "A", "de": "B", "fr": "C", "no": "D"}));
    finds(
        &[("/stages/0/prompt", both), ("/stages/3/prompt", three)],
        &["stages[0].prompt: other texts are there in fr and no too, this one is not"],
    );
    finds(
        &[("/stages/0/prompt", json!({"en": "A", "de": " "}))],
        &["stages[0].prompt.de: there is no text"],
    );
}

#[test]
fn what_is_shown_must_be_known_by_then() {
    finds(&[("/stages/0/prompt", json!("{order}"))], &[]);
    finds(
        &[("/stages/1/no", json!("close")), ("/stages/0/prompt", json!("{order}"))],
        &["stages[0].prompt: {order} cannot be shown here"],
    );
    finds(
        &[("/stages/3/prompt", json!("{answer.address}"))],
        &["stages[3].prompt: {answer.address} cannot be shown here"],
    );
    finds(
        &[("/stages/4/prompt", json!("{terms} {answer.colour}"))],
        &["stages[4].prompt: no stage has \"as: colour\""],
    );
    finds(
        &[("/stages/3/then", json!("close"))],
        &["done.text: {answer.address} cannot be shown here"],
    );
    let text = json!({"number": 0, "prompt": "P", "expect": "text", "then": 5});
    finds(
        &[("/stages/0", text), ("/done", Value::Null)],
        &[
            "stages[1].prompt: {order} cannot",
            "stages[1].prompt: {total} cannot",
            "stages[1].about: nobody has an order",
        ],
    );
}

#[test]
fn words() {
    let yes_no = |yes: &[&str], no: &[&str]| json!({"yes": yes, "no": no});
    finds(&[("/words", yes_no(&["jo", "passt scho"], &["nö"]))], &[]);
    finds(
        &[("/words", yes_no(&["jo"], &["Jo!"]))],
        &["words.no[0]: \"Jo!\" cannot mean No here: it means Yes already"],
    );
    finds(&[("/words", yes_no(&["nope"], &[]))], &["words.yes[0]: \"nope\" cannot mean Yes"]);
    finds(
        &[("/words", yes_no(&["Refresh"], &[]))],
        &["words.yes[0]: \"Refresh\" takes the ticket"],
    );
    finds(
        &[("/words", yes_no(&["", "?!"], &[]))],
        &["words.yes[0]: \"\" is no word", "words.yes[1]: \"?!\" is no word"],
    );
    finds(&[("/words", yes_no(&[&"w".repeat(51)], &[]))], &["words.yes[0]: this word has 51"]);
    let many: Vec<String> = (0..51).map(|at| format!("word {at}")).collect();
    finds(&[("/words", json!({"yes": many}))], &["words.yes: there are 51 words"]);
    finds(&[("/refresh/words", json!([]))], &["refresh.words: write at least one word"]);
    finds(&[("/refresh/words", json!(["ok"]))], &["refresh.words[0]: \"ok\" means Yes"]);
    finds(&[("/refresh", json!("off"))], &[]);
}

#[test]
fn choices() {
    let options = "/stages/2/options";
    finds(
        &[(options, json!([])), ("/done", Value::Null)],
        &["stages[2].options: a choice needs options", "stages[3]: nothing leads to stage 12"],
    );
    let many: Vec<Value> =
        (0..26).map(|at| json!({"label": format!("L{at}"), "then": 12})).collect();
    finds(&[(options, json!(many))], &["stages[2].options: there are 26 options"]);
    finds(
        &[("/stages/2/options/1/words", json!(["DELIVERY", "x", "Bring."]))],
        &[
            "stages[2].options[1].words[0]: \"DELIVERY\" chooses option 1 already",
            "stages[2].options[1].words[2]: \"Bring.\" chooses option 1 already",
        ],
    );
    finds(
        &[("/stages/2/options/1/label", json!("delivery"))],
        &["stages[2].options[1].label: \"delivery\" chooses option 1 already"],
    );
    finds(
        &[("/stages/2/options/0/words", json!(["delivery", "refresh"]))],
        &["stages[2].options[0].words[1]: \"refresh\" takes the ticket back"],
    );
}

#[test]
fn answers() {
    let text = |field: &str, value: Value| (format!("/stages/3/{field}"), value);
    let finds = |changes: &[(String, Value)], expected: &[&str]| {
        let changes: Vec<_> =
            changes.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
        finds(&changes, expected);
    };
    finds(
        &[text("shortest", json!(9)), text("longest", json!(8))],
        &["stages[3].longest: nothing is at least 9 and at most 8"],
    );
    finds(
        &[text("shortest", json!(0)), text("longest", json!(2_001))],
        &["stages[3].shortest: an answer has from 1 to 2000"],
    );
    finds(
        &[
            text("pattern", json!("[0-9]{9}")),
            text("example", Value::Null),
            text("longest", json!(2)),
        ],
        &["stages[3].pattern: no answer from 1 to 2 characters fits"],
    );
    finds(
        &[
            text("pattern", json!("[0-9]{2}")),
            text("example", json!("12")),
            text("shortest", json!(3)),
        ],
        &[
            "stages[3].pattern: no answer from 3 to 500",
            "stages[3].example: this example would not be taken as an answer: it is too short",
        ],
    );
    finds(
        &[text("example", json!("High Street"))],
        &["stages[3].example: this example would not be taken as an answer: it does not fit"],
    );
}

#[test]
fn ranges() {
    let stage = |expect: Value| {
        let mut stage = json!({"number": 12, "prompt": "P", "as": "address", "then": 20});
        stage.as_object_mut().unwrap().extend(expect.as_object().unwrap().clone());
        ("/stages/3", stage)
    };
    finds(
        &[stage(json!({"expect": "number", "least": 3, "most": 2}))],
        &["stages[3].most: nothing is at least 3 and at most 2"],
    );
    finds(
        &[stage(json!({"expect": "date", "earliest": 1, "latest": 0}))],
        &["stages[3].latest: nothing is at least 1 and at most 0"],
    );
    for most in [0, 11] {
        finds(
            &[stage(json!({"expect": "file", "most": most}))],
            &["stages[3].most: an answer has from 1 to 10 files"],
        );
    }
    finds(
        &[stage(json!({"expect": "file", "least": 0, "most": 2}))],
        &["stages[3].least: an answer has from 1 to 10 files"],
    );
    finds(
        &[stage(json!({"expect": "file", "least": 3, "most": 2}))],
        &["stages[3].most: nothing is at least 3 and at most 2"],
    );
    for fine in [
        json!({"expect": "file", "least": 2, "most": 2}),
        json!({"expect": "number", "least": 2, "most": 2}),
        json!({"expect": "date", "earliest": -1, "latest": 1}),
        json!({"expect": "file", "most": 10}),
    ] {
        finds(&[stage(fine)], &[]);
    }
}
