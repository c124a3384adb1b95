//! A server's own texts.

use super::{answer, refuse};
use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, Document, DocumentKind},
    effect::Effect,
    language::Language,
    notice::{Answered, Refusal},
    reply::ReplyTo,
    tongue::{GivenTexts, Tongue},
};

/// Texts were uploaded: they take the place of all own texts of their language.
pub(super) fn given(
    snapshot: &Snapshot,
    reply: &ReplyTo,
    given: &Result<GivenTexts, Vec<String>>,
) -> Decision {
    let GivenTexts { language, source, many } = match given {
        Ok(given) => given,
        Err(faults) => return refuse(reply, Refusal::DocumentFaults { faults: faults.clone() }),
    };
    let mut desk = snapshot.desk.1.clone();
    let document = if *many == 0 {
        desk.texts.in_use.remove(language);
        None
    } else {
        let version = desk.texts.newest.saturating_add(1);
        desk.texts.newest = version;
        desk.texts.in_use.insert(*language, version);
        Some(Document { kind: DocumentKind::Texts, version, body: source.clone() })
    };
    write(desk, document, answer(reply, Answered::TextsSet { language: *language, many: *many }))
}

/// The texts of a language are sent as they are said now; the server's if none is named.
pub(super) fn asked(snapshot: &Snapshot, reply: &ReplyTo, language: Option<Language>) -> Decision {
    let desk = &snapshot.desk.1;
    let texts = Tongue::of(language.unwrap_or(desk.language), &desk.texts);
    let to = reply.clone();
    Decision::Refuse(vec![Effect::SendTexts { to, texts, tongue: Tongue::default() }])
}

/// Back to the texts that come with the program, in one language or in all.
pub(super) fn reset(snapshot: &Snapshot, reply: &ReplyTo, language: Option<Language>) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    match language {
        Some(language) => drop(desk.texts.in_use.remove(&language)),
        None => desk.texts.in_use.clear(),
    }
    if desk == snapshot.desk.1 {
        return refuse(reply, Refusal::NoDocument { kind: DocumentKind::Texts });
    }
    write(desk, None, answer(reply, Answered::TextsReset))
}

fn write(desk: Desk, document: Option<Document>, told: Effect) -> Decision {
    Decision::Apply(Change::of(Write::Desk(Box::new(desk), document), vec![told]))
}
