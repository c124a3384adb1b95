//! The words by which it is heard what is said of an order and its options, folded, but for verbs.
//! In English, German, French, Spanish and Portuguese; the shortest ones in Italian, Dutch and
//! Polish too.

pub(super) mod verbs;

use crate::domain::recognise::{MOST_OF_ONE, in_digits};

/// What follows is not wanted any more.
pub(super) const OLD: [&str; 15] = [
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
/// What follows is wanted.
pub(super) const LEADS: [&str; 13] =
    ["to", "into", "in", "zu", "auf", "en", "a", "au", "para", "por", "pour", "be", "sein"];
/// What follows takes the place of what stands before.
pub(super) const EXCHANGES: [&str; 12] =
    ["with", "for", "by", "durch", "gegen", "mit", "par", "contre", "pour", "por", "con", "com"];
/// What follows is where an option is.
pub(super) const FROM: [&str; 23] = [
    "from", "off", "on", "at", "of", "vom", "von", "bei", "am", "auf", "sur", "du", "de", "des",
    "del", "en", "sobre", "da", "do", "das", "dos", "na", "em",
];
/// What follows is one more, or one that is there.
pub(super) const ARTICLES: [&str; 13] = [
    "an", "another", "ein", "eine", "einen", "einem", "einer", "un", "une", "una", "um", "uma",
    "one",
];
/// One piece. "one" counts, and so may others where languages have one word for both.
pub(super) const ONE: [&str; 14] = [
    "one", "a", "an", "ein", "eine", "einen", "einer", "eines", "un", "une", "una", "uno", "um",
    "uma",
];
/// What follows is there.
pub(super) const DEFINITE: [&str; 18] = [
    "the", "this", "that", "these", "those", "der", "die", "das", "den", "le", "la", "les", "el",
    "los", "las", "os", "o", "as",
];
/// What may stand before a choice, and says nothing.
pub(super) const THE: [&str; 19] = [
    "the", "a", "an", "any", "der", "die", "das", "den", "le", "la", "les", "el", "los", "las",
    "de", "du", "o", "os", "in",
];
/// What says nothing beside other words.
pub(super) const QUIET: [&str; 108] = [
    "these", "those", "the", "my", "your", "its", "it", "this", "that", "them", "they", "please",
    "pls", "plz", "thanks", "thank", "you", "u", "then", "dann", "i", "id", "im", "we", "would",
    "like", "want", "wanted", "need", "prefer", "should", "is", "are", "of", "for", "with", "can",
    "could", "actually", "wait", "sorry", "meant", "meinte", "oh", "ok", "okay", "hey", "hi",
    "just", "ones", "have", "get", "now", "der", "die", "das", "den", "dem", "des", "bitte", "ich",
    "will", "mochte", "hatte", "gern", "gerne", "soll", "es", "sie", "ihn", "mir", "mal", "fur",
    "moment", "warte", "le", "la", "les", "l", "de", "du", "je", "veux", "voudrais", "prefere",
    "sil", "vous", "te", "plait", "svp", "merci", "attendez", "el", "lo", "los", "las", "del",
    "quiero", "quisiera", "prefiero", "favor", "espera", "o", "os", "do", "da", "quero", "as",
];
/// What may stand at an end of anything, and is no part of it.
pub(super) const COURTESIES: [&str; 15] = [
    "sil vous plait",
    "sil te plait",
    "please",
    "pls",
    "plz",
    "thanks",
    "thank you",
    "bitte",
    "danke",
    "merci",
    "svp",
    "por favor",
    "gracias",
    "obrigado",
    "obrigada",
];
/// What a text may begin with that goes on.
pub(super) const GOES_ON: [&str; 22] = [
    "and", "but", "so", "also", "then", "yes", "yeah", "yep", "yup", "sure", "und", "aber", "ja",
    "et", "mais", "oui", "y", "e", "pero", "si", "mas", "sim",
];
/// What of these says that something else comes: "yes but in L".
pub(super) const TURNS_TO: [&str; 14] = [
    "but", "so", "then", "yes", "yeah", "yep", "yup", "sure", "aber", "ja", "mais", "oui", "pero",
    "mas",
];
/// What somebody begins with who thinks better of it: it refuses nothing that follows.
pub(super) const PAUSES: [&str; 20] = [
    "no wait", "hold on", "wait", "oh", "ah", "um", "hm", "no", "ok", "okay", "warte", "moment",
    "ach", "nein", "attends", "attendez", "non", "espera", "espere", "nao",
];
/// What says that something else was meant.
pub(super) const CORRECTING: [&str; 14] = [
    "actually",
    "meant",
    "mean",
    "sorry",
    "instead",
    "rather",
    "no",
    "wait",
    "oops",
    "meinte",
    "doch",
    "nein",
    "stattdessen",
    "lieber",
];
/// What parts things that are said of one another.
pub(super) const AND: [&str; 9] = ["and", "but", "und", "et", "y", "e", "en", "i", "aber"];
/// What follows belongs to what was named.
pub(super) const WITH: [&str; 5] = ["with", "mit", "avec", "con", "com"];
/// What says that nothing else is wanted.
pub(super) const ONLY: [&str; 9] =
    ["just", "only", "nur", "bloss", "seulement", "juste", "solo", "solamente", "apenas"];
/// What may follow what is refused: "not gold but silver".
pub(super) const CONTRARY: [&str; 7] = ["but", "sondern", "aber", "mais", "sino", "pero", "mas"];
/// What says No alone as well.
pub(super) const NO: [&str; 5] = ["no", "nein", "non", "nao", "nie"];
/// What refuses what follows.
pub(super) const NOT: [&str; 18] = [
    "not", "no", "dont", "t", "without", "nicht", "kein", "keine", "keinen", "nein", "pas", "non",
    "sin", "sem", "nao", "niet", "geen", "nie",
];
/// What follows is left out.
pub(super) const EXCEPT: [&str; 17] = [
    "but",
    "except for",
    "except",
    "bar",
    "save",
    "minus",
    "bis auf",
    "ausser",
    "sauf",
    "hormis",
    "excepto",
    "salvo",
    "menos",
    "exceto",
    "tranne",
    "behalve",
    "oprocz",
];
/// What follows is what something is not to be.
pub(super) const OTHER_THAN: [&str; 10] = [
    "other than",
    "rather than",
    "instead of",
    "anders als",
    "statt",
    "autre que",
    "otro que",
    "otra que",
    "outro que",
    "outra que",
];
/// Whichever it is.
pub(super) const ANY: [&str; 14] = [
    "any",
    "anything",
    "whatever",
    "irgendwas",
    "egal",
    "importe",
    "cualquier",
    "cualquiera",
    "qualquer",
    "tudo",
    "qualunque",
    "jede",
    "jeder",
    "jedes",
];
/// All that there are.
pub(super) const ALL: [&str; 22] = [
    "all",
    "every",
    "everything",
    "both",
    "each",
    "alle",
    "alles",
    "beide",
    "beiden",
    "tous",
    "toutes",
    "tout",
    "todos",
    "todas",
    "todo",
    "ambos",
    "ambas",
    "tutti",
    "tutte",
    "allemaal",
    "wszystkie",
    "tudo",
];
/// One of them after the other.
pub(super) const EACH: [&str; 12] = [
    "each", "every", "jeder", "jede", "jedes", "je", "jedem", "chaque", "chacun", "chacune",
    "cada", "ogni",
];
/// None of them.
pub(super) const NONE: [&str; 14] = [
    "neither", "none", "nothing", "keine", "keiner", "keines", "aucun", "aucune", "ninguno",
    "ninguna", "nenhum", "keins", "nenhuma", "ningun",
];
/// None, as a number.
pub(super) const ZERO: [&str; 4] = ["0", "zero", "null", "cero"];
/// What is there already.
pub(super) const OF_THEM: [&str; 18] = [
    "of them",
    "of those",
    "of these",
    "of the",
    "of it",
    "davon",
    "von ihnen",
    "von denen",
    "dentre eux",
    "dentre elles",
    "dentre les",
    "des deux",
    "de ellos",
    "de ellas",
    "de los",
    "deles",
    "delas",
    "dos dois",
];
/// What was spoken of, to be had once more.
pub(super) const SAME: [&str; 18] = [
    "the same thing",
    "the same one",
    "the same",
    "same thing",
    "same one",
    "same",
    "das gleiche",
    "das selbe",
    "dasselbe",
    "la meme chose",
    "le meme",
    "la meme",
    "lo mismo",
    "el mismo",
    "la misma",
    "a mesma coisa",
    "o mesmo",
    "a mesma",
];
/// What says so of it.
pub(super) const AGAIN: [&str; 11] = [
    "again",
    "once more",
    "one more time",
    "noch mal",
    "nochmal",
    "noch einmal",
    "encore une fois",
    "otra vez",
    "de nuevo",
    "de novo",
    "outra vez",
];
/// Which one of several.
pub(super) const ORDINALS: [&[&str]; 5] = [
    &["first", "1st", "erste", "ersten", "premier", "premiere", "primero", "primera", "primeiro"],
    &["second", "2nd", "zweite", "zweiten", "deuxieme", "segundo", "segunda"],
    &["third", "3rd", "dritte", "dritten", "troisieme", "tercero", "tercera", "terceiro"],
    &["fourth", "4th", "vierte", "vierten", "quatrieme", "cuarto", "cuarta", "quarto", "quarta"],
    &["fifth", "5th", "funfte", "funften", "cinquieme", "quinto", "quinta"],
];
/// The last one of several.
pub(super) const LAST: [&str; 8] =
    ["last", "letzte", "letzten", "dernier", "derniere", "ultimo", "ultima", "latter"];

/// How many pieces a word says, if so many may be asked for.
pub(super) fn count(word: &str) -> Option<u32> {
    if ONE.contains(&word) {
        return Some(1);
    }
    let is_word = word.chars().all(char::is_alphabetic);
    let digits = in_digits(word).filter(|_| is_word);
    let count = digits.as_deref().unwrap_or(word).parse().ok();
    count.filter(|it| (1..=MOST_OF_ONE).contains(it))
}
