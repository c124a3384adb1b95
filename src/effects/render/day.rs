//! Days, written out.

use crate::texts::{Text, Voice};

/// A text; one that is a day as YYYY-MM-DD with the month's name, so that nobody takes one number for
/// another.
pub(super) fn written(voice: &Voice, text: &str) -> Option<String> {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok().map(|it| (part, it)));
    let [(year, _), (_, month), (_, day)] = [parts.next()??, parts.next()??, parts.next()??];
    let is_day = text.len() == "YYYY-MM-DD".len() && year.len() == 4 && parts.next().is_none();
    let is_day = is_day && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then(|| voice.say(Text::DayWritten { day, month, year }))
}

/// The same, or the text itself.
pub(super) fn or_text(voice: &Voice, text: &str) -> String {
    written(voice, text).unwrap_or_else(|| text.to_owned())
}
