//! The structure of components in messages (Discord docs, Component Reference).

use std::collections::HashSet;

use serde_json::Value;

use super::schema::{Check, Field, Shape, join, opt, req};

static EMOJI: [Field; 3] =
    [opt("id", Shape::Id), opt("name", Shape::Any), opt("animated", Shape::Bool)];
static MEDIA: [Field; 1] = [req("url", Shape::Text(1, 2048))];
static OPTION: [Field; 5] = [
    req("label", Shape::Text(1, 100)),
    req("value", Shape::Text(1, 100)),
    opt("description", Shape::Text(0, 100)),
    opt("emoji", Shape::Object(&EMOJI)),
    opt("default", Shape::Bool),
];
static OPTION_SHAPE: Shape = Shape::Object(&OPTION);
static DEFAULT_VALUE: [Field; 2] = [req("id", Shape::Id), req("type", Shape::Any)];
static DEFAULT_VALUE_SHAPE: Shape = Shape::Object(&DEFAULT_VALUE);
static GALLERY_ITEM: [Field; 3] = [
    req("media", Shape::Object(&MEDIA)),
    opt("description", Shape::Text(0, 1024)),
    opt("spoiler", Shape::Bool),
];
static GALLERY_ITEM_SHAPE: Shape = Shape::Object(&GALLERY_ITEM);
static CHANNEL_TYPE: Shape = Shape::Int(0, 16);

static ROW: [Field; 3] =
    [req("type", Shape::Any), opt("id", Shape::Any), req("components", Shape::Any)];
static BUTTON: [Field; 9] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("style", Shape::Int(1, 6)),
    opt("label", Shape::Text(0, 80)),
    opt("emoji", Shape::Object(&EMOJI)),
    opt("custom_id", Shape::Text(1, 100)),
    opt("url", Shape::Text(1, 512)),
    opt("sku_id", Shape::Id),
    opt("disabled", Shape::Bool),
];
static STRING_SELECT: [Field; 9] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("custom_id", Shape::Text(1, 100)),
    req("options", Shape::List(1, 25, &OPTION_SHAPE)),
    opt("placeholder", Shape::Text(0, 150)),
    opt("min_values", Shape::Int(0, 25)),
    opt("max_values", Shape::Int(1, 25)),
    opt("disabled", Shape::Bool),
    opt("required", Shape::Bool),
];
static ENTITY_SELECT: [Field; 10] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("custom_id", Shape::Text(1, 100)),
    opt("placeholder", Shape::Text(0, 150)),
    opt("default_values", Shape::List(0, 25, &DEFAULT_VALUE_SHAPE)),
    opt("min_values", Shape::Int(0, 25)),
    opt("max_values", Shape::Int(1, 25)),
    opt("disabled", Shape::Bool),
    opt("required", Shape::Bool),
    opt("channel_types", Shape::List(0, 20, &CHANNEL_TYPE)),
];
static SECTION: [Field; 4] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("components", Shape::Any),
    req("accessory", Shape::Any),
];
static TEXT_DISPLAY: [Field; 3] =
    [req("type", Shape::Any), opt("id", Shape::Any), req("content", Shape::Text(1, 4000))];
static THUMBNAIL: [Field; 5] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("media", Shape::Object(&MEDIA)),
    opt("description", Shape::Text(0, 1024)),
    opt("spoiler", Shape::Bool),
];
static GALLERY: [Field; 3] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("items", Shape::List(1, 10, &GALLERY_ITEM_SHAPE)),
];
static FILE: [Field; 4] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("file", Shape::Object(&MEDIA)),
    opt("spoiler", Shape::Bool),
];
static SEPARATOR: [Field; 4] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    opt("divider", Shape::Bool),
    opt("spacing", Shape::Int(1, 2)),
];
static CONTAINER: [Field; 5] = [
    req("type", Shape::Any),
    opt("id", Shape::Any),
    req("components", Shape::Any),
    opt("accent_color", Shape::Int(0, 0x00ff_ffff)),
    opt("spoiler", Shape::Bool),
];

/// Child types by parent: action row, section, container, top level old and new.
const IN_ROW: &[u64] = &[2, 3, 5, 6, 7, 8];
const IN_SECTION: &[u64] = &[10];
const IN_CONTAINER: &[u64] = &[1, 9, 10, 12, 13, 14];
const TOP_OLD: &[u64] = &[1];
const TOP_NEW: &[u64] = &[1, 9, 10, 12, 13, 14, 17];

/// What is counted over a whole message.
struct Tally {
    custom_ids: HashSet<String>,
    total: usize,
}

/// Checks `components` of a message at `path`.
pub(crate) fn check(check: &mut Check, components: &Value, v2: bool, path: &str) {
    let mut tally = Tally { custom_ids: HashSet::new(), total: 0 };
    let (allowed, most) = if v2 { (TOP_NEW, 40) } else { (TOP_OLD, 5) };
    children(check, components, allowed, (0, most), path, &mut tally);
    if check.limits() && v2 && tally.total > 40 {
        let message = "Total number of components must not exceed 40.";
        check.errors.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message);
    }
}

fn children(
    check: &mut Check,
    value: &Value,
    allowed: &[u64],
    count: (usize, usize),
    path: &str,
    tally: &mut Tally,
) {
    check.value(&Shape::List(count.0, count.1, &Shape::Any), value, path);
    for (index, child) in value.as_array().into_iter().flatten().enumerate() {
        one(check, child, allowed, &join(path, &index.to_string()), tally);
    }
}

fn one(check: &mut Check, value: &Value, allowed: &[u64], path: &str, tally: &mut Tally) {
    tally.total += 1;
    let kind = value.get("type").and_then(Value::as_u64).unwrap_or(0);
    if check.limits() && !allowed.contains(&kind) {
        let message = format!("Value of field \"type\" must be one of {allowed:?}.");
        return check.errors.add(&join(path, "type"), "UNION_TYPE_CHOICES", &message);
    }
    let fields: &[Field] = match kind {
        1 => &ROW,
        2 => &BUTTON,
        3 => &STRING_SELECT,
        5..=8 => &ENTITY_SELECT,
        9 => &SECTION,
        10 => &TEXT_DISPLAY,
        11 => &THUMBNAIL,
        12 => &GALLERY,
        13 => &FILE,
        14 => &SEPARATOR,
        17 => &CONTAINER,
        _ => return,
    };
    check.object(fields, value, path);
    let inner = join(path, "components");
    match kind {
        1 => row(check, &value["components"], &inner, tally),
        2 => button(check, value, path),
        9 => {
            children(check, &value["components"], IN_SECTION, (1, 3), &inner, tally);
            one(check, &value["accessory"], &[2, 11], &join(path, "accessory"), tally);
        }
        17 => children(check, &value["components"], IN_CONTAINER, (0, 40), &inner, tally),
        _ => {}
    }
    if let Some(custom_id) = value.get("custom_id").and_then(Value::as_str)
        && !tally.custom_ids.insert(custom_id.to_owned())
        && check.limits()
    {
        let message = "Component custom id cannot be duplicated";
        check.errors.add(&join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
}

/// Up to five buttons or one select.
fn row(check: &mut Check, value: &Value, path: &str, tally: &mut Tally) {
    children(check, value, IN_ROW, (1, 5), path, tally);
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let selects = items.iter().filter(|item| item["type"] != 2).count();
    if check.limits() && selects > 0 && items.len() > 1 {
        let message = "The specified component exceeds the maximum width";
        check.errors.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
    }
}

/// Styles 1 to 4 need a custom id, 5 an address, 6 a SKU; each excludes the others.
fn button(check: &mut Check, value: &Value, path: &str) {
    if !check.limits() {
        return;
    }
    let has = |name: &str| value.get(name).is_some_and(|field| !field.is_null());
    let needed = match value["style"].as_u64() {
        Some(1..=4) => "custom_id",
        Some(5) => "url",
        _ => "sku_id",
    };
    if !has(needed) {
        let message = format!("A {needed} is required");
        check.errors.add(&join(path, needed), "BASE_TYPE_REQUIRED", &message);
    }
    for other in ["custom_id", "url", "sku_id"] {
        if other != needed && has(other) {
            let message = "A custom id and url cannot both be specified";
            check.errors.add(&join(path, other), "COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", message);
        }
    }
    if needed != "sku_id" && !has("label") && !has("emoji") {
        let message = "A label or emoji is required";
        check.errors.add(&join(path, "label"), "BASE_TYPE_REQUIRED", message);
    }
}
