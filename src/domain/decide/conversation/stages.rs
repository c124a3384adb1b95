//! What is answered to the questions of a flow, in words and by button.

use super::{
    order::listed,
    reading::{self, Given},
    talk::Talk,
    ways::goes_back,
};
use crate::domain::{
    answer::Answer,
    control::Press,
    flow::{About, Expects, Next, Stage, Step},
    input::File,
    notice::{Misread, Occasion, Taken},
    ticket::StageAnswer,
};

impl Talk<'_> {
    /// The customer's words, whatever the ticket waits for.
    pub(super) fn hear(&mut self, text: &str, files: &[File]) {
        let Some(step) = self.step() else { return };
        if self.next.order.asked.is_some() {
            return self.hear_about_doubt(text);
        }
        if !fits_pattern(&step.expects, text) {
            let is_answered = self.hear_captioned(step, text, files)
                || self.choose_anew(text)
                || self.answer_anew(text)
                || self.refuse_anew(text);
            if is_answered || (files.is_empty() && self.leave(step, text)) {
                return;
            }
        }
        match &step.expects {
            Expects::Catalogue { .. } => self.hear_order(text),
            Expects::YesNo { about, yes, no } => match self.flow().answer(text) {
                Some(answer) if step.keeps_yes_no() => self.keep_yes_no(step, answer, (*yes, *no)),
                Some(Answer::Yes) => self.agree(*about, *yes),
                Some(Answer::No) => self.decline(*about, *no),
                None if *about == About::Order => self.hear_order(text),
                None if *about == About::Terms && (self.reopen(text) || self.tell(text)) => {}
                None if *about == About::Nothing && self.change_order(text, false) => {}
                None => self.ask_again(Misread::default()),
            },
            Expects::Choice { options } => {
                match self.chosen(options, text).and_then(|nth| options.get(nth)) {
                    Some(option) => {
                        let label = self.spoken(&option.label);
                        self.keep(step.number, label, option.then);
                    }
                    None if self.change_order(text, false) || self.tell_at_stage(text) => {}
                    None => self.ask_again(Misread::default()),
                }
            }
            Expects::Text { .. }
                if files.is_empty()
                    && !fits_pattern(&step.expects, text)
                    && (self.change_order(text, true) || self.tell_at_stage(text)) => {}
            Expects::File { .. } => self.hear_files(step, text, files),
            Expects::Text { then, .. }
            | Expects::Number { then, .. }
            | Expects::Date { then, .. } => {
                let month_first = self.next.month_first;
                let given = Given { text, files, at: self.said_at(), month_first };
                let counts =
                    matches!(step.expects, Expects::Number { .. }) && self.names_product(text);
                match reading::answer(&step.expects, given).filter(|_| !counts) {
                    Some(answer) => self.keep(step.number, answer, *then),
                    None if self.change_order(text, false) || self.tell_at_stage(text) => {}
                    None => {
                        self.either = reading::either(&step.expects, text);
                        self.ask_again(Misread::default());
                    }
                }
            }
        }
    }

    /// Words to somebody else in the channel. Their Yes and No are to what that person wrote, and
    /// may be evidence: they answer no such question. If they change the order they do so, and what
    /// staff were told of the other questions is an answer to these.
    pub(super) fn overhear(&mut self, text: &str, files: &[File]) {
        match self.step().map(|step| &step.expects) {
            Some(Expects::Catalogue { .. } | Expects::YesNo { about: About::Order, .. }) => {
                self.overhear_order(text);
            }
            Some(Expects::YesNo { .. }) | None => {}
            Some(_) => self.hear(text, files),
        }
    }

    /// A button or a menu's entry. None if it does not belong to what the ticket waits for; else
    /// what is to be marked on the message, unless the question was overtaken.
    pub(super) fn press(&mut self, press: Press) -> Option<Option<Taken>> {
        if self.next.order.asked.is_some() {
            return self.press_about_doubt(press);
        }
        let step = self.step()?;
        match (&step.expects, press) {
            (Expects::YesNo { about, yes, no }, Press::Answer(answer)) => {
                match answer {
                    answer if step.keeps_yes_no() => self.keep_yes_no(step, answer, (*yes, *no)),
                    Answer::Yes => self.agree(*about, *yes),
                    Answer::No => self.decline(*about, *no),
                }
                Some(Some(Taken::Answer(answer)))
            }
            (Expects::Choice { options }, Press::Nth(nth)) => {
                let option = options.get(usize::from(nth))?;
                let label = self.spoken(&option.label);
                self.keep(step.number, label.clone(), option.then);
                Some(Some(Taken::Choice(label)))
            }
            _ => None,
        }
    }

    fn agree(&mut self, about: About, to: Next) {
        match about {
            About::Nothing => self.go(to, Occasion::Answered),
            About::Terms => {
                self.accept();
                self.go(to, Occasion::Answered);
            }
            About::Order => self.confirm_order(to),
        }
    }

    /// No. An order that is taken anew then is told, so that none of it has to be remembered.
    fn decline(&mut self, about: About, to: Next) {
        let takes = |stage: Stage| {
            let step = self.flow().step(stage);
            step.is_some_and(|it| matches!(it.expects, Expects::Catalogue { .. }))
        };
        let is_dropped = about == About::Order
            && goes_back(to, self.next.standing().stage)
            && matches!(to, Next::To(stage) if takes(stage));
        let dropped = if is_dropped { listed(&self.next.order.lines) } else { vec![] };
        let occasion = match dropped.is_empty() {
            true => Occasion::StartedOver,
            false => Occasion::NothingLeft { misread: Misread { dropped, ..Misread::default() } },
        };
        self.go(to, occasion);
    }

    /// Yes or No to a question that is about nothing else. One that leaves it open is no answer.
    fn keep_yes_no(&mut self, step: &Step, answer: Answer, (yes, no): (Next, Next)) {
        let to = match answer {
            Answer::Yes => yes,
            Answer::No => no,
        };
        let occasion = match answer {
            Answer::No if !to.is_onwards(step.number) => Occasion::StartedOver,
            _ => Occasion::Answered,
        };
        if to != Next::Stay {
            self.note_answer(step.number, answer.kept().to_owned());
        }
        self.go(to, occasion);
    }

    /// The answer to a question is kept in the place of a former one.
    pub(super) fn keep(&mut self, stage: Stage, text: String, then: Next) {
        let is_day = self.step().is_some_and(|it| matches!(it.expects, Expects::Date { .. }));
        let occasion = match is_day {
            true => Occasion::Dated { day: text.clone() },
            false => Occasion::Answered,
        };
        self.note_answer(stage, text);
        self.go(then, occasion);
    }

    pub(super) fn note_answer(&mut self, stage: Stage, text: String) {
        let answer = StageAnswer { stage, text, by: self.voice.evidence };
        let answers = &mut self.next.answers;
        match answers.iter_mut().find(|it| it.stage == stage) {
            Some(former) => *former = answer,
            None => answers.push(answer),
        }
        answers.sort_by_key(|it| it.stage);
    }
}

/// Whether a stage says of itself what an answer looks like, and words look like one.
fn fits_pattern(expects: &Expects, text: &str) -> bool {
    matches!(expects, Expects::Text { pattern: Some(pattern), .. } if pattern.fits(text.trim()))
}
