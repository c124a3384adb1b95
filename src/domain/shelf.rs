//! A server's catalogue, made ready for recognition, and its terms.

use std::sync::Arc;

use super::{
    catalogue::{Catalogue, Product, ProductId},
    flow::Flow,
    recognise::{Index, search},
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

    /// The products that these letters are of, the likeliest first; see [`search`].
    pub fn search(&self, letters: &str) -> impl ExactSizeIterator<Item = &Product> {
        let products = self.catalogue.products();
        let found: Vec<_> = search(&self.index, letters)
            .into_iter()
            .filter_map(|place| products.get(place))
            .collect();
        found.into_iter()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(letters: &str) -> Vec<String> {
        let catalogue = serde_json::json!({ "products": [
            {"id": "adder", "name": "Adder", "aliases": ["veyron"]},
            {"id": "rs", "name": "Sultan RS"},
            {"id": "sultan", "name": "Sultan"},
            {"id": "classic", "name": "Sultan Classic"},
            {"id": "elan", "name": "Élan"},
        ]});
        let catalogue: Catalogue = serde_json::from_value(catalogue).unwrap();
        let index = Index::new(&catalogue);
        let stock = Stock { catalogue, index };
        stock.search(letters).map(|it| it.name.clone()).collect()
    }

    #[test]
    fn a_few_letters_find_every_name_that_has_them_the_likeliest_first() {
        assert_eq!(found("sultan"), ["Sultan", "Sultan RS", "Sultan Classic"]);
        assert_eq!(found(" RS  sul"), ["Sultan RS"]);
        assert_eq!(found("ELA"), ["Élan"]);
        assert_eq!(found("eyr"), ["Adder"], "by an alias");
        assert_eq!(found("adddr"), ["Adder"], "a slip of the pen");
        assert_eq!(found("lan"), ["Élan"]);
        assert!(found("zentorno").is_empty());
        assert_eq!(found(" - ").len(), 5, "nothing to search for");
    }
}
