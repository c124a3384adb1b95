//! Rows 19 and 20: the error envelope, and the limits of bodies.

use discord_sim::rules::Rule;
use serde_json::{Value, json};

use crate::support::town::Town;
use crate::support::{ensure, proves};

async fn nested(town: &Town) -> Result<(), String> {
    let field = |length: usize| json!({ "name": "n", "value": "v".repeat(length) });
    let fields = [field(1), field(1), field(1), field(1025)];
    let body = json!({ "embeds": [{ "fields": fields }] });
    let got = town.rest.post(&town.path("/messages"), body).await;
    got.is(400, 50035)?;
    let leaf = &got.body["errors"]["embeds"]["0"]["fields"]["3"]["value"]["_errors"][0];
    ensure(leaf["code"] == "BASE_TYPE_BAD_LENGTH", || format!("no leaf in {}", got.text))
}

#[tokio::test]
async fn the_errors_mirror_the_body() {
    proves(Rule::NestedErrors, nested).await;
}

fn text(length: usize) -> String {
    "x".repeat(length)
}

fn rows(count: usize) -> Value {
    let row = |row: usize| {
        json!({ "type": 1, "components": [
            { "type": 2, "style": 2, "label": "b", "custom_id": format!("b{row}") },
        ] })
    };
    (0..count).map(row).collect()
}

fn buttons(count: usize) -> Value {
    let button =
        |n: usize| json!({ "type": 2, "style": 2, "label": "b", "custom_id": format!("b{n}") });
    json!([{ "type": 1, "components": (0..count).map(button).collect::<Vec<_>>() }])
}

fn one_button(label: usize, custom_id: usize) -> Value {
    json!([{ "type": 1, "components": [
        { "type": 2, "style": 2, "label": text(label), "custom_id": text(custom_id) },
    ] }])
}

fn menu(options: usize) -> Value {
    let option = |n: usize| json!({ "label": "o", "value": n.to_string() });
    json!([{ "type": 1, "components": [
        { "type": 3, "custom_id": "m", "options": (0..options).map(option).collect::<Vec<_>>() },
    ] }])
}

fn embed(field: &str, length: usize) -> Value {
    json!({ "embeds": [{ field: text(length) }] })
}

fn embed_fields(count: usize) -> Value {
    let field = json!({ "name": "n", "value": "v" });
    json!({ "embeds": [{ "fields": vec![field; count] }] })
}

/// Bodies of a message: the last that fits, the first that does not.
fn message_pairs() -> Vec<(&'static str, Value, Value)> {
    let whole =
        |a: usize| json!({ "embeds": [{ "description": text(4096) }, { "description": text(a) }] });
    vec![
        ("content", json!({ "content": text(2000) }), json!({ "content": text(2001) })),
        ("title", embed("title", 256), embed("title", 257)),
        ("description", embed("description", 4096), embed("description", 4097)),
        ("embed fields", embed_fields(25), embed_fields(26)),
        ("embed sum", whole(1904), whole(1905)),
        (
            "embeds",
            json!({ "embeds": vec![json!({ "title": "t" }); 10] }),
            json!({ "embeds": vec![json!({ "title": "t" }); 11] }),
        ),
        ("rows", json!({ "components": rows(5) }), json!({ "components": rows(6) })),
        ("buttons", json!({ "components": buttons(5) }), json!({ "components": buttons(6) })),
        (
            "label",
            json!({ "components": one_button(80, 1) }),
            json!({ "components": one_button(81, 1) }),
        ),
        (
            "custom_id",
            json!({ "components": one_button(1, 100) }),
            json!({ "components": one_button(1, 101) }),
        ),
        ("options", json!({ "components": menu(25) }), json!({ "components": menu(26) })),
        (
            "nonce",
            json!({ "content": "x", "nonce": text(25) }),
            json!({ "content": "x", "nonce": text(26) }),
        ),
        (
            "custom_id twice",
            json!({ "components": [rows(2)[0], rows(2)[1]] }),
            json!({ "components": [rows(1)[0], rows(1)[0]] }),
        ),
        (
            "allowed mentions",
            json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": [] } }),
            json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } }),
        ),
    ]
}

async fn boundaries(town: &Town) -> Result<(), String> {
    town.sim.rules().switch_off(Rule::RouteBuckets);
    town.sim.rules().switch_off(Rule::GlobalLimit);
    town.sim.rules().switch_off(Rule::RenameSublimit);
    for (name, fits, too_much) in message_pairs() {
        let path = town.path("/messages");
        town.rest.post(&path, fits).await.ok().map_err(|words| format!("{name}: {words}"))?;
        let got = town.rest.post(&path, too_much).await;
        got.is(400, 50035).map_err(|words| format!("{name}: {words}"))?;
    }
    for (field, most) in [("name", 100), ("topic", 1024)] {
        let (fits, too_much) = (json!({ field: text(most) }), json!({ field: text(most + 1) }));
        town.rest.patch(&town.path(""), fits).await.ok()?;
        town.rest.patch(&town.path(""), too_much).await.is(400, 50035)?;
    }
    let commands = format!("/applications/{}/commands", town.app.id);
    let command = |name: usize, description: usize| json!({ "name": text(name), "description": text(description) });
    town.rest.post(&commands, command(32, 100)).await.ok()?;
    town.rest.post(&commands, command(33, 100)).await.is(400, 50035)?;
    town.rest.post(&commands, command(32, 101)).await.is(400, 50035)?;
    let capital = json!({ "name": "Setup", "description": "d" });
    town.rest.post(&commands, capital).await.is(400, 50035)?;
    town.rest.post(&town.path("/messages"), json!({})).await.is(400, 50006)
}

#[tokio::test]
async fn each_body_has_its_limits() {
    proves(Rule::FieldLimits, boundaries).await;
}

async fn modals(town: &Town) -> Result<(), String> {
    let mut socket = town.socket().await;
    let input = |custom_id: &str| {
        json!({ "type": 18, "label": "l", "component":
            { "type": 4, "style": 1, "custom_id": custom_id } })
    };
    let modal = |count: usize, title: usize| {
        let inputs: Vec<Value> = (0..count).map(|n| input(&n.to_string())).collect();
        json!({ "type": 9, "data": { "custom_id": "m", "title": text(title), "components": inputs } })
    };
    let pressed = town.pressed(&mut socket).await?;
    let stranger = town.stranger();
    let path = pressed.callback();
    stranger.post(&path, modal(6, 45)).await.is(400, 50035)?;
    stranger.post(&path, modal(5, 46)).await.is(400, 50035)?;
    let twice = json!({ "type": 9, "data": { "custom_id": "m", "title": "t",
        "components": [input("a"), input("a")] } });
    stranger.post(&path, twice).await.is(400, 50035)?;
    stranger.post(&path, modal(5, 45)).await.is(204, 0)
}

#[tokio::test]
async fn modals_have_their_limits() {
    proves(Rule::FieldLimits, modals).await;
}
