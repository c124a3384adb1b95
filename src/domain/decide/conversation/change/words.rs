//! Words by which a change is known where the flow asks for something else. All folded, with
//! commas between them, those of more words first. English, German, French, Spanish, Portuguese.

/// What may stand before a change, and says none: "wait", "can you".
pub(super) const LEADS: &str = "\
    i would like to, i want to, id like to, sil vous plait, sil te plait, no wait, hold on, \
    can you, could you, can i, could i, can we, would you, i wanna, let me, warten sie, kannst \
    du, konnen sie, kann ich, konnten sie, ich mochte, ich will, excusez moi, en fait, vous \
    pouvez, pouvez vous, peux tu, tu peux, puis je, je voudrais, je veux, en realidad, por \
    favor, na verdade, voce pode, gostaria de, wait, oh, ah, um, hm, hey, hi, hello, sorry, \
    no, ok, okay, actually, please, pls, also, and, but, lets, warte, moment, ach, nein, doch, \
    bitte, und, auch, halt, entschuldigung, attends, attendez, non, pardon, desole, desolee, \
    et, aussi, finalement, svp, stp, espera, espere, perdon, y, tambien, mejor, puedes, puede, \
    podrias, quiero, quisiera, desculpa, desculpe, nao, e, tambem, alias, pode, poderia, \
    quero, queria";

/// What may stand behind one.
pub(super) const ENDS: &str = "\
    sil vous plait, sil te plait, thank you, por favor, please, pls, plz, thanks, bitte, \
    danke, merci, svp, stp, gracias, obrigado, obrigada";

/// What begins a change of the order: "add", "take out".
pub(super) const CHANGES: &str = "\
    i also would like, get rid of, i also want, i also need, take off, take out, take away, \
    leave out, leave off, make it, make the, make that, one more, throw in, fugen sie, nehmen \
    sie, streichen sie, entfernen sie, loschen sie, encore un, encore une, mais um, mais uma, \
    add, remove, delete, drop, cancel, change, swap, switch, replace, exchange, another, \
    include, fuge, fug, nimm, streiche, streich, entferne, entfern, losche, losch, andere, \
    ander, tausche, tausch, ersetze, mach, mache, noch, ajoute, ajoutez, ajouter, rajoute, \
    rajoutez, rajouter, enleve, enlevez, enlever, retire, retirez, retirer, supprime, \
    supprimez, supprimer, annule, annulez, annuler, changez, changer, remplace, remplacez, \
    remplacer, mets, mettez, anade, anada, anadir, agrega, agregue, agregar, quita, quite, \
    quitar, elimina, elimine, eliminar, borra, cambia, cambie, cambiar, cancela, reemplaza, \
    sustituye, otra, otro, adiciona, adicione, adicionar, acrescenta, acrescente, acrescentar, \
    tira, tire, tirar, remova, remover, retira, retirar, troca, troque, trocar, cancele, muda, \
    mude, coloca, coloque";

/// What ends one: "die Cola weg".
pub(super) const CHANGES_LAST: &str = "\
    hinzufugen, dazu, raus, weg, streichen, entfernen, loschen, rausnehmen, herausnehmen, \
    weglassen";

/// What may stand before words that take an answer back.
pub(super) const HESITATES: &str = "\
    no wait, hold on, wait, oh, ah, um, hm, no, ok, okay, warte, moment, ach, nein, attends, \
    attendez, non, espera, espere, nao";

/// What takes an answer back: "actually".
pub(super) const TAKES_BACK: &str = "\
    i changed my mind, i would rather, changed my mind, id rather, doch lieber, en fait, en \
    realidad, na verdade, actually, sorry, instead, rather, doch, eigentlich, lieber, \
    stattdessen, entschuldigung, plutot, finalement, pardon, desole, desolee, mejor, perdon, \
    melhor, alias, desculpa, desculpe";

/// What does so at the end: "instead".
pub(super) const INSTEAD: &str = "\
    after all, instead, rather, actually, sorry, stattdessen, lieber, doch, plutot, \
    finalement, mejor, melhor";

/// What may stand between that and the other answer: "make it".
pub(super) const FILLS: &str = "\
    lets go with, i would like, make it, make that, lets do, id like, i want, id prefer, i \
    prefer, ill take, ill do, ill have, ich mochte, ich nehme, je prefere, je voudrais, je \
    prends, have, prefiero, quiero, prefiro, quero, a, the";

/// What begins a question for something that is to be known.
pub(super) const ASKS: &str = "\
    y a t il, quest ce que, do you, is there, are there, gibt es, habt ihr, haben sie, liefert \
    ihr, liefern sie, avez vous, livrez vous, o que, what, whats, how, when, where, which, \
    who, why, does, was, wie, wann, wo, wohin, welche, welcher, welches, wer, warum, wieso, \
    combien, comment, quand, ou, quel, quelle, quels, quelles, pourquoi, qui, que, cuanto, \
    cuanta, como, cuando, donde, cual, quien, hay, tienen, quanto, quanta, quando, onde, qual, \
    quem, tem, ha";

/// What begins one that is answered with Yes or No.
pub(super) const ASKS_WHETHER: &str = "\
    is, are, isnt, does, do, did, ist, sind, kostet, est ce que, es, son, e possivel";

/// What begins like one and is an answer: "how about monday?"
pub(super) const PROPOSES: &str = "\
    was ist mit, que diriez vous, que dites vous, que te parece, que le parece, o que acha, \
    how about, what about, wie ware, que tal";

/// What says that all of the order is asked about.
pub(super) const WHOLE: &str = "\
    total, altogether, together, everything, it all, all of it, my order, the order, gesamt, \
    insgesamt, zusammen, alles, summe, bestellung, tout, commande, todo, pedido, tudo";

/// What says that an answer is to be another one.
pub(super) const ALTERS: &str = "\
    i made a mistake with, change, update, correct, edit, set, make it, make that, make, andere, \
    ander, setze, setz, mach, mache, korrigiere, korrigier, change, changez, changer, mets, mettez, \
    corrige, corrigez, modifie, modifiez, cambia, cambie, cambiar, pon, ponga, corrija, muda, mude, \
    mudar, altera, altere, alterar, coloca, coloque";

/// What may stand between that and the name of a question.
pub(super) const THE: &str = "\
    the, my, our, der, die, das, den, mein, meine, meinen, unser, unsere, le, la, les, l, mon, ma, \
    mes, notre, nos, el, los, las, mi, mis, nuestra, nuestro, o, a, os, as, meu, minha, nossa, new, \
    neue, neuer, nouvelle, nueva, nova";

/// The same before what is counted.
pub(super) const NUMBER_OF: &str = "\
    number of, amount of, anzahl der, zahl der, nombre de, nombre d, numero de";

/// What stands between that and the new answer.
pub(super) const BECOMES: &str = "\
    should be, will be, is now, are now, ist jetzt, to, is, are, auf, zu, ist, sind, lautet, soll, \
    est, sont, en, a, es, son, por, para, sera, seran, sao, serao";

/// What may stand before a number of people.
pub(super) const WE_ARE: &str = "\
    we will be, well be, we are, we re, were, there are, there will be, wir sind, nous sommes, on est, \
    somos, seremos, its, it is";
