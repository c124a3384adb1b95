//! What people see: channels by their rights, ephemeral answers only by the one they are for, real
//! pings.

use std::time::Duration;

use discord_sim::people::guild::Allow;
use discord_sim::people::seat::FileToSend;
use discord_sim::world::permissions::bits;
use serde_json::json;

use crate::support::town::{Town, button};

#[tokio::test]
async fn an_ephemeral_answer_is_seen_by_one_and_not_listed() {
    let town = Town::new().await;
    let bob = town.guild.join(&town.sim.add_person("bob"), &[]).unwrap();
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await.unwrap();
    let answer = json!({ "type": 4, "data": { "content": "psst", "flags": 64 } });
    assert_eq!(town.stranger().post(&pressed.callback(), answer).await.status, 204);
    let sees = |seat: &discord_sim::people::seat::Seat| {
        seat.read(town.general).unwrap().iter().any(|message| message.content == "psst")
    };
    assert!(sees(&town.ann));
    assert!(!sees(&bob));
    let listed = town.rest.get(&town.path("/messages")).await;
    assert_eq!(listed.body.as_array().unwrap().len(), 1);
    let id = pressed.act.message().unwrap().id;
    assert_eq!(town.rest.get(&town.path(&format!("/messages/{id}"))).await.code(), 10008);
}

#[tokio::test]
async fn pings_follow_allowed_mentions_and_rights() {
    let town = Town::new().await;
    let role = town.guild.add_role("staff", 0).unwrap();
    let ann = town.ann.user;
    let text = format!("<@{ann}> <@&{role}> @everyone");
    let pinged = async |allowed: Option<serde_json::Value>| {
        let mut body = json!({ "content": text });
        if let Some(allowed) = allowed {
            body["allowed_mentions"] = allowed;
        }
        let got = town.rest.post(&town.path("/messages"), body).await;
        let all = town.ann.read(town.general).unwrap();
        let seen = all.into_iter().find(|message| message.id == got.id()).unwrap();
        (seen.pinged_users, seen.pinged_roles, seen.pinged_everyone)
    };
    // Without MENTION_EVERYONE neither everyone nor a role that is not mentionable.
    assert_eq!(pinged(None).await, (vec![ann], vec![], false));
    town.guild.set_role_mentionable(role, true).unwrap();
    assert_eq!(pinged(None).await, (vec![ann], vec![role], false));
    town.guild.set_role_permissions(town.bot_role, bits::ADMINISTRATOR).unwrap();
    assert_eq!(pinged(None).await, (vec![ann], vec![role], true));
    assert_eq!(pinged(Some(json!({ "parse": [] }))).await, (vec![], vec![], false));
    let one = json!({ "parse": [], "roles": [role.to_string()] });
    assert_eq!(pinged(Some(one)).await, (vec![], vec![role], false));

    let mut socket = town.socket().await;
    town.sim.clock().advance(Duration::from_secs(5));
    let pressed = town.pressed(&mut socket).await.unwrap();
    let answer = json!({ "type": 4, "data": { "content": text } });
    assert_eq!(town.stranger().post(&pressed.callback(), answer).await.status, 204);
    let seen = pressed.act.message().unwrap();
    let found = (seen.pinged_users, seen.pinged_roles, seen.pinged_everyone);
    assert_eq!(found, (vec![ann], vec![], false), "interactions ping users only by default");
}

#[tokio::test]
async fn a_hidden_channel_is_refused_in_words() {
    let town = Town::new().await;
    let hidden = [Allow::role(town.guild.id, 0, bits::VIEW_CHANNEL)];
    let secret = town.guild.add_text_channel("secret", None, &hidden).unwrap();
    let refused = town.ann.write(secret, "hello").unwrap_err();
    assert!(refused.0.contains("do not see"), "{refused}");
    assert!(town.ann.read(secret).is_err());
    let mute = [Allow::role(town.guild.id, 0, bits::SEND_MESSAGES)];
    town.guild.set_overwrites(secret, &mute).unwrap();
    assert!(town.ann.write(secret, "hello").is_err());
    town.guild.set_overwrites(secret, &[]).unwrap();
    town.guild.time_out(town.ann.user, Duration::from_secs(60)).unwrap();
    assert!(town.ann.write(secret, "hello").is_err());
    town.sim.clock().advance(Duration::from_secs(61));
    town.ann.write(secret, "hello").unwrap();
    let refusals = town.sim.ledger().acts_since(discord_sim::ledger::Mark(0));
    assert_eq!(refusals.iter().filter(|act| act.act == "refused").count(), 3);
}

#[tokio::test]
async fn files_are_downloaded_until_their_address_expires() {
    let town = Town::new().await;
    let file = FileToSend { filename: "order list.txt".to_owned(), bytes: b"cake".to_vec() };
    let id = town.ann.write_with_files(town.general, "", vec![file]).unwrap();
    let got = town.rest.get(&town.path(&format!("/messages/{id}"))).await;
    let url = got.body["attachments"][0]["url"].as_str().unwrap().to_owned();
    assert_eq!(got.body["attachments"][0]["size"], 4);
    assert_eq!(town.stranger().get(&url).await.text, "cake");
    assert_eq!(town.stranger().get(&url.replace("hm=", "hm=0")).await.status, 404);
    town.sim.clock().advance(Duration::from_secs(25 * 3600));
    assert_eq!(town.stranger().get(&url).await.status, 404);
    let fresh = town.rest.get(&town.path(&format!("/messages/{id}"))).await;
    let url = fresh.body["attachments"][0]["url"].as_str().unwrap();
    assert_eq!(town.stranger().get(url).await.text, "cake");
}

#[tokio::test]
async fn without_an_answer_the_person_is_told() {
    let town = Town::new().await;
    let posted = town.rest.post(&town.path("/messages"), button("open")).await;
    let pressed = town.ann.press(posted.id(), "open").unwrap();
    assert_eq!(pressed.so_far(), None);
    let waiting = tokio::spawn({
        let pressed = pressed.clone();
        async move { pressed.outcome().await }
    });
    town.sim.clock().advance(Duration::from_secs(3));
    let outcome = waiting.await.unwrap();
    assert!(outcome.message().is_none());
    assert_eq!(town.sim.totals().unanswered, 1);
}
