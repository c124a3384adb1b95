//! Who may do what: Discord's algorithm over roles and overwrites, and the implicit rules applied
//! when a right is used.

use super::channel::{Channel, OverwriteKind};
use super::guild::{Guild, Member};

/// Bits as Discord numbers them (Discord docs, Permissions: Bitwise Permission Flags).
pub mod bits {
    /// All rights, overwrites do not matter.
    pub const ADMINISTRATOR: u64 = 1 << 3;
    /// Create, edit, delete channels.
    pub const MANAGE_CHANNELS: u64 = 1 << 4;
    /// Change the guild.
    pub const MANAGE_GUILD: u64 = 1 << 5;
    /// Add a reaction that is not there yet.
    pub const ADD_REACTIONS: u64 = 1 << 6;
    /// Read the audit log.
    pub const VIEW_AUDIT_LOG: u64 = 1 << 7;
    /// See the channel.
    pub const VIEW_CHANNEL: u64 = 1 << 10;
    /// Write messages.
    pub const SEND_MESSAGES: u64 = 1 << 11;
    /// Write messages that are read aloud.
    pub const SEND_TTS_MESSAGES: u64 = 1 << 12;
    /// Delete others' messages.
    pub const MANAGE_MESSAGES: u64 = 1 << 13;
    /// Have embeds shown.
    pub const EMBED_LINKS: u64 = 1 << 14;
    /// Send files.
    pub const ATTACH_FILES: u64 = 1 << 15;
    /// Read what was written before.
    pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
    /// Ping everyone, and roles that are not mentionable.
    pub const MENTION_EVERYONE: u64 = 1 << 17;
    /// Join a voice channel.
    pub const CONNECT: u64 = 1 << 20;
    /// Change the own nickname.
    pub const CHANGE_NICKNAME: u64 = 1 << 26;
    /// Change others' nicknames.
    pub const MANAGE_NICKNAMES: u64 = 1 << 27;
    /// Manage roles and overwrites.
    pub const MANAGE_ROLES: u64 = 1 << 28;
    /// Use slash commands.
    pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
    /// Time members out.
    pub const MODERATE_MEMBERS: u64 = 1 << 40;
    /// Pin messages; MANAGE_MESSAGES does not include it any more.
    pub const PIN_MESSAGES: u64 = 1 << 51;
    /// Every bit that exists.
    pub const ALL: u64 = (1 << 53) - 1;
    /// What @everyone of a new guild may do.
    pub const EVERYONE_DEFAULT: u64 = VIEW_CHANNEL
        | SEND_MESSAGES
        | EMBED_LINKS
        | ATTACH_FILES
        | READ_MESSAGE_HISTORY
        | ADD_REACTIONS
        | CONNECT
        | CHANGE_NICKNAME
        | USE_APPLICATION_COMMANDS;
}

const TIMED_OUT: u64 = bits::VIEW_CHANNEL | bits::READ_MESSAGE_HISTORY;
const VOID_WITHOUT_SEND: u64 =
    bits::MENTION_EVERYONE | bits::SEND_TTS_MESSAGES | bits::ATTACH_FILES | bits::EMBED_LINKS;

/// What the member may do in the guild, before any channel (Discord docs, Permissions: Permission
/// Overwrites).
pub(crate) fn in_guild(guild: &Guild, member: &Member, now_ms: u64) -> u64 {
    let rights = base(guild, member);
    limit_to_timeout(rights, member, now_ms)
}

fn base(guild: &Guild, member: &Member) -> u64 {
    if guild.owner == member.user {
        return bits::ALL;
    }
    let everyone = guild.roles.get(&guild.id).map_or(0, |role| role.permissions);
    let rights = member
        .roles
        .iter()
        .filter_map(|role| guild.roles.get(role))
        .fold(everyone, |sum, role| sum | role.permissions);
    if rights & bits::ADMINISTRATOR != 0 { bits::ALL } else { rights }
}

/// What the member may do in the channel, without the implicit rules: the number that payloads
/// carry.
pub(crate) fn in_channel(guild: &Guild, member: &Member, channel: &Channel, now_ms: u64) -> u64 {
    let mut rights = base(guild, member);
    if rights == bits::ALL {
        return rights;
    }
    let (mut role_deny, mut role_allow, mut own) = (0, 0, (0, 0));
    for overwrite in &channel.overwrites {
        match overwrite.kind {
            OverwriteKind::Role if overwrite.id == guild.id => {
                rights = rights & !overwrite.deny | overwrite.allow;
            }
            OverwriteKind::Role if member.roles.contains(&overwrite.id) => {
                role_deny |= overwrite.deny;
                role_allow |= overwrite.allow;
            }
            OverwriteKind::Member if overwrite.id == member.user => {
                own = (overwrite.deny, overwrite.allow);
            }
            OverwriteKind::Role | OverwriteKind::Member => {}
        }
    }
    rights = rights & !role_deny | role_allow;
    rights = rights & !own.0 | own.1;
    limit_to_timeout(rights, member, now_ms)
}

fn limit_to_timeout(rights: u64, member: &Member, now_ms: u64) -> u64 {
    let timed_out = member.timeout_until_ms.is_some_and(|until| until > now_ms);
    if timed_out && rights != bits::ALL { rights & TIMED_OUT } else { rights }
}

/// The rights as they count when one is used (Discord docs, Permissions: Implicit Permissions).
pub(crate) fn effective(rights: u64, channel: &Channel) -> u64 {
    if rights & bits::VIEW_CHANNEL == 0 {
        return 0;
    }
    if channel.kind.is_voice() && rights & bits::CONNECT == 0 {
        return bits::VIEW_CHANNEL;
    }
    if rights & bits::SEND_MESSAGES == 0 { rights & !VOID_WITHOUT_SEND } else { rights }
}
