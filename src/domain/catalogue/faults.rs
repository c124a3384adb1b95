//! What can be wrong with a list of products, in words for the admin who wrote it.

use std::fmt;

use super::{
    LONGEST_ANSWER, LONGEST_NAME, LONGEST_PATTERN, MOST_ALIASES, MOST_CHOICES, MOST_DISCOUNTS,
    MOST_HOLD_HOURS, MOST_OPTIONS, MOST_PATTERNS, MOST_PRODUCTS, ProductId,
};

/// One thing that is wrong with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFault {
    /// Where.
    pub part: Part,
    /// What is wrong with it.
    pub problem: CatalogueProblem,
}

/// A part of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The currency.
    Currency,
    /// The list of discounts.
    Discounts,
    /// A discount, counted from 0 in the order of the list.
    Discount(usize),
    /// The limits of an order.
    Limits,
    /// A product, counted from 0 in the order of the list.
    Product(usize),
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency => out.write_str("currency"),
            Self::Discounts => out.write_str("discounts"),
            Self::Discount(at) => write!(out, "discount {}", at + 1),
            Self::Limits => out.write_str("limits"),
            Self::Product(at) => write!(out, "product {}", at + 1),
        }
    }
}

/// What is wrong and what to do about it, as a sentence for the admin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueProblem {
    /// The list is longer than [`MOST_PRODUCTS`].
    #[error("there are {count} products and the most is {MOST_PRODUCTS}: split the catalogue")]
    TooManyProducts {
        /// How many there are.
        count: usize,
    },
    /// A name or an alias is empty.
    #[error("a name or an alias is empty: write one or remove it")]
    EmptyName,
    /// A name or an alias is longer than [`LONGEST_NAME`].
    #[error(
        "the name starting \"{start}\" is longer than {LONGEST_NAME} characters: shorten it, or \
         check that a separator or a quote is not missing"
    )]
    LongName {
        /// Its first characters.
        start: String,
    },
    /// A name or an alias has a line break or another control character in it.
    #[error("the name {name:?} has a line break or a control character in it: remove that")]
    ControlCharacter {
        /// The name or alias.
        name: String,
    },
    /// A product has more than [`MOST_ALIASES`].
    #[error("there are {count} aliases and the most is {MOST_ALIASES}: remove some")]
    TooManyAliases {
        /// How many there are.
        count: usize,
    },
    /// Two products have one id.
    #[error("the id \"{id}\" belongs to product {} already: give this one another id", first + 1)]
    SameId {
        /// The id.
        id: ProductId,
        /// The product that had it first, counted from 0.
        first: usize,
    },
    /// Two products have names that customers' words cannot tell apart.
    #[error(
        "\"{name}\" reads the same as \"{their_name}\" of product {} ({their_id}): change one of \
         them; capitals, accents, spaces and punctuation make no difference, except for a plus \
         behind a word and the point of a number",
        first + 1
    )]
    SameName {
        /// The name or alias of this product.
        name: String,
        /// The product that had it first, counted from 0.
        first: usize,
        /// The name or alias of that product.
        their_name: String,
        /// The id of that product.
        their_id: ProductId,
    },
    /// A name has neither a letter nor a digit.
    #[error("\"{name}\" has no letter or digit to recognise it by: write it in words")]
    NothingToRecognise {
        /// The name or alias.
        name: String,
    },
    /// An amount is below nothing or above [`crate::domain::money::Amount::GREATEST`].
    #[error("the {what} is below 0 or too much: write an amount that people pay")]
    AmountOutOfRange {
        /// Which one.
        what: &'static str,
    },
    /// The price and the dearest choices together are more than a price may be.
    #[error("the price with the dearest choices is too much: lower the price or a surcharge")]
    TooDear,
    /// A number that must be 1 or more is not.
    #[error("\"{what}\" is 0, so that nobody could order: write 1 or more, or leave it out")]
    Zero {
        /// Which one.
        what: &'static str,
    },
    /// What is confirmed would be held for no time, or longer than [`MOST_HOLD_HOURS`].
    #[error("\"hold_hours\" must be from 1 to {MOST_HOLD_HOURS}, which is a year")]
    BadHoldHours,
    /// A product has more options than [`MOST_OPTIONS`].
    #[error("there are {count} options and the most is {MOST_OPTIONS}: remove some")]
    TooManyOptions {
        /// How many there are.
        count: usize,
    },
    /// A short text is empty, long, or of more than one line.
    #[error("the {what} \"{start}\" must be one line of 1 to {longest} characters")]
    BadText {
        /// What the text is.
        what: &'static str,
        /// Its first characters.
        start: String,
        /// The most characters.
        longest: usize,
    },
    /// Two options of a product have one name.
    #[error("there are two options called \"{name}\": give one of them another name")]
    SameOption {
        /// The name.
        name: String,
    },
    /// An option with no choices, or with more than [`MOST_CHOICES`].
    #[error("the option \"{option}\" has {count} choices: write 1 to {MOST_CHOICES}")]
    CountOfChoices {
        /// The name of the option.
        option: String,
        /// How many there are.
        count: usize,
    },
    /// Two choices of an option read the same.
    #[error(
        "the choices \"{first}\" and \"{second}\" of \"{option}\" read the same: change or remove one"
    )]
    SameChoice {
        /// The name of the option.
        option: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// An option allows answers of no length, or too long ones.
    #[error("\"longest\" of \"{option}\" is {longest}: write 1 to {LONGEST_ANSWER} characters")]
    BadLongest {
        /// The name of the option.
        option: String,
        /// The length that is written there.
        longest: u16,
    },
    /// A pattern is too long.
    #[error("the pattern of \"{option}\" is longer than {LONGEST_PATTERN} characters: shorten it")]
    LongPattern {
        /// The name of the option.
        option: String,
    },
    /// A pattern is no regular expression, or one that is too large.
    #[error("the pattern \"{pattern}\" of \"{option}\" cannot be used: {reason}")]
    BadPattern {
        /// The name of the option.
        option: String,
        /// The pattern.
        pattern: String,
        /// Why.
        reason: String,
    },
    /// There are more different patterns than [`MOST_PATTERNS`].
    #[error(
        "this is the pattern after the {MOST_PATTERNS}th that differs from the others, which is the \
         most: use one that is there already"
    )]
    TooManyPatterns,
    /// There are more discounts than [`MOST_DISCOUNTS`].
    #[error("there are {count} discounts and the most is {MOST_DISCOUNTS}: remove some")]
    TooManyDiscounts {
        /// How many there are.
        count: usize,
    },
    /// A discount of nothing, or of more than everything.
    #[error("the percent of \"{name}\" is not between 0.01 and 100: write for example 12.5")]
    BadPercent {
        /// The name of the discount.
        name: String,
    },
    /// A question that has one answer only.
    #[error(
        "\"{option}\" has one choice only, and customers are asked for it all the same: write \
         another choice, remove the option, or let them do without it (\"required\": false; in a \
         table a ? before the =)"
    )]
    OneChoice {
        /// The name of the option.
        option: String,
    },
    /// The only choice of an option looks like several.
    #[error(
        "\"{option}\" has one choice only, \"{choice}\": if these are several, write each by itself \
         ([\"red\", \"blue\"]; in a table a | between them: Colour=red|blue)"
    )]
    ChoicesInOne {
        /// The name of the option.
        option: String,
        /// The choice.
        choice: String,
    },
    /// Fields of products that mean nothing to us.
    #[error(
        "{fields} {}: what the bot reads of a product is id, name, aliases, price, options, most, \
         stock, brand and category",
        if *.several { "are kept, and not used" } else { "is kept, and not used" }
    )]
    NotUsed {
        /// Which.
        fields: String,
        /// They are more than one.
        several: bool,
    },
    /// A name of a currency is taken for the money of a game.
    #[error(
        "\"{word}\" is taken for the money of a game, which has whole numbers: if the currency {code} \
         is meant, write {code}"
    )]
    NameOfCurrency {
        /// What stands there.
        word: String,
        /// The code of the currency.
        code: &'static str,
    },
    /// A discount that every order gets.
    #[error(
        "the discount \"{name}\" is taken off every order: if it is meant for some only, write \
         \"from_items\" (2 or more), \"from_subtotal\" or \"role\""
    )]
    ForEveryOrder {
        /// Its name.
        name: String,
    },
}

impl CatalogueProblem {
    /// Whether the catalogue cannot be used before this is mended. What does not stop it is advice.
    #[must_use]
    pub fn stops(&self) -> bool {
        !matches!(
            self,
            Self::OneChoice { .. }
                | Self::ChoicesInOne { .. }
                | Self::NotUsed { .. }
                | Self::NameOfCurrency { .. }
                | Self::ForEveryOrder { .. }
        )
    }
}
