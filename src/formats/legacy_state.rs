//! The state file of the old bot: JSON, keyed by channel id.

use crate::domain::{
    flow::{About, Expects, Flow, Stage},
    ids::{ChannelId, UserId},
    language::Language,
    ticket::{Acceptance, Pins, State, Ticket},
    time::Timestamp,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a state file holds, entry by entry.
#[derive(Debug)]
pub struct LegacyState {
    /// Tickets to take over, by channel, with what is worth saying about each.
    pub tickets: Vec<(Ticket, Vec<String>)>,
    /// Entries that cannot be taken over: the key and why.
    pub refused: Vec<(String, String)>,
}

/// The file is not such a file.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegacyStateError {
    /// It is not JSON.
    #[error("it is not JSON: line {line}, column {column}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is JSON of another kind.
    #[error("it must be one JSON object, with channel ids as its keys")]
    NotAnObject,
}

/// The names under which old bots kept the customer.
const CUSTOMER_KEYS: [&str; 6] =
    ["user_id", "user", "owner_id", "owner", "customer_id", "author_id"];

/// What the tickets of a state file go by in the server that takes them over.
#[derive(Clone, Copy, Debug)]
pub struct Server<'a> {
    /// Its flow.
    pub flow: &'a Flow,
    /// The versions of its documents.
    pub pins: Pins,
    /// What is spoken there.
    pub language: Language,
}

/// Reads a state file.
///
/// # Errors
/// If it is not one at all. A bad entry does not spoil the others.
pub fn read(
    text: &str,
    server: Server<'_>,
    now: Timestamp,
) -> Result<LegacyState, LegacyStateError> {
    let value: Value = serde_json::from_str(text).map_err(|fault| LegacyStateError::NotJson {
        line: fault.line(),
        column: fault.column(),
    })?;
    let Value::Object(entries) = value else { return Err(LegacyStateError::NotAnObject) };
    let mut state = LegacyState { tickets: vec![], refused: vec![] };
    let mut by_channel = BTreeMap::new();
    for (key, entry) in entries {
        match read_entry(&key, entry, server, now) {
            Ok((channel, ticket, remarks)) => drop(by_channel.insert(channel, (ticket, remarks))),
            Err(why) => state.refused.push((key, why)),
        }
    }
    state.tickets = by_channel.into_values().collect();
    Ok(state)
}

fn read_entry(
    key: &str,
    entry: Value,
    server: Server<'_>,
    now: Timestamp,
) -> Result<(ChannelId, Ticket, Vec<String>), String> {
    let channel: ChannelId =
        key.trim().parse().map_err(|_| "the key is not a channel id".to_owned())?;
    let Value::Object(mut fields) = entry else { return Err("the entry is not an object".into()) };
    let mut remarks = Vec::new();
    let stage = stage(server.flow, &mut fields, &mut remarks)?;
    let confirmed = confirmed(&mut fields)?;
    let opener = CUSTOMER_KEYS.iter().find_map(|key| user(fields.get(*key)?));
    if opener.is_none() {
        remarks.push("no customer given: the first who writes there and is not staff".into());
    }
    let about = server.flow.step(stage).map(|step| &step.expects);
    let of_terms = matches!(about, Some(Expects::YesNo { about: About::Terms, .. }));
    let mut accepted = None;
    let state = if confirmed && of_terms {
        let hash = String::new();
        accepted = Some(Acceptance { terms: 0, hash, person: opener, at: now, by: None });
        State::Placed { channel, stage, at: now }
    } else {
        if confirmed {
            fields.insert("confirmed".into(), Value::Bool(true));
            remarks.push(format!("confirmed at stage {}: the question is asked again", stage.0));
        }
        State::Open { channel, stage }
    };
    let ticket = Ticket {
        accepted,
        language: server.language,
        carried: fields,
        ..Ticket::new(opener, Timestamp::of_snowflake(channel.get()), state, server.pins)
    };
    Ok((channel, ticket, remarks))
}

fn stage(
    flow: &Flow,
    fields: &mut Map<String, Value>,
    remarks: &mut Vec<String>,
) -> Result<Stage, String> {
    let value = fields.remove("stage").ok_or("it has no `stage`")?;
    let number = match &value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let number = number
        .and_then(|number| u16::try_from(number).ok())
        .ok_or_else(|| "its `stage` is not a whole number from 0 to 65535".to_owned())?;
    let stage = flow.standing(Stage(number)).map_or(Stage::ORDER, |step| step.number);
    if stage.0 != number {
        fields.insert("stage".into(), value);
        remarks.push(format!("stage {number} is not in the flow: taken over at stage {}", stage.0));
    }
    Ok(stage)
}

fn confirmed(fields: &mut Map<String, Value>) -> Result<bool, String> {
    match fields.remove("confirmed") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(value)) => Ok(value),
        Some(_) => Err("its `confirmed` is not true or false".into()),
    }
}

fn user(value: &Value) -> Option<UserId> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_u64().and_then(UserId::new_checked),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> Server<'static> {
        Server { flow: Flow::built_in(), pins: Pins::default(), language: Language::ENGLISH }
    }

    fn read(text: &str) -> LegacyState {
        super::read(text, server(), Timestamp(1)).unwrap()
    }

    #[test]
    fn entries_become_tickets_and_keep_what_they_carry() {
        let state = read(
            r#"{"200":{"stage":5,"confirmed":false,"user_id":"7","vehicle":"adder"},
                "100":{"stage":20,"confirmed":true},"300":{"stage":"7"}}"#,
        );
        assert_eq!(state.refused, []);
        let [placed, open, between] = state.tickets.as_slice() else { panic!("{state:?}") };
        assert!(matches!(placed.0.state, State::Placed { .. }));
        assert_eq!(open.0.opener, Some(UserId::new(7)));
        assert_eq!(open.0.standing().stage, Stage::CONFIRM);
        assert_eq!(open.0.carried["vehicle"], "adder");
        assert_eq!(between.0.standing().stage, Stage::CONFIRM);
        assert_eq!(between.0.carried["stage"], "7", "what was changed is kept");
    }

    #[test]
    fn a_bad_entry_is_named_and_spoils_no_other() {
        let state = read(
            r#"{"x":{"stage":0},"0":{"stage":0},"1":7,"2":{},"3":{"stage":-1},
                "4":{"stage":0,"confirmed":"yes"},"5":{"stage":0}}"#,
        );
        assert_eq!(state.tickets.len(), 1);
        let keys: Vec<_> = state.refused.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["0", "1", "2", "3", "4", "x"]);
    }

    #[test]
    fn what_is_no_state_file_is_refused_with_its_place() {
        let fault = super::read("{\n oops", server(), Timestamp(1)).unwrap_err();
        assert_eq!(fault, LegacyStateError::NotJson { line: 2, column: 2 });
        let fault = super::read("[]", server(), Timestamp(1)).unwrap_err();
        assert_eq!(fault, LegacyStateError::NotAnObject);
    }
}
