//! Staff teach the catalogue what customers call a product.

use super::{
    publish::{self, Fresh},
    refuse,
    wish::Command,
};
use crate::domain::{
    catalogue::{AliasFault, Catalogue, one_line},
    clip::clip,
    decision::Decision,
    desk::{DocumentKind, TypeId, Way},
    notice::{Answered, NotTaught, Refusal},
    recognise::{is_steering, recognise},
    shelf::Stock,
    ticket::Pinned,
};

/// The most products that are offered in place of one that there is not.
const MOST_NEAR: usize = 5;
/// How much is told of what was written in place of a product.
const WRITTEN_LIMIT: usize = 100;

/// The catalogue that the tickets of this type follow gets one more alias: at once, since a ticket
/// whose order is not confirmed follows the newest.
pub(super) fn taught(command: &Command<'_>, alias: &str, product: &str) -> Decision {
    match learn(command, alias, product) {
        Ok(learnt) => put_to_use(command, learnt),
        Err(refusal) => refuse(command.reply, refusal),
    }
}

/// What was learnt.
struct Learnt {
    catalogue: Catalogue,
    alias: String,
    product: String,
    of: Option<TypeId>,
}

fn learn(command: &Command<'_>, alias: &str, product: &str) -> Result<Learnt, Refusal> {
    let (desk, snapshot) = (command.desk(), command.snapshot);
    if desk.settings.is_none() {
        return Err(Refusal::NotSetUp);
    }
    let ticket = snapshot.ticket.as_ref().map(|(_, it)| it);
    let ticket = ticket.filter(|it| it.channel().is_some()).ok_or(Refusal::NoTicketHere)?;
    let settings = desk.settings(ticket.of.as_ref()).ok_or(Refusal::NotSetUp)?;
    if !command.actor.is_staff(&settings) {
        return Err(Refusal::NotStaff);
    }
    let stock = snapshot.fresh.stock.as_deref();
    let stock = stock.ok_or(Refusal::NoDocument { kind: DocumentKind::Catalogue })?;
    let found = stock.product(product).ok_or_else(|| unknown(stock, product))?;
    let says_how_many = alias.chars().all(|it| !it.is_alphabetic());
    let flow = &snapshot.shelf.flow;
    let steers = flow.answer(alias).is_some() || flow.is_refresh(alias) || is_steering(alias);
    if steers || says_how_many && has_digit(alias) {
        return Err(Refusal::NotTaught { because: NotTaught::MeansSomethingElse });
    }
    let catalogue = stock.catalogue.with_alias(&found.id, alias).map_err(|fault| match fault {
        AliasFault::NothingToRecognise => NotTaught::NothingToRecognise,
        AliasFault::TooLong => NotTaught::TooLong,
        AliasFault::TooMany => NotTaught::TooMany { product: found.name.clone() },
        AliasFault::Taken { by } if by == found.id => {
            NotTaught::Known { product: found.name.clone() }
        }
        AliasFault::Taken { by } => {
            let name = stock.catalogue.product(&by).map(|it| it.name.clone());
            NotTaught::Taken { product: name.unwrap_or_default() }
        }
        AliasFault::NoSuchProduct => {
            let written = product.to_owned();
            NotTaught::NoSuchProduct { written, near: vec![] }
        }
    });
    let catalogue = catalogue.map_err(|because| Refusal::NotTaught { because })?;
    // A type that has no catalogue of its own goes on following the server's.
    let has_own = |of: &TypeId| desk.type_of(of).is_some_and(|it| it.uses.catalogue != 0);
    let of = ticket.of.clone().filter(has_own);
    Ok(Learnt { catalogue, alias: one_line(alias), product: found.name.clone(), of })
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// No product is called so; what may be meant is told.
fn unknown(stock: &Stock, written: &str) -> Refusal {
    let read = recognise(&stock.index, written);
    let named = read.lines.into_iter().map(|it| it.product);
    let meant = read.ambiguous.into_iter().flat_map(|it| it.candidates);
    let mut near = Vec::new();
    for product in named.chain(meant).chain(read.suggested) {
        if near.len() < MOST_NEAR && !near.contains(&product) {
            near.push(product);
        }
    }
    let written = clip(&one_line(written), WRITTEN_LIMIT).to_owned();
    let because = NotTaught::NoSuchProduct { written, near: stock.names(&near) };
    Refusal::NotTaught { because }
}

fn put_to_use(command: &Command<'_>, learnt: Learnt) -> Decision {
    let Learnt { catalogue, alias, product, of } = learnt;
    let body = match serde_json::to_string(&catalogue) {
        Ok(body) => body,
        Err(fault) => {
            let faults = vec![format!("the catalogue cannot be stored: {fault}")];
            return refuse(command.reply, Refusal::DocumentFaults { faults });
        }
    };
    let how = Way::AliasTaught { alias: alias.clone(), product: product.clone() };
    let fresh = Fresh { what: Pinned::Catalogue, of: of.clone(), body, how };
    let told = |version| Answered::AliasTaught { alias, product, version, of };
    publish::put_to_use(command, fresh, told)
}
