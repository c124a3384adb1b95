//! A catalogue in the store: an object. Before products had prices it was the list of products.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Catalogue, CatalogueFault, Product, Tariff};
use crate::domain::money::Amount;

/// A catalogue as it is stored.
#[derive(serde::Serialize)]
pub(super) struct Stored {
    #[serde(flatten)]
    tariff: Tariff,
    products: Vec<Product>,
}

/// The first fault of a stored catalogue that breaks the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the stored catalogue, {}: {}", .0.part, .0.problem)]
pub struct FirstFault(pub CatalogueFault);

impl TryFrom<Stored> for Catalogue {
    type Error = FirstFault;

    fn try_from(stored: Stored) -> Result<Self, FirstFault> {
        Self::with_tariff(stored.products, stored.tariff)
            .map_err(|mut faults| FirstFault(faults.swap_remove(0)))
    }
}

impl From<Catalogue> for Stored {
    fn from(catalogue: Catalogue) -> Self {
        Self { tariff: catalogue.tariff, products: catalogue.products }
    }
}

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EitherForm)
    }
}

struct EitherForm;

impl<'de> Visitor<'de> for EitherForm {
    type Value = Stored;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a catalogue")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Stored, A::Error> {
        #[derive(serde::Deserialize)]
        struct Whole {
            #[serde(flatten)]
            tariff: Tariff,
            products: Vec<Product>,
        }
        let fields = serde::de::value::MapAccessDeserializer::new(map);
        let Whole { tariff, products } = Whole::deserialize(fields)?;
        Ok(Stored { tariff, products })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Stored, A::Error> {
        let mut products = Vec::new();
        while let Some(fields) = list.next_element()? {
            products.push(product_of_the_list(fields).map_err(serde::de::Error::custom)?);
        }
        Ok(Stored { tariff: Tariff::default(), products })
    }
}

/// A product from the time when every field but three was kept without being understood. What is
/// not the price that it now would be is kept under another name, so that it is neither lost nor
/// taken for one.
fn product_of_the_list(mut fields: Map<String, Value>) -> Result<Product, serde_json::Error> {
    let mut old = Map::new();
    for key in UNDERSTOOD_SINCE {
        old.extend(fields.remove_entry(key));
    }
    let mut product: Product = serde_json::from_value(Value::Object(fields))?;
    for (key, value) in old {
        match (key.as_str(), small(&value)) {
            ("price", _) if price(&value).is_some() => product.price = price(&value),
            ("most", Some(most @ 1..)) => product.most = Some(most),
            ("stock", Some(stock)) => product.stock = Some(stock),
            _ => drop(product.extra.insert(format!("{key} (kept)"), value)),
        }
    }
    Ok(product)
}

fn price(value: &Value) -> Option<Amount> {
    value.as_i64().map(Amount).filter(|amount| amount.is_a_price())
}

fn small(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

const UNDERSTOOD_SINCE: [&str; 4] = ["price", "options", "most", "stock"];
