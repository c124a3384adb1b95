//! The rules of a catalogue.

mod advice;
mod selling;

pub(super) use advice::advice_on;

use std::collections::HashMap;

use super::{
    CatalogueFault, CatalogueProblem, LONGEST_NAME, MOST_ALIASES, MOST_PRODUCTS, Part, Product,
    ProductId, Tariff,
};
use crate::domain::recognise;

/// Everything that is wrong, the tariff first, then the products in their order.
pub(super) fn faults_of(products: &[Product], tariff: &Tariff) -> Vec<CatalogueFault> {
    if products.len() > MOST_PRODUCTS {
        let problem = CatalogueProblem::TooManyProducts { count: products.len() };
        return vec![CatalogueFault { part: Part::Product(MOST_PRODUCTS), problem }];
    }
    let mut faults = selling::faults_of_tariff(tariff);
    let mut patterns = selling::Patterns::default();
    let mut ids: HashMap<&ProductId, usize> = HashMap::new();
    let mut keys: HashMap<String, (usize, &str)> = HashMap::new();
    for (index, product) in products.iter().enumerate() {
        let mut report = |problem| {
            faults.push(CatalogueFault { part: Part::Product(index), problem });
        };
        if let Some(first) = ids.insert(&product.id, index) {
            ids.insert(&product.id, first);
            report(CatalogueProblem::SameId { id: product.id.clone(), first });
        }
        if product.aliases.len() > MOST_ALIASES {
            report(CatalogueProblem::TooManyAliases { count: product.aliases.len() });
        }
        for name in product.names() {
            if let Some(problem) = fault_of_name(name) {
                report(problem);
                continue;
            }
            let (first, their_name) =
                *keys.entry(recognise::name_key(name)).or_insert((index, name));
            if first != index {
                report(CatalogueProblem::SameName {
                    name: name.to_owned(),
                    first,
                    their_name: their_name.to_owned(),
                    their_id: products[first].id.clone(),
                });
            }
        }
        selling::check(product, &mut patterns, &mut report);
    }
    faults
}

fn fault_of_name(name: &str) -> Option<CatalogueProblem> {
    if name.trim().is_empty() {
        Some(CatalogueProblem::EmptyName)
    } else if name.chars().count() > LONGEST_NAME {
        Some(CatalogueProblem::LongName { start: name.chars().take(20).collect() })
    } else if name.contains(char::is_control) {
        Some(CatalogueProblem::ControlCharacter { name: name.to_owned() })
    } else if recognise::key_of(name).is_empty() {
        Some(CatalogueProblem::NothingToRecognise { name: name.to_owned() })
    } else {
        None
    }
}
