//! One redis-server as a process of its own.

use super::{Certificate, Manner, conf};
use redis::{FromRedisValue, aio::MultiplexedConnection};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, ErrorKind},
    net::TcpStream,
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::Instant;

/// How long a server may take to start or to come to something. Reached only by a test that fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for the end of its input, which comes with the end of whoever holds the other side,
/// however that ends, and takes the server with it.
const GUARD: &str = r#"redis-server "$@" >/dev/null 2>&1 & echo $!; read -r _; kill -9 $!; wait"#;

/// A running server.
pub(crate) struct Server {
    folder: TempDir,
    port: u16,
    tls: Option<(u16, Arc<Certificate>)>,
    /// How the administrator logs in.
    login: Vec<String>,
    arguments: Vec<String>,
    guard: Option<Child>,
    pid: u32,
}

impl Server {
    /// Starts one with some more lines of configuration.
    pub(crate) async fn start(lines: &[&str]) -> Self {
        let mut all = conf::usual();
        all.extend(lines.iter().map(|&line| line.to_owned()));
        Self::start_with(conf::port(), &all, &[]).await
    }

    /// Starts one that wants a password.
    pub(crate) async fn with_password(password: &str) -> Self {
        let mut all = conf::usual();
        all.push(format!("requirepass {password}"));
        let mut server = Self::prepare(conf::port(), &all, &[]);
        server.login = vec![password.to_owned()];
        server.run().await;
        server
    }

    /// Starts one that speaks TLS beside the plain language of the administrator.
    pub(crate) async fn with_tls() -> Self {
        let mut server = Self::prepare_as(&Manner::tls(), conf::port(), &conf::usual(), &[]);
        server.run().await;
        server
    }

    pub(super) async fn start_with(port: u16, lines: &[String], arguments: &[&str]) -> Self {
        let mut server = Self::prepare(port, lines, arguments);
        server.run().await;
        server
    }

    /// A server that does not run yet.
    pub(super) fn prepare(port: u16, lines: &[String], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut text = format!(
            "port {port}\nbind 127.0.0.1\ndir {}\nlogfile redis.log\nenable-debug-command yes\n",
            folder.path().display()
        );
        text.extend(lines.iter().map(|line| format!("{line}\n")));
        fs::write(folder.path().join("redis.conf"), text).expect("its settings");
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self { folder, port, tls: None, login: vec![], arguments, guard: None, pid: 0 }
    }

    /// Adds to the settings of a server that does not run yet.
    pub(super) fn configure(&self, lines: &[String]) {
        let path = self.folder.path().join("redis.conf");
        let mut text = fs::read_to_string(&path).expect("its settings");
        text.extend(lines.iter().map(|line| format!("{line}\n")));
        fs::write(path, text).expect("its settings");
    }

    /// A server that is spoken to in some manner and does not run yet.
    pub(super) fn prepare_as(
        manner: &Manner,
        port: u16,
        lines: &[String],
        arguments: &[&str],
    ) -> Self {
        let tls_port = manner.tls_port();
        let lines = [lines, &manner.lines(tls_port)].concat();
        let mut server = Self::prepare(port, &lines, arguments);
        server.tls = tls_port.zip(manner.certificate.clone());
        server.login = manner.login();
        server
    }

    /// Puts a file into its folder.
    pub(super) fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// Starts the process and waits until it answers, which it does before it has read its file.
    pub(crate) async fn run(&mut self) {
        self.spawn();
        self.eventually("it has loaded what it keeps", async |server| {
            let answer = server.try_say::<String>(&["PING"]).await;
            match answer {
                Ok(_) => true,
                Err(fault) => fault.code().is_some_and(|it| it != "LOADING"),
            }
        })
        .await;
    }

    fn spawn(&mut self) {
        let found = Command::new("redis-server").arg("--version").stdout(Stdio::null()).status();
        if let Err(error) = found {
            assert_ne!(
                error.kind(),
                ErrorKind::NotFound,
                "these tests need redis-server 7.0 or newer: install it, for example with \
                 `apt-get install redis-server`"
            );
            panic!("redis-server does not start: {error}");
        }
        let mut guard = Command::new("sh")
            .args(["-c", GUARD, "guard", "redis.conf"])
            .args(&self.arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let said: ChildStdout = guard.stdout.take().expect("its output");
        let mut pid = String::new();
        BufReader::new(said).read_line(&mut pid).expect("the number of the process");
        self.pid = pid.trim().parse().expect("a number");
        self.guard = Some(guard);
    }

    /// Its port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The port on which others than the administrator speak to it.
    pub(crate) fn public_port(&self) -> u16 {
        self.tls.as_ref().map_or(self.port, |(port, _)| *port)
    }

    /// How a worker names it.
    pub(crate) fn url(&self) -> String {
        match (&self.tls, self.login.first()) {
            (Some((port, certificate)), _) => {
                format!("rediss://127.0.0.1:{port}?ca={}", certificate.authority().display())
            }
            (None, Some(password)) => format!("redis://:{password}@127.0.0.1:{}", self.port),
            (None, None) => format!("redis://127.0.0.1:{}", self.port),
        }
    }

    /// One command of the administrator.
    pub(crate) async fn say<T: FromRedisValue>(&self, words: &[&str]) -> T {
        match self.try_say(words).await {
            Ok(answer) => answer,
            Err(error) => panic!("{words:?} on {}: {error}\n{}", self.port, self.log()),
        }
    }

    /// The same, where the answer may be an error.
    pub(crate) async fn try_say<T: FromRedisValue>(&self, words: &[&str]) -> redis::RedisResult<T> {
        let mut line = self.connect().await?;
        let mut command = redis::Cmd::new();
        command.arg(words);
        command.query_async(&mut line).await
    }

    async fn connect(&self) -> redis::RedisResult<MultiplexedConnection> {
        let at = match self.login.first() {
            Some(password) => format!("redis://:{password}@127.0.0.1:{}", self.port),
            None => format!("redis://127.0.0.1:{}", self.port),
        };
        let how = redis::AsyncConnectionConfig::new()
            .set_response_timeout(Some(PATIENCE))
            .set_connection_timeout(Some(PATIENCE));
        redis::Client::open(at)?.get_multiplexed_async_connection_with_config(&how).await
    }

    /// How often each command was called.
    pub(crate) async fn calls(&self) -> BTreeMap<String, u64> {
        let text: String = self.say(&["INFO", "commandstats"]).await;
        let line = |line: &str| {
            let (name, rest) = line.strip_prefix("cmdstat_")?.split_once(":calls=")?;
            Some((name.to_owned(), rest.split(',').next()?.parse().ok()?))
        };
        text.lines().filter_map(line).collect()
    }

    /// A line of INFO.
    pub(crate) async fn info(&self, name: &str) -> String {
        let text: String = self.say(&["INFO"]).await;
        let find = |line: &str| Some(line.strip_prefix(name)?.strip_prefix(':')?.to_owned());
        text.lines().find_map(find).unwrap_or_default()
    }

    /// Removes everything in it.
    pub(crate) async fn flush(&self) {
        let () = self.say(&["FLUSHALL"]).await;
    }

    /// Ends it without warning.
    pub(crate) async fn kill(&mut self) {
        self.end();
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
            assert!(Instant::now() < until, "it lives on");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Starts it again with what it has saved.
    pub(crate) async fn restart(&mut self) {
        self.kill().await;
        self.run().await;
    }

    /// Starts it again without waiting until it answers.
    pub(crate) async fn restart_slowly(&mut self) {
        self.kill().await;
        self.spawn();
    }

    /// Stops the process in its tracks.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub(crate) fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, which: &str) {
        let done = Command::new("kill").args([which, &self.pid.to_string()]).status();
        assert!(done.is_ok_and(|status| status.success()), "the process {} is there", self.pid);
    }

    fn end(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            drop(guard.stdin.take());
            drop(guard.wait());
        }
    }

    /// Waits until something holds.
    pub(crate) async fn eventually(&self, what: &str, holds: impl AsyncFn(&Self) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !holds(self).await {
            assert!(Instant::now() < until, "not on {}: {what}\n{}", self.port, self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// What it wrote into its log.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("redis.log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
