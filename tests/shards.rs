//! Several shards in one process.

use crate::support::shop::Shop;
use discord_sim::{options::SimOptions, people::guild::GuildSpec};
use serde_json::json;
use ticketflow::domain::permissions::Permissions;

#[tokio::test(flavor = "multi_thread")]
async fn each_server_is_served_by_its_shard() {
    let mut shop = Shop::build(SimOptions::default()).await;
    // A server belongs to the shard `(id >> 22) % shards` (Discord docs, Sharding Formula).
    let shard = (shop.guild.id >> 22) % 2;
    let elsewhere = ((shop.guild.id >> 22) + 1) << 22;
    let other = shop.sim.add_guild(&GuildSpec { id: Some(elsewhere), ..GuildSpec::named("Other") });
    assert_ne!((other.id >> 22) % 2, shard);
    let granted = Permissions::NEEDED_IN_GUILD | Permissions::MENTION_EVERYONE;
    other.add_bot(&shop.app, granted.0).unwrap();
    let staff = other.add_role("Staff", 0).unwrap().to_string();
    let panel = other.add_text_channel("shop", None, &[]).unwrap();
    let cat = other.join(&shop.sim.add_person("Cat"), &[]).unwrap();

    shop.start_with(|config| config.discord.shards = Some(2)).await;
    shop.set_up().await;
    shop.opened_by(&shop.ann).await;

    let owner = shop.sim.person(other.owner).unwrap().in_guild(&other);
    let options = json!({"panel": panel.to_string(), "staff": staff, "managers": staff});
    let set_up = owner.command(panel, "ticketflow setup", &options).unwrap();
    shop.answered(&set_up, "All set").await;
    let press = cat.press_label(panel, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    assert_eq!(shop.sim.gateway().sessions().len(), 2);
    shop.judge().await;
}
