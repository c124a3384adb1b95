//! A session is lost and found again, with exactly what was missed, or not at all.

use std::time::Duration;

use discord_sim::gateway::levers::{Lever, Target};
use discord_sim::gateway::settings::{Expired, GatewaySettings, Superseded};
use discord_sim::rules::Rule;
use serde_json::json;

use crate::client::Heard;
use crate::town::{Town, depends_on, expect};

const GUILD: u64 = 1 << 22;

async fn a_resume_replays_exactly_what_was_missed(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    town.people.join(GUILD, 0);
    let (mut client, session) = town.identified(1).await?;
    client.event("GUILD_CREATE").await?;
    town.event(Some(GUILD), json!({ "n": 0 }));
    let seen = client.event("TEST_EVENT").await?["s"].as_u64().ok_or("no s")?;

    town.gateway.pull(&Target::default(), &Lever::Drop);
    town.recorded(|record| record.drops == 1).await?;
    expect(client.hear().await, Heard::Cut)?;
    for n in 1..=20 {
        town.event(Some(GUILD), json!({ "n": n }));
    }
    town.recorded(|record| record.events.get("TEST_EVENT") == Some(&21)).await?;

    let mut client = town.connect().await;
    client.resume(&session, seen).await;
    for n in 1..=20 {
        let missed = client.payload().await?;
        expect((&missed["d"]["n"], &missed["s"]), (&json!(n), &json!(seen + n)))?;
    }
    let resumed = client.payload().await?;
    expect((&resumed["t"], &resumed["s"]), (&json!("RESUMED"), &json!(seen + 21)))?;
    town.event(Some(GUILD), json!({ "n": "new" }));
    expect(&client.payload().await?["s"], &json!(seen + 22))
}

#[tokio::test]
async fn resume_replays_exactly_what_was_missed() {
    depends_on(Rule::ResumeReplay, a_resume_replays_exactly_what_was_missed).await;
}

async fn sessions_end_after_the_window(off: Option<Rule>) -> Result<(), String> {
    let settings = GatewaySettings { resume_window_ms: 60_000, ..GatewaySettings::default() };
    let town = Town::without(off, settings).await;
    let (client, session) = town.identified(1).await?;
    drop(client);
    town.recorded(|record| record.drops == 1).await?;
    town.clock.advance(Duration::from_secs(61));
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    expect(invalid(client.hear().await), Some(false))
}

async fn a_close_with_1000_or_1001_ends_the_session(off: Option<Rule>) -> Result<(), String> {
    for (code, survives) in [(1000, false), (1001, false), (4000, true), (4200, true)] {
        let town = Town::without(off, GatewaySettings::default()).await;
        let (client, session) = town.identified(1).await?;
        client.close(code).await;
        let mut client = town.connect().await;
        client.resume(&session, 1).await;
        let heard = client.hear().await;
        let resumed = matches!(&heard, Heard::Payload(p) if p["t"] == "RESUMED");
        expect((code, resumed), (code, survives))?;
        expect(invalid(heard), (!survives).then_some(false))?;
    }
    Ok(())
}

async fn a_sequence_number_from_the_future_closes(off: Option<Rule>) -> Result<(), String> {
    let town = Town::without(off, GatewaySettings::default()).await;
    let (client, session) = town.identified(1).await?;
    drop(client);
    town.recorded(|record| record.drops == 1).await?;
    let mut client = town.connect().await;
    client.resume(&session, 1_000).await;
    expect(client.hear().await, Heard::Closed(4007))?;
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    expect(invalid(client.hear().await), Some(false))
}

#[tokio::test]
async fn sessions_expire() {
    depends_on(Rule::SessionExpiry, sessions_end_after_the_window).await;
    depends_on(Rule::SessionExpiry, a_close_with_1000_or_1001_ends_the_session).await;
    depends_on(Rule::SessionExpiry, a_sequence_number_from_the_future_closes).await;
}

#[tokio::test]
async fn a_live_session_does_not_expire() {
    let town = Town::new().await;
    let (mut client, _) = town.identified(1).await.unwrap();
    town.clock.advance(Duration::from_secs(24 * 60 * 60));
    town.event(None, json!({}));
    client.event("TEST_EVENT").await.unwrap();
}

#[tokio::test]
async fn an_unknown_session_is_invalid_and_may_identify_on_the_same_connection() {
    let town = Town::new().await;
    let mut client = town.connect().await;
    client.resume("0123", 5).await;
    assert_eq!(invalid(client.hear().await), Some(false));
    client.ready([0, 1], 1).await.unwrap();
}

#[tokio::test]
async fn an_expired_session_may_close_with_4009_instead() {
    let settings = GatewaySettings { expired: Expired::TimedOut, ..GatewaySettings::default() };
    let town = Town::with(settings).await;
    let (client, session) = town.identified(1).await.unwrap();
    drop(client);
    town.recorded(|record| record.drops == 1).await.unwrap();
    town.clock.advance(Duration::from_secs(60 * 60));
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    assert_eq!(client.hear().await, Heard::Closed(4009));
}

#[tokio::test]
async fn what_is_no_longer_kept_cannot_be_resumed() {
    let town = Town::with(GatewaySettings { resume_buffer: 5, ..GatewaySettings::default() }).await;
    let (client, session) = town.identified(1).await.unwrap();
    drop(client);
    town.recorded(|record| record.drops == 1).await.unwrap();
    for n in 0..6 {
        town.event(None, json!({ "n": n }));
    }
    town.recorded(|record| record.events.get("TEST_EVENT") == Some(&6)).await.unwrap();
    let mut client = town.connect().await;
    client.resume(&session, 1).await;
    assert_eq!(invalid(client.hear().await), Some(false));
}

#[tokio::test]
async fn a_heartbeat_frees_events_only_when_set_so() {
    for trim in [false, true] {
        let settings = GatewaySettings { trim_on_heartbeat: trim, ..GatewaySettings::default() };
        let town = Town::with(settings).await;
        let (mut client, session) = town.identified(1).await.unwrap();
        town.event(None, json!({}));
        assert_eq!(client.payload().await.unwrap()["s"], 2);
        client.send(&json!({ "op": 1, "d": 2 })).await;
        assert_eq!(client.payload().await.unwrap()["op"], 11);
        drop(client);
        town.recorded(|record| record.drops == 1).await.unwrap();
        let mut client = town.connect().await;
        client.resume(&session, 1).await;
        let heard = client.hear().await;
        assert_eq!(invalid(heard), trim.then_some(false), "trim_on_heartbeat: {trim}");
    }
}

#[tokio::test]
async fn the_older_connection_is_closed_or_hears_nothing_more() {
    for superseded in [Superseded::Close, Superseded::Mute] {
        let settings = GatewaySettings { superseded, ..GatewaySettings::default() };
        let town = Town::with(settings).await;
        let (mut older, session) = town.identified(1).await.unwrap();
        let mut newer = town.connect().await;
        newer.resume(&session, 1).await;
        newer.event("RESUMED").await.unwrap();
        town.event(None, json!({}));
        newer.event("TEST_EVENT").await.unwrap();
        let expected = match superseded {
            Superseded::Close => Heard::Closed(4000),
            Superseded::Mute => Heard::Silence,
        };
        assert_eq!(older.hear().await, expected);
    }
}

#[tokio::test]
async fn a_session_belongs_to_its_token() {
    let town = Town::new().await;
    let (client, session) = town.identified(1).await.unwrap();
    drop(client);
    for (token, close) in [("nobody", 4004), ("token-of-7", 4004)] {
        let mut client = town.connect().await;
        let d = json!({ "token": token, "session_id": session, "seq": 1 });
        client.send(&json!({ "op": 6, "d": d })).await;
        assert_eq!(client.hear().await, Heard::Closed(close));
    }
}

/// The `d` of an op 9.
fn invalid(heard: Heard) -> Option<bool> {
    match heard {
        Heard::Payload(payload) if payload["op"] == 9 => payload["d"].as_bool(),
        _ => None,
    }
}
