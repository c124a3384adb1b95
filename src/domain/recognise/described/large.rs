//! "x-large" and "x L" where there is a choice "extra large".

use crate::domain::recognise::index::Index;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::{Gap, Tokens};

/// The text with such sizes as they are spelled. None if there are none; "2 x large" counts.
pub(super) fn spelled(
    index: &Index,
    tokens: &Tokens,
    roles: &mut [Role],
    mentions: &[Mention],
) -> Option<Tokens> {
    let is_asked = mentions.iter().any(|it| match *it.products.as_slice() {
        [product] => {
            let choices = index.options(product).iter().flat_map(|asked| &asked.choices);
            choices.into_iter().any(|(_, words)| *words == ["extra", "large"])
        }
        _ => false,
    });
    if !is_asked {
        return None;
    }
    let mut spelled: Option<Tokens> = None;
    for at in 0..roles.len().saturating_sub(1) {
        let counted = at.checked_sub(1).is_some_and(|before| {
            let gap = tokens.gap(at + 1);
            matches!(roles[before], Role::Number(_)) && !gap.has(Gap::DASH)
        });
        let is_it = tokens.key(at) == "x" && matches!(tokens.key(at + 1), "l" | "large");
        if is_it && !counted && !tokens.gap(at + 1).ends_name() {
            let text = spelled.get_or_insert_with(|| tokens.clone());
            text.respell(at, "extra");
            text.respell(at + 1, "large");
            roles[at..=at + 1].fill(Role::Content);
        }
    }
    spelled
}
