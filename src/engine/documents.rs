//! Which documents a decision looks at.

use super::Engine;
use crate::{
    domain::{input::Input, shelf::Shelf, ticket::Pins},
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
        if !input.event.needs_documents() {
            return Ok(Default::default());
        }
        let ticket = loaded.ticket.as_ref().map(|(_, ticket)| ticket);
        let of = ticket.and_then(|it| it.of.as_ref()).or(input.event.of());
        let in_use = loaded.desk.1.pins(of);
        let fresh = self.shelves.get(input.guild, in_use).await?;
        let its = ticket.map_or(in_use, |it| Pins { catalogue: in_use.catalogue, ..it.pins });
        if its == in_use {
            return Ok((fresh.clone(), fresh));
        }
        Ok((self.shelves.get(input.guild, its).await?, fresh))
    }
}
