//! How servers that belong together are spoken to: plainly, over TLS, with passwords.

use super::{Certificate, conf};
use std::sync::Arc;

/// The administrator's password, where there is one.
const ADMINISTRATOR: &str = "admin-pw";

/// Who may use servers, and with which password.
const USER: (&str, &str) = ("shop-user", "shop-pw");

/// Who may ask sentinels.
const WATCHER: (&str, &str) = ("watcher", "watcher-pw");

/// How servers are spoken to.
#[derive(Clone, Default)]
pub(crate) struct Manner {
    pub(super) certificate: Option<Arc<Certificate>>,
    has_passwords: bool,
}

impl Manner {
    /// Over TLS, also among themselves. The administrator goes on to speak plainly.
    pub(crate) fn tls() -> Self {
        Self { certificate: Some(Arc::new(Certificate::new())), has_passwords: false }
    }

    /// With a user and a password, others for sentinels.
    pub(crate) fn passwords() -> Self {
        Self { certificate: None, has_passwords: true }
    }

    /// Where TLS is spoken beside the administrator's port, if it is.
    pub(super) fn tls_port(&self) -> Option<u16> {
        self.certificate.as_ref().map(|_| conf::port())
    }

    /// The administrator's password.
    pub(super) fn login(&self) -> Vec<String> {
        if self.has_passwords { vec![ADMINISTRATOR.to_owned()] } else { vec![] }
    }

    /// Settings of any server that speaks so.
    pub(super) fn lines(&self, tls_port: Option<u16>) -> Vec<String> {
        let mut lines = Vec::new();
        if let (Some(certificate), Some(port)) = (&self.certificate, tls_port) {
            lines.push(format!("tls-port {port}"));
            lines.push(format!("tls-cert-file {}", certificate.certificate().display()));
            lines.push(format!("tls-key-file {}", certificate.key().display()));
            lines.push(format!("tls-ca-cert-file {}", certificate.authority().display()));
            lines.push("tls-auth-clients no".to_owned());
        }
        if self.has_passwords {
            lines.push(format!("requirepass {ADMINISTRATOR}"));
        }
        lines
    }

    /// More settings of a server that others follow or that follows one.
    pub(super) fn lines_of_server(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.certificate.is_some() {
            lines.push("tls-replication yes".to_owned());
        }
        if self.has_passwords {
            lines.push(format!("masterauth {ADMINISTRATOR}"));
            lines.push(format!("user {} on >{} ~* &* +@all", USER.0, USER.1));
        }
        lines
    }

    /// More settings of a sentinel that watches a primary of this name.
    pub(super) fn lines_of_sentinel(&self, name: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if self.certificate.is_some() {
            lines.push("tls-replication yes".to_owned());
        }
        if self.has_passwords {
            lines.push(format!("sentinel auth-pass {name} {ADMINISTRATOR}"));
            lines.push(format!("sentinel sentinel-pass {ADMINISTRATOR}"));
            lines.push(format!("user {} on >{} ~* &* +@all", WATCHER.0, WATCHER.1));
        }
        lines
    }

    /// How a worker names servers: `kind` as in `+cluster`, and the path.
    pub(super) fn url(&self, kind: &str, ports: &[u16], path: &str) -> String {
        let hosts: Vec<_> = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
        let scheme = if self.certificate.is_some() { "rediss" } else { "redis" };
        let login = match self.has_passwords {
            true => format!("{}:{}@", USER.0, USER.1),
            false => String::new(),
        };
        let mut url = format!("{scheme}+{kind}://{login}{}{path}", hosts.join(","));
        if let Some(certificate) = &self.certificate {
            url.push_str(&format!("?ca={}", certificate.authority().display()));
        }
        if self.has_passwords && kind == "sentinel" {
            let (user, password) = WATCHER;
            url.push_str(&format!("?sentinel_user={user}&sentinel_password={password}"));
        }
        url
    }
}
