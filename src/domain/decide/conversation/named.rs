//! Options that are said by their name: "an adder with plate ABC 123".

pub(super) mod extent;
mod forms;
mod unfit;

use std::ops::Range;

use super::lists::{AND, QUIET, THE, WITH, verbs::WITHOUT};
use crate::domain::{
    answer::phrase,
    catalogue::{OptionKind, Product, ProductId, ProductOption},
    notice::Unfit,
    shelf::Stock,
};
use extent::{Start, bare, ends_part, takes_words};
pub(super) use forms::beginnings;
pub(super) use unfit::part;

/// What an option of a product is to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) product: ProductId,
    pub(super) option: String,
    pub(super) said: String,
    /// Of all of its lines: "engraving Forever on both".
    pub(super) each: bool,
}

/// What a text says of the options of products, and the text without that.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) values: Vec<Value>,
    /// What options cannot be, if it was said of them.
    pub(super) unfit: Vec<Unfit>,
    /// What was said of options that they cannot be.
    pub(super) refused: Vec<(ProductId, Unfit)>,
    pub(super) rest: String,
}

/// Reads the options that are answered in words. Those of choices are read with the products.
pub(super) fn read<'p>(
    stock: &Stock,
    products: impl Iterator<Item = &'p ProductId>,
    text: &str,
) -> Named {
    let mut named = Named { rest: text.to_owned(), ..Named::default() };
    for id in products {
        let Some(product) = stock.catalogue.product(id) else { continue };
        for option in &product.options {
            let is_it = |(of, name): (&ProductId, &String)| of == id && *name == option.name;
            let done = named.values.iter().any(|it| is_it((&it.product, &it.option)))
                || named.refused.iter().any(|it| is_it((&it.0, &it.1.option)));
            let Some(found) = find(stock, product, option, &named.rest).filter(|_| !done) else {
                continue;
            };
            let said = named.rest.get(found.said).unwrap_or_default().to_owned();
            let unfit = Unfit { option: option.name.clone(), said, hint: hint(option) };
            match found.value {
                Some(said) => named.values.push(Value {
                    product: id.clone(),
                    option: option.name.clone(),
                    said,
                    each: found.each,
                }),
                None if found.is_sure => named.refused.push((id.clone(), unfit)),
                None => {
                    if !unfit.said.is_empty() && !named.unfit.contains(&unfit) {
                        named.unfit.push(unfit);
                    }
                    continue;
                }
            }
            named.rest.replace_range(found.whole, ", ");
        }
    }
    named
}

fn hint(option: &ProductOption) -> Option<String> {
    match &option.kind {
        OptionKind::Text(rule) => rule.hint.clone(),
        OptionKind::Choice { .. } => None,
    }
}

/// Where an option is said, and what of it.
struct Found {
    /// With its name.
    whole: Range<usize>,
    said: Range<usize>,
    /// None if the option cannot be that.
    value: Option<String>,
    /// It is said of the option, and of nothing else.
    is_sure: bool,
    /// It is said of all pieces.
    each: bool,
}

impl Found {
    /// Whether nothing is said before it but what leads to it.
    fn leads(&self, product: &Product, text: &str) -> bool {
        let is_quiet = |it: &str| {
            let word = it.to_lowercase();
            let is_name = |name: &str| name.to_lowercase().split(' ').any(|it| it == word);
            QUIET.contains(&&*word) || forms::leads_to(&word) || product.names().any(is_name)
        };
        let before = text.get(..self.whole.start).unwrap_or_default();
        before.split_whitespace().all(is_quiet)
    }
}

fn find(stock: &Stock, product: &Product, option: &ProductOption, text: &str) -> Option<Found> {
    named(stock, product, option, text, false)
        .or_else(|| formed(stock, product, option, text, false))
}

/// Where it is said by a form of its name, and begins with a capital or in quotation marks:
/// "engraved Anna". Of what is not named, and not asked for, that says nothing.
fn formed(
    stock: &Stock,
    product: &Product,
    option: &ProductOption,
    text: &str,
    is_asked: bool,
) -> Option<Found> {
    let OptionKind::Text(_) = &option.kind else { return None };
    let words = words_of(text);
    let word = |at: usize| words.get(at).and_then(|it| text.get(it.clone())).unwrap_or_default();
    // "a pen fine engraving Tom".
    let is_name = |at: usize| {
        let clause = (0..at).rev().take_while(|it| !ends_part(word(*it)));
        phrase(word(at)) == phrase(&option.name)
            && clause.into_iter().any(|it| ends_name(product, word(it)))
    };
    let form =
        (0..words.len()).find(|at| forms::is_form(&option.name, word(*at)) || is_name(*at))?;
    let mut first = form + 1;
    while word(first).starts_with(char::is_lowercase) && forms::leads(word(first)) {
        first += 1;
    }
    let is_it = (form..first).any(|at| forms::means_it(word(at)));
    let is_named = is_asked || is_it || (0..form).any(|at| ends_name(product, bare(word(at))));
    let is_said = word(first).starts_with(|it: char| it.is_uppercase() || QUOTES.contains(&it));
    if !is_named || !is_said {
        return None;
    }
    let mut from = form;
    while from > 0 && forms::leads_to(word(from - 1)) {
        from -= 1;
    }
    let at = words.get(first)?.start;
    let extent = Start { index: &stock.index, product, option, text, at }.extent()?;
    let is_sure = extent.is_quoted || takes_words(option);
    let whole = words.get(from)?.start..extent.span.end;
    let each = extent.each || from.checked_sub(1).is_some_and(|at| extent::is_all(word(at)));
    Some(Found { whole, said: extent.said, value: extent.value, is_sure, each })
}

/// What a text is that says nothing but what an option is to be that is asked for: "named Rex",
/// "the name is Rex".
pub(super) fn answered(
    stock: &Stock,
    product: &Product,
    option: &ProductOption,
    text: &str,
) -> Option<String> {
    let found = named(stock, product, option, text, true);
    let found = found.or_else(|| formed(stock, product, option, text, true))?;
    let behind = text.get(found.whole.end..)?;
    let is_all = found.leads(product, text) && bare(behind.trim()).is_empty();
    found.value.filter(|_| is_all)
}

/// The same where more is said behind it, which stays: "Rex, number 7" of "name Rex, number 7".
pub(super) fn answered_first(
    stock: &Stock,
    product: &Product,
    option: &ProductOption,
    text: &str,
) -> Option<String> {
    let found = named(stock, product, option, text, true).filter(|it| it.leads(product, text))?;
    let behind = text.get(found.whole.end..)?.trim_start();
    let goes_on = behind.starts_with([',', ';']);
    found.value.filter(|_| goes_on).map(|value| format!("{value}{behind}"))
}

/// Where it is said by its name.
fn named(
    stock: &Stock,
    product: &Product,
    option: &ProductOption,
    text: &str,
    is_asked: bool,
) -> Option<Found> {
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
    let lower = |at: usize| word(at).to_lowercase();
    // "with the name".
    let before = from.checked_sub(1).filter(|at| THE.contains(&&*lower(*at))).unwrap_or(from);
    let with = before.checked_sub(1).is_some_and(|at| WITH.contains(&&*lower(at)));
    let said_from = if with { before } else { from };
    // "no plate, large" says that it has none.
    let is_none = |at: usize| WITHOUT.contains(&&*lower(at));
    if (from.saturating_sub(2)..from).any(is_none) {
        return None;
    }
    let is_colon = word(first.checked_sub(1)?).ends_with([':', '=']);
    let mut marked = with || is_colon;
    // "engraving: To John" says more than "to".
    let says = |at: usize| match is_colon {
        true => matches!(word(at), ":" | "="),
        false => SAYS.contains(&word(at)),
    };
    while says(first) && first + 1 < words.len() {
        marked = true;
        first += 1;
    }
    // "engraving To John" begins with it.
    marked |= !is_colon && SAYS.contains(&&*lower(first));
    let is_said = word(first).starts_with(|it: char| it.is_uppercase() || QUOTES.contains(&it));
    // "a mug engraving Tom".
    let follows = from.checked_sub(1).is_some_and(|before| ends_name(product, word(before)));
    let at = words.get(first)?.start;
    let extent = Start { index: &stock.index, product, option, text, at }.extent()?;
    // "large, card message Love", and where that is asked for.
    let opens = from
        .checked_sub(1)
        .is_none_or(|before| ends_part(word(before)) || AND.contains(&&*lower(before)));
    let begins = opens && is_said && (is_asked || length > 1);
    // "note that I am late" says nothing of an option Note.
    if rule.pattern.is_none() && !(marked || begins || extent.each || (follows && is_said)) {
        return None;
    }
    let is_sure = extent.is_quoted || (marked && takes_words(option));
    let whole = words.get(said_from)?.start..extent.span.end;
    let led = before.checked_sub(1 + usize::from(with));
    let each = extent.each || led.is_some_and(|at| extent::is_all(word(at)));
    Some(Found { whole, said: extent.said, value: extent.value, is_sure, each })
}

/// Whether a name of the product ends with the word, perhaps in the plural.
pub(super) fn ends_name(product: &Product, word: &str) -> bool {
    let word = word.to_lowercase();
    let is_last = |last: &str| {
        let ending = word.strip_prefix(&last.to_lowercase());
        ending.is_some_and(|it| matches!(it, "" | "s" | "es"))
    };
    product.names().any(|name| name.split(' ').next_back().is_some_and(is_last))
}

/// Where the words are, which spaces part, and what stands behind the name of an option and ":".
pub(super) fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = vec![];
    let (mut inside, mut named) = (false, false);
    for (at, letter) in text.char_indices() {
        let is_word = !letter.is_whitespace();
        let is_mark = matches!(letter, ':' | '=');
        match words.last_mut().filter(|_| is_word && inside) {
            Some(word) => word.end = at + letter.len_utf8(),
            None if is_word => words.push(at..at + letter.len_utf8()),
            None => {}
        }
        inside = is_word && !(is_mark && named);
        named = letter.is_alphabetic();
    }
    words
}

/// What stands between the name of an option and its value.
const SAYS: [&str; 24] = [
    ":", "=", "is", "ist", "est", "es", "é", "saying", "says", "mit", "should", "be", "to", "zu",
    "auf", "en", "à", "a", "para", "por", "with", "by", "durch", "par",
];
/// What says that there is to be no such text.
const REFUSED: [&str; 12] = [
    "no", "none", "nothing", "nope", "nein", "keine", "keins", "non", "aucun", "nada", "ninguno",
    "nenhum",
];
/// What opens a quotation.
pub(super) const QUOTES: [char; 6] = ['"', '“', '„', '«', '‘', '\''];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        catalogue::{Catalogue, TextRule},
        recognise::Index,
    };

    fn shop() -> (Stock, Vec<ProductId>) {
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
        let catalogue = Catalogue::new(vec![adder]).unwrap();
        let index = Index::new(&catalogue);
        (Stock { catalogue, index }, vec![id])
    }

    #[track_caller]
    fn check(text: &str, values: &[(&str, &str)], rest: &str) {
        let (stock, ids) = shop();
        let named = read(&stock, ids.iter(), text);
        let pair = |it: &'_ Value| (it.option.clone(), it.said.clone());
        let said: Vec<_> = named.values.iter().map(pair).collect();
        let said: Vec<_> = said.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
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
        check("note: Tom. How much is it?", &[("Note", "Tom")], ", . How much is it?");
        check("change the note to Ann and Bob", &[("Note", "Ann and Bob")], "change the , ");
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
}
