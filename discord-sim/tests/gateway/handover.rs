//! Rows 12 and 13: a session is lost and found again, with exactly what was missed, or not at all.

use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::Rule;
use serde_json::json;

use crate::town::Town;

const GUILD: u64 = 1 << 22;

async fn a_resume_replays_exactly_what_was_missed(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    town.people.join(GUILD, 0);
    let mut client = town.connect().await;
    let ready = client.ready([0, 1], 1).await?;
    let session = ready["session_id"].as_str().ok_or("no session id")?;
    client.event("GUILD_CREATE").await?;
    town.event(Some(GUILD), json!({ "n": 0 }));
    let seen = client.event("TEST_EVENT").await?["s"].as_u64().ok_or("no s")?;

    town.gateway.pull(&Target::default(), &Lever::Drop);
    town.recorded(|record| record.drops == 1).await?;
    for n in 1..=20 {
        town.event(Some(GUILD), json!({ "n": n }));
    }
    town.recorded(|record| record.events.get("TEST_EVENT") == Some(&21)).await?;

    let mut client = town.connect().await;
    client.resume(session, seen).await;
    for n in 1..=20 {
        let missed = client.payload().await?;
        if missed["d"]["n"] != n || missed["s"] != seen + n {
            return Err(format!("expected event {n}, got {missed}"));
        }
    }
    let resumed = client.payload().await?;
    if resumed["t"] != "RESUMED" || resumed["s"] != seen + 21 {
        return Err(format!("expected RESUMED, got {resumed}"));
    }
    Ok(())
}

#[tokio::test]
async fn replay() {
    assert_eq!(a_resume_replays_exactly_what_was_missed(None).await, Ok(()));
    assert!(a_resume_replays_exactly_what_was_missed(Some(Rule::ResumeReplay)).await.is_err());
}
