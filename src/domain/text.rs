//! Folding of letters: what counts as the same letter when people write names.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// Appends `letter` to `out` without case, accents and compatibility forms ("É" as "e", "ﬁ" as
/// "fi", "Ⅳ" as "iv", full-width "Ａ" as "a"). Nothing is appended for a mark that only decorates.
pub(crate) fn fold(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for part in std::iter::once(letter).nfkd().default_case_fold().nfkd() {
        if is_decoration(part) {
            continue;
        }
        match spelled(part) {
            Some(plain) => out.push_str(plain),
            None => out.push(part),
        }
    }
}

/// `text` with every letter folded and everything that is no letter or digit left as it is.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        fold(letter, &mut out);
    }
    out
}

/// `text` with "ä", "ö", "ü", "å" and "ø" as "ae", "oe", "ue", "aa" and "oe", the other way in
/// which people type them; `None` if it has none of them.
pub(crate) fn umlauts_spelled(text: &str) -> Option<String> {
    let spelled: String = text
        .nfc()
        .flat_map(|letter| match letter {
            'ä' | 'Ä' => ['a', 'e'],
            'ö' | 'Ö' | 'ø' | 'Ø' => ['o', 'e'],
            'ü' | 'Ü' => ['u', 'e'],
            'å' | 'Å' => ['a', 'a'],
            other => [other, '\0'],
        })
        .filter(|letter| *letter != '\0')
        .collect();
    (spelled.chars().ne(text.nfc())).then_some(spelled)
}

/// Letters that Unicode does not decompose although people type them with plain ones.
fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents and points of scripts where a word without them is still the same word, and characters
/// that take no room. The vowel signs of Indic and Thai writing, and Japanese voicing marks, are
/// marks in Unicode too, but words differ by them, so they stay.
pub(crate) fn is_decoration(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{0591}'..='\u{05bd}' | '\u{064b}'..='\u{065f}' | '\u{0670}'
        | '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn letters_fold_to_what_people_type() {
        for (written, plain) in [
            ("HELLFÍRE", "hellfire"),
            ("Fränken Stange", "franken stange"),
            ("Łódź Straße Smørrebrød", "lodz strasse smorrebrod"),
            ("ﬁne Ａdder Ⅳ", "fine adder iv"),
            ("ad\u{200b}der\u{fe0f}", "adder"),
            ("ΣΊΣΥΦΟΣ ς", "σισυφοσ σ"),
        ] {
            assert_eq!(folded(written), plain);
        }
    }
}
