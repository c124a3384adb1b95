//! Row 21: fifty channels in a category, five hundred in a guild.

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn full(town: &Town) -> Result<(), String> {
    let guild = &town.guild;
    let path = format!("/guilds/{}/channels", guild.id);
    let category = guild.add_category("Tickets").unwrap();
    for n in 0..49 {
        guild.add_text_channel(&format!("t{n}"), Some(category), &[]).unwrap();
    }
    let body = json!({ "name": "ticket", "parent_id": category.to_string() });
    town.rest.post(&path, body.clone()).await.is(201, 0)?;
    let got = town.rest.post(&path, body).await;
    got.is(400, 50035)?;
    let leaf = &got.body["errors"]["parent_id"]["_errors"][0];
    ensure(leaf["code"] == "CHANNEL_PARENT_MAX_CHANNELS", || got.text.clone())?;
    let moved = json!({ "parent_id": category.to_string() });
    town.rest.patch(&town.path(""), moved).await.is(400, 50035)?;
    // The category, its fifty and `general` are there already.
    for n in 0..500 - 52 {
        guild.add_text_channel(&format!("g{n}"), None, &[]).unwrap();
    }
    let got = town.rest.post(&path, json!({ "name": "one too many" })).await;
    got.is(400, 30013)
}

#[tokio::test]
async fn a_full_category_and_a_full_guild_are_refused_differently() {
    proves(Rule::ChannelCaps, full).await;
}
