//! What goes over the wire: the query of the URL, the envelope, and the payloads clients send.

use serde::Deserialize;
use serde_json::{Value, json};

use super::close::Close;
use super::compress::Transport;
use super::dispatch::Body;

/// Opcodes that a client may send (Discord docs, Gateway Opcodes).
pub(super) mod op {
    pub(in crate::gateway) const HEARTBEAT: u64 = 1;
    pub(in crate::gateway) const IDENTIFY: u64 = 2;
    pub(in crate::gateway) const PRESENCE_UPDATE: u64 = 3;
    pub(in crate::gateway) const VOICE_STATE_UPDATE: u64 = 4;
    pub(in crate::gateway) const RESUME: u64 = 6;
    pub(in crate::gateway) const REQUEST_GUILD_MEMBERS: u64 = 8;
    pub(in crate::gateway) const REQUEST_SOUNDBOARD_SOUNDS: u64 = 31;
    pub(in crate::gateway) const REQUEST_CHANNEL_INFO: u64 = 43;
}

/// Reads the URL's query: version 10, JSON, and the transport compression (Gateway URL Query String
/// Params).
///
/// A refusal carries the close code and what to change.
pub(super) fn read_query(query: &str) -> Result<Transport, (Close, &'static str)> {
    let value = |name: &str| {
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)
    };
    if value("v").is_none_or(|(_, version)| version != "10") {
        return Err((Close::InvalidVersion, "Invalid API version: connect with v=10."));
    }
    if value("encoding").is_some_and(|(_, encoding)| encoding != "json") {
        return Err((Close::Decode, "Only encoding=json is spoken here, not etf."));
    }
    match value("compress").map(|(_, compress)| compress) {
        None => Ok(Transport::Plain),
        Some("zlib-stream") => Ok(Transport::ZlibStream),
        Some("zstd-stream") => Ok(Transport::ZstdStream),
        Some(_) => Err((Close::Decode, "Unknown compress: use zlib-stream or zstd-stream.")),
    }
}

/// What a client sent.
#[derive(Debug, Deserialize)]
pub(super) struct Payload {
    pub(super) op: u64,
    #[serde(default)]
    pub(super) d: Value,
}

/// Op 2 (Discord docs, Identify Structure).
#[derive(Debug, Deserialize)]
pub(super) struct Identify {
    pub(super) token: String,
    /// Required, though nothing depends on what it says.
    #[serde(rename = "properties")]
    pub(super) _properties: serde_json::Map<String, Value>,
    #[serde(default)]
    pub(super) compress: bool,
    #[serde(default)]
    shard: Value,
    #[serde(default)]
    intents: Value,
}

impl Identify {
    /// Whether READY echoes a shard.
    pub(super) fn names_shard(&self) -> bool {
        !self.shard.is_null()
    }

    /// `[shard_id, num_shards]`; one shard when it is left out.
    pub(super) fn shard(&self) -> Result<Shard, Close> {
        if self.shard.is_null() {
            return Ok(Shard { id: 0, count: 1 });
        }
        let [id, count]: [u32; 2] =
            serde_json::from_value(self.shard.clone()).map_err(|_| Close::InvalidShard)?;
        if id >= count {
            return Err(Close::InvalidShard);
        }
        Ok(Shard { id, count })
    }

    /// The intents as bits; whether they exist is not checked here.
    pub(super) fn intents(&self) -> Result<u64, Close> {
        self.intents.as_u64().ok_or(Close::InvalidIntents)
    }
}

/// Op 6 (Discord docs, Resume Structure).
#[derive(Debug, Deserialize)]
pub(super) struct Resume {
    pub(super) token: String,
    pub(super) session_id: String,
    pub(super) seq: Option<u64>,
}

/// Op 8 (Discord docs, Request Guild Members Structure).
#[derive(Debug, Deserialize)]
pub(super) struct RequestMembers {
    guild_id: Value,
    #[serde(default)]
    pub(super) query: Option<String>,
    #[serde(default)]
    pub(super) limit: u64,
    #[serde(default)]
    user_ids: Value,
    #[serde(default)]
    pub(super) nonce: Option<String>,
}

impl RequestMembers {
    /// The guild asked for: one, though its id may come alone in a list.
    pub(super) fn guild(&self) -> Option<u64> {
        match &self.guild_id {
            Value::Array(ids) => match ids.as_slice() {
                [id] => snowflake(id),
                _ => None,
            },
            id => snowflake(id),
        }
    }

    /// The members asked for by id, and the entries that are no ids.
    pub(super) fn users(&self) -> (Vec<u64>, Vec<Value>) {
        let asked = match &self.user_ids {
            Value::Null => return (Vec::new(), Vec::new()),
            Value::Array(ids) => ids.clone(),
            id => vec![id.clone()],
        };
        let (ids, others): (Vec<_>, Vec<_>) =
            asked.into_iter().partition(|id| snowflake(id).is_some());
        (ids.iter().filter_map(snowflake).collect(), others)
    }
}

fn snowflake(id: &Value) -> Option<u64> {
    match id {
        Value::String(digits) => digits.parse().ok(),
        number => number.as_u64(),
    }
}

/// A shard of so many (Discord docs, Sharding).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) id: u32,
    pub(super) count: u32,
}

impl Shard {
    /// Whether the guild's events belong to this shard; what has no guild belongs to shard 0.
    pub(super) fn owns(self, guild: Option<u64>) -> bool {
        guild.map_or(0, |guild| (guild >> 22) % u64::from(self.count)) == u64::from(self.id)
    }
}

/// A payload that is no dispatch.
fn control(op: u64, d: &Value) -> String {
    format!(r#"{{"t":null,"s":null,"op":{op},"d":{d}}}"#)
}

/// Op 10.
pub(super) fn hello(heartbeat_interval_ms: u64) -> String {
    control(10, &json!({ "heartbeat_interval": heartbeat_interval_ms }))
}

/// Op 11.
pub(super) fn heartbeat_ack() -> String {
    control(11, &Value::Null)
}

/// Op 1, as the server asks for a heartbeat.
pub(super) fn heartbeat_request() -> String {
    control(1, &Value::Null)
}

/// Op 7.
pub(super) fn reconnect() -> String {
    control(7, &Value::Null)
}

/// Op 9.
pub(super) fn invalid_session(resumable: bool) -> String {
    control(9, &Value::Bool(resumable))
}

/// Writes op 0. Clients scan for the first `"t":`, `"s":` and `"op":`, so these come before `d`.
pub(super) fn write_dispatch(seq: u64, body: &Body, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"t":""#);
    out.extend_from_slice(body.kind.as_bytes());
    out.extend_from_slice(br#"","s":"#);
    out.extend_from_slice(seq.to_string().as_bytes());
    out.extend_from_slice(br#","op":0,"d":"#);
    out.extend_from_slice(body.data.as_bytes());
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_checked_in_full() {
        assert_eq!(read_query("v=10&encoding=json"), Ok(Transport::Plain));
        assert_eq!(read_query("compress=zstd-stream&v=10"), Ok(Transport::ZstdStream));
        let refused = |query| read_query(query).map_err(|(close, _)| close);
        assert_eq!(refused("v=9&encoding=json"), Err(Close::InvalidVersion));
        assert_eq!(refused("encoding=json"), Err(Close::InvalidVersion));
        assert_eq!(refused("v=10&encoding=etf"), Err(Close::Decode));
        assert_eq!(refused("v=10&compress=brotli"), Err(Close::Decode));
    }

    #[test]
    fn a_guild_belongs_to_one_shard_and_the_rest_to_shard_zero() {
        let shard = |id| Shard { id, count: 4 };
        let guild = 7_u64 << 22 | 5;
        let owners: Vec<u32> = (0..4).filter(|id| shard(*id).owns(Some(guild))).collect();
        assert_eq!(owners, [3]);
        assert!(shard(0).owns(None) && !shard(3).owns(None));
    }
}
