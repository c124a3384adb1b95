//! What holds for any text whatever.

use proptest::prelude::*;

use super::{Index, MOST_OF_ONE, recognise};
use crate::domain::catalogue::{Catalogue, Product, ProductId};

fn index() -> Index {
    let product = |name: &str| Product::named(ProductId::from_name(name).unwrap(), name);
    let names = ["Adder", "Sultan RS", "XA-21", "Dubsta 6x6", "Kuruma (Armored)", "Elegy RH8"];
    Index::new(&Catalogue::new(names.map(product).to_vec()).unwrap())
}

/// Texts made of the parts that the rules are about.
fn near_misses() -> impl Strategy<Value = String> {
    let parts = [
        "adder", "sultan", "rs", "xa", "21", "x", "X", "2", "6x6", "(", ")", " ", "-", ",", "\n",
        "~~", "<@1>", "<", "*", "half", "a", "dozen", "of", "them", "each", "$", "k", "ß", "é",
        "１", "1.", "twenty", "'s", "İ", "寿", "\u{301}", "\u{200d}", "elegy",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let index = index();
    let found = recognise(&index, text);
    prop_assert_eq!(&found, &recognise(&index, text));
    for phrase in &found.unknown {
        prop_assert!(text.contains(phrase.as_str()));
    }
    for line in &found.lines {
        prop_assert!((1..=MOST_OF_ONE).contains(&line.quantity));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_passes_unharmed(text in "\\PC{0,200}|(?s).{0,100}|[éñxX2 \u{301}.,~<>@-]{0,40}") {
        holds(&text)?;
    }

    #[test]
    fn any_mixture_of_meaningful_parts_passes_unharmed(text in near_misses()) {
        holds(&text)?;
    }
}
