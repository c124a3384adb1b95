//! What is known of servers, and for how long.

use super::{super::presumed::AGAIN, *};
use crate::{
    domain::{
        decision::Write,
        desk::Desk,
        flow::Stage,
        ids::Version,
        ticket::{Pins, State, Ticket},
        time::Timestamp,
    },
    store::Stamp,
};
use std::sync::Arc;

const GUILD: GuildId = GuildId::new(1);
const CHANNEL: ChannelId = ChannelId::new(7);
const CUSTOMER: UserId = UserId::new(9);

fn estate(channels: &[ChannelId], tickets: Vec<(Version, Ticket)>) -> Estate {
    Estate {
        ledger: Some(Default::default()),
        desk: (Version(1), Desk::default()),
        tickets,
        channels: channels.iter().map(|it| (*it, TicketNumber(1))).collect(),
        entries: vec![],
        stamp: Stamp(1),
    }
}

/// A ticket of the customer's, as it is stored.
fn ticket(state: State) -> Vec<(Version, Ticket)> {
    let ticket = Ticket {
        number: TicketNumber(1),
        ..Ticket::new(Some(CUSTOMER), Timestamp(0), state, Pins { catalogue: 1, terms: 1, flow: 0 })
    };
    vec![(Version(1), ticket)]
}

fn opening() -> Vec<(Version, Ticket)> {
    ticket(State::Opening { waiting: vec![] })
}

async fn waits(until: impl Future<Output = ()> + Send + 'static) -> tokio::task::JoinHandle<()> {
    let waiting = tokio::spawn(until);
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    waiting
}

#[tokio::test(start_paused = true)]
async fn a_channel_that_was_forgotten_is_waited_for_until_it_is_one_again() {
    let ours = Arc::new(Ours::default());
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[CHANNEL], vec![]), changes));
    ours.known_again(CHANNEL).await;
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[], vec![]), changes));
    assert!(ours.has_channel(CHANNEL));
    let begun = clock::instant();
    let same = Arc::clone(&ours);
    let known = waits(async move { assert!(same.known_again(CHANNEL).await) }).await;
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[CHANNEL], vec![]), changes));
    known.await.unwrap();
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[], vec![]), changes));
    ours.known_again(CHANNEL).await;
    assert_eq!(begun.elapsed(), AGAIN, "it is not waited for for ever");
}

#[tokio::test(start_paused = true)]
async fn an_opening_that_was_forgotten_is_waited_for_until_it_is_over() {
    let ours = Arc::new(Ours::default());
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[], opening()), changes));
    assert!(ours.opens_any() && ours.opens_for(GUILD, CUSTOMER));
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[], vec![]), changes));
    assert!(ours.opens_any() && ours.opens_for_user(CUSTOMER), "it is being done again");
    let same = Arc::clone(&ours);
    let opened = waits(async move { same.opened(GUILD, CUSTOMER).await }).await;
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[], opening()), changes));
    tokio::task::yield_now().await;
    assert!(!opened.is_finished(), "it has no channel yet");
    let open = State::Open { channel: CHANNEL, stage: Stage::ORDER };
    let changes = ours.changes(GUILD);
    assert!(ours.learn(GUILD, estate(&[CHANNEL], ticket(open)), changes));
    opened.await.unwrap();
    assert!(ours.has_channel(CHANNEL));
}

#[test]
fn what_was_read_before_a_commit_does_not_replace_it() {
    let ours = Ours::default();
    assert!(ours.learn(GUILD, estate(&[], opening()), None));
    let before = ours.changes(GUILD);
    let open = State::Open { channel: CHANNEL, stage: Stage::ORDER };
    let mut stored = ticket(open);
    let (_, ticket) = stored.remove(0);
    let (number, write) = (Some(ticket.number), Write::Ticket(Box::new(ticket)));
    ours.note(GUILD, Written { write, ticket: number, version: Version(2), ledger: None });
    assert!(!ours.learn(GUILD, estate(&[], opening()), before), "it has to be read again");
    assert!(ours.has_channel(CHANNEL));
    let elsewhere = Estate { stamp: Stamp(2), ..estate(&[], opening()) };
    assert!(ours.learn(GUILD, elsewhere, before), "of another history nothing is newer");
    assert_eq!(ours.stamp_of(GUILD), Some(Stamp(2)));
}

#[test]
fn reminders_are_told_once_each_by_their_time_and_as_tickets_change() {
    let ours = Ours::default();
    let open = State::Open { channel: CHANNEL, stage: Stage::ORDER };
    let reminding = |at| {
        let (_, known) = ticket(open.clone()).remove(0);
        Ticket { remind_at: Some(Timestamp(at)), ..known }
    };
    let noted = |at, version| {
        let (number, write) = (Some(TicketNumber(1)), Write::Ticket(Box::new(reminding(at))));
        ours.note(
            GUILD,
            Written { write, ticket: number, version: Version(version), ledger: None },
        );
    };
    let due = |now| ours.due_reminders(Timestamp(now), 10, |guild| guild == GUILD);
    assert!(ours.learn(GUILD, estate(&[CHANNEL], vec![(Version(1), reminding(5))]), None));
    assert!(due(4).is_empty());
    assert!(ours.due_reminders(Timestamp(5), 10, |_| false).is_empty(), "of another shard");
    assert_eq!(due(5), [(Timestamp(5), GUILD, CHANNEL)]);
    assert!(due(9).is_empty(), "once");
    noted(6, 2);
    noted(7, 3);
    assert_eq!(due(9), [(Timestamp(7), GUILD, CHANNEL)], "the last word counts");
    noted(8, 4);
    ours.goes_unheard([GUILD, GuildId::new(2)]);
    assert!(due(9).is_empty(), "it may have been answered");
    ours.is_heard_again(GUILD);
    assert_eq!(due(9), [(Timestamp(8), GUILD, CHANNEL)]);
    noted(9, 5);
    ours.forget(|_| true);
    assert!(due(9).is_empty(), "it is somebody else's");
}

#[test]
fn a_look_at_all_tickets_lets_changes_in_between() {
    let ours = Ours::default();
    let servers: u32 = 500;
    for guild in 1..=servers {
        assert!(ours.learn(GuildId::new(guild.into()), estate(&[], opening()), None));
    }
    let (changed, change) = std::sync::mpsc::channel();
    let mut looked: u32 = 0;
    let known = std::thread::scope(|scope| {
        let mut is_changed = false;
        ours.look_at_tickets(|_| {
            looked += 1;
            if looked == 1 {
                let (ours, changed) = (&ours, changed.clone());
                scope.spawn(move || {
                    ours.forget(|guild| guild == GUILD);
                    changed.send(()).unwrap();
                });
            }
            // While this server is looked at, nothing changes; before one of the next it does.
            let moment = std::time::Duration::from_millis(10);
            is_changed = is_changed || change.recv_timeout(moment).is_ok();
            assert!(is_changed || looked < servers / 2, "it waits for the end");
        })
    });
    assert!((servers as usize - 1..=servers as usize).contains(&known), "{known}");
}
