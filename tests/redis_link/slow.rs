//! Each answer takes long, and arrives within the deadline of a call.

use super::{PATIENCE, get, open, put, put_at_last};
use crate::support::redis::{Sentinels, Server};
use std::{io, time::Duration};
use ticketflow::store::Kept;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
    time::{Instant, sleep_until, timeout},
};

/// Longer than it may take to connect, shorter than a call may take.
const SLOW: Duration = Duration::from_millis(700);

/// A way to a server on which answers take so much longer. Ends with the runtime of its test.
struct Way {
    port: u16,
    delay: watch::Sender<Duration>,
    cut: watch::Sender<()>,
}

impl Way {
    async fn to(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let (delay, cut) = (watch::Sender::new(Duration::ZERO), watch::Sender::new(()));
        let (later, until) = (delay.subscribe(), cut.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (later, mut until) = (later.clone(), until.subscribe());
                tokio::spawn(async move {
                    // How a conversation ends is for those who hold it.
                    tokio::select! {
                        _ = converse(client, server, later) => {}
                        _ = until.changed() => {}
                    }
                });
            }
        });
        Self { port, delay, cut }
    }

    /// From now on each answer takes so long, and all who are connected lose their lines.
    fn becomes(&self, delay: Duration) {
        self.delay.send_replace(delay);
        self.cut.send_replace(());
    }
}

/// Passes on in both directions until either ends. What is late keeps its order, and nothing waits
/// for what comes after it.
async fn converse(
    client: TcpStream,
    port: u16,
    delay: watch::Receiver<Duration>,
) -> io::Result<()> {
    let (mut questions, mut back) = client.into_split();
    let (mut answers, mut there) = TcpStream::connect(("127.0.0.1", port)).await?.into_split();
    let (keep, mut kept) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let late = async {
        while let Some((when, part)) = kept.recv().await {
            sleep_until(when).await;
            back.write_all(&part).await?;
        }
        Ok(())
    };
    let read = async {
        let mut part = vec![0; 65536];
        loop {
            let count = answers.read(&mut part).await?;
            let when = Instant::now() + *delay.borrow();
            if count == 0 || keep.send((when, part[..count].to_vec())).is_err() {
                return Ok(());
            }
        }
    };
    let ask = async { tokio::io::copy(&mut questions, &mut there).await.map(drop) };
    tokio::select! {
        done = late => done,
        done = read => done,
        done = ask => done,
    }
}

#[tokio::test]
async fn a_line_is_made_anew_though_each_answer_is_late() {
    let server = Server::start(&[]).await;
    let way = Way::to(server.port()).await;
    let redis = open(&format!("redis://127.0.0.1:{}", way.port)).await;
    let before = put(&redis, "a", "1").await.expect("written");
    way.becomes(SLOW);
    let after = put_at_last(&redis, "a", "2").await;
    assert_eq!(before, after, "it is the same server");
    // Whoever asks first waits for a line as well, which may be too long.
    let kept = timeout(PATIENCE, async {
        while redis.confirm(after).await.ok() != Some(Kept::Kept) {
            put_at_last(&redis, "a", "2").await;
        }
    });
    kept.await.expect("the line is kept, and it is known");
    assert_eq!(get(&redis, "a").await.expect("read").as_deref(), Some("2"));
    let listening = redis.listen(&["a"]).await;
    let heard = timeout(PATIENCE, async {
        while !listening.stands() {
            tokio::task::yield_now().await;
        }
    });
    heard.await.expect("it listens");
    drop(listening);
    // Whoever begins then has the same patience.
    drop(open(&format!("redis://127.0.0.1:{}", way.port)).await);
}

#[tokio::test]
async fn sentinels_that_are_all_slow_are_heard_and_one_of_them_holds_nobody_up() {
    let set = Sentinels::start(0).await;
    let url = set.url();
    let places = url.split('/').nth(2).expect("the sentinels");
    let mut ways = Vec::new();
    for place in places.split(',') {
        let port = place.rsplit(':').next().expect("a port").parse().expect("a number");
        ways.push(Way::to(port).await);
    }
    let ports: Vec<_> = ways.iter().map(|way| format!("127.0.0.1:{}", way.port)).collect();
    let url = url.replace(places, &ports.join(","));
    for way in &ways {
        way.becomes(SLOW);
    }
    let opening = async || {
        let began = Instant::now();
        put_at_last(&open(&url).await, "a", "1").await;
        began.elapsed()
    };
    let all_slow = opening().await;
    for way in &ways[1..] {
        way.becomes(Duration::ZERO);
    }
    let one_slow = opening().await;
    assert!(one_slow < all_slow, "{one_slow:?}, and with all of them slow {all_slow:?}");
}
