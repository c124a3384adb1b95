//! Gateway intents: which bits exist and which an application must have been granted (Discord docs,
//! Gateway Intents).

/// GUILD_MEMBERS, privileged.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// GUILD_PRESENCES, privileged.
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// MESSAGE_CONTENT, privileged: no event of its own, it fills fields.
pub const MESSAGE_CONTENT: u64 = 1 << 15;

/// Bits that exist: 0 to 16, 20, 21, 24 and 25.
const KNOWN: u64 = 0x1_ffff | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;

/// Privileged intents with the application flags (full, limited) that allow each.
const PRIVILEGED: [(u64, u64); 3] = [
    (GUILD_PRESENCES, 1 << 12 | 1 << 13),
    (GUILD_MEMBERS, 1 << 14 | 1 << 15),
    (MESSAGE_CONTENT, 1 << 18 | 1 << 19),
];

/// Whether every bit is one that Discord knows, else 4013.
pub(super) const fn all_exist(intents: u64) -> bool {
    intents & !KNOWN == 0
}

/// Whether the application's flags grant every privileged bit, else 4014.
pub(super) fn all_granted(intents: u64, flags: u64) -> bool {
    PRIVILEGED.iter().all(|(intent, grant)| intents & intent == 0 || flags & grant != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaps_in_the_table_are_not_intents() {
        let missing: Vec<u32> = (0..40).filter(|bit| !all_exist(1 << bit)).collect();
        let expected: Vec<u32> = [17, 18, 19, 22, 23].into_iter().chain(26..40).collect();
        assert_eq!(missing, expected);
    }

    #[test]
    fn a_privileged_bit_needs_its_own_flag() {
        assert!(all_granted(1 << 9, 0));
        assert!(!all_granted(MESSAGE_CONTENT, 1 << 14));
        assert!(all_granted(MESSAGE_CONTENT, 1 << 19));
        assert!(all_granted(GUILD_MEMBERS | GUILD_PRESENCES, 1 << 12 | 1 << 15));
    }
}
