//! A commit is whole, durable and made once.

use super::{Place, fixtures::*};
use std::collections::HashSet;
use ticketflow::{
    domain::{
        effect::Effect,
        ids::{GuildId, Owner, TicketNumber, UserId, Version},
        input::{Cause, Subject},
        ticket::Ticket,
    },
    store::{Commit, Outcome},
};

pub(crate) async fn a_commit_writes_its_record_and_its_effects_or_nothing(place: &impl Place) {
    let store = place.open().await;
    let effects = vec![answer(1), answer(2)];
    let write = new(ticket(ANN, opening()));
    let entries = committed(&store, store.draft(press(1), write, effects.clone())).await;
    assert_eq!(entries.iter().map(|it| it.effect.clone()).collect::<Vec<_>>(), effects);
    assert!(entries.iter().all(|it| it.id.owner == Owner::Ticket(TicketNumber(1))));
    assert_eq!(pending(&store).await, entries);
    assert_eq!(tickets(&store).await.len(), 1);

    // Ann has a ticket, so none of this may be written.
    let second = store.draft(press(2), new(ticket(ANN, opening())), vec![answer(3)]);
    assert!(matches!(store.commit(&second).await.unwrap(), Outcome::Conflict(_)));
    assert_eq!(pending(&store).await, entries);
    assert_eq!(tickets(&store).await.len(), 1);
    // Its cause was not used up either.
    committed(&store, store.draft(press(2), None, vec![answer(3)])).await;
}

pub(crate) async fn an_interaction_is_committed_once(place: &impl Place) {
    let store = place.open().await;
    let first = store.draft(press(1), None, vec![answer(1)]);
    let entries = committed(&store, first.clone()).await;
    for change in [None, new(ticket(ANN, opening()))] {
        let again = store.draft(press(1), change, vec![answer(7)]);
        assert_eq!(duplicate(&store, &again).await, entries, "what is pending is told");
    }
    store.settle(store.guild, &[entries[0].id]).await.unwrap();
    assert!(duplicate(&store, &first).await.is_empty(), "what is settled is not");
    assert!(tickets(&store).await.is_empty());
}

pub(crate) async fn the_result_of_an_effect_is_committed_once_and_settles_it(place: &impl Place) {
    let store = place.open().await;
    let write = new(ticket(ANN, opening()));
    let [entry] = committed(&store, store.draft(press(1), write, vec![answer(1)])).await[..]
        .to_vec()
        .try_into()
        .expect("one effect");
    let (version, ticket) = found(&store, Subject::Customer(ANN)).await.expect("a ticket");
    let cause = Cause::Effect(entry.id);
    let next = Ticket { state: open(CHANNEL), ..ticket };
    let result = store.draft(cause, change(version, next), vec![answer(2)]);
    let following = committed(&store, result.clone()).await;
    assert_eq!(pending(&store).await, following, "the first is settled");
    duplicate(&store, &result).await;
    assert_eq!(pending(&store).await, following);

    let unknown = ticketflow::domain::ids::EffectId { commit: 99, ..entry.id };
    let never = store.draft(Cause::Effect(unknown), None, vec![answer(3)]);
    assert!(duplicate(&store, &never).await.is_empty());
}

pub(crate) async fn a_commit_on_an_older_version_is_a_conflict(place: &impl Place) {
    let store = place.open().await;
    let (version, now) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let older = Version(version.0 - 1);
    for stale in [older, Version(version.0 + 1), Version::default()] {
        let late = Ticket { turn: 9, ..now.clone() };
        let stale = store.draft(press(2), change(stale, late), vec![answer(2)]);
        assert!(matches!(store.commit(&stale).await.unwrap(), Outcome::Conflict(_)));
    }
    assert_eq!(found(&store, Subject::Customer(ANN)).await, Some((version, now.clone())));
    let nobody = Ticket { number: TicketNumber(99), ..now };
    let nobody = store.draft(press(3), change(version, nobody), vec![]);
    assert!(matches!(store.commit(&nobody).await.unwrap(), Outcome::Conflict(_)));

    let desks = store.draft(press(4), desk(Version(1), Default::default(), None), vec![]);
    assert!(matches!(store.commit(&desks).await.unwrap(), Outcome::Conflict(_)));
    let desks = store.draft(press(4), desk(Version(0), Default::default(), None), vec![]);
    committed(&store, desks).await;
    assert_eq!(store.load(store.guild, Subject::Desk).await.unwrap().desk.0, Version(1));
}

pub(crate) async fn of_two_commits_on_one_version_one_holds(place: &impl Place) {
    let store = place.open().await;
    let (version, now) = opened(&store, press(1), ANN, open(CHANNEL)).await;
    let turns = (1..=20).map(|turn| {
        let next = Ticket { turn, ..now.clone() };
        store.draft(Cause::State, change(version, next), vec![answer(turn.into())])
    });
    let outcomes = at_once(&store, turns).await;
    let held: Vec<_> = outcomes
        .into_iter()
        .map(Result::unwrap)
        .filter(|it| !matches!(it, Outcome::Conflict(_)))
        .collect();
    let [Outcome::Committed(entries, _)] = held.as_slice() else { panic!("{held:?}") };
    assert_eq!(pending(&store).await, *entries);
    let (after, _) = found(&store, Subject::Customer(ANN)).await.expect("a ticket");
    assert_eq!(after, version.next());
}

pub(crate) async fn fifty_presses_at_once_make_one_ticket(place: &impl Place) {
    let store = place.open().await;
    let presses = (1..=50).map(|id| {
        let write = new(ticket(ANN, opening()));
        store.draft(press(id), write, vec![answer(id)])
    });
    let outcomes = at_once(&store, presses).await;
    let made = outcomes.iter().filter(|it| matches!(it, Ok(Outcome::Committed(..)))).count();
    let refused = outcomes.iter().filter(|it| matches!(it, Ok(Outcome::Conflict(_)))).count();
    assert_eq!((made, refused), (1, 49));
    assert_eq!(tickets(&store).await.len(), 1);
    assert_eq!(pending(&store).await.len(), 1);
}

pub(crate) async fn commits_that_wait_together_do_not_spoil_each_other(place: &impl Place) {
    let store = place.open().await;
    // Every second one is a repetition, every fifth person has a ticket already.
    let presses = (0..200u64).map(|id| {
        let opener = UserId::new(100 + id / 5);
        let write = new(ticket(opener, opening()));
        store.draft(press(1 + id / 2), write, vec![answer(1 + id / 2)])
    });
    let outcomes = at_once(&store, presses).await;
    let made = outcomes.iter().filter(|it| matches!(it, Ok(Outcome::Committed(..)))).count();
    assert!(outcomes.iter().all(Result::is_ok));
    let stored = tickets(&store).await;
    assert_eq!(stored.len(), made);
    let openers: HashSet<_> = stored.iter().map(|(_, it)| it.opener).collect();
    assert_eq!(openers.len(), made, "one ticket a person");
    let pending = pending(&store).await;
    assert_eq!(pending.len(), made);
    let names: HashSet<_> = pending.iter().map(|it| it.id).collect();
    assert_eq!(names.len(), made, "each effect has a name of its own");
}

pub(crate) async fn numbers_are_never_given_twice(place: &impl Place) {
    let mut given = Vec::new();
    let mut commits = Vec::new();
    for round in 0..3u64 {
        let store = place.open().await;
        for id in 1 + round * 10..=round * 10 + 10 {
            let (version, ticket) = opened(&store, press(id), ANN, open(CHANNEL)).await;
            given.push(ticket.number.0);
            let over = Ticket { state: failed(), ..ticket };
            let end = store.draft(Cause::State, change(version, over), vec![answer(id)]);
            let entries = committed(&store, end).await;
            commits.extend(entries.iter().map(|it| it.id.commit));
            store.settle(store.guild, &[entries[0].id]).await.unwrap();
        }
    }
    assert_eq!(given, (1..=30).collect::<Vec<_>>());
    assert!(commits.is_sorted_by(|a, b| a < b), "{commits:?}");
}

pub(crate) async fn servers_have_nothing_in_common(place: &impl Place) {
    let store = place.open().await;
    let other = GuildId::new(store.guild.get() + 1);
    opened(&store, press(1), ANN, open(CHANNEL)).await;
    let theirs = Commit {
        guild: other,
        since: store.load(other, Subject::Desk).await.unwrap().stamp,
        ..store.draft(press(2), new(ticket(ANN, opening())), vec![answer(2)])
    };
    let entries = committed(&store, theirs).await;
    assert_eq!(entries[0].id.owner, Owner::Ticket(TicketNumber(1)), "numbers of their own");
    assert!(matches!(entries[0].effect, Effect::Reply { .. }));
    let elsewhere = store.load(other, Subject::Channel(CHANNEL)).await.unwrap();
    assert_eq!(elsewhere.ticket, None);
    assert_eq!(tickets(&store).await.len(), 1);
}
