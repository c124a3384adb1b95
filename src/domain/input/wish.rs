//! What admins ask for with a command.

use crate::domain::{
    catalogue::Catalogue, desk::Settings, effect::CatalogueForm, ids::ChannelId,
    language::Language, permissions::Survey, tongue::GivenTexts,
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
        /// The catalogue, or all that is wrong with the file.
        catalogue: Result<Catalogue, Vec<String>>,
    },
    /// The catalogue is to be sent.
    CatalogueAsked {
        /// In which form.
        form: CatalogueForm,
    },
    /// Terms were given.
    TermsGiven {
        /// The text, or what is wrong with it.
        text: Result<String, Vec<String>>,
    },
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
            Self::CatalogueAsked { .. } => "catalogue_asked",
            Self::TermsGiven { .. } => "terms_given",
            Self::TextsGiven { .. } => "texts_given",
            Self::TextsAsked { .. } => "texts_asked",
            Self::TextsReset { .. } => "texts_reset",
            Self::RefreshSwitched { .. } => "refresh_switched",
        }
    }
}
