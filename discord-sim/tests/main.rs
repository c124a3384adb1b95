//! Every rule that the simulator enforces, each with the proof that its test breaks without it, and
//! whole stories.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod binary;
mod control;
mod life;
mod people;
mod rest;
mod rows;
mod support;
mod twilight;
