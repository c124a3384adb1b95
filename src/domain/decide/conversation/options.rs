//! Answers to the question which option of a product is wanted.

mod labels;

use super::{
    amend::position,
    lists::{self, ALL, AND, ANY, COURTESIES, EXCEPT, NO, NONE, NOT, OTHER_THAN, THE, ZERO},
    named::extent::bare,
};
use crate::domain::{
    answer::phrase,
    catalogue::{Choice, OptionKind, ProductOption},
    recognise::{in_digits, is_number, slip_of, takes_out},
};
pub(super) use labels::numbered;
use labels::{named_by_number, named_by_word, parted_times, spaced};

/// What an answer says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The values, and of how many pieces each, if that is said: "2 large, 1 small".
    pub(super) values: Vec<(String, Option<u32>)>,
    /// What else it says: "gold, and an adder".
    pub(super) rest: String,
    /// What stands beside the only value, and is no number of pieces: "gold small".
    pub(super) beside: String,
}

/// The values that words choose. `count` reads how many of the product the words beside them say.
pub(super) fn read(
    option: &ProductOption,
    text: &str,
    count: impl Fn(&str) -> Option<u32>,
) -> Option<Chosen> {
    let parted = parted_times(text);
    let text = parted.as_deref().unwrap_or(text);
    if let Some(value) = fitting(option, text).or_else(|| fitting_number(option, text)) {
        return Some(Chosen { values: vec![(value, None)], ..Chosen::default() });
    }
    if leaves_some_out(option, text, &count) {
        return None;
    }
    let beside = |part: &str| match fitting(option, part) {
        Some(value) => Some((value, String::new())),
        None => chosen(option, part),
    };
    let said = |part: &str| beside(part).map(|(value, beside)| (value, count(&beside)));
    let mut parts = parts_of(text);
    // "0 large" chooses nothing, and takes nothing away.
    parts.retain(|part| !is_none_of(option, part));
    let chosen: Vec<_> = parts.iter().map(|part| said(part)).collect();
    let values: Vec<_> = chosen.iter().flatten().cloned().collect();
    if parts.len() > 1 && !values.is_empty() {
        let others = parts.iter().zip(&chosen).filter(|(_, value)| value.is_none());
        let rest = others.map(|(part, _)| part.as_str()).collect::<Vec<_>>().join(", ");
        return Some(Chosen { values, rest, ..Chosen::default() });
    }
    let [only] = parts.as_slice() else { return None };
    if let Some(values) = counted(option, only, &count) {
        return Some(Chosen { values, ..Chosen::default() });
    }
    let (value, beside) = beside(only)?;
    let pieces = count(&beside);
    let beside = if pieces.is_none() { beside } else { String::new() };
    Some(Chosen { values: vec![(value, pieces)], beside, ..Chosen::default() })
}

/// Several choices of which each is counted, with nothing between them: "one black one gold".
fn counted(
    option: &ProductOption,
    text: &str,
    count: &impl Fn(&str) -> Option<u32>,
) -> Option<Vec<(String, Option<u32>)>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let count = |it: &str| lists::count(&it.to_lowercase()).or_else(|| count(it));
    let counts = |word: &str| count(word).is_some();
    let groups = |behind: usize| -> Option<Vec<(String, Option<u32>)>> {
        let mut groups: Vec<Vec<&str>> = vec![vec![]];
        for (at, word) in words.iter().enumerate() {
            let starts =
                at.checked_sub(behind).and_then(|at| words.get(at)).is_some_and(|it| counts(it));
            if starts && groups.last().is_some_and(|it| !it.is_empty()) {
                groups.push(vec![]);
            }
            groups.last_mut()?.push(word);
        }
        let value = |group: &Vec<&str>| {
            let (value, beside) = named_choice(option, &group.join(" "))?;
            Some((value, Some(count(beside.trim())?)))
        };
        groups.iter().map(value).collect::<Option<Vec<_>>>().filter(|it| it.len() > 1)
    };
    // "one black one gold", "black one gold one".
    groups(0).or_else(|| groups(1))
}

/// Whether so many are to be without what is chosen, of which nothing says what they are to be:
/// "all large but one".
fn leaves_some_out(
    option: &ProductOption,
    text: &str,
    count: &impl Fn(&str) -> Option<u32>,
) -> bool {
    let Some(said) = phrase(text) else { return false };
    let said = format!(" {said} ");
    let split = EXCEPT.iter().find_map(|it| said.split_once(&format!(" {it} ")));
    let Some((before, behind)) = split else { return false };
    let is_count = |it: &str| lists::count(it.trim()).or_else(|| count(it.trim())).is_some();
    if is_count(behind) {
        return true;
    }
    let has = |words: &[&str]| before.split(' ').any(|word| words.contains(&word));
    let beside = named_choice(option, behind).map(|it| it.1);
    // "anything but gold".
    let takes_any = before.trim().is_empty() || has(&ANY) || has(&ALL);
    let is_refused = |it: &str| it.trim().is_empty() && takes_any;
    beside.is_some_and(|it| is_refused(&it) || (has(&ALL) && is_count(&it)))
}

/// Whether it names a choice and says that none is to be so.
fn is_none_of(option: &ProductOption, part: &str) -> bool {
    let beside = named_choice(option, part).map(|it| it.1).unwrap_or_default();
    beside.split(' ').any(|word| NONE.contains(&word) || ZERO.contains(&word))
}

/// The answer, in capitals if it fits so: "abc 123" for a plate.
pub(super) fn fitting(option: &ProductOption, said: &str) -> Option<String> {
    let in_capitals = || match &option.kind {
        OptionKind::Text(rule) if rule.pattern.is_some() => {
            option.answer(&said.to_uppercase()).ok()
        }
        _ => None,
    };
    option.answer(said).ok().or_else(in_capitals)
}

/// "7 please" and "seven", where digits are asked for.
pub(super) fn fitting_number(option: &ProductOption, said: &str) -> Option<String> {
    let said = bare(said.trim());
    is_number(said).then(|| in_digits(said)).flatten().and_then(|it| fitting(option, &it))
}

/// What commas, line breaks and words such as "and" part.
pub(super) fn parts_of(text: &str) -> Vec<String> {
    let mut parts = vec![];
    for clause in text.split([',', ';', '\n', '+']) {
        let mut part: Vec<&str> = vec![];
        for word in clause.split_whitespace() {
            if AND.contains(&word.to_lowercase().as_str()) {
                parts.push(part.join(" "));
                part.clear();
            } else {
                part.push(word);
            }
        }
        parts.push(part.join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The choice that words say by its place or by its name, and what stands beside it.
pub(super) fn chosen(option: &ProductOption, text: &str) -> Option<(String, String)> {
    let place = position(text, option.choices().len());
    let choice = place.and_then(|it| option.choices().get(it));
    choice.map(|it| (it.label.clone(), String::new())).or_else(|| named_choice(option, text))
}

/// The choice that words name if they say nothing else.
pub(super) fn named(option: &ProductOption, text: &str) -> Option<String> {
    let name = phrase(&option.name).unwrap_or_default();
    let is_quiet = |it: &str| {
        THE.contains(&it)
            || COURTESIES.contains(&it)
            || matches!(it, "one" | "then")
            || name.split(' ').any(|word| word == it)
    };
    let is_number = text.trim().bytes().all(|it| it.is_ascii_digit());
    let (value, beside) = named_choice(option, text).filter(|_| !is_number)?;
    beside.split_whitespace().all(is_quiet).then_some(value)
}

/// The choice that words name, and what else they say. A number alone is rather one of pieces.
pub(super) fn called(option: &ProductOption, text: &str) -> Option<(String, String)> {
    let is_number = phrase(text).is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    named_choice(option, text).filter(|_| !is_number)
}

/// The choice of this number, as people count, or the only one that the words name among others:
/// "gold please", but not "not gold". And these others.
fn named_choice(option: &ProductOption, text: &str) -> Option<(String, String)> {
    let said = phrase(text)?;
    if let Some(choice) = named_by_number(option, &said) {
        return Some((choice.label.clone(), String::new()));
    }
    if let Ok(number) = said.parse::<usize>() {
        let choice = option.choices().get(number.checked_sub(1)?)?;
        return Some((choice.label.clone(), String::new()));
    }
    let said = spaced(&said);
    let labels: Vec<_> =
        option.choices().iter().flat_map(Choice::names).filter_map(phrase).collect();
    let words = || labels.iter().flat_map(|it| it.split(' '));
    let plain = |word: &str| {
        if words().any(|it| it == word) {
            return word.to_owned();
        }
        let stem = stems(word).find(|it| labels.contains(it));
        let meant = stem.or_else(|| slip_of(word, words()).map(str::to_owned));
        meant.unwrap_or_else(|| word.to_owned())
    };
    let said = said.split(' ').map(plain).collect::<Vec<_>>().join(" ");
    let said = format!(" {said} ");
    let named = |choice: &Choice| {
        let (before, behind) = option.names_of(choice).find_map(|name| {
            let label = format!(" {} ", spaced(&phrase(name)?));
            said.split_once(&label)
        })?;
        let is_refused = refuses(before) || ends_in_not(behind);
        (!is_refused).then(|| (choice.label.clone(), format!("{before} {behind}")))
    };
    let mut named = option.choices().iter().filter_map(named);
    let by_word = || Some((named_by_word(option, said.trim())?.label.clone(), String::new()));
    let only = named.next().or_else(by_word);
    // "remove the small cola" chooses nothing.
    only.filter(|(_, beside)| named.next().is_none() && !takes_out(beside))
}

/// Whether what follows these words is refused: "not the", "i dont want", "anything other than".
fn refuses(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    let is_no = |word: &&str| NOT.contains(word) && !NO.contains(word);
    let article = |word: &&&str| THE.contains(*word);
    let last = words.iter().rev().find(|it| !article(it));
    let padded = format!(" {before} ");
    words.iter().any(is_no)
        || last.is_some_and(|it| NOT.contains(it))
        || OTHER_THAN.iter().chain(&EXCEPT).any(|it| padded.contains(&format!(" {it} ")))
}

fn ends_in_not(behind: &str) -> bool {
    behind.split_whitespace().next_back().is_some_and(|it| NOT.contains(&it))
}

/// What a word may be a form of: "golden", "schwarze", "rojas".
pub(super) fn stems(word: &str) -> impl Iterator<Item = String> {
    let cut = ENDINGS.iter().filter_map(move |it| word.strip_suffix(it)).map(str::to_owned);
    let masculine = ["a", "as", "os"].into_iter().filter_map(move |it| word.strip_suffix(it));
    let all = cut.chain(masculine.map(|it| format!("{it}o")));
    all.filter(|it| it.chars().nth(FEWEST_LETTERS - 1).is_some())
}

/// So many letters has a word of which another may be a form.
const FEWEST_LETTERS: usize = 3;
/// Of adjectives in the languages that there are words of.
const ENDINGS: [&str; 9] = ["e", "en", "es", "em", "ene", "enen", "enes", "s", "n"];

#[cfg(test)]
mod tests {
    use super::Chosen;
    use crate::domain::catalogue::{Choice, OptionKind, ProductOption};

    fn option() -> ProductOption {
        let choice = |label: &str| Choice { label: label.into(), ..Choice::default() };
        let choices = ["small", "large", "11"].map(choice).to_vec();
        ProductOption { name: "Size".into(), kind: OptionKind::Choice { choices }, required: true }
    }

    fn read(option: &ProductOption, text: &str) -> Option<Chosen> {
        super::read(option, text, |beside| beside.trim().parse().ok())
    }

    #[test]
    fn what_stands_beside_the_choice_is_kept() {
        let said = |text| read(&option(), text);
        let chosen = |value: &str, rest: &str| {
            Some(Chosen {
                values: vec![(value.to_owned(), None)],
                rest: rest.to_owned(),
                ..Chosen::default()
            })
        };
        assert_eq!(said("Large"), chosen("large", ""));
        let beside = Chosen { beside: " please ".into(), ..chosen("large", "").unwrap() };
        assert_eq!(said("large please"), Some(beside));
        assert_eq!(said("large please and a calzone"), chosen("large", "a calzone"));
        assert_eq!(said("11, and 2 straps"), chosen("11", "2 straps"));
        assert_eq!(said("a strap too"), None);
        assert_eq!(said("small or large"), None);
    }

    #[test]
    fn how_many_stands_beside_the_choice() {
        let values = |text| read(&option(), text).map(|it| it.values);
        let each = |all: &[(&str, Option<u32>)]| {
            Some(all.iter().map(|it| (it.0.to_owned(), it.1)).collect::<Vec<_>>())
        };
        assert_eq!(values("3 large"), each(&[("large", Some(3))]));
        assert_eq!(values("large 3"), each(&[("large", Some(3))]));
        assert_eq!(values("2 large, 1 small"), each(&[("large", Some(2)), ("small", Some(1))]));
        assert_eq!(values("2 of 11"), each(&[("11", None)]), "as far as it is counted");
        assert_eq!(values("2 small but 1 large"), each(&[("small", Some(2)), ("large", Some(1))]));
        assert_eq!(values("2 large, 0 small"), each(&[("large", Some(2))]));
        for unclear in ["all large but 1", "all but 1 large", "all large except for 2", "0 large"] {
            assert_eq!(values(unclear), None, "{unclear}");
        }
        assert_eq!(read(&option(), "large but quick").map(|it| it.rest), Some("quick".into()));
    }

    #[test]
    fn a_choice_is_said_by_its_place_and_in_another_form() {
        let first = |text| read(&option(), text).map(|it| it.values);
        let small = Some(vec![("small".to_owned(), None)]);
        for said in ["the first", "first one", "1st", "the first one please", "smalle", "das erste"]
        {
            assert_eq!(first(said), small, "{said}");
        }
        assert_eq!(first("the last"), Some(vec![("11".to_owned(), None)]));
        assert_eq!(first("the fifth"), None);
        assert_eq!(first("smaller"), None, "it may be none of them");
    }

    #[test]
    fn what_is_refused_is_not_chosen() {
        for said in [
            "not small",
            "not the small one",
            "i dont want small",
            "anything but small",
            "everything except small",
            "anything other than small",
            "alles ausser small",
            "small lieber nicht",
            "all but small",
        ] {
            assert_eq!(read(&option(), said), None, "{said}");
        }
        let large = vec![("large".to_owned(), None)];
        let chosen = Chosen { values: large, rest: "not small".into(), ..Chosen::default() };
        assert_eq!(read(&option(), "not small, large"), Some(chosen));
    }
}
