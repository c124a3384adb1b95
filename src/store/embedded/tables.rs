//! Every table of the file: its key, its value and what it is for.

use crate::domain::{
    desk::DocumentKind,
    ids::{EffectId, TicketNumber},
};
use redb::TableDefinition;

/// (server, ticket) → ticket.
pub(super) const TICKETS: TableDefinition<'_, (u64, u32), &[u8]> = TableDefinition::new("tickets");
/// (server, channel) → the ticket whose channel it is.
pub(super) const CHANNELS: TableDefinition<'_, (u64, u64), u32> = TableDefinition::new("channels");
/// (server, person) → their current ticket.
pub(super) const CUSTOMERS: TableDefinition<'_, (u64, u64), u32> =
    TableDefinition::new("customers");
/// server → desk.
pub(super) const DESKS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("desks");
/// (server, kind, version) → document.
pub(super) const DOCUMENTS: TableDefinition<'_, (u64, u8, u32), &[u8]> =
    TableDefinition::new("documents");
/// server → (last ticket number, last commit number).
pub(super) const COUNTERS: TableDefinition<'_, u64, (u32, u64)> = TableDefinition::new("counters");
/// (server, commit, index) → effect that is not settled.
pub(super) const OUTBOX: TableDefinition<'_, (u64, u64, u8), &[u8]> =
    TableDefinition::new("outbox");
/// Interactions that have been dealt with. Their ids grow with time, so old ones are a range.
pub(super) const SEEN: TableDefinition<'_, u64, ()> = TableDefinition::new("seen");
/// shard → gateway session.
pub(super) const SESSIONS: TableDefinition<'_, u32, &[u8]> = TableDefinition::new("sessions");
/// (server, channel) → the ticket that was taken over with it, also when that has no channel
/// any more.
pub(super) const ADOPTED: TableDefinition<'_, (u64, u64), u32> = TableDefinition::new("adopted");
/// What the file is.
pub(super) const META: TableDefinition<'_, &str, u32> = TableDefinition::new("meta");

/// The key in [`META`] of the number of this layout.
pub(super) const FORMAT_KEY: &str = "ticketflow-format";
/// This layout.
pub(super) const FORMAT: u32 = 1;

/// The key of an entry in [`OUTBOX`].
pub(super) fn outbox_key(id: EffectId) -> (u64, u64, u8) {
    (id.guild.get(), id.commit, id.index)
}

/// The number of a kind in [`DOCUMENTS`].
pub(super) fn kind_number(kind: DocumentKind) -> u8 {
    match kind {
        DocumentKind::Catalogue => 1,
        DocumentKind::Terms => 2,
    }
}

/// A record's name in messages.
pub(super) fn ticket_name(guild: u64, number: u32) -> String {
    format!("ticket {} of server {guild}", TicketNumber(number))
}
