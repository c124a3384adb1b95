//! Names that share words in a text: in "green tea pot" it is asked whether the tea or the pot is
//! meant.

use super::Candidate;
use crate::domain::recognise::index::Rank;

/// The chosen names, each with those that begin within it and end behind it, or the other way
/// round. What stands for a part of one of them alone says no more.
pub(super) fn asked(
    chosen: &[Candidate],
    all: &[Candidate],
    longest_span: usize,
) -> Vec<Candidate> {
    let overlaps = |it: &Candidate, other: &Candidate| {
        let (one, two) = (&it.tokens, &other.tokens);
        let crosses = |one: &std::ops::Range<usize>, two: &std::ops::Range<usize>| {
            one.start < two.start && two.start < one.end && one.end < two.end
        };
        is_certain(it)
            && is_certain(other)
            && (crosses(one, two) || crosses(two, one))
            && !other.products.iter().any(|product| it.products.contains(product))
    };
    let mut joined: Vec<Candidate> = Vec::with_capacity(chosen.len());
    for candidate in chosen {
        if joined.last().is_some_and(|last| candidate.tokens.start < last.tokens.end) {
            continue;
        }
        let mut candidate = candidate.clone();
        let other = near(all, &candidate, longest_span).iter().find(|other| {
            // What is a name by itself stays one: "green tea, teapot".
            let is_free = |it: &Candidate| {
                it.tokens == candidate.tokens
                    || it.tokens.end <= other.tokens.start
                    || it.tokens.start >= other.tokens.end
                    || (!it.rank.is_whole() && it.tokens.start >= candidate.tokens.end)
            };
            overlaps(&candidate, other)
                && near(chosen, &candidate, 2 * longest_span).iter().all(is_free)
        });
        if let Some(other) = other {
            candidate.tokens.start = candidate.tokens.start.min(other.tokens.start);
            candidate.tokens.end = candidate.tokens.end.max(other.tokens.end);
            candidate.products.extend_from_slice(&other.products);
            candidate.products.sort_unstable();
            candidate.products.dedup();
        }
        joined.push(candidate);
    }
    joined
}

/// Those that may share words with a name, of some in the order in which they begin.
fn near<'c>(of: &'c [Candidate], it: &Candidate, longest_span: usize) -> &'c [Candidate] {
    let first = of.partition_point(|other| other.tokens.start + longest_span < it.tokens.start);
    let behind = of.partition_point(|other| other.tokens.start < it.tokens.end + longest_span);
    of.get(first..behind).unwrap_or_default()
}

/// Names as they are written: "10 npk" is seldom an NPK 10 in "10 npk 20".
fn is_certain(candidate: &Candidate) -> bool {
    candidate.rank == Rank::Name && candidate.slips == 0 && candidate.products.len() == 1
}
