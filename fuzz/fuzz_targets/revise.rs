//! Any order and any message about it: no panic, and every line of the order is in at most one place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::HashSet;
use ticketflow::domain::recognise::{MOST_OF_ONE, revise};
use ticketflow_fuzz::{Input, twice};

fuzz_target!(|input: Input<'_>| {
    let scene = input.scene();
    let revision = twice(|| revise(&scene.shop.index, &scene.text, &scene.order));
    let quantities = revision.lines.iter().map(|line| line.quantity);
    assert!(
        quantities
            .chain(revision.ambiguous.iter().map(|it| it.quantity))
            .all(|it| (1..=MOST_OF_ONE).contains(&it))
    );
    let lines = revision.lines.iter().filter_map(|line| line.had);
    let places: Vec<usize> =
        lines.chain(revision.ambiguous.iter().filter_map(|it| it.had)).collect();
    assert!(places.iter().all(|&place| place < scene.order.len()));
    assert_eq!(places.iter().collect::<HashSet<_>>().len(), places.len());
    let new: Vec<_> =
        revision.lines.iter().filter(|line| line.had.is_none()).map(|line| (&line.product, &line.options)).collect();
    assert_eq!(new.iter().collect::<HashSet<_>>().len(), new.len());
    assert!(revision.unknown.iter().all(|phrase| scene.text.contains(phrase.as_str())));
});
