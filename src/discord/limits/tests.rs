//! The queue under the paused clock: order, waits, deadlines, and nothing left behind.

use twilight_http::request::{Method, RequestBuilder};

use super::*;
use crate::discord::{
    headers::{BucketHeaders, Scope, Throttle},
    route::Route,
};

fn ask(path: &str, priority: Priority) -> Ask {
    let request = RequestBuilder::raw(Method::Post, path.to_owned()).build().unwrap();
    Ask { route: Route::of(&request, clock::now()), priority, authorized: true }
}

fn limits() -> Limits {
    Limits::new(50, InvalidThresholds::default())
}

fn far() -> Instant {
    clock::instant() + Duration::from_secs(3_600)
}

async fn permit(limits: &Limits, ask: Ask) -> Permit {
    limits.acquire(ask, limits.arrive(), far()).await.permit.expect("a permit")
}

/// Lets the other tasks run until something holds, while the clock stands.
async fn eventually(mut holds: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("it did not come about");
}

fn told(limit: u32, remaining: u32, reset_after: Duration) -> Heard {
    let bucket = BucketHeaders { hash: "b".into(), limit, remaining, reset_after };
    Heard { status: 200, bucket: Some(bucket), throttle: None }
}

fn cloudflare() -> Heard {
    let throttle = Throttle::read(&hyper::HeaderMap::new(), b"error code: 1015");
    assert_eq!(throttle.scope, Scope::Cloudflare);
    Heard { status: 429, bucket: None, throttle: Some(throttle) }
}

#[tokio::test(start_paused = true)]
async fn those_who_wait_go_by_priority_then_by_arrival() {
    let limits = limits();
    let path = "channels/1/messages";
    permit(&limits, ask(path, Priority::Person)).await.answered(&told(
        1,
        0,
        Duration::from_secs(2),
    ));
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for (name, priority) in [
        ("bulk", Priority::Bulk),
        ("routine", Priority::Routine),
        ("first person", Priority::Person),
        ("second person", Priority::Person),
    ] {
        let (limits, order) = (limits.clone(), order.clone());
        let arrival = limits.arrive();
        tasks.push(tokio::spawn(async move {
            let permit =
                limits.acquire(ask(path, priority), arrival, far()).await.permit.ok().unwrap();
            order.lock().unwrap().push(name);
            permit.answered(&told(1, 0, Duration::from_secs(2)));
        }));
    }
    let begun = clock::instant();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), ["first person", "second person", "routine", "bulk"]);
    let took = begun.elapsed();
    assert!(took >= Duration::from_secs(8) && took < Duration::from_secs(9), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn never_more_under_way_than_a_window_has_left() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..50 {
        let (limit, window) = (random.u32(1..10), Duration::from_millis(random.u64(300..8_000)));
        let begun = clock::instant();
        let server = storm(&mut random, Server::new(limit, window)).await;
        assert_eq!(server.refused, 0, "limit {limit} in {window:?}");
        let windows = 60 / limit + 2;
        let most = Duration::from_secs(20) + windows * (window + Duration::from_millis(450));
        assert!(begun.elapsed() <= most, "limit {limit} in {window:?} took {:?}", begun.elapsed());
    }
}

/// Sixty calls at random times over a network on which they overtake each other, after one that
/// tells the limit.
async fn storm(random: &mut fastrand::Rng, mut server: Server) -> Server {
    let limits = limits();
    let first = permit(&limits, ask("channels/1/messages", Priority::Person)).await;
    first.answered(&server.answer(clock::instant()));
    let server = Arc::new(Mutex::new(server));
    let mut tasks = Vec::new();
    for _ in 0..60 {
        let (limits, server) = (limits.clone(), server.clone());
        let mut some_time = |most| Duration::from_millis(random.u64(0..most));
        let (before, there, back) = (some_time(20_000), some_time(200), some_time(200));
        tasks.push(tokio::spawn(async move {
            tokio::time::sleep(before).await;
            let permit = permit(&limits, ask("channels/1/messages", Priority::Person)).await;
            tokio::time::sleep(there).await;
            let heard = server.lock().unwrap().answer(clock::instant());
            tokio::time::sleep(back).await;
            permit.answered(&heard);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    Arc::into_inner(server).unwrap().into_inner().unwrap()
}

/// Counts in fixed windows, the first of which begins with the first request.
struct Server {
    limit: u32,
    window: Duration,
    used: u32,
    end: Option<Instant>,
    refused: u32,
}

impl Server {
    fn new(limit: u32, window: Duration) -> Self {
        Self { limit, window, used: 0, end: None, refused: 0 }
    }

    fn answer(&mut self, now: Instant) -> Heard {
        let end = match self.end.filter(|end| *end > now) {
            Some(end) => end,
            None => {
                self.used = 0;
                now + self.window
            }
        };
        self.end = Some(end);
        if self.used == self.limit {
            self.refused += 1;
        }
        self.used = self.limit.min(self.used + 1);
        told(self.limit, self.limit - self.used, end - now)
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_cannot_be_met_fails_at_once() {
    let limits = limits();
    let message = ask("channels/1/messages", Priority::Person);
    permit(&limits, message.clone()).await.answered(&told(1, 0, Duration::from_secs(600)));
    let begun = clock::instant();
    let deadline = begun + Duration::from_secs(10);
    let denied = limits.acquire(message, limits.arrive(), deadline).await.permit.err();
    let Some(Denied::Late { retry_after }) = denied else { panic!("{denied:?}") };
    assert!(retry_after >= Duration::from_secs(600));
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_a_wait_for_something_under_way() {
    let limits = limits();
    let message = ask("channels/1/messages", Priority::Person);
    let mut held = Vec::new();
    for _ in 0..5 {
        held.push(permit(&limits, message.clone()).await);
    }
    let deadline = clock::instant() + Duration::from_secs(10);
    let late = limits.acquire(message.clone(), limits.arrive(), deadline).await.permit;
    assert!(matches!(late.err(), Some(Denied::Late { .. })));
    assert!(clock::instant() >= deadline);
    drop(held.pop());
    permit(&limits, message).await;
}

#[tokio::test(start_paused = true)]
async fn a_short_wait_is_not_as_long_as_the_one_before_it() {
    let limits = limits();
    let [long, short] =
        [1, 2].map(|channel| ask(&format!("channels/{channel}/messages"), Priority::Person));
    for (ask, seconds) in [(&long, 600), (&short, 2)] {
        let window = Duration::from_secs(seconds);
        permit(&limits, ask.clone()).await.answered(&told(1, 0, window));
    }
    let begun = clock::instant();
    let first = tokio::spawn({
        let limits = limits.clone();
        async move { permit(&limits, long).await }
    });
    eventually(|| limits.lock().alarm.is_some()).await;
    permit(&limits, short).await;
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    first.abort();
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_after_its_deadline() {
    let limits = limits();
    let message = ask("channels/1/messages", Priority::Person);
    let late = limits.acquire(message, limits.arrive(), clock::instant()).await.permit;
    assert!(matches!(late.err(), Some(Denied::Late { .. })));
}

#[tokio::test(start_paused = true)]
async fn someone_new_does_not_overtake_those_whose_time_has_come() {
    let limits = limits();
    let message = ask("channels/1/messages", Priority::Person);
    let window = Duration::from_secs(2);
    permit(&limits, message.clone()).await.answered(&told(1, 0, window));

    let mut queue = limits.lock();
    let mut join = |arrival, now| {
        let (tell, _) = oneshot::channel();
        let waiter = Waiter { ask: message.clone(), deadline: far(), tell };
        let (settled, next) = queue.join((Priority::Person, Arrival(arrival)), waiter, now);
        queue.alarm = next.or(queue.alarm);
        (settled.len(), queue.waiting.keys().map(|turn| turn.1.0).collect::<Vec<_>>())
    };
    let now = clock::instant();
    assert_eq!(join(10, now), (0, vec![10]));
    assert_eq!(join(11, now + window * 2), (1, vec![11]), "the first goes, the new one waits");
}

#[tokio::test(start_paused = true)]
async fn jitter_and_a_window_that_begins_anywhere_bring_no_global_429() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let limits = limits();
    let begun = clock::instant();
    let offset = Duration::from_millis(random.u64(0..1_000));
    let mut tasks = Vec::new();
    for channel in 0..400 {
        let limits = limits.clone();
        let there = Duration::from_millis(random.u64(0..100));
        let priority = if random.bool() { Priority::Person } else { Priority::Bulk };
        tasks.push(tokio::spawn(async move {
            let ask = ask(&format!("channels/{channel}/messages"), priority);
            drop(permit(&limits, ask).await);
            tokio::time::sleep(there).await;
            (begun.elapsed() + offset).as_secs()
        }));
    }
    let mut seconds = std::collections::HashMap::new();
    for task in tasks {
        *seconds.entry(task.await.unwrap()).or_insert(0) += 1;
    }
    assert!(seconds.values().all(|count| *count <= 50), "{seconds:?}");
}

#[tokio::test(start_paused = true)]
async fn whoever_stops_waiting_leaves_nothing_behind() {
    let limits = limits();
    let message = ask("channels/1/messages", Priority::Person);
    permit(&limits, message.clone()).await.answered(&told(1, 0, Duration::from_secs(600)));
    let waiting = tokio::spawn({
        let (limits, message) = (limits.clone(), message.clone());
        async move { limits.acquire(message, limits.arrive(), far()).await.permit.is_ok() }
    });
    eventually(|| !limits.lock().waiting.is_empty()).await;
    assert!(limits.lock().alarm.is_some());
    waiting.abort();
    assert!(waiting.await.is_err());
    assert!(limits.lock().waiting.is_empty());
    eventually(|| limits.lock().alarm.is_none()).await;
    assert_eq!(Arc::strong_count(&limits.0), 1, "the driver has ended");
}

#[tokio::test(start_paused = true)]
async fn an_address_ban_is_asked_about_a_few_times_a_minute() {
    let limits = limits();
    let sent = Arc::new(Mutex::new(0));
    for channel in 0..200 {
        let (limits, sent) = (limits.clone(), sent.clone());
        tokio::spawn(async move {
            let ask = ask(&format!("channels/{channel}/messages"), Priority::Routine);
            let arrival = limits.arrive();
            loop {
                let permit = limits.acquire(ask.clone(), arrival, far()).await.permit.ok().unwrap();
                *sent.lock().unwrap() += 1;
                permit.answered(&cloudflare());
            }
        });
    }
    tokio::time::sleep(Duration::from_secs(600)).await;
    let sent = *sent.lock().unwrap();
    assert!((30..=45).contains(&sent), "{sent} in ten minutes");
}

#[tokio::test(start_paused = true)]
async fn two_hundred_waiting_calls_leave_at_the_global_rate() {
    let limits = limits();
    let begun = clock::instant();
    let mut tasks = Vec::new();
    for channel in 0..200 {
        let limits = limits.clone();
        tasks.push(tokio::spawn(async move {
            let ask = ask(&format!("channels/{channel}/messages"), Priority::Bulk);
            drop(permit(&limits, ask).await);
            clock::instant()
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.push(task.await.unwrap());
    }
    times.sort();
    for window in times.windows(51) {
        assert!(window[50] - window[0] >= Duration::from_secs(1));
    }
    let took = begun.elapsed();
    assert!(took < Duration::from_millis(4_450), "{took:?} for 200 leaves too much unused");
}
