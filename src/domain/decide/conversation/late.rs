//! Words that come too late: to a question that is over, to a request that is complete, to an order
//! that is confirmed.

use super::{
    Words,
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    flow::{About, Expects},
    ids::{MessageId, TicketNumber},
    input::SaidTo,
    notice::{Notice, Occasion, Remark},
    ticket::{Idle, State, Ticket},
};

impl Talk<'_> {
    /// The customer's words, to whomever they are said.
    pub(super) fn hear_said(&mut self, words: &Words<'_>, to: SaidTo) {
        match to {
            SaidTo::Others => self.overhear(words.text, words.files),
            SaidTo::Ours { .. } | SaidTo::Ticket if self.add_files(words) => {}
            SaidTo::Ours { question } if self.is_over(question, words.text) => {
                self.hear_late(words.text);
            }
            SaidTo::Ours { .. } | SaidTo::Ticket => self.hear_noting(words, to),
        }
    }

    /// Hears words, and notes if they change nothing. What replies to a message that asks nothing
    /// might say Yes once it is rewritten, and to that it would be none.
    fn hear_noting(&mut self, words: &Words<'_>, to: SaidTo) {
        let stands = self.next.clone();
        self.hear(words.text, words.files);
        if to != (SaidTo::Ours { question: None }) && !self.has_moved(&stands) {
            let (message, turn) = (words.message, self.next.turn);
            self.next.idle = Some(Idle { message, turn });
        }
    }

    /// Whether anything is another one than in this ticket but how often was said what fits.
    pub(super) fn has_moved(&self, stands: &Ticket) -> bool {
        let next = &self.next;
        (next.turn, &next.state, &next.answers) != (stands.turn, &stands.state, &stands.answers)
            || !next.order.contents().eq(stands.order.contents())
            || next.order.words != stands.order.words
    }

    /// Whether a message of ours asks something else than what is waited for now, by the question
    /// that its controls name. One that was answered by button names none any more, like words of
    /// ours that asked nothing: then it is for Yes, No and a choice, which might be said to
    /// anything.
    fn is_over(&self, question: Option<(TicketNumber, u32)>, text: &str) -> bool {
        if let Some(asked) = question {
            return asked != (self.next.number, self.next.turn);
        }
        match self.step().map(|step| &step.expects) {
            Some(Expects::YesNo { .. }) => self.flow().answer(text).is_some(),
            Some(Expects::Choice { options }) => self.chosen(options, text).is_some(),
            _ => false,
        }
    }

    /// Words to a question that is over: a change of the order counts, and no answer does. That is
    /// told with the question that is asked now, which may stand far below.
    fn hear_late(&mut self, text: &str) {
        let counts = match self.step().map(|step| &step.expects) {
            Some(Expects::Catalogue { .. } | Expects::YesNo { about: About::Order, .. }) => {
                self.overhear_order(text)
            }
            Some(Expects::YesNo { about: About::Terms, .. }) => self.reopen(text),
            _ => self.change_order(text, false),
        };
        if counts || !self.may_hint(MOST_HINTS) {
            return;
        }
        match self.shelf.stock.as_deref().filter(|_| self.next.order.asked.is_some()) {
            Some(stock) => {
                self.say(Notice::Remarked { remark: Remark::QuestionOver });
                self.say_doubt_anew(stock);
            }
            None => self.ask(Occasion::Overtaken),
        }
    }

    /// A change to a request that is complete is for staff, which is said once. Whether it is.
    pub(super) fn hear_when_placed(&mut self, text: &str) -> bool {
        let changes = self.would_change(text) || self.answered_anew(text).is_some();
        if !changes || !self.may_hint(1) {
            return false;
        }
        let refresh = self.refresh_word();
        self.say(Notice::Remarked { remark: Remark::WithStaff { refresh } });
        true
    }

    /// The message that made the order what it is was rewritten when that was confirmed, and would
    /// have changed it. That is said once. Whether it is.
    pub(super) fn hear_anew_too_late(&mut self, message: MessageId, text: &str) -> bool {
        let is_said = matches!(self.next.state, State::Open { .. } | State::Placed { .. });
        let order = &mut self.next.order;
        if !is_said || order.confirmed.is_none() {
            return false;
        }
        let Some(before) = order.before.take_if(|it| it.message == message) else { return false };
        if let Some(doubt) = before.doubt.clone() {
            let (stands, said) = (self.next.clone(), self.effects.len());
            self.hear_doubt_anew(before, doubt, text);
            let order = std::mem::replace(&mut self.next, stands).order;
            self.take_back_effects(said);
            let is_same = order.contents().eq(self.next.order.contents());
            if !is_same {
                self.say(Notice::Remarked { remark: Remark::RewrittenTooLate });
            }
            return !is_same;
        }
        let confirmed = order.clone();
        order.lines = before.lines;
        order.words = before.words;
        self.take(text);
        let order = std::mem::replace(&mut self.next.order, confirmed);
        let is_same = order.contents().eq(self.next.order.contents())
            && order.words == self.next.order.words
            && order.unclear.is_empty();
        if !is_same {
            self.say(Notice::Remarked { remark: Remark::RewrittenTooLate });
        }
        !is_same
    }
}
