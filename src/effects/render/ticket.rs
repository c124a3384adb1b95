//! What is said in and about a ticket.

use super::{
    Voices, Words, ask, blocks,
    controls::{close_row, rows},
    day,
    prompt::Saying,
};
use crate::{
    domain::{
        answer::Answer,
        clip::clip,
        control::Control,
        desk::Offer,
        flow::{About, Template},
        ids::{Owner, RoleId, TicketNumber, UserId},
        notice::{Answered, NotMoved, Notice, Obstacle, Placed, Prompt, Remark, Taken, Values},
    },
    texts::{Text, Voice},
};
use twilight_model::channel::message::{AllowedMentions, Component, component::ButtonStyle};

/// What a customer's answers may take of the last message.
const ANSWERS: usize = 1_200;

pub(super) fn panel(voice: &Voice, text: Option<&str>, offers: &[Offer]) -> Words {
    let text = text.map_or_else(|| voice.say(Text::PanelText), str::to_owned);
    let embed = blocks::embed(voice.say(Text::PanelTitle), &text);
    let button = |label, of| (ButtonStyle::Primary, label, Control::Create { of });
    let components = if offers.is_empty() {
        vec![blocks::row([button(voice.say(Text::CreateTicket), None)])]
    } else {
        let buttons = offers.iter().map(|it| button(it.label.clone(), Some(it.of.clone())));
        rows(&buttons.collect::<Vec<_>>())
    };
    Words { embeds: vec![embed], components, ..Words::default() }
}

pub(super) fn notice(owner: Owner, voices: &Voices, notice: &Notice) -> Words {
    let ticket = match owner {
        Owner::Ticket(number) => number,
        Owner::Desk => TicketNumber(0),
    };
    let Voices { customer: voice, staff } = voices;
    match notice {
        Notice::Asked(asked) => ask::asked(voice, ticket, asked),
        Notice::WhichAsked(asked) => ask::which(voice, ticket, asked),
        Notice::OptionAsked(asked) => ask::option(voice, ticket, asked),
        Notice::Placed(placed) => self::placed(voices, ticket, placed),
        Notice::Remarked { remark } => remarked(voice, remark),
        Notice::Claimed { by } => {
            let text = match by {
                Some(by) => voice.say(Text::ClaimedText { by: &blocks::user(*by) }),
                None => voice.say(Text::ReleasedText),
            };
            said(voice.say(Text::ClaimedTitle), &text, vec![])
        }
        Notice::Closed { by } => {
            let text = staff.say(Text::ClosedText { by: &blocks::user(*by) });
            said(staff.say(Text::ClosedTitle), &text, vec![])
        }
        Notice::NotMoved { why, managers } => not_moved(staff, *why, managers),
        Notice::CustomerLeft { customer } => {
            let customer = blocks::user(*customer);
            let text = staff.say(Text::CustomerLeftText { customer: &customer });
            said(staff.say(Text::CustomerLeftTitle), &text, vec![close_row(staff, ticket)])
        }
    }
}

fn remarked(voice: &Voice, remark: &Remark) -> Words {
    let (title, text) = match remark {
        Remark::QuestionOver => (Text::QuestionOverTitle, Text::QuestionOver),
        Remark::WithStaff { refresh: None } => (Text::PlacedTitle, Text::WithStaff),
        Remark::WithStaff { refresh: Some(word) } => {
            (Text::PlacedTitle, Text::WithStaffRefresh { word: clip(word, 200) })
        }
        Remark::RewrittenTooLate => (Text::QuestionOverTitle, Text::RewrittenTooLate),
    };
    said(voice.say(title), &voice.say(text), vec![])
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
                Taken::Answer(Answer::Yes) => Text::TakenYes { by },
                Taken::Answer(Answer::No) => Text::TakenNo { by },
                Taken::Neither => Text::TakenNeither { by },
                Taken::Choice(choice) => {
                    let choice = &blocks::plain(clip(choice, 100));
                    let taken = Text::TakenChoice { choice, by };
                    return Words { keeps_embeds: true, ..Words::text(voice.say(taken)) };
                }
            };
            return Words { keeps_embeds: true, ..Words::text(voice.say(taken)) };
        }
        Answered::Picked { product, quantity } => {
            let picked = Text::Picked { many: *quantity, name: &blocks::plain(clip(product, 100)) };
            return Words { keeps_components: true, ..Words::text(voice.say(picked)) };
        }
        Answered::TicketClosed => voice.say(Text::TicketClosed),
        Answered::CloseFailed { why } => {
            voice.say(Text::CloseFailed { why: &voice.say(obstacle(*why)) })
        }
        Answered::SetUp { .. }
        | Answered::PanelFailed { .. }
        | Answered::DocumentSet { .. }
        | Answered::RolledBack { .. }
        | Answered::AliasTaught { .. }
        | Answered::History { .. }
        | Answered::Stock { .. }
        | Answered::Types { .. }
        | Answered::NoPanel
        | Answered::TextsSet { .. }
        | Answered::TextsReset
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

/// The customer reads that it is complete, staff that they are called.
fn placed(voices: &Voices, ticket: TicketNumber, placed: &Placed) -> Words {
    let voice = &voices.customer;
    let values = Values {
        customer: placed.customer,
        order: placed.order.clone(),
        answers: placed.keyed.clone(),
        ..Values::default()
    };
    let answers = placed.answers.iter().map(|(question, answer)| {
        let answer = blocks::plain(&day::said(voice, answer));
        let question = question.trim_end_matches(':');
        let name = format!("**{}**", blocks::plain(question));
        if question.ends_with(|last: char| !last.is_alphanumeric()) {
            format!("{name} {answer}")
        } else {
            voice.say(Text::Labelled { name: &name, value: &answer })
        }
    });
    let answers = blocks::fitting(voice, answers, "\n", ANSWERS);
    let saying = Saying { voice, ticket, values: &values, shows: About::Order };
    let mut title = voice.say(Text::PlacedTitle);
    let taken = answers.encode_utf16().count() + 2;
    let text = match &placed.done {
        Some(done) => {
            if let Some(words) = &done.title {
                title = saying.title(words);
            }
            saying.text(done, taken)
        }
        None => {
            let words =
                Prompt { title: None, text: Template::literal(&voice.say(Text::PlacedText)) };
            saying.text(&words, taken)
        }
    };
    let text = format!("{answers}\n\n{}", text.trim());
    let mut words = said(title, text.trim(), vec![close_row(voice, ticket)]);
    let called = blocks::roles(&placed.staff);
    let from = placed.customer.map(blocks::user);
    words.content = Some(voices.staff.say(match (called.as_str(), &from) {
        ("", None) => Text::Request,
        ("", Some(customer)) => Text::RequestFrom { customer },
        (staff, None) => Text::RequestCalling { staff },
        (staff, Some(customer)) => Text::RequestFromCalling { staff, customer },
    }));
    words.mentions = mentions(placed.customer, &placed.staff);
    words
}

fn not_moved(voice: &Voice, why: NotMoved, managers: &[RoleId]) -> Words {
    let text = match why {
        NotMoved::CategoryFull => Text::NotMovedFull,
        NotMoved::CategoryUnusable => Text::NotMovedUnusable,
    };
    let mut words = said(voice.say(Text::NotMovedTitle), &voice.say(text), vec![]);
    words.content = (!managers.is_empty()).then(|| blocks::roles(managers));
    words.mentions = mentions(None, managers);
    words
}

pub(super) fn said(title: String, text: &str, components: Vec<Component>) -> Words {
    Words { embeds: vec![blocks::embed(title, text)], components, ..Words::default() }
}

pub(super) fn mentions(user: Option<UserId>, roles: &[RoleId]) -> AllowedMentions {
    AllowedMentions {
        parse: vec![],
        replied_user: false,
        roles: roles.to_vec(),
        users: user.into_iter().collect(),
    }
}
