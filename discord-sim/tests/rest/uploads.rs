//! Uploads by multipart, and edits of attachments.

use serde_json::json;

use crate::support::http::Got;
use crate::support::town::Town;

const BOUNDARY: &str = "sim-boundary";

/// A form with `payload_json` and files without a content type of their own.
fn form(payload: &serde_json::Value, files: &[(&str, &str)]) -> Vec<u8> {
    let mut form = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\
         Content-Type: application/json\r\n\r\n{payload}\r\n"
    );
    for (index, (name, text)) in files.iter().enumerate() {
        form += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files[{index}]\"; \
             filename=\"{name}\"\r\n\r\n{text}\r\n"
        );
    }
    form += &format!("--{BOUNDARY}--\r\n");
    form.into_bytes()
}

async fn send(town: &Town, method: &str, path: &str, form: Vec<u8>) -> Got {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    town.rest.try_send(method, path, Some((&kind, form))).await.unwrap()
}

#[tokio::test]
async fn files_come_back_as_they_were_sent() {
    let town = Town::new().await;
    let payload = json!({
        "content": "two files", "attachments": [{ "id": "0", "description": "the list" }],
        "embeds": [{ "image": { "url": "attachment://shown.png" } }],
    });
    let files = [("list.txt", "cake, tea"), ("shown.png", "not really")];
    let got = send(&town, "POST", &town.path("/messages"), form(&payload, &files)).await;
    assert_eq!(got.status, 200, "{}", got.text);
    let listed = got.body["attachments"].as_array().unwrap();
    assert_eq!(listed.len(), 1, "a file shown in an embed is not listed");
    assert_eq!(listed[0]["description"], "the list");
    assert_eq!(listed[0]["content_type"], "text/plain; charset=utf-8");
    let url = listed[0]["url"].as_str().unwrap();
    assert_eq!(town.stranger().get(url).await.text, "cake, tea");
    let shown = got.body["embeds"][0]["image"]["url"].as_str().unwrap();
    assert_eq!(town.stranger().get(shown).await.text, "not really");

    let kept = listed[0]["id"].as_str().unwrap();
    let path = town.path(&format!("/messages/{}", got.id()));
    let payload = json!({ "attachments": [{ "id": kept }], "embeds": [] });
    let edited = send(&town, "PATCH", &path, form(&payload, &[("new.txt", "x")])).await;
    let names: Vec<&str> = edited.body["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["filename"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["list.txt", "new.txt"]);
}

#[tokio::test]
async fn files_have_their_bounds() {
    let town = Town::new().await;
    town.sim.change_limits(|limits| limits.file_bytes = 10);
    let path = town.path("/messages");
    let small = form(&json!({}), &[("a.txt", "0123456789")]);
    assert_eq!(send(&town, "POST", &path, small).await.status, 200);
    let large = form(&json!({}), &[("a.txt", "0123456789x")]);
    assert_eq!(send(&town, "POST", &path, large).await.code(), 50045);
    let many = vec![("a.txt", "x"); 11];
    assert_eq!(send(&town, "POST", &path, form(&json!({}), &many)).await.code(), 30015);
    town.sim.change_limits(|limits| limits.request_bytes = 100);
    let huge = form(&json!({}), &[("a.txt", &"x".repeat(200))]);
    assert_eq!(send(&town, "POST", &path, huge).await.code(), 40005);
}
