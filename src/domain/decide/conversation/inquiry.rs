//! Questions of a customer about what is on their order: "how much is the adder?", "is it black?".

use super::talk::Talk;
use crate::domain::{
    answer::phrase,
    catalogue::ProductId,
    notice::{ChoiceTold, Told},
    recognise::recognise,
};

impl Talk<'_> {
    /// What is to be told to whoever asks something; none if nothing is asked.
    pub(super) fn inquiry(&self, text: &str) -> Option<Told> {
        let stock = self.shelf.stock.as_deref()?;
        let read = recognise(&stock.index, text);
        let order = &self.next.order;
        let ordered = |it: &&ProductId| order.lines.iter().any(|line| line.product == **it);
        let inquired: Vec<_> = read.inquired.iter().filter(ordered).collect();
        let is_question = text.contains(['?', '？']);
        // Who asks for something else is offered that.
        if order.lines.is_empty() || (!is_question && inquired.is_empty()) {
            return None;
        }
        let discussed: Vec<_> = read.suggested.iter().filter(ordered).collect();
        let said = phrase(&text.replace(['?', '？'], " ")).unwrap_or_default();
        let said = format!(" {said} ");
        let prices = PRICES.iter().any(|it| said.contains(&format!(" {it} ")));
        let named: Vec<_> = inquired.iter().chain(&discussed).copied().collect();
        let choices = self.choices_said(&said, &named);
        let whole = prices && named.is_empty() && choices.is_empty() && read.unknown.is_empty();
        let mut view = order.view();
        view.lines.retain(|view| {
            let line = order.line(view.id);
            whole || line.is_some_and(|line| named.contains(&&line.product))
        });
        let is_known = whole || (!inquired.is_empty() && discussed.is_empty());
        let staff = !is_known && (choices.is_empty() || !prices);
        view.over.clear();
        let currency = stock.catalogue.tariff().currency.clone();
        Some(Told { order: view, whole, choices, currency, staff })
    }

    /// The choices of these products, or of all that are on the order, that a text names.
    fn choices_said(&self, said: &str, named: &[&ProductId]) -> Vec<ChoiceTold> {
        let Some(stock) = self.shelf.stock.as_deref() else { return vec![] };
        let mut told: Vec<ChoiceTold> = vec![];
        for line in &self.next.order.lines {
            let asked = named.is_empty() || named.contains(&&line.product);
            let product = stock.catalogue.product(&line.product).filter(|_| asked);
            let choices =
                product.into_iter().flat_map(|it| &it.options).flat_map(|it| it.choices());
            for choice in choices {
                let is_said =
                    phrase(&choice.label).is_some_and(|it| said.contains(&format!(" {it} ")));
                let choice = ChoiceTold {
                    product: line.name.clone(),
                    label: choice.label.clone(),
                    surcharge: choice.surcharge,
                };
                if is_said && !told.contains(&choice) && told.len() < MOST_TOLD {
                    told.push(choice);
                }
            }
        }
        told
    }
}

const MOST_TOLD: usize = 5;

/// Words that ask for a price. English, German, French, Spanish, Portuguese.
const PRICES: [&str; 31] = [
    "how much",
    "price",
    "prices",
    "cost",
    "costs",
    "total",
    "extra",
    "charge",
    "surcharge",
    "wie viel",
    "wieviel",
    "kostet",
    "kosten",
    "preis",
    "aufpreis",
    "summe",
    "gesamt",
    "combien",
    "prix",
    "coute",
    "coutent",
    "supplement",
    "cuanto",
    "cuesta",
    "cuestan",
    "precio",
    "quanto",
    "custa",
    "custam",
    "preco",
    "valor",
];
