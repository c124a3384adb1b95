//! Which fields there are in a flow, what each may be, and what it is for: the reader and the
//! JSON Schema go by this one table.

use std::sync::LazyLock;

use crate::domain::flow::{LONGEST_ANSWER, MOST_FILES, MOST_OPTIONS, Pattern, check::NAME_LIMIT};

/// The fields that stand beside each other in one place.
pub(super) struct Form {
    /// What it is, as in "write {what} here".
    pub(super) what: &'static str,
    pub(super) fields: &'static [Field],
}

/// A field.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) kind: Kind,
    /// What it is for, shown by editors.
    pub(super) about: &'static str,
}

/// What a field may be.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A text with variables, in one language or several.
    Text,
    /// A text that is taken as it is; its longest.
    Plain(usize),
    /// The address of a JSON Schema.
    Address,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A list of some words.
    SomeOf(&'static [&'static str]),
    Language,
    Key,
    Duration,
    Stage,
    Next,
    /// A whole number from here to there.
    Whole(i64, i64),
    Bool,
    /// A list of words that people write.
    Words,
    /// Fields in it.
    Fields(&'static Form),
    /// The same, or "off".
    FieldsOrOff(&'static Form),
    /// A list of what has such fields.
    List(&'static Form, usize),
    /// The stages.
    Stages,
    /// What a stage expects, which decides on its other fields.
    Expect,
}

const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, required: true, kind, about }
}

const fn may(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, required: false, kind, about }
}

const ABOUT: &[&str] = &["nothing", "order", "terms"];
const FILE_KINDS: &[&str] = &["image", "video", "audio", "pdf", "text"];

pub(super) static FLOW: Form = Form {
    what: "a flow: fields such as \"name\" and \"stages\"",
    fields: &[
        may("$schema", Kind::Address, "The JSON Schema, for editors. It is not read."),
        must("name", Kind::Plain(NAME_LIMIT), "What admins call this flow."),
        may(
            "language",
            Kind::Language,
            "The language of texts that are written only once, and the one for people in whose \
             language a text is missing. English if it is left out.",
        ),
        may(
            "words",
            Kind::Fields(&WORDS),
            "Words that count as Yes and No, beside the usual ones.",
        ),
        may(
            "refresh",
            Kind::FieldsOrOff(&REFRESH),
            "What takes a ticket back. The word \"refresh\" and the first stage if it is left out; \
             off if nothing should.",
        ),
        may("done", Kind::Fields(&SAID), "What is said when the request is complete."),
        must(
            "stages",
            Kind::Stages,
            "The stages. A ticket begins at the one with the smallest number.",
        ),
    ],
};

pub(super) static WORDS: Form = Form {
    what: "the fields \"yes\" and \"no\" with words",
    fields: &[
        may("yes", Kind::Words, "They count as Yes."),
        may("no", Kind::Words, "They count as No."),
    ],
};

pub(super) static REFRESH: Form = Form {
    what: "off, or the field \"words\"",
    fields: &[
        must("words", Kind::Words, "Each of them, alone in a message, takes the ticket back."),
        may("to", Kind::Stage, "The stage to which it leads, the first if it is left out."),
    ],
};

pub(super) static SAID: Form = Form {
    what: "the field \"text\", and where wished \"title\"",
    fields: &[may("title", Kind::Text, "The headline."), must("text", Kind::Text, "The text.")],
};

pub(super) static REMIND: Form = Form {
    what: "the field \"after\", and where wished \"text\"",
    fields: &[
        must("after", Kind::Duration, "How long the customer says nothing: 90s, 10m, 2h or 1d."),
        may("text", Kind::Text, "What is said. The usual words if it is left out."),
    ],
};

pub(super) static OPTION: Form = Form {
    what: "an option: the fields \"label\" and \"then\"",
    fields: &[
        must("label", Kind::Text, "What its button says."),
        may("words", Kind::Words, "What people may write instead of the label."),
        must("then", Kind::Next, "Where it leads."),
    ],
};

/// The fields of every stage.
pub(super) static STAGE: Form = Form {
    what: "a stage: fields such as \"number\", \"prompt\" and \"expect\"",
    fields: &[
        must("number", Kind::Stage, "Its number, from 0. Leave gaps for stages in between."),
        may("title", Kind::Text, "The headline of the prompt."),
        must("prompt", Kind::Text, "What is asked."),
        may(
            "again",
            Kind::Fields(&SAID),
            "What is asked instead when an answer or \"refresh\" leads back here, or when an \
             answer leaves the question open.",
        ),
        may(
            "hint",
            Kind::Text,
            "What is said, once for each question, when an answer does not fit.",
        ),
        may(
            "remind",
            Kind::Fields(&REMIND),
            "What is said, once for each question, when nobody answers for a while.",
        ),
        must("expect", Kind::Expect, "What it waits for."),
    ],
};

const AS: Field =
    may("as", Kind::Key, "The name by which later texts show the answer: {answer.NAME}.");
const THEN: Field = must("then", Kind::Next, "Where it leads: a stage, stay, done or close.");
const I64: Kind = Kind::Whole(i64::MIN, i64::MAX);
const LENGTH: Kind = Kind::Whole(1, LONGEST_ANSWER as i64);
const DAYS: Kind = Kind::Whole(i32::MIN as i64, i32::MAX as i64);

/// What a stage can expect, and the fields that it then has beside those of every stage.
pub(super) static EXPECTS: &[(&str, &str, &[Field])] = &[
    ("catalogue", "Free text that names products; they become the order.", &[THEN]),
    (
        "yes_no",
        "Yes or No.",
        &[
            AS,
            may(
                "about",
                Kind::OneOf(ABOUT),
                "To what the answer is given. order: anything that is neither Yes nor No is read \
                 as a change to the order, and Yes fixes the prices. terms: Yes is recorded as \
                 acceptance of the terms.",
            ),
            must("yes", Kind::Next, "Where Yes leads."),
            must("no", Kind::Next, "Where No leads."),
        ],
    ),
    (
        "choice",
        "One of some options, by button or in words.",
        &[AS, must("options", Kind::List(&OPTION, MOST_OPTIONS), "The options.")],
    ),
    (
        "text",
        "A text.",
        &[
            AS,
            may(
                "pattern",
                Kind::Plain(Pattern::LONGEST),
                "A regular expression that the whole answer must fit. Capitals make no \
                 difference unless it begins with (?-i).",
            ),
            may(
                "example",
                Kind::Plain(LONGEST_ANSWER as usize),
                "An answer that fits, to show to people.",
            ),
            may("shortest", LENGTH, "How many characters it has at least. 1 if it is left out."),
            may("longest", LENGTH, "How many characters it has at most. 500 if it is left out."),
            THEN,
        ],
    ),
    (
        "number",
        "A number.",
        &[
            AS,
            may("least", I64, "The smallest number that is taken."),
            may("most", I64, "The greatest number that is taken."),
            may(
                "whole",
                Kind::Bool,
                "Whether it must be without decimals. true if it is left out.",
            ),
            THEN,
        ],
    ),
    (
        "date",
        "A day.",
        &[
            AS,
            may("earliest", DAYS, "The earliest day, in days from today: 0 is today, 1 tomorrow."),
            may("latest", DAYS, "The latest day, in days from today."),
            THEN,
        ],
    ),
    (
        "file",
        "One or more files, in one message or in several.",
        &[
            AS,
            may(
                "least",
                Kind::Whole(1, MOST_FILES as i64),
                "The fewest files. 1 if it is left out.",
            ),
            may(
                "most",
                Kind::Whole(1, MOST_FILES as i64),
                "The most files. As many as the fewest if it is left out.",
            ),
            may("kinds", Kind::SomeOf(FILE_KINDS), "What they may be. Anything if it is left out."),
            THEN,
        ],
    ),
];

/// The fields that a stage can have when nobody knows what it expects.
pub(super) static ANY_EXPECTED: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let fields = EXPECTS.iter().flat_map(|(_, _, fields)| fields.iter());
    fields.map(|field| Field { required: false, ..*field }).collect()
});
