//! Words of the customer's own that are asked for, and what is said there that is none of them:
//! questions ("is it waterproof?") and hesitation ("one sec").

use std::sync::LazyLock;

use super::{
    super::{
        change::asks_about,
        named::extent::quoted,
        order::changed_by,
        talk::{MOST_HINTS, Talk},
    },
    With,
};
use crate::domain::{
    answer::{bare_phrase, phrase},
    notice::Told,
    phrases::Phrases,
    shelf::Stock,
};

impl Talk<'_> {
    /// What is said beside the text that is asked for. It is asked for again, with how a text that
    /// looks like this is given.
    pub(super) fn hear_aside(&mut self, stock: &Stock, said: &str) {
        let before = self.standing();
        let former = self.next.order.misread.clone();
        let misread = self.take_lines(stock, said);
        if before != self.standing() {
            self.note_misread(&misread);
            return self.order_changed(changed_by(None, misread));
        }
        self.next.order.misread = former;
        if self.may_hint(MOST_HINTS) {
            let staff = Told { staff: !is_hesitation(said), ..Told::default() };
            let told = self.inquiry(said).unwrap_or(staff);
            self.say_doubt(stock, With { told, quote: true, ..With::default() });
        }
    }
}

/// Whether words are rather said to us than to be written on something. What is in quotation marks
/// is meant as it is.
pub(super) fn is_aside(said: &str) -> bool {
    if is_quoted(said) {
        return false;
    }
    // "WAIT" may be a plate.
    let in_capitals = said.chars().all(|it| !it.is_lowercase());
    is_question(said) || (!in_capitals && is_hesitation(said))
}

/// The words without their quotation marks, without "please", and without what leads to them:
/// "make it Bob please".
pub(super) fn as_written(said: &str) -> &str {
    let said = said.trim();
    if let Some(inside) = quoted(said, 0).filter(|it| it.whole.end == said.len()) {
        return said.get(inside.inside).unwrap_or(said);
    }
    let last = said.rsplit_once(char::is_whitespace);
    let said = match last.filter(|it| PLEASE.contains(&it.1.to_lowercase().as_str())) {
        Some((before, _)) => before.trim_end().trim_end_matches(','),
        None => said,
    };
    let led = LEADS.iter().find_map(|it| said.strip_prefix(it));
    let is_named = |it: &&str| it.starts_with(|it: char| it.is_uppercase() || it.is_numeric());
    led.filter(is_named).unwrap_or(said)
}

fn is_quoted(said: &str) -> bool {
    quoted(said.trim(), 0).is_some_and(|it| it.whole.end == said.trim().len())
}

fn is_question(said: &str) -> bool {
    let marked = said.trim_end().ends_with(['?', '？']);
    let words = phrase(&said.replace(['?', '？'], " ")).unwrap_or_default();
    let asks = || asks_about(said) || MAY.behind(&words).is_some();
    (marked && asks()) || SURELY.behind(&words).is_some()
}

fn is_hesitation(said: &str) -> bool {
    let words = bare_phrase(said).unwrap_or_default();
    let mut rest = words.as_str();
    while let Some(behind) = SOUNDS.behind(rest) {
        rest = behind;
    }
    SOUNDS.has(rest) || HESITATES.has(rest)
}

/// What begins a question to us with "?" at its end. English, German, French, Spanish, Portuguese.
static MAY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    can i, can we, can you, can it, could i, could you, could it, may i, will it, will you, \
    would it, would you, should i, kann ich, kann man, konnt ihr, konnen sie, darf ich, wird, \
    je peux, puis je, peut on, pouvez vous, puedo, se puede, pueden, posso, pode, voces",
    )
});

/// What begins one even without.
static SURELY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    how much is, how much does, how long can, how long is, how big is, how many letters, how \
    many characters, what is the max, whats the max, what is the longest, whats the longest, \
    what can i, what should i, can i have, can i get, can you do, can you make, do you have, \
    is it possible, is there a",
    )
});

/// Sounds of those who think.
static SOUNDS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of("hm, hmm, hmmm, uh, uhm, um, umm, er, erm, ahm, euh, eh, ok, oh"));

/// What they say. The same languages.
static HESITATES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    i dont know, i dont know yet, dont know, dont know yet, idk, idk yet, dunno, i dunno, no \
    idea, not sure, not sure yet, im not sure, im not sure yet, i am not sure, i am not sure \
    yet, let me think, let me check, one sec, one second, one moment, one minute, a sec, a \
    second, a moment, sec, hold on, hang on, wait, wait a sec, wait a second, wait a minute, \
    just a sec, just a second, just a moment, give me a sec, give me a second, give me a \
    minute, gimme a sec, brb, thinking, still thinking, what, huh, weiss nicht, weiss ich \
    nicht, ich weiss nicht, keine ahnung, moment, einen moment, moment mal, warte, warte mal, \
    sekunde, je ne sais pas, je sais pas, jsp, aucune idee, attends, attendez, un instant, un \
    moment, no se, no lo se, ni idea, un momento, espera, espere, nao sei, um momento, espera \
    ai, calma",
    )
});

/// What stands behind a text and is none of it.
const PLEASE: [&str; 5] = ["please", "pls", "plz", "bitte", "svp"];
/// What stands before one that begins with a capital or a digit.
const LEADS: [&str; 6] = ["make it ", "put ", "just ", "write ", "lets do ", "let's do "];

#[cfg(test)]
mod tests {
    use super::{as_written, is_aside};

    #[test]
    fn questions_and_hesitation_are_no_texts() {
        for said in [
            "is it waterproof?",
            "how big is it?",
            "can i have 2 lines?",
            "whats the max length",
            "wie lang darf es sein?",
            "hmm not sure yet",
            "one sec",
            "Wait...",
            "ok let me think",
        ] {
            assert!(is_aside(said), "{said}");
        }
        for said in ["Bob", "\"Is it Friday?\"", "Happy?", "WAIT", "Who Dares Wins", "Wait for me"]
        {
            assert!(!is_aside(said), "{said}");
        }
    }

    #[test]
    fn what_is_to_be_written_is_without_what_is_said_around_it() {
        assert_eq!(as_written(" \"Is it Friday?\" "), "Is it Friday?");
        assert_eq!(as_written("Bob, please"), "Bob");
        assert_eq!(as_written("make it Bob pls"), "Bob");
        assert_eq!(as_written("make it so"), "make it so");
        assert_eq!(as_written("\"Bob\" and \"Ann\""), "\"Bob\" and \"Ann\"");
        assert_eq!(as_written("please"), "please");
    }
}
