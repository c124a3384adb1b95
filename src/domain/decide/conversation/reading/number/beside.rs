//! The one number of a text, and what may stand beside it: "500 €", "12 guests, please".

mod thousands;

use std::sync::LazyLock;

use crate::domain::{answer::bare_phrase, phrases::Phrases, recognise::in_digits};

/// The number of a text that says exactly one, with words beside it that make no other of it.
/// Nothing is guessed: neither from "about 12" nor from "2 or 3".
pub(super) fn number(text: &str) -> Option<String> {
    if is_about(text) {
        return None;
    }
    let text = match text.contains(|it: char| it.is_ascii_digit()) {
        true => text.to_owned(),
        false => thousands::in_digits(text).or_else(|| in_digits(text))?,
    };
    let (before, number, behind) = parts(&text)?;
    // A price or a share as it is often written.
    let plain = |it: &str| it.replace(SIGNS, " ");
    let said = bare_phrase(&format!("{} {HERE} {}", plain(before), plain(behind)))?;
    let thought = THINKS.before(&said);
    let words: Vec<_> = thought.unwrap_or(&said).split(' ').collect();
    let at = words.iter().position(|it| *it == HERE)?;
    let (before, behind) = (words.get(..at)?, words.get(at + 1..)?);
    let counted = behind.iter().filter(|it| !QUIET.has(it)).count();
    let fits = before.iter().all(|it| BEFORE.has(it))
        && counted <= MOST_COUNTED
        && !behind.iter().any(|it| DOUBTS.has(it))
        && in_digits(&behind.join(" ")).is_none();
    fits.then(|| number.to_owned())
}

/// Whether a sign or "ca." says that the number is another one. "Ça fait 12" is no such word.
fn is_about(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<_> = text.split_whitespace().collect();
    let is_circa = |at: usize| {
        let is_written = words.get(at).is_some_and(|it| matches!(*it, "ca" | "ca." | "c."));
        is_written && words.get(at + 1) != Some(&"fait")
    };
    let is_more = text.trim_end_matches('!').ends_with('+');
    is_more || text.contains(ABOUT) || text.contains("ca.") || (0..words.len()).any(is_circa)
}

/// What stands before the only number in digits, it, and what stands behind.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let is_digit = |it: char| it.is_ascii_digit();
    let first = text.find(is_digit)?;
    let is_part = |it: char| is_digit(it) || PARTS.contains(&it);
    let end = text.get(first..)?.find(|it| !is_part(it)).map_or(text.len(), |it| first + it);
    let end = first + text.get(first..end)?.trim_end_matches(|it| !is_digit(it)).len();
    let unsigned = text.get(..first)?.trim_end_matches(['-', '−', '+']);
    let is_signed = !unsigned.ends_with(char::is_alphanumeric);
    let start = if is_signed { unsigned.len() } else { first };
    let (before, behind) = (text.get(..start)?, text.get(end..)?);
    // "T20", "3rd", "1e3", "1/2" and "12:30" are no numbers, "x3" and "500EUR" are.
    let glued = [
        before.rsplit(|it: char| !it.is_alphabetic()).next()?,
        behind.split(|it: char| !it.is_alphabetic()).next()?,
    ];
    let is_unit = |it: &&str| it.is_empty() || CODES.has(&it.to_lowercase());
    let is_apart = |it: &str| !it.contains(is_digit);
    (glued.iter().all(is_unit)
        && is_apart(before)
        && !before.contains(['-', '−'])
        && is_apart(behind)
        && !behind.starts_with(['/', ':', '-', '−']))
    .then_some((before, text.get(start..end)?, behind))
}

/// What may part the digits of a number.
const PARTS: [char; 7] = ['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '’'];
/// Signs of currencies and shares.
const SIGNS: [char; 13] = ['€', '$', '£', '¥', '₹', '₽', '₺', '₩', '₪', '₫', '₴', '฿', '%'];
/// Signs that make about this number of it, or more or less.
const ABOUT: [char; 9] = ['~', '∼', '≈', '≃', '±', '<', '>', '≤', '≥'];
/// Where the number stood.
const HERE: &str = "0";
/// The most words for what is counted: "12 hungry guests".
const MOST_COUNTED: usize = 2;
/// Currencies, units and other words that may be written on a number.
static CODES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    eur, euro, euros, usd, us, dollar, dollars, gbp, pounds, chf, brl, r, reais, pln, zl, kr, \
    x, km, kms, mi, cm, mm, kg, kgs, lb, lbs, kwh, ccm, cc, ml, mb, gb, tb, pcs, stk",
    )
});

/// What may stand behind all of it: the number is said nonetheless.
static THINKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    i guess, i think, i believe, i suppose, glaube ich, denke ich, schatze ich, je crois, je pense, \
    creo, creo que si, acho, acho eu, eu acho",
    )
});

/// What may stand before a number. English, German, French, Spanish, Portuguese, Italian, Dutch,
/// Polish.
static BEFORE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    we, are, i, am, im, is, its, it, there, will, be, for, just, only, exactly, total, in, \
    all, need, want, have, take, ill, id, like, would, my, our, the, number, budget, say, yes, \
    ok, so, were, weve, wir, sind, es, ich, bin, fur, nur, genau, insgesamt, mein, unser, \
    brauche, brauchen, nehme, habe, haben, gerne, ja, also, das, nous, sommes, on, est, il, \
    je, suis, pour, juste, exactement, en, tout, mon, notre, jai, voudrais, prends, cest, ca, \
    fait, serons, oui, somos, son, soy, para, solo, exactamente, tengo, quiero, mi, seremos, \
    si, sao, sou, apenas, exatamente, tenho, quero, meu, sim, siamo, per, saremo, wij, zijn, \
    met, voor, precies, jest, nas, dla, tylko, jestesmy, eur, euro, euros, usd, us, dollar, \
    dollars, gbp, pounds, chf, brl, r, reais, pln, zl, kr, x",
    )
});

/// What may stand behind it and counts nothing.
static QUIET: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    of, us, in, total, all, altogether, insgesamt, zusammen, en, tout, thats, then, de, nous, \
    x",
    )
});

/// What makes no number or another one of it.
static DOUBTS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    about, around, approx, approximately, roughly, circa, ca, maybe, perhaps, probably, or, \
    to, least, most, more, less, over, under, up, nearly, almost, some, minimum, maximum, min, \
    max, not, and, plus, minus, but, if, per, half, ish, etwa, ungefahr, rund, vielleicht, \
    oder, mindestens, hochstens, fast, bis, und, nicht, halb, uber, unter, pro, \
    wahrscheinlich, environ, peut, ou, moins, presque, et, pas, demi, aproximadamente, unos, \
    unas, cerca, quizas, quiza, tal, vez, o, menos, mas, casi, y, medio, mais, talvez, meia, \
    e, forse, oppure, ongeveer, misschien, okolo, moze, lub, albo, dozen, dozens, hundred, \
    hundreds, thousand, thousands, million, millions, k, mio, mil, mille, cent, cents, \
    hundert, tausend, tsd, ciento, cento, tys, am, pm, uhr, oclock, h, st, nd, rd, th",
    )
});

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_may_have_words_beside_it() {
        for (text, expected) in [
            ("12 please", "12"),
            ("12 guests", "12"),
            ("12 hungry guests in total, please!", "12"),
            ("we are 12", "12"),
            ("We are twelve.", "12"),
            ("twelve", "12"),
            ("twenty five guests", "25"),
            ("a hundred and five", "105"),
            ("zwölf", "12"),
            ("wir sind zu", ""),
            ("fünfundzwanzig Personen bitte", "25"),
            ("nous sommes douze", "12"),
            ("somos doce personas", "12"),
            ("somos doze", "12"),
            ("siamo dodici", "12"),
            ("twaalf", "12"),
            ("dwanaście", "12"),
            ("500€", "500"),
            ("€ 1,250.50", "1,250.50"),
            ("R$ 500", "500"),
            ("500EUR", "500"),
            ("-5 %", "-5"),
            ("12 of us", "12"),
            ("x3", "3"),
            ("2000km", "2000"),
            ("2000km i guess", "2000"),
            ("12 guests i think", "12"),
            ("ça fait 12", "12"),
            ("two thousand", "2000"),
            ("Two thousand five hundred kilometres", "2500"),
            ("a thousand and one", "1001"),
            ("we are a hundred thousand", "100000"),
            ("zweitausend", "2000"),
            ("zweitausend Kilometer bitte", "2000"),
            ("deux mille", "2000"),
            ("dos mil kilómetros", "2000"),
            ("dois mil", "2000"),
        ] {
            assert_eq!(number(text).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "about 12",
            "ca. 3000",
            "ca 3000",
            "ca.3000 km",
            "~2000",
            "≈ 2000",
            ">2000",
            "2000+",
            "a few thousand",
            "thousands",
            "tausende",
            "two or three thousand",
            "about two thousand",
            "two thousand or three thousand",
            "two thousand guests and two dogs",
            "two thousand one thousand",
            "dos mil quinientos",
            "dois mil e quinhentos",
            "zweitausendfünfhundert",
            "two thousand or so",
            "i guess",
            "12 or 13",
            "12-15",
            "two or three",
            "12 or so",
            "12ish",
            "at least 12",
            "not 12",
            "12 guests and 3 dogs",
            "twelve guests and two dogs",
            "2 dozen",
            "5 thousand",
            "5k",
            "2 and a half",
            "12?",
            "12:30",
            "12 am",
            "1/2",
            "3rd",
            "1e3",
            "T20",
            "table 4",
            "a lot of guests",
            "a few",
            "a couple of my friends and their dogs",
            "guests",
            "",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
