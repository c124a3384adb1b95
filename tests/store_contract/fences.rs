//! Who may write for a server, what they are told of it, and what it is in the middle of.

use super::{Opened, Place, fixtures::*};
use ticketflow::{
    domain::{
        desk::Desk,
        flow::Stage,
        ids::{TicketNumber, UserId, Version},
        input::{Cause, Subject},
        ticket::{Operation, Standing, State, Ticket},
        time::Timestamp,
    },
    store::{Commit, Estate, Fence, Lock, Outcome},
};

/// A right to write that was given out later.
const GREATER: Fence = Fence { generation: 0, epoch: 2 };

async fn tried(store: &Opened, fence: Fence, press_id: u64) -> Outcome {
    let draft = store.draft(press(press_id), None, vec![answer(press_id)]);
    store.commit(&Commit { fence, ..draft }).await.unwrap()
}

async fn estate(store: &Opened, fence: Fence) -> Option<Estate> {
    store.take_over(store.guild, fence, NOW).await.unwrap()
}

pub(crate) async fn a_smaller_fence_is_refused_and_a_greater_one_counts(place: &impl Place) {
    let store = place.open().await;
    let of = |generation, epoch| Fence { generation, epoch };
    let is_written = |outcome: &Outcome| matches!(outcome, Outcome::Committed(..));
    assert!(is_written(&tried(&store, of(0, 10), 1).await));
    assert_eq!(tried(&store, of(0, 9), 2).await, Outcome::Fenced);
    assert!(is_written(&tried(&store, of(0, 100), 3).await), "numbers, not texts");
    assert_eq!(tried(&store, of(0, 99), 4).await, Outcome::Fenced, "a commit raises it");
    assert!(is_written(&tried(&store, of(1, 1), 5).await), "the generation counts first");
    assert_eq!(tried(&store, of(0, 200), 6).await, Outcome::Fenced);
    assert!(is_written(&tried(&store, of(1, 1), 7).await), "the same goes on");
    assert_eq!(pending(&store).await.len(), 4, "what was refused is not written");
    // What was refused was not used up.
    assert!(is_written(&tried(&store, of(1, 2), 2).await));
    // What was done before is said only to whoever may write.
    assert_eq!(tried(&store, of(1, 1), 1).await, Outcome::Fenced);
}

pub(crate) async fn what_a_refused_commit_would_settle_stays(place: &impl Place) {
    let store = place.open().await;
    let entries = committed(&store, store.draft(press(1), None, vec![answer(1)])).await;
    estate(&store, GREATER).await.expect("it is greater");
    let late = store.draft(press(2), None, vec![]);
    let late = Commit { settled: vec![entries[0].id], ..late };
    assert_eq!(store.commit(&late).await.unwrap(), Outcome::Fenced);
    assert_eq!(pending(&store).await, entries);
}

pub(crate) async fn who_takes_over_is_told_all_that_is_known(place: &impl Place) {
    let store = place.open().await;
    let nothing = estate(&store, FENCE).await.expect("nobody else writes");
    assert_eq!(nothing.desk, (Version(0), Desk::default()));
    assert!(nothing.tickets.is_empty() && nothing.channels.is_empty());
    assert!(nothing.entries.is_empty());

    let ours = Desk { terms: 3, ..Desk::default() };
    let write = desk(Version(0), ours.clone(), None);
    let entries = committed(&store, store.draft(press(1), write, vec![answer(1)])).await;
    let current = opened(&store, press(2), ANN, open(CHANNEL)).await;
    let elsewhere = twilight_model::id::Id::new(CHANNEL.get() + 1);
    let (version, over) = opened(&store, press(3), UserId::new(12), open(elsewhere)).await;
    let from = Standing { stage: Stage::ORDER, placed: None };
    let state = State::Closed { channel: elsewhere, from, by: ANN, at: NOW };
    let closed = Ticket { state, ..over };
    committed(&store, store.draft(Cause::State, change(version, closed), vec![])).await;

    let told = estate(&store, GREATER).await.expect("it is greater");
    assert_eq!(told.desk, (Version(1), ours));
    assert_eq!(told.tickets, [current], "current ones");
    let mut channels = told.channels;
    channels.sort_unstable();
    let expected = [(CHANNEL, TicketNumber(1)), (elsewhere, TicketNumber(2))];
    assert_eq!(channels, expected, "those of closed ones too");
    assert_eq!(told.entries, entries);

    assert!(estate(&store, FENCE).await.is_none(), "somebody else writes by now");
    assert_eq!(tried(&store, FENCE, 9).await, Outcome::Fenced, "taking over raises the fence");
    let again = estate(&store, GREATER).await.expect("again is harmless");
    assert_eq!(again.entries, entries);
}

async fn locks(store: &Opened) -> Vec<Lock> {
    store.locks(store.guild).await.unwrap()
}

pub(crate) async fn a_lock_lasts_as_long_as_its_operation(place: &impl Place) {
    let store = place.open().await;
    let write = new(ticket(ANN, opening()));
    committed(&store, store.draft(press(1), write, vec![])).await;
    let (version, now) = found(&store, Subject::Customer(ANN)).await.expect("it is there");
    let expected = Lock {
        ticket: now.number,
        channel: None,
        operation: Operation::Opening,
        holder: store.worker.clone(),
        fence: FENCE,
        since: NOW,
        deadline: NOW.plus(Operation::Opening.patience()),
    };
    assert_eq!(locks(&store).await, std::slice::from_ref(&expected));

    // Going on with the same does not begin anew.
    let later = Timestamp(NOW.0 + 5_000);
    let more = State::Opening { waiting: vec![reply(2)] };
    let next = Ticket { state: more, ..now };
    let draft = store.draft(press(2), change(version, next.clone()), vec![]);
    committed(&store, Commit { at: later, ..draft }).await;
    assert_eq!(locks(&store).await, [expected]);

    let next = Ticket { state: open(CHANNEL), ..next };
    let draft = store.draft(Cause::State, change(version.next(), next.clone()), vec![]);
    committed(&store, draft).await;
    assert_eq!(locks(&store).await, [], "its channel is made");

    let from = Standing { stage: Stage::ORDER, placed: None };
    let closing = State::Closing { channel: CHANNEL, from, by: ANN, reply: Some(reply(3)) };
    let version = version.next().next();
    let next = Ticket { state: closing, ..next };
    let draft = store.draft(press(3), change(version, next.clone()), vec![]);
    committed(&store, Commit { at: later, ..draft }).await;
    let held = locks(&store).await;
    assert_eq!(held.len(), 1);
    assert_eq!((held[0].operation, held[0].channel), (Operation::Closing, Some(CHANNEL)));
    assert_eq!(held[0].since, later);

    let over = Ticket { state: failed(), ..next };
    committed(&store, store.draft(Cause::State, change(version.next(), over), vec![])).await;
    assert_eq!(locks(&store).await, []);
}

pub(crate) async fn locks_pass_to_whoever_takes_over(place: &impl Place) {
    let store = place.open().await;
    for (id, person) in (1..).zip([ANN, UserId::new(12)]) {
        let write = new(ticket(person, opening()));
        committed(&store, store.draft(press(id), write, vec![])).await;
    }
    let before = locks(&store).await;
    assert_eq!(before.len(), 2);
    drop(store);

    let store = place.open().await;
    let later = Timestamp(NOW.0 + 5_000);
    store.take_over(store.guild, GREATER, later).await.unwrap().expect("it is greater");
    let passed = |lock: &Lock| Lock {
        holder: store.worker.clone(),
        fence: GREATER,
        since: later,
        ..lock.clone()
    };
    let expected: Vec<_> = before.iter().map(passed).collect();
    assert_eq!(locks(&store).await, expected);
    let much_later = Timestamp(later.0 + 1);
    store.take_over(store.guild, GREATER, much_later).await.unwrap().expect("it is the same");
    assert_eq!(locks(&store).await, expected, "again is harmless");
}
