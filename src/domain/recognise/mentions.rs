//! Which of the chosen spans are wishes, and what they may mean.

mod alternatives;
mod chosen;
mod narrow;
mod repeats;
mod shared;
mod sized;

use std::ops::Range;

use smallvec::SmallVec;

use super::evidence::{Doubt, Evidence};
use super::index::{Index, Rank};
use super::roles::Role;
use super::spans;
use super::tokens::{Gap, Tokens};
use super::words::Word;
use alternatives::Leaves;

/// A name in the text.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// The tokens that name it.
    pub(super) tokens: Range<usize>,
    /// What it may be; one when that is certain.
    pub(super) products: SmallVec<[u32; 4]>,
    pub(super) rank: Rank,
    /// With how many slips of the pen it was written.
    pub(super) slips: u8,
    /// "A or B".
    pub(super) either: bool,
    /// It is asked after ("do you have", "how much"), not asked for.
    pub(super) inquired: bool,
    /// Only a choice of an option is said: "and a red one".
    pub(super) elided: Option<Elided>,
}

/// What a choice without a name does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Elided {
    /// "a black banshee and a red one": one more.
    Another,
    /// "2 banshees, one red": one of them.
    Part,
    /// "4 red banshees, make 2 black": so many of what was to be otherwise.
    Turned,
    /// "2 banshees, one red, the other black": what of them nothing is said of yet.
    Rest {
        /// One piece alone is said: not "the others".
        one: bool,
    },
    /// "no wait, red": it is said of what was named.
    Same,
    /// "2 banshees, one red, one black, both armored": of all of it.
    All,
}

/// The names in the text, in their order.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Those that are spoken of as wishes, or taken back.
    pub(super) wishes: Vec<Mention>,
    /// The others, and why they are none.
    pub(super) doubted: Vec<(Mention, Doubt)>,
}

/// Finds the names; what is `ordered` already is more likely to be spoken of.
pub(super) fn find(index: &Index, tokens: &Tokens, roles: &[Role], ordered: &[u32]) -> Mentions {
    let chosen = spans::choose(index, tokens, roles).into_iter().map(|candidate| Mention {
        tokens: candidate.tokens,
        products: candidate.products,
        rank: candidate.rank,
        slips: candidate.slips,
        either: false,
        inquired: false,
        elided: None,
    });
    let text = Text { index, tokens, roles };
    let joined = text.join(chosen.collect(), |one, other| {
        text.parts_of_one(one, other)
            .or_else(|| text.turned_round(one, other))
            .or_else(|| text.told_apart(one, other))
            .or_else(|| text.shown_behind(one, other))
    });
    let mut joined = text.share_words(text.without_choices(joined));
    for at in 0..joined.len() {
        let end = text.end_of_name(&joined, at);
        joined[at].tokens.end = end;
        text.keep_as_written(&mut joined[at]);
        if let Some((products, tokens)) = text.narrowed(&joined, at) {
            joined[at] = Mention { products, tokens, ..joined[at].clone() };
        }
    }
    let joined = text.with_sizes(joined, ordered);
    let evidence = Evidence::new(index, tokens, roles, &joined, ordered);
    let mut found = Mentions::default();
    let mut doubts: SmallVec<[Option<Doubt>; 8]> =
        (0..joined.len()).map(|at| evidence.doubt(at)).collect();
    text.spare_alternatives(&joined, &mut doubts);
    text.doubt_repeats(&joined, &evidence, &mut doubts);
    let inquired = |(mention, doubt): (&Mention, &Option<Doubt>)| {
        doubt.is_none() && evidence.is_inquired(mention)
    };
    let inquired: SmallVec<[bool; 8]> = joined.iter().zip(&doubts).map(inquired).collect();
    for ((mention, doubt), inquired) in joined.into_iter().zip(doubts).zip(inquired) {
        match doubt {
            Some(doubt) => found.doubted.push((mention, doubt)),
            None => found.wishes.push(Mention { inquired, ..mention }),
        }
    }
    let leaves = text.leaves(&found.wishes);
    found.wishes = text.join(found.wishes, |one, other| text.alternatives(one, other, leaves));
    for mention in &mut found.wishes {
        let listed = leaves != Leaves::Nothing && mention.rank.is_whole();
        let either = listed || mention.tokens.clone().any(|at| text.is_or(at));
        mention.either = either && mention.products.len() > 1;
    }
    found
}

#[derive(Clone, Copy)]
struct Text<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
}

impl Text<'_> {
    /// Joins neighbours for which `together` finds common products.
    fn join(
        &self,
        mentions: Vec<Mention>,
        together: impl Fn(&Mention, &Mention) -> Option<SmallVec<[u32; 4]>>,
    ) -> Vec<Mention> {
        let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
        for mention in mentions {
            match joined.last_mut() {
                Some(last) => match together(last, &mention) {
                    Some(products) => {
                        last.tokens.end = mention.tokens.end;
                        last.products = products;
                        last.rank = last.rank.min(mention.rank);
                    }
                    None => joined.push(mention),
                },
                None => joined.push(mention),
            }
        }
        joined
    }

    /// Of names of the same letters it is the one that is cut as it is written: "25k coins", where
    /// there are 2.5k Coins too.
    fn keep_as_written(&self, mention: &mut Mention) {
        if mention.products.len() < 2 || mention.rank != Rank::Name || mention.slips > 0 {
            return;
        }
        let words: SmallVec<[&str; 8]> =
            mention.tokens.clone().map(|at| self.tokens.key(at)).collect();
        let is_cut_so = |it: &u32| self.index.spelled(*it).any(|name| *name == *words);
        if mention.products.iter().any(is_cut_so) {
            mention.products.retain(|it| is_cut_so(it));
        }
    }

    /// Where a part of a name ends that goes on with a word of another meaning: "season skip", of a
    /// Season Skip (10 Tiers).
    fn end_of_name(&self, mentions: &[Mention], at: usize) -> usize {
        let Some(mention) = mentions.get(at) else { return 0 };
        let ceiling = mentions.get(at + 1).map_or(self.roles.len(), |it| it.tokens.start);
        let start = mention.tokens.start;
        let mut end = mention.tokens.end;
        let steers = |at: usize| matches!(self.roles[at], Role::Word(it) if !matches!(it, Word::Filler | Word::Joins));
        let goes_on = |to: usize| {
            let words: SmallVec<[&str; 8]> = (start..to).map(|at| self.tokens.key(at)).collect();
            let has_it = |it: &u32| {
                self.index
                    .spelled(*it)
                    .any(|name| name.windows(words.len()).any(|it| *it == *words))
            };
            mention.products.iter().all(has_it)
        };
        while !mention.rank.is_whole()
            && end < ceiling
            && steers(end)
            && !self.tokens.gap(end).ends_name()
            && goes_on(end + 1)
        {
            end += 1;
        }
        end
    }

    /// The products that two parts of names share: "pizza with salami", "spaghetti carbonara".
    fn parts_of_one(&self, one: &Mention, other: &Mention) -> Option<SmallVec<[u32; 4]>> {
        let parts = !one.rank.is_whole() && !other.rank.is_whole();
        let mut between = one.tokens.end..other.tokens.start;
        let near = between.len() <= MOST_BETWEEN_PARTS
            && between.all(|at| matches!(self.roles[at], Role::Word(_)))
            && (one.tokens.end..=other.tokens.start).all(|at| !self.tokens.gap(at).ends_name());
        // "pizza with pepperoni", where one of the words is a name by itself.
        let start = one.tokens.end;
        let with = start + 1 == other.tokens.start && is_with(self.tokens.key(start));
        if !near || !(parts || with) {
            return None;
        }
        let shared = one.products.iter().filter(|product| other.products.contains(product));
        let shared: SmallVec<[u32; 4]> = shared.copied().collect();
        (!shared.is_empty()).then_some(shared)
    }

    /// The product of the first name's family that brackets behind it tell: "a kuruma (the armored
    /// one)".
    fn told_apart(&self, one: &Mention, other: &Mention) -> Option<SmallVec<[u32; 4]>> {
        let mut between = one.tokens.end..other.tokens.start;
        let told = |role| matches!(role, Role::Word(word) if word != Word::Negates);
        let in_brackets = self.tokens.gap(one.tokens.end).has(Gap::OPEN)
            && between.len() <= MOST_BETWEEN_PARTS
            && between.all(|at| told(self.roles[at]));
        let ([product], true) = (one.products.as_slice(), in_brackets && !other.rank.is_whole())
        else {
            return None;
        };
        let family = self.index.family(*product);
        let kin = other.products.iter().filter(|it| self.index.family(**it) == family);
        let kin: SmallVec<[u32; 4]> = kin.copied().collect();
        (kin.len() == 1).then_some(kin)
    }
}

/// Whether `key` may stand between pieces and the choice that is said of them: "2 of them with
/// chocolate", "one is black".
pub(super) fn leads_to_choice(key: &str) -> bool {
    matches!(key, "in" | "on" | "auf" | "sur" | "is" | "are" | "ist" | "sind") || is_with(key)
}

/// "with": what follows belongs to what was named.
pub(super) fn is_with(key: &str) -> bool {
    matches!(key, "with" | "w" | "mit" | "avec" | "con" | "com" | "met" | "z")
}

const MOST_BETWEEN_PARTS: usize = 1;
