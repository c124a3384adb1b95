//! The fleet: who holds which shard, whatever happens.

mod calm;
mod model;
mod process;
mod queue;
mod redis;
mod runner;
mod schedules;
mod world;
