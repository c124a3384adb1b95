//! How an answer to the question which product is meant describes it: "a small green one".

use super::super::{
    lists::{self, ALL, AND, COURTESIES, EACH, LAST, ORDINALS, QUIET, THE, verbs::TURNS},
    options::{called, numbered, parts_of},
    words,
};
use super::parts::{MOST_PARTS, one};
use crate::domain::{
    answer::phrase,
    catalogue::{OptionKind, Product, ProductId},
    recognise::{Choice, Picked, choose, recognise, singular},
    shelf::Stock,
};

/// Names of options, and their values.
type Options = Vec<(String, String)>;

/// What an answer says of what may be meant, where it says something of options.
#[derive(Debug, Default)]
pub(super) struct Description {
    /// The products that it chooses.
    pub(super) wishes: Vec<Wish>,
    /// What whichever is meant is to be.
    pub(super) options: Options,
    /// How many are to be so, if that is said.
    pub(super) count: Option<u32>,
    /// What chooses by other words than names: "both in large" is "both".
    pub(super) rest: Vec<String>,
    /// What it says of other products.
    pub(super) beside: Vec<String>,
    /// What is not understood.
    pub(super) unread: Vec<String>,
}

/// A product that an answer chooses.
#[derive(Debug)]
pub(super) struct Wish {
    /// Which, and how many, if that is said.
    pub(super) picked: Picked,
    /// The wish for it in words that say its options, if some are said.
    pub(super) words: Option<String>,
}

impl Description {
    /// None if it says nothing of options.
    pub(super) fn read(stock: &Stock, text: &str, among: &[ProductId]) -> Option<Self> {
        if !has_options(stock, among) || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let parts = parts_of(text);
        if parts.len() > MOST_PARTS {
            return None;
        }
        let mut answer = Self::default();
        for part in parts {
            if !answer.hear(stock, &part, among)? {
                answer.unread.push(part);
            }
        }
        let names_some = !answer.wishes.is_empty() || !answer.beside.is_empty();
        if names_some && !answer.rest.is_empty() {
            return None;
        }
        let [only] = among else { return answer.is_described().then_some(answer) };
        // "2 in 60", where one product may be meant.
        if let (Some(count), true) = (answer.count, answer.wishes.is_empty()) {
            let picked = Picked { product: only.clone(), quantity: Some(count) };
            answer.wishes.push(Wish { picked, words: None });
        }
        answer.is_described().then_some(answer)
    }

    fn is_described(&self) -> bool {
        !self.options.is_empty() || self.wishes.iter().any(|it| it.words.is_some())
    }

    /// Whether a part is understood; none if it contradicts another.
    fn hear(&mut self, stock: &Stock, part: &str, among: &[ProductId]) -> Option<bool> {
        if names_another(stock, part, among) {
            self.beside.push(part.to_owned());
            return Some(true);
        }
        if let Some(wish) = Wish::read(stock, part, among) {
            self.wishes.push(wish);
            return Some(true);
        }
        let core = core(part);
        if core.is_empty() {
            return Some(true);
        }
        let read = whichever(stock, &core, part, among);
        let read = read.or_else(|| {
            let (options, rest) = placed(stock, part, among)?;
            self.rest.push(rest);
            Some((options, None))
        });
        let Some((options, count)) = read else { return Some(false) };
        let differs = |(name, value): &(String, String)| {
            self.options.iter().any(|known| known.0 == *name && known.1 != *value)
        };
        if options.iter().any(differs) || (count.is_some() && self.count.is_some()) {
            return None;
        }
        self.options.extend(options);
        self.count = self.count.or(count);
        Some(true)
    }
}

impl Wish {
    fn read(stock: &Stock, part: &str, among: &[ProductId]) -> Option<Self> {
        let products = among.iter().filter_map(|it| stock.catalogue.product(it));
        let mut described = products.filter_map(|it| Self::described(stock, part, it));
        if let (Some(only), None) = (described.next(), described.next()) {
            return Some(only);
        }
        let picked = one(stock, part, among)?;
        let product = stock.catalogue.product(&picked.product)?;
        // A number beside a choice is no place: "2 large".
        let is_plain = named_in_full(product, part).is_some()
            || (said_of(stock, part, among).0.is_empty()
                && whichever(stock, &core(part), part, among).is_none());
        is_plain.then_some(Self { picked, words: None })
    }

    /// A wish for the product that says how it is to be.
    fn described(stock: &Stock, part: &str, product: &Product) -> Option<Self> {
        let words = with_units(product, &named_in_full(product, part)?);
        let pieces = pieces_described(stock, &product.id, &words)?;
        let quantity = number_in(part).filter(|it| *it == pieces);
        let picked = Picked { product: product.id.clone(), quantity };
        Some(Self { picked, words: Some(words) })
    }
}

/// What a part says of the options that all may have, and what else it says.
fn said_of(stock: &Stock, part: &str, among: &[ProductId]) -> (Options, String) {
    let mut products = among.iter().filter_map(|it| stock.catalogue.product(it));
    let first = products.next();
    let (mut options, mut rest) = (vec![], part.replace(['?', '？'], " "));
    for option in first.into_iter().flat_map(|it| &it.options) {
        let Some((value, beside)) = called(option, &rest) else { continue };
        let said = (option.name.clone(), value);
        if products.clone().all(|it| it.takes(&said)) {
            options.push(said);
            rest = beside;
        }
    }
    (options, rest)
}

/// What a part says of options beside words that choose without a name: "both in large".
fn placed(stock: &Stock, part: &str, among: &[ProductId]) -> Option<(Options, String)> {
    let (options, rest) = said_of(stock, part, among);
    let chooses = matches!(
        choose(&stock.index, &rest, among),
        Choice::One(_) | Choice::Several(_) | Choice::Among(_)
    );
    let said = phrase(&rest)?;
    let is_place = |word: &str| {
        let is_quiet = QUIET.contains(&word) || THE.contains(&word);
        is_quiet || chooses_without_name(word) || lists::count(word).is_some()
    };
    let is_clear = options.is_empty() || said.split_whitespace().all(is_place);
    (chooses && is_clear && !is_beyond(part)).then_some((options, rest))
}

/// "both", "each", "the second".
fn chooses_without_name(word: &str) -> bool {
    let said = [&ALL[..], &EACH, &LAST];
    said.iter().chain(&ORDINALS).any(|it| it.contains(&word))
}

/// "150" is "150cm" where that may be chosen: hardly anybody wants so many pieces.
fn with_units(product: &Product, text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let with_unit = |at: usize, word: &str| {
        let digits = word.trim_end_matches([',', '.']);
        let many = digits.parse::<u32>().is_ok_and(|it| it >= FEWEST_OF_A_UNIT);
        let label = product.options.iter().find_map(|it| numbered(it, digits)).filter(|_| many);
        // "12 slices".
        let next = words.get(at + 1).and_then(|it| it.chars().next());
        let unit = label.and_then(|it| it.label.chars().find(|it| it.is_alphabetic()));
        match label.filter(|_| unit.is_some() && next != unit) {
            Some(label) => label.label.clone(),
            None => word.to_owned(),
        }
    };
    let said = words.iter().enumerate().map(|(at, word)| with_unit(at, word));
    said.collect::<Vec<_>>().join(" ")
}

/// What a part of an answer that names no product says of options that all may have, and how many
/// are to be so.
fn whichever(
    stock: &Stock,
    core: &str,
    part: &str,
    among: &[ProductId],
) -> Option<(Options, Option<u32>)> {
    let first = stock.catalogue.product(among.first()?)?;
    if is_beyond(part) || core.split(' ').any(chooses_without_name) {
        return None;
    }
    let said = |wish: String| {
        let read = recognise(&stock.index, &wish);
        let [line] = read.lines.as_slice() else { return None };
        let is_it = line.product == first.id && !line.options.is_empty();
        let is_clear = read.unknown.is_empty() && read.ambiguous.is_empty();
        (is_it && is_clear).then(|| (line.options.clone(), line.quantity))
    };
    let (options, quantity) = wishes_for(first, core, part).into_iter().find_map(said)?;
    let mut products = among.iter().filter_map(|it| stock.catalogue.product(it));
    let all_take = products.all(|product| options.iter().all(|it| product.takes(it)));
    let takes = among.len() == 1 && !part.contains(['?', '？']) && says_takes(part);
    let count = number_in(part).or(takes.then_some(1)).filter(|it| *it == quantity);
    all_take.then_some((options, count))
}

/// Wishes for a product in words, of which a part of an answer says no more than how it is to be.
fn wishes_for(product: &Product, core: &str, part: &str) -> Vec<String> {
    let (name, core) = (product.name.as_str(), with_units(product, core));
    let part = part.replace(['?', '？'], " ");
    let lead = |word: &&str| {
        let word = phrase(word).unwrap_or_default();
        QUIET.contains(&word.as_str()) || TURNS.contains(&word.as_str()) || says_takes(&word)
    };
    let words: Vec<&str> = part.split_whitespace().skip_while(lead).collect();
    let with_name = |at: usize, skipped: usize| {
        let after = words.get(at + skipped..).unwrap_or_default();
        with_units(product, &[&words[..at], &[name], after].concat().join(" "))
    };
    let pronoun = words.iter().skip(1).position(|it| matches!(*it, "one" | "ones"));
    let counts = |word: &&&str| lists::count(&word.to_lowercase()).is_some();
    let number = words.first().filter(counts);
    // "the large one", "one in large", "in large".
    let whole = [pronoun.map(|at| with_name(at + 1, 1)), number.map(|_| with_name(1, 0))];
    let whole = whole.into_iter().flatten().chain([with_name(0, 0)]);
    whole.chain([format!("{core} {name}"), format!("{name}, {core}")]).collect()
}

/// Whether words say that it is taken: "i take a large one".
fn says_takes(part: &str) -> bool {
    let said = phrase(part).unwrap_or_default();
    said.split(' ').any(|word| TAKES.contains(&word))
}

/// Whether words say that something is too much, or enough: "they are too small".
fn is_beyond(part: &str) -> bool {
    let said = phrase(part).unwrap_or_default();
    said.split(' ').any(|word| BEYOND.contains(&word))
}

/// How many a part begins with, in digits or in a word: "2 large", "one small black".
fn number_in(part: &str) -> Option<u32> {
    let said = phrase(part)?;
    let is_lead = |it: &&str| QUIET.contains(it) || TURNS.contains(it) || TAKES.contains(it);
    let words = said.split(' ').filter(|it| !is_lead(it));
    let first = words.map(|it| it.trim_end_matches('x')).next()?;
    let counts = first == "one" || !lists::ONE.contains(&first);
    lists::count(first).filter(|_| counts)
}

/// The words of a part that say something: "make 2 of them large" is "2 large".
fn core(part: &str) -> String {
    let said = phrase(&part.replace(['?', '？'], " ")).unwrap_or_default();
    let is_quiet = |at: usize, word: &str| {
        let quiet = [&QUIET[..], &TURNS, &THE, &COURTESIES, &AND, &ASKING];
        // "one large" is one, and "the large one" none but that.
        let is_pronoun = matches!(word, "one" | "ones") && at > 0;
        is_pronoun || quiet.iter().any(|it| it.contains(&word))
    };
    let words = said.split(' ').enumerate().filter(|(at, word)| !is_quiet(*at, word));
    words.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

/// A part of an answer with the whole name of the product in the place of the words that choose it:
/// "2 small green" is "2 small Green Tea".
fn named_in_full(product: &Product, part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let names: Vec<String> = product.names().filter_map(phrase).collect();
    let is_of_name = |word: &&str| {
        let word = phrase(word).unwrap_or_default();
        names.iter().flat_map(|it| it.split(' ')).any(|it| singular(it) == singular(&word))
    };
    let start = words.iter().position(is_of_name)?;
    let named = words[start..].iter().take_while(|it| is_of_name(it)).count();
    let mut end = start + named;
    end += usize::from(words.get(end).is_some_and(|it| matches!(*it, "one" | "ones")));
    let name = [product.name.as_str()];
    Some([&words[..start], &name, &words[end..]].concat().join(" "))
}

/// How many pieces a wish in words is for, if it is for this product alone, and says options of it.
fn pieces_described(stock: &Stock, product: &ProductId, wish: &str) -> Option<u32> {
    let (revision, named) = words::read(stock, wish, &[]);
    let is_it =
        !revision.lines.is_empty() && revision.lines.iter().all(|it| it.product == *product);
    let says = !named.values.is_empty() || revision.lines.iter().any(|it| !it.options.is_empty());
    let is_clear = revision.unknown.is_empty() && revision.ambiguous.is_empty();
    let pieces = revision.lines.iter().fold(0, |all: u32, it| all.saturating_add(it.quantity));
    (is_it && says && is_clear && named.unfit.is_empty()).then_some(pieces)
}

/// Whether any of these products has options.
fn has_options(stock: &Stock, among: &[ProductId]) -> bool {
    let mut products = among.iter().filter_map(|it| stock.catalogue.product(it));
    products.any(|it| it.options.iter().any(|it| matches!(it.kind, OptionKind::Choice { .. })))
}

/// Whether words name a product that is not among these.
fn names_another(stock: &Stock, text: &str, among: &[ProductId]) -> bool {
    let read = recognise(&stock.index, text);
    let lines = read.lines.iter().map(|it| &it.product);
    let unclear = read.ambiguous.iter().flat_map(|it| &it.candidates);
    lines.chain(unclear).chain(&read.inquired).any(|it| !among.contains(it))
}

/// Words that ask what it costs.
const ASKING: [&str; 19] = [
    "how", "much", "what", "about", "does", "do", "cost", "price", "wie", "viel", "was", "kostet",
    "kosten", "combien", "coute", "cuanto", "cuesta", "quanto", "custa",
];
/// What takes something.
const TAKES: [&str; 15] = [
    "take", "want", "need", "buy", "get", "nehme", "nehm", "mochte", "will", "prends", "veux",
    "quiero", "tomo", "quero", "levo",
];
/// What is too much, or enough.
const BEYOND: [&str; 9] =
    ["too", "enough", "zu", "genug", "trop", "assez", "demasiado", "demais", "bastante"];
/// A longer text, in characters, says more than that.
const LONGEST: usize = 200;
/// Fewer are rather a number of pieces than of centimetres.
const FEWEST_OF_A_UNIT: u32 = 10;
