//! Row 9: ten thousand invalid requests ban the address.

use std::time::Duration;

use discord_sim::faults::{Effect, Fault, LimitScope};
use discord_sim::rules::Rule;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn ban(town: &Town) -> Result<(), String> {
    let quota = 200;
    town.sim.change_limits(|limits| limits.invalid_requests.requests = quota);
    let stranger = town.stranger();
    // What is shared does not count.
    let shared = Effect::RateLimited { scope: LimitScope::Shared, retry_after_ms: 1 };
    let fault = town.sim.faults().add(Fault::on("GET", "/users/@me", shared));
    for _ in 0..40 {
        town.rest.get("/users/@me").await.is(429, 0)?;
    }
    town.sim.faults().remove(fault);
    for _ in 0..quota {
        stranger.get("/users/@me").await.is(401, 0)?;
    }
    let got = stranger.get("/users/@me").await;
    ensure(got.status == 429, || format!("not banned: {}", got.status))?;
    ensure(got.body.is_null(), || "the ban page is no JSON".to_owned())?;
    ensure(got.header("via").is_none(), || "the ban page has no Via".to_owned())?;
    ensure(got.header("x-ratelimit-limit").is_none(), || "rate limit headers".to_owned())?;
    // The address is banned, whatever the token.
    ensure(town.rest.get("/users/@me").await.status == 429, || "only the token".to_owned())?;
    town.sim.clock().advance(Duration::from_secs(601));
    town.rest.get("/users/@me").await.ok()
}

#[tokio::test]
async fn an_address_with_too_many_invalid_requests_is_banned() {
    proves(Rule::InvalidRequestBan, ban).await;
}

#[test]
fn the_documented_number_is_the_default() {
    let quota = discord_sim::options::Limits::default().invalid_requests;
    assert_eq!((quota.requests, quota.window_ms), (10_000, 600_000));
}
