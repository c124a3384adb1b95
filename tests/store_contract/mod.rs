//! What every store keeps to. A store joins in with a factory and one line of [`contract!`].

mod commits;
mod embedded;
mod fixtures;
mod indexes;
mod outbox;
mod records;
mod walk;

use std::sync::Arc;
use ticketflow::store::Store;

/// Where stores of one kind come from. Each value of it is one place that is empty at first.
pub(crate) trait Place: Default {
    /// The store in this place. At most one is open at a time.
    fn open(&self) -> Arc<dyn Store>;
}

/// One test for each promise, on stores of one kind.
macro_rules! contract {
    ($place:ty: $($module:ident { $($promise:ident),* $(,)? })*) => {
        $($(
            #[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                crate::store_contract::$module::$promise(&<$place>::default()).await;
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
            indexes {
                a_ticket_is_found_by_what_it_has_in_each_state,
                channels_are_those_of_tickets,
                a_ticket_from_elsewhere_is_taken_in_once,
                a_second_ticket_of_one_person_does_not_hide_the_first,
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
