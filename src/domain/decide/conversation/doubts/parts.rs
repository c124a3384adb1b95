//! An answer in one part of a text of which the others say more: "green, and a coffee".

use super::super::{
    lists::{OF_THEM, verbs::TURNS},
    options::parts_of,
    talk::Talk,
};
use crate::domain::{
    answer::bare_phrase,
    catalogue::ProductId,
    recognise::{Choice, Picked, choose, is_both, only_wishes, says_both},
    shelf::Stock,
};

impl Talk<'_> {
    /// What of the pieces that are asked about is clear now. Of the others it is asked on, unless
    /// the text says that there are no more: "2 teas": "one of them green".
    pub(super) fn make_some_clear(&mut self, stock: &Stock, meant: &[Picked], text: &str) {
        let left = self.next.order.unclear.first().and_then(|it| it.left_of(meant));
        self.next.order.make_clear(&stock.catalogue, meant);
        if let Some(left) = left.filter(|_| only_wishes(text)) {
            self.next.order.unclear.insert(0, left);
        }
        self.doubt_settled();
    }

    /// "both green", where two teas are asked about.
    pub(super) fn both_of_one(
        &self,
        stock: &Stock,
        text: &str,
        among: &[ProductId],
    ) -> Option<Picked> {
        self.next.order.unclear.first().filter(|it| it.quantity == 2)?;
        let words = text.split_whitespace().filter(|it| !is_both(&it.to_lowercase()));
        let rest = words.collect::<Vec<_>>().join(" ");
        let picked = one(stock, &rest, among).filter(|_| says_both(text))?;
        Some(Picked { quantity: None, ..picked })
    }

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
        let meant = [picked];
        let left = self.next.order.unclear.first().and_then(|it| it.left_of(&meant));
        let order = &mut self.next.order;
        order.make_clear(&stock.catalogue, &meant);
        if let Some(left) = left.filter(|_| only_wishes(&parts[at])) {
            order.unclear.insert(0, left);
        }
        match goes_on {
            true => self.hear_about_which(stock, &others.join(", ")),
            false => self.hear_beside_answer(stock, &others.join(", ")),
        }
        true
    }
}

/// The number of pieces that words say: "make one of them" is one.
pub(super) fn pieces(words: &str) -> String {
    let said = bare_phrase(words).unwrap_or_default();
    let verb = said.split_once(' ').filter(|(first, _)| TURNS.contains(first));
    let number = verb.map_or(said.as_str(), |it| it.1);
    let of_them = OF_THEM.iter().find_map(|it| number.strip_suffix(it)?.strip_suffix(' '));
    match (of_them, verb) {
        (Some(number), _) => number.to_owned(),
        (None, Some(_)) if !number.contains(' ') => number.to_owned(),
        _ => words.to_owned(),
    }
}

/// The only one that words choose.
pub(super) fn one(stock: &Stock, text: &str, among: &[ProductId]) -> Option<Picked> {
    match choose(&stock.index, text, among) {
        Choice::One(picked) => Some(picked),
        _ => None,
    }
}

/// An answer has no more beside it.
pub(super) const MOST_PARTS: usize = 8;
