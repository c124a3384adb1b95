//! Slash commands: who is offered them, what they take, how they are registered.

use discord_sim::world::permissions::bits;
use serde_json::{Value, json};

use crate::support::town::Town;

fn scope(town: &Town) -> String {
    format!("/applications/{}/guilds/{}/commands", town.app.id, town.guild.id)
}

fn refused(town: &Town, name: &str, options: &Value) -> String {
    town.ann.command(town.general, name, options).err().map_or_else(String::new, |words| words.0)
}

#[tokio::test]
async fn a_command_is_offered_by_rights() {
    let town = Town::new().await;
    let open = json!({ "name": "open", "description": "d" });
    let staff = json!({ "name": "manage", "description": "d",
        "default_member_permissions": bits::MANAGE_GUILD.to_string() });
    let admin = json!({ "name": "wipe", "description": "d", "default_member_permissions": "0" });
    assert_eq!(town.rest.put(&scope(&town), json!([open, staff, admin])).await.status, 200);
    assert_eq!(town.ann.commands(), ["open"]);
    assert!(refused(&town, "manage", &json!({})).contains("no command"));
    let manager = town.guild.add_role("manager", bits::MANAGE_GUILD).unwrap();
    town.guild.set_member_roles(town.ann.user, &[manager]).unwrap();
    assert_eq!(town.ann.commands(), ["manage", "open"]);
    town.guild.set_role_permissions(manager, bits::ADMINISTRATOR).unwrap();
    assert_eq!(town.ann.commands(), ["manage", "open", "wipe"]);
    let everyone = bits::VIEW_CHANNEL | bits::SEND_MESSAGES;
    town.guild.set_role_permissions(manager, 0).unwrap();
    town.guild.set_role_permissions(town.guild.id, everyone).unwrap();
    assert!(refused(&town, "open", &json!({})).contains("permission"));
}

#[tokio::test]
async fn an_admin_can_give_a_command_to_a_role() {
    let town = Town::new().await;
    let staff = json!({ "name": "manage", "description": "d",
        "default_member_permissions": bits::MANAGE_GUILD.to_string() });
    assert_eq!(town.rest.put(&scope(&town), json!([staff])).await.status, 200);
    let manager = town.guild.add_role("manager", 0).unwrap();
    town.guild.allow_command("manage", manager);
    assert!(town.ann.commands().is_empty());
    town.guild.set_member_roles(town.ann.user, &[manager]).unwrap();
    assert_eq!(town.ann.commands(), ["manage"]);
}

#[tokio::test]
async fn options_are_checked() {
    let town = Town::new().await;
    let options = json!([
        { "name": "kind", "description": "d", "type": 3, "required": true,
          "choices": [{ "name": "A", "value": "a" }] },
        { "name": "count", "description": "d", "type": 4, "min_value": 1, "max_value": 9 },
    ]);
    let command = json!([{ "name": "order", "description": "d", "options": options }]);
    assert_eq!(town.rest.put(&scope(&town), command).await.status, 200);
    assert!(refused(&town, "order", &json!({})).contains("required"));
    assert!(refused(&town, "order", &json!({ "kind": "b" })).contains("one of"));
    assert!(refused(&town, "order", &json!({ "kind": "a", "count": 10 })).contains("1 to 9"));
    assert!(refused(&town, "order", &json!({ "kind": "a", "x": 1 })).contains("no option"));
    assert!(refused(&town, "order now", &json!({})).contains("no sub-command"));
    assert_eq!(refused(&town, "order", &json!({ "kind": "a", "count": 9 })), "");
}

#[tokio::test]
async fn registering_is_an_upsert_and_a_bulk_put_replaces() {
    let town = Town::new().await;
    let path = scope(&town);
    let one = json!({ "name": "one", "description": "d" });
    let first = town.rest.post(&path, one.clone()).await;
    assert_eq!(first.status, 201);
    let again = town.rest.post(&path, one.clone()).await;
    assert_eq!((again.status, again.id()), (200, first.id()));
    let edited = json!({ "description": "other" });
    let edited = town.rest.patch(&format!("{path}/{}", first.id()), edited).await;
    assert_eq!(edited.body["description"], "other");
    let replaced = town.rest.put(&path, json!([one, { "name": "two", "description": "d" }])).await;
    assert_eq!(replaced.body.as_array().unwrap().len(), 2);
    assert_eq!(replaced.body[0]["id"], first.id().to_string());
    town.rest.put(&path, json!([])).await.ok().unwrap();
    assert_eq!(town.rest.get(&format!("{path}/{}", first.id())).await.code(), 10063);
    let bad =
        json!([{ "name": "fine", "description": "d" }, { "name": "Bad", "description": "d" }]);
    let bad = town.rest.put(&path, bad).await;
    assert!(bad.body["errors"]["1"]["name"]["_errors"].is_array(), "{}", bad.text);
}

#[tokio::test]
async fn a_command_in_the_menu_of_a_message_is_told_the_whole_message() {
    let town = Town::new().await;
    let mut socket = town.socket().await;
    let report = json!({ "name": "Report this", "type": 3 });
    let hidden = json!({ "name": "Wipe", "type": 3, "default_member_permissions": "0" });
    let slash = json!({ "name": "report", "description": "d" });
    assert_eq!(town.rest.put(&scope(&town), json!([report, hidden, slash])).await.status, 200);
    assert_eq!(town.ann.message_commands(), ["Report this"]);
    assert_eq!(town.ann.commands(), ["report"]);
    let message = town.ann.write(town.general, "secret words").unwrap();
    for (message, name) in [(message, "Wipe"), (message, "report"), (1, "Report this")] {
        assert!(town.ann.message_command(message, name).is_err(), "{name}");
    }
    town.ann.message_command(message, "Report this").unwrap();
    let data = socket.next("INTERACTION_CREATE").await.unwrap()["data"].clone();
    let id = message.to_string();
    assert_eq!((&data["type"], &data["target_id"]), (&json!(3), &json!(id)));
    assert_eq!(data["resolved"]["messages"][&id]["content"], "secret words");
    let author = &data["resolved"]["messages"][&id]["author"];
    assert_eq!(author["id"], town.ann.user.to_string());
}

#[tokio::test]
async fn a_command_in_a_menu_has_no_description_and_no_options() {
    let town = Town::new().await;
    let path = scope(&town);
    let put = |command: Value| town.rest.put(&path, json!([command]));
    let described = put(json!({ "name": "Report", "type": 3, "description": "d" })).await;
    assert!(described.body["errors"]["0"]["description"].is_object(), "{}", described.text);
    let option = json!([{ "type": 3, "name": "why", "description": "d" }]);
    let asking = put(json!({ "name": "Report", "type": 3, "options": option })).await;
    assert!(asking.body["errors"]["0"]["options"].is_object(), "{}", asking.text);
    let long = json!({ "de": "m".repeat(33) });
    let long = put(json!({ "name": "Report", "type": 3, "name_localizations": long })).await;
    assert!(long.body["errors"]["0"]["name_localizations"]["de"].is_object(), "{}", long.text);
    assert_eq!(put(json!({ "name": "Report", "type": 3, "description": "" })).await.status, 200);
}
