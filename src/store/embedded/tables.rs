//! Every table of the file: its key, its value and what it is for.

use crate::domain::{
    desk::DocumentKind,
    ids::{EffectId, TicketNumber},
    input::Cause,
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
/// server → what is held and sold of what runs out.
pub(super) const LEDGERS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("ledgers");
/// (server, kind, version) → document.
pub(super) const DOCUMENTS: TableDefinition<'_, (u64, u8, u32), &[u8]> =
    TableDefinition::new("documents");
/// server → (last ticket number, last commit number).
pub(super) const COUNTERS: TableDefinition<'_, u64, (u32, u64)> = TableDefinition::new("counters");
/// (server, commit, index) → effect that is not settled.
pub(super) const OUTBOX: TableDefinition<'_, (u64, u64, u8), &[u8]> =
    TableDefinition::new("outbox");
/// (id, kind of cause) → the commit that dealt with it; 0 if that had no effects. Ids grow with
/// time, so old ones are a range.
pub(super) const DONE: TableDefinition<'_, (u64, u8), u64> = TableDefinition::new("done");
/// server → (generation, epoch) of the greatest fence that has written.
pub(super) const FENCES: TableDefinition<'_, u64, (u32, u64)> = TableDefinition::new("fences");
/// (server, ticket) → its lock.
pub(super) const LOCKS: TableDefinition<'_, (u64, u32), &[u8]> = TableDefinition::new("locks");
/// (generation, shard) → gateway session.
pub(super) const SESSIONS: TableDefinition<'_, (u32, u32), &[u8]> =
    TableDefinition::new("sessions");
/// (server, channel) → the ticket that was taken over with it, also when that has no channel
/// any more.
pub(super) const ADOPTED: TableDefinition<'_, (u64, u64), u32> = TableDefinition::new("adopted");
/// What the file is.
pub(super) const META: TableDefinition<'_, &str, u32> = TableDefinition::new("meta");

/// The keys in [`META`] of the present and of the coming division: generation, number of shards.
pub(super) const PRESENT_KEYS: [&str; 2] = ["present-generation", "present-shards"];
pub(super) const COMING_KEYS: [&str; 2] = ["coming-generation", "coming-shards"];

/// The keys in [`META`] of the application (bot) whose file it is: the upper and the lower half of
/// its id.
pub(super) const APPLICATION_KEYS: [&str; 2] = ["application-high", "application-low"];

/// The key in [`META`] of the number of this layout.
pub(super) const FORMAT_KEY: &str = "ticketflow-format";
/// This layout.
pub(super) const FORMAT: u32 = 1;

/// The key of an entry in [`OUTBOX`].
pub(super) fn outbox_key(id: EffectId) -> (u64, u64, u8) {
    (id.guild.get(), id.commit, id.index)
}

/// The key of a cause in [`DONE`]; none if it is known by the entry that it settles.
pub(super) fn done_key(cause: Cause, attempt: u64) -> Option<(u64, u8)> {
    match cause {
        Cause::Interaction(id) => Some((id.get(), 1)),
        Cause::Message(id) => Some((id.get(), 2)),
        Cause::State => Some((attempt, 3)),
        Cause::Effect(_) => None,
    }
}

/// The number of a kind in [`DOCUMENTS`].
pub(super) fn kind_number(kind: DocumentKind) -> u8 {
    match kind {
        DocumentKind::Catalogue => 1,
        DocumentKind::Terms => 2,
        DocumentKind::Flow => 3,
        DocumentKind::Texts => 4,
    }
}

/// The kind of a number in [`DOCUMENTS`].
pub(super) fn kind_of(number: u8) -> Option<DocumentKind> {
    DocumentKind::ALL.into_iter().find(|kind| kind_number(*kind) == number)
}

/// A record's name in messages.
pub(super) fn ticket_name(guild: u64, number: u32) -> String {
    format!("ticket {} of server {guild}", TicketNumber(number))
}
