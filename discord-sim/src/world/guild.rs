//! Guilds, their roles and members as state.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::permissions::bits;

/// A guild. Its @everyone role has the guild's id.
#[derive(Debug)]
pub(crate) struct Guild {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) owner: u64,
    pub(crate) roles: BTreeMap<u64, Role>,
    pub(crate) members: HashMap<u64, Member>,
    pub(crate) channels: BTreeSet<u64>,
    /// Applications whose bot is a member.
    pub(crate) applications: Vec<u64>,
    pub(crate) features: Vec<String>,
    pub(crate) locale: String,
    /// Commands by name, and roles that may use them whatever else they may do.
    pub(crate) allowed_commands: BTreeSet<(String, u64)>,
}

/// A role.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) position: i64,
    pub(crate) color: u64,
    pub(crate) hoist: bool,
    pub(crate) mentionable: bool,
    /// The bot whose own role it is.
    pub(crate) bot: Option<u64>,
}

/// A user in a guild.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) user: u64,
    pub(crate) roles: Vec<u64>,
    pub(crate) nick: Option<String>,
    pub(crate) joined_ms: u64,
    pub(crate) timeout_until_ms: Option<u64>,
}

impl Guild {
    pub(crate) fn new(id: u64, name: &str, owner: u64) -> Self {
        let everyone = Role {
            id,
            name: "@everyone".to_owned(),
            permissions: bits::EVERYONE_DEFAULT,
            position: 0,
            color: 0,
            hoist: false,
            mentionable: false,
            bot: None,
        };
        Self {
            id,
            name: name.to_owned(),
            owner,
            roles: BTreeMap::from([(id, everyone)]),
            members: HashMap::new(),
            channels: BTreeSet::new(),
            applications: Vec::new(),
            features: Vec::new(),
            locale: "en-US".to_owned(),
            allowed_commands: BTreeSet::new(),
        }
    }

    /// Position of the member's highest role; the owner stands above all.
    pub(crate) fn rank(&self, user: u64) -> i64 {
        if user == self.owner {
            return i64::MAX;
        }
        let roles = self.members.get(&user).map_or(&[][..], |member| &member.roles);
        roles
            .iter()
            .filter_map(|role| self.roles.get(role))
            .map(|role| role.position)
            .max()
            .unwrap_or(0)
    }
}
