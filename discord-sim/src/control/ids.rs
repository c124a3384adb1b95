//! Ids as texts in JSON: many languages read numbers of JSON as doubles and would change them.

use serde::{Deserialize as _, Deserializer, Serializer};
use serde_json::Value;

use crate::rest::schema::as_number;

pub(crate) fn one<S: Serializer>(id: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

#[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
pub(crate) fn maybe<S: Serializer>(id: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => serializer.collect_str(id),
        None => serializer.serialize_none(),
    }
}

pub(crate) fn many<S: Serializer>(ids: &[u64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(ids.iter().map(u64::to_string))
}

pub(crate) fn read_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    number(&Value::deserialize(deserializer)?)
}

pub(crate) fn read_maybe<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u64>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        id => number(&id).map(Some),
    }
}

pub(crate) fn read_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    Vec::<Value>::deserialize(deserializer)?.iter().map(number).collect()
}

fn number<E: serde::de::Error>(id: &Value) -> Result<u64, E> {
    as_number(id).ok_or_else(|| E::custom(format!("{id} is not an id: a text or number of digits")))
}
