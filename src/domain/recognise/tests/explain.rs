//! What is said of how many, and with what.

use super::super::explain;
use super::options::menu;

/// That these lines are said of a text.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(explain(&menu(), text), expected, "{text}");
}

#[test]
fn the_word_that_counts_is_named() {
    for (text, said) in [
        ("3x t20", "3 of it, as “3x” says"),
        ("t20 please", "1 of it, since no number counts it"),
        ("a t20", "1 of it, since no number counts it"),
        ("2 or 3 t20", "2 of it, as “2 or 3” says, of which the first counts"),
    ] {
        says(text, &[&format!("“t20” → t20 (a name): wished for; {said}")]);
    }
    says(
        "t20 and engraving, 2 each",
        &[
            "“t20” → t20 (a name): wished for; 2 of it, as “2 each” says",
            "“engraving” → engraving (a name): wished for; 2 of it, as “2 each” says",
        ],
    );
}

#[test]
fn what_changes_a_number_is_named() {
    const ABOUT: &str = "a number about what was said before";
    says(
        "t20, make it 3",
        &["“t20” → t20 (a name): wished for; 3 of it, as “3” says", &format!("“3” → {ABOUT}")],
    );
    says(
        "a t20 and 2 more",
        &[
            "“t20” → t20 (a name): wished for; 3 of it, reckoned from “2”",
            &format!("“2” → {ABOUT}"),
        ],
    );
    says(
        "2 t20, no wait, engravings",
        &[
            "“t20” → t20 (a name): wished for",
            "“engravings” → engraving (a name): corrects what was said before; 2 of it, as “2” says",
        ],
    );
    says("t20 twice", &["“t20” → t20 (a name): wished for; 2 of it, by the words around it"]);
}

#[test]
fn a_number_that_counts_nothing_is_told_with_why() {
    let t20 = "“t20” → t20 (a name): wished for; 1 of it, since no number counts it";
    says("that t20 one", &[t20, "“one” → counts nothing: it says which one is meant"]);
    says("t20 2024", &[t20, "“2024” → counts nothing: it is what one costs, or a year"]);
    says(
        "i am 12, a t20 please",
        &["“12” → counts nothing: it stands at no name that could take it", t20],
    );
}

#[test]
fn the_words_that_are_taken_as_choices_are_named() {
    says(
        "2 large colas, no ice, and a small one",
        &[
            "“colas” → cola (a name): wished for; 2 of it, as “2” says; Size: large, as “large” \
             says; Ice: no ice, as “no ice” says",
            "“small” → cola (a choice for what was named before): wished for; 1 of it, since no \
             number counts it; Size: small, as “small” says",
        ],
    );
    let size = "cola (a name): wished for; 1 of it, since no number counts it; Size: 2 litre";
    says("cola size 2 litre", &[&format!("“cola” → {size}, as “2 litre” says")]);
}

#[test]
fn a_choice_that_is_not_taken_is_told_with_why() {
    let left = |word: &str, option: &str, why: &str| {
        format!("“{word}” → a word of “{option}”, not taken: {why}")
    };
    let another = "another one is said too, so it is not certain which";
    let (black, red) = (left("black", "Colour", another), left("red", "Colour", another));
    let banshee = "“banshee” → banshee (a name): wished for; 1 of it, since no number counts it";
    says("black and red banshee", &[&black, &red, banshee]);
    let why = "it does not stand beside the name, or is only a part of a choice";
    says(
        "we have large guests, 2 colas please",
        &[
            &left("large", "Size", why),
            "“guests” → nothing: no name has it or is near to it",
            "“colas” → cola (a name): wished for; 2 of it, as “2” says",
        ],
    );
    let taken = "“cola” → cola (a name): wished for; 1 of it, since no number counts it; Size: small, \
                 as “small” says";
    says(
        "a small cola for guests at the large house",
        &[
            taken,
            "“guests” → nothing: no name has it or is near to it",
            &left("large", "Size", "“small” is taken"),
            "“house” → nothing: no name has it or is near to it",
        ],
    );
}
