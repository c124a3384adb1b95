//! What is said once beside the conversation, and asks nothing.

use serde::{Deserialize, Serialize};

/// Why what somebody wrote changed nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "that", rename_all = "snake_case")]
pub enum Remark {
    /// It replies to a question that is over; another one waits.
    QuestionOver,
    /// It changes a request that is complete: that is for staff.
    WithStaff {
        /// The word that starts over, if one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refresh: Option<String>,
    },
    /// A message was rewritten when what it had said was confirmed.
    RewrittenTooLate,
}
