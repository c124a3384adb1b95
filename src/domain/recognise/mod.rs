//! What a customer's words ask for: free text in, products and quantities out.
//!
//! 1. `tokens` folds the text and cuts it into runs of letters and digits.
//! 2. `spans` looks up every short run of tokens, joined without separators, in the [`Index`] and
//!    chooses the names that explain the most letters; `mentions` judges which of them are wishes.
//! 3. `quantity` reads the numbers around the chosen names.
//! 4. `leftover` collects the words that nothing explained, to be shown to the customer.

mod index;
mod leftover;
mod mentions;
mod plural;
mod quantity;
mod roles;
mod spans;
mod tokens;
mod words;

pub use index::Index;

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::ProductId;

/// The most of one product that one message can ask for.
pub const MOST_OF_ONE: u32 = 999;

/// What was understood of one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognition {
    /// The products asked for, each once, in the order of their first mention.
    pub lines: Vec<OrderLine>,
    /// The customer's own words that were not understood, in their order, without greetings,
    /// requests and other words that carry nothing. Each is a part of the text as it was written.
    pub unknown: Vec<String>,
    /// For each mention that could mean several products: those products.
    pub ambiguous: Vec<Vec<ProductId>>,
    /// The products of which more than [`MOST_OF_ONE`] were asked; their line says that many.
    pub capped: Vec<ProductId>,
}

/// So many of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The product.
    pub product: ProductId,
    /// How many, from 1 to [`MOST_OF_ONE`].
    pub quantity: u32,
}

/// What `text` asks for. Total: any text has an answer, the same one every time, in a time that
/// grows in proportion to its length.
pub fn recognise(index: &Index, text: &str) -> Recognition {
    let tokens = tokens::read(text, |word| index.is_word(word));
    let roles = roles::of(&tokens);
    let mentions = mentions::find(index, &tokens, &roles);
    let counts = quantity::read(&tokens, &roles, &mentions);
    let mut found = Recognition {
        unknown: leftover::phrases(text, &tokens, &roles, &counts.used),
        ..Recognition::default()
    };
    for (mention, count) in mentions.iter().zip(&counts.of_mention) {
        match *mention.products.as_slice() {
            [_] if *count == Some(0) => {}
            [one] => found.add(index.id(one), count.unwrap_or(1)),
            ref several => {
                let choice = several.iter().map(|&product| index.id(product).clone()).collect();
                if !found.ambiguous.contains(&choice) {
                    found.ambiguous.push(choice);
                }
            }
        }
    }
    found
}

/// What a name is compared by: its folded letters and digits, joined.
pub(crate) fn key_of(name: &str) -> String {
    let tokens = tokens::read(name, |_| true);
    tokens.keys
}

impl Recognition {
    fn add(&mut self, product: &ProductId, count: u32) {
        let known = self.lines.iter().position(|line| line.product == *product);
        let before = known.map_or(0, |at| self.lines[at].quantity);
        let wanted = before.saturating_add(count);
        let quantity = wanted.min(MOST_OF_ONE);
        if wanted > MOST_OF_ONE && !self.capped.contains(product) {
            self.capped.push(product.clone());
        }
        match known {
            Some(at) => self.lines[at].quantity = quantity,
            None => self.lines.push(OrderLine { product: product.clone(), quantity }),
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
