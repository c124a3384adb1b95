//! How long it takes to understand a message, and to make a catalogue ready for that.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ticketflow::domain::catalogue::{Catalogue, Product, ProductId};
use ticketflow::domain::recognise::{Index, recognise};

const ORDINARY: &str =
    "hi, i'd like 2x karina gt and a pair of molta classics please, not too late thx";

/// A catalogue of `count` made-up names of one to three words, the same ones every time.
fn catalogue(count: usize) -> Catalogue {
    const START: [&str; 16] = [
        "ka", "ri", "mo", "ta", "ze", "lu", "pra", "vi", "sto", "ne", "fa", "go", "dre", "hu",
        "by", "cy",
    ];
    const END: [&str; 8] = ["na", "lta", "ro", "xis", "mer", "don", "que", "li"];
    const TRIM: [&str; 12] = [
        "", "GT", "Classic", "Custom", "S", "RS", "Cabrio", "XL", "Turbo", "500", "Mk II", "Sport",
    ];
    let product = |number: usize| {
        let mut stem = String::new();
        let mut rest = number / TRIM.len();
        loop {
            stem.push_str(START[rest % START.len()]);
            stem.push_str(END[rest / START.len() % END.len()]);
            rest /= START.len() * END.len();
            if rest == 0 {
                break;
            }
        }
        let id = ProductId::new(format!("p{number}")).expect("a slug");
        Product::named(id, format!("{stem} {}", TRIM[number % TRIM.len()]).trim())
    };
    Catalogue::new((0..count).map(product).collect()).expect("the names differ")
}

/// Names with slips of the pen, and some that the catalogue does not have.
const SLIPS: &str =
    "hey, 3 kanra gtt + a dozen prali clasics and 2x zenna, one washburton and rimro cabro";

/// 2,000 characters of words that are near to names.
fn slipping() -> String {
    "karna prali zenna stoli ".repeat(84).chars().take(2_000).collect()
}

/// 2,000 characters of as many tokens as there can be, none of which ends a name.
fn hostile() -> String {
    "k a 1 x ".repeat(250)
}

fn recognition(criterion: &mut Criterion) {
    for count in [340, 50_000] {
        let catalogue = catalogue(count);
        let index = Index::new(&catalogue);
        let hostile = hostile();
        criterion.bench_function(&format!("{count} names/ordinary message"), |bencher| {
            bencher.iter(|| recognise(&index, black_box(ORDINARY)));
        });
        criterion.bench_function(&format!("{count} names/hostile message"), |bencher| {
            bencher.iter(|| recognise(&index, black_box(&hostile)));
        });
        criterion.bench_function(&format!("{count} names/message with slips"), |bencher| {
            bencher.iter(|| recognise(&index, black_box(SLIPS)));
        });
        let slipping = slipping();
        criterion.bench_function(&format!("{count} names/hostile message of slips"), |bencher| {
            bencher.iter(|| recognise(&index, black_box(&slipping)));
        });
        let mut building = criterion.benchmark_group("build");
        building.sample_size(10);
        building.bench_function(format!("{count} names"), |bencher| {
            bencher.iter(|| Index::new(black_box(&catalogue)));
        });
        building.finish();
    }
}

criterion_group!(benches, recognition);
criterion_main!(benches);
