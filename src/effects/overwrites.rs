//! Who sees a ticket's channel, as Discord's overwrite objects (Discord docs, Channel Resource).

use crate::domain::{
    ids::{GuildId, RoleId, UserId},
    permissions::Permissions,
};
use serde_json::{Value, json};

/// Hides a channel from everybody who is not named beside this. The role `@everyone` has the id
/// of its server.
pub(super) fn hidden(guild: GuildId) -> Value {
    let deny = Permissions::VIEW_CHANNEL.0.to_string();
    json!({"id": guild, "type": 0, "allow": "0", "deny": deny})
}

/// Grants a role something.
pub(super) fn role(role: RoleId, allow: Permissions) -> Value {
    json!({"id": role, "type": 0, "allow": allow.0.to_string(), "deny": "0"})
}

/// Grants one person something.
pub(super) fn member(user: UserId, allow: Permissions) -> Value {
    json!({"id": user, "type": 1, "allow": allow.0.to_string(), "deny": "0"})
}
