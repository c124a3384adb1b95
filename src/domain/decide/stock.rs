//! What is left of what runs out, for admins.

use super::{answer, refuse, wish::Command};
use crate::domain::{
    decision::Decision,
    desk::TypeId,
    ledger::Left,
    notice::{Answered, StockLine},
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
    let ledger = &command.snapshot.ledger.1;
    let mut lines: Vec<StockLine> = products
        .iter()
        .filter_map(|product| {
            let left = ledger.left(None, product, command.now)?;
            Some(StockLine { product: product.name.clone(), left })
        })
        .collect();
    lines.sort_by_key(|line| Left::available(line.left));
    let more = u32::try_from(lines.len().saturating_sub(TOLD)).unwrap_or(u32::MAX);
    lines.truncate(TOLD);
    let told = Answered::Stock { lines, more, of: of.cloned() };
    Decision::Refuse(vec![answer(command.reply, told)])
}
