//! Where the store is, for commands that look at it or change it while no worker does.

use super::Failure;
use crate::{
    config::StoreSettings,
    domain::ids::base36,
    store::{
        GiveOut, HALF_FILLED_WORDS, Records, StoreError, TakeIn, WorkerName,
        embedded::{Embedded, Glance},
        redis::{Redis, RedisSettings},
    },
};
use std::time::Duration;

/// How long one call to Redis may take: an operator would rather wait than begin anew.
const DEADLINE: Duration = Duration::from_secs(10);
/// Nothing is leased.
const LEASE: Duration = Duration::from_secs(3);

/// A store that can be written as long as no worker does.
pub(super) trait Changed: Records + TakeIn {}

impl<T: Records + TakeIn> Changed for T {}

/// Opens the store to look at it.
pub(super) async fn look(settings: &StoreSettings) -> Result<Box<dyn GiveOut>, Failure> {
    Ok(match redis(settings).await? {
        Some(redis) => Box::new(redis),
        None => Box::new(Glance::open(&settings.path)?),
    })
}

/// Opens the store to change it.
pub(super) async fn change(settings: &StoreSettings) -> Result<Box<dyn Changed>, Failure> {
    Ok(match redis(settings).await? {
        Some(redis) => Box::new(redis),
        None => Box::new(Embedded::open(&settings.path)?),
    })
}

/// Whether workers hold shards.
pub(super) async fn runs(look: &dyn GiveOut) -> Result<bool, StoreError> {
    Ok(look.fleet().await?.leases.iter().any(|lease| !lease.left.is_zero()))
}

/// A fleet at work knows what it holds, and would not see what is changed beside it. A file has a
/// lock for that.
pub(super) async fn refuse_workers(look: &dyn GiveOut, here: &str) -> Result<(), Failure> {
    if runs(look).await? {
        return Err(Failure::Place(format!("workers run on {here}: stop them first")));
    }
    Ok(())
}

/// What is half there is nothing to go on from.
pub(super) async fn refuse_half_filled(look: &dyn GiveOut, here: &str) -> Result<(), Failure> {
    match look.half_filled().await? {
        Some(_) => Err(Failure::Place(format!("{here} cannot be used: {HALF_FILLED_WORDS}"))),
        None => Ok(()),
    }
}

/// How an operator knows it.
pub(super) fn name(settings: &StoreSettings) -> String {
    match &settings.redis {
        Some(url) => url.to_string(),
        None => settings.path.display().to_string(),
    }
}

/// The fleet of a Redis, for one who is none of it; none for a file.
pub(super) async fn fleet(settings: &StoreSettings) -> Result<Option<Redis>, Failure> {
    redis(settings).await
}

async fn redis(settings: &StoreSettings) -> Result<Option<Redis>, Failure> {
    let Some(url) = &settings.redis else { return Ok(None) };
    // Of two who restore at once, the one must not end what the other has begun.
    let chance = base36(fastrand::u64(..));
    let worker = WorkerName::new(&format!("operator-{}-{chance}", std::process::id()));
    let replicas = settings.replicas;
    let settings = RedisSettings { url: url.clone(), deadline: DEADLINE, replicas, worker };
    Ok(Some(Redis::open(settings, LEASE).await?))
}
