//! Reading what Redis answers.

use super::records::odd;
use crate::store::StoreError;
use redis::Value;

/// A text.
pub(super) fn text(key: &str, answer: Value) -> Result<String, StoreError> {
    redis::from_redis_value(answer).map_err(|_| odd(key))
}

/// So many texts.
pub(super) fn texts<const N: usize>(key: &str, answer: Value) -> Result<[String; N], StoreError> {
    let all: Vec<String> = redis::from_redis_value(answer).map_err(|_| odd(key))?;
    all.try_into().map_err(|_| odd(key))
}

/// Fields and values, one after the other: as a script gives them, or as a map.
pub(super) struct Pairs(std::vec::IntoIter<(String, String)>);

impl Pairs {
    pub(super) fn of(key: &str, answer: Value) -> Result<Self, StoreError> {
        let pairs: Vec<(String, String)> = redis::from_redis_value(answer).map_err(|_| odd(key))?;
        Ok(Self(pairs.into_iter()))
    }
}

impl Iterator for Pairs {
    type Item = (String, String);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}
