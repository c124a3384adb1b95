//! Places for new sessions, as a fleet gives them out, and what a shard makes of them.

use super::ground::{Ground, held, shard};
use crate::support::wait::eventually;
use async_trait::async_trait;
use discord_sim::{
    gateway::{levers::Lever, record::What},
    options::SimOptions,
};
use std::{collections::HashMap, sync::Mutex, time::Duration};
use ticketflow::{
    clock::instant,
    domain::ids::ApplicationId,
    gateway::Phase,
    store::{
        Change, Changed, Fleet, IDENTIFY_NOTICE, IdentifyAnswer, IdentifyAsk, ShardRef, Stir,
        StoreError, Tick, Tock,
    },
};

/// How far apart two places of one key are; a little more than the window that Discord is given.
const APART: Duration = Duration::from_millis(350);

/// A fleet that does nothing but give out places.
#[derive(Default)]
pub(super) struct Places(Mutex<Given>);

#[derive(Default)]
struct Given {
    last: HashMap<u32, tokio::time::Instant>,
    /// Every wish, and whether the servers of the shard were unheard.
    asked: Vec<bool>,
    /// When the place is that is kept for the only shard.
    kept: Option<tokio::time::Instant>,
    /// What is answered instead.
    instead: Option<Result<IdentifyAnswer, StoreError>>,
}

impl Places {
    fn asked(&self) -> usize {
        self.0.lock().unwrap().asked.len()
    }

    fn answer(&self, instead: Option<Result<IdentifyAnswer, StoreError>>) {
        self.0.lock().unwrap().instead = instead;
    }
}

#[async_trait]
impl Fleet for Places {
    async fn tick(&self, _: &Tick) -> Result<Tock, StoreError> {
        Ok(Tock::default())
    }

    async fn stirred(&self) -> Stir {
        std::future::pending().await
    }

    async fn identify(&self, ask: &IdentifyAsk) -> Result<IdentifyAnswer, StoreError> {
        let mut given = self.0.lock().unwrap();
        given.asked.push(ask.unheard);
        if let Some(instead) = &given.instead {
            return instead.clone();
        }
        let now = instant();
        if let Some(at) = given.kept {
            let wait = at.saturating_duration_since(now);
            let near = wait <= IDENTIFY_NOTICE * 2;
            return Ok(if near { IdentifyAnswer::Go(wait) } else { IdentifyAnswer::Later(wait) });
        }
        let key = ask.shard.number % u32::from(ask.max_concurrency);
        let at = given.last.get(&key).map_or(now, |last| now.max(*last + APART));
        given.last.insert(key, at);
        Ok(IdentifyAnswer::Go(at - now))
    }

    async fn began(&self, _: ShardRef, _: u16) -> Result<(), StoreError> {
        Ok(())
    }

    async fn budget(&self, _: u32, _: u32, _: Duration) -> Result<(), StoreError> {
        Ok(())
    }

    async fn divide(&self, _: Change) -> Result<Changed, StoreError> {
        Ok(Changed::Undivided)
    }

    async fn belong(&self, application: ApplicationId) -> Result<ApplicationId, StoreError> {
        Ok(application)
    }
}

/// Starts eight shards; how long it took from the first new session to the last, and in how many
/// connections.
async fn eight(concurrency: u16) -> (u64, u64) {
    let ground = Ground::concurrent(SimOptions::default(), concurrency).await;
    let (gateway, _ear) = ground.gateway();
    (0..8).for_each(|number| gateway.start(held(number, 8, None)));
    ground.active(&gateway, 8).await;
    let seen = ground.sim.gateway().record();
    assert_eq!((seen.identifies, seen.invalid_sessions), (8, 0));
    assert_eq!(ground.places.asked(), 8);
    let began = seen.happenings.iter().filter(|it| matches!(it.what, What::Identified { .. }));
    let began: Vec<u64> = began.map(|it| it.at_ms).collect();
    (began[7] - began[0], seen.connects)
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_begin_one_after_the_other_where_discord_wants_it() {
    let (took, connects) = eight(1).await;
    assert!(took >= 7 * 300, "{took} ms");
    assert_eq!(connects, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn and_all_at_once_where_it_allows_it() {
    let (took, connects) = eight(16).await;
    assert!(took < 7 * 300, "{took} ms");
    assert_eq!(connects, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_does_not_wait_for_a_place_that_is_far_off() {
    for answer in [IdentifyAnswer::Later, IdentifyAnswer::Spent] {
        let ground = Ground::new().await;
        ground.places.answer(Some(Ok(answer(Duration::from_secs(60)))));
        let (gateway, _ear) = ground.gateway();
        gateway.start(held(0, 1, None));
        eventually("it waits", || {
            let waits = gateway.status()[0].phase == Phase::Waiting;
            waits && ground.sim.gateway().record().drops == 1
        })
        .await;
        assert_eq!(ground.places.asked(), 1);
        let began = instant();
        assert!(gateway.hand_over(shard(0, 1)).await.is_none());
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
        assert_eq!(ground.sim.gateway().record().identifies, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_was_far_off_is_used_on_time() {
    let ground = Ground::new().await;
    ground.places.0.lock().unwrap().kept = Some(instant() + Duration::from_secs(11));
    let (gateway, _ear) = ground.gateway();
    let began = instant();
    gateway.start(held(0, 1, None));
    ground.active(&gateway, 1).await;
    assert!(began.elapsed() >= Duration::from_secs(11), "{:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(13), "{:?}", began.elapsed());
    assert_eq!(ground.places.asked(), 3, "at once, when it is connected again, and shortly before");
    assert_eq!(ground.sim.gateway().record().connects, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_begins_a_session_while_the_store_is_away() {
    let ground = Ground::new().await;
    ground.places.answer(Some(Err(StoreError::Unavailable("away".into()))));
    let (gateway, _ear) = ground.gateway();
    gateway.start(held(0, 1, None));
    eventually("it asks again", || ground.places.asked() >= 2).await;
    assert_eq!(ground.sim.gateway().record().identifies, 0);
    ground.places.answer(None);
    ground.active(&gateway, 1).await;
    assert_eq!(ground.sim.gateway().record().identifies, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_of_a_coming_division_leaves_the_reserve_to_those_who_are_unheard() {
    let ground = Ground::new().await;
    let (gateway, _ear) = ground.gateway();
    gateway.prepare(held(0, 1, None));
    ground.active(&gateway, 1).await;
    ground.pull(&Lever::Close { code: 4009 });
    eventually("a new session", || ground.sim.gateway().record().identifies == 2).await;
    gateway.go_live(shard(0, 1));
    ground.active(&gateway, 1).await;
    ground.pull(&Lever::Close { code: 4009 });
    eventually("and another", || ground.sim.gateway().record().identifies == 3).await;
    assert_eq!(ground.places.0.lock().unwrap().asked, [false, false, true]);
}
