//! What is asked for like a question: "can you make it black?", "can i have 2?".

use super::{
    lists::{
        self, GOES_ON,
        verbs::{HAVE, REQUESTS},
    },
    words,
};
use crate::domain::{
    answer::{bare_phrase, phrase},
    recognise::{in_digits, is_number},
};

/// What a question asks to be done: "can you make it black?".
pub(super) fn requested(text: &str) -> &str {
    let Some(asked) = text.trim().strip_suffix('?').map(str::trim) else { return text };
    let said = phrase(asked).unwrap_or_default();
    let leads = |it: &&&str| said.strip_prefix(**it).is_some_and(|it| it.starts_with(' '));
    let Some(lead) = REQUESTS.iter().find(leads) else { return text };
    let asked_for = words::cut(asked).into_iter().nth(lead.split(' ').count());
    asked_for.and_then(|it| asked.get(it.span.start..)).unwrap_or(text)
}

/// How many are wished for in what is asked like a question: "yes and can i have 2?".
pub(in super::super) fn wished(text: &str) -> Option<u32> {
    let mut asked = text.trim();
    while let Some((first, rest)) = asked.split_once(char::is_whitespace)
        && phrase(first).is_some_and(|it| GOES_ON.contains(&it.as_str()))
    {
        asked = rest.trim_start();
    }
    let wish = requested(asked);
    let (verb, number) = wish.split_once(' ').filter(|_| wish.len() < asked.len())?;
    let number = bare_phrase(number)?;
    let number = number.strip_suffix(" of them").unwrap_or(&number);
    // "would you take 20 for it?" is about what it is to cost.
    if number.ends_with(" for it") || number.ends_with(" for that") {
        return None;
    }
    // "another one in black" says more than how many.
    let is_short = number.split(' ').count() <= MOST_OF_NUMBER && !number.starts_with("another");
    let is_wish = is_short && HAVE.contains(&verb.to_lowercase().as_str()) && is_number(number);
    let digits = in_digits(number).filter(|_| is_wish)?;
    let mut numbers = digits.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
    numbers.next().and_then(lists::count)
}

const MOST_OF_NUMBER: usize = 3;
