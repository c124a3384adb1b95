//! Row 27: interaction routes need no token, all others do.

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::http::Rest;
use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn tokens(town: &Town) -> Result<(), String> {
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await?;
    let stranger = town.stranger();
    let guild = town.guild.id;
    stranger.get("/gateway").await.ok()?;
    stranger.post(&pressed.callback(), json!({ "type": 5 })).await.is(204, 0)?;
    let original = pressed.webhook(town, "/messages/@original");
    stranger.patch(&original, json!({ "content": "done" })).await.ok()?;
    let encoded = pressed.webhook(town, "/messages/%40original");
    stranger.patch(&encoded, json!({ "content": "encoded" })).await.ok()?;
    let wrong = Rest::new(town.sim.rest_url(), Some("no such token".to_owned()));
    for path in [
        "/users/@me".to_owned(),
        "/gateway/bot".to_owned(),
        format!("/guilds/{guild}"),
        format!("/guilds/{guild}/channels"),
        town.path(""),
        town.path("/messages"),
    ] {
        for client in [&stranger, &wrong] {
            let got = client.get(&path).await;
            got.is(401, 0).map_err(|words| format!("{path}: {words}"))?;
            ensure(got.body["message"] == "401: Unauthorized", || got.text.clone())?;
        }
        town.rest.get(&path).await.ok()?;
    }
    Ok(())
}

#[tokio::test]
async fn a_token_is_needed_except_for_interactions() {
    proves(Rule::Authorization, tokens).await;
}

#[tokio::test]
async fn a_token_that_was_reset_is_refused_until_there_is_another() {
    let town = Town::new().await;
    town.sim.gateway().token_reset(town.app.id, &town.app.token);
    assert_eq!(town.rest.get("/users/@me").await.status, 401);
    town.sim.set_token(town.app.id, "another token");
    let rest = Rest::new(town.sim.rest_url(), Some("another token".to_owned()));
    assert_eq!(rest.get("/users/@me").await.status, 200);
    assert_eq!(town.rest.get("/users/@me").await.status, 401);
}
