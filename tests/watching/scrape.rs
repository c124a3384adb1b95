//! What the numbers say of a story.

use super::{Numbers, address, get, until};
use crate::support::{process::Process, redis::Server, shop::Shop, wait::eventually_found};
use discord_sim::faults::{Effect, Fault};
use std::collections::{BTreeMap, BTreeSet};
use ticketflow::telemetry::metrics::{Kind, catalogue};

/// Opens, is not understood, orders, is meddled with, confirms, agrees and closes. Nine things that
/// are pressed or written, one of which is none of ours.
async fn story(shop: &Shop) {
    let channel = shop.opened_by(&shop.ann).await;
    shop.bob.write(shop.shop, "2x adder, anybody?").unwrap();
    shop.ann.write(channel, "flibbertigibbet").unwrap();
    shop.says(&shop.ann, channel, "I did not get that").await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let meddles = shop.sam.press_label(channel, "Yes").unwrap();
    shop.told(&meddles, "Only").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
}

/// What the numbers of one who has held it say then.
const AFTER_THE_STORY: &[(&str, f64)] = &[
    ("ticketflow_tickets_opened_total", 1.0),
    (r#"ticketflow_ticket_stages_entered_total{stage="opening"}"#, 1.0),
    // Nothing was understood: it stays where it is.
    (r#"ticketflow_ticket_stages_entered_total{stage="order"}"#, 1.0),
    (r#"ticketflow_ticket_stages_entered_total{stage="confirm"}"#, 1.0),
    (r#"ticketflow_ticket_stages_entered_total{stage="terms"}"#, 1.0),
    (r#"ticketflow_ticket_stages_entered_total{stage="placed"}"#, 1.0),
    (r#"ticketflow_ticket_stages_entered_total{stage="closed"}"#, 1.0),
    (r#"ticketflow_ticket_stages_entered_total{stage="failed"}"#, 0.0),
    (r#"ticketflow_tickets_failed_total{mender="server"}"#, 0.0),
    (r#"ticketflow_tickets_failed_total{mender="operator"}"#, 0.0),
    (r#"ticketflow_ticket_stage_seconds_count{stage="confirm"}"#, 1.0),
    (r#"ticketflow_ticket_stage_seconds_count{stage="closed"}"#, 0.0),
    (r#"ticketflow_ticket_age_seconds_count{reached="open"}"#, 1.0),
    (r#"ticketflow_ticket_age_seconds_count{reached="placed"}"#, 1.0),
    (r#"ticketflow_ticket_age_seconds_count{reached="closed"}"#, 1.0),
    (r#"ticketflow_recognition_total{outcome="understood"}"#, 1.0),
    (r#"ticketflow_recognition_total{outcome="not_understood"}"#, 1.0),
    (r#"ticketflow_recognition_total{outcome="asked"}"#, 0.0),
    ("ticketflow_orders_confirmed_total", 1.0),
    (r#"ticketflow_refusals_total{reason="not_your_question"}"#, 1.0),
    ("ticketflow_messages_total", 4.0),
    (r#"ticketflow_interactions_total{outcome="accepted"}"#, 4.0),
    (r#"ticketflow_interactions_total{outcome="failed"}"#, 0.0),
    ("ticketflow_interaction_acknowledge_seconds_count", 4.0),
    (r#"ticketflow_interaction_acknowledge_seconds_bucket{le="3"}"#, 4.0),
    (r#"ticketflow_gateway_events_total{event="interaction_create",concerns_us="true"}"#, 4.0),
    (r#"ticketflow_gateway_events_total{event="message_create",concerns_us="false"}"#, 1.0),
    (r#"ticketflow_outbox_effects_total{effect="create_channel",outcome="done"}"#, 1.0),
    (r#"ticketflow_outbox_effects_total{effect="whisper",outcome="done"}"#, 1.0),
    (r#"ticketflow_rest_calls_total{family="interactions",status="2xx"}"#, 4.0),
    (r#"ticketflow_rest_calls_total{family="guilds",status="2xx"}"#, 1.0),
    (r#"ticketflow_rest_attempt_seconds_count{family="interactions"}"#, 4.0),
    (r#"ticketflow_rest_breaker_state{state="closed"}"#, 1.0),
    (r#"ticketflow_tickets{stage="placed"}"#, 0.0),
    (r#"ticketflow_locks_held{operation="opening"}"#, 0.0),
    ("ticketflow_servers", 1.0),
    ("ticketflow_fleet_leases_held", 1.0),
    ("ticketflow_fleet_shards", 1.0),
    ("ticketflow_fleet_shards_unheld", 0.0),
    ("ticketflow_fleet_workers", 1.0),
    (r#"ticketflow_fleet_shard_moves_total{move="taken_over"}"#, 1.0),
    ("ticketflow_fleet_take_over_seconds_count", 1.0),
    // The worker that set the server up had begun the session.
    ("ticketflow_gateway_sessions_resumed_total", 1.0),
    ("ticketflow_gateway_sessions_begun_total", 0.0),
    ("ticketflow_gateway_identifies_total", 0.0),
    (r#"ticketflow_gateway_shard_phase{shard="0",of="1",phase="active"}"#, 1.0),
    (r#"ticketflow_gateway_shard_phase{shard="0",of="1",phase="connecting"}"#, 0.0),
    (r#"ticketflow_gateway_shard_open_events{shard="0",of="1"}"#, 0.0),
    ("ticketflow_store_away_seconds", 0.0),
    ("ticketflow_ready", 1.0),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_say_what_happened() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let before = Numbers::of(&address).await;
    assert_eq!(before.get("ticketflow_tickets_opened_total"), 0.0, "it is there from the start");
    story(&shop).await;
    let numbers = until(&address, "ticketflow_outbox_entries", 0.0).await;
    for (series, value) in AFTER_THE_STORY {
        assert_eq!(numbers.get(series), *value, "{series}");
    }
    let commits = numbers.get(r#"ticketflow_store_commits_total{outcome="committed"}"#);
    assert!(commits >= 10.0, "{commits}");
    let inputs =
        |outcome: &str| numbers.get(&format!(r#"ticketflow_inputs_total{{outcome="{outcome}"}}"#));
    assert_eq!(commits, inputs("applied") + inputs("refused"));
    assert_eq!((inputs("refused"), inputs("answered")), (1.0, 0.0));
    assert_eq!(numbers.sum("ticketflow_outbox_retries_total"), 0.0);
    assert!(numbers.get("process_resident_memory_bytes") > 1e6);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_the_middle_of_something_shows() {
    let shop = Shop::prepared().await;
    let worker = Process::start(&shop, "").await;
    let address = address(&worker).await;
    let channel = shop.opened_by(&shop.ann).await;
    until(&address, r#"ticketflow_tickets{stage="order"}"#, 1.0).await;
    shop.ann.write(channel, "adder").unwrap();
    until(&address, r#"ticketflow_tickets{stage="confirm"}"#, 1.0).await;
    let away = Effect::Status { status: 503, html: true };
    let fault = Fault::on("POST", "/guilds/{guild}/channels", away);
    shop.sim.faults().add(fault);
    shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    until(&address, r#"ticketflow_locks_held{operation="opening"}"#, 1.0).await;
    let entries = until(&address, "ticketflow_outbox_entries", 1.0).await;
    assert!(entries.get(r#"ticketflow_tickets{stage="opening"}"#) > 0.0);
    eventually_found("a failure is counted", || async {
        let numbers = Numbers::of(&address).await;
        let failed = numbers.get(r#"ticketflow_rest_calls_total{family="guilds",status="5xx"}"#);
        (failed > 0.0 && numbers.get("ticketflow_outbox_oldest_seconds") > 0.0).then_some(())
    })
    .await;
    shop.sim.faults().clear();
    shop.ticket_of(&shop.bob).await;
    until(&address, r#"ticketflow_locks_held{operation="opening"}"#, 0.0).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_on_redis_has_exactly_the_series_that_are_promised() {
    let redis = Server::start(&[]).await;
    // A shard's heartbeats have their series once one of them was answered.
    let mut options = discord_sim::options::SimOptions::default();
    options.gateway.heartbeat_interval_ms = 500;
    let mut shop = Shop::build(options).await;
    shop.redis = Some(redis.url());
    let worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    let address = address(&worker).await;
    shop.set_up().await;
    story(&shop).await;
    let expected: BTreeMap<_, _> =
        catalogue().iter().map(|it| (it.name.to_owned(), (it.kind, it.series()))).collect();
    let text = eventually_found("a heartbeat was answered", || async {
        let text = get(&address, "/metrics").await.body;
        text.contains("_shard_heartbeat_age_seconds{").then_some(text)
    })
    .await;
    let numbers = Numbers::read(&text);
    let kinds: BTreeMap<_, _> =
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' ')).collect();
    let helped: BTreeSet<_> = text
        .lines()
        .filter_map(|line| Some(line.strip_prefix("# HELP ")?.split_once(' ')?.0))
        .collect();
    let mut shown: BTreeMap<String, (Kind, usize)> = BTreeMap::new();
    for series in numbers.0.keys() {
        let name = series.split('{').next().unwrap();
        let whole = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end));
        let name = whole.filter(|it| kinds.get(it) == Some(&"histogram")).unwrap_or(name);
        assert!(helped.contains(name), "no help on {name}");
        let kind = match kinds[name] {
            "counter" => Kind::Counter,
            "gauge" => Kind::Gauge,
            "histogram" => Kind::Histogram,
            other => panic!("{other}"),
        };
        shown.entry(name.to_owned()).or_insert((kind, 0)).1 += 1;
    }
    assert_eq!(shown, expected);
    for id in [shop.guild.id, shop.shop, shop.ann.user] {
        assert!(!text.contains(&id.to_string()), "{id} is an id");
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_discord_does_not_answer_shows_how_it_asks() {
    let shop = Shop::prepared().await;
    let away = Effect::Status { status: 503, html: true };
    shop.sim.faults().add(Fault { method: None, route: None, ..Fault::on("", "", away) });
    let worker = Process::begin(&shop);
    let address = address(&worker).await;
    eventually_found("failures are counted", || async {
        let numbers = Numbers::of(&address).await;
        assert_eq!(numbers.get("ticketflow_tickets{stage=\"order\"}"), 0.0);
        assert_eq!(numbers.get("ticketflow_store_away_seconds"), 0.0);
        let is_failed = |series: &str| {
            series.starts_with("ticketflow_rest_calls_total{") && series.contains(r#"status="5xx""#)
        };
        numbers.0.iter().any(|(series, value)| is_failed(series) && *value > 0.0).then_some(())
    })
    .await;
    assert_eq!(get(&address, "/readyz").await.status, 503);
    shop.sim.faults().clear();
}
