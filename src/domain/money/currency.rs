//! What amounts are counted in: a currency of the world, or one of a game.

use serde::{Deserialize, Serialize};

use super::{Amount, NotAnAmount, decimal};

/// A currency. The default has no sign and whole numbers only: a sign that nobody wrote would be a
/// claim about what a price means, and in games prices are whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Currency {
    sign: String,
    decimals: u8,
    place: SignPlace,
    /// Which one of ISO 4217 it is, if it is one.
    iso: Option<iso_currency::Currency>,
}

/// Where the sign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignPlace {
    /// Where the reader's language puts it.
    #[default]
    ByLanguage,
    /// Before the number.
    Before,
    /// Behind the number.
    After,
}

/// A currency that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyFault {
    /// It looks like a code of ISO 4217 and is none.
    #[error(
        "\"{0}\" is no currency code: write a code such as EUR or USD, or for the money of a game \
         its sign, for example {{\"sign\": \"{0}\", \"decimals\": 0}}"
    )]
    UnknownCode(String),
    /// The sign is empty, long, or would be read as something else.
    #[error(
        "\"{0}\" cannot be the sign of a currency: use 1 to {longest} characters without digits, \
         line breaks and any of {FORBIDDEN}", longest = Currency::LONGEST_SIGN
    )]
    BadSign(String),
    /// There are more decimals than [`Currency::MOST_DECIMALS`].
    #[error("a currency has {most} decimals at most, not {0}", most = Currency::MOST_DECIMALS)]
    TooManyDecimals(u8),
}

impl Currency {
    /// The longest sign, in characters.
    pub const LONGEST_SIGN: usize = 16;
    /// The most digits behind the point: no currency of ISO 4217 has more.
    pub const MOST_DECIMALS: u8 = 4;

    /// A currency of the world by its ISO 4217 code, with the decimals of that standard. It is
    /// shown by its sign if that is no word (€), otherwise by the code: "kr" is four currencies.
    ///
    /// # Errors
    /// There is no such code.
    pub fn of_code(code: &str) -> Result<Self, CurrencyFault> {
        let unknown = || CurrencyFault::UnknownCode(code.to_owned());
        let known = iso_currency::Currency::from_code(code).ok_or_else(unknown)?;
        // Gold, test codes and the like have no decimals in the standard: nobody is paid in them.
        let decimals = known.exponent().and_then(|digits| u8::try_from(digits).ok());
        let decimals = decimals.filter(|digits| *digits <= Self::MOST_DECIMALS);
        let symbol = known.symbol().symbol;
        let word = symbol.is_empty() || is_word(&symbol);
        Ok(Self {
            sign: if word { known.code().to_owned() } else { symbol },
            decimals: decimals.ok_or_else(unknown)?,
            place: SignPlace::ByLanguage,
            iso: Some(known),
        })
    }

    /// The money of a game.
    ///
    /// # Errors
    /// The sign or the number of decimals is not possible.
    pub fn of_sign(sign: &str, decimals: u8, place: SignPlace) -> Result<Self, CurrencyFault> {
        let fine = |letter: char| {
            !letter.is_control() && !letter.is_numeric() && !FORBIDDEN.contains(letter)
        };
        let length = sign.chars().count();
        let possible = (1..=Self::LONGEST_SIGN).contains(&length) && sign.trim() == sign;
        if !possible || !sign.chars().all(fine) {
            return Err(CurrencyFault::BadSign(sign.chars().take(40).collect()));
        }
        if decimals > Self::MOST_DECIMALS {
            return Err(CurrencyFault::TooManyDecimals(decimals));
        }
        Ok(Self { sign: sign.to_owned(), decimals, place, iso: None })
    }

    /// The currency that one word says: three capitals are a code of ISO 4217, anything else is the
    /// sign of a game's money, which has whole numbers.
    ///
    /// # Errors
    /// It is no such code, or no possible sign.
    pub fn of_word(word: &str) -> Result<Self, CurrencyFault> {
        if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Self::of_code(word)
        } else {
            Self::of_sign(word, 0, SignPlace::ByLanguage)
        }
    }

    /// Whether nobody has said which currency it is.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is none of ISO 4217.
    #[must_use]
    pub fn is_of_a_game(&self) -> bool {
        self.iso.is_none()
    }

    /// What it is shown by; empty for the default currency.
    #[must_use]
    pub fn sign(&self) -> &str {
        &self.sign
    }

    /// How many digits stand behind the point.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        self.decimals
    }

    /// Where the sign stands.
    #[must_use]
    pub fn place(&self) -> SignPlace {
        self.place
    }

    /// The one word that [`Currency::of_word`] makes this of, if there is one.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        let word = self.iso.map_or(self.sign.as_str(), |known| known.code());
        (Self::of_word(word).as_ref() == Ok(self)).then_some(word)
    }

    /// Reads an amount as files and forms have it: digits and a point, "1250.50".
    ///
    /// # Errors
    /// It is not written so, has more decimals than the currency, or is more than
    /// [`Amount::GREATEST`].
    pub fn read(&self, text: &str) -> Result<Amount, NotAnAmount> {
        decimal::read(text, self.decimals, Amount::GREATEST.0).map(Amount)
    }

    /// Writes an amount as [`Currency::read`] reads it.
    #[must_use]
    pub fn write(&self, amount: Amount) -> String {
        decimal::write(amount.0, self.decimals)
    }
}

/// Whether a sign is a word or an abbreviation.
pub(super) fn is_word(sign: &str) -> bool {
    sign.chars().all(is_wordlike)
}

/// Whether this is a part of words, and so is kept apart from a number.
pub(super) fn is_wordlike(letter: char) -> bool {
    letter.is_alphabetic() || letter == '.'
}

/// What would make a mention or markup of a sign.
const FORBIDDEN: &str = "@#<>`*_~|\\";

/// A currency as it is written down.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Word(String),
    Game {
        sign: String,
        #[serde(default)]
        decimals: u8,
        #[serde(default)]
        place: SignPlace,
    },
}

impl TryFrom<Written> for Currency {
    type Error = CurrencyFault;

    fn try_from(written: Written) -> Result<Self, CurrencyFault> {
        match written {
            Written::Word(word) => Self::of_word(&word),
            Written::Game { sign, decimals, place } => Self::of_sign(&sign, decimals, place),
        }
    }
}

impl From<Currency> for Written {
    fn from(currency: Currency) -> Self {
        match currency.word() {
            Some(word) => Self::Word(word.to_owned()),
            None => Self::Game {
                sign: currency.sign,
                decimals: currency.decimals,
                place: currency.place,
            },
        }
    }
}
