//! Channels: names, categories, overwrites, the audit reason.

use serde_json::{Value, json};

use crate::support::town::Town;

#[tokio::test]
async fn the_name_in_the_answer_counts() {
    let town = Town::new().await;
    let path = format!("/guilds/{}/channels", town.guild.id);
    let made = town.rest.post(&path, json!({ "name": "Ticket Über #1" })).await;
    assert_eq!(made.body["name"], "ticket-über-1");
    let category = town.rest.post(&path, json!({ "name": "My Tickets", "type": 4 })).await;
    assert_eq!(category.body["name"], "My Tickets");
    assert_eq!(town.rest.post(&path, json!({ "name": "!!!" })).await.code(), 50035);
}

#[tokio::test]
async fn deleting_a_category_orphans_its_channels() {
    let town = Town::new().await;
    let category = town.guild.add_category("Tickets").unwrap();
    let ticket = town.guild.add_text_channel("ticket", Some(category), &[]).unwrap();
    let mut socket = town.socket().await;
    assert_eq!(town.rest.delete(&format!("/channels/{category}")).await.status, 200);
    let updated = socket.next("CHANNEL_UPDATE").await.unwrap();
    assert_eq!((&updated["id"], &updated["parent_id"]), (&json!(ticket.to_string()), &Value::Null));
}

#[tokio::test]
async fn a_departed_members_overwrite_stays() {
    let town = Town::new().await;
    let bob = town.guild.join(&town.sim.add_person("bob"), &[]).unwrap();
    let overwrite = town.path(&format!("/permissions/{}", bob.user));
    let body = json!({ "type": 1, "allow": "1024" });
    assert_eq!(town.rest.put(&overwrite, body).await.status, 204);
    bob.leave().unwrap();
    let channel = town.rest.get(&town.path("")).await;
    assert_eq!(channel.body["permission_overwrites"][0]["id"], bob.user.to_string());
    assert_eq!(town.rest.delete(&overwrite).await.status, 204);
    assert_eq!(town.rest.delete(&overwrite).await.code(), 10009);
}

#[tokio::test]
async fn channels_in_step_with_their_category_stay_in_step() {
    let town = Town::new().await;
    let category = town.guild.add_category("Tickets").unwrap();
    let synced = town.guild.add_text_channel("synced", Some(category), &[]).unwrap();
    let overwrite = format!("/channels/{category}/permissions/{}", town.ann.user);
    let body = json!({ "type": 1, "allow": "1024" });
    assert_eq!(town.rest.put(&overwrite, body).await.status, 204);
    let child = town.rest.get(&format!("/channels/{synced}")).await;
    assert_eq!(child.body["permission_overwrites"][0]["allow"], "1024");
}

#[tokio::test]
async fn one_parent_at_a_time() {
    let town = Town::new().await;
    let guild = &town.guild;
    let category = guild.add_category("Tickets").unwrap();
    let other = guild.add_text_channel("other", None, &[]).unwrap();
    let path = format!("/guilds/{}/channels", guild.id);
    let entry = |id: u64| json!({ "id": id.to_string(), "parent_id": category.to_string() });
    let both = json!([entry(town.general), entry(other)]);
    assert_eq!(town.rest.patch(&path, both).await.code(), 40009);
    assert_eq!(town.rest.patch(&path, json!([entry(other)])).await.status, 204);
    let moved = town.rest.get(&format!("/channels/{other}")).await;
    assert_eq!(moved.body["parent_id"], category.to_string());
}
