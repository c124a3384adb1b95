//! Row 24: a call that is applied although its reply is lost.

use discord_sim::faults::{Effect, Fault};
use discord_sim::rules::Rule;
use serde_json::{Value, json};

use crate::support::town::Town;
use crate::support::{ensure, proves};

const ROUTE: &str = "/guilds/{guild}/channels";

async fn lost(town: &Town) -> Result<(), String> {
    let path = format!("/guilds/{}/channels", town.guild.id);
    let body =
        |name: &str| Some(("application/json", json!({ "name": name }).to_string().into_bytes()));
    let has = |name: &str| town.ann.channel_named(name).is_some();
    town.sim.faults().add(Fault::on("POST", ROUTE, Effect::LoseReply).times(1));
    let answer = town.rest.try_send("POST", &path, body("lost")).await;
    ensure(answer.is_err(), || "the reply came".to_owned())?;
    ensure(has("lost"), || "the channel was not created".to_owned())?;
    town.sim.faults().add(Fault::on("POST", ROUTE, Effect::Drop).times(1));
    let answer = town.rest.try_send("POST", &path, body("dropped")).await;
    ensure(answer.is_err() && !has("dropped"), || "it was not dropped".to_owned())?;
    let calls = town.sim.ledger().calls_since(discord_sim::ledger::Mark(0));
    let cut: Vec<bool> = calls.iter().filter(|c| c.status == 0).map(|c| c.applied).collect();
    ensure(cut == [true, false], || format!("the ledger says {cut:?}"))
}

#[tokio::test]
async fn a_lost_reply_leaves_the_channel_behind() {
    proves(Rule::LostReplies, lost).await;
}

#[tokio::test]
async fn other_faults_change_nothing_and_say_what_they_are() {
    let town = Town::new().await;
    let path = format!("/guilds/{}/channels", town.guild.id);
    let refusal = Effect::Refusal {
        status: 400,
        code: 50035,
        message: "Invalid Form Body".to_owned(),
        field: Some("parent_id".to_owned()),
        field_code: Some("CHANNEL_PARENT_MAX_CHANNELS".to_owned()),
    };
    let faults = town.sim.faults();
    faults.add(Fault::on("POST", ROUTE, refusal).times(1));
    faults.add(
        Fault::on("POST", ROUTE, Effect::Status { status: 502, html: true }).after(1).times(1),
    );
    faults.add(
        Fault::on("POST", ROUTE, Effect::Status { status: 500, html: false }).after(2).times(1),
    );
    let body = json!({ "name": "ticket" });
    let refused = town.rest.post(&path, body.clone()).await;
    let leaf = &refused.body["errors"]["parent_id"]["_errors"][0]["code"];
    assert_eq!(leaf, "CHANNEL_PARENT_MAX_CHANNELS");
    let page = town.rest.post(&path, body.clone()).await;
    assert_eq!((page.status, page.body), (502, Value::Null));
    assert_eq!(town.rest.post(&path, body.clone()).await.status, 500);
    assert!(town.ann.channel_named("ticket").is_none());
    assert_eq!(town.rest.post(&path, body).await.status, 201);
}

#[tokio::test]
async fn an_event_may_come_after_the_answer() {
    let town = Town::new().await;
    let path = format!("/guilds/{}/channels", town.guild.id);
    let mark = town.sim.ledger().mark();
    let came = |name: &str| {
        let events = town.sim.ledger().events_since(mark);
        events.iter().filter(|event| event.kind == "CHANNEL_CREATE").count().to_string() == name
    };
    town.rest.post(&path, json!({ "name": "first" })).await.ok().unwrap();
    assert!(came("1"), "before the answer by default");
    town.sim.events_before_response(false);
    let mut socket = town.socket().await;
    town.rest.post(&path, json!({ "name": "second" })).await.ok().unwrap();
    let event = socket.next("CHANNEL_CREATE").await.unwrap();
    assert_eq!(event["name"], "second");
    assert!(came("2"));
}
