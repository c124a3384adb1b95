//! Catalogues and terms that are in use, made ready once per version.

use crate::{
    domain::{
        catalogue::Catalogue,
        desk::DocumentKind,
        ids::GuildId,
        recognise::Index,
        shelf::{Shelf, Stock},
        ticket::Pins,
    },
    store::{Damage, Store, StoreError},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How many catalogues are kept ready. A large one takes tens of megabytes.
const KEPT: usize = 64;

/// Ready documents. A version never changes, so what is kept is never out of date.
pub(super) struct Shelves {
    store: Arc<dyn Store>,
    stocks: Mutex<HashMap<(GuildId, u32), Arc<Stock>>>,
}

impl Shelves {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, stocks: Mutex::default() }
    }

    /// The documents of these versions.
    pub(super) async fn get(&self, guild: GuildId, pins: Pins) -> Result<Shelf, StoreError> {
        let terms = match pins.terms {
            0 => None,
            version => Some(self.body(guild, DocumentKind::Terms, version).await?),
        };
        let stock = match pins.catalogue {
            0 => None,
            version => Some(self.stock(guild, version).await?),
        };
        Ok(Shelf { stock, terms })
    }

    async fn stock(&self, guild: GuildId, version: u32) -> Result<Arc<Stock>, StoreError> {
        let key = (guild, version);
        if let Some(stock) = self.stocks().get(&key) {
            return Ok(Arc::clone(stock));
        }
        let body = self.body(guild, DocumentKind::Catalogue, version).await?;
        // Building the index of a large catalogue takes a while; others go on meanwhile.
        let made = tokio::task::spawn_blocking(move || {
            let catalogue: Catalogue = serde_json::from_str(&body).map_err(|it| it.to_string())?;
            let index = Index::new(&catalogue);
            Ok::<_, String>(Arc::new(Stock { catalogue, index }))
        });
        let stock = made
            .await
            .map_err(|fault| StoreError::Unavailable(fault.to_string()))?
            .map_err(|why| damage(guild, DocumentKind::Catalogue, version, why))?;
        let mut stocks = self.stocks();
        if stocks.len() >= KEPT
            && let Some(any) = stocks.keys().next().copied()
        {
            stocks.remove(&any);
        }
        stocks.insert(key, Arc::clone(&stock));
        Ok(stock)
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

    fn stocks(&self) -> std::sync::MutexGuard<'_, HashMap<(GuildId, u32), Arc<Stock>>> {
        self.stocks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn damage(guild: GuildId, kind: DocumentKind, version: u32, why: String) -> StoreError {
    StoreError::Damaged(Damage { key: format!("{kind:?} {version} of server {guild}"), why })
}
