//! Which names a text holds: the choice of spans that explains the most letters.

use std::ops::Range;

use super::index::{Entry, Index, Rank, singular};
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::Word;

/// A name in the text.
#[derive(Debug)]
pub(super) struct Mention {
    /// The tokens that name it.
    pub(super) tokens: Range<usize>,
    /// What it may be; one when that is certain.
    pub(super) products: Vec<u32>,
}

/// The names in the text, in their order.
pub(super) fn choose(index: &Index, tokens: &Tokens, roles: &[Role]) -> Vec<Mention> {
    let singulars: Vec<String> =
        (0..tokens.all.len()).map(|at| singular_of(index, tokens, at)).collect();
    let candidates = candidates(index, tokens, roles, &singulars);
    let chosen = heaviest(tokens.all.len(), &candidates);
    let mut mentions: Vec<(Rank, Mention)> = Vec::new();
    for candidate in chosen {
        let products = candidate.entry.products.to_vec();
        mentions
            .push((candidate.entry.rank, Mention { tokens: candidate.tokens.clone(), products }));
    }
    let sure = is_order(tokens, roles, &mentions);
    mentions.retain(|(rank, mention)| {
        (*rank != Rank::Word || (sure && stands_free(tokens, roles, &mention.tokens)))
            && !has_other_ending(index, tokens, roles, mention)
    });
    merge_alternatives(tokens, roles, mentions.into_iter().map(|(_, mention)| mention))
}

/// Makes one mention of "A or B": either is meant, and it must be asked which.
fn merge_alternatives(
    tokens: &Tokens,
    roles: &[Role],
    mentions: impl Iterator<Item = Mention>,
) -> Vec<Mention> {
    let mut merged: Vec<Mention> = Vec::new();
    for mention in mentions {
        let Some(last) = merged.last_mut() else {
            merged.push(mention);
            continue;
        };
        let between = last.tokens.end..mention.tokens.start;
        let says_or = between
            .clone()
            .any(|at| matches!(tokens.key(at), "or" | "oder" | "ou" | "o" | "lub" | "albo"));
        let nothing_else =
            between.clone().all(|at| matches!(roles[at], Role::Word(_) | Role::Number(_)));
        if says_or && nothing_else && between.len() <= MOST_BETWEEN_ALTERNATIVES {
            last.tokens.end = mention.tokens.end;
            last.products.extend(mention.products);
            last.products.sort_unstable();
            last.products.dedup();
        } else {
            merged.push(mention);
        }
    }
    merged
}

/// A span that could be a name.
struct Candidate<'i> {
    tokens: Range<usize>,
    entry: &'i Entry,
    weight: i32,
}

fn candidates<'i>(
    index: &'i Index,
    tokens: &Tokens,
    roles: &[Role],
    singulars: &[String],
) -> Vec<Candidate<'i>> {
    let mut found = Vec::new();
    let mut exact = Key::default();
    let mut single = Key::default();
    for start in 0..tokens.all.len() {
        exact.clear();
        single.clear();
        for (at, token) in singulars.iter().enumerate().skip(start).take(index.longest_span()) {
            let gap = tokens.gap(at);
            if at > start && (gap.ends_name() || (gap.has(Gap::OPEN) && tokens.is_digits(at))) {
                break;
            }
            exact.push(tokens.key(at), tokens.key(at), gap);
            single.push(token, tokens.key(at), gap);
            // A plural may be some letters longer than the longest key.
            if exact.text.len() > index.longest_key() + LONGEST_PLURAL {
                break;
            }
            let span = start..at + 1;
            if roles[span.clone()].iter().all(|role| *role == Role::Foreign) {
                continue;
            }
            found.extend(weigh(index, tokens, &exact, &span));
            if single.changed {
                found.extend(weigh(index, tokens, &single, &span));
            }
        }
    }
    found
}

fn weigh<'i>(
    index: &'i Index,
    tokens: &Tokens,
    key: &Key,
    span: &Range<usize>,
) -> Option<Candidate<'i>> {
    let entry = index.entry(&key.text)?;
    let cut_elsewhere = usize::from(entry.tokens) != span.len();
    if cut_elsewhere && borrows_times(tokens, span) {
        return None;
    }
    let rank = match entry.rank {
        Rank::Name => 0,
        Rank::Variant => 2,
        Rank::Part => 5,
        Rank::Word => 6,
    };
    let respaced = (key.spaces ^ entry.spaces).count_ones() as i32;
    let changed = if key.changed { PLURAL } else { 0 };
    let letters = i32::try_from(key.written).unwrap_or(i32::MAX / LETTER);
    let weight = LETTER * letters - SPAN - RESPACED * respaced - rank - changed;
    (weight > 0).then(|| Candidate { tokens: span.clone(), entry, weight })
}

/// Whether the span took the "x" of a count for a letter: "rs x3" is no "rsx".
fn borrows_times(tokens: &Tokens, span: &Range<usize>) -> bool {
    let counts = |x: usize, apart: usize, digits: usize, between: usize| {
        tokens.key(x) == "x"
            && tokens.gap(apart).has(Gap::SPACE)
            && tokens.is_digits(digits)
            && !tokens.gap(between).ends_name()
    };
    let last = span.end - 1;
    counts(last, last, span.end, span.end)
        || (span.start > 0 && counts(span.start, span.start + 1, span.start - 1, span.start))
}

/// Weighted interval scheduling: the candidates that do not overlap and weigh the most together.
fn heaviest<'c, 'i>(length: usize, candidates: &'c [Candidate<'i>]) -> Vec<&'c Candidate<'i>> {
    // Per end: the best total of all that ends there or before, and the candidate that it takes.
    let mut best: Vec<(i32, Option<&Candidate<'i>>)> = vec![(0, None); length + 1];
    let mut by_end: Vec<Vec<&Candidate<'i>>> = vec![Vec::new(); length + 1];
    for candidate in candidates {
        by_end[candidate.tokens.end].push(candidate);
    }
    for end in 1..=length {
        best[end] = (best[end - 1].0, None);
        for candidate in &by_end[end] {
            let total = best[candidate.tokens.start].0.saturating_add(candidate.weight);
            if total > best[end].0 {
                best[end] = (total, Some(candidate));
            }
        }
    }
    let mut chosen = Vec::new();
    let mut end = length;
    while end > 0 {
        match best[end].1 {
            Some(candidate) => {
                chosen.push(candidate);
                end = candidate.tokens.start;
            }
            None => end -= 1,
        }
    }
    chosen.reverse();
    chosen
}

/// Whether the text looks like an order: it counts or asks, or holds little but names.
fn is_order(tokens: &Tokens, roles: &[Role], mentions: &[(Rank, Mention)]) -> bool {
    let mut named = vec![false; tokens.all.len()];
    for (_, mention) in mentions {
        named[mention.tokens.clone()].fill(true);
    }
    let asks =
        |role: &Role| matches!(role, Role::Number(_) | Role::Word(Word::Request | Word::Times));
    let rest: Vec<usize> = (0..tokens.all.len()).filter(|&at| !named[at]).collect();
    rest.iter().any(|&at| asks(&roles[at])) || rest.iter().all(|&at| roles[at] != Role::Content)
}

/// Whether one word out of a name stands where a name would: at the start of a wish or behind a
/// number, an article or a request, and not before an article ("drop the adder").
fn stands_free(tokens: &Tokens, roles: &[Role], span: &Range<usize>) -> bool {
    let starts = span.start == 0 || tokens.gap(span.start).ends_name();
    let introduced = span.start.checked_sub(1).is_some_and(|before| {
        let acts = matches!(
            roles[before],
            Role::Number(_)
                | Role::Word(Word::Request | Word::Joins | Word::Times | Word::Between)
                | Role::Enumerator
        );
        acts || matches!(tokens.key(before), "an" | "ein" | "eine" | "un" | "une" | "una" | "uma")
    });
    let goes_on = matches!(roles.get(span.end), Some(Role::Word(Word::Between)))
        && !tokens.gap(span.end).ends_name();
    (starts || introduced) && !goes_on
}

/// Whether the mention goes on with a word that ends other names ("banshee gts"): then it names
/// something that is not sold.
fn has_other_ending(index: &Index, tokens: &Tokens, roles: &[Role], mention: &Mention) -> bool {
    let next = mention.tokens.end;
    roles.get(next) == Some(&Role::Content)
        && !tokens.gap(next).ends_name()
        && index.is_ending(tokens.key(next))
}

/// The token without a plural ending or letters drawn out, as the catalogue knows it.
fn singular_of(index: &Index, tokens: &Tokens, at: usize) -> String {
    let key = tokens.key(at);
    if tokens.is_digits(at) {
        return key.to_owned();
    }
    let gap = tokens.gap(at);
    let owned = gap == Gap::APOSTROPHE || (gap.is_glued() && at > 0 && tokens.is_digits(at - 1));
    if key == "s" && owned {
        return String::new();
    }
    for drawn in [key.to_owned(), squeezed(key, 2), squeezed(key, 1)] {
        let shorter = ["", "s", "es", "z", "'s"]
            .iter()
            .filter_map(|ending| drawn.strip_suffix(ending))
            .chain(drawn.ends_with("sses").then(|| &drawn[..drawn.len() - 3]))
            .find(|form| form.len() > 1 && index.is_word(form));
        if let Some(form) = shorter {
            return form.to_owned();
        }
        if let Some(stem) = drawn.strip_suffix("ies").map(|stem| format!("{stem}y"))
            && index.is_word(&stem)
        {
            return stem;
        }
    }
    singular(&squeezed(key, 1)).to_owned()
}

/// `key` with every run of three or more of one letter cut to `length`.
fn squeezed(key: &str, length: usize) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut out = String::with_capacity(key.len());
    for run in letters.chunk_by(|one, other| one == other) {
        let kept = if run.len() >= 3 { length } else { run.len() };
        out.extend(run.iter().take(kept));
    }
    out
}

/// Tokens joined.
#[derive(Default)]
struct Key {
    text: String,
    letters: usize,
    /// How many letters the customer wrote for it.
    written: usize,
    /// Whether the customer wrote other letters.
    changed: bool,
    spaces: u64,
}

impl Key {
    fn clear(&mut self) {
        self.text.clear();
        self.letters = 0;
        self.written = 0;
        self.changed = false;
        self.spaces = 0;
    }

    /// Adds `token`, for which the customer wrote `written` after `gap`.
    fn push(&mut self, token: &str, written: &str, gap: Gap) {
        if self.letters > 0 && self.letters < u64::BITS as usize && gap.has(Gap::SPACE) {
            self.spaces |= 1 << self.letters;
        }
        self.text.push_str(token);
        self.letters += token.chars().count();
        self.written += written.chars().count();
        self.changed |= token != written;
    }
}

/// What a letter that is explained is worth; the others are what speaks against a reading.
const LETTER: i32 = 10;
const SPAN: i32 = 6;
/// For every space that the catalogue has elsewhere.
const RESPACED: i32 = 7;
const PLURAL: i32 = 2;
/// "or a", "or maybe 2".
const MOST_BETWEEN_ALTERNATIVES: usize = 3;
const LONGEST_PLURAL: usize = 16;
