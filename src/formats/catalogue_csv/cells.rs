//! Values in the cells of a table, so that each comes back as what it was.

use serde_json::Value;

/// What a cell holds: a number, a truth value, a list … if it is written exactly as we would write
/// one, otherwise a text.
pub(super) fn read(cell: &str) -> Value {
    match serde_json::from_str::<Value>(cell) {
        Ok(value) if serde_json::to_string(&value).is_ok_and(|ours| ours == cell) => value,
        _ => Value::String(cell.to_owned()),
    }
}

/// The cell of a value. A text that would be read as something else is written as JSON, in quotes.
pub(super) fn write(value: &Value) -> String {
    match value {
        Value::String(text) if read(text) == *value && text.trim() == text && !text.is_empty() => {
            text.clone()
        }
        other => other.to_string(),
    }
}

/// The aliases in a cell, parted by `|` or `;`, or as a JSON list.
pub(super) fn read_aliases(cell: &str) -> Vec<String> {
    if let Ok(aliases) = serde_json::from_str(cell) {
        return aliases;
    }
    let aliases = cell.split(['|', ';']).map(str::trim).filter(|alias| !alias.is_empty());
    aliases.map(str::to_owned).collect()
}

/// The cell of the aliases; a JSON list if one of them contains what would part it.
pub(super) fn write_aliases(aliases: &[String]) -> String {
    let joined = aliases.join("|");
    if read_aliases(&joined) == aliases {
        joined
    } else {
        Value::from(aliases.to_vec()).to_string()
    }
}
