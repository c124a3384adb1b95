//! The one loop that accepts connections and takes events out of the queue, in order, to the
//! sessions that may see them.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use super::connection;
use super::directory::Directory;
use super::dispatch::{Bodies, Body, Content, Dispatch};
use super::intents::MESSAGE_CONTENT;
use super::session::Session;
use super::{Gateway, lock};
use crate::rules::Rule;

/// What the loop is asked to do.
pub(super) enum Command {
    /// An event for whoever may see it.
    Event(Box<Dispatch>),
    /// The bot joined a guild.
    Joined { application: u64, guild: u64 },
    /// A session was made and waits for its guilds.
    Load(Arc<Session>),
}

/// The loop's state.
pub(super) struct Router {
    gateway: Arc<Gateway>,
    directory: Arc<dyn Directory>,
    /// Events that a lever delays, each with the simulated time when it may go.
    delayed: VecDeque<(u64, Box<Dispatch>)>,
    /// Events that the next one of their guild overtakes, each with the simulated time when it goes
    /// anyway.
    overtaken: VecDeque<(u64, Box<Dispatch>)>,
    tasks: JoinSet<()>,
}

impl Router {
    pub(super) fn new(gateway: Arc<Gateway>, directory: Arc<dyn Directory>) -> Self {
        let (delayed, overtaken) = (VecDeque::new(), VecDeque::new());
        Self { gateway, directory, delayed, overtaken, tasks: JoinSet::new() }
    }

    pub(super) async fn run(
        mut self,
        listener: TcpListener,
        inbox: &mut UnboundedReceiver<Command>,
    ) {
        loop {
            let waiting = [self.delayed.front(), self.overtaken.front()];
            let next_delayed = waiting.into_iter().flatten().map(|(at_ms, _)| *at_ms).min();
            let clock = self.gateway.clock.clone();
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        let gateway = Arc::clone(&self.gateway);
                        let directory = Arc::clone(&self.directory);
                        self.tasks.spawn(connection::converse(gateway, directory, stream));
                    }
                    Err(error) => {
                        // Out of file descriptors, most likely, and asking again at once would not
                        // help.
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(ACCEPT_AGAIN).await;
                    }
                },
                Some(command) = inbox.recv() => self.obey(command),
                () = clock.sleep_until(next_delayed.unwrap_or_default()), if next_delayed.is_some() => {
                    self.release();
                }
                Some(_) = self.tasks.join_next() => {}
            }
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Event(event) => {
                let (delay_ms, all_alike) = {
                    let weather = lock(&self.gateway.weather);
                    (weather.delay(event.kind), weather.only.is_empty())
                };
                // Once the delay is over, new events still queue behind those that wait.
                let behind = self.delayed.back().map(|(at_ms, _)| *at_ms).filter(|_| all_alike);
                if delay_ms == 0 && behind.is_none() {
                    self.pass(event);
                } else {
                    let at_ms = self.gateway.clock.now_ms() + delay_ms;
                    self.hold(at_ms.max(behind.unwrap_or_default()), event);
                }
            }
            Command::Joined { application, guild } => {
                let sessions = self.gateway.sessions_of(application);
                for session in sessions.iter().filter(|s| s.shard.owns(Some(guild))) {
                    let data = self.directory.guild_create(application, guild, session.intents);
                    let body = data.map(|data| guild_create(&data));
                    session.join(guild);
                    session.load(guild, body, self.gateway.settings().resume_buffer);
                }
            }
            Command::Load(session) => {
                let gateway = Arc::clone(&self.gateway);
                let directory = Arc::clone(&self.directory);
                self.tasks.spawn(load_guilds(gateway, directory, session));
            }
        }
    }

    /// Lets an event wait, in order of the times when they may go.
    fn hold(&mut self, at_ms: u64, event: Box<Dispatch>) {
        let place = self.delayed.partition_point(|(other, _)| *other <= at_ms);
        self.delayed.insert(place, (at_ms, event));
    }

    fn release(&mut self) {
        let now_ms = self.gateway.clock.now_ms();
        while self.delayed.front().is_some_and(|(at_ms, _)| *at_ms <= now_ms) {
            if let Some((_, event)) = self.delayed.pop_front() {
                self.pass(event);
            }
        }
        while self.overtaken.front().is_some_and(|(at_ms, _)| *at_ms <= now_ms) {
            if let Some((_, event)) = self.overtaken.pop_front() {
                self.route(&event);
            }
        }
    }

    /// Routes an event, and after it the one of its guild that it overtakes, unless it is held back
    /// itself.
    fn pass(&mut self, event: Box<Dispatch>) {
        let overtakes = self.overtaken.iter().position(|(_, other)| other.guild == event.guild);
        if overtakes.is_none() && lock(&self.gateway.weather).is_overtaken(event.kind) {
            self.overtaken.push_back((self.gateway.clock.now_ms() + LONGEST_OVERTAKEN_MS, event));
            return;
        }
        self.route(&event);
        if let Some((_, late)) = overtakes.and_then(|at| self.overtaken.remove(at)) {
            self.route(&late);
        }
    }

    fn route(&self, event: &Dispatch) {
        let copies = lock(&self.gateway.weather).copies(event.kind);
        for _ in 0..copies {
            self.send(event);
        }
    }

    fn send(&self, event: &Dispatch) {
        let gateway = &self.gateway;
        let settings = gateway.settings();
        let now_ms = gateway.clock.now_ms();
        let window_ms = gateway.resume_window();
        let mut bodies = Bodies::new(event);
        let mut may_view: Option<(u64, bool)> = None;
        let mut sent = 0;
        for session in self.receivers(event) {
            if session.expired(now_ms, window_ms) {
                gateway.end(&session);
                continue;
            }
            if let Some(channel) = event.channel.filter(|_| event.needs_view) {
                let known = may_view.filter(|(of, _)| *of == session.application);
                let (_, may) = *may_view.insert(known.unwrap_or_else(|| {
                    (session.application, self.directory.may_view(session.application, channel))
                }));
                if !may {
                    continue;
                }
            }
            let body =
                if self.reads_content(&session, event) { bodies.full() } else { bodies.emptied() };
            self.follow_membership(&session, event);
            session.deliver(event.guild, body, settings.resume_buffer);
            sent += 1;
        }
        if sent > 0 {
            gateway.recorder.count(|record| match record.events.get_mut(event.kind) {
                Some(count) => *count += sent,
                None => drop(record.events.insert(event.kind.to_owned(), sent)),
            });
        }
    }

    /// Sessions of the right application, shard and intents.
    fn receivers(&self, event: &Dispatch) -> Vec<Arc<Session>> {
        let sharded = self.gateway.rules.enforces(Rule::Sharding);
        let mut sessions = self.gateway.all_sessions();
        sessions.retain(|session| {
            let concerned = match (event.application, event.guild) {
                (Some(application), _) => session.application == application,
                (None, Some(guild)) => session.is_in(guild) || event.kind == "GUILD_CREATE",
                (None, None) => true,
            };
            concerned
                && (!sharded || session.shard.owns(event.guild))
                && (event.intents == 0 || session.intents & event.intents != 0)
        });
        if !self.gateway.settings().shard_twins_receive {
            sessions.sort_by_key(|session| std::cmp::Reverse(session.number));
            let mut seen = Vec::new();
            sessions.retain(|session| {
                let shard = (session.application, session.shard);
                let first = !seen.contains(&shard);
                seen.push(shard);
                first
            });
        }
        sessions
    }

    fn reads_content(&self, session: &Session, event: &Dispatch) -> bool {
        match &event.content {
            Content::Plain => true,
            Content::Message { readable_by, granted } => {
                (*granted && session.intents & MESSAGE_CONTENT != 0)
                    || readable_by.contains(&session.application)
                    || !self.gateway.rules.enforces(Rule::MessageContentGates)
            }
        }
    }

    /// A dispatched GUILD_CREATE or GUILD_DELETE changes which guilds a session hears of.
    fn follow_membership(&self, session: &Session, event: &Dispatch) {
        let Some(guild) = event.guild else { return };
        let unavailable = event.data.get("unavailable").and_then(Value::as_bool) == Some(true);
        match event.kind {
            "GUILD_CREATE" => session.join(guild),
            "GUILD_DELETE" if !unavailable => session.forget(guild),
            _ => {}
        }
    }
}

/// Sends a new session its guilds one by one (Discord docs, Guild Create: lazily).
async fn load_guilds(gateway: Arc<Gateway>, directory: Arc<dyn Directory>, session: Arc<Session>) {
    let keep = gateway.settings().resume_buffer;
    if gateway.rules.enforces(Rule::ReadyThenGuilds) {
        // Asked again, now that the session receives events: the bot may have joined a guild since
        // READY was written.
        let guilds = directory.guilds(session.application).into_iter();
        let sharded = gateway.rules.enforces(Rule::Sharding);
        session.expect(guilds.filter(|guild| !sharded || session.shard.owns(Some(*guild))));
    }
    for guild in session.awaited() {
        let load_ms = gateway.settings().guild_load_ms;
        if load_ms > 0 {
            gateway.clock.sleep_until(gateway.clock.now_ms() + load_ms).await;
        }
        let data = directory.guild_create(session.application, guild, session.intents);
        let body = data.map(|mut data| {
            // `false` on a lazy load, no key on a real join: this is how clients tell the two
            // apart.
            if let Some(fields) = data.as_object_mut() {
                fields.entry("unavailable").or_insert(Value::Bool(false));
            }
            guild_create(&data)
        });
        session.load(guild, body, keep);
        tokio::task::yield_now().await;
    }
}

fn guild_create(data: &Value) -> Body {
    Body { kind: "GUILD_CREATE", data: data.to_string().into() }
}

/// How long an event that nothing overtakes is held back.
const LONGEST_OVERTAKEN_MS: u64 = 250;

/// How long to wait before accepting again after a failure.
const ACCEPT_AGAIN: Duration = Duration::from_millis(50);
