//! So many pieces of each choice there is: "3 caps, one of each colour".

use super::{
    amend,
    clauses::{self, beginnings},
    lists, named,
    talk::Talk,
};
use crate::domain::{
    answer::{phrase, says},
    catalogue::{Product, ProductOption},
    notice::Misread,
    order::pieces_of,
    recognise::recognise,
    shelf::Stock,
    text::folded,
};

/// So many pieces for each choice of an option.
struct Each<'a> {
    product: &'a Product,
    option: &'a ProductOption,
    portions: Vec<(String, u32)>,
    /// The text without that.
    rest: String,
}

impl Talk<'_> {
    /// Takes what a text says of each choice of a product that it names. If there are not so many
    /// pieces it is asked which they are to be. None if it says nothing of each.
    pub(super) fn take_each(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        let each = Each::of(stock, text)?;
        let order = &self.next.order;
        if order.lines.iter().any(|it| it.product == each.product.id) {
            return None;
        }
        let misread = self.revise_lines(stock, &each.rest);
        let order = &mut self.next.order;
        let mut of = order.lines.iter().filter(|it| {
            it.product == each.product.id && it.options.iter().all(|it| it.0 != each.option.name)
        });
        let line = of.next().filter(|_| of.next().is_none());
        let line = line.filter(|it| it.quantity == pieces_of(&each.portions)).map(|it| it.id);
        if let Some(line) = line {
            order.portion(line, &each.option.name, &each.portions);
        }
        Some(misread)
    }
}

impl<'a> Each<'a> {
    fn of(stock: &'a Stock, text: &str) -> Option<Self> {
        let is_each = |it: &str| lists::EACH.contains(&it);
        if !folded(text).split(|it: char| !it.is_alphanumeric()).any(is_each) {
            return None;
        }
        if let Some(each) = Self::listed(stock, text) {
            return Some(each);
        }
        let ends = [beginnings(text, &[&clauses::ENDS[..], &[':']].concat()), vec![text.len()]];
        let starts = named::words_of(text).into_iter().filter(|it| {
            let word = text.get(it.clone()).unwrap_or_default();
            lists::count(&word.to_lowercase()).is_some()
        });
        starts.take(MOST_NUMBERS).find_map(|word| {
            let from = word.start;
            let to = ends.iter().flatten().copied().find(|it| *it > from)?;
            let (head, clause, behind) = (text.get(..from)?, text.get(from..to)?, text.get(to..)?);
            let is_each = |it: &str| lists::EACH.contains(&&*it.to_lowercase());
            if !clause.split(|it: char| !it.is_alphanumeric()).any(is_each) {
                return None;
            }
            Self::behind(stock, head, clause, behind)
                .or_else(|| Self::named(stock, head, clause, behind))
        })
    }

    /// "red and navy caps, 2 each", "2 caps each in red and navy": of the choices that are named.
    fn listed(stock: &'a Stock, text: &str) -> Option<Self> {
        let mut lines = recognise(&stock.index, text).lines.into_iter();
        let id = lines.next()?.product;
        let product = stock.catalogue.product(&id).filter(|_| lines.all(|it| it.product == id))?;
        let said = phrase(text)?;
        let words: Vec<&str> = said.split(' ').collect();
        let (mut count, mut is_each, mut at) = (None, false, 0);
        let mut named: Vec<(&ProductOption, String)> = vec![];
        while let Some(word) = words.get(at) {
            let rest = words.get(at..)?.join(" ");
            if let Some((option, label, length)) = choice_at(product, &rest) {
                named.push((option, label));
                at += length;
                continue;
            }
            let is_name = || product.names().any(|it| names_word(it, word));
            match *word {
                it if lists::EACH.contains(&it) => is_each = true,
                it if lists::AND.contains(&it) || lists::QUIET.contains(&it) || it == "in" => {}
                it if count.is_none() && lists::count(it).is_some() => count = lists::count(it),
                _ if is_name() => {}
                _ => return None,
            }
            at += 1;
        }
        let count = count.filter(|it| is_each && *it > 0)?;
        let option = named.first()?.0;
        let is_one = named.iter().all(|it| it.0.name == option.name);
        let portions: Vec<_> = named.into_iter().map(|it| (it.1, count)).collect();
        let rest = format!("{} {}", pieces_of(&portions), product.name);
        (is_one && portions.len() > 1).then_some(Self { product, option, portions, rest })
    }

    /// "3 caps, one of each colour", "caps, one of each colour".
    fn behind(stock: &'a Stock, head: &str, clause: &str, behind: &str) -> Option<Self> {
        let line = recognise(&stock.index, head).lines.pop()?;
        let product = stock.catalogue.product(&line.product)?;
        let (option, portions) = portions(product, clause, &[])?;
        // "large red and navy hoodies, 2 each" are not of each colour there is.
        let said = phrase(head)?;
        let mut labels = option.choices().iter().flat_map(|it| option.names_of(it));
        if labels.any(|it| says(&said, it)) {
            return None;
        }
        let last = head.trim_end().trim_end_matches([',', ';', ':']);
        let named = last.rsplit([',', ';', ':', '\n']).next().unwrap_or(last);
        let counts = |it: &str| lists::count(&it.to_lowercase()).is_some();
        let is_counted = line.quantity > 1 || named.split_whitespace().any(counts);
        let rest = match is_counted {
            true => format!("{head}{behind}"),
            false => {
                let before = last.strip_suffix(named).unwrap_or_default();
                format!("{before} {} {named}, {behind}", pieces_of(&portions))
            }
        };
        Some(Self { product, option, portions, rest })
    }

    /// "one cap of each colour".
    fn named(stock: &'a Stock, head: &str, clause: &str, behind: &str) -> Option<Self> {
        let mut lines = recognise(&stock.index, clause).lines.into_iter();
        let line = lines.next().filter(|_| lines.next().is_none())?;
        let product = stock.catalogue.product(&line.product)?;
        let counts = |it: &&str| lists::count(&it.to_lowercase()).is_some();
        if clause.split_whitespace().filter(counts).count() > 1 {
            return None;
        }
        let names: Vec<&str> = product.names().collect();
        let (option, portions) = portions(product, clause, &names)?;
        let rest = format!("{head} {} {}, {behind}", pieces_of(&portions), product.name);
        Some(Self { product, option, portions, rest })
    }
}

/// The choice that words begin with, the longest of several, and over how many of them it goes.
fn choice_at<'p>(product: &'p Product, said: &str) -> Option<(&'p ProductOption, String, usize)> {
    let choices = product.options.iter().flat_map(|option| {
        let names = |it| option.names_of(it).filter_map(phrase);
        let all = option.choices().iter();
        all.flat_map(move |it| names(it).map(move |name| (option, it.label.clone(), name)))
    });
    let begins = choices.filter(|(_, _, name)| {
        said.strip_prefix(name.as_str()).is_some_and(|it| it.is_empty() || it.starts_with(' '))
    });
    let found = begins.max_by_key(|it| it.2.len())?;
    let length = found.2.split(' ').count();
    Some((found.0, found.1, length))
}

/// Whether a word is one of a name, perhaps in the plural.
fn names_word(name: &str, word: &str) -> bool {
    let name = phrase(name).unwrap_or_default();
    let is_it = |it: &str| word.strip_prefix(it).is_some_and(|it| matches!(it, "" | "s" | "es"));
    name.split(' ').any(is_it)
}

/// The only option of each choice of which a text speaks, and so many pieces of each. The `names` of
/// the product may be said as well.
fn portions<'p>(
    product: &'p Product,
    text: &str,
    names: &[&str],
) -> Option<(&'p ProductOption, Vec<(String, u32)>)> {
    let options = product.options.iter().filter(|it| it.choices().len() > 1);
    let mut found = options.filter_map(|it| Some((it, amend::of_each(it, text, names)?)));
    found.next().filter(|_| found.next().is_none())
}

/// A text of more numbers is a list of other things.
const MOST_NUMBERS: usize = 12;
