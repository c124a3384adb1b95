//! What was said of options that cannot be so, and words that are not understood.

use crate::domain::notice::Unfit;

/// Parts what options cannot be from words that are not understood: what was understood otherwise
/// was not said of an option, and what was said of one is told once.
pub(in super::super) fn part(unfit: &mut Vec<Unfit>, unknown: &mut Vec<String>) {
    let plain: Vec<_> = unknown.iter().map(|it| plain_words(it)).collect();
    unfit.retain(|it| {
        let said = plain_words(&it.said);
        plain.iter().any(|words| is_within(words, &said) || is_within(&said, words))
    });
    let is_told = |words: &String| {
        let words = plain_words(words);
        unfit.iter().any(|it| {
            let with_name = plain_words(&format!("{} {}", it.option, it.said));
            is_within(&words, &with_name)
        })
    };
    unknown.retain(|words| !is_told(words));
}

fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether these words follow each other somewhere in others.
fn is_within(words: &[String], others: &[String]) -> bool {
    !words.is_empty() && others.windows(words.len()).any(|it| it == words)
}

#[cfg(test)]
mod tests {
    use super::{Unfit, part};

    #[track_caller]
    fn check_parted(said: &str, unknown: &[&str], unfit: &[&str], rest: &[&str]) {
        let it = Unfit { option: "Plate".into(), said: said.into(), hint: None };
        let mut parted = (vec![it], unknown.iter().map(|it| (*it).to_owned()).collect());
        part(&mut parted.0, &mut parted.1);
        let still: Vec<_> = parted.0.iter().map(|it| it.said.as_str()).collect();
        assert_eq!(
            (still.as_slice(), parted.1.as_slice()),
            (unfit, &*rest.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()),
            "{said:?} {unknown:?}"
        );
    }

    #[test]
    fn whole_words_tell_what_an_option_cannot_be() {
        check_parted("a", &["a", "blarghfoo"], &["a"], &["blarghfoo"]);
        check_parted("a", &["blarghfoo"], &[], &["blarghfoo"]);
        check_parted("too long", &["plate too long"], &["too long"], &[]);
        check_parted("much too long", &["too long"], &["much too long"], &[]);
        check_parted("a", &["a blarghfoo"], &["a"], &["a blarghfoo"]);
        check_parted("", &["blarghfoo"], &[], &["blarghfoo"]);
    }
}
