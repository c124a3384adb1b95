//! Tests of the document itself.

use super::*;

#[test]
fn the_built_in_flow_does_what_the_three_stages_always_did() {
    let flow = Flow::built_in();
    let ways: Vec<_> = flow.stages.iter().map(|step| (step.number, step.expects.clone())).collect();
    let to = Next::To;
    assert_eq!(
        ways,
        [
            (Stage::ORDER, Expects::Catalogue { then: to(Stage::CONFIRM) }),
            (
                Stage::CONFIRM,
                Expects::YesNo { about: About::Order, yes: to(Stage::TERMS), no: to(Stage::ORDER) }
            ),
            (Stage::TERMS, Expects::YesNo { about: About::Terms, yes: Next::Done, no: Next::Stay }),
        ]
    );
    assert_eq!(flow.first().map(|step| step.number), Some(Stage::ORDER));
    assert_eq!(flow.restart().map(|step| step.number), Some(Stage::ORDER));
    assert_eq!(flow.refresh.as_ref().map(|it| it.words.clone()), Some(vec!["refresh".to_owned()]));
}

#[test]
fn a_number_between_two_stages_stands_for_the_one_below() {
    let standing = |number| Flow::built_in().standing(Stage(number)).map(|step| step.number.0);
    for (number, at) in [(0, 0), (4, 0), (5, 5), (19, 5), (20, 20), (u16::MAX, 20)] {
        assert_eq!(standing(number), Some(at));
    }
    let mut late = Flow::clone(Flow::built_in());
    late.stages.retain(|step| step.number != Stage::ORDER);
    assert_eq!(late.standing(Stage::ORDER).map(|step| step.number), Some(Stage::CONFIRM));
    assert_eq!(late.step(Stage::ORDER), None);
}

#[test]
fn a_stored_flow_is_read_as_it_was_written() {
    let json = r#"{
        "name": "All", "language": "de", "words": {"yes": ["jo"], "no": []}, "refresh": "off",
        "done": {"text": "Danke"},
        "stages": [
            {"number": 1, "title": {"de": "A", "no": "B"}, "prompt": "P {{}} {answer.x}", "as": "x",
             "hint": "H", "remind": {"after": "2h", "text": "R"}, "expect": "text",
             "pattern": "[a-z]+", "example": "abc", "shortest": 1, "longest": 9, "then": 2},
            {"number": 2, "prompt": "P", "expect": "choice",
             "options": [{"label": "L", "words": ["w"], "then": "close"}]},
            {"number": 3, "prompt": "P", "expect": "number", "least": -1, "most": 7, "whole": false,
             "then": "done"},
            {"number": 4, "prompt": "P", "expect": "date", "earliest": 0, "latest": 30, "then": 1},
            {"number": 5, "prompt": "P", "expect": "file", "least": 1, "most": 2, "kinds": ["image", "pdf"],
             "then": "stay"},
            {"number": 6, "prompt": "P", "expect": "yes_no", "about": "nothing", "yes": 1, "no": 2}
        ]
    }"#;
    let flow: Flow = serde_json::from_str(json).unwrap();
    assert_eq!(flow.refresh, None);
    let written = serde_json::to_value(&flow).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(json).unwrap());
    assert_eq!(serde_json::from_value::<Flow>(written).unwrap(), flow);
}

#[test]
fn what_was_left_out_is_stored_with_what_it_means() {
    let short = r#"{"name": "N", "refresh": "off", "stages": [
        {"number": 0, "prompt": "P", "expect": "text", "then": "done"},
        {"number": 1, "prompt": "P", "expect": "file", "then": "done"},
        {"number": 2, "prompt": "P", "expect": "number", "then": "done"}
    ]}"#;
    let written = serde_json::to_value(serde_json::from_str::<Flow>(short).unwrap()).unwrap();
    let [text, file, number] = written["stages"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!((&text["shortest"], &text["longest"]), (&1.into(), &500.into()));
    assert_eq!((&file["most"], &number["whole"]), (&1.into(), &true.into()));
    assert_eq!(written["language"], "en");
}
