//! What all shards tell together.

use super::GatewayRefused;
use crate::telemetry::metrics::rooms::GatewayMetrics;
use tokio::sync::{Notify, watch};

/// What all shards tell together.
#[derive(Default)]
pub(super) struct Bell {
    /// How many are active.
    pub(super) active: watch::Sender<usize>,
    /// Rings when a session has begun.
    pub(super) changed: Notify,
    /// The first refusal.
    pub(super) refused: watch::Sender<Option<GatewayRefused>>,
    /// What is counted of them.
    pub(super) metrics: GatewayMetrics,
}

impl Bell {
    pub(super) fn refuse(&self, why: GatewayRefused) {
        self.refused.send_if_modified(|first| {
            let is_first = first.is_none();
            first.get_or_insert(why);
            is_first
        });
    }
}
