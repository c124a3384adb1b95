//! The table of a run.

use super::{judge::Verdict, probe::Times};
use discord_sim::{gateway::record::Record, sim::Sim};
use std::{
    collections::BTreeMap,
    fmt::Write,
    process::Command,
    sync::{Mutex, PoisonError},
};

/// Faults by kind.
#[derive(Default)]
pub(crate) struct Tally(Mutex<BTreeMap<String, u64>>);

impl Tally {
    /// One more of a kind.
    pub(crate) fn add(&self, kind: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(kind.to_owned()).or_default() += 1;
    }

    /// How many of a kind.
    pub(crate) fn of(&self, kind: &str) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(kind).copied().unwrap_or(0)
    }

    fn all(&self) -> BTreeMap<String, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Everything that a report is made of.
pub(crate) struct Report<'a> {
    pub(crate) seed: u64,
    pub(crate) doubts: &'a [&'static str],
    pub(crate) took_ms: u64,
    pub(crate) sim: &'a Sim,
    /// Sessions that were begun, by the number of shards.
    pub(crate) begun: BTreeMap<u32, u64>,
    pub(crate) tally: &'a Tally,
    pub(crate) times: &'a Times,
    pub(crate) verdict: &'a Verdict,
}

impl Report<'_> {
    /// As Markdown.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from("# Chaos\n\n");
        let mut line = |what: &str| {
            text.push_str(what);
            text.push('\n');
        };
        let Verdict { stories, presses, messages, missed, forgotten, retold, disordered, .. } =
            self.verdict;
        let record = self.sim.gateway().record();
        line(&format!("- command: `{}`", command()));
        line(&format!("- seed: {}", self.seed));
        line(&format!("- switched doubts: {}", listed(self.doubts)));
        line(&format!("- machine: {}; {}", machine(), said(&["date", "-u", "+%F %H:%M UTC"])));
        line(&format!("- took {} s\n", self.took_ms / 1_000));
        line("| what | how many |\n|---|---|");
        line(&format!("| stories lived to their end | {stories} |"));
        line(&format!("| presses | {presses} |"));
        line(&format!("| messages written | {messages} |"));
        line(&format!("| events sent by Discord | {} |", record.events.values().sum::<u64>()));
        for (what, count) in self.verdict.counts() {
            line(&format!("| **{what}** | **{count}** |"));
        }
        line(&format!("| presses missed: “the application did not respond” | {missed} |"));
        line(&format!(
            "| presses acknowledged, then forgotten by Discord with their session | {forgotten} |"
        ));
        line(&format!("| whispers told once more after a lost reply | {retold} |"));
        line(&format!("| channels whose questions stand out of order | {disordered} |"));
        gateway(&record, &self.begun, &mut line);
        line("\n| fault | times |\n|---|---|");
        for (kind, times) in self.tally.all() {
            line(&format!("| {kind} | {times} |"));
        }
        line("\n| time, ms | n | p50 | p99 | max |\n|---|---|---|---|---|");
        for (of, times) in self.times.all() {
            let at = |share: usize| {
                times.get((times.len() * share / 100).min(times.len().saturating_sub(1)))
            };
            let [p50, p99, max] = [at(50), at(99), times.last()].map(|it| it.copied().unwrap_or(0));
            if !times.is_empty() {
                line(&format!("| {of} | {} | {p50} | {p99} | {max} |", times.len()));
            }
        }
        text
    }
}

fn gateway(record: &Record, begun: &BTreeMap<u32, u64>, line: &mut impl FnMut(&str)) {
    line(&format!("| identifies spent | {} |", record.identifies));
    for (of, times) in begun {
        line(&format!("| … for a division of {of} shards | {times} |"));
    }
    line(&format!("| resumes, with events sent again | {}, {} |", record.resumes, record.replayed));
    line(&format!("| sessions that ended | {} |", record.ended_sessions));
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// How this was started.
fn command() -> String {
    let words = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    format!("cargo run --release --example chaos -- {words}")
}

fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cores = cpus.lines().filter(|line| line.starts_with("processor")).count();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, model)| model);
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(text, "{cores} × {model}, {}", said(&["uname", "-sr"]));
    text
}

/// What a command prints.
fn said(words: &[&str]) -> String {
    let Some((program, arguments)) = words.split_first() else { return String::new() };
    let output = Command::new(program).args(arguments).output();
    output.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default()
}
