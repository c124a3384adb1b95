//! One redis-server process.

use super::PATIENCE;
use crate::workers::signal;
use anyhow::{Context, bail, ensure};
use std::{
    collections::HashMap,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use ticketflow::clock;
use tokio::{
    process::{Child, Command},
    time::Instant,
};

/// A server with its folder, which outlives the process.
pub(super) struct Server {
    pub(super) port: u16,
    folder: PathBuf,
    sentinel: bool,
    child: Option<Child>,
}

/// What a server says of its replication.
pub(super) struct Info(HashMap<String, String>);

impl Info {
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    pub(super) fn is_primary(&self) -> bool {
        self.get("role") == Some("master")
    }
}

impl Server {
    /// Writes its configuration; it does not run yet.
    pub(super) fn new(folder: &Path, settings: &[String]) -> anyhow::Result<Self> {
        Self::prepare(folder, settings, false)
    }

    /// The same of a sentinel.
    pub(super) fn sentinel(folder: &Path, settings: &[String]) -> anyhow::Result<Self> {
        Self::prepare(folder, settings, true)
    }

    fn prepare(folder: &Path, settings: &[String], sentinel: bool) -> anyhow::Result<Self> {
        let port = free_port()?;
        let folder = folder.join(port.to_string());
        fs::create_dir_all(&folder)?;
        let mut text = format!(
            "port {port}\nbind 127.0.0.1\ndir {}\nlogfile redis.log\ndaemonize no\n",
            folder.display()
        );
        if !sentinel {
            text.push_str(
                "save \"\"\nappendonly yes\nappendfsync everysec\nmaxmemory-policy noeviction\n\
                 repl-diskless-sync yes\nrepl-diskless-sync-delay 0\nrepl-ping-replica-period 1\n",
            );
        }
        for line in settings {
            text.push_str(line);
            text.push('\n');
        }
        fs::write(folder.join("redis.conf"), text)?;
        Ok(Self { port, folder, sentinel, child: None })
    }

    /// Starts it and waits until it answers.
    pub(super) async fn run(&mut self) -> anyhow::Result<()> {
        self.run_as(None).await
    }

    /// The same, as a replica of the server on that port.
    pub(super) async fn run_as(&mut self, follows: Option<u16>) -> anyhow::Result<()> {
        let mut command = Command::new("redis-server");
        command.arg(self.folder.join("redis.conf")).kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if self.sentinel {
            command.arg("--sentinel");
        }
        if let Some(port) = follows {
            command.args(["--replicaof", "127.0.0.1", &port.to_string()]);
        }
        self.child = Some(command.spawn().context("redis-server; install it first")?);
        self.until("answers", async || self.ask(&["PING"]).await.is_ok_and(|it| it == "PONG")).await
    }

    pub(super) async fn kill(&mut self) -> anyhow::Result<()> {
        let mut child = self.child.take().context("the server runs")?;
        child.start_kill()?;
        child.wait().await?;
        Ok(())
    }

    pub(super) async fn signal(&self, name: &str) -> anyhow::Result<()> {
        let id = self.child.as_ref().and_then(Child::id).context("the server runs")?;
        signal(id, name).await
    }

    pub(super) async fn follow(&self, port: u16) -> anyhow::Result<()> {
        self.ask(&["REPLICAOF", "127.0.0.1", &port.to_string()]).await.map(drop)
    }

    /// What it answers to a command.
    pub(super) async fn ask(&self, words: &[&str]) -> anyhow::Result<String> {
        let port = self.port.to_string();
        let mut command = Command::new("redis-cli");
        command.args(["-h", "127.0.0.1", "-p", &port]).args(words).kill_on_drop(true);
        let asking = command.stdin(Stdio::null()).output();
        let output = tokio::time::timeout(Duration::from_secs(5), asking).await??;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        ensure!(output.status.success(), "redis-cli {words:?}: {text}");
        Ok(text)
    }

    pub(super) async fn info(&self) -> anyhow::Result<Info> {
        let text = self.ask(&["INFO", "replication"]).await?;
        let fields = text.lines().filter_map(|line| line.trim().split_once(':'));
        Ok(Info(fields.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()))
    }

    pub(super) async fn becomes_primary(&self) -> anyhow::Result<()> {
        let is_primary = async || self.info().await.is_ok_and(|info| info.is_primary());
        self.until("becomes the primary", is_primary).await
    }

    /// A replica of a cluster becomes the primary, as often asked as that takes: the nodes have
    /// five seconds for it each time.
    pub(super) async fn takes_its_place(&self) -> anyhow::Result<()> {
        let is_primary = async || self.info().await.is_ok_and(|info| info.is_primary());
        let mut asked: Option<Instant> = None;
        let is_it = async move || {
            if is_primary().await {
                return true;
            }
            if asked.is_none_or(|at| at.elapsed() > Duration::from_secs(6)) {
                asked = Some(clock::instant());
                // What it says of an attempt that is under way does not matter.
                drop(self.ask(&["CLUSTER", "FAILOVER"]).await);
            }
            false
        };
        self.until("becomes the primary", is_it).await
    }

    async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) -> anyhow::Result<()> {
        let looking = async {
            while !holds().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(()) => Ok(()),
            Err(_) => bail!("the server on port {} never {what}", self.port),
        }
    }
}

/// A port that nobody listens on.
pub(super) fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
