//! Records that this version did not write, or that are not as they were written.

use super::{Alteration, Place, Record, fixtures::*, ledgers::holding};
use ticketflow::{
    domain::{
        ids::{UserId, Version},
        input::{Cause, Subject},
        ticket::Ticket,
    },
    store::{Commit, StoreError},
};

pub(crate) async fn what_a_newer_version_has_added_stays(place: &impl Place) {
    let store = place.open().await;
    let (_, ticket) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    drop(store);
    place.alter(Record::Ticket(ticket.number), Alteration::Added).await;

    let store = place.open().await;
    let (version, seen) = found(&store, Subject::Channel(CHANNEL)).await.expect("it can be read");
    let next = Ticket { turn: 8, ..seen };
    committed(&store, store.draft(Cause::State, change(version, next), vec![])).await;
    drop(store);

    let store = place.open().await;
    let (_, after) = found(&store, Subject::Channel(CHANNEL)).await.expect("it can be read");
    assert_eq!(after.turn, 8);
    assert_eq!(after.beyond.get("colour"), Some(&"blue".into()), "{:?}", after.beyond);
}

pub(crate) async fn what_cannot_be_read_is_named(place: &impl Place) {
    let store = place.open().await;
    let (_, ticket) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    drop(store);
    for (alteration, word) in [(Alteration::Newer, "form is 2"), (Alteration::Torn, "")] {
        place.alter(Record::Ticket(ticket.number), alteration).await;
        let store = place.open().await;
        for subject in [Subject::Channel(CHANNEL), Subject::Customer(ANN)] {
            let fault = store.load(store.guild, subject).await.expect_err("it cannot be read");
            let StoreError::Damaged(damage) = fault else { panic!("{fault}") };
            let words = damage.to_string();
            assert!(words.contains(word), "{words}");
            for part in [store.guild.to_string(), ticket.number.0.to_string()] {
                assert!(damage.key.contains(&part), "{words}");
            }
        }
        assert!(store.tickets(store.guild).await.is_err());
    }
}

pub(crate) async fn what_is_damaged_does_not_hide_the_rest(place: &impl Place) {
    let store = place.open().await;
    let (_, torn) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let elsewhere = twilight_model::id::Id::new(CHANNEL.get() + 1);
    let whole = opened(&store, press(2), UserId::new(12), open(elsewhere)).await;
    let effects = vec![answer(1), answer(2)];
    let entries = committed(&store, store.draft(press(3), None, effects)).await;
    drop(store);
    place.alter(Record::Ticket(torn.number), Alteration::Torn).await;
    place.alter(Record::Entry(entries[0].id), Alteration::Newer).await;

    let store = place.open().await;
    let estate = store.take_over(store.guild, FENCE, NOW).await.unwrap().expect("it is ours");
    assert_eq!(estate.tickets, [whole]);
    assert_eq!(estate.channels.len(), 2, "whoever speaks there is told that it is damaged");
    assert_eq!(estate.entries, entries[1..]);
    assert_eq!(pending(&store).await, entries[1..]);
}

pub(crate) async fn a_damaged_ledger_is_named_and_nothing_is_sold_on_it(place: &impl Place) {
    let store = place.open().await;
    let (version, ticket) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let holding = |version, of| (version, holding(ticket.number, of));
    let draft = |id, version, ledger| Commit {
        ledger: Some(ledger),
        ..store.draft(press(id), change(version, ticket.clone()), vec![])
    };
    committed(&store, draft(2, version, holding(Version(0), 1))).await;
    drop(store);
    place.alter(Record::Ledger, Alteration::Torn).await;

    let store = place.open().await;
    let fault = store.load(store.guild, Subject::Channel(CHANNEL)).await.expect_err("torn");
    let StoreError::Damaged(damage) = fault else { panic!("{fault}") };
    assert!(damage.key.contains("ledger"), "{damage}");
    assert!(damage.key.contains(&store.guild.to_string()), "{damage}");

    // Its tickets are not lost to whoever takes the server over, and go on once it is mended.
    let estate = store.take_over(store.guild, FENCE, NOW).await.unwrap().expect("it is ours");
    assert_eq!(estate.ledger, None);
    assert_eq!(estate.tickets.len(), 1);
}
