//! One more name for a product.

use super::{Catalogue, LONGEST_NAME, MOST_ALIASES, ProductId};
use crate::domain::recognise;

/// Why a product cannot be called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasFault {
    /// There is no such product.
    NoSuchProduct,
    /// There is no letter or digit in it to recognise it by.
    NothingToRecognise,
    /// It is longer than [`LONGEST_NAME`].
    TooLong,
    /// The product has [`MOST_ALIASES`].
    TooMany,
    /// This product, which may be the same, is called so, or so that words cannot tell it apart.
    Taken {
        /// The product.
        by: ProductId,
    },
}

impl Catalogue {
    /// The catalogue with one more alias of a product, as one line of words. Takes time in
    /// proportion to the number of products.
    ///
    /// # Errors
    /// If the product cannot be called so.
    pub fn with_alias(&self, product: &ProductId, alias: &str) -> Result<Self, AliasFault> {
        let known = self.product(product).ok_or(AliasFault::NoSuchProduct)?;
        let alias = one_line(alias);
        let key = recognise::key_of(&alias);
        if key.is_empty() {
            return Err(AliasFault::NothingToRecognise);
        }
        if alias.chars().count() > LONGEST_NAME {
            return Err(AliasFault::TooLong);
        }
        let own = recognise::name_key(&alias);
        let is_called_so = |name: &str| recognise::name_key(name) == own;
        if let Some(namesake) = self.products.iter().find(|it| it.names().any(is_called_so)) {
            return Err(AliasFault::Taken { by: namesake.id.clone() });
        }
        if known.aliases.len() >= MOST_ALIASES {
            return Err(AliasFault::TooMany);
        }
        let mut next = self.clone();
        if let Some(taught) = next.products.iter_mut().find(|it| it.id == *product) {
            taught.aliases.push(alias);
        }
        Ok(next)
    }
}

/// Words as one line: what parts them, and what cannot be seen, becomes a single space.
pub fn one_line(text: &str) -> String {
    let is_gap = |it: char| it.is_whitespace() || it.is_control();
    text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Product;

    fn id(text: &str) -> ProductId {
        ProductId::new(text).unwrap()
    }

    fn catalogue() -> Catalogue {
        let mut elegy = Product::named(id("elegy"), "Elegy Retro");
        elegy.aliases = (0..MOST_ALIASES).map(|at| format!("old {at}")).collect();
        Catalogue::new(vec![Product::named(id("adder"), "Adder"), elegy]).unwrap()
    }

    #[test]
    fn it_becomes_a_name_of_the_product_and_of_no_other() {
        let before = catalogue();
        let after = before.with_alias(&id("adder"), "  the snake\n car ").unwrap();
        assert_eq!(after.product(&id("adder")).unwrap().aliases, ["the snake car"]);
        assert_eq!(after.product(&id("elegy")), before.product(&id("elegy")));
        let again = Catalogue::with_tariff(after.products().to_vec(), after.tariff().clone());
        assert_eq!(again, Ok(after), "it keeps every rule");
    }

    #[test]
    fn what_a_product_cannot_be_called_is_told() {
        let fault = |product, alias: &str| catalogue().with_alias(&id(product), alias).unwrap_err();
        assert_eq!(fault("t20", "snake"), AliasFault::NoSuchProduct);
        for nothing in ["", " \n", "?!", "\u{0}"] {
            assert_eq!(fault("adder", nothing), AliasFault::NothingToRecognise, "{nothing:?}");
        }
        let long = "ä".repeat(LONGEST_NAME);
        assert!(catalogue().with_alias(&id("adder"), &long).is_ok());
        assert_eq!(fault("adder", &format!("{long}ä")), AliasFault::TooLong);
        assert_eq!(fault("elegy", "snake"), AliasFault::TooMany);
        assert_eq!(fault("elegy", "ADDER"), AliasFault::Taken { by: id("adder") });
        assert_eq!(fault("adder", "Old-7"), AliasFault::Taken { by: id("elegy") });
        assert_eq!(fault("adder", "Adder!"), AliasFault::Taken { by: id("adder") });
    }
}
