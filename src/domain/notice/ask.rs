//! The questions of a flow as they are asked, as data.

use super::{
    told::Told,
    view::{Misread, News, OrderView},
};
use crate::domain::{
    answer::Answer,
    flow::{About, FileKind, Template},
    ids::UserId,
};
use serde::{Deserialize, Serialize};

/// The words of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Template>,
    /// The text.
    pub text: Template,
}

/// A question of the flow, as it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What it follows.
    pub occasion: Occasion,
    /// Its words; our own ones if none.
    pub prompt: Option<Prompt>,
    /// What its words may speak of.
    pub values: Values,
    /// What is shown with it in any case.
    pub shows: About,
    /// How it can be answered.
    pub answers: Answers,
    /// What is taken as an answer, where one did not fit and the flow has no words for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fits: Option<Fits>,
    /// Whether what does not answer it gets no further word, so that a way out is told with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub way_out: bool,
    /// Whether only words that mention the bot are heard, which is said with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unheard: bool,
    /// Its turn.
    pub turn: u32,
}

/// How a question can be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Answers {
    /// By free text.
    Words,
    /// By free text that names products, or from the list of them.
    Products,
    /// By Yes and No.
    YesNo,
    /// By one of these.
    Choices {
        /// What each is called.
        labels: Vec<String>,
    },
    /// By words of a certain kind.
    Hinted {
        /// What an admin says of them.
        hint: String,
    },
    /// By files.
    Files,
}

/// What is taken as an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fits", rename_all = "snake_case")]
pub enum Fits {
    /// Words.
    Words {
        /// Some that are taken.
        example: Option<String>,
        /// How many characters at least and at most, where that is not as usual.
        length: Option<(u16, u16)>,
    },
    /// A number.
    Number {
        /// The smallest.
        least: Option<i64>,
        /// The greatest.
        most: Option<i64>,
        /// The two that were not told apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        either: Option<(String, String)>,
    },
    /// A day, as YYYY-MM-DD.
    Day {
        /// One that is taken.
        example: String,
        /// The earliest.
        earliest: Option<String>,
        /// The latest.
        latest: Option<String>,
    },
    /// One of some options.
    Options {
        /// What each is called.
        labels: Vec<String>,
    },
    /// Files.
    Files {
        /// The most at once.
        most: u8,
        /// What they may be; anything if empty.
        kinds: Vec<FileKind>,
    },
}

/// What a question follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "after", rename_all = "snake_case")]
pub enum Occasion {
    /// The ticket was opened: its customer is greeted.
    Opened {
        /// Who.
        customer: Option<UserId>,
    },
    /// The conversation starts over.
    StartedOver,
    /// The question before was answered.
    Answered,
    /// It was answered by a day.
    Dated {
        /// Which, as YYYY-MM-DD.
        day: String,
    },
    /// A question that was answered before has another answer now.
    Corrected {
        /// Which.
        answer: AnswerTold,
    },
    /// Another answer to such a question does not fit.
    NotCorrected {
        /// What the question is called.
        question: String,
        /// Its answer, which stays.
        answer: AnswerTold,
        /// What does not fit.
        said: String,
        /// What does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fits: Option<Fits>,
        /// The same in words of the flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hint: Option<Template>,
    },
    /// Files were sent, and more are needed.
    TooFew {
        /// What they are called.
        answer: AnswerTold,
        /// How many more.
        left: u8,
    },
    /// The order was changed.
    OrderChanged {
        /// What of the message was not understood.
        misread: Misread,
    },
    /// The catalogue is another one, which changes the order.
    CatalogueChanged {
        /// What it changes.
        news: News,
        /// What of the message was not understood.
        misread: Misread,
    },
    /// Yes was said to an order that is more than can be taken.
    OverLimit,
    /// Nothing of the message was understood.
    NothingRead {
        /// What was not.
        misread: Misread,
    },
    /// Nothing of the first words about an order can be had.
    SoldOut {
        /// What there is none of, and what else was not understood.
        misread: Misread,
    },
    /// Nothing is left of what was asked for: the conversation starts over.
    NothingLeft {
        /// What there is too little of, and what else was not understood.
        misread: Misread,
    },
    /// An answer was awaited, and this was none.
    NotAnAnswer {
        /// Whether the order can be changed by writing.
        changeable: bool,
        /// What of it was taken for a wish and cannot be met.
        #[serde(default, skip_serializing_if = "Misread::is_empty")]
        misread: Misread,
        /// The word that starts over, if one does.
        refresh: Option<String>,
    },
    /// Something was asked back.
    Inquired {
        /// What is told.
        told: Told,
        /// Whether the order can be changed by writing.
        changeable: bool,
        /// The word that starts over, if one does.
        refresh: Option<String>,
    },
    /// Somebody wants no more of it, and has closed nothing.
    Leaving {
        /// The word that starts over, if one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refresh: Option<String>,
        /// Whether what they wrote could have been the answer.
        words: bool,
    },
    /// Words replied to a question that is over, and counted for nothing.
    Overtaken,
    /// No to this very question, which stays open.
    Declined,
    /// Nobody has answered for a while: the customer is called.
    Reminded {
        /// Who.
        customer: Option<UserId>,
    },
}

/// What the words of a question may speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// The terms; the built-in ones if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// The customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<UserId>,
    /// The order.
    #[serde(default)]
    pub order: OrderView,
    /// What is sold, as far as the words speak of it.
    #[serde(default)]
    pub products: Vec<String>,
    /// What was answered before, by the key of the stage.
    #[serde(default)]
    pub answers: Vec<(String, AnswerTold)>,
}

/// What was answered to a question of the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AnswerTold {
    /// To one that asks for a day.
    Day {
        /// YYYY-MM-DD.
        day: String,
    },
    /// To one that asks for Yes or No.
    YesNo {
        /// Which.
        answer: Answer,
    },
    /// To any other.
    Words(String),
}

impl<T: Into<String>> From<T> for AnswerTold {
    fn from(words: T) -> Self {
        Self::Words(words.into())
    }
}

impl Ask {
    /// Whether it reminds of a question that waits, which nobody waits for.
    #[must_use]
    pub fn is_reminder(&self) -> bool {
        matches!(self.occasion, Occasion::Reminded { .. })
    }
}

impl Occasion {
    /// What of the message before was not understood.
    #[must_use]
    pub fn misread(&self) -> Misread {
        match self {
            Self::OrderChanged { misread }
            | Self::CatalogueChanged { misread, .. }
            | Self::NothingRead { misread }
            | Self::SoldOut { misread }
            | Self::NotAnAnswer { misread, .. }
            | Self::NothingLeft { misread } => misread.clone(),
            Self::Opened { .. }
            | Self::StartedOver
            | Self::Answered
            | Self::Dated { .. }
            | Self::Corrected { .. }
            | Self::NotCorrected { .. }
            | Self::TooFew { .. }
            | Self::OverLimit
            | Self::Inquired { .. }
            | Self::Leaving { .. }
            | Self::Overtaken
            | Self::Declined
            | Self::Reminded { .. } => Misread::default(),
        }
    }
}
