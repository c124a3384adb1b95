//! Products as read from a file, on their way to a catalogue.

use serde_json::{Map, Value};

use super::{FileFault, FileProblem, Place};
use crate::domain::catalogue::{
    Catalogue, CatalogueFault, CatalogueProblem, Part, Product, ProductId,
};

/// One product of a file and where it stands.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) place: Place,
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) extra: Map<String, Value>,
}

/// A field of a product that means something to us; any other is kept as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Name,
    Aliases,
    Extra,
}

impl Field {
    /// What the field called `name` is; capitals make no difference.
    pub(super) fn called(name: &str) -> Self {
        match name.to_lowercase().as_str() {
            "id" => Field::Id,
            "name" => Field::Name,
            "alias" | "aliases" => Field::Aliases,
            _ => Field::Extra,
        }
    }
}

/// The catalogue of the drafts, or everything that is wrong with them, added to the `faults` that
/// were found while reading, in the order of the file.
pub(super) fn catalogue(
    drafts: Vec<Draft>,
    mut faults: Vec<FileFault>,
) -> Result<Catalogue, Vec<FileFault>> {
    let mut places = Vec::with_capacity(drafts.len());
    let mut products = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match id_of(&draft) {
            Ok(id) => {
                places.push(draft.place);
                let Draft { name, aliases, extra, .. } = draft;
                products.push(Product { aliases, extra, ..Product::named(id, name) });
            }
            Err(problem) => faults.push(FileFault { place: Some(draft.place), problem }),
        }
    }
    match Catalogue::new(products) {
        Ok(catalogue) if faults.is_empty() => return Ok(catalogue),
        Ok(_) => {}
        Err(found) => faults.extend(found.into_iter().map(|fault| located(fault, &places))),
    }
    faults.sort_by_key(|fault| fault.place);
    Err(faults)
}

fn id_of(draft: &Draft) -> Result<ProductId, FileProblem> {
    match &draft.id {
        Some(id) => ProductId::new(id.as_str()).map_err(FileProblem::BadId),
        None if draft.name.is_empty() => Err(FileProblem::NoName),
        None => ProductId::from_name(&draft.name)
            .ok_or_else(|| FileProblem::NoIdFromName(draft.name.clone())),
    }
}

/// A fault of the catalogue with lines of the file in place of numbers of products.
fn located(fault: CatalogueFault, places: &[Place]) -> FileFault {
    let place = match fault.part {
        Part::Product(number) => places.get(number).copied(),
        Part::Discounts | Part::Discount(_) | Part::Limits => None,
    };
    let line = |product: usize| places.get(product).map_or(0, |place| place.line);
    let problem = match fault.problem {
        CatalogueProblem::SameId { id, first } => {
            FileProblem::SameId { id: id.to_string(), first_line: line(first) }
        }
        CatalogueProblem::SameName { name, first, their_name, .. } => {
            FileProblem::SameName { name, their_name, first_line: line(first) }
        }
        other => FileProblem::Catalogue(other),
    };
    FileFault { place, problem }
}
