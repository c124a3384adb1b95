//! Records and commits.

use super::{Opened, SHARDS};
use ticketflow::{
    domain::{
        decision::Write,
        desk::{Desk, Document},
        effect::{Effect, Entry},
        flow::Stage,
        ids::{ApplicationId, ChannelId, InteractionId, UserId, Version},
        input::{Cause, Subject},
        language::Language,
        notice::Answered,
        reply::ReplyTo,
        ticket::{Pins, State, Ticket},
        time::Timestamp,
        tongue::Tongue,
    },
    store::{
        Basis, Commit, Division, Fence, Held, Outcome, Records, ShardRef, StoreError, Tick,
        WorkerRecord,
    },
};

pub(crate) const ANN: UserId = UserId::new(11);
pub(crate) const CHANNEL: ChannelId = ChannelId::new(31);
/// The right by which the tests write.
pub(crate) const FENCE: Fence = Fence { generation: 0, epoch: 1 };
/// A time at which ids of presses as small as ours are not old.
pub(crate) const NOW: Timestamp = Timestamp(1_420_070_400_000);

pub(crate) fn press(id: u64) -> Cause {
    Cause::Interaction(InteractionId::new(id))
}

pub(crate) fn reply(id: u64) -> ReplyTo {
    ReplyTo {
        application: ApplicationId::new(2),
        interaction: InteractionId::new(id),
        token: format!("token-{id}"),
        language: Language::ENGLISH,
        month_first: false,
    }
}

pub(crate) fn answer(id: u64) -> Effect {
    let (answer, tongue) = (Answered::TicketComes, Tongue::default());
    Effect::Reply { to: reply(id), answer, hint: None, tongue }
}

/// A ticket without a number.
pub(crate) fn ticket(opener: UserId, state: State) -> Ticket {
    Ticket::new(Some(opener), NOW, state, Pins::default())
}

pub(crate) fn opening() -> State {
    State::Opening { waiting: vec![] }
}

pub(crate) fn open(channel: ChannelId) -> State {
    State::Open { channel, stage: Stage::ORDER }
}

pub(crate) fn failed() -> State {
    State::Failed { at: NOW }
}

/// A record to write, and what it was decided on.
pub(crate) type Change = Option<(Basis, Write)>;

impl Opened {
    /// A commit for the server.
    pub(crate) fn draft(&self, cause: Cause, change: Change, effects: Vec<Effect>) -> Commit {
        let (basis, write) = match change {
            Some((basis, write)) => (basis, Some(write)),
            None => (Basis::Nothing, None),
        };
        Commit {
            guild: self.guild,
            fence: FENCE,
            cause,
            attempt: fastrand::u64(1..1 << 22),
            basis,
            since: self.stamp,
            write,
            ledger: None,
            effects,
            settled: vec![],
            at: NOW,
        }
    }

    /// A tick of the worker.
    pub(crate) fn ticking(
        &self,
        keep: Vec<Held>,
        release: Vec<Held>,
        claim: Vec<ShardRef>,
    ) -> Tick {
        let worker = WorkerRecord {
            name: self.worker.clone(),
            revision: "1".to_owned(),
            started_at: NOW,
            draining: false,
        };
        Tick {
            worker,
            number: 1,
            present: Division { generation: 0, of: SHARDS },
            keep,
            reached: vec![],
            release,
            claim,
            suspect: vec![],
            leave: false,
        }
    }
}

pub(crate) fn new(ticket: Ticket) -> Change {
    let basis = Basis::NoTicketOf(ticket.opener.expect("a customer"));
    Some((basis, Write::NewTicket(Box::new(ticket))))
}

pub(crate) fn change(decided_on: Version, ticket: Ticket) -> Change {
    let basis = Basis::Ticket(ticket.number, decided_on);
    Some((basis, Write::Ticket(Box::new(ticket))))
}

pub(crate) fn desk(decided_on: Version, desk: Desk, document: Option<Document>) -> Change {
    Some((Basis::Desk(decided_on), Write::Desk(Box::new(desk), document)))
}

/// Commits; it must hold.
pub(crate) async fn committed(store: &Opened, commit: Commit) -> Vec<Entry> {
    match store.commit(&commit).await.expect("the store is there") {
        Outcome::Committed(entries, _) => entries,
        other => panic!("{other:?}"),
    }
}

/// Commits what was committed before; the entries that are pending of it.
pub(crate) async fn duplicate(store: &Opened, commit: &Commit) -> Vec<Entry> {
    match store.commit(commit).await.expect("the store is there") {
        Outcome::Duplicate(entries, _) => entries,
        other => panic!("{other:?}"),
    }
}

/// All of them at the same time.
pub(crate) async fn at_once(
    store: &Opened,
    commits: impl Iterator<Item = Commit>,
) -> Vec<Result<Outcome, StoreError>> {
    let commits = commits.map(|commit| async move { store.commit(&commit).await });
    futures_util::future::join_all(commits).await
}

/// The channels of the server's tickets.
pub(crate) async fn channels(store: &Opened) -> Vec<ChannelId> {
    let estate = store.take_over(store.guild, FENCE, NOW).await.expect("it can be read");
    let channels = estate.expect("nobody else writes").channels;
    let mut channels: Vec<_> = channels.into_iter().map(|(id, _)| id).collect();
    channels.sort_unstable();
    channels
}

/// Every entry of the outbox.
pub(crate) async fn pending(store: &Opened) -> Vec<Entry> {
    store.entries(store.guild).await.expect("it can be read")
}

/// The ticket of a subject.
pub(crate) async fn found(store: &Opened, subject: Subject) -> Option<(Version, Ticket)> {
    store.load(store.guild, subject).await.expect("it can be read").ticket
}

pub(crate) async fn tickets(store: &Opened) -> Vec<(Version, Ticket)> {
    Records::tickets(&*store.store, store.guild).await.expect("they can be read")
}

/// Opens a ticket by a press and has it changed to a state; the ticket as it is then.
pub(crate) async fn opened(
    store: &Opened,
    cause: Cause,
    opener: UserId,
    state: State,
) -> (Version, Ticket) {
    committed(store, store.draft(cause, new(ticket(opener, opening())), vec![])).await;
    let (version, ticket) = found(store, Subject::Customer(opener)).await.expect("it is open");
    let number = ticket.number;
    let next = Ticket { state, ..ticket };
    committed(store, store.draft(Cause::State, change(version, next), vec![])).await;
    found(store, Subject::Ticket(number)).await.expect("it is there")
}
