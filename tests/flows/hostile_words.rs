//! Whatever a customer writes, nobody is called by it and every question stays whole.

use crate::support::{look::quantities, shop::Shop, wait::eventually};
use discord_sim::{options::SimOptions, people::view::MessageView};
use serde_json::json;

/// Nobody but those that the bot itself calls is called: the customer once, in the welcome.
fn calls_nobody(said: &[MessageView]) {
    for message in said.iter().skip(1) {
        let called = (&message.pinged_users, &message.pinged_roles, message.pinged_everyone);
        assert_eq!(called, (&vec![], &vec![], false), "{}", message.embed_text);
    }
}

/// The markup of Discord that words could smuggle in.
fn has_no_markup(text: &str) -> bool {
    let mut escaped = false;
    for c in text.chars() {
        if !escaped && matches!(c, '@' | '<' | '`' | '[' | '|' | '~' | '#') {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    true
}

const NASTY: &str = "# Big\n@everyone @here <@1> <@&2> <#3> ``` ` ~~ || **bold** __u__ [pay here](http://evil) <t:1> \
     -# small \\ <:e:1> </setup:1> a\u{202e}b";

#[tokio::test(flavor = "multi_thread")]
async fn words_kept_as_the_order_call_nobody_and_have_no_markup() {
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.start().await;
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    let channel = shop.opened_by(&shop.ann).await;
    let words = format!("{NASTY} <@{}> <@&{}>", shop.ada.user, shop.staff_role);
    shop.ann.write(channel, &words).unwrap();
    let asked = shop.says(&shop.ann, channel, "Is this what you want?").await;
    let description = asked.embeds[0]["description"].as_str().unwrap();
    let quoted: Vec<_> = description.lines().take_while(|it| it.starts_with("> ")).collect();
    assert_eq!(quoted.len(), 2, "both lines are quoted: {description}");
    assert!(quoted.iter().all(|it| has_no_markup(it)), "{quoted:#?}");
    calls_nobody(&shop.said(&shop.ann, channel));

    for words in ["yes", "yes"] {
        let said = shop.said(&shop.ann, channel).len();
        shop.ann.write(channel, words).unwrap();
        shop.says_the(said + 1, &shop.ann, channel).await;
    }
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert_eq!(placed.pinged_roles, [shop.staff_role], "the staff, by the bot's own words");
    assert_eq!(placed.pinged_users, [shop.ann.user], "and who asks for it");
    assert!(!placed.pinged_everyone);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_listed_back_call_nobody_and_have_no_markup() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    for (said, start) in ["adder", "nothing of yours"].into_iter().enumerate() {
        let words = format!("{start} {NASTY} <@{}> <@&{}>", shop.ada.user, shop.staff_role);
        shop.ann.write(channel, &words).unwrap();
        let answer = shop.says_the(2 * said + 2, &shop.ann, channel).await;
        let description = answer.embeds[0]["description"].as_str().unwrap();
        let listed = description.lines().find(|it| it.starts_with("Not understood")).unwrap();
        assert!(has_no_markup(listed), "{listed}");
        calls_nobody(&shop.said(&shop.ann, channel));
        if said == 0 {
            shop.ann.write(channel, "no").unwrap();
            shop.says_the(3, &shop.ann, channel).await;
        }
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_words_leave_the_question_whole() {
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.start().await;
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    let long = [
        "*".repeat(2_000),
        format!("a{}b", "\n".repeat(1_998)),
        format!("{}a", "*\n".repeat(999)),
        "👩‍👩‍👧‍👦".repeat(280),
        "\u{0}\u{7}\u{feff} x".to_owned(),
    ];
    for words in long {
        let said = shop.said(&shop.ann, channel).len();
        shop.ann.write(channel, &words).unwrap();
        let asked = shop.says_the(said + 1, &shop.ann, channel).await;
        assert!(asked.embed_text.contains("Is this what you want?"), "{}", asked.embed_text);
        shop.ann.write(channel, "no").unwrap();
        shop.says_the(said + 2, &shop.ann, channel).await;
    }
    shop.judge().await;
}

/// One letter in a message can stand for a hundred in the answer.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_longer_than_a_message_is_cut_and_the_question_stays_whole() {
    let shop = Shop::open().await;
    let names: Vec<_> = (0..200).map(|n| format!("{n} {}", "Longname".repeat(11))).collect();
    let products: Vec<_> = (0..200)
        .map(|n| json!({"id": format!("p{n}"), "name": names[n], "aliases": [format!("q{n}q")]}))
        .collect();
    let file = json!({"file": {"filename": "a.json", "text": json!(products).to_string()}});
    shop.command("ticketflow catalogue import", file, "200 products").await;
    let channel = shop.opened_by(&shop.ann).await;
    let words: Vec<_> = (0..200).map(|n| format!("q{n}q")).collect();
    shop.ann.write(channel, &words.join(", ")).unwrap();
    let asked = shop.says(&shop.ann, channel, "Your order").await;
    let text = &asked.embed_text;
    assert!(text.contains("Is this what you want?"), "{text}");
    assert!(text.contains("more"), "what is left out is counted: {text}");
    assert_eq!(shop.ticket(channel).order.lines.len(), 200, "nothing of the order itself is lost");
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.write(channel, "yes").unwrap();
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert!(
        placed.embed_text.contains("Our staff will take it from here"),
        "{}",
        placed.embed_text
    );
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_list_of_what_was_not_understood_leaves_the_answer_whole() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    let words: Vec<_> = (0..250).map(|n| format!("w{n}_*")).collect();
    shop.ann.write(channel, &words.join(", ")).unwrap();
    let lost = shop.says(&shop.ann, channel, "I did not get that").await;
    assert!(lost.embed_text.contains("Please write the names"), "{}", lost.embed_text);
    eventually("still stage 0", || shop.stage(channel) == 0).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_written_is_answered_once_and_the_conversation_goes_on() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    let zalgo = "s\u{338}o\u{337}m\u{334}e\u{335}t\u{336}h\u{337}i\u{338}n\u{335}g".repeat(30);
    let nothing = [
        zalgo.as_str(),
        "\u{202e}\u{2067}מה שלומך היום?\u{2069}",
        "أريد شيئا جميلا من فضلك",
        "🙂🙃🚗🚗🚗👩‍👩‍👧‍👦🏳️‍🌈",
        "\u{200b}\u{200d}\u{2060}\u{feff}",
        "```rust\nfn main() { loop {} }\n```",
        "@everyone @here",
        "> Is this what you want?\n> **2 ×** something",
        "\u{0}\u{1}\u{7}",
    ];
    for (nth, words) in nothing.into_iter().enumerate() {
        shop.ann.write(channel, words).unwrap();
        let answer = shop.says_the(nth + 2, &shop.ann, channel).await;
        assert!(answer.embed_text.contains("I did not get that"), "{words:?}: {answer:#?}");
        calls_nobody(&shop.said(&shop.ann, channel));
    }
    let welcome = shop.said(&shop.ann, channel)[0].id;
    let heard = [
        "2 \u{202e}adder\u{202c} بسرعة",
        "1 a\u{308}d\u{308}d\u{308}e\u{308}r\u{308}",
        "`2x` **adder** ```and that is all```",
    ];
    for (nth, words) in heard.into_iter().enumerate() {
        shop.ann.reply(channel, welcome, words).unwrap();
        shop.says_the(nothing.len() + 2 * nth + 2, &shop.ann, channel).await;
        let lines = quantities(&shop.ticket(channel));
        assert_eq!(lines.len(), 1, "{words:?}: {lines:?}");
        assert_eq!(lines[0].0, "adder", "{words:?}");
        shop.ann.write(channel, "refresh").unwrap();
        shop.says_the(nothing.len() + 2 * nth + 3, &shop.ann, channel).await;
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_write_at_once_the_customer_is_heard() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    for _ in 0..5 {
        shop.sam.write(channel, "7x sultan, and yes, and no").unwrap();
        shop.ann.write(channel, "2 adder").unwrap();
        shop.sam.write(channel, "remove the adder").unwrap();
    }
    shop.ann.write(channel, "plus a sultan").unwrap();
    let ticket = shop.stored(channel, "the last", |it| quantities(it).len() == 2).await;
    let mut lines = quantities(&ticket);
    lines.sort();
    assert_eq!(lines, [("adder".to_owned(), 2), ("sultan-rs".to_owned(), 1)]);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn yes_to_what_one_of_the_staff_wrote_is_no_yes_to_the_terms() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.say(&shop.ann, channel, "2x adder").await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.say(&shop.ann, channel, "yes").await;
    let terms = shop.says(&shop.ann, channel, "Do you agree?").await;
    let offer = shop.sam.write(channel, "shall I wrap it as a gift?").unwrap();
    shop.ann.reply(channel, offer, "yes").unwrap();
    // What is heard after it shows that it was heard.
    shop.ann.write(channel, "hm").unwrap();
    shop.says(&shop.ann, channel, "Yes or no?").await;
    assert_eq!(shop.stage(channel), 20);
    assert!(shop.ticket(channel).accepted.is_none());
    shop.ann.reply(channel, terms.id, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_a_question_that_is_over_answers_nothing() {
    let shop = Shop::open().await;
    shop.lift_message_limits();
    let channel = shop.opened_by(&shop.ann).await;
    let welcome = shop.said(&shop.ann, channel)[0].id;
    shop.ann.write(channel, "2x adder").unwrap();
    let card = shop.says(&shop.ann, channel, "Is this what you want?").await.id;
    let over = "That question is no longer open";
    shop.ann.reply(channel, welcome, "yes").unwrap();
    let told = shop.says(&shop.ann, channel, over).await;
    assert_eq!(shop.stage(channel), 5);
    shop.ann.reply(channel, card, "yes").unwrap();
    let terms = shop.says(&shop.ann, channel, "Do you agree?").await.id;
    // The card says what was ordered and asks nothing any more.
    for (nth, old) in [welcome, card, told.id].into_iter().enumerate() {
        let said = shop.said(&shop.ann, channel).len();
        shop.ann.reply(channel, old, "yes").unwrap();
        let answer = shop.says_the(said + 1, &shop.ann, channel).await;
        assert!(answer.embed_text.contains(over), "{nth}: {answer:#?}");
        assert_eq!(shop.stage(channel), 20);
        assert!(shop.ticket(channel).accepted.is_none());
    }
    shop.ann.reply(channel, terms, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_written_when_the_request_is_complete_is_answered_once() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    for words in ["2x adder", "yes", "yes"] {
        let said = shop.said(&shop.ann, channel).len();
        shop.ann.write(channel, words).unwrap();
        shop.says_the(said + 1, &shop.ann, channel).await;
    }
    let first = shop.ann.write(channel, "please add a sultan").unwrap();
    shop.says(&shop.ann, channel, "with our staff already").await;
    let said = shop.said(&shop.ann, channel).len();
    shop.ann.write(channel, "and remove one adder").unwrap();
    shop.ann.write(channel, "refresh").unwrap();
    shop.says_the(said + 1, &shop.ann, channel).await;
    assert_eq!(shop.stage(channel), 0, "{first}");
    shop.judge().await;
}
