//! Evidence that a worker did not get to send: because it died, or because time was over.

use super::failpoints::outlived;
use crate::{
    flows::documents::received,
    support::{process::Process, shop::Shop},
};
use discord_sim::{ledger::Mark, options::SimOptions, people::interaction::Interaction};
use serde_json::json;
use std::time::Duration;
use ticketflow::{
    clock,
    domain::{
        effect::Effect,
        ids::{ApplicationId, GuildId, TicketNumber, UserId},
        input::Cause,
        language::Language,
        reply::ReplyTo,
        tongue::Tongue,
    },
    formats::dossier::{self, Conversation, CutShort},
    store::{Basis, Commit, Fence, Outcome, Records, Stamp, embedded::Embedded},
};
use twilight_model::id::Id;

/// A shop with a complete request and no worker.
async fn prepared() -> (Shop, u64) {
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.start().await;
    shop.set_up().await;
    let channel = shop.placed_by(&shop.ann).await;
    shop.stop().await;
    (shop, channel)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_before_it_sends_evidence_is_followed_by_one_that_does() {
    let (shop, channel) = prepared().await;
    let story = async {
        let command = shop.ada.command(channel, "ticketflow evidence", &json!({})).unwrap();
        let answer = shop.answered(&command, "Evidence of ticket 0001").await;
        let page = received(&shop, &command).await.1;
        let verified = dossier::read(page.as_bytes()).unwrap();
        assert!(answer.contains(&verified.digest), "{answer}");
        shop.judge().await;
    };
    assert!(outlived(&shop, "effects.dossier_made=return", story).await, "it was not passed");
}

/// The outbox has the sending of the first ticket's evidence since a while, as if the command had
/// been used then.
async fn asked_for(shop: &mut Shop, ago: Duration) -> Interaction {
    shop.start().await;
    let none = json!({"ticket": 9});
    let command = shop.ada.command(shop.shop, "ticketflow evidence", &none).unwrap();
    shop.answered(&command, "no ticket 0009").await;
    shop.stop().await;
    let before = format!("/interactions/{}/", command.id);
    let calls = shop.sim.ledger().calls_since(Mark(0));
    let token =
        calls.iter().find_map(|call| Some(call.path.split_once(&before)?.1.split_once('/')?.0));
    let at = clock::now().minus(ago);
    let to = ReplyTo {
        application: ApplicationId::new(shop.app.id),
        interaction: Id::new(at.first_snowflake().unwrap()),
        token: token.expect("it was acknowledged").to_owned(),
        language: Language::ENGLISH,
        month_first: false,
    };
    let (by, tongue) = (UserId::new(shop.ada.user), Tongue::default());
    let commit = Commit {
        guild: GuildId::new(shop.guild.id),
        fence: Fence { generation: 0, epoch: 1 },
        attempt: 1,
        basis: Basis::Nothing,
        since: Stamp::default(),
        settled: vec![],
        cause: Cause::State,
        write: None,
        ledger: None,
        effects: vec![Effect::SendDossier { to, ticket: TicketNumber(1), by, tongue }],
        at,
    };
    let store = Embedded::open(&shop.store()).unwrap();
    let outcome = store.commit(&commit).await.unwrap();
    assert!(matches!(outcome, Outcome::Committed(..)), "{outcome:?}");
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_when_time_is_over_is_sent_and_says_that_it_is_not_all() {
    let (mut shop, channel) = prepared().await;
    for n in 0..150 {
        shop.sam.write(channel, &format!("secret {n}")).unwrap();
    }
    let command = asked_for(&mut shop, Duration::from_secs(13 * 60)).await;
    let worker = Process::start(&shop, "").await;
    shop.answered(&command, "the first 100 messages only").await;
    let page = received(&shop, &command).await.1;
    let verified = dossier::read(page.as_bytes()).unwrap();
    let Conversation::Read { cut_short, messages } = &verified.dossier.conversation else {
        panic!("{:?}", verified.dossier.conversation)
    };
    assert_eq!((*cut_short, messages.len()), (Some(CutShort::TooSlow), 100));
    worker.logged(&verified.digest).await;
    assert!(!worker.has_logged("secret"), "what people wrote is not logged");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_comes_too_late_is_told_in_the_log_and_nothing_waits_for_it() {
    let (mut shop, _) = prepared().await;
    let command = asked_for(&mut shop, Duration::from_secs(15 * 60)).await;
    let worker = Process::start(&shop, "").await;
    worker.logged("an evidence file came too late").await;
    shop.judge().await;
    assert!(command.message().unwrap().attachments.is_empty());
}
