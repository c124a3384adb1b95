//! Money: whole numbers of a currency's smallest unit, read and written exactly.

mod currency;
pub(in crate::domain) mod decimal;
mod format;

pub use currency::{Currency, CurrencyFault, SignPlace};
pub use decimal::NotAnAmount;

use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// An amount of money in minor units: cents of a euro, whole units of a currency without decimals.
///
/// Arithmetic stops at the bounds of the number instead of going round. No catalogue gets there: a
/// piece costs [`Amount::GREATEST`] at most, so that 9,000 lines of 999 pieces each are exact.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Amount(pub i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The most that may be written in a catalogue: a million million minor units.
    pub const GREATEST: Self = Self(1_000_000_000_000);

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left after `other` is taken away; it may be below nothing.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// So many of it.
    #[must_use]
    pub const fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(count as i64))
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// Whether it may be written in a catalogue: from nothing to [`Amount::GREATEST`].
    #[must_use]
    pub const fn is_a_price(self) -> bool {
        self.0 >= 0 && self.0 <= Self::GREATEST.0
    }
}

/// Reads a whole number as files have it, from 0 to [`Amount::GREATEST`].
///
/// # Errors
/// It is not written so, or is more.
pub fn whole(text: &str) -> Result<i64, NotAnAmount> {
    decimal::read(text, 0, Amount::GREATEST.0)
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

#[cfg(test)]
mod tests;
