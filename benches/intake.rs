//! What a foreign message costs until it is dropped: our search of its text, beside a client that
//! reads only the envelope, and beside one that reads everything.

mod shop;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::Deserialize;
use serde_json::{json, value::RawValue};
use std::hint::black_box;
use ticketflow::{
    discord::{Acknowledged, Rest, RestSettings},
    domain::ids::UserId,
    intake::Intake,
    secret::Secret,
    telemetry::Registry,
};
use tokio::{runtime::Runtime, sync::mpsc};
use twilight_gateway::EventTypeFlags;

/// The form of a dispatch, its data left unread.
#[derive(Deserialize)]
struct Envelope<'a> {
    op: u8,
    s: Option<u64>,
    t: Option<&'a str>,
    #[serde(borrow)]
    d: &'a RawValue,
}

/// A message of somebody in a channel that is not ours, with the fields that Discord sends.
fn foreign(words: usize) -> String {
    let data = json!({
        "type": 0, "tts": false, "timestamp": "2025-11-25T21:30:00.123000+00:00", "pinned": false,
        "nonce": "1420000000000000001", "mentions": [], "mention_roles": [],
        "mention_everyone": false, "id": "1420000000000000002", "flags": 0, "embeds": [],
        "edited_timestamp": null, "content": "lorem ipsum dolor sit amet ".repeat(words),
        "components": [], "channel_id": "1420000000000000003", "attachments": [],
        "author": {
            "username": "somebody", "public_flags": 0, "id": "1420000000000000004",
            "global_name": "Some Body", "discriminator": "0", "clan": null,
            "avatar": "a_0123456789abcdef0123456789abcdef", "avatar_decoration_data": null,
        },
        "member": {
            "roles": ["1420000000000000005", "1420000000000000006"], "mute": false, "deaf": false,
            "joined_at": "2021-01-01T00:00:00.000000+00:00", "premium_since": null, "nick": null,
            "pending": false, "flags": 0, "communication_disabled_until": null, "avatar": null,
            "banner": null,
        },
        "guild_id": "1420000000000000007",
    });
    format!(r#"{{"t":"MESSAGE_CREATE","s":42,"op":0,"d":{data}}}"#)
}

fn messages(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let _inside = runtime.enter();
    let folder = tempfile::tempdir().expect("a folder");
    let (intake, _reading) = runtime.block_on(async {
        let store = shop::store(&folder.path().join("bench.redb"), 1_000).await;
        let (decided, _entries) = mpsc::unbounded_channel();
        let engine = shop::engine(store, decided).await;
        let rest = Rest::new(RestSettings::new(Secret::new("none".to_owned()))).expect("settings");
        let registry = Registry::new().expect("the tables are right");
        let metrics = registry.metrics().intake;
        Intake::start(engine, rest, Acknowledged::default(), UserId::new(1), metrics)
    });
    for (name, words) in [("short", 1), ("long", 70)] {
        let json = foreign(words);
        assert!(!intake.concerns(&json));
        let mut group = criterion.benchmark_group(format!("foreign message/{name}"));
        group.throughput(Throughput::Bytes(json.len() as u64));
        group.bench_function("search, as we do", |bencher| {
            bencher.iter(|| intake.concerns(black_box(&json)));
        });
        group.bench_function("envelope alone", |bencher| {
            bencher.iter(|| {
                let envelope: Envelope<'_> =
                    serde_json::from_str(black_box(&json)).expect("it is a dispatch");
                (envelope.op, envelope.s, envelope.t.map(str::len), envelope.d.get().len())
            });
        });
        group.bench_function("everything", |bencher| {
            bencher.iter(|| {
                let event = twilight_gateway::parse(json.clone(), EventTypeFlags::MESSAGE_CREATE);
                event.expect("it is as documented")
            });
        });
        group.finish();
    }
}

criterion_group!(benches, messages);
criterion_main!(benches);
