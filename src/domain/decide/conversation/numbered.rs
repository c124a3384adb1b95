//! Numbers that are no amounts: "actually the 14", where an iPhone 13 is on the order and an iPhone
//! 14 is sold, and "make it 43", where that is a size.

use super::{
    amend::Amended,
    lists::{
        CORRECTING, COURTESIES, DEFINITE, ONE, QUIET,
        verbs::{CHANGING, MAKES},
    },
    named::{
        extent::{bare, takes_words},
        words_of,
    },
    options,
    talk::Talk,
};
use crate::domain::{
    answer::phrase,
    catalogue::{Product, ProductId, ProductOption},
    notice::Misread,
    shelf::Stock,
};

/// A word of a text that is a number, and what stands beside it.
struct Number<'t> {
    at: std::ops::Range<usize>,
    digits: &'t str,
    /// "the 14", "a 14".
    is_pointed: bool,
    next: String,
}

impl Talk<'_> {
    /// An option that is to be another number, if a text says nothing else.
    pub(super) fn take_numbered(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        let numbers = numbers_of(text);
        let [number] = numbers.as_slice() else { return None };
        if let Some(misread) = self.take_open_number(stock, text) {
            return Some(misread);
        }
        let makes = [&MAKES[..], &CHANGING[..], &["to", "auf"]].concat();
        let counts = number.digits.len() < LEAST_DIGITS || !corrects(text, &makes);
        if counts || self.next.order.is_unclear() || self.sibling(stock, number.digits).is_some() {
            return None;
        }
        let (mut of, mut labels) = (vec![], vec![]);
        // Of several pieces there may as well be so many.
        for line in self.next.order.lines.iter().filter(|it| it.quantity == 1) {
            let Some(product) = stock.catalogue.product(&line.product) else { continue };
            for option in &product.options {
                let Some(choice) = options::numbered(option, number.digits) else { continue };
                let is_so = |it: &(String, String)| it.0 == option.name && it.1 == choice.label;
                if !line.options.iter().any(is_so) {
                    of.push((line.id, option.name.clone()));
                    labels.push(choice.label.clone());
                }
            }
        }
        let label = labels.first().cloned()?;
        // "60" may be 60cm of one thing and 60w of another.
        if labels.iter().any(|it| *it != label) {
            return None;
        }
        self.amend(Amended { of, value: Some(label), ..Amended::default() }, text);
        Some(self.fit())
    }

    /// A number alone, where the only piece on the order is still to have one: "7" of a jersey.
    fn take_open_number(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        let [line] = self.next.order.lines.as_slice() else { return None };
        let product = stock.catalogue.product(&line.product).filter(|_| line.quantity == 1)?;
        let said = bare(text.trim());
        let is_open = |it: &&ProductOption| {
            it.choices().is_empty()
                && line.options.iter().all(|(name, _)| *name != it.name)
                && !takes_words(it)
                && it.answer(said).is_ok()
        };
        let mut open = product.options.iter().filter(is_open);
        let option = open.next().filter(|_| is_number(said) && open.next().is_none())?;
        let value = (option.name.clone(), said.to_owned());
        let id = line.id;
        self.next.order.note(id, &[value]);
        Some(self.fit())
    }

    /// The text with the names of the products that it calls by their numbers alone; none if it
    /// calls none so.
    pub(super) fn called_by_number(&self, stock: &Stock, text: &str) -> Option<String> {
        let numbers = numbers_of(text);
        let is_correction = corrects(text, &[]);
        let mut named = vec![];
        for number in &numbers {
            let Some(sibling) = self.sibling(stock, number.digits) else { continue };
            let corrected = is_correction && number.digits.len() >= LEAST_DIGITS;
            if (number.is_pointed || corrected) && number.ends_name(stock, &sibling) {
                named.push((number, sibling));
            }
        }
        if named.is_empty() {
            return None;
        }
        // "change the 13 to a 14".
        let is_named = |it: &&Number<'_>| named.iter().any(|(named, _)| named.at == it.at);
        let own = numbers.iter().filter(|it| it.is_pointed && !is_named(it));
        let own: Vec<_> = own.filter_map(|it| Some((it, self.own(stock, it.digits)?))).collect();
        named.extend(own);
        named.sort_by_key(|(number, _)| number.at.start);
        let mut said = text.to_owned();
        for (number, name) in named.into_iter().rev() {
            said.replace_range(number.at.clone(), &name);
        }
        Some(said)
    }

    pub(super) fn products<'s>(&self, stock: &'s Stock) -> Vec<&'s Product> {
        let lines = self.next.order.lines.iter();
        lines.filter_map(|line| stock.catalogue.product(&line.product)).collect()
    }

    /// The only product that differs from one that is there by just this number.
    fn sibling(&self, stock: &Stock, digits: &str) -> Option<String> {
        let mut found: Option<&ProductId> = None;
        for product in self.products(stock) {
            let words: Vec<&str> = product.name.split(' ').collect();
            for at in (0..words.len()).filter(|&at| words.get(at).is_some_and(|it| is_number(it))) {
                let mut words = words.clone();
                if let Some(word) = words.get_mut(at).filter(|it| **it != digits) {
                    *word = digits;
                }
                let Some(other) = stock.index.named(&words.join(" ")) else { continue };
                if *other == product.id || found.is_some_and(|it| it == other) {
                    continue;
                }
                if found.replace(other).is_some() {
                    return None;
                }
            }
        }
        Some(stock.catalogue.product(found?)?.name.clone())
    }

    /// The only product that is there and has this number in its name.
    fn own(&self, stock: &Stock, digits: &str) -> Option<String> {
        let mut products = self.products(stock);
        products.retain(|it| it.name.split(' ').any(|it| it == digits));
        products.dedup_by_key(|it| it.id.clone());
        match products.as_slice() {
            [only] => Some(only.name.clone()),
            _ => None,
        }
    }
}

impl Number<'_> {
    /// Whether nothing behind it is counted by it: the words that follow go on with the name.
    fn ends_name(&self, stock: &Stock, name: &str) -> bool {
        let next = self.next.as_str();
        let goes_on = || stock.index.named(&format!("{name} {next}")).is_some();
        next.is_empty() || BEHIND.contains(&next) || COURTESIES.contains(&next) || goes_on()
    }
}

/// The words of a text that are numbers in digits, but for days: "on the 14".
fn numbers_of(text: &str) -> Vec<Number<'_>> {
    if !text.contains(|it: char| it.is_ascii_digit()) {
        return vec![];
    }
    let words = words_of(text);
    let word = |at: Option<usize>| {
        let range = at.and_then(|at| words.get(at)).cloned();
        range.and_then(|it| text.get(it)).unwrap_or_default()
    };
    let plain = |at: Option<usize>| phrase(word(at)).unwrap_or_default();
    let number = |at: usize| {
        let said = word(Some(at));
        let digits = said.trim_end_matches(ENDS);
        let range = words.get(at)?;
        if !is_number(digits) {
            return None;
        }
        let before = plain(at.checked_sub(1));
        let is_article = DEFINITE.contains(&&*before) || ONE.contains(&&*before);
        let is_day = DAYS.contains(&&*plain(at.checked_sub(2)));
        let next = if said == digits { plain(Some(at + 1)) } else { String::new() };
        Some(Number {
            at: range.start..range.start + digits.len(),
            digits,
            is_pointed: is_article && !is_day && before != "one",
            next,
        })
    };
    (0..words.len()).filter_map(number).collect()
}

/// Whether a text says nothing beside its numbers but that something was meant otherwise.
fn corrects(text: &str, more: &[&str]) -> bool {
    let said = phrase(text).unwrap_or_default();
    let mut is_said = false;
    let mut words = said.split(' ').filter(|it| !is_number(it));
    let is_quiet = words.all(|it| {
        let corrects = CORRECTING.contains(&it) || more.contains(&it);
        is_said |= corrects;
        corrects || QUIET.contains(&it) || COURTESIES.contains(&it)
    });
    is_quiet && is_said
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit())
}

/// A smaller number may well be how many there are to be.
const LEAST_DIGITS: usize = 2;
/// What ends a word.
const ENDS: [char; 6] = ['.', ',', '!', '?', ';', ':'];
/// What may stand behind a name that a number is.
const BEHIND: [&str; 20] = [
    "to",
    "with",
    "for",
    "into",
    "instead",
    "rather",
    "then",
    "too",
    "and",
    "but",
    "not",
    "zu",
    "auf",
    "durch",
    "gegen",
    "statt",
    "stattdessen",
    "und",
    "dann",
    "bitte",
];
/// What stands before a day.
const DAYS: [&str; 10] =
    ["on", "by", "until", "before", "after", "from", "since", "am", "bis", "vor"];
