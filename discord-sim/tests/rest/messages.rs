//! Lists, edits, deletions, pins.

use std::time::Duration;

use discord_sim::people::guild::Allow;
use discord_sim::rules::Rule;
use discord_sim::world::permissions::bits;
use serde_json::{Value, json};

use crate::support::town::Town;

fn contents(list: &Value) -> Vec<u64> {
    let list = list.as_array().unwrap();
    list.iter().map(|message| message["content"].as_str().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn lists_run_from_new_to_old() {
    let town = Town::new().await;
    let ids: Vec<u64> =
        (0..250).map(|n| town.ann.write(town.general, &n.to_string()).unwrap()).collect();
    let list = async |query: String| town.rest.get(&town.path(&format!("/messages?{query}"))).await;
    assert_eq!(contents(&list(String::new()).await.body), (200..250).rev().collect::<Vec<_>>());
    let page = list(format!("before={}&limit=100", ids[150])).await;
    assert_eq!(contents(&page.body), (50..150).rev().collect::<Vec<_>>());
    let page = list(format!("after={}&limit=3", ids[150])).await;
    assert_eq!(contents(&page.body), [153, 152, 151]);
    let page = list(format!("around={}&limit=5", ids[100])).await;
    assert_eq!(contents(&page.body), [102, 101, 100, 99, 98]);
    assert_eq!(list("limit=101".to_owned()).await.code(), 50035);
    assert_eq!(list("before=1&after=1".to_owned()).await.code(), 50035);
}

#[tokio::test]
async fn a_persons_reply_says_to_what() {
    let town = Town::new().await;
    let first = town.ann.write(town.general, "hello").unwrap();
    let reply = town.ann.reply(town.general, first, "again").unwrap();
    let found = town.rest.get(&town.path(&format!("/messages/{reply}"))).await.body;
    assert_eq!(found["type"], 19);
    assert_eq!(found["message_reference"]["message_id"], first.to_string());
    assert_eq!(found["referenced_message"]["content"], "hello");
}

#[tokio::test]
async fn without_history_a_list_is_empty_and_one_is_refused() {
    let town = Town::new().await;
    let id = town.ann.write(town.general, "hello").unwrap();
    let deny = [Allow::role(town.bot_role, 0, bits::READ_MESSAGE_HISTORY)];
    town.guild.set_overwrites(town.general, &deny).unwrap();
    let listed = town.rest.get(&town.path("/messages")).await;
    assert_eq!((listed.status, listed.body), (200, json!([])));
    assert_eq!(town.rest.get(&town.path(&format!("/messages/{id}"))).await.code(), 50013);
}

#[tokio::test]
async fn bulk_deletion_has_its_bounds() {
    let town = Town::new().await;
    let path = town.path("/messages/bulk-delete");
    let ids: Vec<String> =
        (0..3).map(|_| town.ann.write(town.general, "x").unwrap().to_string()).collect();
    let bulk = async |ids: &[String]| town.rest.post(&path, json!({ "messages": ids })).await;
    assert_eq!(bulk(&ids[..1]).await.code(), 50016);
    assert_eq!(bulk(&[ids[0].clone(), ids[0].clone()]).await.code(), 50016);
    assert_eq!(bulk(&["5".to_owned(), "6".to_owned()]).await.code(), 50034);
    let mut socket = town.socket().await;
    assert_eq!(bulk(&ids[..2]).await.status, 204);
    let event = socket.next("MESSAGE_DELETE_BULK").await.unwrap();
    assert_eq!(event["ids"], json!(ids[..2]));
    town.sim.clock().advance(Duration::from_secs(15 * 86_400));
    assert_eq!(bulk(&ids[1..]).await.code(), 50034);
}

#[tokio::test]
async fn pins_need_their_own_right() {
    let town = Town::new().await;
    let id = town.ann.write(town.general, "rules").unwrap();
    let pin = town.path(&format!("/messages/pins/{id}"));
    let deny = [Allow::role(town.bot_role, bits::MANAGE_MESSAGES, bits::PIN_MESSAGES)];
    town.guild.set_overwrites(town.general, &deny).unwrap();
    assert_eq!(town.rest.put(&pin, Value::Null).await.code(), 50013);
    town.guild.set_overwrites(town.general, &[]).unwrap();
    assert_eq!(town.rest.put(&pin, Value::Null).await.status, 204);
    let pins = town.rest.get(&town.path("/messages/pins")).await;
    assert_eq!(pins.body["items"][0]["message"]["id"], id.to_string());
    let old = town.rest.get(&town.path("/pins")).await;
    assert_eq!(old.body[0]["id"], id.to_string());
    let notice = town.rest.get(&town.path("/messages?limit=1")).await;
    assert_eq!(notice.body[0]["type"], 6);
    assert_eq!(town.rest.delete(&pin).await.status, 204);
    let pins = town.rest.get(&town.path("/messages/pins")).await;
    assert_eq!(pins.body, json!({ "items": [], "has_more": false }));
}

#[tokio::test]
async fn others_messages_are_not_edited() {
    let town = Town::new().await;
    let id = town.ann.write(town.general, "mine").unwrap();
    let path = town.path(&format!("/messages/{id}"));
    assert_eq!(town.rest.patch(&path, json!({ "content": "yours" })).await.code(), 50005);
    assert_eq!(town.rest.patch(&path, json!({ "flags": 4 })).await.status, 200);
    assert_eq!(town.rest.delete(&path).await.status, 204);
}

#[tokio::test]
async fn what_is_not_imitated_is_loud() {
    let town = Town::new().await;
    assert_eq!(town.rest.get("/guilds/1/widget").await.status, 501);
    let body = json!({ "content": "x", "shared_client_theme": {} });
    assert_eq!(town.rest.post(&town.path("/messages"), body).await.status, 501);
    assert_eq!(town.rest.get(&town.path("/messages?page=2")).await.status, 501);
    assert_eq!(town.sim.ledger().gaps().len(), 3);
    let old = format!("{}/api/v9/users/@me", town.sim.rest_url());
    assert_eq!(town.rest.get(&old).await.code(), 50041);
    let bare = format!("{}/api/users/@me", town.sim.rest_url());
    assert_eq!(town.rest.get(&bare).await.code(), 50041);
}

#[tokio::test]
async fn components_of_the_new_kind_exclude_the_old_fields() {
    let town = Town::new().await;
    town.sim.rules().switch_off(Rule::RouteBuckets);
    let path = town.path("/messages");
    let text = |n: usize| json!({ "type": 10, "content": format!("text {n}") });
    let body = |count: usize| {
        let inner: Vec<Value> = (1..count).map(text).collect();
        json!({ "flags": 1 << 15, "components": [{ "type": 17, "components": inner }] })
    };
    assert_eq!(town.rest.post(&path, body(40)).await.status, 200);
    assert_eq!(town.rest.post(&path, body(41)).await.code(), 50035);
    let mut both = body(2);
    both["content"] = json!("x");
    assert_eq!(town.rest.post(&path, both).await.code(), 50035);
    let without_flag = json!({ "components": [text(1)] });
    assert_eq!(town.rest.post(&path, without_flag).await.code(), 50035);
}
