//! The worker dies, or Discord misbehaves, at every step: nothing is lost and nothing done twice.

#![expect(clippy::print_stdout, reason = "what was tried, and the seeds of what is random")]

mod evidence;
pub(crate) mod failpoints;
mod faults;
mod gateway;
mod kills;
mod late;
mod outage;
mod set_up;
mod store;
pub(crate) mod story;

/// Says what was tried when it failed.
pub(crate) struct OnPanic(pub(crate) String);

impl Drop for OnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("while trying {}", self.0);
        }
    }
}
