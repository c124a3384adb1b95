//! Options that are taken off, and what is said beside that.

use super::ordered::{self, check_lines, check_told};

/// A shop whose option in words is called so.
fn shop(option: &str) -> String {
    let colours = serde_json::json!([{"label": "black"}, {"label": "gold"}]);
    let colour = serde_json::json!({"name": "Colour", "required": false, "choices": colours});
    let written = serde_json::json!(
        {"name": option, "pattern": "[A-Z0-9 ]{1,8}", "required": false});
    serde_json::json!({ "products": [
        {"id": "mug", "name": "Mug", "options": [colour, written]},
        {"id": "tee", "name": "Tee", "options": [colour, written]},
        {"id": "cola", "name": "Cola"},
    ]})
    .to_string()
}

#[track_caller]
fn check_in(option: &str, said: &[&str], lines: &[&str]) {
    let first = format!("a gold mug, {option}: ABC");
    let second = format!("a black tee, {option}: XYZ");
    let mut words = vec![first.as_str(), second.as_str()];
    words.extend(said);
    check_lines(&shop(option), &words, lines);
}

#[track_caller]
fn check(said: &[&str], lines: &[&str]) {
    check_in("Plate", said, lines);
}

#[test]
fn all_is_said_in_every_language() {
    for (option, said) in [
        ("Engraving", "remove all engravings"),
        ("Engraving", "remove the engraving from both"),
        ("Engraving", "remove every engraving"),
        ("Engraving", "no engraving on any of them"),
        ("Gravur", "alle Gravuren weg"),
        ("Gravur", "entferne beide Gravuren"),
        ("Gravure", "enlève toutes les gravures"),
        ("Gravure", "supprimez la gravure sur tous les mugs et tees"),
        ("Grabado", "quita todos los grabados"),
        ("Grabado", "quita el grabado de todos"),
        ("Grabado", "quita el grabado en ambos"),
        ("Gravação", "tira todas as gravações"),
        ("Gravação", "remova a gravação de ambos"),
    ] {
        check_in(option, &[said], &["1 mug gold", "1 tee black"]);
    }
}

#[test]
fn what_is_said_beside_it_counts_too() {
    let added = ["1 mug gold", "1 tee black", "3 cola"];
    for said in [
        "remove all plates and add 3 colas",
        "remove the plates and add 3 colas",
        "remove all plates, add 3 colas",
        "remove all plates and i want 3 colas",
        "add 3 colas and remove all plates",
        "no plates, and 3 colas please",
        "remove all plates. also 3 colas",
    ] {
        check(&[said], &added);
    }
    check(
        &["3 colas", "remove all plates and add a cola"],
        &["1 mug gold", "1 tee black", "4 cola"],
    );
    for said in ["remove all plates and the colas", "remove the cola and all plates"] {
        check(&["3 colas", said], &["1 mug gold", "1 tee black"]);
    }
    check(&["remove the plate from the mug and the tee"], &["1 mug gold", "1 tee black"]);
    check(
        &["remove the plate from the mug and add a cola"],
        &["1 mug gold", "1 tee black XYZ", "1 cola"],
    );
    check(&["remove all plates and make the mug black"], &["1 mug black", "1 tee black"]);
    check(&["2 colas", "remove all plates, 5 colas"], &["1 mug gold", "1 tee black", "5 cola"]);
    check(&["remove all plates, thanks"], &["1 mug gold", "1 tee black"]);
}

#[test]
fn what_stays_is_not_taken_off_with_it() {
    let shop = shop("Plate");
    let first = "a gold mug, plate: ABC, and 3 colas";
    for said in [
        "remove the plate, a gold mug and 3 colas",
        "remove the plate please. 3 colas, 1 mug, that's all",
        "remove the plate, 3 colas are enough",
        "skip the plate, thanks. mug and colas ok",
    ] {
        let lines = ordered::shown(&ordered::after_words(&shop, &[first, said]));
        assert_eq!(lines, ["1 mug gold", "3 cola"], "{said}");
    }
    check_lines(&shop, &[first, "remove the plate and the colas"], &["1 mug gold"]);
    let two = "2 gold mugs, plate: ABC";
    for said in ["no plate on one of them", "remove the plate from one mug", "remove one plate"] {
        check_told(&shop, &[two, said]);
    }
}

#[test]
fn what_is_not_understood_takes_nothing_off() {
    for said in [
        "remove all plates blarghfoo",
        "remove all the shiny plates",
        "remove all plates but the black one",
        "remove everything except the plates",
    ] {
        let words = ["a gold mug, plate: ABC", "a black tee, plate: XYZ", said];
        check_told(&shop("Plate"), &words);
    }
    check_told(&shop("Plate"), &["a gold mug", "remove all plates"]);
}

#[test]
fn what_says_what_a_line_is_takes_nothing_off_others() {
    let both = ["1 mug gold ABC", "1 tee black XYZ"];
    check(&["add a gold mug, no plate"], &[both[0], both[1], "1 mug gold"]);
    check(&["another tee, no plate, gold"], &[both[0], both[1], "1 tee gold"]);
    check(&["remove the mug with the plate"], &both[1..]);
    check(&["remove all mugs"], &both[1..]);
    check(&["remove all"], &[]);
}
