//! Real Redis servers for tests: alone, under Sentinel, and as a cluster. They end with the value
//! that stands for them, and with the process that started them.

#![allow(
    dead_code,
    unused_imports,
    reason = "each of those who share this file needs a part of it"
)]

mod certificate;
mod cluster;
mod conf;
mod manner;
mod sentinel;
mod server;

pub(crate) use certificate::Certificate;
pub(crate) use cluster::{Cluster, alone};
pub(crate) use manner::Manner;
pub(crate) use sentinel::{Sentinels, watching};
pub(crate) use server::Server;
