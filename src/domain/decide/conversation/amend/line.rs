//! The answer to the question of which line an option is to be another one.

use super::{
    names::Names,
    options,
    words::{self, Said},
};
use crate::domain::{
    answer::phrase,
    order::{Line, Part},
    shelf::Stock,
};

/// What an answer chooses of the parts that were offered; none if it says anything else. Refused
/// are all of them by an answer that chooses none.
pub(in super::super) fn meant(
    stock: &Stock,
    lines: &[Line],
    offered: &[Part],
    text: &str,
) -> Option<Vec<Part>> {
    phrase(text)?;
    if words::is_none(text) {
        return Some(vec![]);
    }
    let line = |part: &Part| lines.iter().find(|line| line.id == part.0);
    let offered: Vec<_> = offered.iter().filter_map(|part| Some((part, line(part)?))).collect();
    let products = offered.iter().filter_map(|it| stock.catalogue.product(&it.1.product));
    let values = offered.iter().flat_map(|it| it.1.options.iter().map(|it| it.1.as_str()));
    let names = Names::new(products, values);
    let mut meant: Vec<Part> = vec![];
    for clause in options::parts_of(text) {
        if let Some(nth) = words::position(&clause, offered.len()) {
            meant.extend(offered.get(nth).map(|it| it.0.clone()));
            continue;
        }
        let said = words::read(&clause, |words| names.name(words))?;
        if said.refuses || said.changes || !said.unknown.is_empty() {
            return None;
        }
        let is_courtesy =
            said.products.is_empty() && said.options.is_empty() && said.new.is_empty();
        if is_courtesy && !said.all {
            continue;
        }
        let mut found =
            offered.iter().filter(|(part, line)| is_meant(&said, part, line)).peekable();
        let first = *found.peek()?;
        // "a red one" of two says how many.
        if said.article && first.1.quantity > 1 {
            return None;
        }
        let parts: Vec<Part> = found.map(|it| it.0.clone()).collect();
        if parts.len() > 1 && !said.all {
            return None;
        }
        meant.extend(parts);
    }
    (!meant.is_empty()).then_some(meant)
}

fn is_meant(said: &Said, part: &Part, line: &Line) -> bool {
    let has = |value: &String| line.options.iter().any(|it| super::is_same(&it.1, value));
    (said.products.is_empty() || said.products.contains(&line.product))
        && (said.options.is_empty() || said.options.contains(&part.1))
        && said.new.iter().all(has)
}
