//! Another answer to a question that was answered before: "change the guests to 12".

use super::words::{
    ALTERS, ENDS, HESITATES, INSTEAD, IS, LEADS, NUMBER_OF, TAKES_BACK, THE, TO, WE_ARE,
};
use super::{End, stripped, without};
use crate::domain::{
    answer::{phrase, says},
    decide::conversation::{
        reading::{self, Given},
        talk::Talk,
    },
    flow::{Expects, Stage, Step},
    notice::{AnswerTold, Occasion},
    ticket::StageAnswer,
};

impl Talk<'_> {
    /// Takes another answer to the only question before that words call by its name, and asks once
    /// more what is asked now. What a number, a text and a day lead to is the same whatever they say.
    pub(in crate::domain::decide::conversation) fn answer_anew(&mut self, text: &str) -> bool {
        let Some((stage, answer, told)) = self.answered_anew(text) else { return false };
        let by = self.voice.evidence;
        let former = self.next.answers.iter_mut().find(|it| it.stage == stage);
        if let Some(former) = former {
            *former = StageAnswer { stage, text: answer, by };
        }
        self.turn();
        self.ask(Occasion::Corrected { answer: told });
        true
    }

    /// The question that is meant, the answer, and how it is told.
    pub(in crate::domain::decide::conversation) fn answered_anew(
        &self,
        text: &str,
    ) -> Option<(Stage, String, AnswerTold)> {
        let now = self.step()?;
        // Where a text is awaited, "address: 5" may be one.
        let sure = matches!(now.expects, Expects::Text { .. });
        let text = text.trim().trim_end_matches(['?', '？']);
        let flow = self.flow();
        let steps = self.next.answers.iter().filter_map(|it| flow.step(it.stage));
        let mut meant = steps.filter(|step| step.number != now.number).filter_map(|step| {
            let names = self.names_of(step);
            let answer = names.iter().find_map(|name| self.said_of(step, name, text, sure))?;
            Some((step, answer))
        });
        let (step, answer) = meant.next().filter(|_| meant.next().is_none())?;
        let told = match step.expects {
            Expects::Date { .. } => AnswerTold::Day { day: answer.clone() },
            _ => answer.as_str().into(),
        };
        Some((step.number, answer, told))
    }

    /// What a question is called, as far as no product is called so.
    fn names_of(&self, step: &Step) -> Vec<String> {
        let key = step.key.as_ref().map(|key| key.as_str().replace('_', " "));
        let title = step.title.as_ref().map(|title| self.spoken(title));
        let names = key.into_iter().chain(title).filter_map(|name| phrase(&name));
        names.filter(|name| !self.names_product(name)).collect()
    }

    fn said_of(&self, step: &Step, name: &str, text: &str, sure: bool) -> Option<String> {
        let given = |text: &str| {
            let at = self.said_at();
            let given = Given { text, files: &[], at, month_first: self.next.month_first };
            reading::answer(&step.expects, given)
        };
        let is_text = match step.expects {
            Expects::Text { .. } => true,
            // "my guests like 12 adders".
            Expects::Number { .. } if self.names_product(text) => return None,
            Expects::Number { .. } | Expects::Date { .. } => false,
            _ => return None,
        };
        let behind = behind_name(name, text).filter(|it| match (is_text, sure) {
            (_, true) => it.alters && it.link.is_some(),
            // "the address is fine" is no address.
            (true, _) => it.link == Some(Link::To) || (it.link.is_some() && it.alters),
            (false, _) => it.link.is_some() || it.alters || it.bare,
        });
        let behind = behind.and_then(|it| given(it.value));
        behind.or_else(|| given(&before_name(name, text).filter(|_| !is_text && !sure)?))
    }
}

/// What is said of a question.
struct Behind<'t> {
    /// The new answer.
    value: &'t str,
    /// A word of change stands before its name.
    alters: bool,
    /// Nothing does.
    bare: bool,
    /// What stands behind it.
    link: Option<Link>,
}

#[derive(PartialEq, Eq)]
enum Link {
    /// "to", "should be", or a colon.
    To,
    /// "is".
    Is,
}

/// What stands behind the name, as it was written, where nothing before it says anything else:
/// "change the address to 5 Main Street".
fn behind_name<'t>(name: &str, text: &'t str) -> Option<Behind<'t>> {
    let words: Vec<(usize, &str)> = written_words(text);
    let length = name.split(' ').count();
    let (at, end) = (0..words.len()).find_map(|at| {
        let end = at + length;
        let said = words.get(at..end)?.iter().filter_map(|it| phrase(it.1));
        are_alike(&said.collect::<Vec<_>>().join(" "), name).then_some((at, end))
    })?;
    let before = text.get(..words.get(at)?.0)?;
    let (bare, alters) = leads_to_name(before)?;
    let (start, first) = *words.get(end)?;
    let named = words.get(end.checked_sub(1)?)?.1;
    let marks = |word: &str| word.ends_with([':', '=']);
    let value = text.get(start..)?;
    let (link, value) = match (behind(TO, value), behind(IS, value)) {
        (Some(value), _) => (Some(Link::To), value),
        (None, Some(value)) => (Some(Link::Is), value),
        _ if matches!(first, ":" | "=" | "->" | "→") => {
            (Some(Link::To), value.get(first.len()..)?)
        }
        _ => (marks(named).then_some(Link::To), value),
    };
    let value = without_courtesies(value.trim());
    (!value.is_empty()).then_some(Behind { value, alters, bare, link })
}

/// What is said before the name and with it, where a number or a day is: "actually we are 12 guests".
fn before_name(name: &str, text: &str) -> Option<String> {
    let said = phrase(text)?;
    let rest = [LEADS, HESITATES, TAKES_BACK, LEADS, ALTERS, WE_ARE]
        .iter()
        .fold(said.as_str(), |rest, words| without(rest, words, End::First));
    let rest = without(without(rest, ENDS, End::Last), INSTEAD, End::Last);
    let last = rest.split(' ').count().checked_sub(name.split(' ').count())?;
    let words: Vec<&str> = rest.split(' ').collect();
    let (value, called) = words.split_at_checked(last)?;
    (!value.is_empty() && are_alike(&called.join(" "), name)).then(|| value.join(" "))
}

/// Whether words before a name say nothing but that something is another one now: whether there are
/// none, and whether they say that.
fn leads_to_name(before: &str) -> Option<(bool, bool)> {
    let Some(before) = phrase(before) else {
        return before.trim().is_empty().then_some((true, false));
    };
    // Something has to be left where words are taken away.
    let mut rest = format!("{before} \u{1}");
    let mut alters = false;
    while rest != "\u{1}" {
        let shorter = |lists: &[&str]| {
            let found = lists.iter().find_map(|words| stripped(&rest, words, End::First));
            found.map(str::to_owned)
        };
        let altered = shorter(&[ALTERS, TAKES_BACK]);
        alters |= altered.is_some();
        rest = altered.or_else(|| shorter(&[LEADS, HESITATES, NUMBER_OF, THE]))?;
    }
    Some((says_nothing(&before), alters))
}

/// "the", "number of".
fn says_nothing(before: &str) -> bool {
    before.split(' ').all(|word| says(&THE.replace(',', ""), word))
}

/// The rest behind one of these words.
fn behind<'t>(links: &str, value: &'t str) -> Option<&'t str> {
    let words = written_words(value);
    (1..=2).rev().find_map(|length| {
        let said = words.get(..length)?.iter().filter_map(|it| phrase(it.1));
        let said = said.collect::<Vec<_>>().join(" ");
        let is_one = links.split(", ").any(|it| it == said);
        let rest = value.get(words.get(length)?.0..)?;
        is_one.then_some(rest)
    })
}

fn without_courtesies(value: &str) -> &str {
    let mut rest = value;
    loop {
        let words = written_words(rest);
        let last = (1..=3).find_map(|length| {
            let at = words.len().checked_sub(length).filter(|&at| at > 0)?;
            let start = words.get(at)?.0;
            let said = phrase(rest.get(start..)?)?;
            ENDS.split(", ").any(|it| it == said).then_some(start)
        });
        match last.and_then(|start| rest.get(..start)) {
            Some(shorter) => rest = shorter.trim_end().trim_end_matches(','),
            None => return rest,
        }
    }
}

/// The words between spaces and where they begin.
fn written_words(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let pieces = text.split_inclusive(char::is_whitespace).map(|piece| {
        at += piece.len();
        (at - piece.len(), piece.trim_end())
    });
    pieces.filter(|(_, word)| !word.is_empty()).collect()
}

/// Whether a name is said, perhaps of one or of several: "guest". Keys have no letters but a to z, so
/// that "gaeste" is said as "gäste".
fn are_alike(said: &str, name: &str) -> bool {
    let plain = |text: &str| text.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    let (said, name) = (plain(said), plain(name));
    let more = |one: &str, other: &str| one.strip_suffix(['s', 'n', 'e']) == Some(other);
    said == name || more(&said, &name) || more(&name, &said)
}
