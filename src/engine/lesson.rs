//! What is known at once for a form in which staff teach an alias.

use super::Engine;
use crate::domain::{
    actor::Actor,
    ids::{ChannelId, GuildId},
    input::Subject,
    lesson::Lesson,
    ticket::Pins,
};

impl Engine {
    /// Whether somebody is known not to be of the staff of the ticket of this channel. It spares
    /// them the form; what they send in is decided on all the same.
    pub(crate) fn is_no_staff(&self, guild: GuildId, channel: ChannelId, actor: &Actor) -> bool {
        let loaded = self.ours.recall(guild, Subject::Channel(channel));
        loaded.is_some_and(|loaded| {
            let of = loaded.ticket.as_ref().and_then(|(_, ticket)| ticket.of.as_ref());
            loaded.desk.1.settings(of).is_none_or(|settings| !actor.is_staff(&settings))
        })
    }

    /// What the catalogue that the ticket of this channel follows makes of a message; none if that
    /// is not known.
    pub(crate) async fn lesson(
        &self,
        guild: GuildId,
        channel: ChannelId,
        message: &str,
    ) -> Option<Lesson> {
        let loaded = self.ours.recall(guild, Subject::Channel(channel))?;
        let of = loaded.ticket.as_ref().and_then(|(_, ticket)| ticket.of.as_ref());
        let catalogue = loaded.desk.1.pins(of).catalogue;
        let shelf = self.shelves.get(guild, Pins { catalogue, ..Pins::default() }).await.ok()?;
        Some(Lesson::of(shelf.stock.as_deref()?, message))
    }
}
