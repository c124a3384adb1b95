//! Options of what is on the order that are to be others: "black instead", "change the gauge to
//! 11".
//!
//! A text counts only if every word of it belongs to that, so that nothing else is taken for it.

mod gone;
mod line;
mod names;
mod off;
mod pieces;
mod requests;
mod several;
mod texts;
mod wording;
mod words;

pub(super) use line::meant;
pub(super) use pieces::of_each;
pub(super) use requests::wished;
pub(super) use words::{names, position};

use super::{lists, options, talk::Talk};
use crate::domain::{
    answer::phrase,
    catalogue::{Choice, Product, ProductOption},
    clip::clip,
    notice::Misread,
    order::{Amendment, Line, Part},
    shelf::Stock,
    text,
};
use names::Names;
use wording::Wording;
use words::Said;

/// How much of a customer's words a question about them shows.
const WRITTEN_LIMIT: usize = 100;
/// A longer text, or one of more parts, is no short wish to change an option.
pub(super) const LONGEST_TEXT: usize = 200;
const MOST_PARTS: usize = 12;

/// What a text does to options of the order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Amended {
    /// The lines that may be meant, and what the option of each is called. Those of one line alone
    /// are meant, and all of them if the text says so.
    pub(super) of: Vec<Part>,
    /// What it is to be, if that is said, and cannot be a number of pieces as well.
    pub(super) value: Option<String>,
    /// All of them are meant.
    pub(super) all: bool,
    /// Of how many pieces, if not of all of a line.
    pub(super) pieces: Option<u32>,
    /// Its words that are not understood.
    pub(super) unknown: Vec<String>,
    /// What the text says beside it.
    pub(super) rest: String,
    /// That changes options too.
    pub(super) goes_on: bool,
}

impl Talk<'_> {
    /// Changes what is there of the options that a text speaks of, and takes what else it says.
    /// None if it says nothing of them.
    pub(super) fn take_amended(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        if text.chars().nth(LONGEST_TEXT).is_some() {
            return None;
        }
        let text = requests::requested(text);
        let lines = self.next.order.lines.clone();
        let order = Amendable::new(stock, &lines)?;
        let is_clear = !self.next.order.is_unclear();
        let done = is_clear.then(|| {
            let done = self.take_texts(&order, text).or_else(|| self.take_pieces(&order, text));
            let done = done.or_else(|| self.take_away(&order, text));
            let done = done.or_else(|| self.take_off(stock, &order, text));
            done.or_else(|| self.take_several(&order, text))
        });
        if let Some(misread) = done.flatten() {
            return Some(misread);
        }
        let Some(amended) = order.amended(text) else {
            return is_clear.then(|| self.take_worded(&order, text)).flatten();
        };
        let unknown = amended.unknown.clone();
        let (rest, goes_on) = (amended.rest.clone(), amended.goes_on);
        self.amend(amended, text);
        Some(match rest.is_empty() {
            true => Misread { unknown, ..self.fit() },
            false if goes_on => self.take_lines(stock, &rest),
            false => self.revise_lines(stock, &rest),
        })
    }

    /// Options are to be others: what is clear of that is done.
    pub(super) fn amend(&mut self, amended: Amended, text: &str) {
        let Amended { of, value, all, pieces, .. } = amended;
        if of.is_empty() {
            return;
        }
        let is_clear = value.is_some() && (all || of.len() == 1);
        let written = shown(text);
        let order = &mut self.next.order;
        let meant = of.clone();
        order.amendment = Some(Amendment { written, of, value, pieces, each: all, recount: None });
        if is_clear {
            order.amend(&meant);
        }
    }
}

/// Words as they are shown in a question about them.
pub(super) fn shown(text: &str) -> String {
    clip(text.trim(), WRITTEN_LIMIT).to_owned()
}

/// A whole text is not understood.
fn unheard(text: &str) -> Misread {
    Misread { unknown: vec![shown(text)], ..Misread::default() }
}

/// The lines that have options, by the newest catalogue.
struct Amendable<'a> {
    stock: &'a Stock,
    /// All of the order.
    all: &'a [Line],
    lines: Vec<(&'a Line, &'a Product)>,
    names: Names,
}

/// A line and its option that may be meant, and what this is now.
struct Candidate<'a> {
    line: &'a Line,
    option: &'a ProductOption,
}

impl Candidate<'_> {
    fn has(&self, value: &str) -> bool {
        self.line.options.iter().any(|(name, it)| *name == self.option.name && is_same(it, value))
    }
}

impl<'a> Amendable<'a> {
    /// None if nothing on the order has options.
    fn new(stock: &'a Stock, all: &'a [Line]) -> Option<Self> {
        let product = |line: &'a Line| Some((line, stock.catalogue.product(&line.product)?));
        let lines = all.iter().filter_map(product).filter(|it| !it.1.options.is_empty());
        let lines: Vec<_> = lines.collect();
        let names = Names::new(lines.iter().map(|it| it.1), std::iter::empty());
        (!lines.is_empty()).then_some(Self { stock, all, lines, names })
    }

    /// What a text does to options; none if it does nothing to them.
    fn amended(&self, text: &str) -> Option<Amended> {
        let parts = options::parts_of(text);
        if parts.len() > MOST_PARTS {
            return None;
        }
        match self.wording(text) {
            Wording::Said(amended) => return Some(amended),
            Wording::Unclear => return None,
            Wording::Otherwise => {}
        }
        if let Some(amended) = self.read(text, false) {
            return Some(amended);
        }
        let read: Vec<_> = parts.iter().map(|part| self.read(part, true)).collect();
        let others = read.iter().filter(|it| it.is_some()).count().checked_sub(1)?;
        let (at, amended) = read.into_iter().enumerate().find_map(|(at, it)| Some((at, it?)))?;
        let is_clear = amended.value.is_some() && (amended.all || amended.of.len() < 2);
        // Of two that have to be asked about one would be lost.
        if parts.len() < 2 || (others > 0 && !is_clear) {
            return None;
        }
        let beside = parts.iter().enumerate().filter(|(other, _)| *other != at);
        let rest = beside.map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(", ");
        Some(Amended { rest, goes_on: others > 0, ..amended })
    }

    /// `part`: of a text of which other parts say something else. Then "it" may be what they name.
    fn read(&self, text: &str, part: bool) -> Option<Amended> {
        phrase(text)?;
        let said = words::read(text, |said| self.names.name(said))?.pointed();
        let names_none =
            said.products.is_empty() && said.options.is_empty() && said.described.is_empty();
        if part && (names_none || !said.unknown.is_empty() || said.declines) {
            return None;
        }
        if said.declines {
            return Some(Amended { unknown: vec![shown(text)], ..Amended::default() });
        }
        let value = match said.new.as_slice() {
            [] if says_no_value(&said) => None,
            [only] if said.unknown.is_empty() => Some(only.as_str()),
            _ => return None,
        };
        if !self.is_of_lines(&said, value) {
            return None;
        }
        let found = self.candidates(&said, value);
        if found.is_empty() {
            // Of what is not there nothing can be changed, and that is told.
            let is_clear = said.changes && !said.described.is_empty() && !part;
            return is_clear.then(|| Amended { unknown: vec![shown(text)], ..Amended::default() });
        }
        self.done(&said, value, &found)
    }

    /// Whether a text speaks of what is there, and not of one more.
    fn is_of_lines(&self, said: &Said, value: Option<&str>) -> bool {
        let names_lines = !said.old.is_empty() || !said.described.is_empty();
        let is_all = said.all && !said.products.is_empty() && !said.article;
        let speaks = said.changes
            || names_lines
            || !said.options.is_empty()
            || (!said.continues && (said.predicates || is_all));
        // "a black adder" may be another one, and so may "black" where that is sold.
        let may_add = said.article || said.noun || !said.products.is_empty();
        // "and black" may be one more.
        if said.continues && !said.changes && !names_lines {
            return false;
        }
        // "change the black mug to a tee".
        if said.products.len() > 1 && (said.changes || names_lines) {
            return false;
        }
        let is_sold = value.is_some_and(|it| self.stock.index.named(it).is_some());
        speaks || (!may_add && !is_sold)
    }

    fn done(&self, said: &Said, value: Option<&str>, found: &[Candidate<'_>]) -> Option<Amended> {
        let is_one = said.article || said.noun;
        let names_lines = !said.old.is_empty() || !said.described.is_empty();
        let several = found.iter().any(|it| it.line.quantity > 1);
        // "a large please" where there are three is no word of all three.
        if is_one && several && !said.all && !said.changes && !names_lines {
            return None;
        }
        let pieces = (is_one && several && !said.all).then_some(1);
        let is_number = value.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
        let was = |it: &Candidate<'_>| said.was(it);
        let is_count = is_number && said.options.is_empty() && !found.iter().any(was);
        // "make it 11" is a number of pieces.
        if is_count && said.makes {
            return None;
        }
        let label = value.and_then(|it| label(found.first()?.option, it)).filter(|_| !is_count);
        let others = found.iter().filter(|it| !value.is_some_and(|value| it.has(value)));
        let of = others.map(|it| (it.line.id, it.option.name.clone())).collect();
        let mut lines: Vec<_> = found.iter().map(|it| it.line.id).collect();
        lines.dedup();
        // Of three lines "both" leaves one out.
        let all = said.all && (!said.both || lines.len() <= 2);
        Some(Amended {
            of,
            value: label,
            all,
            pieces,
            unknown: said.unknown.clone(),
            ..Amended::default()
        })
    }

    fn candidates(&self, said: &Said, value: Option<&str>) -> Vec<Candidate<'a>> {
        let named = |line: &Line| said.products.is_empty() || said.products.contains(&line.product);
        let described = |line: &Line| {
            said.described.iter().all(|it| line.options.iter().any(|has| is_same(&has.1, it)))
        };
        let asked =
            |option: &ProductOption| said.options.is_empty() || said.options.contains(&option.name);
        let takes = |option: &ProductOption| value.is_none_or(|it| label(option, it).is_some());
        let lines = self.lines.iter().filter(|(line, _)| named(line) && described(line));
        let all = lines.flat_map(|(line, product)| {
            let options = product.options.iter().filter(|it| asked(it) && takes(it));
            options.map(|option| Candidate { line, option })
        });
        let mut found: Vec<_> = all.collect();
        let was = |it: &Candidate<'_>| said.was(it);
        // What is not wanted any more must be there; what describes a line may be another option.
        if !said.old.is_empty() || found.iter().any(was) {
            found.retain(was);
        }
        found
    }
}

impl Said {
    /// Whether an option is what is not wanted any more.
    fn was(&self, it: &Candidate<'_>) -> bool {
        self.old.iter().chain(&self.described).any(|old| it.has(old))
    }
}

/// Whether something is to be another one and not said what: "change the colour", "not gold".
fn says_no_value(said: &Said) -> bool {
    let is_plain = !said.noun && !said.article && said.products.is_empty();
    let names_lines = !said.old.is_empty() || !said.described.is_empty();
    match said.changes {
        true => !said.options.is_empty() || (names_lines && said.unknown.is_empty()),
        false => !said.old.is_empty() && is_plain,
    }
}

/// The choice that a word names.
fn label(option: &ProductOption, value: &str) -> Option<String> {
    let is_it = |it: &&Choice| option.names_of(it).any(|name| is_alike(name, value));
    let choice = option.choices().iter().find(is_it)?;
    Some(choice.label.clone())
}

/// Of many choices, so that those in plain letters are not folded.
fn is_alike(one: &str, other: &str) -> bool {
    let is_plain = one.is_ascii() && other.is_ascii();
    one.eq_ignore_ascii_case(other) || (!is_plain && text::folded(one) == text::folded(other))
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || phrase(one).is_some_and(|it| Some(it) == phrase(other))
}
