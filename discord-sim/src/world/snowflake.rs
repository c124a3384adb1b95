//! Ids and timestamps in Discord's forms (Discord docs, Reference: Snowflakes; ISO 8601 dates).

/// Milliseconds from the Unix epoch to Discord's (2015-01-01).
pub(crate) const EPOCH_MS: u64 = 1_420_070_400_000;

/// Gives out ids that only grow, so that order of ids is order of creation.
#[derive(Debug)]
pub(crate) struct Ids {
    last: u64,
    last_guild: u64,
}

impl Ids {
    /// Guild ids start at `now_ms` and are one millisecond apart, so that the sharding formula
    /// spreads them.
    pub(crate) fn new(now_ms: u64) -> Self {
        Self { last: 0, last_guild: now_ms.saturating_sub(EPOCH_MS + 86_400_000) << 22 }
    }

    pub(crate) fn next(&mut self, now_ms: u64) -> u64 {
        self.last = (self.last + 1).max(at(now_ms));
        self.last
    }

    pub(crate) fn next_guild(&mut self) -> u64 {
        self.last_guild += 1 << 22;
        self.last_guild
    }
}

/// The smallest id of that millisecond.
pub(crate) fn at(unix_ms: u64) -> u64 {
    unix_ms.saturating_sub(EPOCH_MS) << 22
}

/// When the id was made, in Unix milliseconds.
pub(crate) fn created_ms(id: u64) -> u64 {
    (id >> 22) + EPOCH_MS
}

/// `2021-04-12T23:40:39.855000+00:00`: six fraction digits, because some clients refuse fewer.
pub(crate) fn timestamp(unix_ms: u64) -> String {
    let (days, rest) = (unix_ms / 86_400_000, unix_ms % 86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    let fraction = rest % 1_000 * 1_000;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}+00:00")
}

/// Year, month, day of a day since 1970-01-01, by counting in 400-year eras that begin on 1 March.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// Reads a timestamp of the form above (any fraction, `Z` or `+00:00`); `None` when it is not one.
pub(crate) fn parse_timestamp(text: &str) -> Option<u64> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let digits: String = text.get(19..)?.strip_prefix('.').map_or_else(String::new, |rest| {
        rest.chars().take_while(char::is_ascii_digit).take(3).collect()
    });
    let millis = format!("{digits:0<3}").parse::<u64>().ok()?;
    let (shifted_year, shifted_month) =
        if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let year_of_era = shifted_year % 400;
    let day_of_year = (153 * shifted_month + 2) / 5 + day.checked_sub(1)?;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = (shifted_year / 400 * 146_097 + day_of_era).checked_sub(719_468)?;
    Some(days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000 + millis)
}

#[cfg(test)]
mod tests {
    use super::{Ids, parse_timestamp, timestamp};

    #[test]
    fn a_timestamp_is_read_back_as_it_was_written() {
        for ms in [0, 951_782_400_123, 1_618_270_839_855, 1_709_164_800_000, 4_102_444_799_999] {
            assert_eq!(parse_timestamp(&timestamp(ms)), Some(ms), "{}", timestamp(ms));
        }
        assert_eq!(timestamp(1_618_270_839_855), "2021-04-12T23:40:39.855000+00:00");
    }

    #[test]
    fn ids_grow_even_when_many_are_made_in_one_millisecond() {
        let mut ids = Ids::new(1_700_000_000_000);
        let first = ids.next(1_700_000_000_000);
        assert!(ids.next(1_700_000_000_000) > first);
        assert_ne!(ids.next_guild() >> 22, ids.next_guild() >> 22);
    }
}
