//! Workers as processes of their own, which can be killed, paused, told to stop, and replaced.

use anyhow::{Context, bail};
use std::{
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStderr, Command},
    sync::watch,
};

/// How long a worker that was told to stop may take.
const GRACE: Duration = Duration::from_secs(45);

/// How a worker is started.
pub(crate) struct Launch {
    pub(crate) program: PathBuf,
    pub(crate) environment: Vec<(String, String)>,
    /// The folder of the logs, a file for each process.
    pub(crate) logs: PathBuf,
}

impl Launch {
    /// The program with a command and the settings of this run.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(words)
            .env_clear()
            .env("TICKETFLOW_ADMIN_ADDRESS", "127.0.0.1:0")
            .kill_on_drop(true)
            .stdin(Stdio::null());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// The processes that run now.
pub(crate) struct Workers {
    pub(crate) launch: Arc<Launch>,
    pub(crate) running: Vec<Worker>,
    /// Their process ids, for those who want to know whose a connection is.
    pub(crate) ids: Ids,
    started: u32,
    /// The build that is started: rises with each deploy.
    pub(crate) revision: u32,
}

/// The ids of all workers that were ever started.
#[derive(Clone, Default)]
pub(crate) struct Ids(Arc<Mutex<Vec<u32>>>);

impl Ids {
    /// All of them.
    pub(crate) fn all(&self) -> Vec<u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn add(&self, id: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(id);
    }

    fn remove(&self, id: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| *other != id);
    }
}

/// One process.
pub(crate) struct Worker {
    pub(crate) name: String,
    pub(crate) id: u32,
    child: Child,
    ready: watch::Receiver<bool>,
}

impl Workers {
    /// None yet.
    pub(crate) fn new(launch: Launch) -> Self {
        Self {
            launch: Arc::new(launch),
            running: Vec::new(),
            ids: Ids::default(),
            started: 0,
            revision: 1,
        }
    }

    /// Starts one more.
    pub(crate) fn start(&mut self) -> anyhow::Result<()> {
        self.started += 1;
        let name = format!("w{}", self.started);
        let mut command = self.launch.command(&["run"]);
        command.env("TICKETFLOW_REVISION", format!("r{}", self.revision));
        command.env("TICKETFLOW_WORKER", &name).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().context("the program; build it first")?;
        let log = child.stderr.take().context("its log")?;
        let id = child.id().context("its process id")?;
        let (told, ready) = watch::channel(false);
        let file = self.launch.logs.join(format!("{name}.log"));
        tokio::spawn(keep_log(log, file, told));
        self.ids.add(id);
        self.running.push(Worker { name, id, child, ready });
        Ok(())
    }

    /// kill -9.
    pub(crate) async fn kill(&mut self, at: usize) -> anyhow::Result<()> {
        let mut worker = self.running.remove(at);
        worker.child.start_kill()?;
        worker.child.wait().await?;
        self.ids.remove(worker.id);
        Ok(())
    }

    /// SIGTERM, and its end.
    pub(crate) async fn terminate(&mut self, at: usize) -> anyhow::Result<ExitStatus> {
        let mut worker = self.running.remove(at);
        signal(worker.id, "-TERM").await?;
        let ended = tokio::time::timeout(GRACE, worker.child.wait()).await;
        self.ids.remove(worker.id);
        match ended {
            Ok(status) => Ok(status?),
            Err(_) => bail!("worker {} did not stop within {GRACE:?} after SIGTERM", worker.name),
        }
    }

    /// Those that ended although nobody told them to.
    pub(crate) fn fallen(&mut self) -> Vec<String> {
        let mut fallen = Vec::new();
        let ids = self.ids.clone();
        self.running.retain_mut(|worker| match worker.child.try_wait() {
            Ok(Some(status)) => {
                fallen.push(format!("worker {} ended by itself: {status}", worker.name));
                ids.remove(worker.id);
                false
            }
            _ => true,
        });
        fallen
    }
}

impl Worker {
    /// Waits until it says that it is ready, or has ended.
    pub(crate) async fn is_ready(&self) {
        let mut ready = self.ready.clone();
        // An error means that its log has ended, and so has it.
        drop(ready.wait_for(|ready| *ready).await);
    }
}

/// SIGSTOP, SIGCONT and such.
pub(crate) async fn signal(id: u32, name: &str) -> anyhow::Result<()> {
    let told = Command::new("kill").args([name, &id.to_string()]).status().await?;
    anyhow::ensure!(told.success(), "`kill {name} {id}` failed");
    Ok(())
}

/// Writes a log down, line by line, and tells when it says "ready".
async fn keep_log(log: ChildStderr, file: PathBuf, told: watch::Sender<bool>) {
    let mut lines = BufReader::new(log).lines();
    let Ok(mut file) = tokio::fs::File::create(&file).await else { return };
    while let Ok(Some(line)) = lines.next_line().await {
        if line.contains(" ready ") {
            told.send_replace(true);
        }
        if file.write_all(format!("{line}\n").as_bytes()).await.is_err() {
            return;
        }
    }
    // The run may be over and its folder gone.
    drop(file.flush().await);
}

/// The last lines of the logs that were written to last.
pub(crate) fn last_words(logs: &Path, files: usize, lines: usize) -> String {
    let Ok(entries) = std::fs::read_dir(logs) else { return String::new() };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    found.sort();
    let mut text = String::new();
    for (_, path) in found.iter().rev().take(files) {
        let log = std::fs::read_to_string(path).unwrap_or_default();
        let all: Vec<&str> = log.lines().collect();
        text.push_str(&format!("--- {}\n", path.display()));
        text.push_str(&all[all.len().saturating_sub(lines)..].join("\n"));
        text.push('\n');
    }
    text
}
