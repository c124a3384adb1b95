//! One more of a thing, which has a text of its own: "another one with the name Lilly".

use super::{
    lists::{AND, WITH},
    named::{self, QUOTES, extent},
    talk::Talk,
    words::read,
};
use crate::domain::{catalogue::ProductId, recognise::recognise, shelf::Stock};

impl Talk<'_> {
    /// A text that calls such things by their names. None if it speaks of none.
    pub(super) fn spelled_out(&self, stock: &Stock, text: &str) -> Option<String> {
        if !stock.index.takes_texts() {
            return None;
        }
        let mut said = text.to_owned();
        let mut from = 0;
        for _ in 0..MOST_FURTHER {
            let Some((at, length)) = further(stock, &said, from) else { break };
            let behind = at + length;
            from = behind;
            let Some(product) = self.spoken_of(stock, said.get(..at)?) else { continue };
            let name = &stock.catalogue.product(&product)?.name;
            let spelled = format!("{name} {}", said.get(behind..)?);
            let named = named::read(stock, std::iter::once(&product), &spelled);
            if named.values.is_empty() && named.refused.is_empty() {
                continue;
            }
            let add = if said.get(..at)?.trim().is_empty() { "add " } else { "" };
            let whole = format!("{add}a {name}");
            from = at + whole.len();
            said.replace_range(at..behind, &whole);
        }
        (said != text).then_some(said)
    }

    /// What was named last before, or is spoken of.
    fn spoken_of(&self, stock: &Stock, before: &str) -> Option<ProductId> {
        let named = read(stock, before, &[]).0.lines.pop().map(|it| it.product);
        named.or_else(|| Some(self.next.order.line(self.it()?)?.product.clone()))
    }
}

/// Where it stands from there on, and how long it is.
fn further(stock: &Stock, text: &str, from: usize) -> Option<(usize, usize)> {
    let words = named::words_of(text);
    let word = |at: usize| words.get(at).and_then(|it| text.get(it.clone())).unwrap_or_default();
    let lowered: Vec<_> =
        (0..words.len()).map(|at| extent::bare(word(at)).to_lowercase()).collect();
    let plain = |at: usize| lowered.get(at).map_or("", String::as_str);
    (0..words.len()).find_map(|at| {
        let start = words.get(at)?.start;
        let before = at.checked_sub(1);
        let begins = before.is_none_or(|it| {
            word(it).ends_with([',', ';', '.', '!', '\n'])
                || AND.contains(&plain(it))
                || LEADS.contains(&plain(it))
        });
        if start < from || !begins {
            return None;
        }
        let says =
            |it: &&&str| it.split(' ').enumerate().all(|(nth, said)| plain(at + nth) == said);
        let phrase = FURTHER.iter().find(says)?;
        let quotes = text.get(..start)?.matches(QUOTES).count();
        if quotes % 2 == 1 {
            return None;
        }
        let last = at + phrase.split(' ').count() - 1;
        let end = start + text.get(start..words.get(last)?.end).map(extent::bare)?.len();
        let is_end = |it: &usize| WITH.contains(&plain(*it)) || AND.contains(&plain(*it));
        let next = (last + 1..words.len()).find(is_end);
        let to = next.and_then(|it| words.get(it)).map_or(text.len(), |it| it.start);
        let clause = text.get(end..to)?.split([',', ';', '.', '\n']).next()?;
        // "another mug" says what it is.
        let read = recognise(&stock.index, &format!("a {clause}"));
        (read.lines.is_empty() && read.ambiguous.is_empty()).then_some((start, end - start))
    })
}

/// More of them are no list of things.
const MOST_FURTHER: usize = 8;
/// What may stand before them.
const LEADS: [&str; 10] =
    ["oh", "also", "plus", "add", "then", "und", "auch", "dann", "aussi", "tambien"];
/// The longest first.
const FURTHER: [&str; 26] = [
    "another one",
    "one more",
    "a second one",
    "a third one",
    "a second",
    "a third",
    "another",
    "noch einen",
    "noch eine",
    "noch eins",
    "noch ein",
    "einen zweiten",
    "eine zweite",
    "ein zweites",
    "ein zweiter",
    "un autre",
    "une autre",
    "un deuxième",
    "une deuxième",
    "otro más",
    "otra más",
    "otro",
    "otra",
    "mais um",
    "mais uma",
    "outro",
];
