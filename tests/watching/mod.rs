//! What those who watch a worker see: its numbers, its health, its log.

mod effects;
mod health;
mod inputs;
mod log;
mod orders;
mod scrape;
mod shards;

use crate::support::{process::Process, wait::eventually_found};
use std::{collections::BTreeMap, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What a worker answers.
struct Answer {
    status: u16,
    body: String,
}

/// Where a worker answers, as its log says.
async fn address(worker: &Process) -> String {
    let line = worker.logged("answering /metrics").await;
    line.rsplit("address=").next().expect("an address").trim().to_owned()
}

async fn get(address: &str, path: &str) -> Answer {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await
}

async fn ask(address: &str, words: &str) -> Answer {
    let answering = async {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        stream.write_all(words.as_bytes()).await.expect("it hears");
        let mut text = String::new();
        stream.read_to_string(&mut text).await.expect("it answers");
        text
    };
    let text = tokio::time::timeout(Duration::from_secs(10), answering).await.expect("in time");
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
    Answer { status, body: body.to_owned() }
}

/// Every series of a worker, by name and labels.
struct Numbers(BTreeMap<String, f64>);

impl Numbers {
    async fn of(address: &str) -> Self {
        let Answer { status, body } = get(address, "/metrics").await;
        assert_eq!(status, 200);
        Self::read(&body)
    }

    fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let series = lines.map(|line| {
            let (series, value) = line.rsplit_once(' ').expect("a value");
            (series.to_owned(), value.parse().expect("a number"))
        });
        let mut all = BTreeMap::new();
        for (series, value) in series {
            assert!(all.insert(series.clone(), value).is_none(), "{series} is there twice");
        }
        Self(all)
    }

    /// One of them.
    fn get(&self, series: &str) -> f64 {
        *self.0.get(series).unwrap_or_else(|| panic!("no {series} in {:?}", self.0.keys()))
    }

    /// All of one metric together.
    fn sum(&self, metric: &str) -> f64 {
        let of = |series: &str| series.split('{').next() == Some(metric);
        self.0.iter().filter(|(series, _)| of(series)).map(|(_, value)| value).sum()
    }
}

/// Waits until a number is what it has to be; then all of them.
async fn until(address: &str, series: &str, value: f64) -> Numbers {
    eventually_found(&format!("{series} {value}"), || async {
        let numbers = Numbers::of(address).await;
        (numbers.get(series).total_cmp(&value).is_eq()).then_some(numbers)
    })
    .await
}
