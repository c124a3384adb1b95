//! Rows 3 to 5: the three seconds, the single answer, the fifteen minutes.

use std::time::Duration;

use discord_sim::people::interaction::Outcome;
use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn deadline(town: &Town) -> Result<(), String> {
    let mut socket = town.socket().await;
    let stranger = town.stranger();
    let in_time = town.pressed(&mut socket).await?;
    town.sim.clock().advance(Duration::from_millis(2_500));
    let answer = json!({ "type": 4, "data": { "content": "hello" } });
    stranger.post(&in_time.callback(), answer.clone()).await.is(204, 0)?;
    let late = town.pressed(&mut socket).await?;
    town.sim.clock().advance(Duration::from_millis(3_100));
    stranger.post(&late.callback(), answer).await.is(404, 10062)?;
    let failed = matches!(late.act.outcome().await, Outcome::Failed { .. });
    ensure(failed, || "the person was answered all the same".to_owned())?;
    let answers = town.ann.read(town.general).unwrap();
    let count = answers.iter().filter(|message| message.content == "hello").count();
    ensure(count == 1, || format!("{count} answers instead of one"))
}

#[tokio::test]
async fn an_answer_after_three_seconds_is_refused() {
    proves(Rule::CallbackDeadline, deadline).await;
}

async fn single(town: &Town) -> Result<(), String> {
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await?;
    let (one, other) = (town.stranger(), town.stranger());
    let answer = json!({ "type": 4, "data": { "content": "hello" } });
    let path = pressed.callback();
    let (one, other) =
        tokio::join!(one.post(&path, answer.clone()), other.post(&path, answer.clone()));
    let (first, second) = if one.status == 204 { (one, other) } else { (other, one) };
    first.is(204, 0)?;
    second.is(400, 40060)
}

#[tokio::test]
async fn of_two_answers_one_wins() {
    proves(Rule::SingleCallback, single).await;
}

async fn lifetime(town: &Town) -> Result<(), String> {
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await?;
    let stranger = town.stranger();
    stranger.post(&pressed.callback(), json!({ "type": 5 })).await.is(204, 0)?;
    let original = pressed.webhook(town, "/messages/@original");
    town.sim.clock().advance(Duration::from_secs(14 * 60));
    stranger.patch(&original, json!({ "content": "still here" })).await.ok()?;
    town.sim.clock().advance(Duration::from_secs(61));
    stranger.patch(&original, json!({ "content": "late" })).await.is(401, 50027)?;
    stranger.get(&original).await.is(401, 50027)?;
    let followup = pressed.webhook(town, "");
    stranger.post(&followup, json!({ "content": "late" })).await.is(401, 50027)
}

#[tokio::test]
async fn a_token_dies_after_fifteen_minutes() {
    proves(Rule::TokenLifetime, lifetime).await;
}
