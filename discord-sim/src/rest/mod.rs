//! The HTTP side: REST v10 under `/api/v10`, the CDN, and the control API under `/sim`.

pub(crate) mod body;
pub(crate) mod call;
mod cdn;
pub(crate) mod components;
pub(crate) mod draft;
pub(crate) mod limit;
pub(crate) mod modal;
mod pipeline;
pub(crate) mod respond;
pub(crate) mod router;
mod routes;
pub(crate) mod schema;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::control;
use crate::core::Core;
use respond::{Page, Severed};

/// Serves connections until the task is aborted; its connections end with it.
pub(crate) async fn serve(core: Arc<Core>, listener: TcpListener) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
        };
        let Ok((stream, peer)) = accepted else { continue };
        // Small answers must not wait for acknowledgements.
        drop(stream.set_nodelay(true));
        connections.spawn(connection(Arc::clone(&core), TokioIo::new(stream), peer));
    }
}

async fn connection(core: Arc<Core>, io: TokioIo<tokio::net::TcpStream>, peer: SocketAddr) {
    let service = service_fn(move |request| answer(Arc::clone(&core), request, peer.ip()));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .half_close(true)
        .serve_connection(io, service)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "connection ended");
    }
}

/// An error here cuts the connection, which is how a reply is lost.
async fn answer(
    core: Arc<Core>,
    request: Request<Incoming>,
    address: IpAddr,
) -> Result<Response<Page>, Severed> {
    let (head, body) = request.into_parts();
    let limit =
        usize::try_from(core.read(|world| world.limits.request_bytes)).unwrap_or(usize::MAX);
    let body = Limited::new(body, limit).collect().await.map(http_body_util::Collected::to_bytes);
    let path = head.uri.path().to_owned();
    if path.starts_with("/attachments/") || path.starts_with("/ephemeral-attachments/") {
        return Ok(cdn::serve(&core, &path, head.uri.query().unwrap_or("")));
    }
    if let Some(path) = path.strip_prefix("/sim") {
        return Ok(control::serve(&core, &head, path, body.unwrap_or_default()).await);
    }
    let arrived = pipeline::Arrived { head, body: body.ok(), address };
    pipeline::run(core, arrived, &path).await
}
