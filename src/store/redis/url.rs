//! Where Redis is, as one text.

use std::{fmt, path::PathBuf, str::FromStr};

/// The forms that an address may have, for whoever wrote another one.
const FORMS: &str = "write redis://host:6379, redis+sentinel://host1:26379,host2:26379/name or \
                     redis+cluster://host1:6379,host2:6379 (rediss… for TLS), with user:password@ \
                     before the hosts if Redis wants them";

/// What may be asked for behind a `?`.
const ASKED: [&str; 3] = ["ca", "sentinel_user", "sentinel_password"];

/// One server of Redis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Its name or number.
    pub host: String,
    /// Its port.
    pub port: u16,
}

/// How the servers belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One server.
    Standalone,
    /// The addresses are sentinels that know the primary of this name.
    Sentinel(String),
    /// The addresses are nodes of a cluster.
    Cluster,
}

/// A name and a password.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Login {
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
}

/// Where Redis is and who we are there. Its passwords are never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct RedisUrl {
    pub(super) layout: Layout,
    pub(super) tls: bool,
    pub(super) addresses: Vec<Address>,
    pub(super) login: Login,
    pub(super) sentinel_login: Login,
    pub(super) database: u8,
    /// The certificate of a private authority.
    pub(super) authority: Option<PathBuf>,
}

/// A text that says not where Redis is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {remedy}")]
pub struct BadUrl {
    what: String,
    remedy: String,
}

impl FromStr for RedisUrl {
    type Err = BadUrl;

    fn from_str(text: &str) -> Result<Self, BadUrl> {
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(bad("the address of Redis has no scheme", FORMS));
        };
        let (tls, kind) = match scheme.split_once('+').unwrap_or((scheme, "")) {
            ("redis", kind) => (false, kind),
            ("rediss", kind) => (true, kind),
            _ => return Err(bad(&format!("the scheme {scheme:?} is not one of Redis"), FORMS)),
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let asked =
            |pair: &str| pair.split_once('=').is_some_and(|(name, _)| ASKED.contains(&name));
        // Then what seems to come after the hosts is half of a password, which no error may quote.
        if path.contains('@') || query.split('&').any(|pair| pair.contains('@') && !asked(pair)) {
            return Err(bad(
                "there is an @ behind the first / or ? of the address of Redis",
                "write special signs of a name, a password or a path percent-encoded: \
                 / as %2F, ? as %3F, @ as %40",
            ));
        }
        let (login, hosts) = match authority.rsplit_once('@') {
            Some((login, hosts)) => (login_of(login)?, hosts),
            None => (Login::default(), authority),
        };
        let (layout, database) = layout_of(kind, path)?;
        let usual = if matches!(layout, Layout::Sentinel(_)) { 26379 } else { 6379 };
        let addresses =
            hosts.split(',').map(|host| address(host, usual)).collect::<Result<Vec<_>, _>>()?;
        if layout == Layout::Standalone && addresses.len() > 1 {
            return Err(bad(
                "several hosts are given for one server",
                "write redis+sentinel:// or redis+cluster:// if they belong together",
            ));
        }
        let mut url = Self {
            layout,
            tls,
            addresses,
            login,
            sentinel_login: Login::default(),
            database,
            authority: None,
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            url.set(pair)?;
        }
        Ok(url)
    }
}

impl RedisUrl {
    fn set(&mut self, pair: &str) -> Result<(), BadUrl> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = plain(value)?;
        match name {
            "ca" if self.tls => self.authority = Some(value.into()),
            "ca" => return Err(bad("?ca= is given without TLS", "begin with rediss")),
            "sentinel_user" | "sentinel_password"
                if !matches!(self.layout, Layout::Sentinel(_)) =>
            {
                return Err(bad(
                    &format!("?{name}= is given, but no sentinels"),
                    "begin with redis+sentinel, or leave it out",
                ));
            }
            "sentinel_user" => self.sentinel_login.user = Some(value),
            "sentinel_password" => self.sentinel_login.password = Some(value),
            _ => {
                return Err(bad(
                    &format!("?{name}= is not known"),
                    "only ca, sentinel_user and sentinel_password are",
                ));
            }
        }
        Ok(())
    }
}

impl FromStr for Address {
    type Err = BadUrl;

    fn from_str(text: &str) -> Result<Self, BadUrl> {
        address(text, 6379)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Display for RedisUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.tls { "rediss" } else { "redis" })?;
        f.write_str(match self.layout {
            Layout::Standalone => "://",
            Layout::Sentinel(_) => "+sentinel://",
            Layout::Cluster => "+cluster://",
        })?;
        match (&self.login.user, &self.login.password) {
            (Some(user), Some(_)) => write!(f, "{user}:***@")?,
            (None, Some(_)) => f.write_str(":***@")?,
            (_, None) => {}
        }
        for (at, address) in self.addresses.iter().enumerate() {
            write!(f, "{}{address}", if at > 0 { "," } else { "" })?;
        }
        if let Layout::Sentinel(name) = &self.layout {
            write!(f, "/{name}")?;
        }
        if self.database > 0 { write!(f, "/{}", self.database) } else { Ok(()) }
    }
}

impl fmt::Debug for RedisUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn bad(what: &str, remedy: &str) -> BadUrl {
    BadUrl { what: what.to_owned(), remedy: remedy.to_owned() }
}

fn layout_of(kind: &str, path: &str) -> Result<(Layout, u8), BadUrl> {
    match kind {
        "" => Ok((Layout::Standalone, database(path)?)),
        "cluster" if path.is_empty() => Ok((Layout::Cluster, 0)),
        "cluster" => Err(bad(
            "a cluster has only one database, but one is named after the hosts",
            "leave out what follows the hosts",
        )),
        "sentinel" => {
            let (name, number) = path.split_once('/').unwrap_or((path, ""));
            if name.is_empty() {
                return Err(bad(
                    "the name under which the sentinels know the primary is missing",
                    "write it after the hosts, as in redis+sentinel://host:26379/mymaster",
                ));
            }
            Ok((Layout::Sentinel(plain(name)?), database(number)?))
        }
        _ => Err(bad(&format!("+{kind} is not a layout of Redis"), FORMS)),
    }
}

fn database(text: &str) -> Result<u8, BadUrl> {
    if text.is_empty() {
        return Ok(0);
    }
    let remedy = "write a number from 0 to 255, or leave it out";
    text.parse().map_err(|_| bad(&format!("{text:?} is not the number of a database"), remedy))
}

fn login_of(text: &str) -> Result<Login, BadUrl> {
    let (user, password) = text.split_once(':').ok_or_else(|| {
        bad("there is a name before the hosts and no password", "write user:password@")
    })?;
    let user = Some(plain(user)?).filter(|user| !user.is_empty());
    Ok(Login { user, password: Some(plain(password)?) })
}

fn address(text: &str, usual: u16) -> Result<Address, BadUrl> {
    // The number of a host may have colons itself, and is in brackets then.
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, rest)) => (host, rest.strip_prefix(':')),
        None => match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        },
    };
    if host.is_empty() {
        return Err(bad("the address of Redis has no host", FORMS));
    }
    // Where the @ and the host were forgotten, this is a password.
    if host.contains(':') && !text.starts_with('[') {
        return Err(bad(
            "there are several colons in a host of the address of Redis",
            "put an IPv6 number in brackets, and write user:password@ before the host",
        ));
    }
    let port = port.map_or(Ok(usual), |port| {
        let remedy = "write a number from 1 to 65535";
        port.parse().map_err(|_| bad(&format!("the port of {host} is not a number"), remedy))
    })?;
    Ok(Address { host: host.to_owned(), port })
}

/// Undoes percent-encoding, which a password with special signs needs.
fn plain(text: &str) -> Result<String, BadUrl> {
    match percent_encoding::percent_decode_str(text).decode_utf8() {
        Ok(plain) => Ok(plain.into_owned()),
        Err(_) => Err(bad("a part of the address of Redis is not UTF-8", "encode it as UTF-8")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> RedisUrl {
        text.parse().expect(text)
    }

    #[test]
    fn every_form_is_read() {
        let one = url("redis://me:s%40crt@db.local:7000/3");
        assert_eq!((one.layout, one.tls, one.database), (Layout::Standalone, false, 3));
        assert_eq!(one.login.password.as_deref(), Some("s@crt"));
        assert_eq!(one.addresses[0].to_string(), "db.local:7000");

        let watched = url("rediss+sentinel://a,[::1]:26380/shop/2?ca=/c.pem&sentinel_password=x");
        assert_eq!(watched.layout, Layout::Sentinel("shop".to_owned()));
        assert_eq!((watched.tls, watched.database), (true, 2));
        assert_eq!(watched.addresses[0].port, 26379);
        assert_eq!(watched.addresses[1].to_string(), "[::1]:26380");
        assert_eq!(watched.sentinel_login.password.as_deref(), Some("x"));

        let signs = url("rediss+sentinel://a/shop?sentinel_password=p@s&ca=/run/a@b.pem");
        assert_eq!(signs.sentinel_login.password.as_deref(), Some("p@s"));
        assert_eq!(signs.authority, Some(PathBuf::from("/run/a@b.pem")));

        let many = url("redis+cluster://a:1,b:2,c");
        assert_eq!((many.layout, many.addresses.len()), (Layout::Cluster, 3));
        assert_eq!(many.addresses[2].port, 6379);
    }

    #[test]
    fn nothing_shown_has_a_password_in_it() {
        let all = url("redis+sentinel://me:hidden@a/shop?sentinel_user=u&sentinel_password=hidden");
        assert!(!format!("{all} {all:?}").contains("hidden"));
        assert_eq!(url("redis://:hidden@a").to_string(), "redis://:***@a:6379");
        for text in [
            "redis://me:hidden@a:port",
            "redis://:a/hidden+Q==@a:6379",
            "redis://:a@b/hidden@a",
            "redis+sentinel://:a/b/hidden@a:26379/shop",
            "redis://me:12?hidden@a",
            "redis://me:12/3?hidden@a",
            "redis://me:hidden:6379",
            "redis://:hidden:6379",
        ] {
            let wrong = text.parse::<RedisUrl>().expect_err(text);
            assert!(!format!("{wrong} {wrong:?}").contains("hidden"), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_remedy() {
        for (text, said) in [
            ("localhost:6379", "has no scheme: write redis://host:6379"),
            ("http://a", "\"http\" is not one of Redis: write"),
            ("redis://", "has no host"),
            ("redis://a:x", "the port of a is not a number: write a number"),
            ("redis://a,b", "several hosts are given for one server: write redis+sentinel://"),
            ("redis://a/shop", "\"shop\" is not the number of a database: write a number"),
            ("redis://me@a", "no password: write user:password@"),
            ("redis://fe80::1", "put an IPv6 number in brackets"),
            ("redis+sentinel://a", "the name under which the sentinels know the primary"),
            ("redis+cluster://a/1", "a cluster has only one database"),
            ("redis+ring://a", "+ring is not a layout"),
            ("redis://a?ca=/c", "?ca= is given without TLS: begin with rediss"),
            ("rediss://a?insecure=1", "?insecure= is not known: only ca,"),
            ("redis://a?sentinel_user=x", "but no sentinels"),
            ("redis://:a/b@c", "percent-encoded: / as %2F"),
            ("redis://:a?b=@c", "percent-encoded: / as %2F"),
        ] {
            let wrong = text.parse::<RedisUrl>().expect_err(text).to_string();
            assert!(wrong.contains(said), "{text}: {wrong}");
        }
    }
}
