//! What the store and Discord refuse, and the exit codes that say so.

use super::program::{Ended, Program, ticketflow};
use crate::support::{
    process::Process,
    shop::{Shop, TOKEN},
};
use discord_sim::{
    options::SimOptions,
    sim::{ApplicationSpec, Sim},
};
use ticketflow::{
    discord::{Rest, RestSettings},
    secret::Secret,
    store::embedded::Embedded,
    worker,
};
use tokio::{net::TcpListener, time::timeout};

fn at(sim: &Sim, program: Program, token: &str) -> Program {
    program
        .with("DISCORD_API_URL", sim.rest_url())
        .with("DISCORD_TOKEN", token)
        .with("TICKETFLOW_ADMIN_ADDRESS", "127.0.0.1:0")
}

async fn run(sim: &Sim, token: &str) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    at(sim, ticketflow(&["run"]), token).on(&folder.path().join("test.redb")).ended().await
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_is_code_4() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.redb");
    let missing = ticketflow(&["inspect", "servers"]).on(&path).ended().await;
    assert_eq!(missing.code, Some(4), "{missing:?}");

    let held = Embedded::open(&path).unwrap();
    let state = folder.path().join("state.json");
    std::fs::write(&state, "{}").unwrap();
    let import = || ticketflow(&["import", state.to_str().unwrap(), "--guild", "1"]).on(&path);
    let in_use = import().ended().await;
    assert_eq!(in_use.code, Some(4), "{in_use:?}");
    assert!(in_use.err.contains("in use by another process"), "{}", in_use.err);
    drop(held);
    assert_eq!(import().ended().await.code, Some(0));

    std::fs::write(&path, "dear diary").unwrap();
    for damaged in [import(), ticketflow(&["inspect", "outbox"]).on(&path)] {
        let damaged = damaged.ended().await;
        assert_eq!(damaged.code, Some(4), "{damaged:?}");
        assert!(damaged.err.contains("is damaged or is not a TicketFlow store"), "{damaged:?}");
    }
}

/// Discord at an address where nobody is.
async fn away() -> Rest {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let settings = RestSettings {
        base: format!("http://{nobody}").parse().unwrap(),
        ..RestSettings::new(Secret::new(TOKEN.to_owned()))
    };
    Rest::new(settings).unwrap()
}

#[tokio::test(start_paused = true)]
async fn without_discord_the_number_of_shards_stays_and_it_is_said_why() {
    let folder = tempfile::tempdir().unwrap();
    let fleet = Embedded::open(&folder.path().join("store")).unwrap();
    let rest = away().await;
    let asking = worker::reshard(&rest, &fleet, Some(2), worker::ASKING);
    let ended = timeout(2 * worker::ASKING, asking).await.expect("it ends");
    let said = ended.unwrap_err().to_string();
    assert!(said.contains("did not answer within 30 s, so nothing was changed"), "{said}");
    assert!(said.contains("(Discord cannot be asked where the gateway is: "), "{said}");
}

#[tokio::test(start_paused = true)]
async fn commands_are_not_registered_for_ever() {
    let rest = away().await;
    let registering = worker::register_commands(&rest, worker::REGISTERING);
    let ended = timeout(2 * worker::REGISTERING, registering).await.expect("it ends");
    let said = ended.unwrap_err().to_string();
    assert!(said.contains("did not answer within 90 s") && said.contains("do it again"), "{said}");
    assert!(said.contains("(Discord cannot be asked which application it is: "), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_does_not_know_is_code_5() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    for ended in [
        run(&sim, "wrong-token").await,
        at(&sim, ticketflow(&["commands"]), "wrong-token").ended().await,
    ] {
        assert_eq!(ended.code, Some(5), "{ended:?}");
        assert!(ended.err.contains("does not accept the bot token"), "{}", ended.err);
        assert!(!ended.err.contains("wrong-token"), "{}", ended.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_registers_what_people_can_use() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let app = sim.add_application(&ApplicationSpec::new("TicketFlow", TOKEN));
    let guild = sim.add_guild(&discord_sim::people::guild::GuildSpec::named("Shop"));
    guild.add_bot(&app, 0).unwrap();
    let shop = guild.add_text_channel("shop", None, &[]).unwrap();
    let owner = sim.person(guild.owner).unwrap().in_guild(&guild);
    let use_it =
        || owner.command(shop, "ticketflow refresh", &serde_json::json!({"enabled": true}));
    assert!(use_it().is_err(), "there is no command yet");
    for _ in 0..2 {
        let ended = at(&sim, ticketflow(&["commands"]), TOKEN).ended().await;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        assert!(ended.out.contains("/ticketflow"), "{}", ended.out);
        use_it().expect("the command is there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_worker_on_one_store_is_code_4() {
    let shop = Shop::open().await;
    let second = at(&shop.sim, ticketflow(&["run"]), TOKEN).on(&shop.store()).ended().await;
    assert_eq!(second.code, Some(4), "{second:?}");
    shop.judge().await;
}

/// The store has not failed, and is not even opened.
#[tokio::test]
async fn a_file_has_no_fleet_to_reshard_which_is_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.redb");
    for arguments in [&["reshard"][..], &["reshard", "--cancel"]] {
        let ended = ticketflow(arguments).with("DISCORD_TOKEN", TOKEN).on(&path).ended().await;
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains("set TICKETFLOW_SHARDS"), "{}", ended.err);
        assert!(!path.exists());
    }
}

#[tokio::test]
async fn an_empty_redis_url_is_no_file_and_code_3() {
    for command in [&["check"][..], &["run"], &["inspect", "servers"]] {
        let ended =
            ticketflow(command).with("DISCORD_TOKEN", TOKEN).with("REDIS_URL", "").ended().await;
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.err.contains("REDIS_URL: `store.redis_url` is empty: set it"), "{ended:?}");
    }
}

/// What reads the log of a worker as JSON reads its end as well.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_words_of_a_worker_are_a_line_of_its_log() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none");
    let run = || at(&sim, ticketflow(&["run"]), "wrong-token").on(&folder.path().join("t.redb"));
    for (program, code, words) in [
        (run(), 5, "does not accept the bot token"),
        (run().with("RUST_LOG", "off"), 5, "does not accept the bot token"),
        (run().with("DISCORD_TOKEN_FILE", &missing), 3, "the settings are wrong"),
        (run().with("REDIS_URL", "redis+nonsense://x"), 3, "is no address of Redis"),
        (run().with("REDIS_URL", "redis+sentinel://127.0.0.1:1"), 3, "REDIS_URL"),
    ] {
        let ended = program.with("TICKETFLOW_LOG_FORMAT", "json").ended().await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(code), ""), "{ended:?}");
        let lines: Vec<serde_json::Value> =
            ended.err.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        let last = lines.last().expect("a line");
        assert_eq!(last["level"], "ERROR", "{last}");
        let said = last["message"].as_str().expect("its words");
        assert!(said.starts_with("ticketflow: ") && said.contains(words), "{said}");
        assert!(!ended.err.contains("wrong-token"), "{ended:?}");
    }
    // Others than people's log are for people.
    let ended = at(&sim, ticketflow(&["commands"]), "wrong-token")
        .with("TICKETFLOW_LOG_FORMAT", "json")
        .ended()
        .await;
    assert!(ended.err.lines().any(|line| line.starts_with("ticketflow: ")), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_bot_is_code_4() {
    let shop = Shop::prepared().await;
    let _other = shop.sim.add_application(&ApplicationSpec::new("Other", "other-token"));
    let other = at(&shop.sim, ticketflow(&["run"]), "other-token").on(&shop.store());
    let mut first = Process::start(&shop, "").await;
    assert_eq!(first.terminate().await.code(), Some(0));
    let ended = other.ended().await;
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(ended.err.contains(&format!("of application {}", shop.app.id)), "{ended:?}");
    assert!(ended.err.contains("(TICKETFLOW_STORE)"), "{ended:?}");
}
