//! Who holds which shard. Pure: time is an argument, and what is to be done is an answer.
//!
//! Every worker decides for itself from the same view, the answer to its last tick. The store only
//! carries out, in one atomic step: whoever comes first gets a shard, and a greater fence than all
//! holders before it.

mod assignment;
mod company;
mod holdings;
mod pace;

pub use assignment::{Plan, View, plan};
pub use holdings::{Holdings, Step};
pub use pace::Pace;
