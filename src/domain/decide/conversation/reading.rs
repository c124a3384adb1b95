//! Whether what was written fits what a stage expects, and what it says then.

mod day;
mod number;

use crate::domain::{
    flow::{Expects, FileKind, USUAL_LONGEST},
    input::File,
    notice::Fits,
    time::Timestamp,
};
use number::Read;
use time::{Date, Duration, OffsetDateTime};

/// What was written or sent, and when.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) text: &'a str,
    pub(super) files: &'a [File],
    pub(super) at: Timestamp,
    /// Whether months stand before days, where slashes part them.
    pub(super) month_first: bool,
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
        Expects::Number { least, most, whole, .. } => {
            match number::read(text, (*least, *most), *whole) {
                Read::Number(number) => Some(number),
                Read::Either(..) | Read::Nothing => None,
            }
        }
        Expects::Date { earliest, latest, .. } => {
            let today = day_of(given.at)?;
            let past = earliest.is_some_and(|it| it < 0) || latest.is_some_and(|it| it <= 0);
            let day = day::read(text, today, given.month_first, past)?;
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

/// The two numbers that a text may say.
pub(super) fn either(expects: &Expects, text: &str) -> Option<(String, String)> {
    let Expects::Number { least, most, whole, .. } = expects else { return None };
    match number::read(text.trim(), (*least, *most), *whole) {
        Read::Either(one, other) => Some((one, other)),
        Read::Number(_) | Read::Nothing => None,
    }
}

/// What is taken, for whoever has given something else.
pub(super) fn fits(expects: &Expects, at: Timestamp) -> Option<Fits> {
    match expects {
        Expects::Number { least, most, .. } => {
            Some(Fits::Number { least: *least, most: *most, either: None })
        }
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

fn day_of(at: Timestamp) -> Option<Date> {
    let seconds = i64::try_from(at.0 / 1_000).ok()?;
    OffsetDateTime::from_unix_timestamp(seconds).ok().map(OffsetDateTime::date)
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
