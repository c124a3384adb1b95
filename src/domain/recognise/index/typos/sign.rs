//! What can be told of a name at a glance, to compare few of them letter by letter.

use super::LONGEST;
use crate::domain::recognise::index::names::Rank;

#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// Two bits for each of 32 kinds of letter: whether it has one, and more than one.
    letters: u64,
    /// Equal where the digits are the same and stand at the same ends.
    digits: u32,
    /// How many letters and digits it has.
    pub(super) length: u8,
    /// How many slips it may have.
    pub(super) budget: u8,
}

impl Sign {
    pub(super) fn of(key: &str, rank: Rank) -> Self {
        let (mut letters, mut length, mut digits) = (0_u64, 0_u8, 0_u8);
        let mut number = 1_u32;
        for letter in key.chars() {
            length = length.saturating_add(1);
            if let Some(digit) = letter.to_digit(10) {
                digits = digits.saturating_add(1);
                number = number.wrapping_mul(MIXES).wrapping_add(digit + 1);
            } else {
                let kind = 2 * (u32::from(letter) % KINDS);
                let more = (letters >> kind) & 1;
                letters |= (1 << kind) | (more << (kind + 1));
            }
        }
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let ends = [is_digit(key.as_bytes().first()), is_digit(key.as_bytes().last())];
        let number = number.wrapping_mul(4) | u32::from(ends[0]) << 1 | u32::from(ends[1]);
        let budget = match length {
            0..=3 => 0,
            _ if length - digits < 2 || usize::from(length) > LONGEST => 0,
            _ if length - digits < 4 || length < FEWEST_FOR_TWO => 1,
            _ if rank == Rank::Word => 1,
            6..=7 if !rank.is_whole() => 1,
            6..=11 => 2,
            _ => 3,
        };
        Self { letters, digits: number, length, budget }
    }

    /// Whether `most` slips could make one of the other: each changes two bits at most, and one if
    /// it makes the name longer.
    pub(super) fn may_be(self, other: Self, most: u8) -> bool {
        let longer = self.length.abs_diff(other.length);
        let apart = (self.letters ^ other.letters).count_ones();
        longer <= most
            && self.digits == other.digits
            && apart <= 2 * u32::from(most) - u32::from(longer)
    }

    /// Whether it has the same letters, in another order or number.
    pub(super) fn has_letters_of(self, other: Self) -> bool {
        const ONE: u64 = u64::MAX / 3;
        self.letters & ONE == other.letters & ONE
    }
}

/// Kinds of letter: neighbours in their alphabet are of different kinds.
const KINDS: u32 = 32;
/// A prime, so that other digits seldom make the same number; those that do are compared.
const MIXES: u32 = 1_000_003;
/// From here on a name may have two slips.
const FEWEST_FOR_TWO: u8 = 6;

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_near_is_never_ruled_out(one in "[abcz]{0,9}", other in "[abcz]{0,9}") {
            let slips = u8::try_from(strsim::osa_distance(&one, &other)).unwrap();
            let signs = [Sign::of(&one, Rank::Name), Sign::of(&other, Rank::Name)];
            proptest::prop_assert!(signs[0].may_be(signs[1], slips));
        }
    }

    #[test]
    fn digits_are_told_apart() {
        let sign = |key| Sign::of(key, Rank::Name);
        for (one, other) in
            [("t20", "t21"), ("2oppressor", "oppressor2"), ("mk2", "mk"), ("mk2", "mk22")]
        {
            assert!(!sign(one).may_be(sign(other), 3), "{one} {other}");
        }
        assert!(sign("dubta6x6").may_be(sign("dubsta6x6"), 1));
    }
}
