//! How many replicas must have what was committed, and whether they do: what the barrier decides,
//! from one round to the next. Pure; time is passed in.

use std::time::Duration;

/// How long some replicas must have fallen short before we go on with those that do not.
pub const FEWER: Duration = Duration::from_secs(5);

/// How long a server must have been without any replica before its own word is enough, if it was
/// seen to have one. After a failover the old primary comes back as a replica: sentinels send it
/// there 8 seconds after they have heard that it still calls itself a primary (four times
/// `SENTINEL_PUBLISH_PERIOD` of Redis), and then it reads the data. By then, a primary that was
/// replaced and does not know it yet has been told as well.
pub const ALONE: Duration = Duration::from_secs(15);

/// How often those that do not keep up are asked whether they do again.
const ASKED_AGAIN: Duration = Duration::from_secs(1);

/// The same, if none was ever seen and there should be one.
pub const NEVER_SEEN: Duration = Duration::from_secs(5);

/// How many replicas must have what was committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replicas {
    /// All that are there. One would not do where there are two: while a failover promotes one,
    /// the old primary goes on with the other, and what they say is lost.
    #[default]
    Auto,
    /// So many, whatever is there.
    Exactly(u8),
}

/// After so long without a round nothing is known of the time between: whoever was stopped for a while
/// has not seen replicas fall short all that time.
const UNSEEN: Duration = Duration::from_secs(2);

/// What is known of the replicas of a server, for as long as its history lasts. It outlives the links
/// to it: a primary that was replaced and does not know it must not be met as one that never had
/// more replicas than it has then.
#[derive(Clone, Debug)]
pub struct Quorum {
    replicas: Replicas,
    /// The history of the server, by its full name.
    history: String,
    /// How many replicas are counted on.
    counted_on: u32,
    /// Some are not counted on although they are connected.
    given_up: Option<GivenUp>,
    /// How long the server may be without any before that is taken for its way of life. None if it
    /// has none and is not missing any.
    missed_for: Option<Duration>,
    /// Since when they fall short, and when that was last seen.
    short: Option<(Duration, Duration)>,
}

#[derive(Clone, Copy, Debug)]
struct GivenUp {
    /// How many followed then. When that changes, all are counted on anew.
    among: u32,
    /// When all of them were asked last.
    asked: Duration,
}

/// What one round has brought: a write, and what was said before and after it.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// The history in which it began.
    pub before: &'a str,
    /// The history in which it ended.
    pub after: &'a str,
    /// Whether the canary was what we had left there.
    pub canary_is_ours: bool,
    /// How many replicas were asked to have the write.
    pub wanted: u8,
    /// How many of them have.
    pub have: u8,
    /// How many are connected, some of which may still be reading the data.
    pub connected: u32,
    /// How many of them have read it: only those could take the primary's place.
    pub online: u32,
}

/// What follows from a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Enough replicas have all that was written before it.
    Kept(Word),
    /// The server has another history than the one that is asked about.
    Replaced,
    /// It has the same and has lost its newest part.
    SetBack,
    /// It is not known yet.
    Short,
}

/// What an operator should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// All is as before.
    Nothing,
    /// There is a replica where none was counted on.
    Joined,
    /// Some do not keep up: so many do, and only they are counted on.
    Fewer(u8),
    /// There is none any more, and none is waited for.
    Alone,
}

/// Who was the primary in the place of which there is another history now.
#[derive(Clone, Copy, Debug)]
pub enum Former<'a> {
    /// Nobody, as far as is known; whoever directs clients knows so many replicas.
    Nobody(u32),
    /// The same server, before it was started anew. Another may be promoted just now, and whoever
    /// still follows this one is not enough.
    Itself(&'a Quorum),
    /// One whose replica it was.
    Another(&'a Quorum),
}

impl Former<'_> {
    /// How many replicas are to be expected.
    #[must_use]
    pub fn expected(self) -> u32 {
        match self {
            Self::Nobody(known) => known,
            Self::Itself(quorum) => quorum.counted_on,
            Self::Another(quorum) => quorum.counted_on.saturating_sub(1),
        }
    }
}

impl Quorum {
    /// For a server of this history that so many replicas follow.
    /// `missed_for` is how long one that is not there is waited for; none if it is not missed.
    #[must_use]
    pub fn new(
        replicas: Replicas,
        history: &str,
        online: u32,
        former: Former<'_>,
        missed_for: Option<Duration>,
    ) -> Self {
        let missed_for = if online > 0 { Some(ALONE) } else { missed_for };
        let history = history.to_owned();
        let (counted_on, short) = (online.max(former.expected()), None);
        Self { replicas, history, counted_on, given_up: None, missed_for, short }
    }

    /// There is a new link to the same server: what was counted on before still is.
    pub fn resume(&mut self, online: u32) {
        self.counted_on = self.counted_on.max(online);
        self.short = None;
        if online > 0 {
            self.missed_for = Some(ALONE);
        }
    }

    /// Whether this is the history that it judges.
    #[must_use]
    pub fn is_about(&self, history: &str) -> bool {
        self.history == history
    }

    /// How many replicas are to be asked to have the next write, which will be judged with the same
    /// `now` or a later one.
    #[must_use]
    pub fn wanted(&self, now: Duration) -> u8 {
        let is_time = |it: &GivenUp| now.saturating_sub(it.asked) >= ASKED_AGAIN;
        match self.given_up.filter(is_time) {
            Some(GivenUp { among, .. }) => u8::try_from(among).unwrap_or(u8::MAX),
            None => self.needed(),
        }
    }

    /// How many are enough.
    fn needed(&self) -> u8 {
        match (self.replicas, self.missed_for) {
            (Replicas::Exactly(count), _) => count,
            (Replicas::Auto, None) => 0,
            (Replicas::Auto, Some(_)) => u8::try_from(self.counted_on.max(1)).unwrap_or(u8::MAX),
        }
    }

    /// Judges a round. `now` is the time since any moment that stays the same.
    pub fn judge(&mut self, now: Duration, round: &Round<'_>) -> Verdict {
        if !self.is_about(round.before) || !self.is_about(round.after) {
            return Verdict::Replaced;
        }
        if !round.canary_is_ours {
            return Verdict::SetBack;
        }
        if let Some(given_up) = &mut self.given_up {
            let keeps_up = u32::from(round.have) > self.counted_on;
            if u32::from(round.wanted) > self.counted_on {
                given_up.asked = now;
            }
            if keeps_up || given_up.among != round.online {
                self.given_up = None;
            }
        }
        if self.given_up.is_none() {
            self.counted_on = self.counted_on.max(round.online);
        }
        // One that has joined meanwhile may not have it, and may be the next primary.
        let needed = self.needed();
        let mut word = Word::Nothing;
        if round.online > 0
            && self.missed_for.replace(ALONE).is_none()
            && self.replicas == Replicas::Auto
        {
            word = Word::Joined;
        }
        if round.have >= needed {
            self.short = None;
            return Verdict::Kept(word);
        }
        let seen = self.short.filter(|(_, last)| now.saturating_sub(*last) <= UNSEEN);
        let since = seen.map_or(now, |(since, _)| since);
        self.short = Some((since, now));
        self.fell_short(now, now.saturating_sub(since), round)
    }

    fn fell_short(&mut self, now: Duration, length: Duration, round: &Round<'_>) -> Verdict {
        if self.replicas != Replicas::Auto {
            return Verdict::Short;
        }
        let word = if round.have > 0 && length >= FEWER {
            self.counted_on = u32::from(round.have);
            self.given_up = Some(GivenUp { among: round.online, asked: now });
            Word::Fewer(round.have)
        } else if round.have == 0
            && round.connected == 0
            && length >= self.missed_for.unwrap_or_default()
        {
            self.counted_on = 0;
            self.missed_for = None;
            Word::Alone
        } else {
            return Verdict::Short;
        };
        self.short = None;
        Verdict::Kept(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: Verdict = Verdict::Kept(Word::Nothing);

    fn round(quorum: &Quorum, have: u8, connected: u32) -> Round<'static> {
        let wanted = quorum.wanted(at(0));
        let have = have.min(wanted);
        Round {
            before: "a",
            after: "a",
            canary_is_ours: true,
            wanted,
            have,
            connected,
            online: connected,
        }
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// It falls short each second of these.
    fn is_short(quorum: &mut Quorum, seconds: std::ops::Range<u64>, (have, connected): (u8, u32)) {
        for second in seconds {
            let round = round(quorum, have, connected);
            assert_eq!(quorum.judge(at(second), &round), Verdict::Short, "at {second}");
        }
    }

    #[test]
    fn who_has_never_had_a_replica_waits_for_none() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 0, Former::Nobody(0), None);
        assert_eq!(quorum.wanted(at(0)), 0);
        assert_eq!(quorum.judge(at(0), &round(&quorum, 0, 0)), KEPT);
        assert_eq!(quorum.judge(at(1), &round(&quorum, 0, 1)), Verdict::Kept(Word::Joined));
        assert_eq!(quorum.wanted(at(0)), 1);
        assert_eq!(quorum.judge(at(2), &round(&quorum, 0, 1)), Verdict::Short);
    }

    #[test]
    fn the_only_replica_is_waited_for_until_it_can_be_back_and_for_as_long_as_it_reads_the_data() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 1, Former::Nobody(0), None);
        assert_eq!(quorum.judge(at(0), &round(&quorum, 1, 1)), KEPT);
        is_short(&mut quorum, 1..16, (0, 0));
        is_short(&mut quorum, 16..60, (0, 1));
        assert_eq!(quorum.judge(at(60), &round(&quorum, 0, 0)), Verdict::Kept(Word::Alone));
        assert_eq!(quorum.wanted(at(0)), 0);
    }

    #[test]
    fn one_that_was_never_seen_is_waited_for_less() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 0, Former::Nobody(0), Some(NEVER_SEEN));
        is_short(&mut quorum, 0..5, (0, 0));
        assert_eq!(quorum.judge(at(5), &round(&quorum, 0, 0)), Verdict::Kept(Word::Alone));
    }

    #[test]
    fn one_of_two_that_lags_is_waited_for_and_then_not_counted_on_until_another_is_connected() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 2, Former::Nobody(0), None);
        assert_eq!(quorum.wanted(at(0)), 2);
        assert_eq!(quorum.judge(at(0), &round(&quorum, 1, 2)), Verdict::Short);
        assert_eq!(quorum.judge(at(3), &round(&quorum, 2, 2)), KEPT);
        is_short(&mut quorum, 4..9, (1, 1));
        assert_eq!(quorum.judge(at(9), &round(&quorum, 1, 1)), Verdict::Kept(Word::Fewer(1)));
        assert_eq!(quorum.wanted(at(0)), 1);
        assert_eq!(quorum.judge(at(10), &round(&quorum, 1, 2)), Verdict::Short, "it has joined");
        assert_eq!(quorum.wanted(at(0)), 2);
        assert_eq!(quorum.judge(at(11), &round(&quorum, 2, 2)), KEPT);
    }

    #[test]
    fn one_that_reads_the_data_is_not_counted_on() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 1, Former::Nobody(0), None);
        let reads = Round { online: 1, ..round(&quorum, 1, 2) };
        assert_eq!(quorum.judge(at(0), &reads), KEPT);
        assert_eq!(quorum.wanted(at(1)), 1);
        assert_eq!(quorum.judge(at(1), &round(&quorum, 1, 2)), Verdict::Short, "it has read it");
    }

    #[test]
    fn a_new_history_counts_on_those_that_must_be_there() {
        let two = Quorum::new(Replicas::Auto, "a", 2, Former::Nobody(0), None);
        let new = |former| Quorum::new(Replicas::Auto, "b", 1, former, None).wanted(at(0));
        assert_eq!(new(Former::Itself(&two)), 2, "the other may take its place just now");
        assert_eq!(new(Former::Another(&two)), 1, "the old primary is gone");
        assert_eq!(new(Former::Nobody(2)), 2);
        assert_eq!(new(Former::Nobody(0)), 1);
    }

    #[test]
    fn one_that_is_connected_and_stuck_is_waited_for_once() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 2, Former::Nobody(0), None);
        is_short(&mut quorum, 0..5, (1, 2));
        assert_eq!(quorum.judge(at(5), &round(&quorum, 1, 2)), Verdict::Kept(Word::Fewer(1)));
        assert_eq!(quorum.wanted(at(5)), 1);
        assert_eq!(quorum.judge(at(5), &round(&quorum, 1, 2)), KEPT);
        assert_eq!(quorum.wanted(at(6)), 2, "it is asked again");
        let all = |have| Round { wanted: 2, have, ..round(&quorum, 1, 2) };
        let (stuck, caught_up) = (all(1), all(2));
        assert_eq!(quorum.judge(at(6), &stuck), KEPT, "and not waited for");
        assert_eq!((quorum.wanted(at(6)), quorum.wanted(at(7))), (1, 2));
        assert_eq!(quorum.judge(at(7), &caught_up), KEPT);
        assert_eq!(quorum.wanted(at(7)), 2);
        assert_eq!(quorum.judge(at(8), &round(&quorum, 1, 2)), Verdict::Short);
    }

    #[test]
    fn a_new_link_counts_on_those_that_the_last_one_did() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 2, Former::Nobody(0), None);
        is_short(&mut quorum, 0..5, (1, 1));
        quorum.resume(1);
        assert_eq!(quorum.wanted(at(5)), 2);
        is_short(&mut quorum, 5..10, (1, 1));
    }

    #[test]
    fn whoever_was_stopped_for_a_while_has_not_seen_them_fall_short() {
        let mut quorum = Quorum::new(Replicas::Auto, "a", 1, Former::Nobody(0), None);
        is_short(&mut quorum, 0..3, (0, 0));
        is_short(&mut quorum, 60..75, (0, 0));
        assert_eq!(quorum.judge(at(75), &round(&quorum, 0, 0)), Verdict::Kept(Word::Alone));
    }

    #[test]
    fn a_number_is_insisted_on_and_no_replica_of_another_history_counts() {
        let mut quorum = Quorum::new(Replicas::Exactly(2), "a", 1, Former::Nobody(0), None);
        is_short(&mut quorum, 0..900, (1, 0));
        let other = Round { after: "b", ..round(&quorum, 2, 2) };
        assert_eq!(quorum.judge(at(901), &other), Verdict::Replaced);
        let other = Round { before: "b", ..round(&quorum, 2, 2) };
        assert_eq!(quorum.judge(at(901), &other), Verdict::Replaced);
        let older = Round { canary_is_ours: false, ..round(&quorum, 2, 2) };
        assert_eq!(quorum.judge(at(902), &older), Verdict::SetBack);
        assert_eq!(quorum.judge(at(903), &round(&quorum, 2, 2)), KEPT);
    }
}
