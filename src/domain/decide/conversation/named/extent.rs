//! Where a text that is said of an option ends: "engraving To John, with love and a mug".

use std::ops::Range;

use super::{REFUSED, ends_name, words_of};
use crate::domain::{
    answer::phrase,
    catalogue::{OptionKind, Product, ProductOption},
    decide::conversation::{
        change::asks_about,
        lists::{ALL, AND, ARTICLES, EACH, OF_THEM, ONE, THE, WITH},
        options::{self, fitting},
    },
    recognise::{Index, is_both, is_number, recognise},
};

/// What is said of an option, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// With its quotation marks.
    pub(super) span: Range<usize>,
    pub(super) said: Range<usize>,
    /// None if the option cannot be that.
    pub(super) value: Option<String>,
    pub(super) is_quoted: bool,
    /// That it is so of all pieces is said behind it: "on both".
    pub(super) each: bool,
}

/// Where the text begins, and of what it is said.
pub(super) struct Start<'a> {
    pub(super) index: &'a Index,
    pub(super) product: &'a Product,
    pub(super) option: &'a ProductOption,
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Start<'_> {
    /// None if nothing is said, or that there is to be none.
    pub(super) fn extent(&self) -> Option<Extent> {
        let extent = self.extent_alone()?;
        let behind = self.text.get(extent.span.end..).unwrap_or_default();
        Some(match on_all(self.product, behind) {
            Some(length) => {
                let span = extent.span.start..extent.span.end + length;
                Extent { span, each: true, ..extent }
            }
            None => extent,
        })
    }

    fn extent_alone(&self) -> Option<Extent> {
        if let Some(quoted) = quoted(self.text, self.at) {
            let value = fitting(self.option, self.text.get(quoted.inside.clone())?);
            let (span, said) = (quoted.whole, quoted.inside);
            return Some(Extent { span, said, value, is_quoted: true, each: false });
        }
        let line = self.text.get(self.at..)?.split('\n').next().unwrap_or_default();
        let words = words_of(line);
        let last = self.last(line, &words);
        let said = line.get(words.first()?.start..words.get(last.checked_sub(1)?)?.end)?;
        let said = bare(said);
        let lower = said.to_lowercase();
        let says_nothing = [&REFUSED[..], &CLOSES, &AND].iter().any(|it| it.contains(&&*lower));
        if said.is_empty() || says_nothing {
            return None;
        }
        let span = |said: &str| self.at..self.at + said.len();
        let whole = fitting(self.option, said).map(|it| (span(said), it));
        let (span, value) = match whole.or_else(|| self.code(line, &words, last)) {
            Some((span, value)) => (span, Some(value)),
            None if takes_words(self.option) => (span(said), None),
            None => {
                let end = self.breaks(line, &words).into_iter().find(|it| (1..=last).contains(it));
                let end = words.get(end.unwrap_or(last).checked_sub(1)?)?.end;
                (span(bare(line.get(words.first()?.start..end)?)), None)
            }
        };
        Some(Extent { said: span.clone(), span, value, is_quoted: false, each: false })
    }

    /// How many words belong to the text: those before words that something else understands.
    fn last(&self, line: &str, words: &[Range<usize>]) -> usize {
        let breaks = self.breaks(line, words);
        let mut since = None;
        for (nth, &at) in breaks.iter().enumerate() {
            let next = breaks.get(nth + 1).copied().unwrap_or(words.len());
            let part =
                |to: usize| line.get(words.get(at)?.start..words.get(to.checked_sub(1)?)?.end);
            let (clause, rest) = (part(next).unwrap_or_default(), part(words.len()));
            let asks = at > 0
                && words.get(at - 1).and_then(|it| line.get(it.clone())).is_some_and(ends_part)
                && rest.is_some_and(|it| it.ends_with(['?', '？']) && asks_about(it));
            let begins = since.unwrap_or(at);
            if asks || self.is_understood(clause, next == words.len()) {
                return begins;
            }
            // "Max. Oh, and a second tag".
            since = is_interjection(clause).then_some(begins);
        }
        // "and" goes on with what is cut off here.
        let ends_so = line.split_whitespace().next_back().is_some_and(|it| AND.contains(&it));
        since.filter(|_| ends_so).unwrap_or(words.len())
    }

    /// Where the text may end.
    fn breaks(&self, line: &str, words: &[Range<usize>]) -> Vec<usize> {
        let word =
            |at: usize| words.get(at).and_then(|it| line.get(it.clone())).unwrap_or_default();
        let is_break = |at: &usize| {
            let said = word(*at).to_lowercase();
            // "I love you" has no "and" of another language.
            let is_and = AND.contains(&said.as_str()) && word(*at) != "I";
            let two = format!("{said} {}", word(*at + 1));
            let Some(before) = at.checked_sub(1).map(word) else {
                return word(0) == said && (CLOSES.contains(&&*said) || is_and && said != "i");
            };
            ends_part(before)
                || is_and
                || CLOSES.contains(&said.trim_end_matches(['.', '!', ',']))
                || is_times(&said)
                || self.chooses_by_name(&two)
        };
        (0..words.len()).filter(is_break).take(MOST_BREAKS).collect()
    }

    /// Whether words clearly name a product, a choice or another option, or are a courtesy.
    fn is_understood(&self, clause: &str, is_last: bool) -> bool {
        let ends = ends_part(clause) || is_last;
        let clause = bare(clause);
        let words = clause.split_whitespace();
        let joins = |it: &&str| AND.contains(&it.to_lowercase().as_str());
        let plain = words.skip_while(joins).collect::<Vec<_>>().join(" ");
        let lower = plain.to_lowercase();
        if ends && COURTEOUS.contains(&lower.as_str()) {
            return true;
        }
        if is_times(&lower) || self.names_option(&plain) || on_all(self.product, &plain).is_some() {
            return true;
        }
        let (first, rest) = plain.split_once(' ').unwrap_or((&plain, ""));
        let is_place = CLOSES.contains(&first.to_lowercase().as_str());
        let thing = if is_place { rest } else { &plain };
        let counts = begins_wish(thing);
        let read = recognise(self.index, thing);
        // "a tag named Rex" looks like talk of it.
        let is_thing = |it: &&str| !recognise(self.index, it).lines.is_empty();
        match read.lines.is_empty() {
            true if counts && !is_place && !read.ambiguous.is_empty() => true,
            true => counts && self.beginnings(thing).iter().any(is_thing),
            false => counts || read.unknown.is_empty(),
        }
    }

    /// What stands before words that describe a thing, and before the name of the option.
    fn beginnings<'t>(&self, thing: &'t str) -> Vec<&'t str> {
        let name = phrase(&self.option.name);
        let words = words_of(thing);
        let mut at = words.into_iter();
        let named = at.find(|it| thing.get(it.clone()).is_some_and(|it| phrase(it) == name));
        let named = named.and_then(|it| thing.get(..it.start)).filter(|it| !it.is_empty());
        super::beginnings(thing).into_iter().chain(named).collect()
    }

    fn names_option(&self, clause: &str) -> bool {
        let is_quiet = |it: &&str| {
            let word = it.to_lowercase();
            WITH.contains(&word.as_str()) || THE.contains(&word.as_str())
        };
        let words: Vec<&str> = clause.split_whitespace().skip_while(is_quiet).collect();
        let said = phrase(&words.join(" ")).unwrap_or_default();
        self.product.options.iter().any(|it| {
            let begins = phrase(&it.name)
                .is_some_and(|name| said.strip_prefix(&name).is_some_and(|it| it.starts_with(' ')));
            begins || (!it.choices().is_empty() && options::named(it, clause).is_some())
        })
    }

    /// "size 54", which needs nothing before it to be no text.
    fn chooses_by_name(&self, two: &str) -> bool {
        let said = phrase(bare(two)).unwrap_or_default();
        self.product.options.iter().any(|it| {
            let name = phrase(&it.name).unwrap_or_default();
            let label = said.strip_prefix(&name).and_then(|it| it.strip_prefix(' '));
            label.is_some_and(|label| !it.choices().is_empty() && it.answer(label).is_ok())
        })
    }

    /// What begins a longer text, where only a code is asked for, which other words cannot be:
    /// "ABC 123, and a sultan".
    fn code(
        &self,
        line: &str,
        words: &[Range<usize>],
        last: usize,
    ) -> Option<(Range<usize>, String)> {
        let OptionKind::Text(rule) = &self.option.kind else { return None };
        rule.pattern.as_ref().filter(|_| !takes_words(self.option))?;
        let breaks = self.breaks(line, words);
        let word =
            |at: usize| words.get(at).and_then(|it| line.get(it.clone())).unwrap_or_default();
        (1..last).rev().find_map(|end| {
            let said = bare(line.get(words.first()?.start..words.get(end - 1)?.end)?);
            let value = fitting(self.option, said)?;
            let is_small = |at: usize| word(at).starts_with(char::is_lowercase);
            let is_free = match breaks.contains(&end) {
                true => is_small(end) || begins_wish(line.get(words.get(end)?.start..)?),
                false => value == said && is_small(end),
            };
            is_free.then(|| (self.at..self.at + said.len(), value))
        })
    }
}

/// Over how much of a text it says at its beginning that something is so of all pieces: "on both
/// of them", "for each ring". No more is said in that clause.
fn on_all(product: &Product, text: &str) -> Option<usize> {
    let words = words_of(text);
    let word = |at: usize| words.get(at).and_then(|it| text.get(it.clone())).unwrap_or_default();
    let plain = |at: usize| bare(word(at)).to_lowercase();
    if !ON.contains(&&*plain(0)) || !is_all(&plain(1)) {
        return None;
    }
    let of_them = |at: usize| OF_THEM.contains(&&*format!("{} {}", plain(at), plain(at + 1)));
    let goes_on = !ends_part(word(1));
    let last = if goes_on && of_them(2) {
        3
    } else if goes_on && (ends_name(product, &plain(2)) || ONE.contains(&&*plain(2))) {
        2
    } else if is_both(&plain(1)) || EACH.contains(&&*plain(1)) {
        1
    } else {
        // "one for all" may be the text.
        return None;
    };
    let next = plain(last + 1);
    let is_quiet = AND.contains(&&*next) || COURTEOUS.contains(&&*next);
    let closes = ends_part(word(last)) || next.is_empty() || is_quiet;
    let start = words.get(last).filter(|_| closes)?.start;
    Some(start + bare(word(last)).len())
}

/// Whether a word says that all pieces are meant.
pub(super) fn is_all(word: &str) -> bool {
    ALL.contains(&&*bare(word).to_lowercase())
}

/// Whether an option can be words, and not only a code in capitals or digits.
pub(in super::super) fn takes_words(option: &ProductOption) -> bool {
    let OptionKind::Text(rule) = &option.kind else { return false };
    let is_free = rule.pattern.is_none();
    is_free || ["a", "ab", "abc", "abcd", "abcdef"].iter().any(|it| option.answer(it).is_ok())
}

/// What stands in quotation marks, with them and without.
pub(in super::super) struct Quoted {
    pub(in super::super) whole: Range<usize>,
    pub(in super::super) inside: Range<usize>,
}

/// What stands in quotation marks that are opened here.
pub(in super::super) fn quoted(text: &str, at: usize) -> Option<Quoted> {
    let mut letters = text.get(at..)?.char_indices();
    let (_, opens) = letters.next()?;
    let closes = QUOTES.iter().find(|it| it.0 == opens)?.1;
    let from = at + opens.len_utf8();
    let (end, close) = letters.find(|(nth, letter)| {
        let behind = text.get(at + nth + letter.len_utf8()..).unwrap_or_default();
        // "'Anna's pen'" ends where its word does.
        let is_end = !behind.starts_with(char::is_alphanumeric);
        closes.contains(*letter) && (is_end || *letter != '\'' && *letter != '’')
    })?;
    let inside = from..at + end;
    let is_said = text.get(inside.clone())?.contains(char::is_alphanumeric);
    is_said.then_some(Quoted { whole: at..at + end + close.len_utf8(), inside })
}

/// A text without "please" and the signs at its end.
pub(in super::super) fn bare(said: &str) -> &str {
    let said = said.trim_end_matches([',', ';', '.', '!', '?']);
    // "a mug (print: Hello)", but "Hello :)".
    let closed = said.strip_suffix(')').filter(|it| !it.contains('('));
    if let Some(said) = closed.filter(|it| it.ends_with(char::is_alphanumeric)) {
        return bare(said);
    }
    let last = said.rsplit_once(char::is_whitespace);
    match last.filter(|it| COURTEOUS.contains(&it.1.to_lowercase().as_str())) {
        Some((before, _)) => bare(before.trim_end()),
        None => said,
    }
}

pub(super) fn ends_part(word: &str) -> bool {
    word.ends_with([',', ';', '.', '!', '?'])
}

/// "x2", "2x".
fn is_times(word: &str) -> bool {
    let word = bare(word);
    let number = word.strip_prefix(['x', '×']).or_else(|| word.strip_suffix(['x', '×']));
    number.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether words begin as things are wished for that are named behind: "and a", "2".
fn begins_wish(words: &str) -> bool {
    let mut words = words.split_whitespace().map(str::to_lowercase);
    let first = words.find(|it| !AND.contains(&it.as_str())).unwrap_or_default();
    is_number(&first)
        || first == "a"
        || THE.contains(&first.as_str())
        || ARTICLES.contains(&first.as_str())
}

fn is_interjection(clause: &str) -> bool {
    let mut words = clause.split_whitespace().map(|it| bare(it).to_lowercase());
    words.all(|it| INTERJECTIONS.contains(&&*it) || AND.contains(&&*it))
}

const QUOTES: [(char, &str); 6] =
    [('"', "\"”“"), ('“', "”\"“"), ('„', "“”\""), ('«', "»"), ('‘', "’"), ('\'', "'")];
const COURTEOUS: [&str; 8] = ["please", "pls", "plz", "bitte", "svp", "thanks", "thx", "danke"];
/// What may begin words that are no more of the text.
const CLOSES: [&str; 18] = [
    "please", "pls", "plz", "bitte", "svp", "thanks", "thx", "danke", "on", "for", "at", "in",
    "auf", "pour", "para", "per", "with", "mit",
];
const INTERJECTIONS: [&str; 13] = [
    "oh", "ok", "okay", "also", "then", "hey", "wait", "sorry", "ah", "plus", "dann", "noch",
    "auch",
];
/// What stands before the pieces that are meant.
const ON: [&str; 11] = ["on", "for", "in", "auf", "fur", "für", "sur", "pour", "en", "para", "em"];
/// A text with more places at which it may end is taken as it is.
const MOST_BREAKS: usize = 24;
