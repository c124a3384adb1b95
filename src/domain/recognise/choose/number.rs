//! Numbers in an answer: how many, or which.

use std::ops::Range;

use super::offered::{Offered, Set};
use super::said::Said;
use super::{Choice, MOST_OF_ONE};
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Tokens;
use crate::domain::recognise::words::{self, Word};

/// Whether numbers say which, as those of buttons do: an answer that says anything else beside them
/// counts with them.
pub(super) fn are_places(tokens: &Tokens, said: &[Said]) -> bool {
    let is_number = |at: usize| match said[at] {
        Said::Of(_) => tokens.is_digits(at),
        Said::Size(_) | Said::Foreign | Said::Plain | Said::All | Said::Vague => false,
        _ => true,
    };
    (0..said.len()).all(is_number)
}

/// "2 kettle pro 3" says how many, though a name has that number too.
pub(super) fn count_before_name(
    offered: &Offered<'_>,
    tokens: &Tokens,
    clause: &Range<usize>,
    said: &mut [Said],
) {
    let tells = |at: &usize| !matches!(said[*at], Said::Nothing | Said::Joins);
    let Some(first) = clause.clone().find(tells) else { return };
    let is_part = matches!(said[first], Said::Of(set) if set != offered.all());
    let mut rest = first + 1..clause.end;
    let of = |at: usize| match said[at] {
        Said::Of(set) | Said::Size(set) => Some(set),
        _ => None,
    };
    let left = rest.clone().filter_map(of).fold(offered.all(), Set::and);
    let is_one = left.only().is_some() || offered.called(tokens, rest.clone(), said).is_some();
    // "2 of the first".
    let is_placed = rest.clone().any(|at| matches!(said[at], Said::Ordinal(_) | Said::Last));
    let in_words = rest
        .any(|at| of(at).is_some() && (!tokens.is_digits(at) || matches!(said[at], Said::Size(_))));
    if is_part && tokens.is_digits(first) && (is_placed || (is_one && in_words)) {
        said[first] = tokens.key(first).parse().map_or(Said::Foreign, Said::Number);
    }
}

/// "0", and nothing else.
pub(super) fn is_zero(said: &[Said]) -> bool {
    said.contains(&Said::Number(0))
        && said.iter().all(|it| matches!(it, Said::Number(0) | Said::Nothing))
}

/// What a number says that stands beside no word that tells the products apart; none if the answer
/// says more, or if it can only say which.
pub(super) fn alone(
    offered: &Offered<'_>,
    tokens: &Tokens,
    roles: &[Role],
    said: &[Said],
) -> Option<Choice> {
    let number = |at: usize| match said[at] {
        Said::Number(value) => Some((at, value, None)),
        Said::Of(set) if set != offered.all() && tokens.is_digits(at) => {
            Some((at, tokens.key(at).parse().ok()?, set.only()))
        }
        _ => None,
    };
    let mut numbers = (0..said.len()).filter_map(number);
    let (at, value, named) = numbers.next().filter(|_| offered.len() > 1)?;
    let place = |value: u32| {
        let place = value.checked_sub(1)?;
        usize::try_from(place).is_ok_and(|it| it < offered.len()).then_some(place)
    };
    let is_either = |value: u32, named: Option<u32>| {
        named.is_some_and(|it| place(value).is_some_and(|at| it != at))
    };
    let makes = (0..said.len()).any(|it| words::makes(tokens.key(it)));
    // "2 and 1".
    let is_list =
        |it: usize| number(it).is_some() || matches!(said[it], Said::Nothing | Said::Joins);
    if (0..said.len()).all(is_list)
        && (is_either(value, named) || numbers.clone().any(|it| is_either(it.1, it.2)))
        && !roles.contains(&Role::Word(Word::Request))
        && !makes
    {
        return Some(Choice::Either);
    }
    let shares = |it: usize| matches!(said[it], Said::Of(set) if set == offered.all());
    // "i want 2".
    let begins = |it: usize| it == 0 && said[it] == Said::Joins;
    let is_quiet = |it: usize| it == at || said[it] == Said::Nothing || shares(it) || begins(it);
    if numbers.next().is_some() || value == 0 || !(0..said.len()).all(is_quiet) {
        return None;
    }
    let count = Some(Choice::Count(value.min(MOST_OF_ONE)));
    if makes {
        return count;
    }
    let place = place(value);
    let mut shared = (0..said.len()).filter(|it| shares(*it));
    if let Some(first) = shared.clone().next() {
        // "2 kettle pros", and not "kettle pro 2".
        let is_many = shared.any(|it| tokens.key(it) != singular(tokens.key(it)));
        return match first > at {
            true if is_many || named.is_none() => count,
            true => Some(Choice::Either),
            false => None,
        };
    }
    let wants = roles.contains(&Role::Word(Word::Request));
    let is_digits = tokens.is_digits(at);
    match (named, place) {
        (None, None) => count,
        _ if wants && !is_digits => count,
        (None, Some(_)) if wants => Some(Choice::Either),
        (Some(name), Some(place)) if name != place => Some(Choice::Either),
        _ => None,
    }
}
