//! A web server that answers as a script says and remembers what it was asked.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Method, Response, body::Bytes, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::JoinHandle, time::Instant};

use crate::{clock, discord::RestBase};

/// What one request asked.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: Method,
    /// Path and query.
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) at: Instant,
}

/// What to do with a request: the number counts them from 0.
pub(super) type Script = Box<dyn Fn(usize, &Asked) -> Reply + Send + Sync>;

/// An answer of the script.
pub(super) enum Reply {
    Answer(Response<Full<Bytes>>),
    After(Duration, Response<Full<Bytes>>),
    /// Takes the request and cuts the connection.
    Cut,
}

pub(super) struct Server {
    address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    accepting: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(script);
        let accepting = tokio::spawn({
            let asked = asked.clone();
            async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    let (script, asked) = (script.clone(), asked.clone());
                    let service =
                        service_fn(move |request| answer(script.clone(), asked.clone(), request));
                    tokio::spawn(async move {
                        let connection = http1::Builder::new();
                        // An error is a cut connection, which is what some scripts want.
                        let _ = connection.serve_connection(TokioIo::new(stream), service).await;
                    });
                }
            }
        });
        Self { address, asked, accepting }
    }

    pub(super) fn base(&self) -> RestBase {
        self.address.parse().unwrap()
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

type Answering =
    Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, CutHere>> + Send + 'static>>;

#[derive(Debug, thiserror::Error)]
#[error("the script cuts the connection")]
struct CutHere;

fn answer(
    script: Arc<Script>,
    asked: Arc<Mutex<Vec<Asked>>>,
    request: hyper::Request<hyper::body::Incoming>,
) -> Answering {
    Box::pin(async move {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map_err(|_| CutHere)?.to_bytes();
        let path = head.uri.path_and_query().map_or("", |path| path.as_str()).to_owned();
        let now = clock::instant();
        let question = Asked { method: head.method, path, headers: head.headers, body, at: now };
        let reply = {
            let mut asked = asked.lock().unwrap();
            let reply = script(asked.len(), &question);
            asked.push(question);
            reply
        };
        match reply {
            Reply::Answer(response) => Ok(response),
            Reply::After(time, response) => {
                tokio::time::sleep(time).await;
                Ok(response)
            }
            Reply::Cut => Err(CutHere),
        }
    })
}

/// A response with headers and a body.
pub(super) fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Full<Bytes>> {
    let built = headers.iter().fold(Response::builder().status(status), |built, (name, value)| {
        built.header(*name, *value)
    });
    built.body(Full::from(body.to_owned())).unwrap()
}

pub(super) fn ok() -> Reply {
    Reply::Answer(response(200, &[], r#"{"id":"1"}"#))
}

/// The documented headers of a bucket, without a scope.
pub(super) fn in_bucket(remaining: &str, reset_after: &str) -> Reply {
    let headers = [
        ("x-ratelimit-bucket", "abcd"),
        ("x-ratelimit-limit", "5"),
        ("x-ratelimit-remaining", remaining),
        ("x-ratelimit-reset-after", reset_after),
    ];
    Reply::Answer(response(200, &headers, "{}"))
}
