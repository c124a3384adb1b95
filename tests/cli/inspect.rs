//! What is stored, as it is shown.

use super::program::ticketflow;
use crate::support::{shop::Shop, wait::eventually_some};
use ticketflow::{
    domain::{
        decision::Write,
        effect::Effect,
        ids::{ApplicationId, GuildId, InteractionId, UserId},
        input::Cause,
        language::Language,
        notice::Answered,
        reply::ReplyTo,
        ticket::{Pins, State, Ticket},
        time::Timestamp,
        tongue::Tongue,
    },
    store::{
        Basis, Commit, Division, Fence, Fleet, Records, Stamp, Tick, WorkerName, WorkerRecord,
        embedded::Embedded,
    },
};

async fn inspect(shop: &Shop, what: &[&str]) -> String {
    let arguments: Vec<_> = std::iter::once("inspect").chain(what.iter().copied()).collect();
    let ended = ticketflow(&arguments).on(&shop.store()).ended().await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{what:?}");
    ended.out
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_shown_while_a_worker_runs() {
    let mut shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    let guild = shop.guild.id.to_string();

    let servers = inspect(&shop, &["servers"]).await;
    assert!(servers.contains(&guild) && servers.contains("set up"), "{servers}");
    assert!(servers.contains("catalogue v1  terms v1  refresh on"), "{servers}");

    let tickets = inspect(&shop, &["tickets", "--guild", &guild]).await;
    assert!(tickets.starts_with("0001  placed "), "{tickets}");
    assert!(tickets.contains(&channel.to_string()), "{tickets}");

    let ticket = inspect(&shop, &["ticket", "--guild", &guild, "1"]).await;
    let ticket: serde_json::Value = serde_json::from_str(&ticket).expect("JSON");
    assert_eq!(ticket["state"]["is"], "placed");

    let empty = eventually_some("the outbox is empty", || {
        let glance = ticketflow::store::embedded::Glance::open(&shop.store()).ok()?;
        glance.outbox().ok()?.is_empty().then_some(())
    });
    empty.await;
    assert_eq!(inspect(&shop, &["outbox"]).await, "The outbox is empty.\n");
    shop.stop().await;
    let sessions = inspect(&shop, &["sessions"]).await;
    assert!(sessions.starts_with("shard 0 of 1  session "), "{sessions}");
}

/// A shard that Discord has not let begin, or that nobody has held yet.
#[tokio::test]
async fn a_shard_without_a_session_is_one_of_the_fleet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.redb");
    let store = Embedded::open(&path).unwrap();
    let worker = WorkerRecord {
        name: WorkerName::new("alone"),
        revision: "1".to_owned(),
        started_at: Timestamp(0),
        draining: false,
    };
    let tick = Tick {
        worker,
        number: 1,
        present: Division { generation: 0, of: 1 },
        keep: vec![],
        reached: vec![],
        release: vec![],
        claim: vec![],
        suspect: vec![],
        leave: false,
    };
    store.tick(&tick).await.unwrap();
    drop(store);
    let ended = ticketflow(&["inspect", "fleet"]).on(&path).ended().await;
    let shown = "division 1 shard (generation 0)\nshard 0/1  free  no session\n";
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), shown), "{}", ended.err);
}

#[tokio::test]
async fn tokens_of_presses_are_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.redb");
    let store = Embedded::open(&path).unwrap();
    let reply = ReplyTo {
        application: ApplicationId::new(1),
        interaction: InteractionId::new(2),
        token: "very-secret".to_owned(),
        language: Language::ENGLISH,
        month_first: false,
    };
    let ticket = Ticket::new(
        Some(UserId::new(3)),
        Timestamp(4),
        State::Opening { waiting: vec![reply.clone()] },
        Pins::default(),
    );
    let write = Write::NewTicket(Box::new(ticket));
    let commit = Commit {
        guild: GuildId::new(5),
        fence: Fence::default(),
        attempt: 1,
        basis: Basis::Nothing,
        since: Stamp::default(),
        settled: vec![],
        cause: Cause::Interaction(reply.interaction),
        write: Some(write),
        ledger: None,
        effects: vec![Effect::Reply {
            to: reply,
            answer: Answered::TicketComes,
            hint: None,
            tongue: Tongue::default(),
        }],
        at: Timestamp(4),
    };
    store.commit(&commit).await.unwrap();
    drop(store);
    for what in [&["inspect", "ticket", "--guild", "5", "1"][..], &["inspect", "outbox"]] {
        let ended = ticketflow(what).on(&path).ended().await;
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        assert!(!ended.out.contains("very-secret"), "{}", ended.out);
    }
    let ended = ticketflow(&["inspect", "ticket", "--guild", "5", "1"]).on(&path).ended().await;
    assert!(ended.out.contains("\"token\": \"***\""), "{}", ended.out);
    let ended = ticketflow(&["inspect", "outbox"]).on(&path).ended().await;
    assert!(ended.out.starts_with("5/1.0  reply "), "{}", ended.out);
}

#[tokio::test]
async fn an_empty_store_says_so_and_a_missing_ticket_is_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.redb");
    drop(Embedded::open(&path).unwrap());
    for (what, words) in [
        (&["servers"][..], "No server is set up.\n"),
        (&["tickets", "--guild", "1"], "No tickets.\n"),
        (&["outbox"], "The outbox is empty.\n"),
        (&["sessions"], "No session is saved.\n"),
    ] {
        let arguments: Vec<_> = std::iter::once("inspect").chain(what.iter().copied()).collect();
        let ended = ticketflow(&arguments).on(&path).ended().await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(0), words));
    }
    let ended = ticketflow(&["inspect", "ticket", "--guild", "1", "9"]).on(&path).ended().await;
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("server 1 has no ticket 0009"), "{}", ended.err);
}
