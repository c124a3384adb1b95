//! What a number that no name took does to the wishes.

use super::alone::is_sum;
use super::{Fate, Reader, Swapped, Wish};
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::quantity::{Count, Form};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words::{Word, is_colour, is_it, makes};

impl<'t> Reader<'t> {
    /// It may change the last wish, or what was refused. Whether it is understood.
    pub(super) fn number(&mut self, count: &Count) -> bool {
        if count.tokens.start < self.aside {
            return false;
        }
        if let Some(understood) = self.changes_some(count) {
            return understood;
        }
        self.correct_by_star(count);
        self.asked
            || self.counts_anew(count)
            || self.changes_others(count).unwrap_or_else(|| self.changes_it(count))
    }

    /// What is said of all, or of what is named beside it. Whether it is understood.
    fn changes_others(&mut self, count: &Count) -> Option<bool> {
        let start = count.tokens.start;
        let end = count.tokens.end;
        let each = || self.key(end + 1) == "of" || self.is(end + 1, Word::Each);
        if self.key(start) == "another"
            && let Some((told, place)) = self.described_line(end)
        {
            match place {
                Some(place) => self.stay.increase(place, 1),
                None => self.missed.push(told..told + 1),
            }
            return Some(true);
        }
        if self.key(start) == "another" && self.key(end) == "one" && each() {
            // The "one" says it.
            return Some(true);
        }
        if let Some(understood) = self.changes_all(count) {
            return Some(understood);
        }
        if self.key(start) == "one" && self.back(start, 1) == "another" {
            return Some(true);
        }
        if self.tokens.gap(start).has(Gap::SIGN)
            && self.tokens.gap(start).has(Gap::PLUS)
            && let Some(understood) = self.adds_to_name(count)
        {
            return Some(understood);
        }
        if self.back(start, 1) == "minus" {
            return Some(self.subtracts(count));
        }
        if self.adds_to(count) || self.stands_for(count) {
            self.split = Some(count.value);
            return Some(true);
        }
        None
    }

    fn changes_it(&mut self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let refuses = |at: usize| self.is(at, Word::Negates) || self.is(at, Word::Replaces);
        let negates = start.checked_sub(1).is_some_and(refuses) || self.is_behind_instead_of(start);
        // "would you take 20 for it?": what it is to cost.
        let bid = is_for(self.key(end)) && is_it(self.key(end + 1));
        // "one more thing: a net".
        if self.key(end) == "more" && matches!(self.key(end + 1), "thing" | "things") {
            return true;
        }
        // "no, 100 cm".
        let length = matches!(self.key(end), "cm" | "mm") && !self.tokens.gap(end).ends_name();
        if bid || length || self.is_pronoun(start) || self.is_called_so(count) {
            return false;
        }
        let takes = self.asks_before(start) && self.closes(end);
        let counts = |talked: &Mention| takes || self.counts_talked(talked, count);
        if let Some(talked) = self.talked.filter(|it| !negates && counts(it)) {
            self.talked = None;
            self.take_talked(talked, Some(count.value));
            return true;
        }
        if let Some(told) = self.more_of_told(count) {
            self.take_talked(told, Some(count.value));
            return true;
        }
        let place = match self.swapped {
            Some(Swapped::Wish(place)) => Some(place),
            Some(Swapped::Stranger | Swapped::Another) => None,
            _ => self.stay.it(),
        };
        let Some(place) = place else { return false };
        if count.form == Form::OfThem && makes(self.back(start, 1)) {
            return self.parts(self.stay.last_of_more_than(count.value).unwrap_or(place), count);
        }
        if count.form == Form::Before && is_it(self.key(end)) && self.closes(end + 1) {
            // "2x that".
            self.stay.multiply(place, count.value);
            return true;
        }
        if negates && self.corrects.is_none() {
            // "10 adder, not 1" has said so already.
            return true;
        }
        if let Some(more) = self.changes_by(count) {
            return self.change_by(place, more, count.value);
        }
        if self.swapped.is_some() && matches!(self.back(start, 1), "by" | "um") {
            // "reduce the adder by 1": by how many, not to how many.
            return false;
        }
        if self.is_total(count) {
            return self.total(place, count);
        }
        if is_for(self.key(end)) {
            return self.shares(place, count);
        }
        if !self.is_quantity(place, count) {
            return false;
        }
        self.corrects = None;
        self.swapped = None;
        self.only_ends();
        self.stay.set(place, Some(count.value));
        true
    }

    /// So many more or fewer, if there are so many. Whether that is so: not "drop the 97s".
    fn change_by(&mut self, place: usize, more: bool, by: u32) -> bool {
        self.lessens = false;
        match more {
            true => self.stay.increase(place, by),
            false if by > self.stay.pieces() => return false,
            false => self.stay.decrease(place, by),
        }
        true
    }

    /// Whether the number is how many of the wish at `place` are wished for.
    fn is_quantity(&self, place: usize, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        // "3 adders, only one of them red".
        let described = self.roles.get(end) == Some(&Role::Content) || is_colour(self.key(end));
        if count.form == Form::OfThem && described && !self.tokens.gap(end).ends_name() {
            return false;
        }
        let wish = self.stay.wishes.get(place);
        // "do you have a t20? then I'd like 2".
        let takes = wish.is_some_and(|wish| wish.inquired) && self.asks_before(start);
        let uncounted = wish.is_some_and(|wish| wish.count.is_none());
        // "2 adders = 130".
        let colon = self.tokens.gap(start).has(Gap::COLON);
        let alone = (uncounted
            || count.form == Form::Before
            || (count.form == Form::After && !colon)
            || self.is(end, Word::Corrects))
            && self.has_clause(count);
        let made = self.is_made(count)
            || self.settles(start, end)
            || self.hesitates(count)
            || (self.follows_only(start) && self.closes(end));
        // "the adder for 60 instead of 80?"
        let instead = self.key(end) == "instead" && !is_for(self.back(start, 1));
        let so = self.back(start, 1) == "so" && uncounted && self.closes(end);
        let corrects = self.corrects.is_some() || self.swapped.is_some();
        let anew = self.is_count_restated(place, count);
        let anew = anew || self.is_starred_count(count) || (uncounted && self.wants_so_many(count));
        takes || anew || corrects || made || instead || so || alone || self.is_all_there_is(count)
    }

    /// "make it 3".
    pub(super) fn is_made(&self, count: &Count) -> bool {
        let start = count.tokens.start;
        (makes(self.back(start, 1)) && !self.is_of_some(count)) || makes(self.back(start, 2))
    }

    /// "make 1 red": so many of them.
    pub(super) fn is_of_some(&self, count: &Count) -> bool {
        let end = count.tokens.end;
        let goes_on = self.roles.get(end) == Some(&Role::Content) || is_colour(self.key(end));
        makes(self.back(count.tokens.start, 1)) && goes_on && !self.tokens.gap(end).ends_name()
    }

    /// "just 2", "i only want 2".
    fn follows_only(&self, start: usize) -> bool {
        let wants = matches!(self.back(start, 1), "want" | "need" | "wanted" | "needed");
        let only = start.checked_sub(1 + usize::from(wants)).filter(|&at| self.is(at, Word::Only));
        // "3 adders, not just one".
        only.is_some_and(|at| at.checked_sub(1).is_none_or(|at| !self.is(at, Word::Negates)))
    }

    /// "10 adders. hmm 20": what stands alone behind a pause is said anew.
    fn hesitates(&self, count: &Count) -> bool {
        let start = count.tokens.start;
        let hums = matches!(self.back(start, 1), "hm" | "hmm" | "hmmm" | "mmm" | "umm" | "ehm");
        hums && self.ends_clause(count.tokens.end) && !self.owns(start)
    }

    /// "the blue one", "that gt one": it says which, not how many.
    fn is_pronoun(&self, at: usize) -> bool {
        let described = matches!(self.back(at, 2), "the" | "that" | "this")
            && at.checked_sub(1).is_some_and(|at| self.roles[at] == Role::Content);
        // "the one i lost".
        let told = matches!(self.back(at, 1), "the" | "that")
            && matches!(
                self.key(at + 1),
                "i" | "we" | "you" | "he" | "she" | "they" | "that" | "which"
            );
        // "no, the other one".
        let other = self.back(at, 1) == "other" && self.back(at, 2) == "the";
        self.key(at) == "one" && (described || told || other)
    }

    /// "lets do 4", "2 is enough", "2 reichen".
    pub(super) fn settles(&self, start: usize, end: usize) -> bool {
        // "mamba mentality, lets go 24".
        let foreign = self.back(start, 1) == "go"
            && (start.saturating_sub(MOST_FAR)..start)
                .rev()
                .take_while(|&at| self.names_nothing(at))
                .any(|at| self.roles[at] == Role::Content);
        let does = matches!(self.back(start, 1), "do" | "go" | "say")
            && matches!(self.back(start, 2), "lets" | "s" | "us" | "ll")
            && !foreign;
        let at = matches!(self.back(start, 1), "at" | "by" | "on" | "in" | "to" | "within");
        let (next, then) = (self.key(end), self.key(end + 1));
        let agrees = matches!(next, "is" | "are" | "s" | "ll" | "will" | "would" | "ist" | "sind")
            && matches!(
                then,
                "enough" | "fine" | "plenty" | "ok" | "okay" | "good" | "do" | "genug" | "better"
            );
        let suffices = matches!(
            next,
            "reicht"
                | "reichen"
                | "genugen"
                | "suffit"
                | "suffisent"
                | "basta"
                | "bastan"
                | "bastano"
                | "bastam"
                | "volstaat"
                | "volstaan"
                | "wystarczy"
                | "wystarcza"
        );
        let is = self.back(start, 1) == "be" && !self.is_of_another(start);
        let before = is || self.back(start, 1) == "rather";
        does || before || (!at && (agrees || suffices))
    }

    /// "the name should be 123": the number is said of something else than what is wished for.
    fn is_of_another(&self, start: usize) -> bool {
        let verb = |at: &usize| {
            matches!(self.key(*at), "be" | "should" | "must" | "shall" | "will" | "would" | "can")
        };
        let subject = (0..start).rev().find(|at| !verb(at));
        let is_content = |at: usize| self.roles[at] == Role::Content && !self.is_named(at);
        subject.is_some_and(|at| {
            // "my house number".
            let numbers = self.key(at) == "number" && at > 0 && is_content(at - 1);
            is_content(at) || numbers || is_sum(self.key(at))
        })
    }

    /// "make one of them a t20": so many of the wish become what is named next.
    fn parts(&mut self, place: usize, count: &Count) -> bool {
        let follows = self.names_next(count.tokens.end);
        if follows {
            self.stay.decrease(place, count.value);
            self.split = Some(count.value);
        }
        follows
    }

    /// Whether a name stands at `from`, with nothing but articles before it.
    pub(super) fn names_next(&self, from: usize) -> bool {
        let named = self.mentions.iter().find(|it| it.tokens.start >= from);
        named.is_some_and(|it| {
            let quiet = |at: usize| self.is(at, Word::Between) || self.is(at, Word::Filler);
            (from..it.tokens.start).all(quiet)
                && (from..=it.tokens.start).all(|at| !self.tokens.gap(at).ends_name())
        })
    }

    /// "double it", "make that double", "double the order".
    pub(super) fn multiplies(&mut self, at: usize, by: u32) {
        let (next, before) = (self.key(at + 1), self.back(at, 1));
        let all =
            (1..=3).take_while(|ahead| !self.tokens.gap(at + ahead).ends_name()).any(|ahead| {
                matches!(self.key(at + ahead), "everything" | "order" | "all" | "alles" | "tout")
            });
        let made = is_it(before) && (1..=3).any(|back| makes(self.back(at, back)));
        if all {
            for place in 0..self.stay.wishes.len() {
                self.stay.multiply(place, by);
            }
        } else if is_it(next) || (made && self.closes(at + 1)) {
            let Some(place) = self.stay.it() else { return };
            self.stay.multiply(place, by);
        } else if let Some(place) = self.repeated_at(at) {
            self.stay.multiply(place, by);
        } else if self.names_next(at + 1) {
            self.times = Some(by);
        } else {
            if self.is(at, Word::Filler) {
                self.missed.push(at..at + 1);
            }
            return;
        }
        self.understood.push(at);
    }

    /// "the adder twice".
    fn repeated_at(&mut self, at: usize) -> Option<usize> {
        let name = self.mentions.iter().find(|it| it.tokens.end == at)?;
        let place = self.stay.it()?;
        let alone = |wish: &Wish| wish.products.iter().any(|it| name.products.contains(it));
        let only = self.stay.wishes.iter().filter(|wish| alone(wish)).count() == 1;
        let said = only && self.stay.wishes.get(place).is_some_and(alone);
        let wished = self.fates.last() == Some(&Fate::Wished) && self.negated.is_none();
        let closes = self.closes(at + 1) && !self.tokens.gap(at).ends_name();
        (said && wished && closes && self.is_edit()).then_some(place)
    }

    /// "one for me and one for you" is one more, unless it only shares out what was said.
    fn shares(&mut self, place: usize, count: &Count) -> bool {
        let joined = count.tokens.start.checked_sub(1).is_some_and(|at| self.is(at, Word::Joins));
        if !joined || self.shared {
            self.shared = true;
            return false;
        }
        self.stay.increase(place, count.value);
        true
    }

    /// Whether a request stands right before `at`.
    pub(super) fn asks_before(&self, at: usize) -> bool {
        (1..=2).filter_map(|by| at.checked_sub(by)).any(|at| {
            self.is(at, Word::Request)
                || matches!(self.key(at), "like" | "then" | "dann" | "yes" | "ja" | "so")
        })
    }

    /// Whether the number is how many more ("2 more") or fewer ("drop one") are wished for.
    fn changes_by(&self, count: &Count) -> Option<bool> {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let closes = self.tokens.gap(end).ends_name()
            || self.trails(end, Word::More)
            || self.trails(end, Word::Fewer)
            || self.key(end) == "one"
            || self.is_taken_away(end)
            || matches!(
                self.roles.get(end),
                None | Some(Role::Word(Word::Filler | Word::Removes | Word::Joins | Word::Between))
            );
        let before = |word: Word| start.checked_sub(1).is_some_and(|at| self.is(at, word));
        if !closes {
            return None;
        }
        let fewer = self.trails(end, Word::Fewer) || before(Word::Fewer);
        if self.lessens || fewer || self.is_taken_away(end) {
            return Some(false);
        }
        let another = self.key(start) == "another";
        let plus = start == 0 && self.more && self.ends_there(0);
        (another
            || plus
            || self.trails(end, Word::More)
            || before(Word::More)
            || before(Word::Adds))
        .then_some(true)
    }
}

/// So far behind a name a number may still settle how many.
const MOST_FAR: usize = 8;

fn is_for(key: &str) -> bool {
    matches!(key, "for" | "fur" | "pour" | "para" | "per" | "voor")
}
