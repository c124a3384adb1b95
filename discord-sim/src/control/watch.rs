//! Control calls that only look: the ledger, the gateway's record, interactions.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Operation;
use super::arguments::{Arguments, ControlError, query_value};
use crate::core::Core;
use crate::ledger::Mark;
use crate::people::interaction::Interaction;

pub(super) static OPERATIONS: &[Operation] = &[
    ("GET", "/ledger/mark", mark),
    ("GET", "/ledger/calls", calls),
    ("GET", "/ledger/routes", routes),
    ("GET", "/ledger/acts", acts),
    ("GET", "/ledger/events", events),
    ("GET", "/ledger/gaps", gaps),
    ("GET", "/ledger/totals", totals),
    ("GET", "/ledger/interactions", interactions),
    ("GET", "/gateway/record", record),
    ("GET", "/gateway/sessions", sessions),
];

type Done = Result<Value, ControlError>;

fn since(call: &Arguments<'_>) -> Mark {
    Mark(call.query_number("since").unwrap_or(0))
}

fn mark(call: &Arguments<'_>) -> Done {
    Ok(json!({ "mark": call.core.ledger.mark() }))
}

fn calls(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.ledger.calls_since(since(call)))?)
}

fn routes(call: &Arguments<'_>) -> Done {
    let counted = call.core.ledger.counted_since(since(call));
    Ok(json!({ "routes": call.core.ledger.calls_by_route(since(call)), "counted": counted }))
}

fn acts(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.ledger.acts_since(since(call)))?)
}

fn events(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.ledger.events_since(since(call)))?)
}

fn gaps(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.ledger.gaps())?)
}

fn totals(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.read(crate::world::World::totals))?)
}

/// `?since_ms=` in simulated Unix milliseconds.
fn interactions(call: &Arguments<'_>) -> Done {
    let since_ms = call.query_number("since_ms").unwrap_or(0);
    Ok(serde_json::to_value(call.core.read(|world| world.interactions_since(since_ms)))?)
}

fn record(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.gateway.record())?)
}

fn sessions(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.gateway.sessions())?)
}

/// What became of an interaction; `?wait=outcome` or `?wait=settled` waits for it.
pub(super) async fn interaction(core: &Arc<Core>, id: &str, query: &str) -> Done {
    let id = id.parse().map_err(|_| ControlError::Argument(id.to_owned(), "an id"))?;
    let user = core.read(|world| world.interactions.get(&id).map(|found| found.user));
    let user = user.ok_or(ControlError::Missing("interaction", id))?;
    let found = Interaction { core: Arc::clone(core), id, user };
    let outcome = match query_value(query, "wait") {
        Some("outcome") => Some(found.outcome().await),
        Some("settled") => Some(found.settled().await),
        _ => found.so_far(),
    };
    Ok(json!({
        "outcome": outcome, "original": found.message(), "followups": found.followups(),
    }))
}
