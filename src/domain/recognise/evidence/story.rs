//! Names that stand in a story or a comparison, and not in the wish that follows from it.

use std::ops::Range;

use super::{Doubt, Evidence};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Why the mention is no wish, if it stands in a story or a comparison.
    pub(super) fn stands_in_story(&self, at: usize, counted: bool) -> Option<Doubt> {
        // Without a story both are wishes if each has a number, or somebody whom it is for: "a
        // sultan for me so one sultan for her".
        let is_told = || self.is_priced || self.story(at, false).is_some();
        let is_for = |it: &Mention| self.tokens.key(it.tokens.end) == "for";
        let stands = || counted || self.mentions.get(at).is_some_and(is_for);
        if self.leads_to_wish(at) && (is_told() || !stands()) {
            return Some(Doubt::Discussed);
        }
        if self.bare && counted {
            return None;
        }
        if self.bare {
            let start = self.mentions.get(at)?.tokens.start;
            let within = |at: &usize| !self.ends_before(at + 1);
            let mut before =
                (1..=MOST_TO_THANKS).map_while(|by| start.checked_sub(by).filter(within));
            return before.any(|at| self.is_thanked_for(at)).then_some(Doubt::Told);
        }
        self.story(at, counted)
            .or_else(|| (!counted && self.is_compared(at)).then_some(Doubt::Discussed))
    }

    /// "thanks for the adder", "everyone has an adder", "i tested the adder", and "i was gonna get
    /// an adder but", if something else follows.
    fn story(&self, at: usize, counted: bool) -> Option<Doubt> {
        let mention = self.mentions.get(at)?;
        let mut planned = false;
        for by in 1..=MOST_BACK {
            let Some(before) = mention.tokens.start.checked_sub(by) else { break };
            if self.ends_before(before + 1) || self.named[before] {
                break;
            }
            let key = self.tokens.key(before);
            if !counted && self.is_thanked_for(before) {
                return Some(Doubt::Told);
            }
            let seen = words::is_experience(key) && !planned;
            if !counted && (seen || self.is_had_by_others(before)) {
                return Some(Doubt::Discussed);
            }
            if self.is_past_plan(before) {
                return self.is_given_up(at).then_some(Doubt::Told);
            }
            planned |= self.is(before, Word::Request);
            if self.is(before, Word::Inquires) || self.is(before, Word::Negates) {
                break;
            }
        }
        None
    }

    /// "thanks for the", not "thanks for 2".
    fn is_thanked_for(&self, at: usize) -> bool {
        matches!(self.tokens.key(at), "for" | "fur" | "pour" | "por" | "per" | "voor" | "za")
            && words::is_thanks(self.back(at, 1))
    }

    /// "everyone has", "he drives".
    fn is_had_by_others(&self, at: usize) -> bool {
        let owns = matches!(
            self.tokens.key(at),
            "has" | "have" | "had" | "got" | "owns" | "own" | "drives" | "drive" | "bought"
        );
        let others = |by: usize| {
            at.checked_sub(by).is_some_and(|before| {
                matches!(
                    self.tokens.key(before),
                    "everyone"
                        | "everybody"
                        | "he"
                        | "she"
                        | "somebody"
                        | "someone"
                        | "nobody"
                        | "friend"
                        | "friends"
                        | "guy"
                        | "dude"
                        | "people"
                        | "others"
                )
            })
        };
        owns && (1..=2).any(others)
    }

    /// "was gonna", "was thinking of".
    fn is_past_plan(&self, at: usize) -> bool {
        matches!(self.tokens.key(at), "was" | "were" | "wollte" | "wollten" | "allais" | "iba")
            && (matches!(
                self.tokens.key(at + 1),
                "gonna"
                    | "going"
                    | "thinking"
                    | "planning"
                    | "considering"
                    | "looking"
                    | "about"
                    | "originally"
                    | "first"
                    | "supposed"
                    | "tempted"
                    | "a"
                    | "comprar"
                    | "pedir"
            ) || matches!(self.tokens.key(at), "wollte" | "wollten" | "allais" | "iba"))
    }

    /// Whether "but" or "now" leads from the mention to something else, or to a no.
    fn is_given_up(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let end = mention.tokens.end;
        let no = matches!(self.tokens.key(end + 1), "nah" | "no" | "nope");
        // "but nah", not "but no rush".
        if self.is(end, Word::Turns) && no && self.ends_before(end + 2) {
            return true;
        }
        let turns = |at: usize| {
            self.is(at, Word::Turns)
                || self.is(at, Word::Corrects)
                || matches!(self.tokens.key(at), "now" | "aber" | "pero" | "jetzt" | "ahora")
        };
        self.mentions.iter().skip(at + 1).any(|other| {
            (other.products != mention.products || self.is_counted(other))
                && (mention.tokens.end..other.tokens.start).any(turns)
        })
    }

    /// "faster than an adder", "compared to the adder", and "i prefer the adder" where the wish
    /// follows: "so one adder".
    fn is_compared(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let start = mention.tokens.start;
        let mut link = start;
        while link > 0
            && !self.ends_before(link)
            && (self.is(link - 1, Word::Between)
                || matches!(self.tokens.key(link - 1), "a" | "an" | "my"))
        {
            link -= 1;
        }
        let back = |by: usize| link.checked_sub(by).map_or("", |at| self.tokens.key(at));
        let rather = (1..=MOST_BACK).any(|by| back(by) == "rather");
        let beside = matches!(back(1), "to" | "with") && matches!(back(2), "compared" | "similar");
        let than = back(1) == "than" && !rather;
        let over = back(1) == "over" && self.prefers(link - 1);
        if !self.ends_before(link) && (beside || than || over) {
            return true;
        }
        self.prefers(start) && self.is_concluded(at)
    }

    /// Whether a preference is said in the clause before `at`.
    fn prefers(&self, at: usize) -> bool {
        (1..=MOST_BACK)
            .map_while(|by| at.checked_sub(by).filter(|before| !self.ends_before(before + 1)))
            .any(|before| {
                matches!(
                    self.tokens.key(before),
                    "prefer" | "prefers" | "preferred" | "choose" | "chose" | "pick" | "picked"
                )
            })
    }

    /// "he gave me 100k for an adder so one adder": the wish, with its number, is what the sentence
    /// comes to.
    pub(super) fn leads_to_wish(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let concludes = |at: usize| self.tokens.key(at) == "so";
        let quiet = |at: usize| {
            matches!(self.roles[at], Role::Number(_))
                || self.is(at, Word::Between)
                || self.is(at, Word::Times)
                || self.is(at, Word::Request)
                || self.is(at, Word::Filler)
                || self.tokens.key(at) == "i"
        };
        let others = self.mentions.iter().skip(at + 1).take(MOST_TO_WISH);
        let sentence = |at: usize| {
            let gap = self.tokens.gap(at);
            gap.has(Gap::LINE) || (gap.has(Gap::STOP) && gap.has(Gap::SPACE))
        };
        let again = |it: &&Mention| it.products == mention.products && self.is_counted(it);
        others.filter(again).any(|other| {
            let between = mention.tokens.end..other.tokens.start;
            if (between.start..=between.end).any(sentence) {
                return false;
            }
            let mut lead = between.rev().take_while(|&at| !self.ends_before(at + 1));
            lead.find(|&at| concludes(at) || !quiet(at)).is_some_and(concludes)
        })
    }

    /// "so one adder": the same product is named again as what follows from all that.
    fn is_concluded(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let again = |range: Range<usize>| {
            range
                .into_iter()
                .any(|at| self.tokens.key(at) == "so" && self.tokens.gap(at).ends_name())
        };
        self.mentions.iter().skip(at + 1).any(|other| {
            other.products == mention.products && again(mention.tokens.end..other.tokens.start)
        })
    }
}

const MOST_BACK: usize = 8;
/// "500k for an adder and a sultan so one adder and one sultan".
const MOST_TO_WISH: usize = 4;
/// "thanks for all the".
const MOST_TO_THANKS: usize = 3;
