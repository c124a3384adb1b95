//! The ways in which one name may be written.

use super::super::plural::singular;
use super::super::tokens::{Gap, Tokens};
use super::super::words::{self, Word};
use super::{Rank, heads};

/// One way to write a name or a part of it.
pub(super) struct Form {
    pub(super) key: String,
    pub(super) rank: Rank,
    pub(super) spaces: u64,
    pub(super) tokens: u8,
}

/// Where a text that names a product comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Name,
    Alias,
}

/// Every form of the name. A lone word out of an alias is none: "long" of "schafter long
/// wheelbase" would be found in every other sentence.
pub(super) fn of(name: &Tokens, source: Source) -> Vec<Form> {
    let words = words_of(name);
    let all: Vec<Piece<'_>> = words.iter().flatten().copied().collect();
    let mut forms = vec![join(&all, Rank::Name)];
    vary_whole(&words, &all, &mut forms);
    if source == Source::Name
        && let Some(first) = words.first()
    {
        // "croque" of "Croque-monsieur".
        let lead: Vec<_> = first.iter().take(1).copied().collect();
        if first.len() > 1 && says_something(std::slice::from_ref(&lead)) {
            forms.push(join(&lead, Rank::Part));
        }
    }
    if let (Source::Name, [_, .., last]) = (source, words.as_slice())
        && let [piece] = last.as_slice()
        && heads::is_one(piece.key)
    {
        forms.push(join(last, Rank::Word));
    }
    for from in 0..words.len().min(MOST_WORDS) {
        for to in from + 1..=words.len().min(MOST_WORDS) {
            let part = &words[from..to];
            let lone = part.len() == 1;
            let allowed = part.len() < words.len() && (!lone || source == Source::Name);
            if allowed && says_something(part) {
                let rank = if lone && from > 0 { Rank::Word } else { Rank::Part };
                let pieces = part.concat();
                let one: Vec<_> = pieces.iter().map(|it| it.with(singular(it.key))).collect();
                if one != pieces {
                    forms.push(join(&one, rank));
                }
                forms.push(join(&pieces, rank));
            }
        }
    }
    let many: Vec<_> = forms.iter().filter_map(in_ves).collect();
    forms.extend(many);
    forms
}

/// "combat knives" of "Combat Knife", "scarves" of "Scarf".
fn in_ves(form: &Form) -> Option<Form> {
    let one = form.key.strip_suffix("fe").or_else(|| form.key.strip_suffix('f'))?;
    let is_word = one.len() >= FEWEST_BEFORE_F && !one.ends_with('f');
    let key = format!("{one}ves");
    is_word.then(|| Form { key, rank: form.rank.max(Rank::Variant), ..*form })
}

/// The first and the last word of an alias, each as a part of it that says what is meant only where
/// others have it too.
pub(super) fn lone_ends_of(alias: &Tokens) -> [Option<String>; 2] {
    let words = words_of(alias);
    let [first, .., last] = words.as_slice() else { return [None, None] };
    [first, last].map(|word| {
        let [piece] = word.as_slice() else { return None };
        let says = piece.key.chars().count() >= FEWEST_LETTERS
            && says_something(std::slice::from_ref(word))
            && (!words::is_english(piece.key) || piece.key.len() >= FEWEST_OF_ENGLISH)
            && !words::is_size(piece.key)
            && !words::is_trim(piece.key);
        says.then(|| piece.key.to_owned())
    })
}

/// The first and the last word of a longer name, which customers say where they leave open which of
/// several it is: "iphone battery". With the letters of the first word.
pub(super) fn ends_of(name: &Tokens) -> Option<(String, Form)> {
    let words = words_of(name);
    let [first, _, .., last] = words.as_slice() else { return None };
    let ends = [first.clone(), last.clone()];
    let lead = join(first, Rank::Part).key;
    says_something(&ends).then(|| (lead, join(&ends.concat(), Rank::Part)))
}

/// Other ways to write the whole name.
fn vary_whole(words: &[Vec<Piece<'_>>], all: &[Piece<'_>], forms: &mut Vec<Form>) {
    let mut vary = |pieces: &[Piece<'_>]| forms.push(join(pieces, Rank::Variant));
    let singulars: Vec<_> = all.iter().map(|piece| piece.with(singular(piece.key))).collect();
    if singulars != all {
        vary(&singulars);
    }
    if let [first, second] = words
        // "2 speed" is no "Speed 2".
        && !is_number(second)
    {
        vary(&[second.as_slice(), first.as_slice()].concat());
    } else if let [first @ .., last] = words
        && is_size(last)
    {
        // "330ml coke zero".
        let first = first.iter().flatten().copied();
        vary(&last.iter().copied().chain(first).collect::<Vec<_>>());
    }
    // "fish & chips", "fish n chips", "fish chips".
    let is_and = |piece: &Piece<'_>| piece.key == "and";
    if all.len() > 2 && all.iter().any(is_and) {
        let short = all.iter().map(|piece| piece.with(if is_and(piece) { "n" } else { piece.key }));
        vary(&short.collect::<Vec<_>>());
        vary(&all.iter().copied().filter(|piece| !is_and(piece)).collect::<Vec<_>>());
    }
    let numerals: Vec<_> = all.iter().map(|piece| piece.with(other_numeral(piece.key))).collect();
    if all.len() > 1 && numerals != all {
        vary(&numerals);
    }
}

/// One word out of names.
pub(super) fn word(key: String) -> Form {
    Form { key, rank: Rank::Word, spaces: 0, tokens: 1 }
}

/// The whole name as another way to write it.
pub(super) fn variant(name: &Tokens) -> Form {
    join(&words_of(name).concat(), Rank::Variant)
}

/// The letters of a name up to the measures and numbers at its end: "Puppy Kibble 2kg" is a kibble,
/// and "Round Brush 8" a brush.
pub(super) fn without_measures(name: &Tokens) -> String {
    let words = words_of(name);
    let last = words.iter().rposition(|word| !is_measure(word) && !is_number(word));
    words.iter().take(last.map_or(0, |last| last + 1)).flatten().map(|piece| piece.key).collect()
}

/// The letters before anything parts them; behind a measure, if the name begins with one: "750W
/// Power Supply".
pub(super) fn first_word(name: &Tokens) -> String {
    let words = words_of(name);
    words
        .iter()
        .find(|word| !is_measure(word))
        .or(words.first())
        .and_then(|word| word.first())
        .map(|piece| piece.key.to_owned())
        .unwrap_or_default()
}

/// A token of a name, and whether anything stands before it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Piece<'n> {
    key: &'n str,
    apart: bool,
}

impl<'n> Piece<'n> {
    fn with<'k>(self, key: &'k str) -> Piece<'k>
    where
        'n: 'k,
    {
        Piece { key, apart: self.apart }
    }
}

fn words_of(name: &Tokens) -> Vec<Vec<Piece<'_>>> {
    let mut words: Vec<Vec<Piece<'_>>> = Vec::new();
    for at in 0..name.all.len() {
        let space = name.gap(at).has(Gap::SPACE);
        let piece = Piece { key: name.key(at), apart: !name.gap(at).is_glued() };
        match words.last_mut() {
            Some(word) if !space => word.push(piece),
            _ => words.push(vec![piece]),
        }
    }
    words
}

fn join(pieces: &[Piece<'_>], rank: Rank) -> Form {
    let mut form = Form { key: String::new(), rank, spaces: 0, tokens: 0 };
    let mut letters = 0;
    for piece in pieces {
        if piece.apart && letters > 0 && letters < u64::BITS as usize {
            form.spaces |= 1 << letters;
        }
        form.key.push_str(piece.key);
        letters += piece.key.chars().count();
        form.tokens = form.tokens.saturating_add(1);
    }
    form
}

/// Whether words out of a name may stand for it: not "gt", "500" or "with the", but "rx 7900".
fn says_something(part: &[Vec<Piece<'_>>]) -> bool {
    let pieces = || part.iter().flatten().filter(|piece| words::meaning(piece.key).is_none());
    let letters: usize = pieces()
        .map(|piece| piece.key.chars().filter(|letter| !letter.is_ascii_digit()).count())
        .sum();
    let digits: usize = pieces()
        .map(|piece| piece.key.chars().filter(char::is_ascii_digit).count())
        .filter(|digits| *digits >= FEWEST_DIGITS && part.len() > 1)
        .sum();
    // "top 100" is said of much else.
    let is_phrase = digits > 0
        && part.first().and_then(|word| word.first()).is_some_and(|it| words::is_common(it.key));
    let nouns = part.iter().flatten().filter(|piece| words::is_noun_elsewhere(piece.key));
    let beside = digits + nouns.map(|piece| piece.key.len()).sum::<usize>();
    let at_edge = |word: Option<&Vec<Piece<'_>>>| {
        let says = |piece: &Piece<'_>| match words::meaning(piece.key) {
            Some(Word::Number(_)) => part.len() > 1,
            // "number cake", "grand caravan", "white tee", "van wrap".
            Some(Word::Labels | Word::Measures) => {
                part.len() > 1 && piece.key.len() >= FEWEST_LETTERS
            }
            Some(Word::Filler | Word::Between) => {
                part.len() > 1 && words::is_noun_elsewhere(piece.key)
            }
            meaning => meaning.is_none(),
        };
        // "s2 cabrio".
        let is_code = |word: &Vec<Piece<'_>>| part.len() > 1 && word.len() > 1;
        let word = word.filter(|word| !is_code(word));
        word.and_then(|word| word.first()).is_some_and(|piece| !says(piece))
    };
    let enough = letters >= FEWEST_LETTERS
        || (letters >= FEWEST_BESIDE && letters + beside >= FEWEST_LETTERS && !is_phrase);
    enough && !at_edge(part.first()) && !at_edge(part.last())
}

fn is_number(word: &[Piece<'_>]) -> bool {
    matches!(word, [only] if only.key.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_measure(word: &[Piece<'_>]) -> bool {
    let is_count = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
    matches!(word, [count, unit] if is_count(count.key) && words::is_unit(unit.key))
}

/// "330ml", "1.5l", "a4". What a name ends with may be more than what customers say alone of it:
/// any code, as "GT63", for it is found with the rest of the name only.
fn is_size(word: &[Piece<'_>]) -> bool {
    let is_count = |piece: &Piece<'_>| piece.key.bytes().all(|byte| byte.is_ascii_digit());
    word.iter().any(is_count) && !word.iter().all(is_count)
}

/// "ii" for "2" and the other way round; anything else as it is.
fn other_numeral(key: &str) -> &str {
    const PAIRS: [(&str, &str); 9] = [
        ("2", "ii"),
        ("3", "iii"),
        ("4", "iv"),
        ("5", "v"),
        ("6", "vi"),
        ("7", "vii"),
        ("8", "viii"),
        ("9", "ix"),
        ("10", "x"),
    ];
    PAIRS
        .iter()
        .find_map(|&(arabic, roman)| match key {
            _ if key == arabic => Some(roman),
            _ if key == roman => Some(arabic),
            _ => None,
        })
        .unwrap_or(key)
}

const FEWEST_LETTERS: usize = 4;
/// A shorter word of English is in too many sentences to be looked for by itself.
const FEWEST_OF_ENGLISH: usize = 6;
/// "elf", "wolf".
const FEWEST_BEFORE_F: usize = 2;
/// So few letters are enough beside other words or a number of so many digits.
const FEWEST_BESIDE: usize = 2;
const FEWEST_DIGITS: usize = 3;
/// Bounds the parts of a name of many words.
const MOST_WORDS: usize = 8;
