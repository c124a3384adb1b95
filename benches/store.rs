//! The embedded store: opening it (and closing it, for one has it at a time) with 10,000 tickets,
//! and one conversation step to its durable commit, alone and with a hundred customers at once.

mod shop;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::{sync::Arc, time::Duration};
use ticketflow::store::embedded::Embedded;
use tokio::{runtime::Runtime, sync::mpsc};

fn opening(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let mut group = criterion.benchmark_group("store opened and closed");
    group.sample_size(20);
    for tickets in [0, 10_000] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bench.redb");
        drop(runtime.block_on(shop::store(&path, tickets)));
        group.bench_function(format!("{tickets} tickets"), |bencher| {
            bencher.iter(|| drop(Embedded::open(&path).expect("it opens")));
        });
        let (decided, _entries) = mpsc::unbounded_channel();
        group.bench_function(format!("{tickets} tickets, with what the engine reads"), |bencher| {
            bencher.iter(|| {
                let store = Arc::new(Embedded::open(&path).expect("it opens"));
                drop(runtime.block_on(shop::engine(store, decided.clone())));
            });
        });
    }
    group.finish();
}

/// Load, decide, commit: a customer answers, and the next question is in the outbox.
fn steps(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let store = runtime.block_on(shop::store(&folder.path().join("bench.redb"), 1_000));
    let (decided, mut entries) = mpsc::unbounded_channel();
    let engine = runtime.block_on(shop::engine(Arc::clone(&store), decided));
    let mut message = 1_400_000_000_000_000_000;
    let mut group = criterion.benchmark_group("conversation step");
    group.measurement_time(Duration::from_secs(8)).sample_size(30);
    for at_once in [1, 100] {
        group.throughput(Throughput::Elements(at_once));
        group.bench_function(format!("{at_once} at once"), |bencher| {
            bencher.iter_batched(
                || {
                    // What was decided before is settled, as its effects would.
                    let settled = async {
                        while let Ok(handed) = entries.try_recv() {
                            store
                                .settle(shop::GUILD, &[handed.entry.id])
                                .await
                                .expect("the store is there");
                        }
                    };
                    runtime.block_on(settled);
                    message += 1;
                    let step = |person| shop::written(person, message, "2x adder 7, a molta 3");
                    (0..at_once).map(step).collect::<Vec<_>>()
                },
                |inputs| {
                    runtime.block_on(async {
                        let (keep, mut handled) = mpsc::channel::<()>(1);
                        for input in inputs {
                            engine.submit(input, keep.clone());
                        }
                        drop(keep);
                        // There is no more to come once all have been dropped.
                        assert_eq!(handled.recv().await, None);
                    });
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, opening, steps);
criterion_main!(benches);
