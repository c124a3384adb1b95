//! What is on the order, and its kin, called by one word: "add 2 white ones", "make them white",
//! where Red Roses are on it and White Roses are sold; "remove 2 roses", where those are the only
//! roses on it.

use std::ops::Range;

use super::{
    lists::{
        AND, COURTESIES, DEFINITE, QUIET,
        verbs::{ADDING, CHANGING, MORE, REMOVING, WITHOUT},
    },
    named::{extent::bare, words_of},
    talk::Talk,
};
use crate::domain::{
    catalogue::{Product, ProductId, ProductOption},
    recognise::{is_number, names_colour, singular},
    shelf::Stock,
};

/// What a text calls so.
pub(super) enum Called {
    /// The text with the names of the products.
    Named(String),
    /// A colour that nothing there, and nothing like it, is sold in: "add 2 blue ones".
    Nothing,
}

impl Talk<'_> {
    /// None if a text calls nothing so.
    pub(super) fn called_by_kin(&self, stock: &Stock, text: &str) -> Option<Called> {
        let products = self.products(stock);
        if products.is_empty() || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let words = Words::of(text);
        let names = || products.iter().flat_map(|it| it.name.split(' '));
        let is_name = |word: &str| names().any(|it| it.to_lowercase() == word);
        let is_quiet = words.plain.iter().all(|it| is_quiet(it) || is_name(it));
        let mut named: Vec<(Range<usize>, &str)> = vec![];
        for at in 0..words.spans.len() {
            let found = coloured(stock, &products, &words, at)
                .filter(|_| is_quiet)
                .or_else(|| called(&products, &words, at).map(|it| (at..at + 1, it)))
                .or_else(|| shown(stock, &products, &words, at));
            if let Some((place, product)) = found {
                named.push((words.span(&place)?, &product.name));
            } else if is_quiet && words.is_strange(&products, at) {
                return Some(Called::Nothing);
            }
        }
        let mut said = text.to_owned();
        for (span, name) in named.iter().rev() {
            said.replace_range(span.clone(), name);
        }
        (!named.is_empty()).then_some(Called::Named(said))
    }
}

/// The words of a text.
struct Words {
    spans: Vec<Range<usize>>,
    plain: Vec<String>,
    /// Whether something ends behind each.
    ends: Vec<bool>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self { spans: vec![], plain: vec![], ends: vec![] };
        for span in words_of(text) {
            let word = text.get(span.clone()).unwrap_or_default();
            let plain = bare(word);
            words.spans.push(span.start..span.start + plain.len());
            words.ends.push(plain.len() < word.len());
            words.plain.push(plain.to_lowercase());
        }
        words
    }

    fn word(&self, at: usize) -> &str {
        self.plain.get(at).map_or("", String::as_str)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// Whether nothing that goes on with it stands behind the word.
    fn closes(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        self.ends.get(at).copied().unwrap_or(true)
            || next.is_empty()
            || BEHIND.contains(&next)
            || COURTESIES.contains(&next)
    }

    /// Whether a colour stands for pieces, and none of these products is so: "blue ones".
    fn is_strange(&self, products: &[&Product], at: usize) -> bool {
        let colour = self.word(at);
        let has_colour = |it: &&&Product| it.name.split(' ').any(names_colour);
        matches!(self.word(at + 1), "one" | "ones")
            && names_colour(colour)
            && products.iter().any(|it| has_colour(&it))
            && !products.iter().any(|it| may_be(it, colour))
    }

    fn span(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.spans.get(place.start)?, self.spans.get(place.end - 1)?);
        Some(first.start..last.end)
    }
}

/// The only product that is called by a colour alone: what is there, or what differs from it by
/// that colour.
fn coloured<'s>(
    stock: &'s Stock,
    products: &[&'s Product],
    words: &Words,
    at: usize,
) -> Option<(Range<usize>, &'s Product)> {
    let colour = words.word(at);
    if !names_colour(colour) {
        return None;
    }
    let ones = matches!(words.word(at + 1), "one" | "ones") && !*words.ends.get(at)?;
    let end = at + 1 + usize::from(ones);
    if !words.closes(end - 1) || products.iter().any(|it| may_be(it, colour)) {
        return None;
    }
    let mut found: Option<&ProductId> = None;
    for product in products {
        let mut name: Vec<String> = product.name.split(' ').map(str::to_lowercase).collect();
        let Some(place) = name.iter().position(|it| names_colour(it)) else { continue };
        name[place] = colour.to_owned();
        let Some(id) = stock.index.named(&name.join(" ")) else { continue };
        if found.replace(id).is_some_and(|it| it != id) {
            return None;
        }
    }
    Some((at..end, stock.catalogue.product(found?)?))
}

/// The only product that has the word in its name, if something on the order is meant: "the mint
/// one", "the mint".
fn shown<'s>(
    stock: &Stock,
    products: &[&'s Product],
    words: &Words,
    at: usize,
) -> Option<(Range<usize>, &'s Product)> {
    let word = words.word(at);
    let before = at.checked_sub(1).filter(|it| !words.ends.get(*it).copied().unwrap_or(true))?;
    let is_known = DEFINITE.contains(&words.word(before)) && stock.index.named(word).is_none();
    let is_choice = products.iter().any(|it| may_be(it, word));
    // "the iphone 14", where an iPhone 13 is there.
    let longer = format!("{word} {}", words.word(at + 1));
    let is_known = is_known && stock.index.named(&longer).is_none();
    if !is_known || is_choice || word.chars().nth(FEWEST_LETTERS - 1).is_none() {
        return None;
    }
    let has =
        |product: &Product, word: &str| product.name.split(' ').any(|it| it.to_lowercase() == word);
    let mut found = products.iter().filter(|it| has(it, word));
    let product = found.next().filter(|_| found.next().is_none())?;
    let ones = matches!(words.word(at + 1), "one" | "ones") && !*words.ends.get(at)?;
    let is_more = has(product, words.word(at + 1));
    (!is_more && product.name.contains(' ')).then_some((at..at + 1 + usize::from(ones), *product))
}

/// Whether a colour may be chosen for a product.
fn may_be(product: &Product, colour: &str) -> bool {
    let mut choices = product.options.iter().flat_map(ProductOption::choices);
    choices.any(|it| it.label.to_lowercase().split(' ').any(|word| word == colour))
}

/// Whether a word only says what is to be done, how many, or what colour: what is named beside it may
/// be what the colour is of.
fn is_quiet(word: &str) -> bool {
    let is_said = [&QUIET[..], &DEFINITE, &CHANGING, &MORE, &REMOVING, &WITHOUT, &ADDING, &AND]
        .iter()
        .any(|it| it.contains(&word));
    is_said
        || is_number(word)
        || names_colour(word)
        || COURTESIES.contains(&word)
        || BEHIND.contains(&word)
        || matches!(word, "one" | "ones" | "of" | "only" | "just" | "make" | "a" | "no" | "also")
}

/// The only product there that is called by its last word, where a word before it says that
/// something is to change or to go and nothing goes on behind it.
fn called<'s>(products: &[&'s Product], words: &Words, at: usize) -> Option<&'s Product> {
    let noun = singular(words.word(at));
    let is_it = |it: &&&Product| {
        let mut name = it.name.split(' ');
        let last = name.next_back().map(str::to_lowercase);
        name.next().is_some() && last.is_some_and(|last| singular(&last) == noun)
    };
    let mut all = products.iter().filter(is_it);
    let only = all.next().filter(|_| all.next().is_none())?;
    let leads = |word: &str| {
        DEFINITE.contains(&word)
            || QUIET.contains(&word)
            || MORE.contains(&word)
            || REMOVING.contains(&word)
            || WITHOUT.contains(&word)
            || is_number(word)
            || matches!(word, "less" | "fewer" | "all" | "both" | "only")
    };
    let changes = |word: &String| {
        let word = word.as_str();
        REMOVING.contains(&word)
            || CHANGING.contains(&word)
            || WITHOUT.contains(&word)
            || matches!(word, "make" | "only" | "just" | "more" | "less" | "fewer" | "not")
    };
    let is_changed = words.closes(at) && (0..at).any(|at| words.plain.get(at).is_some_and(changes));
    let is_joined = AND.contains(&words.word(0));
    (leads(words.before(at)) && is_changed && !is_joined).then_some(*only)
}

/// What may stand behind a colour that stands for a product.
const BEHIND: [&str; 10] =
    ["instead", "rather", "too", "then", "and", "but", "not", "stattdessen", "und", "auch"];
/// A longer text, in characters, says more than that.
const LONGEST: usize = 120;
/// A shorter word may be anything.
const FEWEST_LETTERS: usize = 3;
