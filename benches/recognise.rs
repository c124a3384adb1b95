//! How long it takes to understand a message, and to make a catalogue ready for that; what that
//! costs in memory; and how the time for a message is spread.

mod made_up;

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use ticketflow::domain::catalogue::Catalogue;
use ticketflow::domain::recognise::{Index, recognise};

const SIZES: [usize; 2] = [340, 50_000];

const ORDINARY: &str =
    "hi, i'd like 2x karina gt and a pair of molta classics please, not too late thx";

/// Names with slips of the pen, and some that the catalogue does not have.
const SLIPS: &str =
    "hey, 3 kanra gtt + a dozen prali clasics and 2x zenna, one washburton and rimro cabro";

/// Names that are said in part, behind one that they share a word with.
const SHARING: &str =
    "hi, 2x kana gt and classic, a rina s or xl, and mona turbo, custom and 500 pls";

/// 2,000 characters of the same.
fn sharing() -> String {
    "kana gt and classic and 500 or xl, ".repeat(60).chars().take(2_000).collect()
}

/// 2,000 characters of words that are near to names.
fn slipping() -> String {
    "karna prali zenna stoli ".repeat(84).chars().take(2_000).collect()
}

/// 2,000 characters of as many tokens as there can be, none of which ends a name.
fn hostile() -> String {
    "k a 1 x ".repeat(250)
}

fn recognition(criterion: &mut Criterion) {
    for count in SIZES {
        let catalogue = made_up::catalogue(count);
        let index = Index::new(&catalogue);
        for (what, text) in [
            ("ordinary message", ORDINARY.to_owned()),
            ("message with slips", SLIPS.to_owned()),
            ("message with shared words", SHARING.to_owned()),
            ("hostile message", hostile()),
            ("hostile message of slips", slipping()),
            ("hostile message of shared words", sharing()),
        ] {
            criterion.bench_function(&format!("{count} names/{what}"), |bencher| {
                bencher.iter(|| recognise(&index, black_box(&text)));
            });
        }
        let mut building = criterion.benchmark_group("build");
        building.sample_size(10);
        building.bench_function(format!("{count} names"), |bencher| {
            bencher.iter(|| Index::new(black_box(&catalogue)));
        });
        building.finish();
    }
}

/// The time for each of a thousand messages, the best of many, so that what else runs on the
/// machine is left out.
fn spread(index: &Index, catalogue: &Catalogue) -> [Duration; 4] {
    const ROUNDS: usize = 30;
    let messages = made_up::messages(catalogue, 1_000);
    let mut best = vec![Duration::MAX; messages.len()];
    for _ in 0..ROUNDS {
        for (text, best) in messages.iter().zip(&mut best) {
            let begun = now();
            black_box(recognise(index, black_box(text)));
            *best = (*best).min(begun.elapsed());
        }
    }
    best.sort_unstable();
    let sum: Duration = best.iter().sum();
    [sum / 1_000, best[500], best[990], best[999]]
}

#[expect(clippy::disallowed_methods, reason = "this measures")]
fn now() -> Instant {
    Instant::now()
}

/// What one more index costs when some are there already, in megabytes: what its building left
/// behind is used again by the next.
fn memory(catalogue: &Catalogue) -> f64 {
    const MORE: usize = 4;
    let mut indexes = vec![Index::new(catalogue)];
    let before = resident();
    indexes.extend((0..MORE).map(|_| Index::new(catalogue)));
    (resident() - before) / MORE as f64
}

/// The memory of this process, in megabytes.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let kilobytes = line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or_default();
    kilobytes / 1024.0
}

#[expect(clippy::print_stdout, reason = "its purpose is to tell figures")]
fn figures() {
    for count in SIZES {
        let catalogue = made_up::catalogue(count);
        let index = Index::new(&catalogue);
        let [mean, half, most, worst] = spread(&index, &catalogue);
        println!(
            "{count} names, 1,000 messages: mean {mean:?}, p50 {half:?}, p99 {most:?}, worst {worst:?}"
        );
        println!("{count} names, index: {:.1} MB", memory(&catalogue));
    }
}

criterion_group!(benches, recognition);

fn main() {
    figures();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
