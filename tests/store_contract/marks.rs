//! What was dealt with is known when it comes again, and what it led to is told.

use super::{Place, fixtures::*};
use ticketflow::{
    domain::{
        ids::{MessageId, UserId, Version},
        input::{Cause, Subject},
        ticket::Ticket,
    },
    store::{Commit, Outcome},
};

pub(crate) async fn a_repetition_is_told_what_is_pending(place: &impl Place) {
    let store = place.open().await;
    for cause in [press(7), Cause::Message(MessageId::new(7))] {
        let first = store.draft(cause, None, vec![answer(1), answer(2), answer(3)]);
        let entries = committed(&store, first.clone()).await;
        let another = store.draft(cause, None, vec![answer(4)]);
        assert_eq!(duplicate(&store, &another).await, entries, "{cause:?}");
        store.settle(store.guild, &[entries[1].id]).await.unwrap();
        let left = [entries[0].clone(), entries[2].clone()];
        assert_eq!(duplicate(&store, &first).await, left, "{cause:?}");
    }
}

pub(crate) async fn the_same_attempt_is_made_once(place: &impl Place) {
    let store = place.open().await;
    let (version, now) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let next = Ticket { turn: 5, ..now };
    let first = store.draft(Cause::State, change(version, next.clone()), vec![answer(1)]);
    let entries = committed(&store, first.clone()).await;
    assert_eq!(duplicate(&store, &first).await, entries);
    let (after, _) = found(&store, Subject::Customer(ANN)).await.expect("a ticket");
    assert_eq!(after, version.next(), "it was written once");
    let draft = store.draft(Cause::State, change(after, next), vec![answer(1)]);
    let other = Commit { attempt: first.attempt + 1, ..draft };
    assert_eq!(committed(&store, other).await.len(), 1, "another decision is not the same");
}

pub(crate) async fn what_is_settled_by_the_way_is_gone_whatever_comes_of_the_rest(
    place: &impl Place,
) {
    let store = place.open().await;
    let effects = (1..=4).map(answer).collect();
    let entries = committed(&store, store.draft(press(1), None, effects)).await;
    let ids: Vec<_> = entries.iter().map(|it| it.id).collect();
    let settling = |draft: Commit, at: usize| Commit { settled: vec![ids[at]], ..draft };

    committed(&store, settling(store.draft(press(2), None, vec![]), 0)).await;
    assert_eq!(pending(&store).await, entries[1..]);

    let again = settling(store.draft(press(1), None, vec![]), 1);
    assert_eq!(duplicate(&store, &again).await, entries[2..], "not among those that are pending");
    assert_eq!(pending(&store).await, entries[2..]);

    let stale =
        settling(store.draft(press(3), desk(Version(9), Default::default(), None), vec![]), 2);
    assert!(matches!(store.commit(&stale).await.unwrap(), Outcome::Conflict(_)));
    assert_eq!(pending(&store).await, entries[3..]);

    // The result of an effect that settles it by the way as well is still known as the first.
    let result = settling(store.draft(Cause::Effect(ids[3]), None, vec![answer(5)]), 0);
    let following = committed(&store, result).await;
    assert_eq!(pending(&store).await, following);
}

/// Only Redis: in a file there is nobody else who could ask.
pub(crate) async fn the_result_of_an_effect_is_told_what_it_led_to(place: &impl Place) {
    let store = place.open().await;
    let entries = committed(&store, store.draft(press(1), None, vec![answer(1)])).await;
    let cause = Cause::Effect(entries[0].id);
    let result = store.draft(cause, None, vec![answer(2), answer(3)]);
    let following = committed(&store, result.clone()).await;
    assert_eq!(duplicate(&store, &result).await, following);
    store.settle(store.guild, &[following[0].id]).await.unwrap();
    assert_eq!(duplicate(&store, &result).await, following[1..]);
}

/// Ids that a floating-point number would take for the same.
pub(crate) async fn ids_that_are_one_apart_are_different(place: &impl Place) {
    const LARGE: u64 = (1 << 63) - 9;
    let store = place.open().await;
    for id in LARGE..LARGE + 4 {
        let by_press = store.draft(press(id), None, vec![answer(id)]);
        committed(&store, by_press).await;
        let by_message = store.draft(Cause::Message(MessageId::new(id)), None, vec![]);
        committed(&store, by_message).await;
    }
    for id in LARGE..LARGE + 4 {
        let (user, channel) = (UserId::new(id), twilight_model::id::Id::new(id));
        let (_, ticket) = opened(&store, press(id - 100), user, open(channel)).await;
        assert_eq!((ticket.opener, ticket.channel()), (Some(user), Some(channel)));
    }
    for id in LARGE..LARGE + 4 {
        let (user, channel) = (UserId::new(id), twilight_model::id::Id::new(id));
        let by_customer = found(&store, Subject::Customer(user)).await.expect("theirs");
        assert_eq!(by_customer.1.opener, Some(user));
        let by_channel = found(&store, Subject::Channel(channel)).await.expect("its own");
        assert_eq!(by_channel, by_customer);
    }
    let expected: Vec<_> = (LARGE..LARGE + 4).map(twilight_model::id::Id::new).collect();
    assert_eq!(channels(&store).await, expected);
    let beyond = (UserId::new(LARGE + 4), twilight_model::id::Id::new(LARGE + 4));
    assert_eq!(found(&store, Subject::Customer(beyond.0)).await, None);
    let theirs = ticket(beyond.0, open(beyond.1));
    store.adopt(store.guild, theirs).await.unwrap().expect("its channel is another");
    assert_eq!(pending(&store).await.len(), 4);
}
