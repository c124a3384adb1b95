//! What a customer's words ask for: free text in, products and quantities out.
//!
//! 1. `tokens` folds the text and cuts it into runs of letters and digits; `roles` says what each
//!    does where it is no part of a name.
//! 2. `spans` looks up every short run of tokens, joined without separators, in the [`Index`], with
//!    slips of the pen, and chooses the names that explain the most letters. `mentions` joins those
//!    that belong together, and `evidence` says which of them are spoken of as wishes.
//! 3. `quantity` reads the numbers around the names.
//! 4. `wishes` reads removals and corrections.
//! 5. `leftover` collects the words that nothing explained, to be shown to the customer.

mod evidence;
mod explain;
mod index;
mod leftover;
mod mentions;
mod plural;
mod quantity;
mod roles;
mod spans;
mod tokens;
mod wishes;
mod words;

pub use explain::explain;
pub use index::Index;

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::ProductId;
use mentions::Mentions;
use quantity::Counts;
use roles::Role;
use tokens::Tokens;
use wishes::Wishes;

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
    /// Products that words which were not understood are near to.
    pub suggested: Vec<ProductId>,
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
    let read = Reading::new(index, text);
    let mut found = Recognition {
        unknown: leftover::phrases(text, &read.tokens, &read.roles, &read.counts.used),
        suggested: read.suggested(index),
        ..Recognition::default()
    };
    for wish in &read.wishes.stay {
        match *wish.products.as_slice() {
            [_] if wish.count == Some(0) => {}
            [one] => found.add(index.id(one), wish.count.unwrap_or(1)),
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

/// All that was read out of a text.
struct Reading {
    tokens: Tokens,
    roles: Vec<Role>,
    mentions: Mentions,
    counts: Counts,
    wishes: Wishes,
}

impl Reading {
    fn new(index: &Index, text: &str) -> Self {
        let tokens = tokens::read(text, |word| index.is_word(word));
        let roles = roles::of(&tokens);
        let mentions = mentions::find(index, &tokens, &roles);
        let mut counts = quantity::read(&tokens, &roles, &mentions.wishes);
        let wishes = wishes::read(index, &tokens, &roles, &mentions.wishes, &mut counts);
        Self { tokens, roles, mentions, counts, wishes }
    }

    fn suggested(&self, index: &Index) -> Vec<ProductId> {
        let mut near = Vec::new();
        for (mention, doubt) in &self.mentions.doubted {
            if doubt.leaves_near(mention) {
                near.extend(mention.products.iter().map(|&product| index.id(product).clone()));
            }
        }
        near
    }
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
