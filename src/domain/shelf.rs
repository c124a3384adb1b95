//! A server's catalogue, made ready for recognition, and its terms.

use std::sync::Arc;

use super::{
    catalogue::Catalogue,
    notice::OrderView,
    recognise::Index,
    ticket::{Order, OrderLine},
};

/// A catalogue and what finds its products in a text. Built once per version and shared.
#[derive(Debug)]
pub struct Stock {
    /// The products.
    pub catalogue: Catalogue,
    /// Their names.
    pub index: Index,
}

/// The documents of certain versions.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The catalogue, if there is one.
    pub stock: Option<Arc<Stock>>,
    /// The terms, if there are any.
    pub terms: Option<String>,
}

impl Shelf {
    /// An order with the names of its products. A product that the catalogue does not have
    /// is shown by its id.
    #[must_use]
    pub fn view(&self, order: &Order) -> OrderView {
        let name = |line: &OrderLine| {
            let known = self.stock.as_ref().and_then(|it| it.catalogue.product(&line.product));
            known.map_or_else(|| line.product.to_string(), |product| product.name.clone())
        };
        OrderView {
            lines: order.lines.iter().map(|line| (name(line), line.quantity)).collect(),
            words: order.words.clone(),
        }
    }
}
