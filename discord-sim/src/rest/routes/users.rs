//! Users, DMs, the application itself, and where the gateway is.

use serde_json::{Value, json};

use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Access, Endpoint, bot};
use crate::rest::schema::{Field, Shape, req};
use crate::world::error::DiscordError;

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", "/users/@me", Bucket::Other, own),
    bot("GET", "/users/@me/guilds", Bucket::Other, guilds),
    bot("DELETE", "/users/@me/guilds/{guild}", Bucket::Other, leave),
    bot("POST", "/users/@me/channels", Bucket::Other, open_dm),
    bot("GET", "/users/{user}", Bucket::Other, get),
    bot("GET", "/applications/@me", Bucket::Other, application),
    bot("GET", "/oauth2/applications/@me", Bucket::Other, application),
    Endpoint {
        method: "GET",
        template: "/gateway",
        access: Access::Open,
        bucket: Bucket::None,
        handler: gateway,
    },
    bot("GET", "/gateway/bot", Bucket::Other, gateway_bot),
];

static OPEN_DM: [Field; 1] = [req("recipient_id", Shape::Id)];

fn own(call: &mut Call<'_>) -> Answer {
    Ok(Reply::ok(call.world.own_user_json(call.bot)))
}

fn get(call: &mut Call<'_>) -> Answer {
    let id = call.id("user")?;
    call.world.user(id)?;
    Ok(Reply::ok(call.world.user_json(id)))
}

fn guilds(call: &mut Call<'_>) -> Answer {
    call.known_query(&["before", "after", "limit", "with_counts"])?;
    let limit = usize::try_from(call.number("limit", 1..=200, 200)?).unwrap_or(200);
    let before = call.query("before").and_then(|id| id.parse().ok()).unwrap_or(u64::MAX);
    let after = call.query("after").and_then(|id| id.parse().ok()).unwrap_or(0);
    let mut ids = call.world.guilds_of(call.input.application);
    ids.retain(|id| *id > after && *id < before);
    if call.query("before").is_some() {
        ids.drain(..ids.len().saturating_sub(limit));
    }
    let found = ids.iter().take(limit).filter_map(|id| call.world.guilds.get(id));
    let body = found.map(|guild| {
        json!({ "id": guild.id.to_string(), "name": guild.name, "icon": null, "banner": null,
            "owner": false, "features": guild.features,
            "permissions": call.world.guild_permissions(call.bot, guild.id).to_string() })
    });
    Ok(Reply::ok(body.collect()))
}

fn leave(call: &mut Call<'_>) -> Answer {
    let guild = call.id("guild")?;
    call.world.require_in_guild(call.bot, guild, 0)?;
    call.world.leave(guild, call.bot)?;
    Ok(Reply::empty())
}

fn open_dm(call: &mut Call<'_>) -> Answer {
    call.check(&OPEN_DM)?;
    let other = call.number_field("recipient_id").unwrap_or(0);
    call.world.user(other)?;
    if other == call.bot {
        return Err(DiscordError::of(50007));
    }
    let id = call.world.open_dm(call.bot, other);
    let mut body = call.world.channel_json(call.world.channel(id)?);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("recipients".to_owned(), Value::Array(vec![call.world.user_json(other)]));
    }
    Ok(Reply::ok(body))
}

fn application(call: &mut Call<'_>) -> Answer {
    Ok(Reply::ok(call.world.application_json(call.input.application)))
}

fn gateway(call: &mut Call<'_>) -> Answer {
    Ok(Reply::ok(json!({ "url": call.world.addresses.gateway })))
}

fn gateway_bot(call: &mut Call<'_>) -> Answer {
    let limit = call.world.session_starts(call.input.application);
    let guilds = call.world.guilds_of(call.input.application).len();
    let application = call.world.applications.get(&call.input.application);
    let max_concurrency = application.map_or(1, |found| found.max_concurrency);
    Ok(Reply::ok(json!({
        "url": call.world.addresses.gateway, "shards": guilds.div_ceil(1_000).max(1),
        "session_start_limit": {
            "total": limit.total, "remaining": limit.remaining,
            "reset_after": limit.reset_after, "max_concurrency": max_concurrency,
        },
    })))
}
