//! What can go wrong with memory.

use std::path::PathBuf;

/// A load or commit that did not happen, or of which that is not known.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The store cannot be reached or written now; the same call may succeed later.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// A record cannot be read. Trying again does not help.
    #[error(transparent)]
    Damaged(#[from] Damage),
}

/// The store can no longer be written until it is opened anew.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the store failed and has to be opened anew: {0}")]
pub struct StoreBroken(pub String);

/// A stored record that is not what was written.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the record {key} is damaged: {why}")]
pub struct Damage {
    /// Which record.
    pub key: String,
    /// What is wrong with it.
    pub why: String,
}

/// What to do about a store that was moved into by half.
pub(crate) const HALF_FILLED_WORDS: &str = "it is half filled, because a restore is under way or was \
                                      broken off: wait for its end, or run `ticketflow restore \
                                      FILE` again, which begins anew";

/// A store that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error(
        "the store {} is in use by another process: stop that one first, or name another file",
        path.display()
    )]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file is not one of ours, or is damaged.
    #[error(
        "the store {} is damaged or is not a TicketFlow store ({why}): put back a copy of it, or \
         move it away to begin with an empty one",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// The worker that had it was killed, and none has opened it since.
    #[error(
        "the store {} was not closed, because its worker was killed: start the worker, which \
         mends that by itself, and look again",
        path.display()
    )]
    NotClosed {
        /// The file.
        path: PathBuf,
    },
    /// It was written by a newer version.
    #[error(
        "the store {} has format {found}, and this version reads up to format {known}: run the \
         newer version that wrote it",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest that we read.
        known: u32,
    },
    /// The file system refuses.
    #[error("the store {} cannot be opened: {why}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The certificate of the authority that is to be trusted cannot be read.
    #[error(
        "the certificate {}, which ?ca= in the address of Redis (REDIS_URL) names, cannot be used: \
         {why}",
        path.display()
    )]
    Certificate {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Redis refuses us; only a person can mend that.
    #[error("{0}")]
    RedisRefuses(String),
    /// Redis is too old.
    #[error("{why} (found: {found})")]
    RedisTooOld {
        /// Its version.
        found: String,
        /// What is needed.
        why: String,
    },
    /// What was moved into it is not whole.
    #[error("Redis cannot be worked with: {HALF_FILLED_WORDS}")]
    HalfFilled,
    /// Redis cannot be reached.
    #[error("{0}")]
    RedisUnreachable(String),
}
