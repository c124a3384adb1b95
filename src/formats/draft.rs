//! Products as read from a file, on their way to a catalogue.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::nearest::slip_of;
use super::{FileFault, FileProblem, Place};
use crate::domain::answer::read_answer;
use crate::domain::catalogue::{
    Catalogue, CatalogueFault, CatalogueProblem, Part, Product, ProductId, ProductOption, Tariff,
};
use crate::domain::money::{Amount, NotAnAmount};
use crate::domain::recognise::is_steering;

/// A catalogue that can be used.
#[derive(Debug)]
pub struct ReadCatalogue {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// What its author may want to change nevertheless.
    pub advice: Vec<FileFault>,
}

/// One product of a file and where it stands.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) place: Place,
    pub(super) id: Option<String>,
    pub(super) name: String,
    /// Whether it was told that the name cannot be read.
    pub(super) name_unread: bool,
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
            name_unread: false,
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
    pub(super) currency: Option<Place>,
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
    pub(super) fn meant(name: &str) -> Option<(Self, &'static str)> {
        const KNOWN: [&str; 9] =
            ["id", "name", "aliases", "alias", "price", "options", "option", "most", "stock"];
        let meant = slip_of(name, &KNOWN).filter(|_| Self::called(name) == Self::Extra)?;
        let field = Self::called(meant);
        let written = KNOWN.into_iter().find(|known| Self::called(known) == field);
        Some((field, written.unwrap_or(meant)))
    }
}

/// The catalogue of the drafts, or everything that is wrong with them, added to the `faults` that
/// were found while reading, in the order of the file.
pub(super) fn catalogue(
    drafts: Vec<Draft>,
    tariff: TariffDraft,
    mut faults: Vec<FileFault>,
) -> Result<ReadCatalogue, Vec<FileFault>> {
    let mut heads = Vec::with_capacity(drafts.len());
    let mut products = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.into_iter().enumerate() {
        let mut fault = |problem| faults.push(FileFault { place: Some(draft.place), problem });
        for alias in draft.aliases.iter().filter(|alias| is_read_otherwise(alias)) {
            fault(FileProblem::SteeringAlias(alias.clone()));
        }
        let stand_in = format!("unnamed-{number}");
        let found = id_of(&draft);
        let stands_in = (found.is_err(), draft.name.is_empty());
        let id = match found {
            Ok(id) => id,
            Err(problem) => {
                problem.into_iter().for_each(&mut fault);
                // What else is wrong with it is told as well.
                let Ok(id) = ProductId::new(stand_in.as_str()) else { continue };
                id
            }
        };
        let Draft { place, name, aliases, price, options, most, stock, extra, .. } = draft;
        let name = if name.is_empty() { stand_in } else { name };
        heads.push(Head { place, id: id.clone(), name: name.clone(), stands_in });
        products.push(Product { id, name, aliases, price, options, most, stock, extra });
    }
    let TariffDraft { tariff, currency, list, discounts, limits } = tariff;
    let place_of = |part| match part {
        Part::Product(number) => heads.get(number).map(|head| head.place),
        Part::Currency => currency,
        Part::Discounts => list,
        Part::Discount(number) => discounts.get(number).copied(),
        Part::Limits => limits,
    };
    // Where "EURO" is the money of a game, prices with cents are wrong.
    let meant = tariff.currency_meant().filter(|_| faults.iter().any(has_decimals_anywhere));
    faults.extend(
        meant
            .map(|problem| FileFault { place: currency, problem: FileProblem::Catalogue(problem) }),
    );
    match Catalogue::with_tariff(products, tariff) {
        Ok(catalogue) if faults.is_empty() => {
            let fault = |CatalogueFault { part, problem }| {
                let problem = FileProblem::Catalogue(problem);
                FileFault { place: place_of(part), problem }
            };
            let mut advice: Vec<FileFault> = catalogue.advice().into_iter().map(fault).collect();
            advice.sort_by_key(|fault| fault.place);
            return Ok(ReadCatalogue { catalogue, advice });
        }
        Ok(_) => {}
        Err(found) => {
            let doubles = doubles(&found, &heads);
            faults.extend(found.into_iter().filter_map(|fault| {
                let place = place_of(fault.part);
                told(fault, &heads, &doubles).map(|problem| FileFault { place, problem })
            }));
        }
    }
    faults.sort_by_key(|fault| fault.place);
    Err(told_once(faults))
}

/// Decimals that the currency has not are one slip, not one for each price.
fn told_once(faults: Vec<FileFault>) -> Vec<FileFault> {
    let others = faults.iter().filter(|fault| has_decimals(fault)).count().saturating_sub(1);
    if others == 0 {
        return faults;
    }
    let mut told = Vec::with_capacity(faults.len() - others);
    let mut is_told = false;
    for FileFault { place, problem } in faults {
        let fault = FileFault { place, problem };
        match fault.problem {
            _ if !has_decimals(&fault) => told.push(fault),
            FileProblem::BadAmount(first) if !std::mem::replace(&mut is_told, true) => {
                told.push(FileFault { place, problem: FileProblem::BadAmounts { first, others } });
            }
            _ => {}
        }
    }
    told
}

/// Whether an amount has decimals, and the currency has none.
fn has_decimals(fault: &FileFault) -> bool {
    is_decimal(&fault.problem)
}

fn is_decimal(problem: &FileProblem) -> bool {
    matches!(problem, FileProblem::BadAmount(NotAnAmount::TooManyDecimals { most: 0, .. }))
}

/// The same, in a column of a table or not.
fn has_decimals_anywhere(fault: &FileFault) -> bool {
    match &fault.problem {
        FileProblem::InColumn { problem, .. } => is_decimal(problem),
        problem => is_decimal(problem),
    }
}

/// Whether orders and answers are read by such a word. One letter may be a name all the same.
pub(super) fn is_read_otherwise(alias: &str) -> bool {
    is_steering(alias) || (alias.chars().count() > 1 && read_answer(alias).is_some())
}

/// The id; otherwise what is wrong, unless that was told already.
fn id_of(draft: &Draft) -> Result<ProductId, Option<FileProblem>> {
    match &draft.id {
        _ if draft.name_unread => Err(None),
        _ if draft.name.is_empty() => Err(Some(FileProblem::NoName)),
        Some(id) => ProductId::new(id.as_str()).map_err(|fault| Some(FileProblem::BadId(fault))),
        None => ProductId::from_name(&draft.name)
            .ok_or_else(|| Some(FileProblem::NoIdFromName(draft.name.clone()))),
    }
}

/// What a product is known by, and where it stands.
struct Head {
    place: Place,
    id: ProductId,
    name: String,
    /// Whether its id, and whether its name, is not of the file.
    stands_in: (bool, bool),
}

impl Head {
    fn is_named(&self, name: &str) -> bool {
        !self.stands_in.1 || self.name != name
    }
}

/// The products that are the same as one before them, each with that one.
fn doubles(found: &[CatalogueFault], heads: &[Head]) -> HashSet<(usize, usize)> {
    let double = |fault: &CatalogueFault| {
        let Part::Product(number) = fault.part else { return None };
        let CatalogueProblem::SameName { name, first, their_name, their_id } = &fault.problem
        else {
            return None;
        };
        let (own, theirs) = (heads.get(number)?, heads.get(*first)?);
        let is_double = own.id == *their_id && own.name == *name && theirs.name == *their_name;
        is_double.then_some((number, *first))
    };
    found.iter().filter_map(double).collect()
}

/// What is wrong, with places of the file in place of numbers of products. A product that is there
/// twice is told once, not for its id, its name and each alias.
fn told(
    CatalogueFault { part, problem }: CatalogueFault,
    heads: &[Head],
    doubles: &HashSet<(usize, usize)>,
) -> Option<FileProblem> {
    let own = match part {
        Part::Product(number) => heads.get(number).map(|head| (number, head)),
        _ => None,
    };
    let is_double = |first| own.is_some_and(|(number, _)| doubles.contains(&(number, first)));
    let place = |first: usize| heads.get(first).map(|head| head.place).unwrap_or_default();
    let is_given = |first: usize, is: &dyn Fn(&Head) -> bool| {
        own.is_none_or(|(_, head)| is(head)) && heads.get(first).is_none_or(is)
    };
    Some(match problem {
        CatalogueProblem::SameId { first, .. } if !is_given(first, &|it| !it.stands_in.0) => {
            return None;
        }
        CatalogueProblem::SameName { name, first, their_name, .. }
            if !is_given(first, &|it| it.is_named(&name) && it.is_named(&their_name)) =>
        {
            return None;
        }
        CatalogueProblem::SameId { first, .. } if is_double(first) => return None,
        CatalogueProblem::SameName { name, first, .. } if is_double(first) => {
            let is_name = own.is_some_and(|(_, head)| head.name == name);
            return is_name.then(|| FileProblem::SameProduct { name, first: place(first) });
        }
        CatalogueProblem::SameId { id, first } => {
            FileProblem::SameId { id: id.to_string(), first: place(first) }
        }
        CatalogueProblem::SameName { name, first, their_name, .. } => {
            FileProblem::SameName { name, their_name, first: place(first) }
        }
        other => FileProblem::Catalogue(other),
    })
}
