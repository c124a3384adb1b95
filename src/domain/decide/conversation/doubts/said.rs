//! The questions about a part of an order, as they are asked.

use super::super::talk::Talk;
use crate::domain::{
    catalogue::{Catalogue, OptionKind, Product, ProductOption},
    money::{Amount, Currency},
    notice::{Answers, Misread, Notice, Offered, OptionAsked, OrderView, Told, WhichAsked},
    order::{Asked, Before, Doubt, LineId, Order, Part, Unclear},
    shelf::Stock,
    ticket::Evidence,
};

/// What is said with a question.
#[derive(Default)]
pub(super) struct With {
    /// What of the message was not understood.
    pub(super) misread: Misread,
    /// An answer was given that cannot be one.
    pub(super) again: bool,
    /// What is asked for was to be left out, and cannot be.
    pub(super) needed: bool,
    /// What was asked back.
    pub(super) told: Told,
    /// How a text is given that looks like talk.
    pub(super) quote: bool,
}

impl Talk<'_> {
    /// The customer's words while such a question waits. The message may be rewritten.
    pub(in super::super) fn hear_about_doubt(&mut self, text: &str) {
        let (before, known) = (self.before_answer(), self.next.pins.catalogue);
        self.answer_doubt(text);
        let is_known = self.next.pins.catalogue == known;
        let order = &mut self.next.order;
        if is_known && before.as_ref().is_some_and(|it| order.lines != it.lines) {
            order.before = before;
        }
    }

    /// The order as it is before a message answers what is asked about a part of it.
    fn before_answer(&self) -> Option<Before> {
        let Evidence::Message(message) = self.voice.evidence else { return None };
        let Order { lines, priced, misread, asked, unclear, amendment, .. } =
            self.next.order.clone();
        let doubt = Some(Doubt { asked: asked?, unclear, amendment });
        Some(Before { message, lines, words: None, misread, priced, doubt })
    }

    pub(super) fn say_doubt(&mut self, stock: &Stock, with: With) {
        let notice = match &self.next.order.asked {
            Some(Asked::Which) => {
                self.which_asked(stock, with).map(|it| Notice::WhichAsked(Box::new(it)))
            }
            Some(Asked::Line { .. }) => {
                self.line_asked(stock, with).map(|it| Notice::WhichAsked(Box::new(it)))
            }
            Some(Asked::Option { line, option, .. }) => {
                let asked = self.option_asked(stock, *line, option, with);
                asked.map(|it| Notice::OptionAsked(Box::new(it)))
            }
            None => None,
        };
        if let Some(notice) = notice {
            self.say(notice);
        }
    }

    fn which_asked(&self, stock: &Stock, with: With) -> Option<WhichAsked> {
        let unclear = self.next.order.unclear.first()?;
        Some(WhichAsked {
            written: unclear.written.clone(),
            counted: unclear.counted.then_some(unclear.quantity),
            choices: self.all_offered(&stock.catalogue, unclear),
            currency: stock.catalogue.tariff().currency.clone(),
            of_order: false,
            order: self.next.order.view(),
            misread: with.misread,
            again: with.again,
            told: with.told,
            way_out: self.is_last_hint,
            unheard: self.unheard,
            turn: self.next.turn,
        })
    }

    fn line_asked(&self, stock: &Stock, with: With) -> Option<WhichAsked> {
        let amendment = self.next.order.amendment.as_ref()?;
        let offered = amendment.of.iter();
        Some(WhichAsked {
            written: amendment.written.clone(),
            counted: None,
            choices: offered.filter_map(|it| self.part_offered(&amendment.of, it)).collect(),
            currency: stock.catalogue.tariff().currency.clone(),
            of_order: true,
            order: OrderView::default(),
            misread: with.misread,
            again: with.again,
            told: with.told,
            way_out: self.is_last_hint,
            unheard: self.unheard,
            turn: self.next.turn,
        })
    }

    fn option_asked(
        &self,
        stock: &Stock,
        line: LineId,
        option: &str,
        with: With,
    ) -> Option<OptionAsked> {
        let asked = self.option(&stock.catalogue, line, option)?;
        let (answers, surcharges) = (expected(asked), surcharges(asked));
        let currency = match surcharges.is_empty() {
            true => Currency::default(),
            false => stock.catalogue.tariff().currency.clone(),
        };
        let line = self.next.order.line(line);
        Some(OptionAsked {
            product: line.map(|it| (it.name.clone(), it.quantity)).unwrap_or_default(),
            option: option.to_owned(),
            answers,
            surcharges,
            currency,
            misread: with.misread,
            needed: with.needed,
            quote: with.quote,
            again: with.again,
            told: with.told,
            way_out: self.is_last_hint,
            unheard: self.unheard,
            turn: self.next.turn,
        })
    }

    /// The products that may be meant, with what is known of each.
    fn all_offered(&self, catalogue: &Catalogue, unclear: &Unclear) -> Vec<Offered> {
        let products = unclear.candidates.iter().filter_map(|it| catalogue.product(it));
        products.map(|it| self.offered(it, &unclear.options)).collect()
    }

    /// What is known of a product whose options are to be so.
    pub(in super::super) fn offered(
        &self,
        product: &Product,
        options: &[(String, String)],
    ) -> Offered {
        let answers = options.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Offered {
            name: described(&product.name, options),
            price: product.price.map(|price| price.plus(product.surcharge(answers))),
            left: self.ledger.available(self.next.number, product, self.said_at()),
        }
    }

    /// One of several parts of an order: which line, and which of its options if several may be
    /// meant.
    pub(super) fn part_offered(&self, of: &[Part], part: &Part) -> Option<Offered> {
        let (line, option) = part;
        let offered = self.line_offered(*line)?;
        let name = match of.iter().filter(|it| it.0 == *line).count() {
            0 | 1 => offered.name,
            many if many == of.len() => option.clone(),
            _ => format!("{}: {option}", offered.name),
        };
        Some(Offered { name, ..offered })
    }

    /// A line of the order, told apart by its options.
    fn line_offered(&self, line: LineId) -> Option<Offered> {
        let view = self.next.order.view();
        let line = view.lines.iter().find(|it| it.id == line)?;
        let name = described(&line.name, &line.options);
        Some(Offered { name, price: line.unit, left: None })
    }
}

/// A name with what its options are to be: "Banshee (red)".
fn described(name: &str, options: &[(String, String)]) -> String {
    let values: Vec<_> = options.iter().map(|(_, value)| value.as_str()).collect();
    match values.as_slice() {
        [] => name.to_owned(),
        _ => format!("{name} ({})", values.join(", ")),
    }
}

/// How an option can be answered.
fn expected(option: &ProductOption) -> Answers {
    match &option.kind {
        OptionKind::Choice { choices } => {
            Answers::Choices { labels: choices.iter().map(|it| it.label.clone()).collect() }
        }
        OptionKind::Text(rule) => {
            rule.hint.clone().map_or(Answers::Words, |hint| Answers::Hinted { hint })
        }
    }
}

/// What each choice adds to the price, where one does.
fn surcharges(option: &ProductOption) -> Vec<Amount> {
    let surcharges: Vec<_> = option.choices().iter().map(|it| it.surcharge).collect();
    if surcharges.iter().all(|it| it.is_zero()) { vec![] } else { surcharges }
}
