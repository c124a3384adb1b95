//! Days as they are counted from today: "tomorrow", "in 3 days", "in two weeks".

use crate::domain::recognise::in_digits;

/// How far ahead a day is that has a name of its own.
pub(super) fn named(said: &str) -> Option<i64> {
    AHEAD.iter().find(|(words, _)| words.contains(&said)).map(|it| it.1)
}

/// The words for such days that are one word.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let words = AHEAD.iter().flat_map(|(words, _)| words.iter()).copied();
    words.filter(|it| !it.contains(' '))
}

/// How many days or weeks are to pass, as `said` in folded words tells.
pub(super) fn counted(said: &str) -> Option<i64> {
    let begun = IN.iter().find_map(|it| said.strip_prefix(it));
    let ended = || FROM_NOW.iter().find_map(|it| said.strip_suffix(it));
    let said = begun.or_else(ended)?.trim();
    let (many, unit) = said.rsplit_once(' ')?;
    let days = UNITS.iter().find(|(words, _)| words.contains(&unit)).map(|it| it.1)?;
    let many = match (ONE.contains(&many), many.bytes().all(|it| it.is_ascii_digit())) {
        (true, _) => 1,
        (_, true) => many.parse::<i64>().ok()?,
        _ => in_digits(many)?.parse().ok()?,
    };
    (many <= FAR).then_some(many * days)
}

/// Nobody counts further.
const FAR: i64 = 999;
const IN: [&str; 7] = ["in ", "dans ", "en ", "dentro de ", "em ", "daqui a ", "daqui "];
const FROM_NOW: [&str; 3] = [" from now", " from today", " ab heute"];
const ONE: [&str; 12] =
    ["a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "una", "um", "uma"];
const UNITS: [(&[&str], i64); 2] = [
    (&["day", "days", "tag", "tage", "tagen", "jour", "jours", "dia", "dias"], 1),
    (&["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"], 7),
];
/// Words for days as they are counted from today. English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Polish.
const AHEAD: [(&[&str], i64); 3] = [
    (&["today", "tonight", "heute", "aujourdhui", "hoy", "hoje", "oggi", "vandaag", "dzisiaj"], 0),
    (&["tomorrow", "tmrw", "tmr", "morgen", "demain", "manana", "amanha", "domani", "jutro"], 1),
    (
        &[
            "day after tomorrow",
            "ubermorgen",
            "uebermorgen",
            "apres demain",
            "pasado manana",
            "depois amanha",
            "dopodomani",
            "overmorgen",
            "pojutrze",
        ],
        2,
    ),
];

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn days_and_weeks_are_counted() {
        for (said, days) in [
            ("in 3 days", 3),
            ("in three days", 3),
            ("in two weeks", 14),
            ("in a week", 7),
            ("2 weeks from now", 14),
            ("in 3 tagen", 3),
            ("in zwei wochen", 14),
            ("in einer woche", 7),
            ("dans trois jours", 3),
            ("dans une semaine", 7),
            ("en dos semanas", 14),
            ("dentro de 3 dias", 3),
            ("em duas semanas", 14),
            ("daqui a 3 dias", 3),
        ] {
            assert_eq!(counted(said), Some(days), "{said}");
        }
        for said in
            ["in a few days", "in 2 or 3 days", "3 days", "in days", "in 5000 days", "in 3 hours"]
        {
            assert_eq!(counted(said), None, "{said}");
        }
    }
}
