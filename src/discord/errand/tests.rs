//! A fleet that answers, does not answer, or tells of others, under the paused clock.

use std::sync::Mutex;

use async_trait::async_trait;
use tokio::time::Instant;
use twilight_http::request::{Method, RequestBuilder};

use super::{
    super::{
        call::Priority,
        gate::{Ask, Denied},
        invalid::InvalidThresholds,
        route::{Kind, Route},
    },
    *,
};
use crate::{
    clock,
    store::{AllowanceAnswer, AllowanceAsk},
};

/// Says what it is told to say; without words it never answers.
#[derive(Debug, Default)]
struct Scripted {
    answer: Mutex<Option<AllowanceAnswer>>,
    asked: Mutex<Vec<AllowanceAsk>>,
    bell: Notify,
}

#[async_trait]
impl Allowance for Scripted {
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, StoreError> {
        self.asked.lock().unwrap().push(ask.clone());
        let answer = self.answer.lock().unwrap().clone();
        match answer {
            Some(answer) => Ok(answer),
            None => std::future::pending().await,
        }
    }

    async fn rung(&self) {
        self.bell.notified().await;
    }
}

fn start(answer: Option<AllowanceAnswer>) -> (Limits, Arc<Scripted>) {
    let fleet = Arc::new(Scripted { answer: Mutex::new(answer), ..Scripted::default() });
    let limits = Limits::new(50, InvalidThresholds::default());
    limits.share(Arc::<Scripted>::clone(&fleet));
    (limits, fleet)
}

fn ask(path: &str, priority: Priority) -> Ask {
    let request = RequestBuilder::raw(Method::Post, path.to_owned()).build().unwrap();
    let route = Route::of(&request, clock::now());
    Ask { authorized: route.kind == Kind::Counted, route, priority }
}

async fn go(limits: &Limits, path: &str) -> Duration {
    let begun = clock::instant();
    let ask = ask(path, Priority::Person);
    let permit =
        limits.acquire(ask, limits.arrive(), begun + Duration::from_secs(3_600)).await.permit;
    drop(permit.ok().unwrap());
    begun.elapsed()
}

fn answer(places: &[u64]) -> AllowanceAnswer {
    let places = places.iter().map(|ms| Duration::from_millis(*ms)).collect();
    AllowanceAnswer { places, workers: 4, ..AllowanceAnswer::default() }
}

#[tokio::test(start_paused = true)]
async fn a_counted_call_goes_in_its_place_and_answers_to_interactions_never_ask() {
    let (limits, fleet) = start(Some(answer(&[70])));
    for path in ["interactions/1/secret/callback", "webhooks/1/secret"] {
        assert_eq!(go(&limits, path).await, Duration::ZERO);
    }
    assert!(fleet.asked.lock().unwrap().is_empty());
    assert_eq!(go(&limits, "channels/1/messages").await, Duration::from_millis(70));
    assert_eq!(fleet.asked.lock().unwrap().first().unwrap().people, 1);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_leaves_a_small_share_and_nothing_hangs() {
    let (limits, fleet) = start(Some(answer(&[0])));
    go(&limits, "channels/1/messages").await;
    *fleet.answer.lock().unwrap() = None;
    let begun = clock::instant();
    let mut times = Vec::new();
    for channel in 0..40 {
        go(&limits, &format!("channels/{channel}/messages")).await;
        times.push(begun.elapsed());
    }
    assert!(times[5] <= Duration::from_millis(1_300), "{times:?}");
    let second = Duration::from_secs(1);
    for window in times.windows(11) {
        assert!(window[10] - window[0] >= second, "more than 40 / 4 in a second: {times:?}");
    }
    *fleet.answer.lock().unwrap() = Some(answer(&[0, 1, 2, 3, 4, 5, 6, 7]));
    tokio::time::sleep(Duration::from_secs(2)).await;
    for channel in 0..20 {
        assert!(go(&limits, &format!("channels/{channel}/messages")).await < second / 10);
    }
}

#[tokio::test(start_paused = true)]
async fn what_others_heard_holds_here_too() {
    let heard = AllowanceAnswer { pause: Duration::from_secs(5), ..answer(&[0]) };
    let (limits, fleet) = start(Some(heard));
    tokio::time::sleep(Duration::from_millis(1)).await;
    *fleet.answer.lock().unwrap() = Some(AllowanceAnswer { invalid: 2_000, ..answer(&[0]) });
    assert!(go(&limits, "channels/1/messages").await >= Duration::from_millis(4_990));
    assert_eq!(limits.invalid().0, 2_000);
    let held = ask("channels/2/messages", Priority::Bulk);
    let deadline: Instant = clock::instant() + Duration::from_secs(1);
    let held = limits.acquire(held, limits.arrive(), deadline).await.permit;
    assert!(matches!(held.err(), Some(Denied::Stopped { invalid: 2_000 })));
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_block_is_found_out_by_the_one_that_is_asked_to() {
    let blocked = |ms| AllowanceAnswer { block: Some(Duration::from_millis(ms)), ..answer(&[0]) };
    let (limits, fleet) = start(Some(blocked(10_000)));
    tokio::time::sleep(Duration::from_millis(1)).await;
    let begun = clock::instant();
    let waits = tokio::spawn({
        let limits = limits.clone();
        async move { go(&limits, "channels/1/messages").await }
    });
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert!(!waits.is_finished(), "another one finds out");
    assert!(fleet.asked.lock().unwrap().last().unwrap().may_probe);
    assert_eq!(go(&limits, "interactions/1/secret/callback").await, Duration::ZERO);
    *fleet.answer.lock().unwrap() = Some(blocked(0));
    waits.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(33));
}

#[tokio::test(start_paused = true)]
async fn nothing_goes_between_the_bell_and_the_word_why_it_rang() {
    let (limits, fleet) = start(Some(answer(&[0, 100, 200, 300])));
    go(&limits, "channels/1/messages").await;
    *fleet.answer.lock().unwrap() = None;
    fleet.bell.notify_one();
    while fleet.asked.lock().unwrap().len() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let held = |path| {
        let (limits, ask) = (limits.clone(), ask(path, Priority::Person));
        async move {
            let soon = clock::instant() + Duration::from_millis(150);
            limits.acquire(ask, limits.arrive(), soon).await.permit.is_err()
        }
    };
    let (counted, by_token) = tokio::join!(held("channels/1/messages"), held("webhooks/1/secret"));
    assert!(counted && by_token, "it has places, and does not know whether they hold");
    assert_eq!(go(&limits, "interactions/1/secret/callback").await, Duration::ZERO);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(go(&limits, "webhooks/1/secret").await, Duration::ZERO, "a bell nobody explains");
}
