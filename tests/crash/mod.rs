//! The worker dies, or Discord misbehaves, at every step: nothing is lost and nothing done twice.

mod failpoints;
mod story;
