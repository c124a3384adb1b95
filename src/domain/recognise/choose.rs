//! The answer to "which of these?": one of the products that were offered, several, or none.

mod answer;
mod clause;
mod number;
mod offered;
mod said;

use super::index::Index;
use super::roles::{self, Role};
use super::tokens::{self, Tokens};
use super::words::{self, Word};
use super::{MOST_OF_ONE, spans};
use crate::domain::catalogue::ProductId;
use answer::Answer;
use offered::Offered;
use said::Said;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    One(Picked),
    /// These, in the order in which they were offered; two or more.
    Several(Vec<Picked>),
    /// One of these, which are fewer than were offered: "the round one", of two that are round.
    Among(Vec<ProductId>),
    /// "neither".
    NoneOfThem,
    /// So many of whichever it is: "make it 2".
    Count(u32),
    /// A number that may be how many as well as which.
    Either,
    /// It speaks of what was offered and leaves open which: "anything but the classic".
    Open,
    /// The text is no answer, or no clear one; it may ask for something else.
    Unclear,
}

/// A product that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// The product.
    pub product: ProductId,
    /// How many, from 1 to [`MOST_OF_ONE`], if the answer says so: "2 of the classic".
    pub quantity: Option<u32>,
}

/// Which of the products `among`, offered in this order, `text` chooses. Total, like
/// [`recognise`](super::recognise).
pub fn choose(index: &Index, text: &str, among: &[ProductId]) -> Choice {
    let offered = Offered::new(index, among);
    let tokens = index.cut(text);
    if among.is_empty() || tokens.all.len() > LONGEST_ANSWER {
        return Choice::Unclear;
    }
    let roles = roles::of(&tokens);
    let mut said = said::read(&offered, &tokens, &roles);
    if names_another(index, &offered, &tokens, &roles, &said) {
        return Choice::Unclear;
    }
    if number::is_zero(&said) {
        return Choice::NoneOfThem;
    }
    if let Some(choice) = number::alone(&offered, &tokens, &roles, &said) {
        return choice;
    }
    let mut answer = Answer::new(number::are_places(&tokens, &said));
    for clause in clause::all(&offered, &tokens, &said) {
        number::count_before_name(&offered, &tokens, &clause, &mut said);
        answer.hear(&offered, &tokens, clause, &said);
    }
    answer.choice(among, said.contains(&Said::Or))
}

/// Whether a word speaks of what is left: "2 green and the rest mint".
pub fn says_rest(word: &str) -> bool {
    said::is_rest(word)
}

/// Whether a text says "both".
pub fn says_both(text: &str) -> bool {
    let tokens = tokens::read(text, |_| false);
    (0..tokens.all.len()).any(|at| words::is_both(tokens.key(at)))
}

/// Whether the text names a product that was not offered.
fn names_another(
    index: &Index,
    offered: &Offered<'_>,
    tokens: &Tokens,
    roles: &[Role],
    said: &[Said],
) -> bool {
    let changes = |role: &Role| matches!(role, Role::Word(Word::Removes | Word::Swaps));
    let explained = |at: usize| !matches!(said[at], Said::Foreign | Said::Nothing);
    spans::choose(index, tokens, roles).iter().any(|found| {
        found.rank.is_whole()
            && found.slips == 0
            && !found.products.iter().any(|product| offered.has(*product))
            && !found.tokens.clone().all(explained)
    }) || roles.iter().any(changes)
}

/// A longer text is no answer to such a question.
const LONGEST_ANSWER: usize = 40;
