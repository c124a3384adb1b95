//! The JSON Schema of flows, for editors and other programs. It says what the table of fields
//! says; what only the check knows, such as where answers lead, is not in it.

use super::form::{EXPECTS, FLOW, Field, Form, Kind, STAGE};
use crate::domain::{
    flow::check::{MOST_STAGES, MOST_WORDS, WORD_LIMIT},
    language::Language,
};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 7, which all editors know).
#[must_use]
pub fn schema() -> String {
    let mut schema = form(&FLOW);
    let more = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A flow of TicketFlow: the conversation in a ticket",
        "definitions": {
            "text": {
                "description": "A text with variables such as {order}, or one for each language.",
                "anyOf": [
                    {"type": "string", "minLength": 1},
                    {
                        "type": "object",
                        "minProperties": 1,
                        "propertyNames": {"enum": languages()},
                        "additionalProperties": {"type": "string", "minLength": 1},
                    },
                ],
            },
            "number": {"type": "integer", "minimum": 0, "maximum": u16::MAX},
            "next": {
                "anyOf": [{"$ref": "#/definitions/number"}, {"enum": ["stay", "done", "close"]}],
            },
            "words": {
                "type": "array",
                "maxItems": MOST_WORDS,
                "items": {"type": "string", "minLength": 1, "maxLength": WORD_LIMIT},
            },
            "stage": {"oneOf": EXPECTS.iter().map(stage).collect::<Vec<_>>()},
        },
    });
    if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more) {
        schema.extend(more);
    }
    format!("{schema:#}\n")
}

fn languages() -> Vec<&'static str> {
    Language::all().map(Language::code).collect()
}

fn form(form: &Form) -> Value {
    object(form.fields.iter().map(|it| (it.name, it.required, described(it))))
}

fn stage((name, about, more): &(&'static str, &'static str, &'static [Field])) -> Value {
    let fields = STAGE.fields.iter().chain(*more);
    let fields = fields.map(|it| (it.name, it.required, described(it)));
    let mut stage = object(fields);
    stage["properties"]["expect"] = json!({"const": name, "description": about});
    stage
}

fn object<'f>(fields: impl Iterator<Item = (&'f str, bool, Value)>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, must, value) in fields {
        properties.insert(name.to_owned(), value);
        if must {
            required.push(name);
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn described(field: &Field) -> Value {
    let kind = kind(&field.kind);
    // Beside a reference nothing else counts in draft 7.
    let mut value = match kind.get("$ref") {
        Some(_) => json!({"allOf": [kind]}),
        None => kind,
    };
    if let Value::Object(value) = &mut value {
        value.insert("description".to_owned(), field.about.into());
    }
    value
}

fn kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text => json!({"$ref": "#/definitions/text"}),
        Kind::Plain(longest) => json!({"type": "string", "minLength": 1, "maxLength": longest}),
        Kind::Address => json!({"type": "string"}),
        Kind::OneOf(words) => json!({"enum": words}),
        Kind::SomeOf(words) => json!({"type": "array", "items": {"enum": words}}),
        Kind::Language => json!({"enum": languages()}),
        Kind::Key => json!({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,31}$"}),
        Kind::Duration => json!({"type": "string", "pattern": "^\\s*[0-9]+\\s*[smhd]\\s*$"}),
        Kind::Stage => json!({"$ref": "#/definitions/number"}),
        Kind::Next => json!({"$ref": "#/definitions/next"}),
        Kind::Whole(least, most) => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Words => json!({"$ref": "#/definitions/words"}),
        Kind::Fields(fields) => form(fields),
        Kind::FieldsOrOff(fields) => json!({"anyOf": [{"const": "off"}, form(fields)]}),
        Kind::List(fields, most) => {
            json!({"type": "array", "minItems": 1, "maxItems": most, "items": form(fields)})
        }
        Kind::Expect => {
            json!({"enum": EXPECTS.iter().map(|(name, ..)| name).collect::<Vec<_>>()})
        }
        Kind::Stages => json!({
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_STAGES,
            "items": {"$ref": "#/definitions/stage"},
        }),
    }
}
