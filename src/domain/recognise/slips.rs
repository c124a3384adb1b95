//! Choices that were written with slips of the pen: "choclate", "blakc".

use rustc_hash::{FxHashMap, FxHashSet};

use super::index::{Index, Pattern};
use super::mentions::Mention;
use super::roles::Role;
use super::tokens::Tokens;
use super::words;

/// The text with such choices of the products that it names as they are spelled. None if there is
/// nothing to mend.
pub(super) fn mended(
    index: &Index,
    tokens: &Tokens,
    roles: &[Role],
    mentions: &[Mention],
) -> Option<Tokens> {
    let mut named = vec![false; roles.len()];
    for mention in mentions {
        named[mention.tokens.clone()].fill(true);
    }
    let is_open = |at: &usize| {
        let key = tokens.key(*at);
        let is_free = roles[*at] == Role::Content && !named[*at];
        is_free && is_long(key) && !index.is_word(key) && !index.is_choice(key)
    };
    let mut open = (0..roles.len()).filter(is_open).filter(|at| !is_of_somebody(tokens, *at));
    let first = open.next()?;
    let products = mentions.iter().filter_map(|it| match *it.products.as_slice() {
        [product] => Some(product),
        _ => None,
    });
    let products: FxHashSet<u32> = products.collect();
    let asked = products.iter().flat_map(|product| index.options(*product));
    let words = asked.flat_map(|asked| &asked.choices).flat_map(|(_, words)| words);
    let choices: FxHashSet<&str> = words.map(String::as_str).collect();
    let mut known: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    let mut mended: Option<Tokens> = None;
    for at in std::iter::once(first).chain(open) {
        let word = tokens.key(at);
        if known.len() >= MOST_LOOKED_UP && !known.contains_key(word) {
            break;
        }
        let meant = known.entry(word).or_insert_with(|| slip_of(word, choices.iter().copied()));
        if let Some(meant) = *meant {
            mended.get_or_insert_with(|| tokens.clone()).respell(at, meant);
        }
    }
    mended
}

/// "for Oranje", "for mr Purpel", "name Whyte": rather what somebody is called.
fn is_of_somebody(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            tokens.key(before),
            "for" | "mr" | "mrs" | "ms" | "miss" | "name" | "named" | "called" | "from" | "to"
        )
    })
}

/// The only one of `choices` that `word` is with a slip of the pen, all folded. Both are long, and
/// the word is none of English.
pub fn slip_of<'c>(word: &str, choices: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    if !is_long(word) || words::is_english(word) || words::meaning(word).is_some() {
        return None;
    }
    let written = Pattern::new(word)?;
    let is_near = |it: &&str| is_long(it) && written.distance(it, 1) == Some(1);
    let mut near = choices.filter(is_near);
    let first = near.next()?;
    near.all(|it| it == first).then_some(first)
}

fn is_long(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && word.chars().nth(FEWEST_LETTERS - 1).is_some()
}

/// Nobody describes things with so many words that are not known.
const MOST_LOOKED_UP: usize = 32;
/// A shorter word is seldom a slip of one choice alone.
const FEWEST_LETTERS: usize = 5;
