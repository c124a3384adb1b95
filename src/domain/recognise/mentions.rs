//! Which of the chosen spans are wishes, and what they may mean.

use std::ops::Range;

use super::index::{Index, Rank};
use super::roles::Role;
use super::spans;
use super::tokens::Tokens;
use super::words::Word;

/// A name in the text.
#[derive(Debug)]
pub(super) struct Mention {
    /// The tokens that name it.
    pub(super) tokens: Range<usize>,
    /// What it may be; one when that is certain.
    pub(super) products: Vec<u32>,
    rank: Rank,
}

/// The names in the text, in their order.
pub(super) fn find(index: &Index, tokens: &Tokens, roles: &[Role]) -> Vec<Mention> {
    let chosen = spans::choose(index, tokens, roles).into_iter().map(|candidate| Mention {
        tokens: candidate.tokens,
        products: candidate.entry.products.to_vec(),
        rank: candidate.entry.rank,
    });
    let text = Text { index, tokens, roles };
    let mut mentions = text.join(chosen.collect(), |one, other| text.parts_of_one(one, other));
    let sure = text.is_order(&mentions);
    let starts: Vec<usize> = mentions.iter().map(|mention| mention.tokens.start).collect();
    mentions.retain(|mention| {
        let another_follows = starts.binary_search(&mention.tokens.end).is_ok();
        (mention.rank != Rank::Word || text.is_wish(&mention.tokens, sure))
            && (another_follows || !text.has_other_ending(mention))
    });
    text.join(mentions, |one, other| text.alternatives(one, other))
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
        together: impl Fn(&Mention, &Mention) -> Option<Vec<u32>>,
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

    /// The products that two parts of names share: "pizza with salami", "spaghetti carbonara".
    fn parts_of_one(&self, one: &Mention, other: &Mention) -> Option<Vec<u32>> {
        let parts = !one.rank.is_whole() && !other.rank.is_whole();
        let mut between = one.tokens.end..other.tokens.start;
        let near = between.len() <= MOST_BETWEEN_PARTS
            && between.all(|at| matches!(self.roles[at], Role::Word(_)))
            && (one.tokens.end..=other.tokens.start).all(|at| !self.tokens.gap(at).ends_name());
        if !parts || !near {
            return None;
        }
        let shared = one.products.iter().filter(|product| other.products.contains(product));
        let shared: Vec<u32> = shared.copied().collect();
        (!shared.is_empty()).then_some(shared)
    }

    /// The products of "A or B": either is meant, and it must be asked which.
    fn alternatives(&self, one: &Mention, other: &Mention) -> Option<Vec<u32>> {
        let mut between = one.tokens.end..other.tokens.start;
        let is_or = |at| matches!(self.tokens.key(at), "or" | "oder" | "ou" | "o" | "lub" | "albo");
        let says_or = between.clone().any(is_or);
        let near = between.len() <= MOST_BETWEEN_ALTERNATIVES
            && between.all(|at| matches!(self.roles[at], Role::Word(_) | Role::Number(_)));
        (says_or && near).then(|| {
            let mut products = [one.products.as_slice(), &other.products].concat();
            products.sort_unstable();
            products.dedup();
            products
        })
    }

    /// Whether the text looks like an order: it counts or asks, or holds little but names.
    fn is_order(&self, mentions: &[Mention]) -> bool {
        let mut named = vec![false; self.roles.len()];
        for mention in mentions {
            named[mention.tokens.clone()].fill(true);
        }
        let asks =
            |role: &Role| matches!(role, Role::Number(_) | Role::Word(Word::Request | Word::Times));
        let rest = || self.roles.iter().zip(&named).filter(|(_, named)| !**named);
        rest().any(|(role, _)| asks(role)) || rest().all(|(role, _)| *role != Role::Content)
    }

    /// Whether one word out of a name is meant as that name. A number or an article before it says
    /// so, also with one word between ("a large margherita"); in an order (`sure`) it is enough
    /// that it starts a wish. Not so before an article ("drop the adder").
    fn is_wish(&self, span: &Range<usize>, sure: bool) -> bool {
        let goes_on = matches!(self.roles.get(span.end), Some(Role::Word(Word::Between)))
            && !self.tokens.gap(span.end).ends_name();
        if goes_on {
            return false;
        }
        let starts = span.start == 0 || self.tokens.gap(span.start).ends_name();
        let Some(before) = span.start.checked_sub(1) else { return sure };
        let described = self.roles[before] == Role::Content && before > 0 && !starts;
        self.introduces(before)
            || (described && self.introduces(before - 1))
            || (sure && (starts || self.starts_wish(before)))
    }

    fn introduces(&self, at: usize) -> bool {
        let article = matches!(
            self.tokens.key(at),
            "a" | "an" | "the" | "ein" | "eine" | "einen" | "un" | "une" | "una" | "uma" | "een"
        );
        article || matches!(self.roles[at], Role::Number(_))
    }

    fn starts_wish(&self, at: usize) -> bool {
        matches!(
            self.roles[at],
            Role::Word(Word::Request | Word::Joins | Word::Times) | Role::Enumerator
        )
    }

    /// Whether the mention goes on with a word that ends other names ("banshee gts"): then it names
    /// something that is not sold.
    fn has_other_ending(&self, mention: &Mention) -> bool {
        let next = mention.tokens.end;
        self.roles.get(next) == Some(&Role::Content)
            && !self.tokens.gap(next).ends_name()
            && self.index.is_ending(self.tokens.key(next))
    }
}

const MOST_BETWEEN_PARTS: usize = 1;
/// "or a", "or maybe 2".
const MOST_BETWEEN_ALTERNATIVES: usize = 3;
