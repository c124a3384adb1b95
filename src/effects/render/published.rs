//! What admins are told of documents and their versions, and of types of tickets.

use super::{
    alias,
    blocks::{self, CONTENT_LIMIT, fitting, plain},
};
use crate::{
    domain::{
        clip::clip,
        desk::{DocumentKind, Publication, TicketType, TypeId, Way},
        ids::ChannelId,
        ledger::Left,
        notice::StockLine,
        ticket::Pinned,
        time::Timestamp,
    },
    texts::{Text, Voice},
};

/// What a document is called.
pub(in crate::effects) fn what(voice: &Voice, what: Pinned) -> String {
    voice.say(match what {
        Pinned::Catalogue => Text::WhatCatalogue,
        Pinned::Terms => Text::WhatTerms,
        Pinned::Flow => Text::WhatFlow,
    })
}

pub(super) fn set(voice: &Voice, kind: DocumentKind, version: u32, products: usize) -> String {
    match kind {
        DocumentKind::Catalogue => {
            let products = u32::try_from(products).unwrap_or(u32::MAX);
            voice.say(Text::CatalogueSet { products, version })
        }
        DocumentKind::Terms => voice.say(Text::TermsSet { version }),
        DocumentKind::Flow => voice.say(Text::FlowSet { version }),
        // Texts have an answer of their own.
        DocumentKind::Texts => String::new(),
    }
}

pub(super) fn rolled_back(voice: &Voice, document: Pinned, version: u32) -> String {
    let what = &what(voice, document);
    voice.say(match version {
        0 => Text::RolledBackToNone { what },
        version => Text::RolledBack { what, version },
    })
}

pub(super) fn history(
    voice: &Voice,
    document: Pinned,
    in_use: u32,
    publications: &[Publication],
) -> String {
    let what = &what(voice, document);
    let head = voice.say(match in_use {
        0 => Text::HistoryNone { what },
        version => Text::HistoryInUse { what, version },
    });
    if publications.is_empty() {
        return format!("{head}\n{}", voice.say(Text::HistoryEmpty));
    }
    let lines = publications.iter().map(|it| format!("\n• {}", publication(voice, it)));
    format!("{head}{}", fitting(voice, lines, "", CONTENT_LIMIT / 2))
}

fn publication(voice: &Voice, it: &Publication) -> String {
    let (version, at, by) = (it.version, &at(it.at), &blocks::user(it.by));
    match &it.how {
        Way::Given => voice.say(Text::HistoryGiven { version, at, by }),
        Way::RolledBack => voice.say(Text::HistoryRolledBack { version, at, by }),
        Way::AliasTaught { alias, product } => {
            let (alias, product) = (&alias::name(alias), &alias::name(product));
            voice.say(Text::HistoryAlias { version, at, by, alias, product })
        }
    }
}

pub(super) fn stock(voice: &Voice, lines: &[StockLine], more: u32) -> String {
    if lines.is_empty() {
        return voice.say(Text::StockNone);
    }
    let all = usize::try_from(more).unwrap_or(usize::MAX).saturating_add(lines.len());
    let told = lines.iter().map(|it| {
        let (product, Left { left, held }) = (&alias::name(&it.product), it.left);
        format!("\n• {}", voice.say(Text::StockLine { product, left, held }))
    });
    // What was not handed over is left out like what does not fit.
    let told = told.chain(std::iter::repeat_n(String::new(), all - lines.len()));
    format!("{}{}", voice.say(Text::StockHead), fitting(voice, told, "", CONTENT_LIMIT / 2))
}

/// A time as Discord's clients show it: by the clock and in the language of whoever reads it
/// (Discord docs, Message Formatting).
fn at(time: Timestamp) -> String {
    format!("<t:{}:f>", time.0 / 1000)
}

pub(super) fn types(voice: &Voice, types: &[TicketType], panel: Option<ChannelId>) -> String {
    let panel = panel.map(|it| voice.say(Text::PanelStands { panel: &blocks::channel(it) }) + "\n");
    let panel = panel.unwrap_or_default();
    if types.is_empty() {
        return format!("{panel}{}", voice.say(Text::NoTypes));
    }
    let lines = types.iter().map(|it| {
        let roles = it.staff.as_deref().map(blocks::roles).unwrap_or_default();
        format!("\n• **{}** (`{}`) {roles}", plain(&it.label), it.id).trim_end().to_owned()
    });
    let head = voice.say(Text::TypesHead);
    format!("{panel}{head}{}", fitting(voice, lines, "", CONTENT_LIMIT / 2))
}

/// With the type of tickets that it is about.
pub(super) fn about(voice: &Voice, said: String, of: Option<&TypeId>) -> String {
    match of {
        Some(of) => format!("{said}\n{}", voice.say(Text::ForType { of: of.as_str() })),
        None => said,
    }
}

/// With what the author may want to change nevertheless.
pub(super) fn advised(voice: &Voice, said: String, advice: &[String]) -> String {
    if advice.is_empty() {
        return said;
    }
    let lines = advice.iter().map(|it| format!("\n• {}", plain(clip(it, 300))));
    let head = voice.say(Text::Advice);
    format!("{said}\n{head}{}", fitting(voice, lines, "", CONTENT_LIMIT / 2))
}

pub(super) fn no_such_type(voice: &Voice, known: &[TypeId]) -> String {
    if known.is_empty() {
        return voice.say(Text::NoTypes);
    }
    let names = known.iter().map(|it| format!("`{it}`"));
    voice.say(Text::NoSuchType { names: &names.collect::<Vec<_>>().join(", ") })
}
