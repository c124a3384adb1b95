//! Who is in the middle of something with a ticket.

use super::{Fence, WorkerName};
use crate::domain::{
    ids::{ChannelId, TicketNumber},
    ticket::Operation,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A ticket's channel is being made or hidden: its lock, written by the same commit that begins,
/// goes on with or ends the operation.
///
/// It says who to ask, and from where a successor continues. What keeps two workers from doing it
/// at once is the fence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Its channel, once it has one.
    pub channel: Option<ChannelId>,
    /// What is being done, and how far it has come.
    pub operation: Operation,
    /// Who does it.
    pub holder: WorkerName,
    /// With which right. A successor's is greater.
    pub fence: Fence,
    /// Since when this holder has it.
    pub since: Timestamp,
    /// When it is given up, if nothing comes of it until then.
    pub deadline: Timestamp,
}

impl Lock {
    /// The same lock, held by nobody: any worker that takes the server over has a greater fence.
    #[must_use]
    pub fn left_behind(self) -> Self {
        Self { holder: WorkerName::new("nobody"), fence: Fence::default(), ..self }
    }
}
