//! What the targets hold the recogniser to, and what they give to it: a shop and a text, made so
//! that the rules have something to work on from the beginning. The tests of the workspace do the
//! same with random bytes.

mod targets;

pub use targets::{choose, recognise, revise};

use std::sync::{Arc, LazyLock};

use arbitrary::Arbitrary;
use ticketflow::domain::{
    catalogue::{Catalogue, Choice, OptionKind, Part, Product, ProductId, ProductOption},
    recognise::{Index, Ordered},
};

/// A shop, an order in it and a message.
#[derive(Arbitrary, Debug)]
pub struct Input<'a> {
    names: Vec<(&'a str, Option<&'a str>)>,
    /// Which product, how many, and which choices.
    order: Vec<(u8, u16, u8)>,
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

/// What the products of every second name can be.
const COLOURS: [&str; 3] = ["black", "white", "gold"];
const SIZES: [&str; 2] = ["small", "large"];

const WORDS: [&str; 74] = [
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
    "black",
    "white",
    "gold",
    "pink",
    "small",
    "large",
    "colour",
    "in",
    "last week",
    "again",
];

const GAPS: [&str; 16] =
    [" ", "", ", ", "\n", ". ", "-", " - ", ": ", "(", ")", "~~", "**", "#", "$", "'", "/"];

const MOST_NAMES: usize = 12;
/// The longest message of Discord.
const LONGEST: usize = 4_000;

impl Input<'_> {
    pub fn scene(&self) -> Scene {
        let shop = if self.names.is_empty() { PLAIN.clone() } else { Arc::new(shop(&self.names)) };
        let wanted = |&(number, quantity, chosen): &(u8, u16, u8)| {
            let product = shop.catalogue.products().get(usize::from(number));
            let options = product.map(|it| it.options.as_slice()).unwrap_or_default();
            let chosen = options.iter().filter_map(|option| {
                let choices = option.choices();
                let choice = choices.get(usize::from(chosen) % (choices.len() + 1))?;
                Some((option.name.clone(), choice.label.clone()))
            });
            Ordered {
                product: id(usize::from(number)),
                quantity: u32::from(quantity % 999) + 1,
                options: chosen.collect(),
            }
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
        if number % 2 == 0 {
            product.options = vec![option("Colour", &COLOURS), option("Size", &SIZES)];
        }
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

fn option(name: &str, choices: &[&str]) -> ProductOption {
    let choice = |&label: &&str| Choice { label: label.to_owned(), ..Choice::default() };
    let choices = choices.iter().map(choice).collect();
    ProductOption { name: name.to_owned(), kind: OptionKind::Choice { choices }, required: true }
}

fn id(number: usize) -> ProductId {
    ProductId::new(format!("p{number}")).expect("an id")
}
