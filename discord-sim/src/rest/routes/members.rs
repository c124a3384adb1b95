//! Members of a guild: get, list, search, edit, roles.

use serde_json::Value;

use super::guilds::require_below;
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::rest::schema::{Field, Shape, as_number, opt};
use crate::rules::Rule;
use crate::world::error::DiscordError;
use crate::world::permissions::bits;
use crate::world::snowflake::parse_timestamp;
use crate::world::user::flags::GUILD_MEMBERS;

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", "/guilds/{guild}/members", Bucket::Other, list),
    bot("GET", "/guilds/{guild}/members/search", Bucket::Other, search),
    bot("GET", "/guilds/{guild}/members/{user}", Bucket::Other, get),
    bot("PATCH", "/guilds/{guild}/members/{user}", Bucket::Other, edit),
    bot("PATCH", "/guilds/{guild}/members/@me", Bucket::Other, edit_own),
    bot("PUT", "/guilds/{guild}/members/{user}/roles/{role}", Bucket::Other, add_role),
    bot("DELETE", "/guilds/{guild}/members/{user}/roles/{role}", Bucket::Other, remove_role),
    bot("DELETE", "/guilds/{guild}/members/{user}", Bucket::Other, kick),
];

static EDIT: [Field; 3] = [
    opt("nick", Shape::Text(0, 32)),
    opt("roles", Shape::List(0, 350, &Shape::Id)),
    opt("communication_disabled_until", Shape::Text(0, 64)),
];
static EDIT_OWN: [Field; 1] = [opt("nick", Shape::Text(0, 32))];
const MAX_TIMEOUT_MS: u64 = 28 * 86_400_000;
const KICK_MEMBERS: u64 = 1 << 1;

fn member(call: &Call<'_>, guild: u64, user: u64) -> Result<Value, DiscordError> {
    call.world.user(user)?;
    Ok(call.world.member_json(call.world.member(guild, user)?, true))
}

fn get(call: &mut Call<'_>) -> Answer {
    let (guild, user) = (call.id("guild")?, call.id("user")?);
    call.world.require_in_guild(call.bot, guild, 0)?;
    Ok(Reply::ok(member(call, guild, user)?))
}

/// Needs the members intent to be switched on for the application (Discord docs, List Guild
/// Members).
fn list(call: &mut Call<'_>) -> Answer {
    call.known_query(&["limit", "after"])?;
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    let application = call.world.applications.get(&call.input.application);
    if application.is_none_or(|found| found.flags & GUILD_MEMBERS == 0) {
        return Err(DiscordError::of(50001));
    }
    let limit = usize::try_from(call.number("limit", 1..=1000, 1)?).unwrap_or(1000);
    let after = call.query("after").and_then(|id| id.parse().ok()).unwrap_or(0);
    let mut users: Vec<u64> = call.world.guild(guild)?.members.keys().copied().collect();
    users.retain(|user| *user > after);
    users.sort_unstable();
    let members: Result<Vec<Value>, _> =
        users.into_iter().take(limit).map(|user| member(call, guild, user)).collect();
    Ok(Reply::ok(members?.into()))
}

fn search(call: &mut Call<'_>) -> Answer {
    call.known_query(&["query", "limit"])?;
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    let limit = usize::try_from(call.number("limit", 1..=1000, 1)?).unwrap_or(1000);
    let query = call.query("query").unwrap_or("").to_lowercase();
    if query.is_empty() || query.chars().count() > 100 {
        let message = "Must be between 1 and 100 in length.";
        return Err(DiscordError::form("query", "BASE_TYPE_BAD_LENGTH", message));
    }
    let starts = |name: &str| name.to_lowercase().starts_with(&query);
    let matches = |user: &u64, nick: Option<&String>| {
        nick.is_some_and(|nick| starts(nick))
            || call.world.users.get(user).is_some_and(|user| starts(&user.name))
    };
    let found = call.world.guild(guild)?.members.values();
    let mut users: Vec<u64> =
        found.filter(|m| matches(&m.user, m.nick.as_ref())).map(|m| m.user).collect();
    users.sort_unstable();
    let members: Result<Vec<Value>, _> =
        users.into_iter().take(limit).map(|user| member(call, guild, user)).collect();
    Ok(Reply::ok(members?.into()))
}

fn require_outranked(call: &Call<'_>, guild: u64, user: u64) -> Result<(), DiscordError> {
    let found = call.world.guild(guild)?;
    let enforced = call.world.enforces(Rule::Permissions);
    if user == call.bot || found.rank(user) < found.rank(call.bot) || !enforced {
        Ok(())
    } else {
        Err(DiscordError::of(50013))
    }
}

fn edit(call: &mut Call<'_>) -> Answer {
    let (guild, user) = (call.id("guild")?, call.id("user")?);
    call.world.require_in_guild(call.bot, guild, 0)?;
    call.check(&EDIT)?;
    call.world.member(guild, user)?;
    if call.field("nick").is_some() {
        call.world.require_in_guild(call.bot, guild, bits::MANAGE_NICKNAMES)?;
        require_outranked(call, guild, user)?;
    }
    let roles = call
        .field("roles")
        .and_then(Value::as_array)
        .map(|roles| roles.iter().filter_map(as_number).collect::<Vec<u64>>());
    if let Some(roles) = &roles {
        call.world.require_in_guild(call.bot, guild, bits::MANAGE_ROLES)?;
        let held = call.world.member(guild, user)?.roles.clone();
        let moved = roles.iter().filter(|r| !held.contains(r));
        for role in moved.chain(held.iter().filter(|r| !roles.contains(r))) {
            require_below(call, guild, *role)?;
        }
    }
    let timeout = call.field("communication_disabled_until").cloned();
    if timeout.is_some() {
        require_timeout(call, guild, user, timeout.as_ref())?;
    }
    let nick = call.field("nick").cloned();
    call.world.edit_member(guild, user, |member| {
        if let Some(nick) = nick {
            member.nick = nick.as_str().filter(|nick| !nick.is_empty()).map(str::to_owned);
        }
        if let Some(roles) = roles {
            member.roles = roles;
        }
        if let Some(timeout) = timeout {
            member.timeout_until_ms = timeout.as_str().and_then(parse_timestamp);
        }
    })?;
    Ok(Reply::ok(member(call, guild, user)?))
}

/// At most 28 days ahead; never the owner or an administrator.
fn require_timeout(
    call: &Call<'_>,
    guild: u64,
    user: u64,
    until: Option<&Value>,
) -> Result<(), DiscordError> {
    call.world.require_in_guild(call.bot, guild, bits::MODERATE_MEMBERS)?;
    require_outranked(call, guild, user)?;
    if call.world.guild_permissions(user, guild) & bits::ADMINISTRATOR != 0 {
        return Err(DiscordError::of(50013));
    }
    let until = until.and_then(Value::as_str).and_then(parse_timestamp);
    if until.is_some_and(|until| until > call.world.now() + MAX_TIMEOUT_MS) {
        let message = "Timeout must be at most 28 days.";
        let field = "communication_disabled_until";
        return Err(DiscordError::form(field, "GUILD_MEMBER_TIMEOUT_TOO_LONG", message));
    }
    Ok(())
}

fn edit_own(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.check(&EDIT_OWN)?;
    call.world.require_in_guild(call.bot, guild, bits::CHANGE_NICKNAME)?;
    let nick = call.text_field("nick").filter(|nick| !nick.is_empty());
    let bot = call.bot;
    call.world.edit_member(guild, bot, |member| member.nick = nick)?;
    Ok(Reply::ok(member(call, guild, bot)?))
}

fn change_role(call: &mut Call<'_>, adds: bool) -> Answer {
    let (guild, user, role) = (call.id("guild")?, call.id("user")?, call.id("role")?);
    call.world.require_in_guild(call.bot, guild, bits::MANAGE_ROLES)?;
    call.world.member(guild, user)?;
    require_below(call, guild, role)?;
    let holds = call.world.member(guild, user)?.roles.contains(&role);
    if holds != adds {
        call.world.edit_member(guild, user, |member| {
            member.roles.retain(|held| *held != role);
            if adds {
                member.roles.push(role);
            }
        })?;
    }
    Ok(Reply::empty())
}

fn add_role(call: &mut Call<'_>) -> Answer {
    change_role(call, true)
}

fn remove_role(call: &mut Call<'_>) -> Answer {
    change_role(call, false)
}

fn kick(call: &mut Call<'_>) -> Answer {
    let (guild, user) = (call.id("guild")?, call.id("user")?);
    call.world.require_in_guild(call.bot, guild, KICK_MEMBERS)?;
    require_outranked(call, guild, user)?;
    call.world.leave(guild, user)?;
    Ok(Reply::empty())
}
