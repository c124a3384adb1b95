//! Which entries of the outbox are in our hands, and which of them are done. Pure.

use crate::domain::{
    ids::{EffectId, GuildId, Owner},
    time::Timestamp,
};
use std::collections::{HashMap, HashSet};

/// What is in our hands: begun once, and settled together.
#[derive(Debug, Default)]
pub struct Hands {
    /// Entries that are being carried out, or are done and not surely settled, and when they were
    /// decided.
    held: HashMap<EffectId, Timestamp>,
    /// How often a server is being read, what was found included for as long as it waits.
    readings: HashMap<GuildId, usize>,
    /// What was settled for good of such a server: it may be found nevertheless.
    over: HashMap<GuildId, HashSet<EffectId>>,
    /// Those of them that may have been carried out before, without a trace so far.
    doubtful: HashSet<EffectId>,
    /// Those that are done with nothing to report.
    finished: HashMap<GuildId, Vec<EffectId>>,
}

impl Hands {
    /// Whether an entry is news; it is in our hands from now on.
    pub fn take(&mut self, id: EffectId, decided_at: Timestamp) -> bool {
        let is_news = self.is_news(id);
        if is_news {
            self.held.insert(id, decided_at);
        }
        is_news
    }

    fn is_news(&self, id: EffectId) -> bool {
        let is_over = self.over.get(&id.guild).is_some_and(|over| over.contains(&id));
        !is_over && !self.held.contains_key(&id)
    }

    /// How many entries are in our hands or will be, and when the oldest of them was decided.
    #[must_use]
    pub fn held(&self, coming: &[(EffectId, Timestamp)]) -> (usize, Option<Timestamp>) {
        let coming: HashMap<_, _> =
            coming.iter().copied().filter(|(id, _)| self.is_news(*id)).collect();
        let oldest = self.held.values().chain(coming.values()).min().copied();
        (self.held.len() + coming.len(), oldest)
    }

    /// An entry is not in our hands any more, whatever has become of it.
    pub fn let_go(&mut self, id: EffectId) {
        self.held.remove(&id);
        self.doubtful.remove(&id);
    }

    /// Entries are settled for good.
    pub fn done(&mut self, ids: &[EffectId]) {
        for id in ids {
            self.let_go(*id);
            if self.readings.contains_key(&id.guild) {
                self.over.entry(id.guild).or_default().insert(*id);
            }
        }
    }

    /// The outbox of a server is about to be read.
    pub fn begin_reading(&mut self, guild: GuildId) {
        *self.readings.entry(guild).or_default() += 1;
    }

    /// What was found there is dealt with.
    pub fn end_reading(&mut self, guild: GuildId) {
        let Some(readings) = self.readings.get_mut(&guild) else { return };
        *readings -= 1;
        if *readings == 0 {
            self.readings.remove(&guild);
            self.over.remove(&guild);
        }
    }

    /// An entry may have been carried out before, by a call of which nothing is known.
    pub fn doubt(&mut self, id: EffectId) {
        self.doubtful.insert(id);
    }

    /// Whether that is so for anything of a ticket or desk.
    #[must_use]
    pub fn doubts(&self, guild: GuildId, owner: Owner) -> bool {
        self.doubtful.iter().any(|id| id.guild == guild && id.owner == owner)
    }

    /// Entries are to be settled, for the first time or again.
    pub fn finish(&mut self, guild: GuildId, ids: &[EffectId]) {
        if !ids.is_empty() {
            self.finished.entry(guild).or_default().extend(ids);
        }
    }

    /// The finished entries of a server, for whoever settles them.
    pub fn collect(&mut self, guild: GuildId) -> Vec<EffectId> {
        self.finished.remove(&guild).unwrap_or_default()
    }

    /// The finished entries of all servers, for whoever settles them.
    pub fn collect_all(&mut self) -> HashMap<GuildId, Vec<EffectId>> {
        std::mem::take(&mut self.finished)
    }

    /// Lets go of the entries of some servers: they are somebody else's.
    pub fn forget(&mut self, is_gone: impl Fn(GuildId) -> bool) {
        self.held.retain(|id, _| !is_gone(id.guild));
        self.doubtful.retain(|id| !is_gone(id.guild));
        self.over.retain(|guild, _| !is_gone(*guild));
        self.finished.retain(|guild, _| !is_gone(*guild));
    }

    /// Whether nothing is to be settled.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.finished.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_coming_counts_unless_it_has_come() {
        let id = |index| EffectId { guild: GuildId::new(5), owner: Owner::Desk, commit: 7, index };
        let mut hands = Hands::default();
        assert_eq!(hands.held(&[]), (0, None));
        assert_eq!(hands.held(&[(id(0), Timestamp(3))]), (1, Some(Timestamp(3))));
        assert!(hands.take(id(0), Timestamp(3)));
        let coming = [(id(0), Timestamp(3)), (id(1), Timestamp(4)), (id(1), Timestamp(4))];
        assert_eq!(hands.held(&coming), (2, Some(Timestamp(3))));
        assert_eq!(hands.held(&[(id(1), Timestamp(2))]), (2, Some(Timestamp(2))));
    }

    #[test]
    fn what_was_settled_while_it_was_read_is_not_news() {
        let guild = GuildId::new(5);
        let id = EffectId { guild, owner: Owner::Desk, commit: 7, index: 0 };
        let mut hands = Hands::default();
        assert!(hands.take(id, Timestamp::default()));
        assert!(!hands.take(id, Timestamp::default()));
        hands.begin_reading(guild);
        hands.begin_reading(guild);
        hands.done(&[id]);
        hands.end_reading(guild);
        assert!(!hands.take(id, Timestamp::default()));
        hands.end_reading(guild);
        assert!(hands.take(id, Timestamp::default()), "nobody can have found it any more");
        hands.done(&[id]);
        assert!(hands.over.is_empty() && hands.readings.is_empty(), "nothing is kept for ever");
    }
}
