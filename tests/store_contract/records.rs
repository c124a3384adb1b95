//! Desks, documents and sessions.

use super::{Place, SHARDS, fixtures::*};
use ticketflow::{
    domain::{
        desk::{Desk, Document, DocumentKind},
        ids::{GuildId, Version},
        input::Subject,
    },
    store::{SessionRecord, ShardRef},
};

fn document(kind: DocumentKind, version: u32) -> Document {
    Document { kind, version, body: format!("{kind:?} {version} — \"ä\"\n") }
}

fn session(id: &str) -> SessionRecord {
    SessionRecord {
        id: id.to_owned(),
        resume_url: "wss://example.com".to_owned(),
        committed: 7,
        shards: 2,
        intents: 3,
        saved_at: NOW,
    }
}

pub(crate) async fn documents_are_kept_in_every_version(place: &impl Place) {
    let store = place.open().await;
    let kinds = DocumentKind::ALL;
    let mut version = Version::default();
    for number in 1..=3 {
        for kind in kinds {
            let id = u64::from(number) * 10 + kind as u64;
            let write = desk(version, Desk::default(), Some(document(kind, number)));
            committed(&store, store.draft(press(id), write, vec![])).await;
            version = version.next();
        }
    }
    for kind in kinds {
        for number in 1..=3 {
            let found = store.document(store.guild, kind, number).await.unwrap();
            assert_eq!(found, Some(document(kind, number)));
        }
        assert_eq!(store.document(store.guild, kind, 4).await.unwrap(), None);
        assert_eq!(
            store.document(GuildId::new(store.guild.get() + 1), kind, 1).await.unwrap(),
            None
        );
    }
}

pub(crate) async fn sessions_are_saved_with_their_leases(place: &impl Place) {
    let store = place.open().await;
    let mine = store.shard();
    let other = ShardRef { number: (mine.number + SHARDS / 2) % SHARDS, ..mine };
    let shards = [mine, other];
    let granted =
        store.tick(&store.ticking(vec![], vec![], shards.to_vec())).await.unwrap().granted;
    assert!(granted.iter().all(|held| held.session.is_none()), "{granted:?}");
    let [mut first, mut second]: [_; 2] = granted.try_into().expect("both");
    first.session = Some(session("a"));
    second.session = Some(session("b"));
    store.tick(&store.ticking(vec![first.clone(), second.clone()], vec![], vec![])).await.unwrap();
    first.session = Some(session("c"));
    second.session = None;
    store.tick(&store.ticking(vec![], vec![first, second], vec![])).await.unwrap();
    let again = store.tick(&store.ticking(vec![], vec![], shards.to_vec())).await.unwrap().granted;
    let sessions: Vec<_> = again.into_iter().map(|held| held.session).collect();
    assert_eq!(sessions, [Some(session("c")), Some(session("b"))]);
}

pub(crate) async fn what_was_never_written_is_empty(place: &impl Place) {
    let store = place.open().await;
    for subject in [Subject::Desk, Subject::Channel(CHANNEL), Subject::Customer(ANN)] {
        let loaded = store.load(store.guild, subject).await.unwrap();
        assert_eq!(loaded.desk, (Version::default(), Desk::default()));
        assert_eq!(loaded.ticket, None);
    }
    assert!(!store.guilds().await.unwrap().contains(&store.guild));
    assert!(tickets(&store).await.is_empty());
    assert!(pending(&store).await.is_empty());
}

pub(crate) async fn everything_is_there_after_reopening(place: &impl Place) {
    let store = place.open().await;
    let mut desk_of = Desk { terms: 1, refresh: false, ..Desk::default() };
    let terms = document(DocumentKind::Terms, 1);
    committed(
        &store,
        store.draft(press(1), desk(Version(0), desk_of.clone(), Some(terms)), vec![]),
    )
    .await;
    desk_of.catalogue = 1;
    let catalogue = document(DocumentKind::Catalogue, 1);
    let write = desk(Version(1), desk_of.clone(), Some(catalogue.clone()));
    let entries = committed(&store, store.draft(press(2), write, vec![answer(2)])).await;
    let opened = opened(&store, press(3), ANN, open(CHANNEL)).await;
    drop(store);

    let store = place.open().await;
    assert_eq!(
        store.load(store.guild, Subject::Desk).await.unwrap().desk,
        (Version(2), desk_of.clone())
    );
    assert!(store.guilds().await.unwrap().contains(&store.guild));
    assert_eq!(tickets(&store).await, std::slice::from_ref(&opened));
    assert_eq!(found(&store, Subject::Channel(CHANNEL)).await, Some(opened.clone()));
    assert_eq!(found(&store, Subject::Customer(ANN)).await, Some(opened));
    assert_eq!(channels(&store).await, [CHANNEL]);
    assert_eq!(pending(&store).await, entries);
    let body = store.document(store.guild, DocumentKind::Catalogue, 1).await.unwrap();
    assert_eq!(body, Some(catalogue));
    let again = store.draft(press(2), None, vec![answer(2)]);
    assert_eq!(duplicate(&store, &again).await, entries, "what was dealt with is known");
}
