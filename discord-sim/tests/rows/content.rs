//! Row 10: message content over the gateway and over HTTP, gated separately.

use discord_sim::options::SimOptions;
use discord_sim::rules::Rule;
use discord_sim::sim::ApplicationSpec;
use serde_json::json;

use crate::support::http::Rest;
use crate::support::socket::{ALL_INTENTS, Socket, identify};
use crate::support::town::Town;
use crate::support::{ensure, proves};

const CONTENT: u64 = 1 << 15;

/// What a bot reads of ann's message: over the gateway, over HTTP.
async fn reads(town: &Town, allowed: bool, asks: bool) -> Result<(bool, bool), String> {
    let name = format!("reader-{allowed}-{asks}");
    let mut spec = ApplicationSpec::new(&name, &format!("token-of-{name}"));
    if !allowed {
        spec.intents_allowed &= !CONTENT;
    }
    let app = town.sim.add_application(&spec);
    town.guild.add_bot(&app, 1 << 10 | 1 << 16 | 1 << 11).unwrap();
    let intents = if asks { ALL_INTENTS } else { ALL_INTENTS & !CONTENT };
    let mut socket = Socket::open(&town.sim.gateway_url(), &app.token, intents).await;
    let rest = Rest::new(town.sim.rest_url(), Some(app.token.clone()));
    let path = town.path("/messages");

    let own = rest.post(&path, json!({ "content": "my own" })).await;
    ensure(own.body["content"] == "my own", || "own message over HTTP".to_owned())?;
    let event = socket.next("MESSAGE_CREATE").await?;
    ensure(event["content"] == "my own", || format!("{name}: own message: {event}"))?;

    let mention = format!("hey <@{}>", app.bot_user_id);
    town.ann.write(town.general, &mention).unwrap();
    let event = socket.next("MESSAGE_CREATE").await?;
    ensure(event["content"] == mention.as_str(), || format!("{name}: mention: {event}"))?;
    let listed = rest.get(&town.path("/messages?limit=1")).await;
    ensure(listed.body[0]["content"] == mention.as_str(), || format!("{name}: listed mention"))?;

    let id = town.ann.write(town.general, "a secret").unwrap();
    let event = socket.next("MESSAGE_CREATE").await?;
    let got = rest.get(&town.path(&format!("/messages/{id}"))).await;
    Ok((event["content"] == "a secret", got.body["content"] == "a secret"))
}

async fn matrix(town: &Town) -> Result<(), String> {
    // The intent may only be asked for when it is allowed (4014 otherwise).
    for (allowed, asks, expected) in
        [(true, true, (true, true)), (true, false, (false, true)), (false, false, (false, false))]
    {
        let found = reads(town, allowed, asks).await?;
        ensure(found == expected, || {
            format!("allowed {allowed}, asked {asks}: {found:?} instead of {expected:?}")
        })?;
    }
    Ok(())
}

#[tokio::test]
async fn content_is_gated_by_session_over_the_gateway_and_by_application_over_http() {
    let mut options = SimOptions::default();
    options.limits.post_message.requests = 50;
    let town = Town::with(options).await;
    matrix(&town).await.unwrap();
    proves(Rule::MessageContentGates, matrix).await;
}

#[tokio::test]
async fn an_intent_that_is_switched_off_hides_content_at_once_and_its_session_is_not_resumed() {
    let town = Town::new().await;
    let app = town.sim.add_application(&ApplicationSpec::new("reader", "token-of-reader"));
    town.guild.add_bot(&app, 1 << 10 | 1 << 16 | 1 << 11).unwrap();
    let url = town.sim.gateway_url();
    let mut socket = Socket::open(&url, &app.token, ALL_INTENTS).await;
    town.ann.write(town.general, "a secret").unwrap();
    assert_eq!(socket.next("MESSAGE_CREATE").await.unwrap()["content"], "a secret");
    town.sim.allow_intents(app.id, 1 << 1 | 1 << 8);
    town.ann.write(town.general, "another").unwrap();
    assert_eq!(socket.next("MESSAGE_CREATE").await.unwrap()["content"], "");
    let session = &socket.ready["session_id"];
    let resume = json!({ "op": 6, "d": { "token": app.token, "session_id": session, "seq": 1 } });
    for first in [resume, identify(&app.token, ALL_INTENTS)] {
        assert_eq!(Socket::closed_with(&url, &first).await, Some(4014), "{first}");
    }
}

#[tokio::test]
async fn a_reply_to_an_answer_to_an_interaction_pings_and_is_not_read() {
    let town = Town::new().await;
    let spec =
        ApplicationSpec { intents_allowed: 0, ..ApplicationSpec::new("asker", "token-of-asker") };
    let app = town.sim.add_application(&spec);
    town.guild.add_bot(&app, 1 << 10 | 1 << 16 | 1 << 11).unwrap();
    let intents = ALL_INTENTS & !(CONTENT | 1 << 1 | 1 << 8);
    let mut socket = Socket::open(&town.sim.gateway_url(), &app.token, intents).await;
    let rest = Rest::new(town.sim.rest_url(), Some(app.token.clone()));
    let button = json!({ "type": 2, "style": 1, "label": "Go", "custom_id": "go" });
    let rows = json!({ "content": "go?", "components": [{ "type": 1, "components": [button] }] });
    let asked = rest.post(&town.path("/messages"), rows).await;
    let asked: u64 = asked.body["id"].as_str().unwrap().parse().unwrap();
    town.ann.press(asked, "go").unwrap();
    let pressed = socket.next("INTERACTION_CREATE").await.unwrap();
    let path = format!(
        "/interactions/{}/{}/callback",
        pressed["id"].as_str().unwrap(),
        pressed["token"].as_str().unwrap()
    );
    let answer = json!({ "type": 4, "data": { "content": "gone" } });
    assert_eq!(town.stranger().post(&path, answer).await.status, 204);
    let said = town.ann.read(town.general).unwrap();
    let answered = said.iter().rev().find(|it| it.content == "gone").unwrap().id;
    for (to, read) in [(asked, true), (answered, false)] {
        town.ann.reply(town.general, to, "well").unwrap();
        let ann = town.ann.user.to_string();
        let mut reply = json!(null);
        while reply["author"]["id"] != ann.as_str() {
            reply = socket.next("MESSAGE_CREATE").await.unwrap();
        }
        assert_eq!(reply["mentions"][0]["id"], app.bot_user_id.to_string());
        assert_eq!(reply["content"] == "well", read, "{reply}");
    }
}
