//! Load, decide, commit: the one way in which anything changes.
//!
//! The first run, a repetition and the recovery after a crash are the same path.

mod handle;
mod lanes;
mod ours;
mod shelves;

pub use lanes::Lanes;
pub use ours::Ours;

use crate::{
    domain::{
        effect::Entry,
        ids::{ChannelId, GuildId},
        input::{Input, Subject},
        ticket::Ticket,
    },
    store::{Store, StoreError},
};
use shelves::Shelves;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::mpsc;

/// The one handle that others call. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    store: Arc<dyn Store>,
    shelves: Arc<Shelves>,
    lanes: Lanes<(GuildId, Subject)>,
    ours: Arc<Ours>,
    effects: mpsc::UnboundedSender<Entry>,
    /// Effects that were decided and that nobody has begun to carry out.
    waiting: Arc<AtomicUsize>,
}

impl Engine {
    /// An engine on a store. Decided effects go to `effects`, in the order of their commits.
    ///
    /// # Errors
    /// If the store cannot say which channels and desks it knows.
    pub async fn start(
        store: Arc<dyn Store>,
        effects: mpsc::UnboundedSender<Entry>,
    ) -> Result<Self, StoreError> {
        let ours = Arc::new(Ours::load(&*store).await?);
        let shelves = Arc::new(Shelves::new(Arc::clone(&store)));
        let (lanes, waiting) = (Lanes::default(), Arc::default());
        Ok(Self { store, shelves, lanes, ours, effects, waiting })
    }

    /// Takes an input in. Inputs of one subject are handled one after the other, in the order
    /// of the calls; others at the same time. `keep` is dropped once it has been handled.
    pub fn submit(&self, input: Input, keep: impl Send + 'static) {
        let engine = self.clone();
        let lane = (input.guild, input.subject());
        self.lanes.put(lane, async move {
            engine.handle(input).await;
            drop(keep);
        });
    }

    /// Takes in inputs of one subject that have yet to be found out. What is submitted for that
    /// subject from now on comes after them.
    pub fn submit_found(
        &self,
        guild: GuildId,
        subject: Subject,
        found: impl Future<Output = Vec<Input>> + Send + 'static,
        keep: impl Send + 'static,
    ) {
        let engine = self.clone();
        self.lanes.put((guild, subject), async move {
            for input in found.await {
                engine.handle(input).await;
            }
            drop(keep);
        });
    }

    /// What concerns us, to be asked before an event is looked at more closely.
    #[must_use]
    pub fn ours(&self) -> &Arc<Ours> {
        &self.ours
    }

    /// The ticket of a channel.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn ticket_of(
        &self,
        guild: GuildId,
        channel: ChannelId,
    ) -> Result<Option<Ticket>, StoreError> {
        let loaded = self.store.load(guild, Subject::Channel(channel)).await?;
        Ok(loaded.ticket.map(|(_, ticket)| ticket))
    }

    /// Hands an effect over to be carried out. If nobody is there any more it stays in the outbox,
    /// for whoever comes next.
    fn hand_over(&self, entry: Entry) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        if self.effects.send(entry).is_err() {
            self.taken();
        }
    }

    /// One of the effects handed over is being carried out.
    pub fn taken(&self) {
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }

    /// Whether everything that was submitted has been handled, and everything that was decided is
    /// being carried out.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.lanes.busy() == 0 && self.waiting.load(Ordering::SeqCst) == 0
    }
}
