//! Days, written out.

use super::{super::day, measure::voices};
use crate::domain::{answer::Answer, language::Language, notice::AnswerTold};

#[test]
fn days_are_written_out() {
    let written = |language, text: &str| day::written(&voices(language, language).customer, text);
    for (language, expected) in [
        (Language::ENGLISH, "24 December 2026"),
        (Language::GERMAN, "24. Dezember 2026"),
        (Language::FRENCH, "24 décembre 2026"),
        (Language::SPANISH, "24 de diciembre de 2026"),
        (Language::PORTUGUESE, "24 de dezembro de 2026"),
    ] {
        assert_eq!(written(language, "2026-12-24").as_deref(), Some(expected));
    }
    for text in [
        "2026-13-24",
        "2026-02-31",
        "2027-02-29",
        "2026-12-2",
        "26-12-2024",
        "2026-12-24 or so",
        "",
        "2026-00-01",
    ] {
        assert_eq!(written(Language::ENGLISH, text), None, "{text}");
    }
    let voices = voices(Language::ENGLISH, Language::ENGLISH);
    let (day, words) =
        (AnswerTold::Day { day: "2026-12-24".into() }, AnswerTold::from("2026-12-24"));
    assert_eq!(day::said(&voices.customer, &day), "24 December 2026");
    assert_eq!(day::said(&voices.customer, &words), "2026-12-24", "a text is left as it is");
}

#[test]
fn yes_and_no_are_said_in_the_readers_language() {
    for (language, yes, no) in [(Language::ENGLISH, "Yes", "No"), (Language::GERMAN, "Ja", "Nein")]
    {
        let voice = voices(language, language).customer;
        let said = |answer| day::said(&voice, &AnswerTold::YesNo { answer });
        assert_eq!([said(Answer::Yes), said(Answer::No)], [yes, no]);
    }
}
