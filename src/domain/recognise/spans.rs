//! Which names a text holds: the choice of spans that explains the most letters.

mod heaviest;
mod key;
mod overlaps;
mod own;
mod sorts;
mod weight;

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;

use super::index::{Index, Patience, Rank};
use super::plural;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use heaviest::heaviest;
use key::{Keys, Pieces};
use sorts::{Slips, Sort};

/// A span that could be a name.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The tokens of the span.
    pub(super) tokens: Range<usize>,
    /// What they could name.
    pub(super) products: SmallVec<[u32; 4]>,
    pub(super) rank: Rank,
    /// With how many slips of the pen it was written.
    pub(super) slips: u8,
    weight: i32,
}

/// The spans of `tokens` that together explain the most letters, in their order.
pub(super) fn choose(index: &Index, tokens: &Tokens, roles: &[Role]) -> Vec<Candidate> {
    let all = 0..tokens.all.len();
    let singulars: SmallVec<[Cow<'_, str>; 32]> =
        all.clone().map(|at| plural::singular_of(index, tokens, at)).collect();
    let sorts = singulars
        .iter()
        .enumerate()
        .map(|(at, singular)| Sort::of(index, tokens, roles[at], at, singular))
        .collect();
    let pieces = all
        .zip(&singulars)
        .map(|(at, singular)| Pieces::of(tokens.key(at), singular, weight::as_letters(tokens, at)));
    let pieces = pieces.collect();
    let text = Text { index, tokens, roles, singulars: &singulars, pieces, sorts };
    let candidates = text.candidates();
    let chosen = heaviest(tokens.all.len(), &candidates);
    overlaps::asked(&chosen, &candidates, index.longest_span())
}

struct Text<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    singulars: &'t [Cow<'t, str>],
    pieces: SmallVec<[Pieces<'t>; 32]>,
    sorts: SmallVec<[Sort; 32]>,
}

impl Text<'_> {
    fn ends_span(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at);
        gap.ends_name() || (gap.has(Gap::OPEN) && self.tokens.is_digits(at))
    }

    fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::with_capacity(self.tokens.all.len());
        let (mut keys, mut patience) = (Keys::default(), Patience::default());
        for start in 0..self.tokens.all.len() {
            self.begun(start, &mut keys, &mut patience, &mut found);
        }
        found
    }

    /// Adds those that begin with the token at `start`.
    fn begun(
        &self,
        start: usize,
        keys: &mut Keys,
        patience: &mut Patience,
        found: &mut Vec<Candidate>,
    ) {
        keys.clear();
        let (mut slips, mut signed, mut foreign) = (Slips::default(), false, true);
        let longest_key = self.index.longest_key() + LONGEST_PLURAL;
        for at in start..self.tokens.all.len().min(start + self.index.longest_span()) {
            let gap = self.tokens.gap(at);
            // "siberis -20c" is a name only as it stands there; "comet -2" is no Comet S2.
            if at > start && gap == SIGNED {
                signed = true;
            } else if at > start && self.ends_span(at) {
                break;
            }
            keys.push(&self.pieces[at], gap);
            slips.see(self.sorts[at], at > start && gap.is_glued());
            let may_slip = slips.allowed || (slips.glued && self.tokens.gap(at + 1).is_glued());
            let no_name =
                !may_slip && keys.is_as_written() && !self.index.may_begin(&keys.exact.text);
            if no_name || keys.exact.text.len() > longest_key {
                break;
            }
            let span = start..at + 1;
            foreign &= self.roles[at] == Role::Foreign;
            if signed && !foreign {
                found.extend(self.weigh(&keys.exact, &span));
            } else if !foreign {
                self.weigh_all(keys, &span, &slips, patience, found);
            }
        }
    }

    /// Adds what the span could be, as it is written or otherwise.
    fn weigh_all(
        &self,
        Keys { exact, single, lettered }: &Keys,
        span: &Range<usize>,
        slips: &Slips,
        patience: &mut Patience,
        found: &mut Vec<Candidate>,
    ) {
        let before = found.len();
        found.extend(self.weigh(exact, span));
        self.own_words(found, before);
        if single.changed > 0 {
            found.extend(self.weigh(single, span));
            merge_numbers(found.get_mut(before..).unwrap_or_default());
        }
        if found.len() == before && slips.possible && slips.english {
            found.extend(self.weigh_english(exact, span, patience));
            if found.len() == before && single.changed > 0 {
                found.extend(self.weigh_english(single, span, patience));
            }
        } else if found.len() == before && slips.possible {
            found.extend(self.weigh_slips(exact, span, patience));
            if single.changed > 0 {
                found.extend(self.weigh_slips(single, span, patience));
            }
            if found.len() == before && self.sorts[span.end - 1] == Sort::Unknown {
                found.extend(self.weigh_begun(exact, span, patience));
            }
        }
        if found.len() == before && lettered.changed > 0 {
            found.extend(self.weigh_lettered(lettered, span, slips.glued, patience));
        }
    }
}

/// "leaflets" may be one of the products that are called so, and of those with a "leaflet".
fn merge_numbers(found: &mut [Candidate]) {
    if let [many, one] = found
        && many.tokens == one.tokens
        && !many.rank.is_whole()
        && many.rank == one.rank
    {
        many.products.extend_from_slice(&one.products);
        many.products.sort_unstable();
        many.products.dedup();
    }
}

/// " -", before a number.
const SIGNED: Gap = Gap::SIGN.or(Gap::DASH).or(Gap::SPACE);
const LONGEST_PLURAL: usize = 16;
