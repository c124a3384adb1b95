//! What words make of an order: lines, questions, and what was not understood.

use super::{amend, change::asks_about, kin::Called, named, order::listed, quotes, talk::Talk};
use crate::domain::{
    answer::{phrase, says},
    catalogue::{Product, ProductId},
    clip::clip,
    notice::{Misread, Unfit},
    order::{Amendment, Line, LineId, Order, Unclear},
    recognise::{Ambiguity, MOST_OF_ONE, Ordered, Revised, Revision, recognise, revise},
    shelf::Stock,
};

/// How much of a customer's own words is kept as the order where there is no catalogue.
const WORDS_LIMIT: usize = 1_000;
/// The most lines of an order, whatever its catalogue allows: what is more is listed back.
pub(super) const LINES_LIMIT: usize = 500;
/// No greater number says alone how many pieces there are to be.
const MOST_ALONE: u64 = 99;
/// The most questions that wait: a message can name more that is unclear than anybody would
/// answer.
pub(super) const UNCLEAR_LIMIT: usize = 20;

impl Talk<'_> {
    /// The words themselves are the order, and each message adds to them: nobody but staff can say
    /// what "no bike" means to "a car and a bike".
    pub(super) fn take_words(&mut self, text: &str) -> Misread {
        let words = &mut self.next.order.words;
        let all = match words.take() {
            Some(before) => format!("{before}\n{}", text.trim()),
            None => text.to_owned(),
        };
        let all = clip(all.trim(), WORDS_LIMIT);
        *words = (!all.is_empty()).then(|| all.to_owned());
        Misread::default()
    }

    pub(super) fn take_lines(&mut self, stock: &Stock, text: &str) -> Misread {
        let spelled = self.spelled_out(stock, text);
        let text = spelled.as_deref().unwrap_or(text);
        let told = quotes::told(stock, text);
        let text = told.as_deref().unwrap_or(text);
        if let Some(misread) = self.take_listed(stock, text) {
            return misread.clipped();
        }
        let is_many = |line: &Line| u64::from(line.quantity) > MOST_ALONE;
        let lines = &self.next.order.lines;
        if is_other_number(text) && !lines.is_empty() && !lines.iter().any(is_many) {
            return Misread { unknown: vec![text.trim().to_owned()], ..Misread::default() };
        }
        if let Some(misread) = self.take_numbered(stock, text) {
            return misread;
        }
        let numbered = self.called_by_number(stock, text);
        let text = numbered.as_deref().unwrap_or(text);
        let kin = match self.called_by_kin(stock, text) {
            Some(Called::Nothing) => {
                return Misread { unknown: vec![text.trim().to_owned()], ..Misread::default() };
            }
            Some(Called::Named(text)) => Some(text),
            None => None,
        };
        let text = kin.as_deref().unwrap_or(text);
        let wished = amend::wished(text).and_then(|count| self.recount_to(count, text));
        let misread =
            wished.or_else(|| self.take_amended(stock, text)).or_else(|| self.recount(stock, text));
        let misread = misread.or_else(|| self.take_each(stock, text));
        let misread = misread.or_else(|| self.take_clauses(stock, text));
        misread.unwrap_or_else(|| self.revise_lines(stock, text)).clipped()
    }

    pub(super) fn revise_lines(&mut self, stock: &Stock, text: &str) -> Misread {
        let order = &mut self.next.order;
        let since = order.given;
        let had: Vec<_> = order.lines.iter().map(Line::ordered).collect();
        let (revision, named) = read(stock, text, &had);
        let Revision { lines, unknown, ambiguous, suggested, capped, left_out } = revision;
        let name = |id| stock.catalogue.product(id).map(|product| product.name.clone());
        let mut misread = Misread {
            unknown,
            unfit: named.unfit,
            near: suggested.iter().filter_map(name).collect(),
            capped: capped.iter().filter_map(name).map(|name| (name, MOST_OF_ONE)).collect(),
            ..Misread::default()
        };
        let former = std::mem::take(&mut order.lines);
        let left_out = left_out.iter().filter_map(|at| former.get(*at));
        misread.dropped = listed(left_out);
        let (mut swapped, mut new): (Vec<(ProductId, &Line)>, _) = (vec![], vec![]);
        for line in lines {
            let kept = line.had.and_then(|at| former.get(at));
            if let Some(kept) = kept.filter(|kept| kept.product != line.product) {
                swapped.push((line.product.clone(), kept));
            }
            match kept.filter(|kept| kept.product == line.product) {
                Some(kept) => {
                    let (quantity, options) = (line.quantity, line.options);
                    order.lines.push(Line { quantity, options, ..kept.clone() });
                }
                None => match stock.catalogue.product(&line.product) {
                    Some(product) if order.lines.len() >= LINES_LIMIT => {
                        misread.unknown.push(product.name.clone());
                    }
                    Some(product) => {
                        new.push(order.open_line(product, line.quantity, line.options));
                    }
                    None => {}
                },
            }
        }
        describe(order, named.values, since, new);
        order.unclear.extend(ambiguous.into_iter().map(|it| unclear(it, &former)));
        order.unclear.truncate(UNCLEAR_LIMIT);
        for (product, unfit) in &named.refused {
            self.ask_for_another(stock, product, unfit, since);
        }
        let Misread { capped, short, .. } = self.fit();
        let order = &mut self.next.order;
        for (product, former) in swapped {
            // Nothing gives way to what is sold out.
            if !order.lines.iter().any(|line| line.product == product) {
                order.lines.push(former.clone());
            }
        }
        misread.capped.extend(capped);
        Misread { short, ..misread }
    }
}

impl Talk<'_> {
    /// It is asked what an option is to be of which something was said that it cannot be. One that
    /// is needed is asked for in any case.
    fn ask_for_another(&mut self, stock: &Stock, product: &ProductId, unfit: &Unfit, since: u16) {
        let order = &mut self.next.order;
        let option = stock.catalogue.product(product).and_then(|it| it.option(&unfit.option));
        let line = order.described(product, &unfit.option, since);
        let (Some(option), Some(id)) = (option, line) else { return };
        let has = order.line(id).is_some_and(|it| it.options.iter().any(|it| it.0 == option.name));
        if order.amendment.is_none() && (has || !option.required) {
            let (written, of) = (amend::shown(&unfit.said), vec![(id, option.name.clone())]);
            order.amendment = Some(Amendment { written, of, each: true, ..Amendment::default() });
        }
    }
}

/// What is to be asked of words that may mean several products, or that ask after one.
fn unclear(read: Ambiguity, former: &[Line]) -> Unclear {
    Unclear {
        written: read.written,
        candidates: read.candidates,
        quantity: read.quantity,
        counted: false,
        purpose: read.purpose,
        instead_of: read.had.and_then(|at| former.get(at)).cloned(),
        options: read.options,
    }
}

/// Notes what is said of options in words, and unites the lines that are alike then.
fn describe(order: &mut Order, said: Vec<named::Value>, since: u16, mut new: Vec<LineId>) {
    for named::Value { product, option, said, each } in said {
        let described = match each {
            true => order.all_described(&product, since),
            false => order.described(&product, &option, since).into_iter().collect(),
        };
        described.iter().for_each(|id| order.note(*id, &[(option.clone(), said.clone())]));
        new.extend(described);
    }
    new.into_iter().for_each(|id| order.unite(id));
}

/// Whether a text is nothing but a number that is rather a year, a price or another answer than how
/// many pieces there are to be.
fn is_other_number(text: &str) -> bool {
    text.trim().parse::<u64>().is_ok_and(|number| number > MOST_ALONE)
}

/// What a text says about an order, and of the options of its products that it calls by name.
pub(super) fn read(stock: &Stock, text: &str, had: &[Ordered]) -> (Revision, named::Named) {
    let mut revision = revise(&stock.index, text, had);
    if !stock.index.takes_texts() || asks_about(text) {
        return (revision, named::Named::default());
    }
    let doubted = revision.ambiguous.iter().filter_map(|it| match it.candidates.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    // "a tag named Rex" looks like talk until it is known what is a name in it.
    // "a mug that says Hello".
    let begun = named::beginnings(text).into_iter().filter(|_| !revision.unknown.is_empty());
    let begun: Vec<_> = begun.flat_map(|it| recognise(&stock.index, it).lines).collect();
    let begun = begun.iter().map(|line| &line.product);
    let near = revision.suggested.iter().chain(begun);
    let products: Vec<_> = likeliest_first(stock, text, &revision, had)
        .into_iter()
        .chain(doubted)
        .chain(near)
        .collect();
    let mut named = named::read(stock, products.iter().copied(), text);
    if named.rest != text {
        let plain = revise(&stock.index, &named.rest, had);
        let products = likeliest_first(stock, text, &plain, had).into_iter().chain(products);
        named = named::read(stock, products, text);
        // What is written on a product may look like talk of it, and what is left may not.
        let is_taken = |id: &ProductId| plain.lines.iter().any(|line| line.product == *id);
        named.values.retain(|it| is_taken(&it.product));
        named.refused.retain(|it| is_taken(&it.0));
        if !named.values.is_empty() || !named.refused.is_empty() {
            revision = plain;
            for value in &named.values {
                part_added(&mut revision, stock, &named.rest, had, &value.product);
            }
        }
    }
    named::part(&mut named.unfit, &mut revision.unknown);
    named.unfit.extend(named.refused.iter().map(|it| it.1.clone()));
    (revision, named)
}

/// The products of an order, in the order in which it may rather be said of them what more is said:
/// those that a text adds or of which it changes how many there are, then those that it names.
fn likeliest_first<'r>(
    stock: &Stock,
    text: &str,
    revision: &'r Revision,
    had: &[Ordered],
) -> Vec<&'r ProductId> {
    let said = phrase(text).unwrap_or_default();
    let rank = |line: &&Revised| {
        let had = line.had.and_then(|at| had.get(at));
        let stays =
            had.is_some_and(|it| it.product == line.product && it.quantity == line.quantity);
        let product = stock.catalogue.product(&line.product);
        (stays, !product.into_iter().flat_map(Product::names).any(|name| says(&said, name)))
    };
    let mut lines: Vec<_> = revision.lines.iter().collect();
    lines.sort_by_cached_key(rank);
    lines.into_iter().map(|line| &line.product).collect()
}

/// Pieces that a text adds to a line, and of which it says more, are no pieces of that line.
fn part_added(
    revision: &mut Revision,
    stock: &Stock,
    text: &str,
    had: &[Ordered],
    product: &ProductId,
) {
    let grown = revision.lines.iter_mut().find_map(|line| {
        let before = had.get(line.had?).filter(|it| it.product == *product)?.quantity;
        (line.product == *product && line.quantity > before).then_some((line, before))
    });
    let Some((line, before)) = grown else { return };
    let others: Vec<_> = had.iter().filter(|it| it.product != *product).cloned().collect();
    // "make it 2" sets how many there are, and adds none where there is nothing.
    let is_added = |it: &Revised| {
        it.product == *product && it.had.is_none() && it.quantity == line.quantity - before
    };
    let added = revise(&stock.index, text, &others).lines.into_iter().find(is_added);
    if let Some(added) = added {
        line.quantity = before;
        revision.lines.push(added);
    }
}
