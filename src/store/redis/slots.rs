//! In which of a cluster's slots a key is.

use std::ops::RangeInclusive;

/// How many slots there are.
pub(super) const SLOTS: u16 = 16384;

/// The slot of a key: that of its tag in braces, if it has one (Redis cluster specification, "Hash
/// tags").
pub(super) fn slot_of(key: &str) -> u16 {
    let tag = key
        .split_once('{')
        .and_then(|(_, rest)| rest.split_once('}'))
        .map_or(key, |(tag, _)| if tag.is_empty() { key } else { tag });
    crc16(tag.as_bytes()) % SLOTS
}

/// A short text in one of these slots.
pub(super) fn tag_in(slots: &[RangeInclusive<u16>]) -> Option<String> {
    let is_in = |slot: u16| slots.iter().any(|range| range.contains(&slot));
    // A single slot is met once in 16384 tries; so many more are never needed.
    (0..1_000_000_u32).map(|number| number.to_string()).find(|tag| is_in(slot_of(tag)))
}

/// CRC-16/XMODEM, which the specification asks for.
fn crc16(bytes: &[u8]) -> u16 {
    let mut crc = 0_u16;
    for byte in bytes {
        crc ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 };
        }
    }
    crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_those_of_the_specification() {
        assert_eq!(crc16(b"123456789"), 0x31C3);
        assert_eq!(slot_of("foo"), 12182);
        assert_eq!(slot_of("{foo}:bar"), 12182);
        assert_eq!(slot_of("a{foo}{bar}"), 12182);
        assert_eq!(slot_of("somekey"), 11058);
        assert_eq!(slot_of("foo{}{bar}"), crc16(b"foo{}{bar}") % SLOTS);
        assert_eq!(slot_of("foo{{bar}}zap"), crc16(b"{bar") % SLOTS);
        assert_eq!(slot_of("{foo"), crc16(b"{foo") % SLOTS);
    }

    #[test]
    fn a_tag_is_found_for_any_slot() {
        for slot in [0, 1, 9999, SLOTS - 1] {
            let tag = tag_in(&[slot..=slot]).expect("a tag");
            assert_eq!(slot_of(&format!("{{{tag}}}:canary")), slot);
        }
        assert_eq!(tag_in(&[]), None);
    }
}
