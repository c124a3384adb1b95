//! Whether a word that takes something out is asked about, and takes nothing out: "how do i
//! cancel?", "is there a refund if i cancel", "can i cancel later?".

use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words;

/// Whether the word at token `at` is. `named` tells whether a name owns a token.
pub(super) fn is_asked(
    tokens: &Tokens,
    roles: &[Role],
    named: impl Fn(usize) -> bool,
    at: usize,
) -> bool {
    let parts = |at: usize| {
        let gap = tokens.gap(at);
        gap.ends_name() || gap.has(Gap::LINE.or(Gap::BREAK).or(Gap::STOP))
    };
    let first = (1..=at).rev().find(|&at| parts(at)).unwrap_or(0);
    let key = |at: usize| tokens.key(at);
    let me = |at: usize| FIRST_PERSONS.contains(&key(at));
    let asks_how = (first..at)
        .rev()
        .take(MOST_BETWEEN)
        .any(|it| HOW.contains(&key(it)) && !PROPOSES.contains(&key(it + 1)) && !named(it));
    let on_condition =
        (first..at).rev().take(MOST_BETWEEN).any(|it| words::is_condition(key(it)) && me(it + 1));
    let is_there = (first..at).any(|it| matches!(key(it), "is" | "are") && key(it + 1) == "there");
    if asks_how || on_condition || is_there {
        return true;
    }
    let object = (at + 1..roles.len()).take_while(|&it| !parts(it));
    let mut object = object.take(MOST_BETWEEN);
    let one = ONE.contains(&key(at));
    let says_what = |it: usize| {
        named(it)
            || matches!(roles[it], Role::Number(_) | Role::Content)
            || (one && words::is_it(key(it)))
    };
    let may_i = (first..at).any(|it| {
        let turned = MAY.contains(&key(it)) && me(it + 1);
        turned
            || MAY_I.contains(&key(it))
            || (key(it) == "am" && me(it + 1))
            || (key(it) == "is" && key(it + 1) == "it")
    });
    may_i && !object.any(says_what)
}

/// How far the word is from what asks about it: "how is it possible to cancel".
const MOST_BETWEEN: usize = 5;

/// What asks by which way, or when, or for what reason.
const HOW: [&str; 18] = [
    "how", "when", "where", "why", "wie", "wann", "wo", "warum", "wieso", "comment", "quand",
    "pourquoi", "como", "cuando", "donde", "quando", "onde", "hoe",
];
/// "how about", "why not", "wie ware es": what follows is a wish.
const PROPOSES: [&str; 7] = ["about", "not", "don", "dont", "ware", "pas", "no"];
/// "can i".
const MAY: [&str; 12] = [
    "can", "could", "may", "might", "kann", "konnte", "darf", "puis", "peux", "pourrais", "kan",
    "mag",
];
/// The same in one word.
const MAY_I: [&str; 4] = ["puedo", "posso", "podria", "poderia"];
const FIRST_PERSONS: [&str; 12] =
    ["i", "we", "ich", "wir", "je", "j", "nous", "yo", "io", "ik", "wij", "eu"];
/// What takes out one thing: "can i remove it" means that, and "can i cancel it" may mean all.
const ONE: [&str; 6] = ["remove", "delete", "drop", "take", "rid", "skip"];
