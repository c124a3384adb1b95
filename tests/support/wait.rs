//! Waiting for what is to come, never for a length of time.

use std::time::Duration;

/// How long anything may take. Reached only by a test that fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until something holds.
pub(crate) async fn eventually(what: &str, holds: impl Fn() -> bool) {
    eventually_some(what, || holds().then_some(())).await;
}

/// Waits until there is something.
pub(crate) async fn eventually_some<T>(what: &str, find: impl Fn() -> Option<T>) -> T {
    eventually_found(what, || std::future::ready(find())).await
}

/// The same, where looking takes its time.
pub(crate) async fn eventually_found<T, F>(what: &str, find: impl Fn() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let looking = async {
        loop {
            if let Some(found) = find().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    match tokio::time::timeout(PATIENCE, looking).await {
        Ok(found) => found,
        Err(_) => panic!("it did not come to be within {PATIENCE:?}: {what}"),
    }
}
