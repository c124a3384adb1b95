//! Row 18: without the presences intent GUILD_CREATE lists the bot alone.

use discord_sim::rules::Rule;

use crate::support::socket::{ALL_INTENTS, Socket};
use crate::support::town::Town;
use crate::support::{ensure, proves};

const PRESENCES: u64 = 1 << 8;

async fn bot_only(town: &Town) -> Result<(), String> {
    let url = town.sim.gateway_url();
    let mut socket = Socket::open(&url, &town.app.token, ALL_INTENTS & !PRESENCES).await;
    let guild = socket.next("GUILD_CREATE").await?;
    let members = guild["members"].as_array().cloned().unwrap_or_default();
    ensure(members.len() == 1, || format!("{} members are listed", members.len()))?;
    let bot = town.app.bot_user_id.to_string();
    ensure(members[0]["user"]["id"] == bot.as_str(), || {
        "the one member is not the bot".to_owned()
    })?;
    ensure(guild["member_count"] == 3, || format!("member_count {}", guild["member_count"]))
}

#[tokio::test]
async fn the_member_list_holds_only_the_bot() {
    proves(Rule::MemberListGate, bot_only).await;
}
