//! What the workers share of Discord's REST limits: places in time for counted calls, pauses,
//! blocks of an address, and the number of invalid requests. One script does it all; its clock is
//! the server's.

use super::{
    Heard, Listening, Primaries, Script,
    keys::{
        REST_BELL, REST_BLOCK, REST_BUCKETS, REST_INVALID, REST_PAUSE, REST_PLACES,
        REST_REMAINDERS, REST_WANTING, REST_WORKERS, named,
    },
};
use crate::store::{
    Allowance, AllowanceAnswer, AllowanceAsk, BucketAnswer, Damage, Remainder, StoreError,
    WorkerName,
};
use async_trait::async_trait;
use redis::Value;
use std::{fmt, time::Duration};
use tokio::sync::Mutex;

/// The script. Its head explains keys and arguments.
static SCRIPT: Script = Script::new(include_str!("scripts/allowance.lua"));

/// The allowance of a fleet as one worker sees it.
pub struct SharedAllowance {
    primaries: Primaries,
    worker: String,
    block: String,
    invalid: String,
    bell: Mutex<Listening>,
}

impl SharedAllowance {
    /// For a worker whose calls leave from the address that `egress` stands for: any text, the same
    /// for all behind it.
    pub async fn join(primaries: Primaries, worker: &WorkerName, egress: &str) -> Self {
        let bell = Mutex::new(primaries.listen(&[REST_BELL]).await);
        Self {
            primaries,
            worker: worker.to_string(),
            block: named(REST_BLOCK, egress),
            invalid: named(REST_INVALID, egress),
            bell,
        }
    }
}

#[async_trait]
impl Allowance for SharedAllowance {
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, StoreError> {
        let keys = [
            REST_PLACES,
            REST_WORKERS,
            REST_WANTING,
            REST_PAUSE,
            &self.block,
            &self.invalid,
            REST_BUCKETS,
            REST_REMAINDERS,
        ];
        let flag = |yes: bool| if yes { "1".to_owned() } else { "0".to_owned() };
        // A pause that is told is never nothing.
        let told = |span: Option<Duration>| span.map_or(0, |span| millis(span).max(1)).to_string();
        let mut args = vec![
            self.worker.clone(),
            ask.people.to_string(),
            ask.others.to_string(),
            millis(ask.after).to_string(),
            ask.invalid.to_string(),
            told(ask.pause),
            told(ask.block),
            flag(ask.block_over),
            flag(ask.may_probe),
            REST_BELL.to_owned(),
            ask.since.to_string(),
            ask.remainders.len().to_string(),
        ];
        for Remainder { bucket, limit, remaining, window } in &ask.remainders {
            let numbers = [u64::from(*limit), u64::from(*remaining), millis(*window)];
            args.push(bucket.clone());
            args.extend(numbers.map(|number| number.to_string()));
        }
        for bucket in &ask.buckets {
            args.extend([
                bucket.route.clone(),
                bucket.name.clone(),
                bucket.calls.to_string(),
                bucket.limit.to_string(),
                millis(bucket.window).to_string(),
                millis(bucket.used_up).to_string(),
                bucket.is_apart.map(flag).unwrap_or_default(),
            ]);
        }
        let args: Vec<&[u8]> = args.iter().map(String::as_bytes).collect();
        let (answer, _) = self.primaries.run(&SCRIPT, &keys, &args).await?;
        read(&answer).ok_or_else(|| {
            let why =
                "the answer of the allowance script is not made of lists of numbers".to_owned();
            Damage { key: REST_PLACES.to_owned(), why }.into()
        })
    }

    async fn rung(&self) {
        // A line that was lost may have missed it.
        let (Heard::Channel(_) | Heard::Interrupted) = self.bell.lock().await.next().await;
    }
}

impl fmt::Debug for SharedAllowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedAllowance").field("worker", &self.worker).finish_non_exhaustive()
    }
}

fn read(answer: &Value) -> Option<AllowanceAnswer> {
    let Value::Array(lists) = answer else { return None };
    let [heard, places, remainders, buckets @ ..] = lists.as_slice() else { return None };
    let [pause, block, invalid, workers, until] = numbers(heard)?.try_into().ok()?;
    Some(AllowanceAnswer {
        places: numbers(places)?.iter().filter_map(span).collect(),
        pause: span(&pause).unwrap_or_default(),
        block: span(&block),
        invalid: u32::try_from(invalid).ok()?,
        workers: u32::try_from(workers).ok()?,
        buckets: buckets.iter().map(read_bucket).collect::<Option<_>>()?,
        remainders: read_remainders(remainders)?,
        until: u64::try_from(until).ok()?,
    })
}

fn numbers(list: &Value) -> Option<Vec<i64>> {
    redis::from_redis_value_ref(list).ok()
}

fn read_remainders(list: &Value) -> Option<Vec<Remainder>> {
    let all: Vec<(String, u32, u32, u64)> = redis::from_redis_value_ref(list).ok()?;
    let read = |(bucket, limit, remaining, window)| Remainder {
        bucket,
        limit,
        remaining,
        window: Duration::from_millis(window),
    };
    Some(all.into_iter().map(read).collect())
}

fn read_bucket(list: &Value) -> Option<BucketAnswer> {
    let numbers = numbers(list)?;
    let [is_apart, valid, again, places @ ..] = numbers.as_slice() else { return None };
    Some(BucketAnswer {
        is_apart: *is_apart == 1,
        places: places.iter().filter_map(span).collect(),
        valid: span(valid)?,
        again: span(again)?,
    })
}

fn span(ms: &i64) -> Option<Duration> {
    u64::try_from(*ms).ok().map(Duration::from_millis)
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_or_not_at_all() {
        let numbers = |all: &[i64]| Value::Array(all.iter().map(|it| Value::Int(*it)).collect());
        let heard = numbers(&[0, -1, 7, 2, 99]);
        let of_others = [Value::BulkString(b"b".to_vec()), Value::Int(5), Value::Int(1)];
        let of_others = Value::Array([of_others.to_vec(), vec![Value::Int(900)]].concat());
        let buckets = [numbers(&[0, 500, 40, 8]), numbers(&[1, 0, 0])];
        let lists = [&[heard.clone(), numbers(&[5, 27]), of_others], &buckets[..]].concat();
        let answer = read(&Value::Array(lists)).unwrap();
        let ms = Duration::from_millis;
        assert_eq!(answer.places, [5, 27].map(ms));
        assert_eq!((answer.block, answer.invalid, answer.workers), (None, 7, 2));
        let bucket =
            BucketAnswer { is_apart: false, places: vec![ms(8)], valid: ms(500), again: ms(40) };
        let apart = BucketAnswer { is_apart: true, ..BucketAnswer::default() };
        assert_eq!(answer.buckets, [bucket, apart]);
        let remainder =
            Remainder { bucket: "b".to_owned(), limit: 5, remaining: 1, window: ms(900) };
        assert_eq!((answer.remainders, answer.until), (vec![remainder], 99));
        let nothing = numbers(&[]);
        let probe = [numbers(&[0, 0, 0, 1, 9]), nothing.clone(), nothing.clone()];
        assert_eq!(read(&Value::Array(probe.to_vec())).unwrap().block, Some(Duration::ZERO));
        for broken in [vec![heard], vec![nothing.clone(), nothing.clone(), nothing], vec![]] {
            assert_eq!(read(&Value::Array(broken)), None);
        }
    }
}
