//! What was made ready is kept for as long as it is likely to be asked for.

use crate::{
    domain::ids::GuildId,
    store::{Damage, StoreError},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// How many of a kind are kept. A large catalogue takes tens of megabytes.
const KEPT: usize = 64;

/// A server, and a version of one of its documents.
type Key = (GuildId, u32);

/// Empty while it is being made.
type Cell<T> = Arc<OnceCell<T>>;

/// What is kept, by server and version. Whoever asks for what is just being made waits for it.
pub(super) struct Kept<T>(Mutex<Places<T>>);

struct Places<T> {
    all: HashMap<Key, Place<T>>,
    /// How often anything was asked for.
    asked: u64,
}

struct Place<T> {
    cell: Cell<T>,
    /// When it came, and when it was last asked for, as counted by `asked`.
    came: u64,
    used: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(Places { all: HashMap::new(), asked: 0 }))
    }
}

impl<T: Clone + Send + Sync + 'static> Kept<T> {
    /// What is kept, or what `make` makes. It is made to its end even if nobody waits for it any
    /// more: what takes longer than anybody waits would be begun anew for ever.
    pub(super) async fn get(
        &self,
        key: Key,
        make: impl Future<Output = Result<T, StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        let cell = self.cell(key);
        if let Some(ready) = cell.get() {
            return Ok(ready.clone());
        }
        let making = tokio::spawn(async move { cell.get_or_try_init(|| make).await.cloned() });
        making.await.unwrap_or_else(|fault| {
            let (guild, version) = key;
            let key = format!("version {version} of a document of server {guild}");
            Err(StoreError::Damaged(Damage { key, why: fault.to_string() }))
        })
    }

    fn cell(&self, key: Key) -> Cell<T> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.asked += 1;
        let now = places.asked;
        if let Some(place) = places.all.get_mut(&key) {
            place.used = now;
            return Arc::clone(&place.cell);
        }
        places.make_room(key.0);
        let cell = Cell::default();
        places.all.insert(key, Place { cell: Arc::clone(&cell), came: now, used: now });
        cell
    }
}

impl<T> Places<T> {
    /// Of a server, of which a version is to come, goes what nobody has asked for since a newer one
    /// came: each alias that is taught is a version of a whole catalogue. An older one that a
    /// ticket or a type of tickets goes by is asked for. Then goes what was not asked for the
    /// longest.
    fn make_room(&mut self, guild: GuildId) {
        let of_guild: Vec<_> = self.all.iter().filter(|((of, _), _)| *of == guild).collect();
        let is_passed = |version: u32, used: u64| {
            of_guild.iter().any(|((_, other), place)| *other > version && place.came > used)
        };
        let passed = of_guild.iter().filter(|((_, version), it)| is_passed(*version, it.used));
        let passed: Vec<Key> = passed.map(|(key, _)| **key).collect();
        for key in passed {
            self.all.remove(&key);
        }
        let oldest = self.all.iter().min_by_key(|(_, place)| place.used).map(|(key, _)| *key);
        if let Some(oldest) = oldest.filter(|_| self.all.len() >= KEPT) {
            self.all.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{future::ready, time::Duration};
    use tokio::sync::oneshot;

    const fn guild(id: u64) -> GuildId {
        GuildId::new(id)
    }

    /// Whether it is still there, without asking for it.
    fn has(kept: &Kept<u32>, key: Key) -> bool {
        kept.0.lock().unwrap().all.contains_key(&key)
    }

    async fn ask(kept: &Kept<u32>, key: Key) {
        assert_eq!(kept.get(key, ready(Ok(key.1))).await.unwrap(), key.1);
    }

    #[tokio::test]
    async fn many_versions_of_one_server_take_no_room_from_others() {
        let kept = Kept::default();
        for other in 2..12 {
            ask(&kept, (guild(other), 1)).await;
        }
        // A type of tickets goes on with the first; the others each follow another.
        for version in 1..200 {
            ask(&kept, (guild(1), version)).await;
            ask(&kept, (guild(1), 1)).await;
        }
        assert!((2..12).all(|other| has(&kept, (guild(other), 1))));
        assert!(has(&kept, (guild(1), 1)), "it is asked for");
        let left: Vec<_> = (1..200).filter(|version| has(&kept, (guild(1), *version))).collect();
        assert_eq!(left, [1, 198, 199], "the last but one may be asked for by what has begun");
    }

    #[tokio::test]
    async fn what_was_not_asked_for_the_longest_goes_first() {
        let kept = Kept::default();
        for server in 1..=KEPT as u64 {
            ask(&kept, (guild(server), 1)).await;
        }
        ask(&kept, (guild(1), 1)).await;
        ask(&kept, (guild(1_000), 1)).await;
        assert!(has(&kept, (guild(1), 1)) && has(&kept, (guild(3), 1)));
        assert!(!has(&kept, (guild(2), 1)));
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_waits_for_any_more_is_made_all_the_same() {
        let kept = Kept::default();
        let (go, gate) = oneshot::channel();
        let slow = async { Ok(gate.await.unwrap()) };
        let asked = kept.get((guild(1), 1), slow);
        assert!(tokio::time::timeout(Duration::from_secs(2), asked).await.is_err());
        go.send(7).unwrap();
        let anew = async { panic!("it is made once") };
        assert_eq!(kept.get((guild(1), 1), anew).await.unwrap(), 7);
    }
}
