//! What stands in quotation marks beside a product is its text, whatever it says: `2 cards, "Happy
//! birthday" and "Thank you"`.

use std::ops::Range;

use super::{
    lists::{AND, WITH},
    named::{self, extent, extent::bare},
};
use crate::domain::{
    catalogue::{OptionKind, Product},
    recognise::recognise,
    shelf::Stock,
};

/// The text with the name of the option before what is quoted, where nothing says of what it is.
/// None if there is nothing to add.
pub(super) fn told(stock: &Stock, text: &str) -> Option<String> {
    let spans = quotations(text);
    if spans.is_empty() || !stock.index.takes_texts() {
        return None;
    }
    let plain = without(text, &spans);
    let read = recognise(&stock.index, &plain);
    let mut lines = read.lines.iter().filter_map(|line| {
        let product = stock.catalogue.product(&line.product)?;
        Some((product, line.quantity, only_text(product)?))
    });
    let (product, quantity, option) = lines.next()?;
    if lines.next().is_some() {
        return None;
    }
    let mut said = String::with_capacity(text.len());
    let mut at = 0;
    let mut added = false;
    let listed = spans.len() > 1 && usize::try_from(quantity) == Ok(spans.len());
    let is_product = |it: &Range<usize>| {
        let inside = text.get(it.clone()).unwrap_or_default();
        stock.index.named(inside.trim_matches(|it: char| !it.is_alphanumeric())).is_some()
    };
    // Of fewer texts than pieces it is not known which is on which.
    if (spans.len() > 1 && !listed && quantity > 1) || spans.iter().any(is_product) {
        return None;
    }
    for (nth, span) in spans.iter().enumerate() {
        let between = text.get(at..span.start)?;
        let before = before(product, between);
        let (said_before, led) = match before.last.as_str() {
            // "one says …", where the option is a Print.
            last if SAYS.contains(&last) && before.is_of_piece => {
                let end = between.trim_end().rfind(char::is_whitespace).unwrap_or(0);
                (format!("{} ", between.get(..end).unwrap_or_default()), "with")
            }
            // "a card with message … and a card with message …".
            _ if nth > 0 && is_one_more(stock, product, option, between) => {
                (" and ".to_owned(), "one with")
            }
            // "2 cards, one says … and the other …".
            last if nth > 0 && PIECES.contains(&last) => (between.to_owned(), "with"),
            _ if named::ends_name(product, &before.last) && listed => {
                (format!("{}: ", between.trim_end().trim_end_matches([',', ':'])), "one with")
            }
            _ if named::ends_name(product, &before.last) => {
                (between.to_owned(), if before.is_led { "" } else { "with" })
            }
            last if nth > 0 && (last.is_empty() || AND.contains(&last)) && before.is_bare => {
                (between.to_owned(), "one with")
            }
            _ => (between.to_owned(), ""),
        };
        said.push_str(&said_before);
        let is_led = before.is_led && named::ends_name(product, &before.last);
        if !led.is_empty() || is_led {
            said.push_str(format!("{led} {option} ").trim_start());
            added = true;
        }
        said.push_str(text.get(span.clone())?);
        at = span.end;
    }
    said.push_str(text.get(at..)?);
    added.then_some(said)
}

/// A text with spaces in the place of what it quotes.
pub(super) fn unquoted(text: &str) -> String {
    without(text, &quotations(text))
}

fn without(text: &str, spans: &[Range<usize>]) -> String {
    let mut plain = text.to_owned();
    for span in spans.iter().rev() {
        plain.replace_range(span.clone(), " ");
    }
    plain
}

/// What stands in double quotation marks, with them. Others may be apostrophes.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = vec![];
    for (at, _) in text.match_indices(['"', '“', '„', '«']).take(MOST_MARKS) {
        let is_inside = spans.last().is_some_and(|it| it.contains(&at));
        spans.extend(extent::quoted(text, at).filter(|_| !is_inside).map(|it| it.whole));
    }
    spans
}

/// Whether nothing but one more of the product is named, with nothing said of it.
fn is_one_more(stock: &Stock, product: &Product, option: &str, between: &str) -> bool {
    let read = recognise(&stock.index, between);
    let joins = |it: &str| AND.contains(&it) || it.ends_with([',', ';']);
    let first = between.trim_start();
    let is_joined = between.split_whitespace().next().is_some_and(joins) || first.starts_with(',');
    let is_one = matches!(read.lines.as_slice(),
        [only] if only.product == product.id && only.quantity == 1 && only.options.is_empty());
    let is_name = |it: &String| it.eq_ignore_ascii_case(option);
    is_joined && is_one && read.ambiguous.is_empty() && read.unknown.iter().all(is_name)
}

/// The last word before what is quoted, but for choices: "mug white with".
struct Before {
    last: String,
    /// There is nothing else but what joins.
    is_bare: bool,
    /// "with" stands behind it.
    is_led: bool,
    /// What stands for one of the pieces is before it.
    is_of_piece: bool,
}

fn before(product: &Product, between: &str) -> Before {
    let mut words: Vec<String> = between
        .split_whitespace()
        .map(|it| bare(it.trim_end_matches(':')).to_lowercase())
        .collect();
    words.retain(|it| !it.is_empty());
    let is_led = words.pop_if(|it| WITH.contains(&it.as_str())).is_some();
    let is_choice = |it: &mut String| {
        let mut choices = product.options.iter().flat_map(|option| option.choices());
        choices.any(|choice| choice.names().any(|name| name.to_lowercase() == *it))
    };
    while words.pop_if(is_choice).is_some() {}
    let last = words.pop().unwrap_or_default();
    let is_of_piece = words.last().is_some_and(|it| PIECES.contains(&it.as_str()));
    Before { last, is_bare: words.is_empty(), is_led, is_of_piece }
}

/// The name of the only option in words that a product has.
fn only_text(product: &Product) -> Option<&str> {
    let mut texts = product.options.iter().filter(|it| matches!(it.kind, OptionKind::Text(_)));
    texts.next().filter(|_| texts.next().is_none()).map(|it| it.name.as_str())
}

/// Nobody quotes more of what is to be written on things, and each mark is looked for to the end.
const MOST_MARKS: usize = 40;
/// What stands for one of the pieces.
const PIECES: [&str; 6] = ["one", "other", "another", "second", "third", "last"];
/// What says a text.
const SAYS: [&str; 4] = ["says", "saying", "reads", "say"];

#[cfg(test)]
mod tests {
    use super::told;
    use crate::domain::{
        catalogue::{Catalogue, OptionKind, Product, ProductId, ProductOption, TextRule},
        recognise::Index,
        shelf::Stock,
    };

    #[test]
    fn what_is_quoted_beside_a_product_is_said_to_be_its_text() {
        let kind = OptionKind::Text(TextRule::default());
        let options = vec![ProductOption { name: "Message".into(), required: true, kind }];
        let id = ProductId::from_name("Card").unwrap();
        let catalogue =
            Catalogue::new(vec![Product { options, ..Product::named(id, "Card") }]).unwrap();
        let stock = Stock { index: Index::new(&catalogue), catalogue };
        let said = |text| told(&stock, text);
        assert_eq!(said("a card \"Hi\"").as_deref(), Some("a card with Message \"Hi\""));
        assert_eq!(
            said("2 cards, \"Hi\" and \"Bye\"").as_deref(),
            Some("2 cards: one with Message \"Hi\" and one with Message \"Bye\"")
        );
        assert_eq!(
            said("2 cards, one says \"Hi\" and the other \"Bye\"").as_deref(),
            Some("2 cards, one with Message \"Hi\" and the other with Message \"Bye\"")
        );
        assert_eq!(
            said("a card with message \"Hi\" and a card with message \"Bye\"").as_deref(),
            Some("a card with message \"Hi\" and one with Message \"Bye\"")
        );
        assert_eq!(said("a card with message \"Hi\""), None);
        assert_eq!(said("a card"), None);
    }
}
