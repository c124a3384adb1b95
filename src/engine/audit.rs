//! What the log tells of changes to a server's documents.

use crate::domain::{decision::Write, desk::Publication, ids::GuildId, time::Timestamp};

/// Tells of a publication who put which version of a document to use and how; not what it says.
/// `at` is the time of the commit, by which what it publishes is known from what was before.
pub(super) fn audit(guild: GuildId, write: &Write, at: Timestamp) {
    let Write::Desk(desk, _) = write else { return };
    let publication = desk.history.last().filter(|it| it.at == at);
    let Some(Publication { what, version, by, how, .. }) = publication else { return };
    tracing::info!(
        guild.id = %guild, user.id = %by, document = ?what, version, how = how.kind(),
        "a document was put to use"
    );
}
