//! The order is confirmed, and what its customer writes instead of an answer changes it: "no wait, two
//! calzones". Then it is open again, and is asked about before everything else.

use super::{card, order::changed_by, talk::Talk};
use crate::domain::{
    flow::{About, Expects, Stage},
    notice::Misread,
    order::{Before, Order},
    ticket::{Evidence, State},
};

impl Talk<'_> {
    /// The stage at which an order that is confirmed can be changed by writing, as long as nothing
    /// is asked but the terms.
    pub(super) fn reopens_at(&self) -> Option<Stage> {
        let is_terms = |it: &Expects| matches!(it, Expects::YesNo { about: About::Terms, .. });
        self.step().filter(|step| is_terms(&step.expects))?;
        // Terms may come before the order, which is then still to be confirmed.
        let order = &self.next.order;
        if self.shelf.stock.is_none() || order.lines.is_empty() || order.confirmed.is_none() {
            return None;
        }
        self.flow().stages.iter().find(|step| card::asks(step)).map(|step| step.number)
    }

    /// Opens the order again if words change it.
    pub(super) fn reopen(&mut self, text: &str) -> bool {
        let Some(stage) = self.reopens_at() else { return false };
        let confirmed = self.next.clone();
        self.next.order.confirmed = None;
        let news = self.catch_up();
        let Order { lines, priced, .. } = self.next.order.clone();
        let misread = self.take(text);
        let order = &mut self.next.order;
        // What is asked after is not asked for.
        let is_unclear = order.unclear.iter().any(|it| it.candidates.len() > 1);
        if order.lines == lines && order.amendment.is_none() && !is_unclear {
            self.next = confirmed;
            return false;
        }
        if let Evidence::Message(message) = self.voice.evidence {
            order.before =
                Some(Before { message, lines, words: None, misread: Misread::default(), priced });
        }
        self.next.state = State::Open { channel: self.channel, stage };
        self.next.answers.retain(|it| it.stage < stage);
        self.order_changed(changed_by(news, misread));
        true
    }
}
