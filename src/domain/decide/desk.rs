//! The server's documents and switches, and what is lost of its set-up.

use super::{answer, refuse};
use crate::domain::{
    catalogue::Catalogue,
    decision::{Change, Decision, Snapshot, Why, Write},
    desk::{Desk, Document, DocumentKind, TERMS_LIMIT},
    effect::{CatalogueForm, Effect},
    ids::{ChannelId, MessageId, RoleId},
    notice::{Answered, Refusal},
    reply::ReplyTo,
    tongue::Tongue,
};

/// A catalogue was uploaded: it is in use for every ticket that opens from now on.
pub(super) fn catalogue_given(
    snapshot: &Snapshot,
    reply: &ReplyTo,
    given: &Result<Catalogue, Vec<String>>,
) -> Decision {
    let catalogue = match given {
        Ok(catalogue) => catalogue,
        Err(faults) => {
            return refuse(reply, Refusal::DocumentFaults { faults: faults.clone() });
        }
    };
    let body = match serde_json::to_string(catalogue) {
        Ok(body) => body,
        Err(fault) => {
            let faults = vec![format!("the catalogue cannot be stored: {fault}")];
            return refuse(reply, Refusal::DocumentFaults { faults });
        }
    };
    let products = catalogue.products().len();
    let version = snapshot.desk.1.catalogue.saturating_add(1);
    let desk = Desk { catalogue: version, ..snapshot.desk.1.clone() };
    set_document(reply, desk, Document { kind: DocumentKind::Catalogue, version, body }, products)
}

/// Terms were given.
pub(super) fn terms_given(
    snapshot: &Snapshot,
    reply: &ReplyTo,
    given: &Result<String, Vec<String>>,
) -> Decision {
    let faults = match given {
        Ok(text) => terms_faults(text),
        Err(faults) => faults.clone(),
    };
    let (Ok(text), true) = (given, faults.is_empty()) else {
        return refuse(reply, Refusal::DocumentFaults { faults });
    };
    let version = snapshot.desk.1.terms.saturating_add(1);
    let desk = Desk { terms: version, ..snapshot.desk.1.clone() };
    let body = text.trim().to_owned();
    set_document(reply, desk, Document { kind: DocumentKind::Terms, version, body }, 0)
}

fn terms_faults(text: &str) -> Vec<String> {
    // As Discord counts at the most; see the rendering of notices.
    let length = text.trim().encode_utf16().count();
    if length == 0 {
        return vec!["the terms are empty".to_owned()];
    }
    if length > TERMS_LIMIT {
        return vec![format!(
            "the terms are {length} characters long; one message holds {TERMS_LIMIT}: shorten \
             them, or link to the full text"
        )];
    }
    vec![]
}

fn set_document(reply: &ReplyTo, desk: Desk, document: Document, products: usize) -> Decision {
    let told = Answered::DocumentSet { kind: document.kind, version: document.version, products };
    Decision::Apply(Change {
        write: Write::Desk(Box::new(desk), Some(document)),
        effects: vec![answer(reply, told)],
    })
}

/// The catalogue is sent as a file.
pub(super) fn catalogue_asked(
    snapshot: &Snapshot,
    reply: &ReplyTo,
    form: CatalogueForm,
) -> Decision {
    match snapshot.desk.1.catalogue {
        0 => refuse(reply, Refusal::NoDocument { kind: DocumentKind::Catalogue }),
        version => Decision::Refuse(vec![Effect::SendCatalogue {
            to: reply.clone(),
            version,
            form,
            tongue: Tongue::default(),
        }]),
    }
}

/// "refresh" is switched on or off.
pub(super) fn refresh_switched(snapshot: &Snapshot, reply: &ReplyTo, on: bool) -> Decision {
    let desk = Desk { refresh: on, ..snapshot.desk.1.clone() };
    apply(desk, vec![answer(reply, Answered::RefreshSet { on })])
}

/// A deleted role is nobody's any more.
pub(super) fn role_gone(snapshot: &Snapshot, role: RoleId) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    if let Some(settings) = &mut desk.settings {
        settings.staff.retain(|it| *it != role);
        settings.managers.retain(|it| *it != role);
    }
    changed(snapshot, desk)
}

/// A deleted category is no longer made channels in, and a deleted channel has no panel. The
/// category for closed tickets is kept: that a ticket cannot be moved there is what managers are
/// told of, each time, until they have set up another.
pub(super) fn channel_gone(snapshot: &Snapshot, channel: ChannelId) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    desk.panel.take_if(|panel| panel.channel == channel);
    if let Some(settings) = &mut desk.settings {
        settings.open_category.take_if(|it| *it == channel);
    }
    changed(snapshot, desk)
}

/// A deleted message may have been the panel.
pub(super) fn message_gone(snapshot: &Snapshot, message: MessageId) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    desk.panel.take_if(|panel| panel.message == message);
    changed(snapshot, desk)
}

fn changed(snapshot: &Snapshot, desk: Desk) -> Decision {
    if desk == snapshot.desk.1 { Decision::Ignore(Why::NotOurs) } else { apply(desk, vec![]) }
}

fn apply(desk: Desk, effects: Vec<Effect>) -> Decision {
    Decision::Apply(Change { write: Write::Desk(Box::new(desk), None), effects })
}
