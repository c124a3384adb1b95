//! Moving house: out of a file into Redis and back, as an operator does it.

use super::{
    Alteration, Opened, Place, Record,
    embedded::File,
    fixtures::*,
    own_guild,
    redis::{opened_at, redis_at},
};
use crate::{
    cli::program::{Ended, Program, ticketflow},
    support::redis::{Cluster, Server},
};
use std::path::Path;
use ticketflow::{
    domain::{
        desk::{Desk, Document, DocumentKind, Settings},
        effect::Entry,
        flow::Stage,
        ids::{GuildId, Owner, RoleId, TicketNumber, UserId, Version},
        input::{Cause, Subject},
        ticket::{Standing, State, Ticket},
    },
    store::{House, SessionRecord, embedded::Embedded},
};
use twilight_model::id::Id;

/// Ids that a floating-point number does not hold.
const LARGE: u64 = (1 << 62) + 1;

/// Something of everything.
async fn fill(store: &Opened) {
    let settings = Settings { staff: vec![RoleId::new(LARGE)], ..Settings::default() };
    let of = |terms| Desk { terms, settings: Some(settings.clone()), ..Desk::default() };
    for version in 1..=12 {
        let body = format!("Terms {version}: \"ä\"\n\u{2028}€");
        let document = Document { kind: DocumentKind::Terms, version, body };
        let write = desk(Version(u64::from(version) - 1), of(version), Some(document));
        committed(store, store.draft(press(version.into()), write, vec![])).await;
    }
    for at in 0..12 {
        let (user, channel) = (UserId::new(LARGE + at), Id::new(LARGE + at));
        let (version, ticket) = opened(store, press(100 + at), user, open(channel)).await;
        let from = Standing { stage: Stage::ORDER, accepted: None };
        let state = match at % 3 {
            0 => State::Closing { channel, from, by: ANN, reply: reply(at + 1) },
            1 => State::Closed { channel, from, by: ANN, at: NOW },
            _ => continue,
        };
        let next = Ticket { state, ..ticket };
        let draft =
            store.draft(Cause::State, change(version, next), vec![answer(at + 1), answer(at + 1)]);
        committed(store, draft).await;
    }
    let write = new(ticket(ANN, opening()));
    let entries = committed(store, store.draft(press(200), write, vec![answer(200)])).await;
    store.settle(store.guild, &[entries[0].id]).await.unwrap();
    let theirs = Ticket { left: true, ..ticket(UserId::new(7), open(CHANNEL)) };
    store.adopt(store.guild, theirs).await.unwrap().expect("its channel is new");
}

fn to_redis(arguments: &[&str], url: &str) -> Program {
    ticketflow(arguments).with("REDIS_URL", url)
}

fn is_done(ended: &Ended) {
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
    assert!(ended.out.contains("read back"), "{}", ended.out);
}

async fn there_and_back(url: &str) {
    let old = File::new().await;
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.jsonl"), folder.path().join("two.jsonl"));
    let (one_text, two_text) = (one.to_str().unwrap(), two.to_str().unwrap());
    let store = old.open().await;
    fill(&store).await;
    let (entries, seen) = (pending(&store).await, tickets(&store).await);
    let guild = store.guild;
    let other = Opened { guild: GuildId::new(guild.get() + 1), ..store };
    opened(&other, press(400), ANN, open(CHANNEL)).await;
    drop(other);

    is_done(&ticketflow(&["export", one_text]).on(&old.path()).ended().await);
    is_done(&to_redis(&["restore", one_text], url).ended().await);
    is_done(&to_redis(&["export", two_text], url).ended().await);
    let text = std::fs::read_to_string(&one).unwrap();
    assert_eq!(text, std::fs::read_to_string(&two).unwrap());
    let new = File::new().await;
    let restored = ticketflow(&["restore", two_text]).on(&new.path()).ended().await;
    is_done(&restored);
    assert!(restored.out.contains(" of 2 servers"), "{}", restored.out);

    let in_file = Opened { guild, ..new.open().await };
    let in_redis = opened_at(url, guild).await;
    for store in [&in_redis, &in_file] {
        assert_eq!(tickets(store).await, seen);
        assert_eq!(pending(store).await, entries);
        goes_on(store, &entries).await;
    }
}

/// What was moved is worked with as if it had always been there.
async fn goes_on(store: &Opened, entries: &[Entry]) {
    let estate = store.take_over(store.guild, FENCE, NOW).await.unwrap().expect("it is ours");
    assert_eq!(estate.entries, entries);
    let locks = store.locks(store.guild).await.unwrap();
    assert_eq!(locks.len(), 5, "four are closing and one is opening");
    assert!(locks.iter().all(|it| it.fence == FENCE && it.holder == store.worker), "{locks:?}");
    let body = store.document(store.guild, DocumentKind::Terms, 11).await.unwrap();
    assert!(body.expect("every version").body.starts_with("Terms 11"));
    assert_eq!(store.load(store.guild, Subject::Desk).await.unwrap().desk.0, Version(12));
    let theirs = ticket(UserId::new(8), open(CHANNEL));
    assert_eq!(store.adopt(store.guild, theirs).await.unwrap(), None, "it was taken in before");

    let result = store.draft(Cause::Effect(entries[0].id), None, vec![answer(1)]);
    let following = committed(store, result).await;
    let last = entries.iter().map(|it| it.id.commit).max().expect("some");
    assert!(following[0].id.commit > last, "numbers of commits go on");
    let write = new(ticket(UserId::new(9), opening()));
    let entries = committed(store, store.draft(press(300), write, vec![answer(3)])).await;
    assert_eq!(entries[0].id.owner, Owner::Ticket(TicketNumber(15)), "numbers of tickets go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_to_one_server_and_back() {
    there_and_back(&Server::start(&[]).await.url()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_to_a_cluster_and_back() {
    there_and_back(&Cluster::start().await.url()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_where_somebody_lives_is_refused() {
    let (file, server) = (File::new().await, Server::start(&[]).await);
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("moved.jsonl");
    let moved = moved.to_str().unwrap();
    let store = file.open().await;
    opened(&store, press(1), ANN, open(CHANNEL)).await;
    drop(store);
    is_done(&ticketflow(&["export", moved]).on(&file.path()).ended().await);
    let again = ticketflow(&["export", moved]).on(&file.path()).ended().await;
    assert_eq!(again.code, Some(6), "a file is not overwritten: {again:?}");

    let theirs = opened_at(&server.url(), own_guild()).await;
    committed(&theirs, theirs.draft(press(1), None, vec![answer(1)])).await;
    let refused = [
        to_redis(&["restore", moved], &server.url()).ended().await,
        ticketflow(&["restore", moved]).on(&file.path()).ended().await,
    ];
    for ended in refused {
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains("the store is not empty"), "{}", ended.err);
    }
    assert_eq!(pending(&theirs).await.len(), 1, "nothing was touched");
    assert_eq!(tickets(&file.open().await).await.len(), 1);

    // What an earlier restore left half-way is not empty either.
    server.flush().await;
    let () = server.say(&["HSET", "{g:5}:tickets", "1", "x"]).await;
    let half = to_redis(&["restore", moved], &server.url()).ended().await;
    assert_eq!(half.code, Some(1), "{half:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_moves_while_others_work() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("moved.jsonl");
    let (redis, worker) = redis_at(&server.url()).await;
    let store = Opened { store: std::sync::Arc::new(redis), guild: own_guild(), worker };
    let session = SessionRecord {
        id: "a".to_owned(),
        resume_url: "wss://example.com".to_owned(),
        committed: 7,
        shards: 1,
        intents: 3,
        saved_at: NOW,
    };
    let granted = store.tick(&store.ticking(vec![], vec![], vec![store.shard()])).await.unwrap();
    let [mut held] = granted.granted.try_into().expect("it");
    held.session = Some(session);
    let export = &["export", file.to_str().unwrap()];
    let ended = to_redis(export, &server.url()).ended().await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains(store.worker.as_str()), "{}", ended.err);
    assert!(!file.exists());
    store.tick(&store.ticking(vec![], vec![held], vec![])).await.unwrap();
    is_done(&to_redis(export, &server.url()).ended().await);
}

#[tokio::test]
async fn what_cannot_be_read_is_not_left_behind_in_silence() {
    let file = File::new().await;
    let store = file.open().await;
    opened(&store, press(1), ANN, open(CHANNEL)).await;
    let entries = committed(&store, store.draft(press(2), None, vec![answer(1)])).await;
    drop(store);
    file.alter(Record::Entry(entries[0].id), Alteration::Newer).await;
    let fault = Embedded::open(&file.path()).unwrap().dump().await.expect_err("it is newer");
    assert!(fault.to_string().contains("form is 2"), "{fault}");
}

#[tokio::test]
async fn a_file_that_is_none_of_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (text, store) = (folder.path().join("x.jsonl"), folder.path().join("x.redb"));
    let restore = |path: &Path| ticketflow(&["restore", path.to_str().unwrap()]).on(&store);
    let ended = restore(&text).ended().await;
    assert_eq!(ended.code, Some(6), "{ended:?}");
    std::fs::write(&text, "{\"secret\": 1}\n").unwrap();
    let ended = restore(&text).ended().await;
    assert_eq!(ended.code, Some(6), "{ended:?}");
    assert!(ended.err.contains("is no export"), "{}", ended.err);
    assert!(!store.exists(), "no store is made");
    let ended = ticketflow(&["export", "nowhere.jsonl"]).on(&store).ended().await;
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(!store.exists(), "no store is made");
}
