//! The control API under `/sim/`: what the library can do, for any language, as JSON over HTTP.

mod admin;
mod arguments;
pub(crate) mod ids;
mod levers;
mod persons;
mod watch;

use std::sync::Arc;

use bytes::Bytes;
use hyper::Response;
use hyper::http::request::Parts;
use serde_json::{Value, json};

use crate::core::Core;
use crate::rest::respond::{self, Page};
use crate::rest::router;
use arguments::{Arguments, ControlError};

/// What a control call does.
type Handler = fn(&Arguments<'_>) -> Result<Value, ControlError>;

/// A control call: method, path under `/sim`, what it does.
type Operation = (&'static str, &'static str, Handler);

static TABLES: [&[Operation]; 4] =
    [admin::OPERATIONS, levers::OPERATIONS, persons::OPERATIONS, watch::OPERATIONS];

/// Answers one call; `path` is what follows `/sim`.
pub(crate) async fn serve(
    core: &Arc<Core>,
    head: &Parts,
    path: &str,
    body: Bytes,
) -> Response<Page> {
    let answer = perform(core, head, path, &body).await;
    match answer {
        Ok(body) => respond::json(200, Some(&body)),
        Err(error) => respond::json(error.status(), Some(&json!({ "error": error.to_string() }))),
    }
}

async fn perform(
    core: &Arc<Core>,
    head: &Parts,
    path: &str,
    body: &[u8],
) -> Result<Value, ControlError> {
    let method = head.method.as_str();
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let body = match body {
        [] => json!({}),
        body => serde_json::from_slice(body)?,
    };
    let query = head.uri.query().unwrap_or("");
    // Waiting is the one thing that a plain function cannot do.
    if let ("GET", ["interactions", id]) = (method, segments.as_slice()) {
        return watch::interaction(core, id, query).await;
    }
    let operations = TABLES.iter().flat_map(|table| table.iter());
    let mut other_methods = Vec::new();
    for (known, template, handler) in operations {
        let Some(params) = router::matched(template, &segments) else { continue };
        if *known == method {
            return handler(&Arguments { core, params, query, body });
        }
        other_methods.push(*known);
    }
    if path == "/" || path.is_empty() {
        return Ok(list());
    }
    Err(ControlError::Unknown(format!("{method} /sim{path} (methods there: {other_methods:?})")))
}

/// Every call, for whoever asks `GET /sim/`.
fn list() -> Value {
    let operations = TABLES.iter().flat_map(|table| table.iter());
    let mut calls: Vec<String> =
        operations.map(|(method, template, _)| format!("{method} /sim{template}")).collect();
    calls.push("GET /sim/interactions/{interaction}".to_owned());
    json!({ "calls": calls })
}
