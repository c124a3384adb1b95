//! The stored form of a record: a frame that shows damage, around JSON.
//!
//! One byte for the form, four for the checksum of all that follows, eight for the version of
//! the record, then the JSON. The file format has checksums of its own, which are verified when
//! the file is opened; this one also covers what changes while it is open.

use crate::{
    domain::ids::Version,
    store::{Damage, StoreError},
};
use serde::{Serialize, de::DeserializeOwned};

const FORM: u8 = 1;
const HEAD: usize = 1 + 4 + 8;

/// A record as bytes.
pub(super) fn encode<T: Serialize>(version: Version, record: &T) -> Result<Vec<u8>, StoreError> {
    let mut bytes = vec![0; HEAD];
    serde_json::to_writer(&mut bytes, record)
        .map_err(|fault| StoreError::Unavailable(format!("a record cannot be written: {fault}")))?;
    bytes[0] = FORM;
    bytes[5..HEAD].copy_from_slice(&version.0.to_be_bytes());
    let sum = crc32fast::hash(&bytes[5..]);
    bytes[1..5].copy_from_slice(&sum.to_be_bytes());
    Ok(bytes)
}

/// A record read back. `key` names it in the error.
pub(super) fn decode<T: DeserializeOwned>(
    key: impl Fn() -> String,
    bytes: &[u8],
) -> Result<(Version, T), StoreError> {
    let damage = |why: String| StoreError::Damaged(Damage { key: key(), why });
    let Some((&[form, a, b, c, d], body)) = bytes.split_first_chunk::<5>() else {
        return Err(damage("it is too short".into()));
    };
    if form != FORM {
        return Err(damage(format!("its form is {form}, and this version reads form {FORM}")));
    }
    if crc32fast::hash(body) != u32::from_be_bytes([a, b, c, d]) {
        return Err(damage("its checksum does not match".into()));
    }
    let Some((version, json)) = body.split_first_chunk::<8>() else {
        return Err(damage("it is too short".into()));
    };
    let record = serde_json::from_slice(json).map_err(|fault| {
        damage(format!("{:?} error at byte {}", fault.classify(), HEAD + fault.column()))
    })?;
    Ok((Version(u64::from_be_bytes(*version)), record))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_and_any_flipped_bit_shows() {
        let bytes = encode(Version(7), &vec!["one", "two"]).unwrap();
        let key = || "the record".to_owned();
        assert_eq!(
            decode::<Vec<String>>(key, &bytes).unwrap(),
            (Version(7), vec!["one".to_owned(), "two".to_owned()])
        );
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            let fault = decode::<Vec<String>>(key, &broken).unwrap_err();
            assert!(fault.to_string().contains("the record"), "{fault}");
        }
        assert!(decode::<Vec<String>>(key, &bytes[..6]).is_err());
    }
}
