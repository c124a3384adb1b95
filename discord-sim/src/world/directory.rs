//! The world as the gateway asks for it.

use serde_json::Value;

use super::World;
use crate::gateway::directory::{ApplicationInfo, MemberRequest, Members};

impl World {
    pub(crate) fn application_info(&self, token: &str) -> Option<ApplicationInfo> {
        let application = self.applications.get(self.tokens.get(token)?)?;
        Some(ApplicationInfo {
            id: application.id,
            bot: self.own_user_json(application.bot),
            flags: application.flags,
            max_concurrency: application.max_concurrency,
        })
    }

    pub(crate) fn guilds_of(&self, application: u64) -> Vec<u64> {
        let mut ids: Vec<u64> = self
            .guilds
            .values()
            .filter(|guild| guild.applications.contains(&application))
            .map(|guild| guild.id)
            .collect();
        ids.sort_unstable();
        ids
    }

    /// GUILD_CREATE for one session; the gateway adds `unavailable: false` where it is a lazy load.
    pub(crate) fn guild_create(&self, application: u64, guild: u64, intents: u64) -> Option<Value> {
        let guild = self.guilds.get(&guild)?;
        guild
            .applications
            .contains(&application)
            .then(|| self.guild_create_json(guild, self.bot_of(application), intents))
    }

    /// Members by id, or by the beginning of their name.
    pub(crate) fn requested_members(&self, request: &MemberRequest) -> Members {
        let Some(guild) = self.guilds.get(&request.guild) else { return Members::default() };
        if !request.user_ids.is_empty() {
            let is_member = |user: &&u64| guild.members.contains_key(user);
            let (found, missing): (Vec<u64>, Vec<u64>) =
                request.user_ids.iter().partition(is_member);
            let members = found.iter().filter_map(|user| guild.members.get(user));
            let members = members.map(|member| self.member_json(member, true)).collect();
            return Members { members, not_found: missing };
        }
        let limit = match request.limit {
            0 => usize::MAX,
            limit => usize::try_from(limit).unwrap_or(usize::MAX),
        };
        let starts = |user: u64, nick: Option<&String>| {
            let name = self.users.get(&user).map_or("", |user| &user.name);
            let query = request.query.to_lowercase();
            name.to_lowercase().starts_with(&query)
                || nick.is_some_and(|nick| nick.to_lowercase().starts_with(&query))
        };
        let found = guild.members.values().filter(|m| starts(m.user, m.nick.as_ref()));
        let members = found.take(limit).map(|member| self.member_json(member, true)).collect();
        Members { members, not_found: Vec::new() }
    }
}
