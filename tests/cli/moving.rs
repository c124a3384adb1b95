//! All that is stored, moved from a file to Redis and back.

use super::program::{Ended, Program, ticketflow};
use crate::support::redis::Server;
use std::path::{Path, PathBuf};
use ticketflow::{
    domain::{
        decision::Write,
        desk::{Desk, Document, DocumentKind},
        effect::Effect,
        flow::Stage,
        ids::{
            ApplicationId, ChannelId, GuildId, InteractionId, MessageId, TicketNumber, UserId,
            Version,
        },
        input::Cause,
        language::Language,
        notice::Answered,
        order::Order,
        reply::ReplyTo,
        ticket::{Heard, Idle, Pins, State, Ticket},
        time::Timestamp,
        tongue::Tongue,
    },
    store::{Basis, Commit, Fence, Outcome, Records, Stamp, embedded::Embedded},
};

/// Ids that are one apart and look the same to whoever keeps them as floating-point numbers.
const GUILDS: [GuildId; 2] =
    [GuildId::new(9_007_199_254_740_993), GuildId::new(9_007_199_254_740_992)];
const AT: Timestamp = Timestamp(1_500_000_000_000);

fn ticket(opener: u64, state: State) -> Ticket {
    let mut heard = Heard::default();
    heard.note(MessageId::new(u64::MAX - 1));
    Ticket {
        number: TicketNumber(0),
        opener: Some(UserId::new(opener)),
        language: Language::ENGLISH,
        month_first: false,
        opened_at: AT,
        state,
        order: Order { words: Some("two \"cars\"\n".to_owned()), ..Order::default() },
        card: None,
        answers: vec![],
        accepted: None,
        handler: None,
        of: None,
        pins: Pins { catalogue: 2, terms: 0, flow: 0 },
        turn: 3,
        hinted: 1,
        hints: 1,
        remind_at: Some(Timestamp(5)),
        heard,
        idle: Some(Idle { message: MessageId::new(u64::MAX - 1), turn: 3 }),
        asked_again: true,
        left: false,
        carried: [("vehicle".to_owned(), "adder".into())].into_iter().collect(),
        beyond: [("newer".to_owned(), serde_json::json!({"a": [1]}))].into_iter().collect(),
    }
}

async fn put(store: &Embedded, guild: GuildId, press: u64, basis: Basis, write: Option<Write>) {
    let interaction = InteractionId::new(press);
    let to = ReplyTo {
        application: ApplicationId::new(1),
        interaction,
        token: "t".to_owned(),
        language: Language::ENGLISH,
        month_first: false,
    };
    let commit = Commit {
        guild,
        fence: Fence { generation: 0, epoch: 7 },
        cause: Cause::Interaction(interaction),
        attempt: press,
        basis,
        since: Stamp::default(),
        write,
        ledger: None,
        effects: vec![
            Effect::Reply {
                to,
                answer: Answered::TicketComes,
                hint: None,
                tongue: Tongue::default()
            };
            11
        ],
        settled: vec![],
        at: AT,
    };
    let outcome = store.commit(&commit).await.unwrap();
    assert!(matches!(outcome, Outcome::Committed(..)), "{outcome:?}");
}

/// Something of everything.
pub(super) async fn fill(path: &Path) {
    let store = Embedded::open(path).unwrap();
    let document = |version| Document {
        kind: DocumentKind::Catalogue,
        version,
        body: format!("{version} 🚗"),
    };
    for (at, guild) in (1..).zip(GUILDS) {
        for version in 0..2 {
            let desk = Desk { catalogue: 2, ..Desk::default() };
            let write =
                Write::Desk(Box::new(desk), Some(document(u32::try_from(version).unwrap() + 1)));
            put(&store, guild, at * 10 + version, Basis::Desk(Version(version)), Some(write)).await;
        }
        for person in 1..=100 {
            let channel = ChannelId::new((1 << 60) + person);
            let state = match person {
                1 => State::Opening { waiting: vec![] },
                _ => State::Open { channel, stage: Stage::ORDER },
            };
            let person = u64::MAX - person;
            let write = Write::NewTicket(Box::new(ticket(person, state)));
            let basis = Basis::NoTicketOf(UserId::new(person));
            let press = person - (at << 32);
            put(&store, guild, press, basis, Some(write)).await;
        }
        let old = State::Open { channel: ChannelId::new(5), stage: Stage::ORDER };
        assert!(store.adopt(guild, ticket(77, old)).await.unwrap().is_some());
    }
}

pub(super) fn on_redis(arguments: &[&str], server: &Server) -> Program {
    ticketflow(arguments).with("REDIS_URL", server.url())
}

/// The lines of an export but the first, which says when it was written, and the last, whose
/// checksum follows from it.
pub(super) fn servers(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines: Vec<_> = text.lines().skip(1).map(str::to_owned).collect();
    let end = lines.pop().expect("an end");
    assert!(end.starts_with("{\"end\":{\"servers\":2,\"tickets\":202,"), "{end}");
    lines
}

pub(super) fn done(ended: Ended) -> String {
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
    ended.out
}

pub(super) struct Files(tempfile::TempDir);

impl Files {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.at(name).to_str().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_from_a_file_to_redis_and_back() {
    let files = Files::new();
    let redis = Server::start(&[]).await;
    fill(&files.at("one.redb")).await;
    let first = files.text("first");
    let told = done(ticketflow(&["export", &first]).on(&files.at("one.redb")).ended().await);
    assert!(
        told.contains("2 servers, 202 tickets, 4 versions of documents, 2244 effects"),
        "{told}"
    );
    assert!(told.contains("first was read back and has"), "{told}");
    let restored = done(on_redis(&["restore", &first], &redis).ended().await);
    assert!(restored.contains("was read back and has 2 servers, 202 tickets"), "{restored}");
    let each = |told: &str| -> Vec<_> {
        told.lines().filter(|it| it.contains("checksum")).map(str::to_owned).collect()
    };
    assert_eq!(each(&restored), each(&told), "what was written is what is there");
    assert_eq!(each(&told).len(), 2);
    let one = "server 9007199254740993: 101 tickets, 2 versions of documents, 1122 effects to come";
    assert!(told.contains(one), "{told}");
    assert_eq!(redis.say::<u64>(&["EXISTS", "{f}:half_filled"]).await, 0, "nothing is left to do");
    let second = files.text("second");
    done(on_redis(&["export", &second], &redis).ended().await);
    done(ticketflow(&["restore", &second]).on(&files.at("two.redb")).ended().await);
    let third = files.text("third");
    done(ticketflow(&["export", &third]).on(&files.at("two.redb")).ended().await);
    let all = servers(Path::new(&first));
    assert!(all == servers(Path::new(&second)), "Redis has what the file had");
    assert!(all == servers(Path::new(&third)), "the other file has what Redis had");

    for what in [
        &["inspect", "servers"][..],
        &["inspect", "tickets", "--guild", "9007199254740993"],
        &["inspect", "ticket", "--guild", "9007199254740992", "100"],
        &["inspect", "outbox"],
        &["inspect", "locks"],
        &["inspect", "sessions"],
    ] {
        let on_file = done(ticketflow(what).on(&files.at("two.redb")).ended().await);
        assert_eq!(done(on_redis(what, &redis).ended().await), on_file, "{what:?}");
    }
    let locks = done(on_redis(&["inspect", "locks"], &redis).ended().await);
    assert_eq!(locks.matches("ticket 0001  channel -  opening").count(), 2, "{locks}");

    // What was moved is worked with: numbers go on, and what is known is known.
    let old = State::Open { channel: ChannelId::new(6), stage: Stage::ORDER };
    let two = Embedded::open(&files.at("two.redb")).unwrap();
    assert_eq!(two.adopt(GUILDS[0], ticket(78, old)).await.unwrap(), Some(TicketNumber(102)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_not_empty_is_left_as_it_is() {
    let files = Files::new();
    let redis = Server::start(&[]).await;
    fill(&files.at("one.redb")).await;
    let export = files.text("export");
    done(ticketflow(&["export", &export]).on(&files.at("one.redb")).ended().await);
    done(on_redis(&["restore", &export], &redis).ended().await);
    let keys: u64 = redis.say(&["DBSIZE"]).await;
    let on_file = ticketflow(&["restore", &export]).on(&files.at("one.redb"));
    for again in [on_redis(&["restore", &export], &redis), on_file] {
        let ended = again.ended().await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(4), ""));
        assert!(ended.err.contains("is not empty"), "{}", ended.err);
    }
    assert_eq!(redis.say::<u64>(&["DBSIZE"]).await, keys);
    // Nor is an export overwritten.
    let before = std::fs::read(&export).unwrap();
    let ended = on_redis(&["export", &export], &redis).ended().await;
    assert_eq!(ended.code, Some(6), "{ended:?}");
    assert!(ended.err.contains("is there already, and an export overwrites nothing"), "{ended:?}");
    assert!(std::fs::read(&export).unwrap() == before, "it is as it was");
    let nowhere = files.text("nowhere");
    let ended = on_redis(&["export", &format!("{nowhere}/x")], &redis).ended().await;
    assert_eq!(ended.code, Some(6), "{ended:?}");
    let told = format!("there is no folder {nowhere}: make it first\n");
    assert!(ended.err.ends_with(&told), "{}", ended.err);

    // A fleet at work is not disturbed.
    redis.flush().await;
    let until = (1_u64 << 50).to_string();
    let lease = format!(r#"{{"owner":"one","epoch":3,"until":{until},"released":false,"by":1}}"#);
    let _: u64 = redis.say(&["HSET", "{f}:leases", "0/0/1", &lease]).await;
    let ended = on_redis(&["restore", &export], &redis).ended().await;
    assert_eq!(ended.code, Some(4));
    assert!(ended.err.contains("stop them first"), "{}", ended.err);
    let told = done(on_redis(&["export", &files.text("live")], &redis).ended().await);
    assert!(told.contains("stop them first"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_whole_changes_nothing() {
    let files = Files::new();
    fill(&files.at("one.redb")).await;
    let export = files.text("export");
    done(ticketflow(&["export", &export]).on(&files.at("one.redb")).ended().await);
    let whole = std::fs::read_to_string(&export).unwrap();
    let cut = whole.len() / 2;
    let lines: Vec<_> = whole.lines().collect();
    let without_end = lines[..lines.len() - 1].join("\n") + "\n";
    let fewer = [&lines[..1], &lines[2..]].concat().join("\n") + "\n";
    let more = [&lines[..2], &lines[1..]].concat().join("\n") + "\n";
    let last_server = |from, to| {
        let changed = lines[2].replacen(from, to, 1);
        assert_ne!(changed, lines[2]);
        [lines[0], lines[1], &changed, lines[3]].join("\n") + "\n"
    };
    for (broken, words) in [
        (whole[..cut].to_owned(), "it was cut off after line "),
        (without_end, "it was cut off after line 3"),
        (whole.trim_end().to_owned(), "it was cut off after line 3"),
        (fewer, "line 2 is not as it was written: put it back, or export again"),
        (more, "line 3 is not as it was written"),
        (format!("{whole}{whole}"), "line 5 is not as it was written"),
        (last_server("adder", "molta"), "line 3 is not as it was written"),
        (last_server("\"documents\"", "\"dokuments\""), "line 3 cannot be read at column "),
        (whole.replacen("written_at\":1", "written_at\":2", 1), "line 1 or line 4 is not as"),
        (whole.replacen("\"tickets\":202", "\"tickets\":201", 1), "line 4 is not as it was"),
        (whole.replacen("\"servers\":[\"", "\"servers\":[\"0", 1), "line 4 is not as it was"),
        (whole.replacen("_export\":1", "_export\":9", 1), "newer version"),
        ("{}\n".to_owned(), "no export of TicketFlow"),
        (String::new(), "no export of TicketFlow"),
    ] {
        assert!(broken != whole, "{words}");
        let file = files.text("broken");
        std::fs::write(&file, broken).unwrap();
        let ended = ticketflow(&["restore", &file]).on(&files.at("new.redb")).ended().await;
        assert_eq!(ended.code, Some(6), "{words}: {ended:?}");
        assert!(ended.err.contains(words), "{words}: {}", ended.err);
        assert!(!files.at("new.redb").exists(), "{words}");
    }
}

#[tokio::test]
async fn a_key_is_explained_without_a_store() {
    let one = done(ticketflow(&["inspect", "key", "{g:5}:locks"]).ended().await);
    assert!(one.starts_with("{g:<server>}:locks\n "), "{one}");
    let ended = ticketflow(&["inspect", "key", "nobody"]).ended().await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("nobody is no key"), "{}", ended.err);
}

/// So many commands of a restore are carried out, and then it dies.
async fn dies_after(writes: usize, export: &str, redis: &Server) {
    let restore = on_redis(&["restore", export], redis);
    let dying = format!("store.half_filled={writes}*off->return");
    let ended = restore.with("FAILPOINTS", dying).ended().await;
    assert_eq!(ended.code, None, "killed: {ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_dies_at_any_write_is_recognised_and_done_anew() {
    let files = Files::new();
    let redis = Server::start(&[]).await;
    fill(&files.at("one.redb")).await;
    let export = files.text("export");
    done(ticketflow(&["export", &export]).on(&files.at("one.redb")).ended().await);
    // The mark and the ten families of each server, without the desk of an adopted one; more than
    // 500 entries take several calls.
    for writes in [0, 1, 2, 5, 9, 12, 20] {
        dies_after(writes, &export, &redis).await;
        for refused in
            [&["run"][..], &["export", &files.text("half")], &["import", &export, "--guild", "5"]]
        {
            let program = on_redis(refused, &redis)
                .with("DISCORD_TOKEN", "none")
                .with("TICKETFLOW_ADMIN_ADDRESS", "off");
            let ended = program.ended().await;
            let all = ended.err + &ended.out;
            assert_eq!(ended.code, Some(4), "{refused:?} after {writes}: {all}");
            assert!(all.contains("`ticketflow restore FILE` again"), "{refused:?}: {all}");
        }
        assert!(!files.at("half").exists());
        let told = done(on_redis(&["inspect", "servers"], &redis).ended().await);
        assert!(told.starts_with("Since ") && told.contains("it is half filled"), "{told}");
    }
    let told = done(on_redis(&["restore", &export], &redis).ended().await);
    assert!(told.starts_with("A restore was broken off here: beginning anew."), "{told}");
    let told = done(on_redis(&["inspect", "servers"], &redis).ended().await);
    assert!(!told.contains("half filled") && told.lines().count() == 2, "{told}");
    let again = files.text("again");
    done(on_redis(&["export", &again], &redis).ended().await);
    assert!(servers(Path::new(&export)) == servers(Path::new(&again)), "all of it, and once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_file_left_by_half_is_removed() {
    let files = Files::new();
    let redis = Server::start(&[]).await;
    fill(&files.at("one.redb")).await;
    let (full, empty) = (files.text("full"), files.text("empty"));
    done(ticketflow(&["export", &full]).on(&files.at("one.redb")).ended().await);
    drop(Embedded::open(&files.at("none.redb")).unwrap());
    done(ticketflow(&["export", &empty]).on(&files.at("none.redb")).ended().await);
    dies_after(14, &full, &redis).await;
    done(on_redis(&["restore", &empty], &redis).ended().await);
    let keys: Vec<String> = redis.say(&["KEYS", "*"]).await;
    let left: Vec<_> = keys.iter().filter(|key| !key.contains(":canary:")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_into_a_file_that_dies_leaves_it_empty() {
    let files = Files::new();
    fill(&files.at("one.redb")).await;
    let export = files.text("export");
    done(ticketflow(&["export", &export]).on(&files.at("one.redb")).ended().await);
    let restore = || ticketflow(&["restore", &export]).on(&files.at("two.redb"));
    let ended = restore().with("FAILPOINTS", "store.before_durable=return").ended().await;
    assert_eq!(ended.code, None, "killed: {ended:?}");
    let told = done(restore().ended().await);
    assert!(told.contains("202 tickets"), "{told}");
}
