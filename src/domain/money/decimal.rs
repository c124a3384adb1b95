//! Decimal numbers as people write them, read without rounding.

/// The text does not say an amount, or one that is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// It is not written as digits with at most one point.
    #[error(
        "\"{0}\" is not an amount: write digits only, with a point before the decimals and \
         without a sign or separators, for example 1250"
    )]
    NotDigits(String),
    /// It has no place for so many decimals.
    #[error("\"{text}\" has too many digits after the point: {}", allowed(*.most))]
    TooManyDecimals {
        /// The text.
        text: String,
        /// How many there may be.
        most: u8,
    },
    /// It is more than may be written.
    #[error("\"{text}\" is too much: the most is {most}")]
    TooMuch {
        /// The text.
        text: String,
        /// What there may be at most.
        most: String,
    },
}

fn allowed(decimals: u8) -> String {
    match decimals {
        0 => "this currency has whole numbers only (if that is not so, write which one it is: in \
              JSON {\"currency\": \"EUR\", \"products\": [...]}, in CSV a first row \
              \"# currency,EUR\")"
            .to_owned(),
        1 => "there may be one".to_owned(),
        more => format!("there may be {more}"),
    }
}

/// Reads a number of at most `decimals` digits behind the point as a count of the smallest step:
/// "12.5" with two decimals is 1250. The end ".0" is passed over whatever `decimals` is, since
/// programs that know no whole numbers write it; longer ends are not, since "12.500" is twelve and
/// a half thousand to many.
///
/// # Errors
/// Anything but digits with a point among them, too many decimals, or more than `greatest`.
pub(in crate::domain) fn read(text: &str, decimals: u8, greatest: i64) -> Result<i64, NotAnAmount> {
    let text = text.trim();
    let quoted = || text.chars().take(MOST_QUOTED).collect::<String>();
    let (whole, behind) = match text.split_once('.') {
        Some((whole, "0")) => (whole, ""),
        Some((_, "")) => return Err(NotAnAmount::NotDigits(quoted())),
        Some(both) => both,
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(behind) {
        return Err(NotAnAmount::NotDigits(quoted()));
    }
    let Some(missing) = usize::from(decimals).checked_sub(behind.len()) else {
        return Err(NotAnAmount::TooManyDecimals { text: quoted(), most: decimals });
    };
    let zeros = std::iter::repeat_n(b'0', missing);
    let number =
        whole.bytes().chain(behind.bytes()).chain(zeros).try_fold(0_i64, |number, byte| {
            number.checked_mul(10)?.checked_add(i64::from(byte.saturating_sub(b'0')))
        });
    match number {
        Some(number) if number <= greatest => Ok(number),
        _ => Err(NotAnAmount::TooMuch { text: quoted(), most: write(greatest, decimals) }),
    }
}

/// Writes a number as [`read`] reads it, with all its decimals. One below nothing, which is not
/// read, begins with a minus.
pub(in crate::domain) fn write(number: i64, decimals: u8) -> String {
    let (minus, whole, behind) = parts(number, decimals);
    let point = if behind.is_empty() { "" } else { "." };
    format!("{}{whole}{point}{behind}", if minus { "-" } else { "" })
}

/// Whether it is below nothing, then the digits before and behind the point.
pub(super) fn parts(number: i64, decimals: u8) -> (bool, String, String) {
    let decimals = usize::from(decimals);
    let mut whole = format!("{:0>width$}", number.unsigned_abs(), width = decimals + 1);
    let behind = whole.split_off(whole.len() - decimals);
    (number < 0, whole, behind)
}

const MOST_QUOTED: usize = 40;
