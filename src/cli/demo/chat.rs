//! The chat as people see it, printed.

use super::{super::say, stage::Stage};
use discord_sim::people::{seat::Seat, view::MessageView};
use std::{cell::RefCell, collections::HashMap};

/// Prints what is new.
pub(super) struct Chat<'a> {
    stage: &'a Stage,
    shown: RefCell<HashMap<u64, String>>,
}

impl<'a> Chat<'a> {
    pub(super) fn new(stage: &'a Stage) -> Self {
        Self { stage, shown: RefCell::default() }
    }

    /// The heading of a step.
    pub(super) fn step(&self, number: usize, what: &str) {
        print(&format!("\n── {number}. {what}\n"));
    }

    /// What a person sees in a channel that was not shown before, or has changed.
    pub(super) fn show(&self, seat: &Seat, channel: u64) {
        let Ok(messages) = seat.read(channel) else { return };
        let mut shown = self.shown.borrow_mut();
        for message in messages {
            let text = self.text(&message);
            if shown.get(&message.id) == Some(&text) {
                continue;
            }
            let edited = if shown.contains_key(&message.id) { " (edited)" } else { "" };
            let whisper = if message.ephemeral { " (only they see this)" } else { "" };
            print(&format!("   {}{edited}{whisper}\n{text}\n", message.author_name));
            shown.insert(message.id, text);
        }
    }

    /// Who sees which channels.
    pub(super) fn who_sees_what(&self) {
        let Stage { ann, sam, mia, .. } = self.stage;
        for (name, seat) in [("Ann (customer)", ann), ("Sam (staff)", sam), ("Mia (manager)", mia)]
        {
            let channels = seat.channels().into_iter();
            let names: Vec<_> =
                channels.filter(|it| it.kind == "text").map(|it| format!("#{}", it.name)).collect();
            print(&format!("   {name:<15} sees {}\n", names.join(" ")));
        }
    }

    fn text(&self, message: &MessageView) -> String {
        let mut lines: Vec<String> = Vec::new();
        let spoken = [&message.content, &message.embed_text];
        for text in spoken.into_iter().filter(|it| !it.is_empty()) {
            lines.extend(self.names(text).lines().map(|line| format!("     │ {line}")));
        }
        if !message.buttons.is_empty() {
            let buttons: Vec<_> =
                message.buttons.iter().map(|it| format!("[{}]", it.label)).collect();
            lines.push(format!("     │ {}", buttons.join(" ")));
        }
        let files = message.attachments.iter().map(|it| format!("     │ 📎 {}", it.filename));
        lines.extend(files);
        lines.join("\n")
    }

    /// Mentions as names.
    fn names(&self, text: &str) -> String {
        let stage = self.stage;
        let mut named = text.to_owned();
        let people =
            [(&stage.ann, "Ann"), (&stage.sam, "Sam"), (&stage.mia, "Mia"), (&stage.ada, "Ada")];
        for (seat, name) in people {
            named = named.replace(&format!("<@{}>", seat.user), &format!("@{name}"));
        }
        for (role, name) in [(stage.staff_role, "Staff"), (stage.manager_role, "Ticket Manager")] {
            named = named.replace(&format!("<@&{role}>"), &format!("@{name}"));
        }
        for channel in stage.ada.channels() {
            named = named.replace(&format!("<#{}>", channel.id), &format!("#{}", channel.name));
        }
        named
    }
}

/// A disk that is full is noticed with the last line of the story.
fn print(text: &str) {
    drop(say(text));
}
