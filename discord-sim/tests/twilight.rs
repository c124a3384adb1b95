//! twilight reads every payload that the simulator sends: events through its shard, answers through
//! its model.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};
use twilight_model::application::command::Command;
use twilight_model::application::interaction::{InteractionData, InteractionType};
use twilight_model::channel::{Channel, Message};
use twilight_model::guild::{Guild, Member, Role};
use twilight_model::user::{CurrentUser, CurrentUserGuild, User};

use crate::support::http::Got;
use crate::support::town::{Town, button, ticket_overwrites};

fn shard(town: &Town) -> Shard {
    let intents = Intents::all();
    let config = ConfigBuilder::new(town.app.token.clone(), intents)
        .proxy_url(town.sim.gateway_url())
        .queue(InMemoryQueue::new(1, 1_000, Duration::ZERO, 1_000))
        .build();
    Shard::with_config(ShardId::ONE, config)
}

/// The next event that `wanted` accepts; an event that twilight cannot read fails the test.
async fn next<T>(shard: &mut Shard, wanted: impl Fn(&Event) -> Option<T>) -> T {
    let waiting = async {
        loop {
            let event = shard.next_event(EventTypeFlags::all()).await;
            let event = event.expect("the stream goes on").expect("twilight reads it");
            if let Some(found) = wanted(&event) {
                return found;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("it comes")
}

fn read<T: DeserializeOwned>(got: &Got) -> T {
    serde_json::from_str(&got.text).expect(&got.text)
}

/// The first event, after which everything else is live.
async fn ready(shard: &mut Shard) {
    next(shard, |event| matches!(event, Event::GuildCreate(_)).then_some(())).await;
}

#[tokio::test]
async fn events_of_a_guild_are_read() {
    let town = Town::new().await;
    let mut shard = shard(&town);
    ready(&mut shard).await;
    let guild = &town.guild;
    let role = guild.add_role("staff", 0).unwrap();
    guild.set_role_permissions(role, 1 << 11).unwrap();
    let bob = guild.join(&town.sim.add_person("bob"), &[role]).unwrap();
    let category = guild.add_category("Tickets").unwrap();
    let channel = guild.add_text_channel("t", Some(category), &[]).unwrap();
    guild.rename_channel(channel, "renamed").unwrap();
    let message = bob.write(channel, &format!("hello <@{}>", town.ann.user)).unwrap();
    bob.reply(channel, message, "again").unwrap();
    bob.edit_message(channel, message, "edited").unwrap();
    bob.delete_message(channel, message).unwrap();
    let emoji = format!("/channels/{}/messages", town.general);
    let posted = town.rest.post(&emoji, json!({ "content": "x" })).await;
    let pin = format!("/channels/{}/messages/pins/{}", town.general, posted.id());
    assert_eq!(town.rest.put(&pin, Value::Null).await.status, 204);
    let react = format!("{emoji}/{}/reactions/%F0%9F%91%8D/@me", posted.id());
    assert_eq!(town.rest.put(&react, Value::Null).await.status, 204);
    assert_eq!(town.rest.post(&town.path("/typing"), Value::Null).await.status, 204);
    guild.remove_role(role).unwrap();
    bob.leave().unwrap();
    guild.remove_channel(category).unwrap();
    guild.remove_channel(channel).unwrap();
    let deleted = next(&mut shard, |event| match event {
        Event::ChannelDelete(channel) if channel.name.as_deref() == Some("renamed") => {
            Some(channel.id.get())
        }
        _ => None,
    });
    assert_eq!(deleted.await, channel);
    guild.kick(town.app.bot_user_id).unwrap();
    let left = next(&mut shard, |event| match event {
        Event::GuildDelete(guild) => Some((guild.id.get(), guild.unavailable)),
        _ => None,
    });
    assert_eq!(left.await, (guild.id, None));
}

#[tokio::test]
async fn interactions_of_all_kinds_are_read() {
    let town = Town::new().await;
    let mut shard = shard(&town);
    ready(&mut shard).await;
    let commands = format!("/applications/{}/guilds/{}/commands", town.app.id, town.guild.id);
    let option = |name: &str, kind: u8| json!({ "name": name, "description": "d", "type": kind });
    let sub = json!({ "name": "setup", "description": "d", "type": 1, "options": [
        option("text", 3), option("number", 4), option("yes", 5), option("who", 6),
        option("where", 7), option("role", 8), option("file", 11),
    ] });
    let body = json!([{ "name": "shop", "description": "d", "options": [sub] }]);
    let registered: Vec<Command> = read(&town.rest.put(&commands, body).await);
    assert_eq!(registered.len(), 1);
    let options = json!({
        "text": "hello", "number": 3, "yes": true, "who": town.ann.user.to_string(),
        "where": town.general.to_string(), "role": town.bot_role.to_string(),
        "file": { "filename": "terms.txt", "text": "be kind" },
    });
    town.ann.command(town.general, "shop setup", &options).unwrap();
    let interaction = |event: &Event| match event {
        Event::InteractionCreate(found) => Some(found.0.clone()),
        _ => None,
    };
    let found = next(&mut shard, interaction).await;
    let Some(InteractionData::ApplicationCommand(data)) = found.data else {
        unreachable!("{:?}", found.kind)
    };
    let resolved = data.resolved.unwrap();
    assert_eq!(resolved.attachments.len(), 1);
    assert_eq!((resolved.users.len(), resolved.members.len()), (1, 1));
    assert_eq!((resolved.channels.len(), resolved.roles.len()), (1, 1));
    assert!(found.member.unwrap().permissions.is_some());

    let posted = town.rest.post(&town.path("/messages"), button("open")).await;
    let _: Message = read(&posted);
    let pressed = town.ann.press(posted.id(), "open").unwrap();
    let found = next(&mut shard, interaction).await;
    assert_eq!(found.kind, InteractionType::MessageComponent);
    assert_eq!(found.message.unwrap().id.get(), posted.id());
    let label = json!({ "type": 18, "label": "Why?", "component":
        { "type": 4, "style": 2, "custom_id": "why" } });
    let modal = json!({ "type": 9, "data":
        { "custom_id": "ask", "title": "Ask", "components": [label] } });
    let callback = format!("/interactions/{}/{}/callback", found.id, found.token);
    assert_eq!(town.stranger().post(&callback, modal).await.status, 204);
    let outcome = pressed.outcome().await;
    town.ann.submit(outcome.modal().unwrap(), &json!({ "why": "because" })).unwrap();
    let found = next(&mut shard, interaction).await;
    assert_eq!(found.kind, InteractionType::ModalSubmit);
    let callback =
        format!("/interactions/{}/{}/callback?with_response=true", found.id, found.token);
    let answer = json!({ "type": 4, "data": { "content": "thanks", "flags": 64 } });
    let answered = town.stranger().post(&callback, answer).await;
    let resource = answered.body["resource"]["message"].clone();
    let message: Message = serde_json::from_value(resource).unwrap();
    assert!(message.interaction_metadata.is_some());
}

#[tokio::test]
async fn answers_of_rest_are_read() {
    let town = Town::new().await;
    let guild = format!("/guilds/{}", town.guild.id);
    let body = json!({ "name": "ticket", "permission_overwrites": ticket_overwrites(&town) });
    let created = town.rest.post(&format!("{guild}/channels"), body).await;
    let channel: Channel = read(&created);
    assert_eq!(channel.permission_overwrites.unwrap().len(), 3);
    let _: Vec<Channel> = read(&town.rest.get(&format!("{guild}/channels")).await);
    let _: Channel = read(&town.rest.patch(&town.path(""), json!({ "topic": "t" })).await);
    let _: Guild = read(&town.rest.get(&guild).await);
    let roles: Vec<Role> = read(&town.rest.get(&format!("{guild}/roles")).await);
    assert_eq!(roles.len(), 2);
    let member = town.rest.get(&format!("{guild}/members/{}", town.ann.user)).await;
    let _: Member = read(&member);
    let found: Vec<Member> =
        read(&town.rest.get(&format!("{guild}/members/search?query=an")).await);
    assert_eq!(found[0].user.name, "ann");
    let _: CurrentUser = read(&town.rest.get("/users/@me").await);
    let _: User = read(&town.rest.get(&format!("/users/{}", town.ann.user)).await);
    let mine: Vec<CurrentUserGuild> = read(&town.rest.get("/users/@me/guilds").await);
    assert_eq!(mine.len(), 1);
    let dm = json!({ "recipient_id": town.ann.user.to_string() });
    let _: Channel = read(&town.rest.post("/users/@me/channels", dm).await);
    let embeds = json!({ "embeds": [{ "title": "t", "fields": [{ "name": "n", "value": "v" }] }] });
    let _: Message = read(&town.rest.post(&town.path("/messages"), embeds).await);
    let _: Vec<Message> = read(&town.rest.get(&town.path("/messages")).await);
    assert!(town.sim.ledger().gaps().is_empty());
}
