//! What the tests share: a town with a bot in it, an HTTP client, and the proof that a test needs
//! its rule.

pub(crate) mod http;
pub(crate) mod socket;
pub(crate) mod town;

use discord_sim::rules::Rule;

use town::Town;

/// Fails the check in words.
pub(crate) fn ensure(holds: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(words()) }
}

/// The check must pass with all rules on, and fail with this one switched off.
pub(crate) async fn proves(rule: Rule, check: impl AsyncFn(&Town) -> Result<(), String>) {
    let town = Town::new().await;
    check(&town).await.expect("with the rule on");
    let town = Town::new().await;
    town.sim.rules().switch_off(rule);
    assert!(check(&town).await.is_err(), "the test does not notice that {rule:?} is off");
}
