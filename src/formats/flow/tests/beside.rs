//! What is told beside what else is wrong, and at which variable.

use super::{
    SMALL,
    problems::{finds, finds_in, found},
};

/// A stage that is never reached, behind those of [`SMALL`].
const ALONE: &str = "  - number: 30\n    prompt: x\n    expect: text\n    then: 5\n";

#[test]
fn what_leads_nowhere_is_told_beside_what_cannot_be_read() {
    let catalogue = "    expect: catalogue\n    then: 5\n";
    let alone = format!("{SMALL}{ALONE}");
    for (stage, unread) in [
        (
            "    expect: number\n    least: x\n    then: 5\n",
            "line 6, column 12: write a whole number",
        ),
        (
            "    expect: file\n    most: x\n    then: 5\n",
            "line 6, column 11: write a number from 1",
        ),
        ("    expect: text\n    longest: x\n    then: 5\n", "line 6, column 14: write a number of"),
        ("    expect: text\n    example: 5\n    then: 5\n", "line 6, column 14: write \"5\" with"),
        ("    title: 5\n    expect: text\n    then: 5\n", "line 5, column 12: write \"5\" with"),
    ] {
        let text = alone.replace(catalogue, stage);
        finds_in(
            &text,
            &[
                unread,
                "line 9, column 14: {order} cannot be shown here",
                "line 11, column 12: nobody has an order",
                "line 20, column 5: nothing leads to stage 30",
            ],
        );
    }
    let words = format!("refresh: {{to: 30}}\n{alone}");
    finds_in(&words, &["line 1, column 10: \"words\" is missing here"]);
    let words = format!("refresh: {{to: 30, words: }}\n{alone}");
    finds_in(&words, &["line 1, column 19: \"words\" has no value"]);
    // Where a way is not known, it may be the one that leads there.
    for (from, to, unread) in [
        ("yes: 10", "yes: [10]", "line 11, column 10: write the number of a stage, stay"),
        ("yes: 10", "yes: 10\n    yes: 30", "line 12, column 5: the field \"yes\" is there twice"),
        (
            "name: Small",
            "name: Small\nrefesh: {}",
            "line 2, column 1: there is no field \"refesh\"",
        ),
        (
            "name: Small",
            "name: S\nrefresh: {words: [again], to: x}",
            "line 2, column 31: write the",
        ),
        (catalogue, "    expect: choice\n    options:\n", "line 6, column 5: \"options\" has no"),
        (catalogue, "    expect: choice\n    options: [x]\n", "line 6, column 15: write an option"),
    ] {
        finds_in(&alone.replace(from, to), &[unread]);
    }
}

#[test]
fn what_follows_from_a_mistake_is_not_told_beside_it() {
    // A name that cannot be read may be the one that is shown.
    let shown = SMALL.replace("{terms}", "{terms} {answer.plate}");
    finds_in(&shown, &["line 14, column 22: no stage has \"as: plate\""]);
    finds_in(
        &shown.replace("    about: order", "    as: my plate\n    about: order"),
        &["line 10, column 9: \"my plate\" cannot be the name"],
    );
    finds("about: terms", "about: trems", &["line 16, column 12: \"trems\" is not known here"]);
    finds(
        "about: terms",
        "abuot: terms",
        &["line 16, column 5: there is no field \"abuot\" here: did you mean \"about\"?"],
    );
    finds("{terms}", "{trems}", &["line 14, column 14: there is no variable {trems}"]);
    finds("'{terms}'", "{en: '{terms}', de: }", &["line 14, column 29: \"de\" has no value"]);
    let german = format!("language: pt-BR\n{}", SMALL.replace("What?", "{pt: O que?}"));
    finds_in(&german, &["line 1, column 11: \"pt-BR\" is not known here"]);
    let long = "x".repeat(600);
    let example = format!("    expect: text\n    longest: x\n    example: {long}\n    then: 5\n");
    let text = SMALL.replace("    expect: catalogue\n    then: 5\n", &example);
    let found = found(text.replace("{order}", "").replace("about: order", "about: nothing"));
    assert!(matches!(found.as_slice(), [it] if it.starts_with("line 6, column 14")), "{found:?}");
}

#[test]
fn each_variable_is_told_where_it_stands() {
    let unknown = |places: &[(usize, usize, &str)]| {
        let told = places.iter().map(|(line, column, name)| {
            format!("line {line}, column {column}: there is no variable {{{name}}}")
        });
        told.collect::<Vec<String>>()
    };
    for (prompt, places) in [
        ("Hi {ordr} and {trms}", &[(4, 16, "ordr"), (4, 27, "trms")][..]),
        ("'é 🚗 ''{{x}} {a}, {b}'", &[(4, 26, "a"), (4, 31, "b")]),
        ("\"\\n\\\"{a} {b}\"", &[(4, 18, "a"), (4, 22, "b")]),
        ("|\n      Hi {a}\n\n      and {b}\n", &[(5, 10, "a"), (7, 11, "b")]),
        (">-\n      Hi {a}\n      and {b}", &[(5, 10, "a"), (6, 11, "b")]),
        ("Hi {a}\n      and {b}", &[(4, 16, "a"), (5, 11, "b")]),
        ("{en: 'Hi {a}', de: '{customer} {b}'}", &[(4, 22, "a"), (4, 44, "b")]),
        // Which brace is which cannot be told here.
        ("\"\\x7ba} {b}\"", &[(4, 13, "a"), (4, 13, "b")]),
    ] {
        let expected = unknown(places);
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        finds("What?", prompt, &expected);
        finds_in(&SMALL.replace("What?", prompt).replace('\n', "\r\n"), &expected);
    }
    finds(
        "What?",
        "'a } b { c {total} {answer.x} {customer}'",
        &[
            "line 4, column 16: a single \"}\" begins or ends no variable",
            "line 4, column 20: a single \"{\" begins or ends no variable",
            "line 4, column 32: no stage has \"as: x\"",
        ],
    );
    finds(
        "    prompt: What?",
        "    title: '{ticket} {order} {total}'\n    prompt: What?",
        &[
            "line 4, column 22: {order} cannot be shown here",
            "line 4, column 30: {total} cannot be shown here",
        ],
    );
    // Where an answer leads does not matter for what nobody asks for.
    finds(
        "prompt: What?\n    expect: catalogue\n    then: 5",
        "prompt: 'Hi {answer.x}'\n    expect: catalogue\n    then: 6",
        &[
            "line 4, column 17: no stage has \"as: x\"",
            "line 6, column 11: there is no stage 6",
            "line 7, column 5: nothing leads to stage 5",
        ],
    );
}

#[test]
fn variables_that_make_a_text_too_long_are_told_with_their_lengths() {
    let long = "x".repeat(600);
    let found = found(SMALL.replace("'{terms}'", &format!("'{{terms}} {long}'")));
    assert_eq!(
        found,
        [
            "line 14, column 13: this is too long: 4101 of at most 4096 characters, of which 3500 are \
             kept for what variables show: up to 3500 for {terms}. Write less, or take a variable out"
        ]
    );
    let shown = "{terms} {customer} {total} {total} {ticket} {customer} {answer.x}{answer.x}";
    let text = SMALL.replace("{terms}", shown).replace("about: order", "as: x");
    let each = "of which 4260 are kept for what variables show: up to 3500 for {terms}, 2 times up \
                to 300 for {answer.x}, 2 times up to 50 for {total}, 2 times up to 25 for \
                {customer} and up to 10 for {ticket}. Write";
    let found = super::problems::found(text);
    assert!(found.iter().any(|it| it.contains(each)), "{found:#?}");
}
