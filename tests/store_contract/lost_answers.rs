//! A store whose answers get lost.

use super::{fixtures::*, scene::Scene};
use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use ticketflow::{
    domain::{
        desk::{Document, DocumentKind},
        effect::{Effect, Entry},
        ids::{
            ApplicationId, ChannelId, EffectId, GuildId, MessageId, Owner, TicketNumber, UserId,
            Version,
        },
        input::{Cause, Event, SaidTo, Subject},
        notice::Notice,
        ticket::Ticket,
        time::Timestamp,
    },
    store::{
        Change, Changed, Commit, Durability, Estate, Fence, Fleet, IdentifyAnswer, IdentifyAsk,
        Kept, Loaded, Lock, Outbox, Outcome, Records, ShardRef, Stamp, Stir, Store, StoreError,
        Tick, Tock,
    },
};

/// Carries everything out; as long as a cause is lost, nobody hears what came of its commit.
struct Losing {
    store: Arc<dyn Store>,
    lost: Arc<Mutex<Option<Cause>>>,
}

#[async_trait]
impl Records for Losing {
    async fn load(&self, guild: GuildId, subject: Subject) -> Result<Loaded, StoreError> {
        self.store.load(guild, subject).await
    }

    async fn commit(&self, commit: &Commit) -> Result<Outcome, StoreError> {
        let outcome = self.store.commit(commit).await;
        if *self.lost.lock().unwrap() == Some(commit.cause) {
            return Err(StoreError::Unavailable("the answer is lost".to_owned()));
        }
        outcome
    }

    async fn document(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<Document>, StoreError> {
        self.store.document(guild, kind, version).await
    }

    async fn guilds(&self) -> Result<Vec<GuildId>, StoreError> {
        self.store.guilds().await
    }

    async fn tickets(&self, guild: GuildId) -> Result<Vec<(Version, Ticket)>, StoreError> {
        self.store.tickets(guild).await
    }

    async fn adopt(
        &self,
        guild: GuildId,
        ticket: Ticket,
    ) -> Result<Option<TicketNumber>, StoreError> {
        self.store.adopt(guild, ticket).await
    }

    async fn take_over(
        &self,
        guild: GuildId,
        fence: Fence,
        at: Timestamp,
    ) -> Result<Option<Estate>, StoreError> {
        self.store.take_over(guild, fence, at).await
    }

    async fn locks(&self, guild: GuildId) -> Result<Vec<Lock>, StoreError> {
        self.store.locks(guild).await
    }
}

#[async_trait]
impl Outbox for Losing {
    async fn entries(&self, guild: GuildId) -> Result<Vec<Entry>, StoreError> {
        self.store.entries(guild).await
    }

    async fn settle(&self, guild: GuildId, ids: &[EffectId]) -> Result<Stamp, StoreError> {
        self.store.settle(guild, ids).await
    }
}

#[async_trait]
impl Durability for Losing {
    fn may_forget(&self) -> bool {
        self.store.may_forget()
    }

    async fn confirm(&self, stamp: Stamp) -> Result<Kept, StoreError> {
        self.store.confirm(stamp).await
    }
}

#[async_trait]
impl Fleet for Losing {
    async fn tick(&self, tick: &Tick) -> Result<Tock, StoreError> {
        self.store.tick(tick).await
    }

    async fn stirred(&self) -> Stir {
        self.store.stirred().await
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        self.store.identify(ask).await
    }

    async fn began(&self, shard: ShardRef, max_concurrency: u16) -> Result<(), StoreError> {
        self.store.began(shard, max_concurrency).await
    }

    async fn budget(
        &self,
        remaining: u32,
        total: u32,
        reset_after: std::time::Duration,
    ) -> Result<(), StoreError> {
        self.store.budget(remaining, total, reset_after).await
    }

    async fn divide(&self, change: Change) -> Result<Changed, StoreError> {
        self.store.divide(change).await
    }

    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError> {
        self.store.belong(application).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_a_commit_is_done_though_it_seems_to_be_over_when_it_is_tried_again() {
    let lost = Arc::new(Mutex::new(None));
    let of_it = Arc::clone(&lost);
    let mut scene = Scene::set_with(&[], |store| Arc::new(Losing { store, lost: of_it })).await;
    let (customer, channel) = (UserId::new(scene.id()), ChannelId::new(scene.id()));
    let pressed = |id| Event::CreatePressed {
        actor: super::scene::actor(customer),
        of: None,
        reply: reply(id),
    };
    let id = scene.id();
    let entries = scene.handle(pressed(id)).await;
    let [Entry { id: effect, effect: Effect::CreateChannel { .. }, .. }] = entries[..] else {
        panic!("{entries:?}")
    };
    let Owner::Ticket(ticket) = effect.owner else { panic!("{effect:?}") };

    *lost.lock().unwrap() = Some(Cause::Effect(effect));
    let handling = scene.begin(Event::ChannelMade { effect, ticket, channel, again: false });
    scene.written_down(|ticket| ticket.channel() == Some(channel)).await;
    // By this the engine learns that the ticket has gone on.
    let id = scene.id();
    let told = scene.handle(pressed(id)).await;
    assert!(matches!(told[..], [Entry { effect: Effect::Reply { .. }, .. }]), "{told:?}");
    *lost.lock().unwrap() = None;
    let said = scene.end(handling).await;
    let is_welcome = |it: &Entry| matches!(it.effect, Effect::Say { .. });
    assert!(said.iter().any(is_welcome), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_leaves_again_while_it_is_not_known_what_came_of_their_words() {
    let lost = Arc::new(Mutex::new(None));
    let of_it = Arc::clone(&lost);
    let mut scene = Scene::set_with(&[], |store| Arc::new(Losing { store, lost: of_it })).await;
    let (customer, channel) = scene.opened().await;
    scene.handle(Event::CustomerLeft { user: customer }).await;

    let message = MessageId::new(scene.id());
    let (actor, text) = (super::scene::actor(customer), "let me see".to_owned());
    *lost.lock().unwrap() = Some(Cause::Message(message));
    let back = scene.begin(Event::Written {
        channel,
        message,
        actor,
        text,
        files: vec![],
        to: SaidTo::Ticket,
    });
    scene.written_down(|it| it.channel() == Some(channel) && !it.left).await;
    // As far as the engine knows they are still gone.
    let gone = scene.begin(Event::CustomerLeft { user: customer });
    *lost.lock().unwrap() = None;
    let mut told = scene.end(back).await;
    told.extend(scene.end(gone).await);
    let has_left =
        |it: &Entry| matches!(it.effect, Effect::Say { notice: Notice::CustomerLeft { .. }, .. });
    assert!(told.iter().any(has_left), "{told:?}");
    scene.written_down(|it| it.channel() == Some(channel) && it.left).await;
}
