//! Any shop and any message: no panic, no two lines that are alike, no time that blows up.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticketflow_fuzz::{Input, recognise};

fuzz_target!(|input: Input<'_>| recognise(&input));
