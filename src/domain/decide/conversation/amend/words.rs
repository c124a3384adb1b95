//! What each word of a text does that changes an option.

mod cut;

pub(super) use cut::{Word, begins, cut, is_plural, keys};

use super::super::lists::{
    verbs::{ADDING, CHANGING, ENGLISH, MAKES, MORE, REFUSING, REMOVING, TURNS, WITHOUT},
    *,
};
use crate::domain::{catalogue::ProductId, recognise::is_both};

/// What words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    Product {
        id: ProductId,
        plural: bool,
    },
    Option(String),
    /// A choice.
    Value(String),
}

/// What a text says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) products: Vec<ProductId>,
    pub(super) options: Vec<String>,
    /// What is wanted.
    pub(super) new: Vec<String>,
    /// What is not wanted any more.
    pub(super) old: Vec<String>,
    /// What a line is now that is to be another one: "make the black one white".
    pub(super) described: Vec<String>,
    /// A word says that something is to change.
    pub(super) changes: bool,
    /// That word is "make".
    pub(super) makes: bool,
    /// "a black one".
    pub(super) article: bool,
    /// "the black one".
    pub(super) noun: bool,
    /// Something is refused.
    pub(super) refuses: bool,
    /// Nothing is to change: "don't make it black".
    pub(super) declines: bool,
    /// It goes on from something else: "and make it black".
    pub(super) continues: bool,
    /// "both", "all".
    pub(super) all: bool,
    /// "both".
    pub(super) both: bool,
    /// It says of a product that is there what it is to be: "mugs in gold", "mug: gold".
    pub(super) predicates: bool,
    /// What a change is to lead to, and is nothing that is offered.
    pub(super) unknown: Vec<String>,
    /// "change the black one", and not what to.
    points: bool,
    /// The values that stand before a product or "one", and are among the new ones.
    attributes: Vec<String>,
}

impl Said {
    /// With what is pointed at taken for what a line is, and not for what it is to be.
    pub(super) fn pointed(mut self) -> Self {
        if self.points {
            self.describe();
        }
        self
    }

    fn describe(&mut self) {
        let described = std::mem::take(&mut self.attributes);
        self.new.retain(|it| !described.contains(it));
        self.described.extend(described);
    }
}

/// Reads a text, with what names something told by `name`; none if it has other words.
pub(super) fn read(text: &str, name: impl Fn(&[&str]) -> Option<(Does, usize)>) -> Option<Said> {
    let words = cut(text);
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let mut at = keys.iter().take_while(|key| GOES_ON.contains(key)).count();
    if name(&keys).is_some() {
        at = 0;
    }
    // "and L" may be one more, and "yes but L" is none.
    let continues = keys.iter().take(at).any(|key| !TURNS_TO.contains(key));
    let said = Said { continues, ..Said::default() };
    let mut reader = Reader { said, ..Reader::default() };
    while let Some(word) = words.get(at) {
        let rest = keys.get(at..)?;
        if word.parted {
            reader.refused = false;
            reader.negated = false;
        }
        at += match name(rest) {
            Some((does, length)) => {
                reader.hear_name(does, word)?;
                length
            }
            None => {
                let next = words.get(at + 1).and_then(|_| name(keys.get(at + 1..)?));
                let is_value = matches!(next, Some((Does::Value(_), _)));
                reader.hear_word(word, rest, is_value)?
            }
        };
    }
    Some(reader.said)
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    said: Said,
    before: Before,
    /// A value that follows is not wanted any more.
    refused: bool,
    /// That is since a word such as "not".
    negated: bool,
    /// And that is "no".
    is_no: bool,
    leads: bool,
    /// The value before "to", if that follows.
    from: Option<String>,
    /// The values that stand directly before.
    values: Vec<String>,
    /// These, or a product, are "the" ones.
    is_definite: bool,
    /// A product was just named of which it may be said what it is to be, and whether it is one of
    /// many.
    subject: Option<bool>,
    /// "change", and no "to" since.
    to_change: bool,
}

impl Reader {
    /// None if it says more than that an option is to be another one.
    fn hear_name(&mut self, does: Does, word: &Word) -> Option<()> {
        // "not the mug".
        if self.negated && !matches!(does, Does::Value(_)) {
            return None;
        }
        if self.before != Before::Value {
            self.values.clear();
            self.is_definite = self.before == Before::Definite;
        }
        let is_value = matches!(does, Does::Value(_));
        match does {
            Does::Product { id, plural } => {
                let is_alone = self.values.is_empty();
                self.subject = (is_alone && (self.is_definite || plural)).then_some(plural);
                self.describe();
                push(&mut self.said.products, id);
            }
            Does::Option(option) => push(&mut self.said.options, option),
            Does::Value(value) if self.refused => push(&mut self.said.old, value),
            Does::Value(value) => self.hear_value(value, word),
        }
        (self.refused, self.negated, self.leads) = (false, false, false);
        self.before = if is_value { Before::Value } else { Before::Name };
        if is_value {
            self.subject = None;
        }
        Some(())
    }

    fn hear_value(&mut self, value: String, word: &Word) {
        let is_told = self.subject.is_some() || (word.marked && self.before == Before::Name);
        if is_told && !self.said.products.is_empty() && !self.said.article {
            self.said.predicates = true;
            self.said.all |= self.subject == Some(true);
        }
        // "the black one white", but "a black one, a white one".
        let is_of_one = self.said.noun && !self.said.article && !word.parted;
        if !self.said.attributes.is_empty() && (self.said.changes || self.leads || is_of_one) {
            self.said.describe();
            self.said.points = false;
            self.to_change = false;
            self.from = None;
        }
        if let Some(from) = self.from.take().filter(|_| self.leads) {
            self.said.new.retain(|it| *it != from);
            push(&mut self.said.old, from);
        }
        self.from = Some(value.clone());
        self.values.push(value.clone());
        push(&mut self.said.new, value);
    }

    /// What stands before a product or "one" says which.
    fn describe(&mut self) {
        if !self.values.is_empty() {
            self.said.points |= self.to_change && self.is_definite;
            self.said.attributes = std::mem::take(&mut self.values);
        }
    }

    /// Over how many words this goes; none if it has nothing to do with options. `before_value`: a
    /// value is the next word.
    fn hear_word(&mut self, word: &Word, rest: &[&str], before_value: bool) -> Option<usize> {
        let key = word.key.as_str();
        if let Some(length) = first_of(&OLD, rest) {
            (self.refused, self.said.changes, self.said.refuses) = (true, true, true);
            (self.before, self.subject) = (Before::Other, None);
            return Some(length);
        }
        if let Some(length) = changes(rest) {
            // "don't make it black", but "no make it black".
            let is_english = ENGLISH.contains(&key);
            self.said.declines |= self.negated && !(self.is_no && is_english);
            (self.refused, self.negated) = (false, false);
            self.said.changes = true;
            self.said.makes |= MAKES.contains(&key);
            self.to_change |= CHANGING.contains(&key) || key == "turn";
            self.before = if is_english { Before::Other } else { Before::Change };
            self.subject = None;
            return Some(length);
        }
        // "replace gold with white", "swap the gold one for a white one".
        let is_exchanged = self.to_change && self.before == Before::Value;
        let said = &mut self.said;
        let thinks_better = NO.contains(&key)
            && rest
                .get(1)
                .is_some_and(|it| PAUSES.contains(it) || matches!(*it, "sorry" | "actually"));
        match key {
            // "no wait, black".
            _ if thinks_better => {}
            key if NOT.contains(&key) => {
                (self.refused, self.negated, said.refuses) = (true, true, true);
                self.is_no = key == "no";
            }
            key if ALL.contains(&key) || is_both(key) => {
                said.all = true;
                said.both |= is_both(key);
            }
            "one" if matches!(self.before, Before::Value | Before::Name | Before::Definite) => {
                said.noun = true;
                self.describe();
            }
            "ones" if self.before == Before::Value => self.describe(),
            // "make it a black one", but "cambia el colour a black".
            "a" if matches!(self.before, Before::Other | Before::Definite) => said.article = true,
            // "no gold o silver".
            "o" if before_value && self.before == Before::Value => return None,
            key if LEADS.contains(&key) || (is_exchanged && EXCHANGES.contains(&key)) => {
                (self.leads, self.to_change) = (true, false);
            }
            key if ARTICLES.contains(&key) => said.article = true,
            key if QUIET.contains(&key) => {}
            // "not gold but silver".
            key if CONTRARY.contains(&key) && !said.old.is_empty() => {}
            // "change the colour to blue".
            _ if self.leads && said.changes && said.unknown.len() < MOST_UNKNOWN => {
                said.unknown.push(word.written.clone());
            }
            _ => return None,
        }
        if !LEADS.contains(&key) && key != "is" && key != "are" && key != "should" {
            self.subject = None;
        }
        self.before = if DEFINITE.contains(&key) { Before::Definite } else { Before::Other };
        Some(1)
    }
}

/// What stands before a word.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    Name,
    Value,
    /// A word that says that something is to change, and is not English.
    Change,
    /// "the".
    Definite,
    #[default]
    Other,
}

/// Whether a text names what is called so, perhaps in the plural or spelled otherwise: "colors".
pub(in super::super) fn names(text: &str, name: &str) -> bool {
    let (said, name) = (keys(text), keys(name));
    let singular = |word: &String| word.strip_suffix('s').unwrap_or(word).to_owned();
    let single: Vec<String> = said.iter().map(singular).collect();
    [said, single].iter().any(|words| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (0..words.len())
            .any(|at| begins(words.get(at..).unwrap_or_default(), &name, true).is_some())
    })
}

/// Whether what follows may be what an option is to be.
pub(super) fn leads(word: &Word) -> bool {
    LEADS.contains(&word.key.as_str())
}

/// Which of several "the second one" means, from 0; none if the text says anything more.
pub(in super::super) fn position(text: &str, of: usize) -> Option<usize> {
    let quiet = |key: &str| QUIET.contains(&key) || key == "one";
    let words = cut(text);
    let mut keys = words.iter().map(|it| it.key.as_str()).filter(|key| !quiet(key));
    let (only, more) = (keys.next()?, keys.next());
    let place = match LAST.contains(&only) {
        true => of.checked_sub(1),
        false => ORDINALS.iter().position(|words| words.contains(&only)),
    };
    place.filter(|place| more.is_none() && *place < of)
}

/// Whether a text says "neither" and nothing else.
pub(super) fn is_none(text: &str) -> bool {
    let words = cut(text);
    let mut keys = words.iter().map(|it| it.key.as_str()).filter(|key| !QUIET.contains(key));
    keys.next().is_some_and(|key| NONE.contains(&key)) && keys.all(|key| NONE.contains(&key))
}

/// Over how many words a verb goes at their beginning that changes something.
pub(super) fn changes(words: &[&str]) -> Option<usize> {
    first_of(&CHANGING, words).or_else(|| first_of(&TURNS, words))
}

/// The same of what adds something.
pub(super) fn adds(words: &[&str]) -> Option<usize> {
    first_of(&ADDING, words).or_else(|| first_of(&MORE, words))
}

/// The same of what takes something off.
pub(super) fn takes_off(words: &[&str]) -> Option<usize> {
    [&REMOVING[..], &REFUSING, &WITHOUT].iter().filter_map(|it| first_of(it, words)).max()
}

pub(super) fn first_of(phrases: &[&str], words: &[&str]) -> Option<usize> {
    let length = |phrase: &&str| {
        let phrase: Vec<_> = phrase.split(' ').collect();
        words.starts_with(&phrase).then_some(phrase.len())
    };
    phrases.iter().filter_map(length).max()
}

fn push<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

const MOST_UNKNOWN: usize = 4;
