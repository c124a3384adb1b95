//! Any offer and any answer: no panic, and nothing is chosen that was not offered.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticketflow_fuzz::{Input, choose};

fuzz_target!(|input: Input<'_>| choose(&input));
