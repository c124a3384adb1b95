//! What was only spoken of, and is wished for after all: "i love tiramisu, give me two".

use super::Reader;
use crate::domain::recognise::evidence::Doubt;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::quantity::Count;
use crate::domain::recognise::words::Word;

impl<'t> Reader<'t> {
    /// "i love tiramisu, give me two": what was only spoken of is wished for.
    pub(super) fn take_talked(&mut self, talked: &Mention, count: Option<u32>) {
        self.understood.extend(talked.tokens.clone());
        self.stay.push(&talked.products, count, &talked.tokens);
    }

    /// "i bought a sultan from you last year, can i get 2 more": what was had is wished for again.
    pub(super) fn more_of_told(&self, count: &Count) -> Option<&'t Mention> {
        let start = count.tokens.start;
        let end = count.tokens.end;
        let too = matches!(self.key(end), "too" | "also") && self.closes(end + 1);
        let more = (too || self.trails(end, Word::More))
            && (self.asks_before(start) || self.leads_clause(start));
        let mut all = self.doubted.iter().filter(|(_, doubt)| *doubt == Doubt::Told);
        let (told, _) = all.next().filter(|_| all.next().is_none())?;
        let before = told.tokens.end <= start && told.products.len() == 1;
        let exact = told.rank.is_whole() && told.slips == 0;
        (before && more && exact && self.stay.is_empty()).then_some(told)
    }
}
