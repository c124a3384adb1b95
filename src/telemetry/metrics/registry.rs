//! Where what is counted comes together, and how it is told.

use super::{Exposition, Kind, Metrics, rooms};
use ::metrics::{KeyName, Recorder, Unit};
use metrics_exporter_prometheus::{
    BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

/// The numbers of one worker.
pub struct Registry {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

/// Numbers cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("the metrics cannot be set up")]
pub struct RegistryError(#[from] BuildError);

impl Registry {
    /// A registry in which nothing was counted.
    ///
    /// # Errors
    /// If a table has a histogram without buckets.
    pub fn new() -> Result<Self, RegistryError> {
        let described = rooms::described();
        let mut builder = PrometheusBuilder::new();
        for metric in described.iter().filter(|it| it.kind == Kind::Histogram) {
            let name = Matcher::Full(metric.name.to_owned());
            builder = builder.set_buckets_for_metric(name, metric.buckets)?;
        }
        let recorder = builder.build_recorder();
        for metric in described {
            let (name, help) = (KeyName::from_const_str(metric.name), metric.help.into());
            let unit = (metric.unit() == "seconds").then_some(Unit::Seconds);
            match metric.kind {
                Kind::Counter => recorder.describe_counter(name, unit, help),
                Kind::Gauge => recorder.describe_gauge(name, unit, help),
                Kind::Histogram => recorder.describe_histogram(name, unit, help),
            }
        }
        let handle = recorder.handle();
        Ok(Self { recorder, handle })
    }

    /// Handles for all rooms.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        Metrics::made_by(&self.recorder)
    }

    /// What was counted, and what is seen now, in Prometheus's text format.
    #[must_use]
    pub fn render(&self, seen: &Exposition) -> String {
        let mut text = self.handle.render();
        seen.write(&mut text);
        text
    }

    /// Sorts what was measured into buckets. Has to be done now and then: until then each
    /// measurement is kept by itself.
    pub fn sort(&self) {
        self.handle.run_upkeep();
    }
}
