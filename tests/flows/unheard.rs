//! Where the bot cannot read what is written, since Discord refuses it or its operator wants it so.

use crate::support::{
    look::quantities,
    manner::{Manner, WITHOUT_CONTENT, in_every_manner},
    process::Process,
    shop::{Shop, TOKEN},
    wait::eventually,
};
use discord_sim::{
    gateway::levers::{Lever, Target},
    options::SimOptions,
    people::seat::FileToSend,
    sim::ApplicationSpec,
};
use serde_json::json;

/// A question of every kind but that for an order.
const EVERYTHING: &str = r#"
name: Everything
stages:
  - {number: 0, prompt: "Shall we begin?", as: begun, expect: yes_no, yes: 1, no: stay}
  - number: 1
    prompt: How?
    as: how
    expect: choice
    options: [{label: By land, then: 2}, {label: By sea, then: 2}]
  - {number: 2, prompt: "Which letter?", as: letter, expect: choice, options: [OPTIONS]}
  - {number: 3, prompt: "Which plate?", as: plate, expect: text, pattern: "[A-Z]{2}[0-9]{2}", example: AB12, then: 4}
  - {number: 4, prompt: "How many?", as: many, expect: number, least: 1, most: 9, whole: true, then: 5}
  - {number: 5, prompt: "Which day?", as: day, expect: date, then: 6}
  - {number: 6, prompt: "A picture?", as: picture, expect: file, kinds: [image], then: done}
done:
  text: "{answer.how}, {answer.letter}, {answer.plate}, {answer.many}, {answer.day}, {answer.picture}"
"#;

in_every_manner! {
    every_kind_of_question_can_be_answered,
}

async fn every_kind_of_question_can_be_answered(manner: Manner) {
    let shop = Shop::open_for(manner).await;
    let options = ('a'..='y').map(|it| format!("{{label: Letter {it}, then: 3}}"));
    let flow = EVERYTHING.replace("OPTIONS", &options.collect::<Vec<_>>().join(", "));
    let file = json!({"file": {"filename": "flow.yaml", "text": flow}});
    shop.command("ticketflow flow upload", file, "The flow is set").await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.ann).await;
    for (question, answer) in [
        ("Shall we begin?", "yes"),
        ("How?", "By sea"),
        ("Which letter?", "Letter y"),
        ("Which plate?", "AB12"),
        ("How many?", "7"),
        ("Which day?", "24.12.2099"),
    ] {
        shop.says(&shop.ann, channel, question).await;
        let said = shop.say(&shop.ann, channel, answer).await;
        assert_eq!(said.is_none(), manner == Manner::Pressing, "“{answer}” needs no words");
    }
    let asked = shop.says(&shop.ann, channel, "A picture?").await;
    let told = asked.content.contains("in a message that mentions me");
    assert_eq!(told, manner != Manner::Written, "{asked:?}");
    let file = FileToSend { filename: "adder.png".into(), bytes: vec![1, 2, 3] };
    shop.ann.write_with_files(channel, &shop.written(""), vec![file]).unwrap();
    let all = "By sea, Letter y, AB12, 7, 24 December 2099, adder.png";
    shop.says(&shop.ann, channel, all).await;
    shop.judge().await;
}

/// What the log says once.
const IN_THE_LOG: &str = "Message Content";
/// What an admin is told.
const TO_AN_ADMIN: &str = "Discord does not let the bot read what customers write";
/// What customers are told.
const TO_CUSTOMERS: &str = "I only read what mentions me here";

async fn refused() -> Shop {
    let mut spec = ApplicationSpec::new("TicketFlow", TOKEN);
    spec.intents_allowed = WITHOUT_CONTENT;
    Shop::build_for(SimOptions::default(), &spec).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_at_the_start_is_told_once_and_the_worker_goes_on_without() {
    let shop = refused().await;
    let mut worker = Process::start(&shop, "").await;
    let set_up = shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    assert!(set_up.contains(TO_AN_ADMIN), "{set_up}");
    assert!(set_up.contains("Privileged Gateway Intents"), "what to do about it: {set_up}");
    for (on, hinted) in [(false, false), (true, false)] {
        let words = if on { "now takes" } else { "switched off" };
        let told = shop.command("ticketflow refresh", json!({ "enabled": on }), words).await;
        assert_eq!(told.contains(TO_AN_ADMIN), hinted, "{told}");
    }
    let record = shop.sim.gateway().record();
    assert_eq!((record.closes.get(&4014), record.identifies), (None, 1), "it is not asked for");
    assert_eq!(worker.count(IN_THE_LOG), 1, "{}", worker.said());
    assert!(worker.logged(IN_THE_LOG).await.contains("ERROR"));
    let channel = shop.opened_by(&shop.ann).await;
    shop.says(&shop.ann, channel, TO_CUSTOMERS).await;
    assert!(worker.terminate().await.success());
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_worker_resumes_a_session_that_was_begun_without() {
    let mut shop = refused().await;
    shop.start().await;
    shop.set_up().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.stop().await;
    // Of a press that nobody has answered only the session tells.
    shop.mention(&shop.ann, channel, "2x adder");
    let press = shop.bob.press_label(shop.shop, "Create Ticket").unwrap();
    shop.start().await;
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.answered(&press, "Your ticket is ready").await;
    let of_bob = shop.ticket_of(&shop.bob).await;
    shop.says(&shop.bob, of_bob, TO_CUSTOMERS).await;
    let record = shop.sim.gateway().record();
    assert_eq!((record.closes.get(&4014), record.identifies), (None, 1), "{record:?}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_still_heard_of_and_content_is_where_members_are_refused() {
    for (allowed, unheard) in [(WITHOUT_CONTENT, true), (1 << 15, false)] {
        let mut spec = ApplicationSpec::new("TicketFlow", TOKEN);
        spec.intents_allowed = allowed;
        let mut shop = Shop::build_for(SimOptions::default(), &spec).await;
        shop.start().await;
        shop.set_up().await;
        let channel = shop.opened_by(&shop.ann).await;
        shop.ann.write(channel, "2x adder").unwrap();
        if unheard {
            shop.ann.leave().unwrap();
            shop.says(&shop.sam, channel, "The customer has left").await;
        } else {
            shop.says(&shop.ann, channel, "Is this what you want?").await;
        }
        shop.judge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_worker_of_a_fleet_comes_to_the_same_by_itself() {
    let redis = crate::support::redis::Server::start(&[]).await;
    let shop = refused().await;
    let shards = [("TICKETFLOW_SHARDS", "2")];
    let first = Process::on_redis(&shop, &redis.url(), "first", &shards).await;
    let second = Process::on_redis(&shop, &redis.url(), "second", &shards).await;
    for worker in [&first, &second] {
        worker.logged(IN_THE_LOG).await;
    }
    eventually("each has a shard", || {
        let sessions = shop.sim.gateway().sessions();
        let mut shards: Vec<_> = sessions.iter().map(|it| it.shard[0]).collect();
        shards.sort_unstable();
        shards.dedup();
        shards == [0, 1] && sessions.iter().all(|it| it.intents & 1 << 15 == 0)
    })
    .await;
    assert_eq!((first.count(IN_THE_LOG), second.count(IN_THE_LOG)), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_intent_that_is_switched_off_meanwhile_ends_no_conversation() {
    let shop = Shop::open().await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "2x adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.sim.allow_intents(shop.app.id, WITHOUT_CONTENT);
    let pulled = shop.sim.gateway().pull(&Target::default(), &Lever::Close { code: 4014 });
    assert_eq!(pulled, 1);
    eventually("a new session", || shop.sim.gateway().record().identifies == 2).await;
    shop.ann.press_label(channel, "Yes").unwrap();
    let asked = shop.says(&shop.ann, channel, "Do you agree?").await;
    assert!(asked.content.contains(TO_CUSTOMERS), "{asked:?}");
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    let told = shop.command("ticketflow refresh", json!({"enabled": true}), "now takes").await;
    assert!(told.contains(TO_AN_ADMIN), "{told}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn talk_that_mentions_nobody_disturbs_nothing_not_even_when_it_could_be_read_back() {
    // The portal lets the bot read; its operator does not want it to. Over REST it could.
    let shop = Shop::open_for(Manner::Mentioning).await;
    let channel = shop.opened_by(&shop.ann).await;
    for words in ["hello?", "3x t20", "yes"] {
        shop.ann.write(channel, words).unwrap();
    }
    let message = shop.mention(&shop.ann, channel, "2x adder");
    let card = shop.says_the(2, &shop.ann, channel).await;
    assert_eq!(quantities(&shop.ticket(channel)), [("adder".to_owned(), 2)]);
    let heard = |ticket: &ticketflow::domain::ticket::Ticket| ticket.heard.newest();
    assert_eq!(heard(&shop.ticket(channel)).map(|it| it.get()), Some(message));

    shop.ann.write(channel, "yes").unwrap();
    shop.expire_session();
    shop.sim.gateway().pull(&Target::default(), &Lever::Drop);
    let last = shop.ann.write(channel, "no").unwrap();
    eventually("a new session", || shop.sim.gateway().record().identifies == 2).await;
    shop.stored(channel, "the last one", |it| heard(it).is_some_and(|it| it.get() == last)).await;
    assert_eq!(shop.stage(channel), 5, "neither yes nor no");
    let name = format!("<@{}>", shop.app.bot_user_id);
    shop.ann.edit_message(channel, message, &format!("{name} 3x adder")).unwrap();
    // What mentions it is read anew.
    eventually("the card has three", || {
        let said = shop.said(&shop.ann, channel);
        said.iter().any(|it| it.id == card.id && it.embed_text.contains("**3 ×** Adder"))
    })
    .await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_seen_in_a_message_that_mentions_the_bot() {
    let shop = Shop::open_for(Manner::Pressing).await;
    let channel = shop.opened_by(&shop.ann).await;
    let file = || FileToSend { filename: "adder.png".into(), bytes: vec![1, 2, 3] };
    shop.ann.write_with_files(channel, "", vec![file()]).unwrap();
    let name = format!("<@{}>", shop.app.bot_user_id);
    shop.ann.write_with_files(channel, &name, vec![file()]).unwrap();
    let answer = shop.says_the(2, &shop.ann, channel).await;
    assert!(answer.embed_text.contains("I did not get that"), "{}", answer.embed_text);
    shop.judge().await;
}
