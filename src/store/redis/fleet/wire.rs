//! Ticks and answers as the scripts read and write them.

use super::super::keys::{ALIVE, BELL, named};
use crate::{
    domain::time::Timestamp,
    store::{
        Change, Changed, Damage, Division, Divisions, Fence, Held, IdentifyAnswer, Lease, Member,
        SessionRecord, ShardRef, StoreError, Tick, Tock, WorkerName, WorkerRecord,
    },
};
use redis::{FromRedisValue, Value};
use std::{fmt::Display, time::Duration};

/// A number as an argument.
pub(super) fn number(number: impl Display) -> Vec<u8> {
    number.to_string().into_bytes()
}

/// The arguments of the tick script.
pub(super) fn told(tick: &Tick, lease: Duration) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut args = vec![
        tick.worker.name.as_str().into(),
        json(&tick.worker)?,
        number(tick.number),
        number(lease.as_millis()),
        number(u8::from(tick.leave)),
        BELL.into(),
        named(ALIVE, "").into_bytes(),
        number(tick.present.generation),
        number(tick.present.of),
        number(crate::store::overlap(lease).as_millis()),
    ];
    for list in [&tick.keep, &tick.release] {
        args.push(number(list.len()));
        for held in list {
            args.push(field(held.shard));
            args.push(number(held.fence.epoch));
            args.push(held.session.as_ref().map_or(Ok(vec![]), json)?);
        }
    }
    args.push(number(tick.claim.len()));
    args.extend(tick.claim.iter().map(|shard| field(*shard)));
    args.push(number(tick.suspect.len()));
    args.extend(tick.suspect.iter().map(|name| name.as_str().into()));
    args.push(number(tick.reached.len()));
    for (shard, at) in &tick.reached {
        args.extend([field(*shard), number(at.0)]);
    }
    Ok(args)
}

/// Its answer: shard, epoch, session of what was granted; shards that are lost; record, silence,
/// line of the members; shard, owner, epoch, rest, released, session, reached of the leases; shards
/// that were not known to be held; the present and the coming division, and for how long that has
/// been so.
type Answer = (
    u64,
    Vec<(String, u64, String)>,
    Vec<String>,
    Vec<(String, u64, bool)>,
    Vec<(String, String, u64, u64, bool, String, String)>,
    Vec<String>,
    String,
    String,
    u64,
);

/// What the tick script answered, and for how long the present division has been so. Records that
/// cannot be read are left out.
pub(super) fn heard(answer: Value) -> Result<(Tock, Duration), StoreError> {
    let (now, granted, lost, members, leases, restored, present, coming, age): Answer =
        read("the answer to a tick", answer)?;
    let granted = granted.into_iter().filter_map(|(shard, epoch, session)| {
        let shard = shard_of(&shard)?;
        Some(Held { shard, fence: fence(shard, epoch), session: session_of(&session, shard) })
    });
    let members = members.into_iter().filter_map(|(record, silent, connected)| {
        let worker: WorkerRecord = serde_json::from_str(&record).ok()?;
        Some(Member { worker, silent_for: Duration::from_millis(silent), connected })
    });
    let leases = leases.into_iter().filter_map(|row| {
        let (shard, owner, epoch, left, released, session, reached) = row;
        let shard = shard_of(&shard)?;
        Some(Lease {
            shard,
            owner: WorkerName::new(&owner),
            fence: fence(shard, epoch),
            left: Duration::from_millis(left),
            released,
            session: session_of(&session, shard),
            reached: reached.parse().ok().map(Timestamp),
        })
    });
    let mut tock = Tock {
        now: Timestamp(now),
        granted: granted.collect(),
        lost: lost.iter().filter_map(|shard| shard_of(shard)).collect(),
        restored: restored.iter().filter_map(|shard| shard_of(shard)).collect(),
        members: members.collect(),
        leases: leases.collect(),
        divisions: divisions(&present, &coming)?,
    };
    // Redis knows no order.
    tock.members.sort_by(|a, b| a.worker.name.cmp(&b.worker.name));
    tock.leases.sort_by_key(|it| it.shard);
    Ok((tock, Duration::from_millis(age)))
}

/// How the fleet is divided, as the division's key says it.
pub(in crate::store::redis) fn divisions(
    present: &str,
    coming: &str,
) -> Result<Divisions, StoreError> {
    let odd = || damage(super::DIVISION, &"it is not a generation and a number of shards");
    let present = division(present).ok_or_else(odd)?;
    let coming = (!coming.is_empty()).then(|| division(coming).ok_or_else(odd)).transpose()?;
    Ok(Divisions { present, coming })
}

fn division(text: &str) -> Option<Division> {
    let (generation, of) = text.split_once('/')?;
    Some(Division { generation: generation.parse().ok()?, of: of.parse().ok()? })
}

/// The arguments of the script that changes the division.
pub(super) fn wanted(change: Change) -> [Vec<u8>; 1] {
    [match change {
        Change::Begin(of) => number(of),
        Change::TakeBack => vec![],
    }]
}

/// What it answered.
pub(super) fn changed(answer: Value) -> Result<Changed, StoreError> {
    let (what, present, coming): (String, String, String) =
        read("the answer to a change of the division", answer)?;
    Ok(match what.as_str() {
        "done" => Changed::Done(divisions(&present, &coming)?),
        "refused" => Changed::Refused(divisions(&present, &coming)?),
        _ => Changed::Undivided,
    })
}

/// What the identify script answered.
pub(super) fn place(answer: Value) -> Result<IdentifyAnswer, StoreError> {
    let (what, wait): (String, u64) = read("the answer to an identify", answer)?;
    let wait = Duration::from_millis(wait);
    Ok(match what.as_str() {
        "go" => IdentifyAnswer::Go(wait),
        "later" => IdentifyAnswer::Later(wait),
        _ => IdentifyAnswer::Spent(wait),
    })
}

pub(in crate::store::redis) fn fence(shard: ShardRef, epoch: u64) -> Fence {
    Fence { generation: shard.generation, epoch }
}

/// A shard as a field of a hash: generation, number, how many.
pub(super) fn field(shard: ShardRef) -> Vec<u8> {
    format!("{}/{}/{}", shard.generation, shard.number, shard.of).into_bytes()
}

pub(in crate::store::redis) fn shard_of(field: &str) -> Option<ShardRef> {
    let mut parts = field.split('/').map(|part| part.parse().ok());
    let mut part = || parts.next().flatten();
    Some(ShardRef { generation: part()?, number: part()?, of: part()? })
}

pub(in crate::store::redis) fn session_of(text: &str, shard: ShardRef) -> Option<SessionRecord> {
    if text.is_empty() {
        return None;
    }
    let session = serde_json::from_str(text);
    if session.is_err() {
        tracing::warn!(%shard, "the saved session cannot be read; a new one is begun");
    }
    session.ok()
}

fn json(record: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(record).map_err(|fault| damage("a record of the fleet", &fault))
}

fn read<T: FromRedisValue>(what: &str, answer: Value) -> Result<T, StoreError> {
    redis::from_redis_value(answer).map_err(|fault| damage(what, &fault))
}

fn damage(key: &str, fault: &impl Display) -> StoreError {
    Damage { key: key.to_owned(), why: fault.to_string() }.into()
}
