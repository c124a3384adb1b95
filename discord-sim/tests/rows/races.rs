//! Row 26: what was deleted in the meantime is unknown.

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::proves;
use crate::support::town::Town;

async fn gone(town: &Town) -> Result<(), String> {
    let mut socket = town.socket().await;
    let channels = format!("/guilds/{}/channels", town.guild.id);
    let created = town.rest.post(&channels, json!({ "name": "ticket" })).await;
    town.guild.remove_channel(created.id()).unwrap();
    let posted = format!("/channels/{}/messages", created.id());
    town.rest.post(&posted, json!({ "content": "welcome" })).await.is(404, 10003)?;
    let message = town.rest.post(&town.path("/messages"), json!({ "content": "x" })).await;
    town.guild.remove_message(town.general, message.id()).unwrap();
    let edited = town.path(&format!("/messages/{}", message.id()));
    town.rest.patch(&edited, json!({ "content": "y" })).await.is(404, 10008)?;
    let pressed = town.pressed(&mut socket).await?;
    let wrong = format!("/interactions/{}/wrong/callback", pressed.id);
    town.stranger().post(&wrong, json!({ "type": 6 })).await.is(404, 10062)
}

#[tokio::test]
async fn what_is_gone_is_unknown() {
    proves(Rule::Races, gone).await;
}
