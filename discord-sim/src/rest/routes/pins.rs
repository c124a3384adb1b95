//! Pins, by the routes of 2025 and their deprecated twins.

use serde_json::{Value, json};

use super::messages::{readable, seen};
use crate::rest::call::{Answer, Call, Reply};
use crate::rest::limit::Bucket;
use crate::rest::router::{Endpoint, bot};
use crate::world::error::DiscordError;
use crate::world::permissions::bits;
use crate::world::snowflake::{parse_timestamp, timestamp};

pub(super) static ROUTES: &[Endpoint] = &[
    bot("GET", "/channels/{channel}/messages/pins", Bucket::Other, list),
    bot("PUT", "/channels/{channel}/messages/pins/{message}", Bucket::Other, pin),
    bot("DELETE", "/channels/{channel}/messages/pins/{message}", Bucket::Other, unpin),
    bot("GET", "/channels/{channel}/pins", Bucket::Other, list_old),
    bot("PUT", "/channels/{channel}/pins/{message}", Bucket::Other, pin),
    bot("DELETE", "/channels/{channel}/pins/{message}", Bucket::Other, unpin),
];

/// Newest pins first, before a moment; empty without the right to read history.
fn pinned(
    call: &Call<'_>,
    before_ms: u64,
    limit: usize,
) -> Result<(Vec<(u64, Value)>, bool), DiscordError> {
    let channel = call.id("channel")?;
    let place = call.world.channel(channel)?;
    call.world.require(call.bot, channel, 0)?;
    if call.world.permissions(call.bot, channel) & bits::READ_MESSAGE_HISTORY == 0 {
        return Ok((Vec::new(), false));
    }
    let mut older = place.pins.iter().rev().filter(|(_, at)| *at < before_ms);
    let items = older
        .by_ref()
        .take(limit)
        .filter_map(|(id, at)| Some((*at, readable(call, place.messages.get(id)?))))
        .collect();
    Ok((items, older.next().is_some()))
}

fn list(call: &mut Call<'_>) -> Answer {
    call.known_query(&["before", "limit"])?;
    let limit = usize::try_from(call.number("limit", 1..=50, 50)?).unwrap_or(50);
    let before = call.query("before").and_then(parse_timestamp).unwrap_or(u64::MAX);
    let (items, has_more) = pinned(call, before, limit)?;
    let items: Vec<Value> = items
        .into_iter()
        .map(|(at, message)| json!({ "pinned_at": timestamp(at), "message": message }))
        .collect();
    Ok(Reply::ok(json!({ "items": items, "has_more": has_more })))
}

fn list_old(call: &mut Call<'_>) -> Answer {
    let (items, _) = pinned(call, u64::MAX, 50)?;
    Ok(Reply::ok(items.into_iter().map(|(_, message)| message).collect()))
}

fn pin(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::PIN_MESSAGES)?;
    seen(call, channel, id)?;
    call.world.pin(channel, id, call.bot)?;
    Ok(Reply::empty())
}

fn unpin(call: &mut Call<'_>) -> Answer {
    let (channel, id) = (call.id("channel")?, call.id("message")?);
    call.world.channel(channel)?;
    call.world.require(call.bot, channel, bits::PIN_MESSAGES)?;
    seen(call, channel, id)?;
    call.world.unpin(channel, id)?;
    Ok(Reply::empty())
}
