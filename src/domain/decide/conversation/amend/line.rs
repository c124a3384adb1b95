//! The answer to the question of which line an option is to be another one.

use crate::domain::{
    answer::phrase,
    catalogue::ProductId,
    order::{Line, LineId},
    recognise::{Choice, choose},
    shelf::Stock,
};

/// What an answer chooses of the lines that were offered; none if that is not clear. Refused are all
/// of them by an answer that chooses none.
pub(in super::super) fn meant(stock: &Stock, offered: &[&Line], text: &str) -> Option<Vec<LineId>> {
    let products: Vec<_> = offered.iter().map(|line| line.product.clone()).collect();
    let are_apart = offered.iter().all(|line| of_product(offered, &line.product).count() == 1);
    match choose(&stock.index, text, &products) {
        Choice::NoneOfThem => return Some(vec![]),
        Choice::One(picked) if are_apart => {
            return Some(of_product(offered, &picked.product).collect());
        }
        Choice::Several(picked) => {
            let products = picked.iter().map(|it| &it.product);
            return Some(products.flat_map(|it| of_product(offered, it)).collect());
        }
        Choice::One(_) | Choice::Unclear => {}
    }
    let said = format!(" {} ", phrase(text)?);
    let is_said =
        |value: &String| phrase(value).is_some_and(|it| said.contains(&format!(" {it} ")));
    let described = |line: &&&Line| line.options.iter().any(|(_, value)| is_said(value));
    let mut found = offered.iter().filter(described);
    match (found.next(), found.next()) {
        (Some(line), None) => Some(vec![line.id]),
        _ => None,
    }
}

fn of_product<'a>(
    offered: &'a [&Line],
    product: &'a ProductId,
) -> impl Iterator<Item = LineId> + 'a {
    offered.iter().filter(move |line| line.product == *product).map(|line| line.id)
}
