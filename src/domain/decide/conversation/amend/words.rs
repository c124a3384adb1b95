//! What each word of a text does that changes an option.

use std::ops::Range;

use super::super::options::{ALL, NOT};
use crate::domain::{catalogue::ProductId, text};

/// What words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    Product(ProductId),
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
    /// It goes on from something else: "and make it black".
    pub(super) continues: bool,
    /// "both".
    pub(super) all: bool,
    /// What a change is to lead to, and is nothing that is offered.
    pub(super) unknown: Vec<String>,
}

/// Reads a text, with what names something told by `name`; none if it has other words.
pub(super) fn read(text: &str, name: impl Fn(&[&str]) -> Option<(Does, usize)>) -> Option<Said> {
    let words = cut(text);
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let mut said = Said::default();
    let (mut refused, mut leads) = (false, false);
    // The value before "to", if that follows.
    let mut from: Option<String> = None;
    let mut at = keys.iter().take_while(|key| GOES_ON.contains(key)).count();
    if name(&keys).is_some() {
        at = 0;
    }
    said.continues = at > 0;
    let mut before = Before::Other;
    while let Some(word) = words.get(at) {
        let rest = keys.get(at..)?;
        refused &= !word.parted;
        if let Some((does, length)) = name(rest) {
            match does {
                Does::Product(id) => push(&mut said.products, id),
                Does::Option(option) => push(&mut said.options, option),
                Does::Value(value) if refused => push(&mut said.old, value),
                Does::Value(value) => {
                    if let Some(from) = from.take().filter(|_| leads) {
                        said.new.retain(|it| *it != from);
                        push(&mut said.old, from);
                    }
                    from = Some(value.clone());
                    push(&mut said.new, value);
                }
            }
            (refused, leads, before) = (false, false, Before::Name);
            at += length;
        } else if let Some(length) = first_of(&OLD, rest) {
            (refused, said.changes, said.refuses) = (true, true, true);
            before = Before::Other;
            at += length;
        } else if let Some(length) = first_of(&CHANGES, rest) {
            said.changes = true;
            said.makes |= MAKES.contains(&word.key.as_str());
            let is_english = ENGLISH.contains(&word.key.as_str());
            before = if is_english { Before::Other } else { Before::Change };
            at += length;
        } else {
            match word.key.as_str() {
                key if NOT.contains(&key) => (refused, said.refuses) = (true, true),
                key if ALL.contains(&key) => said.all = true,
                "one" if matches!(before, Before::Name | Before::Definite) => said.noun = true,
                // "make it a black one", but "cambia el colour a black".
                "a" if matches!(before, Before::Other | Before::Definite) => said.article = true,
                key if LEADS.contains(&key) => leads = true,
                key if ARTICLES.contains(&key) => said.article = true,
                key if QUIET.contains(&key) => {}
                // "change the colour to blue".
                _ if leads && said.changes && said.unknown.len() < MOST_UNKNOWN => {
                    said.unknown.push(word.written.clone());
                }
                _ => return None,
            }
            let is_definite = DEFINITE.contains(&word.key.as_str());
            before = if is_definite { Before::Definite } else { Before::Other };
            at += 1;
        }
    }
    Some(said)
}

/// What stands before a word.
enum Before {
    Name,
    /// A word that says that something is to change, and is not English.
    Change,
    /// "the".
    Definite,
    Other,
}

/// The words of a name, as those of a text are compared with them.
pub(super) fn keys(name: &str) -> Vec<String> {
    cut(name).into_iter().map(|word| word.key).collect()
}

/// Over how many of the words a name goes that they begin with. Its last word may be in the plural
/// or a genitive, and a long one may have a letter more or less: "color".
pub(super) fn begins(words: &[&str], name: &[String], loosely: bool) -> Option<usize> {
    let said = words.get(..name.len()).filter(|it| !it.is_empty())?;
    let is_it = |(word, said): (&String, &&str)| {
        word == *said || (loosely && (is_plural(said, word) || is_near(said, word)))
    };
    name.iter().zip(said).all(is_it).then_some(said.len())
}

/// Whether what follows may be what an option is to be.
pub(super) fn leads(word: &Word) -> bool {
    LEADS.contains(&word.key.as_str())
}

/// Which of several "the second one" means, from 0; none if the text says anything more.
pub(super) fn position(text: &str, of: usize) -> Option<usize> {
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

fn is_plural(said: &str, word: &str) -> bool {
    said.strip_prefix(word).is_some_and(|end| matches!(end, "s" | "es" | "n" | "en"))
}

fn is_near(said: &str, word: &str) -> bool {
    let (long, short) = if said.len() > word.len() { (said, word) } else { (word, said) };
    short.chars().count() >= FEWEST_LETTERS
        && long.char_indices().any(|(at, letter)| {
            let behind = long.get(at + letter.len_utf8()..).unwrap_or_default();
            long.get(..at)
                .is_some_and(|before| short.strip_prefix(before).is_some_and(|it| it == behind))
        })
}

fn first_of(phrases: &[&str], words: &[&str]) -> Option<usize> {
    let length = |phrase: &&str| {
        let phrase: Vec<_> = phrase.split(' ').collect();
        words.starts_with(&phrase).then_some(phrase.len())
    };
    phrases.iter().filter_map(length).max()
}

pub(super) struct Word {
    /// Folded, without apostrophes.
    pub(super) key: String,
    pub(super) written: String,
    /// Where it begins and ends.
    pub(super) span: Range<usize>,
    /// A comma or the like stands before it.
    parted: bool,
    /// ":" or "=" stands before it.
    pub(super) marked: bool,
}

pub(super) fn cut(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = vec![];
    let (mut inside, mut parted, mut marked) = (false, false, false);
    for (at, letter) in text.char_indices() {
        let is_word = letter.is_alphanumeric();
        let joins = matches!(letter, '\'' | '’' | '‘' | '´') || text::is_decoration(letter);
        if is_word && !inside {
            let (key, written) = (String::new(), String::new());
            words.push(Word { key, written, span: at..at, parted, marked });
            (parted, marked) = (false, false);
        }
        if let Some(word) = words.last_mut().filter(|_| is_word || (joins && inside)) {
            if is_word {
                text::fold(letter, &mut word.key);
            }
            word.written.push(letter);
            word.span.end = at + letter.len_utf8();
        }
        inside = is_word || (joins && inside);
        parted |= matches!(letter, ',' | ';' | '.' | '!' | '\n');
        marked |= matches!(letter, ':' | '=');
    }
    words
}

fn push<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

const FEWEST_LETTERS: usize = 5;
const MOST_UNKNOWN: usize = 4;

/// What follows is not wanted any more. English, German, French, Spanish, Portuguese.
const OLD: [&str; 15] = [
    "instead of",
    "rather than",
    "from",
    "statt",
    "anstatt",
    "anstelle von",
    "anstelle",
    "von",
    "au lieu du",
    "au lieu de",
    "plutot que",
    "en vez de",
    "en lugar de",
    "em vez de",
    "ao inves de",
];
const CHANGES: [&str; 62] = [
    "change",
    "changed",
    "make",
    "switch",
    "set",
    "turn",
    "put",
    "swap",
    "instead",
    "rather",
    "andere",
    "andern",
    "aendere",
    "aendern",
    "geandert",
    "geaendert",
    "mach",
    "mache",
    "nimm",
    "stell",
    "stelle",
    "wechsle",
    "wechsel",
    "tausche",
    "tausch",
    "stattdessen",
    "lieber",
    "doch",
    "changez",
    "changer",
    "mets",
    "mettez",
    "mettre",
    "modifie",
    "modifiez",
    "modifier",
    "passe",
    "passez",
    "plutot",
    "a la place",
    "cambia",
    "cambie",
    "cambiar",
    "cambiame",
    "pon",
    "ponlo",
    "ponla",
    "ponga",
    "haz",
    "hazlo",
    "mejor",
    "en su lugar",
    "muda",
    "mude",
    "mudar",
    "troca",
    "troque",
    "trocar",
    "altera",
    "altere",
    "alterar",
    "em vez disso",
];
/// Those behind which "a" is an article, and not "to" as in "cambia a black".
const ENGLISH: [&str; 10] =
    ["change", "changed", "make", "switch", "set", "turn", "put", "swap", "instead", "rather"];
const MAKES: [&str; 6] = ["make", "mach", "mache", "haz", "hazlo", "mets"];
const LEADS: [&str; 13] =
    ["to", "into", "in", "zu", "auf", "en", "a", "au", "para", "por", "pour", "be", "sein"];
const ARTICLES: [&str; 13] = [
    "an", "another", "ein", "eine", "einen", "einem", "einer", "un", "une", "una", "um", "uma",
    "one",
];
const QUIET: [&str; 102] = [
    "these", "those", "the", "my", "your", "its", "it", "this", "that", "them", "they", "please",
    "pls", "plz", "thanks", "thank", "you", "i", "id", "im", "we", "would", "like", "want",
    "wanted", "need", "prefer", "should", "is", "are", "of", "for", "with", "can", "could",
    "actually", "wait", "sorry", "oh", "ok", "okay", "hey", "hi", "just", "ones", "have", "get",
    "now", "der", "die", "das", "den", "dem", "des", "bitte", "ich", "will", "mochte", "hatte",
    "gern", "gerne", "soll", "es", "sie", "ihn", "mir", "mal", "fur", "moment", "warte", "le",
    "la", "les", "l", "de", "du", "je", "veux", "voudrais", "prefere", "sil", "vous", "te",
    "plait", "svp", "merci", "attendez", "el", "lo", "los", "las", "del", "quiero", "quisiera",
    "prefiero", "favor", "espera", "o", "os", "do", "da", "quero",
];
/// What a text may begin with that goes on.
const GOES_ON: [&str; 22] = [
    "and", "but", "so", "also", "then", "yes", "yeah", "yep", "yup", "sure", "und", "aber", "ja",
    "et", "mais", "oui", "y", "e", "pero", "si", "mas", "sim",
];
const DEFINITE: [&str; 5] = ["the", "this", "that", "these", "those"];
const ORDINALS: [&[&str]; 5] = [
    &["first", "1st", "erste", "ersten", "premier", "premiere", "primero", "primera", "primeiro"],
    &["second", "2nd", "zweite", "zweiten", "deuxieme", "segundo", "segunda"],
    &["third", "3rd", "dritte", "dritten", "troisieme", "tercero", "tercera", "terceiro"],
    &["fourth", "4th", "vierte", "vierten", "quatrieme", "cuarto", "cuarta", "quarto", "quarta"],
    &["fifth", "5th", "funfte", "funften", "cinquieme", "quinto", "quinta"],
];
const LAST: [&str; 8] =
    ["last", "letzte", "letzten", "dernier", "derniere", "ultimo", "ultima", "latter"];
const NONE: [&str; 11] = [
    "neither", "none", "nothing", "keine", "keiner", "keines", "aucun", "aucune", "ninguno",
    "ninguna", "nenhum",
];
