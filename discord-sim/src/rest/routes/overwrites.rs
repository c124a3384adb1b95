//! Permission overwrites of a channel, and the rule of what a bot may hand out.

use serde_json::Value;

use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::rest::schema::{Field, Shape, as_number, opt, req};
use crate::world::channel::{Overwrite, OverwriteKind};
use crate::world::error::DiscordError;
use crate::world::permissions::bits;

pub(super) static ROUTES: &[Endpoint] = &[
    bot("PUT", "/channels/{channel}/permissions/{overwrite}", Bucket::Other, put),
    bot("DELETE", "/channels/{channel}/permissions/{overwrite}", Bucket::Other, delete),
];

static OVERWRITE: [Field; 4] = [
    req("id", Shape::Id),
    opt("type", Shape::Any),
    opt("allow", Shape::Bits),
    opt("deny", Shape::Bits),
];
pub(super) static OVERWRITE_SHAPE: Shape = Shape::Object(&OVERWRITE);
static PUT: [Field; 4] = [
    // discord.py repeats the id of the path.
    opt("id", Shape::Id),
    req("type", Shape::OneOf(&[0, 1])),
    opt("allow", Shape::Bits),
    opt("deny", Shape::Bits),
];

/// The overwrites of a body; missing or null bits are none.
pub(super) fn read(list: Option<&Value>) -> Vec<Overwrite> {
    let items = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|item| one(as_number(&item["id"])?, item)).collect()
}

fn one(id: u64, item: &Value) -> Option<Overwrite> {
    // The type is a number, or in older clients its digits or name as text.
    let is_member = match &item["type"] {
        Value::String(text) => text == "1" || text == "member",
        other => other.as_u64() == Some(1),
    };
    let kind = if is_member { OverwriteKind::Member } else { OverwriteKind::Role };
    let allow = as_number(&item["allow"]).unwrap_or(0);
    Some(Overwrite { id, kind, allow, deny: as_number(&item["deny"]).unwrap_or(0) })
}

/// All bits that the overwrites name; deny counts like allow.
pub(super) fn named(overwrites: &[Overwrite]) -> u64 {
    overwrites.iter().fold(0, |sum, overwrite| sum | overwrite.allow | overwrite.deny)
}

/// Bits of overwrites that differ from those in force: what an edit really hands out.
pub(super) fn changed(before: &[Overwrite], after: &[Overwrite]) -> u64 {
    let differs = |overwrite: &&Overwrite| !before.contains(overwrite);
    after.iter().filter(differs).fold(0, |sum, overwrite| sum | overwrite.allow | overwrite.deny)
}

/// Roles and members of overwrites must exist in the guild; a departed member may stay named.
pub(super) fn require_targets(
    call: &Call<'_>,
    guild: u64,
    overwrites: &[Overwrite],
) -> Result<(), DiscordError> {
    let roles = &call.world.guild(guild)?.roles;
    let unknown = overwrites.iter().any(|overwrite| match overwrite.kind {
        OverwriteKind::Role => !roles.contains_key(&overwrite.id),
        OverwriteKind::Member => !call.world.users.contains_key(&overwrite.id),
    });
    if unknown { Err(DiscordError::of(10009)) } else { Ok(()) }
}

fn put(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("overwrite")?);
    call.check(&PUT)?;
    let guild = call.world.channel(channel)?.guild.ok_or_else(|| DiscordError::of(50003))?;
    call.world.require(call.bot, channel, bits::MANAGE_ROLES)?;
    let Some(overwrite) = one(id, &call.input.body) else { return Err(DiscordError::of(10009)) };
    require_targets(call, guild, &[overwrite])?;
    let named = named(&[overwrite]);
    call.world.require_grant(call.bot, guild, Some(channel), named)?;
    call.world.set_overwrite(channel, overwrite)?;
    Ok(Reply::empty())
}

fn delete(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("overwrite")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::MANAGE_ROLES)?;
    call.world.remove_overwrite(channel, id)?;
    Ok(Reply::empty())
}
