//! Amounts are read, reckoned and shown to the last unit.

use proptest::prelude::*;

use super::*;
use crate::domain::language::Language;

fn currency(word: &str) -> Currency {
    Currency::of_word(word).unwrap()
}

#[test]
fn decimals_are_read_to_the_last_digit() {
    for (text, decimals, number) in [
        ("0", 0, 0),
        ("910500", 0, 910_500),
        (" 910500.0 ", 0, 910_500),
        ("12.5", 2, 1250),
        ("12.50", 2, 1250),
        ("0.07", 2, 7),
        ("8.225", 3, 8225),
        ("1.0", 4, 10_000),
        ("1000000000000", 0, 1_000_000_000_000),
    ] {
        assert_eq!(decimal::read(text, decimals, Amount::GREATEST.0), Ok(number), "{text}");
    }
}

#[test]
fn what_could_mean_two_things_is_refused() {
    for text in [
        "", "-1", "+1", "1,250", "1.250,50", "1e3", ".5", "5.", "1.2.3", "$5", "1 250", "٣", "0x1F",
    ] {
        let refused = decimal::read(text, 2, i64::MAX);
        assert!(matches!(refused, Err(NotAnAmount::NotDigits(_))), "{text}: {refused:?}");
    }
    for (text, decimals) in [("12.500", 0), ("12.500", 2), ("0.00", 1), ("12.00", 0)] {
        let refused = decimal::read(text, decimals, i64::MAX);
        assert!(matches!(refused, Err(NotAnAmount::TooManyDecimals { .. })), "{text}: {refused:?}");
    }
    for text in ["1000000000001", "99999999999999999999", "10000000000.01"] {
        let decimals = u8::from(text.contains('.')) * 2;
        let refused = decimal::read(text, decimals, Amount::GREATEST.0);
        assert!(matches!(refused, Err(NotAnAmount::TooMuch { .. })), "{text}: {refused:?}");
    }
}

#[test]
fn arithmetic_stops_at_the_bounds() {
    let top = Amount(i64::MAX);
    assert_eq!(top.plus(Amount(1)), top);
    assert_eq!(top.times(u32::MAX), top);
    assert_eq!(Amount(i64::MIN).minus(Amount(1)), Amount(i64::MIN));
    let all = Amount::GREATEST.times(999).0.checked_mul(9_000);
    assert!(all.is_some(), "9,000 lines of the dearest are exact");
    assert_eq!(
        Currency::default().show(Amount(i64::MIN), Language::ENGLISH),
        "-9,223,372,036,854,775,808"
    );
}

#[test]
fn currencies_of_the_world_have_the_decimals_of_the_standard() {
    for (code, sign, decimals) in [
        ("EUR", "€", 2),
        ("USD", "$", 2),
        ("JPY", "¥", 0),
        ("KWD", "KWD", 3),
        ("SEK", "SEK", 2),
        ("PLN", "PLN", 2),
        ("BRL", "R$", 2),
    ] {
        let found = currency(code);
        assert_eq!((found.sign(), found.decimals()), (sign, decimals), "{code}");
        assert_eq!(found.word(), Some(code));
    }
    for code in ["XYZ", "ABC", "XXX", "XAU"] {
        assert_eq!(Currency::of_word(code), Err(CurrencyFault::UnknownCode(code.into())));
    }
}

#[test]
fn signs_that_would_be_markup_or_numbers_are_refused() {
    for sign in ["", " $", "a\nb", "<@1>", "`", "12", "*", "x".repeat(17).as_str()] {
        let refused = Currency::of_sign(sign, 0, SignPlace::Before);
        assert!(matches!(refused, Err(CurrencyFault::BadSign(_))), "{sign}");
    }
    assert_eq!(
        Currency::of_sign("$", 5, SignPlace::Before),
        Err(CurrencyFault::TooManyDecimals(5))
    );
}

/// What CLDR's patterns and symbols give for 1234567.89 and 1234.5 euros.
const EUROS: [(&str, &str, &str); 29] = [
    ("en", "€1,234,567.89", "€1,234.50"),
    ("de", "1.234.567,89 €", "1.234,50 €"),
    ("fr", "1\u{202f}234\u{202f}567,89 €", "1\u{202f}234,50 €"),
    ("es", "1.234.567,89 €", "1234,50 €"),
    ("pt", "€ 1.234.567,89", "€ 1.234,50"),
    ("bg", "1 234 567,89 €", "1234,50 €"),
    ("cs", "1 234 567,89 €", "1 234,50 €"),
    ("da", "1.234.567,89 €", "1.234,50 €"),
    ("el", "1.234.567,89 €", "1.234,50 €"),
    ("fi", "1 234 567,89 €", "1 234,50 €"),
    ("hi", "€12,34,567.89", "€1,234.50"),
    ("hr", "1.234.567,89 €", "1.234,50 €"),
    ("hu", "1 234 567,89 €", "1234,50 €"),
    ("id", "€1.234.567,89", "€1.234,50"),
    ("it", "1.234.567,89 €", "1234,50 €"),
    ("ja", "€1,234,567.89", "€1,234.50"),
    ("ko", "€1,234,567.89", "€1,234.50"),
    ("lt", "1 234 567,89 €", "1 234,50 €"),
    ("nl", "€ 1.234.567,89", "€ 1.234,50"),
    ("no", "1 234 567,89 €", "1 234,50 €"),
    ("pl", "1 234 567,89 €", "1234,50 €"),
    ("ro", "1.234.567,89 €", "1.234,50 €"),
    ("ru", "1 234 567,89 €", "1 234,50 €"),
    ("sv", "1 234 567,89 €", "1 234,50 €"),
    ("th", "€1,234,567.89", "€1,234.50"),
    ("tr", "€1.234.567,89", "€1.234,50"),
    ("uk", "1 234 567,89 €", "1 234,50 €"),
    ("vi", "1.234.567,89 €", "1.234,50 €"),
    ("zh", "€1,234,567.89", "€1,234.50"),
];

#[test]
fn every_language_writes_money_its_own_way() {
    let euro = currency("EUR");
    for (code, large, small) in EUROS {
        let language = Language::of_locale(code).unwrap();
        let shown = |amount| euro.show(Amount(amount), language).replace('\u{a0}', " ");
        assert_eq!(shown(123_456_789), large, "{code}");
        assert_eq!(shown(123_450), small, "{code}");
    }
}

#[test]
fn the_money_of_games_stands_where_its_admin_wants_it() {
    let shown = |currency: &Currency, language| {
        currency.show(Amount(910_500), language).replace('\u{a0}', " ")
    };
    let dollar = currency("$");
    assert_eq!(shown(&dollar, Language::ENGLISH), "$910,500");
    assert_eq!(shown(&dollar, Language::GERMAN), "910.500 $");
    let gold = currency("gold");
    assert_eq!(shown(&gold, Language::ENGLISH), "910,500 gold");
    let credits = Currency::of_sign("cr", 1, SignPlace::Before).unwrap();
    assert_eq!(shown(&credits, Language::GERMAN), "cr 91.050,0");
    let after = Currency::of_sign("$", 0, SignPlace::After).unwrap();
    assert_eq!(shown(&after, Language::ENGLISH), "910,500 $");
    assert_eq!(shown(&currency("USD"), Language::ENGLISH), "$9,105.00");
    assert_eq!(shown(&currency("SEK"), Language::ENGLISH), "SEK 9,105.00");
    assert_eq!(shown(&Currency::default(), Language::GERMAN), "910.500");
}

#[test]
fn a_currency_is_stored_as_short_as_it_can_be() {
    let game = |sign, decimals, place| Currency::of_sign(sign, decimals, place).unwrap();
    for (currency, text) in [
        (currency("EUR"), r#""EUR""#),
        (currency("gold"), r#""gold""#),
        (game("$", 2, SignPlace::ByLanguage), r#"{"sign":"$","decimals":2,"place":"by_language"}"#),
        (game("EUR", 0, SignPlace::Before), r#"{"sign":"EUR","decimals":0,"place":"before"}"#),
    ] {
        assert_eq!(serde_json::to_string(&currency).unwrap(), text);
        assert_eq!(serde_json::from_str::<Currency>(text).unwrap(), currency);
    }
    assert!(serde_json::from_str::<Currency>(r#""QQQ""#).is_err());
}

proptest! {
    #[test]
    fn what_is_written_is_read(number in 0..=Amount::GREATEST.0, decimals in 0_u8..=4) {
        let text = decimal::write(number, decimals);
        prop_assert_eq!(decimal::read(&text, decimals, Amount::GREATEST.0), Ok(number), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,12}|[0-9.,-]{0,24}", decimals in 0_u8..=4) {
        if let Ok(number) = decimal::read(&text, decimals, Amount::GREATEST.0) {
            prop_assert!((0..=Amount::GREATEST.0).contains(&number));
        }
    }

    #[test]
    fn what_is_shown_has_the_digits_of_the_number(number in any::<i64>(), row in 0..EUROS.len()) {
        let language = Language::of_locale(EUROS[row].0).unwrap();
        let shown = currency("EUR").show(Amount(number), language);
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        let wanted: String = decimal::write(number, 2).chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits, wanted, "{}", shown);
    }
}
