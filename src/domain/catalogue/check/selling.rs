//! The rules of prices, options, discounts and limits.

use std::collections::HashMap;

use super::super::option::fault_of_pattern;
use super::super::{
    CatalogueFault, CatalogueProblem, Choice, Discount, LONGEST_ANSWER, LONGEST_LABEL,
    LONGEST_NAME, LONGEST_OPTION_NAME, LONGEST_PATTERN, MOST_CHOICE_ALIASES, MOST_CHOICES,
    MOST_DISCOUNTS, MOST_HOLD_HOURS, MOST_OPTIONS, MOST_PATTERNS, OptionKind, Part, Percent,
    Product, ProductOption, Tariff, TextRule,
};
use crate::domain::money::Amount;
use crate::domain::recognise;

/// The different patterns of a catalogue and why some are none; each is compiled once.
#[derive(Default)]
pub(super) struct Patterns<'p>(HashMap<&'p str, Option<String>>);

impl<'p> Patterns<'p> {
    fn check(&mut self, option: &str, pattern: &'p str) -> Option<CatalogueProblem> {
        if pattern.chars().count() > LONGEST_PATTERN {
            return Some(CatalogueProblem::LongPattern { option: option.to_owned() });
        }
        if self.0.len() >= MOST_PATTERNS && !self.0.contains_key(pattern) {
            return Some(CatalogueProblem::TooManyPatterns);
        }
        let fault = self.0.entry(pattern).or_insert_with(|| fault_of_pattern(pattern)).clone();
        fault.map(|reason| CatalogueProblem::BadPattern {
            option: option.to_owned(),
            pattern: pattern.to_owned(),
            reason,
        })
    }
}

/// Reports what is wrong with the price, the options and the numbers of a product.
pub(super) fn check<'p>(
    product: &'p Product,
    patterns: &mut Patterns<'p>,
    report: &mut impl FnMut(CatalogueProblem),
) {
    if product.most == Some(0) {
        report(CatalogueProblem::Zero { what: "most" });
    }
    let mut fine = product.price.is_none_or(Amount::is_a_price);
    if !fine {
        report(CatalogueProblem::AmountOutOfRange { what: "price" });
    }
    if product.options.len() > MOST_OPTIONS {
        report(CatalogueProblem::TooManyOptions { count: product.options.len() });
    }
    for (at, option) in product.options.iter().enumerate() {
        let same = |other: &ProductOption| alike(&other.name) == alike(&option.name);
        if product.options.iter().take(at).any(same) {
            report(CatalogueProblem::SameOption { name: option.name.clone() });
        }
        check_text("name of an option", &option.name, LONGEST_OPTION_NAME, report);
        match &option.kind {
            OptionKind::Choice { choices } => check_choices(&option.name, choices, report),
            OptionKind::Text(rule) => check_rule(&option.name, rule, patterns, report),
        }
        fine &= option.choices().iter().all(|choice| choice.surcharge.is_a_price());
    }
    if fine && !dearest(product).is_a_price() {
        report(CatalogueProblem::TooDear);
    }
}

/// What one piece costs with the dearest choice of every option.
fn dearest(product: &Product) -> Amount {
    let surcharges = product
        .options
        .iter()
        .filter_map(|option| option.choices().iter().map(|choice| choice.surcharge).max());
    product.price.unwrap_or_default().plus(surcharges.sum())
}

fn check_choices(option: &str, choices: &[Choice], report: &mut impl FnMut(CatalogueProblem)) {
    if !(1..=MOST_CHOICES).contains(&choices.len()) {
        let option = option.to_owned();
        report(CatalogueProblem::CountOfChoices { option, count: choices.len() });
        return;
    }
    let mut known: HashMap<String, (&str, usize)> = HashMap::new();
    for (at, choice) in choices.iter().enumerate() {
        check_text("choice", &choice.label, LONGEST_LABEL, report);
        for alias in &choice.aliases {
            check_text("alias of a choice", alias, LONGEST_LABEL, report);
        }
        if choice.aliases.len() > MOST_CHOICE_ALIASES {
            report(CatalogueProblem::TooManyAliases { count: choice.aliases.len() });
        }
        if !choice.surcharge.is_a_price() {
            report(CatalogueProblem::AmountOutOfRange { what: "surcharge" });
        }
        for name in choice.names() {
            let (first, place) = *known.entry(alike(name)).or_insert((name, at));
            if place != at {
                report(CatalogueProblem::SameChoice {
                    option: option.to_owned(),
                    first: first.to_owned(),
                    second: name.to_owned(),
                });
            }
        }
    }
}

fn check_rule<'p>(
    option: &str,
    rule: &'p TextRule,
    patterns: &mut Patterns<'p>,
    report: &mut impl FnMut(CatalogueProblem),
) {
    if !(1..=LONGEST_ANSWER).contains(&rule.longest) {
        let option = option.to_owned();
        report(CatalogueProblem::BadLongest { option, longest: rule.longest });
    }
    if let Some(hint) = &rule.hint {
        check_text("hint", hint, LONGEST_LABEL, report);
    }
    let fault = rule.pattern.as_ref().and_then(|pattern| patterns.check(option, pattern));
    fault.into_iter().for_each(report);
}

/// Everything that is wrong with a tariff.
pub(super) fn faults_of_tariff(tariff: &Tariff) -> Vec<CatalogueFault> {
    let mut faults = Vec::new();
    let mut report = |part, problem| faults.push(CatalogueFault { part, problem });
    if tariff.discounts.len() > MOST_DISCOUNTS {
        let count = tariff.discounts.len();
        report(Part::Discounts, CatalogueProblem::TooManyDiscounts { count });
    }
    for (at, discount) in tariff.discounts.iter().enumerate() {
        check_discount(discount, &mut |problem| report(Part::Discount(at), problem));
    }
    let limits = &tariff.limits;
    for (what, number) in [("most_lines", limits.most_lines), ("most_items", limits.most_items)] {
        if number == Some(0) {
            report(Part::Limits, CatalogueProblem::Zero { what });
        }
    }
    if limits.hold_hours.is_some_and(|hours| !(1..=MOST_HOLD_HOURS).contains(&hours)) {
        report(Part::Limits, CatalogueProblem::BadHoldHours);
    }
    match limits.most_total {
        Some(Amount::ZERO) => report(Part::Limits, CatalogueProblem::Zero { what: "most_total" }),
        Some(amount) if !amount.is_a_price() => {
            report(Part::Limits, CatalogueProblem::AmountOutOfRange { what: "most_total" });
        }
        _ => {}
    }
    faults
}

fn check_discount(discount: &Discount, report: &mut impl FnMut(CatalogueProblem)) {
    check_text("name of a discount", &discount.name, LONGEST_NAME, report);
    if !(Percent(1)..=Percent::WHOLE).contains(&discount.percent) {
        report(CatalogueProblem::BadPercent { name: discount.name.clone() });
    }
    if discount.from_subtotal.is_some_and(|amount| !amount.is_a_price()) {
        report(CatalogueProblem::AmountOutOfRange { what: "from_subtotal" });
    }
}

fn check_text(
    what: &'static str,
    text: &str,
    longest: usize,
    report: &mut impl FnMut(CatalogueProblem),
) {
    let length = text.trim().chars().count();
    if length == 0 || length > longest || text.trim() != text || text.contains(char::is_control) {
        let start = text.chars().take(20).filter(|letter| !letter.is_control()).collect();
        report(CatalogueProblem::BadText { what, start, longest });
    }
}

/// What two names are alike by: what customers' words are compared by, if there is any of it.
fn alike(name: &str) -> String {
    let key = recognise::key_of(name);
    if key.is_empty() { name.to_owned() } else { key }
}
