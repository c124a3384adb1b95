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
        return inflected(index, key).unwrap_or(Cow::Borrowed(key));
    }
    // "lilies", where there is a Lilie too.
    if let Some(stem) = key.strip_suffix("ies").map(|stem| format!("{stem}y"))
        && words::is_english(&stem)
        && index.is_word(&stem)
    {
        return Cow::Owned(stem);
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

/// The word of the catalogue that `key` is with an ending of Polish, German, Dutch or Italian:
/// "adderów", "kroketten", "bruschette".
fn inflected<'k>(index: &Index, key: &'k str) -> Option<Cow<'k, str>> {
    const ENDINGS: [&str; 12] =
        ["ami", "ach", "ow", "om", "em", "en", "y", "a", "u", "e", "i", "n"];
    if index.is_word(key) || words::is_english(key) {
        return None;
    }
    let stems = ENDINGS.iter().filter_map(|ending| key.strip_suffix(ending));
    let mut stems = stems.filter(|stem| stem.len() >= SHORTEST_STEM);
    let stem = stems.find(|stem| index.is_word(stem)).or_else(|| {
        let doubled = key.strip_suffix("en").filter(|stem| ends_doubled(stem))?;
        doubled.get(..doubled.len() - 1).filter(|stem| index.is_word(stem))
    });
    stem.map(Cow::Borrowed).or_else(|| changed(index, key).map(Cow::Owned))
}

/// The word of the catalogue that `key` is with another ending in place of its own: "bruschette" of
/// "bruschetta", "panini" of "panino", "żurki" of "żurek".
fn changed(index: &Index, key: &str) -> Option<String> {
    const ENDINGS: [(&str, &[&str]); 6] = [
        ("ki", &["ek", "ka"]),
        ("ek", &["ka"]),
        ("e", &["a"]),
        ("i", &["o", "e"]),
        ("y", &["a"]),
        ("ow", &["i", "y"]),
    ];
    let stems = ENDINGS.iter().filter_map(|(ending, own)| Some((key.strip_suffix(ending)?, own)));
    let stems = stems.filter(|(stem, _)| stem.len() >= SHORTEST_CHANGED);
    let mut words = stems.flat_map(|(stem, own)| own.iter().map(move |it| format!("{stem}{it}")));
    words.find(|word| index.is_word(word))
}

fn ends_doubled(stem: &str) -> bool {
    let mut letters = stem.chars().rev();
    letters.next().is_some_and(|last| letters.next() == Some(last))
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
pub(in crate::domain) fn singular(key: &str) -> &str {
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
const SHORTEST_CHANGED: usize = 3;

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
