//! Days as people write them: "tomorrow", "monday please", "24.12.26", "Dec 24", "24. Dezember".

mod ahead;
mod beside;
mod clock;
mod words;

use crate::domain::answer::bare_phrase;
use clock::{LAST_HOUR, without_time};
use time::{Date, Duration, Month};
use words::{MONTHS, QUIET, WEEKDAYS, place, without_slips};

/// The day that a text says, without a year the next one. Where only a custom tells day and month
/// apart the day comes first, as almost everywhere, unless the month comes first for whoever writes
/// them with slashes. A time beside it says nothing of the day. `past`: a day that is over is
/// awaited.
pub(super) fn read(text: &str, today: Date, month_first: bool, past: bool) -> Option<Date> {
    let text = &without_time(text);
    let said = without_slips(&beside::without(&bare_phrase(text)?));
    if let Some((weekday, day)) = day_of_a_month(&said, text).filter(|_| !past) {
        return upcoming_day(today, day).filter(|it| falls_on(*it, weekday));
    }
    if let Some(days) = ahead::counted(&said) {
        return today.checked_add(Duration::days(days));
    }
    let said = QUIET
        .iter()
        .fold(format!(" {said} "), |said, quiet| said.replace(&format!(" {quiet} "), " "));
    let said = said.trim();
    if let Some(days) = ahead::named(said) {
        return today.checked_add(Duration::days(days));
    }
    let (mut numbers, mut month, mut weekday) = (vec![], None, None);
    for word in said.split(' ') {
        if let Some(number) = number(word) {
            numbers.push(number);
        } else if let Some(named) = place(&MONTHS, word).filter(|_| month.is_none()) {
            month = Some(named);
        } else {
            weekday = Some(place(&WEEKDAYS, word).filter(|_| weekday.is_none())?);
        }
    }
    let day = match (month, numbers.as_slice(), weekday) {
        (None, [], Some(weekday)) => return next(today, weekday),
        (Some(month), [day], _) => upcoming(today, month, day.value)?,
        (Some(month), [year, day], _) if year.digits == 4 => date(year.value, month, day.value)?,
        (Some(month), [day, year], _) => {
            let day = date(year.year(today)?, month, day.value)?;
            // "24 december 10" is a time rather than a day that was long ago.
            let may_be_time = year.digits == 2 && year.value <= LAST_HOUR && !past;
            Some(day).filter(|it| *it >= today || !may_be_time)?
        }
        (None, numbers, _) => in_digits(text, numbers, today, month_first)?,
        _ => return None,
    };
    // "monday, 24 december" of another day is a mistake.
    falls_on(day, weekday).then_some(day)
}

fn falls_on(day: Date, weekday: Option<u8>) -> bool {
    weekday.is_none_or(|it| day.weekday().number_from_monday() == it)
}

fn in_digits(text: &str, numbers: &[Number], today: Date, month_first: bool) -> Option<Date> {
    let month_first = month_first && text.contains('/');
    let either = |one: u32, two: u32, of: &dyn Fn(u32, u32) -> Option<Date>| {
        let (usual, other) =
            if month_first { (of(one, two), of(two, one)) } else { (of(two, one), of(one, two)) };
        usual.or(other)
    };
    match numbers {
        [year, month, day] if year.digits == 4 => date(year.value, month.value, day.value),
        // "26-12-24" may begin with the year.
        [_, _, year] if year.digits == 2 && text.contains('-') => None,
        [one, two, year] => {
            let year = year.year(today)?;
            either(one.value, two.value, &|month, day| date(year, month, day))
        }
        [one, two] => either(one.value, two.value, &|month, day| upcoming(today, month, day)),
        _ => None,
    }
}

/// The next day of this name, which is not today.
fn next(today: Date, weekday: u8) -> Option<Date> {
    let ahead = (weekday + 7 - today.weekday().number_from_monday() - 1) % 7 + 1;
    today.checked_add(Duration::days(i64::from(ahead)))
}

/// This day of the year when it comes next; the 29 February is not in every year.
fn upcoming(today: Date, month: u32, day: u32) -> Option<Date> {
    let year = u32::try_from(today.year()).ok()?;
    let mut days = (year..=year + MOST_BETWEEN_LEAP_YEARS).filter_map(|it| date(it, month, day));
    days.find(|it| *it >= today)
}

/// The day of some month that words name and nothing else, undoubtedly as a day: "the 30th", "am
/// 30.", "le 30"; with its day of the week, if that stands before it.
fn day_of_a_month(said: &str, text: &str) -> Option<(Option<u8>, u32)> {
    let (before, last) = said.rsplit_once(' ').unwrap_or(("", said));
    let number = number(last)?;
    let (first, rest) = before.split_once(' ').unwrap_or((before, ""));
    let weekday = place(&WEEKDAYS, first);
    let before = if weekday.is_some() { rest } else { before };
    let has_ending = last.len() > number.digits;
    let is_marked = text.trim_end().ends_with('.') && OF_A_DOT.contains(&before);
    let is_day = match before {
        "" | "the" | "on the" | "for the" => has_ending,
        _ => is_marked || (!has_ending && OF_A_DAY.contains(&before)),
    };
    is_day.then_some((weekday, number.value))
}

/// The next day of this number, in whichever month has one.
fn upcoming_day(today: Date, day: u32) -> Option<Date> {
    let (year, month) = (u32::try_from(today.year()).ok()?, u32::from(u8::from(today.month())));
    let months = (0..=MOST_BETWEEN_LONG_MONTHS).map(|ahead| month - 1 + ahead);
    let mut days = months.filter_map(|it| date(year + it / 12, it % 12 + 1, day));
    days.find(|it| *it >= today)
}

pub(super) fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
}

struct Number {
    value: u32,
    digits: usize,
}

impl Number {
    /// The year that it says: of two digits one of this century, unless that is far away.
    fn year(&self, today: Date) -> Option<u32> {
        match self.digits {
            4 => Some(self.value),
            2 => {
                let far = u32::try_from(today.year()).ok()? + FAR;
                let year = 2_000 + self.value;
                Some(if year > far { year - 100 } else { year })
            }
            _ => None,
        }
    }
}

/// "24", "24th", "1er".
fn number(word: &str) -> Option<Number> {
    let digits = word.trim_end_matches(|it: char| !it.is_ascii_digit());
    let ending = word.get(digits.len()..)?;
    let is_ending = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "o" | "a");
    let value = digits.parse().ok().filter(|_| is_ending)?;
    Some(Number { value, digits: digits.len() })
}

/// Years ahead that nobody means with two digits.
const FAR: u32 = 50;

/// As between the end of December and that of March, where there is no 30th.
const MOST_BETWEEN_LONG_MONTHS: u32 = 3;
/// What stands before the number of a day, with a point behind it.
const OF_A_DOT: [&str; 5] = ["am", "der", "den", "zum", "fur den"];
/// What stands before the number of a day.
const OF_A_DAY: [&str; 9] =
    ["le", "pour le", "el", "el dia", "para el", "dia", "no dia", "para o dia", "para el dia"];
/// As between 2096 and 2104.
const MOST_BETWEEN_LEAP_YEARS: u32 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    /// Read on a Thursday.
    fn read(text: &str, month_first: bool) -> Option<String> {
        super::read(text, date(2_026, 11, 26).unwrap(), month_first, false).map(|it| it.to_string())
    }

    #[track_caller]
    fn check(day: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(read(text, false).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn days_are_read_in_digits() {
        let christmas = ["2026-12-24", "24.12.2026", "24/12/2026", "12/24/2026", "24.12.", "24 12"];
        check("2026-12-24", &christmas);
        check("2026-12-24", &["24.12.26", "24/12/26", "on 24.12. please", "bitte am 24.12.26"]);
        check("2027-02-01", &["1.2.", "1.2.27"]);
        check("1985-12-24", &["24.12.85"]);
        let unread =
            ["", "32.1.2026", "30.2.2027", "soon", "1", "1.1.1.1", "26-12-24", "24.12.026"];
        for text in unread {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_in_words() {
        check("2026-11-26", &["heute", "Today please", "aujourd'hui", "hoy", "hoje"]);
        check(
            "2026-11-27",
            &["Tomorrow!", "tomorrow please", "für morgen", "demain", "mañana", "amanhã"],
        );
        check(
            "2026-11-28",
            &["the day after tomorrow", "übermorgen", "après-demain", "pasado mañana"],
        );
        check("2026-11-28", &["depois de amanhã"]);
        check(
            "2026-11-30",
            &["monday", "next Monday please", "am Montag", "lundi prochain", "el lunes"],
        );
        check("2026-11-30", &["segunda-feira"]);
        check("2026-12-03", &["thursday", "Donnerstag"]);
        check("2026-11-27", &["friday", "next friday", "vendredi prochain"]);
        check(
            "2026-11-29",
            &["in 3 days", "in three days please", "dans trois jours", "em 3 dias"],
        );
        check("2026-12-10", &["in two weeks", "in zwei Wochen", "en dos semanas", "in 14 days"]);
        check("2026-12-24", &["Dec 24", "24 December", "december 24th, 2026", "24. Dezember"]);
        check(
            "2026-12-24",
            &["24 décembre", "24 de diciembre", "24 de dezembro de 2026", "2026 dec 24"],
        );
        check("2026-12-24", &["thursday, 24 december", "24th of december 26"]);
        check("2027-02-01", &["1er février", "feb 1"]);
        check("2027-03-01", &["1. März"]);
        for text in [
            "in a few days",
            "friday, 24 december",
            "dec",
            "monday tuesday",
            "32 dec",
            "dec 24 or 25",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_time_beside_a_day_is_no_year() {
        for text in [
            "24 dec 10 am",
            "24 dec 10am",
            "24 dec at 10 a.m.",
            "10:30 on 24 dec",
            "24 dec 10:30 pm",
            "24. Dezember um 10 Uhr",
            "24.12. 10:30",
            "am 24.12. um 10:30 Uhr",
            "24 décembre à 10h",
            "24 de diciembre a las 10 horas",
        ] {
            assert_eq!(read(text, false).as_deref(), Some("2026-12-24"), "{text}");
        }
        check("2027-05-05", &["5 may 10 am"]);
        check("2026-12-24", &["24 dec 26", "am 24.12."]);
        check("2025-12-24", &["24 dec 25"]);
        assert_eq!(read("24. dezember 10", false), None, "10 may be a time");
        assert_eq!(read("10 am", false), None);
    }

    #[test]
    fn times_and_parts_of_a_day_say_nothing_of_it() {
        check(
            "2026-11-27",
            &[
                "tomorrow at 10",
                "tomorrow @10",
                "tomorrow at 10.30, please",
                "morgen um 10",
                "demain à 10",
                "demain à 10h30",
                "mañana a las 10",
                "amanhã às 10",
                "tomorrow after 5",
                "tomorrow morning",
                "in the afternoon tomorrow",
                "morgen früh",
                "morgen Abend",
                "demain matin",
                "mañana por la mañana",
                "amanhã de manhã",
                "Freitagabend",
            ],
        );
        check("2026-11-26", &["tonight", "heute Abend", "today at 5"]);
        check("2026-11-30", &["monday at 5", "monday evening", "montag nachmittag um 3"]);
        check("2026-12-24", &["Dec 24 at noon", "24.12. um 10", "at 10 on 24 dec"]);
        check("2026-12-10", &["10 december at 5", "in two weeks in the morning"]);
        for text in [
            "morning",
            "at 10",
            "monday 10",
            "tomorrow 10",
            "montag morgen",
            "monday midnight",
            "monday at 5 or tuesday",
            "at 30",
            "at 10 12",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_day_may_be_said_to_suit() {
        check(
            "2026-11-30",
            &[
                "monday works",
                "monday works for me",
                "monday is fine",
                "let's say monday",
                "Montag passt",
            ],
        );
        check("2026-11-30", &["lundi me convient", "el lunes me viene bien", "segunda pode ser"]);
        for text in
            ["monday does not work", "not monday", "maybe monday", "monday or tuesday works"]
        {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_is_undoubtedly_of_a_day_is_the_next_one() {
        check(
            "2026-11-30",
            &["the 30th", "30th", "on the 30th please", "am 30.", "le 30", "el 30"],
        );
        check("2026-11-30", &["no dia 30", "monday the 30th"]);
        check("2026-12-03", &["the 3rd"]);
        check("2026-11-26", &["the 26th"]);
        check("2026-12-31", &["the 31st at 10"]);
        for text in ["30", "the 30", "30.", "the 32nd", "tuesday the 30th", "the 30th or 31st"] {
            assert_eq!(read(text, false), None, "{text}");
        }
        let on = |day: Date| super::read("the 30th", day, false, false).map(|it| it.to_string());
        assert_eq!(on(date(2_027, 1, 31).unwrap()).as_deref(), Some("2027-03-30"));
        assert_eq!(on(date(2_026, 12, 31).unwrap()).as_deref(), Some("2027-01-30"));
        let past = super::read("the 30th", date(2_026, 11, 26).unwrap(), false, true);
        assert_eq!(past, None, "the last one may be meant");
    }

    #[test]
    fn one_slip_in_a_long_name_is_undone() {
        check("2026-11-27", &["tomorow", "tommorrow", "tomorrw please", "freitg", "vendrdi"]);
        check("2026-12-24", &["24 decmber", "Dezmber 24"]);
        check("2026-12-02", &["wednsday"]);
        // The last may be two.
        for text in ["tomoro", "mnday or so", "24 juny", "sonday"] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn what_is_over_counts_where_it_may_be() {
        let read = |text, past| {
            super::read(text, date(2_026, 11, 26).unwrap(), false, past).map(|it| it.to_string())
        };
        assert_eq!(read("24. dezember 10", true).as_deref(), Some("2010-12-24"));
        assert_eq!(read("24. dezember 10", false), None);
    }

    #[test]
    fn the_29_february_is_in_the_next_leap_year() {
        check("2028-02-29", &["29 feb", "29.2.", "Feb 29", "29. Februar"]);
        assert_eq!(read("30 feb", false), None);
    }

    #[test]
    fn with_slashes_the_month_comes_first_for_some() {
        assert_eq!(read("05/06/2027", false).as_deref(), Some("2027-06-05"));
        assert_eq!(read("05/06/2027", true).as_deref(), Some("2027-05-06"));
        assert_eq!(read("5/6", true).as_deref(), Some("2027-05-06"));
        assert_eq!(read("24/12/2026", true).as_deref(), Some("2026-12-24"));
        assert_eq!(read("05.06.2027", true).as_deref(), Some("2027-06-05"));
    }
}
