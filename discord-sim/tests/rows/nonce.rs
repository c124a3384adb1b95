//! Row 25: `nonce` with `enforce_nonce`.

use std::time::Duration;

use discord_sim::rules::Rule;
use serde_json::json;

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn enforced(town: &Town) -> Result<(), String> {
    let path = town.path("/messages");
    let body = json!({ "content": "hello", "nonce": "n1", "enforce_nonce": true });
    let first = town.rest.post(&path, body.clone()).await;
    let again = town.rest.post(&path, body.clone()).await;
    again.ok()?;
    ensure(first.id() == again.id(), || "a second message was made".to_owned())?;
    ensure(first.body["nonce"] == "n1", || "the nonce is not echoed".to_owned())?;
    let count = town.ann.read(town.general).unwrap().len();
    ensure(count == 1, || format!("{count} messages"))?;
    let loose = json!({ "content": "hello", "nonce": "n1" });
    let other = town.rest.post(&path, loose).await;
    ensure(other.id() != first.id(), || "a nonce alone must not count".to_owned())?;
    town.sim.clock().advance(Duration::from_secs(6));
    town.rest.delete(&format!("{path}/{}", other.id())).await.ok()?;
    town.rest.post(&path, body).await.is(404, 10008)
}

#[tokio::test]
async fn the_same_nonce_makes_one_message() {
    proves(Rule::Nonce, enforced).await;
}
