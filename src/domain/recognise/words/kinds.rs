//! Words of a kind that several rules ask for.

use super::COLOURS;

/// Whether `key` gives a number or another product to what was said: "make it 3".
pub(in super::super) fn makes(key: &str) -> bool {
    matches!(
        key,
        "make"
            | "mach"
            | "machs"
            | "mache"
            | "mets"
            | "fais"
            | "pon"
            | "haz"
            | "faz"
            | "fai"
            | "maak"
            | "zrob"
    )
}

/// Whether somebody thinks better of it with `key`, and is not only about to say more, as with
/// "wait".
pub(in super::super) fn is_afterthought(key: &str) -> bool {
    matches!(
        key,
        "actually"
            | "rather"
            | "thought"
            | "thoughts"
            | "mind"
            | "eigentlich"
            | "doch"
            | "lieber"
            | "plutot"
            | "anzi"
            | "eigenlijk"
            | "liever"
            | "jednak"
            | "raczej"
    )
}

/// Whether `key` says that a thing does not serve any more.
pub(in super::super) fn is_broken(key: &str) -> bool {
    matches!(
        key,
        "broken"
            | "broke"
            | "cracked"
            | "dead"
            | "damaged"
            | "defective"
            | "faulty"
            | "shattered"
            | "smashed"
            | "bent"
            | "worn"
            | "kaputt"
            | "defekt"
            | "casse"
            | "cassee"
            | "roto"
            | "rota"
            | "rotto"
            | "rotta"
            | "quebrado"
            | "quebrada"
            | "kapot"
            | "zepsuty"
            | "zepsuta"
    )
}

/// Whether `key` is a colour, which describes what stands behind it.
pub(in super::super) fn is_colour(key: &str) -> bool {
    COLOURS.contains(&key)
}

/// Whether `key` says that something is more than anybody wants: "too slow".
pub(in super::super) fn is_too_much(key: &str) -> bool {
    matches!(key, "too" | "zu" | "trop" | "demasiado" | "troppo")
}

/// Whether `key` says which of a colour's shades: "dark green".
pub(in super::super) fn is_shade(key: &str) -> bool {
    matches!(
        key,
        "dark" | "light" | "bright" | "pale" | "deep" | "matte" | "matt" | "metallic" | "neon"
    )
}

/// Whether `key`, a word that carries nothing in some language, is a word of English that names may
/// well begin with: "van", "door", and colours. "for" and "please" are none.
pub(in super::super) fn is_noun_elsewhere(key: &str) -> bool {
    is_colour(key)
        || matches!(
            key,
            "van"
                | "door"
                | "mug"
                | "card"
                | "cash"
                | "team"
                | "staff"
                | "admin"
                | "mate"
                | "set"
                | "color"
                | "colour"
                | "sole"
                | "pour"
                | "mine"
                | "nos"
                | "die"
                | "plain"
                | "standard"
                | "regular"
                | "full"
        )
}

/// Whether `key` is an indefinite article: "a sultan" is one.
pub(in super::super) fn is_article(key: &str) -> bool {
    matches!(
        key,
        "a" | "an"
            | "ein"
            | "eine"
            | "einen"
            | "einer"
            | "einem"
            | "un"
            | "une"
            | "una"
            | "um"
            | "uma"
            | "unos"
            | "unas"
            | "een"
    )
}

/// Whether `key` is a definite article: "the sultan" is one that is known.
pub(in super::super) fn is_definite(key: &str) -> bool {
    matches!(key, "the" | "der" | "die" | "das" | "den" | "le" | "la" | "el" | "il" | "het")
}

/// Whether `key` is an article that is no word of English as well: not "a" or "um".
pub(in super::super) fn is_foreign_article(key: &str) -> bool {
    is_article(key) && !matches!(key, "a" | "an" | "um")
}

/// Whether what follows `key` may be so or not: "if".
pub(in super::super) fn is_condition(key: &str) -> bool {
    matches!(key, "if" | "when" | "wenn" | "falls" | "si" | "se" | "als" | "jesli")
}

/// "thanks".
pub(in super::super) fn is_thanks(key: &str) -> bool {
    matches!(
        key,
        "thanks"
            | "thank"
            | "thx"
            | "thanx"
            | "tnx"
            | "ty"
            | "tysm"
            | "cheers"
            | "danke"
            | "merci"
            | "gracias"
            | "grazie"
            | "bedankt"
            | "dank"
            | "dzieki"
            | "dziekuje"
            | "obrigado"
            | "obrigada"
    )
}

/// What was spoken of last: "it", "das", "lo".
pub(in super::super) fn is_it(key: &str) -> bool {
    matches!(
        key,
        "it" | "that"
            | "this"
            | "them"
            | "those"
            | "das"
            | "es"
            | "ca"
            | "lo"
            | "los"
            | "las"
            | "le"
            | "dat"
    )
}

/// What a product is asked in besides which it is: "whichever colour".
pub(in super::super) fn is_aspect(key: &str) -> bool {
    key == "size" || is_word_for_colours(key)
}

/// "colour".
pub(in super::super) fn is_word_for_colours(key: &str) -> bool {
    matches!(key, "color" | "colour" | "farbe" | "couleur" | "cor" | "colore" | "kleur" | "kolor")
}

/// What a number counts where it stands behind the name: "adder, 3 pcs".
pub(in super::super) fn is_counter(key: &str) -> bool {
    matches!(
        key,
        "pcs"
            | "pc"
            | "piece"
            | "pieces"
            | "unit"
            | "units"
            | "stuck"
            | "stueck"
            | "stk"
            | "pezzi"
            | "pezzo"
            | "unidad"
            | "unidades"
            | "unidade"
            | "stuks"
            | "sztuk"
            | "sztuki"
            | "szt"
    )
}

/// "half" of "half a dozen".
pub(in super::super) fn is_half(key: &str) -> bool {
    matches!(key, "half" | "halbes" | "demi" | "media" | "meia" | "mezza" | "halve" | "pol")
}

/// Whether `key` is twelve, of which there may be several or half a one.
pub(in super::super) fn is_dozen(key: &str) -> bool {
    matches!(
        key,
        "dozen"
            | "dutzend"
            | "douzaine"
            | "docena"
            | "duzia"
            | "dozzina"
            | "dozijn"
            | "tuzin"
            | "tuzina"
    )
}

/// Whether a number is a year as often as it counts.
pub(in super::super) fn is_year(value: u32) -> bool {
    (1900..=2100).contains(&value)
}

/// Whether `key` asks if money will do: "is 250k enough for", "does 50k work for".
pub(in super::super) fn is_willing(key: &str) -> bool {
    matches!(
        key,
        "enough" | "ok" | "work" | "works" | "fair" | "good" | "ready" | "fine" | "alright"
    )
}

/// Whether somebody tells with `key` what they have seen or tried.
pub(in super::super) fn is_experience(key: &str) -> bool {
    matches!(
        key,
        "saw"
            | "seen"
            | "tested"
            | "tried"
            | "hated"
            | "rented"
            | "watched"
            | "spotted"
            | "raced"
            | "gesehen"
            | "getestet"
            | "teste"
            | "essaye"
            | "vu"
            | "probe"
            | "provato"
            | "visto"
    )
}

/// What service, waits and people are said to be: "super quick".
pub(in super::super) fn is_manner(key: &str) -> bool {
    matches!(
        key,
        "quick"
            | "fast"
            | "slow"
            | "nice"
            | "cool"
            | "easy"
            | "hard"
            | "good"
            | "bad"
            | "kind"
            | "friendly"
            | "helpful"
            | "useful"
            | "fun"
            | "funny"
            | "excited"
            | "hyped"
            | "happy"
            | "sad"
            | "tired"
            | "late"
            | "early"
            | "busy"
            | "hot"
            | "cold"
            | "hungry"
            | "cheap"
            | "expensive"
            | "clean"
            | "smooth"
            | "weird"
            | "rare"
            | "close"
            | "chill"
            | "annoying"
            | "laggy"
            | "important"
    )
}

/// "is", which states something of what stands before it.
pub(in super::super) fn is_to_be(key: &str) -> bool {
    matches!(
        key,
        "is" | "are" | "was" | "were" | "will" | "ist" | "sind" | "war" | "est" | "sont" | "es"
    )
}

/// Whether somebody speaks whose name stands before `key`.
pub(in super::super) fn is_speech(key: &str) -> bool {
    matches!(
        key,
        "said"
            | "says"
            | "told"
            | "tells"
            | "replied"
            | "replies"
            | "texted"
            | "thinks"
            | "reckons"
    )
}

/// Whether `key` follows "says" where a person says it, and no writing on something.
pub(in super::super) fn is_told_by_people(key: &str) -> bool {
    matches!(
        key,
        "hi" | "hello"
            | "hey"
            | "he"
            | "she"
            | "to"
            | "that"
            | "we"
            | "you"
            | "u"
            | "it"
            | "its"
            | "i"
    )
}
