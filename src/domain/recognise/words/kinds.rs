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

/// Whether `key` is a colour, which describes what stands behind it.
pub(in super::super) fn is_colour(key: &str) -> bool {
    COLOURS.split_ascii_whitespace().any(|colour| colour == key)
}

/// Whether `key` is what things are sold in: "a bottle of water" is a water.
pub(in super::super) fn is_container(key: &str) -> bool {
    matches!(
        key,
        "bottle"
            | "bottles"
            | "glass"
            | "glasses"
            | "cup"
            | "cups"
            | "cans"
            | "pack"
            | "packs"
            | "box"
            | "boxes"
            | "slice"
            | "slices"
            | "portion"
            | "portions"
            | "flasche"
            | "flaschen"
            | "glas"
            | "glaser"
            | "dose"
            | "dosen"
            | "becher"
            | "portionen"
            | "bouteille"
            | "bouteilles"
            | "verre"
            | "verres"
            | "canette"
            | "canettes"
            | "botella"
            | "botellas"
            | "vaso"
            | "vasos"
            | "lata"
            | "latas"
            | "porcion"
            | "porciones"
            | "bottiglia"
            | "bottiglie"
            | "lattina"
            | "lattine"
            | "fles"
            | "flessen"
            | "butelka"
            | "butelki"
    )
}

/// How many times as many `key` asks for: "double it".
pub(in super::super) fn factor(key: &str) -> Option<u32> {
    match key {
        "double" | "twice" | "verdopple" | "verdoppel" | "verdoppeln" | "doppelt" | "doubler"
        | "doublez" | "dobla" | "doblar" | "doble" | "duplica" | "duplicar" | "raddoppia"
        | "raddoppiare" | "verdubbel" | "verdubbelen" | "podwoj" => Some(2),
        "triple" | "treble" | "thrice" | "verdreifache" | "verdreifachen" | "tripler"
        | "triplica" | "triplicar" => Some(3),
        _ => None,
    }
}

/// Whether what follows `key` may be so or not: "if".
pub(in super::super) fn is_condition(key: &str) -> bool {
    matches!(key, "if" | "when" | "wenn" | "falls" | "si" | "se" | "als" | "jesli")
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
    matches!(
        key,
        "color" | "colour" | "size" | "farbe" | "couleur" | "cor" | "colore" | "kleur" | "kolor"
    )
}
