//! The structure of modals (Discord docs, Component Reference and Modal).

use serde_json::Value;

use super::schema::{Check, Field, Shape, join, opt, req};

static MODAL: [Field; 3] = [
    req("custom_id", Shape::Text(1, 100)),
    req("title", Shape::Text(1, 45)),
    req("components", Shape::List(1, 5, &Shape::Any)),
];
static LABEL: [Field; 5] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("label", Shape::Text(1, 45)),
    opt("description", Shape::Text(0, 100)),
    req("component", Shape::Any),
];
static ROW: [Field; 3] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("components", Shape::List(1, 1, &Shape::Any)),
];
static TEXT: [Field; 3] =
    [req("type", Shape::Any), opt("id", Shape::Any), req("content", Shape::Text(1, 4000))];
static INPUT: [Field; 10] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("custom_id", Shape::Text(1, 100)),
    req("style", Shape::OneOf(&[1, 2])),
    opt("label", Shape::Text(1, 45)),
    opt("min_length", Shape::Int(0, 4000)),
    opt("max_length", Shape::Int(1, 4000)),
    opt("required", Shape::Bool),
    opt("value", Shape::Text(0, 4000)),
    opt("placeholder", Shape::Text(0, 100)),
];
static CHOICE: [Field; 5] = [
    req("label", Shape::Text(1, 100)),
    req("value", Shape::Text(1, 100)),
    opt("description", Shape::Text(0, 100)),
    opt("emoji", Shape::Any),
    opt("default", Shape::Bool),
];
static CHOICE_SHAPE: Shape = Shape::Object(&CHOICE);
static CHOOSER: [Field; 10] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("custom_id", Shape::Text(1, 100)),
    opt("options", Shape::List(1, 25, &CHOICE_SHAPE)),
    opt("placeholder", Shape::Text(0, 150)),
    opt("min_values", Shape::Int(0, 25)),
    opt("max_values", Shape::Int(1, 25)),
    opt("required", Shape::Bool),
    opt("default_values", Shape::Any),
    opt("channel_types", Shape::Any),
];
static UPLOAD: [Field; 7] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("custom_id", Shape::Text(1, 100)),
    opt("min_values", Shape::Int(0, 10)),
    opt("max_values", Shape::Int(1, 10)),
    opt("required", Shape::Bool),
    opt("file_types", Shape::Any),
];
static CHECKBOX: [Field; 4] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("custom_id", Shape::Text(1, 100)),
    opt("default", Shape::Bool),
];

/// Checks the `data` of a modal at `path`.
pub(crate) fn check(check: &mut Check, data: &Value, path: &str) {
    check.object(&MODAL, data, path);
    let path = join(path, "components");
    let mut custom_ids = Vec::new();
    for (index, component) in data["components"].as_array().into_iter().flatten().enumerate() {
        let path = join(&path, &index.to_string());
        match component["type"].as_u64() {
            Some(18) => {
                check.object(&LABEL, component, &path);
                let inner = join(&path, "component");
                field(check, &component["component"], true, &inner, &mut custom_ids);
            }
            Some(1) => {
                check.object(&ROW, component, &path);
                let inner = join(&path, "components.0");
                field(check, &component["components"][0], false, &inner, &mut custom_ids);
            }
            Some(10) => check.object(&TEXT, component, &path),
            _ => check.errors.add(&path, "UNION_TYPE_CHOICES", "Must be one of (1, 10, 18)."),
        }
    }
}

fn field(
    check: &mut Check,
    value: &Value,
    in_label: bool,
    path: &str,
    custom_ids: &mut Vec<String>,
) {
    let fields: &[Field] = match value["type"].as_u64() {
        Some(4) => &INPUT,
        Some(3 | 5..=8 | 21 | 22) if in_label => &CHOOSER,
        Some(19) if in_label => &UPLOAD,
        Some(23) if in_label => &CHECKBOX,
        _ => return check.errors.add(path, "UNION_TYPE_CHOICES", "Not a component for modals."),
    };
    if value.get("disabled").is_some() {
        let message = "Components in modals cannot be disabled.";
        return check.errors.add(&join(path, "disabled"), "COMPONENT_DISABLED", message);
    }
    check.object(fields, value, path);
    if !check.limits() {
        return;
    }
    let has_label = value.get("label").is_some_and(|label| !label.is_null());
    if value["type"] == 4 && in_label == has_label {
        let code = if in_label { "COMPONENT_LABEL_FORBIDDEN" } else { "BASE_TYPE_REQUIRED" };
        check.errors.add(&join(path, "label"), code, "A text input is labelled exactly once.");
    }
    if value["required"] != false && value["min_values"] == 0 {
        let message = "min_values must be at least 1 while the component is required.";
        check.errors.add(&join(path, "min_values"), "NUMBER_TYPE_MIN", message);
    }
    let custom_id = value["custom_id"].as_str().unwrap_or("").to_owned();
    if custom_ids.contains(&custom_id) {
        let message = "Component custom id cannot be duplicated";
        check.errors.add(&join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
    custom_ids.push(custom_id);
}
