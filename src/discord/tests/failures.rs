//! What the caller learns when something goes wrong.

use super::{
    super::{Call, NoReply, Priority, RestError},
    server::{Reply, ok, response},
    *,
};

#[tokio::test]
async fn a_lost_reply_is_an_unknown_outcome_and_is_not_repeated() {
    let (rest, server) = start(Box::new(|_, _| Reply::Cut)).await;
    let error = rest.send(post(1), Priority::Person, soon()).await.unwrap_err();
    assert!(matches!(error, RestError::OutcomeUnknown { .. }), "{error:?}");
    assert!(error.may_be_done());
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_lost_reply_is_repeated_when_that_is_safe() {
    let (rest, server) =
        start(Box::new(|number, _| if number < 2 { Reply::Cut } else { ok() })).await;
    rest.send(Call::repeatable(post(1)), Priority::Person, soon()).await.unwrap();
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn a_slow_answer_is_an_unknown_outcome() {
    let slow = |_: usize, _: &_| Reply::After(Duration::from_secs(60), response(200, &[], "{}"));
    let (rest, server) = start(Box::new(slow)).await;
    let deadline = clock::instant() + Duration::from_millis(200);
    let error = rest.send(post(1), Priority::Person, deadline).await.unwrap_err();
    assert!(matches!(error, RestError::OutcomeUnknown { source: NoReply::TimedOut }), "{error:?}");
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn no_server_means_not_sent() {
    let (rest, server) = start(Box::new(|_, _| ok())).await;
    drop(server);
    let deadline = clock::instant() + Duration::from_secs(2);
    let error = loop {
        // The listener closes when its task has ended.
        match rest.send(post(1), Priority::Person, deadline).await {
            Ok(_) | Err(RestError::OutcomeUnknown { .. }) => {}
            Err(error) => break error,
        }
    };
    assert!(matches!(error, RestError::NotSent { .. }), "{error:?}");
    assert!(!error.may_be_done());
}

#[tokio::test]
async fn a_page_with_status_502_keeps_its_status() {
    let page = |_: usize, _: &_| {
        let headers = [("content-type", "text/html")];
        Reply::Answer(response(502, &headers, "<html>bad gateway</html>"))
    };
    let (rest, server) = start(Box::new(page)).await;
    let error = rest.send(post(1), Priority::Person, soon()).await.unwrap_err();
    assert!(matches!(error, RestError::Unavailable { status: 502 }), "{error:?}");
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn what_may_have_been_done_is_not_reported_as_rate_limited() {
    let (rest, server) = start(Box::new(|number, _| match number {
        0 => Reply::Answer(response(500, &[], "")),
        _ => Reply::Answer(response(
            429,
            &[("retry-after", "60"), ("x-ratelimit-scope", "user")],
            "{}",
        )),
    }))
    .await;
    let error = rest.send(Call::repeatable(post(1)), Priority::Person, soon()).await.unwrap_err();
    assert!(matches!(error, RestError::Unavailable { status: 500 }), "{error:?}");
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn what_may_have_been_done_is_not_reported_as_not_sent() {
    let (rest, server) =
        start(Box::new(|_, _| Reply::Answer(response(500, &[("connection", "close")], "")))).await;
    let deadline = clock::instant() + Duration::from_secs(3);
    let call = Call::repeatable(post(1));
    let sending = tokio::spawn(async move { rest.send(call, Priority::Person, deadline).await });
    eventually(|| !server.asked().is_empty()).await;
    drop(server);
    let error = sending.await.unwrap().unwrap_err();
    assert!(matches!(error, RestError::Unavailable { status: 500 }), "{error:?}");
}

#[tokio::test]
async fn a_refusal_has_discords_code_and_details() {
    let body = r#"{"code":50035,"message":"Invalid Form Body","errors":{"name":{"_errors":[]}}}"#;
    let refuse = move |_: usize, _: &_| Reply::Answer(response(400, &[], body));
    let (rest, _server) = start(Box::new(refuse)).await;
    let error = rest.send(post(1), Priority::Person, soon()).await.unwrap_err();
    let RestError::Refused(refusal) = &error else { panic!("{error:?}") };
    assert_eq!((refusal.status, refusal.code), (400, Some(50035)));
    assert!(refusal.errors["name"]["_errors"].is_array());
    assert_eq!(error.to_string(), "Discord refused the request (status 400, code 50035)");
}

#[tokio::test]
async fn a_refused_token_is_told_and_not_asked_again_at_once() {
    let refuse = |_: usize, asked: &server::Asked| {
        if asked.path.contains("/callback") {
            ok()
        } else {
            Reply::Answer(response(401, &[], r#"{"code":0,"message":"401: Unauthorized"}"#))
        }
    };
    let (rest, server) = start(Box::new(refuse)).await;
    for channel in 1..=5 {
        let error = rest.send(post(channel), Priority::Person, soon()).await.unwrap_err();
        assert!(matches!(error, RestError::Unauthorized), "{error:?}");
    }
    assert_eq!(server.asked().len(), 1);
    rest.send(callback(1), Priority::Callback, soon()).await.unwrap();
}

#[tokio::test]
async fn an_expired_interaction_says_nothing_about_the_token() {
    let (rest, _server) = start(Box::new(|number, _| {
        let body = r#"{"code":50027,"message":"Invalid Webhook Token"}"#;
        if number == 0 { Reply::Answer(response(401, &[], body)) } else { ok() }
    }))
    .await;
    let error = rest.send(callback(1), Priority::Callback, soon()).await.unwrap_err();
    assert_eq!(error.code(), Some(50027));
    rest.send(post(1), Priority::Person, soon()).await.unwrap();
}

#[tokio::test]
async fn an_answer_of_another_shape_names_the_place_and_not_the_text() {
    let odd = |_: usize, _: &_| Reply::Answer(response(200, &[], r#"{"id":"what ann wrote"}"#));
    let (rest, _server) = start(Box::new(odd)).await;
    #[derive(Debug, serde::Deserialize)]
    struct Numbered {
        #[serde(rename = "id")]
        _id: u64,
    }
    let error = rest.model::<Numbered>(post(1), Priority::Person, soon()).await.unwrap_err();
    let printed = format!("{error} {error:?}");
    assert!(matches!(error, RestError::Unreadable { line: 1, .. }), "{printed}");
    assert!(!printed.contains("ann"), "{printed}");
}
