//! Pieces of one product of which each is said with words of its own: "2 mugs, one with text Mum
//! and one with text Dad".

use super::{
    clauses::{self, beginnings},
    lists::{self, AND, OF_THEM, THE},
    named::{self, extent::bare},
};
use crate::domain::{
    catalogue::{OptionKind, Product, ProductOption},
    recognise::{is_number, is_one_left, only_wishes, recognise},
    shelf::Stock,
};

/// The text with the name of the product for each of its pieces: "a Mug with text Mum and a Mug
/// with text Dad". None if it does not speak of pieces so.
pub(super) fn spelled_out(stock: &Stock, text: &str) -> Option<String> {
    if !only_wishes(text) {
        return None;
    }
    let begun = beginnings(text, &[&clauses::ENDS[..], &[':']].concat());
    let clause = |nth: usize| {
        let to = begun.get(nth + 1).copied().unwrap_or(text.len());
        text.get(*begun.get(nth)?..to)
    };
    let first = (1..begun.len().min(MOST_BEGUN))
        .find(|nth| clause(*nth).and_then(pieces).is_some_and(|it| it.count.is_some()))?;
    let head = Head::of(stock, clause(first - 1)?)?;
    let mut said = text.get(..*begun.get(first - 1)?)?.to_owned();
    let (mut items, mut left, mut has_words) = (String::new(), head.quantity, false);
    for nth in first..begun.len() {
        let clause = clause(nth)?;
        let Some(found) = pieces(clause).filter(|it| head.takes(stock, it.rest)) else {
            items.push_str(clause);
            continue;
        };
        let count = found.count.unwrap_or(left);
        left = left.checked_sub(count).filter(|_| count > 0)?;
        has_words |= head.has_words(stock, found.rest);
        items.push_str(&format!("{} {}", head.some(count), found.rest));
    }
    if !has_words {
        return None;
    }
    if left > 0 {
        said.push_str(&format!("{}, ", head.some(left)));
    }
    Some(said + &items)
}

/// How many pieces each are to have which text, where an answer says that of all of them: "one with
/// text Mum and one with text Dad".
pub(super) fn worded(
    stock: &Stock,
    product: &Product,
    option: &ProductOption,
    quantity: u32,
    text: &str,
) -> Option<Vec<(String, u32)>> {
    let begun = beginnings(text, &clauses::ENDS);
    let mut left = quantity;
    let mut portions = vec![];
    for (nth, from) in begun.iter().enumerate() {
        let to = begun.get(nth + 1).copied().unwrap_or(text.len());
        let found = pieces(text.get(*from..to)?)?;
        let said = found.rest.trim_end().trim_end_matches(clauses::ENDS);
        let said = match said.rsplit_once(char::is_whitespace) {
            Some((said, last)) if AND.contains(&&*last.to_lowercase()) => said,
            _ => said,
        };
        let count = found.count.unwrap_or(left);
        left = left.checked_sub(count).filter(|_| count > 0)?;
        let said = named::answered(stock, product, option, said.trim_end_matches(clauses::ENDS))?;
        portions.push((said, count));
    }
    (portions.len() > 1 && left == 0).then_some(portions)
}

/// So many pieces, and what is said of them.
pub(super) struct Pieces<'t> {
    /// None where they are what is left.
    pub(super) count: Option<u32>,
    /// It is said that they are some of what is there: "one of them".
    pub(super) of_them: bool,
    pub(super) rest: &'t str,
}

/// What a clause says that begins with a number of pieces and not with what they are: "one with",
/// "2 of them with", "the other with".
pub(super) fn pieces(clause: &str) -> Option<Pieces<'_>> {
    let words = named::words_of(clause);
    let plain = |at: usize| {
        let word = words.get(at).and_then(|it| clause.get(it.clone())).unwrap_or_default();
        bare(word).to_lowercase()
    };
    let the = usize::from(THE.contains(&&*plain(0)));
    let first = plain(the);
    let count = match is_one_left(&first) {
        Some(is_one) => is_one.then_some(1),
        None if first == "one" => Some(1),
        None => Some(lists::count(&first).filter(|_| the == 0 && is_number(&first))?),
    };
    let mut end = the + 1;
    let of_them = OF_THEM.contains(&&*format!("{} {}", plain(end), plain(end + 1)));
    if of_them {
        end += 2;
    }
    end += usize::from(plain(end) == "one");
    let rest = clause.get(words.get(end)?.start..)?;
    Some(Pieces { count, of_them, rest })
}

/// What the pieces are of.
struct Head<'a> {
    product: &'a Product,
    quantity: u32,
    /// What is said of all of them.
    labels: Vec<String>,
}

impl<'a> Head<'a> {
    /// None if the clause says anything else than how many of a product that has texts.
    fn of(stock: &'a Stock, clause: &str) -> Option<Self> {
        let read = recognise(&stock.index, clause);
        let [line] = read.lines.as_slice() else { return None };
        let is_all = read.unknown.is_empty() && read.ambiguous.is_empty();
        if !is_all || !read.inquired.is_empty() || line.quantity < 2 {
            return None;
        }
        let product = stock.catalogue.product(&line.product)?;
        let has_texts = product.options.iter().any(|it| matches!(it.kind, OptionKind::Text(_)));
        let labels = line.options.iter().map(|it| it.1.clone()).collect();
        has_texts.then_some(Self { product, quantity: line.quantity, labels })
    }

    /// So many of it.
    fn some(&self, count: u32) -> String {
        let count = if count == 1 { "a".to_owned() } else { count.to_string() };
        format!("{count} {} {}", self.product.name, self.labels.join(" ")).trim_end().to_owned()
    }

    fn has_words(&self, stock: &Stock, rest: &str) -> bool {
        let said = format!("{} {rest}", self.product.name);
        !named::read(stock, std::iter::once(&self.product.id), &said).values.is_empty()
    }

    /// Whether what stands behind the number may be said of pieces, and names nothing else.
    fn takes(&self, stock: &Stock, rest: &str) -> bool {
        let read = recognise(&stock.index, rest);
        self.has_words(stock, rest) || (read.lines.is_empty() && read.ambiguous.is_empty())
    }
}

/// A text with more clauses before the first piece is no list of pieces.
const MOST_BEGUN: usize = 36;
