//! The counts in a text: "2", "x2", "2x", "(2)", "a couple of", "half a dozen", "twenty five".

use std::ops::Range;

use super::super::MOST_OF_ONE;
use super::super::roles::Role;
use super::super::tokens::{Gap, Tokens};
use super::super::words::{self, Word};

/// A count and the tokens that say it.
#[derive(Debug)]
pub(in super::super) struct Count {
    pub(in super::super) tokens: Range<usize>,
    pub(in super::super) value: u32,
    pub(in super::super) form: Form,
    /// "2 or 3", of which the value is the first.
    pub(in super::super) is_range: bool,
}

/// How a count is written, which tells on which side its name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Form {
    /// "2".
    Plain,
    /// "2x".
    Before,
    /// "x2", "(2)", "- 2", ": 2", "qty 2".
    After,
    /// "2 of them", "2 boxes".
    OfThem,
    /// "2 each".
    Each,
}

/// The counts among the tokens that no name owns, in their order.
pub(super) fn find(tokens: &Tokens, roles: &[Role], owners: &[Option<usize>]) -> Vec<Count> {
    let text = Text { tokens, roles, owners };
    let mut counts = Vec::new();
    let mut at = 0;
    while at < roles.len() {
        match text.count(at) {
            Some(count) => {
                at = count.tokens.end;
                counts.push(count);
            }
            None => at += 1,
        }
    }
    counts
}

pub(super) struct Text<'t> {
    pub(super) tokens: &'t Tokens,
    roles: &'t [Role],
    owners: &'t [Option<usize>],
}

impl Text<'_> {
    fn count(&self, at: usize) -> Option<Count> {
        if !self.may_count(at) || self.is_dimension(at) {
            return None;
        }
        if self.is(at, Word::Times)
            && let Some((end, value)) = self.number(at + 1)
            && !self.tokens.gap(at + 1).has(Gap::LINE)
        {
            let end = self.closing_times(end);
            let (end, form) = match self.form(at, end) {
                (end, Form::Each) => (end, Form::Each),
                _ => (end, Form::After),
            };
            return Some(Count { tokens: at..end, value, form, is_range: false });
        }
        if (self.is(at, Word::Each) || self.tokens.key(at) == "allebei")
            && let Some(count) = self.each(at)
        {
            return Some(count);
        }
        if self.is_distributive(at)
            && let Some((end, value)) = self.number(at + 1)
        {
            // "je 2 Adder und Sultan", "po 2 porcje".
            let end = self.behind_pieces(self.closing_times(end));
            return Some(Count { tokens: at..end, value, form: Form::Each, is_range: false });
        }
        let (end, value) = self.number(at)?;
        if let Some(end) = self.range(end, value).filter(|_| !self.is_changed(at)) {
            return Some(Count { tokens: at..end, value, form: Form::Plain, is_range: true });
        }
        let end = self.repeated(end, value);
        let times = self.closing_times(end);
        if times > end {
            let (end, form) = match self.form(at, times) {
                (end, Form::Each) => (end, Form::Each),
                _ => (times, Form::Before),
            };
            return Some(Count { tokens: at..end, value, form, is_range: false });
        }
        let (end, form) = self.form(at, end);
        Some(Count { tokens: at..end, value, form, is_range: false })
    }

    /// "30 x 80": how large something is, where both numbers are greater than most counts.
    fn is_dimension(&self, at: usize) -> bool {
        let large = |at: usize| {
            self.tokens.is_digits(at)
                && matches!(self.role(at), Some(Role::Number(it)) if it >= LEAST_LENGTH)
        };
        let times = |at: usize| self.is(at, Word::Times) && self.tokens.key(at) == "x";
        let all = |at: usize| {
            large(at) && times(at + 1) && large(at + 2) && !self.tokens.gap(at + 2).has(Gap::LINE)
        };
        all(at) || (1..=2).any(|by| at.checked_sub(by).is_some_and(all))
    }

    /// Whether a count may begin with the token: most begin none.
    fn may_count(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        let counts = |role| {
            matches!(role, Role::Number(_) | Role::Word(Word::Times | Word::Each | Word::Tens(_)))
        };
        self.role(at).is_some_and(counts)
            || matches!(key, "a" | "je" | "po" | "allebei")
            || words::is_half(key)
            || self.is_half_of_dozen(at)
    }

    /// Behind "pieces" or "portions", if these follow the number that ends at `end`.
    fn behind_pieces(&self, end: usize) -> usize {
        let key = self.tokens.key(end);
        let counts = words::is_container(key) || words::is_counter(key);
        end + usize::from(counts && !self.tokens.gap(end).ends_name())
    }

    /// "je 2", "po 2 sztuki".
    fn is_distributive(&self, at: usize) -> bool {
        // "po 18" is a time.
        let counts = || self.number(at + 1).is_some_and(|(end, _)| self.behind_pieces(end) > end);
        match self.tokens.key(at) {
            "je" | "jeweils" => true,
            "po" => counts() && self.owner(at).is_none(),
            _ => false,
        }
    }

    /// "adder and sultan, each 2", behind which nothing is named; "van elk 2".
    fn each(&self, at: usize) -> Option<Count> {
        let linked = at.checked_sub(1).is_some_and(|before| {
            is_of(self.tokens.key(before)) && !self.tokens.gap(at).ends_name()
        });
        let first = at - usize::from(linked);
        let leads = first == 0;
        if !leads {
            self.owner(first.checked_sub(1)?)?;
        }
        let start = at + 1 + usize::from(self.is(at + 1, Word::Times));
        let (end, value) = self.number(start)?;
        let end = self.behind_pieces(self.closing_times(end));
        let near = (at + 1..=start).all(|at| !self.tokens.gap(at).without(Gap::COLON).ends_name());
        let closes = self.tokens.gap(end).ends_name()
            || matches!(self.role(end), Some(Role::Word(Word::Filler | Word::Request)))
            || end >= self.roles.len();
        (near && closes).then_some(Count {
            tokens: at..end,
            value,
            form: Form::Each,
            is_range: false,
        })
    }

    /// Behind the greater number of "2 or 3", "2 to 3", of which `value` ends at `end`.
    fn range(&self, end: usize, value: u32) -> Option<usize> {
        let joins = matches!(
            self.tokens.key(end),
            "or" | "to" | "oder" | "bis" | "ou" | "o" | "tot" | "lub" | "albo"
        );
        let apart = self.tokens.gap(end).ends_name() || self.tokens.gap(end + 1).ends_name();
        let (behind, greater) = self.number(end + 1).filter(|_| joins && !apart)?;
        let greatest = value.saturating_mul(MOST_APART).min(MOST_OF_ONE);
        let near = greater > value && greater <= greatest;
        (near && !self.is(behind, Word::Each)).then_some(behind)
    }

    /// "change the adders from 4 to 5".
    fn is_changed(&self, at: usize) -> bool {
        let from = at.checked_sub(1).map_or("", |at| self.tokens.key(at));
        matches!(from, "from" | "von" | "de" | "between")
            || (0..at).any(|at| self.is(at, Word::Swaps))
    }

    /// Behind the repetition of the number in brackets: "two (2)".
    fn repeated(&self, end: usize, value: u32) -> usize {
        match self.number(end) {
            Some((again_end, again))
                if again == value
                    && self.tokens.gap(end).has(Gap::OPEN)
                    && self.tokens.gap(again_end).has(Gap::CLOSE) =>
            {
                again_end
            }
            _ => end,
        }
    }

    /// Behind the "x" that belongs to the number which ends at `end`.
    fn closing_times(&self, end: usize) -> usize {
        let times = self.tokens.key(end);
        let multiplies = self.is(end, Word::Times)
            && matches!(
                times,
                "x" | "mal" | "fois" | "veces" | "vezes" | "volte" | "keer" | "razy"
            )
            || (times == "times" && self.owner(end + 1).is_some())
            // "a sultan, two times".
            || (times == "times" && end > 1 && end + 1 >= self.roles.len());
        let follows = !self.tokens.gap(end).ends_name();
        let starts_another = self.number(end + 1).is_some() && !self.tokens.gap(end).is_glued();
        if multiplies && follows && !starts_another { end + 1 } else { end }
    }

    fn form(&self, at: usize, end: usize) -> (usize, Form) {
        let (before, after) = (self.tokens.gap(at), self.tokens.gap(end));
        let packed =
            words::is_container(self.tokens.key(end)) || words::is_pack(self.tokens.key(end));
        let each = end + usize::from(packed);
        if self.is(each, Word::Each) && (each == end || !after.ends_name()) {
            return (self.behind_each(each + 1), Form::Each);
        }
        if let Some(end) = self.of_each(end) {
            return (end, Form::Each);
        }
        if at > 0
            && words::is_counter(self.tokens.key(end))
            && !after.ends_name()
            && !matches!(self.tokens.key(end + 1), "of" | "de" | "di" | "von" | "van" | "d")
        {
            return (end + 1, Form::After);
        }
        if at > 0
            && let Some(end) = self.packed(end)
        {
            return (end, Form::OfThem);
        }
        if self.tokens.key(end) == "of" && !after.ends_name() {
            // "2 of: growler, jugular", "2 of these: growler, jugular".
            let these = end + 1 + usize::from(is_these(self.tokens.key(end + 1)));
            if self.tokens.gap(these).has(Gap::COLON) && self.owner(these).is_some() {
                return (these, Form::Each);
            }
            let them = is_them(self.tokens.key(end + 1));
            let ends = self.owner(end + 2).is_none() && self.role(end + 2) != Some(Role::Content);
            // "make two of them adders", but "2 of those adders".
            let made = at.checked_sub(1).is_some_and(|at| words::makes(self.tokens.key(at)));
            if them && (ends || made || self.tokens.gap(end + 2).ends_name()) {
                return (end + 2, Form::OfThem);
            }
        }
        let bracketed = before.has(Gap::OPEN) && after.has(Gap::CLOSE);
        let dashed = before.has(Gap::DASH) && before.has(Gap::SPACE) && !before.has(Gap::LINE);
        let marked = bracketed || dashed || before.has(Gap::COLON);
        (end, if marked && at > 0 { Form::After } else { Form::Plain })
    }

    /// Behind what says that a number is so of each: "2 of each", "2 di ciascuno", "2 per tipo".
    fn of_each(&self, at: usize) -> Option<usize> {
        let (of, next) = (self.tokens.key(at), self.tokens.key(at + 1));
        let linked = is_of(of) || matches!(of, "per" | "pro" | "por");
        let near = self.owner(at).is_none() && self.owner(at + 1).is_none();
        let apart = self.tokens.gap(at).ends_name() || self.tokens.gap(at + 1).ends_name();
        let each = self.is(at + 1, Word::Each)
            || (words::is_both(next) && is_of(of))
            || matches!(next, "jedem" | "jeder")
            || (matches!(of, "per" | "pro" | "por") && is_kind(next));
        (linked && near && !apart && each).then(|| self.behind_each(at + 2))
    }

    /// Behind the rest of "each one", "cada uno", "each kind".
    fn behind_each(&self, at: usize) -> usize {
        let key = self.tokens.key(at);
        let one =
            matches!(key, "one" | "uno" | "una" | "um" | "uma" | "un" | "une") || is_kind(key);
        let rest = one && !self.tokens.gap(at).ends_name() && self.owner(at).is_none();
        let counts = self.owner(at + 1).is_some() && !self.tokens.gap(at + 1).ends_name();
        at + usize::from(rest && !counts)
    }

    /// Behind what a number counts that is no name: "2 boxes", "2 boxes of them".
    fn packed(&self, at: usize) -> Option<usize> {
        let starts = !self.tokens.gap(at).ends_name() && self.owner(at).is_none();
        let key = self.tokens.key(at);
        if !starts || !(words::is_container(key) || words::is_pack(key)) {
            return None;
        }
        let next = at + 1;
        let apart = self.tokens.gap(next).ends_name() || next >= self.roles.len();
        if !apart && self.tokens.key(next) == "of" {
            return is_them(self.tokens.key(next + 1)).then_some(next + 2);
        }
        let quiet = matches!(
            self.role(next),
            Some(Role::Word(Word::Filler | Word::Joins | Word::Corrects | Word::Adds))
        );
        (apart || quiet).then_some(next)
    }

    /// "128gb", which counts nothing; "2pc" does.
    fn is_unit(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        words::is_unit(key) && !matches!(key, "pc" | "pack" | "in")
    }

    /// A size in inches: 12".
    pub(super) fn is_inches(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at + 1);
        self.tokens.is_digits(at)
            && gap.has(Gap::INCHES)
            && (gap.has(Gap::SPACE) || at + 1 >= self.roles.len())
            && self.tokens.gaps.iter().filter(|gap| gap.has(Gap::MARKUP)).count() == 1
    }

    /// Whether the digits at `at` are written into a word that is no count: "1e3", "z350", "0x10".
    pub(super) fn is_in_code(&self, at: usize) -> bool {
        if !self.tokens.is_digits(at) {
            return false;
        }
        let glued = |gap: usize| gap > 0 && self.tokens.gap(gap).is_glued();
        let digits = |at: usize| self.tokens.is_digits(at) && self.owner(at).is_none();
        // Whether letters beside the digits stand for nothing: not "x", "pcs", or a name.
        let says_nothing = |at: usize| match self.role(at) {
            Some(Role::Word(Word::Times)) | None => false,
            Some(Role::Word(_)) => self.tokens.key(at).len() == 1,
            role => role == Some(Role::Content),
        };
        let behind = at + 1;
        let goes_on = glued(behind)
            && (says_nothing(behind)
                && (self.tokens.key(behind).len() == 1 || self.is_unit(behind))
                || (says_nothing(behind) || self.is(behind, Word::Times))
                    && glued(behind + 1)
                    && digits(behind + 1));
        let Some(before) = at.checked_sub(1).filter(|_| glued(at)) else { return goes_on };
        let multiplied = self.is(before, Word::Times) && glued(before) && digits(before - 1);
        goes_on || says_nothing(before) || multiplied
    }

    /// The role of a token that no name owns.
    pub(super) fn role(&self, at: usize) -> Option<Role> {
        self.roles.get(at).copied().filter(|_| self.owner(at).is_none())
    }

    pub(super) fn owner(&self, at: usize) -> Option<usize> {
        self.owners.get(at).copied().flatten()
    }

    pub(super) fn is(&self, at: usize, word: Word) -> bool {
        self.role(at) == Some(Role::Word(word))
    }
}

/// "2 or 3" and "10 to 20" are of one kind; "1 or 100" are two thoughts.
const MOST_APART: u32 = 3;

/// Smaller numbers multiply: "2 x 10".
const LEAST_LENGTH: u32 = 15;

fn is_of(key: &str) -> bool {
    matches!(key, "of" | "de" | "di" | "von" | "van" | "d")
}

fn is_kind(key: &str) -> bool {
    matches!(key, "kind" | "type" | "sort" | "sorte" | "tipo" | "soort" | "rodzaj")
}

fn is_these(key: &str) -> bool {
    is_them(key) || matches!(key, "the" | "following")
}

fn is_them(key: &str) -> bool {
    matches!(key, "them" | "em" | "those" | "these")
}
