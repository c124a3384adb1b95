//! Words that stand beside what is counted.

/// Whether `key` is worn on both feet, and sold so: a pair of it is one.
pub(in super::super) fn is_footwear(key: &str) -> bool {
    matches!(
        key,
        "shoe"
            | "boot"
            | "sneaker"
            | "trainer"
            | "runner"
            | "sandal"
            | "slipper"
            | "loafer"
            | "heel"
            | "sock"
            | "stocking"
            | "skate"
            | "schuh"
            | "stiefel"
            | "socke"
            | "sandale"
            | "chaussure"
            | "botte"
            | "zapato"
            | "bota"
    )
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
            | "pairs"
            | "pack"
            | "packs"
            | "box"
            | "boxes"
            | "slice"
            | "slices"
            | "loaf"
            | "loaves"
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
            | "porcja"
            | "porcje"
            | "porcji"
            | "porzione"
            | "porzioni"
            | "portie"
            | "porties"
            | "porcao"
            | "porcoes"
    )
}

/// Whether `key` is what a number counts behind a name, besides containers: "tulips, 4 bunches".
/// Alone it is often a part of a name.
pub(in super::super) fn is_pack(key: &str) -> bool {
    matches!(
        key,
        "bunch"
            | "bunches"
            | "bag"
            | "bags"
            | "set"
            | "sets"
            | "jar"
            | "jars"
            | "tray"
            | "trays"
            | "crate"
            | "crates"
            | "packet"
            | "stack"
            | "stacks"
            | "tube"
            | "tubes"
            | "tin"
            | "tins"
            | "sack"
            | "sacks"
            | "sheets"
            | "rolls"
            | "tubs"
            | "packets"
            | "copies"
            | "bund"
            | "paare"
            | "tuten"
            | "packungen"
            | "paires"
            | "paquets"
            | "sachets"
            | "pares"
            | "paquetes"
            | "bolsas"
            | "pacotes"
            | "pacchi"
            | "pakken"
            | "zakken"
            | "paczki"
    )
}

/// Whether `key` is a unit by which a size is told, and which counts no pieces.
pub(in super::super) fn is_unit(key: &str) -> bool {
    matches!(
        key,
        "w" | "kw"
            | "v"
            | "l"
            | "ml"
            | "cl"
            | "gb"
            | "tb"
            | "mb"
            | "mm"
            | "cm"
            | "m"
            | "kg"
            | "g"
            | "oz"
            | "lb"
            | "hz"
            | "mah"
            | "in"
            | "inch"
            | "pc"
            | "pack"
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

/// Whether `key` says what is left of several pieces, and if so whether that is one alone: "the
/// other", "the others".
pub fn is_one_left(key: &str) -> Option<bool> {
    match key {
        "other" | "andere" | "anderer" | "anderes" | "autre" | "otro" | "otra" | "outro"
        | "outra" | "altro" | "altra" | "ander" => Some(true),
        "others" | "rest" | "remaining" | "anderen" | "restlichen" | "ubrigen" | "autres"
        | "reste" | "restants" | "otros" | "otras" | "resto" | "restantes" | "outros"
        | "outras" | "altri" | "altre" | "overige" | "reszta" => Some(false),
        _ => None,
    }
}

/// Whether `key` says that all are meant.
pub(in super::super) fn is_all(key: &str) -> bool {
    let is_one = matches!(
        key,
        "all"
            | "everything"
            | "each"
            | "alle"
            | "alles"
            | "tout"
            | "todo"
            | "tudo"
            | "tutto"
            | "tous"
            | "toutes"
            | "todos"
            | "todas"
            | "tutti"
            | "tutte"
            | "allemaal"
            | "wszystkie"
            | "wszystko"
    );
    is_one || is_both(key)
}

/// Whether `key` says "both".
pub fn is_both(key: &str) -> bool {
    matches!(
        key,
        "both"
            | "beide"
            | "beiden"
            | "beides"
            | "ambos"
            | "ambas"
            | "entrambi"
            | "entrambe"
            | "allebei"
            | "oba"
            | "obie"
            | "obydwa"
            | "obydwie"
    )
}
