//! The executor against a scripted Discord on loopback.

mod failures;
mod limits;
mod requests;
mod server;

use std::time::Duration;

use tokio::time::Instant;
use twilight_http::request::{Method, Request, RequestBuilder};

use self::server::{Script, Server};
use super::{Rest, RestSetUpError, RestSettings};
use crate::{clock, secret::Secret};

const TOKEN: &str = "token-of-the-bot";

fn settings(server: &Server) -> RestSettings {
    RestSettings {
        base: server.base(),
        attempt_timeout: Duration::from_secs(5),
        ..RestSettings::new(Secret::new(TOKEN.to_owned()))
    }
}

async fn start(script: Script) -> (Rest, Server) {
    let server = Server::start(script).await;
    let rest = Rest::new(settings(&server)).unwrap();
    (rest, server)
}

/// Waits, within ten seconds, until something holds.
async fn eventually(mut holds: impl FnMut() -> bool) {
    let give_up = clock::instant() + Duration::from_secs(10);
    while !holds() {
        assert!(clock::instant() < give_up, "it did not come about");
        tokio::task::yield_now().await;
    }
}

fn soon() -> Instant {
    clock::instant() + Duration::from_secs(30)
}

fn raw(method: Method, path: &str) -> Request {
    RequestBuilder::raw(method, path.to_owned()).build().unwrap()
}

fn post(channel: u64) -> Request {
    RequestBuilder::raw(Method::Post, format!("channels/{channel}/messages"))
        .body(b"{}".to_vec())
        .build()
        .unwrap()
}

fn callback(interaction: u64) -> Request {
    RequestBuilder::raw(Method::Post, format!("interactions/{interaction}/a-token/callback"))
        .body(b"{}".to_vec())
        .use_authorization_token(false)
        .build()
        .unwrap()
}

#[test]
fn what_cannot_work_is_told_at_set_up() {
    let settings = RestSettings::new(Secret::new("a token\n".to_owned()));
    assert!(matches!(Rest::new(settings.clone()), Err(RestSetUpError::NoRuntime)));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let _inside = runtime.enter();
    assert!(matches!(Rest::new(settings), Err(RestSetUpError::Token)));
}
