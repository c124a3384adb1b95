//! What holds for any text whatever.

use proptest::prelude::*;

use super::{Choice, Index, MOST_OF_ONE, Ordered, Revision, choose, recognise, revise};
use crate::domain::catalogue::{Catalogue, Product, ProductId};

fn index() -> Index {
    let product = |name: &str| Product::named(ProductId::from_name(name).unwrap(), name);
    let names = [
        "Adder",
        "Sultan RS",
        "XA-21",
        "Dubsta 6x6",
        "Kuruma (Armored)",
        "Elegy RH8",
        "Red Rose",
        "White Rose",
        "Vase 2L",
        "Vase 3L",
    ];
    Index::new(&Catalogue::new(names.map(product).to_vec()).unwrap())
}

/// Texts made of the parts that the rules are about.
fn near_misses() -> impl Strategy<Value = String> {
    let parts = [
        "adder", "sultan", "rs", "xa", "21", "x", "X", "2", "6x6", "(", ")", " ", "-", ",", "\n",
        "~~", "<@1>", "<", "*", "half", "a", "dozen", "of", "them", "each", "$", "k", "ß", "é",
        "１", "1.", "twenty", "'s", "İ", "寿", "\u{301}", "\u{200d}", "elegy", "red ", "white ",
        "rose", " and ", " or ", "/", "vase ", "2l", "3l", " no, ", " i mean", "the ",
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

/// An order of the shop, and of a product that it does not have any more.
fn order() -> impl Strategy<Value = Vec<Ordered>> {
    let ids = ["adder", "sultan-rs", "xa-21", "kuruma-armored", "elegy-rh8", "gone"];
    let line = (prop::sample::select(ids.to_vec()), 1..=MOST_OF_ONE);
    let wanted = |(id, quantity)| Ordered {
        product: ProductId::new(id).unwrap(),
        quantity,
        options: vec![],
    };
    prop::collection::vec(line.prop_map(wanted), 0..4)
}

/// Texts about an order.
fn changes() -> impl Strategy<Value = String> {
    let parts = [
        "adder",
        "sultan rs",
        "elegy",
        "kuruma",
        "remove",
        "no",
        "not",
        "drop one",
        "make it 3",
        "instead",
        "instead of",
        "swap",
        "for",
        "only",
        "just",
        "actually",
        "wait",
        "i meant",
        "add",
        "another",
        "2 more",
        "one less",
        "everything",
        "except",
        "and",
        "or",
        ",",
        ".",
        "\n",
        "999",
        "0",
        "2",
        "x5",
        "never mind",
        "take",
        "out",
        "it",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..12)
        .prop_map(|parts| parts.join(" "))
}

fn holds_of_order(text: &str, had: &[Ordered]) -> Result<Revision, TestCaseError> {
    let revision = revise(&index(), text, had);
    let mut places: Vec<usize> = revision.lines.iter().filter_map(|line| line.had).collect();
    places.extend(revision.ambiguous.iter().filter_map(|it| it.had));
    for (at, line) in revision.lines.iter().enumerate() {
        prop_assert!((1..=MOST_OF_ONE).contains(&line.quantity));
        let twice = revision.lines[..at].iter().any(|it| it.product == line.product);
        prop_assert!(!twice || line.had.is_some(), "a product has one new line");
    }
    for question in &revision.ambiguous {
        prop_assert!((1..=MOST_OF_ONE).contains(&question.quantity));
        prop_assert!(!question.candidates.is_empty());
        prop_assert!(text.contains(&question.written));
    }
    prop_assert!(places.iter().all(|&at| at < had.len()));
    let count = places.len();
    places.sort_unstable();
    places.dedup();
    prop_assert_eq!(places.len(), count, "a line is in one place");
    Ok(revision)
}

fn as_wanted(revision: &Revision) -> Vec<Ordered> {
    let wanted = |line: &super::Revised| Ordered {
        product: line.product.clone(),
        quantity: line.quantity,
        options: line.options.clone(),
    };
    revision.lines.iter().map(wanted).collect()
}

proptest! {
    #[test]
    fn any_change_of_any_order_passes_unharmed(text in changes(), had in order()) {
        holds_of_order(&text, &had)?;
    }

    #[test]
    fn any_answer_chooses_what_was_offered(
        text in prop_oneof![near_misses(), changes()],
        places in prop::collection::vec(0_usize..7, 0..4),
    ) {
        let names = ["adder", "sultan-rs", "xa-21", "dubsta-6x6", "kuruma-armored", "elegy-rh8", "gone"];
        let among: Vec<_> = places.iter().map(|&at| ProductId::new(names[at]).unwrap()).collect();
        let choice = choose(&index(), &text, &among);
        let picked = match &choice {
            Choice::One(one) => std::slice::from_ref(one),
            Choice::Several(several) => several.as_slice(),
            Choice::Among(left) => {
                prop_assert!(left.len() > 1 && left.len() < among.len());
                prop_assert!(left.iter().all(|it| among.contains(it)));
                &[]
            }
            Choice::NoneOfThem
            | Choice::Unclear
            | Choice::Count(_)
            | Choice::Either
            | Choice::Open => &[],
        };
        prop_assert!(picked.iter().all(|it| among.contains(&it.product)));
        prop_assert!(picked.iter().all(|it| it.quantity.is_none_or(|it| (1..=MOST_OF_ONE).contains(&it))));
        prop_assert_eq!(choose(&index(), &text, &among), choice);
    }

    #[test]
    fn words_that_ask_for_nothing_leave_the_order(
        had in order(), text in "(hello|thanks|please|hmm|ok so|🚗|washington|how are you|,|\n| ){0,8}"
    ) {
        let revision = holds_of_order(&text, &had)?;
        prop_assert_eq!(as_wanted(&revision), had);
    }

    #[test]
    fn a_list_that_is_said_again_changes_nothing(had in order()) {
        let lines: Vec<_> = had.iter().filter(|it| it.product.as_str() != "gone").collect();
        let mut text: Vec<String> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if lines[at + 1..].iter().all(|it| it.product != line.product) {
                text.push(format!("{}x {}", line.quantity, line.product));
            }
        }
        let once = revise(&index(), &text.join(", "), &had);
        prop_assert_eq!(as_wanted(&once), had);
    }

    #[test]
    fn any_text_passes_unharmed(text in "\\PC{0,200}|(?s).{0,100}|[éñxX2 \u{301}.,~<>@-]{0,40}") {
        holds(&text)?;
    }

    #[test]
    fn any_mixture_of_meaningful_parts_passes_unharmed(text in near_misses()) {
        holds(&text)?;
    }
}
