//! A worker as a process of its own, which can be killed.

use super::{
    shop::{Shop, TOKEN},
    wait::{PATIENCE, eventually_some},
};
use std::{
    path::Path,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running `ticketflow run`. Its log is printed if the test fails.
pub(crate) struct Process {
    child: Child,
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
        let mut command = run(shop, &shop.store(), failpoints);
        let mut child = command.spawn().expect("the program starts");
        let stderr = child.stderr.take().expect("its log");
        let log = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&log);
        let (told, ready) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
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
        let mut started = Self { child, log };
        // It may also end before it is ready, at a failpoint.
        if tokio::time::timeout(PATIENCE, ready).await.is_err() {
            started.kill().await;
            panic!("neither ready nor ended in time");
        }
        started
    }

    /// Starts one that is to end by itself, on this file.
    pub(crate) async fn fails(shop: &Shop, store: &Path) -> Ended {
        let output = run(shop, store, "").output();
        let output = tokio::time::timeout(PATIENCE, output).await.expect("it ends by itself");
        let output = output.expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Ended { code: output.status.code(), said }
    }

    /// Waits for its end, however long that takes.
    pub(crate) async fn gone(&mut self) -> ExitStatus {
        self.child.wait().await.expect("it can be waited for")
    }

    /// Waits for its end.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        tokio::time::timeout(PATIENCE, self.gone()).await.expect("ends in time")
    }

    /// kill -9.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// SIGTERM, and its end.
    pub(crate) async fn terminate(&mut self) -> ExitStatus {
        let id = self.child.id().expect("it runs").to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().await;
        assert!(told.expect("kill runs").success());
        self.ended().await
    }

    /// The first line of its log with these words; waits for it.
    pub(crate) async fn logged(&self, words: &str) -> String {
        eventually_some(&format!("“{words}” in the log"), || {
            self.log.lock().unwrap().iter().find(|line| line.contains(words)).cloned()
        })
        .await
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
        .env("RUST_LOG", "info")
        .env("FAILPOINTS", failpoints)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}
