//! What an earlier worker left behind long ago.

use crate::support::{process::Process, shop::Shop};
use discord_sim::faults::{Effect as Fails, Fault};
use std::time::Duration;
use ticketflow::{
    clock,
    domain::{
        decision::Write,
        effect::Effect,
        ids::{GuildId, UserId},
        input::Cause,
        ticket::{Pins, State, Ticket},
    },
    store::{Basis, Commit, Fence, Outcome, Records, Stamp, embedded::Embedded},
};

/// The store of a worker that decided to open a ticket for Ann, an hour before it died.
async fn opened_an_hour_ago(shop: &Shop) {
    let store = Embedded::open(&shop.store()).unwrap();
    let at = clock::now().minus(Duration::from_secs(3_600));
    let customer = UserId::new(shop.ann.user);
    let ticket = Ticket::new(
        Some(customer),
        at,
        State::Opening { waiting: vec![] },
        Pins { catalogue: 1, terms: 1, flow: 0 },
    );
    let create = Effect::CreateChannel { customer, staff: vec![], category: None, opened_at: at };
    let commit = Commit {
        guild: GuildId::new(shop.guild.id),
        fence: Fence { generation: 0, epoch: 1 },
        attempt: 1,
        basis: Basis::Nothing,
        since: Stamp::default(),
        settled: vec![],
        cause: Cause::State,
        write: Some(Write::NewTicket(Box::new(ticket))),
        ledger: None,
        effects: vec![create],
        at,
    };
    let outcome = store.commit(&commit).await.unwrap();
    assert!(matches!(outcome, Outcome::Committed(..)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_may_have_been_made_is_looked_for_before_it_is_given_up() {
    let shop = Shop::prepared().await;
    opened_an_hour_ago(&shop).await;
    let fault = Fault::on("POST", "/guilds/{guild}/channels", Fails::LoseReply).times(1);
    shop.sim.faults().add(fault);
    let _worker = Process::start(&shop, "").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "What would you like to buy?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_cannot_be_made_for_so_long_is_given_up_and_can_be_asked_for_anew() {
    let shop = Shop::prepared().await;
    opened_an_hour_ago(&shop).await;
    let failure = Fails::Status { status: 503, html: false };
    let fault = Fault::on("POST", "/guilds/{guild}/channels", failure).times(1);
    shop.sim.faults().add(fault);
    let worker = Process::start(&shop, "").await;
    worker.logged("an effect was given up").await;
    // Whoever presses before that is written down is told that it failed.
    let mut answer = String::new();
    while !answer.contains("is ready") {
        let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
        answer = shop.answered(&press, "Your ticket").await;
    }
    shop.judge().await;
}
