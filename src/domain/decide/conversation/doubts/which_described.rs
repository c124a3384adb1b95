//! What is said of the options of what may be meant, where it is asked which product is: "green,
//! and small".

use super::super::{talk::Talk, words::UNCLEAR_LIMIT};
use super::which_read::{Description, Wish};
use crate::domain::{
    answer::Answer,
    catalogue::ProductId,
    notice::Misread,
    order::Unclear,
    recognise::{Picked, Purpose, only_wishes},
    shelf::Stock,
};

impl Talk<'_> {
    /// Hears an answer that says something of the options of what may be meant: of each product
    /// that it chooses, or of whichever it will be. Whether it is such an answer.
    pub(super) fn hear_which_described(
        &mut self,
        stock: &Stock,
        text: &str,
        among: &[ProductId],
    ) -> bool {
        let unclear = self.next.order.unclear.first();
        if unclear.is_none_or(|it| it.purpose != Purpose::Add) {
            return false;
        }
        let (yes_or_no, rest) = self.answer_beside(text);
        let said = if yes_or_no.is_some() { &rest } else { text };
        let Some(mut answer) = Description::read(stock, said, among) else { return false };
        match (yes_or_no, among) {
            (Some(Answer::Yes), [only]) if answer.wishes.is_empty() => {
                let picked = Picked { product: only.clone(), quantity: answer.count };
                answer.wishes.push(Wish { picked, words: None });
            }
            (Some(Answer::Yes), [_, ..]) | (None, _) => {}
            (Some(Answer::No), _) if answer.wishes.is_empty() => {}
            _ => return false,
        }
        match (answer.wishes.is_empty(), answer.unread.is_empty()) {
            (true, true) => self.describe_whichever(stock, answer),
            (true, false) => false,
            (false, _) => self.make_described_clear(stock, answer, text),
        }
    }

    /// What the options of whichever product is meant are to be: it is offered anew. "2 large" of
    /// three are described, and the third is not. Whether that is news.
    fn describe_whichever(&mut self, stock: &Stock, answer: Description) -> bool {
        let unclear = &mut self.next.order.unclear;
        let is_full = unclear.len() >= UNCLEAR_LIMIT;
        let Some(first) = unclear.first_mut() else { return false };
        let before = first.clone();
        first.describe(&answer.options);
        if let Some(count) = answer.count {
            first.count(count);
            let quantity = before.quantity.saturating_sub(count);
            if quantity > 0 && !is_full {
                let others =
                    Unclear { quantity, counted: true, instead_of: None, ..before.clone() };
                unclear.insert(1, others);
            }
        }
        if self.next.order.unclear.first() == Some(&before) {
            return false;
        }
        if !answer.rest.is_empty() {
            self.hear_about_which(stock, &answer.rest.join(", "));
        } else if answer.beside.is_empty() {
            self.turn();
            self.say_doubt_anew(stock);
        } else {
            self.hear_something_else(stock, &answer.beside.join(", "));
        }
        true
    }

    /// "one green, and a small black": each as it is described. Whether the pieces add up.
    fn make_described_clear(&mut self, stock: &Stock, answer: Description, text: &str) -> bool {
        let Some(mut unclear) = self.next.order.unclear.first().cloned() else { return false };
        let picked = answer.wishes.iter().map(|it| it.picked.clone()).collect();
        let Some(picked) = unclear.shared(picked) else { return false };
        let left = unclear.left_of(&picked).filter(|_| only_wishes(text));
        self.next.order.unclear.remove(0);
        self.note_misread(&Misread { unknown: answer.unread, ..Misread::default() });
        unclear.describe(&answer.options);
        for (picked, wish) in picked.into_iter().zip(answer.wishes) {
            match wish.words {
                Some(words) => {
                    let misread = self.take_described(stock, &unclear, &picked, &words);
                    self.note_misread(&misread);
                }
                None => {
                    self.next.order.unclear.insert(0, unclear.clone());
                    self.next.order.make_clear(&stock.catalogue, &[picked]);
                }
            }
        }
        self.next.order.unclear.splice(0..0, left);
        match answer.beside.is_empty() {
            true => self.doubt_settled(),
            false => self.hear_beside_answer(stock, &format!("and {}", answer.beside.join(", "))),
        }
        true
    }

    /// "yes, 2 large": a wish in words for the only product that may be meant.
    pub(super) fn make_only_clear(&mut self, stock: &Stock, only: &ProductId, words: &str) {
        if let Some(unclear) = self.next.order.unclear.first().cloned() {
            self.next.order.unclear.remove(0);
            let picked = Picked { product: only.clone(), quantity: None };
            let misread = self.take_described(stock, &unclear, &picked, words);
            self.note_misread(&misread);
        }
        self.doubt_settled();
    }

    /// Takes a wish in words for a product that was `unclear`; what it does not say is as it was
    /// said before.
    fn take_described(
        &mut self,
        stock: &Stock,
        unclear: &Unclear,
        picked: &Picked,
        words: &str,
    ) -> Misread {
        let others = std::mem::take(&mut self.next.order.lines);
        let misread = self.revise_lines(stock, words);
        let order = &mut self.next.order;
        let mut lines = std::mem::replace(&mut order.lines, others);
        if let ([line], Some(quantity)) = (lines.as_mut_slice(), picked.quantity) {
            line.quantity = quantity;
        }
        for mut line in lines {
            line.complete(&unclear.options);
            let id = line.id;
            order.lines.push(line);
            order.unite(id);
        }
        misread
    }
}
