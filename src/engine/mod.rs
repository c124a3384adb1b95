//! Load, decide, commit: the one way in which anything changes.
//!
//! The first run, a repetition and the recovery after a crash are the same path.

mod audit;
mod counting;
mod decide;
mod documents;
mod handle;
mod hands;
mod journal;
mod lanes;
mod learning;
mod lesson;
mod ours;
mod presence;
mod presumed;
mod relay;
mod remind;
mod server;
mod settling;
mod shelves;
mod take_over;
mod tenure;
mod turns;

pub use counting::EngineFigures;
pub use hands::Hands;
pub use journal::{Due, Journal};
pub use lanes::Lanes;
pub use ours::Ours;

use crate::{
    domain::{
        desk::{Desk, TypeId},
        effect::Entry,
        hearing::Hearing,
        ids::{ChannelId, GuildId, TicketNumber},
        input::{Event, Input, Subject},
        language::Language,
        ledger::Ledger,
        shelf::{Shelf, Stock},
        ticket::{Pins, Ticket},
        tongue::Tongue,
    },
    store::{Damage, Loaded, ShardRef, Store, StoreError},
    telemetry::metrics::rooms::EngineMetrics,
    texts::Voice,
};
use counting::Counting;
use presence::Presence;
use relay::{Numbered, Relay};
use settling::Settling;
use shelves::Shelves;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tenure::Tenures;
use tokio::{
    sync::{Notify, mpsc, watch},
    task::JoinHandle,
};
use turns::Turns;

/// The wait before the store is asked again.
const AGAIN: Duration = Duration::from_millis(250);

/// What is handled one after the other.
type Lane = (GuildId, Subject);

/// What is dropped once an input has been dealt with for good.
type Keep = Box<dyn Send>;

/// An effect to carry out.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Which.
    pub entry: Entry,
    /// Whether it may have been carried out before, by a worker that is gone.
    pub repeated: bool,
}

/// The one handle that others call. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    store: Arc<dyn Store>,
    shelves: Arc<Shelves>,
    lanes: Lanes<Lane>,
    ours: Arc<Ours>,
    tenures: Tenures,
    relay: Arc<Relay>,
    /// One learns what is stored of a server at a time: many find out at once that the store has
    /// another history.
    learning: Arc<Turns>,
    /// One decides at a time on what is held in a server.
    holding: Arc<Turns>,
    settling: Arc<Settling>,
    forgot: Arc<Notify>,
    counting: Arc<Counting>,
    presence: Presence,
    effects: mpsc::UnboundedSender<Handed>,
    /// How many inputs have come.
    come: Arc<AtomicU64>,
    /// Effects that were decided and that nobody has begun to carry out.
    waiting: Arc<AtomicUsize>,
    /// Whether messages that change nothing are marked as dealt with.
    marks_all: Arc<AtomicBool>,
    hearing: Arc<watch::Sender<Hearing>>,
}

impl Engine {
    /// An engine on a store, which holds no shard yet. Decided effects go to `effects`, in the
    /// order of their commits. Aborting the task ends the settling of what is done.
    #[must_use]
    pub fn start(
        store: Arc<dyn Store>,
        effects: mpsc::UnboundedSender<Handed>,
        metrics: EngineMetrics,
    ) -> (Self, JoinHandle<()>) {
        let engine = Self {
            shelves: Arc::new(Shelves::new(Arc::clone(&store))),
            store,
            lanes: Lanes::default(),
            ours: Arc::default(),
            tenures: Tenures::default(),
            relay: Arc::default(),
            learning: Arc::default(),
            holding: Arc::default(),
            come: Arc::default(),
            settling: Arc::default(),
            forgot: Arc::default(),
            counting: Arc::new(Counting::new(metrics)),
            presence: Presence::default(),
            effects,
            waiting: Arc::default(),
            marks_all: Arc::default(),
            hearing: Arc::default(),
        };
        let settling = tokio::spawn(engine.clone().keep_settling());
        (engine, settling)
    }

    /// Takes an input in. Inputs of one lane are handled one after the other, in the order of the
    /// calls; others at the same time. A lane is that of the subject; that a customer has left is
    /// in the lane of their ticket's channel, with what they wrote there before and will write when
    /// they are back. `keep` is dropped once what came of it is kept.
    pub fn submit(&self, input: Input, keep: impl Send + 'static) {
        let engine = self.clone();
        let lane = self.lane_of(&input);
        let place = (self.next_place(), 0);
        let numbered = Numbered { place, lane, input: Arc::new(input), keep: Box::new(keep) };
        self.lanes.put(lane, async move { engine.handle(numbered).await });
    }

    /// Takes in inputs of one subject that have yet to be found out. What is submitted for that
    /// subject from now on comes after them.
    pub fn submit_found(
        &self,
        guild: GuildId,
        subject: Subject,
        found: impl Future<Output = Vec<Input>> + Send + 'static,
        keep: impl Send + Sync + 'static,
    ) {
        let engine = self.clone();
        let keep = Arc::new(keep);
        let number = self.next_place();
        let lane = (guild, subject);
        self.lanes.put(lane, async move {
            for (index, input) in found.await.into_iter().enumerate() {
                let keep = Box::new(Arc::clone(&keep));
                let (place, input) = ((number, index), Arc::new(input));
                engine.handle(Numbered { place, lane, input, keep }).await;
            }
        });
    }

    /// An input that changes nothing is not compared with the store, so what it is decided on must
    /// not be under way in another lane.
    fn lane_of(&self, input: &Input) -> Lane {
        let subject = match (&input.event, input.subject()) {
            (Event::CustomerLeft { user }, subject) => {
                let channel = self.ours.channel_of_customer(input.guild, *user);
                channel.map_or(subject, Subject::Channel)
            }
            (_, subject) => subject,
        };
        (input.guild, subject)
    }

    fn next_place(&self) -> u64 {
        self.come.fetch_add(1, Ordering::SeqCst)
    }

    /// What concerns us, to be asked before an event is looked at more closely.
    #[must_use]
    pub fn ours(&self) -> &Arc<Ours> {
        &self.ours
    }

    /// For how long the store has been away; zero if it is there.
    #[must_use]
    pub fn store_away_for(&self) -> Duration {
        self.presence.away_for()
    }

    /// Waits until the store is there.
    pub async fn store_back(&self) {
        self.presence.back().await;
    }

    /// The voice of a tongue. Where the server's own texts are damaged it has those that come with
    /// the program, and the log says so.
    ///
    /// # Errors
    /// If the store is away.
    pub(crate) async fn voice(&self, guild: GuildId, tongue: Tongue) -> Result<Voice, StoreError> {
        match self.shelves.voice(guild, tongue).await {
            Err(StoreError::Damaged(damage)) => {
                tracing::error!(guild.id = %guild, %damage, "a server's own texts cannot be read");
                Ok(Voice::new(tongue.language))
            }
            other => other,
        }
    }

    /// The newest catalogue for tickets of a type, and what is held and sold; none if there is no
    /// catalogue.
    ///
    /// # Errors
    /// If the store is away, or a record damaged.
    pub(crate) async fn on_sale(
        &self,
        guild: GuildId,
        of: Option<&TypeId>,
    ) -> Result<Option<(Arc<Stock>, Arc<Ledger>)>, StoreError> {
        let Loaded { desk: (_, desk), ledger: (_, ledger), .. } =
            self.load(guild, Subject::Desk).await?;
        let Pins { catalogue, .. } = desk.pins(of);
        let pins = Pins { catalogue, terms: 0, flow: 0 };
        let stock = self.shelves.get(guild, pins).await?.stock;
        Ok(stock.map(|stock| (stock, ledger)))
    }

    /// A server's desk, and the documents that are in use for tickets of a type.
    ///
    /// # Errors
    /// If the store is away, or a record damaged.
    pub(crate) async fn in_use(
        &self,
        guild: GuildId,
        of: Option<&TypeId>,
    ) -> Result<(Desk, Shelf), StoreError> {
        let desk = self.load(guild, Subject::Desk).await?.desk.1;
        let shelf = self.shelves.get(guild, desk.pins(of)).await?;
        Ok((desk, shelf))
    }

    /// How somebody of this language is spoken to in a server, as far as we know it.
    pub(crate) fn tongue(&self, guild: GuildId, language: Language) -> Tongue {
        let desk = self.ours.recall(guild, Subject::Desk).map(|loaded| loaded.desk.1);
        Tongue::of(language, &desk.unwrap_or_default().texts)
    }

    /// The ticket of a channel, none if there is none or the server is not ours. Waits while the
    /// store is away.
    ///
    /// # Errors
    /// If its record is damaged.
    pub async fn ticket_of(
        &self,
        guild: GuildId,
        channel: ChannelId,
    ) -> Result<Option<Ticket>, Damage> {
        while self.tenures.of(guild).is_some() {
            // It may be one that is being made a ticket's again.
            self.relay.caught_up(&self.ours, guild).await;
            if self.ours.known_again(channel).await {
                continue;
            }
            match self.load(guild, Subject::Channel(channel)).await {
                Ok(loaded) => return Ok(loaded.ticket.map(|(_, ticket)| ticket)),
                Err(StoreError::Damaged(damage)) => return Err(damage),
                Err(StoreError::Unavailable(why)) => {
                    self.presence.missing(&why);
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
        Ok(None)
    }

    /// A ticket of a server that is ours, as it is now; none if there is no such ticket.
    ///
    /// # Errors
    /// The store is away, or the record is damaged.
    pub async fn ticket(
        &self,
        guild: GuildId,
        number: TicketNumber,
    ) -> Result<Option<Ticket>, StoreError> {
        let loaded = self.load(guild, Subject::Ticket(number)).await?;
        Ok(loaded.ticket.map(|(_, ticket)| ticket))
    }

    /// Hands an effect over to be carried out, unless it is being already. If nobody is there any
    /// more it stays in the outbox, for whoever comes next.
    fn hand_over(&self, entry: Entry, repeated: bool) {
        if !self.settling.take(entry.id, entry.decided_at) {
            return;
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        if self.effects.send(Handed { entry, repeated }).is_err() {
            self.taken();
        }
    }

    /// Whether every message is to be marked as dealt with, also one that changes nothing. Another
    /// session hears it too, and must not take it up when the ticket has gone on meanwhile.
    pub fn leave_marks(&self, on_all: bool) {
        self.marks_all.store(on_all, Ordering::SeqCst);
    }

    /// What we are told of what people write, from now on.
    pub fn hear(&self, hearing: Hearing) {
        self.hearing.send_replace(hearing);
    }

    /// What we are told of what people write.
    #[must_use]
    pub fn hearing(&self) -> Hearing {
        *self.hearing.borrow()
    }

    /// One of the effects handed over is being carried out.
    pub fn taken(&self) {
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }

    /// Whether everything that was submitted has been handled, everything that was decided is
    /// being carried out, and what is done is settled.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.lanes.busy() == 0
            && self.relay.is_empty()
            && self.waiting.load(Ordering::SeqCst) == 0
            && self.settling.is_idle()
    }

    /// Whether nothing is being handled for the servers of a shard.
    #[must_use]
    pub fn is_idle_for(&self, shard: ShardRef) -> bool {
        !self.lanes.any(|(guild, _)| shard.has(*guild))
    }

    /// Waits until that is so.
    pub async fn idle_for(&self, shard: ShardRef) {
        self.lanes.none(|(guild, _)| shard.has(*guild)).await;
    }
}
