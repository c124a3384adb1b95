//! What people live through, on a simulated Discord, with a worker in this process.

mod conversation;
mod open;
mod presses;
