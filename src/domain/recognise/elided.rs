//! Choices that are said without a name, of what was named before: "a black banshee and a red one",
//! "no wait, red".

mod leading;

use std::ops::Range;

use super::described::{Beside, Described, Run};
use super::index::{Asked, Index};
use super::mentions::{Elided, Mention, is_with, leads_to_choice};
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::{self, Word};

/// Finds them among the tokens that are not said `beside` names, and puts them among the `mentions`. What contradicts what was said, and does not say what for, is given back as words
/// that are not understood.
pub(super) fn find(
    index: &Index,
    tokens: &Tokens,
    roles: &mut [Role],
    mentions: &mut Vec<Mention>,
    described: &mut Described,
    beside: &Beside,
) {
    let mut found = Vec::new();
    for (place, mention) in mentions.iter().enumerate() {
        let [product] = *mention.products.as_slice() else { continue };
        let asked = index.options(product);
        if asked.is_empty() {
            continue;
        }
        let floor = place.checked_sub(1).map_or(0, |place| mentions[place].tokens.end);
        let before = Text { tokens, roles, asked, start: floor, ceiling: mention.tokens.start };
        for choice in before.counted_apart() {
            described.add(choice.tokens.start, choice.options);
            found.push(Mention { tokens: choice.tokens, slips: 0, ..mention.clone() });
        }
        let ceiling = mentions.get(place + 1).map_or(roles.len(), |it| it.tokens.start);
        let named = Named { tokens, asked, mention, ceiling, beside };
        found.extend(named.behind(roles, described));
    }
    mentions.extend(found);
    mentions.sort_by_key(|it| it.tokens.start);
}

/// A name, and where choices may stand that are said of it.
struct Named<'t> {
    tokens: &'t Tokens,
    asked: &'t [Asked],
    mention: &'t Mention,
    ceiling: usize,
    beside: &'t Beside,
}

impl Named<'_> {
    /// The choices behind the name.
    fn behind(&self, roles: &mut [Role], described: &mut Described) -> Vec<Mention> {
        let Self { tokens, asked, mention, ceiling, beside } = *self;
        let mut found: Vec<Mention> = Vec::new();
        let mut parted = false;
        let mut at = mention.tokens.end;
        while at < ceiling {
            let text = Text { tokens, roles, asked, start: mention.tokens.end, ceiling };
            let is_free = |_: &Choice| !beside.names(at) && !text.is_unit(at);
            let Some(choice) = text.choice(at).filter(is_free) else {
                at += 1;
                continue;
            };
            let of_name = described.of(&mention.tokens).to_vec();
            let repeats = choice.options.iter().all(|it| of_name.contains(it));
            let listed = beside.lists(choice.tokens.start);
            let elided = text.elided(&choice, !choice.is_of(&of_name), parted, listed);
            at = choice.tokens.end.max(at + 1);
            // "2 black tees, M and L": which is to be which must be asked.
            if elided == Some(Elided::Same)
                && let Some(other) = text.other_of_same(&choice, &found, described)
            {
                let other = found.remove(other).tokens;
                roles[other].fill(Role::Content);
                roles[choice.tokens].fill(Role::Content);
                continue;
            }
            let left = text.left_before(&choice);
            match elided {
                Some(elided) => {
                    let is_part =
                        matches!(elided, Elided::Part | Elided::Turned | Elided::Rest { .. });
                    parted |= is_part;
                    let mut options = choice.options;
                    if is_part {
                        // "2 black tees, one M one L" are black.
                        let is_open = |it: &(String, String)| options.iter().all(|of| of.0 != it.0);
                        let others: Vec<_> = of_name.into_iter().filter(is_open).collect();
                        options.extend(others);
                        left.into_iter().for_each(|at| roles[at] = Role::Word(Word::Between));
                    }
                    if choice.ones {
                        roles[choice.tokens.end] = Role::Word(Word::Between);
                    }
                    described.add(choice.tokens.start, options);
                    let (tokens, elided) = (choice.tokens, Some(elided));
                    found.push(Mention { tokens, elided, slips: 0, ..mention.clone() });
                }
                None if repeats => {}
                None => roles[choice.tokens].fill(Role::Content),
            }
        }
        found
    }
}

/// A choice that no name stands beside.
struct Choice {
    tokens: Range<usize>,
    options: Vec<(String, String)>,
    /// "the red one".
    ones: bool,
}

impl Choice {
    /// Whether it is of an option of which something is `said`.
    fn is_of(&self, said: &[(String, String)]) -> bool {
        self.options.iter().any(|it| said.iter().any(|of| of.0 == it.0))
    }
}

/// The words between a name and the next.
struct Text<'t> {
    tokens: &'t Tokens,
    roles: &'t [Role],
    asked: &'t [Asked],
    start: usize,
    ceiling: usize,
}

impl Text<'_> {
    /// "5 m", which is a length.
    fn is_unit(&self, at: usize) -> bool {
        let foreign = |at: usize| self.roles[at] == Role::Foreign;
        let number = at.checked_sub(1).filter(|at| self.tokens.is_digits(*at));
        foreign(at) && number.is_some_and(foreign)
    }

    /// The choices before a name with one of its own, each with an article or a number: "one black
    /// and two white mugs" are a black one and two white ones.
    fn counted_apart(&self) -> Vec<Choice> {
        let mut found = Vec::new();
        let mut at = self.ceiling;
        while let Some(lead) = self.lead_of(at, self.choices_before(at)) {
            let joined = lead.checked_sub(1).filter(|&at| at >= self.start && self.joins(at));
            let end = match joined {
                Some(joined) => joined,
                None if self.tokens.gap(lead).has(Gap::COMMA) => lead,
                None => break,
            };
            let start = self.choices_before(end);
            if self.lead_of(end, start).is_none() {
                break;
            }
            let run = Run { tokens: self.tokens, roles: self.roles, asked: self.asked };
            let (options, _) = run.choose(&(start..end), &(end..end));
            if options.is_empty() {
                break;
            }
            found.push(Choice { tokens: start..end, options, ones: false });
            at = end;
        }
        found
    }

    /// Where the choices begin that end at `end`.
    fn choices_before(&self, end: usize) -> usize {
        let mut start = end;
        while start > self.start && self.says(start - 1) && (start == end || !self.ends(start)) {
            // The 2 of "2 large", where there is a choice "2 litre" too, but not of "a 2 litre".
            if self.leads(start - 1) && !(start >= self.start + 2 && self.leads(start - 2)) {
                break;
            }
            start -= 1;
        }
        start
    }

    fn leads(&self, at: usize) -> bool {
        matches!(self.roles[at], Role::Number(_)) || words::is_article(self.tokens.key(at))
    }

    /// The article or the number before the choices from `start` to `end`, if there are both.
    fn lead_of(&self, end: usize, start: usize) -> Option<usize> {
        let leads = |at: &usize| *at >= self.start && self.leads(*at);
        start.checked_sub(1).filter(|_| start < end && !self.ends(start)).filter(leads)
    }

    /// The "x" of "1x gold".
    fn is_times(&self, at: usize) -> bool {
        let number = at.checked_sub(1).filter(|it| *it >= self.start);
        self.is(at, Word::Times)
            && number.is_some_and(|at| matches!(self.roles[at], Role::Number(_)))
    }

    /// The "one" of "another one in gold".
    fn is_another_one(&self, at: usize) -> bool {
        self.tokens.key(at) == "one"
            && at.checked_sub(1).is_some_and(|it| self.tokens.key(it) == "another")
    }

    fn joins(&self, at: usize) -> bool {
        self.is(at, Word::Joins) && !is_with(self.tokens.key(at))
    }

    /// Whether a choice is made of the word.
    fn says(&self, at: usize) -> bool {
        self.asked.iter().any(|asked| asked.has_word(self.tokens.key(at)))
    }

    /// The choice that begins at `at`, unless it goes on as something else: "a red car".
    fn choice(&self, at: usize) -> Option<Choice> {
        let mut end = at;
        while end < self.ceiling && self.says(end) && (end == at || !self.ends(end)) {
            end += 1;
        }
        let run = Run { tokens: self.tokens, roles: self.roles, asked: self.asked };
        let (options, said) = run.choose(&(at..end), &(end..end));
        let (options, said) = match at > self.start && self.leads(at - 1) && options.is_empty() {
            // "one 26, one 40" of 26cm and 40cm.
            true => (run.without_unit(at), vec![at]),
            false => (options, said),
        };
        // "2 large", where there is a choice "2 litre" too.
        let start = said.iter().copied().min()?;
        let end = said.iter().copied().max()? + 1;
        let (options, end) = self.more_of_one(&options, end).unwrap_or((options, end));
        let ones = end < self.ceiling && !self.ends(end) && matches!(self.tokens.key(end), "one" | "ones")
            // "one black one red", "one in black one in red".
            && !self.says(end + 1)
            && !(leads_to_choice(self.tokens.key(end + 1)) && self.says(end + 2));
        let behind = end + usize::from(ones);
        let closes = behind >= self.roles.len()
            || self.ends(behind)
            || self.is_counted(behind)
            || self.says_left(behind)
            || (behind < self.ceiling
                && matches!(
                    self.roles[behind],
                    Role::Number(_)
                        | Role::Word(
                            Word::Filler | Word::Joins | Word::Corrects | Word::Adds | Word::Only
                        )
                ));
        (!options.is_empty() && closes).then_some(Choice { tokens: start..end, options, ones })
    }

    /// The choices that are said behind "one" too, of other options: "a grey one in L". Where they
    /// end.
    fn more_of_one(
        &self,
        options: &[(String, String)],
        end: usize,
    ) -> Option<(Vec<(String, String)>, usize)> {
        let mut from = end + 1;
        let goes_on = |at: usize| at < self.ceiling && !self.ends(at);
        if options.is_empty() || self.tokens.key(end) != "one" || !goes_on(end) || !goes_on(from) {
            return None;
        }
        if leads_to_choice(self.tokens.key(from)) && goes_on(from + 1) {
            from += 1;
        }
        let mut to = from;
        while goes_on(to) && self.says(to) {
            to += 1;
        }
        let run = Run { tokens: self.tokens, roles: self.roles, asked: self.asked };
        let (more, said) = run.choose(&(from..to), &(to..to));
        let is_new = more.iter().all(|it| options.iter().all(|has| has.0 != it.0));
        let last = said.iter().copied().max().filter(|_| is_new)?;
        Some((options.iter().cloned().chain(more).collect(), last + 1))
    }

    /// What the choice does; `None` if that is not clear. One that is `listed` is of a piece.
    fn elided(
        &self,
        choice: &Choice,
        says_more: bool,
        parted: bool,
        listed: bool,
    ) -> Option<Elided> {
        let lead = self.lead(choice);
        let before = self.before(lead);
        let window = choice.tokens.start.saturating_sub(MOST_BACK).max(self.start);
        let makes = (window..lead).any(|at| words::makes(self.tokens.key(at)));
        // "i have a black one".
        let had = (self.start..lead).any(|at| {
            self.is(at, Word::Tells)
                || (self.tokens.key(at) == "have" && self.tokens.key(at - 1) == "i")
        });
        if had {
            return None;
        }
        if listed {
            return Some(Elided::Part);
        }
        let counted = self.is_counted(choice.tokens.end).then_some(choice.tokens.start);
        if !says_more && self.is_of_named(before) {
            return Some(Elided::Turned);
        }
        let first = before.filter(|&at| self.leads(at)).or(counted);
        if let Some(first) = first.filter(|_| !makes) {
            let another = self.tokens.key(first) == "another";
            let joined = (self.start..first)
                .any(|at| self.joins(at) || self.is(at, Word::Adds) || self.is(at, Word::More));
            let part = says_more && !another && (parted || !joined);
            return Some(if part { Elided::Part } else { Elided::Another });
        }
        let left = before.and_then(|at| words::is_one_left(self.tokens.key(at)));
        if let Some(one) = left {
            return parted.then_some(Elided::Rest { one });
        }
        // "half chocolate".
        if (lead..choice.tokens.start).any(|at| words::is_half(self.tokens.key(at))) {
            return None;
        }
        if before.is_some_and(|at| words::is_all(self.tokens.key(at))) && says_more {
            return Some(Elided::All);
        }
        let refused = before.is_some_and(|at| self.is(at, Word::Negates));
        let says_so = (window..choice.tokens.start).any(|at| {
            self.is(at, Word::Corrects) || (self.is(at, Word::Negates) && self.ends(at + 1))
        });
        (!refused && (makes || says_so || says_more)).then_some(Elided::Same)
    }

    /// "x2" behind a choice.
    fn is_counted(&self, at: usize) -> bool {
        self.is(at, Word::Times)
            && !self.ends(at)
            && matches!(self.roles.get(at + 1), Some(Role::Number(_)))
            && !self.ends(at + 1)
    }

    /// The choice directly before, joined by "and", which is of the same option.
    fn other_of_same(
        &self,
        choice: &Choice,
        found: &[Mention],
        described: &Described,
    ) -> Option<usize> {
        let (nth, last) = found.iter().enumerate().next_back()?;
        let mut between = last.tokens.end..choice.tokens.start;
        let joined = between.len() <= 1 && between.all(|at| self.joins(at));
        let said = described.of(&last.tokens);
        let same = choice.options.iter().any(|it| said.iter().any(|of| of.0 == it.0 && of != it));
        (last.elided == Some(Elided::Same) && joined && same).then_some(nth)
    }

    fn is(&self, at: usize, word: Word) -> bool {
        self.roles.get(at) == Some(&Role::Word(word))
    }

    fn ends(&self, at: usize) -> bool {
        self.tokens.gap(at).ends_name()
            || self.tokens.gap(at).has(Gap::CLOSE.or(Gap::OPEN).or(Gap::STOP))
    }
}

/// "no wait, make it red".
const MOST_BACK: usize = 4;
