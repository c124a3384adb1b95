//! Numbers that count what was named before them without standing beside it: "a sultan please, 2 of
//! them", "one sultan each, so three total".

use super::Reader;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::quantity::{Count, Form};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{self, Word};

impl Reader<'_> {
    /// Whether the clause of the number says nothing else: "sultan? I'll have two", "sultan, 2
    /// boxes please", "sultan, 2 if you can do friday".
    pub(super) fn has_clause(&self, count: &Count) -> bool {
        let start = count.tokens.start;
        // "ready today? if so i'll take 2".
        let takes = matches!(self.back(start, 1), "take" | "have" | "want" | "need");
        let timed = count.form == Form::Plain && !takes && self.speaks_of_time(start);
        let gap = self.tokens.gap(count.tokens.end);
        // "a jersey (Bob, 7)".
        let bracketed = gap.has(Gap::CLOSE) && !self.tokens.gap(start).has(Gap::OPEN);
        self.leads_clause(start)
            && self.ends_clause(count.tokens.end)
            && !bracketed
            && !timed
            && !self.owns(start)
    }

    /// Whether the text speaks of a time or a delivery before `start`, so that a number may be one:
    /// "a burger, do you deliver at 6? 6 please".
    fn speaks_of_time(&self, start: usize) -> bool {
        (0..start).any(|at| {
            let (key, next) = (self.key(at), self.key(at + 1));
            let timed = match key {
                "um" | "a" | "as" | "las" | "alle" | "vers" => self.tokens.is_digits(at + 1),
                "be" => matches!(next, "there" | "here"),
                "pick" => matches!(next, "up" | "it" | "them"),
                "morgen" => !matches!(self.back(at, 1), "guten" | "goeden"),
                _ => is_handover(key),
            };
            timed && !self.is_named(at) && !self.is_named(at + 1)
        })
    }

    /// Whether nothing but a request leads from the start of a clause to `start`.
    pub(super) fn leads_clause(&self, start: usize) -> bool {
        for at in (start.saturating_sub(MOST_QUIET)..=start).rev() {
            if self.tokens.gap(at).ends_name() {
                return true;
            }
            let Some(before) = at.checked_sub(1) else { break };
            // "if so i'll take 2".
            let agrees = self.key(before) == "if"
                && matches!(self.key(before + 1), "so" | "yes" | "yeah" | "possible");
            if agrees && (before == 0 || self.tokens.gap(before).ends_name()) {
                return true;
            }
            let quiet = match self.roles.get(before) {
                Some(Role::Word(Word::Request | Word::Only | Word::Corrects)) => true,
                Some(Role::Word(Word::Filler | Word::Joins)) => is_lead(self.key(before)),
                Some(Role::Word(Word::Grammar)) => {
                    let (key, back) = (self.key(before), self.back(before, 1));
                    // "can you do 30?"
                    let asked = matches!(back, "can" | "could") && self.key(before + 1) == "do";
                    (key == "like" && matches!(back, "id" | "d" | "would"))
                        || (key == "do" && matches!(back, "you" | "u"))
                        || (matches!(key, "you" | "u") && asked)
                }
                _ => false,
            };
            if !quiet || self.is_named(before) {
                break;
            }
        }
        false
    }

    /// Whether nothing but courtesies follows from `end` to the end of a clause.
    pub(super) fn ends_clause(&self, end: usize) -> bool {
        for at in end..=end + MOST_QUIET {
            let gap = self.tokens.gap(at);
            let Some(Role::Word(word)) = self.roles.get(at).filter(|_| !gap.ends_name()) else {
                return at >= self.roles.len() || gap.ends_name() || gap.has(Gap::CLOSE);
            };
            match word {
                _ if self.is_named(at) => return false,
                _ if words::is_condition(self.key(at)) => return true,
                Word::Corrects | Word::Adds | Word::Indifferent => return true,
                Word::Joins => {
                    let counts = matches!(
                        self.roles.get(at + 1),
                        Some(Role::Number(_) | Role::Word(Word::Tens(_)))
                    );
                    return !counts && !matches!(self.key(at), "with" | "mit" | "avec" | "con");
                }
                Word::Filler if !leads_elsewhere(self.key(at)) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a number in its own clause counts what was only spoken of. A single word may mean
    /// something else: "buffalo wings, 12 of them".
    pub(super) fn counts_talked(&self, talked: &Mention, count: &Count) -> bool {
        talked.tokens.len() > 1
            && talked.rank.is_whole()
            && talked.slips == 0
            && self.has_clause(count)
    }

    /// "3 in total", "a total of 3".
    pub(super) fn is_total(&self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let next = self.key(end);
        let linked = matches!(next, "in" | "au" | "en" | "no" | "w");
        let behind =
            is_sum(next) || (linked && (is_sum(self.key(end + 1)) || self.key(end + 1) == "tout"));
        let before = self.back(start, 1);
        behind || is_sum(before) || (matches!(before, "of" | "is") && is_sum(self.back(start, 2)))
    }

    /// Such a number counts the only wish where that says less: "sultans for us all, 3 in total",
    /// "one sultan each, so three total". What is counted already may cost that much. Whether it
    /// is understood.
    pub(super) fn total(&mut self, place: usize, count: &Count) -> bool {
        let [wish] = self.stay.wishes.as_slice() else {
            let counts = self.stay.wishes.iter().map(|wish| wish.count.unwrap_or(1));
            return counts.fold(0, u32::saturating_add) == count.value;
        };
        let before = self.back(count.tokens.start, 1);
        let paid =
            matches!(before, "for" | "at" | "pay" | "paid" | "fur" | "pour" | "para" | "por");
        let made = self.is_made(count) || self.is_all_there_is(count);
        let each = (wish.tokens.end..count.tokens.start).any(|at| self.is(at, Word::Each));
        let several = wish.count.is_none() && self.may_be_several(wish.tokens.end, count);
        let says_less = made || each || several || self.corrects.is_some();
        let counts = says_less && !paid && count.value <= MOST_TOTAL;
        let same = wish.count == Some(count.value);
        if counts {
            self.corrects = None;
            self.stay.set(place, Some(count.value));
        }
        counts || same
    }

    /// Whether the total may count a name without a number that ends at `end`: "a cola, total 12",
    /// "a cola, 9 total right?" are about what it costs.
    fn may_be_several(&self, end: usize, count: &Count) -> bool {
        let plural = end.checked_sub(1).is_some_and(|at| self.key(at).ends_with('s'));
        let (start, after) = (count.tokens.start, count.tokens.end);
        let leads = (1..=2).any(|by| is_sum(self.back(start, by)));
        let asks = (after..after + MOST_QUIET)
            .take_while(|&at| !self.ends_sentence(at))
            .any(|at| matches!(self.key(at), "right" | "correct"));
        !asks && (plural || !leads)
    }

    /// "3": the answer to an order of one line.
    pub(super) fn is_all_there_is(&self, count: &Count) -> bool {
        let rest = |at: usize| !count.tokens.contains(&at);
        // "sure, in 5".
        let timed = matches!(self.back(count.tokens.start, 1), "in" | "at" | "by" | "on");
        self.begun.len() == 1
            && !timed
            && !self.is_of_some(count)
            && self.stay.wishes.len() == 1
            && !self.owns(count.tokens.start)
            && (0..self.roles.len()).filter(|&at| rest(at)).all(|at| {
                // "actually i want two".
                matches!(self.key(at), "i" | "we")
                    || matches!(
                        self.roles[at],
                        Role::Word(Word::Filler | Word::Request | Word::Corrects)
                    )
            })
    }

    /// Whether a name owns token `at`.
    pub(super) fn is_named(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|it| it.tokens.end <= at);
        self.mentions.get(next).is_some_and(|it| it.tokens.contains(&at))
    }
}

/// What may stand before a number that is wished for: "so I'd like".
fn is_lead(key: &str) -> bool {
    matches!(
        key,
        "i" | "id"
            | "ill"
            | "ll"
            | "d"
            | "me"
            | "us"
            | "can"
            | "could"
            | "would"
            | "let"
            | "please"
            | "pls"
            | "plz"
            | "so"
            | "ok"
            | "okay"
            | "u"
            | "oh"
            | "um"
            | "well"
            | "lol"
            | "maybe"
            | "ich"
            | "je"
            | "yo"
            | "eu"
            | "io"
            | "ik"
            | "then"
            | "still"
            | "dann"
            | "bitte"
    ) || is_yes(key)
}

pub(super) fn is_yes(key: &str) -> bool {
    matches!(key, "yes" | "yeah" | "yep" | "ja" | "oui" | "si" | "sim" | "tak")
}

/// A courtesy-like word behind a number that makes it a time, a place or a part of something.
fn leads_elsewhere(key: &str) -> bool {
    matches!(
        key,
        "in" | "on"
            | "for"
            | "from"
            | "by"
            | "to"
            | "it"
            | "this"
            | "that"
            | "up"
            | "tonight"
            | "tomorrow"
            | "morning"
            | "evening"
            | "afternoon"
            | "another"
            | "any"
            | "every"
            | "pay"
            | "cash"
    )
}

/// "delivery", "Abholung".
pub(super) fn is_delivery(key: &str) -> bool {
    const STEMS: [&str; 8] =
        ["deliver", "pickup", "liefer", "abhol", "livr", "entreg", "consegn", "recog"];
    STEMS.iter().any(|stem| key.starts_with(stem))
}

/// Words of a time or of how something is handed over.
fn is_handover(key: &str) -> bool {
    is_delivery(key)
        || matches!(
            key,
            "at" | "by"
                | "tonight"
                | "tomorrow"
                | "tmrw"
                | "tmr"
                | "today"
                | "collect"
                | "oclock"
                | "heute"
                | "uhr"
                | "demain"
                | "soir"
                | "aujourd"
                | "hoy"
                | "manana"
                | "hoje"
                | "amanha"
                | "oggi"
                | "domani"
                | "stasera"
                | "vandaag"
                | "vanavond"
        )
}

/// "total".
pub(super) fn is_sum(key: &str) -> bool {
    matches!(
        key,
        "total"
            | "altogether"
            | "overall"
            | "insgesamt"
            | "zusammen"
            | "totale"
            | "totaal"
            | "sumie"
    )
}

/// "so can i have", "please and thank you mate".
pub(super) const MOST_QUIET: usize = 5;
/// More than that is rather what all costs.
const MOST_TOTAL: u32 = 99;
