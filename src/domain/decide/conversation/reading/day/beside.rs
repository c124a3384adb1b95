//! What is said beside a day and makes no other of it: parts of the day, and that it suits.

/// Folded words without it. Those of more words are taken away first.
pub(super) fn without(said: &str) -> String {
    let lists = [PARTS, SUITS, LEADS].iter().flat_map(|it| it.split(", "));
    let rest = lists.fold(format!(" {said} "), |rest, words| {
        // Neighbours share the space between them.
        rest.replace(&format!(" {words} "), "  ")
    });
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts of the day. "Morgen" and "mañana" alone are tomorrow, and midnight is of two days.
/// English, German, French, Spanish, Portuguese.
const PARTS: &str = "\
    late in the afternoon, early in the morning, in the morning, in the afternoon, \
    in the evening, around noon, at noon, at lunchtime, at midday, at night, noon, midday, \
    early morning, late afternoon, morning, afternoon, evening, night, am fruhen morgen, \
    am vormittag, am nachmittag, am abend, vormittags, nachmittags, mittags, abends, morgens, \
    vormittag, nachmittag, abend, mittag, fruh, dans la matinee, en fin de journee, dans la soiree, \
    dans l apres midi, l apres midi, lapres midi, apres midi, le matin, le soir, a midi, au matin, \
    matin, soir, midi, por la manana, por la tarde, por la noche, de la manana, de la tarde, \
    de la noche, al mediodia, a mediodia, a primera hora, pela manha, de manha, da manha, a tarde, \
    a noite, da tarde, da noite, de tarde, de noite, ao meio dia";

/// What says that a day suits.
const SUITS: &str = "\
    would be perfect, would be great, would be good, would be fine, would be nice, would be best, \
    works best for me, works for me, would work, works fine, works, is good for me, is fine for me, \
    is perfect, is great, is good, is fine, is okay, is ok, is best, sounds good, suits me, \
    if possible, for me, wurde passen, wurde gehen, ware perfekt, ware super, ware gut, passt mir, \
    passt gut, passt, geht, ist gut, ist ok, wenn moglich, ca me va, me va bien, me convient, \
    convient, serait bien, serait parfait, si possible, me viene bien, esta bien, va bien, \
    me va bien, seria perfecto, si es posible, esta bom, e bom, pode ser, funciona, serve, \
    seria perfeito, se possivel";

/// What leads to one.
const LEADS: &str = "\
    lets say, lets do, i would prefer, id prefer, i would like, id like, i prefer, i can do, \
    i can come, preferably, am liebsten, am besten, sagen wir, ich mochte, je prefere, disons, \
    prefiero, digamos, prefiro";
