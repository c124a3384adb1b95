//! One shard: resume or identify, pass events on, say farewell.

use super::{
    EventSink, GatewayRefused, Phase,
    held_back::{HeldBack, saved},
    patience::Patience,
    place::Place,
    privileges::{Asks, DISALLOWED},
    standing::Standing,
    status::{NOT_ACCEPTED, close_code},
    watermark::Watermark,
};
use crate::{
    clock,
    telemetry::metrics::labels::{CloseCode, SessionEnd},
};
use futures_util::StreamExt;
use std::{
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, time::Instant};
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Message, Session, Shard, ShardId, ShardState,
    error::ReceiveMessageErrorType,
};

/// How long Discord's farewell is waited for, with what is still under way.
const FAREWELL_LIMIT: Duration = Duration::from_secs(2);
/// How long events that are being dealt with are waited for, farewell included.
const SETTLE_LIMIT: Duration = Duration::from_secs(5);

/// How a shard parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    /// So that another can resume the session.
    Resumable,
    /// So that the session ends.
    Final,
}

/// What keeps one shard going.
pub(super) struct Keeper {
    asks: Asks,
    config: Config<Place>,
    place: Place,
    standing: Arc<Standing>,
    sink: Arc<dyn EventSink>,
    patience: Patience,
    /// The marks of the session that events come through now.
    watermark: Watermark,
    /// The session that they belong to.
    session: Option<Session>,
    held_back: Option<HeldBack>,
    /// Whether the address for resuming was of no use the last time.
    resume_url_failed: bool,
    /// Whether this connection has a live session.
    works: bool,
    /// Heartbeats that were answered on this connection.
    heartbeats: u32,
}

/// Why a connection is over.
enum Over {
    /// The shard is to part, or is stopped.
    Farewell(Option<Farewell>),
    /// Connect again after this.
    Again(Duration),
    /// Discord will not have us.
    Refused(GatewayRefused),
}

impl Keeper {
    pub(super) fn new(asks: Asks, standing: Arc<Standing>, sink: Arc<dyn EventSink>) -> Self {
        let watermark = standing.watermark();
        let session = standing.session().map(|(session, _)| session);
        Self {
            config: asks.config(),
            place: asks.place.clone(),
            asks,
            standing,
            sink,
            patience: Patience::default(),
            watermark,
            session,
            held_back: None,
            resume_url_failed: false,
            works: false,
            heartbeats: 0,
        }
    }

    /// Keeps the shard until it is to part.
    pub(super) async fn run(
        mut self,
        mut farewell: watch::Receiver<Option<Farewell>>,
    ) -> Result<(), GatewayRefused> {
        let mut farewell = pin!(async move {
            // An error says that the shard was stopped.
            farewell.wait_for(Option::is_some).await.map_or(None, |said| *said)
        });
        let mut pause = Duration::ZERO;
        loop {
            if !pause.is_zero() {
                self.standing.enter(Phase::Waiting);
                tokio::select! {
                    biased;
                    said = &mut farewell => {
                        if said.is_some() {
                            self.settle(clock::instant() + SETTLE_LIMIT).await;
                        }
                        return Ok(());
                    }
                    () = tokio::time::sleep(pause) => {}
                }
            }
            self.standing.enter(Phase::Connecting);
            (self.works, self.heartbeats) = (false, 0);
            let mut shard = self.connect();
            match self.attend(&mut shard, farewell.as_mut()).await {
                Over::Farewell(None) => return Ok(()),
                Over::Farewell(Some(said)) => {
                    self.part(&mut shard, said).await;
                    return Ok(());
                }
                Over::Refused(why) => return Err(why),
                Over::Again(after) => pause = after,
            }
        }
    }

    /// A connection that resumes the session if there is one. It is opened when it is read.
    fn connect(&mut self) -> Shard<Place> {
        self.ask_for_less();
        let mut builder = ConfigBuilder::from(self.config.clone());
        if let Some(session) = &self.session {
            fail::fail_point!("gateway.before_resume", |_| std::process::abort());
            builder = builder.session(session.clone());
            let resume_url = self.standing.resume_url().filter(|_| !self.resume_url_failed);
            if let Some(url) = resume_url {
                builder = builder.resume_url(url.trim_end_matches('/').to_owned());
            }
        }
        let shard = self.standing.shard;
        Shard::with_config(ShardId::new(shard.number, shard.of), builder.build())
    }

    /// What Discord has refused, to this shard or to another one, is not asked for again.
    fn ask_for_less(&mut self) {
        let asked = self.asks.privileges.asked();
        if asked == self.asks.asked {
            return;
        }
        self.asks.asked = asked;
        self.config = self.asks.config();
        if let Some(watermark) = self.standing.ask_for(asked.intents().bits()) {
            (self.session, self.watermark) = (None, watermark);
        }
    }

    /// Passes on what comes, until the connection is over.
    async fn attend(
        &mut self,
        shard: &mut Shard<Place>,
        mut farewell: Pin<&mut impl Future<Output = Option<Farewell>>>,
    ) -> Over {
        let place = self.place.clone();
        let mut far = pin!(place.is_far());
        let standing = Arc::clone(&self.standing);
        loop {
            let waits = self.held_back.as_ref().map(|it| (it.session.clone(), it.until));
            let item = tokio::select! {
                biased;
                said = &mut farewell => return Over::Farewell(said),
                () = &mut far => {
                    let at = self.place.connect_at().unwrap_or_else(clock::instant);
                    return Over::Again(at.saturating_duration_since(clock::instant()));
                }
                () = standing.rewinds() => {
                    (self.session, self.watermark) = standing.rewind();
                    return Over::Again(Duration::ZERO);
                }
                () = saved(&standing, waits) => {
                    self.let_go();
                    continue;
                }
                item = shard.next() => item,
            };
            match item {
                Some(Ok(Message::Text(json))) => {
                    self.event(shard, json);
                    if shard.session().is_none() && is_closed(shard) {
                        return Over::Again(self.refused_session());
                    }
                }
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map(|it| it.code);
                    if code == Some(NOT_ACCEPTED) && self.session.is_some() {
                        return Over::Again(self.of_another_token());
                    }
                    self.session = shard.session().cloned();
                    return self.closed(code);
                }
                Some(Err(fault)) => {
                    if let Some(over) = self.fault(fault.kind()) {
                        return over;
                    }
                }
                // Comes only after a close that says why.
                None => return self.closed(None),
            }
        }
    }

    fn event(&mut self, shard: &Shard<Place>, json: String) {
        let sequence = match shard.session() {
            Some(session) => {
                if self.session.as_ref().is_none_or(|it| it.id() != session.id()) {
                    self.begun(session, shard.resume_url().unwrap_or_default());
                }
                session.sequence()
            }
            None => self.watermark.next(),
        };
        let works = shard.state() == ShardState::Active;
        if works {
            self.works(shard);
        }
        let told = self.standing.hear(works);
        let Some(json) = self.standing.hold_back(sequence, json, &*self.sink) else { return };
        if self.sink.concerns(&json) {
            let open = self.watermark.open(sequence, clock::instant(), told);
            match &mut self.held_back {
                Some(held_back) => held_back.events.push((json, open)),
                None => self.sink.receive(self.standing.shard, json, Box::new(open)),
            }
        } else {
            self.watermark.pass(sequence);
        }
    }

    fn begun(&mut self, session: &Session, resume_url: &str) {
        tracing::info!(shard = %self.standing.shard, "a new session has begun");
        self.asks.privileges.begun(self.asks.asked);
        self.patience.begun(clock::instant());
        self.place.begun();
        if !self.standing.is_quiet() {
            self.place.alone();
        }
        self.session = Some(session.clone());
        self.watermark = self.standing.begin(session.id(), resume_url);
        self.let_go();
        self.held_back = Some(HeldBack::of(session.id()));
        fail::fail_point!("gateway.after_begin", |_| std::process::abort());
    }

    /// Passes on what was held back.
    fn let_go(&mut self) {
        for (json, open) in self.held_back.take().map(|it| it.events).unwrap_or_default() {
            self.sink.receive(self.standing.shard, json, Box::new(open));
        }
    }

    fn works(&mut self, shard: &Shard<Place>) {
        if !self.works {
            tracing::info!(shard = %self.standing.shard, "shard is active");
            self.works = true;
            self.resume_url_failed = false;
            self.patience.works(clock::instant());
            self.standing.enter(Phase::Active);
        }
        let heartbeats = shard.latency().periods();
        if heartbeats != self.heartbeats {
            self.heartbeats = heartbeats;
            self.standing.answered(shard.latency().recent().first().copied());
        }
    }

    fn closed(&mut self, code: Option<u16>) -> Over {
        self.standing.closed(code.map_or(CloseCode::NoCode, close_code));
        if code == Some(DISALLOWED) && self.asks.privileges.refuse(self.asks.asked) {
            let pause = self.patience.failed(clock::instant(), fastrand::f64());
            return Over::Again(pause);
        }
        if let Some(why) = code.and_then(GatewayRefused::by_code) {
            return Over::Refused(why);
        }
        tracing::warn!(shard = %self.standing.shard, code, "the connection was closed");
        let pause = self.patience.failed(clock::instant(), fastrand::f64());
        // Discord asks for a new session after these; twilight would resume for ever. Of 4001 its
        // staff says so, in discord/discord-api-docs#7172.
        if matches!(code, Some(4001 | 4007 | 4009)) {
            return Over::Again(self.lost(SessionEnd::Closed).max(pause));
        }
        Over::Again(pause)
    }

    /// Discord's REST has accepted our token, or no shard would be kept here: the session may be of
    /// the token before. Whether it is the token itself, a new session tells.
    fn of_another_token(&mut self) -> Duration {
        self.standing.closed(CloseCode::Authentication);
        tracing::warn!(
            shard = %self.standing.shard,
            "our token does not resume the session, as after a change of it: beginning a new one"
        );
        let pause = self.patience.failed(clock::instant(), fastrand::f64());
        self.lost(SessionEnd::Closed).max(pause)
    }

    /// Op 9: a new session has to be begun after a random wait (Discord docs, Gateway Resuming).
    fn refused_session(&mut self) -> Duration {
        tracing::warn!(shard = %self.standing.shard, "Discord has ended the session");
        let pause = Duration::from_secs(1) + Duration::from_secs(4).mul_f64(fastrand::f64());
        self.lost(SessionEnd::Invalid).max(pause)
    }

    /// The session is over. The wait before a new one is asked for.
    fn lost(&mut self, why: SessionEnd) -> Duration {
        self.session = None;
        self.watermark = self.standing.lose(why);
        let Some(pause) = self.patience.lost(clock::instant()) else { return Duration::ZERO };
        tracing::error!(
            shard = %self.standing.shard,
            pause_s = pause.as_secs(),
            "one new session after the other is lost; waiting before the next, as Discord allows \
             only so many a day"
        );
        pause
    }

    /// What a fault means for the connection, if it means anything.
    fn fault(&mut self, kind: &ReceiveMessageErrorType) -> Option<Over> {
        // Neither the fault nor its source in full: they may quote the event.
        let (what, again) = match kind {
            ReceiveMessageErrorType::Reconnect => ("no connection", true),
            ReceiveMessageErrorType::Compression => ("an event cannot be unpacked", false),
            ReceiveMessageErrorType::Deserializing { .. } => ("an event cannot be read", false),
            _ => ("another fault", false),
        };
        tracing::warn!(shard = %self.standing.shard, what, "the gateway cannot be read");
        if !again {
            return None;
        }
        self.standing.closed(CloseCode::Unreachable);
        // By turns, as either address may be of no use.
        self.resume_url_failed = !self.resume_url_failed;
        Some(Over::Again(self.patience.failed(clock::instant(), fastrand::f64())))
    }

    /// Says farewell, takes in what is still under way, and waits until it has been dealt with.
    async fn part(&mut self, shard: &mut Shard<Place>, farewell: Farewell) {
        self.standing.enter(Phase::Parting);
        let now = clock::instant();
        if is_closed(shard) {
            // There is nobody to say it to.
            return self.settle(now + SETTLE_LIMIT).await;
        }
        fail::fail_point!("gateway.before_close", |_| std::process::abort());
        shard.close(match farewell {
            Farewell::Resumable => CloseFrame::RESUME,
            Farewell::Final => CloseFrame::NORMAL,
        });
        loop {
            // Only the waiting is given up, never an event that has come.
            match tokio::time::timeout_at(now + FAREWELL_LIMIT, shard.next()).await {
                Ok(Some(Ok(Message::Text(json)))) => self.event(shard, json),
                // Polling on would connect again.
                Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => break,
                Err(_) => {
                    tracing::warn!(shard = %self.standing.shard, "no farewell from Discord");
                    break;
                }
            }
        }
        self.let_go();
        fail::fail_point!("gateway.after_close", |_| std::process::abort());
        self.settle(now + SETTLE_LIMIT).await;
    }

    async fn settle(&self, until: Instant) {
        self.standing.enter(Phase::Parting);
        if self.standing.is_quiet() {
            // What is held back is for whoever resumes the session.
            return;
        }
        if tokio::time::timeout_at(until, self.standing.settled()).await.is_err() {
            tracing::warn!(
                shard = %self.standing.shard,
                "some events are still being dealt with; they will come again"
            );
        }
        fail::fail_point!("gateway.before_release", |_| std::process::abort());
    }
}

/// Whether nothing can be said on the connection, or it was not opened yet.
fn is_closed(shard: &Shard<Place>) -> bool {
    matches!(shard.state(), ShardState::Disconnected { .. } | ShardState::FatallyClosed)
}
