//! A session by its name.

/// A session, and where it is resumed. twilight forgets the latter when a connection fails, though
/// the session lives on.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) resume_url: String,
}

/// Whether a text names a host that a socket can be opened to. twilight takes any text as a URL and
/// panics when it is none.
pub(super) fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("wss://").or_else(|| text.strip_prefix("ws://"));
    let Some(authority) = rest.map(|rest| rest.trim_end_matches('/')) else { return false };
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    !host.is_empty() && host.chars().all(is_name) && port.parse::<u16>().is_ok()
}
