//! An answer in one part of a text of which the others say more: "green, and a coffee".

use super::super::{options::parts_of, talk::Talk};
use crate::domain::{
    catalogue::ProductId,
    recognise::{Choice, Picked, choose, only_wishes},
    shelf::Stock,
};

impl Talk<'_> {
    /// Takes the only part of a text that says which of these is meant, if each other part names a
    /// product or answers the question that comes next: "green and pro 2". Whether that was so.
    pub(super) fn hear_which_in_parts(
        &mut self,
        stock: &Stock,
        text: &str,
        among: &[ProductId],
    ) -> bool {
        let parts = parts_of(text);
        let mut chosen =
            parts.iter().enumerate().filter_map(|(at, part)| Some((at, one(stock, part, among)?)));
        let (Some((at, picked)), None) = (chosen.next(), chosen.next()) else { return false };
        let others: Vec<_> = [&parts[..at], &parts[at + 1..]].concat();
        let next = self.next.order.unclear.get(1);
        let answers =
            |part: &str| next.is_some_and(|it| one(stock, part, &it.candidates).is_some());
        let counts = |part: &String| answers(part) || self.names_product(part);
        // "green, and only 1 coffee" takes back more than it says.
        let takes_back = others.iter().any(|part| !only_wishes(part));
        if others.is_empty() || takes_back || parts.len() > MOST_PARTS || !others.iter().all(counts)
        {
            return false;
        }
        let goes_on = others.iter().any(|part| answers(part));
        self.next.order.make_clear(&stock.catalogue, &[picked]);
        match goes_on {
            true => self.hear_about_which(stock, &others.join(", ")),
            false => self.hear_beside_answer(stock, &others.join(", ")),
        }
        true
    }
}

/// The only one that words choose.
fn one(stock: &Stock, text: &str, among: &[ProductId]) -> Option<Picked> {
    match choose(&stock.index, text, among) {
        Choice::One(picked) => Some(picked),
        _ => None,
    }
}

/// An answer has no more beside it.
const MOST_PARTS: usize = 8;
