//! What asks for a name that may be a word.

use std::ops::Range;

use super::Evidence;
use super::around::is_please;
use super::inquiry::phrases::{FOR, IS, US};
use crate::domain::recognise::mentions::{Mention, is_with};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether anything around a name that may be a word says that it is wished for.
    pub(super) fn is_led_to(&self, at: usize, mention: &Mention) -> bool {
        self.is_asked_for(mention.tokens.start)
            || self.is_asked_after(mention.tokens.end)
            || self.is_offer(mention)
            || self.is_the_one(mention)
            || self.is_clause(mention)
            || self.bare
            || self.is_said_in_full(mention)
            || self.stands_with_others(at)
            || self.is_asked_bare(mention)
            || self.is_politely_asked(mention)
            || self.is_in_a_list(mention)
            || self.is_described(mention)
            || self.is_for_somebody(&mention.tokens)
    }

    /// "do you do haircuts?", "can you offer a haircut", "is there a haircut": the name may well be
    /// a word.
    pub(super) fn is_offer(&self, mention: &Mention) -> bool {
        let start = self.behind_articles(mention.tokens.start);
        let verb = matches!(
            self.back(start, 1),
            "offer" | "make" | "provide" | "serve" | "arrange" | "schedule"
        );
        let suggests = self.back(start, 1) == "about"
            && matches!(self.back(start, 2), "what" | "how" | "whats");
        let exists = self.back(start, 1) == "there" && matches!(self.back(start, 2), "is" | "are");
        let left = matches!(self.back(start, 1), "is" | "are")
            && self.is_still_there(mention.tokens.start);
        suggests
            || exists
            || left
            || self.is_done(mention)
            || self.is_enough_for(mention.tokens.start)
            || (verb && (2..=3).any(|by| is_you(self.back(start, by))))
    }

    /// "do you still do haircuts?"
    pub(super) fn is_done(&self, mention: &Mention) -> bool {
        let start = self.behind_articles(mention.tokens.start);
        self.back(start, 1) == "do" && (2..=3).any(|by| is_you(self.back(start, by)))
    }

    /// "could you put an adder aside", "hold an adder for me".
    fn is_put_aside(&self, mention: &Mention) -> bool {
        let start = self.behind_articles(mention.tokens.start);
        let end = mention.tokens.end;
        let for_us =
            |at: usize| FOR.contains(&self.tokens.key(at)) && US.contains(&self.tokens.key(at + 1));
        let asked =
            (2..=3).any(|by| matches!(self.back(start, by), "can" | "could" | "please" | "pls"));
        let aside = self.tokens.key(end) == "aside" && (asked || for_us(end + 1));
        let put = matches!(self.back(start, 1), "put" | "set" | "lay") && aside;
        let till = matches!(self.tokens.key(end), "till" | "until");
        let held = matches!(self.back(start, 1), "hold" | "save") && (till || for_us(end));
        (put || held) && !self.ends_before(end)
    }

    /// Where the articles before the token `start` begin.
    fn behind_articles(&self, start: usize) -> usize {
        let quiet = |at: &usize| {
            (self.is_article(*at) || self.is(*at, Word::Between)) && !self.ends_before(at + 1)
        };
        start - (0..start).rev().take_while(quiet).count()
    }

    /// "bigos i kompot": "and" in Polish, and no "I".
    pub(super) fn is_and(&self, start: usize) -> bool {
        let joins = start.checked_sub(2).is_some_and(|at| self.named[at]);
        joins && self.back(start, 1) == "i" && !self.ends_before(start - 1)
    }

    /// "evoque for my wife, defender for me": a clause that says nothing else.
    pub(super) fn is_for_somebody(&self, span: &Range<usize>) -> bool {
        let (start, end) = (span.start, span.end);
        let whom = end + 1;
        let somebody = |key: &str| US.contains(&key);
        let mine = matches!(self.tokens.key(whom), "my" | "our" | "his" | "her");
        let last = whom + usize::from(mine);
        let polite = (last + 1..self.roles.len()).take_while(|at| self.is(*at, Word::Filler));
        let closes = self.ends_before(last + 1 + polite.count());
        (start == 0 || self.ends_before(start))
            && FOR.contains(&self.tokens.key(end))
            && (mine || somebody(self.tokens.key(whom)))
            && (end..=last).all(|at| !self.ends_before(at))
            && closes
    }

    /// "a gold mug": one of its own choices stands before it.
    fn is_described(&self, mention: &Mention) -> bool {
        let says = |at: usize| self.says_choice(mention, at);
        let start = self.described_from(mention);
        let opens = start == 0 || self.ends_before(start) || self.introduces(start - 1);
        let end = mention.tokens.end;
        // "hoodie grey", "magic mug with text Bob".
        let behind = !self.ends_before(end) && (says(end) || self.has_own_text(mention));
        let colon = || self.tokens.gap(end + 1).has(Gap::COLON) && self.has_own_text(mention);
        (start < mention.tokens.start || behind || colon())
            && opens
            && mention.rank.is_whole()
            && mention.slips == 0
    }

    /// "large teas", "tea in large please": a clause of nothing but a name and how it is to be.
    pub(super) fn is_all_described(&self, mention: &Mention) -> bool {
        let says = |at: usize| self.says_choice(mention, at);
        let goes_on = |at: usize| at < self.roles.len() && !self.ends_before(at);
        let start = self.described_from(mention);
        let mut at = mention.tokens.end;
        at += usize::from(goes_on(at) && self.tokens.key(at) == "in");
        let behind = (at..self.roles.len()).take_while(|&at| goes_on(at) && says(at)).count();
        at += behind;
        while goes_on(at) && self.is(at, Word::Filler) {
            at += 1;
        }
        let opens = start == 0 || self.ends_before(start);
        let is_said = start < mention.tokens.start || behind > 0;
        opens && is_said && !goes_on(at) && mention.slips == 0
    }

    /// Where the choices begin that stand before a name.
    fn described_from(&self, mention: &Mention) -> usize {
        let mut start = mention.tokens.start;
        while start > 0 && !self.ends_before(start) && self.says_choice(mention, start - 1) {
            start -= 1;
        }
        start
    }

    /// Whether a choice of all that a name may mean has the word.
    fn says_choice(&self, mention: &Mention, at: usize) -> bool {
        let key = self.tokens.key(at);
        let has_it = |product: &u32| self.index.options(*product).iter().any(|it| it.has_word(key));
        mention.products.iter().all(has_it)
    }

    /// Whether a text of the customer's own follows: "with text Bob", "that says Hello".
    fn has_own_text(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let says = matches!(self.tokens.key(end + 1), "says" | "saying" | "reads");
        let that = matches!(self.tokens.key(end), "that" | "which") && says;
        let leads = that
            || is_with(self.tokens.key(end))
            || self.tokens.gap(end + 1).has(Gap::COLON)
            || matches!(self.tokens.key(end), "saying" | "text" | "engraving" | "engraved");
        leads && mention.products.iter().all(|it| self.index.takes_text(*it))
    }

    /// "would love", "id like", "you got", "lets do a", "go for a".
    pub(super) fn would_like(&self, at: usize) -> bool {
        let before = || at.checked_sub(1).map_or("", |at| self.tokens.key(at));
        match self.tokens.key(at) {
            "love" | "like" => matches!(before(), "would" | "d" | "id"),
            "got" => matches!(before(), "" | "you" | "u" | "yo" | "ya" | "guys" | "yall"),
            "for" => {
                matches!(before(), "go" | "going") && words::is_article(self.tokens.key(at + 1))
            }
            "do" => before() == "lets" && words::is_article(self.tokens.key(at + 1)),
            _ => false,
        }
    }

    /// "the sultan it is", "a sultan would be great".
    pub(super) fn is_welcome(&self, end: usize) -> bool {
        let key = |ahead: usize| self.tokens.key(end + ahead);
        let it_is = key(0) == "it" && matches!(key(1), "is" | "will" | "ll");
        let would = key(0) == "would"
            && key(1) == "be"
            && matches!(
                key(2),
                "great" | "nice" | "cool" | "awesome" | "perfect" | "good" | "lovely" | "amazing"
            );
        (it_is || would) && !self.ends_before(end) && !self.ends_before(end + 1)
    }

    /// "blade and phoenix please": whole names, and "please" behind them.
    fn is_asked_bare(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let joins = |at: usize| self.is(at, Word::Joins) && !is_with(self.tokens.key(at));
        let listed = |at: &usize| (joins(*at) || self.named[*at]) && !self.ends_before(*at);
        let before = (0..start).rev().take_while(|at| listed(at) || self.named[*at]);
        let first = before.last().unwrap_or(start);
        let behind = (end..self.roles.len()).take_while(listed).last().map_or(end, |at| at + 1);
        let opens = first == 0 || self.ends_before(first);
        opens
            && mention.rank.is_whole()
            && mention.slips == 0
            && is_please(self.tokens.key(behind))
            && !self.ends_before(behind)
            && self.ends_before(behind + 1)
    }

    /// "carrot cake and an espresso please".
    fn is_politely_asked(&self, mention: &Mention) -> bool {
        let Some(article) = mention.tokens.start.checked_sub(1) else { return false };
        let joins = |at: usize| self.is(at, Word::Joins) && !is_with(self.tokens.key(at));
        let opens = article == 0 || self.ends_before(article) || joins(article - 1);
        words::is_article(self.tokens.key(article))
            && opens
            && !self.ends_before(mention.tokens.start)
            && self.is_polite()
    }

    /// "a cola and a kebab": nothing but things, one of them with an article or a number.
    fn is_in_a_list(&self, mention: &Mention) -> bool {
        let counts = |at: usize| {
            matches!(self.roles[at], Role::Number(_)) || words::is_article(self.tokens.key(at))
        };
        let joins = |at: usize| self.is(at, Word::Joins) && !is_with(self.tokens.key(at));
        let strange = |at: usize| self.roles[at] == Role::Content && !self.named[at];
        let coloured =
            |at: usize| self.is(at, Word::Filler) && words::is_colour(self.tokens.key(at));
        let thing =
            |at: usize| self.named[at] || counts(at) || joins(at) || strange(at) || coloured(at);
        let all = 0..self.roles.len();
        mention.rank.is_whole()
            && mention.slips == 0
            && all.clone().all(thing)
            && all.clone().any(counts)
            && all.clone().any(joins)
            && all.filter(|at| strange(*at)).count() <= MOST_STRANGE
            && !self.is_queried(mention.tokens.end)
    }

    /// It is put aside, or "a basic tune-up is enough", and behind "no": "the basic one is fine".
    pub(super) fn is_settled_on(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let settles = match self.tokens.key(end + 1) {
            "enough" | "plenty" | "genug" | "suffit" | "basta" => true,
            "fine" | "good" | "ok" | "okay" => self.corrects,
            _ => false,
        };
        let joined = (1..=2)
            .filter_map(|by| start.checked_sub(by).filter(|at| !self.ends_before(at + 1)))
            .any(|at| self.is(at, Word::Joins));
        let settled = mention.rank.is_whole()
            && settles
            && !joined
            && IS.contains(&self.tokens.key(end))
            && !self.ends_before(end)
            && !self.ends_before(end + 1)
            && self.ends_before(end + 2)
            && !self.is_queried(end);
        settled || self.is_put_aside(mention)
    }
}

fn is_you(key: &str) -> bool {
    matches!(key, "you" | "u" | "guys")
}

/// So many words that are not known leave a list a list.
const MOST_STRANGE: usize = 2;
