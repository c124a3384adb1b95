//! What is counted where it happens, room by room.

use super::{
    Counter, Described, Histogram, Per,
    handles::Handle,
    labels::{
        Acknowledged, CloseCode, CommitOutcome, Concern, Effect, Ended, EventKind, Family, Handled,
        Holding, Labels, Lock, Mender, Move, Priority, Reached, Reason, SessionEnd, Stage,
        StoreFault, StoreOperation, Understanding,
    },
};
use ::metrics::Recorder;

/// Discord waits three seconds for the first answer to an interaction (Discord docs, Interaction
/// Callback), so that is where the bounds are close.
const ACKNOWLEDGED: &[f64] = &[0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0];
/// A person who waits, up to the 15 minutes after which Discord takes no answer.
const WAITED: &[f64] = &[0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0];
/// How long tickets live: from a second to a month.
const LIVED: &[f64] = &[
    0.5,
    1.0,
    2.0,
    5.0,
    15.0,
    60.0,
    300.0,
    900.0,
    3600.0,
    14_400.0,
    43_200.0,
    86_400.0,
    259_200.0,
    604_800.0,
    2_592_000.0,
];
/// One trip over a network.
const TRIP: &[f64] = &[0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];
/// One call to Discord.
const CALLED: &[f64] = &[0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0];
/// How long a shard is without a worker: the aim is 1 s in a deploy and 2 s after a death.
const MOVED: &[f64] = &[0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0];

macro_rules! rooms {
    (@bounds) => { &[] };
    (@bounds $bounds:ident) => { $bounds };
    ($($(#[doc = $room:literal])+ $name:ident $field:ident {
        $($(#[doc = $help:literal])+ $metric:ident: $kind:ty = $called:literal $(, $buckets:ident)?;)+
    })+) => {
        $(
            $(#[doc = $room])+
            #[derive(Clone, Debug, Default)]
            pub struct $name {
                $($(#[doc = $help])+ pub $metric: $kind,)+
            }

            impl $name {
                fn made_by(recorder: &dyn Recorder) -> Self {
                    Self { $($metric: <$kind as Handle>::make(recorder, $called),)+ }
                }

                fn described() -> Vec<Described> {
                    vec![$(Described {
                        name: $called,
                        kind: <$kind as Handle>::KIND,
                        help: concat!($($help),+).trim_ascii(),
                        labels: <<$kind as Handle>::Of as Labels>::described(),
                        buckets: rooms!(@bounds $($buckets)?),
                        per: Per::Worker,
                    }),+]
                }
            }
        )+

        /// The handles of all rooms. The default counts nothing.
        #[derive(Clone, Debug, Default)]
        pub struct Metrics {
            $($(#[doc = $room])+ pub $field: $name,)+
        }

        impl Metrics {
            pub(super) fn made_by(recorder: &dyn Recorder) -> Self {
                Self { $($field: $name::made_by(recorder),)+ }
            }
        }

        pub(super) fn described() -> Vec<Described> {
            [$($name::described()),+].concat()
        }
    };
}

rooms! {
    /// What comes in.
    IntakeMetrics intake {
        /// Events that came over the gateway, by what they are and whether they concern us.
        events: Counter<(EventKind, Concern)> = "ticketflow_gateway_events_total";
        /// Presses, forms and commands, by what came of acknowledging them.
        acknowledged: Counter<Acknowledged> = "ticketflow_interactions_total";
        /// Time from the press, by Discord's clock, to Discord's word that it was acknowledged.
        /// Discord gives up after 3 seconds.
        acknowledging: Histogram = "ticketflow_interaction_acknowledge_seconds", ACKNOWLEDGED;
        /// Messages of people in tickets that were taken in.
        messages: Counter = "ticketflow_messages_total";
    }

    /// What is decided.
    EngineMetrics engine {
        /// Things that happened, by what came of them: something was changed, somebody was only
        /// given an answer or only told why not, nothing followed, it had been dealt with, or a
        /// record is damaged.
        inputs: Counter<Handled> = "ticketflow_inputs_total";
        /// Refusals that people were told, by why.
        refusals: Counter<Reason> = "ticketflow_refusals_total";
        /// Tickets that were asked for and written down.
        opened: Counter = "ticketflow_tickets_opened_total";
        /// Tickets that could not be opened, by who can mend it: the admins of their server, which
        /// is full or has taken a permission from the bot, or whoever runs the bot, and Discord.
        failed: Counter<Mender> = "ticketflow_tickets_failed_total";
        /// Tickets that came to a stage.
        entered: Counter<Stage> = "ticketflow_ticket_stages_entered_total";
        /// Time that tickets were in a stage, by the stage that they left. One that another worker
        /// saw enter is not counted.
        stayed: Histogram<Stage> = "ticketflow_ticket_stage_seconds", LIVED;
        /// Time from the press that asked for a ticket until it was open, placed and closed.
        age: Histogram<Reached> = "ticketflow_ticket_age_seconds", LIVED;
        /// Messages and forms of customers about their orders, by what was made of them: an order,
        /// a question about a part of it, or nothing. Yes and no are none, nor are answers to other
        /// questions.
        recognised: Counter<Understanding> = "ticketflow_recognition_total";
        /// Orders that their customers confirmed.
        confirmed: Counter = "ticketflow_orders_confirmed_total";
        /// Orders of what runs out that their customers said Yes to, by whether all of it was held
        /// then or too little was left.
        holds: Counter<Holding> = "ticketflow_stock_holds_total";
        /// Customers who were reminded of a question.
        reminders: Counter = "ticketflow_reminders_total";
        /// Presses that found their ticket locked, and wait or are told so.
        locks_met: Counter<Lock> = "ticketflow_locks_met_total";
        /// Operations in the middle of Discord that were found when a server was learned, and
        /// continued.
        locks_taken_over: Counter = "ticketflow_locks_taken_over_total";
    }

    /// What is done to Discord.
    EffectMetrics effects {
        /// Effects that have ended, by whether they were carried out, refused by Discord with word
        /// to whom it concerns, too late because their press can no longer be answered or their
        /// channel or message is gone, or given up.
        ended: Counter<(Effect, Ended)> = "ticketflow_outbox_effects_total";
        /// Tries of effects that came to nothing and are repeated.
        retries: Counter<Effect> = "ticketflow_outbox_retries_total";
        /// Time from the decision until it was carried out; of what was not there is none.
        delivered: Histogram = "ticketflow_outbox_delivery_seconds", WAITED;
        /// Time from the press or command, by Discord's clock, until its person saw the first that
        /// came of it. One that another worker goes on with may be measured there as well.
        completed: Histogram = "ticketflow_interaction_complete_seconds", WAITED;
    }

    /// Discord's REST API.
    RestMetrics rest {
        /// Time that a call took from sending to Discord's answer.
        attempts: Histogram<Family> = "ticketflow_rest_attempt_seconds", CALLED;
        /// Time that calls waited for their turn under the limits, those whose turn did not come
        /// included.
        waits: Histogram<Priority> = "ticketflow_rest_wait_seconds", CALLED;
    }

    /// The websocket side.
    GatewayMetrics gateway {
        /// Requests for a new session that were sent. Discord allows only so many a day.
        identifies: Counter = "ticketflow_gateway_identifies_total";
        /// Gateway sessions that began anew.
        begun: Counter = "ticketflow_gateway_sessions_begun_total";
        /// Gateway sessions that were resumed.
        resumed: Counter = "ticketflow_gateway_sessions_resumed_total";
        /// Gateway sessions that were lost, by why: Discord called them invalid, closed the
        /// connection so that they are over, or other intents were needed.
        lost: Counter<SessionEnd> = "ticketflow_gateway_sessions_lost_total";
        /// Connections that ended and were not given up by us, by Discord's close code.
        closed: Counter<CloseCode> = "ticketflow_gateway_disconnects_total";
        /// Time until Discord answered a heartbeat.
        heartbeats: Histogram = "ticketflow_gateway_heartbeat_seconds", CALLED;
    }

    /// The workers together.
    FleetMetrics fleet {
        /// Shards that came to this worker or left it. One of a coming division comes when that
        /// counts.
        moves: Counter<Move> = "ticketflow_fleet_shard_moves_total";
        /// Time from being given a shard until it was heard.
        take_over: Histogram = "ticketflow_fleet_take_over_seconds", MOVED;
        /// Ticks that the store did not answer: shards are kept meanwhile.
        missed: Counter = "ticketflow_fleet_ticks_missed_total";
    }

    /// The store.
    StoreMetrics store {
        /// Time until the store answered. `confirm` is the wait for replicas.
        operations: Histogram<StoreOperation> = "ticketflow_store_operation_seconds", TRIP;
        /// Questions that the store did not answer, or answered with a record that cannot be read.
        failures: Counter<(StoreOperation, StoreFault)> = "ticketflow_store_failures_total";
        /// Commits, by what the store said.
        commits: Counter<CommitOutcome> = "ticketflow_store_commits_total";
        /// Histories of the store of which commits were found to be forgotten, as after a failover:
        /// one each time.
        forgotten: Counter = "ticketflow_store_forgotten_total";
    }
}
