//! Any shop and any message: no panic, no two lines that are alike, no time that blows up.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticketflow::domain::recognise::{MOST_OF_ONE, explain, recognise};
use ticketflow_fuzz::{Input, twice};

fuzz_target!(|input: Input<'_>| {
    let scene = input.scene();
    let found = twice(|| recognise(&scene.shop.index, &scene.text));
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
    explain(&scene.shop.index, &scene.text);
});
