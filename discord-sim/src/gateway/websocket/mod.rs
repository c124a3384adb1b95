//! The server's half of RFC 6455, by hand: whole control over what leaves the socket and how it
//! ends.

pub(super) mod frames;
pub(super) mod handshake;
