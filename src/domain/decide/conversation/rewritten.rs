//! A message about the order, or one that is an answer, is rewritten.

use super::{
    ask::told,
    card,
    order::changed_by,
    reading::{self, Given},
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    flow::Expects,
    ids::MessageId,
    notice::{Notice, Occasion, Remark},
    order::{Line, Order},
    ticket::{Evidence, State},
};

impl Talk<'_> {
    /// A message that changed the order counts as it is now, and so does the newest one that had
    /// not changed it. Whether that changes anything.
    pub(super) fn hear_anew(&mut self, message: MessageId, text: &str) -> bool {
        if let Some(changes) = self.answer_rewritten(text) {
            return changes;
        }
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

    /// The words that were the answer to a question are others now: that is the answer, if it fits
    /// and the request is not complete, and otherwise it is said that it stays. Whether that
    /// changes anything; none if they were no answer.
    fn answer_rewritten(&mut self, text: &str) -> Option<bool> {
        let by = self.voice.evidence;
        let nth = self.next.answers.iter().position(|it| it.by == by)?;
        let former = self.next.answers.get(nth)?;
        let step = self.flow().step(former.stage)?;
        let counts = match step.expects {
            Expects::Text { .. } | Expects::Date { .. } => true,
            Expects::Number { .. } => !self.names_product(text),
            _ => return None,
        };
        let (at, month_first) = (self.said_at(), self.next.month_first);
        let given = Given { text, files: &[], at, month_first };
        let answer = reading::answer(&step.expects, given).filter(|_| counts);
        if answer.as_ref() == Some(&former.text) {
            return Some(false);
        }
        let is_open = matches!(self.next.state, State::Open { .. });
        let Some(answer) = answer.filter(|_| is_open) else {
            let may = self.may_hint(if is_open { MOST_HINTS } else { 1 });
            if may {
                self.say(Notice::Remarked { remark: Remark::RewrittenTooLate });
            }
            return Some(may);
        };
        let told = told(step, &answer);
        self.next.answers.get_mut(nth)?.text = answer;
        // What waits there is a question about a part of the order, which stays as it is.
        if self.next.order.asked.is_none() {
            self.turn();
            self.ask(Occasion::Corrected { answer: told });
        }
        Some(true)
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
