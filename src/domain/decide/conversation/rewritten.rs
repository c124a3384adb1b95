//! A message about the order is rewritten.

use super::{card, order::changed_by, talk::Talk};
use crate::domain::{
    ids::MessageId,
    order::{Line, Order},
    ticket::Evidence,
};

impl Talk<'_> {
    /// A message that changed the order counts as it is now, and so does the newest one that had not
    /// changed it. Whether that changes anything.
    pub(super) fn hear_anew(&mut self, message: MessageId, text: &str) -> bool {
        if !card::is_changeable(&self.next, self.shelf) {
            return self.hear_anew_too_late(message, text);
        }
        let known = self.next.pins.catalogue;
        let order = &mut self.next.order;
        // It stays there, to go over to another catalogue with the order.
        let before = order.before.clone().filter(|it| it.message == message);
        let Some(before) = before else {
            return order.idle == Some(message) && self.overhear_order(text);
        };
        let was = order.clone();
        order.lines.clone_from(&before.lines);
        order.priced.clone_from(&before.priced);
        order.misread.clone_from(&before.misread);
        order.words.clone_from(&before.words);
        order.unclear.clear();
        order.amendment = None;
        let news = self.catch_up();
        let misread = self.take(text);
        let order = &mut self.next.order;
        let same = order.contents().eq(was.contents())
            && (&order.words, &order.unclear) == (&was.words, &was.unclear)
            && order.amendment == was.amendment;
        if same && news.is_none() && self.next.pins.catalogue == known {
            // Its lines, its price and the question that waits are as they were.
            let misread = std::mem::take(&mut order.misread);
            let is_told_otherwise = misread != was.misread;
            *order = Order { misread, ..was };
            return is_told_otherwise;
        }
        self.order_changed(changed_by(news, misread));
        true
    }

    /// What the order was before a message is known as long as nothing else changes it.
    pub(super) fn forget_before(&mut self) {
        let order = &mut self.next.order;
        let rewritable = order.before.as_ref().map(|it| Evidence::Message(it.message));
        let others = rewritable.is_some_and(|it| it != self.voice.evidence);
        if others && !order.contents().eq(self.begun.iter().map(Line::content)) {
            order.before = None;
        }
    }
}
