//! The close codes and what becomes of the session (Discord docs, Gateway Close Event Codes).

/// Why the server closes a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    UnknownError,
    UnknownOpcode,
    Decode,
    NotAuthenticated,
    AuthenticationFailed,
    AlreadyAuthenticated,
    InvalidSeq,
    RateLimited,
    TimedOut,
    InvalidShard,
    ShardingRequired,
    InvalidVersion,
    InvalidIntents,
    DisallowedIntents,
    /// A code that a lever or a setting names.
    Other(u16),
}

impl Close {
    pub(super) const fn code(self) -> u16 {
        match self {
            Self::UnknownError => 4000,
            Self::UnknownOpcode => 4001,
            Self::Decode => 4002,
            Self::NotAuthenticated => 4003,
            Self::AuthenticationFailed => 4004,
            Self::AlreadyAuthenticated => 4005,
            Self::InvalidSeq => 4007,
            Self::RateLimited => 4008,
            Self::TimedOut => 4009,
            Self::InvalidShard => 4010,
            Self::ShardingRequired => 4011,
            Self::InvalidVersion => 4012,
            Self::InvalidIntents => 4013,
            Self::DisallowedIntents => 4014,
            Self::Other(code) => code,
        }
    }

    /// The reason that goes with the code on the wire.
    pub(super) const fn reason(self) -> &'static str {
        match self.code() {
            4000 => "Unknown error.",
            4001 => "Unknown opcode.",
            4002 => "Error while decoding payload.",
            4003 => "Not authenticated.",
            4004 => "Authentication failed.",
            4005 => "Already authenticated.",
            4007 => "Invalid seq.",
            4008 => "You are being rate limited.",
            4009 => "Session timed out.",
            4010 => "Invalid shard.",
            4011 => "Sharding required.",
            4012 => "Invalid API version.",
            4013 => "Invalid intent(s).",
            4014 => "Disallowed intent(s).",
            _ => "",
        }
    }
}

/// Whether a session outlives a close with this code, whichever side sent it.
///
/// The documentation says "reconnect"; that 4003, 4007, 4009 and the codes of no return end the
/// session follows from their explanations. A client that closes with 1000 or 1001 wants its
/// session gone (Initiating a Disconnect).
pub(super) const fn session_survives(code: u16, closed_by_client: bool) -> bool {
    match code {
        1000 | 1001 => !closed_by_client,
        4003 | 4004 | 4007 | 4009..=4014 => closed_by_client,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_some_codes_end_a_session() {
        let ended: Vec<u16> = (1000..=1001)
            .chain(4000..=4014)
            .filter(|code| !session_survives(*code, false))
            .collect();
        assert_eq!(ended, [4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);
        assert!(!session_survives(1000, true) && !session_survives(1001, true));
        assert!(session_survives(4000, true) && session_survives(4200, true));
    }
}
