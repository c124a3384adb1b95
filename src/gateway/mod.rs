//! The websocket side: shards, each kept for as long as its lease is held. Who listens, it does not
//! know.

mod bell;
mod held_back;
mod patience;
mod place;
mod privileges;
mod quiet;
mod shard;
mod standing;
mod status;
mod watermark;

pub use privileges::Privileged;
pub use status::{GatewayRefused, Phase, ShardStatus};

use crate::{
    secret::Secret,
    store::{Fleet, Held, SessionRecord, ShardRef},
    telemetry::metrics::rooms::GatewayMetrics,
};
use bell::Bell;
use futures_util::FutureExt as _;
use place::Place;
use privileges::{Asks, Privileges};
use shard::{Farewell, Keeper};
use standing::Standing;
use std::{
    collections::BTreeMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{sync::watch, task::AbortHandle, time::Instant};

/// Where events go.
pub trait EventSink: Send + Sync {
    /// Whether an event may concern the listener. Must be cheap.
    fn concerns(&self, json: &str) -> bool;

    /// Whether an event may concern the listener once it knows the servers of the shard. Must be
    /// cheap.
    fn may_concern(&self, json: &str) -> bool;

    /// Which privileged intents events come with from now on: told before the first, and when
    /// Discord refuses one.
    fn hears(&self, privileged: Privileged);

    /// Takes an event that came through a shard. `keep` is dropped once it has been dealt with.
    ///
    /// Never waits: as long as a shard is not listened to, its heartbeats stop.
    fn receive(&self, shard: ShardRef, json: String, keep: Box<dyn Send + Sync>);
}

/// What the gateway needs to know.
#[derive(Clone, Debug)]
pub struct GatewaySettings {
    /// The bot token.
    pub token: Secret,
    /// Where Discord told us to connect.
    pub url: String,
    /// The privileged intents to ask for.
    pub wanted: Privileged,
    /// Those that are switched on in the developer portal, as far as Discord told: others are not
    /// asked for.
    pub granted: Option<Privileged>,
    /// How many may begin a session within five seconds, as Discord told us (Discord docs, Session
    /// Start Limit Object).
    pub max_concurrency: u16,
    /// What is counted.
    pub metrics: GatewayMetrics,
}

/// The shards that are kept here. A cheap handle; dropping the last one drops every connection.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    settings: GatewaySettings,
    fleet: Arc<dyn Fleet>,
    sink: Arc<dyn EventSink>,
    privileges: Arc<Privileges>,
    bell: Arc<Bell>,
    kept: Mutex<BTreeMap<ShardRef, Kept>>,
}

/// A shard that is kept.
struct Kept {
    standing: Arc<Standing>,
    farewell: watch::Sender<Option<Farewell>>,
    task: AbortHandle,
    place: Place,
}

impl Gateway {
    /// A gateway that keeps no shard yet.
    #[must_use]
    pub fn new(settings: GatewaySettings, fleet: Arc<dyn Fleet>, sink: Arc<dyn EventSink>) -> Self {
        let bell = Bell { metrics: settings.metrics.clone(), ..Bell::default() };
        let (bell, kept) = (Arc::new(bell), Mutex::default());
        let (wanted, granted) = (settings.wanted, settings.granted);
        let privileges = Arc::new(Privileges::new(wanted, granted, Arc::clone(&sink)));
        Self(Arc::new(Inner { settings, fleet, sink, privileges, bell, kept }))
    }

    /// Begins to keep a shard: its session is resumed, or a new one is begun. If the shard was
    /// kept already, the earlier connection is dropped.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn start(&self, held: Held) {
        self.keep(held, false);
    }

    /// The same for a shard of a coming division, whose servers are still heard through the
    /// present one: it can wait if few new sessions are left today, and what it hears is held back
    /// until [`Self::go_live`].
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn prepare(&self, held: Held) {
        self.keep(held, true);
    }

    /// The division of a shard that was prepared is the present one from now on: passes on what was
    /// held back.
    pub fn go_live(&self, shard: ShardRef) {
        let kept = self.0.lock().get(&shard).map(|it| (Arc::clone(&it.standing), it.place.clone()));
        if let Some((standing, place)) = kept {
            place.alone();
            standing.go_live(&*self.0.sink);
        }
    }

    /// Shards that hold back let go of what came before this: it has been dealt with through the
    /// present division.
    pub fn let_go(&self, before: Instant) {
        for kept in self.0.lock().values() {
            kept.standing.let_go(before);
        }
    }

    /// How far every shard that is kept is: up to when all that was heard has been dealt with, or
    /// for one that was prepared since when all is held back. None if that is not known.
    #[must_use]
    pub fn reached(&self) -> Vec<(ShardRef, Option<Instant>)> {
        self.0.lock().iter().map(|(shard, kept)| (*shard, kept.standing.reached())).collect()
    }

    /// The shards through which everything is heard and passed on, and through which all has been
    /// dealt with that happened while it was not.
    #[must_use]
    pub fn caught_up(&self) -> Vec<ShardRef> {
        let kept = self.0.lock();
        let caught_up = kept.iter().filter(|(_, kept)| kept.standing.has_caught_up());
        caught_up.map(|(shard, _)| *shard).collect()
    }

    fn keep(&self, held: Held, heard: bool) {
        let shard = held.shard;
        self.stop(shard);
        let mut kept = self.0.lock();
        kept.insert(shard, self.0.keep(held, heard));
    }

    /// Closes so that another can resume the session, takes in what is still under way, and waits
    /// until it has been dealt with. How far the session came; none if it has no session, or if
    /// the shard is not kept here (any more).
    ///
    /// Takes 5 seconds at most: whoever resumes what is said then is sent again what was not dealt
    /// with. Until it returns, the shard is among [`Self::sessions`]. It may be asked again.
    pub async fn hand_over(&self, shard: ShardRef) -> Option<SessionRecord> {
        self.part(shard, Farewell::Resumable).await?.record()
    }

    /// Ends the session of a shard on purpose, as one of an old division into shards has to be.
    /// What is still under way is dealt with as in a hand-over.
    pub async fn retire(&self, shard: ShardRef) {
        let _standing = self.part(shard, Farewell::Final).await;
    }

    /// Drops the connection of a shard at once, as it has to be when the lease is lost. The session
    /// lives on for whoever has it now.
    pub fn stop(&self, shard: ShardRef) {
        let Some(kept) = self.0.lock().remove(&shard) else { return };
        kept.task.abort();
        kept.standing.end();
    }

    /// Every shard that is kept, with its session as it stands. None says nothing of the session
    /// that was saved before: that one stays.
    #[must_use]
    pub fn sessions(&self) -> Vec<(ShardRef, Option<SessionRecord>)> {
        self.0.lock().iter().map(|(shard, kept)| (*shard, kept.standing.record())).collect()
    }

    /// The store has this session of a shard. The events of a new one wait for that.
    pub fn saved(&self, shard: ShardRef, session: &str) {
        if let Some(kept) = self.0.lock().get(&shard) {
            kept.standing.note_saved(session);
        }
    }

    /// Every shard that is kept, and how it is.
    #[must_use]
    pub fn status(&self) -> Vec<ShardStatus> {
        self.0.lock().values().map(|kept| kept.standing.status()).collect()
    }

    /// How many of them have a live session.
    #[must_use]
    pub fn active(&self) -> watch::Receiver<usize> {
        self.0.bell.active.subscribe()
    }

    /// Waits until a session has begun that ought to be saved at once. For one who waits.
    pub async fn changed(&self) {
        self.0.bell.changed.notified().await;
    }

    /// Waits until Discord refuses one of the shards for good.
    pub async fn refused(&self) -> GatewayRefused {
        let mut refused = self.0.bell.refused.subscribe();
        match refused.wait_for(Option::is_some).await.map(|it| *it) {
            Ok(Some(why)) => why,
            // Neither can be: the sender lives as long as we do, and waits for something.
            Ok(None) | Err(_) => std::future::pending().await,
        }
    }

    /// Lets a shard say farewell, and forgets it. None if it was not kept until the end.
    async fn part(&self, shard: ShardRef, farewell: Farewell) -> Option<Arc<Standing>> {
        let standing = {
            let kept = self.0.lock();
            let kept = kept.get(&shard)?;
            kept.farewell.send_if_modified(|said| {
                let first = said.is_none();
                said.get_or_insert(farewell);
                first
            });
            Arc::clone(&kept.standing)
        };
        standing.ended().await;
        let mut kept = self.0.lock();
        let same = |kept: &&Kept| Arc::ptr_eq(&kept.standing, &standing);
        kept.get(&shard).filter(same)?;
        kept.remove(&shard);
        Some(standing)
    }
}

impl Inner {
    fn keep(&self, held: Held, heard: bool) -> Kept {
        let shard = held.shard;
        let concurrency = self.settings.max_concurrency;
        let lease = (shard, held.fence.epoch);
        let identifies = self.settings.metrics.identifies.clone();
        let place = Place::new(Arc::clone(&self.fleet), lease, (concurrency, heard), identifies);
        let bell = Arc::clone(&self.bell);
        let asked = self.privileges.asked();
        let standing = Arc::new(Standing::new(held, asked.intents().bits(), bell, heard));
        let (farewell, said) = watch::channel(None);
        let asks = Asks {
            token: self.settings.token.clone(),
            url: self.settings.url.trim_end_matches('/').to_owned(),
            place: place.clone(),
            privileges: Arc::clone(&self.privileges),
            asked,
        };
        let keeper = Keeper::new(asks, Arc::clone(&standing), Arc::clone(&self.sink));
        let (ends, bell) = (Arc::clone(&standing), Arc::clone(&self.bell));
        let task = tokio::spawn(async move {
            let ended = AssertUnwindSafe(keeper.run(said)).catch_unwind().await;
            let why = match ended {
                Ok(ended) => ended.err(),
                Err(_) => Some(GatewayRefused::Panicked),
            };
            ends.end();
            if let Some(why) = why {
                tracing::error!(%shard, %why, "the shard is not kept any more");
                bell.refuse(why);
            }
        });
        Kept { standing, farewell, task: task.abort_handle(), place }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ShardRef, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        for kept in self.lock().values() {
            kept.task.abort();
            kept.standing.end();
        }
    }
}
