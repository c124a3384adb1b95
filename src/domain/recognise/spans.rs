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
use key::Key;
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
    let singulars: SmallVec<[Cow<'_, str>; 32]> =
        (0..tokens.all.len()).map(|at| plural::singular_of(index, tokens, at)).collect();
    let sorts = singulars
        .iter()
        .enumerate()
        .map(|(at, singular)| Sort::of(index, tokens, roles[at], at, singular))
        .collect();
    let lettered = (0..tokens.all.len()).map(|at| weight::as_letters(tokens, at)).collect();
    let text = Text { index, tokens, roles, singulars, lettered, sorts };
    let candidates = text.candidates();
    let chosen = heaviest(tokens.all.len(), &candidates);
    overlaps::asked(&chosen, &candidates, index.longest_span())
}

struct Text<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    singulars: SmallVec<[Cow<'t, str>; 32]>,
    /// The tokens with letters for the digits inside words.
    lettered: SmallVec<[&'t str; 32]>,
    sorts: SmallVec<[Sort; 32]>,
}

impl Text<'_> {
    fn ends_span(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at);
        gap.ends_name() || (gap.has(Gap::OPEN) && self.tokens.is_digits(at))
    }

    fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let (mut exact, mut single, mut lettered) = (Key::new(), Key::default(), Key::default());
        let mut patience = Patience::default();
        let (longest_span, longest_key) = (self.index.longest_span(), self.index.longest_key());
        for start in 0..self.tokens.all.len() {
            exact.clear();
            single.clear();
            lettered.clear();
            let (mut slips, mut signed, mut foreign) = (Slips::default(), false, true);
            for at in start..self.tokens.all.len().min(start + longest_span) {
                let gap = self.tokens.gap(at);
                // "siberis -20c" is a name only as it stands there; "comet -2" is no Comet S2.
                if at > start && gap == SIGNED {
                    signed = true;
                } else if at > start && self.ends_span(at) {
                    break;
                }
                let key = self.tokens.key(at);
                single.push_other(&exact, &self.singulars[at], key, gap);
                lettered.push_other(&exact, self.lettered[at], key, gap);
                exact.push(key, key, gap);
                // A plural may be some letters longer than the longest key.
                if exact.text.len() > longest_key + LONGEST_PLURAL {
                    break;
                }
                slips.see(self.sorts[at], at > start && gap.is_glued());
                let span = start..at + 1;
                foreign &= self.roles[at] == Role::Foreign;
                if foreign {
                    continue;
                }
                let before = found.len();
                found.extend(self.weigh(&exact, &span));
                if signed {
                    continue;
                }
                self.own_words(&mut found, before);
                if single.changed > 0 {
                    found.extend(self.weigh(&single, &span));
                    merge_numbers(found.get_mut(before..).unwrap_or_default());
                }
                if found.len() == before && slips.possible && slips.english {
                    found.extend(self.weigh_english(&exact, &span, &mut patience));
                    if found.len() == before && single.changed > 0 {
                        found.extend(self.weigh_english(&single, &span, &mut patience));
                    }
                } else if found.len() == before && slips.possible {
                    found.extend(self.weigh_slips(&exact, &span, &mut patience));
                    if single.changed > 0 {
                        found.extend(self.weigh_slips(&single, &span, &mut patience));
                    }
                    if found.len() == before && self.sorts[at] == Sort::Unknown {
                        found.extend(self.weigh_begun(&exact, &span, &mut patience));
                    }
                }
                if found.len() == before && lettered.changed > 0 {
                    let glued = slips.glued;
                    found.extend(self.weigh_lettered(&lettered, &span, glued, &mut patience));
                }
            }
        }
        found
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
