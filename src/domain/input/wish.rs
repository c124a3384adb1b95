//! What admins ask for with a command.

use crate::domain::{
    catalogue::Catalogue,
    desk::{Settings, TicketType, TypeId},
    effect::DocumentForm,
    flow::Flow,
    ids::ChannelId,
    language::Language,
    permissions::Survey,
    ticket::Pinned,
    tongue::GivenTexts,
};

/// What an admin asks for. Files have been fetched and read, and the server has been looked at.
#[derive(Clone, Debug)]
pub enum Wish {
    /// A set-up.
    SetUp {
        /// What is wished.
        wish: SetUpWish,
        /// What there is.
        survey: Survey,
    },
    /// A catalogue was uploaded.
    CatalogueGiven {
        /// For which type of tickets; for the server if none.
        of: Option<TypeId>,
        /// The catalogue, or all that is wrong with the file.
        catalogue: Result<GivenCatalogue, Vec<String>>,
    },
    /// Terms were given.
    TermsGiven {
        /// For which type of tickets; for the server if none.
        of: Option<TypeId>,
        /// The text, or what is wrong with it.
        text: Result<String, Vec<String>>,
    },
    /// A flow was uploaded.
    FlowGiven {
        /// For which type of tickets; for the server if none.
        of: Option<TypeId>,
        /// The flow, or all that is wrong with the file.
        flow: Result<GivenFlow, Vec<String>>,
    },
    /// A document is to be sent.
    DocumentAsked {
        /// Of which type of tickets; of the server if none.
        of: Option<TypeId>,
        /// Which, and in which form.
        form: DocumentForm,
        /// Its version; the one in use if none.
        version: Option<u32>,
    },
    /// The history of a document is to be told.
    HistoryAsked {
        /// Of which type of tickets; of the server if none.
        of: Option<TypeId>,
        /// Which document.
        what: Pinned,
    },
    /// It is to be told what is left of what runs out.
    StockAsked {
        /// In the catalogue of which type of tickets; in the server's if none.
        of: Option<TypeId>,
    },
    /// Somebody has counted how many are left of a product.
    Recounted {
        /// In the catalogue of which type of tickets; in the server's if none.
        of: Option<TypeId>,
        /// What the product was called: its id, its name or an alias.
        product: String,
        /// How many are left, beside what is held for tickets.
        left: u32,
    },
    /// An older version of a document is to be used again.
    RolledBack {
        /// For which type of tickets; for the server if none.
        of: Option<TypeId>,
        /// Which document.
        what: Pinned,
        /// Which version; 0 for what there is without any.
        version: u32,
    },
    /// A type of tickets is to be offered.
    TypeGiven {
        /// How.
        kind: TicketType,
        /// What there is.
        survey: Survey,
    },
    /// A type of tickets is not to be offered any more.
    TypeRetired {
        /// Which.
        of: TypeId,
    },
    /// The types of tickets are to be told.
    TypesAsked,
    /// Texts of the server's own were uploaded.
    TextsGiven {
        /// The texts, or all that is wrong with the file.
        texts: Result<GivenTexts, Vec<String>>,
    },
    /// The texts of a language are to be sent.
    TextsAsked {
        /// Which; the server's if none.
        language: Option<Language>,
    },
    /// The server's own texts are to be given up.
    TextsReset {
        /// Of which language; of all if none.
        language: Option<Language>,
    },
    /// "refresh" is to be on or off.
    RefreshSwitched {
        /// To what.
        on: bool,
    },
}

/// A catalogue that an admin has uploaded.
#[derive(Clone, Debug)]
pub struct GivenCatalogue {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// What its author may want to change nevertheless, in words.
    pub advice: Vec<String>,
}

/// A flow that an admin has uploaded.
#[derive(Clone, Debug)]
pub struct GivenFlow {
    /// The flow.
    pub flow: Flow,
    /// What its author may want to change nevertheless, in words.
    pub advice: Vec<String>,
}

/// What an admin wishes to set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpWish {
    /// Roles and categories.
    pub settings: Settings,
    /// What the server is set to speak.
    pub language: Language,
    /// Where the panel is to stand.
    pub panel_channel: ChannelId,
}

impl Wish {
    /// Its name, for logs and counters.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SetUp { .. } => "set_up",
            Self::CatalogueGiven { .. } => "catalogue_given",
            Self::TermsGiven { .. } => "terms_given",
            Self::FlowGiven { .. } => "flow_given",
            Self::DocumentAsked { .. } => "document_asked",
            Self::HistoryAsked { .. } => "history_asked",
            Self::StockAsked { .. } => "stock_asked",
            Self::Recounted { .. } => "recounted",
            Self::RolledBack { .. } => "rolled_back",
            Self::TypeGiven { .. } => "type_given",
            Self::TypeRetired { .. } => "type_retired",
            Self::TypesAsked => "types_asked",
            Self::TextsGiven { .. } => "texts_given",
            Self::TextsAsked { .. } => "texts_asked",
            Self::TextsReset { .. } => "texts_reset",
            Self::RefreshSwitched { .. } => "refresh_switched",
        }
    }
}
