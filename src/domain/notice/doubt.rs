//! Questions about a part of an order, as data.

use super::{
    ask::Answers,
    told::Told,
    view::{Misread, OrderView},
};
use crate::domain::money::{Amount, Currency};
use serde::{Deserialize, Serialize};

/// Which of several products do words mean, or is the one wished for that was only asked after?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhichAsked {
    /// The words.
    pub written: String,
    /// How many are wanted, if that is not what the words say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<u32>,
    /// What they may mean; a product that is only asked after stands alone.
    pub choices: Vec<Offered>,
    /// Whether these are lines of the order, of which an option is to be another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_order: bool,
    /// What prices are counted in.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
    /// What is clear of the order.
    pub order: OrderView,
    /// What of the message was not understood.
    pub misread: Misread,
    /// Whether an answer was given that cannot be one.
    pub again: bool,
    /// What was asked back, if anything.
    #[serde(default, skip_serializing_if = "Told::is_empty")]
    pub told: Told,
    /// Whether what does not answer it gets no further word, so that a way out is told with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub way_out: bool,
    /// Whether only words that mention the bot are heard.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unheard: bool,
    /// The question's turn.
    pub turn: u32,
}

/// A product that may be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// What it is called.
    pub name: String,
    /// What a piece costs, if it has a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// How many are left, if it runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
}

/// Which value is an option of a product to have?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionAsked {
    /// The product, and how many of it.
    pub product: (String, u32),
    /// The option.
    pub option: String,
    /// What can be chosen, or what to write.
    pub answers: Answers,
    /// What each choice adds to the price of one piece; empty if none adds anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surcharges: Vec<Amount>,
    /// What that is counted in.
    #[serde(default, skip_serializing_if = "Currency::is_unstated")]
    pub currency: Currency,
    /// Whether it was to be left out, and cannot be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needed: bool,
    /// Whether it is told how a text is given that looks like talk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quote: bool,
    /// Whether an answer was given that cannot be one.
    pub again: bool,
    /// What was asked back, if anything.
    #[serde(default, skip_serializing_if = "Told::is_empty")]
    pub told: Told,
    /// What of the message was not understood.
    pub misread: Misread,
    /// Whether what does not answer it gets no further word, so that a way out is told with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub way_out: bool,
    /// Whether only words that mention the bot are heard.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unheard: bool,
    /// The question's turn.
    pub turn: u32,
}
