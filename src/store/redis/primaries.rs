//! Calls to the right primary, each within its deadline.

use super::{
    super::{Damage, Kept, OpenError, Stamp, StoreError, WorkerName},
    barrier::Habits,
    dial::Dial,
    fault::{Course, Fault},
    keeper::{Keeper, Shared},
    link::Link,
    listen::Listening,
    quorum::Replicas,
    script::Script,
    slots::slot_of,
    url::{Address, Layout, RedisUrl},
};
use redis::{Cmd, Value, cmd};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::{
    task::JoinHandle,
    time::{Instant, timeout_at},
};

/// The pause before a call is tried again that did nothing.
const PAUSE: Duration = Duration::from_millis(20);

/// How many keys a server looks at in one step of a scan.
const STEP: usize = 1000;

/// How Redis is reached.
#[derive(Clone, Debug)]
pub struct RedisSettings {
    /// Where it is.
    pub url: RedisUrl,
    /// How long one call may take, waiting for a connection included.
    pub deadline: Duration,
    /// How many replicas must have a commit before it counts as kept.
    pub replicas: Replicas,
    /// Who we are.
    pub worker: WorkerName,
}

/// All primaries of one Redis. Clones share their links.
#[derive(Clone)]
pub struct Primaries(Arc<Lifetime>);

struct Lifetime {
    shared: Arc<Shared>,
    keeper: JoinHandle<()>,
}

impl Drop for Lifetime {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

impl Primaries {
    /// Connects to every primary.
    ///
    /// # Errors
    /// If one cannot be reached, refuses us or is too old.
    pub async fn open(settings: RedisSettings) -> Result<Self, OpenError> {
        let dial = Dial::new(&settings.url, settings.deadline)?;
        // Under Sentinel and in a cluster a replica is missed from the beginning.
        let expects_replica = settings.url.layout != Layout::Standalone;
        let habits = Habits::new(settings.worker, settings.replicas, expects_replica);
        let shared = Arc::new(Shared::new(dial, habits));
        let mut keeper = Keeper::new(Arc::clone(&shared), &settings.url);
        keeper.begin().await?;
        let keeper = tokio::spawn(keeper.keep());
        Ok(Self(Arc::new(Lifetime { shared, keeper })))
    }

    /// Carries out a script whose keys are all in the slot of the first.
    ///
    /// # Errors
    /// If there is no answer in time: whether it was carried out is not known then. Or if Redis
    /// refuses it, or a record is not what it should be.
    pub async fn run(
        &self,
        script: &'static Script,
        keys: &[&str],
        args: &[&[u8]],
    ) -> Result<(Value, Stamp), StoreError> {
        let command = evaluation(script, keys, args);
        let answer = self.call(first(keys), &command, Some(script), None).await;
        answer.map_err(|fault| of_one_of(keys, fault.into()))
    }

    /// Carries out a script as [`Primaries::run`] does, but only in this history. If there is
    /// another by now nothing is done: then that is what it says.
    ///
    /// # Errors
    /// As [`Primaries::run`].
    pub async fn run_in(
        &self,
        history: Stamp,
        script: &'static Script,
        keys: &[&str],
        args: &[&[u8]],
    ) -> Result<Result<Value, Stamp>, StoreError> {
        let command = evaluation(script, keys, args);
        match self.call(first(keys), &command, Some(script), Some(history)).await {
            Ok((answer, _)) => Ok(Ok(answer)),
            Err(NotDone::Elsewhere(other)) => Ok(Err(other)),
            Err(NotDone::Failed(fault)) => Err(of_one_of(keys, fault)),
        }
    }

    /// A plain command in the slot of a key.
    ///
    /// # Errors
    /// As [`Primaries::run`].
    pub async fn ask(&self, key: &str, command: &Cmd) -> Result<(Value, Stamp), StoreError> {
        self.call(key, command, None, None).await.map_err(StoreError::from)
    }

    /// What others call the history of this stamp: a server may have renamed it since we know it.
    pub(super) fn known_as(&self, stamp: Stamp) -> Stamp {
        self.shared().route.borrow().of(stamp).map_or(stamp, |link| link.barrier.known_as())
    }

    /// How many replicas follow the primary that has the fewest, as it said last, and how many each
    /// should have as far as settings say.
    #[must_use]
    pub fn replicas(&self) -> (u32, u32) {
        let shared = self.shared();
        (shared.route.borrow().replicas(), shared.habits.required())
    }

    /// Why not every primary can be reached, in an operator's words.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.shared().trouble().map(|fault| fault.words)
    }

    /// Waits until all that was answered with this stamp before is kept, or is known to be lost.
    ///
    /// # Errors
    /// If neither is known within the deadline.
    pub async fn confirm(&self, stamp: Stamp) -> Result<Kept, StoreError> {
        let until = self.until();
        let shared = self.shared();
        let mut routes = shared.route.subscribe();
        loop {
            let route = Arc::clone(&routes.borrow_and_update());
            if let Some(link) = route.of(stamp) {
                match timeout_at(until, link.barrier.pass()).await {
                    Ok(Some(Ok(kept))) => return Ok(kept),
                    Ok(Some(Err(fault))) => {
                        self.heed(&fault, &link);
                        return Err(StoreError::Unavailable(fault.words));
                    }
                    Ok(None) => link.give_up(),
                    Err(_) => {
                        link.was_late();
                        return Err(self.too_late(Some(&link)));
                    }
                }
            } else {
                let Some(slot) = shared.slot_of(stamp) else { return Ok(Kept::Forgotten) };
                // Its place is taken by a server with another history.
                if route.to(slot).is_some() {
                    return Ok(Kept::Forgotten);
                }
            }
            if !matches!(timeout_at(until, routes.changed()).await, Ok(Ok(()))) {
                return Err(self.too_late(None));
            }
        }
    }

    /// Every key of a pattern, on all primaries. Each step of it has the deadline of a call.
    ///
    /// # Errors
    /// As [`Primaries::run`].
    pub async fn scan(&self, pattern: &str) -> Result<Vec<String>, StoreError> {
        let until = self.until();
        let mut routes = self.shared().route.subscribe();
        let links = loop {
            if let Some(links) = routes.borrow_and_update().all() {
                break links;
            }
            if !matches!(timeout_at(until, routes.changed()).await, Ok(Ok(()))) {
                return Err(self.too_late(None));
            }
        };
        let mut found = BTreeSet::new();
        for link in links {
            let mut cursor = 0_u64;
            loop {
                let mut step = cmd("SCAN");
                step.arg(cursor).arg("MATCH").arg(pattern).arg("COUNT").arg(STEP);
                let answer = timeout_at(self.until(), link.ask(&step)).await;
                let Ok(answer) = answer else {
                    link.was_late();
                    return Err(self.too_late(Some(&link)));
                };
                let (next, keys): (u64, Vec<String>) = answer.map_err(|fault| {
                    self.heed(&fault, &link);
                    fault.for_key(pattern)
                })?;
                found.extend(keys);
                if next == 0 {
                    break;
                }
                cursor = next;
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Listens on channels, all in the slot of the first, over a connection of its own that bears
    /// the worker's name.
    pub async fn listen(&self, channels: &[&str]) -> Listening {
        Listening::begin(self.shared(), channels).await
    }

    fn shared(&self) -> &Arc<Shared> {
        &self.0.shared
    }

    fn until(&self) -> Instant {
        Instant::now() + self.shared().dial.deadline
    }

    /// Tries a call until it has been carried out or may have been; if a history is named, only in
    /// that.
    async fn call(
        &self,
        key: &str,
        command: &Cmd,
        script: Option<&Script>,
        only: Option<Stamp>,
    ) -> Result<(Value, Stamp), NotDone> {
        let (slot, until) = (slot_of(key), self.until());
        let mut elsewhere = None;
        let mut last: Option<Fault> = None;
        loop {
            let asked = elsewhere.take().and_then(|address: Address| self.at(&address));
            let is_asking = asked.is_some();
            let link = match asked {
                Some(link) => link,
                None => self.to(slot, until, last.as_ref()).await?,
            };
            if only.is_some_and(|history| history != link.stamp) {
                return Err(NotDone::Elsewhere(link.stamp));
            }
            // A try that cannot be answered in time would make it unknown whether it was done.
            if let Some(fault) = &last
                && Instant::now() + PAUSE >= until
            {
                return Err(fault.clone().for_key(key).into());
            }
            let fault = match timeout_at(until, link.send(command, is_asking)).await {
                Ok(Ok(answer)) => return Ok((answer, link.stamp)),
                Ok(Err(fault)) => fault,
                Err(_) => {
                    link.was_late();
                    return Err(self.too_late(Some(&link)).into());
                }
            };
            self.heed(&fault, &link);
            match (&fault.course, script) {
                (Course::Unloaded, Some(script)) => {
                    let Ok(loaded) = timeout_at(until, link.load(script)).await else {
                        link.was_late();
                        return Err(self.too_late(Some(&link)).into());
                    };
                    loaded.map_err(|fault| fault.for_key(key))?;
                    elsewhere = is_asking.then(|| link.address.clone());
                    continue;
                }
                (Course::Ask(address), _) if self.at(address).is_some() => {
                    elsewhere = Some(address.clone());
                }
                (Course::Elsewhere | Course::Moved | Course::Later | Course::Ask(_), _) => {
                    if Instant::now() + PAUSE >= until {
                        return Err(fault.for_key(key).into());
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                _ => return Err(fault.for_key(key).into()),
            }
            last = Some(fault);
        }
    }

    /// Does what a fault says about the link and the route.
    fn heed(&self, fault: &Fault, link: &Link) {
        match fault.course {
            Course::Elsewhere | Course::Lost => link.give_up(),
            Course::Moved | Course::Later | Course::Ask(_) => self.shared().wake.notify_one(),
            _ => {}
        }
    }

    /// The link to a slot, as soon as it stands.
    async fn to(
        &self,
        slot: u16,
        until: Instant,
        last: Option<&Fault>,
    ) -> Result<Arc<Link>, StoreError> {
        let mut routes = self.shared().route.subscribe();
        loop {
            if let Some(link) = routes.borrow_and_update().to(slot) {
                return Ok(link);
            }
            if let Some(fault) = self.shared().trouble().filter(Fault::is_final) {
                return Err(StoreError::Unavailable(fault.words));
            }
            if !matches!(timeout_at(until, routes.changed()).await, Ok(Ok(()))) {
                return Err(match last {
                    Some(fault) => StoreError::Unavailable(fault.words.clone()),
                    None => self.too_late(None),
                });
            }
        }
    }

    fn at(&self, address: &Address) -> Option<Arc<Link>> {
        self.shared().route.borrow().at(address)
    }

    fn too_late(&self, link: Option<&Link>) -> StoreError {
        let patience = self.shared().dial.deadline;
        StoreError::Unavailable(match (link, self.shared().trouble()) {
            (Some(link), _) => format!(
                "Redis at {}: no answer within {patience:?}; whether it was done is not known",
                link.address
            ),
            (None, Some(fault)) => fault.words,
            (None, None) => format!("no primary of Redis has answered within {patience:?}"),
        })
    }
}

/// Why a call was not carried out, or may not have been.
enum NotDone {
    /// There is another history than the one that was named.
    Elsewhere(Stamp),
    /// This.
    Failed(StoreError),
}

impl From<StoreError> for NotDone {
    fn from(fault: StoreError) -> Self {
        Self::Failed(fault)
    }
}

impl From<NotDone> for StoreError {
    fn from(why: NotDone) -> Self {
        match why {
            NotDone::Failed(fault) => fault,
            NotDone::Elsewhere(_) => Self::Unavailable("Redis has another history".to_owned()),
        }
    }
}

fn evaluation(script: &Script, keys: &[&str], args: &[&[u8]]) -> Cmd {
    let slots = keys.iter().map(|key| slot_of(key));
    // Also where the server would not mind: what works alone has to work in a cluster.
    debug_assert!(slots.collect::<BTreeSet<_>>().len() == 1, "keys of several slots: {keys:?}");
    let mut command = cmd("EVALSHA");
    command.arg(script.name()).arg(keys.len()).arg(keys).arg(args);
    command
}

/// Of a script with several keys Redis does not say which of them is damaged.
fn of_one_of(keys: &[&str], fault: StoreError) -> StoreError {
    match fault {
        StoreError::Damaged(Damage { why, .. }) if keys.len() > 1 => {
            Damage { key: keys.join(" or "), why }.into()
        }
        other => other,
    }
}

fn first<'a>(keys: &[&'a str]) -> &'a str {
    keys.first().copied().unwrap_or_default()
}
