//! The number of shards changes while people are busy.

use super::town::Town;
use crate::support::{
    process::{Ended, Process},
    redis::Server,
    shop::{Shop, TOKEN},
    wait::{PATIENCE, eventually, eventually_found},
};
use discord_sim::{options::SimOptions, sim::ApplicationSpec};
use futures_util::future::join_all;
use std::{os::unix::process::ExitStatusExt, process::Stdio};
use ticketflow::store::{Division, FleetView, Lease};
use tokio::process::Command;

const FROM: u32 = 4;
const TO: u32 = 6;
const COMING: Division = Division { generation: 1, of: TO };

impl Town {
    /// A town of four shards that may go over to six. Lines show often that they stand.
    async fn divided(redis: &Server) -> Self {
        let mut options = SimOptions::default();
        options.gateway.heartbeat_interval_ms = 500;
        Self::build_for(options, TO, &redis.url(), FROM as usize).await
    }

    /// `ticketflow reshard …`.
    async fn reshard(&self, words: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ticketflow"));
        command.arg("reshard").args(words).env_clear().env("REDIS_URL", &self.url);
        command.env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_URL", self.shops[0].sim.rest_url());
        command.stdin(Stdio::null()).kill_on_drop(true);
        let output = tokio::time::timeout(PATIENCE, command.output()).await;
        let output = output.expect("it ends by itself").expect("it starts");
        let said = [output.stdout, output.stderr].concat();
        Ended { code: output.status.code(), said: String::from_utf8(said).expect("text") }
    }

    async fn begin_resharding(&self) {
        let ended = self.reshard(&["--shards", &TO.to_string()]).await;
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        assert!(ended.said.contains("goes over from 4 shards"), "{}", ended.said);
    }

    /// Waits until the fleet is as wanted.
    async fn seen(&self, what: &str, fits: impl Fn(&FleetView) -> bool) -> FleetView {
        let look = self.shops[0].look().await;
        eventually_found(what, || async { look.fleet().await.ok().filter(|view| fits(view)) }).await
    }

    /// Waits until every coming shard has a session that is saved.
    async fn all_are_coming(&self) {
        self.seen("all coming shards have their sessions", |view| {
            let saved = |it: &&Lease| COMING.has(it.shard) && it.session.is_some();
            view.leases.iter().filter(saved).count() == TO as usize
        })
        .await;
    }

    /// Waits until the fleet has gone over, and nothing of the former division is left.
    async fn gone_over(&self) {
        self.seen("the fleet has gone over", |view| {
            let alone =
                view.divisions.is_some_and(|it| it.present == COMING && it.coming.is_none());
            let held = view.leases.iter().filter(|it| COMING.has(it.shard) && !it.left.is_zero());
            alone && held.count() == TO as usize && view.leases.len() == TO as usize
        })
        .await;
        let sessions = || self.shops[0].sim.gateway().sessions();
        let fits = || sessions().iter().all(|it| it.shard[1] == TO && it.connected);
        eventually("old sessions are over, and new ones go on", || {
            fits() && sessions().len() == TO as usize
        })
        .await;
    }

    /// How many sessions were ended on purpose.
    fn retired(&self) -> u64 {
        let record = self.shops[0].sim.gateway().record();
        record.client_closes.get(&1000).copied().unwrap_or(0)
    }

    fn identified(&self, sessions: u32) {
        assert_eq!(self.identifies(), u64::from(sessions), "each shard was begun once");
    }
}

async fn three(redis: &Server, more: &[(&str, &str)]) -> (Town, [Process; 3]) {
    let town = Town::divided(redis).await;
    let a = town.worker("a", &[]).await;
    town.set_up().await;
    let b = town.worker("b", more).await;
    let c = town.worker("c", &[]).await;
    town.held(&[]).await;
    (town, [a, b, c])
}

#[tokio::test(flavor = "multi_thread")]
async fn four_shards_become_six_and_nobody_notices() {
    let redis = Server::start(&[]).await;
    let (town, _workers) = three(&redis, &[]).await;
    let stories = town
        .while_busy(async {
            town.begin_resharding().await;
            let again = town.reshard(&["--shards", "12"]).await;
            assert_eq!(again.code, Some(1), "{}", again.said);
            assert!(!again.said.contains("INFO"), "{}", again.said);
            assert!(again.said.contains("goes over to 6 shards"), "{}", again.said);
            town.all_are_coming().await;
            let fleet = town.inspect(&town.url, "fleet").await;
            assert!(fleet.contains("division 4 shards (generation 0)"), "{fleet}");
            assert!(fleet.contains("coming division 6 shards (generation 1)"), "{fleet}");
            town.gone_over().await;
        })
        .await;
    println!("{stories} stories");
    town.identified(FROM + TO);
    assert_eq!(town.retired(), u64::from(FROM), "nobody resumes the former sessions");
    town.nothing_was_missed();
    let fleet = town.inspect(&town.url, "fleet").await;
    assert!(fleet.contains("division 6 shards (generation 1)"), "{fleet}");
    assert!(!fleet.contains("coming") && !fleet.contains("/4 "), "{fleet}");

    let same = town.reshard(&["--shards", "6"]).await;
    assert!(same.said.contains("6 shards already"), "{}", same.said);
    let odd = town.reshard(&["--shards", "7"]).await;
    assert!(odd.said.contains("not a multiple of 6"), "{}", odd.said);
    let late = town.worker("d", &[]).await;
    late.logged("run `ticketflow reshard --shards 4`").await;
    town.stories().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_killed_while_the_number_of_shards_changes() {
    let redis = Server::start(&[]).await;
    let (town, [mut a, b, c]) = three(&redis, &[]).await;
    let mut d = None;
    town.while_busy(async {
        town.begin_resharding().await;
        town.all_are_coming().await;
        a.kill().await;
        d = Some(town.worker("d", &[]).await);
        town.gone_over().await;
    })
    .await;
    town.identified(FROM + TO);
    town.stories().await;
    drop((b, c, d));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_dies_when_its_shards_go_live_is_followed_by_another() {
    let redis = Server::start(&[]).await;
    let dies = [("FAILPOINTS", "fleet.before_live=return")];
    let (town, [a, mut b, c]) = three(&redis, &dies).await;
    town.while_busy(async {
        town.begin_resharding().await;
        assert_eq!(b.ended().await.signal(), Some(6), "it died there");
        town.gone_over().await;
    })
    .await;
    town.identified(FROM + TO);
    drop((a, c));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_number_of_shards_is_taken_back() {
    let redis = Server::start(&[]).await;
    let (town, workers) = three(&redis, &[]).await;
    town.while_busy(async {
        town.begin_resharding().await;
        town.all_are_coming().await;
        let ended = town.reshard(&["--cancel"]).await;
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        town.seen("the coming shards are given up", |view| view.leases.len() == FROM as usize)
            .await;
    })
    .await;
    let ended = town.reshard(&["--cancel"]).await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("no change is under way"), "{}", ended.said);
    eventually("the new sessions are over", || town.retired() == u64::from(TO)).await;
    town.identified(FROM + TO);
    town.stories().await;
    drop(workers);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_beside_the_point_is_not_taken_up_by_the_new_division() {
    let redis = Server::start(&[]).await;
    let (town, _workers) = three(&redis, &[]).await;
    town.begin_resharding().await;
    town.all_are_coming().await;
    join_all(town.shops.iter().map(|shop| changes_their_mind(&town, shop))).await;
    town.gone_over().await;
    town.judge().await;
}

/// Somebody orders and starts over again and again until the fleet has gone over. In between they
/// say something beside the point, which both sessions hear.
async fn changes_their_mind(town: &Town, shop: &Shop) {
    let channel = shop.opened_by(&shop.ann).await;
    let write = |words: &str| {
        let _written = shop.ann.write(channel, words).unwrap();
    };
    let times = |words: &str| {
        let said = shop.said(&shop.ann, channel);
        said.iter().filter(|it| it.embed_text.contains(words)).count()
    };
    let heard = async |words: &str, often: usize| {
        eventually(words, || times(words) >= often).await;
    };
    let look = town.shops[0].look().await;
    for round in 1.. {
        write("2x adder");
        heard("Is this what you want?", round).await;
        write("yes");
        // Terms that were accepted are not asked again.
        if round == 1 {
            heard("Do you agree?", 1).await;
            write("yes");
        }
        heard("Request complete", round).await;
        let over = look.fleet().await.unwrap().divisions.is_some_and(|it| it.present == COMING);
        // Nobody asks for an order now.
        write("3x sultan");
        write("refresh");
        heard("start over", round).await;
        if over {
            break;
        }
    }
    write("5x t20");
    heard("T20", 1).await;
    assert_eq!(times("Sultan"), 0, "it was beside the point");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_of_a_file_goes_over_to_the_number_that_is_set() {
    let mut options = SimOptions::default();
    options.gateway.heartbeat_interval_ms = 500;
    options.gateway.identify_window_ms = 0;
    let spec = ApplicationSpec { max_concurrency: 2, ..ApplicationSpec::new("TicketFlow", TOKEN) };
    let shop = Shop::build_for(options, &spec).await;
    let mut one = Process::start_with(&shop, &[("TICKETFLOW_SHARDS", "1")]).await;
    shop.set_up().await;
    let channel = shop.opened_by(&shop.ann).await;
    assert_eq!(one.terminate().await.code(), Some(0));
    let two = Process::start_with(&shop, &[("TICKETFLOW_SHARDS", "2")]).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let sessions = || shop.sim.gateway().sessions();
    eventually("both new sessions have begun", || sessions().len() == 3).await;
    two.logged("its division is the present one").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    let fits = || sessions().len() == 2 && sessions().iter().all(|it| it.shard[1] == 2);
    eventually("the former session is over", fits).await;
    assert_eq!(shop.sim.gateway().record().identifies, 3);
    shop.judge().await;
}
