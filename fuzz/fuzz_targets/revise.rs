//! Any order and any message about it: no panic, and every line of the order is in at most one
//! place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticketflow_fuzz::{Input, revise};

fuzz_target!(|input: Input<'_>| revise(&input));
