//! What is counted of what the store is told and says.

use super::scene::Scene;
use ticketflow::{
    domain::ids::UserId,
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
