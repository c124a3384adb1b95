//! A worker as a process of its own, which can be killed.

use super::{
    shop::{Shop, TOKEN},
    wait::{PATIENCE, eventually_some},
};
use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::oneshot,
    task::JoinHandle,
};

/// A running `ticketflow run`. Its log is printed if the test fails.
pub(crate) struct Process {
    child: Child,
    reading: JoinHandle<()>,
    log: Arc<Mutex<Vec<String>>>,
}

/// What a worker had to say that ended by itself.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) said: String,
}

impl Process {
    /// Starts one on a shop's store and waits until it is ready or has ended. `failpoints` is in
    /// the language of the `fail` crate, such as `engine.after_commit=2*off->return`.
    pub(crate) async fn start(shop: &Shop, failpoints: &str) -> Self {
        let (mut started, ready) = Self::spawn(run(shop, &shop.store(), failpoints));
        // It may also end before it is ready, at a failpoint.
        if tokio::time::timeout(PATIENCE, ready).await.is_err() {
            started.kill().await;
            panic!("neither ready nor ended in time");
        }
        started
    }

    /// The same with these settings and no failpoint.
    pub(crate) async fn start_with(shop: &Shop, settings: &[(&str, &str)]) -> Self {
        let mut command = run(shop, &shop.store(), "");
        command.envs(settings.iter().copied());
        let (mut started, ready) = Self::spawn(command);
        if tokio::time::timeout(PATIENCE, ready).await.is_err() {
            started.kill().await;
            panic!("neither ready nor ended in time");
        }
        started
    }

    /// Starts one of a fleet on Redis, with these settings, and waits until it is ready or has
    /// ended.
    pub(crate) async fn on_redis(
        shop: &Shop,
        url: &str,
        name: &str,
        settings: &[(&str, &str)],
    ) -> Self {
        let (mut started, ready) = Self::spawn_on_redis(shop, url, name, settings);
        if tokio::time::timeout(PATIENCE, ready).await.is_err() {
            started.kill().await;
            panic!("{name} is neither ready nor has it ended in time");
        }
        started
    }

    /// Starts one of a fleet on Redis and does not wait.
    pub(crate) fn begin_on_redis(
        shop: &Shop,
        url: &str,
        name: &str,
        settings: &[(&str, &str)],
    ) -> Self {
        Self::spawn_on_redis(shop, url, name, settings).0
    }

    fn spawn_on_redis(
        shop: &Shop,
        url: &str,
        name: &str,
        settings: &[(&str, &str)],
    ) -> (Self, oneshot::Receiver<()>) {
        let mut command = run(shop, &shop.store(), "");
        command
            .env("REDIS_URL", url)
            .env("TICKETFLOW_WORKER", name)
            .env("TICKETFLOW_LEASE_MS", "600")
            .envs(settings.iter().copied());
        Self::spawn(command)
    }

    /// Starts one and does not wait.
    pub(crate) fn begin(shop: &Shop) -> Self {
        Self::spawn(run(shop, &shop.store(), "")).0
    }

    fn spawn(mut command: Command) -> (Self, oneshot::Receiver<()>) {
        let mut child = command.spawn().expect("the program starts");
        let stderr = child.stderr.take().expect("its log");
        let log = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&log);
        let (told, ready) = oneshot::channel();
        let reading = tokio::spawn(async move {
            let mut lines = BufReader::new(stderr).lines();
            let mut told = Some(told);
            while let Ok(Some(line)) = lines.next_line().await {
                let is_ready = line.contains(" ready ");
                written.lock().unwrap().push(line);
                if let Some(told) = told.take_if(|_| is_ready) {
                    let _ = told.send(());
                }
            }
        });
        (Self { child, reading, log }, ready)
    }

    /// Starts one on some file: none if it is ready, or what it said when it ended by itself.
    pub(crate) async fn refused(shop: &Shop, store: &Path) -> Option<Ended> {
        let (mut started, ready) = Self::spawn(run(shop, store, ""));
        let ready = tokio::time::timeout(PATIENCE, ready).await.expect("ready or ended in time");
        if ready.is_ok() {
            started.kill().await;
            return None;
        }
        let code = started.ended().await.code();
        let said = started.log.lock().unwrap().join("\n");
        Some(Ended { code, said })
    }

    /// Waits for its end, however long that takes.
    pub(crate) async fn gone(&mut self) -> ExitStatus {
        self.child.wait().await.expect("it can be waited for")
    }

    /// Waits for its end.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        tokio::time::timeout(PATIENCE, self.gone()).await.expect("ends in time")
    }

    /// kill -9. It must not have ended by itself before.
    pub(crate) async fn kill(&mut self) {
        self.child.start_kill().expect("it can be killed");
        let end = self.ended().await;
        assert_eq!(end.signal(), Some(9), "it had ended by itself: {end}");
    }

    /// SIGTERM, and its end.
    pub(crate) async fn terminate(&mut self) -> ExitStatus {
        self.signal("-TERM").await;
        self.ended().await
    }

    /// From now on nobody reads its log.
    pub(crate) async fn leave_unheard(&mut self) {
        self.reading.abort();
        let _cancelled = (&mut self.reading).await;
    }

    /// Stops it in its tracks.
    pub(crate) async fn pause(&self) {
        self.signal("-STOP").await;
    }

    /// Lets it go on.
    pub(crate) async fn resume(&self) {
        self.signal("-CONT").await;
    }

    /// Sends it a signal.
    pub(crate) async fn signal(&self, which: &str) {
        let id = self.child.id().expect("it runs").to_string();
        let told = Command::new("kill").args([which, &id]).status().await;
        assert!(told.expect("kill runs").success());
    }

    /// Its log so far.
    pub(crate) fn said(&self) -> String {
        self.log.lock().unwrap().join("\n")
    }

    /// How many lines of its log have these words.
    pub(crate) fn count(&self, words: &str) -> usize {
        self.log.lock().unwrap().iter().filter(|line| line.contains(words)).count()
    }

    /// The first line of its log with these words; waits for it.
    pub(crate) async fn logged(&self, words: &str) -> String {
        eventually_some(&format!("“{words}” in the log"), || {
            self.log.lock().unwrap().iter().find(|line| line.contains(words)).cloned()
        })
        .await
    }

    /// Whether its log has had these words so far.
    pub(crate) fn has_logged(&self, words: &str) -> bool {
        self.times_logged(words) > 0
    }

    /// How many lines of its log so far have these words.
    pub(crate) fn times_logged(&self, words: &str) -> usize {
        self.log.lock().unwrap().iter().filter(|line| line.contains(words)).count()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for line in self.log.lock().unwrap().iter() {
                eprintln!("worker: {line}");
            }
        }
    }
}

fn run(shop: &Shop, store: &Path, failpoints: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
    command
        .arg("run")
        .env_clear()
        .env("DISCORD_TOKEN", TOKEN)
        .env("DISCORD_API_URL", shop.sim.rest_url())
        .env("TICKETFLOW_STORE", store)
        .env("TICKETFLOW_MEMBERS", "true")
        .env("TICKETFLOW_ADMIN_ADDRESS", "127.0.0.1:0")
        .env("RUST_LOG", "info")
        .env("FAILPOINTS", failpoints)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}
