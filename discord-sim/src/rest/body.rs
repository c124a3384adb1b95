//! Reads a request's body: JSON, or multipart with `payload_json` and `files[n]`.

use std::convert::Infallible;

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Map, Value};

use crate::world::error::DiscordError;
use crate::world::files::Upload;

/// What a body holds.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) json: Value,
    pub(crate) files: Vec<(u64, Upload)>,
}

/// Reads by content type. An empty body is an empty object.
pub(crate) async fn read(headers: &HeaderMap, bytes: Bytes) -> Result<Content, DiscordError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if kind.starts_with("multipart/form-data") {
        return multipart(kind, bytes).await;
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        return Err(DiscordError::not_imitated("bodies of application/x-www-form-urlencoded"));
    }
    if bytes.is_empty() {
        return Ok(Content { json: Value::Object(Map::new()), files: Vec::new() });
    }
    if !kind.starts_with("application/json") {
        let message = "Expected \"Content-Type\" header to be one of {application/json, \
                       application/x-www-form-urlencoded, multipart/form-data}.";
        return Err(DiscordError::form("", "CONTENT_TYPE_INVALID", message));
    }
    let json = serde_json::from_slice(&bytes).map_err(|_| DiscordError::of(50109))?;
    Ok(Content { json, files: Vec::new() })
}

async fn multipart(kind: &str, bytes: Bytes) -> Result<Content, DiscordError> {
    let invalid = |_| DiscordError::of(50046);
    let boundary = multer::parse_boundary(kind).map_err(invalid)?;
    let stream = futures_util::stream::once(async { Ok::<_, Infallible>(bytes) });
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut content = Content { json: Value::Object(Map::new()), files: Vec::new() };
    while let Some(part) = parts.next_field().await.map_err(invalid)? {
        let name = part.name().unwrap_or("").to_owned();
        let filename = part.file_name().map(str::to_owned);
        let content_type = part.content_type().map(ToString::to_string);
        let bytes = part.bytes().await.map_err(invalid)?;
        match (name.as_str(), filename) {
            ("payload_json", _) => {
                content.json =
                    serde_json::from_slice(&bytes).map_err(|_| DiscordError::of(50109))?;
            }
            (_, Some(filename)) => {
                let index = file_index(&name).unwrap_or(content.files.len() as u64);
                let upload = Upload { filename, content_type, description: None, bytes };
                content.files.push((index, upload));
            }
            (name, None) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if let Some(fields) = content.json.as_object_mut() {
                    fields.insert(name.to_owned(), Value::String(text));
                }
            }
        }
    }
    Ok(content)
}

/// `files[3]` → 3.
fn file_index(name: &str) -> Option<u64> {
    name.strip_prefix("files[")?.strip_suffix(']')?.parse().ok()
}
