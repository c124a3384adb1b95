//! What each word of an answer says.

use super::offered::{Offered, Set};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words::{self, Word};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// A word out of the names of these.
    Of(Set),
    /// "first", "2nd".
    Ordinal(usize),
    Last,
    Number(u32),
    /// "both".
    All,
    /// "neither".
    None,
    /// "no": refuses all, or what follows, or what was said before.
    No,
    Not,
    /// "the normal one".
    Plain,
    Joins,
    Or,
    /// Carries nothing.
    Nothing,
    /// Something else.
    Foreign,
}

pub(super) fn read(offered: &Offered<'_>, tokens: &Tokens, roles: &[Role]) -> Vec<Said> {
    let mut said: Vec<Said> = (0..roles.len()).map(|at| word(offered, tokens, roles, at)).collect();
    for at in 0..said.len() {
        let value = match said[at] {
            Said::Number(value) => value,
            Said::Of(_) if tokens.is_digits(at) => match tokens.key(at).parse() {
                Ok(value) if is_labelled(tokens, at) => value,
                _ => continue,
            },
            _ => continue,
        };
        let before = at.checked_sub(1).map_or("", |at| tokens.key(at));
        let suffix =
            matches!(tokens.key(at + 1), "st" | "nd" | "rd" | "th" | "e" | "er" | "o" | "a");
        let glued = tokens.gap(at + 1).is_glued() && tokens.is_digits(at);
        if (suffix && glued) || is_labelled(tokens, at) {
            said[at] = place(value);
            if suffix && glued {
                said[at + 1] = Said::Nothing;
            }
        } else if value as usize == offered.len() && value > 1 && takes_all(tokens, before, at) {
            said[at] = Said::All;
        }
    }
    said
}

/// "#2", "option 2".
fn is_labelled(tokens: &Tokens, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| tokens.key(at));
    tokens.gap(at).has(Gap::HASH)
        || matches!(before, "option" | "number" | "nr" | "num" | "numero" | "nummer" | "opcja")
}

/// "les deux", "all three", "the two".
fn takes_all(tokens: &Tokens, before: &str, at: usize) -> bool {
    let plural = matches!(
        before,
        "les"
            | "los"
            | "las"
            | "os"
            | "as"
            | "tutti"
            | "tutte"
            | "alle"
            | "all"
            | "die"
            | "wszystkie"
    );
    let two = matches!(before, "the" | "de") && !tokens.is_digits(at);
    let e = before == "e" && at > 1 && matches!(tokens.key(at - 2), "tutti" | "tutte");
    plural || two || e
}

fn place(value: u32) -> Said {
    usize::try_from(value)
        .ok()
        .and_then(|it| it.checked_sub(1))
        .map_or(Said::Foreign, Said::Ordinal)
}

fn word(offered: &Offered<'_>, tokens: &Tokens, roles: &[Role], at: usize) -> Said {
    let key = tokens.key(at);
    if is_article(key) {
        return Said::Nothing;
    }
    if matches!(key, "or" | "oder" | "ou" | "lub" | "albo") {
        return Said::Or;
    }
    let joins = matches!(key, "and" | "und" | "et" | "y" | "e" | "i" | "en" | "oraz" | "n");
    let inside = !joins || tokens.gap(at).is_glued() || tokens.all.len() == 1;
    let exact = offered.with_word(key);
    if !exact.is_empty() && inside {
        return Said::Of(exact);
    }
    if joins {
        return Said::Joins;
    }
    if let Some(said) = of_answers(key) {
        return said;
    }
    if tokens.is_digits(at) {
        return key.parse().map_or(Said::Foreign, Said::Number);
    }
    match (words::meaning(key), roles[at]) {
        (Some(Word::Number(value)), _) => Said::Number(value),
        (Some(Word::Negates), _) => Said::Not,
        (_, Role::Content) => {
            let near = offered.with_word_near(key);
            if near.is_empty() { Said::Foreign } else { Said::Of(near) }
        }
        _ => Said::Nothing,
    }
}

fn is_article(key: &str) -> bool {
    matches!(
        key,
        "a" | "an"
            | "the"
            | "der"
            | "die"
            | "das"
            | "den"
            | "le"
            | "la"
            | "les"
            | "el"
            | "los"
            | "las"
            | "il"
            | "lo"
            | "gli"
            | "o"
            | "os"
            | "as"
            | "de"
            | "het"
            | "of"
    )
}

/// The words for answers, and for places in a row.
fn of_answers(key: &str) -> Option<Said> {
    Some(match key {
        "first" | "former" | "erste" | "erster" | "ersten" | "erstes" | "premier" | "premiere"
        | "primero" | "primera" | "primer" | "primeiro" | "primeira" | "primo" | "prima"
        | "eerste" | "pierwszy" | "pierwsza" | "pierwsze" | "pierwszego" => Said::Ordinal(0),
        "second" | "zweite" | "zweiter" | "zweiten" | "zweites" | "deuxieme" | "seconde"
        | "segundo" | "segunda" | "secondo" | "seconda" | "tweede" | "drugi" | "druga"
        | "drugie" | "drugiego" => Said::Ordinal(1),
        "third" | "dritte" | "dritter" | "dritten" | "drittes" | "troisieme" | "tercero"
        | "tercera" | "tercer" | "terceiro" | "terceira" | "terzo" | "terza" | "derde"
        | "trzeci" | "trzecia" | "trzecie" | "trzeciego" => Said::Ordinal(2),
        "fourth" | "vierte" | "vierter" | "vierten" | "viertes" | "quatrieme" | "cuarto"
        | "cuarta" | "quarto" | "quarta" | "vierde" | "czwarty" | "czwarta" | "czwarte" => {
            Said::Ordinal(3)
        }
        "fifth" | "funfte" | "funften" | "cinquieme" | "quinto" | "quinta" | "vijfde" | "piaty"
        | "piata" | "piate" => Said::Ordinal(4),
        "sixth" | "sechste" | "sechsten" | "sixieme" | "sexto" | "sexta" | "sesto" | "sesta"
        | "zesde" | "szosty" | "szosta" => Said::Ordinal(5),
        "last" | "latter" | "letzte" | "letzter" | "letzten" | "letztes" | "dernier"
        | "derniere" | "ultimo" | "ultima" | "laatste" | "ostatni" | "ostatnia" | "ostatnie" => {
            Said::Last
        }
        "both" | "all" | "everything" | "each" | "beide" | "beiden" | "beides" | "alle"
        | "alles" | "tous" | "toutes" | "ambos" | "ambas" | "todos" | "todas" | "entrambi"
        | "entrambe" | "tutti" | "tutte" | "allebei" | "allemaal" | "oba" | "obie" | "obydwa"
        | "obydwie" | "wszystkie" | "wszystko" => Said::All,
        "no" | "nope" | "nah" | "nein" | "non" | "nao" | "nee" | "nie" => Said::No,
        "neither" | "none" | "nothing" | "keins" | "keines" | "keinen" | "keiner" | "keine"
        | "nichts" | "weder" | "aucun" | "aucune" | "rien" | "ni" | "ninguno" | "ninguna"
        | "ningun" | "nada" | "nenhum" | "nenhuma" | "nessuno" | "nessuna" | "nessun"
        | "niente" | "geen" | "niets" | "zaden" | "zadna" | "zadne" | "zadnego" | "zadnej"
        | "nic" => Said::None,
        "plain" | "regular" | "normal" | "standard" | "base" | "basic" | "normale" | "normalen"
        | "normaler" | "normales" | "gewone" | "zwykly" | "zwykla" => Said::Plain,
        "option" | "number" | "nr" | "num" | "numero" | "nummer" | "opcja" | "opcion" | "opcao"
        | "opzione" | "optie" => Said::Nothing,
        _ => return None,
    })
}
