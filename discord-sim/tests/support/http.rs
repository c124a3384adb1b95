//! A plain HTTP client that shows status, headers and body as they are.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::HeaderMap;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// An answer.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or(0)
    }

    pub(crate) fn id(&self) -> u64 {
        self.body["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0)
    }

    /// Status and code in one comparable word.
    pub(crate) fn is(&self, status: u16, code: u64) -> Result<(), String> {
        super::ensure(self.status == status && self.code() == code, || {
            format!("expected {status}/{code}, got {}: {}", self.status, self.text)
        })
    }

    pub(crate) fn ok(&self) -> Result<(), String> {
        super::ensure((200..300).contains(&self.status), || {
            format!("expected success, got {}: {}", self.status, self.text)
        })
    }
}

/// A client of one simulator, with or without a token.
#[derive(Clone)]
pub(crate) struct Rest {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    token: Option<String>,
}

impl Rest {
    pub(crate) fn new(base: String, token: Option<String>) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client, base, token }
    }

    /// The answer, or the error when the connection was cut.
    pub(crate) async fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
    ) -> Result<Got, String> {
        let uri = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}/api/v10{path}", self.base)
        };
        let mut request = hyper::Request::builder().method(method).uri(uri);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bot {token}"));
        }
        if let Some((kind, _)) = &body {
            request = request.header("content-type", *kind);
        }
        let bytes = body.map_or_else(Bytes::new, |(_, bytes)| Bytes::from(bytes));
        let request = request.body(Full::new(bytes)).map_err(|error| error.to_string())?;
        let answer = self.client.request(request).await.map_err(|error| error.to_string())?;
        let (head, body) = answer.into_parts();
        let bytes = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
        Ok(Got {
            status: head.status.as_u16(),
            headers: head.headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &Value) -> Got {
        let body = (!body.is_null()).then(|| ("application/json", body.to_string().into_bytes()));
        self.try_send(method, path, body).await.expect("the simulator answers")
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        self.send("GET", path, &Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Got {
        self.send("POST", path, &body).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Got {
        self.send("PATCH", path, &body).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Got {
        self.send("PUT", path, &body).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Got {
        self.send("DELETE", path, &Value::Null).await
    }
}
