//! The life of a ticket, told with plain HTTP calls and a person at the other end.

use serde_json::json;

use crate::support::town::{Town, ticket_overwrites};

#[tokio::test]
async fn a_ticket_is_opened_talked_in_and_closed() {
    let town = Town::new().await;
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await.unwrap();
    let stranger = town.stranger();
    let deferred = json!({ "type": 5, "data": { "flags": 64 } });
    assert_eq!(stranger.post(&pressed.callback(), deferred).await.status, 204);
    let seen = pressed.act.outcome().await;
    assert!(seen.message().is_some_and(|message| message.loading && message.ephemeral));

    let body = json!({ "name": "Ticket #1", "permission_overwrites": ticket_overwrites(&town) });
    let created = town.rest.post(&format!("/guilds/{}/channels", town.guild.id), body).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let ticket = created.id();
    let done = json!({ "content": format!("<#{ticket}>") });
    let edited = stranger.patch(&pressed.webhook(&town, "/messages/@original"), done).await;
    assert_eq!(edited.status, 200, "{}", edited.text);
    assert_eq!(pressed.act.settled().await.message().unwrap().content, format!("<#{ticket}>"));

    assert_eq!(town.ann.channel_named("ticket-1").unwrap().id, ticket);
    let bob = town.guild.join(&town.sim.add_person("bob"), &[]).unwrap();
    assert!(bob.channel_named("ticket-1").is_none());
    assert!(bob.write(ticket, "let me in").is_err());
    town.ann.write(ticket, "a cake, please").unwrap();
    let event = socket.next("MESSAGE_CREATE").await.unwrap();
    assert_eq!(event["content"], "", "ephemeral answers reach the bot as direct messages");
    let event = socket.next("MESSAGE_CREATE").await.unwrap();
    assert_eq!(event["content"], "a cake, please");
    assert_eq!(event["guild_id"], town.guild.id.to_string());

    let listed = town.rest.get(&format!("/channels/{ticket}/messages?limit=5")).await;
    assert_eq!(listed.body[0]["content"], "a cake, please");
    assert_eq!(town.rest.delete(&format!("/channels/{ticket}")).await.status, 200);
    socket.next("CHANNEL_DELETE").await.unwrap();
    assert!(town.ann.channel_named("ticket-1").is_none());
    assert_eq!(town.sim.ledger().gaps().len(), 0);
}
