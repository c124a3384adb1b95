//! Row 7: fifty requests a second, interaction routes not counted.

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn sixty_gets(town: &Town) -> Result<(), String> {
    // Interaction routes are free: they are called after the budget is spent, and are not counted.
    let mut socket = town.socket().await;
    let pressed = town.pressed(&mut socket).await?;
    let mark = town.sim.ledger().mark();
    town.sim.change_limits(|limits| limits.global.window_ms = 60_000);
    let mut limited = 0;
    for _ in 0..60 {
        let got = town.rest.get("/users/@me").await;
        if got.status == 429 {
            limited += 1;
            ensure(got.header("x-ratelimit-global") == Some("true"), || "no global".to_owned())?;
            ensure(got.header("x-ratelimit-scope") == Some("global"), || "scope".to_owned())?;
            ensure(got.body["global"] == true, || "body says it is not global".to_owned())?;
        }
    }
    ensure(limited >= 10, || format!("only {limited} of 60 were limited"))?;
    town.stranger().post(&pressed.callback(), json!({ "type": 5 })).await.is(204, 0)?;
    for _ in 0..4 {
        let path = pressed.webhook(town, "");
        town.rest.post(&path, json!({ "content": "free" })).await.ok()?;
    }
    let counted = town.sim.ledger().counted_since(mark);
    ensure(counted == 60, || format!("{counted} counted instead of 60"))
}

#[tokio::test]
async fn fifty_a_second_and_interactions_are_free() {
    proves(Rule::GlobalLimit, sixty_gets).await;
}
