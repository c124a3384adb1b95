//! What an admin uploads is said, or refused with all that is wrong and where.

use super::*;
use crate::{
    domain::tongue::Tongue,
    texts::{Text, Voice},
};
use proptest::prelude::*;
use std::sync::Arc;

fn voice(language: Language, file: &str) -> Voice {
    let Checked { source, .. } = check(language, file).unwrap();
    Voice::with(language, Arc::new(OwnTexts::read(language, source)))
}

/// What is wrong with a file, in words.
fn faults(file: &str) -> Vec<String> {
    check(Language::ENGLISH, file).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn own_texts_are_said_in_place_of_the_others() {
    let file = "order-title = Deine Autos\nticket-ready = Los: { $channel }\n";
    let voice = voice(Language::GERMAN, file);
    assert_eq!(voice.say(Text::OrderTitle), "Deine Autos");
    assert_eq!(voice.say(Text::TicketReady { channel: "<#1>" }), "Los: <#1>");
    assert_eq!(voice.say(Text::CloseTicket), "Ticket schließen");
}

#[test]
fn a_file_that_was_downloaded_changes_nothing() {
    for language in Tongue::WRITTEN {
        let file = Voice::new(language).write();
        let nothing = Checked { source: String::new(), many: 0 };
        assert_eq!(check(language, &file), Ok(nothing), "{language}");
        let windows = format!("\u{feff}{}", file.replace('\n', "\r\n"));
        assert_eq!(check(language, &windows).unwrap().many, 0, "{language}");
        assert!(!file.contains("\ncommand") && file.contains("## Answers to admins."), "{file}");
    }
}

#[test]
fn what_is_changed_in_a_file_is_counted_and_in_the_next_one() {
    let file = Voice::new(Language::FRENCH).write().replace("Fermer le ticket", "Fermer");
    let checked = check(Language::FRENCH, &file).unwrap();
    assert_eq!(checked, Checked { source: "close-ticket = Fermer\n".into(), many: 1 });
    assert_eq!(voice(Language::FRENCH, &file).write(), file);
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place_and_what_to_do() {
    let long = "x".repeat(90);
    let file = format!(
        "yes = {long}\n\
         wellcome = Hello\n\
         ticket-ready = Ready: {{ $chanel }}\n\
         order-title = A {{ $customer }}\n\
         no = No\n\
         no = Never\n\
         command-setup = Set up\n\
         or = {{ \"\" }}\n\
         -brand = Shop\n\
         quoted = {{ -brand }} {{ yes }} {{ NUMBER($words) }}\n\
         close-ticket = Close\n    .title = x\n\
         and-more = {{ $many ->\n    [one] {long}\n   *[other] {{ $many }} more\n }}\n\
         keep-open = Keep {{ it\n"
    );
    let told = faults(&file);
    let expected = [
        "line 1, column 1: “yes” can become 90 characters long, and Discord takes 80 there: shorten",
        "line 2, column 1: no text is called “wellcome”: take the names from",
        "line 3, column 26: “ticket-ready” knows no $chanel: it knows $channel",
        "line 4, column 20: “order-title” knows no $customer: remove it",
        "line 6, column 1: “no” is there twice",
        "line 7, column 1: “command-setup” describes commands",
        "line 8, column 1: “or” says nothing",
        "line 9, column 2: “-brand” is a term",
        "line 10, column 13: only variables stand in braces here, not “brand”",
        "line 10, column 23: only variables stand in braces here, not “yes”",
        "line 10, column 31: only variables stand in braces here, not “NUMBER”",
        "line 11, column 1: “close-ticket” has attributes",
        "line 13, column 1: “and-more” can become 90 characters long",
        "line 18, column 1: Expected a token",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "“{told}” is not “{expected}…”");
    }
    assert!(told[13].contains("write a text as “name = words”"), "{}", told[13]);
}

#[test]
fn a_file_of_nothing_but_braces_is_refused() {
    for part in ["{", "{ F(", "{ $x -> [a] ", "{\nF(\n"] {
        let file = format!("or = {}", part.repeat(100_000));
        assert!(faults(&file)[0].contains("nested too deeply"), "{part}");
    }
}

#[test]
fn a_text_with_more_braces_than_fluent_says_is_refused() {
    let file = format!("taken-yes = {} {{ $by }}", "{\"a\"}".repeat(150));
    assert!(faults(&file)[0].contains("cannot be said"), "{:?}", faults(&file));
}

/// Parts of files of someone who means no good, or knows no better.
const PARTS: [&str; 16] = [
    "{ $by }",
    "{",
    "}",
    "\n",
    " = ",
    "{ $many -> ",
    "[one] ",
    "*[other] ",
    "{\"{\"}",
    "# ",
    "    ",
    "-x",
    "{ $channel }",
    "\u{1f697}",
    ".a = b\n",
    "or = \u{0}\r\n",
];

/// A catalogue with up to two parts put in anywhere.
fn changed(chance: &mut fastrand::Rng, language: Language) -> String {
    let commands = |line: &&str| line.starts_with("command");
    let lines = built_in(language).lines().filter(|line| !commands(line));
    let mut file = lines.collect::<Vec<_>>().join("\n");
    for _ in 0..chance.usize(..3) {
        let places: Vec<_> = file.char_indices().map(|(at, _)| at).collect();
        let part = PARTS[chance.usize(..PARTS.len())].repeat(chance.usize(1..60));
        file.insert_str(places[chance.usize(..places.len())], &part);
    }
    file
}

proptest! {
    #[test]
    fn what_is_let_through_can_be_said_and_fits(seed: u64) {
        let mut chance = fastrand::Rng::with_seed(seed);
        let language = Tongue::WRITTEN[chance.usize(..Tongue::WRITTEN.len())];
        let Ok(Checked { source, many }) = check(language, &changed(&mut chance, language)) else {
            return Ok(());
        };
        let own = Catalogue::read(language, &source);
        let mut said = 0;
        for form in FORMS {
            for number in [0, 1, 2, 1_000_000, u32::MAX] {
                let Some(words) = own.say(form.key, &form.longest(number)) else { continue };
                prop_assert!(words.encode_utf16().count() <= form.room, "{}: {words}", form.key);
                prop_assert!(!words.trim().is_empty(), "{} says nothing", form.key);
                said += u32::from(number == 0);
            }
        }
        prop_assert_eq!(said, many, "all of them can be said: {}", source);
    }
}
