//! Asks the rules, where it holds nobody up.

use crate::domain::{
    decide::decide,
    decision::{Decision, Snapshot},
    input::Input,
    time::Timestamp,
};
use std::sync::Arc;

/// What the rules say. What takes them long is decided beside the threads that everybody shares.
pub(super) async fn decided(
    snapshot: &Arc<Snapshot>,
    input: &Arc<Input>,
    now: Timestamp,
) -> Decision {
    if !input.event.makes_catalogue() {
        return decide(snapshot, input, now);
    }
    let (snapshot, input) = (Arc::clone(snapshot), Arc::clone(input));
    match tokio::task::spawn_blocking(move || decide(&snapshot, &input, now)).await {
        Ok(decision) => decision,
        Err(fault) => match fault.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The program ends.
            Err(_) => std::future::pending().await,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        actor::Actor,
        decision::Why,
        hearing::Hearing,
        ids::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId},
        input::{Event, SaidTo, Wish},
        language::Language,
        permissions::Permissions,
        reply::ReplyTo,
    };
    use futures_util::poll;
    use std::{pin::pin, task::Poll};

    fn actor() -> Actor {
        Actor { user: UserId::new(5), roles: vec![], permissions: Permissions::NONE }
    }

    fn reply() -> ReplyTo {
        ReplyTo {
            application: ApplicationId::new(1),
            interaction: InteractionId::new(2),
            token: String::new(),
            language: Language::default(),
            month_first: false,
        }
    }

    /// What is decided on an event where nothing is known, and whether it was though everybody who
    /// works beside is busy.
    async fn decided_on(event: Event) -> (Decision, bool) {
        let snapshot = Snapshot {
            desk: Default::default(),
            ticket: None,
            ledger: Default::default(),
            shelf: Default::default(),
            fresh: Default::default(),
            hearing: Hearing::All,
        };
        let (snapshot, input) =
            (Arc::new(snapshot), Arc::new(Input { guild: GuildId::new(1), event }));
        let (go, gate) = std::sync::mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || gate.recv());
        let mut deciding = pin!(decided(&snapshot, &input, Timestamp::of_snowflake(2)));
        let at_once = poll!(&mut deciding);
        drop(go);
        match at_once {
            Poll::Ready(decision) => (decision, true),
            Poll::Pending => (deciding.await, false),
        }
    }

    #[test]
    fn a_new_version_of_a_catalogue_is_made_while_others_go_on() {
        let runtime =
            tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build().unwrap();
        let decided_on = |event| runtime.block_on(decided_on(event));
        let wish = Wish::CatalogueGiven { of: None, catalogue: Err(vec![]) };
        let given = Event::Wished { actor: actor(), reply: reply(), wish: Box::new(wish) };
        let channel = ChannelId::new(3);
        let (alias, product) = (String::new(), String::new());
        let taught = Event::AliasTaught { channel, alias, product, actor: actor(), reply: reply() };
        for event in [given, taught] {
            let (decision, at_once) = decided_on(event);
            assert!(!at_once && matches!(decision, Decision::Refuse(_)), "{decision:?}");
        }
        let (message, text) = (MessageId::new(4), String::new());
        let written = Event::Written {
            channel,
            message,
            actor: actor(),
            text,
            files: vec![],
            to: SaidTo::Ticket,
        };
        let (decision, at_once) = decided_on(written);
        assert!(at_once && matches!(decision, Decision::Ignore(Why::NoTicket)), "{decision:?}");
    }
}
