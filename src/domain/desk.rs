//! What a server has set up: its roles, categories, panel, catalogue and terms.

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
    /// The newest catalogue; 0 while there is none.
    pub catalogue: u32,
    /// The newest terms; 0 while there are none.
    pub terms: u32,
    /// The language that the server was set to when it was last set up: staff's.
    #[serde(default)]
    pub language: Language,
    /// The newest flow; 0 while the built-in one is used.
    #[serde(default)]
    pub flow: u32,
    /// Its own texts.
    #[serde(default, skip_serializing_if = "OwnTexts::is_default")]
    pub texts: OwnTexts,
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
            catalogue: 0,
            terms: 0,
            language: Language::ENGLISH,
            flow: 0,
            texts: OwnTexts::default(),
            refresh: true,
            beyond: Map::new(),
        }
    }
}

impl Desk {
    /// The versions of documents that are in use now.
    #[must_use]
    pub fn pins(&self) -> Pins {
        Pins { catalogue: self.catalogue, terms: self.terms, flow: self.flow }
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
/// The longest text of a panel, in characters.
pub const PANEL_TEXT_LIMIT: usize = 2_000;
