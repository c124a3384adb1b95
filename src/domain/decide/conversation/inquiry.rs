//! Words that change nothing of an order: questions about what is on it, "how much is the adder?",
//! and changes that are not understood.

use std::sync::LazyLock;

use super::{
    change::asks_about,
    talk::{MOST_WISHES, Talk},
};
use crate::domain::{
    answer::{Answer, phrase, says},
    catalogue::{ProductId, ProductOption},
    notice::{ChoiceTold, Misread, Occasion, Told},
    phrases::Phrases,
    recognise::recognise,
};

impl Talk<'_> {
    /// Words that did nothing to the order. What was not understood the last time already is no
    /// news.
    pub(super) fn nothing_heard(&mut self, text: &str, misread: Misread, told: &Misread) {
        let is_near =
            misread.near.iter().any(|it| self.next.order.lines.iter().all(|line| line.name != *it));
        if !is_near && self.tell(text) {
            // It was a question, and is no word of an order.
            self.next.order.misread = told.clone();
        } else if self.speaks_of_order(text, &misread) {
            // A change that did nothing.
            self.ask_once_more(misread, MOST_WISHES);
        } else if !self.next.order.is_empty() {
            self.ask_again(misread.beyond(told));
        } else if misread.short.is_empty() {
            self.ask(Occasion::NothingRead { misread });
        } else {
            self.ask(Occasion::SoldOut { misread });
        }
    }

    /// What is to be told to whoever asks something; none if nothing is asked.
    pub(super) fn inquiry(&self, text: &str) -> Option<Told> {
        let stock = self.shelf.stock.as_deref()?;
        if let Some(told) = self.values(text) {
            return Some(told);
        }
        let read = recognise(&stock.index, text);
        let order = &self.next.order;
        let ordered = |it: &&ProductId| order.lines.iter().any(|line| line.product == **it);
        let said = phrase(&text.replace(['?', '？'], " ")).unwrap_or_default();
        let prices = PRICES.any_in(&said);
        let is_question = text.contains(['?', '？']) || (prices && asks_about(text));
        if order.lines.is_empty() || (!is_question && read.inquired.is_empty()) {
            return None;
        }
        let inquired: Vec<_> = read.inquired.iter().filter(ordered).collect();
        let discussed: Vec<_> = read.suggested.iter().filter(ordered).collect();
        let named: Vec<_> = inquired.iter().chain(&discussed).copied().collect();
        let all_named = read.inquired.iter().chain(&read.suggested);
        let mut others: Vec<_> = all_named.filter(|it| !ordered(it)).collect();
        others.truncate(MOST_TOLD);
        let choices = if named.is_empty() && !others.is_empty() {
            vec![]
        } else {
            self.choices_said(&said, &named)
        };
        let is_any_named = !named.is_empty() || !others.is_empty() || !read.ambiguous.is_empty();
        let whole = prices && !is_any_named && choices.is_empty() && read.unknown.is_empty();
        let mut view = order.view();
        view.lines.retain(|view| {
            let line = order.line(view.id);
            whole || line.is_some_and(|line| named.contains(&&line.product))
        });
        let is_known = whole || (!read.inquired.is_empty() && read.suggested.is_empty());
        let staff = !is_known && (choices.is_empty() || !prices);
        view.over.clear();
        let currency = stock.catalogue.tariff().currency.clone();
        let others = others.iter().filter_map(|it| stock.catalogue.product(it));
        let products = others.map(|it| self.offered(it, &[])).collect();
        Some(Told { order: view, whole, products, choices, currency, staff, ..Told::default() })
    }

    /// The only product that was suggested where nothing is on the order yet, if a text says Yes.
    pub(super) fn suggestion_taken(&self, text: &str) -> Option<String> {
        let order = &self.next.order;
        let [only] = order.misread.near.as_slice() else { return None };
        let is_yes = order.is_empty() && self.flow().answer(text) == Some(Answer::Yes);
        is_yes.then(|| only.clone())
    }

    /// Whether a text names an option of what is on the order, or a choice of one, or says
    /// something of its products that was not understood.
    fn speaks_of_order(&self, text: &str, misread: &Misread) -> bool {
        let Some(stock) = self.shelf.stock.as_deref() else { return false };
        let said = phrase(text).unwrap_or_default();
        let is_said = |name: &str| says(&said, name);
        let lines = self.next.order.lines.iter();
        let mut products = lines.filter_map(|line| stock.catalogue.product(&line.product));
        products.any(|product| {
            let choice = |it: &ProductOption| it.choices().iter().any(|it| is_said(&it.label));
            product.options.iter().any(|it| is_said(&it.name) || choice(it))
                || (misread.has_words() && product.names().any(is_said))
        })
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
                let is_said = says(said, &choice.label);
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
static PRICES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    how much, price, prices, cost, costs, total, extra, charge, surcharge, wie viel, wieviel, \
    kostet, kosten, preis, aufpreis, summe, gesamt, combien, prix, coute, coutent, supplement, \
    cuanto, cuesta, cuestan, precio, quanto, custa, custam, preco, valor",
    )
});
