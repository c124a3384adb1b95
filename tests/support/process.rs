//! A worker as a process of its own, which can be killed.

use super::{
    shop::{Shop, TOKEN},
    wait::PATIENCE,
};
use std::process::{ExitStatus, Stdio};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running `ticketflow run`.
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts one on a shop's store and waits until it is ready or has ended. `failpoints` is in
    /// the language of the `fail` crate, such as `engine.after_commit=2*off->return`.
    pub(crate) async fn start(shop: &Shop, failpoints: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
        command
            .arg("run")
            .env_clear()
            .env("DISCORD_TOKEN", TOKEN)
            .env("DISCORD_API_URL", shop.sim.rest_url())
            .env("TICKETFLOW_STORE", shop.store())
            .env("TICKETFLOW_MEMBERS", "true")
            .env("RUST_LOG", "info")
            .env("FAILPOINTS", failpoints)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().expect("the program starts");
        let log = child.stderr.take().expect("its log");
        let (told, ready) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
            let mut lines = BufReader::new(log).lines();
            let mut told = Some(told);
            while let Ok(Some(line)) = lines.next_line().await {
                if line.contains(" ready ")
                    && let Some(told) = told.take()
                {
                    let _ = told.send(());
                }
                eprintln!("worker: {line}");
            }
        });
        // It may also end before it is ready, at a failpoint.
        let _ = tokio::time::timeout(PATIENCE, ready).await.expect("ready or ended in time");
        Self { child }
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("it can be asked").is_some()
    }

    /// Waits for its end.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        let waiting = tokio::time::timeout(PATIENCE, self.child.wait());
        waiting.await.expect("ends in time").expect("it can be waited for")
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
}
