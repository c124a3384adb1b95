//! What each word of an answer says.

use super::offered::{Offered, Set};
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::{Gap, Tokens};
use crate::domain::recognise::words::{self, Word};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// A word out of the names of these.
    Of(Set),
    /// A number and its unit out of the names of these: "2kg".
    Size(Set),
    /// "first", "2nd".
    Ordinal(usize),
    Last,
    Number(u32),
    /// "both".
    All,
    /// "both" of more than two.
    Vague,
    /// "neither".
    None,
    /// "no": refuses all, or what follows, or what was said before.
    No,
    Not,
    /// "wait", "i meant": what follows takes the place of what was said.
    Corrects,
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
        join(offered, tokens, &mut said, at);
    }
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
        let ordinal = is_ordinal(tokens, at);
        if ordinal || is_labelled(tokens, at) {
            said[at] = place(value);
            if ordinal {
                said[at + 1] = Said::Nothing;
            }
        } else if value as usize == offered.len() && value > 1 && takes_all(tokens, before, at) {
            said[at] = Said::All;
        }
    }
    said
}

/// What a word says with the one behind it.
fn join(offered: &Offered<'_>, tokens: &Tokens, said: &mut [Said], at: usize) {
    let key = tokens.key(at);
    let before = at.checked_sub(1);
    if offered.len() > 2 && said[at] == Said::All && words::is_both(key) {
        said[at] = Said::Vague;
    }
    if tokens.is_digits(at) && at + 1 < said.len() {
        match offered.with_size(key, tokens.key(at + 1)) {
            Some(set) if set.is_empty() => said[at..=at + 1].fill(Said::Foreign),
            Some(set) => {
                said[at] = Said::Size(set);
                said[at + 1] = Said::Nothing;
            }
            None if is_labelled(tokens, at) && is_no(tokens, before) => {
                said[at - 1] = Said::Nothing;
            }
            // "6pc" of something that has no such size.
            None if is_unit(tokens, at + 1) => said[at..=at + 1].fill(Said::Foreign),
            None => {}
        }
    } else if tokens.is_digits(at) && is_no(tokens, before) && is_labelled(tokens, at) {
        said[at - 1] = Said::Nothing;
    }
    // "anything but green".
    if let Some(before) = before.filter(|it| is_except(key) && is_any(tokens, said, *it)) {
        said[before] = Said::Nothing;
        said[at] = Said::Not;
    }
    let goes_on = |at: &usize| !matches!(said[*at], Said::Nothing);
    let names = |at: usize| matches!(said[at], Said::Of(_) | Said::Size(_));
    if is_rest(key) && (at + 1..said.len()).find(goes_on).is_some_and(names) {
        said[at] = Said::Nothing;
    }
}

/// Whether letters are written onto the number before them and count nothing: not "2x", "2nd".
fn is_unit(tokens: &Tokens, at: usize) -> bool {
    let key = tokens.key(at);
    let counts = matches!(key, "x" | "st" | "nd" | "rd" | "th" | "e" | "er" | "o" | "a");
    tokens.gap(at).is_glued() && !tokens.is_digits(at) && !counts && !key.is_empty()
}

fn is_no(tokens: &Tokens, at: Option<usize>) -> bool {
    at.is_some_and(|at| tokens.key(at) == "no")
}

fn is_any(tokens: &Tokens, said: &[Said], at: usize) -> bool {
    said[at] == Said::All
        || matches!(
            tokens.key(at),
            "anything" | "any" | "anyone" | "one" | "alles" | "tout" | "todo" | "tudo"
        )
}

fn is_except(key: &str) -> bool {
    matches!(
        key,
        "but"
            | "except"
            | "besides"
            | "excluding"
            | "ausser"
            | "auser"
            | "sauf"
            | "excepto"
            | "exceto"
            | "salvo"
            | "menos"
            | "tranne"
            | "behalve"
            | "oprocz"
    )
}

/// "2 green and the rest mint".
pub(super) fn is_rest(key: &str) -> bool {
    matches!(
        key,
        "rest"
            | "other"
            | "others"
            | "remaining"
            | "andere"
            | "anderen"
            | "andern"
            | "ubrige"
            | "ubrigen"
            | "reste"
            | "autre"
            | "autres"
            | "resto"
            | "otro"
            | "otra"
            | "otros"
            | "otras"
            | "outro"
            | "outra"
            | "altro"
            | "altra"
    )
}

/// "#2", "option 2", "no. 2".
fn is_labelled(tokens: &Tokens, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| tokens.key(at));
    tokens.gap(at).has(Gap::HASH)
        || (before == "no" && tokens.gap(at).has(Gap::STOP))
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

/// "2nd", "2e".
fn is_ordinal(tokens: &Tokens, at: usize) -> bool {
    let suffix = matches!(tokens.key(at + 1), "st" | "nd" | "rd" | "th" | "e" | "er" | "o" | "a");
    suffix && tokens.gap(at + 1).is_glued() && tokens.is_digits(at)
}

fn is_times(key: &str) -> bool {
    matches!(key, "x" | "qty")
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
        // "10 euro", "5 min", "A3".
        let aside =
            roles[at] == Role::Foreign && !is_labelled(tokens, at) && !is_ordinal(tokens, at);
        let coded = at > 0 && tokens.gap(at).is_glued() && !is_times(tokens.key(at - 1));
        return match key.parse() {
            Ok(value) if !aside && !coded => Said::Number(value),
            _ => Said::Foreign,
        };
    }
    match (words::meaning(key), roles[at]) {
        (Some(Word::Number(value)), _) => Said::Number(value),
        (Some(Word::Negates), _) => Said::Not,
        (_, Role::Word(Word::Corrects)) => Said::Corrects,
        (Some(Word::Turns), _) if at > 0 && is_but(key) => Said::Joins,
        (_, Role::Content) => {
            let near = offered.with_word_near(key);
            if near.is_empty() { Said::Foreign } else { Said::Of(near) }
        }
        _ => Said::Nothing,
    }
}

/// "not green but mint".
pub(super) fn is_but(key: &str) -> bool {
    matches!(key, "but" | "sondern" | "aber" | "pero" | "sino" | "mais" | "mas" | "ma" | "maar")
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
        key if words::is_all(key) => Said::All,
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
