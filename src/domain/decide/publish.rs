//! The server's documents: each that is given is a new version, and an older one can be used again.

use super::{answer, refuse, wish::Command};
use crate::domain::{
    decision::{Change, Decision, Write},
    desk::{Document, Publication, TERMS_LIMIT, TypeId, Way},
    effect::{DocumentForm, Effect},
    input::{GivenCatalogue, GivenFlow},
    notice::{Answered, Refusal},
    ticket::Pinned,
    tongue::Tongue,
};

/// A catalogue was uploaded: tickets whose order is not confirmed follow it at once.
pub(super) fn catalogue_given(
    command: &Command<'_>,
    of: Option<&TypeId>,
    given: &Result<GivenCatalogue, Vec<String>>,
) -> Decision {
    let GivenCatalogue { catalogue, advice } = match given {
        Ok(given) => given,
        Err(faults) => return faulty(command, faults),
    };
    let (products, advice) = (catalogue.products().len(), advice.clone());
    match serde_json::to_string(catalogue) {
        Ok(body) => {
            let given = Given { products, advice, ..Given::new(Pinned::Catalogue, body) };
            publish(command, of, given)
        }
        Err(fault) => faulty(command, &[format!("the catalogue cannot be stored: {fault}")]),
    }
}

/// Terms were given: tickets that are open keep theirs.
pub(super) fn terms_given(
    command: &Command<'_>,
    of: Option<&TypeId>,
    given: &Result<String, Vec<String>>,
) -> Decision {
    let faults = match given {
        Ok(text) => terms_faults(text),
        Err(faults) => faults.clone(),
    };
    match given {
        Ok(text) if faults.is_empty() => {
            let body = text.trim().to_owned();
            publish(command, of, Given::new(Pinned::Terms, body))
        }
        _ => faulty(command, &faults),
    }
}

/// A flow was uploaded: tickets that are open keep theirs.
pub(super) fn flow_given(
    command: &Command<'_>,
    of: Option<&TypeId>,
    given: &Result<GivenFlow, Vec<String>>,
) -> Decision {
    let given = match given {
        Ok(given) => given,
        Err(faults) => return faulty(command, faults),
    };
    match serde_json::to_string(&given.flow) {
        Ok(body) => {
            let advice = given.advice.clone();
            publish(command, of, Given { advice, ..Given::new(Pinned::Flow, body) })
        }
        Err(fault) => faulty(command, &[format!("the flow cannot be stored: {fault}")]),
    }
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

fn faulty(command: &Command<'_>, faults: &[String]) -> Decision {
    refuse(command.reply, Refusal::DocumentFaults { faults: faults.to_vec() })
}

/// A document that is fit to be published.
struct Given {
    what: Pinned,
    body: String,
    products: usize,
    advice: Vec<String>,
}

impl Given {
    fn new(what: Pinned, body: String) -> Self {
        Self { what, body, products: 0, advice: vec![] }
    }
}

fn publish(command: &Command<'_>, of: Option<&TypeId>, given: Given) -> Decision {
    if let Err(refusal) = command.known(of) {
        return refuse(command.reply, refusal);
    }
    let Given { what, body, products, advice } = given;
    let of = of.cloned();
    let fresh = Fresh { what, of: of.clone(), body, how: Way::Given };
    let kind = what.kind();
    let told = |version| Answered::DocumentSet { kind, version, products, of, advice };
    put_to_use(command, fresh, told)
}

/// A document that becomes the next version.
pub(super) struct Fresh {
    pub(super) what: Pinned,
    pub(super) of: Option<TypeId>,
    pub(super) body: String,
    pub(super) how: Way,
}

/// Puts a new version of a document to use, and tells its number.
pub(super) fn put_to_use(
    command: &Command<'_>,
    fresh: Fresh,
    told: impl FnOnce(u32) -> Answered,
) -> Decision {
    let Fresh { what, of, body, how } = fresh;
    let mut desk = command.desk().clone();
    let version = desk.newest(what).saturating_add(1);
    let (at, by) = (command.now, command.actor.user);
    desk.publish(Publication { what, of, version, at, by, how });
    let document = Document { kind: what.kind(), version, body };
    let write = Write::Desk(Box::new(desk), Some(document));
    Decision::Apply(Change::of(write, vec![answer(command.reply, told(version))]))
}

/// A document is sent as a file: the version in use, or another.
pub(super) fn asked(
    command: &Command<'_>,
    of: Option<&TypeId>,
    form: DocumentForm,
    version: Option<u32>,
) -> Decision {
    if let Err(refusal) = command.known(of) {
        return refuse(command.reply, refusal);
    }
    let (what, desk) = (form.what(), command.desk());
    let newest = desk.newest(what);
    let version = version.unwrap_or_else(|| desk.pins(of).get(what));
    if version == 0 && what != Pinned::Flow {
        return refuse(command.reply, Refusal::NoDocument { kind: what.kind() });
    }
    if version > newest {
        return refuse(command.reply, Refusal::NoSuchVersion { newest });
    }
    let (to, tongue) = (command.reply.clone(), Tongue::default());
    Decision::Refuse(vec![Effect::SendDocument { to, version, form, tongue }])
}

/// What was put to use lately, the newest first.
pub(super) fn history(command: &Command<'_>, of: Option<&TypeId>, what: Pinned) -> Decision {
    if let Err(refusal) = command.known(of) {
        return refuse(command.reply, refusal);
    }
    let desk = command.desk();
    let theirs = |it: &&Publication| it.what == what && it.of.as_ref() == of;
    let publications = desk.history.iter().rev().filter(theirs).cloned().collect();
    let (in_use, of) = (desk.pins(of).get(what), of.cloned());
    let told = Answered::History { what, in_use, publications, of };
    Decision::Refuse(vec![answer(command.reply, told)])
}

/// An older version is put to use again. Without any there is the built-in flow, and a type of
/// tickets has what the server has.
pub(super) fn rolled_back(
    command: &Command<'_>,
    of: Option<&TypeId>,
    what: Pinned,
    version: u32,
) -> Decision {
    if let Err(refusal) = command.known(of) {
        return refuse(command.reply, refusal);
    }
    let mut desk = command.desk().clone();
    let newest = desk.newest(what);
    let may_be_none = of.is_some() || what == Pinned::Flow;
    if version > newest || (version == 0 && !may_be_none) {
        return refuse(command.reply, Refusal::NoSuchVersion { newest });
    }
    let (at, by, of) = (command.now, command.actor.user, of.cloned());
    desk.publish(Publication { what, of: of.clone(), version, at, by, how: Way::RolledBack });
    let told = vec![answer(command.reply, Answered::RolledBack { what, version, of })];
    Decision::Apply(Change::of(Write::Desk(Box::new(desk), None), told))
}
