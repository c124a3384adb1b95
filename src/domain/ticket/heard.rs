//! Which messages a ticket has dealt with.

use crate::domain::ids::MessageId;
use serde::{Deserialize, Serialize};

/// The messages that a ticket has dealt with: the last few by name, all older ones by age.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Heard(Vec<MessageId>);

impl Heard {
    /// How many are kept by name. Discord may deliver messages again and out of order
    /// (Discord docs, Consistency), but not by more than a handful within one channel.
    const KEPT: usize = 8;

    /// Whether the message has been dealt with.
    #[must_use]
    pub fn contains(&self, message: MessageId) -> bool {
        self.0.contains(&message)
            || (self.0.len() == Self::KEPT
                && self.0.first().is_some_and(|oldest| message < *oldest))
    }

    /// Notes that it has been.
    pub fn note(&mut self, message: MessageId) {
        let at = self.0.partition_point(|known| *known < message);
        self.0.insert(at, message);
        if self.0.len() > Self::KEPT {
            self.0.remove(0);
        }
    }

    /// The newest message dealt with.
    #[must_use]
    pub fn newest(&self) -> Option<MessageId> {
        self.0.last().copied()
    }
}

/// The newest message that changed nothing, though it was said to the question that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idle {
    /// The message.
    pub message: MessageId,
    /// The turn of the question. As long as it waits, the message is heard anew if it is rewritten.
    pub turn: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn a_message_is_heard_once_in_whatever_order_it_comes() {
        let mut heard = Heard::default();
        for id in [10, 30, 20] {
            assert!(!heard.contains(Id::new(id)));
            heard.note(Id::new(id));
            assert!(heard.contains(Id::new(id)));
        }
        assert!(!heard.contains(Id::new(9)), "an older one that was overtaken is still new");
        assert_eq!(heard.newest(), Some(Id::new(30)));
        for id in 40..60 {
            heard.note(Id::new(id));
        }
        assert!(heard.contains(Id::new(20)), "what fell out of memory is not heard again");
        assert!(!heard.contains(Id::new(60)));
    }
}
