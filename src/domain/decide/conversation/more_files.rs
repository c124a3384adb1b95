//! Files that come in several messages: the first is the answer, and what follows belongs to it though
//! something else is asked by then.

use super::{
    Words,
    reading::{self, Given},
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{flow::Expects, input::File};

impl Talk<'_> {
    /// Adds files without words to those that were the last answer in files, or says that they do not
    /// fit there. Where files are asked for they are that answer, and where one is all that is taken
    /// more are none.
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
        let Expects::File { most, kinds, then } = &step.expects else { return false };
        if *most == 1 {
            return false;
        }
        let most = most.saturating_sub(count(&former.text));
        let room = Expects::File { most, kinds: kinds.clone(), then: *then };
        let (at, month_first) = (self.said_at(), self.next.month_first);
        let given = Given { text: "", files: words.files, at, month_first };
        if let Some(more) = reading::answer(&room, given) {
            let all = format!("{}, {more}", former.text);
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
            let fits = reading::fits(&step.expects, at);
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

/// How many files an answer names. Discord leaves no spaces in their names.
fn count(names: &str) -> u8 {
    u8::try_from(names.split(", ").count()).unwrap_or(u8::MAX)
}

fn names(files: &[File]) -> String {
    files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
}
