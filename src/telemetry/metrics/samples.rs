//! What is looked at when somebody asks.

use super::{
    Described, Kind, Per, Sample,
    labels::{Breaker, Build, Family, Lock, Phase, Scope, Standing, Status},
};
use std::marker::PhantomData;

macro_rules! samples {
    ($($(#[doc = $help:literal])+ $name:ident: $kind:ident<$of:ty> $per:ident = $called:literal;)+) => {
        $(
            $(#[doc = $help])+
            pub const $name: &Sample<$of> = &Sample {
                name: $called,
                kind: Kind::$kind,
                help: concat!($($help),+).trim_ascii(),
                per: Per::$per,
                of: PhantomData,
            };
        )+

        pub(super) fn described() -> Vec<Described> {
            vec![$($name.described()),+]
        }
    };
}

samples! {
    /// Always 1; the labels say which build this is.
    BUILD_INFO: Gauge<Build> Worker = "ticketflow_build_info";
    /// Whether this worker is ready, as `/readyz` says.
    READY: Gauge<()> Worker = "ticketflow_ready";
    /// Whether this worker hands its shards over to end.
    DRAINING: Gauge<()> Worker = "ticketflow_draining";

    /// Current tickets of the servers that this worker writes for, by where they are.
    TICKETS: Gauge<Standing> Worker = "ticketflow_tickets";
    /// Servers that this worker writes for and that something is stored of.
    SERVERS: Gauge<()> Worker = "ticketflow_servers";
    /// Tickets whose channel is locked by an operation in the middle of Discord.
    LOCKS: Gauge<Lock> Worker = "ticketflow_locks_held";
    /// Effects that are decided and not settled: in the hands of this worker, or held back until
    /// the store is known to keep them.
    OUTBOX_ENTRIES: Gauge<()> Worker = "ticketflow_outbox_entries";
    /// Time since the oldest of them was decided; 0 if there is none.
    OUTBOX_OLDEST: Gauge<()> Worker = "ticketflow_outbox_oldest_seconds";

    /// Calls to Discord, by the first part of their path and the status of the answer.
    REST_CALLS: Counter<(Family, Status)> Worker = "ticketflow_rest_calls_total";
    /// Calls that had to wait for their turn.
    REST_WAITS: Counter<()> Worker = "ticketflow_rest_waits_total";
    /// Calls that wait for their turn now.
    REST_WAITING: Gauge<()> Worker = "ticketflow_rest_waiting_calls";
    /// Answers with status 429, by whom they concern.
    REST_RATE_LIMITED: Counter<Scope> Worker = "ticketflow_rest_rate_limited_total";
    /// Invalid requests of this address in the last ten minutes. Discord bans at 10,000.
    REST_INVALID: Gauge<()> Worker = "ticketflow_rest_invalid_requests";
    /// Which calls are held back because of them; 1 for the one that is so.
    REST_BREAKER: Gauge<Breaker> Worker = "ticketflow_rest_breaker_state";

    /// New sessions that Discord still allows today, as it said last.
    SESSION_STARTS_REMAINING: Gauge<()> Worker = "ticketflow_gateway_session_starts_remaining";
    /// New sessions that Discord allows a day.
    SESSION_STARTS_LIMIT: Gauge<()> Worker = "ticketflow_gateway_session_starts_limit";
    /// What a shard is at; 1 for the phase that is so.
    SHARD_PHASE: Gauge<Phase> Shard = "ticketflow_gateway_shard_phase";
    /// Time until Discord answered the last heartbeat of a shard; absent until it has on this
    /// connection.
    SHARD_HEARTBEAT: Gauge<()> Shard = "ticketflow_gateway_shard_heartbeat_seconds";
    /// Time since Discord answered a heartbeat of a shard; absent until it has on this connection.
    SHARD_HEARTBEAT_AGE: Gauge<()> Shard = "ticketflow_gateway_shard_heartbeat_age_seconds";
    /// Events of a shard that are being dealt with.
    SHARD_OPEN_EVENTS: Gauge<()> Shard = "ticketflow_gateway_shard_open_events";
    /// Time since the oldest of them came; 0 if there is none. A session is resumed before it.
    SHARD_LAG: Gauge<()> Shard = "ticketflow_gateway_shard_lag_seconds";

    /// Shards whose leases this worker holds; by its own clock they end while the store is away.
    LEASES: Gauge<()> Worker = "ticketflow_fleet_leases_held";
    /// Shards that the fleet is divided into.
    FLEET_SHARDS: Gauge<()> Worker = "ticketflow_fleet_shards";
    /// Shards that nobody holds, as this worker sees it.
    FLEET_ORPHANS: Gauge<()> Worker = "ticketflow_fleet_shards_unheld";
    /// Workers of the fleet, as this one sees it.
    FLEET_WORKERS: Gauge<()> Worker = "ticketflow_fleet_workers";
    /// For how long the store has not answered something that it is asked again and again; 0 while
    /// it answers all.
    STORE_AWAY: Gauge<()> Worker = "ticketflow_store_away_seconds";

    /// Replicas of Redis that have read its data and follow; in a cluster, of the primary that has
    /// the fewest. 0 where the state is kept in a file.
    STORE_REPLICAS: Gauge<()> Worker = "ticketflow_store_replicas";
    /// How many there should be: what `TICKETFLOW_REDIS_REPLICAS` says; with `auto`, one under
    /// Sentinel and in a cluster, none else.
    STORE_REPLICAS_REQUIRED: Gauge<()> Worker = "ticketflow_store_replicas_required";

    /// Threads that carry out what is to be done.
    RUNTIME_WORKERS: Gauge<()> Worker = "ticketflow_runtime_workers";
    /// Tasks that are alive.
    RUNTIME_TASKS: Gauge<()> Worker = "ticketflow_runtime_tasks";
    /// Tasks that wait for any thread.
    RUNTIME_QUEUE: Gauge<()> Worker = "ticketflow_runtime_queued_tasks";
    /// Time that the threads were busy, all together.
    RUNTIME_BUSY: Counter<()> Worker = "ticketflow_runtime_busy_seconds_total";

    /// Processor time that this process has used.
    PROCESS_CPU: Counter<()> Worker = "process_cpu_seconds_total";
    /// Memory of this process.
    PROCESS_MEMORY: Gauge<()> Worker = "process_resident_memory_bytes";
    /// Files and sockets that this process has open.
    PROCESS_OPEN_FDS: Gauge<()> Worker = "process_open_fds";
    /// How many it may have open.
    PROCESS_MAX_FDS: Gauge<()> Worker = "process_max_fds";
    /// When this process was started, in seconds since 1970.
    PROCESS_START: Gauge<()> Worker = "process_start_time_seconds";
}
