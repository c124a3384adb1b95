//! Several lines of which each is said with words of its own: "a gold car with plate ABC and a
//! white one with plate XYZ".

use std::ops::Range;

use super::{
    lists::AND,
    named::{self, extent},
    quotes,
    talk::Talk,
    words,
};
use crate::domain::{
    catalogue::{OptionKind, ProductId},
    notice::Misread,
    recognise::{only_wishes, recognise},
    shelf::Stock,
};

/// More clauses are no list of things that each have words of their own.
const MOST_CLAUSES: usize = 12;
/// Where clauses may begin in such a list.
const MOST_BEGUN: usize = 3 * MOST_CLAUSES;

impl Talk<'_> {
    /// Takes a list clause by clause, so that what is answered in words is said of the thing beside
    /// which it stands. None if the text is no such list.
    pub(super) fn take_clauses(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        let clauses = clauses_of(stock, text)?;
        let mut misread = Misread::default();
        for (nth, clause) in clauses.into_iter().enumerate() {
            let said = if nth == 0 { clause.to_owned() } else { format!("and {clause}") };
            let more = self.revise_lines(stock, &said);
            misread = misread.and(&more);
        }
        Some(misread)
    }
}

/// The clauses of a list in which several things have options in words, each with one of them.
fn clauses_of<'t>(stock: &Stock, text: &'t str) -> Option<Vec<&'t str>> {
    if !stock.index.takes_texts() {
        return None;
    }
    let begun = beginnings(text, &ENDS);
    if begun.len() < 2 || !only_wishes(&quotes::unquoted(text)) {
        return None;
    }
    let has_words = |product: &ProductId| {
        let product = stock.catalogue.product(product);
        let mut options = product.into_iter().flat_map(|it| &it.options);
        options.any(|it| matches!(it.kind, OptionKind::Text(_)))
    };
    let slice = |from: usize, to: usize| text.get(from..to);
    let mut clauses: Vec<(usize, Vec<ProductId>)> = vec![];
    for (nth, &from) in begun.iter().enumerate() {
        let to = begun.get(nth + 1).copied().unwrap_or(text.len());
        let read = recognise(&stock.index, slice(from, to)?);
        let mut lines: Vec<_> = read.lines.into_iter().map(|it| it.product).collect();
        let mut is_unclear = !read.ambiguous.is_empty();
        if lines.is_empty() && begun.len() <= MOST_BEGUN {
            // What is written on a thing may look like talk of it.
            let (read, named) = words::read(stock, slice(from, to)?, &[]);
            if !named.values.is_empty() {
                lines = read.lines.into_iter().map(|it| it.product).collect();
                is_unclear = !read.ambiguous.is_empty();
            }
        }
        if is_unclear || !read.inquired.is_empty() || lines.len() > 1 {
            return None;
        }
        match clauses.last_mut() {
            // "plate ABC" belongs to what was named before, and "and" to what follows.
            Some(_) if lines.is_empty() => {}
            Some(first) if first.1.is_empty() => first.1 = lines,
            _ => clauses.push((from, lines)),
        }
    }
    let lines: Vec<_> = clauses.iter().flat_map(|it| &it.1).collect();
    let is_list = (2..=MOST_CLAUSES).contains(&clauses.len()) && lines.len() == clauses.len();
    let several = lines.iter().filter(|it| has_words(it)).count() > 1;
    let products = lines.iter().copied();
    let named = named::read(stock, products, text);
    let is_of_all = named.values.iter().any(|it| it.each);
    if !is_list || !several || named.values.is_empty() || is_of_all {
        return None;
    }
    let ends = clauses.iter().skip(1).map(|it| it.0).chain([text.len()]);
    clauses.iter().zip(ends).map(|(it, end)| slice(it.0, end)).collect()
}

/// Bounds the work on a text of many quotation marks, each of which is looked for to the end.
const MOST_QUOTES: usize = 80;

/// What clauses end with.
pub(super) const ENDS: [char; 3] = [',', ';', '\n'];

/// Where clauses may begin: at the start, behind what `ends` them and words such as "and", but not
/// in quotation marks.
pub(super) fn beginnings(text: &str, ends: &[char]) -> Vec<usize> {
    let mut begun = vec![0];
    let mut at = 0;
    let mut quoted = vec![];
    for (at, _) in text.match_indices(named::QUOTES).take(MOST_QUOTES) {
        let is_inside = quoted.last().is_some_and(|it: &Range<usize>| it.contains(&at));
        quoted.extend(extent::quoted(text, at).filter(|_| !is_inside).map(|it| it.whole));
    }
    for piece in text.split_inclusive(|it: char| it.is_whitespace() || ends.contains(&it)) {
        at += piece.len();
        let word = piece.trim().to_lowercase();
        let parts = piece.ends_with(ends) || AND.contains(&word.as_str()) || word == "+";
        let is_quoted = quoted.iter().any(|it| it.contains(&at));
        if parts && !is_quoted && at < text.len() {
            begun.push(at);
        }
    }
    begun
}
