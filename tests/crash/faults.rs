//! Each call of a story goes wrong in turn, in each way that Discord's calls go wrong.

use super::{OnPanic, story::Way};
use crate::support::shop::Shop;
use discord_sim::faults::{Effect, Fault, LimitScope};
use std::sync::Arc;
use tokio::{sync::Semaphore, task::JoinSet};

/// The calls of a story that change something.
const CALLS: [(&str, &str); 6] = [
    ("POST", "/interactions/{interaction}/{token}/callback"),
    ("POST", "/guilds/{guild}/channels"),
    ("POST", "/channels/{channel}/messages"),
    ("PATCH", "/webhooks/{application}/{token}/messages/@original"),
    ("POST", "/webhooks/{application}/{token}"),
    ("PATCH", "/channels/{channel}"),
];

/// How many shops are played at a time.
const AT_A_TIME: usize = 12;

fn effects() -> Vec<Effect> {
    let limited = |scope| Effect::RateLimited { scope, retry_after_ms: 300 };
    vec![
        Effect::LoseReply,
        Effect::Drop,
        Effect::FailAfter { status: 500 },
        Effect::Status { status: 502, html: true },
        limited(LimitScope::User),
        limited(LimitScope::Shared),
        limited(LimitScope::Global),
        limited(LimitScope::Bare),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn any_call_may_go_wrong_once_in_any_way() {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut all = JoinSet::new();
    for call in CALLS {
        for effect in effects() {
            all.spawn(at_every_call(call, effect, Arc::clone(&turns)));
        }
    }
    for (call, effect, struck) in all.join_all().await {
        println!("{call:?} went wrong {struck} times in turn, each time all was well: {effect:?}");
        assert!(struck > 0, "{call:?} is part of the story");
    }
}

/// Lets the first such call go wrong, then the second, until there are no more.
async fn at_every_call(
    call: (&'static str, &'static str),
    effect: Effect,
    turns: Arc<Semaphore>,
) -> ((&'static str, &'static str), Effect, u32) {
    let mut passed = 0;
    loop {
        let _turn = turns.acquire().await.unwrap();
        let _named = OnPanic(format!("{call:?}, after {passed}: {effect:?}"));
        let shop = Shop::open().await;
        let fault = Fault::on(call.0, call.1, effect.clone()).after(passed).times(1);
        shop.sim.faults().add(fault);
        shop.whole_story(&shop.ann, Way::Button).await;
        shop.judge().await;
        // What has struck is no longer in force.
        if !shop.sim.faults().list().is_empty() {
            return (call, effect, passed);
        }
        passed += 1;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_calls_may_go_wrong_together() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut all = JoinSet::new();
    for number in 0..4 {
        all.spawn(async move {
            let shop = Shop::open().await;
            shop.sim.faults().seed(seed ^ number);
            for way in [Way::Message, Way::Button] {
                shop.sim.faults().clear();
                at_random(&shop);
                shop.whole_story(&shop.ann, way).await;
            }
            shop.judge().await;
        });
    }
    all.join_all().await;
}

/// Half of all calls go wrong, but each at most once in each way: pauses between repetitions
/// double, and six failures in a row, of which chance is capable, outlast anyone's patience.
fn at_random(shop: &Shop) {
    for effect in [Effect::LoseReply, Effect::FailAfter { status: 503 }, Effect::Drop] {
        for (method, route) in CALLS {
            let fault = Fault::on(method, route, effect.clone()).with_probability(0.2).times(1);
            shop.sim.faults().add(fault);
        }
    }
}
