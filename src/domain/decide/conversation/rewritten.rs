//! A message about the order, or one that is an answer, is rewritten.

use super::{
    ask::told,
    card,
    leave::leaves,
    order::changed_by,
    reading::{self, Given},
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    flow::{Expects, Step},
    ids::MessageId,
    notice::{AnswerTold, Notice, Occasion, Remark},
    order::{Before, Doubt, Line, Order},
    ticket::{Evidence, Idle, State},
};

impl Talk<'_> {
    /// A message that changed the order counts as it is now, and so does the newest one that had
    /// not changed it. Whether that changes anything.
    pub(super) fn hear_anew(&mut self, message: MessageId, text: &str) -> bool {
        if self.hear_idle(message, text) {
            return true;
        }
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
        if let Some(doubt) = before.doubt.clone() {
            let is_known = known == self.newest().catalogue;
            return is_known && self.doubt_rewritten(before, doubt, text);
        }
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

    /// The words that were the answer to a question about a part of the order are others now: they
    /// are heard as that answer, and stay it if the others are none. Whether that changes anything.
    fn doubt_rewritten(&mut self, before: Before, doubt: Doubt, text: &str) -> bool {
        let (stands, said) = (self.next.clone(), self.effects.len());
        let open = self.hear_doubt_anew(before, doubt, text);
        let order = &self.next.order;
        let is_as = |it: &Order| {
            order.contents().eq(it.contents())
                && (&order.unclear, &order.amendment) == (&it.unclear, &it.amendment)
        };
        let changes = !is_as(&stands.order) && !is_as(&open);
        if !changes {
            self.next = stands;
            self.take_back_effects(said);
        }
        changes
    }

    /// Hears a text as the answer to a question that was answered. The order as it was before that.
    pub(super) fn hear_doubt_anew(&mut self, before: Before, doubt: Doubt, text: &str) -> Order {
        let order = &mut self.next.order;
        (order.lines, order.priced, order.misread) = (before.lines, before.priced, before.misread);
        (order.unclear, order.amendment) = (doubt.unclear, doubt.amendment);
        order.asked = Some(doubt.asked);
        let open = order.clone();
        self.hear_about_doubt(text);
        open
    }

    /// What follows from what is taken back does not follow.
    pub(super) fn take_back_effects(&mut self, said: usize) {
        self.effects.truncate(said);
        (self.either, self.is_last_hint) = (None, false);
    }

    /// A message that changed nothing is heard as if it was written now, as long as the question
    /// waits to which it was said; it accepts no terms. Whether it changes anything now; else
    /// nothing is said to it.
    fn hear_idle(&mut self, message: MessageId, text: &str) -> bool {
        let waits = Some(Idle { message, turn: self.next.turn });
        if !self.is_open() || self.next.idle != waits {
            return false;
        }
        let (stands, said) = (self.next.clone(), self.effects.len());
        self.hear(text, &[]);
        // What proves that terms were accepted is what was written then.
        let accepts = self.next.accepted != stands.accepted;
        let counts = self.has_moved(&stands) && !accepts;
        if !counts {
            self.next = stands;
            self.take_back_effects(said);
        }
        counts
    }

    /// The words that were the answer to a question are others now: that is the answer, if it fits
    /// and the request is not complete, and otherwise it is said that it stays. Whether that
    /// changes anything; none if they were no answer.
    fn answer_rewritten(&mut self, text: &str) -> Option<bool> {
        let by = self.voice.evidence;
        let nth = self.next.answers.iter().position(|it| it.by == by)?;
        let former = self.next.answers.get(nth)?;
        let step = self.flow().step(former.stage)?;
        let counts = match &step.expects {
            Expects::Choice { options } => {
                let option = self.chosen(options, text);
                let option = option.or_else(|| self.chosen_anew(step, options, text));
                let label = option.and_then(|nth| options.get(nth)).map(|it| &it.label);
                return Some(self.way_rewritten(step, label.map(|it| self.spoken(it))));
            }
            Expects::YesNo { .. } => {
                let answer = self.flow().answer(text).map(|it| it.kept().to_owned());
                return Some(self.way_rewritten(step, answer));
            }
            Expects::Text { .. } => !leaves(text),
            Expects::Date { .. } => true,
            Expects::Number { .. } => !self.names_product(text),
            _ => return None,
        };
        let (at, month_first) = (self.said_at(), self.next.month_first);
        let given = Given { text, files: &[], at, month_first };
        let answer = reading::answer(&step.expects, given).filter(|_| counts);
        if answer.as_ref() == Some(&former.text) {
            return Some(false);
        }
        let Some(answer) = answer.filter(|_| self.is_open()) else {
            return Some(self.say_too_late());
        };
        let told = told(step, &answer);
        self.next.answers.get_mut(nth)?.text = answer;
        self.ask_beside(told);
        Some(true)
    }

    /// The same of an answer that says where the ticket goes: where another one leads elsewhere,
    /// the ticket goes back to it and on from there, unless an order was taken since, which would
    /// have to be taken anew.
    fn way_rewritten(&mut self, step: &Step, answer: Option<String>) -> bool {
        let (stage, now) = (step.number, self.next.standing().stage);
        let Some(answer) = answer.filter(|_| self.is_open()) else { return self.say_too_late() };
        let former = self.next.answers.iter_mut().find(|it| it.stage == stage);
        let Some(former) = former else { return false };
        if former.text == answer {
            return false;
        }
        let before = std::mem::replace(&mut former.text, answer.clone());
        let (led, leads) = (self.way_of(step, &before), self.way_of(step, &answer));
        if led == leads && leads.is_some() {
            self.ask_beside(told(step, &answer));
            return true;
        }
        let is_taken = self.next.order.asked.is_some() || self.takes_order_between(stage, now);
        match leads.filter(|_| !is_taken) {
            Some(to) => {
                self.next.state = State::Open { channel: self.channel, stage };
                self.go(to, Occasion::Corrected { answer: told(step, &answer) });
                true
            }
            None => {
                if let Some(former) = self.next.answers.iter_mut().find(|it| it.stage == stage) {
                    former.text = before;
                }
                self.say_too_late()
            }
        }
    }

    fn is_open(&self) -> bool {
        matches!(self.next.state, State::Open { .. })
    }

    /// Says that an answer stays as it is. Whether that is said.
    fn say_too_late(&mut self) -> bool {
        let may = self.may_hint(if self.is_open() { MOST_HINTS } else { 1 });
        if may {
            self.say(Notice::Remarked { remark: Remark::RewrittenTooLate });
        }
        may
    }

    /// Asks once more what is asked now, beside another answer to a question before. What waits
    /// there may be a question about a part of the order, which stays as it is.
    pub(super) fn ask_beside(&mut self, answer: AnswerTold) {
        if self.next.order.asked.is_none() {
            self.turn();
            self.ask(Occasion::Corrected { answer });
        }
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
