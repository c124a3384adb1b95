//! Everything that can happen to a ticket or to a server's desk.

use super::{
    actor::Actor,
    answer::Answer,
    catalogue::Catalogue,
    desk::{Panel, Settings},
    effect::CatalogueForm,
    ids::{ChannelId, EffectId, GuildId, InteractionId, MessageId, RoleId, TicketNumber, UserId},
    language::Language,
    notice::{NotMoved, Obstacle},
    permissions::Survey,
    reply::ReplyTo,
    time::Timestamp,
};

/// Something that happened, and where.
#[derive(Clone, Debug)]
pub struct Input {
    /// The server.
    pub guild: GuildId,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// "Create Ticket" was pressed.
    CreatePressed {
        /// By whom.
        actor: Actor,
        /// The press.
        reply: ReplyTo,
    },
    /// A message was written in a ticket's channel.
    Written {
        /// The channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
        /// By whom.
        actor: Actor,
        /// What.
        text: String,
    },
    /// Yes or No was pressed.
    AnswerPressed {
        /// Where.
        channel: ChannelId,
        /// The ticket that the button names.
        ticket: TicketNumber,
        /// The question that the button names.
        turn: u32,
        /// Which.
        answer: Answer,
        /// By whom.
        actor: Actor,
        /// The press.
        reply: ReplyTo,
    },
    /// "Yes, close it" was pressed.
    ClosePressed {
        /// Where.
        channel: ChannelId,
        /// The ticket that the button names.
        ticket: TicketNumber,
        /// By whom.
        actor: Actor,
        /// The press.
        reply: ReplyTo,
    },
    /// A ticket's channel was made, or found to have been.
    ChannelMade {
        /// The effect that made it.
        effect: EffectId,
        /// The ticket.
        ticket: TicketNumber,
        /// The channel.
        channel: ChannelId,
        /// Whether it was asked for again, after it may have been made: a second one may appear.
        again: bool,
    },
    /// A channel was made that carries a ticket's marker.
    ChannelSeen {
        /// The channel.
        channel: ChannelId,
        /// The ticket that the marker names.
        ticket: TicketNumber,
        /// When that ticket was asked for, as the marker says.
        opened_at: Timestamp,
    },
    /// A ticket's channel cannot be made.
    ChannelRefused {
        /// The effect.
        effect: EffectId,
        /// The ticket.
        ticket: TicketNumber,
        /// Why.
        why: Obstacle,
    },
    /// A ticket's channel is hidden.
    ChannelHidden {
        /// The effect.
        effect: EffectId,
        /// The ticket.
        ticket: TicketNumber,
        /// Why it was not moved, if it was not.
        not_moved: Option<NotMoved>,
    },
    /// It cannot be hidden.
    HideRefused {
        /// The effect.
        effect: EffectId,
        /// The ticket.
        ticket: TicketNumber,
        /// Why.
        why: HideRefused,
    },
    /// A channel or category was deleted.
    ChannelGone {
        /// Which.
        channel: ChannelId,
    },
    /// A person left the server.
    CustomerLeft {
        /// Who.
        user: UserId,
    },
    /// A set-up was asked for, and the server looked at.
    SetUp {
        /// By whom.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// What is wished.
        wish: SetUpWish,
        /// What there is.
        survey: Survey,
    },
    /// The panel was posted or mended.
    PanelPosted {
        /// The effect.
        effect: EffectId,
        /// The panel.
        panel: Panel,
        /// The command that asked for it.
        reply: ReplyTo,
    },
    /// It cannot be posted.
    PanelRefused {
        /// The effect.
        effect: EffectId,
        /// Why.
        why: Obstacle,
        /// The command that asked for it.
        reply: ReplyTo,
    },
    /// A catalogue was uploaded.
    CatalogueGiven {
        /// By whom.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// The catalogue, or all that is wrong with the file.
        catalogue: Result<Catalogue, Vec<String>>,
    },
    /// The catalogue was asked for.
    CatalogueAsked {
        /// By whom.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// In which form.
        form: CatalogueForm,
    },
    /// Terms were given.
    TermsGiven {
        /// By whom.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// The text, or what is wrong with it.
        text: Result<String, Vec<String>>,
    },
    /// "refresh" was switched on or off.
    RefreshSwitched {
        /// By whom.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// To what.
        on: bool,
    },
    /// A role was deleted.
    RoleGone {
        /// Which.
        role: RoleId,
    },
    /// A message was deleted where the panel stands.
    MessageGone {
        /// Which.
        message: MessageId,
    },
    /// A press or command that could not be understood, or that failed before it became one of
    /// the above: it is answered all the same.
    Refused {
        /// The press or command.
        reply: ReplyTo,
        /// Why.
        refusal: super::notice::Refusal,
    },
}

/// What an admin wishes to set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpWish {
    /// Roles and categories.
    pub settings: Settings,
    /// Where the panel is to stand.
    pub panel_channel: ChannelId,
    /// The language that the server is set to.
    pub language: Language,
}

/// Why a channel cannot be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HideRefused {
    /// It does not exist.
    Gone,
    /// Discord refuses.
    Obstacle(Obstacle),
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
            | Event::ClosePressed { reply, .. }
            | Event::SetUp { reply, .. }
            | Event::CatalogueGiven { reply, .. }
            | Event::CatalogueAsked { reply, .. }
            | Event::TermsGiven { reply, .. }
            | Event::RefreshSwitched { reply, .. }
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
            | Event::AnswerPressed { channel, .. }
            | Event::ClosePressed { channel, .. }
            | Event::ChannelGone { channel } => Subject::Channel(*channel),
            Event::ChannelMade { ticket, .. }
            | Event::ChannelSeen { ticket, .. }
            | Event::ChannelRefused { ticket, .. }
            | Event::ChannelHidden { ticket, .. }
            | Event::HideRefused { ticket, .. } => Subject::Ticket(*ticket),
            Event::SetUp { .. }
            | Event::PanelPosted { .. }
            | Event::PanelRefused { .. }
            | Event::CatalogueGiven { .. }
            | Event::CatalogueAsked { .. }
            | Event::TermsGiven { .. }
            | Event::RefreshSwitched { .. }
            | Event::RoleGone { .. }
            | Event::MessageGone { .. }
            | Event::Refused { .. } => Subject::Desk,
        }
    }

    /// Its name, for logs and counters.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.event {
            Event::CreatePressed { .. } => "create_pressed",
            Event::Written { .. } => "written",
            Event::AnswerPressed { .. } => "answer_pressed",
            Event::ClosePressed { .. } => "close_pressed",
            Event::ChannelMade { .. } => "channel_made",
            Event::ChannelSeen { .. } => "channel_seen",
            Event::ChannelRefused { .. } => "channel_refused",
            Event::ChannelHidden { .. } => "channel_hidden",
            Event::HideRefused { .. } => "hide_refused",
            Event::ChannelGone { .. } => "channel_gone",
            Event::CustomerLeft { .. } => "customer_left",
            Event::SetUp { .. } => "set_up",
            Event::PanelPosted { .. } => "panel_posted",
            Event::PanelRefused { .. } => "panel_refused",
            Event::CatalogueGiven { .. } => "catalogue_given",
            Event::CatalogueAsked { .. } => "catalogue_asked",
            Event::TermsGiven { .. } => "terms_given",
            Event::RefreshSwitched { .. } => "refresh_switched",
            Event::RoleGone { .. } => "role_gone",
            Event::MessageGone { .. } => "message_gone",
            Event::Refused { .. } => "refused",
        }
    }
}
