//! Products as read from a file, on their way to a catalogue.

use serde_json::{Map, Value};

use super::nearest::slip_of;
use super::{FileFault, FileProblem, Place};
use crate::domain::answer::read_answer;
use crate::domain::catalogue::{
    Catalogue, CatalogueFault, CatalogueProblem, Part, Product, ProductId, ProductOption, Tariff,
};
use crate::domain::money::Amount;
use crate::domain::recognise::is_steering;

/// One product of a file and where it stands.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) place: Place,
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) price: Option<Amount>,
    pub(super) options: Vec<ProductOption>,
    pub(super) most: Option<u32>,
    pub(super) stock: Option<u32>,
    pub(super) extra: Map<String, Value>,
}

impl Draft {
    /// A product of which nothing is known but where it stands.
    pub(super) fn at(place: Place) -> Self {
        Self {
            place,
            id: None,
            name: String::new(),
            aliases: Vec::new(),
            price: None,
            options: Vec::new(),
            most: None,
            stock: None,
            extra: Map::new(),
        }
    }
}

/// The tariff of a file and where its parts stand.
#[derive(Debug, Default)]
pub(super) struct TariffDraft {
    pub(super) tariff: Tariff,
    pub(super) list: Option<Place>,
    pub(super) discounts: Vec<Place>,
    pub(super) limits: Option<Place>,
}

/// A field of a product that means something to us; any other is kept as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Name,
    Aliases,
    Price,
    Options,
    Most,
    Stock,
    Extra,
}

impl Field {
    /// What the field called `name` is; capitals make no difference.
    pub(super) fn called(name: &str) -> Self {
        match name.to_lowercase().as_str() {
            "id" => Field::Id,
            "name" => Field::Name,
            "alias" | "aliases" => Field::Aliases,
            "price" => Field::Price,
            "option" | "options" => Field::Options,
            "most" => Field::Most,
            "stock" => Field::Stock,
            _ => Field::Extra,
        }
    }

    /// The field that was meant if `name`, of one that means nothing to us, is a slip of the pen.
    pub(super) fn meant(name: &str) -> Option<&'static str> {
        slip_of(name, &["id", "name", "aliases", "price", "options", "most", "stock"])
    }
}

/// The catalogue of the drafts, or everything that is wrong with them, added to the `faults` that
/// were found while reading, in the order of the file.
pub(super) fn catalogue(
    drafts: Vec<Draft>,
    tariff: TariffDraft,
    mut faults: Vec<FileFault>,
) -> Result<Catalogue, Vec<FileFault>> {
    let mut places = Vec::with_capacity(drafts.len());
    let mut products = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let steering = draft.aliases.iter().filter(|alias| is_read_otherwise(alias));
        faults.extend(steering.map(|alias| FileFault {
            place: Some(draft.place),
            problem: FileProblem::SteeringAlias(alias.clone()),
        }));
        match id_of(&draft) {
            Ok(id) => {
                places.push(draft.place);
                let Draft { place: _, id: _, name, aliases, price, options, most, stock, extra } =
                    draft;
                products.push(Product { id, name, aliases, price, options, most, stock, extra });
            }
            Err(problem) => faults.push(FileFault { place: Some(draft.place), problem }),
        }
    }
    let TariffDraft { tariff, list, discounts, limits } = tariff;
    let place_of = |part| match part {
        Part::Product(number) => places.get(number).copied(),
        Part::Discounts => list,
        Part::Discount(number) => discounts.get(number).copied(),
        Part::Limits => limits,
    };
    match Catalogue::with_tariff(products, tariff) {
        Ok(catalogue) if faults.is_empty() => return Ok(catalogue),
        Ok(_) => {}
        Err(found) => faults.extend(found.into_iter().map(|fault| FileFault {
            place: place_of(fault.part),
            problem: with_lines(fault, &places),
        })),
    }
    faults.sort_by_key(|fault| fault.place);
    Err(faults)
}

/// Whether orders and answers are read by such a word. One letter may be a name all the same.
pub(super) fn is_read_otherwise(alias: &str) -> bool {
    is_steering(alias) || (alias.chars().count() > 1 && read_answer(alias).is_some())
}

fn id_of(draft: &Draft) -> Result<ProductId, FileProblem> {
    match &draft.id {
        Some(id) => ProductId::new(id.as_str()).map_err(FileProblem::BadId),
        None if draft.name.is_empty() => Err(FileProblem::NoName),
        None => ProductId::from_name(&draft.name)
            .ok_or_else(|| FileProblem::NoIdFromName(draft.name.clone())),
    }
}

/// What is wrong, with lines of the file in place of numbers of products.
fn with_lines(fault: CatalogueFault, places: &[Place]) -> FileProblem {
    let line = |product: usize| places.get(product).map_or(0, |place| place.line);
    match fault.problem {
        CatalogueProblem::SameId { id, first } => {
            FileProblem::SameId { id: id.to_string(), first_line: line(first) }
        }
        CatalogueProblem::SameName { name, first, their_name, .. } => {
            FileProblem::SameName { name, their_name, first_line: line(first) }
        }
        other => FileProblem::Catalogue(other),
    }
}
