//! Words without the ending of a plural or another ending, and without letters drawn out.

use std::borrow::Cow;

use super::index::Index;
use super::tokens::{Gap, Tokens};
use super::words;

/// The token without its ending or letters drawn out, as the catalogue knows it.
pub(super) fn singular_of<'t>(index: &Index, tokens: &'t Tokens, at: usize) -> Cow<'t, str> {
    let key = tokens.key(at);
    if tokens.is_digits(at) {
        return Cow::Borrowed(key);
    }
    let gap = tokens.gap(at);
    let owned = gap == Gap::APOSTROPHE || (gap.is_glued() && at > 0 && tokens.is_digits(at - 1));
    if key == "s" && owned {
        return Cow::Borrowed("");
    }
    if words::meaning(key).is_some() {
        return Cow::Borrowed(key);
    }
    let plain = !key.ends_with(['s', 'z']) && !words::is_drawn_out(key);
    if plain {
        return Cow::Borrowed(inflected(index, key).unwrap_or(key));
    }
    // "gts" may be an ending of its own, and the plural of "gt".
    if let Some(stem) = key.strip_suffix('s').filter(|stem| index.is_word(stem)) {
        return Cow::Borrowed(stem);
    }
    if index.is_word(key) {
        return Cow::Borrowed(key);
    }
    for drawn in [key.to_owned(), squeezed(key, 2), squeezed(key, 1)] {
        let shorter = ["", "s", "es", "z", "'s"]
            .iter()
            .filter_map(|ending| drawn.strip_suffix(ending))
            .chain(drawn.ends_with("sses").then(|| &drawn[..drawn.len() - 3]))
            .find(|form| form.len() > 1 && index.is_word(form));
        if let Some(form) = shorter {
            return Cow::Owned(form.to_owned());
        }
        if let Some(stem) = drawn.strip_suffix("ies").map(|stem| format!("{stem}y"))
            && index.is_word(&stem)
        {
            return Cow::Owned(stem);
        }
    }
    Cow::Owned(singular(&squeezed(key, 1)).to_owned())
}

/// The word of the catalogue that `key` is with an ending of Polish, German or Italian: "adderów".
fn inflected<'k>(index: &Index, key: &'k str) -> Option<&'k str> {
    const ENDINGS: [&str; 12] =
        ["ami", "ach", "ow", "om", "em", "en", "y", "a", "u", "e", "i", "n"];
    if index.is_word(key) || words::is_english(key) {
        return None;
    }
    let stems = ENDINGS.iter().filter_map(|ending| key.strip_suffix(ending));
    stems.filter(|stem| stem.len() >= SHORTEST_STEM).find(|stem| index.is_word(stem))
}

/// `key` with every run of three or more of one letter cut to `length`.
fn squeezed(key: &str, length: usize) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut out = String::with_capacity(key.len());
    for run in letters.chunk_by(|one, other| one == other) {
        let kept = if run.len() >= 3 { length } else { run.len() };
        out.extend(run.iter().take(kept));
    }
    out
}

/// `key` without the ending of a plural, as far as that can be told without knowing the word.
pub(super) fn singular(key: &str) -> &str {
    if key.len() < 4 || key.ends_with("ss") || key.ends_with("us") || key.ends_with("is") {
        return key;
    }
    let Some(stem) = key.strip_suffix('s') else { return key };
    match stem.strip_suffix('e') {
        Some(root) if ["x", "ch", "sh", "ss", "zz"].iter().any(|end| root.ends_with(end)) => root,
        _ => stem,
    }
}

/// A shorter word with another ending is another word.
const SHORTEST_STEM: usize = 4;

#[cfg(test)]
mod tests {
    use super::{singular, squeezed};

    #[test]
    fn plurals_lose_their_ending() {
        for (plural, one) in [
            ("adders", "adder"),
            ("boxes", "box"),
            ("houses", "house"),
            ("remus", "remus"),
            ("glass", "glass"),
            ("gts", "gts"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    #[test]
    fn drawn_out_letters_are_cut() {
        assert_eq!(squeezed("dropppps", 1), "drops");
        assert_eq!(squeezed("gtttt", 2), "gtt");
        assert_eq!(squeezed("pizza", 1), "pizza");
    }
}
