//! The people of all servers: stories that begin at a steady rate, each of its own.

use super::{story::Teller, tale::Tale, town::Town};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Everybody who opens tickets.
pub(crate) struct Crowd {
    town: Arc<Town>,
    seed: u64,
    /// Stories that begin in a second.
    rate: f64,
    tales: Mutex<Vec<Arc<Tale>>>,
}

impl Crowd {
    /// Nobody has done anything yet.
    pub(crate) fn new(town: Arc<Town>, seed: u64, rate: f64) -> Self {
        Self { town, seed, rate, tales: Mutex::default() }
    }

    /// All stories so far, finished or not.
    pub(crate) fn tales(&self) -> Vec<Arc<Tale>> {
        self.tales.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins stories until it is told to stop, and then waits until all have been lived to their
    /// end, for no longer than `patience`.
    pub(crate) async fn live(&self, stop: &CancellationToken, patience: Duration) {
        let mut stories = JoinSet::new();
        let mut random = fastrand::Rng::with_seed(self.seed);
        let mut beat = tokio::time::interval(Duration::from_secs_f64(1.0 / self.rate));
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut number = 0;
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                _ = beat.tick() => {}
                Some(_) = stories.join_next() => continue,
            }
            number += 1;
            if let Some(teller) = self.begin(&mut random, number) {
                stories.spawn(teller.tell());
            }
        }
        let ending = async { while stories.join_next().await.is_some() {} };
        // Those that have not come to their end are told of by the judge.
        drop(tokio::time::timeout(patience, ending).await);
    }

    /// Chooses somebody who is not busy: by chance, or the next who is free.
    fn begin(&self, random: &mut fastrand::Rng, number: u64) -> Option<Teller> {
        let mut tales = self.tales.lock().unwrap_or_else(PoisonError::into_inner);
        let shops = &self.town.shops;
        let first = random.usize(..shops.len());
        let shop_at = (0..shops.len()).map(|step| (first + step) % shops.len());
        let (shop, seat) = shop_at
            .flat_map(|at| shops[at].customers.iter().map(move |seat| (at, seat)))
            .find(|(_, seat)| {
                tales.iter().rev().all(|it| it.customer != seat.user || it.book().finished)
            })?;
        let tale = Arc::new(Tale::new(shop, seat.user));
        tales.push(Arc::clone(&tale));
        let random =
            fastrand::Rng::with_seed(self.seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Some(Teller { town: Arc::clone(&self.town), tale, seat: seat.clone(), random })
    }
}
