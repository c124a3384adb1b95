//! Which entries of the outbox are in our hands, and which of them are done. Pure.

use crate::domain::ids::{EffectId, GuildId, Owner};
use std::collections::{HashMap, HashSet};

/// What is in our hands: begun once, and settled together.
#[derive(Debug, Default)]
pub struct Hands {
    /// Entries that are being carried out, or are done and not surely settled.
    held: HashSet<EffectId>,
    /// Those that are settled for good, as long as they may have been found in a way that is heard
    /// of only later: at a server that was learned before they were.
    over: HashMap<GuildId, HashSet<EffectId>>,
    /// Those of them that may have been carried out before, without a trace so far.
    doubtful: HashSet<EffectId>,
    /// Those that are done with nothing to report.
    finished: HashMap<GuildId, Vec<EffectId>>,
}

impl Hands {
    /// Whether an entry is news; it is in our hands from now on.
    pub fn take(&mut self, id: EffectId) -> bool {
        let is_over = self.over.get(&id.guild).is_some_and(|over| over.contains(&id));
        !is_over && self.held.insert(id)
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
            self.over.entry(id.guild).or_default().insert(*id);
        }
    }

    /// Nothing is to be heard of any more that was found of a server, unless it is one of these.
    pub fn rest(&mut self, but: impl Fn(GuildId) -> bool) {
        self.over.retain(|guild, _| but(*guild));
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
        self.held.retain(|id| !is_gone(id.guild));
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
