//! "Create Ticket".

use crate::support::{shop::Shop, wait::eventually};

#[tokio::test(flavor = "multi_thread")]
async fn a_press_opens_a_channel_that_only_customer_and_staff_see() {
    let shop = Shop::open().await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "What would you like to buy?").await;
    assert!(shop.sees(&shop.sam, channel), "staff");
    assert!(!shop.sees(&shop.mia, channel), "a manager who is not staff");
    assert!(!shop.sees(&shop.bob, channel), "another customer");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_presses_make_one_ticket_and_twenty_answers() {
    let shop = Shop::open().await;
    let presses: Vec<_> =
        (0..20).map(|_| shop.ann.press_label(shop.shop, "Create Ticket").unwrap()).collect();
    let channel = shop.ticket_of(&shop.ann).await;
    for press in &presses {
        let link = format!("<#{channel}>");
        eventually("every press is told where the ticket is", || {
            press.message().is_some_and(|it| it.content.contains(&link))
        })
        .await;
    }
    shop.judge().await;
}
