//! What is called how among what is on an order.

use super::{
    options,
    words::{self, Does},
};
use crate::domain::{
    catalogue::{OptionKind, Product},
    recognise::slip_of,
};
use std::collections::{HashMap, HashSet};

/// The names of products, options and choices, cut into words once.
pub(super) struct Names {
    /// Choices by their first word.
    choices: HashMap<String, Vec<(Vec<String>, String)>>,
    /// Products and options: these are few, and their words may be written in another way.
    others: Vec<(Vec<String>, Does)>,
}

impl Names {
    /// Of these products, and with the values that customers wrote themselves.
    pub(super) fn new<'a>(
        products: impl Iterator<Item = &'a Product>,
        written: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut names = Self { choices: HashMap::new(), others: vec![] };
        let (mut known, mut labels) = (HashSet::new(), HashSet::new());
        let mut options = HashSet::new();
        for product in products.filter(|it| known.insert(&it.id)) {
            for name in product.names() {
                names.others.push((
                    words::keys(name),
                    Does::Product { id: product.id.clone(), plural: false },
                ));
            }
            for option in &product.options {
                if options.insert(&option.name) {
                    let keys = words::keys(&option.name);
                    names.others.push((keys, Does::Option(option.name.clone())));
                }
                if let OptionKind::Choice { choices } = &option.kind {
                    let new = choices.iter().filter(|it| labels.insert(it.label.as_str()));
                    for choice in new {
                        option.names_of(choice).for_each(|it| names.add_value(it, &choice.label));
                    }
                }
            }
        }
        written.filter(|it| labels.insert(it)).for_each(|it| names.add_value(it, it));
        names
    }

    fn add_value(&mut self, name: &str, label: &str) {
        let keys = words::keys(name);
        if let Some(first) = keys.first().cloned() {
            self.choices.entry(first).or_default().push((keys, label.to_owned()));
        }
    }

    /// What words at the beginning of these name, and how many of them.
    pub(super) fn name(&self, words: &[&str]) -> Option<(Does, usize)> {
        let mut best: Option<(Does, usize)> = None;
        let is_longer = |length: usize, best: &Option<(Does, usize)>| {
            best.as_ref().is_none_or(|it| length > it.1)
        };
        let is_product = |it: &&(Vec<String>, Does)| matches!(it.1, Does::Product { .. });
        let products = self.others.iter().filter(is_product);
        for (name, does) in products {
            let length = words::begins(words, name, true);
            if let Some(length) = length.filter(|it| is_longer(*it, &best))
                && let Does::Product { id, .. } = does
            {
                let last = length.checked_sub(1).and_then(|last| words.get(last));
                let plural = last.is_some_and(|it| words::is_plural(it, name));
                best = Some((Does::Product { id: id.clone(), plural }, length));
            }
        }
        for (name, label) in
            words.first().and_then(|it| self.choices.get(*it)).into_iter().flatten()
        {
            let length = words::begins(words, name, false);
            if let Some(length) = length.filter(|it| is_longer(*it, &best)) {
                best = Some((Does::Value(label.clone()), length));
            }
        }
        for (name, does) in self.others.iter().filter(|it| !is_product(it)) {
            let length = words::begins(words, name, true);
            if let Some(length) = length.filter(|it| is_longer(*it, &best)) {
                best = Some((does.clone(), length));
            }
        }
        best.or_else(|| Some((Does::Value(self.value_of_form(words.first()?)?), 1)))
    }

    /// The choice of which a word is a form, or a slip of the pen: "golden", "blakc".
    fn value_of_form(&self, word: &str) -> Option<String> {
        let single = |it: &String| {
            let known = self.choices.get(it)?.iter().find(|it| it.0.len() == 1);
            known.map(|it| it.1.clone())
        };
        let of_form = options::stems(word).find_map(|it| single(&it));
        of_form.or_else(|| {
            let words = self.choices.keys().map(String::as_str);
            single(&slip_of(word, words)?.to_owned())
        })
    }
}
