//! Buckets as a sequence of answers teaches them.

use twilight_http::request::{Method, RequestBuilder};

use super::*;
use crate::clock;

fn route(method: Method, path: &str) -> Route {
    let request = RequestBuilder::raw(method, path.to_owned()).build().unwrap();
    Route::of(&request, clock::now())
}

fn told(hash: &str, remaining: u32) -> BucketHeaders {
    BucketHeaders { hash: hash.into(), limit: 5, remaining, reset_after: Duration::from_secs(5) }
}

/// One request, sent and answered.
fn exchange(buckets: &mut Buckets, route: &Route, told: &BucketHeaders, now: Instant) {
    let slot = buckets.take(route, now);
    buckets.give_back(&slot, route);
    buckets.learn(route, &slot, told, now);
}

fn open(buckets: &Buckets, route: &Route, now: Instant) -> bool {
    buckets.passage(route, now) == BucketPassage::Open
}

#[test]
fn an_unknown_route_has_a_handful_under_way_and_others_go_on() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let (one, two) = (route(Method::Post, "channels/1/x"), route(Method::Post, "channels/2/x"));
    for _ in 0..5 {
        assert!(open(&buckets, &one, now));
        buckets.take(&one, now);
    }
    assert!(!open(&buckets, &one, now));
    assert!(open(&buckets, &two, now));
}

#[test]
fn routes_with_the_same_name_share_a_bucket_per_channel() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let add = route(Method::Put, "channels/1/messages/2/reactions/x/@me");
    let remove = route(Method::Delete, "channels/1/messages/2/reactions/x/@me");
    exchange(&mut buckets, &remove, &told("r", 4), now);
    exchange(&mut buckets, &add, &told("r", 0), now);
    assert!(!open(&buckets, &add, now));
    assert!(!open(&buckets, &remove, now));
    assert!(open(&buckets, &route(Method::Put, "channels/9/messages/2/reactions/x/@me"), now));
}

#[test]
fn routes_that_count_apart_under_one_name_are_parted() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let post = route(Method::Post, "channels/1/messages");
    let patch = route(Method::Patch, "channels/1/messages/3");
    exchange(&mut buckets, &post, &told("m", 4), now);
    exchange(&mut buckets, &post, &told("m", 3), now);
    exchange(&mut buckets, &patch, &told("m", 4), now);
    exchange(&mut buckets, &patch, &told("m", 3), now);
    for left in (0..=2).rev() {
        exchange(&mut buckets, &post, &told("m", left), now);
    }
    exchange(&mut buckets, &patch, &told("m", 2), now);
    assert!(!open(&buckets, &post, now), "what PATCH has left must not open POST");
    assert!(open(&buckets, &patch, now), "what POST has used must not close PATCH");
}

#[test]
fn learning_the_name_keeps_what_is_under_way() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let post = route(Method::Post, "channels/1/messages");
    let slots: Vec<Slot> = (0..5).map(|_| buckets.take(&post, now)).collect();
    buckets.give_back(&slots[0], &post);
    buckets.learn(&post, &slots[0], &told("m", 4), now);
    assert!(!open(&buckets, &post, now), "four are still under way");
    for (slot, left) in slots[1..].iter().zip([3, 2, 1, 0]) {
        buckets.give_back(slot, &post);
        buckets.learn(&post, slot, &told("m", left), now);
        assert!(!open(&buckets, &post, now));
    }
    assert!(open(&buckets, &post, now + Duration::from_millis(5_005)));
}

#[test]
fn learning_the_name_from_another_channel_frees_no_places() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let (one, two) =
        (route(Method::Post, "channels/1/messages"), route(Method::Post, "channels/2/messages"));
    let slots: Vec<Slot> = (0..5).map(|_| buckets.take(&two, now)).collect();
    exchange(&mut buckets, &one, &told("m", 4), now);
    assert!(!open(&buckets, &two, now), "five are under way");
    buckets.give_back(&slots[0], &two);
    assert!(open(&buckets, &two, now));
}

#[test]
fn a_hidden_limit_holds_only_its_own_kind() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let rename = RequestBuilder::raw(Method::Patch, "channels/1".to_owned())
        .body(br#"{"name":"x"}"#.to_vec())
        .build()
        .unwrap();
    let rename = Route::of(&rename, clock::now());
    let moving = route(Method::Patch, "channels/1");
    buckets.block_hidden(&rename, now + Duration::from_secs(600));
    assert!(!open(&buckets, &rename, now));
    assert!(open(&buckets, &moving, now));
}

#[test]
fn idle_buckets_are_forgotten() {
    let mut now = clock::instant();
    let mut buckets = Buckets::default();
    for token in 0..5_000 {
        let edit = route(Method::Patch, &format!("webhooks/1/t{token}/messages/@original"));
        exchange(&mut buckets, &edit, &told("w", 4), now);
        now += Duration::from_millis(100);
    }
    assert!(buckets.buckets.len() <= 200, "{} are kept", buckets.buckets.len());
    assert_eq!(buckets.learned.len(), 1);
}

#[test]
fn what_another_worker_told_holds_where_nothing_is_known() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let post = route(Method::Post, "channels/1/messages");
    let elsewhere = route(Method::Post, "channels/2/messages");
    let heard = |remaining| Remainder {
        bucket: post.label().unwrap(),
        limit: 5,
        remaining,
        window: Duration::from_secs(5),
    };
    buckets.hear(&heard(2), now);
    buckets.take(&post, now);
    assert!(open(&buckets, &post, now));
    buckets.take(&post, now);
    assert!(!open(&buckets, &post, now), "the other worker had three");
    assert!(open(&buckets, &elsewhere, now));
    buckets.hear(&heard(5), now);
    assert!(!open(&buckets, &post, now), "what was seen here is newer");
    let over = now + Duration::from_secs(6);
    assert!(open(&buckets, &post, over));
    assert!(route(Method::Post, "webhooks/1/secret").label().is_none());
}

#[test]
fn one_count_for_all_channels_is_parted_when_the_counts_say_so() {
    let now = clock::instant();
    let mut buckets = Buckets::default();
    let (one, two) = (route(Method::Patch, "channels/1"), route(Method::Patch, "channels/2"));
    for left in (0..5).rev() {
        exchange(&mut buckets, &one, &told("p", left), now);
    }
    assert!(!open(&buckets, &two, now), "believed to be one count");
    let over = now + Duration::from_secs(6);
    exchange(&mut buckets, &one, &told("p", 4), over);
    exchange(&mut buckets, &one, &told("p", 3), over);
    exchange(&mut buckets, &two, &told("p", 4), over);
    assert!(!buckets.is_common(&one));
    for _ in 0..3 {
        assert!(open(&buckets, &one, over));
        buckets.take(&one, over);
    }
    assert!(!open(&buckets, &one, over), "what was told of it before still counts");
    assert!(open(&buckets, &two, over));
    let slot = buckets.take(&two, over);
    buckets.give_back(&slot, &two);
    buckets.learn_refusal(&two, &slot, &told("p", 0), over);
    assert!(buckets.is_common(&one), "a 429 out of nowhere raises doubts");
}
