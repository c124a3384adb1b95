//! What is said of the options of what may be meant, where it is asked which product is: "green,
//! and small".

use super::super::{
    options::{called, numbered, parts_of},
    talk::Talk,
};
use crate::domain::{
    answer::Answer,
    catalogue::{Catalogue, OptionKind, Product, ProductId, ProductOption},
    order::Unclear,
    recognise::{Choice, Picked, Purpose, choose, in_digits, is_number, only_wishes, recognise},
    shelf::Stock,
};

/// What a part of an answer says.
struct Part {
    /// The only product that it chooses.
    picked: Option<Picked>,
    /// What it says of options: name and value.
    options: Vec<(String, String)>,
    /// What else it says.
    rest: String,
}

impl Talk<'_> {
    /// Hears an answer that says something of the options of what may be meant: of each product
    /// that it chooses, or of whichever it will be. Whether it is such an answer.
    pub(super) fn hear_which_described(
        &mut self,
        stock: &Stock,
        text: &str,
        among: &[ProductId],
    ) -> bool {
        let parts = Part::all(stock, text, among);
        if parts.iter().all(|it| it.options.is_empty()) {
            return false;
        }
        if let Some(picked) = parts.iter().map(|it| it.picked.clone()).collect() {
            return self.make_described_clear(stock, picked, &parts, text);
        }
        let Some(options) = agreed(&parts) else { return false };
        let rest: Vec<_> =
            parts.iter().map(|it| it.rest.trim()).filter(|it| !it.is_empty()).collect();
        let rest = rest.join(", ");
        let Some(unclear) = self.next.order.unclear.first_mut() else { return false };
        let before = unclear.options.clone();
        merge(&mut unclear.options, &options);
        let is_news = unclear.options != before;
        match choose(&stock.index, &rest, among) {
            _ if is_one_number(&rest) && among.len() > 1 => {
                self.describe_some(stock, &rest, before);
            }
            Choice::One(_) | Choice::Several(_) | Choice::Among(_) | Choice::Count(_) => {
                self.hear_about_which(stock, &rest);
            }
            Choice::Unclear if self.says_yes(&rest) => self.hear_about_which(stock, &rest),
            // "no, the small one", "in small?".
            _ if is_news && says_nothing(stock, &rest) => {
                self.turn();
                self.say_doubt_anew(stock);
            }
            _ => {
                if let Some(unclear) = self.next.order.unclear.first_mut() {
                    unclear.options = before;
                }
                return false;
            }
        }
        true
    }

    /// Notes what a question about what may be meant says of its options: "how much is a small one?"
    pub(super) fn describe_unclear(&mut self, stock: &Stock, text: &str, among: &[ProductId]) {
        let said = agreed(&Part::all(stock, text, among));
        if let (Some(unclear), Some(said)) = (self.next.order.unclear.first_mut(), said) {
            merge(&mut unclear.options, &said);
        }
    }

    fn says_yes(&self, text: &str) -> bool {
        self.flow().answer(text).or_else(|| self.answer_beside(text).0) == Some(Answer::Yes)
    }

    /// So many of the pieces that are asked about are to be so, and the others as `before`: "2
    /// large" of three.
    fn describe_some(&mut self, stock: &Stock, number: &str, before: Vec<(String, String)>) {
        let unclear = &mut self.next.order.unclear;
        let said = in_digits(number).and_then(|it| it.parse().ok());
        if let (Some(first), Some(said)) = (unclear.first_mut(), said)
            && said > 0
        {
            let others = first.quantity.saturating_sub(said);
            first.count(said);
            if others > 0 && first.purpose == Purpose::Add {
                let options = before;
                let others =
                    Unclear { quantity: others, options, instead_of: None, ..first.clone() };
                unclear.insert(1, others);
            }
        }
        self.turn();
        self.say_doubt_anew(stock);
    }

    /// "one green, and a small black": each as it is described. Whether the pieces add up.
    fn make_described_clear(
        &mut self,
        stock: &Stock,
        picked: Vec<Picked>,
        parts: &[Part],
        text: &str,
    ) -> bool {
        let order = &mut self.next.order;
        let Some(unclear) = order.unclear.first().cloned() else { return false };
        let Some(picked) = unclear.shared(picked) else { return false };
        let left = unclear.left_of(&picked).filter(|_| only_wishes(text));
        order.unclear.remove(0);
        for (picked, part) in picked.into_iter().zip(parts) {
            let mut described = unclear.clone();
            merge(&mut described.options, &part.options);
            order.unclear.insert(0, described);
            order.make_clear(&stock.catalogue, &[picked]);
        }
        order.unclear.splice(0..0, left);
        self.doubt_settled();
        true
    }
}

impl Part {
    /// The parts of a text; none if nothing can be said of options.
    fn all(stock: &Stock, text: &str, among: &[ProductId]) -> Vec<Self> {
        let shared = shared(&stock.catalogue, among);
        let parts = parts_of(text);
        if shared.is_empty() || parts.len() > MOST_PARTS {
            return vec![];
        }
        parts.into_iter().map(|it| Self::read(stock, it, among, &shared)).collect()
    }

    fn read(stock: &Stock, text: String, among: &[ProductId], shared: &[&ProductOption]) -> Self {
        let one = |text: &str| match choose(&stock.index, text, among) {
            Choice::One(picked) => Some(picked),
            _ => None,
        };
        let picked = one(&text);
        let mut options = vec![];
        let mut rest = text.clone();
        for option in shared {
            if let Some((value, beside)) = said_of(option, &rest)
                && takes(stock, among, &option.name, &value)
            {
                options.push((option.name.clone(), value));
                rest = beside;
            }
        }
        // "green" is a tea and no colour; "a large cola" is something else.
        let product = |it: Option<&Picked>| it.map(|it| it.product.clone());
        let is_product = among.len() > 1
            && picked.is_some()
            && product(one(&rest).as_ref()) != product(picked.as_ref());
        if is_product || names_another(stock, &text, among) {
            return Self { picked, options: vec![], rest: text };
        }
        // "2 large" is a number of pieces, and no place.
        let picked = one(&rest).filter(|_| among.len() == 1 || !is_one_number(&rest));
        Self { picked, options, rest }
    }
}

/// The choice that words name, and what else they say: "the small one", "and in 60?" of 60cm.
fn said_of(option: &ProductOption, text: &str) -> Option<(String, String)> {
    let text = text.replace(['?', '？'], " ");
    let words: Vec<_> = text.split_whitespace().collect();
    let number = words.iter().position(|it| it.eq_ignore_ascii_case("in")).and_then(|at| {
        let choice = numbered(option, words.get(at + 1)?)?;
        Some((choice.label.clone(), [&words[..at], &words[at + 2..]].concat().join(" ")))
    });
    number.or_else(|| called(option, &text))
}

/// The options with choices that the products have in common.
fn shared<'c>(catalogue: &'c Catalogue, among: &[ProductId]) -> Vec<&'c ProductOption> {
    let mut products = among.iter().filter_map(|it| catalogue.product(it));
    let first = products.next().map_or(&[][..], |it| it.options.as_slice());
    let has = |product: &Product, option: &ProductOption| product.option(&option.name).is_some();
    let is_choice = |it: &&ProductOption| matches!(it.kind, OptionKind::Choice { .. });
    let options = first.iter().filter(is_choice);
    options.filter(|option| products.clone().all(|it| has(it, option))).collect()
}

/// Whether all these products have this value of an option.
fn takes(stock: &Stock, among: &[ProductId], option: &str, value: &str) -> bool {
    let mut products = among.iter().filter_map(|it| stock.catalogue.product(it));
    let fits = |product: &Product| {
        let answer = product.option(option).and_then(|it| it.answer(value).ok());
        answer.as_deref() == Some(value)
    };
    products.all(fits)
}

/// "2", "two".
fn is_one_number(text: &str) -> bool {
    text.split_whitespace().count() == 1 && is_number(text)
}

/// Whether words name a product that is not among these.
fn names_another(stock: &Stock, text: &str, among: &[ProductId]) -> bool {
    let read = recognise(&stock.index, text);
    let lines = read.lines.iter().map(|it| &it.product);
    let unclear = read.ambiguous.iter().flat_map(|it| &it.candidates);
    lines.chain(unclear).chain(&read.inquired).any(|it| !among.contains(it))
}

/// Whether words name no product and nothing that is not understood.
fn says_nothing(stock: &Stock, text: &str) -> bool {
    let is_it = |word: &&str| matches!(*word, "one" | "ones");
    let text: Vec<_> = text.split_whitespace().filter(|it| !is_it(it)).collect();
    let read = recognise(&stock.index, &text.join(" "));
    read.lines.is_empty() && read.ambiguous.is_empty() && read.unknown.is_empty()
}

/// What is said of each option, unless there is more than one of it.
fn agreed(parts: &[Part]) -> Option<Vec<(String, String)>> {
    let mut agreed: Vec<(String, String)> = vec![];
    for (name, value) in parts.iter().flat_map(|it| &it.options) {
        match agreed.iter().find(|it| it.0 == *name) {
            Some(known) if known.1 != *value => return None,
            Some(_) => {}
            None => agreed.push((name.clone(), value.clone())),
        }
    }
    Some(agreed)
}

fn merge(options: &mut Vec<(String, String)>, said: &[(String, String)]) {
    options.retain(|it| said.iter().all(|new| new.0 != it.0));
    options.extend_from_slice(said);
}

/// An answer has no more beside it.
const MOST_PARTS: usize = 8;
