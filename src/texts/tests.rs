//! The catalogues are complete, agree with the texts, and fit into what Discord takes.

use super::{BUILT_IN, SOURCES, Text, Voice, catalogue::Catalogue, text::FORMS};
use crate::domain::{answer::read_answer, language::Language};
use fluent_bundle::FluentArgs;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser::parse,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Numbers for which one of our languages may have a form of its own.
const NUMBERS: [u32; 9] = [0, 1, 2, 3, 5, 11, 21, 1_000_000, u32::MAX];

/// The keys of a catalogue with the variables that their texts name.
fn keys(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let resource = parse(source).unwrap_or_else(|(_, faults)| panic!("{faults:?}"));
    let mut keys = BTreeMap::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                assert!(message.attributes.is_empty(), "{} has attributes", message.id.name);
                let mut variables = BTreeSet::new();
                collect(message.value.as_ref().expect("a text"), &mut variables);
                let former = keys.insert(message.id.name, variables);
                assert!(former.is_none(), "{} stands there twice", message.id.name);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            other => panic!("{other:?}"),
        }
    }
    keys
}

fn collect<'a>(pattern: &Pattern<&'a str>, variables: &mut BTreeSet<&'a str>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                variants.iter().for_each(|variant| collect(&variant.value, variables));
                selector
            }
        };
        let InlineExpression::VariableReference { id } = inline else { panic!("{inline:?}") };
        variables.insert(id.name);
    }
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let forms: BTreeMap<_, BTreeSet<_>> = FORMS
        .iter()
        .map(|form| (form.key, form.arguments.iter().map(|(name, _)| *name).collect()))
        .collect();
    assert_eq!(forms.len(), FORMS.len(), "two texts have one key");
    for (language, source) in SOURCES {
        let keys = keys(source);
        let missing: Vec<_> = forms.keys().filter(|key| !keys.contains_key(*key)).collect();
        let unused: Vec<_> = keys.keys().filter(|key| !forms.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(unused.is_empty(), "{language} has {unused:?}, which nothing says");
        for (key, variables) in keys {
            assert_eq!(variables, forms[key], "the variables of {key} in {language}");
        }
    }
}

#[test]
fn every_text_is_said_somewhere() {
    let mut code = String::new();
    read_code(Path::new("src/effects"), &mut code);
    read_code(Path::new("src/intake"), &mut code);
    let said: BTreeSet<_> = code
        .split("Text::")
        .skip(1)
        .filter_map(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next())
        .collect();
    let unused: Vec<_> = FORMS.iter().filter(|form| !said.contains(form.name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

fn read_code(folder: &Path, code: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("tests") {
            read_code(&path, code);
        } else if path.extension().is_some_and(|it| it == "rs") {
            code.push_str(&std::fs::read_to_string(path).expect("a source file"));
        }
    }
}

#[test]
fn every_text_fits_with_the_longest_that_it_is_said_with() {
    let mut too_long = vec![];
    for (language, catalogue) in BUILT_IN.iter() {
        for form in FORMS {
            for arguments in NUMBERS.map(|number| form.longest(number)) {
                let said = catalogue.say(form.key, &arguments).expect("it can be said");
                assert!(!said.trim().is_empty(), "{} says nothing in {language}", form.key);
                let length = said.encode_utf16().count();
                if length > form.room {
                    too_long.push(format!("{language} {}: {length} of {}", form.key, form.room));
                }
            }
        }
    }
    too_long.dedup();
    assert!(too_long.is_empty(), "{too_long:#?}");
}

#[test]
fn what_people_are_told_to_write_is_understood() {
    let told = [Text::AwaitedTerms, Text::AwaitedOrder];
    for (language, _) in SOURCES {
        let voice = Voice::new(language);
        for text in told {
            let text = voice.say(text);
            let words: Vec<_> = text.split("**").skip(1).step_by(2).map(read_answer).collect();
            assert!(matches!(words[..], [Some(yes), Some(no)] if yes != no), "{text}");
        }
        for (label, other) in [(Text::Yes, Text::No), (Text::No, Text::Yes)] {
            let (label, other) = (read_answer(&voice.say(label)), read_answer(&voice.say(other)));
            assert!(label.is_some() && label != other, "{language}");
        }
        let refresh = voice.say(Text::AwaitedTermsRefresh { word: "refresh" });
        assert!(refresh.contains("**refresh**"), "{refresh}");
    }
}

#[test]
fn what_people_wrote_is_shown_and_not_read() {
    let words = "{ $words } { order-title } {\"x\"}\n.y = z";
    assert_eq!(Voice::new(Language::ENGLISH).say(Text::Quoted { words }), format!("“{words}”"));
}

#[test]
fn a_number_has_its_plural() {
    let say =
        |language, products| Voice::new(language).say(Text::CatalogueSet { products, version: 7 });
    assert!(say(Language::ENGLISH, 1).contains("has 1 product now (version 7). Open tickets"));
    assert!(say(Language::ENGLISH, 0).contains("has 0 products now"));
    assert!(say(Language::GERMAN, 1_000_000).contains("jetzt 1000000 Produkte"));
    assert!(say(Language::FRENCH, 0).contains("0 produit ("), "as French counts");
}

#[test]
fn one_is_not_spoken_of_as_several() {
    let names = "Tulipe";
    let texts = |many: u32| {
        [
            Text::OnlyLeft { left: many, names },
            Text::AtMost { most: many, names },
            Text::ListLeft { left: many },
            Text::StockLine { product: names, left: many, held: many },
            Text::Unpriced { many },
            Text::Picked { many, name: names },
            Text::MissingInGuild { many, missing: names },
            Text::MissingInChannel { many, missing: names, channel: names },
        ]
    };
    // What only several are spoken of with.
    let several: [(Language, &[&str]); 5] = [
        (Language::ENGLISH, &["permissions "]),
        (Language::GERMAN, &["stehen", "deren", "fehlen", "Produkte"]),
        (Language::FRENCH, &["exemplaires", "produits", "les permissions"]),
        (Language::SPANISH, &["quedan", "unidades", "productos", "le faltan"]),
        (Language::PORTUGUESE, &["estam", "unidades", "produtos", "Faltam"]),
    ];
    for (language, several) in several {
        let say = |many| texts(many).map(|text| Voice::new(language).say(text)).join("\n");
        let (one, two) = (say(1), say(2));
        for word in several {
            assert!(!one.contains(word) && two.contains(word), "{language}, {word}: {one}\n{two}");
        }
    }
}

/// The words of a catalogue, without its variables and without code.
fn spoken(source: &str) -> Vec<(&str, String)> {
    let resource = parse(source).unwrap_or_else(|(_, faults)| panic!("{faults:?}"));
    let mut texts = vec![];
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut words = String::new();
        message.value.iter().for_each(|value| read_out(value, &mut words));
        texts.push((message.id.name, words.split('`').step_by(2).collect()));
    }
    texts
}

fn read_out(pattern: &Pattern<&str>, words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().for_each(|variant| read_out(&variant.value, words));
            }
            PatternElement::Placeable { .. } => words.push('x'),
        }
    }
}

#[test]
fn french_has_a_space_before_its_high_signs() {
    for (key, words) in spoken(super::built_in(Language::FRENCH)) {
        let letters: Vec<char> = words.chars().collect();
        for pair in letters.windows(2) {
            if let [before, sign @ (':' | ';' | '?' | '!' | '»')] = pair {
                assert!(matches!(before, ' ' | '\u{a0}' | '\u{202f}'), "{key}, {sign}: {words}");
            }
        }
    }
}

#[test]
fn no_language_mixes_its_signs() {
    for (language, source) in SOURCES {
        let texts = spoken(source);
        for (key, words) in &texts {
            assert!(!words.contains('\''), "{language} {key}: write ’ in {words}");
        }
        // "Add a product …" and "Choose…".
        let spaced: BTreeSet<_> = texts
            .iter()
            .filter_map(|(_, words)| words.strip_suffix('…'))
            .map(|words| words.ends_with([' ', '\u{a0}']))
            .collect();
        assert_eq!(spaced.len(), 1, "{language} has … behind a space here and not there");
    }
}

#[test]
fn where_a_language_has_no_catalogue_english_is_spoken() {
    let polish = Language::of_locale("pl").unwrap();
    assert_eq!(Voice::new(polish).say(Text::OrderTitle), "Your order");
    assert_eq!(Voice::new(Language::GERMAN).say(Text::OrderTitle), "Deine Bestellung");
}

#[test]
fn a_text_that_cannot_be_said_is_none() {
    let catalogue = Catalogue::read(Language::ENGLISH, "a = { $b }\nc = { d }\ne = { f( }\ng = h");
    let none = FluentArgs::new();
    for key in ["a", "c", "e", "x"] {
        assert_eq!(catalogue.say(key, &none), None, "{key}");
    }
    assert_eq!(catalogue.say("g", &none).as_deref(), Some("h"));
}
