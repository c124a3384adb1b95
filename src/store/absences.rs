//! For how long the store has been asked in vain.

use crate::{clock, domain::ids::GuildId, telemetry::metrics::labels::StoreOperation};
use std::{collections::HashMap, time::Duration};
use tokio::time::Instant;

/// What the store is asked for, and of which server: of a cluster, one primary may be away alone.
pub(super) type Question = (StoreOperation, Option<GuildId>);

/// The longest lease has a tick every 10 seconds, and whoever else waits for an answer asks again
/// sooner. What nobody has asked for so long is waited for no longer.
const LET_BE: Duration = Duration::from_secs(15);
/// So many are remembered: with more, all is away.
const MOST: usize = 1_000;

/// Questions that are not answered.
#[derive(Default)]
pub(super) struct Absences {
    /// When the store answered last, by what it was asked for.
    answered: HashMap<StoreOperation, Instant>,
    missed: HashMap<Question, Missed>,
}

/// A question that was asked in vain.
struct Missed {
    /// When that began.
    since: Instant,
    /// When it was known the last time.
    last: Instant,
}

impl Missed {
    fn is_asked(&self, now: Instant) -> bool {
        now - self.last <= LET_BE
    }
}

impl Absences {
    /// There is an answer.
    pub(super) fn answered(&mut self, question: Question) {
        self.answered.insert(question.0, clock::instant());
        self.missed.remove(&question);
    }

    /// There is none to what was asked then.
    pub(super) fn missed(&mut self, question: Question, begun: Instant) {
        let (operation, _) = question;
        // Replicas that are behind do not make a store one that does not answer.
        if operation == StoreOperation::Confirm {
            return;
        }
        let last = clock::instant();
        let since = self.answered.get(&operation).map_or(begun, |answered| begun.max(*answered));
        if self.missed.len() >= MOST {
            self.missed.retain(|_, it| it.is_asked(last));
        }
        if let Some(missed) = self.missed.get_mut(&question).filter(|it| it.is_asked(last)) {
            missed.last = last;
        } else if self.missed.len() < MOST {
            self.missed.insert(question, Missed { since, last });
        }
    }

    /// For how long what is missed longest has been asked for again and again.
    pub(super) fn longest(&self) -> Duration {
        let now = clock::instant();
        let missed = self.missed.values().filter(|it| it.is_asked(now));
        missed.map(|it| it.last - it.since).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    const SECOND: Duration = Duration::from_secs(1);

    fn commit(guild: u64) -> Question {
        (StoreOperation::Commit, Some(GuildId::new(guild)))
    }

    const TICK: Question = (StoreOperation::Tick, None);

    /// Asks in vain, each time for a second.
    async fn miss(absences: &mut Absences, question: Question, times: u32) {
        for _ in 0..times {
            let begun = clock::instant();
            advance(SECOND).await;
            absences.missed(question, begun);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_primary_that_is_away_shows_though_the_others_answer() {
        let mut absences = Absences::default();
        for seconds in 1..20 {
            miss(&mut absences, commit(1), 1).await;
            absences.answered(TICK);
            absences.answered(commit(2));
            assert_eq!(absences.longest(), SECOND * seconds);
        }
        absences.answered(commit(1));
        assert_eq!(absences.longest(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_asked_no_more_is_not_missed_for_ever() {
        let mut absences = Absences::default();
        miss(&mut absences, commit(1), 2).await;
        advance(LET_BE).await;
        assert_eq!(absences.longest(), SECOND * 2, "it is not known to be longer");
        advance(SECOND).await;
        assert_eq!(absences.longest(), Duration::ZERO);
        miss(&mut absences, commit(1), 1).await;
        assert_eq!(absences.longest(), SECOND, "nobody has asked meanwhile");
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_asked_before_the_last_answer_does_not_count_from_there() {
        let mut absences = Absences::default();
        let begun = clock::instant();
        advance(SECOND * 5).await;
        absences.answered(TICK);
        advance(SECOND).await;
        absences.missed(TICK, begun);
        assert_eq!(absences.longest(), SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn replicas_that_are_behind_are_not_a_store_that_is_away() {
        let mut absences = Absences::default();
        miss(&mut absences, (StoreOperation::Confirm, None), 30).await;
        assert_eq!(absences.longest(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_remembered_has_an_end_and_goes() {
        let mut absences = Absences::default();
        let most = u64::try_from(MOST).unwrap();
        for guild in 1..=most * 2 {
            absences.missed(commit(guild), clock::instant());
        }
        assert_eq!(absences.missed.len(), MOST);
        advance(LET_BE + SECOND).await;
        miss(&mut absences, commit(most * 3), 1).await;
        assert_eq!((absences.missed.len(), absences.longest()), (1, SECOND));
    }
}
