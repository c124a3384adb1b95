//! All limits together, by the clock of the test.

use twilight_http::request::{Method, RequestBuilder};

use super::*;
use crate::clock;

fn ask(method: Method, path: &str, priority: Priority) -> Ask {
    let request = RequestBuilder::raw(method, path.to_owned()).build().unwrap();
    let route = Route::of(&request, clock::now());
    Ask { authorized: route.kind == Kind::Counted, route, priority }
}

fn message(channel: u64) -> Ask {
    ask(Method::Post, &format!("channels/{channel}/messages"), Priority::Person)
}

fn callback() -> Ask {
    ask(Method::Post, "interactions/1/secret/callback", Priority::Callback)
}

fn followup() -> Ask {
    ask(Method::Post, "webhooks/1/secret", Priority::Person)
}

fn rename() -> Ask {
    let builder = RequestBuilder::raw(Method::Patch, "channels/1".to_owned());
    let request = builder.body(br#"{"name":"x"}"#.to_vec()).build().unwrap();
    Ask { route: Route::of(&request, clock::now()), ..message(1) }
}

fn gate() -> Gate {
    let thresholds = InvalidThresholds { hold_bulk: 3, people_only: 5, callbacks_only: 7 };
    Gate::new(50, thresholds)
}

fn heard(status: u16) -> Heard {
    Heard { status, bucket: None, throttle: None }
}

fn throttled(scope: Scope, seconds: u64) -> Heard {
    let throttle = Throttle { scope, retry_after: Duration::from_secs(seconds) };
    Heard { throttle: Some(throttle), ..heard(429) }
}

#[track_caller]
fn exchange(gate: &mut Gate, ask: &Ask, heard: &Heard, now: Instant) {
    assert_eq!(gate.verdict(ask, now), Verdict::Go);
    let pass = gate.take(ask, now);
    gate.answered(ask, &pass, heard, now);
}

#[test]
fn a_global_429_holds_what_is_counted_and_nothing_else() {
    let now = clock::instant();
    let mut gate = gate();
    exchange(&mut gate, &message(1), &throttled(Scope::Global, 5), now);
    let end = now + Duration::from_secs(5);
    assert_eq!(gate.verdict(&message(2), now), Verdict::Wait(Some(end)));
    assert_eq!(gate.verdict(&callback(), now), Verdict::Go);
    assert_eq!(gate.verdict(&followup(), now), Verdict::Go);
    assert_eq!(gate.verdict(&message(2), end), Verdict::Go);
}

#[test]
fn cloudflare_holds_all_but_callbacks_and_is_then_probed_by_one() {
    let now = clock::instant();
    let mut gate = gate();
    exchange(&mut gate, &message(1), &throttled(Scope::Cloudflare, 20), now);
    let end = now + Duration::from_secs(20);
    assert_eq!(gate.verdict(&message(2), now), Verdict::Wait(Some(end)));
    assert_eq!(gate.verdict(&followup(), now), Verdict::Wait(Some(end)));
    assert_eq!(gate.verdict(&callback(), now), Verdict::Go);

    assert_eq!(gate.verdict(&message(2), end), Verdict::Go);
    let probe = gate.take(&message(2), end);
    assert_eq!(gate.verdict(&message(3), end), Verdict::Wait(None));
    gate.answered(&message(2), &probe, &throttled(Scope::Cloudflare, 20), end);
    let second = end + Duration::from_secs(20);
    assert_eq!(gate.verdict(&message(3), end), Verdict::Wait(Some(second)));

    let probe = gate.take(&message(3), second);
    gate.ended(&message(3), &probe);
    exchange(&mut gate, &message(3), &heard(200), second);
    let all = (0..20).map(|channel| gate.verdict(&message(channel), second));
    assert!(all.into_iter().all(|verdict| verdict == Verdict::Go));
}

#[test]
fn an_answer_from_before_a_ban_does_not_end_it() {
    let now = clock::instant();
    let mut gate = gate();
    let under_way = gate.take(&message(1), now);
    exchange(&mut gate, &message(2), &throttled(Scope::Cloudflare, 20), now);
    gate.answered(&message(1), &under_way, &heard(200), now);
    assert!(matches!(gate.verdict(&message(3), now), Verdict::Wait(Some(_))));
}

#[test]
fn only_renames_that_were_done_use_up_the_allowance() {
    let now = clock::instant();
    let mut gate = gate();
    let rename = rename();
    for status in [404, 200, 400, 200] {
        exchange(&mut gate, &rename, &heard(status), now);
    }
    let end = now + Duration::from_secs(600);
    assert_eq!(gate.verdict(&rename, now), Verdict::Wait(Some(end)));
}

#[test]
fn a_throttled_callback_holds_only_itself() {
    for scope in [Scope::Global, Scope::Cloudflare, Scope::User] {
        let now = clock::instant();
        let mut gate = gate();
        exchange(&mut gate, &callback(), &throttled(scope, 20), now);
        let end = now + Duration::from_secs(20);
        assert_eq!(gate.verdict(&callback(), now), Verdict::Wait(Some(end)));
        let other = ask(Method::Post, "interactions/2/x/callback", Priority::Callback);
        assert_eq!(gate.verdict(&other, now), Verdict::Go);
        assert_eq!(gate.verdict(&message(1), now), Verdict::Go);
    }
}

#[test]
fn a_429_with_requests_left_holds_only_its_kind() {
    let now = clock::instant();
    let mut gate = gate();
    let rename = rename();
    let moving = ask(Method::Patch, "channels/1", Priority::Person);
    let bucket = BucketHeaders {
        hash: "c".into(),
        limit: 5,
        remaining: 4,
        reset_after: Duration::from_secs(15),
    };
    let refused = Heard { bucket: Some(bucket.clone()), ..throttled(Scope::User, 600) };
    exchange(&mut gate, &moving, &Heard { bucket: Some(bucket), ..heard(200) }, now);
    exchange(&mut gate, &rename, &refused, now);
    let end = now + Duration::from_secs(600);
    assert_eq!(gate.verdict(&rename, now), Verdict::Wait(Some(end)));
    assert_eq!(gate.verdict(&moving, now), Verdict::Go);
}

#[test]
fn shared_429s_are_not_invalid_and_the_rest_is() {
    let now = clock::instant();
    let mut gate = gate();
    for (channel, (status, invalid)) in
        (0..).zip([(200, 0), (404, 0), (403, 1), (500, 1), (400, 1), (403, 2)])
    {
        exchange(&mut gate, &message(channel), &heard(status), now);
        assert_eq!(gate.invalid(now), invalid, "after {status}");
    }
    exchange(&mut gate, &message(7), &throttled(Scope::Shared, 1), now);
    assert_eq!(gate.invalid(now), 2);
    exchange(&mut gate, &message(8), &throttled(Scope::User, 1), now);
    assert_eq!(gate.invalid(now), 3);
}

#[test]
fn the_breaker_stops_the_least_urgent_first_and_recovers() {
    let now = clock::instant();
    let mut gate = gate();
    let with = |priority| Ask { priority, ..message(99) };
    let stopped = |gate: &mut Gate, priority, now| {
        matches!(gate.verdict(&with(priority), now), Verdict::Refuse(Denied::Stopped { .. }))
    };
    for channel in 0..3 {
        exchange(&mut gate, &message(channel), &heard(403), now);
    }
    assert!(stopped(&mut gate, Priority::Bulk, now));
    assert!(!stopped(&mut gate, Priority::Routine, now));
    for channel in 3..7 {
        exchange(&mut gate, &message(channel), &heard(403), now);
    }
    assert!(stopped(&mut gate, Priority::Person, now));
    assert_eq!(gate.verdict(&callback(), now), Verdict::Go);
    let later = now + Duration::from_secs(606);
    assert!(!stopped(&mut gate, Priority::Bulk, later));
}

#[test]
fn a_refused_token_fails_its_calls_for_a_while_and_not_those_without_it() {
    let now = clock::instant();
    let mut gate = gate();
    exchange(&mut gate, &message(1), &heard(401), now);
    assert_eq!(gate.verdict(&message(2), now), Verdict::Refuse(Denied::Unauthorized));
    assert_eq!(gate.verdict(&callback(), now), Verdict::Go);
    assert_eq!(gate.verdict(&followup(), now), Verdict::Go);

    let later = now + TOKEN_PAUSE;
    assert_eq!(gate.verdict(&message(2), later), Verdict::Go);
    let probe = gate.take(&message(2), later);
    assert_eq!(gate.verdict(&message(3), later), Verdict::Refuse(Denied::Unauthorized));
    gate.answered(&message(2), &probe, &heard(200), later);
    assert_eq!(gate.verdict(&message(3), later), Verdict::Go);
}

#[test]
fn a_401_without_the_token_is_no_word_about_the_token() {
    let now = clock::instant();
    let mut gate = gate();
    exchange(&mut gate, &followup(), &heard(401), now);
    assert_eq!(gate.verdict(&message(2), now), Verdict::Go);
}
