//! Questions about a product, and judgements of it, which ask for none: "how much is a sultan?",
//! "does the tiramisu contain nuts?", "the sultan is too slow".

mod judgement;
pub(super) mod phrases;

use super::Evidence;
use crate::domain::recognise::MOST_OF_ONE;
use crate::domain::recognise::asked::is_asked;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};
use phrases::*;

/// What a clause does with the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It asks for them, or takes them back.
    Wishes,
    /// It asks for their price, or whether they can be had.
    Inquires,
    /// It speaks about them.
    Discusses,
}

impl Evidence<'_> {
    /// "not buying today, just curious".
    pub(super) fn asks_out_of_interest(&self) -> bool {
        let asks = |at: usize| {
            self.roles[at] == Role::Word(Word::Request) && !self.tokens.key(at).ends_with("ing")
        };
        !(0..self.roles.len()).any(asks)
            && !self.is_polite()
            && (1..self.roles.len()).any(|at| {
                let before = self.tokens.key(at - 1);
                let is_near = !self.ends_before(at);
                match self.tokens.key(at) {
                    "buying" | "ordering" | "purchasing" => is_near && before == "not",
                    "curious" | "browsing" => {
                        is_near
                            && matches!(before, "just" | "only" | "im")
                            && self.ends_before(at + 1)
                    }
                    _ => false,
                }
            })
    }

    /// Whether the mention is asked after, and not asked for: "do you have a sultan?".
    pub(in super::super) fn is_inquired(&self, mention: &Mention) -> bool {
        self.is_only_said_in_full(mention) || self.manner(mention) == Manner::Inquires
    }

    /// Whether it is asked about otherwise than for its price and stock.
    pub(super) fn is_discussed(&self, mention: &Mention) -> bool {
        self.manner(mention) == Manner::Discusses
    }

    /// What is said closest before the name decides, then what is said behind it, then how the
    /// clause begins.
    fn manner(&self, mention: &Mention) -> Manner {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let bids = self.talks && self.is_bid_for(start) && self.is_queried(end);
        if bids || self.is_halved(start) || self.is_other_word(mention) {
            return Manner::Inquires;
        }
        if !self.talks || self.is_bid_for(start) {
            return Manner::Wishes;
        }
        let mut first = start;
        let mut about = false;
        for at in (start.saturating_sub(MOST_SCANNED)..start).rev() {
            if self.starts_clause(at + 1) {
                break;
            }
            first = at;
            if self.named[at] {
                continue;
            }
            let key = self.tokens.key(at);
            match self.roles[at] {
                Role::Word(Word::Removes) if self.is_asked(at) => return Manner::Discusses,
                Role::Word(Word::Removes | Word::Swaps | Word::Replaces | Word::Negates) => {
                    return Manner::Wishes;
                }
                _ if about => {}
                Role::Word(Word::Corrects)
                    if matches!(key, "meant" | "mean") && self.back(at, 1) == "i" =>
                {
                    return Manner::Wishes;
                }
                Role::Word(Word::Grammar) if key == "about" => {
                    if matches!(self.back(at, 1), "what" | "how" | "s" | "whats") {
                        return Manner::Inquires;
                    }
                    about = true;
                }
                Role::Word(Word::Request) if self.asks_others(at) => {
                    return self.unless_for_us(end);
                }
                Role::Word(Word::Request) if self.do_i(at) => return Manner::Inquires,
                Role::Word(Word::Request) if self.do_you_buy(at) => return Manner::Discusses,
                _ if is_also(key) || self.is_my_order(at) || self.asks_whether(at) => {}
                Role::Word(Word::Request | Word::Adds) => return Manner::Wishes,
                _ if self.may_i(at) => return Manner::Wishes,
                Role::Word(Word::Inquires)
                    if !self.is_counted(mention) && self.counts_another(at, start) =>
                {
                    return Manner::Discusses;
                }
                Role::Word(Word::Inquires) => return self.unless_for_us(end),
                _ if key == "got" => return self.unless_for_us(end),
                Role::Word(Word::Grammar) if self.would_like(at) => return Manner::Wishes,
                Role::Word(Word::Grammar) if self.thinks(at) => about = true,
                _ => {}
            }
        }
        let counted = self.is_counted(mention);
        if about && !counted { Manner::Discusses } else { self.manner_of_clause(mention, first) }
    }

    /// What a clause that begins at `first` does with a name before which nothing decides it.
    fn manner_of_clause(&self, mention: &Mention, first: usize) -> Manner {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let counted = self.is_counted(mention);
        if self.inquires_behind(end, counted) || self.goes_for(end) {
            return Manner::Inquires;
        }
        let queried = self.is_queried(end);
        let question = self.begins_question(first, start, queried);
        if counted && !queried && !self.begins_report(first, start) {
            return Manner::Wishes;
        }
        question
            .or_else(|| (queried && !counted && self.is_bare_question).then_some(Manner::Inquires))
            .unwrap_or(Manner::Wishes)
    }

    /// "how do i remove the sultan?"
    fn is_asked(&self, at: usize) -> bool {
        is_asked(self.tokens, self.roles, |at| self.named[at], at)
    }

    /// "do you have", "have you got", "does the shop have", but "could you have 2 ready".
    fn asks_others(&self, at: usize) -> bool {
        let you = |key: &str| YOU_HAVE.contains(&key);
        if self.tokens.key(at) != "have" {
            return false;
        }
        if let Some(by) = (1..=MOST_TO_SUBJECT).find(|&by| you(self.back(at, by))) {
            return !matches!(self.back(at, by + 1), "can" | "could" | "would");
        }
        let does = (2..=MOST_TO_SUBJECT + 1).any(|by| {
            matches!(self.back(at, by), "do" | "does")
                && !FIRST_PERSONS.contains(&self.back(at, by - 1))
        });
        does || you(self.tokens.key(at + 1))
    }

    /// "do you buy collections?": who asks so sells.
    fn do_you_buy(&self, at: usize) -> bool {
        let for_us = US.contains(&self.tokens.key(at + 1));
        let buys = matches!(self.tokens.key(at), "buy" | "purchase") && !for_us;
        buys && YOU_HAVE.contains(&self.back(at, 1))
            && (2..=MOST_TO_SUBJECT).any(|by| matches!(self.back(at, by), "do" | "would"))
    }

    /// "my order of 2 sultans".
    fn is_my_order(&self, at: usize) -> bool {
        self.tokens.key(at) == "order"
            && at.checked_sub(1).is_some_and(|at| self.is(at, Word::Tells))
    }

    /// "do i need", "will we get", "brauche ich": whether, not that it is wished for.
    fn do_i(&self, at: usize) -> bool {
        let first = |key: &str| FIRST_PERSONS.contains(&key);
        let mut clause = (1..=MOST_TO_SUBJECT).take_while(|&by| {
            at.checked_sub(by).is_some_and(|before| !self.starts_clause(before + 1))
        });
        let asks = |by| DO_I.contains(&self.back(at, by + 1)) && first(self.back(at, by));
        let whether = clause.any(|by| asks(by) && !self.starts_clause(at - by));
        let opens = at == 0 || self.starts_clause(at);
        let turned = opens && self.tokens.key(at).starts_with("brauche");
        whether || (turned && first(self.tokens.key(at + 1)) && self.is_queried(at))
    }

    /// "can i", "kann ich", "je peux".
    fn may_i(&self, at: usize) -> bool {
        let may = |key: &str| MAY.contains(&key);
        FIRST_PERSONS.contains(&self.tokens.key(at))
            && (may(self.back(at, 1)) || may(self.tokens.key(at + 1)))
    }

    /// "half a margherita": whether a whole one is wished for must be asked.
    fn is_halved(&self, start: usize) -> bool {
        let article = usize::from(self.is_article(start.saturating_sub(1)));
        HALVES.contains(&self.back(start, 1 + article))
    }

    /// "do you have 2 for me" asks for them.
    fn unless_for_us(&self, end: usize) -> Manner {
        let mut ahead = end..(end + MOST_TO_SUBJECT).min(self.roles.len());
        let for_us = ahead
            .any(|at| FOR.contains(&self.tokens.key(at)) && US.contains(&self.tokens.key(at + 1)));
        if for_us { Manner::Wishes } else { Manner::Inquires }
    }

    /// "the sultan available?", "sultan price", but "2 sultan if available".
    fn inquires_behind(&self, end: usize, counted: bool) -> bool {
        let mut quiet = true;
        for at in end..(end + MOST_SCANNED).min(self.roles.len()) {
            if self.starts_clause(at) {
                return false;
            }
            if self.named[at] {
                continue;
            }
            match self.roles[at] {
                Role::Word(Word::Inquires) => {
                    return (quiet && !counted) || self.is_queried(at);
                }
                _ if self.tokens.key(at) == "possible" && (at == end || self.is_queried(at)) => {
                    return true;
                }
                Role::Word(Word::Filler | Word::Between | Word::Joins) => {}
                _ if words::is_condition(self.tokens.key(at)) => {
                    return false;
                }
                Role::Word(Word::Request) => return false,
                _ => quiet = false,
            }
        }
        false
    }

    /// The first word of a clause that carries something.
    fn begins(&self, first: usize, start: usize) -> Option<usize> {
        let skipped = |at: &usize| {
            let key = self.tokens.key(*at);
            self.is(*at, Word::Filler) && !is_modal(key) && !BEGINS_FOREIGN.contains(&key)
                || self.is(*at, Word::Joins)
        };
        (first..start).find(|at| !skipped(at))
    }

    /// "where are my 2 sultans", "how long do 2 sultans take": whatever it counts.
    fn begins_report(&self, first: usize, start: usize) -> bool {
        self.begins(first, start).is_some_and(|at| {
            matches!(self.tokens.key(at), "where" | "why" | "when" | "who" | "how")
        })
    }

    /// What a clause that begins at `first` as a question does with the name at `start`.
    fn begins_question(&self, first: usize, start: usize, queried: bool) -> Option<Manner> {
        let at = self.begins(first, start)?;
        let (key, next) = (self.tokens.key(at), self.tokens.key(at + 1));
        // "do a sultan for me" asks for it.
        let asked = key != "do" || !words::is_article(next);
        // "today is payday" asks nothing.
        let told = matches!(self.back(at, 1), "today" | "tonight" | "tomorrow");
        let asks = ASKS.contains(&key) && asked && !told;
        let acts = is_modal(key) || matches!(key, "do" | "does" | "did");
        if (YOU_HAVE.contains(&next) && acts) || (next == "there" && asks) {
            // "do you do haircuts?", "can you paint a sultan", "is there a sultan".
            return Some(Manner::Inquires);
        }
        // "i was told you can do a sultan".
        if key == "was" && next == "told" && YOU_HAVE.contains(&self.tokens.key(at + 2)) {
            return Some(Manner::Inquires);
        }
        // "how mcuh for".
        let slip = key == "how" && self.roles.get(at + 1) == Some(&Role::Content);
        if slip && self.tokens.key(at + 2) == "for" && !words::is_common(next) {
            return Some(Manner::Inquires);
        }
        if key == "il" && next == "y" {
            return Some(Manner::Inquires);
        }
        // "is the sultan still 250,000?"
        let priced = matches!(key, "is" | "are") && queried && self.is_priced_behind(start);
        if priced
            || self.is_enough_for(start)
            || (matches!(key, "is" | "are") && self.is_still_there(start))
        {
            return Some(Manner::Inquires);
        }
        // "will 10 sultans fit in there?"
        let counts = queried && matches!(self.roles.get(at + 1), Some(Role::Number(_)));
        let about_it = is_modal(key) && (self.is_article(at + 1) || at + 1 == start || counts);
        let foreign = queried && BEGINS_FOREIGN.contains(&key);
        let ends = start..(start + MOST_SCANNED).min(self.roles.len());
        let orders = |at: usize| {
            self.is(at, Word::Request)
                || matches!(
                    self.tokens.key(at),
                    "delivered" | "ordered" | "reserved" | "bought" | "added"
                )
        };
        if about_it && ends.take_while(|at| !self.starts_clause(*at)).any(orders) {
            // "can a sultan be delivered today?"
            return Some(Manner::Inquires);
        }
        (asks || foreign || about_it).then_some(Manner::Discusses)
    }

    fn is_priced_behind(&self, start: usize) -> bool {
        (start..(start + MOST_SCANNED).min(self.roles.len()))
            .take_while(|at| !self.starts_clause(*at) || self.tokens.gap(*at).has(Gap::MONEY))
            .filter(|at| !self.named[*at])
            .any(|at| match self.roles[at] {
                Role::Number(count) => count > MOST_OF_ONE,
                role => matches!(role, Role::Foreign | Role::Figure),
            })
    }

    /// Whether the sentence that token `at` stands in, or ends before, ends with a question mark.
    pub(super) fn is_queried(&self, at: usize) -> bool {
        for gap in at..=(at + MOST_SCANNED).min(self.roles.len()) {
            let gap = self.tokens.gap(gap);
            if gap.has(Gap::QUERY) {
                return true;
            }
            if gap.has(Gap::LINE.or(Gap::STOP)) {
                return false;
            }
        }
        false
    }

    /// Whether the text names something and says nothing else, not even "please", but perhaps "how
    /// much".
    pub(super) fn is_all_there_is(&self) -> bool {
        (0..self.roles.len()).all(|at| {
            self.named[at]
                || matches!(
                    self.roles[at],
                    Role::Word(Word::Between | Word::Joins | Word::Inquires | Word::Grammar)
                )
                || NO_MORE.contains(&self.tokens.key(at))
        })
    }

    /// Whether a clause begins at token `at`. A comma behind a name goes on with a list.
    fn starts_clause(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at);
        let ends = gap.has(Gap::LINE.or(Gap::BREAK))
            || (gap.has(Gap::STOP) && gap.has(Gap::SPACE))
            || at >= self.roles.len();
        let listed = at > 0 && self.named[at - 1];
        ends || (gap.ends_name() && !listed)
    }

    pub(super) fn is_article(&self, at: usize) -> bool {
        matches!(self.tokens.key(at), "the" | "a" | "an" | "this" | "that" | "these" | "those")
    }

    pub(super) fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.tokens.key(at))
    }
}

/// "do you also have": it is asked after as well. "add" asks for it.
fn is_also(key: &str) -> bool {
    matches!(key, "also" | "too" | "auch" | "aussi" | "tambien" | "anche" | "ook" | "tez")
}

fn is_modal(key: &str) -> bool {
    matches!(key, "can" | "could" | "would" | "will" | "should")
}

/// Bounds the work on a long clause.
const MOST_SCANNED: usize = 16;
/// "do you guys still have".
const MOST_TO_SUBJECT: usize = 3;
