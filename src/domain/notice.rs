//! What people are told, as data without wording.

use super::{
    answer::Answer,
    desk::DocumentKind,
    flow::Stage,
    ids::{ChannelId, RoleId, UserId},
    permissions::Permissions,
};
use serde::{Deserialize, Serialize};

/// Something to say in a ticket's channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Notice {
    /// Stage 0: what do you want?
    Welcome {
        /// Whom to greet.
        customer: Option<UserId>,
        /// Whether the ticket had begun before and starts anew.
        again: bool,
    },
    /// Stage 5: is this what you want?
    OrderRead {
        /// What was understood.
        order: OrderView,
        /// What was not.
        misread: Misread,
        /// The question's turn.
        turn: u32,
    },
    /// Nothing of the message was understood; still stage 0.
    NothingRead {
        /// What was not understood.
        misread: Misread,
    },
    /// Stage 20: do you accept?
    TermsAsked {
        /// The terms; the built-in ones if none.
        terms: Option<String>,
        /// The question's turn.
        turn: u32,
    },
    /// The request is complete; staff are called.
    Placed {
        /// What is wanted.
        order: OrderView,
        /// Who wants it.
        customer: Option<UserId>,
        /// Whom to call.
        staff: Vec<RoleId>,
    },
    /// The terms were declined; still stage 20.
    TermsDeclined {
        /// The question's turn, which can still be answered Yes.
        turn: u32,
    },
    /// A Yes or No is awaited, and this was neither.
    AnswerAwaited {
        /// The question's turn.
        turn: u32,
        /// The stage.
        stage: Stage,
        /// Whether "refresh" starts over.
        refresh: bool,
    },
    /// The ticket is closed.
    Closed {
        /// Who closed it.
        by: UserId,
    },
    /// It is closed, yet could not be moved to where closed tickets are.
    NotMoved {
        /// Why.
        why: NotMoved,
        /// Whom to tell.
        managers: Vec<RoleId>,
    },
    /// The customer has left the server.
    CustomerLeft {
        /// Who.
        customer: UserId,
    },
}

/// An order as it is shown: names instead of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Product names with how many.
    pub lines: Vec<(String, u32)>,
    /// The customer's own words, where there is no catalogue.
    pub words: Option<String>,
}

/// What of a message was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misread {
    /// Words that name nothing in the catalogue.
    pub unknown: Vec<String>,
    /// Words that name several products: the names of each such set.
    pub unclear: Vec<Vec<String>>,
    /// Products that the words which name nothing are near to.
    #[serde(default)]
    pub near: Vec<String>,
    /// Products of which more were asked for than one order can have.
    #[serde(default)]
    pub capped: Vec<String>,
}

/// Why a closed ticket stands where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotMoved {
    /// The category is full.
    CategoryFull,
    /// The category is gone, or the bot may not use it.
    CategoryUnusable,
}

/// The answer to one press or command, which only its person sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answered", rename_all = "snake_case")]
pub enum Answered {
    /// The ticket is ready.
    TicketReady {
        /// Its channel.
        channel: ChannelId,
    },
    /// There was one already.
    TicketExists {
        /// Its channel.
        channel: ChannelId,
    },
    /// It is being made, and so many presses wait for it that this one is not told later.
    TicketComes,
    /// It could not be made.
    TicketFailed {
        /// Why.
        why: Obstacle,
    },
    /// The question above was answered by this press: the message shows the answer and loses
    /// its buttons.
    Taken {
        /// What was pressed.
        answer: Answer,
        /// By whom.
        by: UserId,
    },
    /// The ticket is closed.
    TicketClosed,
    /// It could not be closed.
    CloseFailed {
        /// Why.
        why: Obstacle,
    },
    /// The set-up is done.
    SetUp {
        /// Where the panel stands.
        panel: ChannelId,
    },
    /// The set-up was saved, yet the panel could not be posted.
    PanelFailed {
        /// Why.
        why: Obstacle,
    },
    /// The new document is in use.
    DocumentSet {
        /// Which.
        kind: DocumentKind,
        /// Its version.
        version: u32,
        /// How many products it has, for a catalogue.
        products: usize,
    },
    /// "refresh" is now on or off.
    RefreshSet {
        /// Whether it is on.
        on: bool,
    },
    /// Nothing was done, for a reason that the person can do something about.
    Refused(Refusal),
}

/// What stood in our way at Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The server has as many channels as Discord allows.
    GuildFull,
    /// The bot lacks a permission or cannot see the channel.
    MissingPermission,
    /// Discord did not answer in time.
    Unavailable,
    /// Discord refused for a reason that we do not know; the log has it under the effect's id.
    Other,
}

/// Why a person's wish was not fulfilled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    /// The server has not been set up.
    NotSetUp,
    /// Only the customer can answer this.
    NotYourQuestion,
    /// Only the customer and staff can do this.
    NotYourTicket,
    /// The question has been answered, or asked anew.
    QuestionOver,
    /// There is no such ticket in this channel.
    NoTicketHere,
    /// The ticket is closed.
    TicketOver,
    /// It is being closed.
    TicketCloses,
    /// Needs the permission "Manage Server".
    NotAnAdmin,
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
    /// The button or command is not one that this version knows.
    Unknown,
    /// Something of ours failed; the log has the reference.
    Ours {
        /// The reference.
        reference: String,
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
    /// The panel's text is too long.
    PanelTextTooLong {
        /// Its length in characters.
        length: usize,
    },
}
