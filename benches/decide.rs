//! How long the rules take: a message at each stage, against a catalogue of 340 products without
//! options, and with them.

mod shop;

use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, sync::Arc};
use ticketflow::{
    clock,
    domain::{
        decide::decide,
        decision::Snapshot,
        flow::Stage,
        hearing::Hearing,
        ids::Version,
        recognise::Index,
        shelf::{Shelf, Stock},
    },
};

fn rules(criterion: &mut Criterion) {
    let now = clock::now();
    for (what, catalogue) in [("plain", shop::catalogue()), ("options", shop::with_options())] {
        let index = Index::new(&catalogue);
        let stock = Some(Arc::new(Stock { catalogue, index }));
        let shelf = Shelf { stock, terms: Some("Pay within a day.".into()), ..Shelf::default() };
        for (name, stage, text) in [
            ("order", Stage::ORDER, "hi, i'd like 2x adder 7 and a molta 3 please"),
            ("order confirmed", Stage::CONFIRM, "yes please"),
            ("order changed", Stage::CONFIRM, "no wait, 3 sultan 5 instead"),
            ("terms accepted", Stage::TERMS, "ok"),
            ("neither yes nor no", Stage::TERMS, "how long does that take?"),
        ] {
            let snapshot = Snapshot {
                desk: (Version(1), shop::desk()),
                ticket: Some((Version(1), shop::ticket(1, stage))),
                shelf: shelf.clone(),
                fresh: shelf.clone(),
                hearing: Hearing::All,
                ledger: Default::default(),
            };
            let input = shop::written(1, 1_400_000_000_000_000_000, text);
            criterion.bench_function(&format!("decide/{what}/{name}"), |bencher| {
                bencher.iter(|| decide(black_box(&snapshot), black_box(&input), now));
            });
        }
    }
}

criterion_group!(benches, rules);
criterion_main!(benches);
