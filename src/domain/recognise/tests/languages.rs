//! What shops whose customers do not write English are asked for.

use super::{Index, check_asks_in, check_in, shop_of};

const MENU: [(&str, &[&str]); 11] = [
    ("Bruschetta", &[]),
    ("Tiramisù", &[]),
    ("Espresso", &["bica"]),
    ("Bigos", &[]),
    ("Żurek", &[]),
    ("Szarlotka", &[]),
    ("Broodje Kroket", &["kroket"]),
    ("Acqua Naturale", &["água sem gás", "woda niegazowana"]),
    ("Acqua Frizzante", &["água com gás", "woda gazowana"]),
    ("Pierogi Ruskie", &[]),
    ("Pierogi Mięsne", &[]),
];

fn menu() -> Index {
    shop_of(&MENU)
}

#[track_caller]
fn check(text: &str, lines: &[(&str, u32)]) {
    check_in(&menu(), text, lines);
}

#[test]
fn a_count_may_be_said_of_each() {
    let two = [("bigos", 2), ("espresso", 2)];
    for text in [
        "bigos e espresso, due di ciascuno",
        "bigos e espresso, 2 per tipo grazie",
        "bigos en espresso, van elk 2",
        "van elk 2 graag: bigos en espresso",
        "van allebei 2 graag: bigos en espresso",
        "bigos i espresso, po dwie porcje",
        "bigos i espresso, po 2 sztuki proszę",
        "dois de cada: bigos e espresso",
        "2 de chaque: bigos et espresso",
        "bigos y espresso, dos de cada uno",
        "bigos und espresso, 2 von jedem",
        "bigos and espresso, 2 of each kind",
    ] {
        check(text, &two);
    }
    // The number of an order of theirs.
    check("po 4521: 2 bigos", &[("bigos", 2)]);
}

#[test]
fn a_pair_is_two() {
    for text in [
        "un paio di bruschette e un espresso",
        "um par de bruschettas e um espresso",
        "un par de bruschettas y un espresso",
        "une paire de bruschettas et un espresso",
    ] {
        check(text, &[("bruschetta", 2), ("espresso", 1)]);
    }
    check("un tiramisu par personne", &[("tiramisu", 1)]);
}

#[test]
fn endings_are_those_of_the_language() {
    check("due bruschette", &[("bruschetta", 2)]);
    check("poproszę dwa żurki i jeden bigos", &[("zurek", 2), ("bigos", 1)]);
    check("szarlotkę poproszę", &[("szarlotka", 1)]);
    check("3 kroketten graag", &[("broodje-kroket", 3)]);
    check("czy mógłbym zamówić pięć porcji bigosu?", &[("bigos", 5)]);
    let pierogi = ["pierogi-ruskie", "pierogi-miesne"];
    check_asks_in(&menu(), "poproszę jedną porcję pierogów", &pierogi);
}

#[test]
fn and_is_no_i_in_polish() {
    check("bigos i żurrek", &[("bigos", 1), ("zurek", 1)]);
}

#[test]
fn what_aliases_share_is_asked() {
    let waters = ["acqua-naturale", "acqua-frizzante"];
    check_asks_in(&menu(), "uma água, se faz favor", &waters);
    check_asks_in(&menu(), "2 woda", &waters);
    // What ends the aliases of others describes them.
    let shop =
        shop_of(&[("Yufka", &["wrap scharf"]), ("Döner", &["kebab scharf"]), ("Bigos", &[])]);
    check_in(&shop, "2 bigos scharf", &[("bigos", 2)]);
    // A word of English is in too many sentences.
    let shop = shop_of(&[("Alpha", &["long one"]), ("Beta", &["long two"]), ("Gamma", &[])]);
    check_in(&shop, "how long does a gamma take, i waited so long", &[]);
}

#[test]
fn what_is_taken_back_goes() {
    for text in [
        "annullate le due bruschette per favore",
        "cancele as duas bruschettas por favor",
        "rimborsatemi la bruschetta, è arrivata fredda",
        "quero o reembolso da bruschetta",
        "ik wil mijn geld terug voor de bruschetta",
        "proszę o zwrot pieniędzy za bigos, był zepsuty",
        "ich möchte mein geld zurück für das tiramisu",
        "je veux un remboursement pour le tiramisu",
        "can i get my money back for the tiramisu",
    ] {
        check(text, &[]);
    }
    let one = [("bigos", 1)];
    for text in [
        "een bigos en een tiramisu, laat de tiramisu maar zitten",
        "een bigos en een tiramisu, haal de tiramisu er weer af",
        "ein bigos und ein tiramisu, nehmt das tiramisu wieder raus",
        "ein bigos und ein tiramisu. das tiramisu bitte weglassen",
        "un bigos et un tiramisu, oubliez le tiramisu",
        "bigos i tiramisu, tiramisu jednak proszę usunąć",
    ] {
        check(text, &one);
    }
}

#[test]
fn so_many_come_on_top() {
    check(
        "een espresso en een tiramisu, en doe nog een espresso erbij",
        &[("espresso", 2), ("tiramisu", 1)],
    );
    check("preciso de dois bigos, desculpa, na verdade cinco", &[("bigos", 5)]);
    check("2 bigos e 1 tiramisu sff", &[("bigos", 2), ("tiramisu", 1)]);
}

#[test]
fn abbreviations_of_a_chat_are_no_codes() {
    for text in ["3 bruschettas stp", "3 bruschettas q tengo hambre", "3 bruschettas pr moi"] {
        check(text, &[("bruschetta", 3)]);
    }
}

#[test]
fn an_article_shows_which_language_a_word_is_of() {
    let shop = shop_of(&[("Quiche Lorraine", &[]), ("Espresso", &[])]);
    check_in(
        &shop,
        "una quiche lorraine tiepida e un espresso",
        &[("quiche-lorraine", 1), ("espresso", 1)],
    );
}

#[test]
fn what_was_ordered_before_is_no_wish() {
    for text in [
        "letztes mal hatte ich szarlotka, diesmal bitte 5 bigos",
        "la dernière fois j'avais pris des bruschettas, cette fois 5 bigos",
        "l'altra volta ho preso la szarlotka, stavolta 5 bigos",
        "un tiramisu... laisse tomber le tiramisu, juste 5 bigos",
        "al posto del tiramisu prendo 5 bigos",
        "un tiramisu, 5 bigos. den tiramisu doch nicht",
    ] {
        check(text, &[("bigos", 5)]);
    }
    for text in [
        "Chiedo il rimborso dei due tiramisu, ordine n. 3305",
        "Je souhaite être remboursé pour les deux tiramisu de samedi",
        "i want a refund for the 2 tiramisu",
    ] {
        check(text, &[]);
    }
}

#[test]
fn so_many_are_wanted_of_what_was_named() {
    for text in ["tiramisu, ne voglio 4", "tiramisu ponme 4", "jeweils vier stück: tiramisu"] {
        check(text, &[("tiramisu", 4)]);
    }
    check("deux tiramisu, finalement trois", &[("tiramisu", 3)]);
    check("tiramisu und bigos, jeweils zwei Stück", &[("tiramisu", 2), ("bigos", 2)]);
}

#[test]
fn what_is_left_out_of_a_dish_leaves_the_dish() {
    for text in ["bitte 2 bigos, zwiebeln weglassen", "2 bigos. lasst die zwiebeln vom bigos weg"] {
        check(text, &[("bigos", 2)]);
    }
    for text in [
        "due bigos, scusi, e un espresso",
        "due bigos e, desculpe, um espresso",
        "2 bigos, en fait et 1 espresso",
        "2 bigos i espresso, odbiór po 18",
    ] {
        check(text, &[("bigos", 2), ("espresso", 1)]);
    }
}
