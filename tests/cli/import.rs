//! Tickets of an old bot.

use super::program::{Ended, ticketflow};
use crate::support::shop::Shop;
use serde_json::{Value, json};
use std::path::Path;
use ticketflow::{domain::ids::GuildId, store::embedded::Glance};

async fn import(store: &Path, state: &str, guild: u64) -> Ended {
    let file = store.with_file_name("state.json");
    std::fs::write(&file, state).unwrap();
    let guild = guild.to_string();
    ticketflow(&["import", file.to_str().unwrap(), "--guild", &guild]).on(store).ended().await
}

#[tokio::test]
async fn every_entry_is_reported_and_a_second_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("test.redb");
    let state = json!({
        "100": {"stage": 5, "confirmed": false, "user_id": "7", "vehicle": "adder"},
        "200": {"stage": 20, "confirmed": true},
        "300": {"stage": 7, "user_id": "8"},
        "400": {"stage": "soon"},
        "shop": {"stage": 0},
    })
    .to_string();
    let first = import(&store, &state, 1).await;
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    assert_eq!(
        first.out.lines().collect::<Vec<_>>(),
        [
            "channel 100, stage 5: taken over as ticket 0001",
            "channel 200, stage 20: taken over as ticket 0002",
            "  note: no customer given: the first who writes there and is not staff",
            "channel 300, stage 5: taken over as ticket 0003",
            "  note: stage 7 is not in the flow: taken over at stage 5",
            "channel \"400\": not taken over, its `stage` is not a whole number from 0 to 65535",
            "channel \"shop\": not taken over, the key is not a channel id",
            "3 taken over, 0 there already, 2 refused",
        ]
    );
    let all = || Glance::open(&store).unwrap().tickets(GuildId::new(1)).unwrap();
    let before = all();
    assert_eq!(before[0].1.carried["vehicle"], Value::from("adder"));
    let second = import(&store, &state, 1).await;
    assert_eq!(second.code, Some(0));
    assert!(second.out.ends_with("0 taken over, 3 there already, 2 refused\n"), "{}", second.out);
    assert_eq!(all(), before);
}

#[tokio::test]
async fn a_file_of_which_everything_is_refused_is_code_6() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("test.redb");
    let ended = import(&store, r#"{"shop": {"stage": 0}, "400": {"stage": "soon"}}"#, 1).await;
    assert_eq!(ended.code, Some(6), "{ended:?}");
    assert!(ended.out.ends_with("0 taken over, 0 there already, 2 refused\n"), "{}", ended.out);
    assert!(ended.err.contains("state.json was taken over: all that is in it"), "{}", ended.err);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_code_6_and_makes_no_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("test.redb");
    for (state, words) in
        [("{\n oops", "line 2, column 2"), ("[]", "must be one JSON object"), ("", "not JSON")]
    {
        let ended = import(&store, state, 1).await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(6), ""));
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    let missing = ticketflow(&["import", "/nowhere/state.json", "--guild", "1"]);
    let ended = missing.on(&store).ended().await;
    assert_eq!(ended.code, Some(6));
    assert!(ended.err.contains("/nowhere/state.json cannot be read"), "{}", ended.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_goes_on_where_the_old_bot_stood() {
    let mut shop = Shop::open().await;
    let channel = shop.guild.add_text_channel("ticket-old", None, &[]).unwrap();
    shop.stop().await;
    let state = json!({channel.to_string(): {"stage": 5, "confirmed": false}}).to_string();
    let ended = import(&shop.store(), &state, shop.guild.id).await;
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    shop.start().await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    let press = shop.ann.press_label(shop.shop, "Create Ticket").unwrap();
    shop.answered(&press, &format!("You already have a ticket: <#{channel}>")).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;
    shop.judge().await;
}
