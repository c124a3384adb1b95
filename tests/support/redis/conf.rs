//! What is common to all servers: ports, and how they keep their data.

use std::{
    net::TcpListener,
    sync::atomic::{AtomicU16, Ordering},
};

/// Below the ports that the system gives out by itself: a server that was killed finds its port
/// free when it comes again.
const FIRST: u16 = 12_000;

/// How many ports are tried. The nodes of a cluster talk to each other 10,000 ports higher, where
/// no other server must be.
const COUNT: u16 = 9_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port that nobody listens on.
pub(super) fn port() -> u16 {
    // Several test processes may run at once.
    let start = u16::try_from(std::process::id() * 97 % u32::from(COUNT)).expect("below the count");
    for _ in 0..COUNT {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (u32::from(start) + u32::from(step)).rem_euclid(u32::from(COUNT)) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no port is free");
}

/// The settings that every server has, for durability as we advise it.
pub(super) fn usual() -> Vec<String> {
    ["save \"\"", "appendonly yes", "appendfsync everysec", "repl-diskless-sync-delay 0"]
        .map(str::to_owned)
        .to_vec()
}
