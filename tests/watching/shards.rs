//! What the numbers say of shards that come and go.

use super::{Numbers, address};
use crate::support::{
    process::Process,
    redis::Server,
    shop::{Shop, TOKEN},
    wait::eventually_found,
};
use discord_sim::{options::SimOptions, sim::ApplicationSpec};
use std::process::Stdio;
use tokio::process::Command;

fn moves(numbers: &Numbers) -> [f64; 4] {
    ["taken_over", "handed_over", "retired", "lost"].map(|which| {
        numbers.get(&format!(r#"ticketflow_fleet_shard_moves_total{{move="{which}"}}"#))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_shards_have_come_and_not_left_as_are_held() {
    let redis = Server::start(&[]).await;
    let spec = ApplicationSpec { max_concurrency: 2, ..ApplicationSpec::new("TicketFlow", TOKEN) };
    // Lines show often that they stand: only then do new ones take the place of the old.
    let mut options = SimOptions::default();
    options.gateway.heartbeat_interval_ms = 500;
    let mut shop = Shop::build_for(options, &spec).await;
    shop.redis = Some(redis.url());
    let worker = Process::on_redis(&shop, &redis.url(), "a", &[]).await;
    let address = address(&worker).await;
    shop.set_up().await;
    assert_eq!(moves(&Numbers::of(&address).await), [1.0, 0.0, 0.0, 0.0]);

    let mut reshard = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
    reshard.args(["reshard", "--shards", "2"]).env_clear().env("REDIS_URL", redis.url());
    reshard.env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_URL", shop.sim.rest_url());
    let ended = reshard.stdin(Stdio::null()).kill_on_drop(true).output().await.expect("it starts");
    assert!(ended.status.success(), "{ended:?}");
    eventually_found("there are two that are heard, and the one is given up", || async {
        let numbers = Numbers::of(&address).await;
        let is_so = [
            ("ticketflow_fleet_shards", 2.0),
            ("ticketflow_fleet_leases_held", 2.0),
            ("ticketflow_fleet_take_over_seconds_count", 3.0),
        ]
        .iter()
        .all(|(series, value)| numbers.get(series).total_cmp(value).is_eq());
        is_so.then_some(())
    })
    .await;
    // A scrape does not stop the world: what is counted during one may be half in it.
    assert_eq!(moves(&Numbers::of(&address).await), [3.0, 0.0, 1.0, 0.0]);
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}
