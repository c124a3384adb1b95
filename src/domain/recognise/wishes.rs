//! What of the names stays wished for: removals and corrections, read from left to right.

use std::fmt;

use smallvec::SmallVec;

use super::index::Index;
use super::mentions::Mention;
use super::quantity::{Count, Counts, Form};
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::Word;

/// What is wished for: one of the products, so many times.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) products: SmallVec<[u32; 4]>,
    pub(super) count: Option<u32>,
}

/// What became of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Wished,
    /// "not a sultan", "cancel the sultan".
    Removed,
    /// "I meant a sultan", "make it 3": it changed an earlier wish.
    Corrected,
}

impl fmt::Display for Fate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Wished => "wished for",
            Self::Removed => "not wished for, or no longer",
            Self::Corrected => "corrects what was said before",
        })
    }
}

/// What of the names stays.
pub(super) struct Wishes {
    pub(super) stay: Vec<Wish>,
    /// Per name: what became of it.
    pub(super) fates: Vec<Fate>,
}

/// Reads removals and corrections. Numbers that correct are marked as used in `counts`.
pub(super) fn read(
    index: &Index,
    tokens: &Tokens,
    roles: &[Role],
    mentions: &[Mention],
    counts: &mut Counts,
) -> Wishes {
    let mut reader = Reader {
        index,
        tokens,
        roles,
        mentions,
        wishes: Wishes { stay: Vec::with_capacity(mentions.len()), fates: Vec::new() },
        negated: None,
        swapped: None,
        corrects: false,
        adds: false,
        removed: false,
    };
    let mut stray = std::mem::take(&mut counts.stray).into_iter().peekable();
    let mut names = mentions.iter().zip(&counts.of_mention).peekable();
    let mut at = 0;
    while at < roles.len() {
        reader.pass(tokens.gap(at));
        if let Some((mention, count)) = names.next_if(|(mention, _)| mention.tokens.start <= at) {
            reader.name(mention, *count);
            at = mention.tokens.end.max(at + 1);
        } else if let Some(count) = stray.next_if(|count| count.tokens.start <= at) {
            if reader.number(&count) {
                counts.used[count.tokens.clone()].fill(true);
            }
            at = count.tokens.end.max(at + 1);
        } else {
            reader.word(at);
            at += 1;
        }
    }
    reader.wishes
}

struct Reader<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    mentions: &'t [Mention],
    wishes: Wishes,
    /// What is named now is not wished for.
    negated: Option<Negated>,
    /// What is named now gives way to what is named next, or to the number.
    swapped: Option<Swapped>,
    /// What comes next takes the place of what was said.
    corrects: bool,
    /// What is named now is wished for as well.
    adds: bool,
    /// Something was removed before, so that "instead" is explained.
    removed: bool,
}

#[derive(Default)]
struct Negated {
    /// Something was named since.
    seen: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Swapped {
    /// Nothing was named yet.
    Nothing,
    /// This wish.
    Wish(usize),
    /// A product that had not been wished for.
    Stranger,
}

impl Reader<'_> {
    /// A comma or a sentence's end ends what "not" speaks of.
    fn pass(&mut self, gap: Gap) {
        let sentence = gap.has(Gap::STOP) && gap.has(Gap::SPACE);
        if sentence || gap.has(Gap::COMMA.or(Gap::LINE).or(Gap::BREAK)) {
            self.negated = None;
            self.adds = false;
        }
        if sentence || gap.has(Gap::LINE) {
            self.swapped = None;
        }
    }

    fn word(&mut self, at: usize) {
        let Role::Word(word) = self.roles[at] else { return };
        let (key, next) = (self.tokens.key(at), self.tokens.key(at + 1));
        let takes_out = matches!(key, "take" | "leave") && matches!(next, "out" | "off");
        match word {
            Word::Negates if key == "never" && next == "mind" => self.remove(at),
            Word::Negates if self.refuses(at) => self.corrects = true,
            Word::Negates => self.negated = Some(Negated::default()),
            Word::Removes => self.remove(at),
            Word::Request if takes_out => self.remove(at),
            Word::Request => self.turn(),
            Word::Turns if key == "rather" && next == "than" => {
                self.negated = Some(Negated::default());
            }
            Word::Turns => self.negated = None,
            Word::Adds => {
                self.turn();
                self.adds = true;
                self.corrects = false;
            }
            Word::Corrects if key == "instead" && next == "of" => {
                self.negated = Some(Negated::default());
            }
            Word::Corrects if key == "instead" => self.instead(),
            Word::Corrects => self.corrects = true,
            Word::Swaps => {
                let last = self.wishes.stay.len().checked_sub(1);
                let that = matches!(next, "that" | "it" | "this");
                self.swapped = Some(match last {
                    Some(last) if that => Swapped::Wish(last),
                    _ => Swapped::Nothing,
                });
            }
            _ => {}
        }
    }

    /// A new beginning after what "not" spoke of.
    fn turn(&mut self) {
        if self.negated.as_ref().is_some_and(|negated| negated.seen) {
            self.negated = None;
        }
    }

    /// "no, a sultan", "no wait": not about what follows, but about what was said.
    fn refuses(&self, at: usize) -> bool {
        let says_no = matches!(self.tokens.key(at), "no" | "nein" | "non" | "nee" | "nie" | "nao");
        let apart = self.tokens.gap(at + 1).has(Gap::COMMA.or(Gap::STOP).or(Gap::DASH));
        let goes_on = matches!(
            self.roles.get(at + 1),
            Some(Role::Word(Word::Corrects | Word::Negates | Word::Request | Word::Times))
        ) || matches!(self.tokens.key(at + 1), "make" | "i");
        says_no && !self.wishes.stay.is_empty() && (apart || goes_on || self.corrects)
    }

    /// "cancel the sultan", "cancel that", "forget it".
    fn remove(&mut self, at: usize) {
        if self.negated.take().is_some() {
            // "don't forget the sultan".
            return;
        }
        self.removed = true;
        if self.name_follows(at) {
            self.negated = Some(Negated::default());
            return;
        }
        let ahead = [self.tokens.key(at + 1), self.tokens.key(at + 2)];
        let all = ahead.iter().any(|key| matches!(*key, "it" | "all" | "everything" | "order"))
            || matches!(self.tokens.key(at), "nevermind" | "nvm" | "never");
        if all {
            self.wishes.stay.clear();
        } else {
            self.wishes.stay.pop();
        }
    }

    /// Whether something is named behind token `at`, in the same clause.
    fn name_follows(&self, at: usize) -> bool {
        let end = (at + 1..self.roles.len()).find(|&at| {
            let gap = self.tokens.gap(at);
            gap.has(Gap::COMMA.or(Gap::LINE).or(Gap::BREAK))
                || (gap.has(Gap::STOP) && gap.has(Gap::SPACE))
                || self.roles[at] == Role::Word(Word::Request)
        });
        let end = end.unwrap_or(self.roles.len());
        self.mentions.iter().any(|it| it.tokens.start > at && it.tokens.start < end)
    }

    /// "a sultan instead": the last wish takes the place of the one before.
    fn instead(&mut self) {
        let several = self.wishes.stay.len() > 1;
        let named_last = self.wishes.fates.last() == Some(&Fate::Wished);
        if !several || !named_last || self.removed || self.corrects {
            self.corrects |= !named_last;
            return;
        }
        if let Some(last) = self.wishes.stay.pop()
            && let Some(before) = self.wishes.stay.last_mut()
        {
            before.products = last.products;
            before.count = last.count.or(before.count);
        }
    }

    fn name(&mut self, mention: &Mention, count: Option<u32>) {
        let fate = self.fate(mention, count);
        self.wishes.fates.push(fate);
        self.adds = false;
        self.corrects = false;
    }

    fn fate(&mut self, mention: &Mention, count: Option<u32>) -> Fate {
        let products = &mention.products;
        if let Some(negated) = &mut self.negated {
            if negated.seen && count.is_some() {
                self.negated = None;
            } else {
                negated.seen = true;
                self.removed = true;
                let named = |wish: &Wish| wish.products.iter().any(|it| products.contains(it));
                self.wishes.stay.retain(|wish| !named(wish));
                return Fate::Removed;
            }
        }
        if let Some(swapped) = self.swapped {
            match swapped {
                Swapped::Nothing => {
                    self.swapped =
                        Some(self.wish_for(products).map_or(Swapped::Stranger, Swapped::Wish));
                    return Fate::Corrected;
                }
                Swapped::Wish(place) if place < self.wishes.stay.len() => {
                    self.swapped = None;
                    self.replace(place, mention, count);
                    return Fate::Corrected;
                }
                _ => self.swapped = None,
            }
        }
        if self.corrects && !self.adds && !self.wishes.stay.is_empty() {
            match self.wish_for(products) {
                Some(place) => {
                    let wish = &mut self.wishes.stay[place];
                    wish.count = count.or(wish.count);
                }
                None => self.replace(self.relative_of(products), mention, count),
            }
            return Fate::Corrected;
        }
        self.wishes.stay.push(Wish { products: products.clone(), count });
        Fate::Wished
    }

    /// The wish for just these products.
    fn wish_for(&self, products: &[u32]) -> Option<usize> {
        self.wishes.stay.iter().rposition(|wish| wish.products.as_slice() == products)
    }

    /// The last wish of the family of `products`, or the last one.
    fn relative_of(&self, products: &[u32]) -> usize {
        let family = |product: &u32| self.index.family(*product);
        let related = |wish: &Wish| {
            wish.products.iter().any(|one| products.iter().any(|it| family(it) == family(one)))
        };
        let last = self.wishes.stay.len().saturating_sub(1);
        self.wishes.stay.iter().rposition(related).unwrap_or(last)
    }

    fn replace(&mut self, place: usize, mention: &Mention, count: Option<u32>) {
        let index = self.index;
        let Some(wish) = self.wishes.stay.get_mut(place) else { return };
        // "a kuruma … I mean armored": what it may be is what is of the same family.
        let related = |product: &&u32| {
            wish.products.iter().any(|one| index.family(*one) == index.family(**product))
        };
        let mut kin: SmallVec<[u32; 4]> =
            mention.products.iter().filter(related).copied().collect();
        if kin.len() != 1 {
            kin = mention.products.clone();
        }
        wish.products = kin;
        wish.count = count.or(wish.count);
    }

    /// A number that no name took, which may change the last wish. Whether it is understood.
    fn number(&mut self, count: &Count) -> bool {
        let before = |back: usize| count.tokens.start.checked_sub(back);
        let key = |back: usize| before(back).map_or("", |at| self.tokens.key(at));
        let negates = before(1).is_some_and(|at| self.roles[at] == Role::Word(Word::Negates));
        let place = match self.swapped {
            Some(Swapped::Wish(place)) => place,
            _ => match self.wishes.stay.len().checked_sub(1) {
                Some(last) => last,
                None => return false,
            },
        };
        let uncounted = self.wishes.stay.get(place).is_some_and(|wish| wish.count.is_none());
        let alone = (uncounted || matches!(count.form, Form::After | Form::Before))
            && self.tokens.gap(count.tokens.start).ends_name()
            && self.tokens.gap(count.tokens.end).ends_name();
        let makes = key(2) == "make" || key(1) == "make";
        let instead = self.tokens.key(count.tokens.end) == "instead";
        let says = self.corrects || self.swapped.is_some() || makes || instead || alone;
        if negates && !self.corrects {
            // "10 adder, not 1" has said so already.
            return true;
        }
        if !says {
            return false;
        }
        self.corrects = false;
        self.swapped = None;
        if let Some(wish) = self.wishes.stay.get_mut(place) {
            wish.count = Some(count.value);
        }
        true
    }
}
