//! Where the answers of a flow lead: to a stage, past those that are answered, or to the end.

use super::ask::{answered, keyed};
use super::{more_files::is_enough, order::changed_by, talk::Talk};
use crate::domain::{
    answer::{Answer, read_answer},
    decide::close,
    flow::{About, Expects, Next, Stage, Step, Text},
    notice::{Misread, Notice, Occasion, Placed, Prompt},
    order::Order,
    ticket::State,
};

impl Talk<'_> {
    /// Back to where "refresh" leads, with the documents that are in use now.
    pub(super) fn restart(&mut self) {
        self.shelf = self.fresh;
        self.next.pins = self.newest();
        let stage = self.flow().restart().map_or(Stage::ORDER, |step| step.number);
        self.next.handler = None;
        self.next.answers.retain(|it| it.stage < stage);
        self.enter(stage, Occasion::StartedOver);
    }

    /// Where an answer leads.
    pub(super) fn go(&mut self, to: Next, occasion: Occasion) {
        match to {
            Next::To(stage) => self.enter(stage, occasion),
            Next::Stay => {
                self.turn();
                self.ask(Occasion::Declined);
            }
            Next::Done => self.place(),
            Next::Close => self.close(),
        }
    }

    /// The ticket comes to a stage. Coming back to where an order is taken begins it anew, and
    /// coming back to where it is confirmed opens it again. Onwards, what is answered is not asked
    /// once more.
    pub(super) fn enter(&mut self, stage: Stage, occasion: Occasion) {
        let from = self.next.standing();
        let is_back = from.placed.is_some() || stage <= from.stage;
        self.next.state = State::Open { channel: self.channel, stage };
        self.turn();
        // What is asked again, or perhaps never again on another way, was not answered.
        match is_back {
            true => self.next.answers.retain(|it| it.stage < stage),
            // The way led there once, and leads past it now.
            false => self.next.answers.retain(|it| it.stage <= from.stage || it.stage >= stage),
        }
        let Some(step) = self.step() else { return };
        self.next.order.asked = None;
        if let Some(to) = self.answered_to(step) {
            return self.go(to, occasion);
        }
        self.next.answers.retain(|it| it.stage != stage);
        match step.expects {
            Expects::Catalogue { .. } if is_back => {
                let given = self.next.order.given;
                self.next.order = Order { given, ..Order::default() };
            }
            Expects::Catalogue { .. } | Expects::YesNo { about: About::Order, .. } => {
                self.next.order.confirmed = None;
            }
            // Onwards only, so that it comes to an end in any flow.
            Expects::YesNo { about: About::Terms, yes, .. }
                if self.has_accepted() && !matches!(yes, Next::Stay) && !goes_back(yes, stage) =>
            {
                return self.go(yes, occasion);
            }
            _ => {}
        }
        self.ask(occasion);
    }

    /// Where the answer leads that a stage has already, if that is onwards: then it comes to an end
    /// in any flow.
    pub(super) fn answered_to(&self, step: &Step) -> Option<Next> {
        let answer = self.next.answers.iter().find(|it| it.stage == step.number)?;
        if !is_enough(&step.expects, &answer.text) {
            return None;
        }
        self.way_of(step, &answer.text).filter(|to| to.is_onwards(step.number))
    }

    /// Where an answer that is kept leads. Yes to a question that No takes back is asked for
    /// whenever the ticket comes by: "is all of this right?"
    pub(super) fn way_of(&self, step: &Step, answer: &str) -> Option<Next> {
        match &step.expects {
            Expects::Text { then, .. }
            | Expects::Number { then, .. }
            | Expects::Date { then, .. }
            | Expects::File { then, .. } => Some(*then),
            Expects::Choice { options } => {
                options.iter().find(|it| self.spoken(&it.label) == answer).map(|it| it.then)
            }
            Expects::YesNo { yes, no, .. } if step.keeps_yes_no() && step.goes_on() => {
                match read_answer(answer)? {
                    Answer::Yes => Some(*yes),
                    Answer::No => Some(*no),
                }
            }
            Expects::Catalogue { .. } | Expects::YesNo { .. } => None,
        }
    }

    /// Whether the terms that count were accepted by the customer in this ticket.
    fn has_accepted(&self) -> bool {
        self.next.accepted.as_ref().is_some_and(|accepted| {
            accepted.terms == self.next.pins.terms
                && accepted.hash == self.shelf.terms_hash()
                && accepted.person == self.next.opener
        })
    }

    /// The request is complete and staff are called, unless what was held for it was let go
    /// meanwhile and is somebody else's by now.
    fn place(&mut self) {
        let short = self.cut();
        if !short.is_empty() {
            return self.fall_back(Misread { short, ..Misread::default() });
        }
        let stage = self.next.standing().stage;
        self.next.answers.retain(|it| it.stage <= stage);
        self.turn();
        self.next.order.asked = None;
        self.next.state = State::Placed { channel: self.channel, stage, at: self.said_at() };
        let spoken = |text: &Text| text.spoken(self.next.language, self.flow().language).clone();
        let done = self
            .flow()
            .done
            .as_ref()
            .map(|it| Prompt { title: it.title.as_ref().map(spoken), text: spoken(&it.text) });
        self.say(Notice::Placed(Box::new(Placed {
            order: self.next.order.view(),
            answers: answered(&self.next, self.shelf),
            keyed: keyed(&self.next, self.shelf),
            done,
            customer: self.next.opener,
            staff: self.settings.staff.clone(),
        })));
    }

    /// Back to where the order is confirmed, as far as it can be had; in a flow without such a
    /// question to where it is taken.
    fn fall_back(&mut self, misread: Misread) {
        let asks =
            |step: &&Step| matches!(step.expects, Expects::YesNo { about: About::Order, .. });
        let takes = |step: &&Step| matches!(step.expects, Expects::Catalogue { .. });
        let steps = &self.flow().stages;
        if let Some(step) = steps.iter().find(asks) {
            let stage = step.number;
            self.next.state = State::Open { channel: self.channel, stage };
            self.next.order.confirmed = None;
            self.next.order.misread = misread.clone();
            // Its prices stayed as long as it was confirmed.
            let news = self.catch_up();
            self.order_changed(changed_by(news, misread));
        } else if let Some(step) = steps.iter().find(takes) {
            self.enter(step.number, Occasion::NothingLeft { misread });
        }
    }

    /// The flow ends here: the ticket is closed by its customer's answer.
    fn close(&mut self) {
        let (state, hide) =
            close::begin(&self.next, &self.settings, self.channel, self.voice.actor.user, None);
        self.turn();
        self.next.order.asked = None;
        self.next.state = state;
        self.effects.push(hide);
    }
}

pub(super) fn goes_back(to: Next, from: Stage) -> bool {
    matches!(to, Next::To(stage) if stage <= from)
}
