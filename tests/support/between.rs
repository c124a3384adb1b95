//! What is written into a store while no worker has it.

use super::shop::Shop;
use std::{sync::Arc, time::Duration};
use ticketflow::{
    clock,
    domain::{
        decision::Write,
        ids::{ChannelId, GuildId},
        input::{Cause, Subject},
        ticket::Ticket,
    },
    store::{
        Basis, Commit, Outcome, Records, WorkerName,
        embedded::Embedded,
        redis::{Redis, RedisSettings, Replicas},
    },
};

impl Shop {
    /// So much time passes that the customer of a ticket is to be reminded.
    pub(crate) async fn time_passes(&self, channel: u64) {
        let guild = GuildId::new(self.guild.id);
        let leases = self.look().await.fleet().await.unwrap().leases;
        let fence = leases.into_iter().map(|it| it.fence).max().unwrap_or_default();
        let store = self.records().await;
        let subject = Subject::Channel(ChannelId::new(channel));
        let loaded = store.load(guild, subject).await.unwrap();
        let (version, ticket) = loaded.ticket.expect("the channel has a ticket");
        let due = ticket.remind_at.expect("its question has a reminder");
        assert!(due > clock::now(), "it has only just been asked");
        let ticket = Ticket { remind_at: Some(clock::now()), ..ticket };
        let commit = Commit {
            guild,
            fence,
            cause: Cause::State,
            attempt: clock::now().0,
            basis: Basis::Ticket(ticket.number, version),
            since: loaded.stamp,
            write: Some(Write::Ticket(Box::new(ticket))),
            ledger: None,
            effects: vec![],
            settled: vec![],
            at: clock::now(),
        };
        let outcome = store.commit(&commit).await.unwrap();
        assert!(matches!(outcome, Outcome::Committed(..)), "{outcome:?}");
    }

    async fn records(&self) -> Arc<dyn Records> {
        let Some(url) = &self.redis else {
            return Arc::new(Embedded::open(&self.store()).unwrap());
        };
        let settings = RedisSettings {
            url: url.parse().unwrap(),
            deadline: Duration::from_secs(5),
            replicas: Replicas::Exactly(0),
            worker: WorkerName::new("between"),
        };
        Arc::new(Redis::open(settings, Duration::from_secs(3)).await.unwrap())
    }
}
