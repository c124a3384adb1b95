//! The order card: the one message of a ticket that shows its order, edited in place.

use super::{
    ids::{MessageId, UserId},
    notice::{Misread, OrderView, Prompt, Values},
    order::LineId,
    reply::ReplyTo,
};
use serde::{Deserialize, Serialize};

/// Where the card is. At most one effect at a time posts or edits it, so that a burst of changes
/// becomes two edits, and the last of them shows the order as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its message; none before it was posted, or after somebody deleted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// Whether it is being posted or edited.
    pub under_way: bool,
    /// Whether something has changed since that was decided.
    pub stale: bool,
    /// The newest press on it since then, through which the next edit goes: that costs nothing of
    /// the 50 calls a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<ReplyTo>,
}

/// What the card shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// Whose order it is.
    pub customer: Option<UserId>,
    /// The order.
    pub order: OrderView,
    /// What of the last message was not understood, while the order can be changed.
    #[serde(default)]
    pub misread: Misread,
    /// How far it is.
    pub standing: CardStanding,
    /// Whether there is a list of products to choose from, while the order can be changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lists: bool,
    /// Whether only words that mention the bot are heard.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unheard: bool,
    /// Who of the staff handles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<UserId>,
}

/// How far an order is, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CardStanding {
    /// It is not confirmed.
    Draft {
        /// The question on the card, if what waits is whether the order is right: its turn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<CardQuestion>,
        /// Whether it can be changed now, by the menu of lines and by the buttons of the one that
        /// was picked; not while the flow asks for something else.
        #[serde(default = "as_before")]
        changeable: bool,
        /// The line that was picked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        picked: Option<LineId>,
    },
    /// It is confirmed, and something else is being asked.
    Confirmed,
    /// The request is complete.
    Placed,
}

/// The question whether an order is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardQuestion {
    /// Its words.
    pub prompt: Prompt,
    /// What they may speak of beside the customer and the order, which the card has.
    #[serde(default)]
    pub values: Box<Values>,
    /// Its turn.
    pub turn: u32,
}

/// Drafts that were written down before that was told apart could be changed.
fn as_before() -> bool {
    true
}
