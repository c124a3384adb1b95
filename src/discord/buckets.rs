//! All buckets: which one a route uses, learned from the answers, and forgotten when idle.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::time::Instant;

use super::{
    bucket::{Alone, Bucket, BucketPassage},
    common::Common,
    headers::BucketHeaders,
    route::{Major, Route, Template},
};
use crate::store::Remainder;

/// Pure: the buckets by name and major parameter; by route while the name is unknown.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    buckets: HashMap<Key, Bucket>,
    learned: HashMap<Template, Learned>,
    common: Common,
    /// Names under which each method was found to have its own count.
    apart: HashSet<Arc<str>>,
    /// What others told of buckets that may be met here, by the route's label.
    heard: HashMap<String, (Bucket, Instant)>,
    /// Limits that the headers do not show: by route, not by bucket.
    hidden: HashMap<(Template, Major), Instant>,
    swept_at: Option<Instant>,
}

/// What a request occupies.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    key: Key,
    alone: Alone,
}

/// Names a bucket.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Key(Name, Major);

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Name {
    Unknown(Template),
    Hash(Arc<str>),
    HashOfRoute(Arc<str>, Template),
}

#[derive(Clone, Debug)]
struct Learned {
    hash: Arc<str>,
    limit: u32,
}

impl Buckets {
    /// Whether a request of this route may go now.
    pub(super) fn passage(&self, route: &Route, now: Instant) -> BucketPassage {
        let hidden = self.hidden.get(&(route.template.clone(), route.major));
        if let Some(until) = hidden.filter(|until| **until > now) {
            return BucketPassage::Closed(Some(*until));
        }
        match self.buckets.get(&self.key(route)).filter(|bucket| !bucket.is_idle(now)) {
            Some(bucket) => bucket.passage(now),
            None => self.heard(route, now).map_or(BucketPassage::Open, |it| it.passage(now)),
        }
    }

    /// What another worker told of a bucket: its channel or server may come here.
    pub(super) fn hear(
        &mut self,
        Remainder { bucket, limit, remaining, window }: &Remainder,
        now: Instant,
    ) {
        let mut known = Bucket::new(*limit);
        let told = BucketHeaders {
            hash: Arc::default(),
            limit: *limit,
            remaining: *remaining,
            reset_after: *window,
        };
        known.hear(&told, now);
        self.heard.insert(bucket.clone(), (known, now + *window));
    }

    fn heard(&self, route: &Route, now: Instant) -> Option<&Bucket> {
        if self.heard.is_empty() || self.common.holds(route) {
            return None;
        }
        let (bucket, until) = self.heard.get(&route.label()?)?;
        (*until > now).then_some(bucket)
    }

    /// A request of this route goes now; the slot is for `give_back`.
    pub(super) fn take(&mut self, route: &Route, now: Instant) -> Slot {
        self.sweep(now);
        let key = self.key(route);
        let limit = self.learned.get(&route.template).map_or(UNKNOWN_LIMIT, |known| known.limit);
        if self.buckets.get(&key).is_none_or(|bucket| bucket.is_idle(now)) {
            let heard = self.heard(route, now).cloned();
            self.buckets.insert(key.clone(), heard.unwrap_or_else(|| Bucket::new(limit)));
        }
        let bucket = self.buckets.entry(key.clone()).or_insert_with(|| Bucket::new(limit));
        Slot { alone: bucket.take(now), key }
    }

    /// The request that took this slot has ended.
    pub(super) fn give_back(&mut self, Slot { key, .. }: &Slot, route: &Route) {
        // Its bucket may have been merged into the one whose name was learned meanwhile.
        let key = if self.buckets.contains_key(key) { key.clone() } else { self.key(route) };
        if let Some(bucket) = self.buckets.get_mut(&key) {
            bucket.give_back();
        }
    }

    /// Whether the whole bot draws on the bucket of this route, as far as is known.
    pub(super) fn is_common(&self, route: &Route) -> bool {
        self.common.holds(route)
    }

    /// It was found elsewhere that it does not.
    pub(super) fn part(&mut self, template: &Template) {
        self.common.part(template);
    }

    /// Discord's name of the route's bucket as the count behind it is told from others; empty while
    /// it is not known.
    pub(super) fn name(&self, route: &Route) -> String {
        match self.key(route).0 {
            Name::Unknown(_) => String::new(),
            Name::Hash(hash) => hash.to_string(),
            Name::HashOfRoute(hash, template) => format!("{hash} {template}"),
        }
    }

    /// A call of this route was done, and nothing was told of a bucket: it has none.
    pub(super) fn has_none(&mut self, route: &Route) {
        if self.common.holds(route) {
            self.common.part(&route.template);
        }
    }

    /// What a 429 told of the route's bucket; its slot has been given back. A bucket that is empty
    /// though nobody here has emptied it may be a common one after all.
    pub(super) fn learn_refusal(
        &mut self,
        route: &Route,
        slot: &Slot,
        told: &BucketHeaders,
        now: Instant,
    ) {
        if told.remaining == 0 {
            self.common.doubt(&route.template);
        }
        self.learn_bucket(route, slot, told, now);
    }

    /// What the answer to a request of this route told; its slot has been given back.
    pub(super) fn learn(&mut self, route: &Route, slot: &Slot, told: &BucketHeaders, now: Instant) {
        for word in self.common.hear(route, told, now) {
            let key = Key(Name::Hash(word.told.hash.clone()), word.major);
            let bucket = self.buckets.entry(key).or_insert_with(|| Bucket::new(word.told.limit));
            bucket.learn(&word.told, word.at);
        }
        self.learn_bucket(route, slot, told, now);
    }

    fn learn_bucket(&mut self, route: &Route, slot: &Slot, told: &BucketHeaders, now: Instant) {
        let learned = Learned { hash: told.hash.clone(), limit: told.limit };
        self.learned.insert(route.template.clone(), learned);
        let major = self.major(route);
        let unknown = self.buckets.remove(&Key(Name::Unknown(route.template.clone()), major));
        let shared = Key(Name::Hash(told.hash.clone()), major);
        if slot.key == shared
            && let Some(bucket) = self.buckets.get(&shared)
            && bucket.contradicts(told, slot.alone, now)
        {
            self.apart.insert(told.hash.clone());
        }
        let key = self.key(route);
        let bucket = self.buckets.entry(key).or_insert_with(|| Bucket::new(told.limit));
        if let Some(unknown) = unknown {
            bucket.absorb(&unknown);
        }
        bucket.learn(told, now);
    }

    /// A 429 for the route's bucket.
    pub(super) fn block(&mut self, route: &Route, until: Instant) {
        let key = self.key(route);
        self.buckets.entry(key).or_insert_with(|| Bucket::new(UNKNOWN_LIMIT)).block(until);
    }

    /// A 429 that the bucket's headers do not explain: only this kind of request is held.
    pub(super) fn block_hidden(&mut self, route: &Route, until: Instant) {
        self.hidden.insert((route.template.clone(), route.major), until);
    }

    fn major(&self, route: &Route) -> Major {
        if self.common.holds(route) { Major::None } else { route.major }
    }

    fn key(&self, route: &Route) -> Key {
        let major = self.major(route);
        let unknown = Key(Name::Unknown(route.template.clone()), major);
        match self.learned.get(&route.template) {
            // What is under way under the old name counts until its first answer merges it.
            Some(_) if self.buckets.contains_key(&unknown) => unknown,
            Some(Learned { hash, .. }) if self.apart.contains(hash) => {
                Key(Name::HashOfRoute(hash.clone(), route.template.clone()), major)
            }
            Some(Learned { hash, .. }) => Key(Name::Hash(hash.clone()), major),
            None => unknown,
        }
    }

    /// Webhook tokens make endless keys, so what is idle goes.
    fn sweep(&mut self, now: Instant) {
        if self.swept_at.is_some_and(|at| now < at + SWEEP_EVERY) {
            return;
        }
        self.swept_at = Some(now);
        self.buckets.retain(|_, bucket| !bucket.is_idle(now));
        self.hidden.retain(|_, until| *until > now);
        self.heard.retain(|_, (_, until)| *until > now);
    }
}

/// "A handful": how many requests of one route and major parameter may be under way before anything
/// is known.
const UNKNOWN_LIMIT: u32 = 5;
const SWEEP_EVERY: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests;
