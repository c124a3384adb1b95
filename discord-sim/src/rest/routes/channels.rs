//! Channels of a guild: list, create, edit, move, delete.

use serde_json::Value;

use super::overwrites;
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::rest::schema::{Field, Shape, as_number, opt, req};
use crate::rules::Rule;
use crate::world::channel::ChannelKind;
use crate::world::channels::{NewChannel, name_for};
use crate::world::error::DiscordError;
use crate::world::permissions::bits;

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", "/guilds/{guild}/channels", Bucket::Other, list),
    bot("POST", "/guilds/{guild}/channels", Bucket::Other, create),
    bot("PATCH", "/guilds/{guild}/channels", Bucket::Other, reposition),
    bot("GET", "/channels/{channel}", Bucket::Other, get),
    bot("PATCH", "/channels/{channel}", Bucket::PatchChannel, edit),
    bot("DELETE", "/channels/{channel}", Bucket::Other, delete),
];

static CREATE: [Field; 12] = [
    req("name", Shape::Text(1, 100)),
    opt("type", Shape::OneOf(&[0, 2, 4, 5, 13])),
    opt("topic", Shape::Text(0, 1024)),
    opt("position", Shape::Int(0, i64::MAX)),
    opt("parent_id", Shape::Id),
    opt("nsfw", Shape::Bool),
    opt("rate_limit_per_user", Shape::Int(0, 21_600)),
    opt("permission_overwrites", Shape::List(0, 100, &overwrites::OVERWRITE_SHAPE)),
    opt("bitrate", Shape::Int(8_000, 384_000)),
    opt("user_limit", Shape::Int(0, 99)),
    opt("rtc_region", Shape::Any),
    opt("default_auto_archive_duration", Shape::OneOf(&[60, 1_440, 4_320, 10_080])),
];
static EDIT: [Field; 12] = [
    opt("name", Shape::Text(1, 100)),
    opt("type", Shape::OneOf(&[0, 5])),
    opt("topic", Shape::Text(0, 1024)),
    opt("position", Shape::Int(0, i64::MAX)),
    opt("parent_id", Shape::Id),
    opt("nsfw", Shape::Bool),
    opt("rate_limit_per_user", Shape::Int(0, 21_600)),
    opt("permission_overwrites", Shape::List(0, 100, &overwrites::OVERWRITE_SHAPE)),
    opt("bitrate", Shape::Int(8_000, 384_000)),
    opt("user_limit", Shape::Int(0, 99)),
    opt("rtc_region", Shape::Any),
    opt("default_auto_archive_duration", Shape::OneOf(&[60, 1_440, 4_320, 10_080])),
];
static MOVE: [Field; 4] = [
    req("id", Shape::Id),
    opt("position", Shape::Int(0, i64::MAX)),
    opt("parent_id", Shape::Id),
    opt("lock_permissions", Shape::Bool),
];

static MOVE_SHAPE: Shape = Shape::Object(&MOVE);

fn list(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    let ids = &call.world.guild(guild)?.channels;
    let channels = ids.iter().filter_map(|id| call.world.channels.get(id));
    Ok(Reply::ok(channels.map(|channel| call.world.channel_json(channel)).collect()))
}

fn create(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, bits::MANAGE_CHANNELS)?;
    call.check(&CREATE)?;
    let kind = call.number_field("type").unwrap_or(0);
    let kind = ChannelKind::from_number(kind).unwrap_or(ChannelKind::Text);
    let mut new = NewChannel::named(kind, &call.text_field("name").unwrap_or_default());
    new.topic = call.text_field("topic");
    new.parent = call.number_field("parent_id");
    new.position = call.field("position").and_then(Value::as_i64);
    new.nsfw = call.field("nsfw").and_then(Value::as_bool).unwrap_or(false);
    new.slowmode = call.number_field("rate_limit_per_user").unwrap_or(0);
    new.overwrites = overwrites::read(call.field("permission_overwrites"));
    overwrites::require_targets(call, guild, &new.overwrites)?;
    if let Some(parent) = new.parent
        && call.world.channels.contains_key(&parent)
    {
        call.world.require(call.bot, parent, bits::MANAGE_CHANNELS)?;
    }
    let named = overwrites::named(&new.overwrites);
    call.world.require_grant(call.bot, guild, None, named)?;
    let id = call.world.create_channel(guild, new)?;
    Ok(Reply::created(call.world.channel_json(call.world.channel(id)?)))
}

fn get(call: &mut Call<'_>) -> Answer {
    let id = call.id("channel")?;
    call.world.channel(id)?;
    call.world.require(call.bot, id, 0)?;
    Ok(Reply::ok(call.world.channel_json(call.world.channel(id)?)))
}

fn edit(call: &mut Call<'_>) -> Answer {
    let id = call.id("channel")?;
    let guild = call.world.channel(id)?.guild.ok_or_else(|| DiscordError::of(50003))?;
    call.world.require(call.bot, id, 0)?;
    call.check(&EDIT)?;
    let fields = call.input.body.as_object().map_or(Vec::new(), |body| body.keys().collect());
    if fields.iter().any(|field| *field != "permission_overwrites") {
        call.world.require(call.bot, id, bits::MANAGE_CHANNELS)?;
    }
    let wanted = match call.field("permission_overwrites") {
        Some(list) if !list.is_null() => {
            let wanted = overwrites::read(Some(list));
            call.world.require(call.bot, id, bits::MANAGE_ROLES)?;
            overwrites::require_targets(call, guild, &wanted)?;
            let changed = overwrites::changed(&call.world.channel(id)?.overwrites, &wanted);
            call.world.require_grant(call.bot, guild, Some(id), changed)?;
            Some(wanted)
        }
        _ => None,
    };
    if let Some(parent) = call.number_field("parent_id")
        && call.world.channel(id)?.parent != Some(parent)
    {
        require_move(call, guild, parent)?;
    }
    let kind = call.world.channel(id)?.kind;
    let name = call.text_field("name").map(|name| name_for(kind, &name)).transpose()?;
    let body = std::mem::take(&mut call.input.body);
    call.world.edit_channel(id, |channel| {
        if let Some(name) = name {
            channel.name = name;
        }
        if let Some(topic) = body.get("topic") {
            channel.topic = topic.as_str().map(str::to_owned);
        }
        if let Some(parent) = body.get("parent_id") {
            channel.parent = as_number(parent);
        }
        channel.position = body["position"].as_i64().unwrap_or(channel.position);
        channel.nsfw = body["nsfw"].as_bool().unwrap_or(channel.nsfw);
        channel.slowmode = body["rate_limit_per_user"].as_u64().unwrap_or(channel.slowmode);
        if let Some(wanted) = wanted {
            channel.overwrites = wanted;
        }
        match body["type"].as_u64() {
            Some(0) => channel.kind = ChannelKind::Text,
            Some(5) => channel.kind = ChannelKind::Announcement,
            _ => {}
        }
    })?;
    Ok(Reply::ok(call.world.channel_json(call.world.channel(id)?)))
}

/// Moving needs rights at the destination and room in it.
fn require_move(call: &Call<'_>, guild: u64, parent: u64) -> Result<(), DiscordError> {
    if call.world.channels.contains_key(&parent) {
        call.world.require(call.bot, parent, bits::MANAGE_CHANNELS)?;
    }
    call.world.require_parent(guild, parent)
}

fn reposition(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    let moves = call.input.body.as_array().cloned().unwrap_or_default();
    let mut check = crate::rest::schema::Check::new(call.world.enforces(Rule::FieldLimits));
    check.value(&Shape::List(0, 500, &MOVE_SHAPE), &call.input.body, "");
    check.finish()?;
    let mut parents = 0;
    for entry in &moves {
        let id = as_number(&entry["id"]).unwrap_or(0);
        let channel = call.world.channel(id)?;
        if channel.guild != Some(guild) {
            return Err(DiscordError::of(10003));
        }
        let moves_parent = entry.get("parent_id").is_some_and(|p| as_number(p) != channel.parent);
        if moves_parent {
            parents += 1;
            call.world.require(call.bot, id, bits::MANAGE_CHANNELS)?;
            if let Some(parent) = as_number(&entry["parent_id"]) {
                require_move(call, guild, parent)?;
            }
        } else {
            call.world.require_in_guild(call.bot, guild, bits::MANAGE_CHANNELS)?;
        }
        if entry["lock_permissions"] == true {
            call.world.require(call.bot, id, bits::MANAGE_ROLES)?;
        }
    }
    if parents > 1 {
        return Err(DiscordError::of(40009));
    }
    for entry in moves {
        apply_move(call, &entry)?;
    }
    Ok(Reply::empty())
}

fn apply_move(call: &mut Call<'_>, entry: &Value) -> Result<(), DiscordError> {
    let id = as_number(&entry["id"]).unwrap_or(0);
    let parent = entry.get("parent_id").map(as_number);
    let synced = match parent {
        Some(Some(parent)) if entry["lock_permissions"] == true => {
            Some(call.world.channel(parent)?.overwrites.clone())
        }
        _ => None,
    };
    call.world.edit_channel(id, |channel| {
        channel.position = entry["position"].as_i64().unwrap_or(channel.position);
        if let Some(parent) = parent {
            channel.parent = parent;
        }
        if let Some(synced) = synced {
            channel.overwrites = synced;
        }
    })
}

fn delete(call: &mut Call<'_>) -> Answer {
    let id = call.id("channel")?;
    let channel = call.world.channel(id)?;
    let body = call.world.channel_json(channel);
    if channel.guild.is_some() {
        call.world.require(call.bot, id, bits::MANAGE_CHANNELS)?;
        call.world.delete_channel(id)?;
    }
    Ok(Reply::ok(body))
}
