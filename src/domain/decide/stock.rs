//! What is left of what runs out: admins are told, and say how many there are.

use super::{answer, refuse, wish::Command};
use crate::domain::{
    catalogue::Product,
    decision::{Change, Decision, Write},
    desk::TypeId,
    ledger::Ledger,
    notice::{Answered, Refusal, StockLine},
};

/// The most products that are told: an answer has no room for more.
const TOLD: usize = 100;

/// The products of which the catalogue says how many there are, the fewest first.
pub(super) fn asked(command: &Command<'_>, of: Option<&TypeId>) -> Decision {
    if let Err(refusal) = command.known(of) {
        return refuse(command.reply, refusal);
    }
    let stock = command.snapshot.fresh.stock.as_deref();
    let products = stock.map(|it| it.catalogue.products()).unwrap_or_default();
    let told = told(command, &command.snapshot.ledger.1, products, of);
    Decision::Refuse(vec![answer(command.reply, told)])
}

/// Somebody has counted how many are left of a product.
pub(super) fn recounted(
    command: &Command<'_>,
    of: Option<&TypeId>,
    written: &str,
    left: u32,
) -> Decision {
    if let Err(refusal) = command.known(of) {
        return refuse(command.reply, refusal);
    }
    let stock = command.snapshot.fresh.stock.as_deref();
    let Some(product) = stock.and_then(|it| it.product(written)) else {
        return refuse(command.reply, Refusal::NoSuchProduct { written: written.to_owned() });
    };
    if product.stock.is_none() {
        return refuse(command.reply, Refusal::NotCounted { product: product.name.clone() });
    }
    let mut ledger = Ledger::clone(&command.snapshot.ledger.1);
    ledger.recount(product, left, command.now);
    let told = told(command, &ledger, [product], of);
    let write = Write::Desk(Box::new(command.desk().clone()), None);
    let effects = vec![answer(command.reply, told)];
    Decision::Apply(Change { write, ledger: Some(ledger), effects })
}

fn told<'p>(
    command: &Command<'_>,
    ledger: &Ledger,
    products: impl IntoIterator<Item = &'p Product>,
    of: Option<&TypeId>,
) -> Answered {
    let mut stand = ledger.stand(products, command.now);
    stand.sort_by_key(|(_, left)| left.left);
    let more = u32::try_from(stand.len().saturating_sub(TOLD)).unwrap_or(u32::MAX);
    let line = |(product, left): (&Product, _)| StockLine { product: product.name.clone(), left };
    let lines = stand.into_iter().take(TOLD).map(line).collect();
    Answered::Stock { lines, more, of: of.cloned() }
}
