//! Effects stay until they are settled.

use super::{Place, fixtures::*};

pub(crate) async fn entries_come_back_in_order_until_they_are_settled(place: &impl Place) {
    let store = place.open().await;
    let mut expected = Vec::new();
    for id in (1..=30).step_by(3) {
        let effects = (id..id + 3).map(answer).collect();
        expected.extend(committed(&store, store.draft(press(id), None, effects)).await);
    }
    assert_eq!(pending(&store).await, expected);
    for at in [29, 0, 13] {
        let entry = expected.remove(at.min(expected.len() - 1));
        store.settle(store.guild, &[entry.id]).await.unwrap();
        store.settle(store.guild, &[entry.id]).await.expect("twice is as good as once");
        assert_eq!(pending(&store).await, expected);
    }
}

pub(crate) async fn what_is_left_is_taken_over(place: &impl Place) {
    let store = place.open().await;
    let entries = committed(&store, store.draft(press(1), None, vec![answer(1), answer(2)])).await;
    store.settle(store.guild, &[entries[0].id]).await.unwrap();
    drop(store);
    let store = place.open().await;
    assert_eq!(pending(&store).await, entries[1..]);
    assert_eq!(pending(&store).await, entries[1..], "until it is settled");
}
