//! A server's own texts.

use super::fixtures::*;
use crate::domain::{
    decision::{Change, Decision, Write},
    desk::{Desk, Document, DocumentKind},
    effect::Effect,
    input::{Event, Wish},
    language::Language,
    notice::{Answered, Refusal},
    tongue::{GivenTexts, OwnTexts, Tongue},
};
use std::collections::BTreeMap;

fn given(language: Language, many: u32) -> Event {
    let texts = GivenTexts { language, source: "yes = Jawohl\n".to_owned(), many };
    wished(Wish::TextsGiven { texts: Ok(texts) })
}

fn with_texts(newest: u32, in_use: &[(Language, u32)]) -> Desk {
    let in_use = in_use.iter().copied().collect::<BTreeMap<_, _>>();
    Desk { texts: OwnTexts { newest, in_use }, ..desk() }
}

#[test]
fn own_texts_are_a_new_version_and_the_answer_is_said_in_it() {
    let mut snapshot = at(None);
    snapshot.desk.1 = with_texts(3, &[(Language::FRENCH, 2), (Language::ENGLISH, 3)]);
    let Change { write, effects, .. } = change(&snapshot, given(Language::ENGLISH, 1));
    let Write::Desk(desk, Some(document)) = write else { panic!("{write:?}") };
    assert_eq!(*desk, with_texts(4, &[(Language::FRENCH, 2), (Language::ENGLISH, 4)]));
    let body = "yes = Jawohl\n".to_owned();
    assert_eq!(document, Document { kind: DocumentKind::Texts, version: 4, body });
    let answer = Answered::TextsSet { language: Language::ENGLISH, many: 1 };
    let tongue = Tongue { language: Language::ENGLISH, texts: 4 };
    assert_eq!(effects, [Effect::Reply { to: reply(60), answer, hint: None, tongue }]);
}

#[test]
fn texts_that_do_not_differ_end_the_own_ones() {
    let mut snapshot = at(None);
    snapshot.desk.1 = with_texts(3, &[(Language::FRENCH, 3)]);
    let Change { write, .. } = change(&snapshot, given(Language::FRENCH, 0));
    assert_eq!(write, Write::Desk(Box::new(with_texts(3, &[])), None), "no version is used twice");
}

#[test]
fn own_texts_are_given_up_in_one_language_or_in_all() {
    let reset = |language| wished(Wish::TextsReset { language });
    let both = [(Language::FRENCH, 1), (Language::GERMAN, 2)];
    let mut snapshot = at(None);
    snapshot.desk.1 = with_texts(2, &both);
    let (desk, _) = desk_after(&snapshot, reset(Some(Language::FRENCH)));
    assert_eq!(desk, with_texts(2, &both[1..]));
    let (desk, effects) = desk_after(&snapshot, reset(None));
    assert_eq!(desk, with_texts(2, &[]));
    assert_eq!(answers(&effects), [(60, &Answered::TextsReset)]);
    snapshot.desk.1 = desk;
    let none = Refusal::NoDocument { kind: DocumentKind::Texts };
    assert_eq!(refusal(&snapshot, reset(None)), none);
}

#[test]
fn the_texts_that_are_said_now_are_sent_the_servers_if_no_others_are_named() {
    let mut snapshot = at(None);
    snapshot.desk.1 = with_texts(2, &[(Language::FRENCH, 2)]);
    snapshot.desk.1.language = Language::FRENCH;
    for (language, texts) in [(None, 2), (Some(Language::GERMAN), 0)] {
        let asked = wished(Wish::TextsAsked { language });
        let texts = Tongue { language: language.unwrap_or(Language::FRENCH), texts };
        let send = Effect::SendTexts { to: reply(60), texts, tongue: Tongue::default() };
        assert_eq!(decided(&snapshot, asked), Decision::Refuse(vec![send]));
    }
}

#[test]
fn a_file_with_mistakes_and_a_person_without_the_permission_change_nothing() {
    let faults = vec!["line 1".to_owned()];
    let bad = wished(Wish::TextsGiven { texts: Err(faults.clone()) });
    assert_eq!(refusal(&at(None), bad), Refusal::DocumentFaults { faults });
    let events = [
        wished_by(mia(), Wish::TextsGiven { texts: Err(vec![]) }),
        wished_by(mia(), Wish::TextsAsked { language: None }),
        wished_by(mia(), Wish::TextsReset { language: None }),
    ];
    for event in events {
        assert_eq!(refusal(&at(None), event), Refusal::NotAnAdmin);
    }
}
