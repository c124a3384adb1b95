//! `ticketflow inspect` on a live Redis: it shows everything and leaves no trace.

use super::{Opened, fixtures::*, own_guild, redis::opened_at};
use crate::{cli::program::ticketflow, support::redis::Server};
use std::time::Duration;
use ticketflow::{
    domain::{
        desk::{Desk, Settings},
        ids::Version,
    },
    store::{Division, SessionRecord, ShardRef, Tick},
};

const SHARDS: [ShardRef; 2] =
    [ShardRef { generation: 0, number: 0, of: 2 }, ShardRef { generation: 0, number: 1, of: 2 }];

async fn inspect(server: &Server, what: &[&str]) -> String {
    let arguments: Vec<_> = std::iter::once("inspect").chain(what.iter().copied()).collect();
    let ended = ticketflow(&arguments).with("REDIS_URL", server.url()).ended().await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{what:?}");
    assert!(!ended.out.contains("token-"), "{}", ended.out);
    ended.out
}

/// Two workers: one holds a shard with a session, the other is about to leave and has given one up.
async fn fleet(server: &Server) -> [Opened; 2] {
    let guild = own_guild();
    let one = opened_at(&server.url(), guild).await;
    let other = opened_at(&server.url(), guild).await;
    // The first one says how the fleet is divided.
    let present = Division { generation: 0, of: 2 };
    let claim = Tick { present, ..one.ticking(vec![], vec![], vec![SHARDS[0]]) };
    let [mut held] = one.tick(&claim).await.unwrap().granted.try_into().expect("it");
    held.session = Some(SessionRecord {
        id: "abc".to_owned(),
        resume_url: "wss://example.com".to_owned(),
        committed: 4711,
        shards: 2,
        intents: 3,
        saved_at: NOW,
    });
    one.tick(&one.ticking(vec![held], vec![], vec![])).await.unwrap();
    let claim = other.ticking(vec![], vec![], vec![SHARDS[1]]);
    let given = other.tick(&claim).await.unwrap().granted;
    let mut leaving = other.ticking(vec![], given, vec![]);
    leaving.worker.draining = true;
    other.tick(&leaving).await.unwrap();
    one.budget(988, 1000, Duration::from_secs(3600)).await.unwrap();
    [one, other]
}

/// What a script or a command wrote since, by name.
async fn written(server: &Server, before: &std::collections::BTreeMap<String, u64>) -> Vec<String> {
    const READS: &[&str] = &["get", "hgetall", "smembers", "time", "pubsub|shardnumsub"];
    const OF_LINKS: &[&str] = &["info", "ping", "role", "client|", "config|get", "auth", "hello"];
    let after = server.calls().await;
    let more = after.iter().filter(|(name, count)| before.get(*name) != Some(*count));
    let names = more.map(|(name, _)| name.clone());
    names
        .filter(|name| !READS.contains(&name.as_str()))
        .filter(|name| !OF_LINKS.iter().any(|own| name.starts_with(own)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_fleet_is_shown_and_not_disturbed() {
    let server = Server::start(&[]).await;
    assert_eq!(inspect(&server, &["fleet"]).await, "No worker has been here.\n");
    let [one, other] = fleet(&server).await;
    let members: Vec<String> = server.say(&["HKEYS", "{f}:workers"]).await;
    let before = server.calls().await;

    let text = inspect(&server, &["fleet"]).await;
    let lines: Vec<_> = text.lines().collect();
    let line = |start: String| {
        let found = lines.iter().find(|line| line.starts_with(&start));
        *found.unwrap_or_else(|| panic!("{start}: {text}"))
    };
    let first = line(format!("worker {}  revision 1  up ", one.worker));
    assert!(first.ends_with("  connected  shards 1"), "{first}");
    let second = line(format!("worker {}  revision 1  up ", other.worker));
    assert!(second.ends_with("  connected  shards 0  leaving"), "{second}");
    let held = line(format!("shard 0/2  held by {} for ", one.worker));
    assert!(held.contains(" epoch 1") && held.contains("session abc at 4711 saved "), "{held}");
    let free = line("shard 1/2  free, last held by ".to_owned());
    assert!(free.contains(other.worker.as_str()) && free.ends_with("no session"), "{free}");
    assert_eq!(lines.last(), Some(&"new sessions left today: 988 of 1000"));
    assert_eq!(lines.first(), Some(&"division 2 shards (generation 0)"));
    assert_eq!(lines.len(), 6, "{text}");
    let sessions = inspect(&server, &["sessions"]).await;
    assert!(sessions.starts_with("shard 0 of 2  session abc  committed 4711  saved "));

    assert_eq!(written(&server, &before).await, Vec::<String>::new());
    let now: Vec<String> = server.say(&["HKEYS", "{f}:workers"]).await;
    assert_eq!(now, members, "it is none of the fleet");

    drop(other);
    server
        .eventually("its line is gone", async |server| {
            inspect(server, &["fleet"]).await.contains("  not connected  shards 0  leaving")
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_holds_is_shown() {
    let server = Server::start(&[]).await;
    for (what, words) in [
        (&["servers"][..], "No server is set up.\n"),
        (&["tickets", "--guild", "1"], "No tickets.\n"),
        (&["outbox"], "The outbox is empty.\n"),
        (&["locks"], "No lock is held.\n"),
        (&["sessions"], "No session is saved.\n"),
    ] {
        assert_eq!(inspect(&server, what).await, words);
    }
    let store = opened_at(&server.url(), own_guild()).await;
    let guild = store.guild.to_string();
    let settings = Some(Settings::default());
    let write = desk(Version(0), Desk { settings, ..Desk::default() }, None);
    committed(&store, store.draft(press(1), write, vec![])).await;
    let write = new(ticket(ANN, opening()));
    let entries = committed(&store, store.draft(press(2), write, vec![answer(2)])).await;

    let before = server.calls().await;
    let servers = inspect(&server, &["servers"]).await;
    assert!(servers.starts_with(&format!("{guild}  set up  panel none")), "{servers}");
    let tickets = inspect(&server, &["tickets", "--guild", &guild]).await;
    assert!(tickets.starts_with("0001  opening "), "{tickets}");
    let outbox = inspect(&server, &["outbox"]).await;
    assert!(outbox.starts_with(&format!("{}  reply ", entries[0].id)), "{outbox}");
    let locks = inspect(&server, &["locks"]).await;
    let holder = format!("by {} (epoch 1)", store.worker);
    assert!(locks.starts_with(&format!("{guild}  ticket 0001  channel -  opening")), "{locks}");
    assert!(locks.contains(&holder), "{locks}");
    let one = inspect(&server, &["ticket", "--guild", &guild, "1"]).await;
    let one: serde_json::Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(one["number"], 1);
    let mut written = written(&server, &before).await;
    // A ticket and a desk are read by script, too.
    written.retain(|name| !["evalsha", "hget", "script|load"].contains(&name.as_str()));
    assert_eq!(written, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_key_that_there_is_can_be_explained() {
    let server = Server::start(&[]).await;
    let [store, _] = fleet(&server).await;
    let write = new(ticket(ANN, opening()));
    committed(&store, store.draft(press(2), write, vec![answer(2)])).await;
    opened(&store, press(3), twilight_model::id::Id::new(12), open(CHANNEL)).await;
    store.adopt(store.guild, ticket(ANN, open(twilight_model::id::Id::new(5)))).await.unwrap();
    let keys: Vec<String> = server.say(&["KEYS", "*"]).await;
    assert!(keys.len() > 10, "{keys:?}");
    for key in keys {
        let text = inspect(&server, &["key", &key]).await;
        assert!(text.lines().count() == 2, "{key}: {text}");
    }
    let ended = ticketflow(&["inspect", "key", "theirs"]).ended().await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
}
