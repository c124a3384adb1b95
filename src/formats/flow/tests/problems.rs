//! What is wrong with a file, and where.

use super::*;

/// What is found in `text`, a line each.
pub(super) fn found(text: impl AsRef<[u8]>) -> Vec<String> {
    match read(text.as_ref()) {
        Ok(read) => read.advice.iter().map(ToString::to_string).collect(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// That exactly these are found in [`SMALL`] with `from` replaced, each told by how it begins.
#[track_caller]
pub(super) fn finds(from: &str, to: &str, expected: &[&str]) {
    assert_eq!(SMALL.matches(from).count(), 1, "{from}");
    finds_in(&SMALL.replace(from, to), expected);
}

#[track_caller]
pub(super) fn finds_in(text: &str, expected: &[&str]) {
    let found = found(text);
    let same = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
    assert!(same, "{text}\n  found {found:#?}\n  expected {expected:#?}");
}

#[test]
fn files_that_are_none() {
    assert_eq!(found(""), found("# nothing\n"));
    assert!(found("")[0].starts_with("the file is empty"));
    assert!(found(b"name: caf\xe9\n")[0].starts_with("line 1: this is not UTF-8"));
    assert!(found(b"a\n\xff\n")[0].starts_with("line 2: this is not UTF-8"));
    assert!(
        found(vec![b' '; LARGEST_FLOW + 1])[0].starts_with("the file has more than 262144 bytes")
    );
    finds_in("name: [\n", &["line 2, column 1: this cannot be read as YAML or JSON"]);
    finds_in("{\"name\": \"x\"", &["line 2, column 1: this cannot be read as YAML or JSON"]);
    finds_in("just words", &["line 1, column 1: write a flow: fields such as \"name\""]);
    let twice = format!("{SMALL}---\n{SMALL}");
    finds_in(&twice, &["line 19, column 1: a second document begins here"]);
    finds_in(&format!("---\n{SMALL}"), &[]);
    finds_in(&format!("\u{feff}{SMALL}"), &[]);
    finds_in(&SMALL.replace('\n', "\r\n"), &[]);
}

#[test]
fn what_is_no_yaml_is_told_with_what_to_do_about_it() {
    for (text, remedy) in [
        ("name: X\nstages:\n\t- number: 1\n", "never with tabs"),
        ("name: X\nstages:\n  - number: 1\n\tprompt: x\n", "never with tabs"),
        ("name: \"\\d\"\n", "into single quotes"),
        ("name: Hi: you\n", "a colon in it into quotes"),
        ("name: @all\n", "begins with such a character into quotes"),
        ("name: \"X\nlanguage: en\n", "close the quote"),
        ("{\"name\": [1, 2", "a missing comma or bracket"),
        ("name: X\nstages:\n  - number: 1\n   prompt: x\n", "in one column"),
        ("name: {order} of you\n", "begins with { or [ into quotes"),
        ("name:\tX\n", "a space behind that sign, and no tab"),
    ] {
        let found = found(text);
        assert!(matches!(found.as_slice(), [it] if it.contains(remedy)), "{text}: {found:?}");
    }
}

#[test]
fn what_yaml_can_and_flows_do_not_need() {
    let alias = "line 4, column 13: \"&\" and \"*\"";
    finds("What?", "&a What?", &[alias]);
    finds("What?", "*a", &["line 4, column 13: this cannot be read as YAML or JSON: while"]);
    finds("What?", "!!str 5", &["line 4, column 13: \"!\" at the beginning"]);
    finds("name: Small", "? [a]\n: b", &["line 1, column 3: the name of a field must be a word"]);
    finds_in(&"- ".repeat(20), &["line 1, column 25: lists and fields lie too deep"]);
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    finds_in(bomb, &["line 1, column 4: \"&\" and \"*\""]);
}

#[test]
fn fields() {
    finds(
        "    prompt: What?\n",
        "    promt: What?\n",
        &[
            "line 3, column 5: \"prompt\" is missing here",
            "line 4, column 5: there is no field \"promt\" here: did you mean \"prompt\"?",
        ],
    );
    finds(
        "about: terms",
        "pattern: x",
        &[
            "line 3, column 3: advice: a request can become complete",
            "line 16, column 5: there is no field \"pattern\" here: it belongs to a stage with \
         \"expect: text\"",
        ],
    );
    finds(
        "name: Small",
        "name: Small\ncolour: red",
        &["line 2, column 1: there is no field \"colour\" here"],
    );
    finds(
        "name: Small",
        "name: Small\nname: S",
        &["line 2, column 1: the field \"name\" is there twice"],
    );
    finds("name: Small\n", "", &["line 1, column 1: \"name\" is missing"]);
    finds("What?", "", &["line 4, column 5: \"prompt\" has no value"]);
    finds("    then: 5\n", "", &["line 3, column 5: \"then\" is missing"]);
    finds_in("name: N\n", &["line 1, column 1: \"stages\" is missing"]);
    finds_in("name: N\nstages: 5\n", &["line 2, column 9: write a list of stages"]);
    finds_in("name: N\nstages: []\n", &["line 2, column 9: a flow needs at least one stage"]);
    finds_in("name: N\nstages: [5]\n", &["line 2, column 10: write a stage"]);
}

#[test]
fn values() {
    finds("name: Small", "name: 5", &["line 1, column 7: write \"5\" with quotes"]);
    finds("What?", "true", &["line 4, column 13: write \"true\" with quotes"]);
    finds("What?", "[a]", &["line 4, column 13: write a text, or a text for each language"]);
    finds("number: 5", "number: '5'", &["line 7, column 13: write 5 without quotes"]);
    finds("number: 5", "number: 70000", &["line 7, column 13: write the number of a stage"]);
    finds("number: 5", "number: 5.5", &["line 7, column 13: write the number of a stage"]);
    finds("then: 5", "then: '5'", &["line 6, column 11: write 5 without quotes"]);
    // What it says is checked all the same.
    finds(
        "then: 5",
        "then: '6'",
        &[
            "line 6, column 11: write 6 without quotes",
            "line 7, column 5: nothing leads to stage 5",
        ],
    );
    finds(
        "yes: done",
        "yes: don",
        &[
            "line 17, column 10: \"don\" is not known here: write the number of a stage, stay, done or \
         close: did you mean \"done\"?",
        ],
    );
    finds(
        "expect: catalogue",
        "expect: catalog",
        &[
            "line 5, column 13: \"catalog\" is not known here: write catalogue, yes_no, choice, text, \
         number, date or file: did you mean \"catalogue\"?",
        ],
    );
    finds("about: order", "about: oder", &["line 10, column 12: \"oder\" is not known here"]);
    finds("name: Small", "name: S\nlanguage: xx", &["line 2, column 11: \"xx\" is no language"]);
    finds(
        "name: Small",
        "name: S\nlanguage: pt-BR",
        &[
            "line 2, column 11: \"pt-BR\" is not known here: write the two letters of a language: did \
         you mean \"pt\"?",
        ],
    );
    finds("What?", "{en: A, xx: B}", &["line 4, column 21: \"xx\" is no language"]);
    finds("What?", "{en: A, en: B}", &["line 4, column 21: the field \"en\" is there twice"]);
    finds("What?", "{en: }", &["line 4, column 14: \"en\" has no value"]);
    finds("What?", "{}", &["line 4, column 13: write a text, or a text for each"]);
    finds("What?", "'{ordr}'", &["line 4, column 14: there is no variable {ordr}"]);
    finds("What?", "{de: Was}", &["line 4, column 13: this text is not there in the language"]);
    finds("name: Small", "name: S\nrefresh: on", &["line 2, column 10: write off, or the field"]);
    finds(
        "name: Small",
        "name: S\nwords: {yes: [jo, 5]}",
        &["line 2, column 19: write \"5\" with"],
    );
}

#[test]
fn fields_of_what_is_expected() {
    let stage = |fields: &str| format!("    as: x\n{fields}    then: 5\n");
    let replaced = |fields: &str, expected: &[&str]| {
        finds("    expect: catalogue\n    then: 5\n", &stage(fields), expected);
    };
    replaced(
        "    expect: text\n    pattern: '('\n    longest: 0\n",
        &[
            "line 7, column 14: the pattern cannot be read: unclosed group, at character 1",
            "line 8, column 14: an answer has from 1 to 2000 characters",
            "line 11, column 14: {order} cannot be shown here",
            "line 13, column 12: nobody has an order",
        ],
    );
    replaced(
        "    expect: number\n    whole: maybe\n    least: x\n",
        &[
            "line 7, column 12: write true or false",
            "line 8, column 12: write a whole number",
            "line 11, column 14: {order} cannot be shown here",
            "line 13, column 12: nobody has an order",
        ],
    );
    replaced(
        "    expect: file\n    kinds: [image, pfd]\n    most: 300\n",
        &[
            "line 7, column 20: \"pfd\" is not known here: write image, video, audio, pdf or text",
            "line 8, column 11: write a number from 1 to 10",
            "line 11, column 14: {order} cannot be shown here",
            "line 13, column 12: nobody has an order",
        ],
    );
    replaced(
        "    expect: date\n    earliest: tomorrow\n",
        &[
            "line 7, column 15: write a number of days",
            "line 10, column 14: {order} cannot be shown here",
            "line 12, column 12: nobody has an order",
        ],
    );
    replaced(
        "    expect: text\n    remind: {after: soon}\n",
        &[
            "line 7, column 21: \"soon\" is no time to wait",
            "line 10, column 14: {order} cannot be shown here",
            "line 12, column 12: nobody has an order",
        ],
    );
    finds(
        "    then: 5\n",
        "    as: Kennzeichen\n    then: 5\n",
        &[
            "line 6, column 5: there is no field \"as\" here: it belongs to a stage with",
            "line 6, column 9: \"Kennzeichen\" cannot be the name",
        ],
    );
}

#[test]
fn all_is_reported_at_once_in_the_order_of_the_file() {
    let text = "\
name: ''
stages:
  - number: 0
    prompt: '{total}'
    expect: choice
    options:
      - {label: A, then: 7}
      - {label: a!, then: 5, word: b}
  - number: 5
    prompt: '{{'
    expect: text
    pattern: '[0-9]'
    example: x
    then: stay
  - number: 9
    prompt: Bye
    expect: text
    then: close
";
    finds_in(
        text,
        &[
            "line 1, column 7: there is no text here",
            "line 7, column 26: there is no stage 7: there are 0, 5 and 9",
            "line 8, column 17: \"a!\" chooses option 1 already",
            "line 8, column 30: there is no field \"word\" here: did you mean \"words\"?",
            "line 9, column 5: nobody gets out of here: no answer in stage 5 leads",
            "line 13, column 14: this example would not be taken",
            "line 15, column 5: nothing leads to stage 9",
        ],
    );
}

#[test]
fn what_could_not_be_read_is_reported_once_and_hides_nothing_else() {
    let stage = "  - number: 30\n    expect: text\n    then: done\n";
    finds_in(
        &format!("{SMALL}{stage}"),
        &[
            "line 19, column 5: \"prompt\" is missing",
            "line 19, column 5: nothing leads to stage 30",
        ],
    );
    let choice = "    expect: choice\n";
    let catalogue = "    expect: catalogue\n    then: 5\n";
    finds(catalogue, choice, &["line 3, column 5: \"options\" is missing"]);
    let choice = "    expect: choice\n    options: x\n";
    finds(catalogue, choice, &["line 6, column 14: write a list of options here"]);
    finds(
        "name: Small",
        "name: S\nrefresh: {words: [true]}",
        &["line 2, column 19: write \"true\" with quotes"],
    );
}

#[test]
fn a_branch_to_nowhere_is_told_beside_one_that_cannot_be_read() {
    let nowhere = "line 11, column 10: there is no stage 300: there are 0, 5 and 10";
    let finish = "line 12, column 9: \"finish\" is not known here";
    finds("yes: 10\n    no: 0", "yes: 300\n    no: finish", &[nowhere, finish]);
    // Where the number of a stage cannot be read, it may be that one.
    let unread = SMALL.replace("number: 10", "number: ten").replace("no: 0", "no: finish");
    let ten = "line 13, column 13: write the number of a stage";
    finds_in(&unread, &[finish, ten]);
}
