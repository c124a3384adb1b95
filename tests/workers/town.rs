//! A shop on each shard, one Redis, and what its workers have in common.

use crate::{
    crash::story::Way,
    support::{
        process::Process,
        shop::{Shop, TOKEN},
        wait::{PATIENCE, eventually_found},
    },
};
use discord_sim::{options::SimOptions, sim::ApplicationSpec};
use futures_util::future::join_all;
use std::{
    collections::BTreeMap,
    process::Stdio,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};
use ticketflow::{domain::ids::GuildId, store::FleetView};
use tokio::process::Command;

/// Shops on all shards.
pub(super) struct Town {
    pub(super) shops: Vec<Shop>,
    /// Where the Redis is.
    pub(super) url: String,
    shards: String,
}

impl Town {
    /// A town of so many shards, each with one shop that is not set up yet.
    pub(super) async fn build(url: &str, shards: usize) -> Self {
        Self::build_with(SimOptions::default(), url, shards).await
    }

    /// The same, on another kind of Discord.
    pub(super) async fn build_with(options: SimOptions, url: &str, shards: usize) -> Self {
        Self::build_for(options, 16, url, shards).await
    }

    /// The same, where so many shards may begin a session at the same time.
    pub(super) async fn build_for(
        options: SimOptions,
        max_concurrency: u32,
        url: &str,
        shards: usize,
    ) -> Self {
        let spec = ApplicationSpec { max_concurrency, ..ApplicationSpec::new("TicketFlow", TOKEN) };
        let mut first = Shop::build_for(options, &spec).await;
        first.redis = Some(url.to_owned());
        // How many stories are played depends on the machine; the walls have their own tests.
        first.sim.change_limits(|limits| limits.category_channels = limits.guild_channels);
        let mut shops = vec![first];
        while shops.len() < shards {
            let next = shops[shops.len() - 1].next();
            shops.push(next);
        }
        Self { shops, url: url.to_owned(), shards: shards.to_string() }
    }

    /// The same with one worker that runs, and all shops set up.
    pub(super) async fn open(url: &str, shards: usize, worker: &str) -> (Self, Process) {
        let town = Self::build(url, shards).await;
        let process = town.worker(worker, &[]).await;
        town.set_up().await;
        (town, process)
    }

    pub(super) async fn set_up(&self) {
        join_all(self.shops.iter().map(Shop::set_up)).await;
    }

    /// Starts a worker and waits until it is ready or has ended.
    pub(super) async fn worker(&self, name: &str, more: &[(&str, &str)]) -> Process {
        Process::on_redis(&self.shops[0], &self.url, name, &self.settings(more)).await
    }

    /// Starts a worker and does not wait.
    pub(super) fn begin(&self, name: &str, more: &[(&str, &str)]) -> Process {
        Process::begin_on_redis(&self.shops[0], &self.url, name, &self.settings(more))
    }

    fn settings<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        [("TICKETFLOW_SHARDS", self.shards.as_str())].iter().chain(more).copied().collect()
    }

    /// The shop that a shard serves.
    pub(super) fn shop_of(&self, shard: u32) -> &Shop {
        let count = self.shops.len() as u64;
        let serves = |shop: &&Shop| (shop.guild.id >> 22) % count == u64::from(shard);
        self.shops.iter().find(serves).expect("each shard has a shop")
    }

    /// The fleet as it is now.
    pub(super) async fn fleet(&self) -> FleetView {
        let look = self.shops[0].look().await;
        look.fleet().await.expect("the fleet can be looked at")
    }

    /// Waits until every shard is held, and every one of these workers holds so many; who holds
    /// which.
    pub(super) async fn held(&self, shares: &[(&str, usize)]) -> BTreeMap<u32, String> {
        self.held_so(&format!("{shares:?}"), |holders| {
            let has = |name: &str| holders.values().filter(|it| *it == name).count();
            shares.iter().all(|(name, count)| has(name) == *count)
        })
        .await
    }

    /// The same, where the shares are not known so well.
    pub(super) async fn held_so(
        &self,
        what: &str,
        fits: impl Fn(&BTreeMap<u32, String>) -> bool,
    ) -> BTreeMap<u32, String> {
        let look = self.shops[0].look().await;
        eventually_found(&format!("all shards are held: {what}"), || async {
            let view = look.fleet().await.ok()?;
            let held = view.leases.iter().filter(|lease| !lease.left.is_zero());
            let holders: BTreeMap<u32, String> =
                held.map(|it| (it.shard.number, it.owner.as_str().to_owned())).collect();
            (holders.len() == self.shops.len() && fits(&holders)).then_some(holders)
        })
        .await
    }

    /// One story in each shop at the same time.
    pub(super) async fn stories(&self) {
        self.while_busy(async {}).await;
    }

    /// People go through one ticket after the other while something happens; then all that is
    /// judged.
    pub(super) async fn while_busy(&self, something: impl Future<Output = ()>) -> usize {
        let before = self.tickets().await;
        let (over, stories) = (AtomicBool::new(false), AtomicUsize::new(0));
        let lives = self.shops.iter().enumerate().map(|(number, shop)| {
            let (over, stories) = (&over, &stories);
            async move {
                for times in number.. {
                    let way = if times.is_multiple_of(2) { Way::Message } else { Way::Button };
                    shop.whole_story(&shop.ann, way).await;
                    stories.fetch_add(1, Ordering::Relaxed);
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                }
            }
        });
        let happening = async {
            something.await;
            over.store(true, Ordering::Relaxed);
        };
        tokio::join!(join_all(lives), happening);
        self.judge().await;
        let stories = stories.into_inner();
        assert_eq!(self.tickets().await - before, stories, "each story made one ticket");
        stories
    }

    /// How many tickets there are.
    async fn tickets(&self) -> usize {
        let look = self.shops[0].look().await;
        let mut count = 0;
        for shop in &self.shops {
            count += look.tickets(GuildId::new(shop.guild.id)).await.unwrap().len();
        }
        count
    }

    pub(super) async fn judge(&self) {
        for shop in &self.shops {
            shop.judge().await;
        }
    }

    /// How many sessions were begun so far.
    pub(super) fn identifies(&self) -> u64 {
        self.shops[0].sim.gateway().record().identifies
    }

    /// No press and no command was left without an answer for longer than Discord waits.
    pub(super) fn nothing_was_missed(&self) {
        let all = self.shops[0].sim.interactions_since(0);
        let missed: Vec<_> = all.iter().filter(|it| it.answer.is_none()).collect();
        assert!(missed.is_empty(), "{} of {} were missed: {missed:#?}", missed.len(), all.len());
    }

    /// What `ticketflow inspect …` says.
    pub(super) async fn inspect(&self, url: &str, what: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
        command.args(["inspect", what]).env_clear().env("REDIS_URL", url);
        command.stdin(Stdio::null()).kill_on_drop(true);
        let output = tokio::time::timeout(PATIENCE, command.output()).await;
        let output = output.expect("it ends by itself").expect("it starts");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(0), "{out}{err}");
        out
    }
}

impl Drop for Town {
    /// What people saw last, if the test fails.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        for shop in &self.shops {
            let tickets =
                shop.ada.channels().into_iter().filter(|it| it.name.starts_with("ticket-"));
            let Some(last) = tickets.max_by_key(|it| it.id) else { continue };
            for message in shop.ada.read(last.id).unwrap_or_default() {
                let (said, words) = (message.embed_text, message.content);
                let footers: Vec<_> =
                    message.embeds.iter().map(|it| &it["footer"]["text"]).collect();
                eprintln!("shop {}, {}: {words} {said} {footers:?}", shop.guild.id, last.name);
            }
        }
    }
}
