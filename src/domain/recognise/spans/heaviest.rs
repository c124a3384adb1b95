//! The choice among spans that overlap.

use super::Candidate;

/// Weighted interval scheduling: the candidates that do not overlap and weigh the most together.
pub(super) fn heaviest(length: usize, candidates: &[Candidate]) -> Vec<Candidate> {
    // Per end: the best total of all that ends there or before, and the candidate that it takes.
    let mut best: Vec<(i32, Option<&Candidate>)> = vec![(0, None); length + 1];
    let mut by_end: Vec<&Candidate> = candidates.iter().collect();
    by_end.sort_by_key(|candidate| candidate.tokens.end);
    let mut by_end = by_end.into_iter().peekable();
    for end in 1..=length {
        best[end] = (best[end - 1].0, None);
        while let Some(candidate) = by_end.next_if(|candidate| candidate.tokens.end == end) {
            let total = best[candidate.tokens.start].0.saturating_add(candidate.weight);
            if total >= best[end].0 {
                best[end] = (total, Some(candidate));
            }
        }
    }
    let mut chosen = Vec::new();
    let mut end = length;
    while end > 0 {
        match best[end].1 {
            Some(candidate) => {
                chosen.push(candidate.clone());
                end = candidate.tokens.start;
            }
            None => end -= 1,
        }
    }
    chosen.reverse();
    chosen
}
