//! The control API under `/sim/`: what the library can do, for any language, as JSON over HTTP.

use std::sync::Arc;

use bytes::Bytes;
use hyper::Response;
use hyper::http::request::Parts;
use serde_json::json;

use crate::core::Core;
use crate::rest::respond::{self, Page};

/// Answers one call; `path` is what follows `/sim`.
pub(crate) async fn serve(
    core: &Arc<Core>,
    head: &Parts,
    path: &str,
    body: Bytes,
) -> Response<Page> {
    drop(body);
    match (head.method.as_str(), path) {
        ("GET", "/ledger/calls") => {
            let calls = core.ledger.calls_since(crate::ledger::Mark(0));
            respond::json(200, serde_json::to_value(calls).ok().as_ref())
        }
        _ => {
            let message = format!("no control call {} /sim{path}", head.method);
            respond::json(404, Some(&json!({ "error": message })))
        }
    }
}
