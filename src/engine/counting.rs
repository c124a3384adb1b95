//! What is counted of decisions: seen from what was committed, so that the rules need not know.

mod orders;

use super::{Engine, handle::number};
use crate::{
    clock,
    domain::{
        decision::{Snapshot, Write},
        effect::{Effect, Entry},
        flow,
        ids::{GuildId, TicketNumber},
        input::{Event, Input},
        notice::{Answered, Obstacle, Refusal},
        ticket::{Operation, State, Ticket},
        time::Timestamp,
    },
    store::{Commit, Estate},
    telemetry::metrics::{
        labels::{Handled, Lock, Mender, Reached, Reason, Stage, Standing},
        rooms::EngineMetrics,
    },
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// What an engine has in its hands just now.
#[derive(Clone, Debug, Default)]
pub struct EngineFigures {
    /// Servers of which it knows what is stored.
    pub servers: usize,
    /// Their current tickets, by where they are.
    pub tickets: HashMap<Stage, usize>,
    /// Effects that are decided and not settled, held back or in its hands.
    pub entries: usize,
    /// How long the oldest of them has waited.
    pub oldest: Duration,
}

/// Since when a ticket is in a stage.
type Since = HashMap<(GuildId, TicketNumber), (Stage, Instant)>;

/// What counts.
#[derive(Default)]
pub(super) struct Counting {
    metrics: EngineMetrics,
    /// Tickets that were seen to enter their stage. Records do not tell when that was.
    since: Mutex<Since>,
}

impl Engine {
    /// What it has in its hands. Looks at every ticket, so not for each event.
    #[must_use]
    pub fn figures(&self) -> EngineFigures {
        let mut tickets = HashMap::new();
        let servers =
            self.ours.look_at_tickets(|ticket| *tickets.entry(stage(ticket)).or_default() += 1);
        let mut held_back = self.relay.held_back();
        held_back.retain(|(id, _)| self.tenures.of(id.guild).is_some());
        let (entries, oldest) = self.settling.held(&held_back);
        let oldest = oldest.map(|oldest| clock::now().since(oldest)).unwrap_or_default();
        EngineFigures { servers, tickets, entries, oldest }
    }
}

impl EngineFigures {
    /// Current tickets that stand there.
    #[must_use]
    pub fn standing(&self, at: Standing) -> usize {
        let stage = match at {
            Standing::Opening => Stage::Opening,
            Standing::Order => Stage::Order,
            Standing::Confirm => Stage::Confirm,
            Standing::Terms => Stage::Terms,
            Standing::Question => Stage::Question,
            Standing::Placed => Stage::Placed,
            Standing::Closing => Stage::Closing,
        };
        self.tickets.get(&stage).copied().unwrap_or_default()
    }

    /// Channels that are locked. The state of a ticket is its lock.
    #[must_use]
    pub fn locked(&self, by: Lock) -> usize {
        self.standing(match by {
            Lock::Opening => Standing::Opening,
            Lock::Closing => Standing::Closing,
        })
    }
}

impl Counting {
    pub(super) fn new(metrics: EngineMetrics) -> Self {
        Self { metrics, since: Mutex::default() }
    }

    /// From an input nothing follows.
    pub(super) fn ignored(&self) {
        self.metrics.inputs.count(Handled::Ignored);
    }

    /// An input was committed before.
    pub(super) fn duplicate(&self) {
        self.metrics.inputs.count(Handled::Duplicate);
    }

    /// Nothing can be decided on an input, because a record is damaged.
    pub(super) fn damaged(&self) {
        self.metrics.inputs.count(Handled::Damaged);
    }

    /// Somebody is told that we failed.
    pub(super) fn failed(&self) {
        self.metrics.refusals.count(Reason::Ours);
    }

    /// A server was learned that was not known.
    pub(super) fn learned(&self, estate: &Estate) {
        let operations = estate.tickets.iter().filter(|(_, it)| it.operation().is_some()).count();
        self.metrics.locks_taken_over.add((), operations.try_into().unwrap_or_default());
    }

    /// Servers are somebody else's.
    pub(super) fn forget(&self, is_gone: impl Fn(GuildId) -> bool) {
        self.since().retain(|(guild, _), _| !is_gone(*guild));
    }

    /// A decision was committed, for the first time.
    pub(super) fn committed(
        &self,
        input: &Input,
        snapshot: &Snapshot,
        (commit, counts): (&Commit, Handled),
        entries: &[Entry],
    ) {
        self.metrics.inputs.count(counts);
        let lock = snapshot.ticket.as_ref().and_then(|(_, it)| it.operation());
        if let Some(lock) = lock.filter(|_| input.reply().is_some()) {
            self.metrics.locks_met.count(match lock {
                Operation::Opening => Lock::Opening,
                Operation::Closing => Lock::Closing,
            });
        }
        for entry in entries {
            if let Some(refusal) = refusal(&entry.effect) {
                self.metrics.refusals.count(reason(refusal));
            }
        }
        let (Some(write), former) = (&commit.write, snapshot.ticket.as_ref().map(|(_, it)| it))
        else {
            return;
        };
        let (Write::NewTicket(next) | Write::Ticket(next)) = write else { return };
        let former = former.filter(|_| matches!(write, Write::Ticket(_)));
        if former.is_none() {
            self.metrics.opened.count(());
        }
        if let Some(number) = number(write, entries) {
            self.moved((commit.guild, number), former, next, commit.at);
        }
        let Some(former) = former else { return };
        if let Event::ChannelRefused { why, .. } = &input.event {
            self.metrics.failed.count(mender(*why));
        }
        if let Some(understanding) = orders::understanding(input, snapshot, former, next) {
            self.metrics.recognised.count(understanding);
        }
        if former.order.confirmed.is_none() && next.order.confirmed.is_some() {
            self.metrics.confirmed.count(());
        }
        if matches!(input.event, Event::ReminderDue { .. }) {
            self.metrics.reminders.count(());
        }
        let ledger = commit.ledger.as_ref().map(|(_, it)| it);
        if let Some(holding) = orders::holding(input, snapshot, (former, next), ledger) {
            self.metrics.holds.count(holding);
        }
    }

    /// Follows a ticket from stage to stage.
    fn moved(
        &self,
        ticket: (GuildId, TicketNumber),
        former: Option<&Ticket>,
        next: &Ticket,
        at: Timestamp,
    ) {
        let (from, to) = (former.map(stage), stage(next));
        if from == Some(to) {
            return;
        }
        self.metrics.entered.count(to);
        let now = clock::instant();
        {
            let mut since = self.since();
            let entered = if next.is_current() {
                since.insert(ticket, (to, now))
            } else {
                since.remove(&ticket)
            };
            if let Some((stage, entered)) = entered.filter(|(stage, _)| Some(*stage) == from) {
                self.metrics.stayed.took(stage, now - entered);
            }
        }
        let reached = match (from, to) {
            (Some(Stage::Opening), Stage::Failed) => None,
            (Some(Stage::Opening), _) => Some(Reached::Open),
            (Some(Stage::Closing), Stage::Placed) => None,
            (_, Stage::Placed) => Some(Reached::Placed),
            (_, Stage::Closed) => Some(Reached::Closed),
            _ => None,
        };
        if let Some(reached) = reached {
            self.metrics.age.took(reached, at.since(next.opened_at));
        }
    }

    fn since(&self) -> MutexGuard<'_, Since> {
        self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a ticket is.
fn stage(ticket: &Ticket) -> Stage {
    match &ticket.state {
        State::Opening { .. } => Stage::Opening,
        State::Open { stage, .. } => match *stage {
            flow::Stage::ORDER => Stage::Order,
            flow::Stage::CONFIRM => Stage::Confirm,
            flow::Stage::TERMS => Stage::Terms,
            _ => Stage::Question,
        },
        State::Placed { .. } => Stage::Placed,
        State::Closing { .. } => Stage::Closing,
        State::Closed { .. } => Stage::Closed,
        State::Gone { .. } => Stage::Gone,
        State::Failed { .. } => Stage::Failed,
    }
}

/// Who can mend what kept a channel from being made.
fn mender(why: Obstacle) -> Mender {
    match why {
        Obstacle::GuildFull | Obstacle::MissingPermission => Mender::Server,
        Obstacle::Unavailable | Obstacle::Other => Mender::Operator,
    }
}

/// What somebody is told counts as, if that is all that comes of an input.
pub(super) fn told(effects: &[Effect]) -> Handled {
    match effects.iter().any(|it| refusal(it).is_some()) {
        true => Handled::Refused,
        false => Handled::Answered,
    }
}

fn refusal(effect: &Effect) -> Option<&Refusal> {
    match effect {
        Effect::Reply { answer: Answered::Refused(refusal), .. }
        | Effect::Whisper { refusal, .. } => Some(refusal),
        _ => None,
    }
}

fn reason(refusal: &Refusal) -> Reason {
    match refusal {
        Refusal::NotSetUp => Reason::NotSetUp,
        Refusal::NotYourQuestion => Reason::NotYourQuestion,
        Refusal::NotYourTicket => Reason::NotYourTicket,
        Refusal::QuestionOver => Reason::QuestionOver,
        Refusal::WrittenTooLate { .. } => Reason::WrittenTooLate,
        Refusal::OrderFixed => Reason::OrderFixed,
        Refusal::LineGone => Reason::LineGone,
        Refusal::NotSold => Reason::NotSold,
        Refusal::NoSuchProduct { .. } => Reason::NoSuchProduct,
        Refusal::NotCounted { .. } => Reason::NotCounted,
        Refusal::NotStaff => Reason::NotStaff,
        Refusal::HandledBy { .. } => Reason::HandledBy,
        Refusal::NoTicketHere => Reason::NoTicketHere,
        Refusal::TicketOver => Reason::TicketOver,
        Refusal::TicketCloses => Reason::TicketCloses,
        Refusal::NoSuchTicket { .. } => Reason::NoSuchTicket,
        Refusal::NotAnAdmin => Reason::NotAnAdmin,
        Refusal::NotAManager => Reason::NotAManager,
        Refusal::SetUpFaults { .. } => Reason::SetUpFaults,
        Refusal::DocumentFaults { .. } => Reason::DocumentFaults,
        Refusal::NoDocument { .. } => Reason::NoDocument,
        Refusal::NoSuchVersion { .. } => Reason::NoSuchVersion,
        Refusal::NoSuchType { .. } => Reason::NoSuchType,
        Refusal::TypeRetired => Reason::TypeRetired,
        Refusal::NotTaught { .. } => Reason::NotTaught,
        Refusal::Unknown => Reason::Unknown,
        Refusal::Ours { .. } => Reason::Ours,
    }
}
