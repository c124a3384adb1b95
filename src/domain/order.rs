//! What the customer wants, as far as it is known.

mod amendment;
mod by_catalogue;
mod follow;
mod shown;

pub use amendment::{Amendment, Part, Recount};
pub use by_catalogue::pieces_of;

use super::{
    catalogue::ProductId,
    ids::{MessageId, RoleId},
    notice::{Misread, News},
    price::{Excess, Quote},
    recognise::{Ordered, Purpose},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An order. Until it is confirmed it follows the newest catalogue; what it says of a product is
/// what its customer was shown last, so that a change can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Products and how many of each.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// The customer's own words, kept as the order where a server has no catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// How many lines it has had: the id of the next.
    #[serde(default)]
    pub given: u16,
    /// Words that may mean several products, in the order in which the customer is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<Unclear>,
    /// An option that is to be another one, as long as that leaves a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<Amendment>,
    /// What the question that waits is about, if it is about a part of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// What of the customer's words was not understood, up to their last ones that changed it and
    /// were understood as a whole.
    #[serde(default, skip_serializing_if = "Misread::is_empty")]
    pub misread: Misread,
    /// What it costs, as its customer was shown last; none without lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priced: Option<Quote>,
    /// The limits of the catalogue that it goes beyond.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<Excess>,
    /// Those of the customer's roles for which the catalogue has discounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// What other catalogues have changed of it and its customer was not told yet.
    #[serde(default, skip_serializing_if = "News::is_empty")]
    pub untold: News,
    /// The line that the card offers to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picked: Option<LineId>,
    /// Of which lines the newest message that changed it speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<Spoken>,
    /// What it was before the newest message that changed it, which its customer may rewrite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
    /// The newest message that changed nothing: rewritten, it is heard anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle: Option<MessageId>,
    /// When it was confirmed; from then on its prices stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Timestamp>,
}

/// So many of one product, with the same options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its name within the order, which no other line gets.
    pub id: LineId,
    /// The product.
    pub product: ProductId,
    /// What its customer was shown that it is called.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// The options that were chosen: name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
}

impl Line {
    /// What is wanted, whatever the line is called: the product, how many, and its options.
    #[must_use]
    pub fn content(&self) -> (&ProductId, u32, &[(String, String)]) {
        (&self.product, self.quantity, &self.options)
    }

    /// Has these options as well, unless it has others of these names.
    pub fn complete(&mut self, options: &[(String, String)]) {
        let is_new = |it: &&(String, String)| self.options.iter().all(|had| had.0 != it.0);
        let new: Vec<_> = options.iter().filter(is_new).cloned().collect();
        self.options.extend(new);
    }

    /// The same, for a message to be read against it.
    #[must_use]
    pub fn ordered(&self) -> Ordered {
        let (product, quantity, options) = self.content();
        Ordered { product: product.clone(), quantity, options: options.to_vec() }
    }
}

/// The name of a line within its order.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct LineId(pub u16);

/// Words that may mean several products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclear {
    /// The words.
    pub written: String,
    /// What they may mean.
    pub candidates: Vec<ProductId>,
    /// How many are wanted.
    pub quantity: u32,
    /// Whether that is said since, and not by the words.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// What is to be done with the one that is meant.
    pub purpose: Purpose,
    /// The line that gives way to it, and is no longer among the lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Line>,
    /// What was said of its options: name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
}

/// The part of an order that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Asked {
    /// Which product the first unclear words mean.
    Which,
    /// Which line the option is of that is to be another one.
    Line {
        /// What was offered, in this order.
        lines: Vec<LineId>,
    },
    /// The value of an option.
    Option {
        /// Of which line.
        line: LineId,
        /// Which option.
        option: String,
        /// What was offered: an answer by its place means nothing if that has changed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        choices: Vec<String>,
    },
}

/// The lines of which a message speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// Those that it added have this id or a greater one.
    pub since: u16,
    /// Those that were there and are something else by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<LineId>,
}

/// The order before a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The message.
    pub message: MessageId,
    /// The lines.
    pub lines: Vec<Line>,
    /// The customer's own words, where there is no catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What of the messages before was not understood.
    #[serde(default, skip_serializing_if = "Misread::is_empty")]
    pub misread: Misread,
    /// What they cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priced: Option<Quote>,
    /// The question about a part of the order that the message answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
}

/// A question about a part of an order, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The question.
    pub asked: Asked,
    /// What is unclear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<Unclear>,
    /// What is to be another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<Amendment>,
}

impl Unclear {
    /// Its options are these instead, as far as they are said.
    pub fn describe(&mut self, options: &[(String, String)]) {
        self.options.retain(|it| options.iter().all(|said| said.0 != it.0));
        self.options.extend_from_slice(options);
    }

    /// So many are wanted instead, which is to be seen with the words.
    pub fn count(&mut self, count: u32) {
        (self.quantity, self.counted) = (count, true);
    }
}

impl Order {
    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.words.is_none() && self.unclear.is_empty()
    }

    /// What is wanted of each line.
    pub fn contents(&self) -> impl Iterator<Item = (&ProductId, u32, &[(String, String)])> {
        self.lines.iter().map(Line::content)
    }

    /// The only line of which the newest message speaks that changed it.
    #[must_use]
    pub fn it(&self) -> Option<LineId> {
        let Some(spoken) = &self.spoken else { return self.picked };
        let is_said = |it: &&Line| it.id.0 >= spoken.since || spoken.changed.contains(&it.id);
        let mut said = self.lines.iter().filter(is_said);
        said.next().filter(|_| said.next().is_none()).map(|it| it.id)
    }

    /// A message changed it, of which this was `given` and these were the lines before.
    pub fn note_spoken(&mut self, given: u16, before: &[Line]) {
        let was = |it: &Line| before.iter().find(|was| was.id == it.id);
        let is_other = |it: &&Line| was(it).is_some_and(|was| was.content() != it.content());
        let changed = self.lines.iter().filter(is_other).map(|it| it.id).collect();
        self.spoken = Some(Spoken { since: given, changed });
    }

    /// Whether something was asked for of which it is not clear what it means.
    #[must_use]
    pub fn is_unclear(&self) -> bool {
        !self.unclear.is_empty() || self.amendment.is_some()
    }

    /// The line of this id.
    #[must_use]
    pub fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }
}
