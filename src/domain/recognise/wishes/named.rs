//! What a name does to the wishes.

use smallvec::SmallVec;

use super::{Corrects, Fate, GivesWay, Negated, Only, Reader, Swapped};
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::mentions::{Elided, Mention};
use crate::domain::recognise::revise::Purpose;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{Word, is_article, is_foreign_article, is_it, makes};

impl Reader<'_> {
    pub(super) fn name(&mut self, mention: &Mention, count: Option<u32>) {
        if mention.tokens.start < self.aside {
            self.fates.push(Fate::Corrected);
            return;
        }
        self.set = None;
        self.talked = None;
        self.refused = None;
        // "nur eine cola" is one, as "only one cola" is, and "only a cola" is not said so.
        let start = mention.tokens.start;
        let is_one = || (1..=MOST_BACK).any(|by| is_foreign_article(self.back(start, by)));
        self.counted = count.is_some() || is_one();
        let one = (self.only == Only::Begun && self.is_single(mention)).then_some(1);
        let split = self.split.take().map(|it| if self.is_single(mention) { 1 } else { it });
        self.adds |= split.is_some();
        let count = count.or(split).or(one);
        if self.is_starred(mention) || self.is_corrected_behind(mention) {
            self.corrects = Some(Corrects::Surely);
        }
        self.adds |= self.is_added(mention) || self.comes_too(mention);
        let elided = mention.elided.and_then(|elided| self.elided(mention, count, elided));
        let fate = elided.unwrap_or_else(|| match self.is_all_that_is_left(mention) {
            true => self.leave(mention, count),
            false => self.fate(mention, count),
        });
        self.fates.push(fate);
        self.adds = false;
        self.corrects = None;
    }

    fn fate(&mut self, mention: &Mention, count: Option<u32>) -> Fate {
        if self.has_enough(mention) {
            self.negated = None;
            self.missed.push(mention.tokens.start - 2..mention.tokens.end);
            return Fate::Corrected;
        }
        if let Some(negated) = self.negated {
            let fewer = negated.lessens && self.stay.has_any(&mention.products);
            let joined = mention.tokens.start.checked_sub(1);
            let joined = joined.is_some_and(|at| self.is(at, Word::Joins));
            let moves_on = negated.gives_way == GivesWay::Surely && !joined;
            let spared = !negated.seen && self.is_spared(mention, negated.at)
                || self.follows_without(mention, negated);
            if spared || (negated.seen && ((count.is_some() && !fewer) || moves_on)) {
                self.negated = None;
            } else {
                self.negated = Some(Negated { seen: true, ..negated });
                self.removed = true;
                self.refuse(mention, count, negated);
                return Fate::Removed;
            }
        }
        let fewer = self.fewer_by_sign(mention).or_else(|| self.too_many(mention, count));
        if fewer.is_some() || self.stands_beside(mention, Word::Fewer) {
            self.lessen(mention, fewer.or(count).unwrap_or(1));
            return Fate::Removed;
        }
        if mention.inquired && mention.products.len() == 1 && self.swapped.is_none() {
            self.only_ends();
            self.stay.inquire(&mention.products, count, &mention.tokens);
            return Fate::Inquired;
        }
        let (products, of_order) = self.meant(mention, count);
        if let Some(fate) = self.swap_named(mention, &products, count) {
            return fate;
        }
        let corrects = self.corrects.or_else(|| self.makes_another(mention, &products));
        // "instead of the adder, rather a t20": what was refused gives way, and nothing else.
        let gives_way = self.takes_place && self.vacated.is_some();
        // "on second thought only the gold mugs", where some are gold.
        let leaves = self.only == Only::Begun
            && self.stay.has_described(&products, self.described.of(&mention.tokens));
        let corrects = corrects.filter(|_| !gives_way && !self.adds && !leaves);
        let corrected = corrects.and_then(|it| self.corrected(mention, &products, it));
        if self.only == Only::Begun {
            self.only_named();
        }
        if let Some(place) = corrected {
            self.takes_place = false;
            if self.stay.wish_for(&products) == Some(place) {
                self.stay.describe(place, mention);
                self.stay.set(place, count);
            } else {
                self.replace(place, mention, &products, count);
            }
            return Fate::Corrected;
        }
        self.wish(mention, &products, count, of_order)
    }

    /// What a choice without a name does, unless it is wished for like a name.
    fn elided(&mut self, mention: &Mention, count: Option<u32>, elided: Elided) -> Option<Fate> {
        let said = self.described.of(&mention.tokens);
        if self.negated.is_some() {
            let there = self.stay.has_described(&mention.products, said);
            return (!there).then_some(Fate::Removed);
        }
        match elided {
            Elided::Same => {
                let place = self.stay.wish_for(&mention.products)?;
                self.stay.describe(place, mention);
                self.stay.set(place, count);
                Some(Fate::Corrected)
            }
            Elided::All => {
                self.stay.describe_all(mention);
                Some(Fate::Corrected)
            }
            Elided::Part | Elided::Turned if self.corrects.is_none() => {
                self.stay.take_part(elided, &mention.products, said, count.unwrap_or(1))?;
                None
            }
            Elided::Rest { one } => match self.stay.undescribed(&mention.products, said) {
                Some(rest) if one && self.stay.wishes[rest].count.unwrap_or(1) > 1 => {
                    self.stay.decrease(rest, 1);
                    None
                }
                Some(rest) => {
                    self.stay.describe(rest, mention);
                    self.stay.touch(rest);
                    Some(Fate::Wished)
                }
                // Nothing is left that this could be.
                None => {
                    self.missed.push(mention.tokens.clone());
                    Some(Fate::Corrected)
                }
            },
            Elided::Part | Elided::Turned | Elided::Another => None,
        }
    }

    /// A name that asks for its product.
    fn wish(
        &mut self,
        mention: &Mention,
        products: &[u32],
        count: Option<u32>,
        of_order: bool,
    ) -> Fate {
        let adds = self.adds || self.more || self.stands_beside(mention, Word::More);
        if !adds && self.leaves_several(mention, products, count) {
            return Fate::Wished;
        }
        let said = self.described.of(&mention.tokens);
        let untouched = match *products {
            [product] if !adds => {
                let changes = self.makes(mention) || self.corrects.is_some();
                self.stay.untouched(product, said, changes)
            }
            _ => None,
        };
        if let Some(place) = self.stay.inquired(products) {
            self.stay.set(place, count);
            return Fate::Wished;
        }
        let times = self.times.take();
        let multiplied = untouched.or_else(|| self.stay.wish_for(products));
        if let Some((by, place)) = times.zip(multiplied).filter(|_| count.is_none()) {
            self.stay.multiply(place, by);
            return Fate::Wished;
        }
        // "double the fries", where there are none yet.
        let count = count.or(times);
        if !adds && let Some(fate) = self.says_anew(mention, products, count) {
            return fate;
        }
        if let Some(place) = untouched {
            self.stay.describe(place, mention);
            self.set = Some((place, self.stay.wishes[place].count));
            self.takes_place &= count.is_none();
            self.stay.set(place, count);
            return Fate::Wished;
        }
        let made = !adds && count.is_some() && self.is_made_so(mention);
        if let Some(place) = self.stay.wish_for(products).filter(|_| made) {
            self.stay.set(place, count);
            return Fate::Corrected;
        }
        if let Some(gone) = self.vacated.take_if(|_| self.takes_place && !adds) {
            self.takes_place = false;
            let one = (gone.1.had.is_some() && self.is_single(mention)).then_some(1);
            let count = count.or(one);
            self.stay.put_in_place(gone, products, count, &mention.tokens);
            return Fate::Wished;
        }
        if products.len() > 1 && of_order && count.is_none() {
            // "the elegy" of two that are there changes nothing.
            return Fate::Wished;
        }
        if count.is_some() {
            self.take_back_repeats(mention, products);
        }
        self.stay.push(products, count, &mention.tokens);
        if of_order
            && products.len() > 1
            && let Some(wish) = self.stay.wishes.last_mut()
        {
            wish.purpose = Purpose::Set;
        }
        Fate::Wished
    }

    /// What a name means beside the lines that are there: a part of a name means the line that it
    /// is a part of. Whether it is all about lines that are there.
    fn meant(&self, mention: &Mention, count: Option<u32>) -> (SmallVec<[u32; 4]>, bool) {
        let another = self.stands_beside(mention, Word::More);
        // "a tea" is no word about the green tea that is there.
        let fresh = mention.rank == Rank::Word && count.is_none() && !self.is_shown(mention);
        let adds = (self.adds || self.more) && !another;
        if mention.products.len() > 1 && !mention.either && !adds {
            let swaps = self.swapped == Some(Swapped::Nothing);
            let there = self.stay.certain(&mention.products, !swaps);
            let settles = there.len() == 1 || (there.len() > 1 && !another && !swaps);
            // What takes the place of another is seldom what is there already.
            let replaces = matches!(self.swapped, Some(Swapped::Wish(_) | Swapped::Stranger));
            if settles && !replaces && !fresh {
                return (there, true);
            }
        }
        if (self.makes(mention) || self.swapped == Some(Swapped::Nothing))
            && let Some(relative) = self.relative_there(mention)
        {
            return (relative, true);
        }
        (mention.products.clone(), false)
    }

    /// "the tea", "my tea", and the tea that something is said of.
    fn is_shown(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let alone = start == 0 || self.tokens.gap(start).ends_name();
        let article = is_article(self.back(start, 1));
        let quiet = alone && self.closes(mention.tokens.end);
        !(article || quiet || self.is(start.wrapping_sub(1), Word::Request))
    }

    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at);
        gap.has(Gap::LINE.or(Gap::BREAK)) || (gap.has(Gap::STOP) && gap.has(Gap::SPACE))
    }

    /// The wish that gives way to what is named now, if one does.
    fn corrected(&self, mention: &Mention, products: &[u32], corrects: Corrects) -> Option<usize> {
        let same = self.stay.wish_for(products);
        let relative = self.stay.relative_of(products).or_else(|| self.alike_line(products));
        let last = self.stay.it()?;
        let surely = corrects == Corrects::Surely || self.stay.anything_said();
        let alone = self.stay.wishes.len() == 1;
        match (same, self.refused_ahead(mention), relative) {
            (Some(place), _, _) | (None, Some(place), _) | (None, None, Some(place)) => Some(place),
            (None, None, None) if self.only == Only::Begun => None,
            (None, None, None) => (surely || alone).then_some(last),
        }
    }

    /// The wish for what is refused behind the name: "I meant a sultan, not the adder".
    fn refused_ahead(&self, mention: &Mention) -> Option<usize> {
        let next = self.mentions.iter().find(|it| it.tokens.start >= mention.tokens.end)?;
        let mut between = mention.tokens.end..next.tokens.start;
        let near = !between.clone().any(|at| self.ends_sentence(at));
        let refuses = between.any(|at| self.is(at, Word::Negates)) || self.says_instead_of(next);
        let products = self.stay.certain(&next.products, false);
        self.stay.wish_for(&products).filter(|_| near && refuses)
    }

    fn says_instead_of(&self, next: &Mention) -> bool {
        let start = next.tokens.start;
        (1..=MOST_BACK).any(|by| start.checked_sub(by).is_some_and(|at| self.is_instead_of(at)))
    }

    /// Whether a word such as "more" or "fewer" belongs to the name: "2 more adders", "adder, one
    /// more", "an extra adder".
    fn stands_beside(&self, mention: &Mention, word: Word) -> bool {
        let mut at = mention.tokens.start;
        let floor = at.saturating_sub(MOST_BESIDE);
        while let Some(before) = at.checked_sub(1).filter(|at| *at >= floor) {
            if self.tokens.gap(at).ends_name() {
                break;
            }
            let another = word == Word::More && self.key(before) == "another";
            match self.roles[before] {
                Role::Word(it) if it == word => return true,
                _ if another => return true,
                Role::Number(_)
                | Role::Word(Word::Between | Word::Filler | Word::Tens(_) | Word::Times) => {}
                _ => break,
            }
            at = before;
        }
        self.trails(mention.tokens.end, word)
    }

    /// Whether such a word ends the clause at `at`: "2 adders more".
    pub(super) fn trails(&self, at: usize, word: Word) -> bool {
        let says = self.is(at, word)
            || (word == Word::More && matches!(self.key(at), "mas" | "mais" | "bij" | "dazu"));
        says && !self.tokens.gap(at).ends_name() && self.closes(at + 1)
    }

    /// Whether nothing that belongs to what was said before token `at` follows there.
    pub(super) fn closes(&self, at: usize) -> bool {
        matches!(self.roles.get(at), None | Some(Role::Word(Word::Filler | Word::Joins)))
            || self.tokens.gap(at).ends_name()
            || self.ends_sentence(at)
    }

    /// "2 adders, make that 3 adders".
    fn makes_anew(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let between = |by: usize| {
            start.checked_sub(by).is_some_and(|at| {
                !self.tokens.gap(at + 1).ends_name()
                    && (is_it(self.key(at))
                        || matches!(
                            self.roles[at],
                            Role::Number(_)
                                | Role::Word(Word::Between | Word::Tens(_) | Word::Times)
                        ))
            })
        };
        let made = (1..=MOST_BACK).find(|&by| !between(by));
        made.is_some_and(|by| makes(self.back(start, by)) && is_it(self.back(start, by - 1)))
    }

    fn is_made_so(&self, mention: &Mention) -> bool {
        self.makes_anew(mention) || self.makes_the(mention)
    }

    /// "make that a t20", which was not said before.
    fn makes_another(&self, mention: &Mention, products: &[u32]) -> Option<Corrects> {
        let anew = self.makes_anew(mention) && !self.stay.has_any(products);
        anew.then_some(Corrects::Surely)
    }

    /// "make the sultan 3", not "make 3 sultans".
    fn makes_the(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let number = start.checked_sub(3).and_then(|at| self.roles.get(at));
        // "2 of the filler".
        let of = self.back(start, 2) == "of" && matches!(number, Some(Role::Number(_)));
        // "remove the comet, make sultans 3".
        let behind = matches!(self.roles.get(mention.tokens.end), Some(Role::Number(_)));
        (behind && makes(self.back(start, 1)))
            || ((of || makes(self.back(start, 2)))
                && matches!(self.back(start, 1), "the" | "my" | "those" | "these"))
    }

    /// "make the sultan 3", "make 3 sultans".
    fn makes(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        (1..=2).any(|by| makes(self.back(start, by)))
    }
}

/// "no": what is refused follows at once.
pub(super) fn is_determiner(key: &str) -> bool {
    matches!(
        key,
        "no" | "without"
            | "kein"
            | "keine"
            | "keinen"
            | "ohne"
            | "sans"
            | "sin"
            | "sem"
            | "senza"
            | "geen"
            | "zonder"
            | "bez"
    )
}

/// "2 more of the very same".
const MOST_BESIDE: usize = 8;
/// How far before a name the words are that refuse it: "instead of one of the".
const MOST_BACK: usize = 4;
