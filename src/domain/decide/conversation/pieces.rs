//! Pieces of one product of which each is said with words of its own: "2 mugs, one with text Mum
//! and one with text Dad".

use super::{
    clauses::{self, beginnings},
    doubts::is_none,
    lists::{self, AND, OF_THEM, THE, verbs::MORE},
    named::{self, extent::bare},
    talk::Talk,
    words,
};
use crate::domain::{
    answer::phrase,
    catalogue::{OptionKind, Product, ProductOption},
    notice::Misread,
    order::pieces_of,
    recognise::{is_number, is_one_left, only_wishes, recognise},
    shelf::Stock,
};

impl Talk<'_> {
    /// Takes pieces that are listed as a first order, each by itself, so that no text goes on with
    /// what is said of another piece. None if a text does not speak of pieces so.
    pub(super) fn take_listed(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        if !self.next.order.lines.is_empty() {
            return None;
        }
        let mut misread = Misread::default();
        for item in listed(stock, text)? {
            let before = std::mem::take(&mut self.next.order.lines);
            misread = misread.and(&self.revise_lines(stock, &item));
            let order = &mut self.next.order;
            let new = std::mem::replace(&mut order.lines, before);
            let ids: Vec<_> = new.iter().map(|it| it.id).collect();
            order.lines.extend(new);
            ids.into_iter().for_each(|id| order.unite(id));
        }
        Some(misread.and(&self.fit()))
    }
}

/// What stands before the pieces, and each of them with the name of the product: "a Mug with text
/// Mum", "a Mug with text Dad". None if a text does not speak of pieces so.
fn listed(stock: &Stock, text: &str) -> Option<Vec<String>> {
    if !stock.index.takes_texts() {
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
    if head.is_first {
        said.push_str(clause(first - 1)?);
    }
    let (mut items, mut has_words) = (vec![], false);
    let mut left = head.quantity.unwrap_or(u32::MAX);
    let mut beside = said.clone();
    for nth in first..begun.len() {
        let clause = clause(nth)?;
        let Some(found) = pieces(clause).filter(|it| head.takes(stock, it)) else {
            beside.push_str(clause);
            items.last_mut().unwrap_or(&mut said).push_str(clause);
            continue;
        };
        let count = found.count.or(head.quantity.map(|_| left))?;
        left = left.checked_sub(count).filter(|_| count > 0)?;
        has_words |= head.has_words(stock, found.rest);
        items.push(head.piece(stock, count, found.rest));
    }
    if !has_words || !only_wishes(&beside) {
        return None;
    }
    if left > 0 && head.quantity.is_some() {
        items.insert(0, head.some(left));
    }
    items.insert(0, said);
    let items = items.iter().map(|it| ended(it).to_owned());
    Some(items.filter(|it| !it.is_empty()).collect())
}

/// A clause without what parts it from the next.
fn ended(clause: &str) -> &str {
    let said = clause.trim().trim_end_matches(clauses::ENDS);
    match said.rsplit_once(char::is_whitespace) {
        Some((said, last)) if AND.contains(&&*last.to_lowercase()) => ended(said),
        _ => said,
    }
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
    let portions = portioned(stock, product, option, quantity, text)?;
    (pieces_of(&portions) == quantity).then_some(portions)
}

/// The same of some of so many pieces, or of more than there are.
pub(super) fn portioned(
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
        let count = found.count.unwrap_or(left);
        left = left.saturating_sub(count);
        let said = named::answered(stock, product, option, ended(found.rest))?;
        portions.push((said, count));
    }
    let is_whole = portions.len() > 1 && portions.iter().all(|it| it.1 > 0);
    is_whole.then_some(portions)
}

/// So many pieces, and what is said of them.
pub(super) struct Pieces<'t> {
    /// None where they are what is left.
    pub(super) count: Option<u32>,
    /// It is said that they are some of what is there: "one of them".
    pub(super) of_them: bool,
    /// Or that they are more: "2 more".
    pub(super) more: bool,
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
    let is_more = |word: &str| MORE.contains(&word) && !AND.contains(&word);
    let more = !of_them && is_more(&plain(end));
    end += usize::from(more);
    end += usize::from(plain(end) == "one");
    let rest = clause.get(words.get(end)?.start..)?;
    Some(Pieces { count, of_them, more, rest })
}

/// What the pieces are of.
struct Head<'a> {
    product: &'a Product,
    /// None where it is not said: "mugs: one with".
    quantity: Option<u32>,
    /// What is said of all of them.
    labels: Vec<String>,
    /// It is itself the first of them, and has a text: "a mug with text Mum and one with text Dad".
    is_first: bool,
}

impl<'a> Head<'a> {
    /// None if the clause says anything else than how many of a product that has texts.
    fn of(stock: &'a Stock, clause: &str) -> Option<Self> {
        let read = recognise(&stock.index, clause);
        let is_all = read.unknown.is_empty() && read.ambiguous.is_empty();
        let heads = clause.trim_end().ends_with(':');
        let only = read.lines.first().filter(|_| read.lines.len() == 1);
        let counted = only.filter(|it| it.quantity > 1 || heads);
        let Some(line) = counted.filter(|_| is_all && read.inquired.is_empty()) else {
            return Self::first(stock, clause);
        };
        let product = stock.catalogue.product(&line.product)?;
        let has_texts = product.options.iter().any(|it| matches!(it.kind, OptionKind::Text(_)));
        let labels = line.options.iter().map(|it| it.1.clone()).collect();
        let quantity = Some(line.quantity).filter(|it| *it > 1);
        let head = Self { product, quantity, labels, is_first: false };
        has_texts.then_some(head)
    }

    fn first(stock: &'a Stock, clause: &str) -> Option<Self> {
        let (read, named) = words::read(stock, ended(clause), &[]);
        let [line] = read.lines.as_slice() else { return None };
        let is_one = line.quantity == 1 && read.ambiguous.is_empty() && read.unknown.is_empty();
        let is_worded = !named.values.is_empty() && named.values.iter().all(|it| !it.each);
        let product = stock.catalogue.product(&line.product)?;
        (is_one && is_worded).then_some(Self {
            product,
            quantity: None,
            labels: vec![],
            is_first: true,
        })
    }

    /// So many of it.
    fn some(&self, count: u32) -> String {
        let count = if count == 1 { "a".to_owned() } else { count.to_string() };
        format!("{count} {} {}", self.product.name, self.labels.join(" ")).trim_end().to_owned()
    }

    /// So many of it, as is said of them.
    fn piece(&self, stock: &Stock, count: u32, rest: &str) -> String {
        if self.is_blank(rest) {
            return self.some(count);
        }
        if self.says_what(stock, &self.named(stock, rest)) {
            return format!("{count} {} {rest}", self.labels.join(" "));
        }
        format!("{} {rest}", self.some(count))
    }

    /// "one silver ring with engraving Tom" says what it is.
    fn says_what(&self, stock: &Stock, named: &named::Named) -> bool {
        let plain = named.rest.strip_prefix(&self.product.name).unwrap_or(&named.rest);
        !recognise(&stock.index, plain).lines.is_empty()
    }

    fn has_words(&self, stock: &Stock, rest: &str) -> bool {
        !self.named(stock, rest).values.is_empty()
    }

    fn named(&self, stock: &Stock, rest: &str) -> named::Named {
        let said = format!("{} {rest}", self.product.name);
        named::read(stock, std::iter::once(&self.product.id), &said)
    }

    /// Whether pieces are to have no text.
    fn is_blank(&self, rest: &str) -> bool {
        let said = phrase(ended(rest)).unwrap_or_default();
        self.product
            .options
            .iter()
            .any(|it| matches!(it.kind, OptionKind::Text(_)) && is_none(&said, &it.name))
    }

    /// Whether what stands behind the number may be said of pieces, and names nothing else.
    fn takes(&self, stock: &Stock, said: &Pieces<'_>) -> bool {
        let named = self.named(stock, said.rest);
        if named.values.is_empty() {
            let read = recognise(&stock.index, said.rest);
            let is_plain = read.lines.is_empty() && read.ambiguous.is_empty();
            let is_wish = only_wishes(said.rest) || self.is_blank(said.rest);
            return !self.is_first && is_plain && is_wish;
        }
        let plain = named.rest.strip_prefix(&self.product.name).unwrap_or(&named.rest);
        let read = recognise(&stock.index, plain);
        let is_it = match read.lines.as_slice() {
            [] => true,
            [only] => !self.is_first && only.product == self.product.id,
            _ => false,
        };
        let is_new = said.count.is_some() && !said.of_them;
        is_it && (is_new || !self.is_first) && read.ambiguous.is_empty() && only_wishes(plain)
    }
}

/// A text with more clauses before the first piece is no list of pieces.
const MOST_BEGUN: usize = 36;
