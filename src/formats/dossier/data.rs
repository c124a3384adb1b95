//! What a dossier says, and the one form in which it is written.

use crate::domain::{
    ids::{ChannelId, GuildId, InteractionId, MessageId, TicketNumber, UserId},
    ticket::Evidence,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The number of this form. Whoever changes what a field means, or leaves one out, takes the next.
pub const FORMAT: u32 = 1;

/// The program that makes them, and its version.
pub const PROGRAM: &str = concat!("TicketFlow ", env!("CARGO_PKG_VERSION"));

/// All that is known of one ticket. Times are in UTC, ids are texts, amounts are as they are shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// The number of the form.
    pub ticketflow_evidence: u32,
    /// Who had it made, and when.
    pub made: Made,
    /// Where the ticket was.
    pub server: Server,
    /// The ticket.
    pub ticket: Request,
    /// What the people are called that it names, as far as Discord said.
    pub people: Vec<Person>,
    /// The terms that were accepted; those that the ticket goes by if none were.
    pub terms: Terms,
    /// That they were accepted.
    pub acceptance: Option<Accepted>,
    /// What was ordered.
    pub order: Order,
    /// What the customer answered to the other questions.
    pub answers: Vec<Answer>,
    /// What was written in the ticket's channel.
    pub conversation: Conversation,
}

/// That a dossier was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// When.
    pub at: String,
    /// Who asked for it.
    pub by: UserId,
    /// The program and its version.
    pub program: String,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its id.
    pub id: GuildId,
    /// Its name; none if Discord did not say.
    pub name: Option<String>,
}

/// Where a ticket is in its life, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Its channel is being made.
    Opening,
    /// The conversation goes on.
    Open,
    /// The request is complete.
    Placed,
    /// It is being closed.
    Closing,
    /// It is closed.
    Closed,
    /// Its channel was deleted.
    ChannelGone,
    /// Its channel could not be made.
    Failed,
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Its number in the server.
    pub number: TicketNumber,
    /// Of which type it is; none for the server's own.
    pub kind: Option<String>,
    /// Whose it is.
    pub customer: Option<UserId>,
    /// Where it is in its life.
    pub stand: Stand,
    /// When it was asked for.
    pub opened: String,
    /// When the request was complete.
    pub placed: Option<String>,
    /// When it was closed, or its channel found to be gone.
    pub ended: Option<String>,
    /// Who closed it.
    pub closed_by: Option<UserId>,
    /// Who of the staff handles it.
    pub handler: Option<UserId>,
    /// Its channel.
    pub channel: Option<ChannelId>,
}

/// Somebody whom a dossier names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their id.
    pub id: UserId,
    /// Their name at Discord, which nobody else has at the same time.
    pub name: String,
    /// The name that they show.
    pub shown: Option<String>,
    /// Whether it is a program.
    pub program: bool,
}

/// A version of a server's terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Which; 0 for those that come with the program.
    pub version: u32,
    /// Their text as it is stored; none for version 0, of which none is stored.
    pub text: Option<String>,
}

/// That terms were accepted, as it was written down when it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The version.
    pub version: u32,
    /// The SHA-256 of their text, in hexadecimal digits; empty where none was written down.
    pub sha256: String,
    /// By whom.
    pub person: Option<UserId>,
    /// When.
    pub at: String,
    /// What they did.
    pub by: Option<By>,
}

/// What a person did to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// They wrote this message.
    Message(MessageId),
    /// They pressed a button, chose from a menu or filled in a form.
    Press(InteractionId),
}

impl From<Evidence> for By {
    fn from(evidence: Evidence) -> Self {
        match evidence {
            Evidence::Message(id) => Self::Message(id),
            Evidence::Press(id) => Self::Press(id),
        }
    }
}

/// An order. Its prices stay from its confirmation on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// When it was confirmed.
    pub confirmed: Option<String>,
    /// Its lines.
    pub lines: Vec<Item>,
    /// The customer's own words, where a server has no catalogue.
    pub words: Option<String>,
    /// The lines together, where something is taken off.
    pub subtotal: Option<String>,
    /// What is taken off.
    pub discount: Option<Reduced>,
    /// What is to be paid; none where nothing has a price.
    pub total: Option<String>,
    /// How many lines have no price.
    pub unpriced: usize,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What the product was called.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// The options that were chosen: name and value.
    pub options: Vec<(String, String)>,
    /// What one piece costs.
    pub unit: Option<String>,
    /// What all of them cost.
    pub total: Option<String>,
}

/// What is taken off an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reduced {
    /// Why.
    pub name: String,
    /// How much.
    pub amount: String,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The number of the question.
    pub stage: u16,
    /// What it was called, or what it said; none if that cannot be found any more.
    pub question: Option<String>,
    /// The answer.
    pub text: String,
    /// When it was given.
    pub at: String,
    /// What said so.
    pub by: By,
}

/// What was written in a ticket's channel, as Discord gave it when the dossier was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Conversation {
    /// It was read.
    Read {
        /// Why it was not read to its end, if it was not.
        cut_short: Option<CutShort>,
        /// The messages, the oldest first.
        messages: Vec<Message>,
    },
    /// The ticket never had a channel, or it is gone.
    NoChannel,
    /// The bot may not read the channel.
    NotReadable,
}

/// Why a conversation was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CutShort {
    /// It has more messages than a dossier holds.
    TooMany,
    /// Its messages are longer than a dossier can be.
    TooLong,
    /// Discord did not give the rest in time.
    TooSlow,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// When it was written.
    pub at: String,
    /// When it was changed last, as Discord says it.
    pub edited: Option<String>,
    /// Who wrote it.
    pub author: UserId,
    /// Whether that is the bot that made the dossier.
    pub ours: bool,
    /// The message that it answers.
    pub replies_to: Option<MessageId>,
    /// What it says.
    pub text: String,
    /// What the boxes below it say, each as lines.
    pub embeds: Vec<String>,
    /// The files that came with it.
    pub files: Vec<Attached>,
    /// What else there is about it that has no words here, such as a sticker.
    pub besides: Vec<String>,
}

/// A file that came with a message. It is not in the dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its address, which Discord lets expire.
    pub url: String,
}

/// A point in time as dossiers write it: `2026-01-31T23:59:59.123Z`.
#[must_use]
pub fn utc(at: Timestamp) -> String {
    let nanos = i128::from(at.0) * 1_000_000;
    let Ok(it) = OffsetDateTime::from_unix_timestamp_nanos(nanos) else {
        return "unknown".to_owned();
    };
    let (hour, minute, second, milli) = it.to_hms_milli();
    let (year, month, day) = (it.year(), u8::from(it.month()), it.day());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// Anything as one line of JSON in ASCII without spaces: the same bytes whatever a file is saved
/// as, with nothing in them that a page could take for markup.
///
/// # Errors
/// It cannot be JSON.
pub fn line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let json = serde_json::to_string(value)?;
    let mut line = String::with_capacity(json.len());
    for letter in json.chars() {
        // None of these stands outside of a text in JSON.
        if matches!(letter, ' '..='~') && !matches!(letter, '<' | '>' | '&') {
            line.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                line.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Ok(line)
}
