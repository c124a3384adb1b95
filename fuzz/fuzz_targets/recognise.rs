//! Any catalogue and any text: no panic, no more than a line per product, no time that blows up.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::time::{Duration, Instant};
use ticketflow::domain::{
    catalogue::{Catalogue, Product, ProductId},
    recognise::{Index, MOST_OF_ONE, explain, recognise},
};

#[derive(arbitrary::Arbitrary, Debug)]
struct Input<'a> {
    names: Vec<&'a str>,
    text: &'a str,
}

/// Names that the rules are about, so that texts find something from the beginning.
const NAMES: [&str; 8] =
    ["Adder", "Sultan RS", "XA-21", "Dubsta 6x6", "Kuruma (Armored)", "Elegy RH8", "Elegy", "T20"];

/// Far more than a message of Discord's longest needs, also with the fuzzer's checks.
const PATIENCE: Duration = Duration::from_secs(1);

fuzz_target!(|input: Input<'_>| {
    let names = NAMES.iter().copied().chain(input.names.iter().copied().take(50));
    let mut products: Vec<Product> = Vec::new();
    for (name, number) in names.zip(0..) {
        let product = Product::named(ProductId::new(format!("p{number}")).expect("an id"), name);
        products.push(product);
        if Catalogue::new(products.clone()).is_err() {
            products.pop();
        }
    }
    let catalogue = Catalogue::new(products).expect("every product was tried");
    let index = Index::new(&catalogue);
    let text: String = input.text.chars().take(4_000).collect();
    let begun = Instant::now();
    let found = recognise(&index, &text);
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert_eq!(found, recognise(&index, &text));
    assert!(found.lines.len() <= catalogue.products().len());
    assert!(found.lines.iter().all(|line| (1..=MOST_OF_ONE).contains(&line.quantity)));
    assert!(found.unknown.iter().all(|phrase| text.contains(phrase.as_str())));
    explain(&index, &text);
});
