//! Files that come in several messages: they are one answer. As soon as there are enough of them
//! something else is asked, and what follows belongs to that answer all the same.

use super::{
    Words,
    reading::{self, Given},
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    flow::{Expects, Step},
    input::File,
    notice::{Misread, Occasion},
    ticket::StageAnswer,
};

impl Talk<'_> {
    /// Files, or words, where files are asked for.
    pub(super) fn hear_files(&mut self, step: &Step, text: &str, files: &[File]) {
        let counts = self.take_files(step, files)
            || self.change_order(text, false)
            || self.tell_at_stage(text);
        if !counts {
            self.ask_again(Misread::default());
        }
    }

    /// Files, where files are asked for, with words that change the order or an answer that was
    /// given before: both count. Whether it is so.
    pub(super) fn hear_captioned(&mut self, step: &Step, text: &str, files: &[File]) -> bool {
        let Expects::File { then, .. } = step.expects else { return false };
        let stage = step.number;
        let former = self.next.answers.iter().find(|it| it.stage == stage);
        let former = former.map(|it| it.text.clone());
        let Some(all) = self.with_more(step, former.as_deref(), files) else { return false };
        let stands = self.next.answers.clone();
        self.note_answer(stage, all.clone());
        // On the way forward what is answered is passed over.
        if self.choose_anew(text) || self.change_order(text, false) {
            return true;
        }
        let occasion = match self.answered_anew(text) {
            Some((stage, answer, told)) => {
                self.note_answer(stage, answer);
                Some(Occasion::Corrected { answer: told })
            }
            None => self.refused_anew(text),
        };
        match occasion {
            Some(occasion) if is_enough(&step.expects, &all) => self.go(then, occasion),
            Some(occasion) => {
                self.turn();
                self.ask(occasion);
            }
            None => {
                self.next.answers = stands;
                return false;
            }
        }
        true
    }

    /// Takes files where files are asked for. As long as there are too few, more are asked for.
    /// Whether they fit.
    fn take_files(&mut self, step: &Step, files: &[File]) -> bool {
        let Expects::File { least, then, .. } = step.expects else { return false };
        let stage = step.number;
        let former = self.next.answers.iter().find(|it| it.stage == stage);
        let former = former.map(|it| it.text.clone());
        let Some(text) = self.with_more(step, former.as_deref(), files) else { return false };
        let left = least.saturating_sub(count(&text));
        if left == 0 {
            self.keep(stage, text, then);
            return true;
        }
        let by = self.voice.evidence;
        self.next.answers.retain(|it| it.stage != stage);
        self.next.answers.push(StageAnswer { stage, text: text.clone(), by });
        self.next.answers.sort_by_key(|it| it.stage);
        self.turn();
        self.ask(Occasion::TooFew { answer: text.into(), left });
        true
    }

    /// What an answer in files is with these beside it, if they fit.
    fn with_more(&self, step: &Step, former: Option<&str>, files: &[File]) -> Option<String> {
        let Expects::File { most, kinds, then, .. } = &step.expects else { return None };
        let most = most.saturating_sub(former.map_or(0, count));
        let room = Expects::File { least: 1, most, kinds: kinds.clone(), then: *then };
        let (at, month_first) = (self.said_at(), self.next.month_first);
        let more = reading::answer(&room, Given { text: "", files, at, month_first })?;
        Some(former.map(|former| format!("{former}, {more}")).unwrap_or(more))
    }

    /// Adds files without words to those that were the last answer in files, or says that they do
    /// not fit there. Where files are asked for they are that answer, and where one is all that is
    /// taken more are none.
    pub(super) fn add_files(&mut self, words: &Words<'_>) -> bool {
        let Some(now) = self.step().filter(|_| is_bare(words)) else { return false };
        if matches!(now.expects, Expects::File { .. }) {
            return false;
        }
        let flow = self.flow();
        let given = self.next.answers.iter().enumerate().rev();
        let last = given.filter_map(|(nth, it)| Some((nth, flow.step(it.stage)?, it.clone())));
        let mut last = last.filter(|(_, step, _)| matches!(step.expects, Expects::File { .. }));
        let Some((nth, step, former)) = last.next() else { return false };
        if matches!(step.expects, Expects::File { most: 1, .. }) {
            return false;
        }
        if let Some(all) = self.with_more(step, Some(&former.text), words.files) {
            if let Some(former) = self.next.answers.get_mut(nth) {
                former.text.clone_from(&all);
            }
            self.ask_beside(all.into());
            return true;
        }
        if self.next.order.asked.is_some() {
            return false;
        }
        if self.may_hint(MOST_HINTS) {
            let fits = reading::fits(&step.expects, self.said_at());
            let occasion = self.not_corrected(step, &former, (&names(words.files), fits));
            self.ask(occasion);
        }
        true
    }
}

/// Whether a message is nothing but files.
fn is_bare(words: &Words<'_>) -> bool {
    !words.files.is_empty() && words.text.trim().is_empty()
}

/// Whether an answer in files has enough of them.
pub(super) fn is_enough(expects: &Expects, answer: &str) -> bool {
    !matches!(expects, Expects::File { least, .. } if count(answer) < *least)
}

/// How many files an answer names. Discord leaves no spaces in their names.
fn count(names: &str) -> u8 {
    u8::try_from(names.split(", ").count()).unwrap_or(u8::MAX)
}

fn names(files: &[File]) -> String {
    files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
}
