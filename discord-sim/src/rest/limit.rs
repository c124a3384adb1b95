//! Rate limits: route buckets, the global 50 a second, the hidden rename limit, and the ban of
//! addresses.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;

use crate::options::{Limits, Quota};

/// Which quota a route draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Bucket {
    /// No headers and no limit beyond the global one.
    None,
    PostMessage,
    PatchMessage,
    DeleteMessage,
    PatchChannel,
    Webhook,
    Reactions,
    Other,
}

/// A window that begins with its first request.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    since_ms: u64,
    used: u32,
}

impl Window {
    /// Takes one; on refusal the milliseconds until the window ends.
    fn take(&mut self, quota: Quota, now_ms: u64) -> Result<(), u64> {
        if now_ms >= self.since_ms + quota.window_ms {
            *self = Self { since_ms: now_ms, used: 0 };
        }
        if self.used >= quota.requests {
            return Err(self.since_ms + quota.window_ms - now_ms);
        }
        self.used += 1;
        Ok(())
    }
}

/// What the bucket headers say.
#[derive(Debug, Clone)]
pub(crate) struct BucketState {
    pub(crate) bucket: String,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset_ms: u64,
    pub(crate) reset_after_ms: u64,
    /// Set when this request was refused.
    pub(crate) refused: bool,
}

impl BucketState {
    /// Says that nothing is left for so long: the headers of a 429 of scope `user` agree with its
    /// `retry_after` (Discord docs, Rate Limits, "Exceeding A Rate Limit"), and clients wait by
    /// either.
    pub(crate) fn exhaust(&mut self, now_ms: u64, wait_ms: u64) {
        self.remaining = 0;
        self.reset_ms = now_ms + wait_ms;
        self.reset_after_ms = wait_ms;
    }
}

/// Who draws on a bucket: application, bucket with its name, major resource.
type BucketKey = (u64, Bucket, u64, String);

/// All counters of one simulator.
#[derive(Debug)]
pub(crate) struct RateLimits {
    pub(crate) limits: Limits,
    buckets: HashMap<BucketKey, Window>,
    global: HashMap<u64, Window>,
    renames: HashMap<u64, Window>,
    invalid: HashMap<IpAddr, Window>,
}

/// What a request asks of its bucket.
pub(crate) struct Draw<'a> {
    pub(crate) application: u64,
    pub(crate) bucket: Bucket,
    pub(crate) method: &'a str,
    pub(crate) template: &'static str,
    pub(crate) major: String,
    /// Age of the message that a DELETE names; unknown ones count as young.
    pub(crate) message_age_ms: u64,
}

impl RateLimits {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            buckets: HashMap::new(),
            global: HashMap::new(),
            renames: HashMap::new(),
            invalid: HashMap::new(),
        }
    }

    /// Counts the request in its bucket; `None` for routes without one.
    pub(crate) fn draw(&mut self, draw: &Draw<'_>, now_ms: u64) -> Option<BucketState> {
        let (quota, name) = self.quota(draw)?;
        let hash = hash_of(&name);
        let route = format!("{} {}", draw.method, draw.template);
        let is_common = self.limits.without_major.contains(&route);
        let major = if is_common { String::new() } else { draw.major.clone() };
        let key = (draw.application, draw.bucket, hash, major);
        if self.buckets.len() > 100_000 {
            let longest = 20_000;
            self.buckets.retain(|_, window| now_ms < window.since_ms + longest);
        }
        let window = self.buckets.entry(key).or_default();
        let refused = window.take(quota, now_ms).is_err();
        let reset_ms = window.since_ms + quota.window_ms;
        // Posting and patching share the name but not the count (observed), so the name leaves out
        // the kind.
        Some(BucketState {
            bucket: format!("{:016x}{:016x}", hash_of(&name), hash_of(&hash)),
            limit: quota.requests,
            remaining: quota.requests.saturating_sub(window.used),
            reset_ms,
            reset_after_ms: reset_ms.saturating_sub(now_ms),
            refused,
        })
    }

    fn quota(&self, draw: &Draw<'_>) -> Option<(Quota, String)> {
        let limits = &self.limits;
        let named = |quota, name: &str| Some((quota, name.to_owned()));
        match draw.bucket {
            Bucket::None => None,
            Bucket::PostMessage => named(limits.post_message, "messages"),
            Bucket::PatchMessage => named(limits.patch_message, "messages"),
            Bucket::DeleteMessage if draw.message_age_ms > 14 * 86_400_000 => {
                named(limits.delete_ancient_message, "delete-ancient")
            }
            Bucket::DeleteMessage if draw.message_age_ms > 10_000 => {
                named(limits.delete_old_message, "delete-old")
            }
            Bucket::DeleteMessage => named(limits.delete_young_message, "delete-young"),
            Bucket::PatchChannel => named(limits.patch_channel, "patch-channel"),
            Bucket::Webhook => named(limits.webhook, "webhook"),
            Bucket::Reactions => named(limits.reactions, "reactions"),
            Bucket::Other => Some((limits.other, format!("{} {}", draw.method, draw.template))),
        }
    }

    /// Counts towards the global limit; on refusal the milliseconds to wait.
    pub(crate) fn draw_global(&mut self, application: u64, now_ms: u64) -> Result<(), u64> {
        let quota = self.limits.global;
        self.global.entry(application).or_default().take(quota, now_ms)
    }

    /// Counts a change of a channel's name or topic; on refusal the milliseconds to wait.
    pub(crate) fn draw_rename(&mut self, channel: u64, now_ms: u64) -> Result<(), u64> {
        let quota = self.limits.rename_channel;
        self.renames.entry(channel).or_default().take(quota, now_ms)
    }

    /// Counts an answer 401, 403 or 429.
    pub(crate) fn count_invalid(&mut self, address: IpAddr, now_ms: u64) {
        let quota = self.limits.invalid_requests;
        // A refusal means that the ban is on already.
        let _ = self.invalid.entry(address).or_default().take(quota, now_ms);
    }

    /// Milliseconds for which the address is still banned.
    pub(crate) fn banned(&self, address: IpAddr, now_ms: u64) -> Option<u64> {
        let quota = self.limits.invalid_requests;
        let window = self.invalid.get(&address)?;
        let ends = window.since_ms + quota.window_ms;
        (window.used >= quota.requests && now_ms < ends).then(|| ends - now_ms)
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
