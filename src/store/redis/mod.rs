//! State that several processes share, in Redis.

pub mod allowance;
