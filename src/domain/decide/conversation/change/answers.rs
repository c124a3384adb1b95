//! Another answer to a question that was answered before: "change the guests to 12".

use super::words::{
    ALTERS, BECOMES, ENDS, HESITATES, INSTEAD, LEADS, NUMBER_OF, TAKES_BACK, THE, WE_ARE,
};
use super::{changed, without_first, without_last};
use crate::domain::{
    answer::phrase,
    clip::clip,
    decide::conversation::{
        ask::told,
        lists::{NOT, verbs::WANTS},
        options::parts_of,
        reading::{self, Given},
        talk::{MOST_HINTS, Talk},
    },
    flow::{Choice, Expects, Stage, Step, Text},
    notice::{AnswerTold, Fits, Occasion},
    phrases::Phrases,
    recognise::is_number,
    ticket::StageAnswer,
};

impl Talk<'_> {
    /// Takes another answer to the only question before that words call by its name, and asks once
    /// more what is asked now. What a number, a text and a day lead to is the same whatever they
    /// say.
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
        let told = told(step, &answer);
        Some((step.number, answer, told))
    }

    /// Says that an answer stays as it is, and why, if words call it by its name and change it to
    /// what does not fit: "change the phone to abc".
    pub(in crate::domain::decide::conversation) fn refuse_anew(&mut self, text: &str) -> bool {
        let Some(occasion) = self.refused_anew(text) else { return false };
        if self.may_hint(MOST_HINTS) {
            self.ask(occasion);
        }
        true
    }

    /// What is said then.
    pub(in crate::domain::decide::conversation) fn refused_anew(
        &self,
        text: &str,
    ) -> Option<Occasion> {
        let now = self.step()?.number;
        let flow = self.flow();
        let mut meant = self.next.answers.iter().filter_map(|it| {
            let step = flow.step(it.stage).filter(|step| step.number != now)?;
            Some((step, it, self.changed_to(step, text)?))
        });
        let (step, former, said) = meant.next().filter(|_| meant.next().is_none())?;
        let fits = match &step.expects {
            // It fits, and what stands in the way is the order that was taken since.
            Expects::Choice { options } if Choice::chosen(options, &said).is_some() => return None,
            Expects::Choice { options } => Some(Fits::Options {
                labels: options.iter().map(|it| self.spoken(&it.label)).collect(),
            }),
            Expects::File { .. } => return None,
            expects => reading::fits(expects, self.said_at()),
        };
        // That is of the order, which is changed then.
        if self.names_product(&said) {
            return None;
        }
        Some(self.not_corrected(step, former, (&said, fits)))
    }

    /// That a former answer stays, since this cannot be one.
    pub(in crate::domain::decide::conversation) fn not_corrected(
        &self,
        step: &Step,
        former: &StageAnswer,
        (said, fits): (&str, Option<Fits>),
    ) -> Occasion {
        let title = step.title.as_ref().map(|title| self.spoken(title));
        let key = || step.key.as_ref().map(|key| key.as_str().replace('_', " "));
        let spoken = |text: &Text| text.spoken(self.next.language, self.flow().language).clone();
        Occasion::NotCorrected {
            question: title.or_else(key).unwrap_or_default(),
            answer: told(step, &former.text),
            said: clip(said, SAID_LIMIT).to_owned(),
            fits: fits.filter(|_| step.hint.is_none()),
            hint: step.hint.as_ref().map(spoken),
        }
    }

    /// What words change the answer to a question to, which they call by its name: "change the way
    /// to pick-up".
    pub(super) fn changed_to(&self, step: &Step, text: &str) -> Option<String> {
        let text = text.trim().trim_end_matches(['?', '？']);
        let names = self.names_of(step);
        let mut said = names.iter().filter_map(|name| behind_name(name, text));
        said.find(|it| it.changes && it.link.is_some()).map(|it| it.value.to_owned())
    }

    /// What a question is called, as far as no product is called so.
    fn names_of(&self, step: &Step) -> Vec<String> {
        let key = step.key.as_ref().map(|key| key.as_str().replace('_', " "));
        let title = step.title.as_ref().map(|title| self.spoken(title));
        let names = key.into_iter().chain(title).filter_map(|name| phrase(&name));
        names.filter(|name| !self.names_product(name)).collect()
    }

    fn said_of(&self, step: &Step, name: &str, text: &str, sure: bool) -> Option<String> {
        let is_text = match step.expects {
            Expects::Text { .. } => true,
            Expects::Number { .. } | Expects::Date { .. } => false,
            _ => return None,
        };
        let behind = behind_name(name, text).filter(|it| match (is_text, sure) {
            // "actually the address is hard to find" may be a note.
            (_, true) => it.changes && it.link.is_some(),
            // "the address is fine" is no address.
            (true, _) => it.link == Some(Link::Mark) || (it.link.is_some() && it.alters),
            (false, _) => it.link.is_some() || it.alters || it.bare,
        });
        let behind = behind.map(|it| it.value.to_owned());
        let value = behind.or_else(|| before_name(name, text).filter(|_| !is_text && !sure))?;
        let is_other = match step.expects {
            Expects::Text { .. } => self.wishes_beside(&value) || refuses(&value),
            // "my guests like 12 adders", "the guests are 3 hours late".
            Expects::Number { .. } => !is_number(&value),
            _ => false,
        };
        if is_other {
            return None;
        }
        let (at, month_first) = (self.said_at(), self.next.month_first);
        reading::answer(&step.expects, Given { text: &value, files: &[], at, month_first })
    }

    /// Whether more is wished for behind an answer, or in its place: "12 Oak Lane and add a cola".
    fn wishes_beside(&self, value: &str) -> bool {
        let parts = parts_of(value);
        let begins = parts.first().is_some_and(|it| changed(it).is_some() || asks_for(it));
        let is_wish = |part: &String| self.names_product(part);
        (begins && self.names_product(value)) || parts.iter().skip(1).any(is_wish)
    }
}

/// What is said of a question.
struct Behind<'t> {
    /// The new answer.
    value: &'t str,
    /// A word of change stands before its name, or one that takes something back.
    alters: bool,
    /// A word of change does.
    changes: bool,
    /// Nothing but an article does.
    bare: bool,
    /// What stands behind it.
    link: Option<Link>,
}

#[derive(PartialEq, Eq)]
enum Link {
    /// A colon.
    Mark,
    /// "to", "is", "should be".
    Word,
}

/// What stands behind the name, as it was written, where nothing before it says anything else:
/// "change the address to 5 Main Street".
fn behind_name<'t>(name: &str, text: &'t str) -> Option<Behind<'t>> {
    let words: Vec<(usize, &str)> = written_words(text);
    let length = name.split(' ').count();
    // The last word refuses nothing that follows: "change the wrap to no".
    if words.iter().rev().skip(1).any(|(_, word)| refuses(word)) {
        return None;
    }
    let (at, end) = (0..words.len()).find_map(|at| {
        let end = at + length;
        let said = words.get(at..end)?.iter().filter_map(|it| phrase(it.1));
        are_alike(&said.collect::<Vec<_>>().join(" "), name).then_some((at, end))
    })?;
    let before = text.get(..words.get(at)?.0)?;
    let Leading { bare, alters, changes } = leads_to_name(before)?;
    let (start, first) = *words.get(end)?;
    let named = words.get(end.checked_sub(1)?)?.1;
    let marks = |word: &str| word.ends_with([':', '=']);
    let value = text.get(start..)?;
    let (link, value) = match behind(&BECOMES, value) {
        Some(value) => (Some(Link::Word), value),
        None if matches!(first, ":" | "=" | "->" | "→") => {
            (Some(Link::Mark), value.get(first.len()..)?)
        }
        None => (marks(named).then_some(Link::Mark), value),
    };
    let value = without_courtesies(value.trim());
    (!value.is_empty()).then_some(Behind { value, alters, changes, bare, link })
}

/// What is said before the name and with it, where a number or a day is: "actually we are 12
/// guests".
fn before_name(name: &str, text: &str) -> Option<String> {
    let said = phrase(text).filter(|_| !text.split_whitespace().any(refuses))?;
    let rest = [&LEADS, &HESITATES, &TAKES_BACK, &LEADS, &ALTERS, &WE_ARE]
        .into_iter()
        .fold(said.as_str(), |rest, phrases| without_first(rest, phrases));
    let rest = without_last(without_last(rest, &ENDS), &INSTEAD);
    let last = rest.split(' ').count().checked_sub(name.split(' ').count())?;
    let words: Vec<&str> = rest.split(' ').collect();
    let (value, called) = words.split_at_checked(last)?;
    (!value.is_empty() && are_alike(&called.join(" "), name)).then(|| value.join(" "))
}

/// What is said before a name.
#[derive(Default)]
struct Leading {
    bare: bool,
    alters: bool,
    changes: bool,
}

/// What words before a name say; none if they say more than that something is another one now.
fn leads_to_name(before: &str) -> Option<Leading> {
    let Some(before) = phrase(before) else {
        let bare = before.trim().is_empty();
        return bare.then(|| Leading { bare, ..Leading::default() });
    };
    // Something has to be left where words are taken away.
    let mut rest = format!("{before} \u{1}");
    let mut said = Leading { bare: says_nothing(&before), ..Leading::default() };
    while rest != "\u{1}" {
        let shorter = |phrases: &Phrases| phrases.behind(&rest).map(str::to_owned);
        let (changed, taken_back) = (shorter(&ALTERS), shorter(&TAKES_BACK));
        said.changes |= changed.is_some();
        said.alters |= changed.is_some() || taken_back.is_some();
        let lead = || [&LEADS, &HESITATES, &NUMBER_OF, &THE].into_iter().find_map(|it| shorter(it));
        rest = changed.or(taken_back).or_else(lead)?;
    }
    Some(said)
}

/// "the", "my".
fn says_nothing(before: &str) -> bool {
    before.split(' ').all(|word| THE.has(word))
}

/// A word that refuses what follows: "no note", but not "no, the note …".
fn refuses(word: &str) -> bool {
    let goes_on = !word.ends_with([',', '.', '!', ';', '-']);
    goes_on && phrase(word).is_some_and(|it| NOT.contains(&it.as_str()))
}

/// Whether words begin as a wish: "i need 3 coffees".
fn asks_for(text: &str) -> bool {
    let said = phrase(text).unwrap_or_default();
    let rest = without_first(&said, &LEADS);
    rest.split(' ').next().is_some_and(|it| WANTS.contains(&it)) || said != rest
}

/// The rest behind one of these words.
fn behind<'v>(links: &Phrases, value: &'v str) -> Option<&'v str> {
    let words = written_words(value);
    (1..=2).rev().find_map(|length| {
        let said = words.get(..length)?.iter().filter_map(|it| phrase(it.1));
        let said = said.collect::<Vec<_>>().join(" ");
        let is_one = links.has(&said);
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
            (ENDS.has(&said) || INSTEAD.has(&said)).then_some(start)
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

/// Whether a name is said, perhaps of one or of several: "guest". Keys have no letters but a to z,
/// so that "gaeste" is said as "gäste".
fn are_alike(said: &str, name: &str) -> bool {
    let plain = name.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    // "not" is no note.
    let more = |one: &str, other: &str| {
        one.strip_suffix('s') == Some(other)
            || (other.len() >= LONG && one.strip_suffix(['n', 'e']) == Some(other))
    };
    [name, plain.as_str()].iter().any(|it| said == *it || more(said, it) || more(it, said))
}

/// How much of what does not fit is told.
const SAID_LIMIT: usize = 100;
/// Longer words have one that is so much alike.
const LONG: usize = 5;
