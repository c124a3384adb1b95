//! What finds a ticket follows its state.

use super::{Place, fixtures::*};
use ticketflow::domain::{
    flow::Stage,
    ids::{ChannelId, UserId},
    input::{Cause, Subject},
    ticket::{Standing, State, Ticket},
};

fn standing() -> Standing {
    Standing { stage: Stage::CONFIRM, placed: None }
}

/// Every state, whether its ticket has a channel, and whether it is its customer's current one.
fn states() -> [(State, bool, bool); 7] {
    let (channel, from, by, at) = (CHANNEL, standing(), ANN, NOW);
    [
        (opening(), false, true),
        (open(channel), true, true),
        (State::Placed { channel, stage: Stage::TERMS, at }, true, true),
        (State::Closing { channel, from, by, reply: Some(reply(9)) }, true, true),
        (State::Closed { channel, from, by, at }, true, false),
        (State::Gone { from, at }, false, false),
        (failed(), false, false),
    ]
}

pub(crate) async fn a_ticket_is_found_by_what_it_has_in_each_state(place: &impl Place) {
    let store = place.open().await;
    for (id, (state, has_channel, is_current)) in (1..).zip(states()) {
        let (version, ticket) = opened(&store, press(id), ANN, open(CHANNEL)).await;
        let number = ticket.number;
        let next = Ticket { state: state.clone(), ..ticket };
        committed(&store, store.draft(Cause::State, change(version, next), vec![])).await;
        let by_channel = found(&store, Subject::Channel(CHANNEL)).await;
        let by_customer = found(&store, Subject::Customer(ANN)).await;
        let (version, ticket) = found(&store, Subject::Ticket(number)).await.expect("it is kept");
        assert_eq!(ticket.state, state);
        assert_eq!(by_channel.is_some(), has_channel, "{state:?}");
        assert_eq!(by_customer.is_some(), is_current, "{state:?}");
        for it in [by_channel, by_customer].into_iter().flatten() {
            assert_eq!(it, (version, ticket.clone()));
        }
        let over = Ticket { state: failed(), ..ticket };
        committed(&store, store.draft(Cause::State, change(version, over), vec![])).await;
    }
}

pub(crate) async fn channels_are_those_of_tickets(place: &impl Place) {
    let store = place.open().await;
    let other = ChannelId::new(32);
    let (version, ann) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    opened(&store, press(2), UserId::new(12), open(other)).await;
    assert_eq!(channels(&store).await, [CHANNEL, other]);
    let gone = Ticket { state: State::Gone { from: standing(), at: NOW }, ..ann };
    committed(&store, store.draft(Cause::State, change(version, gone), vec![])).await;
    assert_eq!(channels(&store).await, [other]);
}

pub(crate) async fn a_ticket_from_elsewhere_is_taken_in_once(place: &impl Place) {
    let store = place.open().await;
    let theirs = || ticket(ANN, open(CHANNEL));
    let number = store.adopt(store.guild, theirs()).await.unwrap().expect("it is new");
    assert_eq!(store.adopt(store.guild, theirs()).await.unwrap(), None);
    let (version, ticket) = found(&store, Subject::Channel(CHANNEL)).await.expect("it is there");
    assert_eq!((version.0, ticket.number), (1, number));
    assert_eq!(found(&store, Subject::Customer(ANN)).await, Some((version, ticket)));
    assert_eq!(tickets(&store).await.len(), 1);
    let (_, own) = opened(&store, press(1), UserId::new(12), open(ChannelId::new(32))).await;
    assert!(own.number > number, "numbers go on");
}

pub(crate) async fn a_second_ticket_of_one_person_does_not_hide_the_first(place: &impl Place) {
    let store = place.open().await;
    let (version, first) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let elsewhere = ChannelId::new(32);
    store.adopt(store.guild, ticket(ANN, open(elsewhere))).await.unwrap().expect("it is new");
    let current = found(&store, Subject::Customer(ANN)).await.map(|(_, it)| it.number);
    assert_eq!(current, Some(first.number));
    let (second_version, second) =
        found(&store, Subject::Channel(elsewhere)).await.expect("both have their channels");
    let over = Ticket { state: failed(), ..second };
    committed(&store, store.draft(Cause::State, change(second_version, over), vec![])).await;
    let current = found(&store, Subject::Customer(ANN)).await.map(|(_, it)| it.number);
    assert_eq!(current, Some(first.number), "the end of the second is not the end of the first");
    let over = Ticket { state: failed(), ..first };
    committed(&store, store.draft(Cause::State, change(version, over), vec![])).await;
    assert_eq!(found(&store, Subject::Customer(ANN)).await, None);
}
