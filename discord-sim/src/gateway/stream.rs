//! Foreign events in bulk: what a bot in busy servers hears all day and must throw away fast.
//!
//! The frames of a few hundred events are written once. Before each use only the digits that differ
//! are changed in place, so that the writer can fill a socket without building anything.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::protocol::Shard;
use super::websocket::frames::{self, TEXT};
use crate::control::ids;

/// Which foreign events to send to a session, in channels that belong to nobody.
///
/// They are not kept for a resume: a client that loses the connection inside of them gets op 9.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StreamSpec {
    /// How many. With transport compression all are encoded before the first is sent, at some 40 to
    /// 60 bytes each.
    pub events: u64,
    /// The guilds they come from; empty for made-up guilds of the session's shard.
    #[serde(serialize_with = "ids::many", deserialize_with = "ids::read_many")]
    pub guilds: Vec<u64>,
    /// How many guilds to make up.
    pub made_up_guilds: u64,
    /// How many of a hundred are TYPING_START.
    pub typing_percent: u8,
    /// How many of a hundred are PRESENCE_UPDATE. The rest is MESSAGE_CREATE of 511 bytes.
    pub presence_percent: u8,
}

impl Default for StreamSpec {
    fn default() -> Self {
        Self {
            events: 100_000,
            guilds: Vec::new(),
            made_up_guilds: 50,
            typing_percent: 0,
            presence_percent: 0,
        }
    }
}

/// A stream with the sequence numbers that were set aside for it.
#[derive(Debug, Clone)]
pub(super) struct Stream {
    pub(super) spec: StreamSpec,
    pub(super) shard: Shard,
    next: u64,
    left: u64,
    block: Block,
}

impl Stream {
    pub(super) fn new(spec: StreamSpec, shard: Shard, first: u64) -> Self {
        let left = spec.events;
        Self { spec, shard, next: first, left, block: Block::default() }
    }

    /// The next events, as frames with their numbers, or `None` at the end.
    pub(super) fn next_block(&mut self) -> Option<Frames<'_>> {
        if self.left == 0 {
            return None;
        }
        let width = self.next.to_string().len();
        if self.block.width != width {
            self.block = Block::write(&self.spec, self.shard, width);
        }
        // A block whose numbers all have the same width; the next power of ten begins another.
        let until_wider = 10_u64.saturating_pow(u32::try_from(width).unwrap_or(20)) - self.next;
        let count = self.left.min(until_wider).min(self.block.events.len() as u64);
        self.block.number(self.next, count);
        self.next += count;
        self.left -= count;
        Some(self.block.frames(usize::try_from(count).unwrap_or(usize::MAX)))
    }
}

/// Some events, encoded as text frames.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frames<'a> {
    /// The frames behind one another.
    pub(super) bytes: &'a [u8],
    events: &'a [Event],
}

impl<'a> Frames<'a> {
    /// The payloads without their frames.
    pub(super) fn payloads(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let bytes = self.bytes;
        self.events.iter().filter_map(move |event| bytes.get(event.payload.clone()))
    }
}

/// Frames whose sequence numbers have `width` digits.
#[derive(Debug, Clone, Default)]
struct Block {
    width: usize,
    bytes: Vec<u8>,
    events: Vec<Event>,
}

#[derive(Debug, Clone)]
struct Event {
    payload: Range<usize>,
    /// Where the digits of `s` are.
    seq: Range<usize>,
    /// Where the last digits of the message's id are.
    id: Option<Range<usize>>,
}

impl Block {
    fn write(spec: &StreamSpec, shard: Shard, width: usize) -> Self {
        let mut block = Self { width, ..Self::default() };
        for n in 0..EVENTS_PER_BLOCK {
            let guild = guild(spec, shard, n);
            let (kind, data) = match n * SPREAD % 100 {
                part if part < u64::from(spec.typing_percent) => ("TYPING_START", typing(guild, n)),
                part if part
                    < u64::from(spec.typing_percent) + u64::from(spec.presence_percent) =>
                {
                    ("PRESENCE_UPDATE", presence(guild, n))
                }
                _ => ("MESSAGE_CREATE", message(guild, n, MESSAGE_BYTES.saturating_sub(width))),
            };
            block.push(kind, &data);
        }
        block
    }

    fn push(&mut self, kind: &str, data: &str) {
        let before_seq = format!(r#"{{"t":"{kind}","s":"#);
        let digits = "0".repeat(self.width);
        let payload = format!(r#"{before_seq}{digits},"op":0,"d":{data}}}"#);
        frames::header(&mut self.bytes, TEXT, payload.len());
        let start = self.bytes.len();
        let seq = start + before_seq.len()..start + before_seq.len() + self.width;
        let id = payload.find(ID_MARK).map(|at| {
            let end = start + at + ID_MARK.len();
            end - ID_DIGITS..end
        });
        self.bytes.extend_from_slice(payload.as_bytes());
        self.events.push(Event { payload: start..self.bytes.len(), seq, id });
    }

    /// Writes the numbers `first..first + count` into the first events.
    fn number(&mut self, first: u64, count: u64) {
        let mut digits = Digits::new(first);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        for event in self.events.iter().take(count) {
            for place in [Some(&event.seq), event.id.as_ref()].into_iter().flatten() {
                if let Some(place) = self.bytes.get_mut(place.clone()) {
                    place.copy_from_slice(digits.last(place.len()));
                }
            }
            digits.increment();
        }
    }

    fn frames(&self, count: usize) -> Frames<'_> {
        let events = self.events.get(..count).unwrap_or(&self.events);
        let end = events.last().map_or(0, |event| event.payload.end);
        Frames { bytes: self.bytes.get(..end).unwrap_or_default(), events }
    }
}

/// A decimal counter that is cheap to raise and to copy.
struct Digits([u8; 20]);

impl Digits {
    fn new(number: u64) -> Self {
        let mut digits = [b'0'; 20];
        for (place, digit) in digits.iter_mut().zip(format!("{number:0>20}").bytes()) {
            *place = digit;
        }
        Self(digits)
    }

    fn increment(&mut self) {
        for digit in self.0.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
    }

    fn last(&self, count: usize) -> &[u8] {
        self.0.get(self.0.len().saturating_sub(count)..).unwrap_or(&self.0)
    }
}

fn guild(spec: &StreamSpec, shard: Shard, n: u64) -> u64 {
    if spec.guilds.is_empty() {
        let made_up = n % spec.made_up_guilds.max(1);
        // Far above the ids of a simulated world, and of the right shard by the formula.
        return ((100_000_000 + made_up) * u64::from(shard.count) + u64::from(shard.id)) << 22;
    }
    let index = usize::try_from(n).unwrap_or_default() % spec.guilds.len();
    spec.guilds.get(index).copied().unwrap_or_default()
}

/// A message whose payload has `bytes` bytes besides the digits of `s`.
fn message(guild: u64, n: u64, bytes: usize) -> String {
    let text = SMALL_TALK.chars().cycle().skip(usize::try_from(n).unwrap_or_default() * 7);
    let author = 900_000_000_000_000_000 + n;
    let channel = 910_000_000_000_000_000 + n % 40;
    let written = |content: &str| {
        format!(
            r#"{{"type":0,"tts":false,"timestamp":"2026-01-02T03:04:05.678000+00:00","pinned":false,"mentions":[],"mention_roles":[],"mention_everyone":false,"member":{{"roles":[],"mute":false,"flags":0,"deaf":false}},"id":"{ID_MARK}","embeds":[],"content":"{content}","channel_id":"{channel}","author":{{"username":"somebody","id":"{author}","discriminator":"0"}},"attachments":[],"guild_id":"{guild}"}}"#
        )
    };
    let envelope = r#"{"t":"MESSAGE_CREATE","s":,"op":0,"d":}"#.len();
    let room = bytes.saturating_sub(envelope + written("").len());
    written(&text.take(room).collect::<String>())
}

fn typing(guild: u64, n: u64) -> String {
    let user = 900_000_000_000_000_000 + n;
    let channel = 910_000_000_000_000_000 + n % 40;
    format!(
        r#"{{"user_id":"{user}","timestamp":1767323045,"member":{{"user":{{"username":"somebody","id":"{user}","discriminator":"0","avatar":null}},"roles":[],"mute":false,"joined_at":"2025-01-02T03:04:05.678000+00:00","flags":0,"deaf":false}},"channel_id":"{channel}","guild_id":"{guild}"}}"#
    )
}

fn presence(guild: u64, n: u64) -> String {
    let user = 900_000_000_000_000_000 + n;
    format!(
        r#"{{"user":{{"id":"{user}"}},"status":"online","guild_id":"{guild}","client_status":{{"desktop":"online"}},"activities":[]}}"#
    )
}

/// The size that a MESSAGE_CREATE of ordinary talk has on the wire.
const MESSAGE_BYTES: usize = 511;

/// Events in a block: a piece that is worth a write and stays in a processor's cache.
const EVENTS_PER_BLOCK: u64 = 400;

/// Has no factor in common with 100, so that the kinds alternate.
const SPREAD: u64 = 37;

/// A message id whose last digits are numbered.
const ID_MARK: &str = "1456600000000000000";

/// How many of its digits.
const ID_DIGITS: usize = 10;

const SMALL_TALK: &str = "does anyone know when the next event starts, or did I miss it again? ";

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn all(spec: StreamSpec, first: u64) -> Vec<Value> {
        let mut stream = Stream::new(spec, Shard { id: 3, count: 16 }, first);
        let mut read = Vec::new();
        while let Some(frames) = stream.next_block() {
            read.extend(
                frames.payloads().map(|text| serde_json::from_slice::<Value>(text).unwrap()),
            );
        }
        read
    }

    #[test]
    fn numbers_and_ids_go_on_across_blocks_and_powers_of_ten() {
        let read = all(StreamSpec { events: 2_000, ..StreamSpec::default() }, 8);
        let numbers: Vec<u64> = read.iter().filter_map(|event| event["s"].as_u64()).collect();
        assert_eq!(numbers, (8..2_008).collect::<Vec<u64>>());
        let mut ids: Vec<&str> =
            read.iter().filter_map(|event| event["d"]["id"].as_str()).collect();
        ids.dedup();
        assert_eq!(ids.len(), 2_000);
    }

    #[test]
    fn messages_are_511_bytes_and_of_the_shard() {
        let spec = StreamSpec { events: 500, ..StreamSpec::default() };
        let shard = Shard { id: 3, count: 16 };
        let mut stream = Stream::new(spec, shard, 1);
        while let Some(frames) = stream.next_block() {
            assert!(frames.payloads().all(|payload| payload.len() == MESSAGE_BYTES));
            for payload in frames.payloads() {
                let event: Value = serde_json::from_slice(payload).unwrap();
                let guild = event["d"]["guild_id"].as_str().unwrap().parse().unwrap();
                assert!(shard.owns(Some(guild)));
            }
        }
    }

    #[test]
    fn the_mix_is_as_asked() {
        let spec = StreamSpec {
            events: EVENTS_PER_BLOCK,
            typing_percent: 25,
            presence_percent: 50,
            guilds: vec![5],
            ..StreamSpec::default()
        };
        let read = all(spec, 1_000);
        let count = |kind: &str| read.iter().filter(|event| event["t"] == kind).count();
        assert_eq!(
            (count("TYPING_START"), count("PRESENCE_UPDATE"), count("MESSAGE_CREATE")),
            (100, 200, 100)
        );
        assert!(read.iter().all(|event| event["d"]["guild_id"] == "5"));
    }
}
