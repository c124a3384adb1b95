//! Whether every word means one thing.

use super::{Faults, FlowProblem, Path};
use crate::domain::{
    answer::{Answer, phrase, read_answer},
    flow::{Choice, Expects, Flow, MOST_OPTIONS},
};
use std::collections::HashMap;

/// The longest word that answers, in characters; it may be several words.
pub const WORD_LIMIT: usize = 50;
/// The most words of one list.
pub const MOST_WORDS: usize = 50;

pub(super) fn check(flow: &Flow, faults: &mut Faults) {
    let refresh = flow.refresh.as_ref().map_or(&[] as &[String], |refresh| &refresh.words);
    let refresh_at = Path::of("refresh").field("words");
    if flow.refresh.is_some() && refresh.is_empty() {
        faults.add(&refresh_at, FlowProblem::NoRefreshWords);
    }
    let refresh_phrases = phrases(&refresh_at, refresh, faults);
    let mut meanings: HashMap<String, Answer> = HashMap::new();
    for (field, wanted, words) in
        [("yes", Answer::Yes, &flow.words.yes), ("no", Answer::No, &flow.words.no)]
    {
        for (path, word, phrase) in phrases(&Path::of("words").field(field), words, faults) {
            if refresh_phrases.iter().any(|(_, _, other)| *other == phrase) {
                faults.add(&path, FlowProblem::AlsoRefresh { word: word.clone() });
            }
            let known = read_answer(&word).or_else(|| meanings.get(&phrase).copied());
            match known.filter(|known| *known != wanted) {
                Some(known) => faults.add(&path, FlowProblem::BothYesAndNo { word, wanted, known }),
                None => {
                    meanings.insert(phrase, wanted);
                }
            }
        }
    }
    for (path, word, phrase) in &refresh_phrases {
        // What is in the flow's own lists was reported there.
        if let Some(known) = read_answer(word).filter(|_| !meanings.contains_key(phrase)) {
            faults.add(path, FlowProblem::RefreshAnswers { word: word.clone(), known });
        }
    }
    let refresh_phrases: Vec<String> = refresh_phrases.into_iter().map(|(_, _, it)| it).collect();
    for (at, step) in flow.stages.iter().enumerate() {
        if let Expects::Choice { options } = &step.expects {
            let path = Path::of("stages").item(at).field("options");
            check_options(&path, options, &refresh_phrases, faults);
        }
    }
}

fn check_options(path: &Path, options: &[Choice], refresh: &[String], faults: &mut Faults) {
    match options.len() {
        0 => faults.add(path, FlowProblem::NoOptions),
        many if many > MOST_OPTIONS => faults.add(path, FlowProblem::TooManyOptions { many }),
        _ => {}
    }
    let mut chosen: HashMap<String, usize> = HashMap::new();
    for (at, option) in options.iter().enumerate() {
        let path = path.item(at);
        let labels = option
            .label
            .variants()
            .map(|(language, label)| (path.field("label").variant(language), label.to_string()));
        // A label of signs only is pressed, not written.
        let labels = labels.filter_map(|(path, label)| Some((path, phrase(&label)?, label)));
        let mut said: Vec<_> = labels.map(|(path, phrase, label)| (path, label, phrase)).collect();
        said.extend(phrases(&path.field("words"), &option.words, faults));
        for (path, word, phrase) in said {
            if refresh.contains(&phrase) {
                faults.add(&path, FlowProblem::AlsoRefresh { word: word.clone() });
            }
            match chosen.get(&phrase) {
                Some(other) if *other != at => {
                    faults.add(&path, FlowProblem::SameWord { word, other: other + 1 });
                }
                _ => {
                    chosen.insert(phrase, at);
                }
            }
        }
    }
}

/// Each word of a list that can be recognised: where it is, as written, as it is compared.
fn phrases(path: &Path, words: &[String], faults: &mut Faults) -> Vec<(Path, String, String)> {
    if words.len() > MOST_WORDS {
        faults.add(path, FlowProblem::TooManyWords { many: words.len() });
    }
    let mut phrases = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let path = path.item(at);
        let length = word.chars().count();
        if length > WORD_LIMIT {
            faults.add(&path, FlowProblem::LongWord { length });
            continue;
        }
        match phrase(word) {
            Some(phrase) => phrases.push((path, word.clone(), phrase)),
            None => faults.add(&path, FlowProblem::NoWord { word: word.clone() }),
        }
    }
    phrases
}
