//! Keeps the links: finds the primaries, connects, and does so again whenever something is amiss.

use super::{
    super::{OpenError, Stamp},
    barrier::{Barrier, Habits, Watch},
    dial::Dial,
    fault::{Course, Fault},
    link::{About, Link, Met},
    quorum::Former,
    route::{Route, Stretch},
    slots::tag_in,
    url::{Address, RedisUrl},
    whereabouts::{Place, Whereabouts},
};
use futures_util::future::join_all;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    time::{Instant, timeout_at},
};

/// The shortest pause between two attempts.
const SHORTEST: Duration = Duration::from_millis(20);

/// The longest.
const LONGEST: Duration = Duration::from_millis(250);

/// More trouble is logged only after so long: it may come and go many times a second.
const QUIET: Duration = Duration::from_secs(10);

/// At the start Redis is waited for so many times as long as for one call.
const AT_START: u32 = 5;

/// The longest wait for the first connection, however patient single calls are: who has mistyped an
/// address wants to be told.
const LONGEST_START: Duration = Duration::from_secs(5);

/// What the keeper and the callers share.
pub(super) struct Shared {
    pub(super) dial: Dial,
    pub(super) habits: Arc<Habits>,
    pub(super) route: watch::Sender<Arc<Route>>,
    /// Makes the keeper look at once.
    pub(super) wake: Arc<Notify>,
    /// Why not every primary can be reached.
    trouble: Mutex<Option<Fault>>,
    /// A slot of each history that ever was.
    histories: Mutex<HashMap<Stamp, u16>>,
}

impl Shared {
    pub(super) fn new(dial: Dial, habits: Habits) -> Self {
        Self {
            dial,
            habits: Arc::new(habits),
            route: watch::Sender::new(Arc::default()),
            wake: Arc::default(),
            trouble: Mutex::default(),
            histories: Mutex::default(),
        }
    }

    /// Why not every primary can be reached.
    pub(super) fn trouble(&self) -> Option<Fault> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A slot that the server with this history had. None if there never was one.
    pub(super) fn slot_of(&self, stamp: Stamp) -> Option<u16> {
        self.histories.lock().unwrap_or_else(PoisonError::into_inner).get(&stamp).copied()
    }
}

/// The one who makes links.
pub(super) struct Keeper {
    shared: Arc<Shared>,
    whereabouts: Whereabouts,
    watches: HashMap<Stamp, Arc<Mutex<Watch>>>,
    /// Who was the last primary of the slots that begin with this one.
    looked_after: HashMap<u16, (Address, Arc<Mutex<Watch>>)>,
    warned: HashSet<Address>,
    /// The trouble that was last logged, and when.
    said: Option<(String, Instant)>,
    /// Whether its end is still to be logged.
    is_told: bool,
}

impl Keeper {
    pub(super) fn new(shared: Arc<Shared>, url: &RedisUrl) -> Self {
        Self {
            shared,
            whereabouts: Whereabouts::new(url),
            watches: HashMap::new(),
            looked_after: HashMap::new(),
            warned: HashSet::new(),
            said: None,
            is_told: false,
        }
    }

    /// Connects for the first time.
    ///
    /// # Errors
    /// If that does not come about, with the reason of the last attempt.
    pub(super) async fn begin(&mut self) -> Result<(), OpenError> {
        let patience = (self.shared.dial.deadline * AT_START).min(LONGEST_START);
        let until = Instant::now() + patience;
        let mut pause = SHORTEST;
        let mut last = None;
        loop {
            let fault = match timeout_at(until, self.look()).await {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(fault)) => fault,
                Err(_) => last.take().unwrap_or_else(|| self.whereabouts.silent()),
            };
            if pause == SHORTEST
                && !fault.is_final()
                && let Some(mistake) = self.shared.dial.mistaken().await
            {
                return Err(mistake.at_start());
            }
            if fault.is_final() || Instant::now() >= until {
                return Err(fault.at_start());
            }
            last = Some(fault);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST);
        }
    }

    /// Goes on for ever.
    pub(super) async fn keep(mut self) {
        let mut pause = SHORTEST;
        loop {
            if pause == SHORTEST {
                let interval = self.whereabouts.interval();
                // Either way it is time to look.
                drop(tokio::time::timeout(interval, self.shared.wake.notified()).await);
            }
            match self.look().await {
                Ok(()) => {
                    self.is_back();
                    pause = SHORTEST;
                    tokio::time::sleep(SHORTEST).await;
                }
                Err(fault) => {
                    self.is_away(&fault);
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST);
                }
            }
        }
    }

    /// Finds the primaries and connects to those that are new or lost.
    async fn look(&mut self) -> Result<(), Fault> {
        let result = match self.whereabouts.find(&self.shared.dial).await {
            Ok(places) => self.go(places).await,
            Err(fault) => Err(fault),
        };
        let trouble = result.clone().err();
        *self.shared.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        // Those who wait see the reason.
        self.shared.route.send_modify(|_| {});
        result
    }

    async fn go(&mut self, places: Vec<Place>) -> Result<(), Fault> {
        let old = Arc::clone(&self.shared.route.borrow());
        let meetings = places.iter().map(|place| meet(&self.shared, &old, place));
        let met = join_all(meetings).await;
        let somebody = places.iter().find_map(|place| place.addresses.first().cloned());
        let (mut stretches, mut fault) = (Vec::new(), None);
        for (place, met) in places.into_iter().zip(met) {
            let link = met.and_then(|met| match met {
                Found::Kept(link) => {
                    if place.replicas.max(self.shared.habits.required()) > 0 {
                        link.barrier.glance();
                    }
                    Ok(link)
                }
                Found::New(address, met) => self.link(&address, *met, &place).map(Arc::new),
            });
            let link = link.map_err(|why| fault = Some(self.unlinked(&place, why))).ok();
            if let (Some(link), Some(tag)) = (&link, tag_in(&place.slots)) {
                link.barrier.sit(&tag);
            }
            stretches.push(Stretch { slots: place.slots, link });
        }
        let route = Route { stretches };
        let fault = fault.or_else(|| gap(&route, &somebody));
        self.shared.route.send_replace(Arc::new(route));
        fault.map_or(Ok(()), Err)
    }

    fn link(&mut self, address: &Address, met: Met, place: &Place) -> Result<Link, Fault> {
        if let Some(policy) = &met.about.eviction
            && self.warned.insert(address.clone())
        {
            tracing::warn!(
                server = %address,
                policy,
                "Redis may throw away what we need when its memory is full: set maxmemory-policy \
                 to noeviction",
            );
        }
        let slot = first_slot(place);
        let watch = self.watch(address, &met.about, (slot, place.replicas));
        let stamp = Watch::lock(&watch).stamp;
        let shared = (&self.shared.dial, &self.shared.habits);
        let barrier = Barrier::new(shared, address, watch, &met.state)?;
        let mut histories = self.shared.histories.lock().unwrap_or_else(PoisonError::into_inner);
        if histories.insert(stamp, slot).is_none() {
            tracing::info!(server = %address, "this Redis is written to from now on");
        }
        Ok(met.link(address, stamp, barrier))
    }

    /// The watch over a history, which is looked after in this slot from now on.
    fn watch(
        &mut self,
        address: &Address,
        about: &About,
        (slot, known): (u16, u32),
    ) -> Arc<Mutex<Watch>> {
        let habits = &self.shared.habits;
        let former = self.looked_after.get(&slot).map(|(_, watch)| watch);
        let renamed = former.filter(|it| Watch::lock(it).is_renamed(about));
        let before = self.watches.get(&about.stamp()).or(renamed);
        let over = before.map(|it| Watch::lock(it)).filter(|it| it.is_over).map(|it| it.stamp);
        let watch = if let (Some(watch), None) = (before, over) {
            let mut known_as = Watch::lock(watch);
            known_as.rename(about);
            known_as.resume(habits, about, known);
            Arc::clone(watch)
        } else {
            let stamp = over.map_or(about.stamp(), |Stamp(over)| Stamp(over.wrapping_add(1)));
            let former = self.looked_after.get(&slot);
            let former = former.map(|(at, watch)| (at == address, Watch::lock(watch)));
            let former = match &former {
                None => Former::Nobody,
                Some((true, watch)) => Former::Itself(watch.quorum()),
                Some((false, watch)) => Former::Another(watch.quorum()),
            };
            Arc::new(Mutex::new(Watch::begin(stamp, (habits, about), known, former)))
        };
        self.watches.insert(about.stamp(), Arc::clone(&watch));
        self.looked_after.insert(slot, (address.clone(), Arc::clone(&watch)));
        watch
    }

    /// Why there is no link to a place, after what it says of the last primary there was noted.
    fn unlinked(&self, place: &Place, why: Fault) -> Fault {
        if matches!(why.course, Course::Follows(_))
            && let Some((_, watch)) = self.looked_after.get(&first_slot(place))
        {
            Watch::lock(watch).is_replica();
        }
        why
    }

    fn is_away(&mut self, fault: &Fault) {
        let now = Instant::now();
        if let Some((said, when)) = &self.said {
            let is_fresh = now.duration_since(*when) < QUIET;
            if is_fresh || (self.is_told && *said == fault.words) {
                return;
            }
        }
        tracing::warn!("trouble with Redis: {}", fault.words);
        self.said = Some((fault.words.clone(), now));
        self.is_told = true;
    }

    fn is_back(&mut self) {
        if std::mem::take(&mut self.is_told) {
            tracing::info!("Redis is well again");
        }
    }
}

/// A link, or a server that may become one.
enum Found {
    Kept(Arc<Link>),
    New(Address, Box<Met>),
}

fn first_slot(place: &Place) -> u16 {
    place.slots.first().map_or(0, |range| *range.start())
}

/// What is missing although everybody is there.
fn gap(route: &Route, somebody: &Option<Address>) -> Option<Fault> {
    let (slot, place) = route.gap().zip(somebody.as_ref())?;
    let words = format!(
        "no server of the cluster has slot {slot}: `redis-cli cluster info` says how many are \
         missing; every slot needs a living primary"
    );
    Some(Fault::new(Course::Later, place, &words))
}

async fn meet(shared: &Shared, old: &Route, place: &Place) -> Result<Found, Fault> {
    let mut fault = None;
    let mut candidates: VecDeque<_> = place.addresses.clone().into();
    while let Some(address) = candidates.pop_front() {
        if let Some(link) = old.at(&address) {
            return Ok(Found::Kept(link));
        }
        match Met::meet(&shared.dial, &address, &shared.wake).await {
            Ok(met) => return Ok(Found::New(address, Box::new(met))),
            Err(why) => {
                if let Course::Follows(primary) = &why.course
                    && place.may_be_behind
                    && fault.is_none()
                {
                    candidates.push_back(primary.clone());
                }
                fault = Some(why);
            }
        }
    }
    let nowhere = Address { host: "nowhere".to_owned(), port: 0 };
    Err(fault.unwrap_or_else(|| Fault::new(Course::Later, &nowhere, "there is no primary")))
}
