//! The store of many workers: Redis, alone, under Sentinel or as a cluster.
//!
//! We route calls ourselves, because a commit has to know the history of the server that answered
//! it.

mod barrier;
mod dial;
mod fault;
mod fleet;
mod keeper;
mod link;
mod listen;
mod primaries;
mod route;
mod script;
mod slots;
mod url;
mod whereabouts;

pub use barrier::Replicas;
pub use fleet::RedisFleet;
pub use listen::{Heard, Listening};
pub use primaries::{Primaries, RedisSettings};
pub use script::Script;
pub use url::{Address, BadUrl, RedisUrl};

use super::{Durability, Kept, OpenError, Stamp, StoreError};
use async_trait::async_trait;

/// A store that workers share.
pub struct Redis {
    primaries: Primaries,
}

impl Redis {
    /// Connects.
    ///
    /// # Errors
    /// If Redis cannot be reached, refuses us or is too old.
    pub async fn open(settings: RedisSettings) -> Result<Self, OpenError> {
        Ok(Self { primaries: Primaries::open(settings).await? })
    }
}

#[async_trait]
impl Durability for Redis {
    fn may_forget(&self) -> bool {
        true
    }

    async fn confirm(&self, stamp: Stamp) -> Result<Kept, StoreError> {
        self.primaries.confirm(stamp).await
    }
}
