//! What must hold at the end of every test: nothing left over, nothing twice, no orphans.

use super::{
    shop::Shop,
    wait::{eventually_found, eventually_some},
};
use std::{collections::HashMap, time::Duration};
use ticketflow::{
    domain::ids::GuildId,
    store::{
        Look, OpenError, WorkerName,
        embedded::Glance,
        redis::{Redis, RedisSettings, Replicas},
    },
};

impl Shop {
    /// A look into the store; waits for a worker that has just been started after a crash.
    pub(crate) async fn glance(&self) -> Glance {
        eventually_some("a store that can be looked at", || match Glance::open(&self.store()) {
            Ok(glance) => Some(glance),
            Err(OpenError::NotClosed { .. } | OpenError::InUse { .. }) => None,
            Err(fault) => panic!("{fault}"),
        })
        .await
    }

    /// The same, whatever the store is.
    pub(crate) async fn look(&self) -> Box<dyn Look> {
        let Some(url) = &self.redis else { return Box::new(self.glance().await) };
        let settings = RedisSettings {
            url: url.parse().expect("an address of Redis"),
            deadline: Duration::from_secs(5),
            replicas: Replicas::Exactly(0),
            worker: WorkerName::new("looks-on"),
        };
        let redis = Redis::open(settings, Duration::from_secs(3)).await;
        Box::new(redis.expect("a Redis that can be looked at"))
    }

    /// Waits until the bot has nothing left to do, and looks at what there is.
    pub(crate) async fn judge(&self) {
        let look = self.look().await;
        let guild = GuildId::new(self.guild.id);
        eventually_found("the outbox is empty and no lock is left", || async {
            let entries = look.entries(guild).await.ok()?;
            let locks = look.locks(guild).await.ok()?;
            (entries.is_empty() && locks.is_empty()).then_some(())
        })
        .await;
        let gaps = self.sim.ledger().gaps();
        assert!(gaps.is_empty(), "the simulator was asked for what it does not know: {gaps:?}");

        let tickets = look.tickets(guild).await.unwrap();
        let known: Vec<u64> =
            tickets.iter().filter_map(|(_, ticket)| ticket.channel()).map(|id| id.get()).collect();
        let seen = self.ada.channels().into_iter().filter(|it| it.name.starts_with("ticket-"));
        let mut seen: Vec<u64> = seen.map(|it| it.id).collect();
        let mut known = known;
        seen.sort_unstable();
        known.sort_unstable();
        assert_eq!(seen, known, "every ticket has its channel, and every channel its ticket");

        for channel in seen {
            let mut said: HashMap<String, u32> = HashMap::new();
            for message in self.ada.read(channel).unwrap() {
                let footers = message.embeds.iter().filter_map(|it| it["footer"]["text"].as_str());
                for footer in footers {
                    *said.entry(footer.to_owned()).or_default() += 1;
                }
            }
            let twice: Vec<_> = said.into_iter().filter(|(_, times)| *times > 1).collect();
            assert!(twice.is_empty(), "said more than once: {twice:?}");
        }
    }
}
