//! Names that share some of their words: "red and white roses", "a small teddy and a large".

mod links;

use std::ops::Range;

use super::{Mention, Text};
use crate::domain::recognise::MOST_OF_ONE;
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::plural;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Text<'_> {
    /// Puts what is a whole name with the first or the last words of another one among the
    /// `mentions`, in the place of what it could mean by itself.
    pub(super) fn share_words(&self, mentions: Vec<Mention>) -> Vec<Mention> {
        let mut shared: Vec<Mention> = Vec::new();
        let clear = |it: &&Mention| {
            (2..=self.index.longest_span()).contains(&it.tokens.len())
                && (it.rank.is_whole() || it.products.len() == 1)
        };
        for mention in mentions.iter().filter(clear) {
            let mut start = mention.tokens.start;
            while let Some(found) = self.before(start, mention, &mentions) {
                start = found.tokens.start;
                shared.push(found);
            }
            let mut end = self.counted(mention.tokens.end);
            while let Some(found) = self.behind(end, mention, &mentions) {
                end = self.counted(found.tokens.end);
                shared.push(found);
            }
        }
        if shared.is_empty() {
            return mentions;
        }
        shared.sort_by_key(|it| it.tokens.start);
        shared.dedup_by(|one, other| {
            one.tokens.start < other.tokens.end && other.tokens.start < one.tokens.end
        });
        let mut all = mentions;
        all.retain(|mention| overlapping(&shared, &mention.tokens).is_empty());
        all.extend(shared);
        all.sort_by_key(|it| it.tokens.start);
        all
    }

    /// The name that is joined to what begins at `start` and goes on as `mention` ends: "red and
    /// white roses", "red, white and pink roses".
    fn before(&self, start: usize, mention: &Mention, all: &[Mention]) -> Option<Mention> {
        let chained = start < mention.tokens.start;
        let end = self.joined_before(start, chained)?;
        let starts = end.saturating_sub(MOST_OWN)..end;
        starts.map(|from| from..end).find_map(|own| {
            let nouns = self.has_determiner(own.start) && self.has_determiner(mention.tokens.start);
            // "a coffee and a chocolate eclair".
            let tells_apart = !nouns || own.clone().all(|at| self.tells_apart(at));
            if !tells_apart || !self.is_free(&own, all) || !self.leads(&own, all) {
                return None;
            }
            let Range { start, end } = mention.tokens;
            (start + 1..end).find_map(|from| self.named(mention, &own, &[&own, &(from..end)]))
        })
    }

    /// The name that is joined to what ends at `end` and begins, or ends, as `mention` does.
    fn behind(&self, end: usize, mention: &Mention, all: &[Mention]) -> Option<Mention> {
        let from = self.joined_behind(end)?;
        let strong = (end..from).any(|at| self.goes_on(at)) || self.tokens.gap(from).has(STRONG);
        let ends = (from + 1..=self.roles.len().min(from + MOST_OWN)).rev();
        ends.map(|to| from..to)
            .filter(|own| self.closes(own.end) && self.is_free(own, all))
            // "2 eternal roses, red", "2 red rose bouquets, one S".
            .filter(|own| own.len() > 1 || !self.may_be(mention, own.start))
            .find_map(|own| self.instead(mention, &own, strong))
    }

    /// The name in which `own` stands in the place of a part of `mention`: other last words,
    /// another number or measure, another colour.
    fn instead(&self, mention: &Mention, own: &Range<usize>, strong: bool) -> Option<Mention> {
        let Range { start, end } = mention.tokens;
        let last =
            || (start + 1..end).rev().find_map(|to| self.named(mention, own, &[&(start..to), own]));
        if self.tokens.is_digits(own.start) {
            let range = strong && self.is_range(own) && mention.tokens.len() > 2;
            if !range && !self.is_measure(own, mention) && !self.is_figure(own, strong) {
                return None;
            }
            let same = |at: &usize| {
                self.tokens.is_digits(*at)
                    && !self.tokens.gap(*at).is_glued()
                    && at + own.len() <= end
            };
            return last().or_else(|| {
                (start..end).filter(same).find_map(|place| {
                    let rest = place + own.len()..end;
                    self.named(mention, own, &[&(start..place), own, &rest])
                })
            });
        }
        if !own.clone().all(|at| self.tells_apart(at)) {
            return None;
        }
        let first =
            || (start + 1..end).find_map(|from| self.named(mention, own, &[own, &(from..end)]));
        last().or_else(first)
    }

    /// Whether the words only tell products of one kind apart: colours, sizes, trims, codes. What a
    /// kind is called, "a danish" behind an apple pie, is a wish of its own that must be asked
    /// about.
    pub(super) fn tells_apart(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        words::is_colour(key)
            || words::is_size(key)
            || words::is_trim(key)
            || (key.len() <= LONGEST_CODE
                && self.roles[at] == Role::Content
                && !words::is_english(key))
            || (key.len() == 1 && self.tokens.gap(at).has(Gap::SPACE))
    }

    /// "2m or 3m", where the name has such a measure.
    fn is_measure(&self, own: &Range<usize>, mention: &Mention) -> bool {
        let unit = own.start + 1;
        let like = |at: usize| {
            self.tokens.key(at) == self.tokens.key(unit)
                && self.tokens.gap(at).is_glued()
                && at > mention.tokens.start
                && self.tokens.is_digits(at - 1)
        };
        own.len() == 2 && self.tokens.gap(unit).is_glued() && mention.tokens.clone().any(like)
    }

    /// "70-80".
    fn is_range(&self, own: &Range<usize>) -> bool {
        let dash = self.tokens.gap(own.start + 1);
        own.len() == 2 && dash == Gap::DASH && own.clone().all(|at| self.tokens.is_digits(at))
    }

    /// A number that is no price and no time; behind a comma it counts what is named before it,
    /// unless it is counted itself or too much.
    fn is_figure(&self, own: &Range<usize>, strong: bool) -> bool {
        let too_many = matches!(self.roles[own.start], Role::Number(it) if it > MOST_OF_ONE);
        let counted = self.counted(own.end) > own.end;
        let too = matches!(self.tokens.key(own.end), "too" | "also");
        let is_number = matches!(self.roles[own.start], Role::Number(_));
        own.len() == 1 && is_number && (strong || too_many || counted || too)
    }

    /// Whether the words stand together and could be a part of a name, but are in no whole one.
    fn is_free(&self, own: &Range<usize>, all: &[Mention]) -> bool {
        let could_be = |at: usize| {
            self.roles[at] == Role::Content
                || self.tokens.is_digits(at)
                || self.tells_apart(at)
                || (at > own.start && self.tokens.gap(at).is_glued())
        };
        (own.start + 1..own.end).all(|at| !self.tokens.gap(at).ends_name())
            && own.clone().all(could_be)
            && overlapping(all, own).iter().all(|it| it.tokens == *own && !it.rank.is_whole())
    }

    /// The whole name that the `pieces` make, which is said by `own`.
    fn named(
        &self,
        mention: &Mention,
        own: &Range<usize>,
        pieces: &[&Range<usize>],
    ) -> Option<Mention> {
        let mut key = String::new();
        for at in pieces.iter().copied().cloned().flatten() {
            key.push_str(self.tokens.key(at));
        }
        let found = [key.as_str(), plural::singular(&key)]
            .iter()
            .find_map(|key| self.index.entry(key).filter(|entry| entry.rank.is_whole()))?;
        let products = self.index.products(found);
        (products != mention.products.as_slice()).then(|| Mention {
            tokens: own.clone(),
            products: products.into(),
            rank: Rank::Variant,
            slips: 0,
            ..mention.clone()
        })
    }
}

/// Those of the `mentions`, which stand one behind the other, that have any of the `tokens`.
fn overlapping<'m>(mentions: &'m [Mention], tokens: &Range<usize>) -> &'m [Mention] {
    let first = mentions.partition_point(|it| it.tokens.end <= tokens.start);
    let last = mentions.partition_point(|it| it.tokens.start < tokens.end);
    mentions.get(first..last).unwrap_or_default()
}

/// What joins as an "and" does.
const STRONG: Gap = Gap::SLASH.or(Gap::PLUS);
/// "dark chocolate and vanilla cupcakes".
const MOST_OWN: usize = 2;
/// "gts".
const LONGEST_CODE: usize = 3;
