//! The catalogue: the products that a server sells, and the rules that a list of them must keep.

mod faults;

pub use faults::{CatalogueFault, CatalogueProblem};

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::recognise;

/// The most products that one catalogue holds.
pub const MOST_PRODUCTS: usize = 50_000;
/// The most aliases that one product has.
pub const MOST_ALIASES: usize = 50;
/// The longest name or alias, in characters.
pub const LONGEST_NAME: usize = 100;

/// What a product is known by everywhere: 1 to 64 of the characters `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProductId(String);

/// A text that cannot be a [`ProductId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id: use 1 to 64 of the characters a-z, 0-9 and -")]
pub struct NotAnId(pub String);

impl ProductId {
    /// The longest id, in characters.
    pub const LONGEST: usize = 64;

    /// Takes `text` as an id if it keeps the rule.
    pub fn new(text: impl Into<String>) -> Result<Self, NotAnId> {
        let text = text.into();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=Self::LONGEST).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(NotAnId(text))
        }
    }

    /// The id that a product called `name` gets when its file names none: the folded letters and
    /// digits with a `-` wherever something else stood. `None` if nothing of `a-z0-9` is left,
    /// which is so for names in other scripts.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::new();
        for letter in crate::domain::text::folded(name).chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(Self::LONGEST);
        Self::new(slug.trim_end_matches('-')).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProductId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for ProductId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        Self::new(text)
    }
}

impl From<ProductId> for String {
    fn from(id: ProductId) -> Self {
        id.0
    }
}

/// One thing that can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// What the product is known by in orders and files.
    pub id: ProductId,
    /// What people are shown.
    pub name: String,
    /// What else customers call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whatever else the file said of the product (brand, price …), kept so that an import and an
    /// export lose nothing.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Product {
    /// The name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Products that can be told apart: every rule of this module holds for a value of this type.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Product>", into = "Vec<Product>")]
pub struct Catalogue {
    products: Vec<Product>,
}

impl Catalogue {
    /// Takes the products, in their order, if every rule holds; otherwise says everything that is
    /// wrong, in the order of the products.
    pub fn new(products: Vec<Product>) -> Result<Self, Vec<CatalogueFault>> {
        let faults = faults_of(&products);
        if faults.is_empty() { Ok(Self { products }) } else { Err(faults) }
    }

    /// The products in their order.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product with this id.
    pub fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.iter().find(|product| product.id == *id)
    }
}

impl TryFrom<Vec<Product>> for Catalogue {
    type Error = FirstFault;

    fn try_from(products: Vec<Product>) -> Result<Self, FirstFault> {
        Self::new(products).map_err(|mut faults| FirstFault(faults.swap_remove(0)))
    }
}

impl From<Catalogue> for Vec<Product> {
    fn from(catalogue: Catalogue) -> Self {
        catalogue.products
    }
}

/// The first fault of a stored catalogue that breaks the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("product {} of the stored catalogue: {}", .0.product + 1, .0.problem)]
pub struct FirstFault(pub CatalogueFault);

fn faults_of(products: &[Product]) -> Vec<CatalogueFault> {
    if products.len() > MOST_PRODUCTS {
        let problem = CatalogueProblem::TooManyProducts { count: products.len() };
        return vec![CatalogueFault { product: MOST_PRODUCTS, problem }];
    }
    let mut faults = Vec::new();
    let mut ids: HashMap<&ProductId, usize> = HashMap::new();
    let mut keys: HashMap<String, (usize, &str)> = HashMap::new();
    for (index, product) in products.iter().enumerate() {
        let mut report = |problem| faults.push(CatalogueFault { product: index, problem });
        if let Some(first) = ids.insert(&product.id, index) {
            ids.insert(&product.id, first);
            report(CatalogueProblem::SameId { id: product.id.clone(), first });
        }
        if product.aliases.len() > MOST_ALIASES {
            report(CatalogueProblem::TooManyAliases { count: product.aliases.len() });
        }
        for name in product.names() {
            if let Some(problem) = fault_of_name(name) {
                report(problem);
                continue;
            }
            let (first, their_name) = *keys.entry(recognise::key_of(name)).or_insert((index, name));
            if first != index {
                report(CatalogueProblem::SameName {
                    name: name.to_owned(),
                    first,
                    their_name: their_name.to_owned(),
                    their_id: products[first].id.clone(),
                });
            }
        }
    }
    faults
}

fn fault_of_name(name: &str) -> Option<CatalogueProblem> {
    if name.trim().is_empty() {
        Some(CatalogueProblem::EmptyName)
    } else if name.chars().count() > LONGEST_NAME {
        Some(CatalogueProblem::LongName { start: name.chars().take(20).collect() })
    } else if name.contains(char::is_control) {
        Some(CatalogueProblem::ControlCharacter { name: name.to_owned() })
    } else if recognise::key_of(name).is_empty() {
        Some(CatalogueProblem::NothingToRecognise { name: name.to_owned() })
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
