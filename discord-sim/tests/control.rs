//! The control API: a whole story told from outside, as another language would.

use serde_json::{Value, json};

use crate::support::http::{Got, Rest};
use crate::support::socket::{ALL_INTENTS, Socket};
use crate::support::town::{BOT_RIGHTS, Town};

/// Calls under `/sim`.
struct Control {
    rest: Rest,
    base: String,
}

impl Control {
    fn new(town: &Town) -> Self {
        Self { rest: town.stranger(), base: format!("{}/sim", town.sim.rest_url()) }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Got {
        self.rest.send(method, &format!("{}{path}", self.base), &body).await
    }

    async fn done(&self, method: &str, path: &str, body: Value) -> Value {
        let got = self.call(method, path, body).await;
        assert_eq!(got.status, 200, "{method} {path}: {}", got.text);
        got.body
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_story_is_told_over_http() {
    let town = Town::new().await;
    let sim = Control::new(&town);
    let app = sim.done("POST", "/applications", json!({ "name": "bot", "token": "t" })).await;
    let guild = sim.done("POST", "/guilds", json!({ "name": "Second" })).await;
    let guild = text(&guild["id"]);
    let bot = json!({ "application": app["id"], "permissions": BOT_RIGHTS.to_string() });
    sim.done("POST", &format!("/guilds/{guild}/bots"), bot).await;
    let eve = text(&sim.done("POST", "/people", json!({ "name": "eve" })).await["id"]);
    sim.done("POST", &format!("/guilds/{guild}/members"), json!({ "person": eve })).await;
    let eve = format!("/guilds/{guild}/people/{eve}");
    let channels = sim.done("GET", &format!("{eve}/channels"), Value::Null).await;
    let channel = text(&channels[0]["id"]);
    let mut socket = Socket::open(&town.sim.gateway_url(), "t", ALL_INTENTS).await;

    let path = format!("{eve}/channels/{channel}/messages");
    let written = sim.done("POST", &path, json!({ "text": "hello" })).await;
    let seen = sim.done("GET", &path, Value::Null).await;
    assert_eq!(seen[0]["id"], written["id"]);
    let rest = Rest::new(town.sim.rest_url(), Some("t".to_owned()));
    let posted = format!("/channels/{channel}/messages");
    rest.post(&posted, crate::support::town::button("open")).await.ok().unwrap();
    let press = json!({ "channel": channel, "label": "Press me" });
    let pressed = sim.done("POST", &format!("{eve}/press"), press).await;
    let event = socket.next("INTERACTION_CREATE").await.unwrap();
    assert_eq!(event["id"], pressed["interaction"]);
    let callback =
        format!("/interactions/{}/{}/callback", text(&event["id"]), text(&event["token"]));
    let answer = json!({ "type": 4, "data": { "content": "hi" } });
    assert_eq!(town.stranger().post(&callback, answer).await.status, 204);
    let waiting = format!("/interactions/{}?wait=settled", text(&event["id"]));
    let outcome = sim.done("GET", &waiting, Value::Null).await;
    assert_eq!(outcome["outcome"]["message"]["content"], "hi");
    assert_eq!(outcome["outcome"]["kind"], 4);

    let totals = sim.done("GET", "/ledger/totals", Value::Null).await;
    assert_eq!((&totals["interactions"], &totals["answered"]), (&json!(1), &json!(1)));
    let routes = sim.done("GET", "/ledger/routes?since=0", Value::Null).await;
    assert_eq!(routes["routes"]["POST /channels/{channel}/messages"], 1);
    assert_eq!(routes["counted"], 1);
    let wrong = json!({ "channel": channel, "label": "No" });
    let refused = sim.call("POST", &format!("{eve}/press"), wrong).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
}

#[tokio::test]
async fn conditions_are_changed_over_http() {
    let town = Town::new().await;
    let sim = Control::new(&town);
    let rules = sim.done("PUT", "/rules/nonce", json!({ "enforced": false })).await;
    assert_eq!((&rules["nonce"], &rules["races"]), (&json!(false), &json!(true)));
    let quota = json!({ "post_message": { "requests": 1, "window_ms": 5000 } });
    sim.done("PATCH", "/limits", quota).await;
    let path = town.path("/messages");
    town.rest.post(&path, json!({ "content": "x" })).await.ok().unwrap();
    assert_eq!(town.rest.post(&path, json!({ "content": "x" })).await.status, 429);
    let before = sim.done("GET", "/clock", Value::Null).await["now_ms"].as_u64().unwrap();
    sim.done("POST", "/clock/advance", json!({ "ms": 60_000 })).await;
    assert!(town.sim.clock().now_ms() >= before + 60_000);
    let fault = json!({ "method": "GET", "route": "/users/@me", "times": 1,
        "effect": "status", "status": 503 });
    sim.done("POST", "/faults", fault).await;
    assert_eq!(town.rest.get("/users/@me").await.status, 503);
    assert_eq!(town.rest.get("/users/@me").await.status, 200);
    let _socket = town.socket().await;
    let pull = json!({ "lever": { "lever": "reconnect" } });
    assert_eq!(sim.done("POST", "/gateway/pull", pull).await["pulled_on"], 1);
    let record = sim.done("GET", "/gateway/record", Value::Null).await;
    assert_eq!(record["reconnect_requests"], 1);
    sim.done("PATCH", "/gateway/weather", json!({ "duplicate_next": 1 })).await;
    sim.done("PATCH", "/gateway/settings", json!({ "resume_window_ms": 5 })).await;
    assert_eq!(town.sim.gateway().settings().resume_window_ms, 5);
}

#[tokio::test]
async fn ids_are_texts_in_levers_and_faults_too() {
    let town = Town::new().await;
    let sim = Control::new(&town);
    let _socket = town.socket().await;
    let sessions = sim.done("GET", "/gateway/sessions", Value::Null).await;
    let id = &sessions[0]["application"];
    assert!(id.is_string(), "{sessions}");
    let number: u64 = text(id).parse().unwrap();
    for id in [json!(number.to_string()), json!(number)] {
        let heartbeat = json!({ "lever": "request_heartbeat" });
        let pull = json!({ "target": { "application": id }, "lever": heartbeat });
        assert_eq!(sim.done("POST", "/gateway/pull", pull).await["pulled_on"], 1);
        let fault = json!({ "application": id, "times": 1, "effect": "status", "status": 503 });
        sim.done("POST", "/faults", fault).await;
        assert_eq!(town.rest.get("/users/@me").await.status, 503);
    }
    let pull = json!({ "target": { "application": "x" }, "lever": { "lever": "mute" } });
    assert_eq!(sim.call("POST", "/gateway/pull", pull).await.status, 400);
    let record = sim.done("GET", "/gateway/record", Value::Null).await;
    let happenings = record["happenings"].as_array().unwrap();
    let identified = happenings.iter().find(|what| what["what"] == "identified").unwrap();
    assert_eq!(text(&identified["application"]), number.to_string());
}

#[tokio::test]
async fn a_wrong_call_is_told_what_is_wrong() {
    let town = Town::new().await;
    let sim = Control::new(&town);
    let unknown = sim.call("GET", "/nothing", Value::Null).await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.text.contains("GET /sim/"), "{}", unknown.text);
    let missing = sim.call("POST", "/people", json!({})).await;
    assert_eq!((missing.status, missing.text.contains("name")), (400, true));
    let typo = sim.call("PATCH", "/limits", json!({ "postmessage": 1 })).await;
    assert_eq!((typo.status, typo.text.contains("postmessage")), (400, true));
    assert_eq!(sim.call("POST", "/guilds/5/roles", json!({})).await.status, 404);
    assert!(sim.done("GET", "/", Value::Null).await["calls"].as_array().unwrap().len() > 50);
}
