//! Op 6: a session goes on where its client lost it (Discord docs, Resuming).

use serde_json::Value;

use super::conversation::Conversation;
use crate::gateway::close::Close;
use crate::gateway::dispatch::Body;
use crate::gateway::protocol::Resume;
use crate::gateway::record::What;
use crate::gateway::session::{Link, ResumeRefusal, ResumeTerms, Session};
use crate::gateway::settings::{Expired, Superseded};
use crate::gateway::{intents, lock};
use crate::rules::Rule;

impl Conversation<'_> {
    pub(super) fn resume(&self, d: Value) -> Result<(), Close> {
        if self.connection.session().is_some() {
            return Err(Close::AlreadyAuthenticated);
        }
        let resume: Resume = serde_json::from_value(d).map_err(|_| Close::UnknownOpcode)?;
        let (application, token) = self.authenticate(&resume.token)?;
        let gateway = self.gateway;
        let Some(session) = gateway.session(&resume.session_id) else {
            gateway.refuse_session(self.connection, false, "no such session");
            return Ok(());
        };
        if session.application != application.id || session.token != token {
            return Err(Close::AuthenticationFailed);
        }
        // Discord does not say when it notices; at the latest here.
        if !intents::all_granted(session.intents, application.flags) {
            return Err(Close::DisallowedIntents);
        }
        let seq = resume.seq.unwrap_or_default();
        let terms = ResumeTerms {
            now_ms: gateway.clock.now_ms(),
            window_ms: gateway.resume_window(),
            keep: gateway.settings().resume_buffer,
            replay: gateway.rules.enforces(Rule::ResumeReplay),
        };
        let resumed = Body { kind: "RESUMED", data: r#"{"_trace":[]}"#.into() };
        match session.resume(self.connection.link(), seq, terms, resumed) {
            Ok(resumption) => {
                *lock(&self.connection.session) = Some(session.clone());
                let (id, replayed) = (session.id.clone(), resumption.replayed);
                gateway.note(self.connection.id, What::Resumed { session: id, seq, replayed });
                if let Some(previous) = resumption.previous {
                    self.supersede(&previous);
                }
                Ok(())
            }
            Err(refusal) => self.refuse(&session, refusal),
        }
    }

    fn refuse(&self, session: &Session, refusal: ResumeRefusal) -> Result<(), Close> {
        self.gateway.end(session);
        let why = match refusal {
            ResumeRefusal::SeqFromTheFuture => return Err(Close::InvalidSeq),
            ResumeRefusal::Expired if self.gateway.settings().expired == Expired::TimedOut => {
                return Err(Close::TimedOut);
            }
            ResumeRefusal::Expired => "the session has expired",
            ResumeRefusal::Ended => "the session has ended",
            ResumeRefusal::Forgotten => "missed events are no longer kept",
        };
        self.gateway.refuse_session(self.connection, false, why);
        Ok(())
    }

    /// Another connection still held the session.
    fn supersede(&self, previous: &Link) {
        let connection = lock(&self.gateway.connections).get(&previous.connection).cloned();
        let Some(connection) = connection else { return };
        connection.leave_session();
        match self.gateway.settings().superseded {
            Superseded::Close => self.gateway.close(&connection, Close::UnknownError),
            Superseded::Mute => connection.muted.store(true, std::sync::atomic::Ordering::Relaxed),
        }
    }
}
