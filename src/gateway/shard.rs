//! One shard: resume or identify, pass events on, hand the session over.

use super::{EventSink, GatewayRefused, watermark::Watermark};
use crate::{
    clock,
    store::{Fleet, Held, SessionRecord, Tick, WorkerRecord},
};
use futures_util::StreamExt;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Message, Shard, ShardId, ShardState,
    error::ReceiveMessageErrorType, queue::InMemoryQueue,
};

/// How often a session is saved.
const SAVE_EVERY: Duration = Duration::from_millis(500);
/// How long a stop may wait for Discord's farewell, and for events that are being dealt with.
const STOP_LIMIT: Duration = Duration::from_secs(3);
/// The longest wait before connecting again.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What keeps one shard going.
pub(super) struct Keeper {
    pub(super) shard: u32,
    pub(super) shards: u32,
    pub(super) config: Config<InMemoryQueue>,
    pub(super) held: Held,
    pub(super) worker: WorkerRecord,
    pub(super) fleet: Arc<dyn Fleet>,
    pub(super) sink: Arc<dyn EventSink>,
    pub(super) stop: CancellationToken,
    pub(super) active: Arc<watch::Sender<u32>>,
}

/// The session as it stands, and what of it was saved.
struct Progress {
    /// Where the session is resumed. twilight forgets it when a connection fails, though the
    /// session lives on.
    resume_url: Option<String>,
    watermark: Watermark,
    /// Those of sessions before this one, while events of theirs are still being dealt with.
    former: Vec<Watermark>,
    session: Option<String>,
    saved: Option<SessionRecord>,
    active: bool,
    failures: u32,
    closed_with: Option<u16>,
}

impl Keeper {
    pub(super) async fn run(self) -> Result<(), GatewayRefused> {
        let saved = self.load();
        let mut progress = Progress {
            watermark: Watermark::at(saved.as_ref().map_or(0, |it| it.committed)),
            former: vec![],
            session: saved.as_ref().map(|it| it.id.clone()),
            resume_url: saved.as_ref().map(|it| it.resume_url.clone()),
            saved,
            active: false,
            failures: 0,
            closed_with: None,
        };
        let mut shard = self.connect(progress.saved.as_ref());
        let mut saving = tokio::time::interval(SAVE_EVERY);
        saving.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.stop.cancelled() => break,
                _ = saving.tick() => self.save(&mut shard, &mut progress).await,
                item = shard.next() => match item {
                    Some(Ok(Message::Text(json))) => self.event(&mut shard, &mut progress, json).await,
                    Some(Ok(Message::Close(frame))) => {
                        self.closed(&mut shard, &mut progress, frame.as_ref()).await;
                    }
                    Some(Err(fault)) => self.fault(&mut progress, fault.kind()),
                    None => return Err(refused(progress.closed_with)),
                },
            }
        }
        self.hand_over(&mut shard, &mut progress).await;
        Ok(())
    }

    /// The saved session, if it can be resumed by a shard like this one.
    fn load(&self) -> Option<SessionRecord> {
        let intents = self.config.intents().bits();
        self.held.session.clone().filter(|it| {
            // twilight takes any text as a URL and panics when it is none.
            let is_url = it.resume_url.starts_with("ws://") || it.resume_url.starts_with("wss://");
            is_url && it.shards == self.shards && it.intents == intents
        })
    }

    fn connect(&self, saved: Option<&SessionRecord>) -> Shard<InMemoryQueue> {
        let mut builder = ConfigBuilder::from(self.config.clone());
        if let Some(saved) = saved {
            let session = twilight_gateway::Session::new(saved.committed, saved.id.clone());
            builder = builder.session(session).resume_url(saved.resume_url.clone());
        }
        Shard::with_config(ShardId::new(self.shard, self.shards), builder.build())
    }

    async fn event(&self, shard: &mut Shard<InMemoryQueue>, progress: &mut Progress, json: String) {
        let Some(session) = shard.session() else { return };
        let sequence = session.sequence();
        if progress.session.as_deref() != Some(session.id()) {
            // A new session counts its events anew.
            progress.session = Some(session.id().to_owned());
            progress.resume_url = None;
            let former = std::mem::replace(&mut progress.watermark, Watermark::at(0));
            progress.former.push(former);
        }
        if !progress.active && shard.state() == ShardState::Active {
            tracing::info!(shard.id = self.shard, "shard is active");
            progress.active = true;
            progress.failures = 0;
            self.active.send_modify(|count| *count += 1);
            self.save(shard, progress).await;
        }
        if self.sink.concerns(&json) {
            let open = progress.watermark.open(sequence);
            self.sink.receive(json, Box::new(open)).await;
        } else {
            progress.watermark.pass(sequence);
        }
    }

    /// twilight connects again at the next poll, without a pause of its own.
    async fn closed(
        &self,
        shard: &mut Shard<InMemoryQueue>,
        progress: &mut Progress,
        frame: Option<&CloseFrame<'_>>,
    ) {
        self.inactive(progress);
        let code = frame.map(|it| it.code);
        progress.closed_with = code;
        tracing::warn!(shard.id = self.shard, code, "the connection was closed");
        // Discord asks for a new session after these two; twilight would resume for ever.
        if matches!(code, Some(4007 | 4009)) {
            *shard = self.connect(None);
        }
        progress.failures += 1;
        // The first time at once: one drop is common, and people wait.
        if progress.failures > 1 {
            let pause = Duration::from_secs(1 << (progress.failures - 2).min(6)).min(LONGEST_PAUSE);
            let pause = pause.mul_f64(0.5 + fastrand::f64() / 2.0);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    fn fault(&self, progress: &mut Progress, kind: &ReceiveMessageErrorType) {
        self.inactive(progress);
        // Neither the fault nor its source in full: they may quote the event.
        let what = match kind {
            ReceiveMessageErrorType::Reconnect => "no connection",
            ReceiveMessageErrorType::Compression => "an event cannot be unpacked",
            ReceiveMessageErrorType::Deserializing { .. } => "an event cannot be read",
            _ => "another fault",
        };
        tracing::warn!(shard.id = self.shard, what, "the gateway cannot be read");
    }

    fn inactive(&self, progress: &mut Progress) {
        if progress.active {
            progress.active = false;
            self.active.send_modify(|count| *count -= 1);
        }
    }

    /// Saves how far the session has been dealt with, if that has changed.
    async fn save(&self, shard: &mut Shard<InMemoryQueue>, progress: &mut Progress) {
        let Some(session) = shard.session() else { return };
        if progress.session.as_deref() != Some(session.id()) {
            return;
        }
        if let Some(url) = shard.resume_url() {
            progress.resume_url = Some(url.to_owned());
        }
        let Some(url) = &progress.resume_url else { return };
        // Until then the record of the lost session stays: a successor is refused it, begins a new
        // one, and so reads back what was not dealt with.
        progress.former.retain(|it| !it.is_settled());
        if !progress.former.is_empty() {
            return;
        }
        let record = SessionRecord {
            id: session.id().to_owned(),
            resume_url: url.clone(),
            committed: progress.watermark.committed(),
            shards: self.shards,
            intents: self.config.intents().bits(),
            saved_at: clock::now(),
        };
        let same =
            |saved: &SessionRecord| saved.id == record.id && saved.committed == record.committed;
        if progress.saved.as_ref().is_some_and(same) {
            return;
        }
        fail::fail_point!("gateway.before_save", |_| std::process::abort());
        let held = Held { session: Some(record.clone()), ..self.held.clone() };
        let tick = Tick {
            worker: self.worker.clone(),
            number: 1,
            keep: vec![held],
            release: vec![],
            claim: vec![],
            suspect: vec![],
            leave: false,
        };
        let result = self.fleet.tick(&tick).await;
        fail::fail_point!("gateway.after_save", |_| std::process::abort());
        match result {
            Ok(_) => progress.saved = Some(record),
            Err(fault) => {
                tracing::warn!(shard.id = self.shard, %fault, "the session was not saved");
            }
        }
    }

    /// Closes so that the session can be resumed, takes in what is still under way, and saves
    /// how far it has come.
    async fn hand_over(&self, shard: &mut Shard<InMemoryQueue>, progress: &mut Progress) {
        shard.close(CloseFrame::RESUME);
        let until = clock::instant() + STOP_LIMIT;
        loop {
            // Only the waiting is given up, never an event that has come.
            match tokio::time::timeout_at(until, shard.next()).await {
                Ok(Some(Ok(Message::Text(json)))) => self.event(shard, progress, json).await,
                // Polling on would connect again.
                Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => break,
                Err(_) => {
                    tracing::warn!(shard.id = self.shard, "no farewell from Discord");
                    break;
                }
            }
        }
        let (watermark, former) = (progress.watermark.clone(), progress.former.clone());
        let settled = async {
            while !watermark.is_settled() || former.iter().any(|it| !it.is_settled()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout(STOP_LIMIT, settled).await.is_err() {
            tracing::warn!(
                shard.id = self.shard,
                "some events are still being dealt with; they will come again"
            );
        }
        self.save(shard, progress).await;
        self.inactive(progress);
    }
}

/// What the last close code means, if Discord will not have us (Discord docs, Gateway Close Event
/// Codes).
fn refused(code: Option<u16>) -> GatewayRefused {
    match code {
        Some(4004) => GatewayRefused::Token,
        Some(code @ (4010 | 4011)) => GatewayRefused::Shards(code),
        Some(4013 | 4014) => GatewayRefused::Intents,
        other => GatewayRefused::Other(other.unwrap_or_default()),
    }
}
