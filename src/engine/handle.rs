//! One input: load, decide, commit; again if somebody else was faster.

use super::{Engine, ours::Written};
use crate::{
    clock,
    domain::{
        decide::decide,
        decision::{Change, Decision, Snapshot, Write},
        effect::{Effect, Entry},
        ids::{EffectId, GuildId, Owner, Version, base36},
        input::{Cause, Event, Input},
        notice::{Answered, Refusal},
        shelf::Shelf,
        ticket::Pins,
    },
    store::{Commit, Guarded, Loaded, Outcome, StoreError},
};
use std::time::Duration;

/// How often a decision is made anew because its record changed meanwhile. Each conflict means
/// that another input got through, so this many in a row mean that something else is wrong.
const CONFLICTS: u32 = 20;
/// The wait before the store is tried again, at first and at most.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

impl Engine {
    /// Handles an input to its end: while the store is away it waits, because an input that is
    /// let go is lost.
    pub(super) async fn handle(&self, input: Input) {
        let mut wait = FIRST_WAIT;
        loop {
            match self.try_handle(&input).await {
                Ok(()) => return,
                Err(StoreError::Unavailable(why)) => {
                    tracing::warn!(
                        input = input.kind(), guild.id = %input.guild, why,
                        "the store is away; the input waits"
                    );
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
                Err(StoreError::Damaged(damage)) => return self.give_up(&input, &damage),
            }
        }
    }

    async fn try_handle(&self, input: &Input) -> Result<(), StoreError> {
        for _ in 0..CONFLICTS {
            let loaded = self.store.load(input.guild, input.subject()).await?;
            let versions = (loaded.desk.0, loaded.ticket.as_ref().map(|it| it.0));
            let shelf = self.shelf(input, &loaded).await?;
            let snapshot = Snapshot { desk: loaded.desk, ticket: loaded.ticket, shelf };
            let now = clock::now();
            let change = match decide(&snapshot, input, now) {
                Decision::Ignore(why) => {
                    tracing::trace!(input = input.kind(), ?why, "nothing to do");
                    return self.settle(input).await;
                }
                Decision::Refuse(effects) => (None, effects),
                Decision::Apply(Change { write, effects }) => {
                    let decided_on = match &write {
                        Write::NewTicket(_) => Version::default(),
                        Write::Ticket(_) => versions.1.unwrap_or_default(),
                        Write::Desk(..) => versions.0,
                    };
                    (Some(Guarded { decided_on, write }), effects)
                }
            };
            let (write, effects) = change;
            let written = write.clone();
            let (guild, cause) = (input.guild, input.cause());
            let commit = Commit { guild, cause, write, effects, at: now };
            fail::fail_point!("engine.before_commit", |_| std::process::abort());
            let outcome = self.store.commit(commit).await?;
            fail::fail_point!("engine.after_commit", |_| std::process::abort());
            match outcome {
                Outcome::Committed(entries) => {
                    self.committed(guild, &snapshot, written, entries);
                    return Ok(());
                }
                Outcome::Duplicate => return Ok(()),
                Outcome::Conflict => {}
            }
        }
        Err(StoreError::Unavailable(format!("{CONFLICTS} conflicts in a row")))
    }

    fn committed(
        &self,
        guild: GuildId,
        before: &Snapshot,
        written: Option<Guarded>,
        entries: Vec<Entry>,
    ) {
        if let Some(Guarded { decided_on, write }) = written {
            let ticket = match &write {
                // The store has numbered it; its first effect says how.
                Write::NewTicket(_) => entries.first().and_then(|it| match it.id.owner {
                    Owner::Ticket(number) => Some(number),
                    Owner::Desk => None,
                }),
                Write::Ticket(ticket) => Some(ticket.number),
                Write::Desk(..) => None,
            };
            let written = Written { write, ticket, version: decided_on.next() };
            self.ours.note(guild, before, &written);
        }
        entries.into_iter().for_each(|entry| self.hand_over(entry));
    }

    /// Settles an effect whose result changes nothing.
    async fn settle(&self, input: &Input) -> Result<(), StoreError> {
        match input.cause() {
            Cause::Effect(id) => self.store.settle(id).await,
            Cause::Interaction(_) | Cause::State => Ok(()),
        }
    }

    /// The documents that a decision on this input looks at.
    async fn shelf(&self, input: &Input, loaded: &Loaded) -> Result<Shelf, StoreError> {
        match &input.event {
            Event::Written { .. } | Event::AnswerPressed { .. } => {
                let desk = &loaded.desk.1;
                let newest = Pins { catalogue: desk.catalogue, terms: desk.terms };
                let pins = loaded.ticket.as_ref().map_or(newest, |(_, ticket)| ticket.pins);
                self.shelves.get(input.guild, pins).await
            }
            _ => Ok(Shelf::default()),
        }
    }

    /// A record is damaged: nothing can be decided on it. The person is told, and the log says
    /// which record, so that somebody can mend it.
    fn give_up(&self, input: &Input, damage: &crate::store::Damage) {
        let now = clock::now();
        let reference = base36(now.0);
        tracing::error!(
            reference, input = input.kind(), guild.id = %input.guild, %damage,
            "an input could not be handled"
        );
        let refusal = Refusal::Ours { reference };
        let effect = match (&input.event, input.reply()) {
            (Event::AnswerPressed { .. }, Some(to)) => Effect::Whisper { to: to.clone(), refusal },
            (_, Some(to)) => Effect::Reply { to: to.clone(), answer: Answered::Refused(refusal) },
            (_, None) => return,
        };
        let id = EffectId { guild: input.guild, owner: Owner::Desk, commit: 0, index: 0 };
        self.hand_over(Entry { id, effect, decided_at: now });
    }
}
