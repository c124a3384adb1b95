//! Whether the JSON Schema and the reader agree.

use super::*;
use serde_json::{Value, json};

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&super::schema()).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// Every kind of stage and field.
fn everything() -> Value {
    let text = json!({"en": "Text", "de": "Text {customer} {ticket} {products}"});
    let short = json!({"en": "Text {customer}", "de": "Text"});
    let title = json!({"en": "Ticket {ticket}", "de": "Ticket"});
    let said = json!({"title": title, "text": text});
    json!({
        "$schema": "x", "name": "All", "language": "en",
        "words": {"yes": ["jo"], "no": ["nö"]},
        "refresh": {"words": ["again"], "to": 10},
        "done": said,
        "stages": [
            {"number": 0, "title": {"en": "T", "de": "T"}, "prompt": text, "again": said, "hint": short,
             "remind": {"after": "2h", "text": short}, "expect": "catalogue", "then": 5},
            {"number": 5, "prompt": "{order}", "expect": "yes_no", "about": "order",
             "yes": 10, "no": "close"},
            {"number": 10, "prompt": text, "as": "b", "expect": "choice", "options": [
                {"label": "A", "words": ["1"], "then": 15}, {"label": "B", "then": "stay"}
            ]},
            {"number": 15, "prompt": text, "as": "c", "expect": "text", "pattern": "[abc]+",
             "example": "abc", "shortest": 1, "longest": 20, "then": 20},
            {"number": 20, "prompt": text, "as": "d", "expect": "number", "least": 0, "most": 9,
             "whole": false, "then": 25},
            {"number": 25, "prompt": text, "as": "e", "expect": "date", "earliest": 0, "latest": 7,
             "then": 30},
            {"number": 30, "prompt": text, "as": "f", "expect": "file", "least": 2,
             "most": 3, "kinds": ["pdf", "image"], "then": 35},
            {"number": 35, "prompt": "{terms}", "expect": "yes_no", "about": "terms", "yes": "done",
             "no": "stay"}
        ]
    })
}

/// Every place in a document, as pointers.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                pointers(
                    value,
                    &format!("{here}/{}", name.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                pointers(value, &format!("{here}/{at}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_good_passes_the_schema() {
    let schema = schema();
    good(&everything().to_string());
    let printed = [DEFAULT, RESTAURANT, SMALL].map(|text| write(&good(text)));
    for text in printed.into_iter().chain([everything().to_string()]) {
        let value: Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<_> = schema.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, [] as [&str; 0]);
    }
}

/// One value after the other is replaced by others, removed, doubled and given a stranger beside.
#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let schema = schema();
    let whole = everything();
    let mut places = Vec::new();
    pointers(&whole, "", &mut places);
    let strangers = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(7),
        json!(70_000),
        json!(1.5),
        json!(1e300),
        json!(""),
        json!("x"),
        json!("5"),
        json!("off"),
        json!("done"),
        json!("terms"),
        json!("pdf"),
        json!("A B"),
        json!("90s"),
        json!([]),
        json!(["x"]),
        json!([5]),
        json!({}),
        json!({"en": "x"}),
        json!({"xx": "x"}),
        json!({"en": 5}),
        json!({"words": ["x"]}),
        json!({"text": "x"}),
    ];
    let (mut refused, mut taken) = (0, 0);
    let mut judge = |changed: &Value, what: &str| {
        if schema.is_valid(changed) {
            taken += 1;
            return;
        }
        refused += 1;
        assert!(read(changed.to_string().as_bytes()).is_err(), "only the schema refuses {what}");
    };
    for place in &places {
        for stranger in &strangers {
            let mut changed = whole.clone();
            *changed.pointer_mut(place).unwrap() = stranger.clone();
            judge(&changed, &format!("{stranger} at {place}"));
        }
        let mut changed = whole.clone();
        if let Some(Value::Object(fields)) = changed.pointer_mut(place) {
            fields.insert("stranger".to_owned(), json!("x"));
            judge(&changed, &format!("a stranger in {place}"));
        }
        let Some((parent, name)) = place.rsplit_once('/') else { continue };
        let mut changed = whole.clone();
        if let Some(Value::Object(fields)) = changed.pointer_mut(parent) {
            fields.remove(name);
            judge(&changed, &format!("{place} missing"));
        }
    }
    assert!(refused > 1_000 && taken > 100, "{refused} refused, {taken} taken");
}

/// The other way round it holds for what is said of a single field.
#[test]
fn what_the_reader_cannot_read_the_schema_refuses() {
    let schema = schema();
    for (place, value) in [
        ("/stages/0/then", json!("dne")),
        ("/stages/0/promt", json!("x")),
        ("/stages/0/pattern", json!("x")),
        ("/stages/0/remind/after", json!("soon")),
        ("/stages/3/as", json!("Plate")),
        ("/stages/0/number", json!("0")),
        ("/language", json!("xx")),
        ("/refresh", json!("on")),
        ("/stages/2/options", json!([])),
        ("/stages", json!([])),
        ("/stages/6/most", json!(11)),
        ("/stages/6/least", json!(0)),
        ("/stages/1/about", json!("money")),
    ] {
        let mut changed = everything();
        let (parent, field) = place.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[field] = value;
        assert!(read(changed.to_string().as_bytes()).is_err(), "{place}");
        assert!(!schema.is_valid(&changed), "{place}");
    }
}
