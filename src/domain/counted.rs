//! A number with the word for what it counts.

use std::fmt;

/// So many of something, as people are told: `1 shard`, `2 shards`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    number: u64,
    one: &'static str,
    many: &'static str,
}

/// So many of something, with the words for one and for many.
pub(crate) fn counted(number: impl TryInto<u64>, one: &'static str, many: &'static str) -> Counted {
    // No machine counts further than that.
    Counted { number: number.try_into().unwrap_or(u64::MAX), one, many }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, one, many } = self;
        write!(f, "{number} {}", if *number == 1 { one } else { many })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_one() {
        let said = [0_u32, 1, 2].map(|number| counted(number, "shard", "shards").to_string());
        assert_eq!(said, ["0 shards", "1 shard", "2 shards"]);
    }
}
