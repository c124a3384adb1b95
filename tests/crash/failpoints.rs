//! The worker aborts at each step in turn, and another takes over.

use super::{OnPanic, story::Way};
use crate::support::{process::Process, shop::Shop};
use std::{os::unix::process::ExitStatusExt, sync::Arc};
use tokio::{sync::Semaphore, task::JoinSet};

/// Every place at which a worker can be made to abort.
const POINTS: [&str; 11] = [
    "intake.before_acknowledgement",
    "intake.after_acknowledgement",
    "engine.before_commit",
    "engine.after_commit",
    "store.before_durable",
    "store.after_durable",
    "effects.before_call",
    "effects.after_call",
    "effects.before_settle",
    "effects.after_settle",
    "effects.between_calls",
];

/// The signal of `abort`.
const SIGABRT: i32 = 6;

/// How many shops are played at a time.
const AT_A_TIME: usize = 4;

/// More often than any point is passed in one story.
const ENDLESS: u32 = 60;

/// Where a worker aborted, and the step that it had reached.
struct Tried {
    point: &'static str,
    way: Way,
    deaths: u32,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_at_any_step_loses_nothing_and_says_nothing_twice() {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut points = JoinSet::new();
    for point in POINTS {
        for way in ways(point) {
            points.spawn(at_every_step(point, *way, Arc::clone(&turns)));
        }
    }
    let mut all = points.join_all().await;
    all.sort_by_key(|it| it.point);
    for Tried { point, way, deaths } in &all {
        println!("{point:32} {way:8?} died at {deaths:2} steps in turn, each time all was well");
    }
    for Tried { point, way, deaths } in all {
        // How much is settled together is a matter of how fast the machine is.
        let least = if way == Way::Unhurried { 1 } else { 2 };
        assert!(deaths >= least, "{point} is hardly ever passed by {way:?}");
    }
}

/// The ways of a story that pass a point.
fn ways(point: &str) -> &'static [Way] {
    match point {
        // What is done is settled together, so a quick story settles once.
        "effects.after_settle" => &[Way::Unhurried],
        "effects.between_calls" => &[Way::Crowded],
        _ => &[Way::Message, Way::Button],
    }
}

/// Lets the worker die the first time it passes a point, then the second time, until it lives
/// through the whole story.
async fn at_every_step(point: &'static str, way: Way, turns: Arc<Semaphore>) -> Tried {
    for passed in 0..ENDLESS {
        let _turn = turns.acquire().await.unwrap();
        if !dies(point, passed, way).await {
            return Tried { point, way, deaths: passed };
        }
    }
    panic!("{point} is passed without end");
}

/// Plays a story with a worker that dies when it has passed a point so many times, and another
/// that goes on. Whether it came to that.
async fn dies(point: &str, passed: u32, way: Way) -> bool {
    let terms = terms(point, passed);
    let _named = OnPanic(format!("{terms} by {way:?}"));
    let shop = Shop::prepared().await;
    if way == Way::Crowded {
        shop.sim.change_limits(|limits| limits.category_channels = 0);
    }
    let story = async {
        shop.whole_story(&shop.ann, way).await;
        shop.judge().await;
    };
    outlived(&shop, &terms, story).await
}

/// The words by which a worker aborts when it has passed a point so many times.
pub(crate) fn terms(point: &str, passed: u32) -> String {
    match passed {
        0 => format!("{point}=return"),
        _ => format!("{point}={passed}*off->return"),
    }
}

/// Plays a story with a worker that may abort, and another that goes on if it does. Whether the
/// story outlived the first.
pub(super) async fn outlived(shop: &Shop, terms: &str, story: impl Future<Output = ()>) -> bool {
    let mut worker = Process::start(shop, terms).await;
    let mut died = false;
    let relay = async {
        let end = worker.gone().await;
        assert_eq!(end.signal(), Some(SIGABRT), "{end}");
        died = true;
        worker = Process::start(shop, "").await;
        let end = worker.gone().await;
        panic!("the second worker ended: {end}");
    };
    tokio::select! {
        () = relay => {}
        () = story => {}
    }
    died
}
