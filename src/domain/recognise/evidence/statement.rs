//! Sentences that state something of somebody or something that is called like a product: "raiden
//! from metal gear", "he is a baller". An order says what is wished for, or how many, or nothing.

use super::Evidence;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether the mention is a part of a statement, in a text that wishes for nothing.
    pub(super) fn is_stated(&self, mention: &Mention) -> bool {
        if !self.bare && self.is_what_they_are(mention) {
            return true;
        }
        !self.bare
            && !self.wishes
            && (self.is_subject(mention)
                || self.is_predicate(mention)
                || self.is_of_something(mention)
                || self.is_somebody(mention)
                || self.stands_among_words(mention))
    }

    /// "gto is my favourite anime", "furia won the major", "akuma from street fighter is broken".
    fn is_subject(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let mut at = end;
        while at < end + MOST_TO_VERB && at < self.roles.len() && !self.ends_before(at) {
            if self.named[at] {
                return false;
            }
            let key = self.tokens.key(at);
            let is = words::is_to_be(key) || matches!(key, "has" | "won" | "lost" | "beat" | "got");
            if is {
                let must = self.tokens.key(at + 1) == "to";
                return !must && !self.closes_statement(at + 1) && !self.approves(at + 1);
            }
            // "the sultan that", "the sultan when".
            let names = matches!(
                self.roles[at],
                Role::Content | Role::Number(_) | Role::Word(Word::Labels | Word::Measures)
            );
            if !names && !matches!(key, "from" | "in" | "of" | "the") {
                return false;
            }
            at += 1;
        }
        false
    }

    fn closes_statement(&self, at: usize) -> bool {
        at >= self.roles.len() || self.ends_before(at)
    }

    /// "is fine", "is what i want", "is 2".
    fn approves(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        words::is_willing(key)
            || matches!(key, "great" | "perfect" | "what" | "it" | "possible" | "all")
            || (key == "the" && self.tokens.key(at + 1) == "one")
    }

    /// "he is a baller", "hes the dominator", "cool as a comet".
    fn is_predicate(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let article = start.checked_sub(1).filter(|_| !self.ends_before(start));
        let Some(article) = article.filter(|&at| {
            matches!(self.tokens.key(at), "a" | "an" | "the") && !self.ends_before(at)
        }) else {
            return false;
        };
        let back = |by: usize| article.checked_sub(by).map_or("", |at| self.tokens.key(at));
        let person =
            |key: &str| matches!(key, "he" | "she" | "they" | "you" | "who" | "car" | "guy");
        let so_far = back(1) == "been" && matches!(back(2), "its" | "has" | "ve" | "s" | "had");
        let is = words::is_to_be(back(1)) || matches!(back(1), "s" | "re");
        matches!(back(1), "hes" | "shes" | "theyre" | "youre" | "as" | "like")
            || (is && person(back(2)))
            || so_far
    }

    /// "he thinks hes a baller", whatever else is said.
    fn is_what_they_are(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        matches!(self.back(start, 1), "a" | "an" | "the")
            && matches!(self.back(start, 2), "hes" | "shes" | "theyre" | "youre")
            && !self.ends_before(start)
            && start.checked_sub(1).is_some_and(|at| !self.ends_before(at))
    }

    /// "raiden from metal gear", "dominator of the leaderboard".
    fn is_of_something(&self, mention: &Mention) -> bool {
        let at = mention.tokens.end;
        if self.ends_before(at) {
            return false;
        }
        let content = |at: usize| {
            self.roles.get(at) == Some(&Role::Content) && !self.named[at] && !self.ends_before(at)
        };
        match self.tokens.key(at) {
            "from" => content(at + 1) || self.is(at + 1, Word::Labels),
            "of" => matches!(self.tokens.key(at + 1), "the" | "a" | "an" | "my") && content(at + 2),
            _ => false,
        }
    }

    /// "i'm from taiwan" is no slip of Taipan.
    pub(super) fn is_from_there(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = start.checked_sub(1).map_or("", |at| self.tokens.key(at));
        !self.asks && !self.ends_before(start) && matches!(before, "from" | "aus" | "depuis")
    }

    /// "primo, my cousin, says hi".
    fn is_somebody(&self, mention: &Mention) -> bool {
        let at = mention.tokens.end;
        self.tokens.gap(at).has(Gap::COMMA)
            && self.is(at, Word::Tells)
            && self.roles.get(at + 1) == Some(&Role::Content)
            && self.tokens.gap(at + 2).has(Gap::COMMA)
    }

    /// "thrax disease vaccine", "pop evo champion": words of English beside it, and nothing that
    /// asks or counts.
    fn stands_among_words(&self, mention: &Mention) -> bool {
        let common = |at: usize| {
            self.roles[at] == Role::Content
                && !self.named[at]
                && !self.index.describes(self.tokens.key(at))
                && words::is_common(self.tokens.key(at))
        };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let mut beside = 0;
        for at in (0..start).rev() {
            if self.ends_before(at + 1) {
                break;
            }
            beside += usize::from(common(at));
        }
        for at in end..self.roles.len() {
            if self.ends_before(at) {
                break;
            }
            beside += usize::from(common(at));
        }
        let touches = (end < self.roles.len() && !self.ends_before(end) && common(end))
            || start.checked_sub(1).is_some_and(|at| !self.ends_before(start) && common(at));
        touches && beside >= FEWEST_WORDS
    }
}

/// "akuma from street fighter is".
const MOST_TO_VERB: usize = 5;
const FEWEST_WORDS: usize = 2;
