//! The HTTP upgrade at the start of a connection (RFC 6455, 4.2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Why a connection did not become a WebSocket.
#[derive(Debug, thiserror::Error)]
pub(in crate::gateway) enum HandshakeError {
    #[error("the client went away during the upgrade")]
    Io(#[from] std::io::Error),
    #[error("the request is not HTTP")]
    NotHttp(#[from] httparse::Error),
    #[error("the request head is longer than {MAX_HEAD} bytes")]
    TooLong,
    #[error("{0}")]
    NotAnUpgrade(&'static str),
    #[error("there is nothing at this path; the gateway is at /?v=10&encoding=json")]
    WrongPath,
}

/// An upgraded connection.
pub(in crate::gateway) struct Upgraded {
    /// What follows `?` in the request's target.
    pub(in crate::gateway) query: String,
    /// Bytes that the client sent right behind its request.
    pub(in crate::gateway) rest: Vec<u8>,
}

/// Reads the upgrade request and answers it; a refusal is answered with the reason as text.
pub(in crate::gateway) async fn accept(stream: &mut TcpStream) -> Result<Upgraded, HandshakeError> {
    let (head, rest) = read_head(stream).await?;
    match read_request(&head) {
        Ok((query, key)) => {
            let answer = format!(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                 Sec-WebSocket-Accept: {}\r\n\r\n",
                accept_key(&key)
            );
            stream.write_all(answer.as_bytes()).await?;
            Ok(Upgraded { query, rest })
        }
        Err(error) => {
            let status = if matches!(error, HandshakeError::WrongPath) {
                "404 Not Found"
            } else {
                "400 Bad Request"
            };
            let text = error.to_string();
            let answer = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain\r\n\
                 Content-Length: {}\r\n\r\n{text}",
                text.len()
            );
            stream.write_all(answer.as_bytes()).await?;
            Err(error)
        }
    }
}

async fn read_head(stream: &mut TcpStream) -> Result<(Vec<u8>, Vec<u8>), HandshakeError> {
    let mut head = Vec::with_capacity(512);
    loop {
        if let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = head.split_off(end + 4);
            return Ok((head, rest));
        }
        if head.len() > MAX_HEAD {
            return Err(HandshakeError::TooLong);
        }
        if stream.read_buf(&mut head).await? == 0 {
            return Err(HandshakeError::Io(std::io::ErrorKind::UnexpectedEof.into()));
        }
    }
}

/// The query and the client's key.
fn read_request(head: &[u8]) -> Result<(String, Vec<u8>), HandshakeError> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    request.parse(head)?;
    let header = |name: &str| {
        request.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name)).map(|h| h.value)
    };
    if request.method != Some("GET") {
        return Err(HandshakeError::NotAnUpgrade("only GET opens a WebSocket"));
    }
    if !header("upgrade").is_some_and(|value| value.eq_ignore_ascii_case(b"websocket")) {
        return Err(HandshakeError::NotAnUpgrade("this is a WebSocket endpoint: send Upgrade"));
    }
    if header("sec-websocket-version") != Some(b"13") {
        return Err(HandshakeError::NotAnUpgrade("Sec-WebSocket-Version must be 13"));
    }
    let key = header("sec-websocket-key")
        .ok_or(HandshakeError::NotAnUpgrade("Sec-WebSocket-Key is missing"))?;
    let target = request.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if !path.trim_matches('/').is_empty() {
        return Err(HandshakeError::WrongPath);
    }
    Ok((query.to_owned(), key.to_vec()))
}

fn accept_key(key: &[u8]) -> String {
    let mut digest = sha1_smol::Sha1::from(key);
    digest.update(b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    STANDARD.encode(digest.digest().bytes())
}

const MAX_HEAD: usize = 8_192;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_gives_its_key() {
        assert_eq!(accept_key(b"dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    fn request(target: &str) -> Result<(String, Vec<u8>), HandshakeError> {
        let head = format!(
            "GET {target} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: k\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        read_request(head.as_bytes())
    }

    #[test]
    fn slashes_before_the_query_do_not_matter() {
        for target in ["/?v=10", "//?v=10", "?v=10"] {
            assert_eq!(request(target).unwrap().0, "v=10", "{target}");
        }
        assert!(matches!(request("/api?v=10"), Err(HandshakeError::WrongPath)));
    }
}
