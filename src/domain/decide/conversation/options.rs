//! Answers to the question which option of a product is wanted.

use crate::domain::{
    answer::phrase,
    catalogue::{Choice, OptionKind, ProductOption},
};

/// What an answer says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The values, and of how many pieces each, if that is said: "2 large, 1 small".
    pub(super) values: Vec<(String, Option<u32>)>,
    /// What else it says: "gold, and an adder".
    pub(super) rest: String,
}

/// The values that words choose. `count` reads how many of the product the words beside them say.
pub(super) fn read(
    option: &ProductOption,
    text: &str,
    count: impl Fn(&str) -> Option<u32>,
) -> Option<Chosen> {
    let alone = |value| Chosen { values: vec![(value, None)], rest: String::new() };
    if let Some(value) = fitting(option, text) {
        return Some(alone(value));
    }
    let said = |part: &str| match fitting(option, part) {
        Some(value) => Some((value, None)),
        None => named_choice(option, part).map(|(value, beside)| (value, count(&beside))),
    };
    let parts = parts_of(text);
    let chosen: Vec<_> = parts.iter().map(|part| said(part)).collect();
    let values: Vec<_> = chosen.iter().flatten().cloned().collect();
    if parts.len() > 1 && !values.is_empty() {
        let others = parts.iter().zip(&chosen).filter(|(_, value)| value.is_none());
        let rest = others.map(|(part, _)| part.as_str()).collect::<Vec<_>>().join(", ");
        return Some(Chosen { values, rest });
    }
    said(text).map(|value| Chosen { values: vec![value], rest: String::new() })
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

/// The choice of this number, as people count, or the only one that the words name among others:
/// "gold please", but not "not gold". And these others.
fn named_choice(option: &ProductOption, text: &str) -> Option<(String, String)> {
    let said = phrase(text)?;
    if let Ok(number) = said.parse::<usize>() {
        let choice = option.choices().get(number.checked_sub(1)?)?;
        return Some((choice.label.clone(), String::new()));
    }
    let said = format!(" {said} ");
    let named = |choice: &Choice| {
        let label = format!(" {} ", phrase(&choice.label)?);
        let (before, behind) = said.split_once(&label)?;
        let is_refused = before.split(' ').next_back().is_some_and(|word| NOT.contains(&word));
        (!is_refused).then(|| (choice.label.clone(), format!("{before} {behind}")))
    };
    let mut named = option.choices().iter().filter_map(named);
    let only = named.next();
    only.filter(|_| named.next().is_none())
}

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish.
pub(super) const AND: [&str; 9] = ["and", "but", "und", "et", "y", "e", "en", "i", "aber"];
/// What refuses what follows, in the same languages.
pub(super) const NOT: [&str; 18] = [
    "not", "no", "dont", "t", "without", "nicht", "kein", "keine", "keinen", "nein", "pas", "non",
    "sin", "sem", "nao", "niet", "geen", "nie",
];

#[cfg(test)]
mod tests {
    use super::Chosen;
    use crate::domain::catalogue::{Choice, OptionKind, ProductOption};

    fn option() -> ProductOption {
        let choice = |label: &str| Choice { label: label.into(), surcharge: Default::default() };
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
            Some(Chosen { values: vec![(value.to_owned(), None)], rest: rest.to_owned() })
        };
        assert_eq!(said("Large"), chosen("large", ""));
        assert_eq!(said("large please"), chosen("large", ""));
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
    }

    #[test]
    fn what_is_refused_is_not_chosen() {
        assert_eq!(read(&option(), "not small"), None);
        let large = vec![("large".to_owned(), None)];
        let chosen = Chosen { values: large, rest: "not small".into() };
        assert_eq!(read(&option(), "not small, large"), Some(chosen));
    }
}
