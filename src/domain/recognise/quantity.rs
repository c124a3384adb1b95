//! How many of each: the numbers around the names.

mod beside;
mod counts;
mod named;
mod spoken;

use std::ops::Range;

use super::MOST_OF_ONE;
use super::index::Index;
use super::mentions::Mention;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::{self, Word};
pub(super) use counts::{Count, Form};

/// The only number of a text that names nothing; articles count nothing there.
pub(super) fn only(tokens: &Tokens, roles: &[Role]) -> Option<Count> {
    let counts = counts::find(tokens, roles, &vec![None; roles.len()]);
    let is_article =
        |it: &Count| it.tokens.len() == 1 && words::is_article(tokens.key(it.tokens.start));
    let mut counts = counts.into_iter().filter(|it| !is_article(it));
    match (counts.next(), counts.next()) {
        (Some(only), None) if !only.is_range => Some(only),
        _ => None,
    }
}

/// The numbers, given to the names.
pub(super) struct Counts {
    /// Per mention: how many, if the text says so.
    pub(super) of_mention: Vec<Option<u32>>,
    /// Per token: whether a name or the number of a name took it.
    pub(super) used: Vec<bool>,
    /// The numbers that no name took.
    pub(super) stray: Vec<Count>,
    /// What is told as not understood all the same: "2 or 3", of which the first counts; a name of
    /// what is to go and is not there.
    pub(super) told: Vec<Range<usize>>,
}

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// It counts the name at this place.
    To(usize),
    /// It counts every name that no other number counts.
    ToAll,
    /// It belongs to a name: "eight 8 x 1".
    Name,
    /// "that one": it says which.
    Which,
    /// What one costs, a year, or a choice that there is not.
    NoCount,
    /// No name takes it.
    Stray,
}

/// Gives every number to the name that it counts, and tells `note` what became of it. Each name
/// takes one number and each number is taken once, except "3 each", which is for all names without
/// a number.
pub(super) fn read(
    index: &Index,
    tokens: &Tokens,
    roles: &[Role],
    mentions: &[Mention],
    mut note: impl FnMut(&Count, Given),
) -> Counts {
    let mut owners = vec![None; roles.len()];
    for (mention, number) in mentions.iter().zip(0..) {
        owners[mention.tokens.clone()].fill(Some(number));
    }
    let mut giver = Giver {
        index,
        tokens,
        roles,
        mentions,
        taken: Counts {
            of_mention: vec![None; mentions.len()],
            used: owners.iter().map(Option::is_some).collect(),
            stray: Vec::new(),
            told: Vec::new(),
        },
        owners,
        numbers_follow: false,
    };
    let counts = counts::find(tokens, roles, &giver.owners);
    giver.numbers_follow = giver.numbers_follow(&counts, mentions.len());
    let (each, single): (Vec<_>, Vec<_>) =
        counts.into_iter().partition(|count| count.form == Form::Each && !mentions.is_empty());
    let mut single = single.into_iter().peekable();
    while let Some(count) = single.next() {
        let multiplied = single.peek().and_then(|next| giver.name_with(&count, next));
        if let Some((name, next)) = multiplied.zip(single.next_if(|_| multiplied.is_some())) {
            giver.set(name, &next);
            note(&count, Given::Name);
            note(&next, Given::To(name));
            continue;
        }
        let given = giver.give(&count);
        note(&count, given);
        if given == Given::Stray {
            giver.taken.stray.push(count);
        }
    }
    for count in each {
        giver.give_all(&count);
        note(&count, Given::ToAll);
    }
    giver.taken
}

struct Giver<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    mentions: &'t [Mention],
    /// Per token: the mention that it belongs to.
    owners: Vec<Option<usize>>,
    taken: Counts,
    /// Whether the numbers of this text stand behind the names ("adder 2 sultan 3", "adder 2x
    /// sultan 3x").
    numbers_follow: bool,
}

impl Giver<'_> {
    fn give(&mut self, count: &Count) -> Given {
        let start = count.tokens.start;
        if count.form == Form::OfThem && start.checked_sub(1).is_some_and(|at| self.makes(at)) {
            // "make one of them a t20" is about what was said before.
            return Given::Stray;
        }
        if self.is_pronoun(count) {
            self.taken.used[count.tokens.clone()].fill(true);
            return Given::Which;
        }
        if self.is_price(count)
            || self.is_none(count)
            || self.is_zero_of_name(count)
            || self.is_of_choice(count)
        {
            return Given::NoCount;
        }
        if self.is_of_name(count) {
            return Given::Name;
        }
        let free = |name: Option<usize>| name.filter(|&at| self.taken.of_mention[at].is_none());
        let next = free(self.name_after(count).or_else(|| self.name_of_line(count)));
        let previous = free(self.name_before(count, Gap::default()));
        let across_comma = || {
            // "panto!!! 10 of them".
            let ends = Gap::STOP.or(Gap::BREAK);
            let asks = self.tokens.gap(start).has(Gap::QUERY);
            let stops = if count.form == Form::OfThem && !asks { ends } else { Gap::default() };
            free(self.name_before(count, Gap::COMMA.or(stops)))
        };
        let chosen = match (previous, next, count.form) {
            (_, Some(next), Form::After)
                if self.mentions[next].elided.is_some() || self.heads(count, next) =>
            {
                Some(next)
            }
            (Some(previous), Some(_), Form::After | Form::OfThem) => Some(previous),
            (Some(previous), Some(_), Form::Plain | Form::Before) if self.numbers_follow => {
                Some(previous)
            }
            (_, Some(next), _) => Some(next),
            (Some(previous), None, Form::After | Form::OfThem) => Some(previous),
            (Some(previous), None, _) => self.ends_wish(count).then_some(previous),
            (None, None, Form::Plain) if self.stands_alone(count) => across_comma(),
            (None, None, Form::Plain | Form::Each) => None,
            (None, None, _) => across_comma(),
        };
        let Some(name) = chosen else { return Given::Stray };
        self.set(name, count);
        Given::To(name)
    }

    /// "pantos, a dozen, for a race": nothing else stands between the commas.
    fn stands_alone(&self, count: &Count) -> bool {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let parted = |at: usize| self.tokens.gap(at).has(Gap::COMMA);
        let goes_on = self.name_after(count).is_none() && self.owners.get(end) == Some(&None);
        start.checked_sub(1).is_some_and(|at| self.owners[at].is_some())
            && parted(start)
            && parted(end)
            && goes_on
            && count.value <= MOST_OF_ONE
    }

    /// "3: adder", which begins a line.
    fn name_of_line(&self, count: &Count) -> Option<usize> {
        let (start, end) = (count.tokens.start, count.tokens.end);
        let starts = start == 0 || self.tokens.gap(start).has(Gap::LINE);
        let leads = starts && self.tokens.gap(end).has(Gap::COLON) && count.value <= MOST_OF_LINE;
        self.owners.get(end).copied().flatten().filter(|_| leads)
    }

    /// "for the raid: 30 potions": the colon leads to what is wished for.
    fn heads(&self, count: &Count, name: usize) -> bool {
        let (start, first) = (count.tokens.start, count.tokens.end);
        let owned = |at: &usize| self.owners.get(*at) == Some(&Some(name));
        let behind = (first..).take_while(owned).last().map_or(first, |at| at + 1);
        self.tokens.gap(start).has(Gap::COLON)
            && behind > first
            && !self.tokens.gap(first).ends_name()
            && !self.tokens.gap(behind).has(Gap::COLON)
    }

    fn set(&mut self, name: usize, count: &Count) {
        let pair = self.is_pair_of_plural(name, count);
        self.taken.of_mention[name] = Some(if pair { 1 } else { count.value });
        match count.is_range {
            true => self.taken.told.push(count.tokens.clone()),
            false => self.taken.used[count.tokens.clone()].fill(true),
        }
    }

    /// The name that `count` belongs to and `next` counts: "eight 8 x 1".
    fn name_with(&self, count: &Count, next: &Count) -> Option<usize> {
        let start = next.tokens.start;
        let between = count.form == Form::Plain
            && self.tokens.is_digits(count.tokens.start)
            && next.form == Form::After
            && start == count.tokens.end
            && self.roles.get(start) == Some(&Role::Word(Word::Times))
            && !self.tokens.gap(start).ends_name()
            && self.name_after(next).is_none();
        let name = self.name_before(count, Gap::default()).filter(|_| between)?;
        self.taken.of_mention[name].is_none().then_some(name)
    }

    /// "adder 2024", "adder 1500": a year, or a price.
    fn is_none(&self, count: &Count) -> bool {
        let digits = count.tokens.len() == 1 && self.tokens.is_digits(count.tokens.start);
        if count.form != Form::Plain || !digits || count.value <= MOST_OF_ONE {
            return false;
        }
        match self.name_after(count) {
            Some(name) => words::is_year(count.value) && !self.is_plural(name),
            None => self.name_before(count, Gap::COMMA).is_some(),
        }
    }

    /// "sprite zero": what is called so is none of the sprites, and not no sprite.
    fn is_zero_of_name(&self, count: &Count) -> bool {
        count.form == Form::Plain
            && self.tokens.key(count.tokens.start) == "zero"
            && self.name_after(count).is_none()
            && self.name_before(count, Gap::default()).is_some()
    }

    /// "the black adder one", "that one": it says which, not how many.
    fn is_pronoun(&self, count: &Count) -> bool {
        let at = count.tokens.start;
        let points = |key: &str| matches!(key, "that" | "this");
        let name = at.checked_sub(1).and_then(|before| self.owners[before]);
        let first = name.and_then(|it| self.mentions.get(it)).map(|it| it.tokens.start);
        let shown = first.and_then(|it| it.checked_sub(1)).map(|it| self.tokens.key(it));
        let pointed = at.checked_sub(1).is_some_and(|before| points(self.tokens.key(before)));
        self.tokens.key(at) == "one"
            && count.tokens.len() == 1
            && !self.tokens.gap(at).ends_name()
            && (pointed || shown.is_some_and(|key| key == "the" || points(key)))
    }

    /// "adder 65", where one costs so much.
    fn is_price(&self, count: &Count) -> bool {
        let digits = count.tokens.len() == 1 && self.tokens.is_digits(count.tokens.start);
        let ends = self.tokens.gap(count.tokens.end).has(Gap::STOP)
            || count.tokens.end == self.roles.len();
        let first = count.tokens.start == self.mentions.first().map_or(0, |it| it.tokens.end);
        let lone = self.mentions.len() == 1 && first && ends && !self.is_plural(0);
        if count.form != Form::Plain || !digits || !lone || self.is_made(count) {
            return false;
        }
        let name = self.name_before(count, Gap::default()).and_then(|at| self.mentions.get(at));
        name.is_some_and(|name| match *name.products.as_slice() {
            [product] => self.index.costs(product, count.value),
            _ => false,
        })
    }

    /// "2000 adders".
    fn is_plural(&self, name: usize) -> bool {
        let last = self.owners.iter().rposition(|owner| *owner == Some(name));
        last.is_some_and(|at| self.tokens.key(at).ends_with('s'))
    }

    /// "make the adder 24".
    fn is_made(&self, count: &Count) -> bool {
        (0..count.tokens.start).any(|at| {
            self.makes(at) || matches!(self.roles[at], Role::Word(Word::Request | Word::Corrects))
        })
    }

    fn makes(&self, at: usize) -> bool {
        words::makes(self.tokens.key(at))
    }

    fn give_all(&mut self, count: &Count) {
        // "neons and embers, 10 each, and a net".
        let is_one_more = |mention: &Mention| {
            let start = mention.tokens.start;
            let article = start.checked_sub(1).filter(|_| start >= count.tokens.end);
            article.is_some_and(|at| words::is_article(self.tokens.key(at)))
        };
        for (of_mention, mention) in self.taken.of_mention.iter_mut().zip(self.mentions) {
            if !is_one_more(mention) {
                of_mention.get_or_insert(count.value);
            }
        }
        self.taken.used[count.tokens.clone()].fill(true);
    }

    /// Whether the wish ends behind the count: a number before another word belongs to that word.
    fn ends_wish(&self, count: &Count) -> bool {
        let end = count.tokens.end;
        let goes_on =
            matches!(self.roles.get(end), Some(Role::Content | Role::Word(Word::Between)));
        !goes_on || self.tokens.gap(end).ends_name() || self.tokens.gap(end).has(Gap::CLOSE)
    }

    /// Whether the first name has no number before it and the last one has a number behind it.
    fn numbers_follow(&self, counts: &[Count], names: usize) -> bool {
        let leads = counts.iter().any(|count| self.name_after(count) == Some(0));
        let last = names.checked_sub(1);
        let trails = counts
            .iter()
            .any(|count| last.is_some() && self.name_before(count, Gap::default()) == last);
        !leads && trails
    }
}

/// A greater number before a colon is the number of something: "911: adder".
const MOST_OF_LINE: u32 = 99;
