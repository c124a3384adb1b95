//! Who and what a ticket speaks of, as typed ids.

use serde::{Deserialize, Serialize};
use std::fmt;
use twilight_model::id::{
    Id,
    marker::{
        ApplicationMarker, ChannelMarker, GuildMarker, InteractionMarker, MessageMarker,
        RoleMarker, UserMarker,
    },
};

/// A Discord application, ours.
pub type ApplicationId = Id<ApplicationMarker>;
/// A channel or a category of a server.
pub type ChannelId = Id<ChannelMarker>;
/// A server.
pub type GuildId = Id<GuildMarker>;
/// One press, command or submitted form.
pub type InteractionId = Id<InteractionMarker>;
/// A message in a channel.
pub type MessageId = Id<MessageMarker>;
/// A role of a server. The role `@everyone` has the id of its server.
pub type RoleId = Id<RoleMarker>;
/// A person or a bot.
pub type UserId = Id<UserMarker>;

/// The number of a ticket within its server, from 1. The store gives it out and never twice.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct TicketNumber(pub u32);

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// How often a stored record has been written. A commit names the version that it was decided on.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Version(pub u64);

impl Version {
    /// The version after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// What an effect belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The server's own settings: its panel, the answers to its admins.
    Desk,
    /// One ticket.
    Ticket(TicketNumber),
}

/// The name of one effect: the commit that decided it and its place in that commit.
///
/// It follows from what happened, so a repeated commit names the same effects, and so does every
/// repetition of the effect itself: Discord is given it as the nonce of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EffectId {
    /// The server.
    pub guild: GuildId,
    /// The ticket, or the server's desk.
    pub owner: Owner,
    /// A number that each commit of the server takes once, from 1.
    pub commit: u64,
    /// Place within the commit, from 0.
    pub index: u8,
}

impl EffectId {
    /// The nonce of a message: at most 25 characters, the most that Discord takes
    /// (Discord docs, Create Message).
    #[must_use]
    pub fn nonce(self) -> String {
        format!("{}-{}-{}", base36(self.guild.get()), base36(self.commit), self.index)
    }

    /// What stands in the footer of a message, by which a repetition finds what it has already
    /// said.
    #[must_use]
    pub fn reference(self) -> String {
        let commit = base36(self.commit);
        match self.owner {
            Owner::Ticket(number) => format!("Ticket {number} · {commit}.{}", self.index),
            Owner::Desk => format!("TicketFlow · {commit}.{}", self.index),
        }
    }
}

impl fmt::Display for EffectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.{}", self.guild, self.commit, self.index)
    }
}

/// A number in digits and lower-case letters.
#[must_use]
pub fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_nonce_fits_into_what_discord_takes() {
        let id = EffectId {
            guild: Id::new(u64::MAX),
            owner: Owner::Desk,
            commit: 36u64.pow(7) - 1,
            index: 255,
        };
        assert_eq!(id.nonce(), "3w5e11264sgsf-zzzzzzz-255");
        assert_eq!(id.nonce().len(), 25);
    }

    #[test]
    fn numbers_of_base_36_read_back() {
        for number in [0, 1, 35, 36, 1_000_000, u64::MAX] {
            assert_eq!(u64::from_str_radix(&base36(number), 36), Ok(number));
        }
    }
}
