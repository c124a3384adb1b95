//! Op 2: from a token to a session (Discord docs, Identifying).

use std::sync::Arc;

use serde_json::{Value, json};

use super::conversation::Conversation;
use super::outgoing::Outgoing;
use crate::gateway::budget::Charge;
use crate::gateway::close::Close;
use crate::gateway::directory::ApplicationInfo;
use crate::gateway::dispatch::Body;
use crate::gateway::protocol::{Identify, Shard};
use crate::gateway::record::What;
use crate::gateway::route::Command;
use crate::gateway::session::{Identity, Session};
use crate::gateway::{intents, lock};
use crate::rules::Rule;

impl Conversation<'_> {
    pub(super) fn identify(&self, d: Value) -> Result<(), Close> {
        if self.connection.session().is_some() {
            return Err(Close::AlreadyAuthenticated);
        }
        let identify: Identify = serde_json::from_value(d).map_err(|_| Close::UnknownOpcode)?;
        let (application, token) = self.authenticate(&identify.token)?;
        let shard = identify.shard()?;
        if !shard.count.is_multiple_of(self.gateway.settings().shard_multiple.max(1)) {
            return Err(Close::InvalidShard);
        }
        let intents = identify.intents()?;
        if !intents::all_exist(intents) {
            return Err(Close::InvalidIntents);
        }
        if !intents::all_granted(intents, application.flags) {
            return Err(Close::DisallowedIntents);
        }
        let guilds = self.guilds_of(application.id, shard);
        if guilds.len() > self.gateway.settings().guilds_per_shard {
            return Err(Close::ShardingRequired);
        }
        if !self.charge(&application, &token, shard)? {
            let why = "identified too soon after another shard of the same concurrency key";
            self.gateway.refuse_session(self.connection, false, why);
            return Ok(());
        }
        if identify.compress {
            let from = self.gateway.settings().payload_compression_bytes;
            self.connection.outbox.send(Outgoing::CompressPayloads(from));
        }
        let claim = Claim { token, shard, echo_shard: identify.names_shard(), intents };
        self.begin(&application, claim, &guilds);
        Ok(())
    }

    /// The application behind a token with or without its `Bot ` prefix, else 4004.
    pub(super) fn authenticate(&self, token: &str) -> Result<(ApplicationInfo, String), Close> {
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        if self.gateway.token_is_void(token) {
            return Err(Close::AuthenticationFailed);
        }
        let application = self.directory.application(token).ok_or(Close::AuthenticationFailed)?;
        Ok((application, token.to_owned()))
    }

    fn guilds_of(&self, application: u64, shard: Shard) -> Vec<u64> {
        let sharded = self.gateway.rules.enforces(Rule::Sharding);
        let mut guilds = self.directory.guilds(application);
        guilds.retain(|guild| !sharded || shard.owns(Some(*guild)));
        guilds
    }

    /// Takes an identify out of the budget; `false` when it came too soon. Overdrawing the day
    /// voids the token.
    fn charge(
        &self,
        application: &ApplicationInfo,
        token: &str,
        shard: Shard,
    ) -> Result<bool, Close> {
        if !self.gateway.rules.enforces(Rule::IdentifyBudget) {
            return Ok(true);
        }
        let key = shard.id % application.max_concurrency.max(1);
        let settings = self.gateway.settings();
        let now_ms = self.gateway.clock.now_ms();
        let charge = lock(&self.gateway.budgets)
            .entry(application.id)
            .or_default()
            .charge(key, &settings, now_ms);
        match charge {
            Charge::Granted => Ok(true),
            Charge::TooSoon => Ok(false),
            Charge::Overdrawn => {
                self.gateway.token_reset(application.id, token);
                Err(Close::AuthenticationFailed)
            }
        }
    }

    fn begin(&self, application: &ApplicationInfo, claim: Claim, guilds: &[u64]) {
        let Claim { token, shard, echo_shard, intents } = claim;
        let gateway = self.gateway;
        gateway.sweep();
        let number = gateway.number();
        let id = session_id(number, gateway.clock.now_ms());
        let identity =
            Identity { id: id.clone(), number, application: application.id, token, shard, intents };
        let lazily = gateway.rules.enforces(Rule::ReadyThenGuilds);
        let later = if lazily { guilds } else { &[] };
        let session = Arc::new(Session::new(identity, later, self.connection.link()));
        let listed: Vec<Value> = guilds
            .iter()
            .filter_map(|guild| {
                if lazily {
                    return Some(json!({ "id": guild.to_string(), "unavailable": true }));
                }
                session.join(*guild);
                self.directory.guild_create(application.id, *guild, intents)
            })
            .collect();
        let mut ready = json!({
            "v": 10,
            "user": application.bot,
            "guilds": listed,
            "session_id": id,
            "resume_gateway_url": self.resume_url(),
            "application": { "id": application.id.to_string(), "flags": application.flags },
        });
        if echo_shard {
            ready["shard"] = json!([shard.id, shard.count]);
        }
        let body = Body { kind: "READY", data: ready.to_string().into() };
        *lock(&self.connection.session) = Some(Arc::clone(&session));
        gateway.note(
            self.connection.id,
            What::Identified {
                session: id.clone(),
                application: application.id,
                shard: [shard.id, shard.count],
                intents,
            },
        );
        session.deliver(None, body, gateway.settings().resume_buffer);
        lock(&gateway.sessions).insert(id, Arc::clone(&session));
        gateway.command(Command::Load(session));
    }

    fn resume_url(&self) -> String {
        let address = *lock(&self.gateway.address);
        match (&self.gateway.settings().resume_url, address) {
            (Some(url), _) => url.clone(),
            (None, Some(address)) => format!("ws://{address}"),
            (None, None) => String::new(),
        }
    }
}

/// What an identify asks for, once it has been checked.
struct Claim {
    token: String,
    shard: Shard,
    echo_shard: bool,
    intents: u64,
}

/// 32 hexadecimal digits that do not repeat within a simulator.
fn session_id(number: u64, now_ms: u64) -> String {
    let digest = sha1_smol::Sha1::from(format!("{now_ms}/{number}"));
    digest.digest().to_string().chars().take(32).collect()
}
