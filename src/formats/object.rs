//! Objects and values of JSON in which everything that is wrong is said, and numbers are exact.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::FileProblem;
use super::nearest::slip_of;
use crate::domain::money::{Amount, Currency};

/// Takes what is wrong, with the part of the text that it is about.
pub(super) type Report<'r> = dyn FnMut(&str, FileProblem) + 'r;

/// The fields of an object in their order, doubles included.
pub(super) struct Fields<'t>(pub(super) Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The values of the fields with these names, in the order of the names; `None` for one that is not
/// there or is null. Capitals make no difference. A field with any other name is a fault: it may be
/// a slip of the pen, and a condition that is not understood would hold for everybody. What it is
/// almost certainly a slip of is taken for given, so that its lack is not told beside it.
pub(super) fn fields<'t, const N: usize>(
    object: &'t RawValue,
    names: [&'static str; N],
    is: (&'static str, &'static str),
    report: &mut Report<'_>,
) -> Option<[Option<&'t RawValue>; N]> {
    let Ok(Fields(all)) = serde_json::from_str(object.get()) else {
        let (field, expected) = is;
        report(object.get(), FileProblem::WrongKind { field, expected });
        return None;
    };
    let mut found = [None; N];
    let mut slips = Vec::new();
    for (name, value) in all {
        let place = names.iter().position(|known| name.trim().to_lowercase() == **known);
        match place.and_then(|place| found.get_mut(place)) {
            None => {
                slips.extend(slip_of(&name, &names).map(|meant| (meant, value)));
                let known = names.join(", ");
                report(value.get(), FileProblem::UnknownField { name, known });
            }
            Some(Some(_)) => report(value.get(), FileProblem::FieldTwice(name)),
            Some(slot) => *slot = Some(value),
        }
    }
    for (meant, value) in slips {
        let place = names.iter().position(|known| *known == meant);
        if let Some(slot) = place.and_then(|place| found.get_mut(place)) {
            slot.get_or_insert(value);
        }
    }
    Some(found.map(|value| value.filter(|value| value.get() != "null")))
}

/// Where the field is, the text in it, its spaces at the ends left away.
pub(super) fn text(
    value: Option<&RawValue>,
    field: &'static str,
    report: &mut Report<'_>,
) -> Option<String> {
    let value = value?.get();
    match serde_json::from_str::<String>(value) {
        Ok(text) => Some(text.trim().to_owned()),
        Err(_) => {
            report(value, FileProblem::WrongKind { field, expected: "a text in quotes" });
            None
        }
    }
}

/// Where the field is, the whole number in it.
pub(super) fn whole<N: TryFrom<i64>>(
    value: Option<&RawValue>,
    field: &'static str,
    report: &mut Report<'_>,
) -> Option<N> {
    let value = value?.get();
    match unquoted(value).ok_or(()).and_then(|text| super::whole_number(&text)) {
        Ok(number) => Some(number),
        Err(()) => {
            report(value, FileProblem::WrongKind { field, expected: super::A_WHOLE_NUMBER });
            None
        }
    }
}

/// Where the field is, the amount in it, as a number or as a text.
pub(super) fn amount(
    value: Option<&RawValue>,
    field: &'static str,
    currency: &Currency,
    report: &mut Report<'_>,
) -> Option<Amount> {
    let value = value?.get();
    let read = match unquoted(value) {
        Some(text) => currency.read(&text).map_err(FileProblem::BadAmount),
        None => Err(FileProblem::WrongKind { field, expected: "an amount, for example 1250" }),
    };
    read.map_err(|problem| report(value, problem)).ok()
}

/// A number as it is written, or the text in quotes. Numbers never become floating ones on the way.
pub(super) fn unquoted(value: &str) -> Option<Cow<'_, str>> {
    if value.starts_with('"') {
        serde_json::from_str(value).ok().map(Cow::Owned)
    } else {
        value
            .starts_with(|first: char| first == '-' || first.is_ascii_digit())
            .then_some(value.into())
    }
}
