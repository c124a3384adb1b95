//! Limits as the server sees them kept.

use super::{
    super::{Call, InvalidThresholds, Priority, RestError, Scope},
    server::{Reply, in_bucket, ok, response},
    *,
};
use crate::telemetry::metrics::{Exposition, Registry};

#[tokio::test]
async fn answers_to_interactions_go_side_by_side() {
    let slow = |_: usize, _: &_| Reply::After(Duration::from_millis(100), response(204, &[], ""));
    let (rest, server) = start(Box::new(slow)).await;
    let begun = clock::instant();
    let all: Vec<_> = (1..=20)
        .map(|interaction| {
            let rest = rest.clone();
            tokio::spawn(async move {
                rest.send(callback(interaction), Priority::Callback, soon()).await
            })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.unwrap().unwrap().status(), 204);
    }
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}: one after the other takes two seconds");
    assert_eq!(server.asked().len(), 20);
}

#[tokio::test]
async fn the_headers_of_a_success_are_honoured_without_a_scope() {
    let (rest, server) = start(Box::new(|_, _| in_bucket("0", "0.4"))).await;
    for _ in 0..3 {
        rest.send(post(1), Priority::Person, soon()).await.unwrap();
    }
    let at: Vec<_> = server.asked().iter().map(|asked| asked.at).collect();
    for pair in at.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(400), "{:?}", pair[1] - pair[0]);
    }
    assert_eq!(rest.figures().waits, 2);
}

#[tokio::test]
async fn another_channel_does_not_wait() {
    let (rest, server) = start(Box::new(|_, _| in_bucket("0", "60"))).await;
    for channel in 1..=10 {
        rest.send(post(channel), Priority::Person, soon()).await.unwrap();
    }
    assert_eq!(server.asked().len(), 10);
    let late = rest.send(post(1), Priority::Person, soon()).await;
    assert!(
        matches!(late, Err(RestError::RateLimited { retry_after }) if retry_after > Duration::from_secs(50))
    );
    assert_eq!(server.asked().len(), 10);
}

#[tokio::test]
async fn who_waits_in_vain_has_waited_too() {
    let slow = |_: usize, _: &_| Reply::After(Duration::from_secs(2), response(200, &[], "{}"));
    let server = Server::start(Box::new(slow)).await;
    let registry = Registry::new().unwrap();
    let metrics = registry.metrics().rest;
    let rest = Rest::new(RestSettings { metrics, ..settings(&server) }).unwrap();
    // As many as go before it is known what their bucket allows.
    let first: Vec<_> = (0..5)
        .map(|_| {
            let rest = rest.clone();
            tokio::spawn(async move { rest.send(post(1), Priority::Person, soon()).await })
        })
        .collect();
    eventually(|| server.asked().len() == 5).await;
    let deadline = clock::instant() + Duration::from_millis(200);
    let late = rest.send(post(1), Priority::Person, deadline).await;
    assert!(matches!(late, Err(RestError::RateLimited { .. })), "{late:?}");
    first.iter().for_each(tokio::task::JoinHandle::abort);
    assert_eq!(rest.figures().waits, 1);
    let text = registry.render(&Exposition::default());
    let waits =
        |line: &str| text.lines().any(|it| it == format!("ticketflow_rest_wait_seconds_{line}"));
    assert!(waits(r#"count{priority="person"} 1"#), "{text}");
    assert!(waits(r#"bucket{priority="person",le="0.1"} 0"#), "as long as that took: {text}");
}

#[tokio::test]
async fn retry_after_may_be_a_fraction_and_is_waited_for() {
    let (rest, server) = start(Box::new(|number, _| {
        let headers = [("retry-after", "1.25"), ("x-ratelimit-scope", "shared")];
        if number == 0 { Reply::Answer(response(429, &headers, "{}")) } else { ok() }
    }))
    .await;
    rest.send(post(1), Priority::Person, soon()).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked[1].at - asked[0].at >= Duration::from_millis(1_250));
    assert_eq!(rest.figures().rate_limited.get(&Scope::Shared), Some(&1));
    assert_eq!(rest.figures().invalid, 0);
}

#[tokio::test]
async fn a_global_429_pauses_everything_counted_but_no_callback() {
    let (rest, server) = start(Box::new(|number, _| {
        let headers = [("retry-after", "1"), ("x-ratelimit-global", "true")];
        let body = r#"{"message":"slow down","retry_after":0.8,"global":true}"#;
        if number == 0 { Reply::Answer(response(429, &headers, body)) } else { ok() }
    }))
    .await;
    let first = tokio::spawn({
        let rest = rest.clone();
        async move { rest.send(post(1), Priority::Routine, soon()).await }
    });
    eventually(|| !rest.figures().rate_limited.is_empty()).await;
    let (counted, exempt) = tokio::join!(
        rest.send(post(2), Priority::Person, soon()),
        rest.send(callback(3), Priority::Callback, soon()),
    );
    counted.unwrap();
    exempt.unwrap();
    first.await.unwrap().unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 4, "each call once, the first one twice");
    let since_refusal = |at: Instant| at - asked[0].at;
    assert!(asked[1].path.starts_with("/api/v10/interactions/"), "{}", asked[1].path);
    assert!(since_refusal(asked[1].at) < Duration::from_millis(900));
    assert!(asked[2..].iter().all(|asked| since_refusal(asked.at) >= Duration::from_secs(1)));
}

#[tokio::test]
async fn a_429_from_cloudflare_stops_all_but_callbacks() {
    let (rest, server) = start(Box::new(|_, asked| {
        if asked.path.contains("/callback") {
            ok()
        } else {
            Reply::Answer(response(429, &[("retry-after", "60")], "error code: 1015"))
        }
    }))
    .await;
    for channel in 1..=30 {
        let late = rest.send(post(channel), Priority::Person, soon()).await;
        assert!(matches!(late, Err(RestError::RateLimited { .. })), "{late:?}");
    }
    let edit = raw(Method::Patch, "webhooks/1/a-token/messages/@original");
    let late = rest.send(edit, Priority::Person, soon()).await;
    assert!(matches!(late, Err(RestError::RateLimited { .. })), "{late:?}");
    assert_eq!(server.asked().len(), 1);
    rest.send(callback(1), Priority::Callback, soon()).await.unwrap();
    assert_eq!(rest.figures().rate_limited.get(&Scope::Cloudflare), Some(&1));
}

#[tokio::test]
async fn many_invalid_requests_stop_all_but_callbacks() {
    let server = Server::start(Box::new(|_, asked| {
        if asked.path.contains("/callback") {
            ok()
        } else {
            Reply::Answer(response(403, &[], r#"{"code":50013,"message":"no"}"#))
        }
    }))
    .await;
    let invalid = InvalidThresholds { hold_bulk: 2, people_only: 3, callbacks_only: 4 };
    let rest = Rest::new(RestSettings { invalid, ..settings(&server) }).unwrap();
    for channel in 1..=20 {
        let error = rest.send(post(channel), Priority::Person, soon()).await.unwrap_err();
        let refused = error.code() == Some(50013);
        assert!(refused || matches!(error, RestError::Stopped { invalid: 4 }), "{error:?}");
    }
    assert_eq!(server.asked().len(), 4);
    assert_eq!(rest.figures().invalid, 4);
    rest.send(callback(1), Priority::Callback, soon()).await.unwrap();
    let pretending = rest.send(post(1), Priority::Callback, soon()).await;
    assert!(matches!(pretending, Err(RestError::Stopped { .. })), "only a callback is one");
}

#[tokio::test]
async fn the_urgent_overtake_those_who_wait_for_the_same_bucket() {
    let (rest, server) = start(Box::new(|_, _| in_bucket("0", "0.3"))).await;
    rest.send(post(1), Priority::Person, soon()).await.unwrap();
    let mut tasks = Vec::new();
    for (name, priority) in
        [("bulk", Priority::Bulk), ("routine", Priority::Routine), ("person", Priority::Person)]
    {
        let rest = rest.clone();
        let request = RequestBuilder::raw(Method::Post, "channels/1/messages".to_owned())
            .body(name.as_bytes().to_vec())
            .build();
        let call = Call::from(request.unwrap());
        tasks.push(tokio::spawn(async move { rest.send(call, priority, soon()).await }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let bodies: Vec<_> = server.asked().into_iter().map(|asked| asked.body).collect();
    assert_eq!(bodies[1..], ["person", "routine", "bulk"]);
}

#[tokio::test]
async fn what_is_under_way_is_not_cut_off_and_what_waits_is_not_sent_once_nobody_may() {
    let (rest, server) = start(Box::new(|_, _| match in_bucket("0", "20") {
        Reply::Answer(answer) => Reply::After(Duration::from_millis(200), answer),
        other => other,
    }))
    .await;
    let over = tokio_util::sync::CancellationToken::new();
    let begun = rest.send_unless(over.cancelled(), post(1), Priority::Person, soon());
    let ends = async {
        eventually(|| server.asked().len() == 1).await;
        over.cancel();
    };
    let (sent, ()) = tokio::join!(begun, ends);
    assert!(sent.is_ok(), "{sent:?}");

    let over = tokio_util::sync::CancellationToken::new();
    let waiting = rest.send_unless(over.cancelled(), post(1), Priority::Person, soon());
    // Polled after it, when it waits for its bucket.
    let ends = async { over.cancel() };
    let (refused, ()) = tokio::join!(biased; waiting, ends);
    assert!(matches!(refused, Err(RestError::Ceased)), "{refused:?}");
    assert_eq!(server.asked().len(), 1);
}
