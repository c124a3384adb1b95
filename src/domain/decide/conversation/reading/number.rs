//! Numbers as people write them: "12", "1.250,50", "500 €", "we are twelve".

mod beside;

/// What a text says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// This number.
    Number(String),
    /// One of these: a point or comma may stand before decimals or thousands.
    Either(String, String),
    Nothing,
}

/// A number in digits, with a point or comma before its decimals, and others, spaces or apostrophes
/// between its thousands. What may be read in two ways is the one that is awaited.
pub(super) fn read(text: &str, bounds: (Option<i64>, Option<i64>), whole: bool) -> Read {
    match alone(text, bounds, whole) {
        Read::Nothing => beside::number(text).map_or(Read::Nothing, |it| alone(&it, bounds, whole)),
        read => read,
    }
}

/// A text that is a number and nothing else.
fn alone(text: &str, bounds: (Option<i64>, Option<i64>), whole: bool) -> Read {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let mut fitting =
        readings(digits, whole).into_iter().filter_map(|it| fitting(sign, &it, bounds, whole));
    match (fitting.next(), fitting.next()) {
        (Some(one), Some(other)) => Read::Either(one, other),
        (Some(only), None) => Read::Number(only),
        (None, _) => Read::Nothing,
    }
}

type Parts = (String, String);

/// What stands before the decimals, and these.
fn readings(digits: &str, whole: bool) -> Vec<Parts> {
    let mut marks = digits.chars().filter(|it| matches!(it, '.' | ','));
    let (first, last, many) =
        (marks.clone().next(), marks.clone().next_back(), marks.by_ref().count());
    let Some((first, last)) = first.zip(last) else {
        return joined(digits, &SPACES).map(|whole| (whole, String::new())).into_iter().collect();
    };
    let thousands = || joined(digits, &[first]).map(|whole| (whole, String::new()));
    let decimals = || {
        let (before, behind) = digits.rsplit_once(last)?;
        let between = if first == last { SPACES.as_slice() } else { &[first] };
        Some((joined(before, between)?, behind.to_owned()))
    };
    let found = match many {
        // "1.000" is a thousand where only a whole number is asked for.
        1 => [decimals().filter(|_| !whole || thousands().is_none()), thousands()],
        _ if first == last => [thousands(), None],
        _ => [decimals(), None],
    };
    found.into_iter().flatten().collect()
}

/// The digits without what stands between every three of them.
fn joined(digits: &str, between: &[char]) -> Option<String> {
    let groups: Vec<&str> = digits.split(between).collect();
    let are_digits =
        groups.iter().all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    let are_thousands = match groups.as_slice() {
        [_] => true,
        [first, rest @ ..] => {
            first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|it| it.len() == 3)
        }
        [] => false,
    };
    (are_digits && are_thousands).then(|| groups.concat())
}

fn fitting(
    sign: &str,
    (before, behind): &Parts,
    (least, most): (Option<i64>, Option<i64>),
    whole: bool,
) -> Option<String> {
    let all_digits = behind.bytes().all(|byte| byte.is_ascii_digit());
    let behind = behind.trim_end_matches('0');
    if before.len() > 18 || behind.len() > 6 || !all_digits || (whole && !behind.is_empty()) {
        return None;
    }
    let floor: i64 = before.parse().ok()?;
    // Between this whole number and the next one.
    let ceiling = if behind.is_empty() { floor } else { floor.saturating_add(1) };
    let (low, high) = if sign.is_empty() { (floor, ceiling) } else { (-ceiling, -floor) };
    let fits = least.is_none_or(|it| it <= low) && most.is_none_or(|it| high <= it);
    let point = if behind.is_empty() { "" } else { "." };
    // As it was written: zeros at its beginning are part of a number to call or to look up.
    fits.then(|| format!("{sign}{before}{point}{behind}"))
}

const SPACES: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\'', '’'];

#[cfg(test)]
mod tests {
    use super::{Read, read};

    #[test]
    fn numbers_are_read_with_point_or_comma_and_kept_within_their_bounds() {
        let number = |text: &str| Read::Number(text.into());
        let whole = |text| read(text, (Some(1), Some(10)), true);
        assert_eq!(whole("3"), number("3"));
        assert_eq!(whole("10"), number("10"));
        assert_eq!(whole("+7"), number("7"));
        assert_eq!(whole("2.0"), number("2"));
        assert_eq!(whole("007"), number("007"));
        for unfit in ["", "0", "11", "2.5", "1e3", "9999999999999999999", "- 1", "1.2.3"] {
            assert_eq!(whole(unfit), Read::Nothing, "{unfit}");
        }
        let any = |text| read(text, (Some(-1), Some(2)), false);
        assert_eq!(any("1,50"), number("1.5"));
        assert_eq!(any("-0.5"), number("-0.5"));
        assert_eq!(any("2.1"), Read::Nothing);
        assert_eq!(any("-1.1"), Read::Nothing);
    }

    #[test]
    fn thousands_may_be_parted() {
        let number = |text: &str| Read::Number(text.into());
        let many = |text| read(text, (Some(1), Some(2_000_000)), true);
        assert_eq!(many("1,000"), number("1000"));
        assert_eq!(many("12.500"), number("12500"));
        assert_eq!(many("1,00"), number("1"));
        for million in ["1,000,000", "1.000.000", "1 000 000", "1'000'000", "1,000,000.00"] {
            assert_eq!(many(million), number("1000000"), "{million}");
        }
        for unfit in ["1,00,000", "12 34", "1000,000,000", "1,000.000,5", "0,000,001"] {
            assert_eq!(many(unfit), Read::Nothing, "{unfit}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_is_the_one_that_is_awaited() {
        let either = Read::Either("1.25".into(), "1250".into());
        assert_eq!(read("1,250", (None, None), false), either);
        assert_eq!(read("1,250", (None, Some(100)), false), Read::Number("1.25".into()));
        assert_eq!(read("1.250", (Some(100), None), false), Read::Number("1250".into()));
        assert_eq!(read("0.125", (None, None), false), Read::Number("0.125".into()));
        assert_eq!(read("1,250.5", (None, None), false), Read::Number("1250.5".into()));
    }
}
