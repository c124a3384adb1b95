//! What every store keeps to. A store joins in with a factory and one line of [`contract!`].

mod commits;
mod counts;
mod damage;
mod divisions;
mod embedded;
mod fences;
mod fixtures;
mod forks;
mod indexes;
mod ledgers;
mod look;
mod lost_answers;
mod marks;
mod moving;
mod outbox;
mod records;
mod redis;
mod scene;
mod trips;
mod walk;

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use ticketflow::{
    domain::ids::{EffectId, GuildId, TicketNumber},
    store::{ShardRef, Stamp, Store, WorkerName},
};

/// Where stores of one kind come from. Each value of it is one place that is empty at first, as far
/// as its server is concerned.
pub(crate) trait Place {
    /// A new place.
    async fn new() -> Self;

    /// The store in this place, and its server. At most one is open at a time.
    async fn open(&self) -> Opened;

    /// Changes a record behind the back of the store, which is not open.
    async fn alter(&self, record: Record, alteration: Alteration);
}

/// A stored record.
#[derive(Clone, Copy)]
pub(crate) enum Record {
    Ticket(TicketNumber),
    Entry(EffectId),
    Ledger,
}

/// What is done to it.
#[derive(Clone, Copy)]
pub(crate) enum Alteration {
    /// A newer version has added the field `colour`, which is `blue`.
    Added,
    /// It has a form that is one greater than ours.
    Newer,
    /// A part of it is missing.
    Torn,
}

impl Alteration {
    /// The JSON of a record as it is afterwards.
    pub(crate) fn of(self, json: &str) -> String {
        match self {
            Self::Added => json.replacen('{', "{\"colour\":\"blue\",", 1),
            Self::Newer => json.to_owned(),
            Self::Torn => json.chars().take(json.chars().count() / 2).collect(),
        }
    }
}

/// A store that is open, and the server that a test has to itself in it.
pub(crate) struct Opened {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) guild: GuildId,
    pub(crate) worker: WorkerName,
    /// Its history.
    pub(crate) stamp: Stamp,
}

impl Deref for Opened {
    type Target = dyn Store;

    fn deref(&self) -> &Self::Target {
        &*self.store
    }
}

/// How many shards there are: so many that each test has one to itself.
const SHARDS: u32 = 1 << 16;

impl Opened {
    /// The shard of the server.
    pub(crate) fn shard(&self) -> ShardRef {
        let number = (self.guild.get() >> 22) % u64::from(SHARDS);
        let number = u32::try_from(number).expect("a remainder");
        ShardRef { generation: 0, number, of: SHARDS }
    }
}

/// A server that no other test has. Ids are larger than what a floating-point number holds.
pub(crate) fn own_guild() -> GuildId {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    GuildId::new((1 << 62) + (NEXT.fetch_add(1, Ordering::Relaxed) << 22))
}

/// One test for each promise, on stores of one kind.
macro_rules! contract {
    ($place:ty: $($module:ident { $($promise:ident),* $(,)? })*) => {
        $($(
            #[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                let place = <$place as crate::store_contract::Place>::new().await;
                crate::store_contract::$module::$promise(&place).await;
            }
        )*)*
    };
}

/// All promises.
macro_rules! every_promise {
    ($place:ty) => {
        crate::store_contract::contract! { $place:
            commits {
                a_commit_writes_its_record_and_its_effects_or_nothing,
                an_interaction_is_committed_once,
                the_result_of_an_effect_is_committed_once_and_settles_it,
                a_commit_on_an_older_version_is_a_conflict,
                of_two_commits_on_one_version_one_holds,
                fifty_presses_at_once_make_one_ticket,
                commits_that_wait_together_do_not_spoil_each_other,
                numbers_are_never_given_twice,
                servers_have_nothing_in_common,
            }
            damage {
                what_a_newer_version_has_added_stays,
                what_cannot_be_read_is_named,
                what_is_damaged_does_not_hide_the_rest,
                a_damaged_ledger_is_named_and_nothing_is_sold_on_it,
            }
            fences {
                a_smaller_fence_is_refused_and_a_greater_one_counts,
                what_a_refused_commit_would_settle_stays,
                who_takes_over_is_told_all_that_is_known,
                a_lock_lasts_as_long_as_its_operation,
                locks_pass_to_whoever_takes_over,
            }
            indexes {
                a_ticket_is_found_by_what_it_has_in_each_state,
                channels_are_those_of_tickets,
                a_ticket_from_elsewhere_is_taken_in_once,
                a_second_ticket_of_one_person_does_not_hide_the_first,
            }
            ledgers {
                a_ledger_is_written_with_its_ticket_or_not_at_all,
                of_many_who_confirm_at_once_the_first_have_it,
            }
            marks {
                a_repetition_is_told_what_is_pending,
                the_same_attempt_is_made_once,
                what_is_settled_by_the_way_is_gone_whatever_comes_of_the_rest,
                ids_that_are_one_apart_are_different,
            }
            outbox {
                entries_come_back_in_order_until_they_are_settled,
                what_is_left_is_taken_over,
            }
            records {
                documents_are_kept_in_every_version,
                sessions_are_saved_with_their_leases,
                what_was_never_written_is_empty,
                everything_is_there_after_reopening,
            }
            walk {
                a_random_walk_through_the_engine_is_as_the_model_says,
            }
        }
    };
}

pub(crate) use contract;
pub(crate) use every_promise;
