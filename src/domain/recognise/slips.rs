//! Choices that were written with slips of the pen: "choclate", "blakc".

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
    let named = |at: usize| mentions.iter().any(|it| it.tokens.contains(&at));
    let is_open = |at: &usize| {
        let key = tokens.key(*at);
        roles[*at] == Role::Content && !index.is_word(key) && !index.is_choice(key) && !named(*at)
    };
    let products = || {
        mentions.iter().filter_map(|it| match *it.products.as_slice() {
            [product] => Some(product),
            _ => None,
        })
    };
    let mut mended: Option<Tokens> = None;
    for at in (0..roles.len()).filter(is_open) {
        let asked = products().flat_map(|product| index.options(product));
        let choices = asked.flat_map(|asked| &asked.choices).flat_map(|(_, words)| words);
        if let Some(meant) = slip_of(tokens.key(at), choices.map(String::as_str)) {
            mended.get_or_insert_with(|| tokens.clone()).respell(at, meant);
        }
    }
    mended
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

/// A shorter word is seldom a slip of one choice alone.
const FEWEST_LETTERS: usize = 5;
