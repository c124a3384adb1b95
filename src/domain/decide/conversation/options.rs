//! Answers to the question which option of a product is wanted.

use crate::domain::{
    answer::phrase,
    catalogue::{OptionKind, ProductOption},
};

/// The value that words choose, and the parts of them that say something else: "gold, and an adder".
pub(super) fn read(option: &ProductOption, text: &str) -> Option<(String, String)> {
    if let Some(value) = fitting(option, text) {
        return Some((value, String::new()));
    }
    let parts = parts_of(text);
    let said = |part: &str| fitting(option, part).or_else(|| named_choice(option, part));
    let chosen: Vec<_> = parts.iter().map(|part| said(part)).collect();
    let mut values = chosen.iter().flatten();
    if let (true, Some(value), None) = (parts.len() > 1, values.next(), values.next()) {
        let others = parts.iter().zip(&chosen).filter(|(_, value)| value.is_none());
        let rest: Vec<_> = others.map(|(part, _)| part.as_str()).collect();
        return Some((value.clone(), rest.join(", ")));
    }
    named_choice(option, text).map(|value| (value, String::new()))
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
/// "gold please", but not "not gold".
fn named_choice(option: &ProductOption, text: &str) -> Option<String> {
    let said = phrase(text)?;
    if let Ok(number) = said.parse::<usize>() {
        return option.choices().get(number.checked_sub(1)?).map(|it| it.label.clone());
    }
    let said = format!(" {said} ");
    let named = |label: &str| {
        phrase(label).is_some_and(|it| {
            let place = said.find(&format!(" {it} "));
            let before =
                place.and_then(|at| said.get(..at)).and_then(|it| it.split(' ').next_back());
            place.is_some() && !before.is_some_and(|word| NOT.contains(&word))
        })
    };
    let mut named = option.choices().iter().filter(|choice| named(&choice.label));
    match (named.next(), named.next()) {
        (Some(choice), None) => Some(choice.label.clone()),
        _ => None,
    }
}

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish.
pub(super) const AND: [&str; 9] = ["and", "but", "und", "et", "y", "e", "en", "i", "aber"];
const NOT: [&str; 14] = [
    "not", "no", "dont", "t", "without", "nicht", "kein", "keine", "pas", "sin", "sem", "non",
    "niet", "nie",
];

#[cfg(test)]
mod tests {
    use super::read;
    use crate::domain::catalogue::{Choice, OptionKind, ProductOption};

    fn option() -> ProductOption {
        let choice = |label: &str| Choice { label: label.into(), surcharge: Default::default() };
        let choices = ["small", "large", "11"].map(choice).to_vec();
        ProductOption { name: "Size".into(), kind: OptionKind::Choice { choices }, required: true }
    }

    #[test]
    fn what_stands_beside_the_choice_is_kept() {
        let said = |text| read(&option(), text);
        let chosen = |value: &str, rest: &str| Some((value.to_owned(), rest.to_owned()));
        assert_eq!(said("Large"), chosen("large", ""));
        assert_eq!(said("large please"), chosen("large", ""));
        assert_eq!(said("large please and a calzone"), chosen("large", "a calzone"));
        assert_eq!(said("11, and 2 straps"), chosen("11", "2 straps"));
        assert_eq!(said("a strap too"), None);
        assert_eq!(said("small or large"), None);
    }

    #[test]
    fn what_is_refused_is_not_chosen() {
        assert_eq!(read(&option(), "not small"), None);
        assert_eq!(read(&option(), "not small, large"), Some(("large".into(), "not small".into())));
    }
}
