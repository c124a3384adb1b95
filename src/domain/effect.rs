//! Everything that we can ask of Discord.

use super::{
    card::CardView,
    ids::{ChannelId, EffectId, MessageId, RoleId, TicketNumber, UserId},
    notice::{Answered, Hint, Notice, Refusal},
    reply::ReplyTo,
    ticket::Pinned,
    time::Timestamp,
    tongue::{Tongue, Tongues},
};
use serde::{Deserialize, Serialize};

/// One thing to do to Discord. Each can be repeated without doing it twice; only a whisper may
/// be read twice, by the one person who sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Effect {
    /// Make the ticket's channel. Reports what came of it.
    CreateChannel {
        /// Who it is for.
        customer: UserId,
        /// Who else sees it.
        staff: Vec<RoleId>,
        /// Where; at the top of the server if none, or if nothing can be made in it.
        category: Option<ChannelId>,
        /// When the ticket was asked for: part of the marker that the channel carries.
        opened_at: Timestamp,
    },
    /// Say something in the ticket's channel.
    Say {
        /// The channel.
        channel: ChannelId,
        /// What.
        notice: Notice,
        /// The press that led to it: through it the words cost nothing of the 50 calls a second.
        via: Option<ReplyTo>,
        /// In which tongues.
        #[serde(default, skip_serializing_if = "Tongues::is_default")]
        tongues: Tongues,
    },
    /// Post the order card, or edit it where it stands. Reports what came of it.
    ShowCard {
        /// The channel.
        channel: ChannelId,
        /// Its message; none if it is to be posted.
        message: Option<MessageId>,
        /// What it shows.
        view: Box<CardView>,
        /// The press on it that led to this.
        via: Option<ReplyTo>,
        /// In whose words.
        #[serde(default, skip_serializing_if = "Tongues::is_default")]
        tongues: Tongues,
    },
    /// Answer a press or command.
    Reply {
        /// Which.
        to: ReplyTo,
        /// What.
        answer: Answered,
        /// What is said beside it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hint: Option<Hint>,
        /// In which tongue.
        #[serde(default, skip_serializing_if = "Tongue::is_default")]
        tongue: Tongue,
    },
    /// Tell somebody who pressed a button why nothing was done, beside the message that has the
    /// button: others need that message as it is.
    Whisper {
        /// The press.
        to: ReplyTo,
        /// Why.
        refusal: Refusal,
        /// In which tongue.
        #[serde(default, skip_serializing_if = "Tongue::is_default")]
        tongue: Tongue,
    },
    /// Remove a channel that was made for a ticket that has another one, or none any more.
    RemoveChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Hide the channel from all but managers, and move it. Reports what came of it.
    HideChannel {
        /// The channel.
        channel: ChannelId,
        /// Who still sees it.
        managers: Vec<RoleId>,
        /// Where to.
        category: Option<ChannelId>,
        /// Who closed it, for the audit log.
        by: UserId,
    },
    /// Post the panel, or mend it where it stands. Reports what came of it.
    PostPanel {
        /// Where.
        channel: ChannelId,
        /// Its words; the built-in ones if none.
        text: Option<String>,
        /// Its buttons; the one of the server itself if none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        offers: Vec<super::desk::Offer>,
        /// The panel as it stood when this was decided: mended if it is there.
        former: Option<super::desk::Panel>,
        /// The command that asked for it.
        reply: ReplyTo,
        /// In which tongue.
        #[serde(default, skip_serializing_if = "Tongue::is_default")]
        tongue: Tongue,
    },
    /// Remove a panel that another has taken the place of.
    RemovePanel {
        /// Which.
        panel: super::desk::Panel,
    },
    /// Send a document as a file.
    SendDocument {
        /// The command that asked for it.
        to: ReplyTo,
        /// Its version; 0 for the built-in flow.
        version: u32,
        /// Which, and in which form.
        form: DocumentForm,
        /// In which tongue.
        #[serde(default, skip_serializing_if = "Tongue::is_default")]
        tongue: Tongue,
    },
    /// Send the texts of a language as a file, as they are said now.
    SendTexts {
        /// The command that asked for it.
        to: ReplyTo,
        /// Which.
        texts: Tongue,
        /// In which tongue it is answered.
        #[serde(default, skip_serializing_if = "Tongue::is_default")]
        tongue: Tongue,
    },
    /// Send all that is known of a ticket as one file.
    SendDossier {
        /// The command that asked for it.
        to: ReplyTo,
        /// Of which ticket.
        ticket: TicketNumber,
        /// For whom.
        by: UserId,
        /// In which tongue it is answered.
        #[serde(default, skip_serializing_if = "Tongue::is_default")]
        tongue: Tongue,
    },
}

/// A document, and in which form it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentForm {
    /// The catalogue, for programs.
    CatalogueJson,
    /// The catalogue, for spreadsheets.
    CatalogueCsv,
    /// The terms as they are.
    Terms,
    /// The flow.
    Flow,
}

impl DocumentForm {
    /// Which document.
    #[must_use]
    pub fn what(self) -> Pinned {
        match self {
            Self::CatalogueJson | Self::CatalogueCsv => Pinned::Catalogue,
            Self::Terms => Pinned::Terms,
            Self::Flow => Pinned::Flow,
        }
    }
}

/// An effect in the outbox: decided, committed, not yet settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub id: EffectId,
    /// What to do.
    pub effect: Effect,
    /// When it was decided.
    pub decided_at: Timestamp,
}

impl Effect {
    /// Its kind, for logs and counters.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CreateChannel { .. } => "create_channel",
            Self::Say { .. } => "say",
            Self::ShowCard { .. } => "show_card",
            Self::Reply { .. } => "reply",
            Self::Whisper { .. } => "whisper",
            Self::RemoveChannel { .. } => "remove_channel",
            Self::HideChannel { .. } => "hide_channel",
            Self::PostPanel { .. } => "post_panel",
            Self::RemovePanel { .. } => "remove_panel",
            Self::SendDocument { .. } => "send_document",
            Self::SendTexts { .. } => "send_texts",
            Self::SendDossier { .. } => "send_dossier",
        }
    }

    /// The press or command whose person waits for it.
    #[must_use]
    pub fn press(&self) -> Option<&ReplyTo> {
        match self {
            Self::Say { via, .. } | Self::ShowCard { via, .. } => via.as_ref(),
            Self::Reply { to, .. }
            | Self::Whisper { to, .. }
            | Self::SendDocument { to, .. }
            | Self::SendTexts { to, .. }
            | Self::SendDossier { to, .. }
            | Self::PostPanel { reply: to, .. } => Some(to),
            Self::CreateChannel { .. }
            | Self::RemoveChannel { .. }
            | Self::HideChannel { .. }
            | Self::RemovePanel { .. } => None,
        }
    }

    /// Whether it must wait for those before it that keep order too, in the same ticket or desk:
    /// what is said is said in order, and panels take each other's place in order. Nothing else
    /// waits: words that cannot be said would keep a channel open for as long as they are tried.
    #[must_use]
    pub fn keeps_order(&self) -> bool {
        match self {
            Self::Say { .. } | Self::ShowCard { .. } | Self::PostPanel { .. } => true,
            Self::CreateChannel { .. }
            | Self::RemoveChannel { .. }
            | Self::Reply { .. }
            | Self::Whisper { .. }
            | Self::HideChannel { .. }
            | Self::RemovePanel { .. }
            | Self::SendDocument { .. }
            | Self::SendTexts { .. }
            | Self::SendDossier { .. } => false,
        }
    }
}
