//! The answer to "which of these?": one of the products that were offered, several, or none.

mod number;
mod offered;
mod said;

use std::ops::Range;

use super::index::Index;
use super::roles::{self, Role};
use super::tokens::{self, Gap, Tokens};
use super::words::{self, Word};
use super::{MOST_OF_ONE, spans};
use crate::domain::catalogue::ProductId;
use offered::{Offered, Set};
use said::Said;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    One(Picked),
    /// These, in the order in which they were offered; two or more.
    Several(Vec<Picked>),
    /// "neither".
    NoneOfThem,
    /// So many of whichever it is: "make it 2".
    Count(u32),
    /// A number that may be how many as well as which.
    Either,
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
    let tokens = tokens::read(text, |word| index.is_word(word));
    if among.is_empty() || tokens.all.len() > LONGEST_ANSWER {
        return Choice::Unclear;
    }
    let roles = roles::of(&tokens);
    let mut said = said::read(&offered, &tokens, &roles);
    if names_another(index, &offered, &tokens, &roles, &said) {
        return Choice::Unclear;
    }
    if let Some(choice) = number::alone(&offered, &tokens, &roles, &said) {
        return choice;
    }
    let mut answer = Answer::default();
    for clause in clauses(&tokens, &said) {
        number::count_before_name(&offered, &tokens, &clause, &mut said);
        answer.hear(&offered, &tokens, clause, &said);
    }
    answer.choice(among, said.contains(&Said::Or))
}

/// What commas, line breaks and words such as "and" part.
fn clauses(tokens: &Tokens, said: &[Said]) -> Vec<Range<usize>> {
    let parts = |end: &usize| {
        *end == said.len()
            || said[*end] == Said::Joins
            || tokens.gap(*end).has(Gap::COMMA.or(Gap::LINE).or(Gap::PLUS))
            || (tokens.gap(*end).has(Gap::STOP) && tokens.gap(*end).has(Gap::SPACE))
    };
    let ends: Vec<usize> = (1..=said.len()).filter(parts).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()
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

/// What the clauses of an answer say together.
#[derive(Default)]
struct Answer {
    picked: Vec<(u32, Option<u32>)>,
    excluded: Set,
    all: bool,
    none: bool,
    unclear: bool,
    quantity: Option<u32>,
}

impl Answer {
    fn hear(
        &mut self,
        offered: &Offered<'_>,
        tokens: &Tokens,
        clause: Range<usize>,
        said: &[Said],
    ) {
        let Some(read) = Clause::read(offered, tokens, clause.clone(), said) else {
            self.none = true;
            return;
        };
        self.all |= read.all;
        let of_each = clause.clone().any(|at| {
            said[at] == Said::All
                && at.checked_sub(1).is_some_and(|of| tokens.key(of) == "of")
                && matches!(at.checked_sub(2).map(|it| said[it]), Some(Said::Number(_)))
        });
        let Clause { left, shared, foreign, ordinal, number, base, .. } = read;
        let mut found = if left == offered.all() { Set::default() } else { left };
        let distinguished = left != offered.all();
        let exact = offered.called(tokens, clause, said);
        if !distinguished && let Some(place) = exact.or(offered.plainest().filter(|_| base)) {
            found = Set::of(place);
        }
        let mut quantity = number;
        if found.is_empty() && !distinguished {
            // "2" says which, "2 of the second" says how many.
            // Of one that is offered it always says how many: "2, please".
            let only = number.filter(|value| offered.len() == 1 && !shared && *value > 0);
            // A word that its name shares with nothing else that is offered says as much as all of it.
            let alone = offered.len() == 1 && shared && foreign == 0;
            let place = ordinal.or(only.map(|_| 0)).or(alone.then_some(0)).or_else(|| {
                let value = number.filter(|_| !shared && !self.all)?;
                quantity = None;
                usize::try_from(value).ok()?.checked_sub(1)
            });
            match place {
                Some(place) if place < offered.len() => found = Set::of(place),
                Some(_) => self.unclear = true,
                None => {}
            }
        } else if let Some(place) = ordinal {
            // "the second classic" of two that are both called so.
            self.unclear |= !found.contains(place);
        }
        self.none |= read.no && found.is_empty();
        self.unclear |= distinguished && found.is_empty();
        self.unclear |= foreign > MOST_FOREIGN || (foreign > 0 && found.is_empty() && !self.none);
        if self.all {
            // "both 2" of two may only say both again.
            let counts = |it: &u32| of_each || *it as usize != offered.len();
            self.quantity = self.quantity.or(quantity.filter(counts));
        }
        match (read.negated || read.no, found.only()) {
            (true, _) => self.excluded = self.excluded.or(found),
            (false, Some(place)) => self.picked.push((place, quantity)),
            (false, None) => self.unclear |= !found.is_empty(),
        }
    }

    fn choice(mut self, among: &[ProductId], says_or: bool) -> Choice {
        if self.unclear {
            return Choice::Unclear;
        }
        if self.none && self.picked.is_empty() {
            return Choice::NoneOfThem;
        }
        self.picked.sort_by_key(|(place, _)| *place);
        self.picked.dedup_by_key(|(place, _)| *place);
        let places = || 0_u32..u32::try_from(among.len()).unwrap_or(u32::MAX);
        if self.all && self.picked.is_empty() && self.excluded.is_empty() {
            let quantity = self.quantity;
            self.picked = places().map(|place| (place, quantity)).collect();
        } else if self.picked.is_empty() && !self.excluded.is_empty() {
            // "not the classic" leaves the other one.
            let excluded = |place: &u32| self.excluded.contains(*place as usize);
            let rest: Vec<u32> = places().filter(|place| !excluded(place)).collect();
            match *rest.as_slice() {
                [] => return Choice::NoneOfThem,
                [one] => self.picked.push((one, None)),
                _ => return Choice::Unclear,
            }
        } else if says_or && self.picked.len() > 1 {
            return Choice::Unclear;
        }
        let picked = |&(place, quantity): &(u32, Option<u32>)| {
            let product = among.get(place as usize)?.clone();
            let quantity = quantity.filter(|&it| it > 0).map(|it| it.min(MOST_OF_ONE));
            Some(Picked { product, quantity })
        };
        let mut picked: Vec<Picked> = self.picked.iter().filter_map(picked).collect();
        match picked.len() {
            0 => Choice::Unclear,
            1 => Choice::One(picked.swap_remove(0)),
            _ => Choice::Several(picked),
        }
    }
}

/// What the words of one clause say.
struct Clause {
    /// Those that all words speak of which do not speak of all.
    left: Set,
    /// A word speaks of all.
    shared: bool,
    foreign: usize,
    ordinal: Option<usize>,
    number: Option<u32>,
    negated: bool,
    no: bool,
    base: bool,
    all: bool,
}

impl Clause {
    /// `None` if it says that none is wanted.
    fn read(
        offered: &Offered<'_>,
        tokens: &Tokens,
        clause: Range<usize>,
        said: &[Said],
    ) -> Option<Self> {
        let mut read = Self {
            left: offered.all(),
            shared: false,
            foreign: 0,
            ordinal: None,
            number: None,
            negated: false,
            no: false,
            base: false,
            all: false,
        };
        for at in clause {
            match said[at] {
                Said::Of(set) if set == offered.all() => read.shared = true,
                Said::Of(set) => read.left = read.left.and(set),
                Said::Ordinal(place) => read.ordinal = read.ordinal.or(Some(place)),
                Said::Last => read.ordinal = read.ordinal.or(offered.len().checked_sub(1)),
                Said::Number(value) if counts(tokens, said, at) => {
                    read.number = read.number.or(Some(value));
                }
                Said::Number(_) | Said::Joins | Said::Or | Said::Nothing => {}
                Said::All => read.all = true,
                Said::None => return None,
                Said::No if shown(tokens, at + 1) => {}
                Said::No => read.no = true,
                Said::Not => read.negated = true,
                Said::Plain => read.base = true,
                Said::Foreign => read.foreign += 1,
            }
        }
        Some(read)
    }
}

/// Whether the number at `at` counts or says which: not so the "one" of "the classic one".
fn counts(tokens: &Tokens, said: &[Said], at: usize) -> bool {
    if words::meaning(tokens.key(at)) != Some(Word::Number(1)) || tokens.is_digits(at) {
        return true;
    }
    let before_name = matches!(said.get(at + 1), Some(Said::Of(_)));
    let shown = at.checked_sub(1).is_some_and(|before| shown(tokens, before));
    let alone = said.iter().skip(1).all(|it| *it == Said::Nothing);
    let of_each = tokens.key(at + 1) == "of" && said.get(at + 2) == Some(&Said::All);
    of_each || (before_name && !shown) || (at == 0 && alone)
}

/// "the", "that".
fn shown(tokens: &Tokens, at: usize) -> bool {
    matches!(
        tokens.key(at),
        "the"
            | "that"
            | "this"
            | "which"
            | "der"
            | "die"
            | "das"
            | "den"
            | "le"
            | "la"
            | "el"
            | "il"
    )
}

/// A longer text is no answer to such a question.
const LONGEST_ANSWER: usize = 40;
/// So many words may stand beside an answer that nothing explains.
const MOST_FOREIGN: usize = 2;
