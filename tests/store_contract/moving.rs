//! What was moved is worked with as if it had always been there, in Redis and in a file.

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
    store::{Commit, Look, TakeIn},
};
use twilight_model::id::Id;

/// Ids that a floating-point number does not hold.
const LARGE: u64 = (1 << 62) + 1;

/// Something is held and something was sold.
const LEDGER: &str = r#"{"holds":[{"ticket":1,"until":1800000000000,"pieces":{"adder":2}}],
                         "sold":{"t20":4},"kept":"blue"}"#;

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
        let from = Standing { stage: Stage::ORDER, placed: None };
        let state = match at % 3 {
            0 => State::Closing { channel, from, by: ANN, reply: Some(reply(at + 1)) },
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
    let ledger = serde_json::from_str(LEDGER).unwrap();
    let holding =
        Commit { ledger: Some((Version(0), ledger)), ..store.draft(press(300), None, vec![]) };
    committed(store, holding).await;
    let theirs = Ticket { left: true, ..ticket(UserId::new(7), open(CHANNEL)) };
    store.adopt(store.guild, theirs).await.unwrap().expect("its channel is new");
}

fn to_redis(arguments: &[&str], url: &str) -> Program {
    ticketflow(arguments).with("REDIS_URL", url)
}

fn is_done(ended: &Ended) {
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
}

/// The lines of an export that do not say when it was written.
fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines[1..lines.len() - 1].to_vec()
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
    assert_eq!(lines(&one), lines(&two));
    let new = File::new().await;
    let restored = ticketflow(&["restore", two_text]).on(&new.path()).ended().await;
    is_done(&restored);
    assert!(restored.out.contains(" 2 servers"), "{}", restored.out);

    let in_file = Opened { guild, ..new.open().await };
    let in_redis = opened_at(url, guild).await;
    for store in [&in_redis, &in_file] {
        assert_eq!(tickets(store).await, seen);
        assert_eq!(pending(store).await, entries);
        goes_on(store, &entries).await;
    }
}

async fn goes_on(store: &Opened, entries: &[Entry]) {
    let estate = store.take_over(store.guild, FENCE, NOW).await.unwrap().expect("it is ours");
    assert_eq!(estate.entries, entries);
    assert_eq!(estate.ledger, Some((Version(1), serde_json::from_str(LEDGER).unwrap())));
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
async fn one_server_and_a_file_go_on() {
    there_and_back(&Server::start(&[]).await.url()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_and_a_file_go_on() {
    there_and_back(&Cluster::start().await.url()).await;
}

#[tokio::test]
async fn what_cannot_be_read_is_not_left_behind_in_silence() {
    let file = File::new().await;
    let store = file.open().await;
    opened(&store, press(1), ANN, open(CHANNEL)).await;
    let entries = committed(&store, store.draft(press(2), None, vec![answer(1)])).await;
    drop(store);
    file.alter(Record::Entry(entries[0].id), Alteration::Newer).await;
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("moved");
    let export = ticketflow(&["export", moved.to_str().unwrap()]).on(&file.path());
    let ended = export.ended().await;
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(ended.err.contains("form is 2"), "{}", ended.err);
    assert!(!moved.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_put_under_a_fleet_at_work() {
    let server = Server::start(&[]).await;
    let store = opened_at(&server.url(), own_guild()).await;
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    std::fs::write(&state, "{\"100\": {\"stage\": 5}}").unwrap();
    let guild = store.guild.to_string();
    let import = ["import", state.to_str().unwrap(), "--guild", &guild];
    let claim = store.ticking(vec![], vec![], vec![store.shard()]);
    let held = store.tick(&claim).await.unwrap().granted;
    let ended = to_redis(&import, &server.url()).ended().await;
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(ended.err.contains("stop them first"), "{}", ended.err);
    assert_eq!(tickets(&store).await, []);

    store.tick(&store.ticking(vec![], held, vec![])).await.unwrap();
    is_done(&to_redis(&import, &server.url()).ended().await);
    assert_eq!(tickets(&store).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_lease_is_given_out_while_something_is_moved_in() {
    let server = Server::start(&[]).await;
    let (mover, _) = redis_at(&server.url()).await;
    let store = opened_at(&server.url(), own_guild()).await;
    let claim = store.ticking(vec![], vec![], vec![store.shard()]);
    mover.take_in(&[]).await.unwrap();
    let said = store.tick(&claim).await.unwrap_err().to_string();
    assert!(said.contains("`ticketflow restore FILE` again"), "{said}");
    assert!(mover.half_filled().await.unwrap().is_some());

    // Another one begins anew; the first must not say that it is whole.
    let (other, _) = redis_at(&server.url()).await;
    other.take_in(&[]).await.unwrap();
    let said = mover.settle_in().await.unwrap_err().to_string();
    assert!(said.contains("another restore was begun"), "{said}");
    other.settle_in().await.unwrap();
    assert_eq!(other.half_filled().await.unwrap(), None);

    // A lease that was given out since somebody looked.
    let granted = store.tick(&claim).await.unwrap().granted;
    assert_eq!(granted.len(), 1);
    let said = mover.take_in(&[]).await.unwrap_err().to_string();
    assert!(said.contains("stop them first"), "{said}");
    assert_eq!(mover.half_filled().await.unwrap(), None, "the fleet works on");
    store.tick(&store.ticking(granted, vec![], vec![])).await.unwrap();
}
