//! Changing the number of shards of a fleet that works: whether that may be begun.

use super::{WorkerError, ask};
use crate::{
    discord::Rest,
    domain::counted::counted,
    store::{Change, Changed, Division, Divisions, Fleet, StoreError, embedded::Embedded},
};
use std::time::Duration;

/// How long Discord may be away while it is asked how many shards it allows: somebody sits and
/// waits.
pub const ASKING: Duration = Duration::from_secs(30);

/// Why the number of shards is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ReshardError {
    /// Discord does not say what it allows.
    #[error(transparent)]
    Discord(#[from] WorkerError),
    /// The store cannot be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// For large bots Discord wants whole multiples (Discord docs, Sharding for Very Large Bots).
    #[error(
        "{of} is not a multiple of {multiple}, as Discord wants it of this bot: try {next}, or leave \
         --shards out"
    )]
    NotAMultiple {
        /// What was asked for.
        of: u32,
        /// Of what it has to be a multiple.
        multiple: u16,
        /// The next multiple.
        next: u32,
    },
    /// Each shard begins a session, and some have to be left.
    #[error(
        "{} and a reserve of {reserve} are needed, and Discord allows only {remaining} \
         more: try again in {}",
        counted(*of, "new session", "new sessions"),
        counted(reset_after.as_secs().div_ceil(3600), "hour", "hours")
    )]
    TooFewSessions {
        /// How many shards there would be.
        of: u32,
        /// How many sessions are kept for what may go wrong.
        reserve: u32,
        /// How many Discord allows.
        remaining: u32,
        /// After which it allows more.
        reset_after: Duration,
    },
    /// There will never be so many left.
    #[error(
        "{of} shards are more than Discord's {total} new sessions a day leave room for: {most} are \
         the most, since twice as many are kept in reserve"
    )]
    TooMany {
        /// How many shards there would be.
        of: u32,
        /// How many sessions Discord allows a day.
        total: u32,
        /// How many shards there may be at most.
        most: u32,
    },
    /// There are as many.
    #[error("the fleet has {} already", counted(.0.of, "shard", "shards"))]
    SoMany(Division),
    /// One after the other.
    #[error(
        "the fleet goes over to {0} just now: wait for its end (ticketflow inspect fleet), or take it back (--cancel)"
    )]
    UnderWay(Division),
    /// There is nothing to be taken back.
    #[error("no change is under way: the fleet has {0}")]
    NothingUnderWay(Division),
    /// There is no fleet.
    #[error("no worker has been here yet: the first one is told by TICKETFLOW_SHARDS")]
    Undivided,
}

/// Begins to go over to so many shards; to as many as Discord recommends if none are given. Discord
/// may be away for as long as `patience`.
///
/// # Errors
/// See [`ReshardError`].
pub async fn reshard(
    rest: &Rest,
    fleet: &dyn Fleet,
    of: Option<u32>,
    patience: Duration,
) -> Result<Divisions, ReshardError> {
    let (waits, told) = ask::hearing();
    let asking = ask::gateway(rest, &waits);
    let gateway = ask::within(patience, asking, told, "nothing was changed").await?;
    let of = of.unwrap_or(gateway.shards).max(1);
    check(of, gateway.session_start_limit)?;
    match fleet.divide(Change::Begin(of)).await? {
        Changed::Done(divisions) => Ok(divisions),
        Changed::Refused(Divisions { coming: Some(coming), .. }) => {
            Err(ReshardError::UnderWay(coming))
        }
        Changed::Refused(Divisions { present, .. }) => Err(ReshardError::SoMany(present)),
        Changed::Undivided => Err(ReshardError::Undivided),
    }
}

/// Takes the change back that is under way.
///
/// # Errors
/// See [`ReshardError`].
pub async fn stay(fleet: &dyn Fleet) -> Result<Divisions, ReshardError> {
    match fleet.divide(Change::TakeBack).await? {
        Changed::Done(divisions) => Ok(divisions),
        Changed::Refused(divisions) => Err(ReshardError::NothingUnderWay(divisions.present)),
        Changed::Undivided => Err(ReshardError::Undivided),
    }
}

/// Whether Discord allows so many shards, with a reserve as the queue of identifies keeps it.
fn check(of: u32, limit: ask::StartLimit) -> Result<(), ReshardError> {
    let multiple = limit.max_concurrency;
    if multiple > 1 && !of.is_multiple_of(u32::from(multiple)) {
        let next = of.next_multiple_of(u32::from(multiple));
        return Err(ReshardError::NotAMultiple { of, multiple, next });
    }
    let (remaining, reserve) = (limit.remaining, (limit.total / 5).max(of.saturating_mul(2)));
    // What is needed, and twice as much or a fifth of the day in reserve.
    let most = (limit.total / 3).min(limit.total - limit.total / 5);
    if of > most {
        return Err(ReshardError::TooMany { of, total: limit.total, most });
    }
    if remaining < of.saturating_add(reserve) {
        let reset_after = Duration::from_millis(limit.reset_after);
        return Err(ReshardError::TooFewSessions { of, reserve, remaining, reset_after });
    }
    Ok(())
}

/// The worker of a file goes over to the number of shards that it is told at its start.
pub(super) async fn follow_setting(file: &Embedded, of: u32) -> Result<(), StoreError> {
    let mut changed = file.divide(Change::Begin(of)).await?;
    if let Changed::Refused(Divisions { coming: Some(coming), .. }) = changed
        && coming.of != of
    {
        file.divide(Change::TakeBack).await?;
        changed = file.divide(Change::Begin(of)).await?;
    }
    if let Changed::Done(Divisions { present, coming: Some(coming) }) = changed {
        tracing::info!(%present, %coming, "the number of shards was changed: going over to it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(remaining: u32, max_concurrency: u16) -> ask::StartLimit {
        ask::StartLimit { total: 1_000, remaining, reset_after: 5_400_000, max_concurrency }
    }

    #[test]
    fn what_discord_does_not_allow_is_not_begun() {
        assert!(check(24, limit(1_000, 1)).is_ok());
        assert!(check(48, limit(1_000, 16)).is_ok());
        let odd = check(24, limit(1_000, 16)).unwrap_err();
        assert!(matches!(odd, ReshardError::NotAMultiple { next: 32, .. }), "{odd}");
        assert!(check(24, limit(224, 1)).is_ok());
        let few = check(24, limit(223, 1)).unwrap_err();
        assert!(few.to_string().contains("a reserve of 200"), "{few}");
        assert!(few.to_string().contains("in 2 hours"), "{few}");
        assert!(check(200, limit(599, 1)).is_err(), "twice as many as there are shards");
        assert!(check(333, limit(1_000, 1)).is_ok());
        let many = check(100_000, limit(1_000, 1)).unwrap_err();
        assert!(many.to_string().contains("333 are the most"), "{many}");
    }
}
