//! Something that happened, which records it concerns, and how it is known again.

mod event;
mod wish;

pub use event::{Event, File, HideRefused, SaidTo};
pub use wish::{GivenCatalogue, GivenFlow, SetUpWish, Wish};

use super::{
    ids::{ChannelId, EffectId, GuildId, InteractionId, MessageId, TicketNumber, UserId},
    reply::ReplyTo,
};

/// Something that happened, and where.
#[derive(Clone, Debug)]
pub struct Input {
    /// The server.
    pub guild: GuildId,
    /// What happened.
    pub event: Event,
}

/// What makes an input the same input when it comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A press or command.
    Interaction(InteractionId),
    /// A message.
    Message(MessageId),
    /// The result of an effect, which settles it.
    Effect(EffectId),
    /// The state itself tells: a channel that is gone is so once.
    State,
}

/// Which records an input is decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The server's desk alone.
    Desk,
    /// The ticket of this channel.
    Channel(ChannelId),
    /// The current ticket of this person.
    Customer(UserId),
    /// This ticket.
    Ticket(TicketNumber),
}

impl Input {
    /// See [`Cause`].
    #[must_use]
    pub fn cause(&self) -> Cause {
        if let Some(reply) = self.reply() {
            return Cause::Interaction(reply.interaction);
        }
        match &self.event {
            Event::Written { message, .. } => Cause::Message(*message),
            Event::ChannelMade { effect, .. }
            | Event::ChannelRefused { effect, .. }
            | Event::ChannelHidden { effect, .. }
            | Event::HideRefused { effect, .. }
            | Event::CardShown { effect, .. }
            | Event::CardLost { effect, .. }
            | Event::PanelPosted { effect, .. }
            | Event::PanelRefused { effect, .. } => Cause::Effect(*effect),
            _ => Cause::State,
        }
    }

    /// The press or command that this is, while it waits for an answer.
    #[must_use]
    pub fn reply(&self) -> Option<&ReplyTo> {
        match &self.event {
            Event::CreatePressed { reply, .. }
            | Event::AnswerPressed { reply, .. }
            | Event::AnswerFilledIn { reply, .. }
            | Event::CardPressed { reply, .. }
            | Event::ProductPicked { reply, .. }
            | Event::AliasTaught { reply, .. }
            | Event::ClosePressed { reply, .. }
            | Event::Wished { reply, .. }
            | Event::EvidenceAsked { reply, .. }
            | Event::Refused { reply, .. } => Some(reply),
            _ => None,
        }
    }

    /// See [`Subject`].
    #[must_use]
    pub fn subject(&self) -> Subject {
        match &self.event {
            Event::CreatePressed { actor, .. } => Subject::Customer(actor.user),
            Event::CustomerLeft { user } => Subject::Customer(*user),
            Event::Written { channel, .. }
            | Event::Rewritten { channel, .. }
            | Event::AnswerPressed { channel, .. }
            | Event::AnswerFilledIn { channel, .. }
            | Event::CardPressed { channel, .. }
            | Event::ProductPicked { channel, .. }
            | Event::AliasTaught { channel, .. }
            | Event::ClosePressed { channel, .. }
            | Event::ReminderDue { channel, .. }
            | Event::EvidenceAsked { channel, ticket: None, .. }
            | Event::ChannelGone { channel } => Subject::Channel(*channel),
            Event::EvidenceAsked { ticket: Some(ticket), .. }
            | Event::ChannelMade { ticket, .. }
            | Event::ChannelSeen { ticket, .. }
            | Event::ChannelRefused { ticket, .. }
            | Event::ChannelHidden { ticket, .. }
            | Event::HideRefused { ticket, .. }
            | Event::CardShown { ticket, .. }
            | Event::CardLost { ticket, .. } => Subject::Ticket(*ticket),
            Event::Wished { .. }
            | Event::PanelPosted { .. }
            | Event::PanelRefused { .. }
            | Event::RoleGone { .. }
            | Event::MessageGone { .. }
            | Event::Refused { .. } => Subject::Desk,
        }
    }

    /// Its name, for logs and counters.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.event {
            Event::CreatePressed { .. } => "create_pressed",
            Event::Written { .. } => "written",
            Event::Rewritten { .. } => "rewritten",
            Event::AnswerPressed { .. } => "answer_pressed",
            Event::AnswerFilledIn { .. } => "answer_filled_in",
            Event::CardPressed { .. } => "card_pressed",
            Event::ProductPicked { .. } => "product_picked",
            Event::AliasTaught { .. } => "alias_taught",
            Event::CardShown { .. } => "card_shown",
            Event::CardLost { .. } => "card_lost",
            Event::ClosePressed { .. } => "close_pressed",
            Event::ChannelMade { .. } => "channel_made",
            Event::ChannelSeen { .. } => "channel_seen",
            Event::ChannelRefused { .. } => "channel_refused",
            Event::ChannelHidden { .. } => "channel_hidden",
            Event::HideRefused { .. } => "hide_refused",
            Event::ChannelGone { .. } => "channel_gone",
            Event::CustomerLeft { .. } => "customer_left",
            Event::ReminderDue { .. } => "reminder_due",
            Event::Wished { wish, .. } => wish.kind(),
            Event::PanelPosted { .. } => "panel_posted",
            Event::PanelRefused { .. } => "panel_refused",
            Event::EvidenceAsked { .. } => "evidence_asked",
            Event::RoleGone { .. } => "role_gone",
            Event::MessageGone { .. } => "message_gone",
            Event::Refused { .. } => "refused",
        }
    }
}
