//! The stages of the conversation, and what each expects.

use serde::{Deserialize, Serialize};

/// The number of a stage. It is stored, and part of the format that old state is imported from;
/// the gaps leave room for stages in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stage(pub u16);

impl Stage {
    /// What do you want? Free text.
    pub const ORDER: Self = Self(0);
    /// Is this what you want? Yes or No.
    pub const CONFIRM: Self = Self(5);
    /// Do you accept the terms? Yes or No.
    pub const TERMS: Self = Self(20);
    /// All stages, in the order in which a ticket goes through them.
    pub const ALL: [Self; 3] = [Self::ORDER, Self::CONFIRM, Self::TERMS];

    /// What this stage waits for. A number between two stages, which only imported state can
    /// carry, means the stage below it.
    #[must_use]
    pub fn expects(self) -> Expectation {
        if self < Self::CONFIRM {
            Expectation::Order
        } else if self < Self::TERMS {
            Expectation::Confirmation
        } else {
            Expectation::Agreement
        }
    }
}

/// What a stage waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Free text that names products.
    Order,
    /// Yes or No to what was understood.
    Confirmation,
    /// Yes or No to the terms.
    Agreement,
}
