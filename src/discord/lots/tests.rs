//! Places in buckets, by the clock of the test.

use twilight_http::request::{Method, RequestBuilder};

use super::{super::route::Route, *};
use crate::clock;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn hiding() -> Template {
    let request = RequestBuilder::raw(Method::Patch, "channels/1".to_owned()).build().unwrap();
    Route::of(&request, clock::now()).template
}

fn told(remaining: u32) -> BucketHeaders {
    BucketHeaders { hash: "h".into(), limit: 5, remaining, reset_after: ms(15_000) }
}

fn answer(places: &[u64], again: u64) -> BucketAnswer {
    let places = places.iter().map(|place| ms(*place)).collect();
    BucketAnswer { is_apart: false, places, valid: ms(1_000), again: ms(again) }
}

#[test]
fn places_are_asked_for_used_and_lost_after_a_while() {
    let now = clock::instant();
    let (mut lots, route) = (Lots::default(), hiding());
    assert_eq!(lots.next(&route, now), None);
    let lacking = vec![(route.clone(), 3)];
    assert_eq!(lots.due(&lacking, now + ms(20), now), Some(now + ms(20)));
    let ask = lots.ask(&lacking, now);
    assert_eq!((ask[0].route.as_str(), ask[0].calls), ("PATCH channels/{id}", 3));
    assert!(lots.granted(&[answer(&[0, 100], 14_000)], now).is_empty());
    assert_eq!(lots.next(&route, now), Some(now));
    assert_eq!(lots.due(&vec![(route.clone(), 2)], now, now), None, "it holds two");
    lots.take(&route);
    assert_eq!(lots.next(&route, now), Some(now + ms(100)));
    assert_eq!(lots.next(&route, now + ms(1_100)), Some(now + ms(14_000)), "lost, and no other");
    assert_eq!(lots.due(&lacking, now, now + ms(1_100)), Some(now + ms(14_000)));
}

#[test]
fn what_nobody_heard_is_told_again() {
    let now = clock::instant();
    let (mut lots, route) = (Lots::default(), hiding());
    assert_eq!(lots.due(&vec![], now, now), None);
    lots.learn(&route, "h".to_owned(), &told(0), now);
    assert_eq!(lots.due(&vec![], now, now), Some(now), "the first word of a limit is urgent");
    let asks = lots.ask(&vec![], now);
    let wanted = BucketAsk {
        route: "PATCH channels/{id}".to_owned(),
        name: "h".to_owned(),
        calls: 0,
        limit: 5,
        window: ms(15_000),
        used_up: ms(15_000),
        is_apart: None,
    };
    assert_eq!(asks, [wanted]);
    lots.found(&route, true);
    lots.failed(&asks);
    let asks = lots.ask(&vec![], now + ms(500));
    assert_eq!((asks[0].is_apart, asks[0].used_up), (Some(true), ms(14_500)));
    lots.failed(&asks);
    assert_eq!(lots.ask(&vec![], now)[0].is_apart, Some(true));
    let apart = BucketAnswer { is_apart: true, ..answer(&[], 0) };
    assert_eq!(lots.granted(&[apart], now), [route]);
    assert_eq!(lots.due(&vec![], now, now), None);
}

#[test]
fn a_window_is_as_long_as_the_longest_that_was_seen() {
    let now = clock::instant();
    let (mut lots, route) = (Lots::default(), hiding());
    let lacking = vec![(route.clone(), 1)];
    lots.learn(&route, "h".to_owned(), &told(4), now);
    let later = BucketHeaders { reset_after: ms(2_000), ..told(3) };
    lots.learn(&route, "h".to_owned(), &later, now);
    assert_eq!(lots.ask(&lacking, now)[0].window, ms(15_000));
    lots.learn(&route, "h".to_owned(), &BucketHeaders { limit: 9, ..later }, now);
    assert_eq!(lots.ask(&lacking, now)[0].window, ms(2_000), "another limit");
}
