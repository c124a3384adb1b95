//! `ticketflow check`: the settings as they came out. Wrong ones never get here.

use super::{Failure, say};
use crate::config::{self, Config};

pub(super) fn check(config: &Config) -> Result<(), Failure> {
    say(&config::show(config))
}
