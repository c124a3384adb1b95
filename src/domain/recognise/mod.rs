//! What a customer's words ask for: free text in, products and quantities out.
//!
//! 1. `tokens` folds the text and cuts it into runs of letters and digits; `roles` says what each
//!    does where it is no part of a name.
//! 2. `spans` looks up every short run of tokens, joined without separators, in the [`Index`], with
//!    slips of the pen, and chooses the names that explain the most letters. `mentions` joins those
//!    that belong together, and `evidence` says which of them are spoken of as wishes.
//! 3. `quantity` reads the numbers around the names.
//! 4. `wishes` reads removals and corrections, of what the text names and of lines that are there.
//! 5. `leftover` collects the words that nothing explained, to be shown to the customer.

mod asked;
mod choose;
mod described;
mod elided;
mod evidence;
mod explain;
mod index;
mod leftover;
mod mentions;
mod plural;
mod quantity;
mod revise;
mod roles;
mod search;
mod slips;
mod spans;
mod steering;
mod tokens;
mod wishes;
mod words;
mod worn;

pub use choose::{Choice, Picked, choose, says_both, says_rest};
pub use explain::explain;
pub use index::Index;
pub(in crate::domain) use plural::singular;
pub use revise::{Ambiguity, Purpose, Revised, Revision, revise};
pub use search::search;
pub use slips::slip_of;
pub use steering::is_steering;
pub use words::{is_both, is_one_left};

use rustc_hash::FxHashSet;

use crate::domain::catalogue::ProductId;
use evidence::Doubt;
use index::Pattern;
use leftover::Head;
use mentions::{Mention, Mentions};
use quantity::{Count, Counts, Given};
use roles::Role;
use tokens::{Gap, Tokens};
use wishes::Wishes;
use words::Word;

/// The most of one product that one message can ask for.
pub const MOST_OF_ONE: u32 = 999;

/// What was understood of one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognition {
    /// The products asked for, each once with the same options, in the order of their first
    /// mention.
    pub lines: Vec<Wanted>,
    /// The customer's own words that were not understood, in their order, without greetings,
    /// requests and other words that carry nothing. Each is a part of the text as it was written.
    pub unknown: Vec<String>,
    /// What could mean several products.
    pub ambiguous: Vec<Ambiguity>,
    /// Products that words which were not understood are near to.
    pub suggested: Vec<ProductId>,
    /// The products of lines that are asked after, not asked for: "do you have a sultan?". Whether
    /// they are wished for is to be asked.
    pub inquired: Vec<ProductId>,
    /// The products of which more than [`MOST_OF_ONE`] were asked; their line says that many.
    pub capped: Vec<ProductId>,
}

/// So many of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The product.
    pub product: ProductId,
    /// How many, from 1 to [`MOST_OF_ONE`].
    pub quantity: u32,
    /// What the text says of its options: name and value.
    pub options: Vec<(String, String)>,
}

/// A line of an order that a message may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// The product.
    pub product: ProductId,
    /// How many.
    pub quantity: u32,
    /// Its options: name and value.
    pub options: Vec<(String, String)>,
}

/// What `text` asks for. Total: any text has an answer, the same one every time. The time grows in
/// proportion to the length of what people write, and with its square where thousands of letters
/// name hundreds of products.
pub fn recognise(index: &Index, text: &str) -> Recognition {
    let read = Reading::new(index, text, &[]);
    let asked_after = read.wishes.stay.iter().filter(|wish| wish.inquired);
    let inquired = asked_after.flat_map(|wish| &wish.products).map(|it| index.id(*it).clone());
    let inquired = inquired.collect();
    let Revision { lines, unknown, ambiguous, suggested, mut capped, .. } =
        Revision::of(index, text, &read, &[], |_| true);
    let lines = revise::merged(lines, &mut capped);
    Recognition { lines, unknown, ambiguous, suggested, capped, inquired }
}

/// Whether `text` says a number and nothing else; "make it 3" says more.
pub fn is_number(text: &str) -> bool {
    let tokens = tokens::read(text, |_| false);
    let roles = roles::of(&tokens);
    let counts = |role: Role| {
        matches!(
            role,
            Role::Number(_) | Role::Figure | Role::Enumerator | Role::Word(Word::Tens(_))
        )
    };
    let quiet = |at: usize| match roles[at] {
        Role::Word(Word::Filler) => !words::makes(tokens.key(at)),
        role => role == Role::Word(Word::Times),
    };
    roles.iter().any(|role| counts(*role))
        && (0..roles.len()).all(|at| counts(roles[at]) || quiet(at))
}

/// `text` with its number in digits, if it says exactly one: "we are twelve" as "we are 12".
pub fn in_digits(text: &str) -> Option<String> {
    let tokens = tokens::read(text, |_| false);
    let count = quantity::only(&tokens, &roles::of(&tokens))?;
    let tokens = tokens.all.get(count.tokens)?;
    let (first, last) = tokens.first().zip(tokens.last())?;
    let (before, behind) = (text.get(..first.source.start)?, text.get(last.source.end..)?);
    Some(format!("{before}{}{behind}", count.value))
}

/// Whether one letter is missing, too much or another one, or two neighbours have changed places.
pub fn differ_by_a_slip(one: &str, other: &str) -> bool {
    Pattern::new(one).is_some_and(|it| it.distance(other, 1) == Some(1))
}

/// Whether `text` has a word that takes something out: "remove", "cancel".
pub fn takes_out(text: &str) -> bool {
    let tokens = tokens::read(text, |_| false);
    roles::of(&tokens).contains(&Role::Word(Word::Removes))
}

/// Whether a colour is in `text`, or a word for colours: "navy blue", "Frame colour".
pub fn names_colour(text: &str) -> bool {
    let is_said = |key: &str| words::is_colour(key) || words::is_word_for_colours(key);
    super::text::folded(text).split(|it: char| !it.is_alphanumeric()).any(is_said)
}

/// Whether `text` takes nothing back, refuses nothing and asks nothing.
pub fn only_wishes(text: &str) -> bool {
    let tokens = tokens::read(text, |_| false);
    let takes_back = |role: &Role| {
        matches!(
            role,
            Role::Word(
                Word::Negates
                    | Word::Removes
                    | Word::Corrects
                    | Word::Swaps
                    | Word::Replaces
                    | Word::Turns
                    | Word::Only
                    | Word::Inquires
            )
        )
    };
    let asks = tokens.gaps.iter().any(|gap| gap.has(tokens::Gap::QUERY));
    !asks && !roles::of(&tokens).iter().any(takes_back)
}

/// All that was read out of a text.
struct Reading {
    tokens: Tokens,
    roles: Vec<Role>,
    mentions: Mentions,
    counts: Counts,
    wishes: Wishes,
    /// Words that are too little of a name, and that may be wished for.
    heads: Vec<Head>,
}

impl Reading {
    fn new(index: &Index, text: &str, had: &[Ordered]) -> Self {
        Self::noting(index, text, had, |_, _| {})
    }

    /// The same; `note` is told what became of each number.
    fn noting(index: &Index, text: &str, had: &[Ordered], note: impl FnMut(&Count, Given)) -> Self {
        let tokens = index.cut(text);
        let mut roles = roles::of(&tokens);
        let sizes = worn::set_aside(index, &tokens, &mut roles);
        let ordered: Vec<u32> = had.iter().filter_map(|line| index.number(&line.product)).collect();
        let mut mentions = mentions::find(index, &tokens, &roles, &ordered);
        let described = described::read(index, &tokens, &mut roles, &mut mentions.wishes);
        let mut counts = quantity::read(index, &tokens, &roles, &mentions.wishes, note);
        let text = wishes::Text {
            tokens: &tokens,
            roles: &roles,
            mentions: &mentions.wishes,
            described: &described,
            doubted: &mentions.doubted,
        };
        let wishes = wishes::read(index, text, &mut counts, had);
        counts.told.extend(sizes);
        counts.told.extend(described.left_open.iter().cloned());
        for (mention, doubt) in &mentions.doubted {
            if matches!(doubt, Doubt::Discussed | Doubt::Repeated) {
                counts.used[mention.tokens.clone()].fill(true);
            }
        }
        let heads = leftover::heads(index, &tokens, &roles, &counts.used);
        for head in heads.iter().filter(|head| head.products.len() > 1) {
            let first = head.at - usize::from(head.count.is_some());
            counts.used[first..=head.at].fill(true);
        }
        Self { tokens, roles, mentions, counts, wishes, heads }
    }

    /// Whether the text is no sentence that tells something: "make it pink".
    fn says_little(&self) -> bool {
        let tells = |role: &Role| {
            matches!(role, Role::Content | Role::Word(Word::Grammar | Word::Tells | Word::Inquires))
        };
        !self.roles.iter().any(tells)
    }

    /// What is near to words that were not understood, and not wished for after all.
    fn suggested(&self, index: &Index) -> Vec<ProductId> {
        let mut near = Vec::new();
        // What the text wishes for is near to nothing but itself: "i prefer the t20, so a t20".
        let wished = |mention: &Mention| {
            let said = |wish: &&wishes::Wish| !wish.tokens.is_empty();
            self.wishes.stay.iter().filter(said).any(|wish| wish.products == mention.products)
        };
        for (mention, doubt) in &self.mentions.doubted {
            if doubt.leaves_near(mention) && !wished(mention) {
                near.extend(&mention.products);
            }
        }
        let alone = self.heads.iter().filter(|head| head.products.len() == 1);
        near.extend(alone.flat_map(|head| &head.products));
        // Each once, in the order of the text, whatever is said again and again.
        let mut seen = FxHashSet::default();
        near.retain(|product| seen.insert(*product));
        near.into_iter().map(|product| index.id(product).clone()).collect()
    }
}

/// What a name is compared by: its folded letters and digits, joined.
pub(crate) fn key_of(name: &str) -> String {
    tokens::read(name, |_| true).keys()
}

/// What two names are told apart by: [`key_of`], where the point of a number counts too. "2.5k
/// coins" are no "25k coins".
pub(crate) fn name_key(name: &str) -> String {
    let tokens = tokens::read(name, |_| true);
    let is_point = |at: usize| {
        at > 0 && tokens.gap(at) == Gap::STOP && tokens.is_digits(at - 1) && tokens.is_digits(at)
    };
    let mut key = String::with_capacity(name.len() + 1);
    for at in 0..tokens.all.len() {
        if is_point(at) {
            key.push('.');
        }
        key.push_str(tokens.key(at));
    }
    key
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
