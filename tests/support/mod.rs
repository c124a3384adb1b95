//! What the tests play on.

pub(crate) mod allowance;
pub(crate) mod between;
pub(crate) mod judge;
pub(crate) mod look;
pub(crate) mod manner;
pub(crate) mod process;
pub(crate) mod redis;
pub(crate) mod schedules;
pub(crate) mod shop;
pub(crate) mod wait;
