//! Currency, discounts, limits and options as JSON, read. The writer is `selling_write`.

use std::num::NonZeroU64;

use serde_json::value::RawValue;

use super::FileProblem;
use super::object::{self, Report};
use crate::domain::catalogue::{
    Choice, DEFAULT_LONGEST, Discount, Limits, OptionKind, Percent, ProductOption, Tariff, TextRule,
};
use crate::domain::ids::RoleId;
use crate::domain::money::{Currency, SignPlace};

/// The parts of a file that make a tariff.
#[derive(Default, Clone, Copy)]
pub(super) struct Parts<'t> {
    pub(super) currency: Option<&'t RawValue>,
    pub(super) discounts: Option<&'t RawValue>,
    pub(super) limits: Option<&'t RawValue>,
}

impl<'t> Parts<'t> {
    /// The place for the part that is called so.
    pub(super) fn called(&mut self, name: &str) -> Option<&mut Option<&'t RawValue>> {
        match name.trim().to_lowercase().as_str() {
            "currency" => Some(&mut self.currency),
            "discounts" => Some(&mut self.discounts),
            "limits" => Some(&mut self.limits),
            _ => None,
        }
    }
}

/// What amounts are read in where the currency cannot be known: it has the most decimals there are,
/// so that no amount is wrong for having some.
pub(super) fn any_currency() -> Currency {
    Currency::of_sign("¤", Currency::MOST_DECIMALS, SignPlace::ByLanguage).unwrap_or_default()
}

/// The tariff that the parts say, as far as it can be understood, and where each of its discounts
/// stands. The currency is `unstated` where they say none.
pub(super) fn tariff<'t>(
    parts: Parts<'t>,
    unstated: &Currency,
    report: &mut Report<'_>,
) -> (Tariff, Vec<&'t RawValue>) {
    let Parts { currency, discounts, limits } = parts;
    let currency = match currency.filter(|part| part.get() != "null") {
        None => unstated.clone(),
        Some(part) => currency_of(part, report).unwrap_or_else(any_currency),
    };
    let each = discounts.map(|part| list(part, ("discounts", DISCOUNTS), report));
    let each = each.into_iter().flatten();
    let discounts = each.filter_map(|part| Some((discount(part, &currency, report)?, part)));
    let (discounts, places) = discounts.unzip();
    let limits = limits.and_then(|part| limits_of(part, &currency, report)).unwrap_or_default();
    (Tariff { currency, discounts, limits }, places)
}

fn currency_of(part: &RawValue, report: &mut Report<'_>) -> Option<Currency> {
    let read = match serde_json::from_str::<String>(part.get()) {
        Ok(word) => {
            let word = word.trim();
            let capitals = word.to_ascii_uppercase();
            if word != capitals && capitals.len() == 3 && Currency::of_code(&capitals).is_ok() {
                let (word, code) = (word.to_owned(), capitals);
                report(part.get(), FileProblem::CodeInSmallLetters { word, code });
                return None;
            }
            Currency::of_word(word)
        }
        Err(_) => {
            let fields = object::fields(part, ["sign", "decimals", "place"], CURRENCY, report)?;
            let [sign, decimals, place] = fields;
            let Some(sign) = object::text(sign, "sign", report) else {
                report(part.get(), FileProblem::Missing { field: "sign", example: CURRENCY.1 });
                return None;
            };
            let decimals = object::whole(decimals, "decimals", report).unwrap_or(0);
            let place =
                place.map_or(Some(SignPlace::ByLanguage), |it| serde_json::from_str(it.get()).ok());
            let Some(place) = place else {
                let expected = "\"before\", \"after\" or \"by_language\"";
                report(part.get(), FileProblem::WrongKind { field: "place", expected });
                return None;
            };
            Currency::of_sign(&sign, decimals, place)
        }
    };
    read.map_err(|fault| report(part.get(), FileProblem::BadCurrency(fault))).ok()
}

fn discount(part: &RawValue, currency: &Currency, report: &mut Report<'_>) -> Option<Discount> {
    let names = ["name", "percent", "from_items", "from_subtotal", "role"];
    let [name, percent, items, subtotal, role] =
        object::fields(part, names, ("discounts", DISCOUNTS), report)?;
    for (field, value) in [("name", name), ("percent", percent)] {
        if value.is_none() {
            report(part.get(), FileProblem::Missing { field, example: DISCOUNTS });
        }
    }
    let name = object::text(name, "name", report);
    let percent = percent.and_then(|value| percent_of(value, report));
    let from_items = object::whole(items, "from_items", report);
    let from_subtotal = object::amount(subtotal, "from_subtotal", currency, report);
    // In quotes only: a number of this size is rounded by most programs that write JSON.
    let role = role.and_then(|value| {
        let id = serde_json::from_str::<String>(value.get())
            .ok()
            .and_then(|id| id.trim().parse::<NonZeroU64>().ok());
        if id.is_none() {
            let expected = "the id of a role in quotes, for example \"123456789012345678\"";
            report(value.get(), FileProblem::WrongKind { field: "role", expected });
        }
        id.map(RoleId::from)
    });
    Some(Discount { name: name?, percent: percent?, from_items, from_subtotal, role })
}

fn percent_of(value: &RawValue, report: &mut Report<'_>) -> Option<Percent> {
    let field = "percent";
    let read = match object::unquoted(value.get()) {
        Some(text) => Percent::read(&text).map_err(FileProblem::BadAmount),
        None => Err(FileProblem::WrongKind { field, expected: "a number, for example 12.5" }),
    };
    read.map_err(|problem| report(value.get(), problem)).ok()
}

fn limits_of(part: &RawValue, currency: &Currency, report: &mut Report<'_>) -> Option<Limits> {
    if part.get() == "null" {
        return None;
    }
    let names = ["most_lines", "most_items", "most_total", "hold_hours"];
    let [lines, items, total, hours] = object::fields(part, names, ("limits", LIMITS), report)?;
    Some(Limits {
        most_lines: object::whole(lines, "most_lines", report),
        most_items: object::whole(items, "most_items", report),
        most_total: object::amount(total, "most_total", currency, report),
        hold_hours: object::whole(hours, "hold_hours", report),
    })
}

/// The options of a product.
pub(super) fn options(
    part: &RawValue,
    currency: &Currency,
    report: &mut Report<'_>,
) -> Vec<ProductOption> {
    let each = list(part, ("options", OPTIONS), report);
    each.into_iter().filter_map(|part| option(part, currency, report)).collect()
}

fn option(part: &RawValue, currency: &Currency, report: &mut Report<'_>) -> Option<ProductOption> {
    let names = ["name", "required", "choices", "pattern", "hint", "longest"];
    let [name, required, choices, pattern, hint, longest] =
        object::fields(part, names, ("options", OPTIONS), report)?;
    if name.is_none() {
        report(part.get(), FileProblem::Missing { field: "name", example: OPTIONS });
    }
    let name = object::text(name, "name", report);
    let required = required.and_then(|value| {
        let read = serde_json::from_str(value.get()).ok();
        if read.is_none() {
            let expected = "true or false";
            report(value.get(), FileProblem::WrongKind { field: "required", expected });
        }
        read
    });
    let kind = match choices {
        Some(value) => {
            if [pattern, hint, longest].iter().any(Option::is_some) {
                report(part.get(), FileProblem::ChoicesAndText);
            }
            OptionKind::Choice { choices: choices_of(value, currency, report) }
        }
        None => OptionKind::Text(TextRule {
            pattern: object::text(pattern, "pattern", report),
            hint: object::text(hint, "hint", report),
            longest: object::whole(longest, "longest", report).unwrap_or(DEFAULT_LONGEST),
        }),
    };
    Some(ProductOption { name: name?, required: required.unwrap_or(true), kind })
}

/// The choices of an option. Numbers without quotes are one slip, however many there are, and each
/// is read as the text that was meant, so that what else is wrong is told with it.
fn choices_of(part: &RawValue, currency: &Currency, report: &mut Report<'_>) -> Vec<Choice> {
    let is_number = |it: &str| it.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let mut is_told = false;
    let mut choices = vec![];
    for value in list(part, ("choices", CHOICES), report) {
        if !is_number(value.get()) {
            choices.extend(choice(value, currency, report));
            continue;
        }
        if !std::mem::replace(&mut is_told, true) {
            report(value.get(), FileProblem::WrongKind { field: "choices", expected: CHOICES });
        }
        choices.push(Choice { label: value.get().to_owned(), ..Choice::default() });
    }
    choices
}

fn choice(part: &RawValue, currency: &Currency, report: &mut Report<'_>) -> Option<Choice> {
    if let Ok(label) = serde_json::from_str::<String>(part.get()) {
        return Some(Choice { label: label.trim().to_owned(), ..Choice::default() });
    }
    let [label, aliases, surcharge] =
        object::fields(part, ["label", "aliases", "surcharge"], ("choices", CHOICES), report)?;
    if label.is_none() {
        report(part.get(), FileProblem::Missing { field: "label", example: CHOICES });
    }
    let label = object::text(label, "label", report);
    let surcharge = object::amount(surcharge, "surcharge", currency, report).unwrap_or_default();
    let aliases = aliases.map(|value| list(value, ("aliases", ALIASES), report));
    let aliases = aliases.into_iter().flatten();
    let aliases = aliases.filter_map(|value| object::text(Some(value), "aliases", report));
    let aliases = aliases.collect();
    Some(Choice { label: label?, aliases, surcharge })
}

/// The members of a list; none if it is none, which is reported, or null.
pub(super) fn list<'t>(
    part: &'t RawValue,
    (field, expected): (&'static str, &'static str),
    report: &mut Report<'_>,
) -> Vec<&'t RawValue> {
    if part.get() == "null" {
        return Vec::new();
    }
    serde_json::from_str(part.get()).unwrap_or_else(|_| {
        report(part.get(), FileProblem::WrongKind { field, expected });
        Vec::new()
    })
}

const CURRENCY: (&str, &str) = (
    "currency",
    "a code such as \"EUR\", a sign such as \"$\", or an object: {\"sign\": \"$\", \"decimals\": 2}",
);
const DISCOUNTS: &str = "a list of objects: [{\"name\": \"Police\", \"percent\": 50, \"role\": \
                          \"123456789012345678\"}, {\"name\": \"Ten\", \"percent\": 5, \"from_items\": 10}]";
const LIMITS: &str = "an object: {\"most_lines\": 10, \"most_items\": 50, \"most_total\": 1000}";
const OPTIONS: &str = "a list of objects: [{\"name\": \"Colour\", \"choices\": [\"black\", \"red\"]}, \
                         {\"name\": \"Plate\", \"pattern\": \"[A-Z0-9]{1,8}\"}]";
const CHOICES: &str = "a list of texts in quotes or objects: [\"black\", {\"label\": \"gold\", \
                       \"surcharge\": 500}]";
const ALIASES: &str = "a list of texts, for example [\"golden\", \"gld\"]";
