//! What is told to whoever asks about their order, as data.

use super::{doubt::Offered, view::OrderView};
use crate::domain::money::{Amount, Currency};
use serde::{Deserialize, Serialize};

/// What is known of what somebody asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The lines that were asked about.
    #[serde(default)]
    pub order: OrderView,
    /// Whether these are all, and what they cost together was asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    /// What was asked about and is not on the order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Offered>,
    /// The choices that were asked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceTold>,
    /// The options that were asked about, with what each can be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionTold>,
    /// What these are counted in.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
    /// Whether something was asked that only staff know.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub staff: bool,
}

/// What a choice costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceTold {
    /// What the product is called.
    pub product: String,
    /// The choice.
    pub label: String,
    /// What it adds to the price of one piece.
    pub surcharge: Amount,
}

/// What an option of a product can be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionTold {
    /// What the product is called.
    pub product: String,
    /// What the option is called.
    pub option: String,
    /// The choices, and what each adds to the price of one piece.
    pub choices: Vec<(String, Amount)>,
}

impl Told {
    /// Whether nothing was asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { order, products, choices, options, staff, .. } = self;
        order.lines.is_empty()
            && products.is_empty()
            && choices.is_empty()
            && options.is_empty()
            && !staff
    }
}
