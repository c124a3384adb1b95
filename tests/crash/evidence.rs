//! The worker aborts when it has read a ticket and not sent the file.

use super::failpoints::outlived;
use crate::support::shop::Shop;
use serde_json::json;
use ticketflow::formats::dossier;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_before_it_sends_evidence_is_followed_by_one_that_does() {
    let mut shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    shop.start().await;
    shop.set_up().await;
    let channel = shop.placed_by(&shop.ann).await;
    shop.stop().await;
    let story = async {
        let command = shop.ada.command(channel, "ticketflow evidence", &json!({})).unwrap();
        let answer = shop.answered(&command, "Evidence of ticket 0001").await;
        let page = crate::flows::documents::received(&shop, &command).await.1;
        let verified = dossier::read(page.as_bytes()).unwrap();
        assert!(answer.contains(&verified.digest), "{answer}");
        shop.judge().await;
    };
    assert!(outlived(&shop, "effects.dossier_made=return", story).await, "it was not passed");
}
