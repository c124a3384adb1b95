//! What goes over the wire.

use std::{
    io,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use twilight_http::request::AuditLogReason;
use twilight_model::id::Id;

use super::{
    super::{Call, FileError, NewMessage, NoReply, Outcome, Priority, RestError, create_channel},
    server::{Reply, ok, response},
    *,
};

#[tokio::test]
async fn a_message_mentions_nobody_by_default() {
    let (rest, server) = start(Box::new(|_, _| ok())).await;
    let built = Call::build(rest.requests().create_message(Id::new(1)).content("hi @everyone"));
    rest.send(built.unwrap(), Priority::Person, soon()).await.unwrap();
    let own = NewMessage { content: Some("hi <@5>"), ..NewMessage::new(Id::new(1), "n1") };
    rest.send(own.call().unwrap(), Priority::Person, soon()).await.unwrap();
    for asked in server.asked() {
        let body: Value = serde_json::from_slice(&asked.body).unwrap();
        assert_eq!(body["allowed_mentions"]["parse"], serde_json::json!([]), "{body}");
    }
}

#[tokio::test]
async fn the_token_travels_only_where_it_is_asked_for() {
    let (rest, server) = start(Box::new(|_, _| ok())).await;
    rest.send(post(1), Priority::Person, soon()).await.unwrap();
    rest.send(callback(1), Priority::Callback, soon()).await.unwrap();
    rest.fetch_file(&server.url("/attachments/1/2/a.txt"), 100).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].headers["authorization"], format!("Bot {TOKEN}"));
    assert!(!asked[1].headers.contains_key("authorization"));
    assert!(!asked[2].headers.contains_key("authorization"));
    for asked in &asked {
        let agent = asked.headers["user-agent"].to_str().unwrap();
        assert!(agent.starts_with("DiscordBot (https://"), "{agent}");
    }
}

#[tokio::test]
async fn reason_method_path_and_body_arrive() {
    let (rest, server) = start(Box::new(|_, _| ok())).await;
    let delete = rest.requests().delete_channel(Id::new(7)).reason("closed by ann");
    rest.send(Call::build(delete).unwrap(), Priority::Routine, soon()).await.unwrap();
    let body = serde_json::json!({"name": "ticket-1"});
    let create = create_channel(Id::new(8), &body, Some("opened")).unwrap();
    rest.send(create, Priority::Person, soon()).await.unwrap();
    let asked = server.asked();
    assert_eq!((asked[0].method.as_str(), &*asked[0].path), ("DELETE", "/api/v10/channels/7"));
    assert_eq!(asked[0].headers["x-audit-log-reason"], "closed%20by%20ann");
    assert_eq!(asked[1].path, "/api/v10/guilds/8/channels");
    assert_eq!(asked[1].headers["content-type"], "application/json");
    assert_eq!(serde_json::from_slice::<Value>(&asked[1].body).unwrap(), body);
}

#[tokio::test]
async fn what_twilight_finds_wrong_is_not_sent() {
    let (rest, server) = start(Box::new(|_, _| ok())).await;
    let long = "x".repeat(2_001);
    let error = Call::build(rest.requests().create_message(Id::new(1)).content(&long)).unwrap_err();
    assert!(matches!(error, RestError::Invalid { .. }), "{error:?}");
    assert_eq!(server.asked().len(), 0);
}

#[tokio::test]
async fn nothing_that_is_printed_shows_a_token_or_content() {
    let (rest, _server) = start(Box::new(|_, _| Reply::Cut)).await;
    let secret = RequestBuilder::raw(Method::Post, "webhooks/1/hush-token".to_owned())
        .body(b"hush-content".to_vec())
        .build()
        .unwrap();
    let call = Call::from(secret);
    let settings = format!("{:?}", rest.0.settings);
    let debugged = format!("{call:?}");
    let error = rest.send(call, Priority::Person, soon()).await.unwrap_err();
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    let printed = format!("{settings} {debugged} {error} {error:?} {cause:?}");
    assert!(!printed.contains("hush") && !printed.contains(TOKEN), "{printed}");
}

/// What is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_names_the_route_and_no_token_or_content() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone());
    let _guard = tracing::subscriber::set_default(subscriber.finish());
    let (rest, _server) = start(Box::new(|number, _| match number {
        0 => Reply::Cut,
        1 => Reply::Answer(response(429, &[("retry-after", "60")], "hush")),
        _ => Reply::Answer(response(401, &[], r#"{"message":"hush"}"#)),
    }))
    .await;
    let secret = |path: &str| {
        let builder = RequestBuilder::raw(Method::Post, path.to_owned());
        builder.body(b"hush-content".to_vec()).build().unwrap()
    };
    for path in
        ["interactions/1/hush-1/callback", "interactions/2/hush-2/callback", "webhooks/1/hush-3"]
    {
        drop(rest.send(secret(path), Priority::Callback, soon()).await);
    }
    drop(rest.send(post(1), Priority::Person, soon()).await);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("interactions/{id}/{token}/callback"), "{text}");
    assert!(text.contains("webhooks/{id}/{token}"), "{text}");
    assert!(!text.contains("hush") && !text.contains(TOKEN), "{text}");
}

#[tokio::test]
async fn calls_are_counted_by_family_and_outcome() {
    let (rest, _server) = start(Box::new(|number, _| match number {
        0 => ok(),
        1 => Reply::Answer(response(404, &[], "{}")),
        _ => Reply::Answer(response(503, &[], "")),
    }))
    .await;
    for channel in 1..=3 {
        drop(rest.send(post(channel), Priority::Person, soon()).await);
    }
    let calls = rest.figures().calls;
    for outcome in [Outcome::Done, Outcome::Refused, Outcome::Failed] {
        assert_eq!(calls.get(&("channels", outcome)), Some(&1), "{calls:?}");
    }
    assert_eq!(calls.len(), 3);
}

#[tokio::test]
async fn a_file_longer_than_allowed_is_not_kept() {
    let long = |_: usize, _: &_| Reply::Answer(response(200, &[], &"x".repeat(101)));
    let (rest, server) = start(Box::new(long)).await;
    let url = server.url("/attachments/1/2/a.txt");
    let error = rest.fetch_file(&url, 100).await.unwrap_err();
    let FileError::NoReply { source: NoReply::TooLong { limit_bytes: 100 } } = error else {
        panic!("{error:?}")
    };
    assert_eq!(rest.fetch_file(&url, 101).await.unwrap().len(), 101);
    let elsewhere = rest.fetch_file("http://127.0.0.1:1/x", 100).await;
    assert!(matches!(elsewhere, Err(FileError::NotDiscords)));
}
