//! What this process uses, as Linux tells it. Elsewhere nothing is told.

use std::{fs, path::Path};

/// How many ticks the kernel counts in a second for programs, on every architecture that Rust has a
/// standard library for (Linux, `USER_HZ`).
const TICKS: f64 = 100.0;

/// What a process uses. Each is none where it is not told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProcessFigures {
    /// Processor time, in seconds.
    pub cpu: Option<f64>,
    /// Memory that is in use, in bytes.
    pub memory: Option<f64>,
    /// Files and sockets that are open.
    pub open_fds: Option<f64>,
    /// How many may be.
    pub max_fds: Option<f64>,
    /// When it was started, in seconds since 1970.
    pub started: Option<f64>,
}

/// What this process uses.
#[must_use]
pub fn process_figures() -> ProcessFigures {
    let text = |name: &str| fs::read_to_string(name).unwrap_or_default();
    let stat = text("/proc/self/stat");
    ProcessFigures {
        cpu: field(&stat, 14).zip(field(&stat, 15)).map(|(user, system)| (user + system) / TICKS),
        memory: after(&text("/proc/self/status"), "VmRSS:").map(|kib| kib * 1024.0),
        open_fds: count(Path::new("/proc/self/fd")),
        max_fds: after(&text("/proc/self/limits"), "Max open files"),
        started: after(&text("/proc/stat"), "btime ")
            .zip(field(&stat, 22))
            .map(|(boot, ticks)| boot + ticks / TICKS),
    }
}

/// A field of `/proc/self/stat`, from 1. The second is the program's name in brackets, which may
/// hold anything (proc_pid_stat(5)).
fn field(stat: &str, number: usize) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(number.checked_sub(3)?)?.parse().ok()
}

/// The number behind a name at the beginning of a line.
fn after(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn count(folder: &Path) -> Option<f64> {
    let entries = u32::try_from(fs::read_dir(folder).ok()?.count()).ok()?;
    // Looking has one open.
    Some(f64::from(entries.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted_behind_the_name() {
        let stat = "7 (a) b (c) d) S 1 7 7 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 9 0 4200 1 2 3";
        assert_eq!(field(stat, 14), Some(250.0));
        assert_eq!(field(stat, 15), Some(50.0));
        assert_eq!(field(stat, 22), Some(4200.0));
        assert_eq!(field("", 14), None);
        assert_eq!(after("VmPeak: 9 kB\nVmRSS:\t  12 kB\n", "VmRSS:"), Some(12.0));
        assert_eq!(after("Max open files   unlimited   x\n", "Max open files"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_tells_all_of_it() {
        let ProcessFigures { cpu, memory, open_fds, max_fds, started } = process_figures();
        assert!(cpu.is_some_and(|it| it >= 0.0));
        assert!(memory.is_some_and(|it| it > 1e6));
        assert!(open_fds.zip(max_fds).is_some_and(|(open, max)| open > 2.0 && open < max));
        let now = crate::clock::now().0 as f64 / 1000.0;
        assert!(started.is_some_and(|it| it <= now + 1.0 && it > now - 86_400.0));
    }
}
