//! Where those who watch a worker are answered: `/metrics`, `/livez` and `/readyz` over HTTP.
//!
//! It knows nothing of the worker but what it is told when it asks.

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CACHE_CONTROL, CONTENT_TYPE},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};

/// How many are answered at a time: a watcher that hangs must not take all that the process may open.
const AT_ONCE: usize = 64;
/// How long a watcher may take to ask.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often what was measured is sorted, whether somebody asks or not.
const SORTED_EVERY: Duration = Duration::from_secs(5);
/// The pause when no connection can be taken, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// What is watched.
pub trait Watched: Send + Sync + 'static {
    /// Whether it works at all, and why not in words. Not about Discord or the store: restarting
    /// helps neither.
    fn alive(&self) -> Result<(), String>;

    /// Whether it serves, and why not in words.
    fn ready(&self) -> Result<(), String>;

    /// Its numbers in Prometheus's text format.
    fn numbers(&self) -> String;

    /// Sorts what was measured since the last time.
    fn sort(&self);
}

/// The address cannot be listened at.
#[derive(Debug, thiserror::Error)]
#[error(
    "the admin address {address} cannot be listened at: set TICKETFLOW_ADMIN_ADDRESS to one that is \
     free on this machine, or to `off`"
)]
pub struct AdminError {
    address: SocketAddr,
    source: io::Error,
}

/// A server that listens, and does not answer yet.
pub struct Admin {
    listener: TcpListener,
}

impl Admin {
    /// Listens.
    ///
    /// # Errors
    /// If the address is not free, or not one of this machine.
    pub async fn listen(address: SocketAddr) -> Result<Self, AdminError> {
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|source| AdminError { address, source })?;
        let address = listener.local_addr().unwrap_or(address);
        tracing::info!(%address, "answering /metrics, /livez and /readyz");
        Ok(Self { listener })
    }

    /// Answers for as long as it is polled.
    pub async fn serve(self, watched: Arc<dyn Watched>) {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        let mut connections = JoinSet::new();
        let mut sorting = tokio::time::interval(SORTED_EVERY);
        loop {
            let accepted = tokio::select! {
                _ = sorting.tick() => {
                    watched.sort();
                    continue;
                }
                Some(_) = connections.join_next() => continue,
                accepted = self.listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            // Whoever comes too many is let go of at once.
            let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
            let watched = Arc::clone(&watched);
            connections.spawn(async move {
                let service = service_fn(|request| {
                    let answer = answer(&*watched, &request);
                    async move { Ok::<_, Infallible>(answer) }
                });
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(PATIENCE)
                    .serve_connection(TokioIo::new(stream), service);
                // A watcher that goes away is none of our concern.
                drop(connection.await);
                drop(place);
            });
        }
    }
}

fn answer(watched: &dyn Watched, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return text(StatusCode::METHOD_NOT_ALLOWED, "only GET\n".to_owned());
    }
    match request.uri().path() {
        "/metrics" => text(StatusCode::OK, watched.numbers()),
        "/livez" => verdict(watched.alive()),
        "/readyz" => verdict(watched.ready()),
        _ => text(StatusCode::NOT_FOUND, "there are /metrics, /livez and /readyz\n".to_owned()),
    }
}

fn verdict(verdict: Result<(), String>) -> Response<Full<Bytes>> {
    match verdict {
        Ok(()) => text(StatusCode::OK, "ok\n".to_owned()),
        Err(why) => text(StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}

/// (Prometheus docs, Exposition Formats, Text-based Format.)
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

fn text(status: StatusCode, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(TEXT));
    headers.insert(CACHE_CONTROL, hyper::header::HeaderValue::from_static("no-store"));
    response
}
