//! Days, written out.

use crate::{
    domain::{answer::Answer, notice::AnswerTold},
    texts::{Text, Voice},
};
use time::{Date, Month};

/// A day as YYYY-MM-DD with the month's name, so that nobody takes one number for another; none if
/// there is no such day.
pub(super) fn written(voice: &Voice, text: &str) -> Option<String> {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok().map(|it| (part, it)));
    let [(year, of), (_, month), (_, day)] = [parts.next()??, parts.next()??, parts.next()??];
    let is_day = text.len() == "YYYY-MM-DD".len() && year.len() == 4 && parts.next().is_none();
    let month = u8::try_from(month).ok()?;
    let day = u8::try_from(day).ok()?;
    Date::from_calendar_date(i32::from(of), Month::try_from(month).ok()?, day).ok()?;
    let (day, month) = (u32::from(day), u32::from(month));
    is_day.then(|| voice.say(Text::DayWritten { day, month, year }))
}

/// The same, or the text itself.
pub(super) fn or_text(voice: &Voice, text: &str) -> String {
    written(voice, text).unwrap_or_else(|| text.to_owned())
}

/// An answer, with a day written out where one was asked for, and Yes and No in the reader's words.
pub(super) fn said(voice: &Voice, answer: &AnswerTold) -> String {
    match answer {
        AnswerTold::Day { day } => or_text(voice, day),
        AnswerTold::YesNo { answer: Answer::Yes } => voice.say(Text::Yes),
        AnswerTold::YesNo { answer: Answer::No } => voice.say(Text::No),
        AnswerTold::Words(words) => words.clone(),
    }
}
