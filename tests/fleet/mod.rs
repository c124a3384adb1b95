//! The fleet: who holds which shard, whatever happens.

mod calm;
mod model;
mod process;
mod schedules;
mod world;
