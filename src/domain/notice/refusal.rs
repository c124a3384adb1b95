//! Why a person's wish was not fulfilled.

use crate::domain::{
    desk::{DocumentKind, TypeId},
    ids::{ChannelId, RoleId, TicketNumber, UserId},
    permissions::Permissions,
};
use serde::{Deserialize, Serialize};

/// Why a person's wish was not fulfilled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    /// The server has not been set up.
    NotSetUp,
    /// No product of the catalogue is called that.
    NoSuchProduct {
        /// What was written.
        written: String,
    },
    /// The product does not run out: its catalogue does not say how many there are.
    NotCounted {
        /// What it is called.
        product: String,
    },
    /// Only the customer can answer this.
    NotYourQuestion,
    /// Only the customer and staff can do this.
    NotYourTicket,
    /// The question has been answered, or asked anew.
    QuestionOver,
    /// The question that this was written for has been answered, or asked anew.
    WrittenTooLate {
        /// What was written, so that it is not lost.
        text: String,
    },
    /// The order is confirmed and cannot be changed on its card.
    OrderFixed,
    /// The line is not in the order any more.
    LineGone,
    /// The product is not sold any more.
    NotSold,
    /// Only staff can do this.
    NotStaff,
    /// Somebody else handles it.
    HandledBy {
        /// Who.
        handler: UserId,
    },
    /// There is no such ticket in this channel.
    NoTicketHere,
    /// The ticket is closed.
    TicketOver,
    /// It is being closed.
    TicketCloses,
    /// There is no ticket of this number.
    NoSuchTicket {
        /// The number.
        ticket: TicketNumber,
    },
    /// Needs the permission "Manage Server".
    NotAnAdmin,
    /// Needs that permission or one of the manager roles.
    NotAManager,
    /// The set-up has mistakes.
    SetUpFaults {
        /// All of them.
        faults: Vec<SetUpFault>,
    },
    /// The file has mistakes.
    DocumentFaults {
        /// Each in words, with its place.
        faults: Vec<String>,
    },
    /// There is nothing to export.
    NoDocument {
        /// What there is none of.
        kind: DocumentKind,
    },
    /// There is no such version of it.
    NoSuchVersion {
        /// The newest that there is.
        newest: u32,
    },
    /// There is no such type of tickets.
    NoSuchType {
        /// The names of those that there are.
        known: Vec<TypeId>,
    },
    /// The type of tickets is not offered any more.
    TypeRetired,
    /// The alias was not taught.
    NotTaught {
        /// Why.
        because: NotTaught,
    },
    /// The button or command is not one that this version knows.
    Unknown,
    /// Something of ours failed; the log has the reference.
    Ours {
        /// The reference.
        reference: String,
    },
}

/// Why an alias was not taught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum NotTaught {
    /// The message is not one that a person wrote.
    NotWritten,
    /// There is no letter or digit in it to recognise it by.
    NothingToRecognise,
    /// It means Yes, No or how many already.
    MeansSomethingElse,
    /// It is too long.
    TooLong,
    /// The product has as many aliases as it can.
    TooMany {
        /// What it is called.
        product: String,
    },
    /// The product is understood by these words already.
    Known {
        /// What it is called.
        product: String,
    },
    /// Another product is called so.
    Taken {
        /// What that is called.
        product: String,
    },
    /// No product has this name, alias or id.
    NoSuchProduct {
        /// What was written.
        written: String,
        /// What products are called that may be meant.
        near: Vec<String>,
    },
}

/// One thing that is wrong with a wished set-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum SetUpFault {
    /// The bot lacks permissions in the server.
    MissingInGuild {
        /// Which.
        missing: Permissions,
    },
    /// It lacks permissions in a channel or category.
    MissingInChannel {
        /// Where.
        channel: ChannelId,
        /// Which.
        missing: Permissions,
    },
    /// The channel is not in this server, or the bot was never told of it.
    NoSuchChannel {
        /// Which.
        channel: ChannelId,
    },
    /// The panel cannot be posted there: it is no text channel.
    NotATextChannel {
        /// Which.
        channel: ChannelId,
    },
    /// It is no category.
    NotACategory {
        /// Which.
        channel: ChannelId,
    },
    /// The role is not in this server.
    NoSuchRole {
        /// Which.
        role: RoleId,
    },
    /// The bot cannot call the role: it may be mentioned by nobody, and the bot lacks the
    /// permission to do so all the same.
    RoleCannotBeCalled {
        /// Which.
        role: RoleId,
    },
    /// The role is `@everyone`, which would show every ticket to everybody.
    EveryoneIsNoStaff,
    /// A type of tickets cannot be called so.
    BadTypeName,
    /// The label of a button is empty or too long.
    BadLabel,
    /// The panel offers as many types of tickets as it can.
    TooManyTypes,
    /// The panel's text is too long.
    PanelTextTooLong {
        /// Its length in characters.
        length: usize,
    },
}
