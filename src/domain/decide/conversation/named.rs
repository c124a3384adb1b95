//! Options that are said by their name: "an adder with plate ABC 123".

use std::ops::Range;

use super::{
    lists::{AND, WITH, verbs::WITHOUT},
    options::fitting,
};
use crate::domain::{
    answer::phrase,
    catalogue::{Catalogue, OptionKind, Product, ProductId, ProductOption},
    notice::Unfit,
};

/// Of which product, which option, and its value.
pub(super) type Value = (ProductId, String, String);

/// What a text says of the options of products, and the text without that.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) values: Vec<Value>,
    /// What options cannot be.
    pub(super) unfit: Vec<Unfit>,
    pub(super) rest: String,
}

/// Reads the options that are answered in words. Those of choices are read with the products.
pub(super) fn read<'p>(
    catalogue: &Catalogue,
    products: impl Iterator<Item = &'p ProductId>,
    text: &str,
) -> Named {
    let mut named = Named { rest: text.to_owned(), ..Named::default() };
    for id in products {
        let Some(product) = catalogue.product(id) else { continue };
        for option in &product.options {
            let done = named.values.iter().any(|it| it.0 == *id && it.1 == option.name);
            match find(product, option, &named.rest).filter(|_| !done) {
                Some((said, Some(value))) => {
                    named.values.push((id.clone(), option.name.clone(), value));
                    named.rest.replace_range(said, ", ");
                }
                Some((said, None)) => {
                    let said = named.rest.get(said).unwrap_or_default().to_owned();
                    let unfit = Unfit { option: option.name.clone(), said, hint: hint(option) };
                    if !unfit.said.is_empty() && !named.unfit.contains(&unfit) {
                        named.unfit.push(unfit);
                    }
                }
                None => {}
            }
        }
    }
    named
}

/// Parts what options cannot be from words that are not understood: what was understood otherwise
/// was not said of an option, and what was said of one is told once.
pub(super) fn part(unfit: &mut Vec<Unfit>, unknown: &mut Vec<String>) {
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

fn hint(option: &ProductOption) -> Option<String> {
    match &option.kind {
        OptionKind::Text(rule) => rule.hint.clone(),
        OptionKind::Choice { .. } => None,
    }
}

/// Where the option is said, and its value; or where something is that its value cannot be.
fn find(
    product: &Product,
    option: &ProductOption,
    text: &str,
) -> Option<(Range<usize>, Option<String>)> {
    let OptionKind::Text(rule) = &option.kind else { return None };
    let name = phrase(&option.name)?;
    let words = words_of(text);
    let length = name.split(' ').count();
    let (from, mut first) = (0..words.len()).find_map(|at| {
        let said = words.get(at..at + length)?;
        let span = said.first()?.start..said.last()?.end;
        (phrase(text.get(span)?) == Some(name.clone())).then_some((at, at + length))
    })?;
    let word = |at: usize| words.get(at).and_then(|it| text.get(it.clone())).unwrap_or_default();
    let with =
        from.checked_sub(1).is_some_and(|at| WITH.contains(&word(at).to_lowercase().as_str()));
    // "no plate, large" says that it has none.
    let is_none = |at: usize| WITHOUT.contains(&word(at).to_lowercase().as_str());
    if (from.saturating_sub(2)..from).any(is_none) {
        return None;
    }
    let mut marked = with || word(first.checked_sub(1)?).ends_with([':', '=']);
    let says = |at: usize| SAYS.contains(&word(at).to_lowercase().as_str());
    while says(first) && first + 1 < words.len() {
        marked = true;
        first += 1;
    }
    // "a mug engraving Tom".
    let follows = from.checked_sub(1).is_some_and(|before| ends_name(product, word(before)))
        && word(first).starts_with(|it: char| it.is_uppercase() || it == '"' || it == '“');
    // "note that I am late" says nothing of an option Note.
    if rule.pattern.is_none() && !marked && !follows {
        return None;
    }
    // "I love you" begins with no "and" of another language.
    let is_and = |at: usize, said: &str| {
        AND.contains(&said) && word(at) != "I" && !(at == first && said == "i")
    };
    let ends = |at: &usize| {
        let said = word(*at).to_lowercase();
        let parts = at.checked_sub(1).and_then(|before| {
            let gap = words.get(before)?.end..words.get(*at)?.start;
            let stops = word(before).ends_with([',', ';', '.', '!', '?']) && before >= first;
            Some(stops || text.get(gap)?.contains('\n'))
        });
        parts == Some(true) || is_and(*at, &said) || CLOSES.contains(&said.as_str())
    };
    let last = (first..words.len()).find(ends).unwrap_or(words.len());
    let last = last.min(first + MOST_WORDS);
    let value = (first + 1..=last).rev().find_map(|end| {
        let span = words.get(first)?.start..words.get(end - 1)?.end;
        let said = text.get(span.clone())?.trim_end_matches([',', ';', '.', '!', '?']);
        // A number that does not fit would count something.
        let goes_on = end < last && word(end).contains(|it: char| it.is_ascii_digit());
        if goes_on {
            return None;
        }
        let value = fitting(option, said.trim_matches(['"', '“', '”', '„', '‘', '’', '\'']))?;
        // "plate no thanks".
        if REFUSED.contains(&said.to_lowercase().as_str()) {
            return None;
        }
        Some((words.get(from)?.start..span.start + said.len(), Some(value)))
    });
    let unfit = || {
        let span = words.get(first)?.start..words.get(last.checked_sub(1)?)?.end;
        let said = text.get(span.clone())?.trim_end_matches([',', ';', '.', '!', '?']);
        rule.pattern.as_ref().map(|_| (span.start..span.start + said.len(), None))
    };
    value.or_else(unfit)
}

/// Whether a name of the product ends with the word, perhaps in the plural.
fn ends_name(product: &Product, word: &str) -> bool {
    let word = word.to_lowercase();
    let is_last = |last: &str| {
        let ending = word.strip_prefix(&last.to_lowercase());
        ending.is_some_and(|it| matches!(it, "" | "s" | "es"))
    };
    product.names().any(|name| name.split(' ').next_back().is_some_and(is_last))
}

/// Where the words are, which spaces part.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = vec![];
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let is_word = !letter.is_whitespace();
        match words.last_mut().filter(|_| is_word && inside) {
            Some(word) => word.end = at + letter.len_utf8(),
            None if is_word => words.push(at..at + letter.len_utf8()),
            None => {}
        }
        inside = is_word;
    }
    words
}

/// What stands between the name of an option and its value.
const SAYS: [&str; 24] = [
    ":", "=", "is", "ist", "est", "es", "é", "saying", "says", "mit", "should", "be", "to", "zu",
    "auf", "en", "à", "a", "para", "por", "with", "by", "durch", "par",
];
/// What is no more of the value.
const CLOSES: [&str; 16] = [
    "please", "pls", "plz", "bitte", "svp", "thanks", "thx", "danke", "on", "for", "at", "in",
    "auf", "pour", "para", "per",
];
/// What says that there is to be no such text.
const REFUSED: [&str; 12] = [
    "no", "none", "nothing", "nope", "nein", "keine", "keins", "non", "aucun", "nada", "ninguno",
    "nenhum",
];
const MOST_WORDS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::TextRule;

    fn shop() -> (Catalogue, Vec<ProductId>) {
        let text = |name: &str, pattern: Option<&str>| ProductOption {
            name: name.into(),
            required: false,
            kind: OptionKind::Text(TextRule {
                pattern: pattern.map(str::to_owned),
                ..TextRule::default()
            }),
        };
        let id = ProductId::from_name("Adder").unwrap();
        let options = vec![text("Plate", Some("[A-Z0-9 ]{1,8}")), text("Note", None)];
        let adder = Product { options, ..Product::named(id.clone(), "Adder") };
        (Catalogue::new(vec![adder]).unwrap(), vec![id])
    }

    #[track_caller]
    fn check(text: &str, values: &[(&str, &str)], rest: &str) {
        let (catalogue, ids) = shop();
        let named = read(&catalogue, ids.iter(), text);
        let said: Vec<_> = named.values.iter().map(|it| (it.1.as_str(), it.2.as_str())).collect();
        assert_eq!((said.as_slice(), named.rest.as_str()), (values, rest), "{text:?}");
    }

    #[test]
    fn values_stand_behind_the_name_of_their_option() {
        check("a gold adder with plate ABC 123", &[("Plate", "ABC 123")], "a gold adder with , ");
        check("plate abc 123, and a sultan", &[("Plate", "ABC 123")], ", , and a sultan");
        check("adder, plate: AB12 please", &[("Plate", "AB12")], "adder, ,  please");
        check("change the plate to AB12", &[("Plate", "AB12")], "change the , ");
        check("plate A", &[("Plate", "A")], ", ");
        check("my plate is AB12 and 2 sultans", &[("Plate", "AB12")], "my ,  and 2 sultans");
        check("adder, note: \"for Ann\"", &[("Note", "for Ann")], "adder, , ");
        check("2 adders note Dear Ann", &[("Note", "Dear Ann")], "2 adders , ");
        check("a gold adder note Dear Ann", &[("Note", "Dear Ann")], "a gold adder , ");
        check("a gold adder note \"for Ann\"", &[("Note", "for Ann")], "a gold adder , ");
    }

    #[test]
    fn what_does_not_fit_is_left_where_it_is() {
        check("what is a plate?", &[], "what is a plate?");
        check("plate much-too-long-for-one", &[], "plate much-too-long-for-one");
        check("note that I am late", &[], "note that I am late");
        check("an adder note that I am late", &[], "an adder note that I am late");
        check("an adder, note That", &[], "an adder, note That");
        check("plate toolong 123", &[], "plate toolong 123");
        check("plate AB12 on the adder", &[("Plate", "AB12")], ",  on the adder");
        check("", &[], "");
    }

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
