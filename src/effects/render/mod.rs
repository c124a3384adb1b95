//! Notices as messages: the only place that knows the words. Pure.

mod admin;
mod blocks;
mod ticket;

use crate::domain::{
    ids::EffectId,
    notice::{Answered, Notice, Refusal},
};
use twilight_model::{
    channel::message::{AllowedMentions, Component, Embed},
    http::attachment::Attachment,
};

/// A message, ready to send.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) content: Option<String>,
    pub(super) embeds: Vec<Embed>,
    pub(super) components: Vec<Component>,
    /// Files that go with it; for the answer to a command only.
    pub(super) files: Vec<Attachment>,
    /// Whom it calls; nobody else is, whatever the text says.
    pub(super) mentions: AllowedMentions,
    /// For an edit: the embeds of the message stay.
    pub(super) keeps_embeds: bool,
}

/// Something said in a ticket's channel. Its footer is the effect's reference, by which it is
/// found again.
pub(super) fn notice(id: EffectId, notice: &Notice) -> Words {
    let mut words = ticket::notice(id.owner, notice);
    if let Some(embed) = words.embeds.first_mut() {
        embed.footer = Some(blocks::footer(id.reference()));
    }
    words
}

/// The answer to a press or command.
pub(super) fn answered(answer: &Answered) -> Words {
    match answer {
        Answered::Refused(refusal) => self::refusal(refusal),
        Answered::SetUp { .. }
        | Answered::PanelFailed { .. }
        | Answered::DocumentSet { .. }
        | Answered::RefreshSet { .. } => Words::text(admin::answered(answer)),
        Answered::TicketReady { .. }
        | Answered::TicketExists { .. }
        | Answered::TicketComes
        | Answered::TicketFailed { .. }
        | Answered::Taken { .. }
        | Answered::TicketClosed
        | Answered::CloseFailed { .. } => ticket::answered(answer),
    }
}

/// Why nothing was done.
pub(super) fn refusal(refusal: &Refusal) -> Words {
    Words { files: admin::files(refusal), ..Words::text(admin::refusal(refusal)) }
}

/// The panel.
pub(super) fn panel(text: Option<&str>) -> Words {
    ticket::panel(text)
}

impl Words {
    fn text(content: String) -> Self {
        Self { content: Some(content), ..Self::default() }
    }
}

#[cfg(test)]
mod tests;
