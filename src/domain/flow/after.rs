//! How long something waits, as people write it: "90s", "10m", "2h", "1d".

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, time::Duration};

/// A time to wait, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct After(Duration);

/// A text that is no time to wait.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no time to wait: write a whole number with s, m, h or d, such as 10m, from 30s to 30d"
)]
pub struct NotADuration(pub String);

/// The shortest: less is no time to type in.
const LEAST: u64 = 30;
/// The longest: a month.
const MOST: u64 = 30 * DAY;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Units from long to short.
const UNITS: [(char, u64); 4] = [('d', DAY), ('h', HOUR), ('m', MINUTE), ('s', 1)];

impl After {
    /// As a duration.
    #[must_use]
    pub fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for After {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let refused = || NotADuration(text.to_owned());
        let (number, unit) = UNITS
            .iter()
            .find_map(|(unit, seconds)| Some((text.trim().strip_suffix(*unit)?, seconds)))
            .ok_or_else(refused)?;
        let number = number.trim_end();
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = number.parse::<u64>().ok().filter(|_| digits);
        let seconds = seconds.and_then(|number| number.checked_mul(*unit));
        match seconds {
            Some(seconds @ LEAST..=MOST) => Ok(Self(Duration::from_secs(seconds))),
            _ => Err(refused()),
        }
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let whole = UNITS.iter().find(|(_, unit)| seconds.is_multiple_of(*unit));
        let (name, unit) = whole.copied().unwrap_or(('s', 1));
        write!(f, "{}{name}", seconds / unit)
    }
}

impl TryFrom<String> for After {
    type Error = NotADuration;

    fn try_from(text: String) -> Result<Self, NotADuration> {
        text.parse()
    }
}

impl From<After> for String {
    fn from(after: After) -> Self {
        after.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_to_wait_is_written_as_people_write_it() {
        for (text, seconds, shown) in [
            ("30s", 30, "30s"),
            ("90s", 90, "90s"),
            ("120s", 120, "2m"),
            ("10m", 600, "10m"),
            (" 24 h ", 86_400, "1d"),
            ("30d", 2_592_000, "30d"),
        ] {
            let after: After = text.parse().unwrap();
            assert_eq!(after.duration().as_secs(), seconds, "{text}");
            assert_eq!(after.to_string(), shown);
            assert_eq!(shown.parse(), Ok(after));
        }
    }

    #[test]
    fn what_is_no_time_or_too_short_or_too_long_is_refused() {
        for text in ["", "m", "10", "-1m", "+1h", "1.5h", "29s", "31d", "1w", "99999999999999999d"]
        {
            assert_eq!(text.parse::<After>(), Err(NotADuration(text.to_owned())));
        }
    }
}
