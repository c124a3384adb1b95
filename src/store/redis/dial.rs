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

/// The longest that making a connection may take.
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
            .set_connection_timeout(Some(CONNECT.min(self.deadline)))
            .set_response_timeout(Some(self.deadline * 2))
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
        // The library's own limit does not cover what is said before the connection is ready.
        let made = client.get_multiplexed_async_connection_with_config(&how);
        match tokio::time::timeout(CONNECT.min(self.deadline), made).await {
            Ok(made) => made.map_err(fault),
            Err(_) => Err(Fault::new(Course::Later, address, "it does not answer")),
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
