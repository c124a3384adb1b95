//! Addresses that are wrong: what waiting does not mend is told at once, with what to write
//! instead.

use super::{refused, settings};
use crate::support::redis::{Sentinels, Server, alone};
use std::time::Duration;
use ticketflow::store::{OpenError, redis::Primaries};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// Somebody who greets whoever comes and hangs up after their first word.
async fn stranger(greeting: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let place = listener.local_addr().expect("its address").to_string();
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let mut word = [0; 512];
            drop(line.read(&mut word).await);
            drop(line.write_all(greeting.as_bytes()).await);
        }
    });
    place
}

async fn is_told(url: &str, words: &str) {
    let said = refused(url).await;
    assert!(said.contains(words), "{url}: {said}");
}

#[tokio::test]
async fn the_wrong_layout() {
    let set = Sentinels::start(0).await;
    let server = format!("127.0.0.1:{}", set.servers[0].port());
    let sentinel = set.url().split(['/', ',']).nth(2).expect("a sentinel").to_owned();
    let node = alone(16384, 1).await;
    for (url, words) in [
        (set.url().replace("/shop", "/stop"), "no sentinel knows a primary named \"stop\""),
        (format!("redis+sentinel://{server}/shop"), "a plain Redis and no sentinel"),
        (format!("redis+sentinel://127.0.0.1:{}/shop", node.port()), "no sentinel"),
        (format!("redis://{sentinel}"), "it is a sentinel and holds no data"),
        (format!("redis+cluster://{server}"), "a plain Redis and no node of a cluster"),
        (format!("redis+cluster://{sentinel}"), "it is a sentinel and no node of a cluster"),
    ] {
        is_told(&url, words).await;
    }
    // One of several that is wrong keeps nobody from the others.
    let mixed = set.url().replace("://", &format!("://{server},"));
    drop(super::open(&mixed).await);
}

#[tokio::test]
async fn tls_where_none_is_spoken_and_none_where_it_is() {
    let server = Server::with_tls().await;
    let (plain, tls) = (server.port(), server.public_port());
    assert_ne!(plain, tls);
    let words = "it speaks TLS on this port: begin the address with rediss instead of redis";
    for scheme in ["redis://", "redis+cluster://"] {
        is_told(&format!("{scheme}127.0.0.1:{tls}"), words).await;
    }
    let words = "it does not speak TLS on this port: begin the address with redis instead";
    is_told(&format!("rediss://127.0.0.1:{plain}"), words).await;
    is_told(&format!("rediss+sentinel://127.0.0.1:{plain}/shop"), words).await;
    is_told(&format!("rediss://127.0.0.1:{tls}"), "its certificate is not trusted").await;
}

#[tokio::test]
async fn a_certificate_that_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ca.pem");
    let url = format!("rediss://127.0.0.1:1?ca={}", path.display());
    is_told(&url, "ca.pem, which ?ca= in the address of Redis (REDIS_URL) names, cannot be").await;
    is_told(&url, "No such file").await;
    std::fs::write(&path, "dear diary").expect("written");
    is_told(&url, "no certificate").await;
}

#[tokio::test]
async fn somebody_who_is_no_redis() {
    for greeting in
        ["HTTP/1.1 400 Bad Request\r\n\r\n<html>", "SSH-2.0-x\r\n", "220 mail ESMTP\r\n"]
    {
        let place = stranger(greeting).await;
        for url in [
            format!("redis://{place}"),
            format!("redis+sentinel://{place}/shop"),
            format!("redis+cluster://{place}"),
        ] {
            let said = refused(&url).await;
            assert!(said.contains(&place) && said.contains("does not speak Redis"), "{said}");
            assert!(!said.contains("Unexpected") && !said.contains('\n'), "{said}");
        }
    }
}

#[tokio::test]
async fn a_host_that_is_not_known() {
    let mut settings = settings("redis://nowhere.invalid");
    settings.deadline = Duration::from_millis(50);
    let error = Primaries::open(settings).await.err().expect("nobody is there");
    assert!(matches!(error, OpenError::RedisUnreachable(_)), "it may be known soon: {error}");
    let said = error.to_string();
    assert!(said.contains("check the host in the address of Redis (REDIS_URL)"), "{said}");
}
