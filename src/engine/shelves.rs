//! Catalogues, terms, flows and texts that are in use, made ready once per version.

mod kept;

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
use kept::Kept;
use std::sync::Arc;

/// Ready documents. A version never changes, so what is kept is never out of date.
pub(super) struct Shelves {
    store: Arc<dyn Store>,
    stocks: Kept<Arc<Stock>>,
    terms: Kept<Arc<str>>,
    flows: Kept<Arc<Flow>>,
    texts: Kept<Arc<OwnTexts>>,
}

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
                let body = self.body(guild, DocumentKind::Terms, version);
                Some(self.terms.get((guild, version), async { body.await.map(Arc::from) }).await?)
            }
        };
        let stock = match pins.catalogue {
            0 => None,
            version => {
                let body = self.body(guild, DocumentKind::Catalogue, version);
                Some(self.stocks.get((guild, version), stock(guild, version, body)).await?)
            }
        };
        let flow = match pins.flow {
            0 => Arc::clone(Flow::built_in()),
            version => {
                let body = self.body(guild, DocumentKind::Flow, version);
                self.flows.get((guild, version), flow(guild, version, body)).await?
            }
        };
        Ok(Shelf { flow, stock, terms })
    }

    /// The voice of a tongue.
    pub(super) async fn voice(&self, guild: GuildId, tongue: Tongue) -> Result<Voice, StoreError> {
        let Tongue { language, texts: version } = tongue;
        if version == 0 {
            return Ok(Voice::new(language));
        }
        let body = self.body(guild, DocumentKind::Texts, version);
        let made = async move { body.await.map(|it| Arc::new(OwnTexts::read(language, it))) };
        Ok(Voice::with(language, self.texts.get((guild, version), made).await?))
    }

    fn body(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> impl Future<Output = Result<String, StoreError>> + Send + 'static {
        let store = Arc::clone(&self.store);
        async move {
            let document = store.document(guild, kind, version).await?;
            document
                .map(|it| it.body)
                .ok_or_else(|| damage(guild, kind, version, "it is missing".into()))
        }
    }
}

async fn flow(
    guild: GuildId,
    version: u32,
    body: impl Future<Output = Result<String, StoreError>>,
) -> Result<Arc<Flow>, StoreError> {
    let read = serde_json::from_str(&body.await?).map(Arc::new);
    read.map_err(|fault| damage(guild, DocumentKind::Flow, version, fault.to_string()))
}

async fn stock(
    guild: GuildId,
    version: u32,
    body: impl Future<Output = Result<String, StoreError>>,
) -> Result<Arc<Stock>, StoreError> {
    let body = body.await?;
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

fn damage(guild: GuildId, kind: DocumentKind, version: u32, why: String) -> StoreError {
    StoreError::Damaged(Damage { key: format!("{kind:?} {version} of server {guild}"), why })
}
