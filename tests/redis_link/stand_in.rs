//! A server that answers as we tell it, for what a real one cannot be brought to.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// It greets like a Redis, says INFO, and answers everything else with one text.
pub(super) struct StandIn {
    port: u16,
    answer: Arc<Mutex<String>>,
}

impl StandIn {
    /// One that answers with this line.
    pub(super) async fn start(answer: &str) -> Self {
        Self::new("7.2.0", answer).await
    }

    /// One that says it has this version.
    pub(super) async fn of_version(version: &str) -> Self {
        Self::new(version, "+OK").await
    }

    /// Changes the answer.
    pub(super) fn answer(&self, answer: &str) {
        answer.clone_into(&mut self.answer.lock().unwrap());
    }

    pub(super) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    async fn new(version: &str, answer: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let answer = Arc::new(Mutex::new(answer.to_owned()));
        let (shared, version) = (Arc::clone(&answer), version.to_owned());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, version.clone(), Arc::clone(&shared)));
            }
        });
        Self { port, answer }
    }
}

async fn serve(mut stream: TcpStream, version: String, answer: Arc<Mutex<String>>) {
    let mut buffer = Vec::new();
    loop {
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(count) if count > 0 => buffer.extend_from_slice(&part[..count]),
            _ => return,
        }
        while let Some((words, rest)) = command(&buffer) {
            buffer = rest;
            let reply = match words[0].to_uppercase().as_str() {
                "HELLO" => "%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n".to_owned(),
                "INFO" => {
                    let text = format!(
                        "redis_version:{version}\r\nrole:master\r\nmaster_replid:{:040x}\r\n",
                        0xab
                    );
                    format!("${}\r\n{text}\r\n", text.len())
                }
                _ => format!("{}\r\n", answer.lock().unwrap()),
            };
            if stream.write_all(reply.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

/// The first whole command, and what follows it.
fn command(bytes: &[u8]) -> Option<(Vec<String>, Vec<u8>)> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines = text.split_inclusive("\r\n");
    let head = lines.next()?;
    let count: usize = head.trim().strip_prefix('*')?.parse().ok()?;
    let mut used = head.len();
    let mut words = Vec::new();
    for _ in 0..count {
        let length = lines.next()?;
        let word = lines.next()?.strip_suffix("\r\n")?;
        used += length.len() + word.len() + 2;
        words.push(word.to_owned());
    }
    Some((words, bytes.get(used..)?.to_vec()))
}
