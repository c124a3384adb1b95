//! Choices that add to the price.

use super::{
    super::{Words, notice},
    measure::{buttons, check, voices},
};
use crate::domain::{
    ids::{EffectId, Owner, TicketNumber},
    language::Language,
    money::{Amount, Currency},
    notice::{Answers, Misread, Notice, OptionAsked, Told},
};
use twilight_model::{channel::message::Component, id::Id};

const EFFECT: EffectId =
    EffectId { guild: Id::new(1), owner: Owner::Ticket(TicketNumber(7)), commit: 3, index: 0 };

fn asked(language: Language, labels: &[String], surcharges: &[i64]) -> Words {
    let asked = OptionAsked {
        product: ("Mug".into(), 1),
        option: "Colour".into(),
        answers: Answers::Choices { labels: labels.to_vec() },
        surcharges: surcharges.iter().copied().map(Amount).collect(),
        currency: Currency::of_code("EUR").unwrap(),
        needed: false,
        quote: false,
        again: false,
        told: Told::default(),
        misread: Misread::default(),
        way_out: false,
        unheard: false,
        turn: 1,
    };
    notice(EFFECT, &voices(language, language), &Notice::OptionAsked(Box::new(asked)))
}

/// The choices as they are shown.
fn shown(words: &Words) -> Vec<String> {
    check(words);
    let Some(Component::ActionRow(row)) = words.components.first() else { panic!() };
    match row.components.first() {
        Some(Component::SelectMenu(menu)) => {
            menu.options.iter().flatten().map(|it| it.label.clone()).collect()
        }
        _ => buttons(words).iter().filter_map(|it| it.label.clone()).collect(),
    }
}

#[test]
fn what_a_choice_adds_to_the_price_stands_behind_it() {
    let labels = ["black".to_owned(), "gold".to_owned()];
    for (language, dearer) in
        [(Language::ENGLISH, "gold (+€5.00)"), (Language::GERMAN, "gold (+5,00\u{a0}€)")]
    {
        let words = asked(language, &labels, &[0, 500]);
        assert_eq!(shown(&words)[..2], ["black", dearer]);
        assert_eq!(shown(&asked(language, &labels, &[]))[..2], labels);
    }
}

#[test]
fn it_is_shown_whole_behind_the_longest_label() {
    for (many, longest) in [(2, 80), (25, 100)] {
        let labels = vec!["𝕃".repeat(100); many];
        for label in shown(&asked(Language::ENGLISH, &labels, &vec![500; many])).iter().take(many) {
            assert!(label.ends_with("𝕃 (+€5.00)"), "{label}");
            let length = label.encode_utf16().count();
            assert!((longest - 1..=longest).contains(&length), "{length}");
        }
    }
}
