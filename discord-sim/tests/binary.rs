//! The stand-alone program.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::support::http::Rest;

#[tokio::test]
async fn it_prints_where_it_listens_and_whose_token_works() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_discord-sim"))
        .args(["--rest-port", "0", "--gateway-port", "0", "--token", "my-token"])
        .args(["--app", "1400000000000000000"])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let mut rest = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some(address) = line.strip_prefix("REST") {
            address.trim().trim_end_matches("/api/v10").clone_into(&mut rest);
        }
        if line.starts_with("people") {
            break;
        }
    }
    let bot = Rest::new(rest, Some("my-token".to_owned()));
    let me = bot.get("/users/@me").await;
    assert_eq!(me.body["username"], "shopkeeper");
    let application = bot.get("/applications/@me").await;
    assert_eq!(application.body["id"], "1400000000000000000", "the same at each start");
    assert!(bot.get("/gateway/bot").await.body["url"].as_str().unwrap().starts_with("ws://"));
}

#[tokio::test]
async fn a_wrong_option_file_is_an_error_with_its_place() {
    let output = Command::new(env!("CARGO_BIN_EXE_discord-sim"))
        .args(["--options", "/no/such/file.json"])
        .output()
        .await
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("/no/such/file.json"));
}
