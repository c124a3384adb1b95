//! What admins are told, and why a wish was not fulfilled.

use super::{
    alias,
    blocks::{self, CONTENT_LIMIT, fitting, plain},
    published,
    ticket::obstacle,
};
use crate::{
    domain::{
        clip::clip,
        desk::{DocumentKind, PANEL_TEXT_LIMIT},
        notice::{Answered, Refusal, SetUpFault},
        permissions::Permissions,
    },
    texts::{Text, Voice},
};
use twilight_model::http::attachment::Attachment;

/// The most mistakes that the file of mistakes has: beyond that it is another kind of file.
const MOST_FAULTS: usize = 10_000;

pub(super) fn answered(voice: &Voice, answer: &Answered) -> String {
    match answer {
        Answered::SetUp { panel } => voice.say(Text::SetUp { panel: &blocks::channel(*panel) }),
        Answered::PanelFailed { why } => {
            voice.say(Text::PanelFailed { why: &voice.say(obstacle(*why)) })
        }
        Answered::DocumentSet { kind, version, products, of, advice } => {
            let said = published::set(voice, *kind, *version, *products);
            published::advised(voice, published::about(voice, said, of.as_ref()), advice)
        }
        Answered::RolledBack { what, version, of } => {
            published::about(voice, published::rolled_back(voice, *what, *version), of.as_ref())
        }
        Answered::AliasTaught { alias, product, version, of } => {
            published::about(voice, alias::taught(voice, alias, product, *version), of.as_ref())
        }
        Answered::History { what, in_use, publications, of } => {
            let said = published::history(voice, *what, *in_use, publications);
            published::about(voice, said, of.as_ref())
        }
        Answered::Stock { lines, more, of } => {
            published::about(voice, published::stock(voice, lines, *more), of.as_ref())
        }
        Answered::Types { types, panel } => published::types(voice, types, *panel),
        Answered::NoPanel => voice.say(Text::NoPanel),
        Answered::TextsSet { language, many } => {
            voice.say(Text::TextsSet { language: language.code(), many: *many })
        }
        Answered::TextsReset => voice.say(Text::TextsReset),
        Answered::RefreshSet { on: true } => voice.say(Text::RefreshOn),
        Answered::RefreshSet { on: false } => voice.say(Text::RefreshOff),
        _ => String::new(),
    }
}

pub(super) fn refusal(voice: &Voice, refusal: &Refusal) -> String {
    voice.say(match refusal {
        Refusal::NotSetUp => Text::NotSetUp,
        Refusal::NotYourQuestion => Text::NotYourQuestion,
        Refusal::NotYourTicket => Text::NotYourTicket,
        Refusal::QuestionOver => Text::QuestionOver,
        Refusal::NoTicketHere => Text::NoTicketHere,
        Refusal::TicketOver => Text::TicketOver,
        Refusal::TicketCloses => Text::TicketCloses,
        Refusal::NoSuchTicket { ticket } => {
            return voice.say(Text::NoSuchTicket { ticket: &ticket.to_string() });
        }
        Refusal::NotAnAdmin => Text::NotAnAdmin,
        Refusal::NotAManager => Text::NotAManager,
        Refusal::SetUpFaults { faults } => {
            let lines = faults.iter().map(|fault| set_up_fault(voice, fault));
            return listed(voice, Text::SetUpFaults, lines);
        }
        Refusal::DocumentFaults { faults } => return document_faults(voice, faults),
        Refusal::NoDocument { kind: DocumentKind::Catalogue } => Text::NoCatalogue,
        Refusal::NoDocument { kind: DocumentKind::Terms } => Text::NoTerms,
        Refusal::WrittenTooLate { text } => {
            let text = blocks::plain(clip(text, 700));
            return voice.say(Text::WrittenTooLate { text: &text });
        }
        Refusal::OrderFixed => Text::OrderFixed,
        Refusal::LineGone => Text::LineGone,
        Refusal::NotSold => Text::PickedNotSold,
        Refusal::NoSuchProduct { written } => {
            return voice.say(Text::NoSuchProduct { written: &alias::name(written) });
        }
        Refusal::NotCounted { product } => {
            return voice.say(Text::NotCounted { product: &alias::name(product) });
        }
        Refusal::NotStaff => Text::NotStaff,
        Refusal::HandledBy { handler } => {
            return voice.say(Text::HandledBy { handler: &blocks::user(*handler) });
        }
        Refusal::NoDocument { kind: DocumentKind::Texts } => Text::NoTexts,
        // There is a flow always.
        Refusal::NoDocument { kind: DocumentKind::Flow } => Text::NoSuchVersion { newest: 0 },
        Refusal::NoSuchVersion { newest } => Text::NoSuchVersion { newest: *newest },
        Refusal::NoSuchType { known } => return published::no_such_type(voice, known),
        Refusal::TypeRetired => Text::TypeRetired,
        Refusal::NotTaught { because } => return alias::not_taught(voice, because),
        Refusal::Unknown => Text::Unknown,
        Refusal::Ours { reference } => Text::Ours { reference },
    })
}

/// What goes with a refusal: all mistakes of a file, if they do not fit into the message.
pub(super) fn files(voice: &Voice, refusal: &Refusal) -> Vec<Attachment> {
    let Refusal::DocumentFaults { faults } = refusal else { return vec![] };
    if document_faults(voice, faults).matches("\n• ").count() == faults.len() {
        return vec![];
    }
    let mut text = faults.iter().take(MOST_FAULTS).cloned().collect::<Vec<_>>().join("\n");
    if let Some(left_out @ 1..) = faults.len().checked_sub(MOST_FAULTS) {
        let many = u32::try_from(left_out).unwrap_or(u32::MAX);
        text.push('\n');
        text.push_str(&voice.say(Text::AndMore { many }));
    }
    text.push('\n');
    vec![Attachment::from_bytes("mistakes.txt".to_owned(), text.into_bytes(), 0)]
}

fn document_faults(voice: &Voice, faults: &[String]) -> String {
    let lines = faults.iter().map(|fault| plain(clip(fault, 300)));
    listed(voice, Text::DocumentFaults, lines)
}

fn set_up_fault(voice: &Voice, fault: &SetUpFault) -> String {
    let channel = match fault {
        SetUpFault::MissingInChannel { channel, .. }
        | SetUpFault::NoSuchChannel { channel }
        | SetUpFault::NotATextChannel { channel }
        | SetUpFault::NotACategory { channel } => blocks::channel(*channel),
        _ => String::new(),
    };
    let channel = channel.as_str();
    match fault {
        SetUpFault::MissingInGuild { missing } => {
            let (many, missing) = names(voice, *missing);
            voice.say(Text::MissingInGuild { many, missing: &missing })
        }
        SetUpFault::MissingInChannel { missing, .. } => {
            let (many, missing) = names(voice, *missing);
            voice.say(Text::MissingInChannel { many, missing: &missing, channel })
        }
        SetUpFault::NoSuchChannel { .. } => voice.say(Text::NoSuchChannel { channel }),
        SetUpFault::NotATextChannel { .. } => voice.say(Text::NotATextChannel { channel }),
        SetUpFault::NotACategory { .. } => voice.say(Text::NotACategory { channel }),
        SetUpFault::NoSuchRole { role } => {
            voice.say(Text::NoSuchRole { role: &blocks::role(*role) })
        }
        SetUpFault::RoleCannotBeCalled { role } => {
            voice.say(Text::RoleCannotBeCalled { role: &blocks::role(*role) })
        }
        SetUpFault::EveryoneIsNoStaff => voice.say(Text::EveryoneIsNoStaff),
        SetUpFault::BadTypeName => voice.say(Text::BadTypeName),
        SetUpFault::BadLabel => voice.say(Text::BadLabel),
        SetUpFault::TooManyTypes => voice.say(Text::TooManyTypes),
        SetUpFault::PanelTextTooLong { length } => {
            let (length, most) = (length.to_string(), PANEL_TEXT_LIMIT.to_string());
            voice.say(Text::PanelTextTooLong { length: &length, most: &most })
        }
    }
}

/// The permissions that can be missing, with what Discord's client calls them.
const PERMISSIONS: [(Permissions, Text<'static>); 7] = [
    (Permissions::MANAGE_CHANNELS, Text::PermissionManageChannels),
    (Permissions::VIEW_CHANNEL, Text::PermissionViewChannels),
    (Permissions::SEND_MESSAGES, Text::PermissionSendMessages),
    (Permissions::EMBED_LINKS, Text::PermissionEmbedLinks),
    (Permissions::ATTACH_FILES, Text::PermissionAttachFiles),
    (Permissions::READ_MESSAGE_HISTORY, Text::PermissionReadMessageHistory),
    (Permissions::MANAGE_ROLES, Text::PermissionManageRoles),
];

/// How many permissions there are, and what they are called.
fn names(voice: &Voice, permissions: Permissions) -> (u32, String) {
    let named = PERMISSIONS.iter().filter(|(permission, _)| permissions.contains(*permission));
    let names: Vec<_> = named.map(|(_, name)| format!("**{}**", voice.say(*name))).collect();
    (u32::try_from(names.len()).unwrap_or(u32::MAX), names.join(", "))
}

/// As many lines as a message holds, and how many more there are. They may quote a file.
fn listed(voice: &Voice, head: Text<'_>, lines: impl Iterator<Item = String>) -> String {
    const ROOM_FOR_THE_REST: usize = 60;
    let head = voice.say(head);
    let room = CONTENT_LIMIT - ROOM_FOR_THE_REST - head.encode_utf16().count();
    let lines = lines.map(|line| format!("\n• {line}"));
    format!("{head}{}", fitting(voice, lines, "", room))
}
