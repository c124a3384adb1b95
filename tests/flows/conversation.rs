//! The conversation in a ticket, in words, however they reach the bot.

use crate::support::{
    look::quantities,
    manner::{Manner, in_every_manner},
    shop::{Shop, TERMS},
    wait::eventually,
};
use ticketflow::domain::ticket::{Evidence, State};
use twilight_model::id::Id;

in_every_manner! {
    a_ticket_goes_through_stages_0_5_and_20_and_calls_staff,
    several_products_and_quantities_are_read_from_one_message,
    words_that_are_not_understood_are_listed_back,
    without_a_catalogue_the_customers_own_words_are_the_order,
    products_named_at_stage_5_take_the_place_of_the_order,
    terms_that_were_declined_can_still_be_accepted,
    staffs_words_do_not_answer_for_the_customer,
    after_the_request_is_complete_people_talk_undisturbed,
}

async fn a_ticket_goes_through_stages_0_5_and_20_and_calls_staff(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    assert_eq!(shop.stage(channel), 0);

    shop.say(&shop.ann, channel, "2x adder").await;
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;
    assert!(asked.embed_text.contains("**2 ×** Adder"), "{}", asked.embed_text);
    assert_eq!(shop.stage(channel), 5);
    assert_eq!(quantities(&shop.ticket(channel)), [("adder".to_owned(), 2)]);

    shop.say(&shop.ann, channel, "Yep!").await;
    let asked = shop.says(&shop.ann, channel, "Do you agree?").await;
    assert!(asked.embed_text.contains(TERMS), "{}", asked.embed_text);
    assert_eq!(shop.stage(channel), 20);

    let yes = shop.say(&shop.ann, channel, "yes").await;
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert_eq!(placed.pinged_roles, [shop.staff_role], "staff are called");
    let ticket = shop.ticket(channel);
    assert!(matches!(ticket.state, State::Placed { .. }), "{:?}", ticket.state);
    let accepted = ticket.accepted.expect("what was agreed is kept");
    assert_eq!(accepted.terms, 1);
    match yes {
        Some(yes) => {
            assert_eq!(accepted.by, Some(Evidence::Message(Id::new(yes))), "which words accepted");
        }
        None => assert!(matches!(accepted.by, Some(Evidence::Press(_))), "{accepted:?}"),
    }
    assert_eq!(shop.stage(channel), 20);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_spellings_of_yes_lead_on() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    for yes in
        ["yes", "Y", "yep", "OK", "okay!", "Sure thing", "yesss", "👍", "i agree.", "ja", "oui"]
    {
        let said = shop.said(&shop.ann, channel).len();
        shop.ann.write(channel, "adder").unwrap();
        shop.says_the(said + 1, &shop.ann, channel).await;
        assert_eq!(shop.stage(channel), 5);
        shop.ann.write(channel, yes).unwrap();
        shop.says_the(said + 2, &shop.ann, channel).await;
        assert_eq!(shop.stage(channel), 20, "“{yes}”");
        shop.ann.write(channel, "refresh").unwrap();
        shop.says_the(said + 3, &shop.ann, channel).await;
        assert_eq!(shop.stage(channel), 0);
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_spellings_of_no_go_back_and_forget_the_order() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    for no in ["no", "N", "nope", "NO!", "nah", "no thanks", "👎", "nein", "non"] {
        let said = shop.said(&shop.ann, channel).len();
        shop.ann.write(channel, "adder").unwrap();
        shop.says_the(said + 1, &shop.ann, channel).await;
        shop.ann.write(channel, no).unwrap();
        let again = shop.says_the(said + 2, &shop.ann, channel).await;
        assert!(again.embed_text.contains("Let's start over"), "“{no}”: {}", again.embed_text);
        assert_eq!(shop.stage(channel), 0, "“{no}”");
        assert!(shop.ticket(channel).order.is_empty(), "“{no}”");
    }
    shop.judge().await;
}

async fn several_products_and_quantities_are_read_from_one_message(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "Two ADDERS, x3 sultan and a Progen-T20 please").await;
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;
    for line in ["**2 ×** Adder", "**3 ×** Sultan RS", "**1 ×** T20"] {
        assert!(asked.embed_text.contains(line), "{line} in {}", asked.embed_text);
    }
    assert!(!asked.embed_text.contains("Not understood"), "{}", asked.embed_text);
    shop.judge().await;
}

async fn words_that_are_not_understood_are_listed_back(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "an adder and a zentorno").await;
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;
    assert!(asked.embed_text.contains("Not understood: “zentorno”"), "{}", asked.embed_text);

    shop.say(&shop.ann, channel, "no").await;
    shop.says(&shop.ann, channel, "Let's start over").await;
    shop.say(&shop.ann, channel, "flibbertigibbet").await;
    let lost = shop.says(&shop.ann, channel, "I did not get that").await;
    assert!(lost.embed_text.contains("“flibbertigibbet”"), "{}", lost.embed_text);
    assert_eq!(shop.stage(channel), 0);
    shop.judge().await;
}

async fn without_a_catalogue_the_customers_own_words_are_the_order(manner: Manner) {
    let shop = Shop::start_for(manner).await;
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "a red bicycle\nwith a bell").await;
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;
    assert!(asked.embed_text.contains("> a red bicycle\n> with a bell"), "{}", asked.embed_text);
    let words = shop.ticket(channel).order.words;
    assert_eq!(words.as_deref(), Some("a red bicycle\nwith a bell"));

    shop.say(&shop.ann, channel, "yes").await;
    let asked = shop.says(&shop.ann, channel, "Do you agree?").await;
    assert!(asked.embed_text.contains("accept the rules of this server"), "the built-in terms");
    shop.say(&shop.ann, channel, "yes").await;
    let placed = shop.says(&shop.sam, channel, "Request complete").await;
    assert!(placed.embed_text.contains("> a red bicycle"), "{}", placed.embed_text);
    shop.judge().await;
}

async fn products_named_at_stage_5_take_the_place_of_the_order(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "2x adder").await;
    shop.says(&shop.ann, channel, "**2 ×** Adder").await;
    shop.say(&shop.ann, channel, "no wait, 3 t20").await;
    shop.says(&shop.ann, channel, "**3 ×** T20").await;
    assert_eq!(shop.stage(channel), 5);
    assert_eq!(quantities(&shop.ticket(channel)), [("t20".to_owned(), 3)]);

    shop.say(&shop.ann, channel, "hm, let me think about it").await;
    shop.says(&shop.ann, channel, "Yes or no?").await;
    assert_eq!(quantities(&shop.ticket(channel)), [("t20".to_owned(), 3)], "nothing is lost");
    shop.judge().await;
}

async fn terms_that_were_declined_can_still_be_accepted(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "adder").await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.say(&shop.ann, channel, "yes").await;
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.say(&shop.ann, channel, "what if I do not pay?").await;
    shop.says(&shop.ann, channel, "Our staff read this channel").await;
    assert_eq!(shop.stage(channel), 20);

    shop.say(&shop.ann, channel, "no").await;
    shop.says(&shop.ann, channel, "Terms declined").await;
    assert_eq!(shop.stage(channel), 20);
    assert!(matches!(shop.ticket(channel).state, State::Open { .. }), "nothing was accepted");

    shop.say(&shop.ann, channel, "yes").await;
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.judge().await;
}

async fn staffs_words_do_not_answer_for_the_customer(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.sam, channel, "2x adder").await;
    shop.say(&shop.ann, channel, "a t20").await;
    // The bot hears a channel's messages in order: what it says next answers Ann.
    let asked = shop.says_the(2, &shop.ann, channel).await;
    assert!(asked.embed_text.contains("**1 ×** T20"), "{}", asked.embed_text);

    shop.say(&shop.sam, channel, "yes").await;
    shop.say(&shop.ann, channel, "no").await;
    let again = shop.says_the(3, &shop.ann, channel).await;
    assert!(again.embed_text.contains("Let's start over"), "{}", again.embed_text);
    shop.judge().await;
}

async fn after_the_request_is_complete_people_talk_undisturbed(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let channel = shop.placed_by(&shop.ann).await;
    let said = shop.said(&shop.ann, channel).len();
    for words in ["yes", "no", "2x adder"] {
        shop.say(&shop.ann, channel, words).await;
    }
    shop.say(&shop.ann, channel, "refresh").await;
    let again = shop.says_the(said + 1, &shop.ann, channel).await;
    assert!(again.embed_text.contains("Let's start over"), "only “refresh” is answered");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_only_a_file_is_no_order() {
    use discord_sim::people::seat::FileToSend;
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let file = FileToSend { filename: "adder.png".into(), bytes: vec![1, 2, 3] };
    shop.ann.write_with_files(channel, "", vec![file]).unwrap();
    shop.says(&shop.ann, channel, "I did not get that").await;
    eventually("stage 0", || shop.stage(channel) == 0).await;
    shop.judge().await;
}
