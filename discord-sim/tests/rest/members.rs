//! Members, roles and direct messages.

use discord_sim::world::permissions::bits;
use serde_json::{Value, json};

use crate::support::town::{BOT_RIGHTS, Town};

#[tokio::test]
async fn roles_are_granted_below_the_bots_own() {
    let town = Town::new().await;
    let below = town.guild.add_role("customer", 0).unwrap();
    let path =
        |role: u64| format!("/guilds/{}/members/{}/roles/{role}", town.guild.id, town.ann.user);
    let mut socket = town.socket().await;
    assert_eq!(town.rest.put(&path(below), Value::Null).await.status, 204);
    let event = socket.next("GUILD_MEMBER_UPDATE").await.unwrap();
    assert_eq!(event["roles"], json!([below.to_string()]));
    town.guild.set_role_position(below, 9).unwrap();
    assert_eq!(town.rest.delete(&path(below)).await.code(), 50013);
    assert_eq!(town.rest.put(&path(town.bot_role), Value::Null).await.code(), 50013);
    // For overwrites the order of roles does not matter.
    let overwrite = town.path(&format!("/permissions/{below}"));
    let body = json!({ "type": 0, "allow": "1024" });
    assert_eq!(town.rest.put(&overwrite, body).await.status, 204);
}

#[tokio::test]
async fn the_list_of_members_needs_the_intent_and_a_search_does_not() {
    let town = Town::new().await;
    let spec = discord_sim::sim::ApplicationSpec {
        intents_allowed: 0,
        ..discord_sim::sim::ApplicationSpec::new("plain", "token-of-plain")
    };
    let app = town.sim.add_application(&spec);
    town.guild.add_bot(&app, BOT_RIGHTS).unwrap();
    let token = Some(app.token.clone());
    let rest = crate::support::http::Rest::new(town.sim.rest_url(), token);
    let path = format!("/guilds/{}/members", town.guild.id);
    assert_eq!(rest.get(&path).await.code(), 50001);
    assert_eq!(
        rest.get(&format!("{path}/search?query=AN")).await.body[0]["user"]["username"],
        "ann"
    );
    let all = town.rest.get(&format!("{path}?limit=1000")).await;
    assert_eq!(all.body.as_array().unwrap().len(), 4);
    let stranger = town.sim.add_person("nobody");
    assert_eq!(rest.get(&format!("{path}/{}", stranger.id)).await.code(), 10007);
}

#[tokio::test]
async fn a_timeout_never_touches_administrators() {
    let town = Town::new().await;
    let rights = BOT_RIGHTS | bits::MODERATE_MEMBERS;
    town.guild.set_role_permissions(town.bot_role, rights).unwrap();
    let path = format!("/guilds/{}/members/{}", town.guild.id, town.ann.user);
    let until = "2100-01-01T00:00:00.000000+00:00";
    let body = json!({ "communication_disabled_until": until });
    assert_eq!(town.rest.patch(&path, body.clone()).await.code(), 50035, "more than 28 days");
    let owner = format!("/guilds/{}/members/{}", town.guild.id, town.guild.owner);
    assert_eq!(town.rest.patch(&owner, body).await.code(), 50013);
}

#[tokio::test]
async fn direct_messages_reach_those_who_take_them() {
    let town = Town::new().await;
    let ann = town.sim.person(town.ann.user).unwrap();
    let open = json!({ "recipient_id": ann.id.to_string() });
    let dm = town.rest.post("/users/@me/channels", open.clone()).await;
    assert_eq!(town.rest.post("/users/@me/channels", open).await.id(), dm.id());
    let path = format!("/channels/{}/messages", dm.id());
    let hello = json!({ "content": "your order is ready" });
    assert_eq!(town.rest.post(&path, hello.clone()).await.status, 200);
    assert_eq!(ann.direct_messages(&town.app)[0].content, "your order is ready");
    ann.close_dms(true);
    assert_eq!(town.rest.post(&path, hello.clone()).await.code(), 50007);
    ann.close_dms(false);
    town.ann.leave().unwrap();
    assert_eq!(town.rest.post(&path, hello).await.code(), 50278);
}
