//! Why a connection does not come about, where the address or the manner of speaking is wrong:
//! a mistake that waiting does not mend.

use super::{
    dial::CONNECT,
    fault::{Course, Fault},
    url::{Address, RedisUrl},
};
use futures_util::future::join_all;
use redis::{ErrorKind, RedisError, ServerError, Value};
use std::{error::Error, io, sync::Arc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// The first byte of a TLS record that is an alert or part of a handshake (RFC 8446, 5.1).
const TLS_RECORDS: [u8; 2] = [21, 22];

/// A first word of TLS that is too short to be one: who speaks TLS objects to it, in TLS.
const HALF_A_HELLO: &[u8] = &[22, 3, 1, 0, 4, 1, 0, 0, 0];

/// What the library says of a connection that does not come about, where we know better.
pub(super) fn unmet(error: &RedisError, place: &Address) -> Option<Fault> {
    if matches!(error.kind(), ErrorKind::Parse | ErrorKind::UnexpectedReturnType) {
        return Some(no_redis(place));
    }
    if error.is_timeout() {
        return Some(Fault::silent(place));
    }
    let io = io_of(error)?;
    if let Some(fault) = io.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return Some(Fault::new(Course::Refused, place, &of_tls(fault)));
    }
    // The standard library has no kind for it.
    let why = io.to_string();
    let why = why.strip_prefix("failed to lookup address information: ")?;
    let words = format!(
        "its name is not known ({why}): check the host in the address of Redis (REDIS_URL), and \
         whether this machine can look it up"
    );
    Some(Fault::new(Course::Later, place, &words))
}

/// Something else answers there.
pub(super) fn no_redis(place: &Address) -> Fault {
    let words = "what answers there does not speak Redis: correct the address (REDIS_URL)";
    Fault::new(Course::Refused, place, words)
}

/// Why this one does not answer as a sentinel does.
pub(super) fn no_sentinel(address: &Address, answer: &[Value]) -> Option<Fault> {
    let Some(Value::ServerError(error)) = answer.first() else { return None };
    if is_unknown(error) {
        let words = "it is a plain Redis and no sentinel: begin the address with redis://, or name \
                     the sentinels' port (26379 as a rule)";
        return Some(Fault::new(Course::Refused, address, words));
    }
    Some(Fault::of_sentinel(&error.clone().into(), address))
}

/// Why this one does not answer as a node does.
pub(super) fn no_node(address: &Address, answer: &[Value]) -> Option<Fault> {
    let Some(Value::ServerError(error)) = answer.first() else { return None };
    let words = if is_unknown(error) {
        "it is a sentinel and no node of a cluster: write redis+sentinel://HOST:PORT/NAME, with the \
         name under which it knows the primary"
    } else if error.details().is_some_and(|it| it.contains("cluster support disabled")) {
        "it is a plain Redis and no node of a cluster: begin the address with redis://"
    } else {
        return Some(Fault::of(&error.clone().into(), address));
    };
    Some(Fault::new(Course::Refused, address, words))
}

fn is_unknown(error: &ServerError) -> bool {
    error.details().is_some_and(|it| it.starts_with("unknown command"))
}

/// Asks those who did not answer in our manner whether they do in the other: without TLS, or
/// with it. A server does not tell by itself; it is silent or hangs up.
pub(super) async fn in_the_other_manner(url: &RedisUrl) -> Option<Fault> {
    let asked = url.addresses.iter().map(|address| other_manner(url.tls, address));
    join_all(asked).await.into_iter().flatten().next()
}

async fn other_manner(tls: bool, place: &Address) -> Option<Fault> {
    let question = if tls { b"PING\r\n" } else { HALF_A_HELLO };
    let first = timeout(CONNECT, first_byte(place, question)).await.ok()?.ok()?;
    let words = match (tls, first) {
        (true, b'+' | b'-') => {
            "it does not speak TLS on this port: begin the address with redis instead of rediss, \
             or name its TLS port"
        }
        (false, first) if TLS_RECORDS.contains(&first) => {
            "it speaks TLS on this port: begin the address with rediss instead of redis"
        }
        _ => return None,
    };
    Some(Fault::new(Course::Refused, place, words))
}

async fn first_byte(place: &Address, question: &[u8]) -> io::Result<u8> {
    let mut line = TcpStream::connect((place.host.as_str(), place.port)).await?;
    line.write_all(question).await?;
    line.read_u8().await
}

/// The error of the operating system or of TLS that the library passes on.
fn io_of(error: &RedisError) -> Option<&io::Error> {
    let inner = error.source()?.downcast_ref::<Arc<dyn Error + Send + Sync>>()?;
    inner.downcast_ref()
}

fn of_tls(fault: &rustls::Error) -> String {
    use rustls::Error as Tls;
    match fault {
        Tls::InvalidCertificate(why) => format!(
            "its certificate is not trusted ({why}): name the file of the authority that signed it \
             with ?ca=FILE at the end of the address of Redis, and a host that it is for"
        ),
        Tls::InvalidMessage(_) => "what answers there does not speak TLS: begin the address with \
                                   redis instead of rediss, or correct the port"
            .to_owned(),
        Tls::AlertReceived(alert) => format!(
            "it does not accept our TLS ({alert:?}): it may want a certificate of its clients, \
             which TicketFlow does not have (tls-auth-clients no)"
        ),
        other => format!("TLS with it fails ({other})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(error: io::Error) -> Option<Fault> {
        unmet(&RedisError::from(error), &"db:6379".parse().expect("an address"))
    }

    #[test]
    fn what_waiting_does_not_mend_is_final_and_has_its_remedy() {
        let unknown = rustls::CertificateError::UnknownIssuer;
        for (fault, words) in [
            (rustls::Error::InvalidCertificate(unknown), "?ca=FILE"),
            (rustls::InvalidMessage::InvalidContentType.into(), "redis instead of rediss"),
            (
                rustls::Error::AlertReceived(rustls::AlertDescription::CertificateRequired),
                "tls-auth-clients no",
            ),
        ] {
            let fault = said(io::Error::new(io::ErrorKind::InvalidData, fault)).expect("known");
            assert!(fault.is_final() && fault.words.contains(words), "{}", fault.words);
        }
    }

    #[test]
    fn a_lost_line_is_none_of_it() {
        assert_eq!(said(io::ErrorKind::ConnectionReset.into()), None);
        assert_eq!(said(io::ErrorKind::ConnectionRefused.into()), None);
    }

    #[tokio::test]
    async fn a_name_that_cannot_be_looked_up_is_tried_again_and_told_with_its_remedy() {
        let error = TcpStream::connect(("nowhere.invalid", 6379)).await.expect_err("no such host");
        let fault = said(error).expect("known");
        assert_eq!(fault.course, Course::Later);
        assert!(fault.words.contains("check the host"), "{}", fault.words);
    }
}
