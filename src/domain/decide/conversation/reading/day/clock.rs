//! Times of the day beside a day, which say nothing of it: "10:30", "10 am", "um 10 Uhr", "at 10".

use super::words::{MONTHS, place};

/// A text without them.
pub(super) fn without_time(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let mut kept: Vec<&str> = vec![];
    let mut at = 0;
    while let Some(written) = words.get(at) {
        let next = words.get(at + 1).map(|it| plain(it));
        let unit = next.as_deref().filter(|it| CLOCK.contains(it));
        let before = kept.last().map(|it| plain(it)).unwrap_or_default();
        let is_led = TO_THE_HOUR.contains(&before.as_str()) || written.starts_with('@');
        let is_hour = is_led && is_bare(written) && !next.as_deref().is_some_and(is_of_a_day);
        let is_clock = is_hour || is_time(&plain(written), unit.is_some());
        if is_clock {
            while kept.last().is_some_and(|it| AT.contains(&plain(it).as_str())) {
                kept.pop();
            }
        } else {
            kept.push(written);
        }
        at += if is_clock && unit.is_some() { 2 } else { 1 };
    }
    kept.join(" ")
}

fn plain(word: &str) -> String {
    match word {
        "@" => word.to_owned(),
        _ => word.trim_matches(|it: char| !it.is_alphanumeric()).replace('.', "").to_lowercase(),
    }
}

fn is_hour(word: &str) -> bool {
    word.parse::<u32>().is_ok_and(|it| it <= LAST_HOUR)
}

/// Whether a word is a time by itself or with what follows it.
fn is_time(word: &str, has_unit: bool) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ending = word.get(digits.len()..).unwrap_or_default();
    let minutes = |it: &str| it.len() == 2 && it.parse::<u32>().is_ok_and(|it| it < 60);
    let of_hours = |mark| {
        let parted = digits.split_once(mark);
        parted.is_some_and(|(before, behind)| is_hour(before) && minutes(behind))
    };
    (ending.is_empty() || CLOCK.contains(&ending))
        && (of_hours(':') || of_hours('h') || (is_hour(digits) && (has_unit || !ending.is_empty())))
}

/// Whether a word is an hour where one is led to: "10", "10.30", but not "10.12.", "10th" or
/// "10/12".
fn is_bare(written: &str) -> bool {
    let word = written.trim_start_matches('@').trim_end_matches([',', '!', ';']);
    let parted = word.split_once('.').filter(|(_, behind)| QUARTERS.contains(behind));
    is_hour(parted.map_or(word, |(before, _)| before))
}

/// Whether a word makes a day of the number before it: "at 10 december".
fn is_of_a_day(word: &str) -> bool {
    place::<12, usize>(&MONTHS, word).is_some() || matches!(word, "of" | "de")
}

pub(super) const LAST_HOUR: u32 = 24;
/// Minutes that are no months.
const QUARTERS: [&str; 5] = ["", "00", "15", "30", "45"];
/// What is followed by an hour and by no day.
const TO_THE_HOUR: [&str; 10] =
    ["at", "@", "um", "gegen", "à", "las", "às", "vers", "after", "nach"];
/// What makes a time of an hour.
const CLOCK: [&str; 12] =
    ["am", "pm", "oclock", "o’clock", "o'clock", "uhr", "h", "hs", "heures", "horas", "hrs", "ore"];
/// What stands before a time.
const AT: [&str; 13] =
    ["at", "@", "after", "nach", "um", "gegen", "ab", "à", "a", "las", "às", "vers", "around"];
