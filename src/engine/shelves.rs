//! Catalogues, terms, flows and texts that are in use, made ready once per version.

use crate::{
    domain::{
        catalogue::Catalogue,
        desk::DocumentKind,
        flow::Flow,
        ids::GuildId,
        recognise::Index,
        shelf::{Shelf, Stock},
        ticket::Pins,
        tongue::Tongue,
    },
    store::{Damage, Store, StoreError},
    texts::{OwnTexts, Voice},
};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// How many catalogues, terms, flows and texts are kept ready. A large catalogue takes tens of
/// megabytes.
const KEPT: usize = 64;

/// Ready documents. A version never changes, so what is kept is never out of date.
pub(super) struct Shelves {
    store: Arc<dyn Store>,
    stocks: Kept<Arc<Stock>>,
    terms: Kept<Arc<str>>,
    flows: Kept<Arc<Flow>>,
    texts: Kept<Arc<OwnTexts>>,
}

/// What is kept, by server and version. Whoever asks for what is just being made waits for it.
struct Kept<T>(Mutex<HashMap<(GuildId, u32), Cell<T>>>);

/// Empty while it is being made.
type Cell<T> = Arc<OnceCell<T>>;

impl Shelves {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        let (stocks, terms) = (Kept::default(), Kept::default());
        let (flows, texts) = (Kept::default(), Kept::default());
        Self { store, stocks, terms, flows, texts }
    }

    /// The documents of these versions.
    pub(super) async fn get(&self, guild: GuildId, pins: Pins) -> Result<Shelf, StoreError> {
        let terms = match pins.terms {
            0 => None,
            version => {
                let cell = self.terms.cell((guild, version));
                let read = || self.body(guild, DocumentKind::Terms, version);
                let made = cell.get_or_try_init(|| async { read().await.map(Arc::from) });
                Some(Arc::clone(made.await?))
            }
        };
        let stock = match pins.catalogue {
            0 => None,
            version => {
                let cell = self.stocks.cell((guild, version));
                Some(Arc::clone(cell.get_or_try_init(|| self.stock(guild, version)).await?))
            }
        };
        let flow = match pins.flow {
            0 => Arc::clone(Flow::built_in()),
            version => {
                let cell = self.flows.cell((guild, version));
                Arc::clone(cell.get_or_try_init(|| self.flow(guild, version)).await?)
            }
        };
        Ok(Shelf { flow, stock, terms })
    }

    async fn flow(&self, guild: GuildId, version: u32) -> Result<Arc<Flow>, StoreError> {
        let body = self.body(guild, DocumentKind::Flow, version).await?;
        let read = serde_json::from_str(&body).map(Arc::new);
        read.map_err(|fault| damage(guild, DocumentKind::Flow, version, fault.to_string()))
    }

    /// The voice of a tongue.
    pub(super) async fn voice(&self, guild: GuildId, tongue: Tongue) -> Result<Voice, StoreError> {
        let Tongue { language, texts: version } = tongue;
        if version == 0 {
            return Ok(Voice::new(language));
        }
        let read = || self.body(guild, DocumentKind::Texts, version);
        let cell = self.texts.cell((guild, version));
        let made = cell.get_or_try_init(|| async {
            read().await.map(|source| Arc::new(OwnTexts::read(language, source)))
        });
        Ok(Voice::with(language, Arc::clone(made.await?)))
    }

    async fn stock(&self, guild: GuildId, version: u32) -> Result<Arc<Stock>, StoreError> {
        let body = self.body(guild, DocumentKind::Catalogue, version).await?;
        // Building the index of a large catalogue takes a while; others go on meanwhile.
        let made = tokio::task::spawn_blocking(move || {
            let catalogue: Catalogue = serde_json::from_str(&body).map_err(|it| it.to_string())?;
            let index = Index::new(&catalogue);
            Ok::<_, String>(Arc::new(Stock { catalogue, index }))
        });
        made.await
            .unwrap_or_else(|fault| Err(fault.to_string()))
            .map_err(|why| damage(guild, DocumentKind::Catalogue, version, why))
    }

    async fn body(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<String, StoreError> {
        let document = self.store.document(guild, kind, version).await?;
        document
            .map(|it| it.body)
            .ok_or_else(|| damage(guild, kind, version, "it is missing".into()))
    }
}

impl<T> Kept<T> {
    fn cell(&self, key: (GuildId, u32)) -> Cell<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = kept.get(&key) {
            return Arc::clone(cell);
        }
        make_room(&mut kept);
        Arc::clone(kept.entry(key).or_default())
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

fn make_room<K: Copy + Eq + Hash, V>(kept: &mut HashMap<K, V>) {
    if kept.len() >= KEPT
        && let Some(any) = kept.keys().next().copied()
    {
        kept.remove(&any);
    }
}

fn damage(guild: GuildId, kind: DocumentKind, version: u32, why: String) -> StoreError {
    StoreError::Damaged(Damage { key: format!("{kind:?} {version} of server {guild}"), why })
}
