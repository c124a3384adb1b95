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
use hyper_util::rt::TokioIo;
use std::{
    collections::VecDeque, convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Mutex,
    task::{AbortHandle, JoinSet},
};

/// How many are answered at a time: a watcher that hangs must not take all that the process may
/// open.
const AT_ONCE: usize = 64;
/// How long a watcher may take to ask and to read the answer. Prometheus takes no longer either.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much of a question is read at a time; the least that hyper takes.
const QUESTION: usize = 8_192;
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
        let asked = Arc::new(Asked { watched, numbers: Mutex::default() });
        let mut connections = JoinSet::new();
        let mut oldest_first = VecDeque::<AbortHandle>::new();
        let mut sorting = tokio::time::interval(SORTED_EVERY);
        loop {
            let accepted = tokio::select! {
                _ = sorting.tick() => {
                    asked.watched.sort();
                    continue;
                }
                Some(_) = connections.join_next() => continue,
                accepted = self.listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            oldest_first.retain(|it| !it.is_finished());
            // Who has just come may be the one that ends us if it is not answered; who has been
            // here the longest has had the most time.
            while oldest_first.len() >= AT_ONCE
                && let Some(oldest) = oldest_first.pop_front()
            {
                oldest.abort();
            }
            oldest_first.push_back(connections.spawn(attend(stream, Arc::clone(&asked))));
        }
    }
}

/// What those who ask share.
struct Asked {
    watched: Arc<dyn Watched>,
    /// For one to go through all numbers at a time.
    numbers: Mutex<()>,
}

/// Answers one question: who has another comes again, so that nobody keeps a place.
async fn attend(stream: TcpStream, asked: Arc<Asked>) {
    let service = service_fn(|request| {
        let asked = &asked;
        async move { Ok::<_, Infallible>(answer(asked, &request).await) }
    });
    let connection = http1::Builder::new()
        .keep_alive(false)
        .max_buf_size(QUESTION)
        .serve_connection(TokioIo::new(stream), service);
    // A watcher that goes away, or is too slow, is none of our concern.
    drop(tokio::time::timeout(PATIENCE, connection).await);
}

async fn answer(asked: &Asked, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let watched = &asked.watched;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return text(StatusCode::METHOD_NOT_ALLOWED, "only GET\n".to_owned());
    }
    match request.uri().path() {
        "/metrics" => {
            let _alone = asked.numbers.lock().await;
            text(StatusCode::OK, watched.numbers())
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// More than all that lies between a writer and a reader can hold.
    const MUCH: usize = 32 << 20;

    struct Talkative;

    impl Watched for Talkative {
        fn alive(&self) -> Result<(), String> {
            Ok(())
        }

        fn ready(&self) -> Result<(), String> {
            Ok(())
        }

        fn numbers(&self) -> String {
            "9".repeat(MUCH)
        }

        fn sort(&self) {}
    }

    async fn ask(address: SocketAddr, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        stream
    }

    async fn read(mut stream: TcpStream) -> Vec<u8> {
        let mut answer = vec![];
        // A connection that was given up may end with an error.
        drop(stream.read_to_end(&mut answer).await);
        answer
    }

    #[tokio::test]
    async fn each_connection_is_answered_once_and_not_for_ever() {
        let admin = Admin::listen(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = admin.listener.local_addr().unwrap();
        let _serving = tokio::spawn(admin.serve(Arc::new(Talkative)));
        let live = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
        let answer = read(ask(address, &live.repeat(3)).await).await;
        assert_eq!(String::from_utf8(answer).unwrap().matches("200 OK").count(), 1);
        let numbers = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
        let whole = read(ask(address, numbers).await).await;
        assert!(whole.len() > MUCH, "{} bytes", whole.len());
        let lazy = ask(address, numbers).await;
        let silent = ask(address, "GET /live").await;
        lazy.readable().await.unwrap();
        tokio::time::pause();
        tokio::time::advance(PATIENCE + Duration::from_secs(1)).await;
        let part = read(lazy).await;
        assert!(part.len() < MUCH, "nobody waits for one who does not read");
        let ended = tokio::time::timeout(PATIENCE * 2, read(silent)).await;
        assert!(ended.is_ok(), "nor for one who does not ask");
    }
}
