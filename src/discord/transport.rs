//! One exchange over HTTP/1: twilight's request out, status, headers and whole body in.

use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    HeaderMap, Method, Request, StatusCode, Uri,
    body::Bytes,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use tokio::time::timeout;
use twilight_http::request::{Method as TwilightMethod, Request as TwilightRequest};

use super::{
    error::{NoReply, RestError},
    settings::{RestSetUpError, RestSettings},
};

/// The connections to Discord.
pub(super) struct Transport {
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    authorization: HeaderValue,
    agent: HeaderValue,
}

/// A complete reply of any status.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// No reply, and whether the request may have reached the server.
#[derive(Debug)]
pub(super) enum Failure {
    NotSent(NoReply),
    MayBeSent(NoReply),
}

impl Transport {
    /// # Errors
    /// When the token or the contact cannot be written into a header, or the TLS provider lacks
    /// what TLS needs.
    pub(super) fn new(settings: &RestSettings) -> Result<Self, RestSetUpError> {
        let bearer = format!("Bot {}", settings.token.expose());
        let mut authorization = HeaderValue::try_from(bearer).map_err(|_| RestSetUpError::Token)?;
        authorization.set_sensitive(true);
        let agent = format!("DiscordBot ({}, {})", settings.contact, env!("CARGO_PKG_VERSION"));
        let agent = HeaderValue::try_from(agent).map_err(|_| RestSetUpError::Contact)?;

        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(settings.connect_timeout));
        let tls = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::aws_lc_rs::default_provider())
            .map_err(|source| RestSetUpError::Tls { source })?
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let http = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(MOST_IDLE)
            .build(tls);
        Ok(Self { http, authorization, agent })
    }

    /// Turns twilight's request into one that can be sent any number of times.
    pub(super) fn prepare(
        &self,
        request: &TwilightRequest,
        uri: Uri,
    ) -> Result<Request<Full<Bytes>>, RestError> {
        let mut built = Request::builder().method(method(request.method())).uri(uri);
        let body = if let Some(form) = request.form() {
            built = built.header(CONTENT_TYPE, form.content_type());
            Bytes::from(form.clone().build())
        } else if let Some(body) = request.body() {
            built = built.header(CONTENT_TYPE, "application/json");
            Bytes::copy_from_slice(body)
        } else {
            Bytes::new()
        };
        built = built.header(USER_AGENT, &self.agent);
        if request.use_authorization_token() {
            built = built.header(AUTHORIZATION, &self.authorization);
        }
        for (name, value) in request.headers().into_iter().flatten() {
            built = built.header(name, value);
        }
        built.body(Full::new(body)).map_err(|source| RestError::Invalid { source: source.into() })
    }

    /// A GET that carries nothing of the bot's.
    pub(super) fn plain_get(&self, uri: Uri) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
        Request::get(uri).header(USER_AGENT, &self.agent).body(Full::default())
    }

    /// Sends it once. `time` covers connecting, headers and body.
    pub(super) async fn exchange(
        &self,
        request: Request<Full<Bytes>>,
        time: Duration,
        limit_bytes: usize,
    ) -> Result<Reply, Failure> {
        let whole = async {
            let reply = self.http.request(request).await.map_err(|error| {
                if error.is_connect() {
                    Failure::NotSent(NoReply::Connection(error.into()))
                } else {
                    Failure::MayBeSent(NoReply::Connection(error.into()))
                }
            })?;
            let (head, body) = reply.into_parts();
            let body = Limited::new(body, limit_bytes).collect().await.map_err(|error| {
                Failure::MayBeSent(if error.is::<LengthLimitError>() {
                    NoReply::TooLong { limit_bytes }
                } else {
                    NoReply::Connection(error)
                })
            })?;
            Ok(Reply { status: head.status, headers: head.headers, body: body.to_bytes() })
        };
        timeout(time, whole).await.unwrap_or(Err(Failure::MayBeSent(NoReply::TimedOut)))
    }
}

const fn method(method: TwilightMethod) -> Method {
    match method {
        TwilightMethod::Delete => Method::DELETE,
        TwilightMethod::Patch => Method::PATCH,
        TwilightMethod::Post => Method::POST,
        TwilightMethod::Put => Method::PUT,
        // The enum may grow; Discord's API has no other method that twilight could mean.
        _ => Method::GET,
    }
}

/// Shorter than servers keep connections, so that a request is seldom sent into one that is just
/// being closed: what became of such a request would be unknown.
const IDLE: Duration = Duration::from_secs(30);
const MOST_IDLE: usize = 64;
