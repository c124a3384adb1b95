//! Control calls that change the conditions: rules, limits, clock, faults, the gateway.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Operation;
use super::arguments::{Arguments, ControlError};
use crate::faults::Fault;
use crate::gateway::levers::{Lever, Target};
use crate::rules::Rule;

pub(super) static OPERATIONS: &[Operation] = &[
    ("GET", "/rules", rules),
    ("PUT", "/rules/{rule}", switch),
    ("GET", "/limits", limits),
    ("PATCH", "/limits", change_limits),
    ("GET", "/clock", clock),
    ("POST", "/clock/advance", advance),
    ("GET", "/faults", faults),
    ("POST", "/faults", add_fault),
    ("DELETE", "/faults", clear_faults),
    ("DELETE", "/faults/{fault}", remove_fault),
    ("PUT", "/faults/seed", seed),
    ("PUT", "/latency", latency),
    ("PATCH", "/events", events),
    ("POST", "/gateway/pull", pull),
    ("GET", "/gateway/weather", weather),
    ("PATCH", "/gateway/weather", change_weather),
    ("GET", "/gateway/settings", settings),
    ("PATCH", "/gateway/settings", change_settings),
    ("POST", "/gateway/token_reset", token_reset),
];

type Done = Result<Value, ControlError>;

/// The value with the fields of `changes` in place of its own; unknown fields are refused.
fn changed<T: Serialize + DeserializeOwned>(value: &T, changes: &Value) -> Result<T, ControlError> {
    let mut whole = serde_json::to_value(value)?;
    if let (Some(fields), Some(changes)) = (whole.as_object_mut(), changes.as_object()) {
        fields.extend(changes.clone());
    }
    Ok(serde_json::from_value(whole)?)
}

fn rules(call: &Arguments<'_>) -> Done {
    let mut all = serde_json::Map::new();
    for rule in Rule::ALL {
        let name = serde_json::to_value(rule)?;
        all.insert(name.as_str().unwrap_or("").to_owned(), json!(call.core.rules.enforces(rule)));
    }
    Ok(all.into())
}

/// `{"enforced": false}`.
fn switch(call: &Arguments<'_>) -> Done {
    let rule: Rule = serde_json::from_value(json!(call.path_text("rule")))?;
    match call.body["enforced"].as_bool() {
        Some(true) => call.core.rules.switch_on(rule),
        Some(false) => call.core.rules.switch_off(rule),
        None => return Err(ControlError::Argument("enforced".to_owned(), "true or false")),
    }
    rules(call)
}

fn limits(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.read(|world| world.limits.clone()))?)
}

fn change_limits(call: &Arguments<'_>) -> Done {
    let wanted = changed(&call.core.read(|world| world.limits.clone()), &call.body)?;
    call.core.change_limits(|limits| *limits = wanted);
    limits(call)
}

fn clock(call: &Arguments<'_>) -> Done {
    Ok(json!({ "now_ms": call.core.clock.now_ms() }))
}

/// `{"ms": 1000}`.
fn advance(call: &Arguments<'_>) -> Done {
    call.core.clock.advance(Duration::from_millis(call.number("ms")?));
    clock(call)
}

fn faults(call: &Arguments<'_>) -> Done {
    let all = call.core.faults.list();
    Ok(all.iter().map(|(number, fault)| json!({ "number": number, "fault": fault })).collect())
}

fn add_fault(call: &Arguments<'_>) -> Done {
    let fault: Fault = serde_json::from_value(call.body.clone())?;
    Ok(json!({ "number": call.core.faults.add(fault) }))
}

fn clear_faults(call: &Arguments<'_>) -> Done {
    call.core.faults.clear();
    Ok(json!({}))
}

fn remove_fault(call: &Arguments<'_>) -> Done {
    call.core.faults.remove(call.path_id("fault")?);
    Ok(json!({}))
}

/// `{"seed": 7}`.
fn seed(call: &Arguments<'_>) -> Done {
    call.core.faults.seed(call.number("seed")?);
    Ok(json!({}))
}

/// `{"ms": 100}`: added to every REST call.
fn latency(call: &Arguments<'_>) -> Done {
    call.core.faults.set_latency(Duration::from_millis(call.number("ms")?));
    Ok(json!({}))
}

/// `{"before_response": false}`.
fn events(call: &Arguments<'_>) -> Done {
    let wanted = changed(&call.core.read(|world| world.event_options), &call.body)?;
    call.core.write(|world| world.event_options = wanted);
    Ok(serde_json::to_value(wanted)?)
}

/// `{"target": {…}, "lever": {"lever": "drop"}}`.
fn pull(call: &Arguments<'_>) -> Done {
    let target: Target = match &call.body["target"] {
        Value::Null => Target::default(),
        target => serde_json::from_value(target.clone())?,
    };
    let lever: Lever = serde_json::from_value(call.body["lever"].clone())?;
    Ok(json!({ "pulled_on": call.core.gateway.pull(&target, &lever) }))
}

fn weather(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(call.core.gateway.weather())?)
}

fn change_weather(call: &Arguments<'_>) -> Done {
    let wanted = changed(&call.core.gateway.weather(), &call.body)?;
    call.core.gateway.change_weather(|weather| *weather = wanted);
    weather(call)
}

fn settings(call: &Arguments<'_>) -> Done {
    Ok(serde_json::to_value(&*call.core.gateway.settings())?)
}

fn change_settings(call: &Arguments<'_>) -> Done {
    let wanted = changed(&*call.core.gateway.settings(), &call.body)?;
    call.core.gateway.change_settings(|settings| *settings = wanted);
    settings(call)
}

/// `{"application"}`: as if its daily identifies were spent.
fn token_reset(call: &Arguments<'_>) -> Done {
    let id = call.number("application")?;
    let token = call.core.read(|w| w.applications.get(&id).map(|found| found.token.clone()));
    let token = token.ok_or(ControlError::Missing("application", id))?;
    call.core.gateway.token_reset(id, &token);
    Ok(json!({}))
}
