//! Buttons, menus and modals: what can be used, and what the client refuses.

use serde_json::{Value, json};

use crate::support::town::{Town, button};

async fn posted(town: &Town, components: Value) -> u64 {
    let body = json!({ "content": "x", "components": components });
    let got = town.rest.post(&town.path("/messages"), body).await;
    assert_eq!(got.status, 200, "{}", got.text);
    got.id()
}

#[tokio::test]
async fn a_button_must_be_there_and_enabled() {
    let town = Town::new().await;
    let off =
        json!({ "type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": true });
    let message = posted(&town, json!([{ "type": 1, "components": [off] }])).await;
    assert!(town.ann.press(message, "off").unwrap_err().0.contains("disabled"));
    assert!(town.ann.press(message, "on").unwrap_err().0.contains("no button"));
    assert!(town.ann.press(1, "on").unwrap_err().0.contains("do not see"));
    assert!(town.ann.press_label(town.general, "Off").is_err());
    town.rest.post(&town.path("/messages"), button("one")).await;
    let newest = town.rest.post(&town.path("/messages"), button("two")).await;
    let mut socket = town.socket().await;
    town.ann.press_label(town.general, "Press me").unwrap();
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    assert_eq!(event["message"]["id"], newest.id().to_string());
    assert_eq!(event["data"]["custom_id"], "two");
}

#[tokio::test]
async fn a_menu_takes_its_options_only() {
    let town = Town::new().await;
    let option = |value: &str| json!({ "label": value, "value": value });
    let menu = json!({ "type": 3, "custom_id": "menu", "options": [option("a"), option("b")] });
    let users = json!({ "type": 5, "custom_id": "who" });
    let rows = json!([{ "type": 1, "components": [menu] }, { "type": 1, "components": [users] }]);
    let message = posted(&town, rows).await;
    assert!(town.ann.select(message, "menu", &["c"]).is_err());
    assert!(town.ann.select(message, "menu", &["a", "b"]).is_err());
    let mut socket = town.socket().await;
    town.ann.select(message, "menu", &["b"]).unwrap();
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    assert_eq!(event["data"]["values"], json!(["b"]));
    let user = town.ann.user.to_string();
    town.ann.select(message, "who", &[&user]).unwrap();
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    assert_eq!(event["data"]["resolved"]["users"][&user]["username"], "ann");
}

#[tokio::test]
async fn a_client_that_is_not_discords_may_send_anything() {
    let town = Town::new().await;
    let button = json!({ "type": 2, "style": 1, "label": "Go", "custom_id": "go" });
    let message = posted(&town, json!([{ "type": 1, "components": [button] }])).await;
    let mut socket = town.socket().await;
    town.ann.forge(message, "stop", &["at once"]).unwrap();
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    assert_eq!(
        (&event["data"]["custom_id"], &event["data"]["values"][0]),
        (&json!("stop"), &json!("at once"))
    );
    assert!(town.ann.forge(message + 1, "go", &[]).is_err(), "not even that of no message");
}

#[tokio::test]
async fn files_can_be_sent_with_a_modal() {
    let town = Town::new().await;
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await.unwrap();
    let upload = json!({ "type": 18, "label": "Proof", "component":
        { "type": 19, "custom_id": "proof", "min_values": 1, "max_values": 2 } });
    let modal = json!({ "type": 9, "data":
        { "custom_id": "form", "title": "Form", "components": [upload] } });
    assert_eq!(town.stranger().post(&pressed.callback(), modal).await.status, 204);
    let outcome = pressed.act.outcome().await;
    let modal = outcome.modal().unwrap();
    let file = json!({ "filename": "a.png", "text": "x" });
    assert!(town.ann.submit(modal, &json!({ "proof": [] })).is_err());
    assert!(town.ann.submit(modal, &json!({ "proof": [file, file, file] })).is_err());
    town.ann.submit(modal, &json!({ "proof": [file, file] })).unwrap();
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    let field = &event["data"]["components"][0]["component"];
    assert_eq!((&field["type"], &field["custom_id"]), (&json!(19), &json!("proof")));
    for id in field["values"].as_array().unwrap() {
        let file = &event["data"]["resolved"]["attachments"][id.as_str().unwrap()];
        assert_eq!(
            (&file["filename"], &file["content_type"]),
            (&json!("a.png"), &json!("image/png"))
        );
    }
}

#[tokio::test]
async fn a_modal_is_filled_in_once() {
    let town = Town::new().await;
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await.unwrap();
    let input = json!({ "type": 18, "label": "Name", "component":
        { "type": 4, "style": 1, "custom_id": "name", "min_length": 2, "max_length": 5 } });
    let modal = json!({ "type": 9, "data":
        { "custom_id": "form", "title": "Form", "components": [input] } });
    assert_eq!(town.stranger().post(&pressed.callback(), modal).await.status, 204);
    let outcome = pressed.act.outcome().await;
    let modal = outcome.modal().unwrap();
    assert!(town.ann.submit(modal, &json!({ "name": "x" })).is_err());
    assert!(town.ann.submit(modal, &json!({ "name": "ann", "age": "3" })).is_err());
    let bob = town.guild.join(&town.sim.add_person("bob"), &[]).unwrap();
    assert!(bob.submit(modal, &json!({ "name": "bob" })).is_err());
    town.ann.submit(modal, &json!({ "name": "ann" })).unwrap();
    assert!(town.ann.submit(modal, &json!({ "name": "ann" })).is_err());
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    assert_eq!(event["data"]["components"][0]["component"]["value"], "ann");
    assert!(event["message"].is_object(), "it was opened from a message");
    // Not from a modal: another modal. But the message it came from may be updated.
    let callback = format!(
        "/interactions/{}/{}/callback",
        event["id"].as_str().unwrap(),
        event["token"].as_str().unwrap()
    );
    let again = json!({ "type": 9, "data": { "custom_id": "f", "title": "F", "components": [] } });
    assert_eq!(town.stranger().post(&callback, again).await.code(), 50035);
    let update = json!({ "type": 7, "data": { "content": "updated", "components": [] } });
    assert_eq!(town.stranger().post(&callback, update).await.status, 204);
    let seen = town.ann.read(town.general).unwrap();
    assert_eq!(seen[0].content, "updated");
    assert!(seen[0].buttons.is_empty());
}
