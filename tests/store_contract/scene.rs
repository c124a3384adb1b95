//! An engine on a Redis of its own.

use super::{Opened, fixtures::*, own_guild, redis::opened_at};
use crate::support::{
    redis::Server,
    wait::{eventually, eventually_found},
};
use std::{sync::Arc, time::Duration};
use ticketflow::{
    clock,
    domain::{
        actor::Actor,
        desk::{Desk, Settings},
        effect::{Effect, Entry},
        ids::{ChannelId, MessageId, Owner, UserId, Version},
        input::{Event, Input, SaidTo},
        permissions::Permissions,
        ticket::Ticket,
    },
    engine::{Engine, Handed},
    store::Store,
    telemetry::metrics::rooms::EngineMetrics,
};
use tokio::sync::mpsc;

/// Longer than the test.
const LONG: Duration = Duration::from_secs(3600);

/// One server, an engine that writes for it, and nobody who carries anything out.
pub(super) struct Scene {
    pub(super) server: Server,
    pub(super) store: Opened,
    pub(super) engine: Engine,
    decided: mpsc::UnboundedReceiver<Handed>,
    next_id: u64,
}

impl Scene {
    pub(super) async fn set() -> Self {
        Self::set_on(&[]).await
    }

    /// With these lines in the server's configuration.
    pub(super) async fn set_on(lines: &[&str]) -> Self {
        Self::set_with(lines, |store| store).await
    }

    /// And with an engine that has the store through something else.
    pub(super) async fn set_with(
        lines: &[&str],
        through: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>,
    ) -> Self {
        Self::set_up(lines, through, EngineMetrics::default()).await
    }

    /// And one that counts.
    pub(super) async fn set_counted(metrics: EngineMetrics) -> Self {
        Self::set_up(&[], |store| store, metrics).await
    }

    async fn set_up(
        lines: &[&str],
        through: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>,
        metrics: EngineMetrics,
    ) -> Self {
        let server = Server::start(lines).await;
        let store = opened_at(&server.url(), own_guild()).await;
        let settings = Some(Settings::default());
        let write = desk(Version(0), Desk { settings, ..Desk::default() }, None);
        committed(&store, store.draft(press(1), write, vec![])).await;
        let (sender, decided) = mpsc::unbounded_channel();
        let (engine, _settling) = Engine::start(through(Arc::clone(&store.store)), sender, metrics);
        engine.take_over(store.shard(), FENCE, clock::instant() + LONG).await.unwrap();
        let next_id = clock::now().first_snowflake().expect("after Discord's epoch");
        let mut scene = Self { server, store, engine, decided, next_id };
        // What is done once and for all, as with every start.
        scene.opened().await;
        scene.settle_all().await;
        scene
    }

    pub(super) fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// Handles an input; the effects that follow.
    pub(super) async fn handle(&mut self, event: Event) -> Vec<Entry> {
        let handling = self.begin(event);
        self.end(handling).await
    }

    /// Begins to handle an input.
    pub(super) fn begin(&self, event: Event) -> mpsc::Receiver<()> {
        let (keep, handled) = mpsc::channel(1);
        self.engine.submit(Input { guild: self.store.guild, event }, keep);
        handled
    }

    /// Waits until it has been handled; the effects that follow.
    pub(super) async fn end(&mut self, mut handled: mpsc::Receiver<()>) -> Vec<Entry> {
        assert_eq!(handled.recv().await, None, "it has been handled");
        let mut entries = Vec::new();
        while let Ok(Handed { entry, .. }) = self.decided.try_recv() {
            self.engine.taken();
            entries.push(entry);
        }
        entries
    }

    /// A ticket is opened, as effects would: its channel is made, and all the rest is done.
    pub(super) async fn opened(&mut self) -> (UserId, ChannelId) {
        let (customer, channel) = (UserId::new(self.id()), ChannelId::new(self.id()));
        let reply = reply(self.id());
        let entries =
            self.handle(Event::CreatePressed { actor: actor(customer), of: None, reply }).await;
        let [Entry { id: effect, effect: Effect::CreateChannel { .. }, .. }] = entries[..] else {
            panic!("{entries:?}")
        };
        let Owner::Ticket(ticket) = effect.owner else { panic!("{effect:?}") };
        let made = Event::ChannelMade { effect, ticket, channel, again: false };
        for entry in self.handle(made).await {
            self.engine.settle(entry.id);
        }
        (customer, channel)
    }

    pub(super) async fn written(
        &mut self,
        (customer, channel): (UserId, ChannelId),
        text: &str,
    ) -> Vec<Entry> {
        let message = MessageId::new(self.id());
        let (actor, text) = (actor(customer), text.to_owned());
        self.handle(Event::Written {
            channel,
            message,
            actor,
            text,
            files: vec![],
            to: SaidTo::Ticket,
        })
        .await
    }

    /// Waits until a ticket is like that in the store.
    pub(super) async fn written_down(&self, is_it: impl Fn(&Ticket) -> bool) {
        let is_there = async || {
            let all = tickets(&self.store).await;
            all.iter().any(|(_, ticket)| is_it(ticket)).then_some(())
        };
        eventually_found("it is written down", is_there).await;
    }

    pub(super) async fn settle_all(&self) {
        eventually("all is settled", || self.engine.is_idle()).await;
        assert_eq!(pending(&self.store).await, []);
    }
}

pub(super) fn actor(user: UserId) -> Actor {
    Actor { user, roles: vec![], permissions: Permissions::NONE }
}
