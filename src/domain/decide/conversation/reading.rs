//! Whether what was written fits what a stage expects, and what it says then.

use crate::domain::{
    answer::phrase,
    flow::{Expects, FileKind, USUAL_LONGEST},
    input::File,
    notice::Fits,
    time::Timestamp,
};
use time::{Date, Duration, Month, OffsetDateTime};

/// What was written or sent, and when.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) text: &'a str,
    pub(super) files: &'a [File],
    pub(super) at: Timestamp,
}

/// What is kept of an answer that fits; none if it does not.
pub(super) fn answer(expects: &Expects, given: Given<'_>) -> Option<String> {
    let text = given.text.trim();
    match expects {
        Expects::Text { pattern, shortest, longest, .. } => {
            let length = text.chars().count();
            let fits = (usize::from(*shortest)..=usize::from(*longest)).contains(&length)
                && pattern.as_ref().is_none_or(|pattern| pattern.fits(text));
            fits.then(|| text.to_owned())
        }
        Expects::Number { least, most, whole, .. } => number(text, (*least, *most), *whole),
        Expects::Date { earliest, latest, .. } => {
            let today = day_of(given.at)?;
            let day = day(text, today)?;
            let ahead = (day - today).whole_days();
            let fits = earliest.is_none_or(|it| i64::from(it) <= ahead)
                && latest.is_none_or(|it| ahead <= i64::from(it));
            fits.then(|| day.to_string())
        }
        Expects::File { most, kinds, .. } => {
            let fits = (1..=usize::from(*most)).contains(&given.files.len())
                && given.files.iter().all(|file| is_of(file, kinds));
            let names: Vec<_> = given.files.iter().map(|file| file.name.as_str()).collect();
            fits.then(|| names.join(", "))
        }
        Expects::Catalogue { .. } | Expects::YesNo { .. } | Expects::Choice { .. } => None,
    }
}

/// What is taken, for whoever has given something else.
pub(super) fn fits(expects: &Expects, at: Timestamp) -> Option<Fits> {
    match expects {
        Expects::Number { least, most, .. } => Some(Fits::Number { least: *least, most: *most }),
        Expects::Date { earliest, latest, .. } => {
            let today = day_of(at)?;
            let ahead = |days: &i32| today.checked_add(Duration::days(i64::from(*days)));
            let (earliest, latest) =
                (earliest.as_ref().and_then(ahead), latest.as_ref().and_then(ahead));
            let example = earliest.or(latest).unwrap_or(today).to_string();
            let day = |day: Option<Date>| day.map(|day| day.to_string());
            Some(Fits::Day { example, earliest: day(earliest), latest: day(latest) })
        }
        Expects::File { most, kinds, .. } => {
            Some(Fits::Files { most: *most, kinds: kinds.clone() })
        }
        Expects::Text { example, shortest, longest, .. } => {
            let length = (*shortest, *longest);
            let length = (length != (1, USUAL_LONGEST)).then_some(length);
            let says_more = example.is_some() || length.is_some();
            says_more.then(|| Fits::Words { example: example.clone(), length })
        }
        Expects::Catalogue { .. } | Expects::YesNo { .. } | Expects::Choice { .. } => None,
    }
}

/// A number in digits, with a point or comma before its decimals. Three digits behind it are
/// thousands where only a whole number is asked for, and may be either elsewhere: that is no answer.
fn number(text: &str, (least, most): (Option<i64>, Option<i64>), whole: bool) -> Option<String> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (before, behind) = digits.split_once(['.', ',']).map_or((digits, ""), |parts| parts);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if before.is_empty() || before.len() > 18 || !all_digits(before) || !all_digits(behind) {
        return None;
    }
    let (before, behind) = match behind.len() {
        3 if before.len() > 3 || before == "0" => (before.to_owned(), behind),
        3 if whole => (format!("{before}{behind}"), ""),
        3 => return None,
        _ => (before.to_owned(), behind),
    };
    let behind = behind.trim_end_matches('0');
    if behind.len() > 6 || (whole && !behind.is_empty()) {
        return None;
    }
    let floor: i64 = before.parse().ok()?;
    // Between this whole number and the next one.
    let ceiling = if behind.is_empty() { floor } else { floor.saturating_add(1) };
    let (low, high) = if sign.is_empty() { (floor, ceiling) } else { (-ceiling, -floor) };
    let fits = least.is_none_or(|it| it <= low) && most.is_none_or(|it| high <= it);
    let point = if behind.is_empty() { "" } else { "." };
    // As it was written: zeros at its beginning are part of a number to call or to look up.
    fits.then(|| format!("{sign}{before}{point}{behind}"))
}

fn day_of(at: Timestamp) -> Option<Date> {
    let seconds = i64::try_from(at.0 / 1_000).ok()?;
    OffsetDateTime::from_unix_timestamp(seconds).ok().map(OffsetDateTime::date)
}

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish.
const TODAY: [&str; 8] =
    ["today", "heute", "aujourd'hui", "hoy", "hoje", "oggi", "vandaag", "dzisiaj"];
const TOMORROW: [&str; 8] =
    ["tomorrow", "morgen", "demain", "mañana", "amanhã", "domani", "morgen", "jutro"];

/// A day: today, tomorrow, 2026-12-24, 24.12.2026 or 24/12/2026, and without the year the next
/// one. Days stand before months, as almost everywhere; 12/24/2026 can only be the other way.
fn day(text: &str, today: Date) -> Option<Date> {
    let said = phrase(text);
    let is_one_of =
        |words: &[&str]| words.iter().any(|word| said.is_some() && phrase(word) == said);
    if is_one_of(&TODAY) {
        return Some(today);
    }
    if is_one_of(&TOMORROW) {
        return today.checked_add(Duration::days(1));
    }
    let numbers: Vec<u32> = text
        .split(['-', '.', '/', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match *numbers.as_slice() {
        [year @ 1_000..=9_999, month, day] => date(year, month, day),
        [day, month, year @ 1_000..=9_999] => date(year, month, day).or(date(year, day, month)),
        [day, month] => {
            let this_year = u32::try_from(today.year()).ok()?;
            let of = |year| date(year, month, day).or(date(year, day, month));
            of(this_year).filter(|it| *it >= today).or_else(|| of(this_year + 1))
        }
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
}

/// Whether a file is of one of these kinds, as Discord says.
fn is_of(file: &File, kinds: &[FileKind]) -> bool {
    let media_type = file.media_type.as_deref().unwrap_or_default();
    kinds.is_empty()
        || kinds.iter().any(|kind| match kind {
            FileKind::Image => media_type.starts_with("image/"),
            FileKind::Video => media_type.starts_with("video/"),
            FileKind::Audio => media_type.starts_with("audio/"),
            FileKind::Pdf => media_type == "application/pdf",
            FileKind::Text => media_type.starts_with("text/plain"),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_point_or_comma_and_kept_within_their_bounds() {
        let whole = |text| number(text, (Some(1), Some(10)), true);
        assert_eq!(whole("3"), Some("3".into()));
        assert_eq!(whole("10"), Some("10".into()));
        assert_eq!(whole("+7"), Some("7".into()));
        assert_eq!(whole("2.0"), Some("2".into()));
        assert_eq!(whole("007"), Some("007".into()));
        for unfit in ["", "0", "11", "2.5", "two", "1e3", "9999999999999999999", "- 1", "1.2.3"] {
            assert_eq!(whole(unfit), None, "{unfit}");
        }
        let many = |text| number(text, (Some(1), Some(2_000_000)), true);
        assert_eq!(many("1,000"), Some("1000".into()));
        assert_eq!(many("12.500"), Some("12500".into()));
        assert_eq!(many("1,00"), Some("1".into()));
        assert_eq!(many("1,000,000"), None);
        let any = |text| number(text, (Some(-1), Some(2)), false);
        assert_eq!(any("1.500"), None, "one and a half, or fifteen hundred");
        assert_eq!(any("1,50"), Some("1.5".into()));
        assert_eq!(any("-0.5"), Some("-0.5".into()));
        assert_eq!(any("2.1"), None);
        assert_eq!(any("-1.1"), None);
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = date(2_026, 11, 26).unwrap();
        let read = |text| day(text, today).map(|it| it.to_string());
        for text in ["2026-12-24", "24.12.2026", "24/12/2026", "12/24/2026", "24.12.", "24 12"] {
            assert_eq!(read(text).as_deref(), Some("2026-12-24"), "{text}");
        }
        assert_eq!(read("1.2.").as_deref(), Some("2027-02-01"), "the next one");
        assert_eq!(read("Tomorrow!").as_deref(), Some("2026-11-27"));
        assert_eq!(read("heute").as_deref(), Some("2026-11-26"));
        for text in ["", "32.1.2026", "30.2.2027", "soon", "1", "1.1.1.1", "24.12.26"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
