//! Sizes of what is worn, where the catalogue asks for none: "size 9", "uk 7", "eu 44.5". They
//! count nothing, and what stands before them is no other product.

use std::ops::Range;

use super::index::Index;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::Word;

/// Takes such sizes out of what counts and names. Where they are.
pub(super) fn set_aside(index: &Index, tokens: &Tokens, roles: &mut [Role]) -> Vec<Range<usize>> {
    let mut sizes = Vec::new();
    let mut at = 0;
    while at < roles.len() {
        let found = size_at(index, tokens, roles, at);
        let Some(size) = found else {
            at += 1;
            continue;
        };
        let again = said_again(tokens, roles, size.end);
        for it in [Some(size.clone()), again].into_iter().flatten() {
            at = it.end;
            roles[it.clone()].fill(Role::Foreign);
            sizes.push(it);
        }
    }
    sizes
}

fn size_at(index: &Index, tokens: &Tokens, roles: &[Role], at: usize) -> Option<Range<usize>> {
    let key = tokens.key(at);
    let named = is_called_size(key);
    if !named && !is_system(key) || index.is_word(key) || index.is_choice(key) {
        return None;
    }
    let first = at + 1;
    if !tokens.is_digits(first)
        || tokens.gap(first).ends_name()
        || index.is_choice(tokens.key(first))
    {
        return None;
    }
    // "9.5".
    let half = tokens.gap(first + 1) == Gap::STOP && tokens.is_digits(first + 1);
    let end = first + 1 + usize::from(half);
    let alone = ends(tokens, roles, end) && (named || is_behind(tokens, roles, at));
    if tokens.key(first).len() > LONGEST || !alone {
        return None;
    }
    Some(at..end)
}

/// Another number behind a size: "size 9.. sorry 10", "size 9 or 10".
fn said_again(tokens: &Tokens, roles: &[Role], end: usize) -> Option<Range<usize>> {
    let quiet =
        |at: usize| matches!(tokens.key(at), "or" | "oder" | "ou" | "sorry" | "sry" | "wait");
    let number = (end..roles.len().min(end + MOST_BETWEEN)).find(|&at| !quiet(at))?;
    let ends = number + 1 >= roles.len() || tokens.gap(number + 1).ends_name();
    let alone = tokens.is_digits(number) && tokens.key(number).len() <= LONGEST;
    (number > end && ends && alone).then_some(number..number + 1)
}

/// Whether what stands behind the number may not be what it counts.
fn ends(tokens: &Tokens, roles: &[Role], end: usize) -> bool {
    tokens.gap(end).ends_name()
        || tokens.gap(end).has(Gap::CLOSE)
        || matches!(
            roles.get(end),
            None | Some(
                Role::Number(_)
                    | Role::Word(Word::Filler | Word::Joins | Word::Corrects | Word::Times)
            )
        )
}

/// Whether something is named before, or nothing: not "give us 2 adders".
fn is_behind(tokens: &Tokens, roles: &[Role], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| roles.get(at));
    let apart = tokens.gap(at).ends_name() || tokens.gap(at).has(Gap::OPEN);
    matches!(before, Some(Role::Content | Role::Number(_) | Role::Figure)) || (at > 0 && apart)
}

fn is_called_size(key: &str) -> bool {
    matches!(
        key,
        "size"
            | "sz"
            | "sizes"
            | "grosse"
            | "groesse"
            | "taille"
            | "pointure"
            | "talla"
            | "tamanho"
            | "taglia"
            | "maat"
            | "rozmiar"
    )
}

/// By which a size is counted.
fn is_system(key: &str) -> bool {
    matches!(key, "uk" | "us" | "eu" | "eur" | "mens" | "womens" | "wmns")
}

/// "oh wait no sorry".
const MOST_BETWEEN: usize = 4;
/// "44", "110".
const LONGEST: usize = 3;
