//! Words by which a change is known where the flow asks for something else, with those of the lists
//! by which orders are changed. All folded. English, German, French, Spanish, Portuguese.

use std::sync::LazyLock;

use crate::domain::{
    decide::conversation::lists::{
        COURTESIES, DEFINITE, PAUSES,
        verbs::{ADDING, CHANGING, REMOVING, REQUESTS},
    },
    phrases::Phrases,
};

/// What may stand before a change, and says none: "wait", "can you".
pub(super) static LEADS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::with(
        &[&PAUSES, &REQUESTS],
        "\
    i would like to, i want to, id like to, sil vous plait, sil te plait, i wanna, let me, \
    warten sie, ich mochte, ich will, excusez moi, en fait, vous pouvez, tu peux, puis je, \
    je voudrais, je veux, en realidad, por favor, na verdade, voce pode, gostaria de, hey, \
    hi, hello, sorry, actually, please, pls, also, and, but, lets, doch, bitte, und, auch, \
    halt, entschuldigung, pardon, desole, desolee, et, aussi, finalement, svp, stp, perdon, \
    y, tambien, mejor, puede, quiero, quisiera, desculpa, desculpe, e, tambem, alias, quero, \
    queria",
    )
});

/// What may stand behind one.
pub(super) static ENDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::with(&[&COURTESIES], ""));

/// What begins a change of the order: "add", "take out".
pub(super) static CHANGES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::with(
        &[&CHANGING, &ADDING, &REMOVING],
        "\
    i also would like, i also want, i also need, make it, make the, make that, one more, \
    fugen sie, nehmen sie, encore un, encore une, mais um, mais uma, another, nimm, mach, \
    mache, noch, mets, mettez, otra, otro",
    )
});

/// What ends one: "die Cola weg".
pub(super) static CHANGES_LAST: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    hinzufugen, dazu, raus, weg, streichen, entfernen, loschen, rausnehmen, herausnehmen, \
    weglassen",
    )
});

/// What begins a wish for more of what was ordered, or fewer, by itself.
pub(super) static MORE_WISHED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    i need, we need, i want, we want, id like, i would like, ill take, give me, make it, \
    make that, one more, two more, another, add one, add another, one less, one fewer, \
    i only need, i only want, ich brauche, ich will, ich mochte, ich hatte gern, mach, \
    noch ein, noch eine, noch einen, j ai besoin, jai besoin, il me faut, je veux, \
    je voudrais, encore un, encore une, necesito, quiero, otro mas, otra mas, uno mas, \
    una mas, preciso, quero, mais um, mais uma",
    )
});

/// What may stand before words that take an answer back.
pub(super) static HESITATES: LazyLock<Phrases> = LazyLock::new(|| Phrases::with(&[&PAUSES], ""));

/// What takes an answer back: "actually".
pub(in super::super) static TAKES_BACK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::with(
        &[&INSTEAD_WORDS],
        "\
    i changed my mind, i would rather, changed my mind, id rather, doch lieber, en fait, en \
    realidad, na verdade, eigentlich, entschuldigung, pardon, desole, desolee, perdon, \
    alias, desculpa, desculpe",
    )
});

/// What does so at the end: "instead".
pub(super) static INSTEAD: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::with(&[&INSTEAD_WORDS], ""));
const INSTEAD_WORDS: [&str; 12] = [
    "after all",
    "instead",
    "rather",
    "actually",
    "sorry",
    "stattdessen",
    "lieber",
    "doch",
    "plutot",
    "finalement",
    "mejor",
    "melhor",
];

/// What may stand between that and the other answer: "make it".
pub(super) static FILLS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    lets go with, i would like, make it, make that, lets do, id like, i want, id prefer, i \
    prefer, ill take, ill do, ill have, ich mochte, ich nehme, je prefere, je voudrais, je \
    prends, have, prefiero, quiero, prefiro, quero, a, the",
    )
});

/// What begins a question for something that is to be known.
pub(super) static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    y a t il, quest ce que, do you, is there, are there, gibt es, habt ihr, haben sie, \
    liefert ihr, liefern sie, avez vous, livrez vous, o que, what, whats, how, when, where, \
    which, who, why, does, was, wie, wann, wo, wohin, welche, welcher, welches, wer, warum, \
    wieso, combien, comment, quand, ou, quel, quelle, quels, quelles, pourquoi, qui, que, \
    cuanto, cuanta, como, cuando, donde, cual, quien, hay, tienen, quanto, quanta, quando, \
    onde, qual, quem, tem, ha",
    )
});

/// What begins one that is answered with Yes or No.
pub(super) static ASKS_WHETHER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    is, are, isnt, does, do, did, ist, sind, kostet, est ce que, es, son, e possivel",
    )
});

/// What begins like one and is an answer: "how about monday?"
pub(super) static PROPOSES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    was ist mit, que diriez vous, que dites vous, que te parece, que le parece, o que acha, \
    how about, what about, wie ware, que tal",
    )
});

/// What says that all of the order is asked about.
pub(super) static WHOLE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    total, altogether, together, everything, it all, all of it, my order, the order, gesamt, \
    insgesamt, zusammen, alles, summe, bestellung, tout, commande, todo, pedido, tudo",
    )
});

/// What says that an answer is to be another one.
pub(super) static ALTERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::with(
        &[&CHANGING],
        "\
    i made a mistake with, update, correct, edit, set, make it, make that, make, setze, \
    setz, mach, mache, korrigiere, korrigier, mets, mettez, corrige, corrigez, pon, ponga, \
    corrija, coloca, coloque",
    )
});

/// What may stand between that and the name of a question.
pub(super) static THE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::with(
        &[&DEFINITE],
        "\
    my, our, mein, meine, meinen, unser, unsere, l, mon, ma, mes, notre, nos, mi, mis, \
    nuestra, nuestro, a, meu, minha, nossa, new, neue, neuer, nouvelle, nueva, nova",
    )
});

/// The same before what is counted.
pub(super) static NUMBER_OF: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    number of, amount of, anzahl der, zahl der, nombre de, nombre d, numero de",
    )
});

/// What stands between that and the new answer.
pub(super) static BECOMES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    should be, will be, is now, are now, ist jetzt, to, is, are, auf, zu, ist, sind, lautet, \
    soll, est, sont, en, a, es, son, por, para, sera, seran, sao, serao",
    )
});

/// What may stand before a number of people.
pub(super) static WE_ARE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    we will be, well be, we are, we re, were, there are, there will be, wir sind, nous \
    sommes, on est, somos, seremos, its, it is",
    )
});
