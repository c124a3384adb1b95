//! The `ticketflow` program.

fn main() {}
