//! Keepers of shards on a loopback Discord: sessions go from one to the other, or end.

mod ground;
mod places;

use crate::support::wait::eventually;
use discord_sim::{
    gateway::{
        levers::{Lever, Target},
        settings::Superseded,
    },
    options::SimOptions,
};
use ground::{Ground, held, shard};
use std::time::Duration;
use ticketflow::{
    clock::instant,
    gateway::{GatewayRefused, Phase, Privileged},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_is_handed_over_goes_on_elsewhere_without_a_new_session() {
    let ground = Ground::new().await;
    let (first, ear) = ground.gateway();
    first.start(held(0, 1, None));
    ground.active(&first, 1).await;
    first.changed().await;
    ground.says("one");
    eventually("it is heard", || ear.heard() == ["one"]).await;
    let record = first.hand_over(shard(0, 1)).await.unwrap();
    assert!(first.sessions().is_empty());
    assert_eq!(*first.active().borrow(), 0);
    assert!(first.hand_over(shard(0, 1)).await.is_none(), "it is not kept here any more");
    ground.says("two");

    let (second, heir) = ground.gateway();
    second.start(held(0, 1, Some(record.clone())));
    ground.active(&second, 1).await;
    eventually("what was missed comes", || heir.heard() == ["two"]).await;
    ground.says("three");
    eventually("and what is new", || heir.heard() == ["two", "three"]).await;
    assert_eq!(ear.heard(), ["one"]);
    let seen = ground.sim.gateway().record();
    assert_eq!((seen.identifies, seen.resumes), (1, 1));
    assert_eq!(seen.client_closes.get(&4000), Some(&1));
    let (_, now) = second.sessions().remove(0);
    assert!(now.unwrap().committed > record.committed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_is_stopped_falls_silent_and_its_session_lives_on() {
    for superseded in [Superseded::Close, Superseded::Mute] {
        let mut options = SimOptions::default();
        options.gateway.superseded = superseded;
        let ground = Ground::with(options).await;
        let (first, ear) = ground.gateway();
        first.start(held(0, 1, None));
        ground.active(&first, 1).await;
        let (_, saved) = first.sessions().remove(0);
        ground.says("one");
        eventually("it is heard", || ear.heard() == ["one"]).await;
        first.stop(shard(0, 1));
        assert_eq!(*first.active().borrow(), 0);
        let (second, heir) = ground.gateway();
        second.start(held(0, 1, saved));
        ground.says("two");
        eventually("both come", || heir.heard() == ["one", "two"]).await;
        assert_eq!(ear.heard(), ["one"]);
        let seen = ground.sim.gateway().record();
        assert_eq!((seen.identifies, seen.resumes), (1, 1));
        assert!(seen.client_closes.is_empty(), "{:?}", seen.client_closes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_over_does_not_wait_for_ever_and_counts_only_what_was_dealt_with() {
    let ground = Ground::new().await;
    let (first, ear) = ground.gateway();
    first.start(held(0, 1, None));
    ground.active(&first, 1).await;
    ground.says("one");
    eventually("it is heard", || ear.heard() == ["one"]).await;
    let before = first.sessions().remove(0).1.unwrap().committed;
    ear.hold(true);
    for words in ["two", "three"] {
        ground.says(words);
    }
    eventually("they are heard", || ear.heard().len() == 3).await;
    let began = instant();
    let record = first.hand_over(shard(0, 1)).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
    assert_eq!(record.committed, before);
    let (second, heir) = ground.gateway();
    second.start(held(0, 1, Some(record)));
    eventually("they come again", || heir.heard() == ["two", "three"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_over_waits_for_what_is_being_dealt_with() {
    let ground = Ground::new().await;
    let (first, ear) = ground.gateway();
    first.start(held(0, 1, None));
    ground.active(&first, 1).await;
    ear.hold(true);
    ground.says("one");
    eventually("it is heard", || ear.heard() == ["one"]).await;
    let before = first.sessions().remove(0).1.unwrap().committed;
    let handing = first.clone();
    let handing = tokio::spawn(async move { handing.hand_over(shard(0, 1)).await });
    eventually("it parts", || first.status()[0].phase == Phase::Parting).await;
    assert_eq!(first.sessions().len(), 1, "its lease is to be renewed meanwhile");
    ear.hold(false);
    assert!(handing.await.unwrap().unwrap().committed > before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_discord_ends_is_followed_by_a_new_one() {
    for lever in [
        Lever::Close { code: 4001 },
        Lever::Close { code: 4007 },
        Lever::Close { code: 4009 },
        Lever::InvalidSession { resumable: false },
    ] {
        let ground = Ground::new().await;
        let (gateway, ear) = ground.gateway();
        gateway.start(held(0, 1, None));
        ground.active(&gateway, 1).await;
        let old = gateway.sessions().remove(0).1.unwrap();
        ear.hold(true);
        ground.says("one");
        eventually("it is heard", || ear.heard() == ["one"]).await;
        let began = instant();
        ground.pull(&lever);
        eventually("a new session", || ground.sim.gateway().record().identifies == 2).await;
        if matches!(lever, Lever::InvalidSession { .. }) {
            assert!(began.elapsed() >= Duration::from_secs(1), "{:?}", began.elapsed());
        }
        ground.active(&gateway, 1).await;
        let record = || gateway.sessions().remove(0).1;
        assert!(record().is_none(), "an event of the old session is open: {lever:?}");
        ear.hold(false);
        assert_ne!(record().unwrap().id, old.id);
        let seen = ground.sim.gateway().record();
        let told = u64::from(matches!(lever, Lever::InvalidSession { .. }));
        assert_eq!((seen.resumes, seen.invalid_sessions), (0, told), "it was not tried: {lever:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_can_be_resumed_is() {
    for lever in [
        Lever::Drop,
        Lever::Close { code: 4000 },
        Lever::Reconnect,
        Lever::InvalidSession { resumable: true },
    ] {
        let ground = Ground::new().await;
        let (gateway, ear) = ground.gateway();
        gateway.start(held(0, 1, None));
        ground.active(&gateway, 1).await;
        ground.pull(&lever);
        ground.says("one");
        eventually("it is heard", || ear.heard() == ["one"]).await;
        let seen = ground.sim.gateway().record();
        assert_eq!((seen.identifies, seen.resumes), (1, 1), "{lever:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_is_retired_ends_its_session() {
    let ground = Ground::new().await;
    let (gateway, ear) = ground.gateway();
    gateway.start(held(0, 1, None));
    ground.active(&gateway, 1).await;
    ground.says("one");
    eventually("it is heard", || ear.heard() == ["one"]).await;
    gateway.retire(shard(0, 1)).await;
    assert!(gateway.sessions().is_empty());
    eventually("it is over", || ground.sim.gateway().record().ended_sessions == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_told() {
    let ground = Ground::new().await;
    ground.sim.set_token(ground.app.id, "another");
    let (gateway, _ear) = ground.gateway();
    gateway.start(held(0, 1, None));
    let why = tokio::time::timeout(Duration::from_secs(10), gateway.refused()).await;
    assert_eq!(why.unwrap(), GatewayRefused::Token);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_over_ends_wherever_the_shard_is() {
    let ground = Ground::new().await;
    let (gateway, _ear) = ground.gateway();
    gateway.start(held(0, 1, None));
    ground.active(&gateway, 1).await;
    let record = gateway.sessions().remove(0).1.unwrap();
    // Muted: no farewell comes.
    ground.pull(&Lever::Mute);
    let began = instant();
    assert_eq!(gateway.hand_over(shard(0, 1)).await.unwrap().id, record.id);
    // In an outage: it connects, or waits before it does.
    let until = ground.sim.clock().now_ms() + 600_000;
    ground.sim.gateway().change_weather(|weather| weather.outage_until_ms = until);
    for session in [None, Some(record)] {
        let refused = ground.sim.gateway().record().refused_connects;
        gateway.start(held(0, 1, session.clone()));
        eventually("it tries", || ground.sim.gateway().record().refused_connects > refused + 2)
            .await;
        let came = gateway.hand_over(shard(0, 1)).await;
        assert_eq!(came.map(|it| (it.id, it.committed)), session.map(|it| (it.id, it.committed)));
    }
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    assert_eq!(ground.sim.gateway().pull(&Target::default(), &Lever::Drop), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_prepared_shard_hears_is_held_back_until_it_goes_live_and_comes_again_to_another() {
    let ground = Ground::new().await;
    let (first, ear) = ground.gateway();
    first.prepare(held(0, 1, None));
    ground.active(&first, 1).await;
    let (_, record) = first.sessions().remove(0);
    let begun = record.unwrap();
    ground.says("one");
    let told = |gateway: &ticketflow::gateway::Gateway| gateway.reached().remove(0).1;
    assert!(told(&first).is_none(), "nobody else could resume it yet");
    first.saved(shard(0, 1), &begun.id);
    assert!(told(&first).is_some());
    let sent = || ground.sim.gateway().record().events.get("MESSAGE_CREATE").copied();
    eventually("it was sent", || sent() == Some(1)).await;
    let record = first.hand_over(shard(0, 1)).await.unwrap();
    assert_eq!(record.id, begun.id);
    assert!(ear.heard().is_empty(), "it is for whoever resumes the session");

    let (second, heir) = ground.gateway();
    second.prepare(held(0, 1, Some(record.clone())));
    ground.active(&second, 1).await;
    ground.says("two");
    eventually("it was sent", || sent() == Some(2)).await;
    second.go_live(shard(0, 1));
    eventually("both come", || heir.heard() == ["one", "two"]).await;
    ground.says("three");
    eventually("and what is new", || heir.heard() == ["one", "two", "three"]).await;
    assert_eq!(ground.sim.gateway().record().identifies, 1);
    second.retire(shard(0, 1)).await;
    eventually("the session is over", || ground.sim.gateway().sessions().is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_been_dealt_with_elsewhere_is_let_go_of() {
    let ground = Ground::new().await;
    let (gateway, ear) = ground.gateway();
    gateway.prepare(held(0, 1, None));
    ground.active(&gateway, 1).await;
    let committed = || gateway.sessions().remove(0).1.unwrap().committed;
    ground.says("one");
    let sent = || ground.sim.gateway().record().events.get("MESSAGE_CREATE").copied();
    eventually("it was sent", || sent() == Some(1)).await;
    let newest = ground.sim.gateway().sessions()[0].seq;
    eventually("it is let go of", || {
        gateway.let_go(instant());
        committed() == newest
    })
    .await;
    gateway.go_live(shard(0, 1));
    ground.says("two");
    eventually("only what is new comes", || ear.heard() == ["two"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_to_be_held_back_is_sent_again_by_discord() {
    const MANY: usize = 18_000;
    let mut options = SimOptions::default();
    (options.gateway.resume_buffer, options.gateway.backlog) = (2 * MANY, 2 * MANY);
    let ground = Ground::with(options).await;
    let (gateway, ear) = ground.gateway();
    gateway.prepare(held(0, 1, None));
    ground.active(&gateway, 1).await;
    for number in 0..MANY {
        ground.says(&format!("{number:>1990}"));
    }
    let events = || ground.sim.gateway().record().events;
    let sent = || events().get("MESSAGE_CREATE").is_some_and(|sent| *sent == MANY as u64);
    eventually("all are sent", sent).await;
    assert!(ear.heard().is_empty());
    gateway.go_live(shard(0, 1));
    eventually("all come", || ear.heard().len() >= MANY).await;
    let numbers: Vec<usize> = ear.heard().iter().map(|it| it.trim().parse().unwrap()).collect();
    assert_eq!(numbers, (0..MANY).collect::<Vec<_>>(), "in order, each once");
    assert_eq!(ground.sim.gateway().record().identifies, 1);
    let record = || gateway.sessions().remove(0).1.unwrap();
    eventually("all have been dealt with", || record().committed > MANY as u64).await;
}

/// Intents that Discord has to grant, as the simulator's bits.
const CONTENT: u64 = 1 << 15;
const MEMBERS: u64 = 1 << 1;

#[tokio::test(flavor = "multi_thread")]
async fn intents_that_discord_refuses_are_not_asked_for_again_and_the_others_stay() {
    let wanted = Privileged { content: true, members: true };
    for (allowed, left) in [
        (CONTENT, Privileged { content: true, members: false }),
        (MEMBERS, Privileged { content: false, members: true }),
        (0, Privileged { content: false, members: false }),
    ] {
        let ground = Ground::new().await;
        ground.sim.allow_intents(ground.app.id, allowed);
        let (gateway, ear) = ground.gateway_that_wants(wanted);
        gateway.start(held(0, 1, None));
        ground.active(&gateway, 1).await;
        assert_eq!(ear.privileged().last(), Some(&left));
        let refused = ear.privileged().len() as u64 - 1;
        assert_eq!(ground.sim.gateway().record().closes.get(&4014), Some(&refused));
        let record = gateway.sessions().remove(0).1.unwrap();
        assert_eq!(record.intents & (CONTENT | MEMBERS), allowed);
        ground.says("hello");
        let heard = if left.content { "hello" } else { "" };
        eventually("it is heard", || ear.heard() == [heard]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_intent_that_is_switched_off_later_costs_a_session_and_no_worker() {
    let ground = Ground::new().await;
    let (gateway, ear) = ground.gateway();
    gateway.start(held(0, 1, None));
    ground.active(&gateway, 1).await;
    let before = gateway.sessions().remove(0).1.unwrap();
    ground.sim.allow_intents(ground.app.id, 0);
    ground.pull(&Lever::Close { code: 4014 });
    eventually("a new session", || ground.sim.gateway().record().identifies == 2).await;
    ground.active(&gateway, 1).await;
    assert_eq!(ear.privileged().last(), Some(&Privileged::default()));
    let after = gateway.sessions().remove(0).1.unwrap();
    assert_ne!(after.id, before.id);

    // Whoever takes it over and asks for more does not resume it.
    let record = gateway.hand_over(shard(0, 1)).await.unwrap();
    let (heir, _ear) = ground.gateway();
    heir.start(held(0, 1, Some(record)));
    ground.active(&heir, 1).await;
    assert_eq!(ground.sim.gateway().record().identifies, 3);
}
