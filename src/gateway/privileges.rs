//! Privileged intents: which are asked for, and which when Discord refuses them.
//!
//! What the developer portal has switched off is not asked for: a session is resumed only by who
//! asks for what it was begun with, so a worker that asked for more first would lose it with every
//! start. Of what is refused all the same Discord closes with 4014 and does not say which intent
//! that is about (Discord docs, Gateway Close Event Codes). So others are tried, until a session
//! begins.

use super::{EventSink, place::Place};
use crate::secret::Secret;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use twilight_gateway::{Config, ConfigBuilder, Intents};

/// The close code by which Discord refuses an intent.
pub(super) const DISALLOWED: u16 = 4014;

/// Intents that Discord has to grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Privileged {
    /// What is written in messages.
    pub content: bool,
    /// Members who leave.
    pub members: bool,
}

impl Privileged {
    /// What both name.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { content: self.content && other.content, members: self.members && other.members }
    }

    pub(super) fn intents(self) -> Intents {
        let mut intents = Intents::GUILDS | Intents::GUILD_MESSAGES;
        intents.set(Intents::MESSAGE_CONTENT, self.content);
        intents.set(Intents::GUILD_MEMBERS, self.members);
        intents
    }
}

/// What all shards of a worker ask for.
pub(super) struct Privileges {
    wanted: Privileged,
    sink: Arc<dyn EventSink>,
    now: Mutex<Now>,
}

struct Now {
    asked: Privileged,
    refused: Vec<Privileged>,
    /// What the log was told to be granted.
    told: Privileged,
}

impl Privileges {
    /// `granted`: what is switched on in the developer portal, as far as Discord told.
    pub(super) fn new(
        wanted: Privileged,
        granted: Option<Privileged>,
        sink: Arc<dyn EventSink>,
    ) -> Self {
        let asked = granted.map_or(wanted, |granted| granted.and(wanted));
        sink.hears(asked);
        let now = Now { asked, refused: vec![], told: wanted };
        let privileges = Self { wanted, sink, now: Mutex::new(now) };
        if granted.is_some() {
            // A session that is resumed does not begin.
            privileges.begun(asked);
        }
        privileges
    }

    /// What is asked for now.
    pub(super) fn asked(&self) -> Privileged {
        self.lock().asked
    }

    /// Discord has refused this. Whether there is something else to ask for.
    pub(super) fn refuse(&self, refused: Privileged) -> bool {
        let mut now = self.lock();
        if !now.refused.contains(&refused) {
            now.refused.push(refused);
        }
        if now.asked != refused {
            return true;
        }
        // What customers write is worth more than to hear that they have left.
        let fewer = [
            Privileged { content: true, members: false },
            Privileged { content: false, members: true },
            Privileged::default(),
        ];
        let fewer = fewer.map(|it| it.and(self.wanted));
        let Some(next) = fewer.into_iter().find(|it| !now.refused.contains(it)) else {
            return false;
        };
        now.asked = next;
        self.sink.hears(next);
        true
    }

    /// Sessions begin with this: what is missing is told once.
    pub(super) fn begun(&self, with: Privileged) {
        let mut now = self.lock();
        let before = now.told;
        now.told = before.and(with);
        if before.content && !with.content {
            tracing::error!(
                "Discord does not let the bot read messages: in the developer \
                 portal, under Bot, Privileged Gateway Intents, switch on “Message Content \
                 Intent” and start the bot again. Until then customers use buttons, menus and \
                 forms, or mention the bot"
            );
        }
        if before.members && !with.members {
            tracing::error!(
                "Discord does not tell the bot who leaves: in the developer \
                 portal, under Bot, Privileged Gateway Intents, switch on “Server Members Intent” \
                 and start the bot again, or switch `discord.members` off"
            );
        }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a shard introduces itself.
pub(super) struct Asks {
    pub(super) token: Secret,
    pub(super) url: String,
    pub(super) place: Place,
    pub(super) privileges: Arc<Privileges>,
    /// The privileged intents that the shard asks for.
    pub(super) asked: Privileged,
}

impl Asks {
    pub(super) fn config(&self) -> Config<Place> {
        ConfigBuilder::new(self.token.expose().to_owned(), self.asked.intents())
            .proxy_url(self.url.clone())
            .queue(self.place.clone())
            .build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ShardRef;

    const BOTH: Privileged = Privileged { content: true, members: true };
    const CONTENT: Privileged = Privileged { content: true, members: false };
    const MEMBERS: Privileged = Privileged { content: false, members: true };
    const NONE: Privileged = Privileged { content: false, members: false };

    #[derive(Default)]
    struct Ear(Mutex<Vec<Privileged>>);

    impl EventSink for Ear {
        fn concerns(&self, _: &str) -> bool {
            false
        }

        fn may_concern(&self, _: &str) -> bool {
            false
        }

        fn hears(&self, privileged: Privileged) {
            self.0.lock().unwrap().push(privileged);
        }

        fn receive(&self, _: ShardRef, _: String, _: Box<dyn Send + Sync>) {}
    }

    /// What is asked for, one after the other, of a Discord that grants this.
    fn asked(
        wanted: Privileged,
        granted: Option<Privileged>,
        grants: Privileged,
    ) -> Vec<Privileged> {
        let ear = Arc::<Ear>::default();
        let privileges = Privileges::new(wanted, granted, ear.clone());
        while privileges.asked().and(grants) != privileges.asked() {
            assert!(privileges.refuse(privileges.asked()), "what needs no grant is always left");
        }
        ear.0.lock().unwrap().clone()
    }

    #[test]
    fn it_ends_with_all_that_is_granted() {
        for wanted in [BOTH, CONTENT, MEMBERS, NONE] {
            for grants in [BOTH, CONTENT, MEMBERS, NONE] {
                for granted in [None, Some(BOTH), Some(CONTENT), Some(MEMBERS), Some(NONE)] {
                    let asked = asked(wanted, granted, grants);
                    let told = granted.is_none_or(|it| it == grants);
                    if told {
                        assert_eq!(
                            asked.last(),
                            Some(&wanted.and(grants)),
                            "{wanted:?} {grants:?}"
                        );
                    }
                    let known = granted == Some(grants);
                    assert!(asked.len() <= if known { 1 } else { 4 }, "{asked:?}");
                }
            }
        }
    }

    #[test]
    fn shards_that_are_refused_at_the_same_time_take_one_step() {
        let privileges = Privileges::new(BOTH, None, Arc::<Ear>::default());
        assert!(privileges.refuse(BOTH));
        assert!(privileges.refuse(BOTH));
        assert_eq!(privileges.asked(), CONTENT);
    }

    #[test]
    fn there_is_an_end() {
        let privileges = Privileges::new(NONE, None, Arc::<Ear>::default());
        assert!(!privileges.refuse(NONE));
    }
}
