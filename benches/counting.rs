//! What counting costs. An event that is none of ours costs 1.2 µs and more in all
//! (`examples/RESULTS.md`), a message in a ticket with its commit some hundred: counting is to be
//! less than a hundredth of either.

use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, time::Duration};
use ticketflow::telemetry::{
    Metrics, Registry,
    metrics::labels::{
        CommitOutcome, Concern, Effect, Ended, EventKind, Family, Handled, StoreOperation,
        Understanding,
    },
};

/// One that is none of ours.
fn foreign_event(metrics: &Metrics) {
    let event = black_box(EventKind::MessageCreate);
    metrics.intake.events.count((event, Concern::No));
}

/// All that is counted from a message to the answer that it leads to.
fn message(metrics: &Metrics, time: Duration) {
    metrics.intake.events.count((EventKind::MessageCreate, Concern::Yes));
    metrics.intake.messages.count(());
    metrics.store.operations.took(StoreOperation::Commit, time);
    metrics.store.commits.count(CommitOutcome::Committed);
    metrics.store.operations.took(StoreOperation::Confirm, time);
    metrics.engine.inputs.count(Handled::Applied);
    metrics.engine.recognised.count(Understanding::Understood);
    metrics.rest.attempts.took(Family::Channels, time);
    metrics.effects.ended.count((Effect::Say, Ended::Done));
    metrics.effects.delivered.took((), time);
    metrics.store.operations.took(StoreOperation::Settle, time);
}

fn counting(criterion: &mut Criterion) {
    let registry = Registry::new().expect("the tables are right");
    let metrics = registry.metrics();
    let mut group = criterion.benchmark_group("counting");
    group.bench_function("an event of others", |bencher| bencher.iter(|| foreign_event(&metrics)));
    group.bench_function("a message, from event to answer", |bencher| {
        bencher.iter_custom(|times| {
            let begun = ticketflow::clock::instant();
            for turn in 0..times {
                message(&metrics, black_box(Duration::from_millis(3)));
                // As the server does it, or memory would be what is measured.
                if turn % 1_000 == 0 {
                    registry.sort();
                }
            }
            begun.elapsed()
        });
    });
    let nothing = Metrics::default();
    group.bench_function("a message, where nobody may ask", |bencher| {
        bencher.iter(|| message(&nothing, black_box(Duration::from_millis(3))));
    });
    group.finish();
    criterion.bench_function("a scrape of what was counted", |bencher| {
        bencher.iter(|| registry.render(&ticketflow::telemetry::metrics::Exposition::default()));
    });
}

criterion_group!(benches, counting);
criterion_main!(benches);
