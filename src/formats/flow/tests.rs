//! Tests of flows as files.

mod agreement;
mod beside;
mod guide;
mod hostile;
mod problems;

use super::*;

/// A small flow in which nothing is wrong.
const SMALL: &str = "\
name: Small
stages:
  - number: 0
    prompt: What?
    expect: catalogue
    then: 5
  - number: 5
    prompt: \"{order}: right?\"
    expect: yes_no
    about: order
    yes: 10
    no: 0
  - number: 10
    prompt: '{terms}'
    expect: yes_no
    about: terms
    yes: done
    no: stay
";

fn good(text: &str) -> Flow {
    let read = read(text.as_bytes()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(read.advice, []);
    read.flow
}

#[test]
fn the_built_in_flow_is_the_one_that_is_printed() {
    let flow = good(DEFAULT);
    assert_eq!(&flow, &**Flow::built_in());
    // `ticketflow flow show default --json` writes it anew.
    assert_eq!(write(&flow), include_str!("../../domain/flow/built_in.json"));
}

#[test]
fn the_restaurant_asks_all_that_it_needs() {
    let flow = good(RESTAURANT);
    let asked = |number| flow.step(Stage(number)).map(|step| &step.expects);
    let Some(Expects::Text { pattern: Some(time), .. }) = asked(30) else { panic!() };
    let Some(Expects::Text { pattern: Some(phone), .. }) = asked(40) else { panic!() };
    for (answer, fits) in
        [("18:30", true), ("9.05 Uhr", true), ("20 uhr", true), ("sofort", true), ("25:00", false)]
    {
        assert_eq!(time.fits(answer), fits, "{answer}");
    }
    for (answer, fits) in [("0170 1234567", true), ("+49 (0)30/123456", true), ("call me", false)] {
        assert_eq!(phone.fits(answer), fits, "{answer}");
    }
}

#[test]
fn what_is_written_is_read_as_it_was() {
    for text in [DEFAULT, RESTAURANT, SMALL] {
        let flow = good(text);
        assert_eq!(good(&write(&flow)), flow);
        let stored = serde_json::to_string(&flow).unwrap();
        assert_eq!(serde_json::from_str::<Flow>(&stored).unwrap(), flow);
        assert_eq!(good(&stored), flow);
    }
}

#[test]
fn json_is_read_as_it_comes() {
    let flow = good(SMALL);
    let mut json = serde_json::to_value(&flow).unwrap();
    json["name"] = "Small 🚗 \"x\" \\ud83d C:\\u".into();
    json["$schema"] = "flow.schema.json".into();
    let text = serde_json::to_string(&json).unwrap();
    let escaped = text.replace('🚗', r"\ud83d\ude97").replace('/', r"\/");
    assert!(escaped.contains(r"\ud83d\ude97"));
    let tabs = escaped.replace(",\"", ",\n\t\t\"");
    for text in [text, escaped, tabs] {
        assert_eq!(good(&text).name, "Small 🚗 \"x\" \\ud83d C:\\u");
    }
}

#[test]
fn what_may_be_left_out_has_a_meaning() {
    let flow = good(SMALL);
    assert_eq!(flow.language, Language::ENGLISH);
    assert_eq!(flow.refresh, Refresh::usual());
    assert_eq!((flow.words, flow.done), (Words::default(), None));
    assert_eq!(good(&format!("refresh: off\n{SMALL}")).refresh, None);
    // As it is for stored flows.
    let stored: Flow = serde_json::from_str(r#"{"name": "N", "stages": []}"#).unwrap();
    assert_eq!(stored.refresh, Refresh::usual());
}
