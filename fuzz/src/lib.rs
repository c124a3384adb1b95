//! What the targets have in common: a shop and a text, made so that the rules have something to work
//! on from the beginning.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use arbitrary::Arbitrary;
use ticketflow::domain::{
    catalogue::{Catalogue, Part, Product, ProductId},
    recognise::{Index, Ordered},
};

/// A shop, an order in it and a message.
#[derive(Arbitrary, Debug)]
pub struct Input<'a> {
    names: Vec<(&'a str, Option<&'a str>)>,
    order: Vec<(u8, u16)>,
    pieces: Vec<Piece<'a>>,
}

/// A piece of a message.
#[derive(Arbitrary, Debug)]
enum Piece<'a> {
    /// A name of the shop.
    Name(u8),
    /// A name of the shop with a letter left out, changed, doubled or exchanged.
    Slip(u8, u8, Slip),
    /// A word that does something.
    Word(u8),
    Number(u16),
    /// What stands between words.
    Gap(u8),
    Text(&'a str),
}

#[derive(Arbitrary, Debug, Clone, Copy)]
enum Slip {
    Out,
    Twice,
    Swapped,
    Other(char),
}

/// What a target works on.
#[derive(Debug)]
pub struct Scene {
    pub shop: Arc<Shop>,
    pub order: Vec<Ordered>,
    pub text: String,
}

/// A catalogue and what finds its products.
#[derive(Debug)]
pub struct Shop {
    pub catalogue: Catalogue,
    pub index: Index,
}

/// The shop to which the input adds no names: most runs need no other, and building one is most of
/// the work.
static PLAIN: LazyLock<Arc<Shop>> = LazyLock::new(|| Arc::new(shop(&[])));

const NAMES: [&str; 10] = [
    "Adder",
    "Sultan RS",
    "XA-21",
    "Dubsta 6x6",
    "Kuruma (Armored)",
    "Elegy RH8",
    "Elegy",
    "T20",
    "Fish & Chips",
    "Large Double Cheeseburger with Bacon",
];

const WORDS: [&str; 64] = [
    "x",
    "a",
    "two",
    "dozen",
    "half",
    "couple",
    "each",
    "of",
    "them",
    "and",
    "or",
    "not",
    "no",
    "remove",
    "cancel",
    "without",
    "drop",
    "make",
    "it",
    "instead",
    "of",
    "swap",
    "for",
    "wait",
    "actually",
    "meant",
    "add",
    "another",
    "more",
    "less",
    "only",
    "just",
    "everything",
    "except",
    "first",
    "second",
    "both",
    "neither",
    "the",
    "one",
    "my",
    "sold",
    "was",
    "account",
    "k",
    "pm",
    "nein",
    "noch",
    "ein",
    "statt",
    "sans",
    "encore",
    "otro",
    "em",
    "vez",
    "nog",
    "zamiast",
    "take",
    "out",
    "never",
    "mind",
    "want",
    "hundred",
    "twenty",
];

const GAPS: [&str; 16] =
    [" ", "", ", ", "\n", ". ", "-", " - ", ": ", "(", ")", "~~", "**", "#", "$", "'", "/"];

const MOST_NAMES: usize = 12;
/// The longest message of Discord.
const LONGEST: usize = 4_000;
/// Far more than the longest message needs, also with the fuzzer's checks and on a machine that has
/// other things to do.
const PATIENCE: Duration = Duration::from_secs(10);

impl Input<'_> {
    pub fn scene(&self) -> Scene {
        let shop = if self.names.is_empty() { PLAIN.clone() } else { Arc::new(shop(&self.names)) };
        let wanted = |&(number, quantity): &(u8, u16)| Ordered {
            product: id(usize::from(number)),
            quantity: u32::from(quantity % 999) + 1,
            options: Vec::new(),
        };
        let order = self.order.iter().take(20).map(wanted).collect();
        let text: String = self.pieces.iter().map(|piece| piece.text(&shop.catalogue)).collect();
        let text = text.chars().take(LONGEST).collect();
        Scene { shop, order, text }
    }
}

impl Piece<'_> {
    fn text(&self, catalogue: &Catalogue) -> String {
        let name = |number: u8| {
            let products = catalogue.products();
            products[usize::from(number) % products.len()].name.as_str()
        };
        match *self {
            Self::Name(number) => name(number).to_owned(),
            Self::Slip(number, place, slip) => slipped(name(number), place, slip),
            Self::Word(number) => WORDS[usize::from(number) % WORDS.len()].to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Gap(number) => GAPS[usize::from(number) % GAPS.len()].to_owned(),
            Self::Text(text) => text.to_owned(),
        }
    }
}

fn shop(names: &[(&str, Option<&str>)]) -> Shop {
    let fixed = NAMES.iter().map(|&name| (name, None));
    let product = |((name, alias), number): ((&str, Option<&str>), usize)| {
        let mut product = Product::named(id(number), name);
        product.aliases.extend(alias.map(str::to_owned));
        product
    };
    let products = fixed.chain(names.iter().copied().take(MOST_NAMES)).zip(0..).map(product);
    let catalogue = kept(products.collect());
    Shop { index: Index::new(&catalogue), catalogue }
}

/// A catalogue of those products that break no rule.
fn kept(mut products: Vec<Product>) -> Catalogue {
    loop {
        match Catalogue::new(products.clone()) {
            Ok(catalogue) => return catalogue,
            Err(faults) => {
                let mut number = 0;
                products.retain(|_| {
                    let faulty = faults.iter().any(|fault| fault.part == Part::Product(number));
                    number += 1;
                    !faulty
                });
            }
        }
    }
}

fn slipped(name: &str, place: u8, slip: Slip) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = usize::from(place) % letters.len();
    match slip {
        Slip::Out => drop(letters.remove(place)),
        Slip::Twice => letters.insert(place, letters[place]),
        Slip::Swapped => letters.swap(place, (place + 1) % name.chars().count()),
        Slip::Other(letter) => letters[place] = letter,
    }
    letters.into_iter().collect()
}

fn id(number: usize) -> ProductId {
    ProductId::new(format!("p{number}")).expect("an id")
}

/// Runs `work` twice: it must not take long, and say the same both times.
pub fn twice<T: PartialEq + std::fmt::Debug>(work: impl Fn() -> T) -> T {
    let begun = Instant::now();
    let found = work();
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert_eq!(found, work());
    found
}
