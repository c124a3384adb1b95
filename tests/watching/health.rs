//! Whether a worker is alive and ready, and why not.

use super::{address, ask, get};
use crate::{
    cli::program::ticketflow,
    support::{
        process::Process,
        redis::Server,
        shop::Shop,
        wait::{eventually, eventually_found},
    },
};
use discord_sim::{
    faults::{Effect, Fault},
    gateway::levers::{Lever, Target},
};
use std::time::Duration;
use tokio::{io::AsyncWriteExt, net::TcpStream};

/// Waits until it is not ready, and says so in these words.
async fn unready(address: &str, words: &str) {
    eventually_found(&format!("not ready: {words}"), || async {
        let answer = get(address, "/readyz").await;
        (answer.status == 503 && answer.body.contains(words)).then_some(())
    })
    .await;
    assert_eq!(get(address, "/livez").await.status, 200, "it works all the same");
}

async fn ready(address: &str) {
    eventually_found("ready", || async {
        (get(address, "/readyz").await.status == 200).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_without_redis_is_alive_and_not_ready() {
    let mut redis = Server::start(&["appendonly yes"]).await;
    let shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    let worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    let address = address(&worker).await;
    ready(&address).await;
    redis.kill().await;
    unready(&address, "the store has not answered for").await;
    assert!(super::Numbers::of(&address).await.get("ticketflow_store_away_seconds") > 5.0);
    redis.restart().await;
    ready(&address).await;
    assert_eq!(super::Numbers::of(&address).await.get("ticketflow_store_away_seconds"), 0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_of_redis_is_logged_once_however_much_comes_meanwhile() {
    let mut redis = Server::start(&["appendonly yes"]).await;
    let mut shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    shop.redis = Some(redis.url());
    let worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    ready(&address(&worker).await).await;
    shop.set_up().await;
    redis.kill().await;
    for person in [&shop.ann, &shop.bob, &shop.sam, &shop.mia] {
        person.press_label(shop.shop, "Create Ticket").unwrap();
    }
    worker.logged("the store is away").await;
    let waits = || worker.times_logged("trouble with Redis") > 0;
    eventually("so does the line to it", waits).await;
    redis.restart().await;
    worker.logged("the store is back").await;
    for person in [&shop.ann, &shop.bob, &shop.sam, &shop.mia] {
        shop.ticket_of(person).await;
    }
    assert_eq!(worker.times_logged("the store is away"), 1, "{}", worker.said());
    assert_eq!(worker.times_logged("waits"), 1, "nor in other words: {}", worker.said());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_started_without_redis_waits_for_it() {
    let mut redis = Server::start(&["appendonly yes"]).await;
    let shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    redis.kill().await;
    let worker = Process::begin_on_redis(&shop, &redis.url(), "a", &[]);
    let address = address(&worker).await;
    eventually("it has tried for a while", || worker.times_logged("not there yet") > 1).await;
    assert!(worker.has_logged("nobody listens there: start Redis"), "with the remedy");
    unready(&address, "starting").await;
    unready(&address, "nobody listens there: start Redis").await;
    assert!(super::Numbers::of(&address).await.get("ticketflow_store_away_seconds") > 0.5);
    redis.restart().await;
    ready(&address).await;
    assert_eq!(super::Numbers::of(&address).await.get("ticketflow_store_away_seconds"), 0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_redis_became_a_replica_says_what_to_do() {
    let redis = Server::start(&[]).await;
    let other = Server::start(&[]).await;
    let shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    let worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    let address = address(&worker).await;
    ready(&address).await;
    let port = other.port().to_string();
    let () = redis.say(&["REPLICAOF", "127.0.0.1", &port]).await;
    let remedy = format!("it is a replica of 127.0.0.1:{port} and cannot be written");
    worker.logged(&remedy).await;
    unready(&address, &remedy).await;
    let () = redis.say(&["REPLICAOF", "NO", "ONE"]).await;
    ready(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_redis_is_full_says_so() {
    let redis = Server::start(&[]).await;
    let shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    let worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    let address = address(&worker).await;
    ready(&address).await;
    let () = redis.say(&["CONFIG", "SET", "maxmemory", "1"]).await;
    unready(&address, "its memory is full (OOM): raise maxmemory").await;
    let () = redis.say(&["CONFIG", "SET", "maxmemory", "0"]).await;
    ready(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_waits_for_discord_says_so() {
    let shop = Shop::prepared().await;
    let away = Effect::Status { status: 503, html: true };
    shop.sim.faults().add(Fault::on("GET", "/gateway/bot", away));
    let worker = Process::begin(&shop);
    let address = address(&worker).await;
    unready(&address, "Discord cannot be asked where the gateway is: ").await;
    shop.sim.faults().clear();
    ready(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_again_and_again_ends_a_worker_though_its_sessions_stand() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    let refused = Effect::Refusal {
        status: 401,
        code: 0,
        message: "401: Unauthorized".to_owned(),
        field: None,
        field_code: None,
    };
    for (method, route) in [("POST", "/guilds/{guild}/channels"), ("GET", "/gateway/bot")] {
        shop.sim.faults().add(Fault::on(method, route, refused.clone()));
    }
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    worker.logged("does not accept the bot token").await;
    // Half a minute, for it may be Discord's mistake.
    let ended = tokio::time::timeout(Duration::from_secs(60), worker.gone()).await;
    assert_eq!(ended.expect("it ends").code(), Some(5), "{}", worker.said());
    worker.logged("Discord refuses to say anything to this token").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_drains_says_so_until_its_end() {
    let shop = Shop::prepared().await;
    let mut worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    ready(&address).await;
    // Words that take long are what it waits for at its end.
    let slow = Effect::Delay { before_ms: 3_000, after_ms: 0 };
    shop.sim.faults().add(Fault::on("POST", "/guilds/{guild}/channels", slow));
    shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    let locked = r#"ticketflow_locks_held{operation="opening"}"#;
    eventually_found("it is in the middle of something", || async {
        (super::Numbers::of(&address).await.get(locked) > 0.0).then_some(())
    })
    .await;
    worker.signal("-TERM").await;
    unready(&address, "draining").await;
    let port = address.clone();
    let asked = ticketflow(&["health"]).with("TICKETFLOW_ADMIN_ADDRESS", &port).ended().await;
    assert_eq!(asked.code, Some(1), "{asked:?}");
    assert!(asked.err.contains("draining"), "{}", asked.err);
    assert_eq!(worker.ended().await.code(), Some(0));
    assert!(!worker.has_logged("still in use"), "who watches keeps nothing from the next worker");
    shop.sim.faults().clear();
}

/// From now on the gateway turns everybody away, or not any more.
fn turn_away(shop: &Shop, is_away: bool) {
    let an_hour = shop.sim.clock().now_ms() + 3_600_000;
    let until = if is_away { an_hour } else { 0 };
    shop.sim.gateway().change_weather(|weather| weather.outage_until_ms = until);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_shard_has_no_session_is_not_ready() {
    let shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    turn_away(&shop, true);
    let worker = Process::begin(&shop);
    let address = address(&worker).await;
    unready(&address, "1 of 1 shards are not ready: shard 0/1 has been waiting for a new session")
        .await;
    turn_away(&shop, false);
    ready(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_shard_resumes_its_session_is_ready() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    turn_away(&shop, true);
    shop.sim.gateway().pull(&Target::default(), &Lever::Drop);
    let active = r#"ticketflow_gateway_shard_phase{shard="0",of="1",phase="active"}"#;
    eventually_found("the shard is not active", || async {
        (super::Numbers::of(&address).await.get(active) < 1.0).then_some(())
    })
    .await;
    assert_eq!(get(&address, "/readyz").await.status, 200);
    turn_away(&shop, false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_waits_for_discord_answers_that_it_is_starting() {
    let shop = Shop::prepared().await;
    let away = Effect::Status { status: 503, html: true };
    let everything = Fault { method: None, route: None, ..Fault::on("", "", away) };
    shop.sim.faults().add(everything);
    let worker = Process::begin(&shop);
    let address = address(&worker).await;
    unready(&address, "starting").await;
    shop.sim.faults().clear();
    ready(&address).await;
    let health = || ticketflow(&["health"]).with("TICKETFLOW_ADMIN_ADDRESS", &address);
    let asked = health().ended().await;
    assert_eq!((asked.code, asked.out.as_str()), (Some(0), "ok\n"), "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_questions_are_answered_too() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    assert_eq!(get(&address, "/").await.status, 404);
    assert_eq!(get(&address, "/metrics?x=1").await.status, 200);
    let post =
        "POST /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(ask(&address, post).await.status, 405);
}

/// How many are answered at a time.
const AT_ONCE: usize = 64;
/// How long a kubelet waits for `/livez`, as the chart has it.
const PROBE: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread")]
async fn nobody_keeps_others_from_asking() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let mut idle = Vec::new();
    for number in 0..=AT_ONCE * 2 {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        // Every other one asks again and again, and never reads.
        if number % 2 == 0 {
            let again = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100);
            // It may have had to give way already.
            drop(stream.write_all(again.as_bytes()).await);
        }
        idle.push(stream);
    }
    let asked = tokio::time::timeout(PROBE, get(&address, "/livez")).await;
    assert_eq!(asked.expect("in time").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_said_with_what_to_do() {
    let shop = Shop::prepared().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = ticketflow(&["run"])
        .with("DISCORD_TOKEN", crate::support::shop::TOKEN)
        .with("DISCORD_API_URL", shop.sim.rest_url())
        .with("TICKETFLOW_ADMIN_ADDRESS", &address)
        .on(&shop.store())
        .ended()
        .await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for words in [&address, "TICKETFLOW_ADMIN_ADDRESS", "`off`", "because: "] {
        assert!(ended.err.contains(words), "{words} in {}", ended.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_says_when_nobody_can_be_asked() {
    let asked = ticketflow(&["health"]).with("TICKETFLOW_ADMIN_ADDRESS", "off").ended().await;
    assert_eq!(asked.code, Some(1), "{asked:?}");
    assert!(asked.err.contains("`off`"), "{}", asked.err);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let asked = ticketflow(&["health", "--live"]);
    let asked = asked.with("TICKETFLOW_ADMIN_ADDRESS", &address).ended().await;
    assert_eq!(asked.code, Some(1), "{asked:?}");
    assert!(asked.err.contains("no worker answers"), "{}", asked.err);
}
