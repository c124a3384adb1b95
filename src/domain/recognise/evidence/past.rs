//! Names that stand in what was bought before: "i ordered 2 kettles last week".

use std::ops::Range;

use super::{Evidence, around::is_please, inquiry::phrases::MAY};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// Whether the clause of the mention says that it was had, and when, and nobody wants the same
    /// again; or that what was ordered did not come.
    pub(super) fn is_past(&self, mention: &Mention) -> bool {
        if self.is_missed(mention)
            || self.was_sent(mention)
            || self.was_received(mention)
            || self.is_owned(mention)
            || self.was_lost(mention)
        {
            return true;
        }
        let passed = |at: usize| self.is_over(at) || self.is_from_us(at) || self.never_came(at);
        if !self.tells_of_past.get_or_init(|| (0..self.roles.len()).any(passed)) {
            return false;
        }
        let mut clause = self.clause_of(mention);
        if !clause.clone().any(passed) {
            return false;
        }
        let polite = clause.clone().any(|at| is_please(self.tokens.key(at)));
        let had = clause.any(|at| {
            let follows = at >= mention.tokens.end;
            let word = self.tokens.key(at);
            // "for the gang war on friday".
            let other_word = word == "war" && !self.is_german();
            let had =
                words::is_had(word, follows) && !other_word || (!follows && self.has_done(at));
            had && (follows || self.leads_to(at, mention))
        });
        had && !polite && !self.is_wanted_again(mention)
    }

    /// The tokens around the mention up to where something else begins, no more than
    /// [`MOST_AROUND`] on either side.
    fn clause_of(&self, mention: &Mention) -> Range<usize> {
        let Range { start, end } = mention.tokens;
        let before = (start.saturating_sub(MOST_AROUND)..start).rev();
        let first = before.take_while(|at| !self.ends_before(at + 1)).last().unwrap_or(start);
        let behind = end..(end + MOST_AROUND).min(self.roles.len());
        let last = behind.take_while(|at| !self.ends_before(*at)).last().map_or(end, |at| at + 1);
        first..last
    }

    /// "got 2 mugs", "got last week 2 mugs and a", not "got paid yesterday so 2".
    fn leads_to(&self, had: usize, mention: &Mention) -> bool {
        let quiet = |at: usize| {
            let key = self.tokens.key(at);
            let joins = self.is(at, Word::Joins) && at > had + 1 && self.named[at - 1];
            joins
                || self.named[at]
                || matches!(self.roles[at], Role::Number(_))
                || self.is(at, Word::Between)
                || self.is(at, Word::Times)
                || words::is_article(key)
                || matches!(key, "ich" | "wir" | "des" | "les" | "dei" | "delle")
                || self.is_over(at)
                || (at > 0 && self.is_over(at - 1))
        };
        (had + 1..mention.tokens.start).all(quiet)
    }

    /// "you delivered a stinger", and with it "but i ordered a stinger gt".
    fn was_sent(&self, mention: &Mention) -> bool {
        let sent = |at: usize| {
            let before = at.checked_sub(1).map_or("", |at| self.tokens.key(at));
            matches!(before, "you" | "u" | "they" | "ya")
                && matches!(self.tokens.key(at), "delivered" | "sent" | "gave" | "shipped")
        };
        let ordered = |at: usize| self.tokens.key(at) == "ordered";
        let start = mention.tokens.start;
        let leads = |at: usize| self.leads_to(at, mention);
        let near = (start.saturating_sub(MOST_BETWEEN)..start).rev();
        let mut near = near.take_while(|at| !self.ends_before(at + 1));
        let verb = near.find(|&at| (sent(at) || ordered(at)) && leads(at));
        let but = |at: usize| self.is(at, Word::Turns);
        verb.is_some_and(|at| {
            let turned = (at..self.roles.len()).find(|&at| but(at));
            let later = turned.is_some_and(|from| (from..self.roles.len()).any(sent));
            sent(at) || (0..at).any(sent) || later
        })
    }

    /// "somebody stole 3 adders", "i want to return the adder", "we decided against the adder".
    fn was_lost(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let quiet = |at: &usize| {
            self.is(*at, Word::Between)
                || matches!(self.roles[*at], Role::Number(_))
                || words::is_article(self.tokens.key(*at))
                || matches!(
                    self.tokens.key(*at),
                    "this" | "that" | "for" | "pour" | "dei" | "du" | "des"
                )
                || is_mine(self.tokens.key(*at))
        };
        let near = (start.saturating_sub(MOST_BETWEEN)..start).rev();
        let mut near = near.take_while(|at| !self.ends_before(at + 1));
        let verb = near.find(|at| !quiet(at));
        let against = |at: usize| {
            let decided = matches!(self.back(at, 1), "decide" | "decided" | "voted" | "advised");
            self.tokens.key(at) == "against" && decided
        };
        let in_return = |at: usize| at > 0 && self.tokens.key(at - 1) == "in";
        verb.is_some_and(|at| {
            // "im returning for 2 adders", but "a return for 2 adders".
            let article =
                at.checked_sub(1).is_some_and(|at| words::is_article(self.tokens.key(at)));
            let comes_back = self.tokens.key(at).starts_with("return")
                && self.tokens.key(at + 1) == "for"
                && !article;
            let gone = words::is_lost(self.tokens.key(at))
                && !self.named[at]
                && !in_return(at)
                && !comes_back;
            gone || against(at)
        })
    }

    /// "i already have 3 adders", "i have 3 adders already", "i have 3 adders at home".
    fn is_owned(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let quiet = |at: &usize| {
            (matches!(self.roles[*at], Role::Number(_) | Role::Word(Word::Between))
                || is_mine(self.tokens.key(*at)))
                && !words::is_article(self.tokens.key(*at))
                && !self.ends_before(at + 1)
        };
        let counted = (0..start).rev().take_while(quiet).count();
        let Some(has) = start.checked_sub(counted + 1).filter(|it| !self.ends_before(it + 1))
        else {
            return false;
        };
        let already = |at: usize| self.tokens.key(at) == "already";
        let first = has.saturating_sub(usize::from(already(has)));
        let end = mention.tokens.end;
        let subject = first.checked_sub(1).map_or("", |at| self.tokens.key(at));
        // "can i have 2 adders already" asks for them.
        let asks = (2..=MOST_BETWEEN)
            .any(|by| first.checked_sub(by).is_some_and(|at| MAY.contains(&self.tokens.key(at))));
        let at_home = self.tokens.key(end) == "at" && self.tokens.key(end + 1) == "home";
        let behind = (already(end) || at_home)
            && !self.ends_before(end)
            && matches!(subject, "i" | "we" | "ive" | "ve")
            && !asks;
        let asked = self.tokens.gaps.iter().any(|gap| gap.has(Gap::QUERY));
        counted > 0
            && !asked
            && matches!(self.tokens.key(first), "have" | "own" | "got")
            && (already(has) || first.checked_sub(1).is_some_and(already) || behind)
    }

    /// "we planted".
    fn has_done(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |at| self.tokens.key(at));
        matches!(before, "i" | "we")
            && self.roles[at] == Role::Content
            && self.tokens.key(at).ends_with("ed")
    }

    /// "the two lights i ordered never arrived".
    fn is_missed(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let at = end + usize::from(matches!(self.tokens.key(end), "that" | "which"));
        let ordered = matches!(self.tokens.key(at), "i" | "we")
            && words::is_had(self.tokens.key(at + 1), false);
        let behind = at..(end + MOST_AROUND).min(self.roles.len());
        let mut clause = behind.take_while(|at| !self.ends_before(*at));
        let fails = |at: usize| {
            self.fails(at) || matches!(self.tokens.key(at), "not" | "lost" | "late" | "still")
        };
        let asked = || self.is_asked_for(mention.tokens.start) || self.is_wanted_again(mention);
        let over = |at: usize| self.is_over(at) || self.is_from_us(at);
        ordered && clause.any(|at| fails(at) || (over(at) && !asked()))
    }

    /// "from you", "in my parcel".
    fn is_from_us(&self, at: usize) -> bool {
        let next = self.tokens.key(at + 1);
        match self.tokens.key(at) {
            "from" => matches!(next, "you" | "u" | "here"),
            "in" => {
                matches!(next, "my" | "our")
                    && matches!(self.tokens.key(at + 2), "parcel" | "package" | "delivery")
            }
            _ => false,
        }
    }

    /// "still hasnt shipped", "never came".
    fn never_came(&self, at: usize) -> bool {
        let came = |at: usize| {
            matches!(
                self.tokens.key(at),
                "shipped"
                    | "arrived"
                    | "arrive"
                    | "came"
                    | "come"
                    | "received"
                    | "delivered"
                    | "showed"
            )
        };
        self.fails(at) && (at + 1..=at + MOST_BETWEEN).any(came)
    }

    /// "never", "hasn't".
    fn fails(&self, at: usize) -> bool {
        matches!(
            self.tokens.key(at),
            "never" | "hasnt" | "havent" | "didnt" | "hasn" | "haven" | "didn"
        )
    }

    /// "yesterday", "a week ago", "last week".
    pub(super) fn is_over(&self, at: usize) -> bool {
        let next = self.tokens.key(at + 1);
        match self.tokens.key(at) {
            "yesterday" | "ago" | "gestern" | "vorgestern" | "ayer" | "ontem" | "ieri"
            | "gisteren" | "wczoraj" | "previously" => true,
            "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi" | "samedi" | "dimanche"
            | "lunes" | "martes" | "miercoles" | "jueves" | "viernes" | "sabado" | "domingo" => {
                matches!(self.back(at, 1), "de" | "del" | "du")
            }
            "gestrige" | "gestrigen" | "scorsa" | "scorso" => true,
            "altra" => next == "volta",
            "otro" => next == "dia",
            "derniere" | "dernier" | "pasada" | "pasado" | "passada" | "passado" => true,
            "this" => next == "morning",
            "on" => next.ends_with("day") && next != "day",
            "already" => matches!(next, "picked" | "received"),
            // "Here" in German.
            "hier" => self.is_french(at),
            "last" => {
                matches!(
                    next,
                    "week"
                        | "month"
                        | "year"
                        | "time"
                        | "night"
                        | "weekend"
                        | "summer"
                        | "winter"
                        | "spring"
                        | "autumn"
                        | "fall"
                ) || next == "order"
                    || next.ends_with("day")
            }
            "letzte" | "letzten" | "letztes" | "letzter" => {
                // Not "für den letzten Samstag im Monat".
                (next.ends_with("tag") && self.back(at, 1) != "den")
                    || matches!(next, "woche" | "monat" | "jahr" | "mal" | "bestellung")
            }
            _ => false,
        }
    }

    fn is_german(&self) -> bool {
        let german = |at: usize| {
            matches!(
                self.tokens.key(at),
                "der" | "das" | "beim" | "vom" | "gestern" | "und" | "mal"
            )
        };
        (0..self.roles.len()).any(german)
    }

    fn is_french(&self, at: usize) -> bool {
        let mut around = at.saturating_sub(MOST_AROUND)..(at + MOST_AROUND).min(self.roles.len());
        around.any(|at| {
            matches!(
                self.tokens.key(at),
                "achete" | "commande" | "recu" | "pris" | "etait" | "etaient" | "ai"
            )
        })
    }

    /// "same as last time, 2 mugs"; not the first of "got 2 mugs last week, 2 mugs again please".
    pub(super) fn is_wanted_again(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let is_later = |it: &Mention| it.tokens.start >= end && it.products == mention.products;
        if self.mentions.iter().find(|it| is_later(it)).is_some_and(|it| self.is_once_more(it)) {
            return false;
        }
        let mut around =
            start.saturating_sub(MOST_AROUND)..(end + MOST_AROUND).min(self.roles.len());
        let again = |at: usize| {
            // "id like a refund".
            let before = at.checked_sub(1).map_or("", |at| self.tokens.key(at));
            // "drives like a dream".
            let thanks = self.tokens.key(at) == "again" && words::is_thanks(before);
            let wants = thanks
                || self.tokens.key(at) == "like"
                    && (matches!(before, "id" | "d" | "would")
                        || matches!(self.tokens.key(at + 1), "hell" | "a" | "an"));
            !wants
                && matches!(
                    self.tokens.key(at),
                    "same"
                        | "again"
                        | "like"
                        | "as"
                        | "repeat"
                        | "reorder"
                        | "wie"
                        | "wieder"
                        | "nochmal"
                )
        };
        around.any(again)
    }

    /// Whether the clause of the mention says so: "2 mugs again".
    fn is_once_more(&self, mention: &Mention) -> bool {
        let mut clause = self.clause_of(mention);
        clause.any(|at| matches!(self.tokens.key(at), "again" | "wieder" | "nochmal" | "encore"))
    }
}

fn is_mine(key: &str) -> bool {
    matches!(
        key,
        "my" | "our" | "mein" | "meine" | "meinen" | "ma" | "mon" | "mi" | "meu" | "minha" | "mio"
    )
}

const MOST_AROUND: usize = 12;
/// "hasn't even been shipped".
const MOST_BETWEEN: usize = 4;
