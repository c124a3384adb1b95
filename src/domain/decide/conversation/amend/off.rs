//! Options that are to be taken off: "no plate", "remove the plate".

use super::{
    super::{
        lists::{
            ALL, AND, COURTESIES, EACH, EXCEPT, FROM, GOES_ON, ONE, QUIET, WITH,
            verbs::{REFUSING, REMOVING, WANTS},
        },
        named, options,
        talk::Talk,
    },
    Amendable, Amended, MOST_PARTS, is_same,
    words::{self, Does},
};
use crate::domain::{
    answer::phrase,
    catalogue::ProductId,
    notice::Misread,
    order::Part,
    recognise::{Wanted, is_both, recognise},
    shelf::Stock,
};

/// What a text takes off.
enum Off {
    /// Each time parts of lines, and whether all of them are meant; and what else it says.
    Of(Vec<(Vec<Part>, bool)>, String),
    /// It takes all of something off, and it is not clear of what. Not all of the order is meant.
    Unclear,
}

/// What a text begins with that takes something off.
pub(super) struct Begun {
    /// Where it begins, and what is behind it.
    pub(super) at: usize,
    pub(super) behind: usize,
    /// It may be said of more than one thing: "remove the plate and the cola".
    governs: bool,
}

impl Talk<'_> {
    /// Takes off what a text says of options, and takes what else it says. What is needed is asked
    /// for anew. None if it takes no option off.
    pub(super) fn take_off(
        &mut self,
        stock: &Stock,
        order: &Amendable<'_>,
        text: &str,
    ) -> Option<Misread> {
        let Off::Of(said, rest) = order.taken_off(text)? else {
            return Some(super::unheard(text));
        };
        let is_clear = said.iter().all(|(of, all)| *all || of.len() == 1);
        let of = said.into_iter().flat_map(|it| it.0);
        let (needed, others): (Vec<_>, Vec<_>) = of.partition(|it| order.needs(it));
        match (is_clear, needed.is_empty()) {
            (false, true) => return Some(super::unheard(text)),
            (false, false) => {
                let of = [needed, others].concat();
                self.amend(Amended { of, ..Amended::default() }, text);
            }
            (true, _) => {
                others.iter().for_each(|(line, option)| self.next.order.take_off(*line, option));
                self.amend(Amended { of: needed, all: true, ..Amended::default() }, text);
            }
        }
        Some(match rest.is_empty() {
            true => self.fit(),
            false if self.next.order.is_unclear() => self.revise_lines(stock, &rest),
            false => self.take_lines(stock, &rest),
        })
    }

    /// An option in words that is said by its name, with a choice of the same line beside it:
    /// "black with plate XYZ". None if it says anything else, or of which line is not clear.
    pub(super) fn take_worded(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        let products = order.lines.iter().map(|(line, _)| &line.product);
        let said = named::read(order.stock, products, text);
        if said.values.is_empty() {
            return None;
        }
        let words = words::cut(&said.rest);
        let words = words.iter().filter(|it| !WITH.contains(&it.key.as_str()));
        let beside = words.map(|it| it.written.as_str()).collect::<Vec<_>>().join(" ");
        let amended = order.amended(&beside)?;
        let [(id, _)] = *amended.of.as_slice() else { return None };
        let is_clear = amended.value.is_some() && amended.pieces.is_none();
        if !is_clear || !amended.unknown.is_empty() || !amended.rest.is_empty() {
            return None;
        }
        let (_, product) = order.lines.iter().find(|(line, _)| line.id == id)?;
        if said.values.iter().any(|it| product.option(&it.option).is_none()) {
            return None;
        }
        let answers: Vec<_> = said.values.into_iter().map(|it| (it.option, it.said)).collect();
        self.next.order.note(id, &answers);
        self.amend(amended, text);
        Some(self.fit())
    }
}

impl Amendable<'_> {
    fn needs(&self, (id, option): &Part) -> bool {
        let line = self.lines.iter().find(|(line, _)| line.id == *id);
        line.and_then(|(_, product)| product.option(option)).is_some_and(|it| it.required)
    }

    /// None if a text takes no option off.
    fn taken_off(&self, text: &str) -> Option<Off> {
        let whole = self.off(text);
        let parts = parted(text);
        let is_one = matches!(whole, Some(Off::Of(..)));
        if is_one || !(2..=MOST_PARTS).contains(&parts.len()) || leaves_out(text) {
            return whole;
        }
        let (mut of, mut rest, mut verb) = (vec![], vec![], None);
        for (nth, (part, join)) in parts.iter().enumerate() {
            let words = words::cut(part);
            let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
            let begun = begun(&keys);
            let is_free = begun.is_some() || has_verb(&keys);
            verb = verb.filter(|_| !is_free && self.is_governed(part, &keys, *join));
            let said = match &verb {
                Some(verb) => format!("{verb} {part}"),
                None => part.clone(),
            };
            // "a mug, no plate" says what the mug is to be.
            let may_be = nth == 0 || begun.as_ref().is_none_or(|it| it.governs);
            match self.off(&said).filter(|_| may_be) {
                Some(Off::Of(parts, _)) => of.extend(parts),
                Some(Off::Unclear) => return Some(Off::Unclear),
                None if keys.iter().all(|it| QUIET.contains(it) || COURTESIES.contains(it)) => {}
                None => rest.push(said),
            }
            if is_free {
                let governs = begun.filter(|it| it.governs);
                verb = governs.and_then(|it| Some(keys.get(it.at..it.behind)?.join(" ")));
            }
        }
        if of.is_empty() { whole } else { Some(Off::Of(of, rest.join(", "))) }
    }

    /// Whether what is said of the part before is said of this one as well: "remove the plate and
    /// the cola", but not "remove the plate, 3 colas are enough".
    fn is_governed(&self, part: &str, keys: &[&str], join: Join) -> bool {
        let is_option = |at: usize| {
            let named = keys.get(at..).and_then(|it| self.names.name(it));
            matches!(named, Some((Does::Option(_), _)))
        };
        let read = recognise(&self.stock.index, part);
        let has = |it: &Wanted| {
            let mut lines = self.all.iter();
            lines.any(|line| line.product == it.product && line.quantity >= it.quantity)
        };
        let is_bare = keys.len() <= MOST_BARE && !keys.iter().any(|it| STAYS.contains(it));
        let is_there = !read.lines.is_empty() && read.lines.iter().all(has) && is_bare;
        match join {
            Join::Begins => false,
            Join::Comma => (0..keys.len()).any(is_option) && read.lines.is_empty() && is_bare,
            Join::And => is_bare && ((0..keys.len()).any(is_option) || is_there),
        }
    }

    /// What a text takes off that says nothing else.
    fn off(&self, text: &str) -> Option<Off> {
        phrase(text)?;
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let last = keys.iter().rev().find(|it| !QUIET.contains(*it));
        let mut at = match begun(&keys) {
            Some(begun) => begun.behind,
            None if matches!(last, Some(&"off" | &"weg" | &"raus")) => 0,
            None => return None,
        };
        let mut said = Said::default();
        while let Some(key) = keys.get(at).copied() {
            at += match self.names.name(keys.get(at..)?) {
                Some((does, length)) => {
                    said.name(does, key);
                    length
                }
                None => {
                    said.hear(key)?;
                    1
                }
            };
        }
        // "remove the black one": that is the line.
        if said.options.is_empty() {
            return None;
        }
        let of = self.having(&said.options, &said.products, &said.values);
        let several =
            |part: &Part| self.lines.iter().any(|(line, _)| line.id == part.0 && line.quantity > 1);
        // "no engraving on one of them" leaves it on the others.
        if said.one && !said.all && of.iter().any(several) {
            return Some(Off::Unclear);
        }
        match said.has_more || of.is_empty() {
            true => said.is_all_of_it.then_some(Off::Unclear),
            false => Some(Off::Of(vec![(of, said.all)], String::new())),
        }
    }

    /// The parts of lines that are answered, of these products and described by these values.
    fn having(&self, options: &[String], products: &[ProductId], values: &[String]) -> Vec<Part> {
        let mut of = vec![];
        for (line, _) in &self.lines {
            let is_named = products.is_empty() || products.contains(&line.product);
            let is_so = values.iter().all(|it| line.options.iter().any(|has| is_same(&has.1, it)));
            let has = line.options.iter().filter(|it| options.contains(&it.0));
            of.extend(has.filter(|_| is_named && is_so).map(|it| (line.id, it.0.clone())));
        }
        of
    }
}

/// What was read of a text that takes something off.
#[derive(Default)]
struct Said {
    options: Vec<String>,
    products: Vec<ProductId>,
    values: Vec<String>,
    /// All of them are meant.
    all: bool,
    /// A word for that stands before what follows, and no product since.
    follows_all: bool,
    /// So an option follows.
    is_all_of_it: bool,
    /// "one": of several pieces not all are meant.
    one: bool,
    /// There are other words.
    has_more: bool,
}

impl Said {
    fn name(&mut self, does: Does, key: &str) {
        match does {
            Does::Option(option) => {
                self.all |= key.ends_with('s') && !option.to_lowercase().ends_with('s');
                self.is_all_of_it |= self.follows_all;
                self.options.push(option);
            }
            Does::Product { id, .. } => {
                // "from the mug and the tee".
                self.all |= !self.products.is_empty() && !self.products.contains(&id);
                self.products.push(id);
                self.follows_all = false;
            }
            Does::Value(value) => self.values.push(value),
        }
    }

    /// None if it is a product that is taken away: "remove the mug with the plate".
    fn hear(&mut self, key: &str) -> Option<()> {
        if WITH.contains(&key) && !self.products.is_empty() && self.options.is_empty() {
            return None;
        }
        let is_all = ALL.contains(&key) || EACH.contains(&key) || is_both(key) || key == "any";
        let joins = AND.contains(&key) && !EXCEPT.contains(&key) && !self.products.is_empty();
        let is_quiet = QUIET.contains(&key) || FROM.contains(&key) || ONE.contains(&key);
        let is_rest = matches!(key, "take" | "leave" | "nimm" | "lass" | "weg" | "raus");
        self.one |= ONE.contains(&key) && !matches!(key, "a" | "an");
        self.all |= is_all;
        self.follows_all |= is_all;
        self.has_more |= !is_all && !joins && !is_quiet && !is_rest;
        Some(())
    }
}

/// How a part of a text follows the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// It begins a sentence.
    Begins,
    Comma,
    And,
}

/// The parts of a text, as sentences, commas and words such as "and" part them.
fn parted(text: &str) -> Vec<(String, Join)> {
    let mut parts: Vec<(String, Join)> = vec![];
    let sentences = text.replace(". ", "\n").replace("! ", "\n");
    for sentence in sentences.split('\n') {
        let first = parts.len();
        for clause in sentence.split([',', ';']) {
            let begun = if parts.len() == first { Join::Begins } else { Join::Comma };
            let clause = options::parts_of(clause).into_iter().enumerate();
            parts.extend(clause.map(|(nth, it)| (it, if nth == 0 { begun } else { Join::And })));
        }
    }
    parts
}

/// So many words may a thing have that is taken away beside another: "the 2 black colas".
const MOST_BARE: usize = 5;
/// What says that something stays.
const STAYS: [&str; 22] = [
    "is", "are", "ok", "okay", "fine", "enough", "stay", "stays", "keep", "only", "just", "so",
    "ist", "sind", "bleibt", "bleiben", "reicht", "reichen", "reste", "restent", "queda", "quedan",
];

pub(super) fn begun(keys: &[&str]) -> Option<Begun> {
    let leads = |key: &&&str| QUIET.contains(*key) || GOES_ON.contains(*key);
    let at = keys.iter().take_while(leads).count();
    let said = keys.get(at..)?;
    let governs = words::first_of(&REMOVING, said).or_else(|| words::first_of(&REFUSING, said));
    let length = governs.or_else(|| words::takes_off(said))?;
    Some(Begun { at, behind: at + length, governs: governs.is_some() })
}

/// Whether words say themselves what is to be done.
fn has_verb(keys: &[&str]) -> bool {
    let is_verb = |rest: &[&str]| {
        let changes = words::changes(rest).or_else(|| words::adds(rest));
        changes.or_else(|| words::takes_off(rest)).is_some()
            || rest.first().is_some_and(|it| WANTS.contains(it))
    };
    (0..keys.len()).any(|at| keys.get(at..).is_some_and(is_verb))
}

/// Whether something is to stay: "remove all plates but the black one".
fn leaves_out(text: &str) -> bool {
    let words = words::cut(text);
    let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
    let is_left = |at: usize| {
        let rest = keys.get(at..)?;
        let behind = rest.get(words::first_of(&EXCEPT, rest)?..)?;
        let quiet = behind.iter().take_while(|it| QUIET.contains(*it) && !WANTS.contains(*it));
        let first = behind.get(quiet.count()..)?;
        let wants = first.first().is_some_and(|it| WANTS.contains(it));
        let goes_on = words::changes(first).or_else(|| words::adds(first));
        Some(!wants && goes_on.or_else(|| words::takes_off(first)).is_none())
    };
    (0..keys.len()).any(|at| is_left(at) == Some(true))
}
