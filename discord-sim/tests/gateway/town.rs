//! A small world behind a gateway: applications, guilds and what the bot may see, all set by the
//! test.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use discord_sim::clock::Clock;
use discord_sim::gateway::Gateway;
use discord_sim::gateway::directory::{ApplicationInfo, Directory};
use discord_sim::gateway::dispatch::{Content, Dispatch};
use discord_sim::gateway::record::Record;
use discord_sim::gateway::settings::GatewaySettings;
use discord_sim::rules::{Rule, Rules};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::Client;

/// The application that most tests use, and its token.
pub(crate) const APP: u64 = 100;
/// See [`APP`].
pub(crate) const TOKEN: &str = "token-of-100";

/// A served gateway with its world.
pub(crate) struct Town {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) clock: Clock,
    pub(crate) rules: Rules,
    pub(crate) people: Arc<People>,
    pub(crate) url: String,
    serving: JoinHandle<()>,
}

/// What the directory answers.
#[derive(Default)]
pub(crate) struct People {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    flags: u64,
    max_concurrency: u32,
    guilds: BTreeMap<u64, usize>,
    hidden: Vec<u64>,
}

impl Town {
    pub(crate) async fn with(settings: GatewaySettings) -> Self {
        let (clock, rules) = (Clock::new(), Rules::new());
        let gateway = Gateway::new(clock.clone(), rules.clone(), settings);
        let people = Arc::new(People::default());
        people.inner.lock().unwrap().max_concurrency = 16;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let serving = serve(&gateway, &people, listener);
        Self { gateway, clock, rules, people, url, serving }
    }

    /// Cuts every connection, as the end of a process does.
    pub(crate) async fn stop(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    pub(crate) fn start(&mut self, listener: TcpListener) {
        self.serving = serve(&self.gateway, &self.people, listener);
    }

    pub(crate) async fn new() -> Self {
        Self::with(GatewaySettings::default()).await
    }

    /// A town in which one rule is not enforced, or all are.
    pub(crate) async fn without(rule: Option<Rule>, settings: GatewaySettings) -> Self {
        let town = Self::with(settings).await;
        if let Some(rule) = rule {
            town.rules.switch_off(rule);
        }
        town
    }

    /// A session of the only shard, with its id, after READY.
    pub(crate) async fn identified(&self, intents: u64) -> Result<(Client, String), String> {
        let mut client = self.connect().await;
        let ready = client.ready([0, 1], intents).await?;
        Ok((client, ready["session_id"].as_str().unwrap_or_default().to_owned()))
    }

    pub(crate) async fn connect(&self) -> Client {
        Client::connect(&self.url, "").await
    }

    /// An event in a guild that needs no intent.
    pub(crate) fn event(&self, guild: Option<u64>, data: Value) {
        self.gateway.dispatch(event(guild, data));
    }

    pub(crate) async fn recorded(&self, condition: impl Fn(&Record) -> bool) -> Result<(), String> {
        let wait = self.gateway.recorded(condition);
        match tokio::time::timeout(Duration::from_secs(20), wait).await {
            Ok(()) => Ok(()),
            Err(_) => Err(format!("never happened; the record is {:?}", self.gateway.record())),
        }
    }
}

fn serve(gateway: &Arc<Gateway>, people: &Arc<People>, listener: TcpListener) -> JoinHandle<()> {
    let directory: Arc<dyn Directory> = Arc::clone(people) as _;
    tokio::spawn(Arc::clone(gateway).serve(listener, directory))
}

impl Drop for Town {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Asserts that the check holds, and that it does not hold once the rule is switched off.
pub(crate) async fn depends_on<F>(rule: Rule, check: impl Fn(Option<Rule>) -> F)
where
    F: Future<Output = Result<(), String>>,
{
    assert_eq!(check(None).await, Ok(()));
    let without = check(Some(rule)).await;
    assert!(without.is_err(), "the check holds without {rule:?} and so proves nothing");
}

/// An error that says what was expected.
pub(crate) fn expect<T: PartialEq + std::fmt::Debug>(got: T, expected: T) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("expected {expected:?}, got {got:?}")) }
}

/// An event that needs no intent and no channel.
pub(crate) fn event(guild: Option<u64>, data: Value) -> Dispatch {
    Dispatch {
        application: guild.is_none().then_some(APP),
        guild,
        channel: None,
        needs_view: false,
        intents: 0,
        kind: "TEST_EVENT",
        data,
        content: Content::Plain,
    }
}

impl People {
    pub(crate) fn grant(&self, flags: u64) {
        self.inner.lock().unwrap().flags = flags;
    }

    pub(crate) fn allow_concurrency(&self, max_concurrency: u32) {
        self.inner.lock().unwrap().max_concurrency = max_concurrency;
    }

    /// The bot is in the guild; its GUILD_CREATE is at least `bytes` long.
    pub(crate) fn join(&self, guild: u64, bytes: usize) {
        self.inner.lock().unwrap().guilds.insert(guild, bytes);
    }

    pub(crate) fn leave(&self, guild: u64) {
        self.inner.lock().unwrap().guilds.remove(&guild);
    }

    pub(crate) fn hide(&self, channel: u64) {
        self.inner.lock().unwrap().hidden.push(channel);
    }
}

impl Directory for People {
    fn application(&self, token: &str) -> Option<ApplicationInfo> {
        let inner = self.inner.lock().unwrap();
        // What follows a slash makes it another token of the same application.
        let id: u64 = token.strip_prefix("token-of-")?.split('/').next()?.parse().ok()?;
        Some(ApplicationInfo {
            id,
            bot: json!({
                "id": id.to_string(), "username": "bot", "discriminator": "0001", "bot": true,
                "mfa_enabled": false, "avatar": null,
            }),
            flags: inner.flags,
            max_concurrency: inner.max_concurrency,
        })
    }

    fn guilds(&self, _application: u64) -> Vec<u64> {
        self.inner.lock().unwrap().guilds.keys().copied().collect()
    }

    fn guild_create(&self, _application: u64, guild: u64, _intents: u64) -> Option<Value> {
        let inner = self.inner.lock().unwrap();
        let bytes = *inner.guilds.get(&guild)?;
        Some(json!({ "id": guild.to_string(), "name": "x".repeat(bytes) }))
    }

    fn may_view(&self, _application: u64, channel: u64) -> bool {
        !self.inner.lock().unwrap().hidden.contains(&channel)
    }
}
