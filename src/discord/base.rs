//! Where Discord's REST is: the parsed `DISCORD_API_URL`.

use std::{fmt, str::FromStr};

use hyper::{
    Uri,
    http::uri::{Authority, Scheme},
};

/// Scheme and host (with port) of the REST API; `/api/v10` is appended to it.
///
/// Written as `https://discord.com` or `http://127.0.0.1:1234`. A trailing `/`, `/api` or
/// `/api/v10` is accepted, since proxies for Discord's API are usually written down that way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RestBase {
    scheme: Scheme,
    authority: Authority,
}

/// The text is not the base of an API.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BaseError {
    /// Not a URL, or one without scheme or host.
    #[error("is not an absolute URL: write it like https://discord.com")]
    NotAUrl,
    /// Neither `http` nor `https`.
    #[error("must begin with http:// or https://")]
    Scheme,
    /// A user name or password stands before the host.
    #[error("must not name a user: leave out everything up to the @")]
    UserInfo,
    /// A path of another kind or a query.
    #[error("must end with the host: leave out the path (/api/v10 is appended)")]
    Path,
}

impl RestBase {
    /// Discord itself.
    pub fn discord() -> Self {
        Self { scheme: Scheme::HTTPS, authority: Authority::from_static("discord.com") }
    }

    /// The full address of a path such as `channels/1/messages?limit=5`.
    pub(super) fn uri(&self, path: &str) -> Result<Uri, hyper::http::Error> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("/api/v10/{path}"))
            .build()
    }

    /// Whether the address has the same scheme, host and port.
    pub(super) fn is_origin_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme) && uri.authority() == Some(&self.authority)
    }
}

impl FromStr for RestBase {
    type Err = BaseError;

    fn from_str(text: &str) -> Result<Self, BaseError> {
        let parts = text.trim().parse::<Uri>().map_err(|_| BaseError::NotAUrl)?.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(BaseError::NotAUrl);
        };
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS {
            return Err(BaseError::Scheme);
        }
        if authority.as_str().contains('@') {
            return Err(BaseError::UserInfo);
        }
        let path = parts.path_and_query.as_ref().map_or("", |path| path.as_str());
        match path.trim_end_matches('/') {
            "" | "/api" | "/api/v10" => Ok(Self { scheme, authority }),
            _ => Err(BaseError::Path),
        }
    }
}

impl fmt::Display for RestBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_a_host_with_the_usual_endings() {
        for text in ["https://discord.com", "https://discord.com/", "https://discord.com/api/v10"] {
            assert_eq!(text.parse(), Ok(RestBase::discord()), "{text}");
        }
        let local: RestBase = "http://127.0.0.1:1234".parse().unwrap();
        assert_eq!(local.uri("users/@me").unwrap(), "http://127.0.0.1:1234/api/v10/users/@me");
    }

    #[test]
    fn refuses_what_it_cannot_use() {
        for (text, error) in [
            ("discord.com", BaseError::NotAUrl),
            ("", BaseError::NotAUrl),
            ("ftp://discord.com", BaseError::Scheme),
            ("https://me:pw@discord.com", BaseError::UserInfo),
            ("https://discord.com/api/v9", BaseError::Path),
            ("https://discord.com/?x=1", BaseError::Path),
        ] {
            assert_eq!(text.parse::<RestBase>(), Err(error), "{text}");
        }
    }
}
