//! Workers that are killed or stopped at random moments while several customers are busy.

use super::{OnPanic, gateway::doubtful, story::Way};
use crate::support::{process::Process, shop::Shop};
use discord_sim::{options::SimOptions, people::seat::Seat};
use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::Duration,
};
use ticketflow::domain::ids::GuildId;

const KILLS: usize = 30;
const CUSTOMERS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn workers_that_are_killed_at_random_lose_nothing() {
    killed(SimOptions::default(), KILLS, &mut seeded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_do_they_whatever_discord_leaves_open() {
    let mut random = seeded();
    for options in doubtful() {
        let _named = OnPanic(format!("{options:?}"));
        killed(options, 8, &mut random).await;
    }
}

/// Kills workers at random moments of several stories, and lets the last one finish.
async fn killed(options: SimOptions, kills: usize, random: &mut fastrand::Rng) {
    let shop = Shop::prepared_with(options).await;
    let busy = Busy::new(&shop);
    let killing = async {
        for _ in 0..kills {
            let mut worker = Process::begin(&shop);
            tokio::time::sleep(Duration::from_millis(random.u64(0..400))).await;
            worker.kill().await;
        }
        busy.over.store(true, Ordering::Relaxed);
        Process::start(&shop, "").await
    };
    let (_last, ()) = tokio::join!(killing, busy.live(&shop));
    busy.judge(&shop).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_that_are_stopped_under_load_hand_over_without_a_new_session() {
    let shop = Shop::prepared().await;
    let identifies = shop.sim.gateway().record().identifies;
    let mut random = seeded();
    let busy = Busy::new(&shop);
    let stopping = async {
        for _ in 0..10 {
            let mut worker = Process::start(&shop, "").await;
            tokio::time::sleep(Duration::from_millis(random.u64(0..200))).await;
            let end = worker.terminate().await;
            assert_eq!(end.code(), Some(0), "a worker that is told to stop ends well");
        }
        busy.over.store(true, Ordering::Relaxed);
        Process::start(&shop, "").await
    };
    let (_last, ()) = tokio::join!(stopping, busy.live(&shop));
    busy.judge(&shop).await;
    let record = shop.sim.gateway().record();
    assert_eq!(record.identifies, identifies, "every successor resumed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_between_two_workers_is_not_lost() {
    let shop = Shop::prepared().await;
    let mut first = Process::start(&shop, "").await;
    let channel = shop.opened_by(&shop.ann).await;
    assert_eq!(first.terminate().await.code(), Some(0));
    shop.ann.write(channel, "2x adder").unwrap();
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    let _second = Process::start(&shop, "").await;
    shop.answered(&press, "Your ticket is ready").await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.judge().await;
}

fn seeded() -> fastrand::Rng {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    fastrand::Rng::with_seed(seed)
}

/// Customers who go through one ticket after the other until it is over.
struct Busy {
    customers: Vec<Seat>,
    over: AtomicBool,
    stories: AtomicUsize,
}

impl Busy {
    fn new(shop: &Shop) -> Self {
        // How many stories are played depends on the machine; the walls have their own tests.
        shop.sim.change_limits(|limits| limits.category_channels = limits.guild_channels);
        let customers = (0..CUSTOMERS).map(|number| {
            let person = shop.sim.add_person(&format!("Customer {number}"));
            shop.guild.join(&person, &[]).unwrap()
        });
        let customers = customers.collect();
        Self { customers, over: AtomicBool::new(false), stories: AtomicUsize::new(0) }
    }

    async fn live(&self, shop: &Shop) {
        let lives = self.customers.iter().enumerate().map(|(number, seat)| async move {
            let way = if number % 2 == 0 { Way::Message } else { Way::Button };
            while !self.over.load(Ordering::Relaxed) {
                shop.whole_story(seat, way).await;
                self.stories.fetch_add(1, Ordering::Relaxed);
            }
        });
        futures_util::future::join_all(lives).await;
    }

    /// As many tickets as there were stories, and nothing left over.
    async fn judge(&self, shop: &Shop) {
        shop.judge().await;
        let stories = self.stories.load(Ordering::Relaxed);
        println!("{stories} stories of {CUSTOMERS} customers were played to their end");
        assert!(stories >= CUSTOMERS, "each was played once at least");
        let tickets = shop.glance().await.tickets(GuildId::new(shop.guild.id)).unwrap();
        assert_eq!(tickets.len(), stories, "each story made one ticket");
    }
}
