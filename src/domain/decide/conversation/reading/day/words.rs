//! The words of days.

use super::ahead;
use crate::domain::recognise::differ_by_a_slip;

/// Which of some names a word is, from 1 on.
pub(super) fn place<const N: usize, T: TryFrom<usize>>(
    names: &[&[&str]; N],
    word: &str,
) -> Option<T> {
    let at = names.iter().position(|names| names.contains(&word))?;
    T::try_from(at + 1).ok()
}

/// Words in which a slip of the pen is undone, where only one name of a day or a month can be
/// meant. Days of the week may have the part of the day written on them: "Montagabend".
pub(super) fn without_slips(said: &str) -> String {
    let words: Vec<String> = said.split(' ').map(name_of).collect();
    words.join(" ")
}

fn name_of(word: &str) -> String {
    let is_weekday = |it: &str| place::<7, usize>(&WEEKDAYS, it).is_some();
    let names = || WEEKDAYS.iter().chain(&MONTHS).flat_map(|names| names.iter()).copied();
    let names = || names().chain(ahead::names());
    if names().any(|name| name == word) {
        return word.to_owned();
    }
    let mut parts = PARTS.iter().filter_map(|part| word.strip_suffix(part));
    if let Some(day) = parts.find(|it| it.ends_with("tag") && is_weekday(it)) {
        return day.to_owned();
    }
    let fits = |name: &&str| {
        name.chars().count().min(word.chars().count()) >= FEWEST_LETTERS
            && differ_by_a_slip(word, name)
    };
    let mut near = names().filter(fits);
    let Some(first) = near.next() else { return word.to_owned() };
    let is_same = |name: &str| {
        let month = |it: &str| place::<12, usize>(&MONTHS, it);
        let weekday = |it: &str| place::<7, usize>(&WEEKDAYS, it);
        (month(name), weekday(name), ahead::named(name))
            == (month(first), weekday(first), ahead::named(first))
    };
    if near.all(is_same) { first } else { word }.to_owned()
}

/// Shorter words have many that are near them.
const FEWEST_LETTERS: usize = 6;
/// What German writes on a day of the week.
const PARTS: [&str; 6] = ["morgen", "fruh", "vormittag", "mittag", "nachmittag", "abend"];

/// Words beside a day.
pub(super) const QUIET: [&str; 28] = [
    "the",
    "on",
    "of",
    "for",
    "by",
    "next",
    "this",
    "coming",
    "am",
    "den",
    "dem",
    "der",
    "fur",
    "nachsten",
    "nachste",
    "kommenden",
    "le",
    "du",
    "pour",
    "prochain",
    "el",
    "de",
    "del",
    "para",
    "proximo",
    "proxima",
    "feira",
    "em",
];
/// From Monday on.
pub(super) const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "montag", "lundi", "lunes", "segunda"],
    &["tuesday", "tue", "tues", "dienstag", "mardi", "martes", "terca"],
    &["wednesday", "wed", "mittwoch", "mercredi", "miercoles", "quarta"],
    &["thursday", "thu", "thur", "thurs", "donnerstag", "jeudi", "jueves", "quinta"],
    &["friday", "fri", "freitag", "vendredi", "viernes", "sexta"],
    &["saturday", "sat", "samstag", "sonnabend", "samedi", "sabado"],
    &["sunday", "sun", "sonntag", "dimanche", "domingo"],
];
/// From January on.
pub(super) const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene", "janeiro"],
    &["february", "feb", "februar", "fevrier", "fevr", "febrero", "fevereiro", "fev"],
    &["march", "mar", "marz", "maerz", "mars", "marzo", "marco"],
    &["april", "apr", "avril", "avr", "abril", "abr"],
    &["may", "mai", "mayo", "maio"],
    &["june", "jun", "juni", "juin", "junio", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "julho"],
    &["august", "aug", "aout", "agosto", "ago"],
    &["september", "sep", "sept", "septembre", "septiembre", "setembro", "set"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &["december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dezembro"],
];
