//! Op 8: which members a session asked for, at most once in a while for all of a guild (Discord
//! docs, Request Guild Members).

use serde_json::{Value, json};

use super::conversation::Conversation;
use crate::gateway::close::Close;
use crate::gateway::directory::MemberRequest;
use crate::gateway::dispatch::Body;
use crate::gateway::lock;
use crate::gateway::protocol::RequestMembers;
use crate::gateway::session::Session;

impl Conversation<'_> {
    /// Answers in chunks of a thousand; whom the directory does not know is not found.
    pub(super) fn request_members(&self, d: Value) -> Result<(), Close> {
        let session = self.identified()?;
        let asked: RequestMembers = serde_json::from_value(d).map_err(|_| Close::UnknownOpcode)?;
        let guild = asked.guild().ok_or(Close::UnknownOpcode)?;
        let nonce = asked.nonce.clone().filter(|nonce| nonce.len() <= NONCE_BYTES);
        let (user_ids, no_ids) = asked.users();
        let request = MemberRequest {
            guild,
            query: asked.query.unwrap_or_default(),
            limit: asked.limit,
            user_ids,
            intents: session.intents,
        };
        if let Some(wait_ms) = self.wait_for_all(&session, &request) {
            self.tell_to_wait(&session, guild, nonce.as_deref(), wait_ms);
            return Ok(());
        }
        let found = self.directory.members(session.application, &request);
        let chunks: Vec<&[Value]> = if found.members.is_empty() {
            vec![&[]]
        } else {
            found.members.chunks(1_000).collect()
        };
        for (index, members) in chunks.iter().enumerate() {
            let mut chunk = json!({
                "guild_id": guild.to_string(),
                "members": members,
                "chunk_index": index,
                "chunk_count": chunks.len(),
            });
            if index == 0 && !(found.not_found.is_empty() && no_ids.is_empty()) {
                let ids = found.not_found.iter().map(|id| Value::String(id.to_string()));
                chunk["not_found"] = ids.chain(no_ids.iter().cloned()).collect();
            }
            if let Some(nonce) = &nonce {
                chunk["nonce"] = json!(nonce);
            }
            let body = Body { kind: "GUILD_MEMBERS_CHUNK", data: chunk.to_string().into() };
            session.deliver(Some(guild), body, self.gateway.settings().resume_buffer);
        }
        Ok(())
    }

    /// Milliseconds until the application may ask for all members of the guild again; `None`: it
    /// may now.
    fn wait_for_all(&self, session: &Session, request: &MemberRequest) -> Option<u64> {
        let wants_all =
            request.query.is_empty() && request.limit == 0 && request.user_ids.is_empty();
        if !wants_all {
            return None;
        }
        let now_ms = self.gateway.clock.now_ms();
        let mut asked = lock(&self.gateway.all_members_asked);
        let last = asked.entry((session.application, request.guild)).or_default();
        let free_at_ms = *last + self.gateway.settings().all_members_window_ms;
        if *last > 0 && now_ms < free_at_ms {
            return Some(free_at_ms - now_ms);
        }
        *last = now_ms;
        None
    }

    fn tell_to_wait(&self, session: &Session, guild: u64, nonce: Option<&str>, wait_ms: u64) {
        let mut meta = json!({ "guild_id": guild.to_string() });
        if let Some(nonce) = nonce {
            meta["nonce"] = json!(nonce);
        }
        let retry_after = std::time::Duration::from_millis(wait_ms).as_secs_f64();
        let told = json!({ "opcode": 8, "retry_after": retry_after, "meta": meta });
        let body = Body { kind: "RATE_LIMITED", data: told.to_string().into() };
        session.deliver(None, body, self.gateway.settings().resume_buffer);
    }
}

/// A longer nonce is ignored (documented: 32 bytes).
const NONCE_BYTES: usize = 32;
