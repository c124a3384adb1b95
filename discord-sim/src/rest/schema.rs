//! A small language for request bodies: types, lengths, counts; what it does not name is a gap,
//! told loudly.

use serde_json::Value;

use crate::world::error::{DiscordError, FormErrors};

/// What a value must be.
pub(crate) enum Shape {
    Any,
    Bool,
    /// From, to.
    Int(i64, i64),
    /// Shortest, longest, in characters.
    Text(usize, usize),
    /// A snowflake, as string or integer.
    Id,
    /// A permission bit set, as string or integer.
    Bits,
    /// One of these numbers.
    OneOf(&'static [i64]),
    /// Fewest, most, of what.
    List(usize, usize, &'static Shape),
    Object(&'static [Field]),
}

/// A field of an object. `null` counts as absent for an optional one.
pub(crate) struct Field {
    name: &'static str,
    shape: Shape,
    required: bool,
}

pub(crate) const fn opt(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: false }
}

pub(crate) const fn req(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: true }
}

/// Collects what is wrong with a body, and what the simulator does not know.
pub(crate) struct Check {
    pub(crate) errors: FormErrors,
    unknown: Vec<String>,
    limits: bool,
}

impl Check {
    /// Without `limits` only the types are looked at (rule `FieldLimits`).
    pub(crate) fn new(limits: bool) -> Self {
        Self { errors: FormErrors::default(), unknown: Vec::new(), limits }
    }

    pub(crate) fn limits(&self) -> bool {
        self.limits
    }

    /// 501 for unknown fields, 50035 for wrong ones.
    pub(crate) fn finish(self) -> Result<(), DiscordError> {
        if let Some(field) = self.unknown.first() {
            return Err(DiscordError::not_imitated(&format!("body field `{field}`")));
        }
        self.errors.finish()
    }

    pub(crate) fn object(&mut self, fields: &[Field], value: &Value, path: &str) {
        let Some(object) = value.as_object() else {
            let message = "Only dictionaries may be used in a DictType";
            return self.errors.add(path, "DICT_TYPE_CONVERT", message);
        };
        for key in object.keys() {
            if !fields.iter().any(|field| field.name == key) {
                self.unknown.push(join(path, key));
            }
        }
        for field in fields {
            let path = join(path, field.name);
            match object.get(field.name) {
                None | Some(Value::Null) if field.required => {
                    self.errors.add(&path, "BASE_TYPE_REQUIRED", "This field is required");
                }
                None | Some(Value::Null) => {}
                Some(value) => self.value(&field.shape, value, &path),
            }
        }
    }

    pub(crate) fn value(&mut self, shape: &Shape, value: &Value, path: &str) {
        match shape {
            Shape::Any => {}
            Shape::Bool => {
                if !value.is_boolean() {
                    self.errors.add(path, "BOOL_TYPE_CONVERT", "Must be either true or false.");
                }
            }
            Shape::Int(from, to) => self.number(*from, *to, value, path),
            Shape::Text(shortest, longest) => self.text(*shortest, *longest, value, path),
            Shape::Id | Shape::Bits => {
                if as_number(value).is_none() {
                    let message = format!("Value \"{value}\" is not snowflake.");
                    self.errors.add(path, "NUMBER_TYPE_COERCE", &message);
                }
            }
            Shape::OneOf(numbers) => {
                if !value.as_i64().is_some_and(|number| numbers.contains(&number)) {
                    let message = format!("Value must be one of {numbers:?}.");
                    self.errors.add(path, "BASE_TYPE_CHOICES", &message);
                }
            }
            Shape::List(fewest, most, shape) => self.list((*fewest, *most), shape, value, path),
            Shape::Object(fields) => self.object(fields, value, path),
        }
    }

    fn number(&mut self, from: i64, to: i64, value: &Value, path: &str) {
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        match number {
            None => {
                let message = format!("Value \"{value}\" is not int.");
                self.errors.add(path, "NUMBER_TYPE_COERCE", &message);
            }
            Some(number) if number < from && self.limits => {
                let message = format!("int value should be greater than or equal to {from}.");
                self.errors.add(path, "NUMBER_TYPE_MIN", &message);
            }
            Some(number) if number > to && self.limits => {
                let message = format!("int value should be less than or equal to {to}.");
                self.errors.add(path, "NUMBER_TYPE_MAX", &message);
            }
            Some(_) => {}
        }
    }

    pub(crate) fn text(&mut self, shortest: usize, longest: usize, value: &Value, path: &str) {
        let Some(text) = value.as_str() else {
            return self.errors.add(path, "STRING_TYPE_CONVERT", "Could not interpret as string.");
        };
        self.length(shortest, longest, text.chars().count(), path);
    }

    fn length(&mut self, shortest: usize, longest: usize, length: usize, path: &str) {
        if !self.limits || (shortest..=longest).contains(&length) {
            return;
        }
        if shortest > 0 {
            let message = format!("Must be between {shortest} and {longest} in length.");
            self.errors.add(path, "BASE_TYPE_BAD_LENGTH", &message);
        } else {
            let message = format!("Must be {longest} or fewer in length.");
            self.errors.add(path, "BASE_TYPE_MAX_LENGTH", &message);
        }
    }

    fn list(&mut self, bounds: (usize, usize), shape: &Shape, value: &Value, path: &str) {
        let Some(items) = value.as_array() else {
            let message = "Only iterables may be used in a ListType";
            return self.errors.add(path, "LIST_TYPE_CONVERT", message);
        };
        self.length(bounds.0, bounds.1, items.len(), path);
        for (index, item) in items.iter().enumerate() {
            self.value(shape, item, &join(path, &index.to_string()));
        }
    }
}

pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A number given as a string or as an integer.
pub(crate) fn as_number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
