//! Words that do together what none of them does alone: "on second thought", "peu importe".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Word;

/// The words behind the first one, and what all of them do.
pub(in super::super) type Phrase = (Vec<&'static str>, Word);

/// The phrases that begin with `key`, a folded word; the longest first.
pub(in super::super) fn phrases(key: &str) -> &'static [Phrase] {
    let lengths = key.bytes().next().map_or(0, |first| LENGTHS[usize::from(first & 31)]);
    if lengths & bit(key) == 0 {
        return &[];
    }
    PHRASES.get(key).map_or(&[], Vec::as_slice)
}

/// Per first letter: how long the words are that phrases begin with, so that few are looked up.
static LENGTHS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    let mut lengths = [0; 32];
    for key in PHRASES.keys() {
        for first in key.bytes().take(1) {
            lengths[usize::from(first & 31)] |= bit(key);
        }
    }
    lengths
});

fn bit(key: &str) -> u32 {
    1 << key.len().min(31)
}

static PHRASES: LazyLock<FxHashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<_, Vec<Phrase>> = FxHashMap::default();
    for (list, word) in LISTS {
        for phrase in list.split(',') {
            let mut words = phrase.split_whitespace();
            let Some(first) = words.next() else { continue };
            phrases.entry(first).or_default().push((words.collect(), *word));
        }
    }
    for alike in phrases.values_mut() {
        alike.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    phrases
});

const LISTS: &[(&str, Word)] = &[
    (INDIFFERENT, Word::Indifferent),
    (CORRECTS, Word::Corrects),
    (REQUESTS, Word::Request),
    (LIMITS, Word::Filler),
    (MOMENTS, Word::Filler),
    (INQUIRIES, Word::Inquires),
    (RETURNS, Word::Tells),
    (COOKED, Word::Filler),
    (DROPPED, Word::Removes),
    (REPLACES, Word::Replaces),
    (KEEPS, Word::Turns),
];

/// Something is to stay.
const KEEPS: &str = "deja el, deja la, deja los, deja las, deixa o, deixa a, garde le, garde la, \
    garde les, gardez le, gardez la, gardez les, behalte den, behalte die, behalte das, lascia il, \
    lascia la";

/// Something is given up.
const DROPPED: &str = "laisse tomber, laissez tomber, lascia stare, lasci stare, lasciate stare";

const REPLACES: &str = "al posto";

/// How it is to be cooked.
const COOKED: &str =
    "well done, medium rare, medium well, gut durch, bien cuit, bien cuite, ben cotta, ben cotto";

/// Money is to be given back for what was had.
const RETURNS: &str = "my money back, our money back, mein geld zuruck, mein geld wieder, mijn geld terug, m n geld terug, \
    mon argent de retour, rendez moi mon argent, recuperer mon argent, dinero de vuelta, devolver el dinero, \
    devuelvan el dinero, dinheiro de volta, i soldi indietro, zwrot pieniedzy";

/// It is asked what it would cost.
const INQUIRIES: &str = "do you charge for, would you charge for, do u charge for, you charge for, u charge for, any discount for, any discounts for, a discount for, a discount with, discount if i, is there a discount, be cheaper, be any cheaper, \
    what if i take, what if i buy, what if i order, what if i get, gibt es rabatt, rabatt auf, rabatt bei, une remise sur, \
    descuento por, desconto para";

/// Somebody will be back.
const MOMENTS: &str = "give me a second, give me a sec, give me one second, give me a moment, give me a minute, \
    give us a second, just a second, just a sec, just a moment, one sec, one moment, \
    while ur at it, while u re at it, while you re at it, while youre at it, while you are at it, while were at it, while we re at it, \
    while im at it, while i m at it";

/// So many are wished for, and nothing is refused.
const LIMITS: &str = "no more than, not more than, dont take more than, don t take more than, dont want more than, \
    don t want more than, do not want more than, dont need more than, don t need more than, \
    nicht mehr als, pas plus de, pas plus que, no mas de, nao mais de, nao mais que, non piu di, niet meer dan, nie wiecej niz";

const REQUESTS: &str = "throw in, chuck in, toss in, fico com, ficamos com, do me, do us, hook me up, hook us up, sort me out, set me up, set us up, sort us out, can i cop, could i cop, wanna cop, \
    want to cop, tryna cop, trying to cop, lemme cop, let me cop, put me down for, \
    ill go for, i ll go for, well go for, we ll go for, ill go with, i ll go with, we ll go with, lets go with, let s go with, \
    gonna go for, gonna go with, going to go for, going to go with, id go for, id go with, i d go for, i d go with, \
    put us down for, put me in for, sign me up for, wud like, wud love, wuld like, woud like";

const CORRECTS: &str = "on second thought, on second thoughts, second thought, second thoughts, \
    my bad, my mistake, my fault, changed my mind, change of mind, or better, or rather, \
    better make it, oh wait, or no, hang on, hold on, \
    oder besser, besser gesagt, doch lieber, ach nein, mein fehler, \
    ou plutot, ou mieux, en fait, en realidad, na verdade, in realta, de fato, mais non, o mejor, mejor dicho, ou melhor, alias no, o meglio, \
    anzi no, of liever, of beter, albo lepiej, a jednak";

const INDIFFERENT: &str = "i dont care, i don t care, i do not care, dont care, don t care, \
    i dont mind, i don t mind, i do not mind, dont mind, don t mind, dont matter, \
    dont mind which, don t mind which, dont care which, don t care which, doesnt matter which, \
    doesnt matter, doesn t matter, does not matter, no preference, not fussed, up to you, \
    you choose, you decide, you pick, surprise me, dealers choice, your choice, your pick, either works, either one, \
    either is fine, any of them, \
    ist mir egal, is mir egal, mir egal, ist egal, ganz egal, mir gleich, mir wurst, \
    peu importe, ca m est egal, m est egal, n importe, au choix, \
    me da igual, da igual, da lo mismo, me es igual, no importa, lo que sea, \
    tanto faz, qualquer um, qualquer uma, nao importa, \
    non importa, e uguale, fa lo stesso, e lo stesso, \
    maakt niet uit, maakt me niet uit, maakt mij niet uit, om het even, \
    wszystko jedno, bez roznicy";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_stored_as_they_are_looked_up() {
        for (first, alike) in PHRASES.iter() {
            for word in alike.iter().flat_map(|(rest, _)| rest).chain([first]) {
                assert_eq!(crate::domain::text::folded(word), **word);
            }
        }
    }
}
