//! What a server has set up: its roles, categories, panel, documents and types of tickets.

mod publication;
mod ticket_type;

pub use publication::{Publication, Way};
pub use ticket_type::{Offer, TicketType, TypeId};

use super::{
    ids::{ChannelId, MessageId, RoleId},
    language::Language,
    ticket::Pins,
    tongue::OwnTexts,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A server's settings. They are one record with one version, whatever is changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Who works here and where tickets go; none until `/ticketflow setup` has succeeded.
    pub settings: Option<Settings>,
    /// The panel as it was last posted.
    pub panel: Option<Panel>,
    /// Where it is to stand: it may be on its way there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel_channel: Option<ChannelId>,
    /// The catalogue in use; 0 while there is none.
    pub catalogue: u32,
    /// The terms in use; 0 while there are none.
    pub terms: u32,
    /// The language that the server was set to when it was last set up: staff's.
    #[serde(default)]
    pub language: Language,
    /// The flow in use; 0 for the built-in one.
    #[serde(default)]
    pub flow: u32,
    /// The newest version that there is of each of them.
    #[serde(default)]
    pub newest: Pins,
    /// What was put to use lately, the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Publication>,
    /// The types of tickets that the panel offers, in its order; without any, it offers one button.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TicketType>,
    /// Its own texts.
    #[serde(default, skip_serializing_if = "OwnTexts::is_default")]
    pub texts: OwnTexts,
    /// Whether an admin was told that Discord keeps from the bot what people write.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told_unread: bool,
    /// Whether "refresh" sends a ticket back to its first stage.
    pub refresh: bool,
    /// What a newer version has written of it and this one does not know.
    #[serde(flatten)]
    pub beyond: Map<String, Value>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            settings: None,
            panel: None,
            panel_channel: None,
            catalogue: 0,
            terms: 0,
            language: Language::ENGLISH,
            flow: 0,
            newest: Pins::default(),
            history: vec![],
            types: vec![],
            texts: OwnTexts::default(),
            told_unread: false,
            refresh: true,
            beyond: Map::new(),
        }
    }
}

/// What `/ticketflow setup` was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Roles that see open tickets and are called.
    pub staff: Vec<RoleId>,
    /// Roles that see closed tickets.
    pub managers: Vec<RoleId>,
    /// Where channels of new tickets are made.
    pub open_category: Option<ChannelId>,
    /// Where channels of closed tickets are moved.
    pub closed_category: Option<ChannelId>,
    /// What the panel says above its button; the built-in words if none.
    pub panel_text: Option<String>,
    /// What a newer version has written of them and this one does not know.
    #[serde(flatten)]
    pub beyond: Map<String, Value>,
}

/// The message with the "Create Ticket" button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// Its channel.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

/// What kind of document a server keeps in versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Its products, as JSON of [`super::catalogue::Catalogue`].
    Catalogue,
    /// Its terms and conditions, as text.
    Terms,
    /// Its flow, as JSON of [`super::flow::Flow`].
    Flow,
    /// Its own texts in one language, in Fluent's format.
    Texts,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Catalogue, Self::Terms, Self::Flow, Self::Texts];
}

/// One version of a document. It never changes; a change is a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its version, from 1.
    pub version: u32,
    /// Its text.
    pub body: String,
}

/// The longest terms that fit into one message beside the question, in UTF-16 units: the
/// description of an embed holds 4,096 (Discord docs, Embed Limits).
pub const TERMS_LIMIT: usize = 3_500;
/// The most types of tickets that a panel offers: a message has five rows of five buttons
/// (Discord docs, Component Reference).
pub const MOST_TYPES: usize = 25;
/// The longest label of a button (Discord docs, Button).
pub const LABEL_LIMIT: usize = 80;
/// The longest text of a panel, in characters.
pub const PANEL_TEXT_LIMIT: usize = 2_000;
