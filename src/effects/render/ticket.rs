//! What is said in and about a ticket.

use super::{Words, blocks};
use crate::domain::{
    answer::Answer,
    button::Button,
    clip::clip,
    flow::{Expectation, Stage},
    ids::{Owner, RoleId, TicketNumber, UserId},
    notice::{Answered, Misread, NotMoved, Notice, Obstacle, OrderView},
    recognise::MOST_OF_ONE,
};
use twilight_model::channel::message::{AllowedMentions, Component, component::ButtonStyle};

/// The terms of a server that has set none.
const BUILT_IN_TERMS: &str = "By agreeing you confirm that you want to buy what is listed above, \
    and that you accept the rules of this server.";

const BUILT_IN_PANEL: &str = "Press the button to tell us what you would like to buy. A private channel opens for you, \
     which only you and our staff can see.";

pub(super) fn panel(text: Option<&str>) -> Words {
    let embed = blocks::embed("Purchase requests", text.unwrap_or(BUILT_IN_PANEL));
    let button = (ButtonStyle::Primary, "Create Ticket", Button::Create);
    Words { embeds: vec![embed], components: vec![blocks::row(&[button])], ..Words::default() }
}

pub(super) fn notice(owner: Owner, notice: &Notice) -> Words {
    let ticket = match owner {
        Owner::Ticket(number) => number,
        Owner::Desk => TicketNumber(0),
    };
    match notice {
        Notice::Welcome { customer, again } => welcome(ticket, *customer, *again),
        Notice::OrderRead { order, misread, turn } => {
            let text = format!(
                "{}\n{}\nIs this what you want? Press a button or write **yes** or **no**.",
                blocks::order(order),
                misread_lines(misread)
            );
            asked("Your order", &text, ticket, *turn)
        }
        Notice::NothingRead { misread } => {
            let text = format!(
                "Sorry, I did not find any of our products in that.\n{}\nPlease write the names of \
                 the products you want, for example “2x Name”. Our staff can read this channel too.",
                misread_lines(misread)
            );
            said("I did not get that", &text, vec![close_row(ticket)])
        }
        Notice::TermsAsked { terms, turn } => {
            let terms = terms.as_deref().unwrap_or(BUILT_IN_TERMS);
            let text =
                format!("{terms}\n\nDo you agree? Press a button or write **yes** or **no**.");
            asked("Terms and conditions", &text, ticket, *turn)
        }
        Notice::Placed { order, customer, staff } => placed(ticket, order, *customer, staff),
        Notice::TermsDeclined { turn } => asked(
            "Terms declined",
            "Without the terms we cannot go on. If you change your mind, press **Yes** or write \
             **yes**. Otherwise you can close this ticket.",
            ticket,
            *turn,
        ),
        Notice::AnswerAwaited { turn, stage, refresh } => {
            asked("Yes or no?", &reminder(*stage, *refresh), ticket, *turn)
        }
        Notice::Closed { by } => said(
            "Ticket closed",
            &format!("Closed by <@{by}>. Only managers see this channel now."),
            vec![],
        ),
        Notice::NotMoved { why, managers } => not_moved(*why, managers),
        Notice::CustomerLeft { customer } => said(
            "The customer has left",
            &format!("<@{customer}> is no longer in this server. You can close this ticket."),
            vec![close_row(ticket)],
        ),
    }
}

pub(super) fn answered(answer: &Answered) -> Words {
    Words::text(match answer {
        Answered::TicketReady { channel } => format!("Your ticket is ready: <#{channel}>"),
        Answered::TicketExists { channel } => format!("You already have a ticket: <#{channel}>"),
        Answered::TicketComes => {
            "Your ticket is being opened; it will be there in a moment.".into()
        }
        Answered::TicketFailed { why } => {
            format!("Your ticket could not be opened. {}", obstacle(*why))
        }
        Answered::Taken { answer, by } => {
            let answer = match answer {
                Answer::Yes => "✅ **Yes**",
                Answer::No => "❌ **No**",
            };
            return Words {
                content: Some(format!("{answer} — <@{by}>")),
                keeps_embeds: true,
                ..Words::default()
            };
        }
        Answered::TicketClosed => "The ticket is closed.".into(),
        Answered::CloseFailed { why } => {
            format!("The ticket could not be closed. {}", obstacle(*why))
        }
        Answered::SetUp { .. }
        | Answered::PanelFailed { .. }
        | Answered::DocumentSet { .. }
        | Answered::RefreshSet { .. }
        | Answered::Refused(_) => return Words::default(),
    })
}

/// What stood in the way, and what to do about it.
pub(super) fn obstacle(why: Obstacle) -> &'static str {
    match why {
        Obstacle::GuildFull => {
            "This server has as many channels as Discord allows (500): an admin has to delete some."
        }
        Obstacle::MissingPermission => {
            "The bot lacks a permission: an admin can run `/ticketflow setup` again, which names it."
        }
        Obstacle::Unavailable => "Discord did not answer in time. Please try again.",
        Obstacle::Other => "Discord refused. Please try again, and tell an admin if it stays so.",
    }
}

fn reminder(stage: Stage, refresh: bool) -> String {
    let how = "Please press a button or write **yes** or **no**.";
    match (stage.expects(), refresh) {
        (Expectation::Confirmation | Expectation::Order, _) => {
            format!("{how} To change your order, write all of it again.")
        }
        (Expectation::Agreement, true) => {
            format!("{how} To change your order, write **refresh** to start over.")
        }
        (Expectation::Agreement, false) => how.to_owned(),
    }
}

fn welcome(ticket: TicketNumber, customer: Option<UserId>, again: bool) -> Words {
    let title = if again { "Let's start over" } else { "Welcome" };
    let text = "What would you like to buy? Write it in your own words, with how many of each, \
                for example “2x Name and a Name”.";
    let mut words = said(title, text, vec![close_row(ticket)]);
    if let Some(customer) = customer.filter(|_| !again) {
        words.content = Some(format!("<@{customer}>"));
        words.mentions = mentions(Some(customer), &[]);
    }
    words
}

fn placed(
    ticket: TicketNumber,
    order: &OrderView,
    customer: Option<UserId>,
    staff: &[RoleId],
) -> Words {
    let order = blocks::order(order);
    let text = format!("{order}\n\nThe terms are accepted. Our staff will take it from here.");
    let mut words = said("Request complete", &text, vec![close_row(ticket)]);
    let called: Vec<_> = staff.iter().map(|role| format!("<@&{role}>")).collect();
    let request = if called.is_empty() { "New request" } else { "new request" };
    let from = customer.map(|customer| format!("from <@{customer}>"));
    let parts = called.into_iter().chain([request.to_owned()]).chain(from);
    words.content = Some(parts.collect::<Vec<_>>().join(" "));
    words.mentions = mentions(customer, staff);
    words
}

fn not_moved(why: NotMoved, managers: &[RoleId]) -> Words {
    let text = match why {
        NotMoved::CategoryFull => {
            "The category for closed tickets is full (50 channels), so this channel stays where it \
             is. Delete or move some closed tickets to make room."
        }
        NotMoved::CategoryUnusable => {
            "The category for closed tickets is gone or the bot may not use it, so this channel \
             stays where it is. Run `/ticketflow setup` with a category that the bot can see and \
             manage."
        }
    };
    let mut words = said("This channel was not moved", text, vec![]);
    let called = managers.iter().map(|role| format!("<@&{role}>")).collect::<Vec<_>>();
    words.content = (!called.is_empty()).then(|| called.join(" "));
    words.mentions = mentions(None, managers);
    words
}

fn said(title: &str, text: &str, components: Vec<Component>) -> Words {
    Words { embeds: vec![blocks::embed(title, text)], components, ..Words::default() }
}

/// A question with its Yes and No.
fn asked(title: &str, text: &str, ticket: TicketNumber, turn: u32) -> Words {
    let answer = |answer| Button::Answer { ticket, turn, answer };
    let row = blocks::row(&[
        (ButtonStyle::Success, "Yes", answer(Answer::Yes)),
        (ButtonStyle::Danger, "No", answer(Answer::No)),
        (ButtonStyle::Secondary, "Close Ticket", Button::Close { ticket }),
    ]);
    said(title, text, vec![row])
}

fn close_row(ticket: TicketNumber) -> Component {
    blocks::row(&[(ButtonStyle::Secondary, "Close Ticket", Button::Close { ticket })])
}

fn mentions(user: Option<UserId>, roles: &[RoleId]) -> AllowedMentions {
    AllowedMentions {
        parse: vec![],
        replied_user: false,
        roles: roles.to_vec(),
        users: user.into_iter().collect(),
    }
}

/// What was not understood, as far as there is room beside an order and a question.
fn misread_lines(misread: &Misread) -> String {
    const ROOM: usize = 500;
    const LONGEST: usize = 100;
    let shown = |text: &String| blocks::plain(clip(text, LONGEST));
    let near = (!misread.near.is_empty()).then_some(&misread.near);
    let unclear = misread.unclear.iter().chain(near).map(|names| {
        let names = names.iter().map(|name| format!("**{}**", shown(name)));
        format!("\nDid you mean {}?", blocks::fitting(names, " or ", ROOM))
    });
    let mut lines = blocks::fitting(unclear, "", ROOM + 100);
    if !misread.unknown.is_empty() {
        let words = misread.unknown.iter().map(|it| format!("“{}”", shown(it)));
        lines.push_str(&format!("\nNot understood: {}", blocks::fitting(words, ", ", ROOM)));
    }
    if !misread.capped.is_empty() {
        let names = misread.capped.iter().map(|name| format!("**{}**", shown(name)));
        let names = blocks::fitting(names, ", ", ROOM);
        lines.push_str(&format!("\nOne order takes up to {MOST_OF_ONE} of each: {names}"));
    }
    lines
}
