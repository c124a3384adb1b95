//! What a message says to a flow: Yes, No, "refresh", an option.

use super::{Choice, Flow};
use crate::domain::answer::{Answer, bare_phrase, phrase, read_answer};

impl Flow {
    /// The answer, if `text` is nothing but one: by the words of this flow, then by those that
    /// always answer.
    #[must_use]
    pub fn answer(&self, text: &str) -> Option<Answer> {
        let said = [phrase(text), bare_phrase(text)];
        let says = |words: &[String]| said.iter().flatten().any(|said| is_one_of(words, said));
        if says(&self.words.yes) {
            Some(Answer::Yes)
        } else if says(&self.words.no) {
            Some(Answer::No)
        } else {
            read_answer(text)
        }
    }

    /// Whether `text` is nothing but a word that takes a ticket back.
    #[must_use]
    pub fn is_refresh(&self, text: &str) -> bool {
        let said = phrase(text);
        self.refresh.iter().any(|it| said.as_ref().is_some_and(|said| is_one_of(&it.words, said)))
    }
}

impl Choice {
    /// The place in the list of the option that `text` names: by its label in any language, by
    /// one of its words, or by its number, from 1; "please" beside it makes no difference.
    #[must_use]
    pub fn chosen(options: &[Self], text: &str) -> Option<usize> {
        let said = phrase(text)?;
        // A word of the flow may be one itself.
        Self::named(options, &said).or_else(|| Self::named(options, &bare_phrase(text)?))
    }

    fn named(options: &[Self], said: &str) -> Option<usize> {
        let named = options.iter().position(|option| {
            let labels = option.label.variants().map(|(_, label)| label.to_string());
            let mut words = labels.chain(option.words.iter().cloned());
            words.any(|word| phrase(&word).as_deref() == Some(said))
        });
        named.or_else(|| {
            let number: usize = said.parse().ok()?;
            number.checked_sub(1).filter(|at| *at < options.len())
        })
    }
}

fn is_one_of(words: &[String], said: &str) -> bool {
    words.iter().any(|word| phrase(word).as_deref() == Some(said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::flow::{Next, Refresh, Template, Text, Words};

    fn flow() -> Flow {
        let words = Words { yes: vec!["Jo mei".into()], no: vec!["Nä".into()] };
        let refresh = Some(Refresh { words: vec!["von vorn".into()], to: None });
        Flow { words, refresh, ..Flow::clone(Flow::built_in()) }
    }

    #[test]
    fn a_flow_has_words_of_its_own_beside_those_that_always_answer() {
        for (text, answer) in [
            ("jo, mei!", Some(Answer::Yes)),
            ("Jo mei, danke", Some(Answer::Yes)),
            ("YES", Some(Answer::Yes)),
            ("na", Some(Answer::No)),
            ("nope", Some(Answer::No)),
            ("jo mei na", None),
            ("", None),
        ] {
            assert_eq!(flow().answer(text), answer, "{text}");
        }
        assert_eq!(Flow::built_in().answer("jo mei"), None);
    }

    #[test]
    fn only_the_words_of_the_flow_take_a_ticket_back() {
        assert!(flow().is_refresh("Von vorn!!"));
        assert!(!flow().is_refresh("refresh"));
        assert!(Flow::built_in().is_refresh("Refresh"));
        assert!(!Flow { refresh: None, ..flow() }.is_refresh("refresh"));
    }

    #[test]
    fn an_option_is_chosen_by_label_word_or_number() {
        let option = |label: &str, words: &[&str]| Choice {
            label: Text::Plain(Template::literal(label)),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            then: Next::Done,
        };
        let options = [option("Pick-up", &["2"]), option("Delivery 🚚", &["bring it"])];
        for (text, at) in [
            ("pick up", Some(0)),
            ("2", Some(0)),
            ("1.", Some(0)),
            ("delivery", Some(1)),
            ("Bring it!", Some(1)),
            ("delivery please, thank you", Some(1)),
            ("Please: 1", Some(0)),
            ("no delivery", None),
            ("please", None),
            ("0", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(Choice::chosen(&options, text), at, "{text}");
        }
    }
}
