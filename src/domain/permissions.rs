//! Discord's permissions: the bits, and what a member may do where.

use super::ids::{ChannelId, GuildId, RoleId, UserId};
use serde::{Deserialize, Serialize};
use std::ops::{BitOr, BitOrAssign, Sub};

/// A set of permission bits. Bits that we have no name for are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(pub u64);

impl Permissions {
    /// None.
    pub const NONE: Self = Self(0);
    /// Everything, everywhere.
    pub const ADMINISTRATOR: Self = Self(1 << 3);
    /// Make, change and delete channels.
    pub const MANAGE_CHANNELS: Self = Self(1 << 4);
    /// Change the server.
    pub const MANAGE_GUILD: Self = Self(1 << 5);
    /// See the channel.
    pub const VIEW_CHANNEL: Self = Self(1 << 10);
    /// Write.
    pub const SEND_MESSAGES: Self = Self(1 << 11);
    /// Write embeds.
    pub const EMBED_LINKS: Self = Self(1 << 14);
    /// Send files.
    pub const ATTACH_FILES: Self = Self(1 << 15);
    /// Read what was written before.
    pub const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    /// Call everyone, and roles that not everybody may call.
    pub const MENTION_EVERYONE: Self = Self(1 << 17);
    /// Change roles and the permissions of channels.
    pub const MANAGE_ROLES: Self = Self(1 << 28);

    /// What a person in a ticket may do.
    pub const TAKE_PART: Self = Self(
        Self::VIEW_CHANNEL.0
            | Self::SEND_MESSAGES.0
            | Self::EMBED_LINKS.0
            | Self::ATTACH_FILES.0
            | Self::READ_MESSAGE_HISTORY.0,
    );
    /// What the bot gives itself in a ticket. Without it, it would lock itself out.
    pub const SERVE: Self = Self(Self::TAKE_PART.0 | Self::MANAGE_CHANNELS.0);
    /// What the bot needs in the server: what it hands out in a ticket's channel, which Discord
    /// lets it do only with permissions that it has itself (Discord docs, Create Guild Channel),
    /// and the right to change who sees the channel.
    pub const NEEDED_IN_GUILD: Self = Self(Self::SERVE.0 | Self::MANAGE_ROLES.0);
    /// What it needs where the panel stands; the history, to find a panel that it has posted and
    /// does not know of.
    pub const NEEDED_FOR_PANEL: Self = Self(
        Self::VIEW_CHANNEL.0
            | Self::SEND_MESSAGES.0
            | Self::EMBED_LINKS.0
            | Self::READ_MESSAGE_HISTORY.0,
    );
    /// What it needs in a category that it makes channels in or moves them to.
    pub const NEEDED_IN_CATEGORY: Self = Self(Self::VIEW_CHANNEL.0 | Self::MANAGE_CHANNELS.0);

    /// Whether all of `wanted` is in here.
    #[must_use]
    pub fn contains(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }
}

impl BitOr for Permissions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Permissions {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl Sub for Permissions {
    type Output = Self;
    /// What is in here and not in `other`.
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// A server as we found it when a set-up was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The server.
    pub guild: GuildId,
    /// The bot.
    pub me: UserId,
    /// The bot's roles, without `@everyone`.
    pub my_roles: Vec<RoleId>,
    /// All roles.
    pub roles: Vec<RoleFacts>,
    /// All channels and categories.
    pub channels: Vec<ChannelFacts>,
}

/// What matters of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFacts {
    /// Its id.
    pub id: RoleId,
    /// What it grants everywhere.
    pub permissions: Permissions,
    /// Whether everybody may call it.
    pub mentionable: bool,
}

/// What matters of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelFacts {
    /// Its id.
    pub id: ChannelId,
    /// What it is.
    pub kind: ChannelKind,
    /// Who is granted and denied what in it.
    pub overwrites: Vec<Overwrite>,
}

/// What a channel is, as far as it matters to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// A channel of messages.
    Text,
    /// A group of channels.
    Category,
    /// Anything else.
    Other,
}

/// A channel's exception for a role or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// For whom.
    pub subject: Subject,
    /// Granted.
    pub allow: Permissions,
    /// Denied.
    pub deny: Permissions,
}

/// Whom an overwrite is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Everyone with this role.
    Role(RoleId),
    /// One person.
    Member(UserId),
}

impl Survey {
    /// What the bot may do in the server as a whole.
    #[must_use]
    pub fn in_guild(&self) -> Permissions {
        let mine = |role: &&RoleFacts| {
            role.id.get() == self.guild.get() || self.my_roles.contains(&role.id)
        };
        let granted = self
            .roles
            .iter()
            .filter(mine)
            .fold(Permissions::NONE, |sum, role| sum | role.permissions);
        if granted.contains(Permissions::ADMINISTRATOR) { Permissions(u64::MAX) } else { granted }
    }

    /// What the bot may do in a channel (Discord docs, Permission Overwrites, with the implicit
    /// rule that who cannot see a channel can do nothing in it).
    #[must_use]
    pub fn in_channel(&self, channel: &ChannelFacts) -> Permissions {
        let base = self.in_guild();
        if base.contains(Permissions::ADMINISTRATOR) {
            return base;
        }
        let of = |wanted: &dyn Fn(Subject) -> bool| {
            channel
                .overwrites
                .iter()
                .filter(|it| wanted(it.subject))
                .fold((Permissions::NONE, Permissions::NONE), |(allow, deny), it| {
                    (allow | it.allow, deny | it.deny)
                })
        };
        let everyone =
            of(&|it| matches!(it, Subject::Role(role) if role.get() == self.guild.get()));
        let roles = of(&|it| matches!(it, Subject::Role(role) if self.my_roles.contains(&role)));
        let me = of(&|it| it == Subject::Member(self.me));
        let may =
            [everyone, roles, me].into_iter().fold(base, |may, (allow, deny)| (may - deny) | allow);
        if may.contains(Permissions::VIEW_CHANNEL) { may } else { Permissions::NONE }
    }

    /// The channel of this id.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<&ChannelFacts> {
        self.channels.iter().find(|channel| channel.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn survey(everyone: u64, mine: u64) -> Survey {
        Survey {
            guild: Id::new(1),
            me: Id::new(5),
            my_roles: vec![Id::new(2)],
            roles: vec![
                RoleFacts {
                    id: Id::new(1),
                    permissions: Permissions(everyone),
                    mentionable: false,
                },
                RoleFacts { id: Id::new(2), permissions: Permissions(mine), mentionable: false },
                RoleFacts {
                    id: Id::new(3),
                    permissions: Permissions(u64::MAX),
                    mentionable: false,
                },
            ],
            channels: vec![],
        }
    }

    fn channel(overwrites: &[(Subject, u64, u64)]) -> ChannelFacts {
        let overwrites = overwrites
            .iter()
            .map(|&(subject, allow, deny)| Overwrite {
                subject,
                allow: Permissions(allow),
                deny: Permissions(deny),
            })
            .collect();
        ChannelFacts { id: Id::new(9), kind: ChannelKind::Text, overwrites }
    }

    #[test]
    fn member_beats_roles_beat_everyone() {
        let view = Permissions::VIEW_CHANNEL.0;
        let send = Permissions::SEND_MESSAGES.0;
        let everyone = Subject::Role(Id::new(1));
        let role = Subject::Role(Id::new(2));
        let me = Subject::Member(Id::new(5));
        let survey = survey(view, send);
        let may = |overwrites: &[_]| survey.in_channel(&channel(overwrites)).0;
        assert_eq!(may(&[]), view | send);
        assert_eq!(may(&[(everyone, 0, send)]), view);
        assert_eq!(may(&[(everyone, 0, view)]), 0, "nothing without a view");
        assert_eq!(may(&[(everyone, 0, send), (role, send, 0)]), view | send);
        assert_eq!(may(&[(role, send, 0), (me, 0, send)]), view);
        assert_eq!(may(&[(Subject::Role(Id::new(3)), 0, view)]), view | send, "not my role");
    }

    #[test]
    fn an_administrator_is_stopped_by_nothing() {
        let survey = survey(0, Permissions::ADMINISTRATOR.0);
        let closed = channel(&[(Subject::Member(Id::new(5)), 0, u64::MAX)]);
        assert!(survey.in_channel(&closed).contains(Permissions::NEEDED_IN_GUILD));
    }
}
