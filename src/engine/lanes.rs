//! First come, first served within a lane; lanes beside each other.

use std::{
    collections::{HashMap, VecDeque},
    future::Future,
    hash::Hash,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Queues of work by key. A lane exists while it has work.
pub struct Lanes<K> {
    inner: Arc<Inner<K>>,
}

struct Inner<K> {
    waiting: Mutex<HashMap<K, VecDeque<Work>>>,
    /// Rings when a lane has no work any more.
    emptied: Notify,
}

impl<K> Clone for Lanes<K> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<K> Default for Lanes<K> {
    fn default() -> Self {
        Self { inner: Arc::new(Inner { waiting: Mutex::default(), emptied: Notify::new() }) }
    }
}

impl<K: Copy + Eq + Hash + Send + 'static> Lanes<K> {
    /// Puts work at the end of a lane. It is done after all that was put there before.
    pub fn put(&self, lane: K, work: impl Future<Output = ()> + Send + 'static) {
        let mut waiting = self.inner.waiting();
        if let Some(queue) = waiting.get_mut(&lane) {
            queue.push_back(Box::pin(work));
            return;
        }
        waiting.insert(lane, VecDeque::new());
        drop(waiting);
        let inner = Arc::clone(&self.inner);
        let work: Work = Box::pin(work);
        tokio::spawn(async move { inner.run(lane, work).await });
    }

    /// Whether a lane has work.
    #[must_use]
    pub fn is_busy(&self, lane: K) -> bool {
        self.inner.waiting().contains_key(&lane)
    }

    /// Whether any lane like this has work.
    pub fn any(&self, like: impl Fn(&K) -> bool) -> bool {
        self.inner.waiting().keys().any(like)
    }

    /// Waits until no lane like this has work.
    pub async fn none(&self, like: impl Fn(&K) -> bool) {
        loop {
            let emptied = self.inner.emptied.notified();
            if !self.any(&like) {
                return;
            }
            emptied.await;
        }
    }

    /// How many lanes have work.
    #[must_use]
    pub fn busy(&self) -> usize {
        self.inner.waiting().len()
    }
}

impl<K: Copy + Eq + Hash> Inner<K> {
    async fn run(&self, lane: K, first: Work) {
        let mut work = first;
        loop {
            // A lane must go on after work that panicked, or all that waits in it is lost.
            let done = futures_util::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(work));
            if done.await.is_err() {
                tracing::error!("work in a lane ended in a panic");
            }
            let mut waiting = self.waiting();
            match waiting.get_mut(&lane).and_then(VecDeque::pop_front) {
                Some(next) => work = next,
                None => {
                    waiting.remove(&lane);
                    drop(waiting);
                    self.emptied.notify_waiters();
                    return;
                }
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<K, VecDeque<Work>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn a_lane_keeps_order_and_others_do_not_wait() {
        let lanes = Lanes::<u8>::default();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (go, gate) = oneshot::channel::<()>();
        let note = |what: &'static str| {
            let seen = Arc::clone(&seen);
            async move { seen.lock().unwrap().push(what) }
        };
        let slow = note("first");
        lanes.put(1, async move {
            gate.await.unwrap();
            slow.await;
        });
        lanes.put(1, note("second"));
        let (told, other) = oneshot::channel();
        lanes.put(2, async move { told.send(()).unwrap() });
        other.await.unwrap();
        assert!(seen.lock().unwrap().is_empty(), "the first lane still waits");
        go.send(()).unwrap();
        lanes.none(|lane| *lane == 1).await;
        assert_eq!(*seen.lock().unwrap(), ["first", "second"]);
    }

    #[tokio::test]
    async fn a_panic_does_not_stop_its_lane() {
        let lanes = Lanes::<u8>::default();
        let (told, after) = oneshot::channel();
        lanes.put(1, async { panic!("on purpose") });
        lanes.put(1, async move { told.send(()).unwrap() });
        after.await.unwrap();
    }
}
