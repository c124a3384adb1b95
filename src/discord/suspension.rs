//! A stop until a time, after which one request at a time finds out whether it is over.

use tokio::time::Instant;

/// What a suspension says to a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Passage {
    /// There is none.
    Open,
    /// This request may go, alone, to find out.
    Probe,
    /// Not before this time, if then.
    Closed(Option<Instant>),
}

/// Pure: closed until a time, then open for one probe at a time until an answer says that it is
/// over.
#[derive(Debug, Default)]
pub(super) struct Suspension(Option<State>);

#[derive(Debug)]
struct State {
    until: Instant,
    probing: bool,
}

impl Suspension {
    /// Begins or prolongs it.
    pub(super) fn suspend(&mut self, until: Instant) {
        let until = self.0.as_ref().map_or(until, |state| state.until.max(until));
        self.0 = Some(State { until, probing: false });
    }

    /// What holds for a request now. Does not count it: see `begin_probe`.
    pub(super) fn passage(&self, now: Instant) -> Passage {
        match &self.0 {
            None => Passage::Open,
            Some(state) if now < state.until => Passage::Closed(Some(state.until)),
            Some(state) if state.probing => Passage::Closed(None),
            Some(_) => Passage::Probe,
        }
    }

    /// The request that was told `Probe` goes now.
    pub(super) fn begin_probe(&mut self) {
        if let Some(state) = &mut self.0 {
            state.probing = true;
        }
    }

    /// It is this process's turn to find out: the next request may go.
    pub(super) fn may_probe(&mut self, now: Instant) {
        if let Some(state) = &mut self.0 {
            *state = State { until: now, probing: false };
        }
    }

    /// The probe brought no answer that tells anything: the next request may try.
    pub(super) fn probe_lost(&mut self) {
        if let Some(state) = &mut self.0 {
            state.probing = false;
        }
    }

    /// An answer showed that it is over. Says whether there was one.
    pub(super) fn lift(&mut self) -> bool {
        self.0.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::clock;

    #[test]
    fn one_probe_at_a_time_after_the_pause() {
        let now = clock::instant();
        let end = now + Duration::from_secs(10);
        let mut suspension = Suspension::default();
        assert_eq!(suspension.passage(now), Passage::Open);
        suspension.suspend(end);
        assert_eq!(suspension.passage(now), Passage::Closed(Some(end)));
        assert_eq!(suspension.passage(end), Passage::Probe);
        suspension.begin_probe();
        assert_eq!(suspension.passage(end), Passage::Closed(None));
        suspension.probe_lost();
        assert_eq!(suspension.passage(end), Passage::Probe);
        suspension.suspend(now);
        assert_eq!(suspension.passage(now), Passage::Closed(Some(end)), "never shortened");
        assert!(suspension.lift());
        assert_eq!(suspension.passage(now), Passage::Open);
    }
}
