//! The words that change options, in English, German, French, Spanish and Portuguese.

use super::words;
use crate::domain::{
    answer::{bare_phrase, phrase},
    recognise::is_number,
};

/// What follows is not wanted any more. English, German, French, Spanish, Portuguese.
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
pub(super) const CHANGES: [&str; 62] = [
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
pub(super) const ENGLISH: [&str; 10] =
    ["change", "changed", "make", "switch", "set", "turn", "put", "swap", "instead", "rather"];
pub(super) const MAKES: [&str; 6] = ["make", "mach", "mache", "haz", "hazlo", "mets"];
pub(super) const LEADS: [&str; 13] =
    ["to", "into", "in", "zu", "auf", "en", "a", "au", "para", "por", "pour", "be", "sein"];
pub(super) const ARTICLES: [&str; 13] = [
    "an", "another", "ein", "eine", "einen", "einem", "einer", "un", "une", "una", "um", "uma",
    "one",
];
pub(super) const QUIET: [&str; 102] = [
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
pub(super) const GOES_ON: [&str; 22] = [
    "and", "but", "so", "also", "then", "yes", "yeah", "yep", "yup", "sure", "und", "aber", "ja",
    "et", "mais", "oui", "y", "e", "pero", "si", "mas", "sim",
];
pub(super) const DEFINITE: [&str; 17] = [
    "the", "this", "that", "these", "those", "der", "die", "das", "den", "le", "la", "les", "el",
    "los", "las", "os", "o",
];
/// What may follow what is refused: "not gold but silver".
pub(super) const CONTRARY: [&str; 7] = ["but", "sondern", "aber", "mais", "sino", "pero", "mas"];
pub(super) const BOTH: [&str; 5] = ["both", "beide", "beiden", "ambos", "ambas"];
/// Of the words for changes, those that take what is there as their object.
pub(super) const VERBS: [&str; 23] = [
    "change", "switch", "swap", "turn", "andere", "andern", "aendere", "aendern", "wechsle",
    "wechsel", "tausche", "tausch", "changez", "changer", "modifie", "modifiez", "modifier",
    "cambia", "cambie", "cambiar", "muda", "troca", "altera",
];
pub(super) const ORDINALS: [&[&str]; 5] = [
    &["first", "1st", "erste", "ersten", "premier", "premiere", "primero", "primera", "primeiro"],
    &["second", "2nd", "zweite", "zweiten", "deuxieme", "segundo", "segunda"],
    &["third", "3rd", "dritte", "dritten", "troisieme", "tercero", "tercera", "terceiro"],
    &["fourth", "4th", "vierte", "vierten", "quatrieme", "cuarto", "cuarta", "quarto", "quarta"],
    &["fifth", "5th", "funfte", "funften", "cinquieme", "quinto", "quinta"],
];
pub(super) const LAST: [&str; 8] =
    ["last", "letzte", "letzten", "dernier", "derniere", "ultimo", "ultima", "latter"];
pub(super) const NONE: [&str; 11] = [
    "neither", "none", "nothing", "keine", "keiner", "keines", "aucun", "aucune", "ninguno",
    "ninguna", "nenhum",
];

/// What a question asks to be done: "can you make it black?".
pub(super) fn requested(text: &str) -> &str {
    let Some(asked) = text.trim().strip_suffix('?').map(str::trim) else { return text };
    let said = phrase(asked).unwrap_or_default();
    let leads = |it: &&&str| said.strip_prefix(**it).is_some_and(|it| it.starts_with(' '));
    let Some(lead) = REQUESTS.iter().find(leads) else { return text };
    let asked_for = words::cut(asked).into_iter().nth(lead.split(' ').count());
    asked_for.and_then(|it| asked.get(it.span.start..)).unwrap_or(text)
}

const REQUESTS: [&str; 22] = [
    "can you",
    "could you",
    "can we",
    "could we",
    "can i",
    "could i",
    "would you",
    "will you",
    "can u",
    "kannst du",
    "konntest du",
    "konnen sie",
    "konnten sie",
    "kann ich",
    "peux tu",
    "pouvez vous",
    "pourriez vous",
    "puedes",
    "podrias",
    "podria",
    "pode",
    "poderia",
];

/// What asks for one more.
pub(super) const ADDS: [&str; 45] = [
    "add",
    "and",
    "also",
    "plus",
    "another",
    "more",
    "extra",
    "additional",
    "too",
    "as well",
    "und",
    "noch",
    "auch",
    "dazu",
    "weitere",
    "weiteren",
    "weiterer",
    "weiteres",
    "et",
    "encore",
    "aussi",
    "ajoute",
    "ajoutez",
    "rajoute",
    "rajoutez",
    "autre",
    "de plus",
    "y",
    "otro",
    "otra",
    "anade",
    "agrega",
    "agregue",
    "tambien",
    "mas",
    "e",
    "mais",
    "outro",
    "outra",
    "adiciona",
    "adicione",
    "tambem",
    "acrescenta",
    "hinzu",
    "fuge",
];
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
pub(super) const EACH: [&str; 12] = [
    "each", "every", "jeder", "jede", "jedes", "je", "jedem", "chaque", "chacun", "chacune",
    "cada", "ogni",
];
/// One piece. "one" counts, and so may others where languages have one word for both.
pub(super) const ONLY_ARTICLES: [&str; 14] = [
    "one", "a", "an", "ein", "eine", "einen", "einer", "eines", "un", "une", "una", "uno", "um",
    "uma",
];
/// What takes an option off.
pub(super) const TAKES_OFF: [&str; 50] = [
    "no",
    "without",
    "remove",
    "drop",
    "delete",
    "skip",
    "cancel",
    "take off",
    "take away",
    "take out",
    "leave off",
    "leave out",
    "get rid of",
    "dont want",
    "dont need",
    "do not want",
    "dont add",
    "kein",
    "keine",
    "keinen",
    "ohne",
    "entferne",
    "entfernen",
    "streiche",
    "losche",
    "pas de",
    "sans",
    "enleve",
    "enlevez",
    "enlever",
    "retire",
    "retirez",
    "supprime",
    "supprimez",
    "sin",
    "quita",
    "quite",
    "quitar",
    "elimina",
    "eliminar",
    "borra",
    "sem",
    "tira",
    "tire",
    "tirar",
    "remova",
    "remover",
    "retira",
    "nao quero",
    "no quiero",
];
pub(super) const WITH: [&str; 5] = ["with", "mit", "avec", "con", "com"];
const HAVE: [&str; 12] = [
    "have", "get", "order", "take", "buy", "haben", "bekommen", "nehmen", "avoir", "prendre",
    "tener", "ter",
];

/// A wish for a number that is asked for like a question: "yes and can i have 2?".
pub(in super::super) fn wished(text: &str) -> Option<String> {
    let mut asked = text.trim();
    while let Some((first, rest)) = asked.split_once(char::is_whitespace)
        && phrase(first).is_some_and(|it| GOES_ON.contains(&it.as_str()))
    {
        asked = rest.trim_start();
    }
    let wish = requested(asked);
    let (verb, number) = wish.split_once(' ').filter(|_| wish.len() < asked.len())?;
    let number = bare_phrase(number)?;
    let number = number.strip_suffix(" of them").unwrap_or(&number);
    // "another one in black" says more than how many.
    let is_short = number.split(' ').count() <= MOST_OF_NUMBER && !number.starts_with("another");
    let is_wish = is_short && HAVE.contains(&verb.to_lowercase().as_str()) && is_number(number);
    is_wish.then(|| format!("make it {number}"))
}

const MOST_OF_NUMBER: usize = 3;
