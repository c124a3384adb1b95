//! Notices as messages. Pure. The words themselves are in the catalogues of `src/texts`.

mod admin;
mod alias;
mod ask;
mod blocks;
mod card;
mod controls;
mod day;
mod fitting;
mod misread;
mod order;
mod prompt;
mod published;
mod ticket;
mod told;

pub(super) use published::what;

use crate::{
    domain::{
        card::CardView,
        control::Control,
        desk::{DocumentKind, Offer},
        ids::{EffectId, Owner},
        notice::{Answered, Hint, Notice, Refusal},
    },
    texts::{Text, Voice},
};
use twilight_model::{
    channel::message::{AllowedMentions, Component, Embed, component::ButtonStyle},
    http::attachment::Attachment,
};

/// A message, ready to send.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) content: Option<String>,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) components: Vec<Component>,
    /// Files that go with it; for the answer to a command only.
    pub(super) files: Vec<Attachment>,
    /// Whom it calls; nobody else is, whatever the text says.
    pub(super) mentions: AllowedMentions,
    /// For an edit: the embeds of the message stay.
    pub(super) keeps_embeds: bool,
    /// For an edit: the buttons and menus of the message stay.
    pub(super) keeps_components: bool,
}

/// In whose words a notice is said.
#[derive(Clone, Debug)]
pub(crate) struct Voices {
    /// What the customer is told.
    pub(crate) customer: Voice,
    /// What staff are told.
    pub(crate) staff: Voice,
}

/// Something said in a ticket's channel. Its footer is the effect's reference, by which it is
/// found again.
pub(crate) fn notice(id: EffectId, voices: &Voices, notice: &Notice) -> Words {
    let mut words = ticket::notice(id.owner, voices, notice);
    if let Some(embed) = words.embeds.first_mut() {
        embed.footer = Some(blocks::footer(id.reference()));
    }
    words
}

/// The order card, with the reference of the effect that shows it.
pub(crate) fn card(id: EffectId, voices: &Voices, view: &CardView) -> Words {
    let Owner::Ticket(ticket) = id.owner else { return Words::default() };
    let mut words = card::card(ticket, voices, view);
    if let Some(embed) = words.embeds.first_mut() {
        embed.footer = Some(blocks::footer(id.reference()));
    }
    words
}

/// The answer to a press or command, and what is said beside it.
pub(crate) fn answered(voice: &Voice, answer: &Answered, hint: Option<Hint>) -> Words {
    let mut words = answer_to(voice, answer);
    if let Some(Hint::MessagesUnread) = hint {
        let hint = voice.say(Text::MessagesUnread);
        // Beside it and the word for how many lines are left out.
        let room = blocks::CONTENT_LIMIT.saturating_sub(hint.encode_utf16().count() + 70);
        let answer = words.content.unwrap_or_default();
        let answer = blocks::fitting(voice, answer.lines().map(str::to_owned), "\n", room);
        words.content = Some(format!("{answer}\n\n{hint}"));
    }
    words
}

fn answer_to(voice: &Voice, answer: &Answered) -> Words {
    match answer {
        Answered::Refused(refusal) => self::refusal(voice, refusal),
        Answered::DocumentSet { kind: DocumentKind::Flow, of, .. } => {
            let rehearse = Control::Rehearse { of: of.clone() };
            let row = blocks::row([(ButtonStyle::Primary, voice.say(Text::TryIt), rehearse)]);
            Words { components: vec![row], ..Words::text(admin::answered(voice, answer)) }
        }
        Answered::SetUp { .. }
        | Answered::PanelFailed { .. }
        | Answered::DocumentSet { .. }
        | Answered::RolledBack { .. }
        | Answered::AliasTaught { .. }
        | Answered::History { .. }
        | Answered::Stock { .. }
        | Answered::Types { .. }
        | Answered::NoPanel
        | Answered::TextsSet { .. }
        | Answered::TextsReset
        | Answered::RefreshSet { .. } => Words::text(admin::answered(voice, answer)),
        Answered::TicketReady { .. }
        | Answered::TicketExists { .. }
        | Answered::TicketComes
        | Answered::TicketFailed { .. }
        | Answered::Taken { .. }
        | Answered::Picked { .. }
        | Answered::TicketClosed
        | Answered::CloseFailed { .. } => ticket::answered(voice, answer),
    }
}

/// Why nothing was done.
pub(super) fn refusal(voice: &Voice, refusal: &Refusal) -> Words {
    Words { files: admin::files(voice, refusal), ..Words::text(admin::refusal(voice, refusal)) }
}

/// The panel.
pub(super) fn panel(voice: &Voice, text: Option<&str>, offers: &[Offer]) -> Words {
    ticket::panel(voice, text, offers)
}

impl Words {
    fn text(content: String) -> Self {
        Self { content: Some(content), ..Self::default() }
    }
}

#[cfg(test)]
mod tests;
