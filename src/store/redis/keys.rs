//! Every key in Redis: its name, and what it is for.
//!
//! The part in braces decides the slot of a cluster: all keys of one server are in one slot, and so
//! are those of the fleet and those of the REST limits.

use super::super::WorkerName;
use crate::domain::{
    desk::DocumentKind,
    ids::{EffectId, GuildId},
    input::Cause,
};

/// A family of keys.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// How its keys look; a part in angle brackets differs.
    pub pattern: &'static str,
    /// What they hold.
    pub meaning: &'static str,
}

/// Every family.
pub const FAMILIES: &[Family] = &[
    Family {
        pattern: "{g:<server>}:fence",
        meaning: "the greatest right to write for the server: generation and epoch",
    },
    Family { pattern: "{g:<server>}:desk", meaning: "the server's settings: version, form, JSON" },
    Family {
        pattern: "{g:<server>}:ledger",
        meaning: "what is held for tickets and sold of what runs out: version, form, JSON",
    },
    Family {
        pattern: "{g:<server>}:tickets",
        meaning: "ticket number → version, channel, customer, form, JSON",
    },
    Family {
        pattern: "{g:<server>}:channels",
        meaning: "channel → number of the ticket whose channel it is",
    },
    Family {
        pattern: "{g:<server>}:customers",
        meaning: "person → number of their current ticket",
    },
    Family {
        pattern: "{g:<server>}:documents",
        meaning: "kind and version → catalogue or terms: form, JSON",
    },
    Family {
        pattern: "{g:<server>}:counters",
        meaning: "the last ticket number and the last commit number",
    },
    Family {
        pattern: "{g:<server>}:outbox",
        meaning: "commit and place → effect that is decided and not settled: owner, form, JSON",
    },
    Family {
        pattern: "{g:<server>}:locks",
        meaning: "ticket number → who makes or hides its channel, with which right",
    },
    Family {
        pattern: "{g:<server>}:adopted",
        meaning: "channel → ticket that was taken over from elsewhere with it",
    },
    Family {
        pattern: "{g:<server>}:did:<cause>",
        meaning: "that a press (i), message (m), effect (e) or decision (s) was dealt with: its commit and how many effects; kept for 20 minutes",
    },
    Family {
        pattern: HALF_FILLED,
        meaning: "that a restore is under way or was broken off: since when, and by whom",
    },
    Family { pattern: GUILDS, meaning: "every server that anything is known of" },
    Family {
        pattern: WORKERS, meaning: "worker → what it says of itself, and when it was heard"
    },
    Family { pattern: APPLICATION, meaning: "the application (bot) whose fleet it is: its id" },
    Family { pattern: LEASES, meaning: "shard → its holder, its fence and when its lease ends" },
    Family {
        pattern: SESSIONS,
        meaning: "shard → its gateway session and how far it has been dealt with",
    },
    Family {
        pattern: DIVISION,
        meaning: "into how many shards the fleet is divided, and will be while that changes: generation and number",
    },
    Family {
        pattern: IDENTIFY,
        meaning: "key of Discord's queue → its last places; shard → the place that is kept for it",
    },
    Family { pattern: BUDGET, meaning: "how many new sessions Discord still allows today" },
    Family {
        pattern: ALIVE,
        meaning: "a channel, not a key: subscribed to by the worker for as long as it lives",
    },
    Family { pattern: BELL, meaning: "a channel, not a key: rung when a shard has become free" },
    Family { pattern: REST_PLACES, meaning: "when the next counted REST calls may go" },
    Family { pattern: REST_WORKERS, meaning: "who shares the REST limits" },
    Family {
        pattern: REST_BUCKETS,
        meaning: "route → Discord's name of its bucket, and whether it is counted apart; bucket → its places that were given out",
    },
    Family {
        pattern: REST_REMAINDERS,
        meaning: "what is left in the buckets of channels and servers that were drawn on, by when it was told; kept for 20 seconds",
    },
    Family { pattern: REST_WANTING, meaning: "how much each of them wants" },
    Family {
        pattern: REST_PAUSE,
        meaning: "until when counted REST calls pause, as Discord asked",
    },
    Family {
        pattern: REST_BELL,
        meaning: "a channel, not a key: rung when a pause or a block was told, or the end of one",
    },
    Family { pattern: REST_BLOCK, meaning: "until when an address is blocked" },
    Family {
        pattern: REST_INVALID,
        meaning: "invalid REST requests of an address in the last ten minutes",
    },
    Family {
        pattern: "{<slot>}:canary:<worker>:<life>",
        meaning: "a count by which a worker knows whether the server has forgotten",
    },
];

/// The family of a key; none if it is not one of ours.
#[must_use]
pub fn family(key: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| is_of(key, family.pattern))
}

/// Whether a key is as a pattern says: the parts in angle brackets are any text.
fn is_of(key: &str, pattern: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('<') else { return key == pattern };
    let Some(rest_of_key) = key.strip_prefix(before) else { return false };
    let after = rest.split_once('>').map_or("", |(_, after)| after);
    if after.is_empty() {
        return !rest_of_key.is_empty();
    }
    let literal = after.split('<').next().unwrap_or_default();
    rest_of_key.find(literal).is_some_and(|at| at > 0 && is_of(&rest_of_key[at..], after))
}

/// A key whose pattern ends in a part in angle brackets.
pub(super) fn named(pattern: &str, name: &str) -> String {
    let (before, _) = pattern.split_once('<').unwrap_or((pattern, ""));
    format!("{before}{name}")
}

/// The key of a worker's canary in a slot; `life` differs from process to process.
pub(super) fn canary(slot: &str, worker: &WorkerName, life: u64) -> String {
    format!("{{{slot}}}:canary:{worker}:{life:x}")
}

// What they are for stands in `FAMILIES`.
pub(super) const GUILDS: &str = "{f}:guilds";
pub(super) const HALF_FILLED: &str = "{f}:half_filled";
pub(super) const WORKERS: &str = "{f}:workers";
pub(super) const APPLICATION: &str = "{f}:application";
pub(super) const LEASES: &str = "{f}:leases";
pub(super) const SESSIONS: &str = "{f}:sessions";
pub(super) const DIVISION: &str = "{f}:division";
pub(super) const IDENTIFY: &str = "{f}:identify";
pub(super) const BUDGET: &str = "{f}:budget";
pub(super) const ALIVE: &str = "{f}:alive:<worker>";
pub(super) const BELL: &str = "{f}:bell";
pub(super) const REST_PLACES: &str = "{r}:places";
pub(super) const REST_WORKERS: &str = "{r}:workers";
pub(super) const REST_BUCKETS: &str = "{r}:buckets";
pub(super) const REST_REMAINDERS: &str = "{r}:remainders";
pub(super) const REST_WANTING: &str = "{r}:wanting";
pub(super) const REST_PAUSE: &str = "{r}:pause";
pub(super) const REST_BELL: &str = "{r}:bell";
pub(super) const REST_BLOCK: &str = "{r}:block:<address>";
pub(super) const REST_INVALID: &str = "{r}:invalid:<address>";

/// The keys of one server.
#[derive(Clone, Copy)]
pub(super) struct Keys(pub(super) GuildId);

impl Keys {
    pub(super) fn fence(self) -> String {
        self.of("fence")
    }

    pub(super) fn desk(self) -> String {
        self.of("desk")
    }

    pub(super) fn ledger(self) -> String {
        self.of("ledger")
    }

    pub(super) fn tickets(self) -> String {
        self.of("tickets")
    }

    pub(super) fn channels(self) -> String {
        self.of("channels")
    }

    pub(super) fn customers(self) -> String {
        self.of("customers")
    }

    pub(super) fn documents(self) -> String {
        self.of("documents")
    }

    pub(super) fn counters(self) -> String {
        self.of("counters")
    }

    pub(super) fn outbox(self) -> String {
        self.of("outbox")
    }

    pub(super) fn locks(self) -> String {
        self.of("locks")
    }

    pub(super) fn adopted(self) -> String {
        self.of("adopted")
    }

    /// Every key that moves with the server.
    pub(super) fn moved(self) -> [String; 10] {
        [
            self.desk(),
            self.ledger(),
            self.documents(),
            self.tickets(),
            self.channels(),
            self.customers(),
            self.adopted(),
            self.counters(),
            self.outbox(),
            self.locks(),
        ]
    }

    /// The mark of what was dealt with.
    pub(super) fn did(self, cause: Cause, attempt: u64) -> String {
        match cause {
            Cause::Interaction(id) => self.of(&format!("did:i{id}")),
            Cause::Message(id) => self.of(&format!("did:m{id}")),
            Cause::Effect(id) => self.of(&format!("did:e{}", entry_field(id))),
            Cause::State => self.of(&format!("did:s{attempt}")),
        }
    }

    fn of(self, name: &str) -> String {
        format!("{{g:{}}}:{name}", self.0)
    }
}

/// The field of an entry in the outbox.
pub(super) fn entry_field(id: EffectId) -> String {
    format!("{}.{}", id.commit, id.index)
}

/// The field of a document.
pub(super) fn document_field(kind: DocumentKind, version: u32) -> String {
    let kind = match kind {
        DocumentKind::Catalogue => "catalogue",
        DocumentKind::Terms => "terms",
        DocumentKind::Flow => "flow",
        DocumentKind::Texts => "texts",
    };
    format!("{kind}:{version}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn every_key_that_is_made_is_explained() {
        let keys = Keys(Id::new(5));
        let did = keys.did(Cause::Message(Id::new(9)), 0);
        let all = [
            keys.fence(),
            keys.desk(),
            keys.ledger(),
            keys.tickets(),
            keys.channels(),
            keys.customers(),
            keys.documents(),
            keys.counters(),
            keys.outbox(),
            keys.locks(),
            keys.adopted(),
            did,
            named(ALIVE, "me"),
            named(REST_BLOCK, "one"),
            canary("f", &WorkerName::new("me"), 7),
        ];
        for key in all {
            assert!(family(&key).is_some(), "{key}");
        }
        assert_eq!(family("{g:5}:desk").map(|it| it.pattern), Some("{g:<server>}:desk"));
        for other in ["", "desk", "{g:}:desk", "{g:5}:desks", "{f}:alive:"] {
            assert!(family(other).is_none(), "{other}");
        }
    }
}
