//! What an admin may want to change in a catalogue that can be used.

use super::super::{
    CatalogueFault, CatalogueProblem, Discount, OptionKind, Part, Product, ProductOption, Tariff,
};
use crate::domain::text::folded;

/// What is said of a tariff and of products, in their order.
pub(in super::super) fn advice_on(products: &[Product], tariff: &Tariff) -> Vec<CatalogueFault> {
    let currency = tariff.currency_meant();
    let currency = currency.map(|problem| CatalogueFault { part: Part::Currency, problem });
    let discounts = tariff.discounts.iter().enumerate().filter(|(_, it)| is_for_everybody(it));
    let discounts = discounts.map(|(at, discount)| CatalogueFault {
        part: Part::Discount(at),
        problem: CatalogueProblem::ForEveryOrder { name: discount.name.clone() },
    });
    let options = products.iter().enumerate().flat_map(|(at, product)| {
        let problems = product.options.iter().filter_map(of_one_choice);
        problems.map(move |problem| CatalogueFault { part: Part::Product(at), problem })
    });
    currency.into_iter().chain(discounts).chain(not_used(products)).chain(options).collect()
}

impl Tariff {
    /// What is to be said of the money of a game that is called like a currency of the world.
    #[must_use]
    pub fn currency_meant(&self) -> Option<CatalogueProblem> {
        let word = self.currency.word().filter(|_| self.currency.is_of_a_game())?;
        Some(CatalogueProblem::NameOfCurrency { word: word.to_owned(), code: code(word)? })
    }
}

/// The code of a currency that is called so. What a game calls its money may be called so too.
fn code(word: &str) -> Option<&'static str> {
    let word = folded(word);
    let one = word.strip_suffix('s').unwrap_or(&word);
    NAMES.iter().find(|(name, _)| *name == one).map(|(_, code)| *code)
}

const NAMES: [(&str, &str); 8] = [
    ("euro", "EUR"),
    ("us dollar", "USD"),
    ("dollar", "USD"),
    ("pound sterling", "GBP"),
    ("pound", "GBP"),
    ("swiss franc", "CHF"),
    ("zloty", "PLN"),
    ("yen", "JPY"),
];

/// What the file says of products and the bot does not read, told once, at the first of them.
fn not_used(products: &[Product]) -> Option<CatalogueFault> {
    let is_unread = |field: &&String| !RECOGNISED.contains(&field.as_str());
    let first = products.iter().position(|it| it.extra.keys().any(|field| is_unread(&field)))?;
    let mut fields: Vec<&str> = vec![];
    for field in products.iter().flat_map(|it| it.extra.keys()).filter(is_unread) {
        if fields.len() < MOST_FIELDS && !fields.contains(&field.as_str()) {
            fields.push(field);
        }
    }
    let several = fields.len() > 1;
    let fields: Vec<_> = fields.iter().map(|it| format!("\"{it}\"")).collect();
    let problem = CatalogueProblem::NotUsed { fields: fields.join(", "), several };
    Some(CatalogueFault { part: Part::Product(first), problem })
}

/// By these a name is recognised with its maker, and with what it is.
const RECOGNISED: [&str; 2] = ["brand", "category"];
/// Who has more of them knows that they are kept.
const MOST_FIELDS: usize = 8;

/// Whether there is no order that does not get it: each has one piece at least.
fn is_for_everybody(discount: &Discount) -> bool {
    discount.role.is_none()
        && discount.from_items.is_none_or(|items| items <= 1)
        && discount.from_subtotal.is_none_or(|amount| amount.is_zero())
}

/// What is to be said of an option that has one choice only. One that nobody needs may be taken or
/// left.
fn of_one_choice(option: &ProductOption) -> Option<CatalogueProblem> {
    let OptionKind::Choice { choices } = &option.kind else { return None };
    let [only] = choices.as_slice() else { return None };
    let name = option.name.clone();
    if only.label.contains([',', '/', ';']) {
        let choice = only.label.clone();
        return Some(CatalogueProblem::ChoicesInOne { option: name, choice });
    }
    option.required.then_some(CatalogueProblem::OneChoice { option: name })
}
