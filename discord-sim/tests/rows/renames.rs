//! Row 8: two renames in ten minutes, hidden behind headers that show requests left.

use std::time::Duration;

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn third_rename(town: &Town) -> Result<(), String> {
    let path = town.path("");
    for name in ["one", "two"] {
        town.rest.patch(&path, json!({ "name": name })).await.ok()?;
    }
    town.sim.clock().advance(Duration::from_secs(20));
    let got = town.rest.patch(&path, json!({ "name": "three" })).await;
    got.is(429, 0)?;
    let remaining = got.header("x-ratelimit-remaining").and_then(|text| text.parse::<u32>().ok());
    ensure(remaining.is_some_and(|left| left > 0), || "the headers must mislead".to_owned())?;
    let wait = got.body["retry_after"].as_f64().unwrap_or(0.0);
    ensure((570.0..=580.0).contains(&wait), || format!("retry_after {wait} instead of ~579"))?;
    let topic = town.rest.patch(&path, json!({ "topic": "closed" })).await;
    topic.is(429, 0)?;
    let category = town.guild.add_category("closed").unwrap();
    let moved = json!({ "parent_id": category.to_string() });
    town.rest.patch(&path, moved).await.ok()?;
    town.sim.clock().advance(Duration::from_secs(600));
    town.rest.patch(&path, json!({ "name": "three" })).await.ok()
}

#[tokio::test]
async fn the_third_rename_waits_ten_minutes_and_a_move_does_not() {
    proves(Rule::RenameSublimit, third_rename).await;
}
