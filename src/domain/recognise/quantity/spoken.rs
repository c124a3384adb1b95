//! Numbers in words, and digits: "a hundred and five", "half a dozen", "vingt et un", "2".

use super::super::roles::Role;
use super::super::tokens::Gap;
use super::super::words::{self, Word};
use super::counts::Text;

impl Text<'_> {
    /// The number that starts at `at`: where it ends and its value.
    pub(super) fn number(&self, at: usize) -> Option<(usize, u32)> {
        let mut start = at;
        let mut halves = 2;
        let half = match self.is_half_of_dozen(at) {
            true => 2,
            false => usize::from(words::is_half(self.tokens.key(at)) && self.owner(at).is_none()),
        };
        if half > 0 {
            halves = 1;
            start += half;
        }
        if self.tokens.key(start) == "a" {
            start += 1;
        }
        let (mut end, mut value) = self.below_hundred(start)?;
        // Half of anything but a dozen, and "a" before a digit, are no numbers.
        let first = self.tokens.key(start);
        let whole = words::is_dozen(first) || is_hundred(first);
        if start > at && !whole && !matches!(first, "couple" | "pair") {
            return None;
        }
        let next = self.tokens.key(end);
        if (words::is_dozen(next) || is_hundred(next))
            && let Some((after, times)) = self.unit(end)
        {
            value = value.saturating_mul(times);
            end = after;
        }
        if is_hundred(self.tokens.key(end - 1))
            && let Some((after, rest)) = self.rest(end)
        {
            value = value.saturating_add(rest);
            end = after;
        }
        Some((end, value.saturating_mul(halves) / 2))
    }

    /// "1/2 dozen"; other halves are parts of one.
    pub(super) fn is_half_of_dozen(&self, at: usize) -> bool {
        self.tokens.key(at) == "1"
            && self.tokens.key(at + 1) == "2"
            && self.tokens.gap(at + 1) == Gap::SLASH
            && words::is_dozen(self.tokens.key(at + 2))
            && (at..at + 3).all(|at| self.owner(at).is_none())
    }

    /// "and five" behind "a hundred".
    fn rest(&self, end: usize) -> Option<(usize, u32)> {
        let joined = matches!(self.tokens.key(end), "and" | "und" | "y" | "e" | "et" | "en");
        let start = end + usize::from(joined);
        let near = (end..=start).all(|at| !self.tokens.gap(at).ends_name());
        let (after, rest) = self.below_hundred(start).filter(|_| near)?;
        let spoken = (start..after).all(|at| !self.tokens.is_digits(at));
        (spoken && rest < 100).then_some((after, rest))
    }

    fn below_hundred(&self, at: usize) -> Option<(usize, u32)> {
        let (end, value) = self.unit(at)?;
        let key = self.tokens.key(at);
        if key == "quatre" && matches!(self.tokens.key(end), "vingt" | "vingts") {
            return Some(self.with_unit(end + 1, 80, 19));
        }
        if let Some(Role::Word(Word::Tens(tens))) = self.role(at) {
            return Some(self.with_unit(at + 1, tens, if key == "soixante" { 19 } else { 9 }));
        }
        // "zwei und zwanzig".
        if value < 10
            && self.tokens.key(end) == "und"
            && self.tokens.key(end + 1).ends_with("ig")
            && let Some(Role::Word(Word::Tens(tens))) = self.role(end + 1)
        {
            return Some((end + 2, tens + value));
        }
        Some((end, value))
    }

    /// "twenty five", "treinta y dos": tens that end at `end`, and the unit behind them.
    fn with_unit(&self, end: usize, tens: u32, most: u32) -> (usize, u32) {
        let english = self.tokens.key(end - 1).ends_with("ty");
        let joins = !english && matches!(self.tokens.key(end), "et" | "y" | "e");
        let start = end + usize::from(joins);
        let near = (end..=start).all(|at| !self.tokens.gap(at).ends_name());
        let article = matches!(self.tokens.key(start), "un" | "une" | "uno" | "una" | "um" | "uma");
        match self.role(start) {
            Some(_) if joins && near && article => (start + 1, tens + 1),
            Some(Role::Number(unit))
                if near && (1..=most).contains(&unit) && !self.tokens.is_digits(start) =>
            {
                (start + 1, tens + unit)
            }
            _ => (end, tens),
        }
    }

    fn unit(&self, at: usize) -> Option<(usize, u32)> {
        match self.role(at)? {
            Role::Number(value) if !self.is_in_code(at) && !self.is_inches(at) => {
                Some((at + 1, value))
            }
            Role::Word(Word::Tens(tens)) => Some((at + 1, tens)),
            _ => None,
        }
    }
}

fn is_hundred(key: &str) -> bool {
    matches!(key, "hundred" | "hundert" | "honderd" | "cien" | "ciento" | "cento")
}
