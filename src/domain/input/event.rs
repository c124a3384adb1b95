//! Everything that can happen to a ticket or to a server's desk.

use super::wish::Wish;
use crate::domain::{
    actor::Actor,
    catalogue::ProductId,
    control::{Press, Touch},
    desk::{Panel, TypeId},
    ids::{ChannelId, EffectId, MessageId, RoleId, TicketNumber, UserId},
    notice::{NotMoved, Obstacle, Refusal},
    reply::ReplyTo,
    time::Timestamp,
};

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// "Create Ticket" was pressed.
    CreatePressed {
        /// By whom.
        actor: Actor,
        /// Of which type the ticket is to be, as the button says.
        of: Option<TypeId>,
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
        /// The files that came with it.
        files: Vec<File>,
        /// To whom.
        to: SaidTo,
    },
    /// A message in a ticket's channel was changed by whoever wrote it.
    Rewritten {
        /// The channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
        /// By whom.
        actor: Actor,
        /// What it says now.
        text: String,
    },
    /// An answer was pressed or chosen.
    AnswerPressed {
        /// Where.
        channel: ChannelId,
        /// The message that was pressed on.
        on: MessageId,
        /// The ticket that the control names.
        ticket: TicketNumber,
        /// The question that the control names.
        turn: u32,
        /// Which.
        press: Press,
        /// By whom.
        actor: Actor,
        /// The press.
        reply: ReplyTo,
    },
    /// An answer was written into a form.
    AnswerFilledIn {
        /// Where.
        channel: ChannelId,
        /// The ticket that the form names.
        ticket: TicketNumber,
        /// The question that the form names.
        turn: u32,
        /// What.
        text: String,
        /// By whom.
        actor: Actor,
        /// The form.
        reply: ReplyTo,
    },
    /// Something was done to the order card.
    CardPressed {
        /// Where.
        channel: ChannelId,
        /// The message that was pressed on.
        on: MessageId,
        /// The ticket that the control names.
        ticket: TicketNumber,
        /// What.
        touch: Touch,
        /// By whom.
        actor: Actor,
        /// The press.
        reply: ReplyTo,
    },
    /// A product was chosen from the list.
    ProductPicked {
        /// Where.
        channel: ChannelId,
        /// The ticket that the list names.
        ticket: TicketNumber,
        /// Which, as whoever chose it says.
        product: ProductId,
        /// By whom.
        actor: Actor,
        /// The press.
        reply: ReplyTo,
    },
    /// Staff taught an alias from a message.
    AliasTaught {
        /// Where.
        channel: ChannelId,
        /// What customers say.
        alias: String,
        /// The product that they mean: its name, an alias, or its id.
        product: String,
        /// By whom.
        actor: Actor,
        /// The form.
        reply: ReplyTo,
    },
    /// The order card shows what it was to show.
    CardShown {
        /// The effect.
        effect: EffectId,
        /// The ticket.
        ticket: TicketNumber,
        /// The message that it is.
        message: MessageId,
    },
    /// The order card could not be shown, or its message is gone.
    CardLost {
        /// The effect.
        effect: EffectId,
        /// The ticket.
        ticket: TicketNumber,
        /// Whether it was there and is gone; else Discord refuses it.
        gone: bool,
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
    /// An admin asked for something with a command.
    Wished {
        /// Who.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// What.
        wish: Box<Wish>,
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
    /// All that is known of a ticket was asked for.
    EvidenceAsked {
        /// By whom.
        actor: Actor,
        /// The command.
        reply: ReplyTo,
        /// Where.
        channel: ChannelId,
        /// Of which ticket; of the one whose channel this is if none.
        ticket: Option<TicketNumber>,
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
    /// A question has waited for its answer so long that its customer is to be reminded.
    ReminderDue {
        /// The ticket's channel.
        channel: ChannelId,
        /// Since when: what the ticket said that it would be.
        since: Timestamp,
    },
    /// A press or command that could not be understood, or that failed before it became one of
    /// the above: it is answered all the same.
    Refused {
        /// The press or command.
        reply: ReplyTo,
        /// Why.
        refusal: Refusal,
    },
}

impl Event {
    /// Whether a decision on it looks at documents.
    #[must_use]
    pub fn needs_documents(&self) -> bool {
        matches!(
            self,
            Self::Written { .. }
                | Self::Rewritten { .. }
                | Self::AnswerPressed { .. }
                | Self::AnswerFilledIn { .. }
                | Self::CardPressed { .. }
                | Self::ProductPicked { .. }
                | Self::AliasTaught { .. }
                | Self::CardShown { .. }
                | Self::CardLost { .. }
                | Self::ChannelMade { .. }
                | Self::ChannelSeen { .. }
                | Self::ReminderDue { .. }
        ) || self.counts_in().is_some()
    }

    /// The type of tickets whose documents an admin asks about; the server's own if none.
    #[must_use]
    pub fn of(&self) -> Option<&TypeId> {
        self.counts_in().flatten()
    }

    /// In which catalogue an admin counts, if one does.
    fn counts_in(&self) -> Option<Option<&TypeId>> {
        match self {
            Self::Wished { wish, .. } => match &**wish {
                Wish::StockAsked { of } | Wish::Recounted { of, .. } => Some(of.as_ref()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a decision on it may make a new version of a catalogue, which takes time in
    /// proportion to its size: tens of milliseconds for the largest.
    #[must_use]
    pub fn makes_catalogue(&self) -> bool {
        match self {
            Self::AliasTaught { .. } => true,
            Self::Wished { wish, .. } => matches!(**wish, Wish::CatalogueGiven { .. }),
            _ => false,
        }
    }
}

/// To whom a message in a ticket's channel is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaidTo {
    /// To the ticket: it replies to nothing, or to words of its own writer.
    #[default]
    Ticket,
    /// To somebody else, to whose words it replies: an aside.
    Others,
    /// To a message of ours.
    Ours {
        /// The ticket and the question that its controls name.
        question: Option<(TicketNumber, u32)>,
    },
}

/// A file that came with a message, as Discord describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: Option<String>,
}

/// Why a channel cannot be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HideRefused {
    /// It does not exist.
    Gone,
    /// Discord refuses.
    Obstacle(Obstacle),
}
