//! The gateway: sessions that receive events over WebSocket, as Discord's Gateway v10 does it.
//!
//! `dispatch` puts events into one queue. `serve` takes them out in order and routes each to the
//! sessions that may see it; a session numbers them, keeps them for a resume, and hands them to its
//! connection, which encodes and writes.

pub mod budget;
mod close;
pub mod compress;
mod connection;
pub mod directory;
pub mod dispatch;
pub mod intents;
pub mod levers;
mod protocol;
pub mod record;
mod route;
mod session;
pub mod settings;
pub mod stream;
mod websocket;

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::net::TcpListener;
use tokio::sync::mpsc;

use self::budget::{Budget, SessionStartLimit};
use self::connection::Connection;
use self::directory::Directory;
use self::dispatch::Dispatch;
use self::levers::Weather;
use self::record::{Happening, Record, Recorder, SessionView, What};
use self::route::{Command, Router};
use self::session::Session;
use self::settings::GatewaySettings;
use crate::clock::Clock;
use crate::rules::{Rule, Rules};

/// The gateway: sessions, what they keep for a resume, and the identify budgets.
pub struct Gateway {
    clock: Clock,
    rules: Rules,
    settings: RwLock<Arc<GatewaySettings>>,
    queue: mpsc::UnboundedSender<Command>,
    inbox: tokio::sync::Mutex<mpsc::UnboundedReceiver<Command>>,
    sessions: Mutex<BTreeMap<String, Arc<Session>>>,
    connections: Mutex<BTreeMap<u64, Arc<Connection>>>,
    budgets: Mutex<HashMap<u64, Budget>>,
    /// Tokens that the daily budget or a lever made void.
    void_tokens: Mutex<Vec<String>>,
    /// When an application last asked for all members of a guild.
    all_members_asked: Mutex<HashMap<(u64, u64), u64>>,
    weather: Mutex<Weather>,
    address: Mutex<Option<SocketAddr>>,
    numbers: AtomicU64,
    recorder: Recorder,
}

impl Gateway {
    /// A gateway that nobody can connect to until it is served.
    #[must_use]
    pub fn new(clock: Clock, rules: Rules, settings: GatewaySettings) -> Arc<Self> {
        let (queue, inbox) = mpsc::unbounded_channel();
        Arc::new(Self {
            clock,
            rules,
            settings: RwLock::new(Arc::new(settings)),
            queue,
            inbox: tokio::sync::Mutex::new(inbox),
            sessions: Mutex::default(),
            connections: Mutex::default(),
            budgets: Mutex::default(),
            void_tokens: Mutex::default(),
            all_members_asked: Mutex::default(),
            weather: Mutex::default(),
            address: Mutex::default(),
            numbers: AtomicU64::new(1),
            recorder: Recorder::default(),
        })
    }

    /// Accepts connections and routes events until the future is dropped, which cuts all
    /// connections.
    ///
    /// Sessions outlive it: served again, the gateway has restarted and its sessions can be
    /// resumed. A second call waits until the first has been dropped.
    pub async fn serve(self: Arc<Self>, listener: TcpListener, directory: Arc<dyn Directory>) {
        let mut inbox = self.inbox.lock().await;
        *lock(&self.address) = listener.local_addr().ok();
        Router::new(Arc::clone(&self), directory).run(listener, &mut inbox).await;
    }

    /// Sends an event to all sessions that may see it. Returns at once and takes no lock of the
    /// world's; the order of calls is the order of events.
    ///
    /// Whether an application may view the channel is asked when the event leaves the queue. A
    /// GUILD_CREATE makes the application's sessions hear of that guild, a GUILD_DELETE without
    /// `unavailable` makes them stop.
    pub fn dispatch(&self, event: Dispatch) {
        self.command(Command::Event(Box::new(event)));
    }

    /// The bot was added to a guild: sends each session of its shard the GUILD_CREATE that the
    /// directory has for that session's intents, in order with the events dispatched before and
    /// after.
    pub fn guild_joined(&self, application: u64, guild: u64) {
        self.command(Command::Joined { application, guild });
    }

    /// What the application may still identify.
    #[must_use]
    pub fn session_start_limit(&self, application: u64) -> SessionStartLimit {
        let settings = self.settings();
        lock(&self.budgets).entry(application).or_default().limit(&settings, self.clock.now_ms())
    }

    /// Whether the token (without the `Bot ` prefix) was made void: REST answers 401, Identify
    /// 4004.
    #[must_use]
    pub fn token_is_void(&self, token: &str) -> bool {
        lock(&self.void_tokens).iter().any(|void| void == token)
    }

    /// Makes the application's token void and ends its sessions, as Discord does when the daily
    /// identifies are spent.
    pub fn token_reset(&self, application: u64, token: &str) {
        lock(&self.void_tokens).push(token.to_owned());
        if self.settings().new_token_new_day {
            lock(&self.budgets).remove(&application);
        }
        self.note(0, What::TokenReset { application });
        for session in self.sessions_of(application) {
            self.end(&session);
        }
        for connection in self.connections_of(application) {
            self.close(&connection, close::Close::AuthenticationFailed);
        }
    }

    /// The settings as they are now.
    #[must_use]
    pub fn settings(&self) -> Arc<GatewaySettings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the settings of the running gateway.
    pub fn change_settings(&self, change: impl FnOnce(&mut GatewaySettings)) {
        let mut settings = self.settings.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut settings));
    }

    /// The sessions that have not ended, in the order in which they were made.
    #[must_use]
    pub fn sessions(&self) -> Vec<SessionView> {
        let mut sessions = self.all_sessions();
        sessions.sort_by_key(|session| session.number);
        sessions.iter().map(|session| session.view()).collect()
    }

    /// What happened so far.
    #[must_use]
    pub fn record(&self) -> Record {
        self.recorder.read()
    }

    /// The happenings from that number on, counted from 0, as far as they are kept; and the number
    /// to ask with next.
    #[must_use]
    pub fn happenings_since(&self, number: u64) -> (Vec<Happening>, u64) {
        self.recorder.since(number)
    }

    /// Returns once the record satisfies the condition. Put a bound on it; the condition must not
    /// ask the gateway for anything, since it is called while the record is locked.
    pub async fn recorded(&self, condition: impl Fn(&Record) -> bool) {
        self.recorder.until(condition).await;
    }
}

impl Gateway {
    fn command(&self, command: Command) {
        // The receiver lives as long as the gateway does, so this cannot fail.
        let _ = self.queue.send(command);
    }

    fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    fn note(&self, connection: u64, what: What) {
        let happening = Happening { at_ms: self.clock.now_ms(), connection, what };
        self.recorder.note(happening, self.settings().record_entries);
    }

    /// How long a session without connection lives; `None` while sessions do not expire.
    fn resume_window(&self) -> Option<u64> {
        self.rules.enforces(Rule::SessionExpiry).then(|| self.settings().resume_window_ms)
    }

    fn session(&self, id: &str) -> Option<Arc<Session>> {
        lock(&self.sessions).get(id).cloned()
    }

    fn all_sessions(&self) -> Vec<Arc<Session>> {
        lock(&self.sessions).values().cloned().collect()
    }

    fn sessions_of(&self, application: u64) -> Vec<Arc<Session>> {
        self.all_sessions().into_iter().filter(|s| s.application == application).collect()
    }

    fn connections_of(&self, application: u64) -> Vec<Arc<Connection>> {
        let all: Vec<Arc<Connection>> = lock(&self.connections).values().cloned().collect();
        all.into_iter()
            .filter(|c| c.session().is_some_and(|s| s.application == application))
            .collect()
    }

    /// Ends the sessions that nobody resumed in time.
    fn sweep(&self) {
        let (now_ms, window_ms) = (self.clock.now_ms(), self.resume_window());
        for session in self.all_sessions() {
            if session.expired(now_ms, window_ms) {
                self.end(&session);
            }
        }
    }

    /// Ends a session: it receives nothing more and cannot be resumed.
    fn end(&self, session: &Session) {
        if session.end() {
            self.note(0, What::SessionEnded { session: session.id.clone() });
        }
        lock(&self.sessions).remove(&session.id);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
