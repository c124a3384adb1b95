//! How many replicas must have what was committed, and whether they do: what the barrier decides,
//! from one round to the next. Pure; time is passed in.

#[cfg(test)]
mod tests;

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

/// A server that was not heard of for so long may have been replaced: sentinels that are set to a
/// second or more have not begun before.
const SILENT: Duration = Duration::from_millis(750);

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

/// After so long without a round nothing is known of the time between: whoever was stopped for a
/// while has not seen replicas fall short all that time.
const UNSEEN: Duration = Duration::from_secs(2);

/// What is known of the replicas of a server, for as long as its history lasts. It outlives the
/// links to it: a primary that was replaced and does not know it must not be met as one that never
/// had more replicas than it has then.
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
    /// How many there are as far as sentinels know, those that are away included.
    known: u32,
    /// When the last round was judged.
    last: Option<Duration>,
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
    /// Nobody, as far as is known.
    Nobody,
    /// The same server, before it was started anew. Another may be promoted just now, and whoever
    /// still follows this one is not enough.
    Itself(&'a Quorum),
    /// One whose replica it was.
    Another(&'a Quorum),
}

impl Former<'_> {
    /// How many replicas are to be expected where sentinels know so many.
    fn expected(self, known: u32) -> u32 {
        match self {
            Self::Nobody => known,
            Self::Itself(quorum) => quorum.counted_on.max(known),
            Self::Another(quorum) => quorum.counted_on.saturating_sub(1),
        }
    }
}

impl Quorum {
    /// For a server of this history that so many replicas follow, of so many that sentinels know.
    /// `missed_for` is how long one that is not there is waited for; none if it is not missed.
    #[must_use]
    pub fn new(
        replicas: Replicas,
        history: &str,
        (online, known): (u32, u32),
        former: Former<'_>,
        missed_for: Option<Duration>,
    ) -> Self {
        let missed_for = if online > 0 { Some(ALONE) } else { missed_for };
        let history = history.to_owned();
        let counted_on = online.max(former.expected(known));
        let (given_up, short, last) = (None, None, None);
        Self { replicas, history, counted_on, known, given_up, missed_for, short, last }
    }

    /// There is a new link to the same server: what was counted on before still is.
    pub fn resume(&mut self, online: u32, known: u32) {
        self.known = known;
        self.counted_on = self.counted_on.max(online);
        self.expect_all();
        self.short = None;
        if online > 0 {
            self.missed_for = Some(ALONE);
        }
    }

    /// Somebody may have been promoted and may not follow any more: all that are known are
    /// counted on, but for those that were given up.
    fn expect_all(&mut self) {
        if self.given_up.is_none() {
            self.counted_on = self.counted_on.max(self.known);
        }
    }

    /// The server calls the history that it judges by this name from now on.
    pub fn rename(&mut self, history: &str) {
        history.clone_into(&mut self.history);
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
        let silent = self.last.replace(now).map(|last| now.saturating_sub(last));
        if silent.is_some_and(|silent| silent >= SILENT) {
            self.expect_all();
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
        // One that has joined others meanwhile may not have it, and may be the next primary.
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
