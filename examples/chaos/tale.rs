//! What one customer did and what must have come of it: the judge's book.

use discord_sim::people::interaction::Interaction;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One story, while it goes on and afterwards.
pub(crate) struct Tale {
    /// The number of its server.
    pub(crate) shop: usize,
    /// Whose it is.
    pub(crate) customer: u64,
    book: Mutex<Book>,
}

/// What is written about a story.
#[derive(Default)]
pub(crate) struct Book {
    /// All presses on "Create Ticket".
    pub(crate) presses: Vec<Interaction>,
    /// The channel of its ticket.
    pub(crate) channel: Option<u64>,
    /// Messages that its people wrote.
    pub(crate) messages: u64,
    /// What the bot must have said in the channel, each as often as it stands here.
    pub(crate) expected: Vec<String>,
    /// How many its order card must show in the end.
    pub(crate) ordered: Option<u32>,
    /// What it waits for.
    pub(crate) waits_for: String,
    /// Whether it was lived to its end.
    pub(crate) finished: bool,
}

impl Tale {
    /// One that has not begun.
    pub(crate) fn new(shop: usize, customer: u64) -> Self {
        Self { shop, customer, book: Mutex::default() }
    }

    /// What is written about it.
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bot must say this.
    pub(crate) fn expect(&self, what: &str) {
        self.book().expected.push(what.to_owned());
    }
}

/// Whether it is an order card, which is edited and never said again.
pub(crate) fn is_card(embed: &serde_json::Value) -> bool {
    embed["fields"].as_array().is_some_and(|fields| !fields.is_empty())
}

/// What the bot said, as one line to compare: the title, and for an order how many.
pub(crate) fn line_of(embed: &serde_json::Value) -> Option<String> {
    let title = embed["title"].as_str()?;
    if title != "Your order" && !is_card(embed) {
        return Some(title.to_owned());
    }
    let text = embed["description"].as_str().unwrap_or_default();
    let quantity: String = text
        .chars()
        .skip_while(|it| !it.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    Some(if is_card(embed) { card_line(&quantity) } else { order_line(&quantity) })
}

/// The line of an order card that shows so many.
pub(crate) fn card_line(quantity: &str) -> String {
    format!("Card: {quantity}")
}

/// The line of an order of so many.
pub(crate) fn order_line(quantity: &str) -> String {
    format!("Your order: {quantity}")
}
