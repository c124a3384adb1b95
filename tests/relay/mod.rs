//! What was committed goes on once it is kept, whatever happens to Redis: the real decisions of
//! barrier, journal and hands in a world of servers that replicate late and fail over.

mod data;
mod faults;
mod lanes;
mod learning;
mod links;
mod schedules;
mod servers;
mod worker;
mod world;
