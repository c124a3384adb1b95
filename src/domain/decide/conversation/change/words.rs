//! Words by which a change is known where the flow asks for something else, with those of the lists
//! by which orders are changed. All folded. English, German, French, Spanish, Portuguese.

use crate::domain::decide::conversation::lists::{
    COURTESIES, DEFINITE, PAUSES,
    verbs::{ADDING, CHANGING, REMOVING, REQUESTS},
};

/// Words that do one thing: those of other lists, and more of them with commas between them.
#[derive(Clone, Copy)]
pub(super) struct Words {
    of: &'static [&'static [&'static str]],
    more: &'static str,
}

impl Words {
    const fn of(of: &'static [&'static [&'static str]], more: &'static str) -> Self {
        Self { of, more }
    }

    pub(super) fn all(self) -> impl Iterator<Item = &'static str> {
        let more = self.more.split(", ").filter(|word| !word.is_empty());
        self.of.iter().flat_map(|list| list.iter().copied()).chain(more)
    }

    pub(super) fn has(self, word: &str) -> bool {
        self.all().any(|it| it == word)
    }
}

/// What may stand before a change, and says none: "wait", "can you".
pub(super) const LEADS: Words = Words::of(
    &[&PAUSES, &REQUESTS],
    "\
    i would like to, i want to, id like to, sil vous plait, sil te plait, i wanna, let me, \
    warten sie, ich mochte, ich will, excusez moi, en fait, vous pouvez, tu peux, puis je, \
    je voudrais, je veux, en realidad, por favor, na verdade, voce pode, gostaria de, hey, \
    hi, hello, sorry, actually, please, pls, also, and, but, lets, doch, bitte, und, auch, \
    halt, entschuldigung, pardon, desole, desolee, et, aussi, finalement, svp, stp, perdon, \
    y, tambien, mejor, puede, quiero, quisiera, desculpa, desculpe, e, tambem, alias, quero, \
    queria",
);

/// What may stand behind one.
pub(super) const ENDS: Words = Words::of(&[&COURTESIES], "");

/// What begins a change of the order: "add", "take out".
pub(super) const CHANGES: Words = Words::of(
    &[&CHANGING, &ADDING, &REMOVING],
    "\
    i also would like, i also want, i also need, make it, make the, make that, one more, \
    fugen sie, nehmen sie, encore un, encore une, mais um, mais uma, another, nimm, mach, \
    mache, noch, mets, mettez, otra, otro",
);

/// What ends one: "die Cola weg".
pub(super) const CHANGES_LAST: Words = Words::of(
    &[],
    "\
    hinzufugen, dazu, raus, weg, streichen, entfernen, loschen, rausnehmen, herausnehmen, \
    weglassen",
);

/// What begins a wish for more of what was ordered, or fewer, by itself.
pub(super) const MORE_WISHED: Words = Words::of(
    &[],
    "\
    i need, we need, i want, we want, id like, i would like, ill take, give me, make it, \
    make that, one more, two more, another, add one, add another, one less, one fewer, \
    i only need, i only want, ich brauche, ich will, ich mochte, ich hatte gern, mach, \
    noch ein, noch eine, noch einen, j ai besoin, jai besoin, il me faut, je veux, \
    je voudrais, encore un, encore une, necesito, quiero, otro mas, otra mas, uno mas, \
    una mas, preciso, quero, mais um, mais uma",
);

/// What may stand before words that take an answer back.
pub(super) const HESITATES: Words = Words::of(&[&PAUSES], "");

/// What takes an answer back: "actually".
pub(super) const TAKES_BACK: Words = Words::of(
    &[&INSTEAD_WORDS],
    "\
    i changed my mind, i would rather, changed my mind, id rather, doch lieber, en fait, en \
    realidad, na verdade, eigentlich, entschuldigung, pardon, desole, desolee, perdon, \
    alias, desculpa, desculpe",
);

/// What does so at the end: "instead".
pub(super) const INSTEAD: Words = Words::of(&[&INSTEAD_WORDS], "");
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
pub(super) const FILLS: Words = Words::of(
    &[],
    "\
    lets go with, i would like, make it, make that, lets do, id like, i want, id prefer, i \
    prefer, ill take, ill do, ill have, ich mochte, ich nehme, je prefere, je voudrais, je \
    prends, have, prefiero, quiero, prefiro, quero, a, the",
);

/// What begins a question for something that is to be known.
pub(super) const ASKS: Words = Words::of(
    &[],
    "\
    y a t il, quest ce que, do you, is there, are there, gibt es, habt ihr, haben sie, \
    liefert ihr, liefern sie, avez vous, livrez vous, o que, what, whats, how, when, where, \
    which, who, why, does, was, wie, wann, wo, wohin, welche, welcher, welches, wer, warum, \
    wieso, combien, comment, quand, ou, quel, quelle, quels, quelles, pourquoi, qui, que, \
    cuanto, cuanta, como, cuando, donde, cual, quien, hay, tienen, quanto, quanta, quando, \
    onde, qual, quem, tem, ha",
);

/// What begins one that is answered with Yes or No.
pub(super) const ASKS_WHETHER: Words = Words::of(
    &[],
    "\
    is, are, isnt, does, do, did, ist, sind, kostet, est ce que, es, son, e possivel",
);

/// What begins like one and is an answer: "how about monday?"
pub(super) const PROPOSES: Words = Words::of(
    &[],
    "\
    was ist mit, que diriez vous, que dites vous, que te parece, que le parece, o que acha, \
    how about, what about, wie ware, que tal",
);

/// What says that all of the order is asked about.
pub(super) const WHOLE: Words = Words::of(
    &[],
    "\
    total, altogether, together, everything, it all, all of it, my order, the order, gesamt, \
    insgesamt, zusammen, alles, summe, bestellung, tout, commande, todo, pedido, tudo",
);

/// What says that an answer is to be another one.
pub(super) const ALTERS: Words = Words::of(
    &[&CHANGING],
    "\
    i made a mistake with, update, correct, edit, set, make it, make that, make, setze, \
    setz, mach, mache, korrigiere, korrigier, mets, mettez, corrige, corrigez, pon, ponga, \
    corrija, coloca, coloque",
);

/// What may stand between that and the name of a question.
pub(super) const THE: Words = Words::of(
    &[&DEFINITE],
    "\
    my, our, mein, meine, meinen, unser, unsere, l, mon, ma, mes, notre, nos, mi, mis, \
    nuestra, nuestro, a, meu, minha, nossa, new, neue, neuer, nouvelle, nueva, nova",
);

/// The same before what is counted.
pub(super) const NUMBER_OF: Words = Words::of(
    &[],
    "\
    number of, amount of, anzahl der, zahl der, nombre de, nombre d, numero de",
);

/// What stands between that and the new answer.
pub(super) const BECOMES: Words = Words::of(
    &[],
    "\
    should be, will be, is now, are now, ist jetzt, to, is, are, auf, zu, ist, sind, lautet, \
    soll, est, sont, en, a, es, son, por, para, sera, seran, sao, serao",
);

/// What may stand before a number of people.
pub(super) const WE_ARE: Words = Words::of(
    &[],
    "\
    we will be, well be, we are, we re, were, there are, there will be, wir sind, nous \
    sommes, on est, somos, seremos, its, it is",
);
