//! The worker dies, or Discord misbehaves, at every step: nothing is lost and nothing done twice.

mod failpoints;
mod faults;
mod gateway;
mod kills;
mod late;
mod store;
mod story;

/// Says what was tried when it failed.
struct OnPanic(String);

impl Drop for OnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("while trying {}", self.0);
        }
    }
}
