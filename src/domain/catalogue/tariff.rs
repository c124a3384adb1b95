//! What holds for a catalogue as a whole: currency, discounts and limits.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::RoleId;
use crate::domain::money::{Amount, Currency, NotAnAmount, decimal};

/// The most discounts that one catalogue has.
pub const MOST_DISCOUNTS: usize = 50;

/// The currency of all prices, and what holds for whole orders.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tariff {
    /// What prices are counted in.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
    /// The best one of which the conditions hold counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// How much one order may be.
    #[serde(default, skip_serializing_if = "Limits::is_none")]
    pub limits: Limits,
}

/// A part of the subtotal that is taken off if all its conditions hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Discount {
    /// Why, as customers are shown it: "Police", "10 and more".
    pub name: String,
    /// How much.
    pub percent: Percent,
    /// From how many pieces on, of all products together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_items: Option<u32>,
    /// From which subtotal on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_subtotal: Option<Amount>,
    /// For whom: the people with this role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
}

/// A part of a whole in hundredths of a percent: 1250 is 12.5 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub u16);

/// The longest that is held what a customer has confirmed, in hours: a year.
pub const MOST_HOLD_HOURS: u32 = 24 * 365;

/// How much one order may be; `None` is without limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The most different products, or the same with different answers to its options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_lines: Option<u32>,
    /// The most pieces, of all products together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_items: Option<u32>,
    /// The most that is to be paid, discount taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_total: Option<Amount>,
    /// How long what runs out is held for a customer who has confirmed their order and does not
    /// complete it, in hours; `None` for a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_hours: Option<u32>,
}

impl Percent {
    /// All of it.
    pub const WHOLE: Self = Self(100 * 100);

    /// Reads "12.5" exactly; there may be two digits behind the point.
    ///
    /// # Errors
    /// It is not written so, or is more than 100.
    pub fn read(text: &str) -> Result<Self, NotAnAmount> {
        let number = decimal::read(text, 2, i64::from(Self::WHOLE.0))?;
        Ok(Self(u16::try_from(number).unwrap_or(Self::WHOLE.0)))
    }

    /// This part of an amount, to the nearest minor unit; a half goes away from zero, in the
    /// customer's favour.
    #[must_use]
    pub fn of(self, amount: Amount) -> Amount {
        let whole = i128::from(Self::WHOLE.0);
        let product = i128::from(amount.0) * i128::from(self.0);
        let half = if product < 0 { -whole / 2 } else { whole / 2 };
        let part = (product + half) / whole;
        // A part of more than the whole does not exist in a catalogue, but in the type.
        let bound = if part < 0 { i64::MIN } else { i64::MAX };
        Amount(i64::try_from(part).unwrap_or(bound))
    }
}

impl fmt::Display for Percent {
    /// As short as [`Percent::read`] reads it: "12.5".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = decimal::write(i64::from(self.0), 2);
        out.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Limits {
    /// Whether nothing is limited.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
