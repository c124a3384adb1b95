//! Reminders outlive the workers who were to say them.

use super::town::Town;
use crate::support::redis::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_is_said_once_by_whoever_has_the_ticket_then() {
    let redis = Server::start(&[]).await;
    let (town, mut a) = Town::open(&redis.url(), 1, "a").await;
    let shop = &town.shops[0];
    shop.publish_reminders().await;
    let channel = shop.opened_by(&shop.ann).await;
    a.kill().await;
    shop.time_passes(channel).await;
    let mut b = town.worker("b", &[]).await;
    shop.says(&shop.ann, channel, "Any wishes yet?").await;
    b.kill().await;
    let _c = town.worker("c", &[]).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.has_said_only(3, &shop.ann, channel).await;
    town.judge().await;
}
