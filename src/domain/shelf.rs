//! A server's catalogue, made ready for recognition, and its terms.

use std::sync::Arc;

use super::{
    catalogue::{Catalogue, Product, ProductId},
    flow::Flow,
    recognise::Index,
};
use sha2::{Digest, Sha256};

/// A catalogue and what finds its products in a text. Built once per version and shared.
#[derive(Debug)]
pub struct Stock {
    /// The products.
    pub catalogue: Catalogue,
    /// Their names.
    pub index: Index,
}

/// The documents of certain versions.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The flow.
    pub flow: Arc<Flow>,
    /// The catalogue, if there is one.
    pub stock: Option<Arc<Stock>>,
    /// The terms, if there are any.
    pub terms: Option<Arc<str>>,
}

impl Default for Shelf {
    /// What a server has that has set nothing: the built-in flow.
    fn default() -> Self {
        Self { flow: Arc::clone(Flow::built_in()), stock: None, terms: None }
    }
}

impl Stock {
    /// What products are called.
    #[must_use]
    pub fn names(&self, products: &[ProductId]) -> Vec<String> {
        let name = |id| self.catalogue.product(id).map(|product| product.name.clone());
        products.iter().filter_map(name).collect()
    }

    /// The product that has exactly this id, name or alias.
    #[must_use]
    pub fn product(&self, written: &str) -> Option<&Product> {
        let by_id = ProductId::new(written.trim().to_lowercase()).ok();
        let by_id = by_id.and_then(|id| self.catalogue.product(&id));
        by_id.or_else(|| self.catalogue.product(self.index.named(written)?))
    }
}

impl Shelf {
    /// The SHA-256 of the terms in hexadecimal digits; empty if there are none.
    #[must_use]
    pub fn terms_hash(&self) -> String {
        self.terms.as_ref().map_or_else(String::new, |terms| {
            Sha256::digest(terms.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }
}
