//! Fetching attachments: only from Discord's own hosts, never with the token.

use hyper::{Uri, body::Bytes};

use super::{Rest, RestBase, error::NoReply, transport::Failure};

/// An attachment could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The address is not one of Discord's.
    #[error("the address is not one of Discord's file hosts")]
    NotDiscords,
    /// It is gone, its signed address has expired, or the host refuses.
    #[error("the file host answered with status {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// No complete answer came, or it was longer than allowed. Trying again later may help.
    #[error("the file could not be fetched")]
    NoReply {
        /// What went wrong.
        source: NoReply,
    },
}

impl Rest {
    /// Fetches a file that Discord hosts, once, within `RestSettings::file_timeout`.
    ///
    /// Accepts `https://cdn.discordapp.com`, `https://media.discordapp.net` and the host that the
    /// API is on. Follows no redirects. The bot token is not sent, since the address came in a
    /// message.
    ///
    /// # Errors
    /// `FileError::NoReply` with `NoReply::TooLong` when it is longer than `limit_bytes`.
    pub async fn fetch_file(&self, url: &str, limit_bytes: usize) -> Result<Bytes, FileError> {
        let settings = &self.0.settings;
        let uri = permitted(url, &settings.base).ok_or(FileError::NotDiscords)?;
        let request = self.0.transport.plain_get(uri).map_err(|_| FileError::NotDiscords)?;
        let fetch = self.0.transport.exchange(request, settings.file_timeout, limit_bytes);
        match Box::pin(fetch).await {
            Ok(reply) if reply.status.is_success() => Ok(reply.body),
            Ok(reply) => Err(FileError::Refused { status: reply.status.as_u16() }),
            Err(Failure::NotSent(source) | Failure::MayBeSent(source)) => {
                Err(FileError::NoReply { source })
            }
        }
    }
}

fn permitted(url: &str, base: &RestBase) -> Option<Uri> {
    let uri: Uri = url.parse().ok()?;
    // Compared as a whole: a user name or port makes it another authority.
    let host = uri.authority()?.as_str().to_ascii_lowercase();
    let discords = uri.scheme_str() == Some("https") && HOSTS.contains(&host.as_str());
    (discords || base.is_origin_of(&uri)).then_some(uri)
}

const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_discords_hosts_and_the_base_are_permitted() {
        let base: RestBase = "http://127.0.0.1:8080".parse().unwrap();
        for (url, expected) in [
            ("https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&hm=2", true),
            ("https://CDN.discordapp.com/attachments/1/2/a.png", true),
            ("https://media.discordapp.net/x", true),
            ("http://127.0.0.1:8080/attachments/1/2/a.png", true),
            ("http://cdn.discordapp.com/x", false),
            ("https://127.0.0.1:8080/x", false),
            ("http://127.0.0.1:8081/x", false),
            ("http://127.0.0.1/x", false),
            ("https://cdn.discordapp.com@evil.example/x", false),
            ("https://me@cdn.discordapp.com/x", false),
            ("https://cdn.discordapp.com:444/x", false),
            ("https://cdn.discordapp.com.evil.example/x", false),
            ("https://evil.example/cdn.discordapp.com", false),
            ("/attachments/1/2/a.png", false),
            ("file:///etc/passwd", false),
            ("", false),
        ] {
            assert_eq!(permitted(url, &base).is_some(), expected, "{url}");
        }
    }
}
