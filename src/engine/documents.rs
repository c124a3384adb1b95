//! Which documents a decision looks at.

use super::Engine;
use crate::{
    domain::{
        ids::GuildId,
        input::Input,
        shelf::Shelf,
        ticket::{Pins, Ticket},
    },
    store::{Loaded, StoreError},
};

impl Engine {
    /// The documents that a decision on this input looks at: those that the ticket goes by, and of
    /// catalogues the one in use, which it goes over to as long as its order is not confirmed; and
    /// all those in use, which count if it begins anew.
    pub(super) async fn documents(
        &self,
        input: &Input,
        loaded: &Loaded,
    ) -> Result<(Shelf, Shelf), StoreError> {
        let ticket = loaded.ticket.as_ref().map(|(_, ticket)| ticket);
        if !input.event.needs_documents() {
            return self.documents_of_holder(input.guild, loaded, ticket).await;
        }
        let of = ticket.and_then(|it| it.of.as_ref()).or(input.event.of());
        let in_use = loaded.desk.1.pins(of);
        let fresh = self.shelves.get(input.guild, in_use).await?;
        let its = ticket.map_or(in_use, |it| Pins { catalogue: in_use.catalogue, ..it.pins });
        if its == in_use {
            return Ok((fresh.clone(), fresh));
        }
        Ok((self.shelves.get(input.guild, its).await?, fresh))
    }

    /// The documents in use for a ticket for which something is held: whatever becomes of it, what
    /// it holds is given back or sold. A damaged document does not keep it from that.
    async fn documents_of_holder(
        &self,
        guild: GuildId,
        loaded: &Loaded,
        ticket: Option<&Ticket>,
    ) -> Result<(Shelf, Shelf), StoreError> {
        let Some(ticket) = ticket.filter(|it| loaded.ledger.1.holds(it.number)) else {
            return Ok(Default::default());
        };
        match self.shelves.get(guild, loaded.desk.1.pins(ticket.of.as_ref())).await {
            Ok(fresh) => Ok((fresh.clone(), fresh)),
            Err(StoreError::Damaged(damage)) => {
                tracing::error!(guild.id = %guild, %damage, "what is held cannot be counted");
                Ok(Default::default())
            }
            Err(fault) => Err(fault),
        }
    }
}
