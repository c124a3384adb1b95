//! Any offer and any answer: no panic, and nothing is chosen that was not offered.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticketflow::domain::{
    catalogue::ProductId,
    recognise::{Choice, MOST_OF_ONE, choose},
};
use ticketflow_fuzz::{Input, twice};

fuzz_target!(|input: Input<'_>| {
    let scene = input.scene();
    let among: Vec<ProductId> = scene.order.iter().map(|line| line.product.clone()).collect();
    let choice = twice(|| choose(&scene.shop.index, &scene.text, &among));
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
        Choice::NoneOfThem | Choice::Either | Choice::Open | Choice::Unclear => &[],
    };
    assert!(picked.iter().all(|it| among.contains(&it.product)));
    assert!(picked.iter().all(|it| it.quantity.is_none_or(|it| (1..=MOST_OF_ONE).contains(&it))));
});
