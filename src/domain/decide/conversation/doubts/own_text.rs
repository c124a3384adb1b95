//! Words of the customer's own that are asked for, and what is said there that is none of them:
//! questions ("is it waterproof?") and hesitation ("one sec").

use std::{borrow::Cow, sync::LazyLock};

use super::{
    super::{
        change::words::TAKES_BACK,
        named::{
            self, QUOTES,
            extent::{bare, quoted},
        },
        options,
        order::changed_by,
        talk::{MOST_HINTS, Talk},
    },
    With,
};
use crate::domain::{
    answer::{Answer, bare_phrase, phrase},
    catalogue::ProductOption,
    notice::Told,
    order::{Line, LineId},
    phrases::Phrases,
    recognise::revise,
    shelf::Stock,
};

impl Talk<'_> {
    /// What is to be written on something, of what was said where that is asked for. None if it was
    /// something else, which is done then.
    pub(super) fn own_text<'s>(
        &mut self,
        stock: &Stock,
        line: LineId,
        asked: Option<&ProductOption>,
        said: &'s str,
    ) -> Option<Cow<'s, str>> {
        let is_meant = is_quoted(said);
        // "add a donut" is no text, where a Donut is sold.
        let changes =
            || self.says_change(stock, said) || is_change(stock, &self.next.order.lines, said);
        if !is_meant && changes() {
            self.hear_something_else(stock, said);
            return None;
        }
        let says_yes = || self.flow().answer(said) == Some(Answer::Yes);
        if !is_meant && (says_yes() || is_said_to_us(said)) {
            self.hear_beside_text(stock, said);
            return None;
        }
        if let Some(text) = self.named_beside(stock, line, asked, said) {
            return Some(Cow::Owned(text));
        }
        let chosen = self.chosen_beside(stock, line, said);
        if let Some((_, values)) = &chosen {
            self.next.order.note(line, values);
        }
        let said = match chosen {
            // "gold": what it is to be of is asked already.
            Some((rest, _)) if rest.is_empty() => {
                self.doubt_settled();
                return None;
            }
            Some((rest, _)) => Cow::Owned(rest),
            None => Cow::Borrowed(said),
        };
        let written = as_written(&said);
        let fits = asked.is_some_and(|it| options::fitting(it, written).is_some());
        Some(if fits { Cow::Owned(written.to_owned()) } else { said })
    }

    /// The text, where it is said by the name of its option and others are said so too: "name: Kai,
    /// number: 99".
    fn named_beside(
        &mut self,
        stock: &Stock,
        line: LineId,
        asked: Option<&ProductOption>,
        said: &str,
    ) -> Option<String> {
        let product = &self.next.order.line(line)?.product;
        let read = named::read(stock, std::iter::once(product), said);
        let is_own = |it: &&named::Value| asked.is_some_and(|of| of.name == it.option);
        let own = read.values.iter().find(is_own)?.said.clone();
        if read.values.len() < 2 || read.rest.contains(char::is_alphanumeric) {
            return None;
        }
        let values: Vec<_> = read.values.into_iter().map(|it| (it.option, it.said)).collect();
        self.next.order.note(line, &values);
        Some(own)
    }

    /// What is said of other options of the line between commas, of which nobody has said what they
    /// are to be: "Anna, gold". With the rest of the text.
    fn chosen_beside(
        &self,
        stock: &Stock,
        line: LineId,
        said: &str,
    ) -> Option<(String, Vec<(String, String)>)> {
        let line = self.next.order.line(line)?;
        let product = stock.catalogue.product(&line.product)?;
        let is_open = |it: &&ProductOption| {
            !it.choices().is_empty() && line.options.iter().all(|(name, _)| *name != it.name)
        };
        let open: Vec<_> = product.options.iter().filter(is_open).collect();
        let mut values: Vec<(String, String)> = vec![];
        let mut rest: Vec<&str> = vec![];
        for part in said.split(',') {
            let value = open.iter().find_map(|option| {
                let is_new = values.iter().all(|(name, _)| *name != option.name);
                let label = options::named(option, part).filter(|_| is_new)?;
                Some((option.name.clone(), label))
            });
            match value {
                Some(value) => values.push(value),
                None => rest.push(part.trim()),
            }
        }
        // "Anna, gold" in quotation marks is one text.
        let is_cut = rest.iter().any(|it| it.starts_with(QUOTES) && inside(it).is_none());
        (!values.is_empty() && !is_cut).then(|| (rest.join(", "), values))
    }

    /// What is said beside the text that is asked for. It is asked for again, with how a text that
    /// looks like this is given.
    fn hear_beside_text(&mut self, stock: &Stock, said: &str) {
        let before = self.standing();
        let former = self.next.order.misread.clone();
        let misread = self.take_lines(stock, said);
        if before != self.standing() {
            self.note_misread(&misread);
            return self.order_changed(changed_by(None, misread));
        }
        self.next.order.misread = former;
        if self.may_hint(MOST_HINTS) {
            let staff = Told { staff: is_question(said), ..Told::default() };
            let told = self.inquiry(said).unwrap_or(staff);
            self.say_doubt(stock, With { told, quote: true, ..With::default() });
        }
    }
}

/// Whether words are rather said to us than to be written on something.
fn is_said_to_us(said: &str) -> bool {
    // "WAIT" may be a plate.
    let in_capitals = said.chars().all(|it| !it.is_lowercase());
    is_question(said) || (!in_capitals && is_hesitation(said))
}

/// Whether words are about how many there are to be, or about something else that is wanted: "no
/// wait, 2 of them", "actually a door wreath". A number alone may be the text.
fn is_change(stock: &Stock, lines: &[Line], said: &str) -> bool {
    let words = phrase(said).unwrap_or_default();
    let begins = [&TAKES_BACK, &MEANT].into_iter().any(|it| it.behind(&words).is_some());
    if !begins && !OF_THEM.any_in(&words) {
        return false;
    }
    let had: Vec<_> = lines.iter().map(Line::ordered).collect();
    let read = revise(&stock.index, said, &had);
    let now = read.lines.iter().map(|it| (&it.product, it.quantity));
    let is_same = now.eq(had.iter().map(|it| (&it.product, it.quantity)));
    !is_same && read.unknown.is_empty() && read.ambiguous.is_empty()
}

/// The words without their quotation marks, without "please", and without what leads to them:
/// "make it Bob please".
fn as_written(said: &str) -> &str {
    let said = said.trim();
    let plain = bare(said);
    if let Some(inside) = inside(plain) {
        return inside;
    }
    let said = if plain.split_whitespace().count() == 1 { without_please(said) } else { said };
    let led = LEADS.iter().find_map(|it| said.strip_prefix(it));
    let is_named = |it: char| it.is_uppercase() || it.is_numeric() || QUOTES.contains(&it);
    let Some(led) = led.filter(|it| it.starts_with(is_named)) else { return said };
    let led = without_please(led);
    let led = ON_IT.iter().find_map(|it| led.strip_suffix(it)).unwrap_or(led);
    inside(led).unwrap_or(led)
}

/// What is quoted, if a text is nothing else.
fn inside(said: &str) -> Option<&str> {
    let whole = quoted(said, 0).filter(|it| it.whole.end == said.len())?;
    said.get(whole.inside)
}

fn without_please(said: &str) -> &str {
    let last = said.rsplit_once(char::is_whitespace);
    match last.filter(|it| PLEASE.contains(&it.1.to_lowercase().as_str())) {
        Some((before, _)) => before.trim_end().trim_end_matches(','),
        None => said,
    }
}

fn is_quoted(said: &str) -> bool {
    inside(said.trim()).or_else(|| inside(bare(said.trim()))).is_some()
}

fn is_question(said: &str) -> bool {
    let words = phrase(&said.replace(['?', '？'], " ")).unwrap_or_default();
    said.trim_end().ends_with(['?', '？']) || SURELY.behind(&words).is_some()
}

fn is_hesitation(said: &str) -> bool {
    let words = bare_phrase(said).unwrap_or_default();
    let mut rest = words.as_str();
    while let Some(behind) = SOUNDS.behind(rest) {
        rest = behind;
    }
    SOUNDS.has(rest) || HESITATES.has(rest)
}

/// What begins a question to us, even without "?" at its end. English, German, French, Spanish,
/// Portuguese.
static SURELY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    how much is, how much does, how long can, how long is, how big is, how many letters, how \
    many characters, what is the max, whats the max, what is the longest, whats the longest, \
    what can i, what should i, can i have, can i get, can you do, can you make, do you have, \
    is it possible, is there a, are you a, is this a, how long will, how long does, how do i, \
    i want to talk to, can i talk to, i need to talk to, let me talk to, wie lange, wie viele \
    zeichen, was kostet, was kann ich, combien de lettres, combien coute, cuanto cuesta, quanto \
    custa",
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
    minute, gimme a sec, brb, thinking, still thinking, what, huh, help, help me, i need help, \
    staff, \
    i dont understand, sorry i dont understand, i dont get it, sorry wrong item, wrong item, \
    hilfe, aide, aidez moi, ayuda, ajuda, weiss nicht, weiss ich \
    nicht, ich weiss nicht, keine ahnung, moment, einen moment, moment mal, warte, warte mal, \
    sekunde, je ne sais pas, je sais pas, jsp, aucune idee, attends, attendez, un instant, un \
    moment, no se, no lo se, ni idea, un momento, espera, espere, nao sei, um momento, espera \
    ai, calma",
    )
});

/// What begins a change of mind.
static MEANT: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    no wait, wait, wait no, forget it, forget that, never mind, nevermind, nvm, scratch that, \
    i meant, i mean, sorry i meant, no i meant, oops, nein warte, ich meinte, sorry, non attends, je voulais dire, no espera, queria decir, nao espera, quis dizer",
    )
});

/// What speaks of the pieces.
static OF_THEM: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    of them, of these, of those, of it, make it two, make it three, davon, stuck davon, d entre \
    eux, de ellos, deles",
    )
});

/// What stands behind a text and is none of it.
const PLEASE: [&str; 5] = ["please", "pls", "plz", "bitte", "svp"];
/// What stands before one that begins with a capital or a digit.
const LEADS: [&str; 12] = [
    "make it ",
    "put ",
    "write ",
    "lets do ",
    "let's do ",
    "the text is ",
    "text is ",
    "the text should be ",
    "Write ",
    "The text is ",
    "i'd like ",
    "I'd like ",
];
/// What stands behind one that was led to so.
const ON_IT: [&str; 4] = [" on it", " on them", " on that", " there"];

#[cfg(test)]
mod tests {
    use super::{as_written, is_said_to_us};

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
            assert!(is_said_to_us(said), "{said}");
        }
        for said in [
            "Bob",
            "\"Is it Friday?\"",
            "\"Hi\" please",
            "Hello",
            "WAIT",
            "Who Dares Wins",
            "Wait for me",
        ] {
            assert!(!is_said_to_us(said), "{said}");
        }
    }

    #[test]
    fn what_is_to_be_written_is_without_what_is_said_around_it() {
        assert_eq!(as_written(" \"Is it Friday?\" "), "Is it Friday?");
        assert_eq!(as_written("Bob, please"), "Bob");
        assert_eq!(as_written("make it Bob pls"), "Bob");
        assert_eq!(as_written("make it so"), "make it so");
        assert_eq!(as_written("\"Rex\" please"), "Rex");
        assert_eq!(as_written("Marry me please"), "Marry me please");
        assert_eq!(as_written("just Married"), "just Married");
        assert_eq!(as_written("Write Forever on it"), "Forever");
        assert_eq!(as_written("\"Bob\" and \"Ann\""), "\"Bob\" and \"Ann\"");
        assert_eq!(as_written("please"), "please");
    }
}
