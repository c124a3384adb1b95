//! Downloads by signed address: `GET /attachments/{channel}/{id}/{name}?ex&is&hm`.

use hyper::Response;
use hyper::header::{CONTENT_TYPE, HeaderValue};

use super::respond::{self, Page};
use crate::core::Core;

/// The file, or 404 when it is gone, expired or the signature is wrong.
pub(crate) fn serve(core: &Core, path: &str, query: &str) -> Response<Page> {
    let id = path.split('/').nth(3).and_then(|id| id.parse::<u64>().ok());
    let param = |name: &str| {
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)
    };
    let expires = param("ex").and_then(|(_, hex)| u64::from_str_radix(hex, 16).ok());
    let signature = param("hm").map_or("", |(_, text)| text);
    let found = id.zip(expires).and_then(|(id, expires)| {
        core.read(|world| world.signed_file(id, expires, signature).cloned())
    });
    let Some(file) = found else {
        let text = b"This content is no longer available.";
        return respond::page(404, "text/plain", bytes::Bytes::from_static(text));
    };
    let mut response = respond::page(200, "application/octet-stream", file.bytes);
    if let Some(Ok(kind)) = file.content_type.as_deref().map(HeaderValue::from_str) {
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    let disposition = format!("attachment; filename=\"{}\"", file.filename.replace('"', ""));
    respond::set(&mut response, "content-disposition", &disposition);
    response
}
