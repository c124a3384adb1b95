//! What can be wrong with a list of products, in words for the admin who wrote it.

use super::{LONGEST_NAME, MOST_ALIASES, MOST_PRODUCTS, ProductId};

/// One thing that is wrong with a list of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFault {
    /// Which product, counted from 0 in the order of the list.
    pub product: usize,
    /// What is wrong with it.
    pub problem: CatalogueProblem,
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
         them; capitals, accents, spaces and punctuation make no difference",
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
}
