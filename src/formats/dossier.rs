//! A dossier: one ticket's terms, order, acceptance and messages as one file that verifies itself.
//!
//! The file is a page that a browser shows. Its data are one line of JSON in one fixed form, and
//! the page says the SHA-256 of that line; a script in it computes both and shows what it has
//! verified, and nothing else. [`read()`] does the same without a browser.

mod build;
mod data;
mod page;
mod read;

#[cfg(test)]
mod tests;

pub use data::{
    Accepted, Answer, Attached, By, Conversation, CutShort, Dossier, FORMAT, Item, Made, Message,
    Order, PROGRAM, Person, Reduced, Request, Server, Stand, Terms, line, utc,
};
pub use page::{digest, write};
pub use read::{Faulty, LARGEST_DOSSIER, TermsVerdict, Verified, read};
