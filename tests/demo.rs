//! `ticketflow demo`, as somebody who has just cloned the repository runs it.

use crate::support::wait::PATIENCE;
use std::process::Stdio;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    process::Command,
};

fn demo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
    command.arg("demo").env_clear().stdin(Stdio::null()).kill_on_drop(true);
    command
}

#[tokio::test]
async fn the_demo_tells_its_story_and_exits_with_0() {
    let output = tokio::time::timeout(PATIENCE, demo().output()).await.unwrap().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    for words in [
        "2 ×** Adder",
        "✅ **Turismo Classic** — @Ann",
        "✅ **Yes** — @Ann",
        "@Staff new request from @Ann",
        "All 10 steps",
    ] {
        assert!(told.contains(words), "“{words}” in:\n{told}");
    }
}

#[tokio::test]
async fn the_calls_that_demo_keep_prints_work_as_printed() {
    let mut child = demo().arg("--keep").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut calls = Vec::new();
    loop {
        let line =
            tokio::time::timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap().unwrap();
        match line.trim().strip_prefix("curl ") {
            Some(call) => calls.push(call.to_owned()),
            None if line.contains("Ctrl-C") => break,
            None => {}
        }
    }
    assert_eq!(calls.len(), 3, "{calls:?}");
    for call in &calls {
        let answer = curl(call).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{call}\n{answer}");
    }
    let id = child.id().unwrap().to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
    assert!(tokio::time::timeout(PATIENCE, child.wait()).await.unwrap().unwrap().success());
}

/// Does what `curl` would do with these arguments, as far as the demo prints them.
async fn curl(arguments: &str) -> String {
    let (method, rest) = match arguments.strip_prefix("-X POST ") {
        Some(rest) => ("POST", rest),
        None => ("GET", arguments),
    };
    let (url, body) = rest.split_once(" -d ").unwrap_or((rest, ""));
    let body = body.trim_matches('\'');
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
