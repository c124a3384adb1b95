//! How a connection to a server is made.

use super::{
    super::OpenError,
    fault::{Course, Fault},
    unmet::{in_the_other_manner, unmet},
    url::{Address, Login, RedisUrl},
};
use redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo,
    ProtocolVersion, RedisConnectionInfo, RedisError, TlsCertificates, aio::MultiplexedConnection,
    io::tcp::TcpSettings,
};
use std::{fs, path::Path, time::Duration};
use tokio::{
    net::TcpStream,
    time::{sleep, timeout},
};

/// The longest that it may take until somebody takes a connection: what is said over it then has
/// the deadline of every call, since a server that is slow is not one that is gone.
pub(super) const CONNECT: Duration = Duration::from_millis(500);

/// Makes connections to servers and sentinels.
pub(super) struct Dial {
    url: RedisUrl,
    authority: Option<Vec<u8>>,
    /// The longest that an answer may take.
    pub(super) deadline: Duration,
}

impl Dial {
    /// Reads the certificate of a private authority, if one is named.
    pub(super) fn new(url: &RedisUrl, deadline: Duration) -> Result<Self, OpenError> {
        if url.tls {
            // Whoever was first may have installed it already.
            drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        }
        let authority = url.authority.as_deref().map(certificate).transpose()?;
        Ok(Self { url: url.clone(), authority, deadline })
    }

    /// Where and as whom, for a server.
    pub(super) fn server(&self, address: &Address) -> Result<ConnectionInfo, Fault> {
        self.info(address, &self.url.login, i64::from(self.url.database))
    }

    /// Connects to a server.
    pub(super) async fn connect(
        &self,
        address: &Address,
        how: AsyncConnectionConfig,
    ) -> Result<MultiplexedConnection, Fault> {
        self.begin(self.server(address)?, address, how, Fault::of).await
    }

    /// Connects to a sentinel.
    pub(super) async fn sentinel(&self, address: &Address) -> Result<MultiplexedConnection, Fault> {
        let info = self.info(address, &self.url.sentinel_login, 0)?;
        self.begin(info, address, self.config(), Fault::of_sentinel).await
    }

    /// Patience for connecting and for answers. Callers have their own deadline; this one only
    /// keeps calls that nobody waits for from staying for ever.
    pub(super) fn config(&self) -> AsyncConnectionConfig {
        AsyncConnectionConfig::new()
            .set_connection_timeout(Some(self.until_ready()))
            .set_response_timeout(Some(self.deadline * 2))
    }

    /// The longest that it may take to connect and to be greeted.
    fn until_ready(&self) -> Duration {
        CONNECT.min(self.deadline) + self.deadline
    }

    /// Whether a server that does not answer does so in the other manner, with or without TLS.
    pub(super) async fn mistaken(&self) -> Option<Fault> {
        in_the_other_manner(&self.url).await
    }

    async fn begin(
        &self,
        info: ConnectionInfo,
        address: &Address,
        how: AsyncConnectionConfig,
        fault: fn(&RedisError, &Address) -> Fault,
    ) -> Result<MultiplexedConnection, Fault> {
        let fault = |error| unmet(&error, address).unwrap_or_else(|| fault(&error, address));
        let client = Client::open(info).map_err(fault)?;
        let made =
            timeout(self.until_ready(), client.get_multiplexed_async_connection_with_config(&how));
        let made = tokio::select! {
            made = made => made.ok(),
            () = is_gone(address, CONNECT.min(self.deadline)) => None,
        };
        match made {
            Some(made) => made.map_err(fault),
            None => Err(Fault::silent(address)),
        }
    }

    fn info(&self, at: &Address, login: &Login, db: i64) -> Result<ConnectionInfo, Fault> {
        let mut settings = RedisConnectionInfo::default()
            .set_protocol(ProtocolVersion::RESP3)
            .set_skip_set_lib_name()
            .set_db(db);
        if let Some(user) = &login.user {
            settings = settings.set_username(user);
        }
        if let Some(password) = &login.password {
            settings = settings.set_password(password);
        }
        let (host, port) = (at.host.clone(), at.port);
        let addr = if self.url.tls {
            ConnectionAddr::TcpTls { host, port, insecure: false, tls_params: None }
        } else {
            ConnectionAddr::Tcp(host, port)
        };
        let fault = |error| Fault::of(&error, at);
        let info = addr
            .into_connection_info()
            .map_err(fault)?
            .set_redis_settings(settings)
            .set_tcp_settings(TcpSettings::default().set_nodelay(true));
        let Some(authority) = &self.authority else { return Ok(info) };
        let certificates = TlsCertificates { client_tls: None, root_cert: Some(authority.clone()) };
        let client = Client::build_with_tls(info, certificates).map_err(|error| {
            let why = format!("the certificate named by ?ca= cannot be used ({error})");
            Fault::new(Course::Refused, at, &why)
        })?;
        Ok(client.get_connection_info().clone())
    }
}

/// Comes back when nobody has taken a connection there within `patience`, not even to refuse it.
/// The library does not tell how far it has come, so this looks for itself, and only where the
/// library takes long: most connections stand by then, and no server needs to see two.
async fn is_gone(place: &Address, patience: Duration) {
    sleep(patience / 2).await;
    let line = TcpStream::connect((place.host.as_str(), place.port));
    if timeout(patience, line).await.is_ok() {
        std::future::pending::<()>().await;
    }
}

/// Reads the certificate of an authority. The library takes a file without one for an authority
/// that has signed nothing.
fn certificate(path: &Path) -> Result<Vec<u8>, OpenError> {
    let unusable = |why: String| OpenError::Certificate { path: path.to_owned(), why };
    let pem = fs::read(path).map_err(|why| unusable(why.to_string()))?;
    if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
        return Err(unusable("no certificate in the form of PEM is in it".to_owned()));
    }
    Ok(pem)
}
