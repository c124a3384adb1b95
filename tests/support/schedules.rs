//! Runs many random schedules, each from a seed that is told when it fails.

/// Runs as many schedules as the environment says, or `count`: `NAME_SCHEDULES` how many,
/// `NAME_SEED` from which seed on.
pub(crate) fn run(name: &str, count: u64, schedule: fn(u64) -> Result<(), String>) {
    let count = number(name, "SCHEDULES").unwrap_or(count);
    let first = number(name, "SEED").unwrap_or_else(|| fastrand::u64(..1 << 48));
    eprintln!("{name}_SEED={first} {name}_SCHEDULES={count}");
    let threads = 2;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (first..first + count).skip(thread).step_by(threads) {
                    if let Err(why) = schedule(seed) {
                        panic!("schedule {} failed: {name}_SEED={seed}: {why}", seed - first);
                    }
                }
            });
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "how long the test runs is no setting of ours")]
fn number(name: &str, what: &str) -> Option<u64> {
    std::env::var(format!("{name}_{what}")).ok()?.parse().ok()
}
