//! What is counted of what the store is told and says.

use super::{own_guild, redis::opened_at, scene::Scene};
use crate::support::redis::Server;
use std::sync::Arc;
use ticketflow::{
    domain::ids::UserId,
    store::{Durability, Kept, Measured, Stamp, StoreFigures},
    telemetry::metrics::{Exposition, Registry},
};

fn shows(registry: &Registry, line: &str) {
    let text = registry.render(&Exposition::default());
    assert!(text.lines().any(|it| it == line), "{line} in {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_marked_as_dealt_with_is_ignored() {
    let registry = Registry::new().unwrap();
    let mut scene = Scene::set_counted(registry.metrics().engine).await;
    let (_, channel) = scene.opened().await;
    scene.engine.leave_marks(true);
    let other = UserId::new(scene.id());
    assert_eq!(scene.written((other, channel), "what a nice car").await, []);
    shows(&registry, r#"ticketflow_inputs_total{outcome="ignored"} 1"#);
    shows(&registry, r#"ticketflow_inputs_total{outcome="refused"} 0"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failover_is_counted_once_however_many_ask() {
    let (registry, server) = (Registry::new().unwrap(), Server::start(&[]).await);
    let store = opened_at(&server.url(), own_guild()).await;
    let measured =
        Measured::new(Arc::clone(&store.store), registry.metrics().store, StoreFigures::default());
    for (stamp, failovers) in [(7, 1), (7, 1), (8, 2)] {
        assert_eq!(measured.confirm(Stamp(stamp)).await.unwrap(), Kept::Forgotten);
        shows(&registry, &format!("ticketflow_store_forgotten_total {failovers}"));
    }
}
