//! The embedded store: the contract, and what only a file can suffer.

use super::{Alteration, Opened, Place, Record, fixtures::*, own_guild};
use redb::{ReadableTable, TableDefinition};
use std::{path::PathBuf, sync::Arc, time::Duration};
use ticketflow::{
    domain::{
        desk::{Desk, Document, DocumentKind},
        ids::{GuildId, UserId, Version},
        input::Subject,
    },
    store::{
        IdentifyAnswer, IdentifyAsk, OpenError, ShardRef, Stamp, Store, StoreError, WorkerName,
        embedded::{Embedded, Glance},
    },
};

/// A file in a folder of its own.
pub(crate) struct File {
    folder: tempfile::TempDir,
    guild: GuildId,
}

impl Default for File {
    fn default() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), guild: own_guild() }
    }
}

impl File {
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("test.redb")
    }

    fn try_open(&self) -> Result<Opened, OpenError> {
        let store: Arc<dyn Store> = Arc::new(Embedded::open(&self.path())?);
        let worker = WorkerName::new("the worker of this file");
        Ok(Opened { store, guild: self.guild, worker, stamp: Stamp::default() })
    }

    fn now(&self) -> Opened {
        self.try_open().expect("the file opens")
    }
}

impl Place for File {
    async fn new() -> Self {
        Self::default()
    }

    async fn open(&self) -> Opened {
        self.now()
    }

    async fn alter(&self, record: Record, alteration: Alteration) {
        const TICKETS: TableDefinition<'_, (u64, u32), &[u8]> = TableDefinition::new("tickets");
        const OUTBOX: TableDefinition<'_, (u64, u64, u8), &[u8]> = TableDefinition::new("outbox");
        const LEDGERS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("ledgers");
        let guild = self.guild.get();
        let database = redb::Database::open(self.path()).unwrap();
        let writing = database.begin_write().unwrap();
        match record {
            Record::Ticket(number) => {
                let mut table = writing.open_table(TICKETS).unwrap();
                let before = table.get((guild, number.0)).unwrap().unwrap().value().to_vec();
                table.insert((guild, number.0), &*altered(&before, alteration)).unwrap();
            }
            Record::Entry(id) => {
                let mut table = writing.open_table(OUTBOX).unwrap();
                let key = (guild, id.commit, id.index);
                let before = table.get(key).unwrap().unwrap().value().to_vec();
                table.insert(key, &*altered(&before, alteration)).unwrap();
            }
            Record::Ledger => {
                let mut table = writing.open_table(LEDGERS).unwrap();
                let before = table.get(guild).unwrap().unwrap().value().to_vec();
                table.insert(guild, &*altered(&before, alteration)).unwrap();
            }
        }
        writing.commit().unwrap();
    }
}

/// A record in its frame: form, checksum of the rest, version, JSON.
fn altered(frame: &[u8], alteration: Alteration) -> Vec<u8> {
    let json = std::str::from_utf8(&frame[13..]).expect("JSON");
    let form = if matches!(alteration, Alteration::Newer) { frame[0] + 1 } else { frame[0] };
    let body = [&frame[5..13], alteration.of(json).as_bytes()].concat();
    [&[form][..], &crc32fast::hash(&body).to_be_bytes(), &body].concat()
}

mod keeps {
    crate::store_contract::every_promise!(crate::store_contract::embedded::File);
}

/// Something of everything.
async fn fill(store: &Opened) {
    let body = "x".repeat(9_000);
    let document = Document { kind: DocumentKind::Terms, version: 1, body };
    let write = desk(Version(0), Desk { terms: 1, ..Desk::default() }, Some(document));
    committed(store, store.draft(press(1), write, vec![answer(1)])).await;
    for id in 2..40 {
        let channel = twilight_model::id::Id::new(1_000 + id);
        opened(store, press(id), UserId::new(id), open(channel)).await;
    }
}

/// Everything that can be read, as text; or what could not be.
async fn all_of(store: &Opened) -> Result<String, StoreError> {
    let mut text = format!("{:?}", store.load(store.guild, Subject::Desk).await?);
    text += &format!("{:?}", store.guilds().await?);
    text += &format!("{:?}", store.document(store.guild, DocumentKind::Terms, 1).await?);
    text += &format!("{:?}", store.tickets(store.guild).await?);
    text += &format!("{:?}", store.locks(store.guild).await?);
    text += &format!("{:?}", store.take_over(store.guild, FENCE, NOW).await?);
    for id in 2..40 {
        text +=
            &format!("{:?}", store.load(store.guild, Subject::Customer(UserId::new(id))).await?);
    }
    Ok(text)
}

#[test]
fn a_file_is_opened_by_one_at_a_time() {
    let file = File::default();
    let first = file.now();
    match file.try_open() {
        Err(fault @ OpenError::InUse { .. }) => {
            assert!(fault.to_string().contains("stop that one first"), "{fault}");
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was opened twice"),
    }
    drop(first);
    file.now();
}

#[test]
fn a_new_file_leaves_nothing_beside_it() {
    let file = File::default();
    drop(file.now());
    let names: Vec<_> = std::fs::read_dir(file.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["test.redb"]);
}

#[test]
fn of_many_who_make_the_file_at_once_one_has_it() {
    let file = File::default();
    let opened: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| file.try_open())).collect();
        all.into_iter().map(|it| it.join().expect("no panic")).collect()
    });
    let held = opened.iter().filter(|it| it.is_ok()).count();
    let in_use = opened.iter().filter(|it| matches!(it, Err(OpenError::InUse { .. }))).count();
    assert_eq!((held, in_use), (1, 7));
}

#[tokio::test]
async fn a_file_that_a_killed_process_left_is_mended_by_the_next() {
    let file = File::default();
    let store = file.now();
    fill(&store).await;
    let expected = all_of(&store).await.unwrap();
    let left = File { guild: file.guild, ..File::default() };
    std::fs::copy(file.path(), left.path()).unwrap();
    let look = || Glance::open(&left.path());
    assert!(look().is_err_and(|fault| matches!(fault, OpenError::NotClosed { .. })));
    let store = left.now();
    assert_eq!(all_of(&store).await.unwrap(), expected);
    let beside = look().expect("it can be looked at beside its worker");
    assert_eq!(beside.tickets(store.guild).unwrap().len(), 38);
}

#[tokio::test]
async fn no_damage_is_read_as_if_it_were_what_was_written() {
    let file = File::default();
    let store = file.now();
    fill(&store).await;
    let expected = all_of(&store).await.unwrap();
    drop(store);
    let whole = std::fs::read(file.path()).unwrap();
    let (mut refused, mut unharmed) = (0, 0);
    for (at, block) in whole.chunks(512).enumerate() {
        if block.iter().all(|byte| *byte == 0) {
            continue;
        }
        let mut broken = whole.clone();
        broken[at * 512 + 7] ^= 0x20;
        let place = File { guild: file.guild, ..File::default() };
        std::fs::write(place.path(), &broken).unwrap();
        match place.try_open() {
            Err(OpenError::Damaged { .. }) => refused += 1,
            Err(other) => panic!("byte {}: {other}", at * 512 + 7),
            Ok(store) => match all_of(&store).await {
                Ok(found) => {
                    assert!(found == expected, "byte {}: other data", at * 512 + 7);
                    unharmed += 1;
                }
                Err(StoreError::Damaged(_)) => refused += 1,
                Err(other) => panic!("byte {}: {other}", at * 512 + 7),
            },
        }
    }
    assert!(refused > 20, "{refused} refused, {unharmed} unharmed");
}

#[tokio::test]
async fn a_file_that_was_cut_is_damaged() {
    let file = File::default();
    let store = file.now();
    fill(&store).await;
    drop(store);
    let whole = std::fs::read(file.path()).unwrap();
    for keep in [1, 9, 64, 320, 4_096, 4_097, whole.len() / 2, whole.len() - 4_096] {
        std::fs::write(file.path(), &whole[..keep]).unwrap();
        match file.try_open() {
            Err(fault @ OpenError::Damaged { .. }) => {
                assert!(fault.to_string().contains("put back a copy"), "{fault}");
            }
            Err(other) => panic!("{keep} bytes: {other}"),
            Ok(_) => panic!("{keep} bytes of {} were enough", whole.len()),
        }
    }
}

#[test]
fn what_is_not_ours_is_refused_and_left_as_it_is() {
    const THEIRS: redb::TableDefinition<'_, u64, u64> = redb::TableDefinition::new("theirs");
    let file = File::default();
    let database = redb::Database::create(file.path()).unwrap();
    let writing = database.begin_write().unwrap();
    writing.open_table(THEIRS).unwrap().insert(1, 2).unwrap();
    writing.commit().unwrap();
    drop(database);
    assert!(matches!(file.try_open(), Err(OpenError::Damaged { .. })));
    let database = redb::Database::open(file.path()).unwrap();
    let writing = database.begin_write().unwrap();
    assert_eq!(writing.list_tables().unwrap().count(), 1, "nothing was laid in it");

    let text = File::default();
    std::fs::write(text.path(), "dear diary").unwrap();
    assert!(matches!(text.try_open(), Err(OpenError::Damaged { .. })));
    assert_eq!(std::fs::read_to_string(text.path()).unwrap(), "dear diary");
}

#[test]
fn a_newer_format_is_refused() {
    const META: redb::TableDefinition<'_, &str, u32> = redb::TableDefinition::new("meta");
    let file = File::default();
    drop(file.now());
    let database = redb::Database::create(file.path()).unwrap();
    let writing = database.begin_write().unwrap();
    writing.open_table(META).unwrap().insert("ticketflow-format", 2).unwrap();
    writing.commit().unwrap();
    drop(database);
    let newer = |fault: &OpenError| matches!(fault, OpenError::Newer { found: 2, known: 1, .. });
    assert!(file.try_open().is_err_and(|fault| newer(&fault)));
    assert!(Glance::open(&file.path()).is_err_and(|fault| newer(&fault)));
}

#[test]
fn what_the_file_system_refuses_is_said() {
    let file = File::default();
    let nowhere = file.folder.path().join("missing").join("test.redb");
    for fault in [
        Embedded::open(&nowhere).err(),
        Glance::open(&nowhere).err(),
        Glance::open(&file.path()).err(),
    ] {
        let fault = fault.expect("there is no such file");
        assert!(matches!(fault, OpenError::Io { .. }), "{fault}");
    }
}

#[tokio::test]
async fn a_reserve_of_new_sessions_is_for_shards_that_nobody_hears() {
    let file = File::default();
    let store = file.now().store;
    store.budget(21, 100, Duration::from_secs(60)).await.expect("noted");
    let ask = |number, unheard| IdentifyAsk {
        shard: ShardRef { generation: 1, number, of: 64 },
        epoch: 1,
        max_concurrency: 64,
        unheard,
    };
    let go = async |number, unheard| {
        let answer = store.identify(&ask(number, unheard)).await.expect("answered");
        matches!(answer, IdentifyAnswer::Go(_))
    };
    assert!(!go(0, false).await, "twice as many as there are shards are more than a fifth");
    for number in 1..=21 {
        assert!(go(number, true).await);
    }
    assert!(!go(22, true).await, "nothing is left");
}
