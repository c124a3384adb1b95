//! What can be wrong with a flow, in words for the admin who wrote it.

use super::{MOST_STAGES, MOST_WORDS, WORD_LIMIT, room};
use crate::domain::{
    answer::Answer,
    flow::{Key, LONGEST_ANSWER, MOST_FILES, MOST_OPTIONS, Stage, Variable},
    language::Language,
};

/// What is wrong with a flow and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlowProblem {
    /// There are no stages.
    #[error("a flow needs at least one stage")]
    NoStages,
    /// There are more than [`MOST_STAGES`].
    #[error("there are {many} stages and the most is {MOST_STAGES}")]
    TooManyStages {
        /// How many.
        many: usize,
    },
    /// Two stages have one number.
    #[error("there is a stage {number} already: give this one another number", number = number.0)]
    SameNumber {
        /// Their number.
        number: Stage,
    },
    /// Two stages have one name for their answers.
    #[error("\"{key}\" is the name of another stage's answer already", key = key.as_str())]
    SameKey {
        /// The name.
        key: Key,
    },
    /// The answer to a catalogue stage is given a name.
    #[error("the answer here is the order, which is shown by {{order}}: remove \"as\"")]
    KeyOfOrder,
    /// The answer to a question about the order or the terms is given a name.
    #[error(
        "Yes and No to the order and to the terms are kept with these, and under no name, so there is \
         nothing that could be shown: remove \"as\""
    )]
    KeyKeepsNothing,
    /// An answer leads to a stage that there is not.
    #[error("there is no stage {to}: there are {known}", to = to.0, known = listed(known))]
    NoSuchStage {
        /// Where it leads.
        to: Stage,
        /// The stages that there are.
        known: Vec<Stage>,
    },
    /// Nothing leads to a stage.
    #[error("nothing leads to stage {number}: let an answer lead to it, or remove it", number = number.0)]
    Unreachable {
        /// Its number.
        number: Stage,
    },
    /// From some stages no answer leads to the end.
    #[error(
        "nobody gets out of here: no answer in stage {stages} leads to done, to close or to a \
         stage that does", stages = listed(stages)
    )]
    DeadEnd {
        /// The stages.
        stages: Vec<Stage>,
    },
    /// A request can be completed without the terms.
    #[error(
        "a request can become complete although nobody was asked to accept the terms: if that is \
         not what you want, add a stage with \"expect: yes_no\" and \"about: terms\""
    )]
    TermsNotAsked,
    /// Requests are never complete.
    #[error(
        "no answer leads to done, so no request becomes complete and staff are never called: if \
         that is not what you want, let an answer lead to done"
    )]
    NeverComplete,
    /// There is no text.
    #[error("there is no text here: write one")]
    Blank,
    /// The text is longer than Discord allows.
    #[error("this is too long: {length} of at most {most} characters{}", for_variables(.variables))]
    TooLong {
        /// Its length in UTF-16 units, with what is kept free for variables.
        length: usize,
        /// The most.
        most: usize,
        /// Its variables, and how often each of them is there.
        variables: Vec<(Variable, usize)>,
    },
    /// There is a variable where only a fixed text can be.
    #[error("{variable} cannot be shown here: write a text without variables")]
    FixedText {
        /// The variable.
        variable: Variable,
    },
    /// A text is not there in the flow's language.
    #[error("this text is not there in the language of the flow: add \"{language}\"")]
    NotInOwnLanguage {
        /// The language of the flow.
        language: Language,
    },
    /// A text is not there in languages in which others are.
    #[error("other texts are there in {} too, this one is not", joined(.languages, |it| it.to_string()))]
    NotTranslated {
        /// The languages.
        languages: Vec<Language>,
    },
    /// A variable shows an answer that no stage asks for.
    #[error("no stage has \"as: {key}\", so there is nothing that {variable} could show", key = key.as_str(), variable = Variable::Answer(key.clone()))]
    NoSuchAnswer {
        /// The name of the answer.
        key: Key,
    },
    /// A variable shows what cannot have been answered yet.
    #[error("{variable} cannot be shown here: nobody has answered that when they come here")]
    NotYet {
        /// The variable.
        variable: Variable,
    },
    /// A question about the order stands where there cannot be an order yet.
    #[error(
        "nobody has an order when they come here: let a stage with \"expect: catalogue\" lead here"
    )]
    NoOrderYet,
    /// People accept terms that are not shown.
    #[error("who accepts the terms must see them: write {{terms}} into this text")]
    TermsNotShown,
    /// People confirm an order that is not shown.
    #[error("who confirms the order should see it: write {{order}} into this text")]
    OrderNotShown,
    /// A choice without options.
    #[error("a choice needs options: write at least one")]
    NoOptions,
    /// A choice has more than [`MOST_OPTIONS`].
    #[error("there are {many} options and Discord shows at most {MOST_OPTIONS}")]
    TooManyOptions {
        /// How many.
        many: usize,
    },
    /// Two options of a choice are chosen by the same word.
    #[error("\"{word}\" chooses option {other} already: options need different words")]
    SameWord {
        /// The word.
        word: String,
        /// The number of the other option, from 1.
        other: usize,
    },
    /// A word that has no letter, digit or sign that could be recognised.
    #[error("\"{word}\" is no word that people could write: use letters or digits")]
    NoWord {
        /// What was written.
        word: String,
    },
    /// A word is longer than [`WORD_LIMIT`].
    #[error("this word has {length} characters and the most is {WORD_LIMIT}")]
    LongWord {
        /// How many.
        length: usize,
    },
    /// A list of words is longer than [`MOST_WORDS`].
    #[error("there are {many} words and the most is {MOST_WORDS}")]
    TooManyWords {
        /// How many.
        many: usize,
    },
    /// A word is to mean Yes and No.
    #[error("\"{word}\" cannot mean {wanted} here: it means {known} already", wanted = yes_or_no(*wanted), known = yes_or_no(*known))]
    BothYesAndNo {
        /// The word.
        word: String,
        /// What it is to mean.
        wanted: Answer,
        /// What it means.
        known: Answer,
    },
    /// A word is to mean something and to take the ticket back.
    #[error(
        "\"{word}\" takes the ticket back already (\"refresh\"), so it cannot mean anything else"
    )]
    AlsoRefresh {
        /// The word.
        word: String,
    },
    /// A word is to take the ticket back, and means Yes or No.
    #[error("\"{word}\" means {known}, so it cannot take a ticket back", known = yes_or_no(*known))]
    RefreshAnswers {
        /// The word.
        word: String,
        /// What it means.
        known: Answer,
    },
    /// "refresh" is on and there are no words for it.
    #[error("write at least one word, or \"refresh: off\"")]
    NoRefreshWords,
    /// The least is more than the most.
    #[error("nothing is at least {least} and at most {most}")]
    NothingBetween {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A length of answers that there cannot be.
    #[error("an answer has from 1 to {LONGEST_ANSWER} characters")]
    NoSuchLength,
    /// A number of files that there cannot be.
    #[error("an answer has from 1 to {MOST_FILES} files")]
    NoSuchManyFiles,
    /// Nothing that fits the pattern is as long as an answer must be.
    #[error("no answer from {shortest} to {longest} characters fits the pattern")]
    PatternTooStrict {
        /// The shortest answer.
        shortest: u16,
        /// The longest answer.
        longest: u16,
    },
    /// The example would not be taken.
    #[error("this example would not be taken as an answer: {}", if *fits {
        "it is too short or too long"
    } else {
        "it does not fit the pattern"
    })]
    ExampleRefused {
        /// Whether the pattern would take it.
        fits: bool,
    },
}

impl FlowProblem {
    /// Whether the flow cannot be used before this is mended. What does not stop it is advice.
    #[must_use]
    pub fn stops(&self) -> bool {
        !matches!(
            self,
            Self::TermsNotAsked
                | Self::NeverComplete
                | Self::OrderNotShown
                | Self::KeyKeepsNothing
                | Self::NotTranslated { .. }
        )
    }
}

fn for_variables(variables: &[(Variable, usize)]) -> String {
    if variables.is_empty() {
        return String::new();
    }
    let reserved: usize = variables.iter().map(|(variable, times)| room(variable) * times).sum();
    let each = joined(variables, |(variable, times)| match times {
        1 => format!("up to {} for {variable}", room(variable)),
        times => format!("{times} times up to {} for {variable}", room(variable)),
    });
    format!(
        ", of which {reserved} are kept for what variables show: {each}. Write less, or take a \
         variable out"
    )
}

fn yes_or_no(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "Yes",
        Answer::No => "No",
    }
}

fn listed(stages: &[Stage]) -> String {
    joined(stages, |stage| stage.0.to_string())
}

/// "0, 5 and 20".
fn joined<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    match items {
        [] => "none".to_owned(),
        [only] => show(only),
        [others @ .., last] => {
            let others: Vec<String> = others.iter().map(&show).collect();
            format!("{} and {}", others.join(", "), show(last))
        }
    }
}
