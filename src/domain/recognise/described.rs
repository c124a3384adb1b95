//! What is said about options beside a name: "a large cola", "2 fries, large".

mod labels;
mod large;
mod measured;
mod pieces;

use std::ops::Range;

use super::elided;
use super::index::{Asked, Index};
use super::mentions::Mention;
use super::roles::Role;
use super::slips;
use super::tokens::{Gap, Tokens};
use super::words::{self, Word};

/// Options and what is wanted of them, by the token at which the name begins that they are said of.
#[derive(Debug, Default)]
pub(super) struct Described {
    options: Vec<(usize, Vec<(String, String)>)>,
    /// Choices of an option that nobody is asked about, of which several are said of one product:
    /// "2 pink and white donuts".
    pub(super) left_open: Vec<Range<usize>>,
}

impl Described {
    pub(super) fn add(&mut self, start: usize, options: Vec<(String, String)>) {
        self.options.push((start, options));
    }

    /// What is said of the name at `tokens`.
    pub(super) fn of(&self, tokens: &Range<usize>) -> &[(String, String)] {
        let found =
            self.options.iter().find(|(start, _)| *start == tokens.start && !tokens.is_empty());
        found.map_or(&[], |(_, options)| options)
    }
}

/// Finds what is said about options. The words that say it stand between a number and the name from
/// then on: they count nothing themselves.
pub(super) fn read(
    index: &Index,
    tokens: &Tokens,
    roles: &mut [Role],
    mentions: &mut Vec<Mention>,
) -> Described {
    if !index.has_options() {
        return Described::default();
    }
    let mended = slips::mended(index, tokens, roles, mentions);
    let tokens = mended.as_ref().unwrap_or(tokens);
    let spelled = large::spelled(index, tokens, roles, mentions);
    let tokens = spelled.as_ref().unwrap_or(tokens);
    match (0..roles.len()).any(|at| index.is_choice(tokens.key(at))) {
        true => {
            measured::count_choices(index, tokens, roles, mentions);
            read_spelled(index, tokens, roles, mentions)
        }
        false => Described::default(),
    }
}

fn read_spelled(
    index: &Index,
    tokens: &Tokens,
    roles: &mut [Role],
    mentions: &mut Vec<Mention>,
) -> Described {
    let mut described = Described::default();
    let mut before: Option<bool> = None;
    let mut beside = Beside::default();
    for (at, mention) in mentions.iter().enumerate() {
        let shared;
        let asked = match *mention.products.as_slice() {
            [product] => index.options(product),
            // Whichever is meant, "2 large teas" are large.
            ref several => {
                shared = index.shared_options(several);
                &shared
            }
        };
        if asked.is_empty() {
            continue;
        }
        let floor = at.checked_sub(1).map_or(0, |at| mentions[at].tokens.end);
        let ceiling = mentions.get(at + 1).map_or(roles.len(), |it| it.tokens.start);
        let run = Run { tokens, roles, asked };
        let left = run.left(mention, floor);
        let pieces = run.pieces(mention, &left, ceiling);
        let right = run.right(mention, ceiling);
        let is_of_pieces = !pieces.is_empty() || run.is_counted_apart(mention, &right);
        beside.pieces.extend(pieces);
        // "large cola small fanta" describes before the names, "cola large fanta small" behind
        // them.
        let before = *before.get_or_insert_with(|| run.says_something(&left));
        let parted = |at: usize| tokens.gap(at).ends_name();
        let left_is_theirs = at > 0 && left.start == floor && !parted(floor) && !before;
        let touches = at + 1 < mentions.len() && right.end == ceiling && !parted(ceiling);
        let right_is_theirs = touches && (before || parted(mention.tokens.end));
        let nothing = mention.tokens.start..mention.tokens.start;
        let left = if left_is_theirs { nothing.clone() } else { left };
        let right = if right_is_theirs || is_of_pieces { nothing } else { right };
        let (options, said) = run.choose(&left, &right);
        described.left_open.extend(run.left_open(&left, &right, &options));
        // "2 black and white mugs": the number counts the name.
        let joins = left.clone().skip(1).any(|at| run.is_between_choices(at));
        let joined = if joins { left.clone() } else { left.end..left.end };
        beside.runs.extend([left, right]);
        for at in joined {
            roles[at] = Role::Word(Word::Between);
        }
        if !options.is_empty() {
            described.add(mention.tokens.start, options);
            for at in said {
                roles[at] = Role::Word(Word::Between);
            }
        }
    }
    elided::find(index, tokens, roles, mentions, &mut described, &beside);
    described
}

/// What stands beside names.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The words that may say something of their options.
    runs: Vec<Range<usize>>,
    /// What is said of single pieces in lists of them.
    pieces: Vec<Range<usize>>,
}

impl Beside {
    /// Whether what stands there is said of a name.
    pub(super) fn names(&self, at: usize) -> bool {
        self.runs.iter().any(|run| run.contains(&at))
    }

    /// Whether a piece of a list begins there.
    pub(super) fn lists(&self, at: usize) -> bool {
        self.pieces.iter().any(|piece| piece.start == at)
    }
}

/// The words beside a name that may say something of its options.
pub(super) struct Run<'t> {
    pub(super) tokens: &'t Tokens,
    pub(super) roles: &'t [Role],
    pub(super) asked: &'t [Asked],
}

impl Run<'_> {
    fn left(&self, mention: &Mention, floor: usize) -> Range<usize> {
        let mut start = mention.tokens.start;
        let parted = |at: usize| self.tokens.gap(at).ends_name();
        while start > floor && !parted(start) {
            if self.belongs(start - 1) || self.is_unit(start - 1) {
                start -= 1;
            } else if let Some(from) = self.joined_before(start, floor) {
                start = from;
            } else {
                break;
            }
        }
        start..mention.tokens.start
    }

    /// "black and white mug": which of the two must be asked. Where the choices begin that a word
    /// such as "and" joins to those at `start`; a name before them may be what they are said of.
    fn joined_before(&self, start: usize, floor: usize) -> Option<usize> {
        let says = |at: usize| self.says(at);
        let joiner = start.checked_sub(1)?;
        let parted = |at: usize| self.tokens.gap(at).ends_name();
        if !self.is_joiner(joiner) || !says(start) || parted(joiner) {
            return None;
        }
        let mut from = joiner;
        while from > floor && says(from - 1) && (from == joiner || !parted(from)) {
            from -= 1;
        }
        let is_free = from > floor || floor == 0 || parted(floor);
        (from < joiner && is_free).then_some(from)
    }

    fn says(&self, at: usize) -> bool {
        self.asked.iter().any(|asked| asked.has_word(self.tokens.key(at)))
    }

    fn is_between_choices(&self, at: usize) -> bool {
        self.is_joiner(at) && at.checked_sub(1).is_some_and(|it| self.says(it)) && self.says(at + 1)
    }

    fn is_joiner(&self, at: usize) -> bool {
        self.roles[at] == Role::Word(Word::Joins) || self.is_or(at)
    }

    fn is_or(&self, at: usize) -> bool {
        matches!(self.tokens.key(at), "or" | "oder" | "ou" | "o" | "oppure" | "albo" | "lub")
    }

    /// A comma or bracket may stand between the name and what describes it.
    fn right(&self, mention: &Mention, ceiling: usize) -> Range<usize> {
        let start = mention.tokens.end;
        let gap = self.tokens.gap(start);
        let apart = gap.has(Gap::LINE.or(Gap::PLUS).or(Gap::BREAK).or(Gap::STOP));
        // "2 hoodies, a black one and a grey one".
        let counted = self.count_before(mention.tokens.start).is_some_and(|it| it > 1);
        let is_piece = |at: usize| counted && words::is_article(self.tokens.key(at));
        let mut end = start;
        while !apart
            && end < ceiling
            && !is_piece(end)
            && (end == start || !self.tokens.gap(end).ends_name())
            && (self.belongs(end) || self.goes_on(end, ceiling))
        {
            end += 1;
        }
        start..end
    }

    /// "inside and outside": which of the two must be asked.
    fn goes_on(&self, at: usize, ceiling: usize) -> bool {
        let next = self.tokens.key(at + 1);
        self.roles[at] == Role::Word(Word::Joins)
            && at + 1 < ceiling
            && !self.tokens.gap(at + 1).ends_name()
            && (at + 2 < ceiling || ceiling == self.roles.len())
            && self.asked.iter().any(|asked| asked.has_word(next))
    }

    fn belongs(&self, at: usize) -> bool {
        let key = self.tokens.key(at);
        // "make it red" is said of it later.
        matches!(self.roles[at], Role::Word(Word::Filler)) && !words::makes(key)
            // "half chocolate".
            || matches!(self.roles[at], Role::Word(Word::Between)) && !words::is_half(key)
            || self.asked.iter().any(|asked| asked.has_word(key))
    }

    fn says_something(&self, run: &Range<usize>) -> bool {
        !self.choose(run, &(run.end..run.end)).0.is_empty()
    }

    /// The options of which one choice alone is said, and the tokens that say it.
    pub(super) fn choose(
        &self,
        left: &Range<usize>,
        right: &Range<usize>,
    ) -> (Vec<(String, String)>, Vec<usize>) {
        let (mut options, mut said) = (Vec::new(), Vec::new());
        for asked in self.asked {
            let mut best: Option<(&str, Range<usize>)> = None;
            let mut several = false;
            for (label, words) in &asked.choices {
                let places = [left, right].into_iter().find_map(|run| self.find(run, words));
                let places = places.or_else(|| self.find_number(left, right, asked, words));
                let places = places.or_else(|| self.find_without_unit(right, words));
                let Some(place) = places else { continue };
                let longer = best.as_ref().map(|(_, it)| it.len().cmp(&place.len()));
                match longer {
                    Some(std::cmp::Ordering::Equal) => {
                        several |= best.as_ref().is_some_and(|it| it.0 != label);
                    }
                    Some(std::cmp::Ordering::Greater) => {}
                    _ => {
                        best = Some((label, place));
                        several = false;
                    }
                }
            }
            let best = best.filter(|_| !several);
            let by_word = || (!several).then(|| self.by_word(left, right, asked)).flatten();
            if let Some((label, place)) = best.or_else(by_word) {
                options.push((asked.name.clone(), label.to_owned()));
                let name = |at: &usize| asked.words.iter().any(|word| word == self.tokens.key(*at));
                said.extend(left.clone().chain(right.clone()).filter(name));
                said.extend(place);
            }
        }
        (options, said)
    }

    /// The choices that are said of an option that need not be chosen, if there are several and so
    /// none was `chosen`.
    fn left_open(
        &self,
        left: &Range<usize>,
        right: &Range<usize>,
        chosen: &[(String, String)],
    ) -> Vec<Range<usize>> {
        let is_open = |it: &&Asked| !it.required && chosen.iter().all(|of| of.0 != it.name);
        let mut found = vec![];
        for asked in self.asked.iter().filter(is_open) {
            for run in [left, right].into_iter().filter(|run| run.len() > 1) {
                let mut said: Vec<_> = asked
                    .choices
                    .iter()
                    .filter_map(|(label, words)| Some((label, self.find(run, words)?)))
                    .collect();
                said.dedup_by_key(|(label, _)| *label);
                let first = said.iter().map(|(_, place)| place.start).min();
                let last = said.iter().map(|(_, place)| place.end).max();
                found.extend(first.zip(last).filter(|_| said.len() > 1).map(|it| it.0..it.1));
            }
        }
        found
    }

    /// Where in the run a choice is said, unless it is made of digits alone.
    fn find(&self, run: &Range<usize>, choice: &[String]) -> Option<Range<usize>> {
        let lettered = choice.iter().any(|word| word.bytes().any(|it| !it.is_ascii_digit()));
        self.places(run, choice).find(|_| lettered)
    }

    fn places(&self, run: &Range<usize>, choice: &[String]) -> impl Iterator<Item = Range<usize>> {
        let last = run.end.checked_sub(choice.len());
        let starts = last.into_iter().flat_map(|last| run.start..=last);
        let places = starts.map(|from| from..from + choice.len());
        places.filter(move |place| {
            let says =
                |at: usize, word: &String| self.tokens.key(at) == word && !self.is_contracted(at);
            place.clone().zip(choice).all(|(at, word)| says(at, word))
        })
    }

    /// The s of "that's", the m of "I'm" and the l of "l'aquarium", which are no sizes.
    fn is_contracted(&self, at: usize) -> bool {
        let is_apostrophe = |at: usize| self.tokens.gap(at) == Gap::APOSTROPHE;
        self.tokens.key(at).len() == 1 && (is_apostrophe(at) || is_apostrophe(at + 1))
    }

    /// The same of one of digits alone, which would be a number of pieces as well: "a tyre 28", "2
    /// 28 tyres" and "a 10 speed chain" say it, and "28 tyres" does not.
    fn find_number(
        &self,
        left: &Range<usize>,
        right: &Range<usize>,
        asked: &Asked,
        choice: &[String],
    ) -> Option<Range<usize>> {
        if !choice.iter().all(|word| word.bytes().all(|it| it.is_ascii_digit())) {
            return None;
        }
        let joined = |at: usize| !self.tokens.gap(at).ends_name();
        let counted = |place: &Range<usize>| {
            let before = place.start.checked_sub(1).filter(|_| joined(place.start));
            before.is_some_and(|at| {
                let number = |at: usize| matches!(self.roles[at], Role::Number(_));
                let times = self.roles[at] == Role::Word(Word::Times);
                // "2 packs of 50 stickers".
                let pack = at.checked_sub(1).filter(|_| self.tokens.key(at) == "of");
                let packed = |at: usize| {
                    let key = self.tokens.key(at);
                    words::is_pack(key) || words::is_container(key)
                };
                words::is_article(self.tokens.key(at))
                    || number(at)
                    || pack.is_some_and(packed)
                    || (times && at.checked_sub(1).is_some_and(number))
            })
        };
        let is_name = |at: usize| asked.words.iter().any(|it| it == self.tokens.key(at));
        // "28 inch", "size 28".
        let named = |place: &Range<usize>| {
            let before = place.start.checked_sub(1).filter(|_| joined(place.start));
            joined(place.end) && is_name(place.end) || before.is_some_and(is_name)
        };
        // "tyre 28" and "tyres, 28", but not "tyre (7)" and "tyre, 7", unless it is "a tyre, 7".
        let is_many = choice.iter().any(|word| word.len() >= measured::FEWEST_DIGITS);
        let is_one = self.count_before(left.start).is_some()
            || left.clone().any(|at| words::is_article(self.tokens.key(at)));
        let close = |place: &Range<usize>| {
            let gap = self.tokens.gap(right.start);
            let quiet = if is_one || is_many { Gap::COMMA.or(Gap::OPEN) } else { Gap::default() };
            let marks = Gap::OPEN.or(Gap::COMMA).or(Gap::COLON).or(Gap::DASH);
            let marked = gap.without(quiet).has(marks);
            let times = |at: usize| self.roles.get(at) == Some(&Role::Word(Word::Times));
            !marked && !times(place.end) && !times(place.start.wrapping_sub(1))
        };
        self.places(left, choice)
            .find(|it| counted(it) || named(it))
            .or_else(|| self.places(right, choice).find(|it| close(it) || named(it)))
    }

    /// "28 inch".
    fn is_unit(&self, at: usize) -> bool {
        let unit = matches!(self.tokens.key(at), "inch" | "inches" | "cm" | "mm" | "zoll" | "er");
        let before = at.checked_sub(1);
        unit && before.is_some_and(|at| self.tokens.is_digits(at) && self.says(at))
    }
}
