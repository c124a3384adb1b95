//! What an order is after a message about it.

use super::super::{Ordered, Purpose, Revision, revise};
use super::{ProductId, shop};

pub(super) fn order(had: &[(&str, u32)]) -> Vec<Ordered> {
    let wanted = |&(id, quantity): &(&str, u32)| Ordered {
        product: ProductId::new(id).unwrap(),
        quantity,
        options: vec![],
    };
    had.iter().map(wanted).collect()
}

pub(super) fn lines(revision: &Revision) -> Vec<(&str, u32)> {
    revision.lines.iter().map(|line| (line.product.as_str(), line.quantity)).collect()
}

#[track_caller]
pub(super) fn check(had: &[(&str, u32)], text: &str, after: &[(&str, u32)]) {
    let revision = revise(&shop(), text, &order(had));
    assert_eq!(lines(&revision), after, "{text:?} {revision:?}");
    assert!(revision.ambiguous.is_empty(), "{text:?} {revision:?}");
    assert!(revision.unknown.is_empty(), "{text:?} {revision:?}");
}

pub(super) const CARS: [(&str, u32); 3] = [("adder", 3), ("elegy-rh8", 1), ("t20", 2)];

#[test]
fn what_is_named_goes() {
    for text in [
        "remove the elegy",
        "no elegy",
        "without the elegy",
        "drop the elegy pls",
        "remove my elegy",
        "i don't want the elegy anymore",
        "take the elegy out",
        "take out the elegy",
        "get rid of the elegy",
        "everything but the elegy",
        "den elegy brauche ich nicht",
        "je ne veux plus l'elegy",
        "ohne den elegy",
        "den elegy raus bitte",
        "den elegy bitte streichen",
        "den elegy stornieren",
        "entferne den elegy",
        "enlève l'elegy",
        "sans l'elegy",
        "quita el elegy",
        "sin el elegy",
        "remove o elegy",
        "tira o elegy",
        "togli l'elegy",
        "senza elegy",
        "verwijder de elegy",
        "geen elegy",
        "usuń elegy",
        "bez elegy",
    ] {
        check(&CARS, text, &[("adder", 3), ("t20", 2)]);
    }
    check(&CARS, "cancel the adder and the t20", &[("elegy-rh8", 1)]);
    check(&[("sultan-rs", 1), ("t20", 1)], "remove the sultan", &[("t20", 1)]);
    check(&[("sultan-rs", 1), ("t20", 1)], "no adder", &[("sultan-rs", 1), ("t20", 1)]);
}

#[test]
fn fewer_of_what_is_named() {
    let one_less = [("adder", 2), ("elegy-rh8", 1), ("t20", 2)];
    for text in [
        "drop one adder",
        "remove an adder",
        "one less adder",
        "remove 1 of the adders",
        "take one adder off",
        "take away one adder",
        "-1 adder",
        "einen adder weniger",
    ] {
        check(&CARS, text, &one_less);
    }
    check(&CARS, "remove 3 adders", &CARS[1..]);
    check(&[("adder", 5)], "take off three", &[("adder", 2)]);
    check(&[("adder", 5)], "take 3 off please", &[("adder", 2)]);
    check(&CARS, "remove one adder and 1 t20", &[("adder", 2), ("elegy-rh8", 1), ("t20", 1)]);
    check(&[("t20", 2)], "drop one", &[("t20", 1)]);
    check(&[("t20", 2)], "one less please", &[("t20", 1)]);
}

#[test]
fn a_new_quantity() {
    for text in ["make it 5", "5 instead", "make that 5 please", "change it to 5", "mach 5 draus"] {
        check(&[("t20", 2)], text, &[("t20", 5)]);
        check(&CARS, text, &[("adder", 3), ("elegy-rh8", 1), ("t20", 5)]);
    }
    for text in ["5", "just 5", "only 5 please", "no, just 5", "nein, 5", "doch lieber 5"] {
        check(&[("t20", 2)], text, &[("t20", 5)]);
    }
    for text in [
        "make the adder 5",
        "adder x5",
        "5 adders",
        "change the adder to 5",
        "5 adder statt 3",
        "actually 5 adders",
        "adder should be 5",
        "make the adder just 5",
        "increase the adder to 5",
        "i want 5 adders",
    ] {
        check(&CARS, text, &[("adder", 5), ("elegy-rh8", 1), ("t20", 2)]);
    }
    check(&CARS, "5 elegy", &[("adder", 3), ("elegy-rh8", 5), ("t20", 2)]);
    check(&[("sultan-rs", 1), ("t20", 1)], "make the sultan 3", &[("sultan-rs", 3), ("t20", 1)]);
    check(&CARS, "adder, make it 5", &[("adder", 5), ("elegy-rh8", 1), ("t20", 2)]);
    check(&CARS, "adder x0", &CARS[1..]);
}

#[test]
fn more_is_added() {
    let had = [("adder", 2)];
    for text in [
        "add a t20",
        "and a t20",
        "t20",
        "also a t20",
        "plus a t20",
        "a t20 as well",
        "und ein t20",
        "y un t20",
        "et un t20",
        "noch ein t20",
        "dodaj t20",
        "aggiungi un t20",
        "ajoute un t20",
    ] {
        check(&had, text, &[("adder", 2), ("t20", 1)]);
    }
    for text in [
        "another adder",
        "a second adder",
        "one more adder",
        "add an adder",
        "noch ein adder",
        "encore un adder",
        "otro adder",
        "outro adder",
        "un altro adder",
        "nog een adder",
        "jeszcze jeden adder",
        "one more",
        "another one",
        "1 more please",
        "and one more",
        "an extra adder",
        "+1 adder",
    ] {
        check(&had, text, &[("adder", 3)]);
    }
    for text in ["2 more adders", "add 2 adders", "2 adders more", "2 more", "noch zwei adder"] {
        check(&had, text, &[("adder", 4)]);
    }
    check(&had, "add 2 adders and 3 t20", &[("adder", 4), ("t20", 3)]);
    check(&had, "add 2 adders, no wait 3", &[("adder", 5)]);
}

#[test]
fn a_list_is_merged() {
    check(&CARS, "adder x1, comet", &[("adder", 1), ("elegy-rh8", 1), ("t20", 2), ("comet", 1)]);
    check(&CARS, "3 adder, 1 elegy and 2 t20", &CARS);
    check(&CARS, "adder and t20", &CARS);
    check(&CARS, "2 adder and 2 adder", &[("adder", 4), ("elegy-rh8", 1), ("t20", 2)]);
}

#[test]
fn one_takes_the_place_of_another() {
    let swapped = [("adder", 3), ("comet", 1), ("t20", 2)];
    for text in [
        "comet instead of the elegy",
        "instead of the elegy a comet",
        "swap the elegy for a comet",
        "i meant comet not elegy",
        "i meant comet, not the elegy",
        "not the elegy but the comet",
        "no elegy, a comet instead",
        "replace elegy with comet",
        "comet statt elegy",
        "statt elegy lieber einen comet",
        "keinen elegy, lieber einen comet",
        "einen comet anstatt den elegy",
        "comet au lieu de l'elegy",
        "comet en lugar de elegy",
        "comet em vez do elegy",
        "comet invece di elegy",
        "comet in plaats van de elegy",
        "comet zamiast elegy",
        "i'd rather have a comet than the elegy",
        "ersetze elegy durch comet",
        "remplace elegy par comet",
        "cambia elegy por comet",
        "troca elegy por comet",
        "vervang elegy door comet",
        "zamień elegy na comet",
    ] {
        check(&CARS, text, &swapped);
    }
    for text in ["elegy -> comet", "elegy→comet", "elegy => comet", "the elegy -> a comet"] {
        check(&CARS, text, &swapped);
    }
    check(&CARS, "elegy -> 2", &[("adder", 3), ("elegy-rh8", 2), ("t20", 2)]);
    check(&[("t20", 2)], "-> comet\n-> sultan", &[("t20", 2), ("comet", 1), ("sultan", 1)]);
    check(&CARS, "comet instead of the adder", &[("comet", 3), ("elegy-rh8", 1), ("t20", 2)]);
    check(&CARS, "1 comet instead of the adder", &[("comet", 1), ("elegy-rh8", 1), ("t20", 2)]);
    let two = [("adder", 2), ("elegy-rh8", 1)];
    for text in ["statt elegy lieber 3 comet", "remove the elegy, actually 3 comets"] {
        check(&two, text, &[("adder", 2), ("comet", 3)]);
    }
    check(&CARS, "swap adder for 2 comets", &[("comet", 2), ("elegy-rh8", 1), ("t20", 2)]);
    check(&[("t20", 2)], "comet instead", &[("comet", 2)]);
    check(&[("t20", 2)], "sorry i meant comet", &[("comet", 2)]);
    check(&[("sultan-rs", 2), ("t20", 1)], "sorry, the plain sultan", &[("sultan", 2), ("t20", 1)]);
    check(&CARS, "actually a comet", &[("adder", 3), ("elegy-rh8", 1), ("t20", 2), ("comet", 1)]);
    let revision = revise(&shop(), "comet instead of the elegy", &order(&CARS));
    assert_eq!(revision.lines[1].had, Some(1));
}

#[test]
fn only_so_many_of_one_leaves_the_others() {
    for text in [
        "actually just 2 adders",
        "only 2 adders",
        "just 2 adders please",
        "2 adders only",
        "only two of the adders",
        "nur 2 adder",
        "seulement 2 adder",
        "solo 2 adder",
        "alleen 2 adder",
        "tylko 2 adder",
        "apenas 2 adder",
    ] {
        check(&CARS, text, &[("adder", 2), ("elegy-rh8", 1), ("t20", 2)]);
    }
    for text in ["nur einen adder", "solo un adder", "doch nur einen adder", "only one adder"] {
        check(&CARS, text, &[("adder", 1), ("elegy-rh8", 1), ("t20", 2)]);
    }
    check(&CARS, "only 4 t20", &[("adder", 3), ("elegy-rh8", 1), ("t20", 4)]);
    for text in ["only 2 adders, change nothing else", "only 2 adders, nothing else changes"] {
        let revision = revise(&shop(), text, &order(&CARS));
        assert_eq!(lines(&revision), [("adder", 2), ("elegy-rh8", 1), ("t20", 2)], "{text}");
    }
}

#[test]
fn only_what_is_named_stays() {
    for text in [
        "only 2 adders, nothing else",
        "nur 2 adder, sonst nichts",
        "seulement 2 adder, rien d'autre",
        "solo 2 adder y nada mas",
        "solo 2 adder, nient'altro",
        "apenas 2 adder, mais nada",
        "just 2 adders and nothing more",
        "scratch that, just 2 adders",
        "remove everything, 2 adder",
        "scrap it all, 2 adder",
        "remove everything. just 2 adders",
        "new order: 2 adders",
        "start over, 2 adders",
    ] {
        check(&CARS, text, &[("adder", 2)]);
    }
    for text in ["only 3 adders", "just 3 adders please", "only the adders"] {
        check(&CARS, text, &[("adder", 3)]);
    }
    check(&CARS, "only 2 adders and a comet", &[("adder", 2), ("comet", 1)]);
    check(&CARS, "only an adder", &[("adder", 1)]);
    check(&CARS, "only the t20", &[("t20", 2)]);
    check(&CARS, "scratch that, just a t20", &[("t20", 1)]);
    let revision = revise(&shop(), "scratch that, just 1 t20", &order(&CARS));
    assert_eq!(lines(&revision), [("t20", 1)]);
    check(&CARS, "just the t20 and a comet", &[("t20", 2), ("comet", 1)]);
    check(&CARS, "remove everything except the t20", &[("t20", 2)]);
    for text in [
        "keep the t20, remove the rest",
        "remove everything else, keep the t20",
        "forget the others, just the t20",
        "replace everything with 2 t20",
    ] {
        check(&CARS, text, &[("t20", 2)]);
    }
    check(&CARS, "just add a comet", &[("adder", 3), ("elegy-rh8", 1), ("t20", 2), ("comet", 1)]);
    check(&CARS, "just remove the t20", &CARS[..2]);
    check(&[("t20", 2)], "just make it 3", &[("t20", 3)]);
}

#[test]
fn everything_goes() {
    for text in [
        "remove everything",
        "scrap it all",
        "cancel it",
        "forget it",
        "cancel the whole order",
        "lösch alles",
        "annule tout",
        "cancela todo",
        "cancela tudo",
        "annulla tutto",
        "annuleer alles",
        "usuń wszystko",
        "remove all of them",
    ] {
        check(&CARS, text, &[]);
    }
    check(&CARS, "remove it", &CARS[..2]);
    check(&CARS, "remove the adder. never mind", &CARS);
}

#[test]
fn how_something_is_taken_out_may_be_asked() {
    for text in [
        "how do i cancel?",
        "can i cancel later?",
        "can i cancel my order?",
        "is there a refund if i cancel",
        "is it possible to cancel?",
        "how do I remove the t20?",
        "how do i remove the sultan?",
        "how do i cancel one of them?",
        "what if i cancel?",
        "will i be billed if i want to cancel the adder",
        "wie storniere ich?",
        "kann ich später stornieren?",
        "comment annuler ?",
        "puedo cancelar?",
        "posso cancelar?",
    ] {
        assert_eq!(lines(&revise(&shop(), text, &order(&CARS))), CARS, "{text}");
    }
    for text in ["can i cancel the t20?", "is it possible to remove the t20?", "can i remove it?"] {
        check(&CARS, text, &CARS[..2]);
    }
    check(&CARS, "can you cancel my order?", &[]);
    check(&CARS, "if possible cancel the t20", &CARS[..2]);
    check(&CARS, "how do i cancel? remove the t20", &CARS[..2]);
    let fewer = [CARS[0], CARS[1], ("t20", 1)];
    check(&CARS, "can i remove one of the t20?", &fewer);
    check(&CARS, "how about we remove one t20", &fewer);
}

#[test]
fn what_could_be_several_is_asked() {
    let both = [("elegy-rh8", 1), ("elegy-retro-custom", 2), ("t20", 1)];
    let revision = revise(&shop(), "remove the elegy", &order(&both));
    assert_eq!(lines(&revision), both);
    assert_eq!(revision.ambiguous.len(), 1);
    assert_eq!(revision.ambiguous[0].purpose, Purpose::Remove);
    assert_eq!(revision.ambiguous[0].written, "elegy");
    let revision = revise(&shop(), "make the elegy 4", &order(&both));
    assert_eq!(lines(&revision), both);
    assert_eq!((revision.ambiguous[0].purpose, revision.ambiguous[0].quantity), (Purpose::Set, 4));
    let revision = revise(&shop(), "add 2 ELEGY please", &order(&both[..1]));
    assert_eq!(lines(&revision), both[..1]);
    let [asked] = revision.ambiguous.as_slice() else { panic!("{revision:?}") };
    assert_eq!((asked.purpose, asked.quantity, asked.had), (Purpose::Add, 2, None));
    assert_eq!(asked.written, "ELEGY");
    let revision = revise(&shop(), "swap the t20 for an elegy", &order(&[("t20", 3)]));
    assert_eq!(lines(&revision), []);
    assert_eq!((revision.ambiguous[0].quantity, revision.ambiguous[0].had), (3, Some(0)));
}

#[test]
fn lines_of_one_product_stay_apart() {
    let had = [("adder", 1), ("adder", 4), ("gone", 2)];
    check(&had, "adder x2", &[("adder", 1), ("adder", 2), ("gone", 2)]);
    check(&had, "another adder", &[("adder", 1), ("adder", 5), ("gone", 2)]);
    check(&had, "remove 2 adders", &[("adder", 1), ("adder", 2), ("gone", 2)]);
    check(&had, "remove 5 adders", &[("gone", 2)]);
    check(&had, "hello", &had);
    check(&had, "make it 3", &[("adder", 1), ("adder", 4), ("gone", 3)]);
    let revision = revise(&shop(), "no t20, adder x2 and a comet", &order(&had));
    let places: Vec<_> = revision.lines.iter().map(|line| line.had).collect();
    assert_eq!(places, [Some(0), Some(1), Some(2), None]);
}
