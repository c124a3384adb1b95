//! An order as it is shown.

use super::Order;
use crate::domain::notice::{Cost, LineView, OrderView};

impl Order {
    /// The order as it is shown.
    #[must_use]
    pub fn view(&self) -> OrderView {
        let prices = self.priced.as_ref();
        let lines = self.lines.iter().enumerate().map(|(at, line)| {
            let price = prices.and_then(|it| it.lines.get(at));
            LineView {
                id: line.id,
                name: line.name.clone(),
                quantity: line.quantity,
                options: line.options.clone(),
                unit: price.and_then(|it| it.unit),
                total: price.and_then(|it| it.total),
            }
        });
        OrderView {
            lines: lines.collect(),
            words: self.words.clone(),
            over: self.over.clone(),
            cost: self.priced.as_ref().filter(|it| it.unpriced < self.lines.len()).map(|it| Cost {
                subtotal: it.subtotal,
                discount: it.discount.clone(),
                total: it.total,
                unpriced: it.unpriced,
                currency: it.currency.clone(),
            }),
        }
    }
}
