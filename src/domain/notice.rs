//! What people are told, as data without wording.

mod answered;
mod ask;
mod doubt;
mod refusal;
mod remark;
mod told;
mod view;

pub use answered::{Answered, Hint, Obstacle, Taken};
pub use ask::{AnswerTold, Answers, Ask, Fits, Occasion, Prompt, Values};
pub use doubt::{Offered, OptionAsked, WhichAsked};
pub use refusal::{NotTaught, Refusal, SetUpFault};
pub use remark::Remark;
pub use told::{ChoiceTold, OptionTold, Told};
pub use view::{Cost, LineView, Misread, News, OrderView, Repriced, StockLine, Unfit};

use super::ids::{RoleId, UserId};
use serde::{Deserialize, Serialize};

/// Something to say in a ticket's channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Notice {
    /// A question of the flow.
    Asked(Box<Ask>),
    /// Which of these do the words mean?
    WhichAsked(Box<WhichAsked>),
    /// Which value is an option of a product to have?
    OptionAsked(Box<OptionAsked>),
    /// The request is complete; staff are called.
    Placed(Box<Placed>),
    /// Why what the customer wrote changed nothing.
    Remarked {
        /// Why.
        remark: Remark,
    },
    /// One of the staff takes care of the request, or no longer does.
    Claimed {
        /// Who; nobody any more if none.
        by: Option<UserId>,
    },
    /// The ticket is closed.
    Closed {
        /// Who closed it.
        by: UserId,
    },
    /// It is closed, yet could not be moved to where closed tickets are.
    NotMoved {
        /// Why.
        why: NotMoved,
        /// Whom to tell.
        managers: Vec<RoleId>,
    },
    /// The customer has left the server.
    CustomerLeft {
        /// Who.
        customer: UserId,
    },
}

/// A request that is complete.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// What is wanted.
    pub order: OrderView,
    /// What the customer answered to the other questions: what it was about, and the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<(String, AnswerTold)>,
    /// The same answers by the keys of their stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keyed: Vec<(String, AnswerTold)>,
    /// What the flow says to it; our own words if nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Prompt>,
    /// Who wants it.
    pub customer: Option<UserId>,
    /// Whom to call.
    pub staff: Vec<RoleId>,
}

/// Why a closed ticket stands where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotMoved {
    /// The category is full.
    CategoryFull,
    /// The category is gone, or the bot may not use it.
    CategoryUnusable,
}
