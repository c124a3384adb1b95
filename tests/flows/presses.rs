//! The conversation in a ticket, by button.

use crate::support::{shop::Shop, wait::eventually_some};
use discord_sim::people::interaction::Outcome;
use ticketflow::domain::ticket::Evidence;
use twilight_model::id::Id;

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_goes_through_its_stages_by_button_alone() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;

    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    assert_eq!(shop.stage(channel), 20);
    let card = eventually_some("a card that is confirmed", || {
        let said = shop.said(&shop.ann, channel).into_iter().find(|it| it.id == asked.id);
        said.filter(|it| it.embed_text.contains("Confirmed"))
    });
    let card = card.await;
    assert!(card.embed_text.contains("**2 ×** Adder"), "the order is still to be read");
    let labels: Vec<_> = card.buttons.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["Close Ticket"], "and can no longer be answered or changed");
    assert!(card.selects.is_empty());

    let yes = shop.ann.press_label(channel, "Yes").unwrap();
    shop.answered(&yes, "**Yes**").await;
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert_eq!(placed.pinged_roles, [shop.staff_role]);
    let accepted = shop.ticket(channel).accepted.expect("what was agreed is kept");
    assert_eq!(accepted.by, Some(Evidence::Press(Id::new(yes.id))), "which press accepted them");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_by_button_goes_back_to_stage_0() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.press_label(channel, "No").unwrap();
    shop.says(&shop.ann, channel, "Let's start over").await;
    assert_eq!(shop.stage(channel), 0);
    assert!(shop.ticket(channel).order.is_empty());
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_are_declined_and_then_accepted_by_button() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.press_label(channel, "No").unwrap();
    shop.says(&shop.ann, channel, "Terms declined").await;
    assert_eq!(shop.stage(channel), 20);
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_peoples_presses_are_refused_and_leave_the_question_as_it_is() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;

    let press = shop.sam.press_label(channel, "Yes").unwrap();
    shop.told(&press, "Only the customer").await;
    assert_eq!(shop.stage(channel), 5);
    let still = shop.said(&shop.ann, channel).into_iter().find(|it| it.id == asked.id);
    assert_eq!(still.as_ref(), Some(&asked), "nothing of it has changed");

    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_a_question_that_is_over_is_refused() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "**2 ×** Adder").await;
    shop.ann.write(channel, "no, 3 t20").unwrap();
    let first = shop.says_the(3, &shop.ann, channel).await;
    shop.ann.write(channel, "make it 4").unwrap();
    let second = shop.says_the(4, &shop.ann, channel).await;

    let yes = |buttons: &[discord_sim::people::view::ButtonView]| {
        buttons.iter().find(|it| it.label == "Yes").and_then(|it| it.custom_id.clone()).unwrap()
    };
    let stale = shop.ann.press(first.id, &yes(&first.buttons)).unwrap();
    shop.told(&stale, "no longer open").await;
    assert_eq!(shop.stage(channel), 5, "it did not confirm the newer order");

    let now = shop.ann.press(second.id, &yes(&second.buttons)).unwrap();
    shop.answered(&now, "**Yes**").await;
    shop.says(&shop.ann, channel, "Do you agree?").await;
    let late = shop.ann.press(first.id, &yes(&first.buttons)).unwrap();
    shop.told(&late, "no longer open").await;
    assert_eq!(shop.stage(channel), 20, "nor did it accept the terms");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_on_one_question_count_once() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    let (first, second) = (
        shop.ann.press_label(channel, "Yes").unwrap(),
        shop.ann.press_label(channel, "Yes").unwrap(),
    );
    assert!(matches!(first.outcome().await, Outcome::Answered { .. }));
    shop.told(&second, "no longer open").await;
    shop.says(&shop.ann, channel, "Do you agree?").await;
    assert_eq!(shop.stage(channel), 20);
    shop.has_said_only(3, &shop.ann, channel).await;
    shop.judge().await;
}
