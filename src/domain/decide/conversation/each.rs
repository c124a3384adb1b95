//! So many pieces of each choice there is: "3 caps, one of each colour".

use super::{
    amend,
    clauses::{self, beginnings},
    lists, named,
    talk::Talk,
};
use crate::domain::{
    catalogue::{Product, ProductOption},
    notice::Misread,
    order::pieces_of,
    recognise::recognise,
    shelf::Stock,
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

    /// "3 caps, one of each colour", "caps, one of each colour".
    fn behind(stock: &'a Stock, head: &str, clause: &str, behind: &str) -> Option<Self> {
        let line = recognise(&stock.index, head).lines.pop()?;
        let product = stock.catalogue.product(&line.product)?;
        let (option, portions) = portions(product, clause, &[])?;
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
