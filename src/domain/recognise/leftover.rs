//! The words that nothing explained, as the customer wrote them.

use std::ops::Range;

use smallvec::SmallVec;

use super::index::Index;
use super::quantity::Counts;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::{self, Word};

/// The phrases of `text` made of words that no name and no count `used`, in their order. A number
/// is shown with the words that it stands beside; numbers alone only if there is nothing else. Of
/// what is left open ("2 or 3") nothing is left out, and no colour of what is `wished` for.
pub(super) fn phrases(
    text: &str,
    tokens: &Tokens,
    roles: &[Role],
    counts: &Counts,
    wished: bool,
) -> Vec<String> {
    let used = &counts.used;
    let colours = |at: usize| {
        wished
            && !used[at]
            && roles[at] == Role::Word(Word::Filler)
            && words::is_colour(tokens.key(at))
    };
    // "3 bags of flour", which is not sold.
    let packs = |at: usize| {
        roles[at] == Role::Word(Word::Between)
            && words::is_pack(tokens.key(at))
            && used.get(at + 2) == Some(&false)
    };
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut open: Option<Phrase> = None;
    for word in written_words(tokens, used) {
        if parts_phrases(tokens.gap(word.start)) {
            phrases.extend(open.take());
        }
        let is_told = counts.told.iter().any(|it| it.contains(&word.start));
        let is_told = is_told || (word.len() == 1 && (colours(word.start) || packs(word.start)));
        let says = if is_told { Says::Words } else { says(tokens, roles, used, &word) };
        match says {
            Says::Nothing => phrases.extend(open.take()),
            Says::Times => {}
            Says::Number => extend(&mut open, tokens, &word, false),
            Says::Words => extend(&mut open, tokens, &word, true),
        }
    }
    phrases.extend(open);
    let only_numbers = !phrases.iter().any(|phrase| phrase.has_words);
    let has_digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    phrases
        .iter()
        .map(|phrase| (phrase.has_words, &text[phrase.source.clone()]))
        .filter(|(has_words, text)| *has_words || (only_numbers && has_digits(text)))
        .map(|(_, text)| text.to_owned())
        .collect()
}

/// A word that no name and no count used and that may be meant as a product whose name it ends:
/// "fan", "i need 2 gts", but not "big fan of yours".
#[derive(Debug)]
pub(super) struct Head {
    pub(super) at: usize,
    /// One or more.
    pub(super) products: SmallVec<[u32; 2]>,
    /// The number before it.
    pub(super) count: Option<u32>,
}

/// The heads among the words that are not `used`.
pub(super) fn heads(index: &Index, tokens: &Tokens, roles: &[Role], used: &[bool]) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    for (at, role) in roles.iter().enumerate() {
        let open = matches!(role, Role::Content | Role::Word(Word::Labels)) && !used[at];
        // "900gts" is another code.
        let apart = at == 0 || !tokens.gap(at).is_glued();
        let products = if open && apart { index.heads(tokens.key(at)) } else { &[] };
        let taken = |at: usize| used[at] || found.iter().any(|it| it.at == at);
        if products.is_empty() || !stands_alone(tokens, roles, taken, at) {
            continue;
        }
        let count = match at.checked_sub(1).map(|at| roles[at]) {
            Some(Role::Number(count)) => Some(count),
            _ => None,
        };
        found.push(Head { at, products: SmallVec::from_slice(products), count });
    }
    found
}

/// Whether nothing but an article, a number or a request belongs to the word.
fn stands_alone(tokens: &Tokens, roles: &[Role], taken: impl Fn(usize) -> bool, at: usize) -> bool {
    let parts = |at: usize| parts_phrases(tokens.gap(at)) || tokens.gap(at).has(Gap::STOP);
    let next = roles.get(at + 1).filter(|_| !parts(at + 1));
    let ends = matches!(next, None | Some(Role::Word(Word::Filler | Word::Joins | Word::Inquires)));
    let leads = |at: usize| match roles[at] {
        Role::Number(_) => true,
        // "i'm a fan", "thanks a bunch".
        Role::Word(Word::Filler) => {
            !matches!(tokens.key(at), "im" | "m" | "s" | "thanks" | "thx" | "cheers")
        }
        Role::Word(Word::Grammar) => matches!(tokens.key(at), "do" | "you" | "is" | "there"),
        Role::Word(word) => matches!(
            word,
            Word::Between
                | Word::Tens(_)
                | Word::Times
                | Word::Request
                | Word::Joins
                | Word::Inquires
                | Word::Adds
                | Word::More
        ),
        _ => false,
    };
    let mut before = (at.saturating_sub(MOST_LEADING)..at).rev();
    let first = before.find(|&at| parts(at + 1) || taken(at) || !leads(at));
    ends && first.is_none_or(|at| parts(at + 1) || taken(at))
}

/// "hi, could i please get one of the new".
const MOST_LEADING: usize = 8;

/// A phrase, by its bytes in the text.
struct Phrase {
    source: Range<usize>,
    has_words: bool,
}

fn extend(open: &mut Option<Phrase>, tokens: &Tokens, word: &Range<usize>, has_words: bool) {
    let source = tokens.all[word.start].source.start..tokens.all[word.end - 1].source.end;
    match open {
        Some(phrase) => {
            phrase.source.end = source.end;
            phrase.has_words |= has_words;
        }
        None => *open = Some(Phrase { source, has_words }),
    }
}

/// What a written word is to a phrase.
enum Says {
    /// It ends the phrase.
    Nothing,
    /// The "x" between a number and a word.
    Times,
    /// A number that counts no name.
    Number,
    /// Something that was not understood.
    Words,
}

fn says(tokens: &Tokens, roles: &[Role], used: &[bool], word: &Range<usize>) -> Says {
    let roles = &roles[word.clone()];
    let number = |role: &Role| matches!(role, Role::Number(_) | Role::Figure);
    let letters = |at: usize| !tokens.is_digits(at) && tokens.key(at) != "x";
    // "1k straps".
    let thousands = word.len() > 1
        && roles.last() == Some(&Role::Foreign)
        && tokens.key(word.end - 1) == "k"
        && used.get(word.end) == Some(&true)
        && !tokens.gap(word.end).ends_name();
    if used[word.start] {
        Says::Nothing
    } else if thousands || roles.contains(&Role::Content) {
        Says::Words
    } else if word.clone().any(|at| tokens.is_digits(at)) && roles.iter().any(number) {
        // "z350" is a word although "z" alone carries nothing.
        if word.clone().any(letters) { Says::Words } else { Says::Number }
    } else if *roles == [Role::Word(Word::Times)] && tokens.key(word.start) == "x" {
        Says::Times
    } else if roles.iter().all(number) {
        Says::Number
    } else {
        Says::Nothing
    }
}

/// The tokens grouped as they were written between spaces, those that are `used` apart.
fn written_words(tokens: &Tokens, used: &[bool]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::with_capacity(used.len());
    for (at, is_used) in used.iter().enumerate() {
        let gap = tokens.gap(at);
        let apart = gap.has(Gap::SPACE.or(Gap::OPEN).or(Gap::CLOSE)) || gap.ends_name();
        match words.last_mut() {
            Some(word) if !apart && used[word.start] == *is_used => word.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}

fn parts_phrases(gap: Gap) -> bool {
    gap.ends_name() || gap.has(Gap::OPEN.or(Gap::CLOSE))
}
