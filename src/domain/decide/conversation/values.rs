//! Questions for what an option can be: "what colours do you have for the mug?".

use std::sync::LazyLock;

use super::{
    amend,
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    answer::{phrase, says},
    catalogue::{Product, ProductId, ProductOption},
    notice::{OptionTold, Told},
    phrases::Phrases,
    recognise::recognise,
};

/// More options are not told at once.
const MOST_TOLD: usize = 5;

impl Talk<'_> {
    /// Whether a text asks for that, and nothing else: then it is told with the question that
    /// waits.
    pub(super) fn tell_values(&mut self, text: &str) -> bool {
        let Some(told) = self.values(text) else { return false };
        if self.may_hint(MOST_HINTS) {
            self.tell_of(told);
        }
        true
    }

    /// What the options can be for which a text asks, of the products that it names or else of
    /// those that are on the order.
    pub(super) fn values(&self, text: &str) -> Option<Told> {
        let stock = self.shelf.stock.as_deref()?;
        let said = phrase(&text.replace(['?', '？'], " ")).unwrap_or_default();
        if !ASKS.any_in(&said) {
            return None;
        }
        let read = recognise(&stock.index, text);
        // "what colours are there? and 2 plates".
        if read.lines.iter().any(|it| !read.inquired.contains(&it.product)) {
            return None;
        }
        let unsure = read.ambiguous.iter().flat_map(|it| &it.candidates);
        let named = read.inquired.iter().chain(&read.suggested).chain(unsure);
        let mut ids: Vec<&ProductId> = named.collect();
        if ids.is_empty() {
            ids = self.next.order.lines.iter().map(|it| &it.product).collect();
        }
        let mut options = vec![];
        for product in ids.into_iter().filter_map(|it| stock.catalogue.product(it)) {
            let asked = product.options.iter().filter(|it| is_asked(&said, it));
            for told in asked.map(|it| told_of(product, it)) {
                if options.len() < MOST_TOLD && !options.contains(&told) {
                    options.push(told);
                }
            }
        }
        let currency = stock.catalogue.tariff().currency.clone();
        (!options.is_empty()).then(|| Told { options, currency, ..Told::default() })
    }
}

fn told_of(product: &Product, option: &ProductOption) -> OptionTold {
    OptionTold {
        product: product.name.clone(),
        option: option.name.clone(),
        choices: option.choices().iter().map(|it| (it.label.clone(), it.surcharge)).collect(),
    }
}

/// Whether a text names the option, or all of them. One that names a choice asks something else:
/// "what does the large size cost?".
fn is_asked(said: &str, option: &ProductOption) -> bool {
    let is_any = OPTIONS.any_in(said);
    let names_choice = option.choices().iter().any(|it| says(said, &it.label));
    !option.choices().is_empty() && !names_choice && (is_any || amend::names(said, &option.name))
}

/// English, German, French, Spanish, Portuguese.
static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    what, whats, which, do you have, are there, available, welche, welchen, welcher, was fur, \
    gibt es, habt ihr, quel, quelle, quels, quelles, avez vous, que, cual, cuales, hay, tienen, \
    tienes, qual, quais, tem, ha",
    )
});
static OPTIONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    options, choices, optionen, auswahl, moglichkeiten, choix, opciones, opcoes, variants",
    )
});
