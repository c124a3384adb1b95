//! What admins are told, and why a wish was not fulfilled.

use super::{
    blocks::{CONTENT_LIMIT, fitting, plain},
    ticket::obstacle,
};
use crate::domain::{
    clip::clip,
    counted::counted,
    desk::{DocumentKind, PANEL_TEXT_LIMIT},
    notice::{Answered, Refusal, SetUpFault},
    permissions::Permissions,
};
use twilight_model::http::attachment::Attachment;

/// The most mistakes that the file of mistakes has: beyond that it is another kind of file.
const MOST_FAULTS: usize = 10_000;

pub(super) fn answered(answer: &Answered) -> String {
    match answer {
        Answered::SetUp { panel } => format!(
            "All set: the panel stands in <#{panel}>.\nNext: `/ticketflow catalogue import` for your \
             products, `/ticketflow terms set` for your terms."
        ),
        Answered::PanelFailed { why } => {
            format!("The set-up is saved, but the panel could not be posted. {}", obstacle(*why))
        }
        Answered::DocumentSet { kind: DocumentKind::Catalogue, version, products } => format!(
            "The catalogue has {} now (version {version}). Tickets that are open \
             keep the one they began with.",
            counted(*products, "product", "products")
        ),
        Answered::DocumentSet { kind: DocumentKind::Terms, version, .. } => format!(
            "The terms are set (version {version}). Tickets that are open keep the ones they began \
             with."
        ),
        Answered::RefreshSet { on: true } => {
            "“refresh” now takes a ticket back to its first stage.".into()
        }
        Answered::RefreshSet { on: false } => "“refresh” is switched off.".into(),
        _ => String::new(),
    }
}

pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotSetUp => {
            "Tickets are not set up in this server yet: an admin has to run `/ticketflow setup`."
                .into()
        }
        Refusal::NotYourQuestion => "Only the customer of this ticket can answer that.".into(),
        Refusal::NotYourTicket => "Only the customer and staff can do that.".into(),
        Refusal::QuestionOver => {
            "That question is no longer open. Please answer the newest one below.".into()
        }
        Refusal::NoTicketHere => "There is no such ticket in this channel.".into(),
        Refusal::TicketOver => "This ticket is closed already.".into(),
        Refusal::TicketCloses => "This ticket is just being closed.".into(),
        Refusal::NotAnAdmin => {
            "You need the permission **Manage Server** in this server to do that.".into()
        }
        Refusal::SetUpFaults { faults } => {
            let lines = faults.iter().map(set_up_fault);
            listed("Nothing was changed. Please mend this and run the command again:", lines)
        }
        Refusal::DocumentFaults { faults } => document_faults(faults),
        Refusal::NoDocument { kind: DocumentKind::Catalogue } => {
            "There is no catalogue yet: `/ticketflow catalogue import` takes one.".into()
        }
        Refusal::NoDocument { kind: DocumentKind::Terms } => {
            "There are no terms yet: `/ticketflow terms set` takes them.".into()
        }
        Refusal::Unknown => {
            "I do not know this button or command (any more). If it stays so, an admin should run \
             `/ticketflow setup` again."
                .into()
        }
        Refusal::Ours { reference } => format!(
            "Something went wrong on our side. Please try again; if it stays so, give an admin this \
             reference: `{reference}`"
        ),
    }
}

/// What goes with a refusal: all mistakes of a file, if they do not fit into the message.
pub(super) fn files(refusal: &Refusal) -> Vec<Attachment> {
    let Refusal::DocumentFaults { faults } = refusal else { return vec![] };
    if document_faults(faults).matches("\n• ").count() == faults.len() {
        return vec![];
    }
    let mut text = faults.iter().take(MOST_FAULTS).cloned().collect::<Vec<_>>().join("\n");
    if let Some(left_out @ 1..) = faults.len().checked_sub(MOST_FAULTS) {
        text.push_str(&format!("\n… and {left_out} more"));
    }
    text.push('\n');
    vec![Attachment::from_bytes("mistakes.txt".to_owned(), text.into_bytes(), 0)]
}

fn document_faults(faults: &[String]) -> String {
    listed(
        "Nothing was changed. What is wrong:",
        faults.iter().map(|fault| plain(clip(fault, 300))),
    )
}

fn set_up_fault(fault: &SetUpFault) -> String {
    match fault {
        SetUpFault::MissingInGuild { missing } => format!(
            "The bot lacks {} in this server: Server Settings → Roles → the bot's role → \
             Permissions.",
            names(*missing)
        ),
        SetUpFault::MissingInChannel { channel, missing } => format!(
            "The bot lacks {} in <#{channel}>: Edit Channel → Permissions → add the bot's role and \
             allow it.",
            names(*missing)
        ),
        SetUpFault::NoSuchChannel { channel } => {
            format!("<#{channel}> is not in this server, or the bot cannot see it: choose another.")
        }
        SetUpFault::NotATextChannel { channel } => {
            format!("<#{channel}> is not a text channel: choose one for the panel.")
        }
        SetUpFault::NotACategory { channel } => {
            format!("<#{channel}> is not a category: choose one.")
        }
        SetUpFault::NoSuchRole { role } => {
            format!("The role <@&{role}> is not in this server: choose another.")
        }
        SetUpFault::RoleCannotBeCalled { role } => format!(
            "The bot cannot call <@&{role}>: Server Settings → Roles → that role → “Allow anyone to \
             @mention this role”, or give the bot **Mention @everyone, @here and All Roles** (it \
             never calls @everyone)."
        ),
        SetUpFault::EveryoneIsNoStaff => {
            "@everyone as a staff or manager role would show every ticket to everybody: choose \
             another role."
                .into()
        }
        SetUpFault::PanelTextTooLong { length } => {
            format!("The panel's text is {length} characters long; up to {PANEL_TEXT_LIMIT} fit.")
        }
    }
}

fn names(permissions: Permissions) -> String {
    permissions.names().map(|name| format!("**{name}**")).collect::<Vec<_>>().join(", ")
}

/// As many lines as a message holds, and how many more there are. They may quote a file.
fn listed(head: &str, lines: impl Iterator<Item = String>) -> String {
    const ROOM_FOR_THE_REST: usize = 60;
    let room = CONTENT_LIMIT - ROOM_FOR_THE_REST - head.len();
    let lines = lines.map(|line| format!("\n• {line}"));
    format!("{head}{}", fitting(lines, "", room))
}
