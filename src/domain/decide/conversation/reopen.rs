//! The order is confirmed, and what its customer writes instead of an answer changes it: "no wait,
//! two calzones". Then it is open again, and is asked about before everything else.

use super::{card, talk::Talk};
use crate::domain::flow::{About, Expects, Stage};

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
        self.confirmed_at()
    }

    /// The stage at which an order is confirmed.
    pub(super) fn confirmed_at(&self) -> Option<Stage> {
        self.flow().stages.iter().find(|step| card::asks(step)).map(|step| step.number)
    }

    /// Opens the order again if words change it.
    pub(super) fn reopen(&mut self, text: &str) -> bool {
        let Some(stage) = self.reopens_at() else { return false };
        self.take_change(text, Some(stage), false)
    }
}
