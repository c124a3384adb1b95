//! Talk about products that may be meant, which chooses none of them.

use super::{super::talk::Talk, beside};
use crate::domain::{
    answer::phrase,
    catalogue::{Product, ProductId},
    notice::Told,
    recognise::{recognise, says_rest},
    shelf::Stock,
};

impl Talk<'_> {
    /// What the products cost that a text asks after.
    pub(super) fn prices_told(&self, stock: &Stock, text: &str, among: &[ProductId]) -> Told {
        let read = recognise(&stock.index, text);
        let asked = read.inquired.iter().filter(|it| among.contains(it));
        let products = asked.filter_map(|it| stock.catalogue.product(it));
        let asked_of = |product: &Product| {
            let of_it = read.lines.iter().find(|it| it.product == product.id);
            of_it.map(|it| it.options.clone()).unwrap_or_default()
        };
        Told {
            products: products.map(|it| self.offered(it, &asked_of(it))).collect(),
            currency: stock.catalogue.tariff().currency.clone(),
            ..Told::default()
        }
    }
}

/// Whether words that may choose ask after what they name, or talk of it, instead: "how much is the
/// classic?", "the classic is too expensive". Where several may be meant, "the classic?" says
/// which.
pub(super) fn is_discussed(stock: &Stock, text: &str, among: &[ProductId]) -> bool {
    let offered = |it: &[ProductId]| it.iter().any(|product| among.contains(product));
    let asking = text.trim_end().trim_end_matches(['?', '？']);
    let read = recognise(&stock.index, if among.len() == 1 { text } else { asking });
    // "is the classic good?"
    if among.len() > 1 && asking != text.trim_end() && beside::asks_whether(asking) {
        let named = telling_words(&stock.names(among));
        return telling_words(&[asking.to_owned()]).iter().any(|word| named.contains(word));
    }
    if offered(&read.inquired) || !read.lines.is_empty() {
        return offered(&read.inquired);
    }
    let (said, named) = (telling_words(&read.unknown), telling_words(&stock.names(among)));
    let (about, beside): (Vec<_>, Vec<_>) =
        said.iter().filter(|it| !says_rest(it)).partition(|word| named.contains(word));
    !beside.is_empty() && (!about.is_empty() || offered(&read.suggested))
}

/// The words of these texts that are long enough to say what is spoken of.
fn telling_words(texts: &[String]) -> Vec<String> {
    let words = texts.iter().filter_map(|text| phrase(text)).collect::<Vec<_>>().join(" ");
    let telling = words.split(' ').filter(|word| word.chars().count() >= TELLING);
    telling.map(str::to_owned).collect()
}

/// The letters of a word that says what is spoken of: "gt" and "rs" choose as well as they tell.
const TELLING: usize = 4;
