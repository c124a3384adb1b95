//! What is said in and about a ticket.

use super::{Voices, Words, blocks, misread};
use crate::{
    domain::{
        answer::Answer,
        button::Button,
        flow::{Expectation, Stage},
        ids::{Owner, RoleId, TicketNumber, UserId},
        notice::{Answered, NotMoved, Notice, Obstacle, OrderView},
    },
    texts::{Text, Voice},
};
use twilight_model::channel::message::{AllowedMentions, Component, component::ButtonStyle};

pub(super) fn panel(voice: &Voice, text: Option<&str>) -> Words {
    let text = text.map_or_else(|| voice.say(Text::PanelText), str::to_owned);
    let embed = blocks::embed(voice.say(Text::PanelTitle), &text);
    let button = (ButtonStyle::Primary, voice.say(Text::CreateTicket), Button::Create);
    Words { embeds: vec![embed], components: vec![blocks::row([button])], ..Words::default() }
}

pub(super) fn notice(owner: Owner, voices: &Voices, notice: &Notice) -> Words {
    let ticket = match owner {
        Owner::Ticket(number) => number,
        Owner::Desk => TicketNumber(0),
    };
    let Voices { customer: voice, staff } = voices;
    match notice {
        Notice::Welcome { customer, again } => welcome(voice, ticket, *customer, *again),
        Notice::OrderRead { order, misread, turn } => {
            let text = format!(
                "{}\n{}\n{}",
                blocks::order(voice, order),
                misread::lines(voice, misread),
                voice.say(Text::OrderQuestion)
            );
            asked(voice, Text::OrderTitle, &text, ticket, *turn)
        }
        Notice::NothingRead { misread } => {
            let misread = misread::lines(voice, misread);
            let text = voice.say(Text::NothingReadText { misread: &misread });
            said(voice, Text::NothingReadTitle, &text, vec![close_row(voice, ticket)])
        }
        Notice::TermsAsked { terms, turn } => {
            let terms = terms.clone().unwrap_or_else(|| voice.say(Text::TermsBuiltIn));
            let text = format!("{terms}\n\n{}", voice.say(Text::TermsQuestion));
            asked(voice, Text::TermsTitle, &text, ticket, *turn)
        }
        Notice::Placed { order, customer, staff } => {
            placed(voices, ticket, order, *customer, staff)
        }
        Notice::TermsDeclined { turn } => {
            let text = voice.say(Text::TermsDeclinedText);
            asked(voice, Text::TermsDeclinedTitle, &text, ticket, *turn)
        }
        Notice::AnswerAwaited { turn, stage, refresh } => {
            let text = voice.say(reminder(*stage, *refresh));
            asked(voice, Text::AwaitedTitle, &text, ticket, *turn)
        }
        Notice::Closed { by } => {
            let text = staff.say(Text::ClosedText { by: &blocks::user(*by) });
            said(staff, Text::ClosedTitle, &text, vec![])
        }
        Notice::NotMoved { why, managers } => not_moved(staff, *why, managers),
        Notice::CustomerLeft { customer } => {
            let customer = blocks::user(*customer);
            let text = staff.say(Text::CustomerLeftText { customer: &customer });
            said(staff, Text::CustomerLeftTitle, &text, vec![close_row(staff, ticket)])
        }
    }
}

pub(super) fn answered(voice: &Voice, answer: &Answered) -> Words {
    Words::text(match answer {
        Answered::TicketReady { channel } => {
            voice.say(Text::TicketReady { channel: &blocks::channel(*channel) })
        }
        Answered::TicketExists { channel } => {
            voice.say(Text::TicketExists { channel: &blocks::channel(*channel) })
        }
        Answered::TicketComes => voice.say(Text::TicketComes),
        Answered::TicketFailed { why } => {
            voice.say(Text::TicketFailed { why: &voice.say(obstacle(*why)) })
        }
        Answered::Taken { answer, by } => {
            let by = &blocks::user(*by);
            let taken = match answer {
                Answer::Yes => Text::TakenYes { by },
                Answer::No => Text::TakenNo { by },
            };
            return Words { keeps_embeds: true, ..Words::text(voice.say(taken)) };
        }
        Answered::TicketClosed => voice.say(Text::TicketClosed),
        Answered::CloseFailed { why } => {
            voice.say(Text::CloseFailed { why: &voice.say(obstacle(*why)) })
        }
        Answered::SetUp { .. }
        | Answered::PanelFailed { .. }
        | Answered::DocumentSet { .. }
        | Answered::RefreshSet { .. }
        | Answered::Refused(_) => return Words::default(),
    })
}

/// What stood in the way, and what to do about it.
pub(super) fn obstacle(why: Obstacle) -> Text<'static> {
    match why {
        Obstacle::GuildFull => Text::ObstacleGuildFull,
        Obstacle::MissingPermission => Text::ObstaclePermission,
        Obstacle::Unavailable => Text::ObstacleUnavailable,
        Obstacle::Other => Text::ObstacleOther,
    }
}

fn reminder(stage: Stage, refresh: bool) -> Text<'static> {
    match (stage.expects(), refresh) {
        (Expectation::Confirmation | Expectation::Order, _) => Text::AwaitedOrder,
        (Expectation::Agreement, true) => Text::AwaitedTermsRefresh,
        (Expectation::Agreement, false) => Text::AwaitedTerms,
    }
}

fn welcome(voice: &Voice, ticket: TicketNumber, customer: Option<UserId>, again: bool) -> Words {
    let title = if again { Text::WelcomeAgainTitle } else { Text::WelcomeTitle };
    let row = close_row(voice, ticket);
    let mut words = said(voice, title, &voice.say(Text::WelcomeText), vec![row]);
    if let Some(customer) = customer.filter(|_| !again) {
        words.content = Some(blocks::user(customer));
        words.mentions = mentions(Some(customer), &[]);
    }
    words
}

/// The customer reads that it is complete, staff that they are called.
fn placed(
    voices: &Voices,
    ticket: TicketNumber,
    order: &OrderView,
    customer: Option<UserId>,
    staff: &[RoleId],
) -> Words {
    let voice = &voices.customer;
    let order = blocks::order(voice, order);
    let text = format!("{order}\n\n{}", voice.say(Text::PlacedText));
    let mut words = said(voice, Text::PlacedTitle, &text, vec![close_row(voice, ticket)]);
    let called = blocks::roles(staff);
    let from = customer.map(blocks::user);
    words.content = Some(voices.staff.say(match (called.as_str(), &from) {
        ("", None) => Text::Request,
        ("", Some(customer)) => Text::RequestFrom { customer },
        (staff, None) => Text::RequestCalling { staff },
        (staff, Some(customer)) => Text::RequestFromCalling { staff, customer },
    }));
    words.mentions = mentions(customer, staff);
    words
}

fn not_moved(voice: &Voice, why: NotMoved, managers: &[RoleId]) -> Words {
    let text = match why {
        NotMoved::CategoryFull => Text::NotMovedFull,
        NotMoved::CategoryUnusable => Text::NotMovedUnusable,
    };
    let mut words = said(voice, Text::NotMovedTitle, &voice.say(text), vec![]);
    words.content = (!managers.is_empty()).then(|| blocks::roles(managers));
    words.mentions = mentions(None, managers);
    words
}

fn said(voice: &Voice, title: Text<'_>, text: &str, components: Vec<Component>) -> Words {
    Words { embeds: vec![blocks::embed(voice.say(title), text)], components, ..Words::default() }
}

/// A question with its Yes and No.
fn asked(voice: &Voice, title: Text<'_>, text: &str, ticket: TicketNumber, turn: u32) -> Words {
    let answer = |answer| Button::Answer { ticket, turn, answer };
    let row = blocks::row([
        (ButtonStyle::Success, voice.say(Text::Yes), answer(Answer::Yes)),
        (ButtonStyle::Danger, voice.say(Text::No), answer(Answer::No)),
        close(voice, ticket),
    ]);
    said(voice, title, text, vec![row])
}

fn close_row(voice: &Voice, ticket: TicketNumber) -> Component {
    blocks::row([close(voice, ticket)])
}

fn close(voice: &Voice, ticket: TicketNumber) -> (ButtonStyle, String, Button) {
    (ButtonStyle::Secondary, voice.say(Text::CloseTicket), Button::Close { ticket })
}

fn mentions(user: Option<UserId>, roles: &[RoleId]) -> AllowedMentions {
    AllowedMentions {
        parse: vec![],
        replied_user: false,
        roles: roles.to_vec(),
        users: user.into_iter().collect(),
    }
}
