//! What is written into a store while no worker has it.

use super::shop::Shop;
use std::{sync::Arc, time::Duration};
use ticketflow::{
    clock,
    domain::{
        decision::Write,
        desk::{Desk, Document, DocumentKind},
        flow::Flow,
        ids::{ChannelId, GuildId},
        input::{Cause, Subject},
        ticket::Ticket,
    },
    formats,
    store::{
        Basis, Commit, Loaded, Outcome, Records, WorkerName,
        embedded::Embedded,
        redis::{Redis, RedisSettings, Replicas},
    },
};

impl Shop {
    /// New tickets go by this flow.
    pub(crate) async fn goes_by(&self, flow: &Flow) {
        let body = formats::flow::write(flow);
        let document = Document { kind: DocumentKind::Flow, version: 1, body };
        self.write_between(Subject::Desk, |loaded| {
            let (version, desk) = loaded.desk;
            let desk = Desk { flow: 1, ..desk };
            (Basis::Desk(version), Write::Desk(Box::new(desk), Some(document)))
        })
        .await;
    }

    /// So much time passes that the customer of a ticket is to be reminded.
    pub(crate) async fn time_passes(&self, channel: u64) {
        let subject = Subject::Channel(ChannelId::new(channel));
        self.write_between(subject, |loaded| {
            let (version, ticket) = loaded.ticket.expect("the channel has a ticket");
            let due = ticket.remind_at.expect("its question has a reminder");
            assert!(due > clock::now(), "it has only just been asked");
            let ticket = Ticket { remind_at: Some(clock::now()), ..ticket };
            let basis = Basis::Ticket(ticket.number, version);
            (basis, Write::Ticket(Box::new(ticket)))
        })
        .await;
    }

    async fn write_between(&self, subject: Subject, change: impl FnOnce(Loaded) -> (Basis, Write)) {
        let guild = GuildId::new(self.guild.id);
        let leases = self.look().await.fleet().await.unwrap().leases;
        let fence = leases.into_iter().map(|it| it.fence).max().unwrap_or_default();
        let store = self.records().await;
        let loaded = store.load(guild, subject).await.unwrap();
        let since = loaded.stamp;
        let (basis, write) = change(loaded);
        let commit = Commit {
            guild,
            fence,
            cause: Cause::State,
            attempt: clock::now().0,
            basis,
            since,
            write: Some(write),
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

/// The built-in flow, where each stage reminds: the first in words of its own.
pub(crate) fn reminding() -> Flow {
    let mut flow = Flow::clone(Flow::built_in());
    for step in &mut flow.stages {
        step.remind = serde_json::from_str(r#"{"after": "1h"}"#).unwrap();
    }
    let own = r#"{"after": "1h", "text": "Any wishes yet?"}"#;
    flow.stages[0].remind = serde_json::from_str(own).unwrap();
    flow
}
