//! What holds whatever is given.

use super::Input;
use std::{collections::HashSet, time::Duration};
use ticketflow::clock;
use ticketflow::domain::{
    catalogue::ProductId,
    recognise::{self, Choice, MOST_OF_ONE},
};

/// Far more than the longest message needs, also with the fuzzer's checks and on a machine that has
/// other things to do.
const PATIENCE: Duration = Duration::from_secs(10);

/// Any shop and any message: no panic, no two lines that are alike, no time that blows up.
pub fn recognise(input: &Input<'_>) {
    let scene = input.scene();
    let found = twice(|| recognise::recognise(&scene.shop.index, &scene.text));
    let alike = |at: usize| {
        let line = &found.lines[at];
        found.lines[..at]
            .iter()
            .any(|it| (&it.product, &it.options) == (&line.product, &line.options))
    };
    assert!(!(0..found.lines.len()).any(alike));
    assert!(found.lines.iter().all(|line| (1..=MOST_OF_ONE).contains(&line.quantity)));
    assert!(found.unknown.iter().all(|phrase| scene.text.contains(phrase.as_str())));
    assert!(found.ambiguous.iter().all(|it| scene.text.contains(it.written.as_str())));
    assert!(found.ambiguous.iter().all(|it| it.candidates.len() > 1 && it.had.is_none()));
    recognise::explain(&scene.shop.index, &scene.text);
}

/// Any order and any message about it: no panic, and every line of the order is in at most one
/// place.
pub fn revise(input: &Input<'_>) {
    let scene = input.scene();
    let revision = twice(|| recognise::revise(&scene.shop.index, &scene.text, &scene.order));
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
    let new: Vec<_> = revision
        .lines
        .iter()
        .filter(|line| line.had.is_none())
        .map(|line| (&line.product, &line.options))
        .collect();
    assert_eq!(new.iter().collect::<HashSet<_>>().len(), new.len());
    assert!(revision.unknown.iter().all(|phrase| scene.text.contains(phrase.as_str())));
}

/// Any offer and any answer: no panic, and nothing is chosen that was not offered.
pub fn choose(input: &Input<'_>) {
    let scene = input.scene();
    let among: Vec<ProductId> = scene.order.iter().map(|line| line.product.clone()).collect();
    let choice = twice(|| recognise::choose(&scene.shop.index, &scene.text, &among));
    let picked = match &choice {
        Choice::One(one) => std::slice::from_ref(one),
        Choice::Several(several) => {
            assert!(several.len() > 1);
            several.as_slice()
        }
        Choice::Count(count) => {
            assert!((1..=MOST_OF_ONE).contains(count));
            &[]
        }
        Choice::Among(left) => {
            assert!(left.len() > 1 && left.iter().all(|it| among.contains(it)));
            &[]
        }
        Choice::NoneOfThem | Choice::Either | Choice::Open | Choice::Unclear => &[],
    };
    assert!(picked.iter().all(|it| among.contains(&it.product)));
    assert!(picked.iter().all(|it| it.quantity.is_none_or(|it| (1..=MOST_OF_ONE).contains(&it))));
}

/// Runs `work` twice: it must not take long, and say the same both times.
fn twice<T: PartialEq + std::fmt::Debug>(work: impl Fn() -> T) -> T {
    let begun = clock::instant();
    let found = work();
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert_eq!(found, work());
    found
}
