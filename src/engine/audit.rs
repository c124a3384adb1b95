//! What the log tells of changes to a server's documents.

use crate::domain::{decision::Write, desk::Publication, ids::GuildId};

/// Tells of a new version of a document who put it to use and how; not what it says.
pub(super) fn audit(guild: GuildId, write: &Write) {
    let Write::Desk(desk, Some(document)) = write else { return };
    // Own texts have no history.
    let publication = desk.history.last().filter(|it| it.what.kind() == document.kind);
    let Some(Publication { what, version, by, how, .. }) = publication else { return };
    tracing::info!(
        guild.id = %guild, user.id = %by, document = ?what, version, how = how.kind(),
        "a document was put to use"
    );
}
