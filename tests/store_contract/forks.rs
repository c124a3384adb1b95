//! A history that was set back and went on in another way.

use super::{fixtures::*, scene::Scene};
use ticketflow::domain::ids::Version;

#[tokio::test(flavor = "multi_thread")]
async fn a_record_of_another_history_is_not_written_over_though_its_version_is_the_same() {
    let mut scene = Scene::set_on(&["appendonly yes", "appendfsync always"]).await;
    let opened = scene.opened().await;
    scene.settle_all().await;
    let key = format!("{{g:{}}}:tickets", scene.store.guild);
    let record: String = scene.server.say(&["HGET", &key, "2"]).await;

    scene.server.kill().await;
    scene.server.restart().await;
    let other = record.replacen('{', "{\"colour\":\"blue\",", 1);
    let () = scene.server.say(&["HSET", &key, "2", &other]).await;
    let said = scene.written(opened, "hello").await;
    assert!(!said.is_empty());
    let record: String = scene.server.say(&["HGET", &key, "2"]).await;
    assert!(record.contains(r#""colour":"blue""#), "{record}");
    let version = tickets(&scene.store).await[1].0;
    assert_eq!(version, Version(3), "{record}");
}
